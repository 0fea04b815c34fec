"""The explorer's state: facets, time, focus, paths, hide and pin, undo, the link and saved views, the walk by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser import sample
from browser.conftest import Opener

pytestmark = pytest.mark.browser


def shown(page: Page) -> tuple[int, int]:
    now = page.evaluate("kgPage.shown()")
    return now["nodes"], now["claims"]


def test_counts_follow_the_other_facets(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    assert page.evaluate("kgPage.counts('article')") == {"a1": 4, "a2": 3}
    page.get_by_role("checkbox", name="Denied").uncheck()
    assert page.evaluate("kgPage.counts('article')") == {"a1": 3, "a2": 3}
    assert page.evaluate("kgPage.counts('manner')")["denied"] == 1
    page.click("#facet-status-fold > summary")
    page.get_by_role("checkbox", name="proposed").uncheck()
    assert page.evaluate("kgPage.counts('article')") == {"a1": 3, "a2": 2}


def test_the_time_slider_by_keyboard(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.focus("#time-from")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#time-from")).to_have_attribute("aria-valuetext", "2026-01")
    assert shown(page)[1] == 1
    expect(page.locator("#time-undated-count")).to_have_text("5")
    page.check("#time-undated")
    assert shown(page)[1] == 6
    page.click("#reset")
    assert shown(page) == (5, 7)
    page.click("#clock-published")
    assert page.evaluate("kgPage.time().clock") == "published"


def test_focus_hide_pin_and_undo(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.evaluate("kgPage.select('node', 'rival')")
    page.get_by_role("button", name="Only within 1 step").click()
    assert shown(page)[0] == 2
    page.get_by_role("button", name="Only within 2 steps").click()
    assert shown(page)[0] == 3
    page.locator(".limit").click()
    page.evaluate("kgPage.select('node', 'team')")
    page.get_by_role("button", name="Hide").click()
    assert shown(page)[0] == 4
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert shown(page)[0] == 5
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    assert shown(page)[0] == 4
    page.get_by_role("button", name="hidden: show again").click()
    assert shown(page)[0] == 5


def test_a_path_lists_its_claims(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.evaluate("kgPage.select('node', 'team')")
    page.get_by_role("button", name="Path to").click()
    page.keyboard.type("rival sedan")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Halo team … Rival sedan")
    expect(page.locator("#panel .ways")).to_contain_text("3 steps, by way of Maker → Halo")
    assert page.locator("#panel [data-claim]").count() >= 5
    assert page.evaluate("kgPage.paths('lei', 'team')") == []


def test_the_link_brings_the_state_back_and_bears_garbage(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.evaluate("kgPage.apply('no-manner=denied&within-1=maker&time=2025-12..&undated=shown&pinned=lei&node=maker')")
    link = page.evaluate("kgPage.link()")
    before = page.evaluate("kgPage.shown()")
    page.evaluate("kgPage.apply('')")
    assert shown(page) == (5, 7)
    page.evaluate("link => { location.hash = link; }", link)
    page.wait_for_function("kgPage.selection() !== null")
    assert page.evaluate("kgPage.shown()") == before
    assert page.evaluate("kgPage.link()") == link
    for bad in (
        "%E0%A4%A&=&node=none",
        "line=constructor,__proto__,x",
        "within-9=maker&time=..&time=x..y",
        "path=maker,maker",
    ):
        page.evaluate("bad => kgPage.apply(bad)", bad)
        assert shown(page) == (5, 7)
        assert page.evaluate("kgPage.selection()") is None


def test_saved_views(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.get_by_role("checkbox", name="Vehicle").uncheck()
    page.click("#saved > summary")
    page.fill("#saved-name", "No <b>vehicles</b>")
    page.press("#saved-name", "Enter")
    page.click("#reset")
    page.get_by_role("button", name="No <b>vehicles</b>", exact=True).click()
    assert shown(page)[0] == 3
    page.get_by_role("button", name="Delete No").click()
    expect(page.locator("#saved-list li")).to_have_count(0)


def test_arrows_walk_enter_opens_escape_clears(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.focus("#graph")
    page.keyboard.press("ArrowRight")
    first = page.evaluate("kgPage.walker()")
    assert first is not None
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.focus("#graph")
    page.keyboard.press("Escape")
    assert page.evaluate("kgPage.walker()") is None


def test_many_nodes_open_on_an_overview(open_page: Opener) -> None:
    page = open_page(sample.large(500, 700, 100)).page
    assert shown(page)[0] == 200
    expect(page.locator("#scope")).to_contain_text("most central")
    took = page.evaluate("kgPage.measure()")
    assert sorted(took)[len(took) // 2] < 400
