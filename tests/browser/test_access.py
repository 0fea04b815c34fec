"""Access: axe finds nothing serious, everything is reached by keyboard, and the tour keeps and returns the focus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import axe, figures, proposals, sample
from browser.asked import quads, with_sparql
from browser.conftest import Opener
from kg.views.page import render
from kg.views.records import PageQuestion

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session", name="axe_source")
def fetched_axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core."""
    try:
        return axe.fetch(tmp_path_factory.mktemp("axe"))
    except axe.NotFetched as error:
        pytest.fail(str(error), pytrace=False)


def open_filters(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.click("#open-filters")


def open_cards(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.click("#view-table")


def open_undated(page: Page) -> None:
    page.evaluate("kgPage.show('timeline')")
    page.locator("#timeline .undated summary").click()


def open_figures(page: Page) -> None:
    page.evaluate("kgPage.select('node', 'halo')")
    page.locator("#panel .chart-table summary").first.click()


STATES: dict[str, Callable[[Page], Any]] = {
    "overview": lambda page: page.wait_for_timeout(1),
    "node": open_figures,
    "claim": lambda page: page.evaluate("kgPage.select('claims', 'c-denied')"),
    "table": lambda page: page.evaluate("kgPage.show('table')"),
    "table on a phone": open_cards,
    "timeline": open_undated,
    "filters on a phone": open_filters,
    "menu": lambda page: page.click("#export"),
    "tour": lambda page: page.click("#help"),
    "path": lambda page: page.evaluate("kgPage.apply('path=team,rival')"),
    "proposed": lambda page: page.evaluate("kgPage.select('claims', 'c-rival')"),
    "filtered": lambda page: page.get_by_role("button", name="Only denied").click(),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_serious(open_page: Opener, axe_source: str, state: str, scheme: str) -> None:
    page = open_page(proposals.build(figures.build()), scheme=scheme).page
    STATES[state](page)
    page.wait_for_timeout(100)
    bad = axe.find(page, axe_source)
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_axe_finds_nothing_serious_where_one_asks(open_page: Opener, axe_source: str, width: int, scheme: str) -> None:
    text = "#+ param: thing what it is about\nSELECT ?claim ?thing WHERE { ?claim :about ?thing }"
    question = PageQuestion(name="of", summary="What is said of what?", text=text)
    page = open_page(with_sparql(sample.small(), quads(sample.small()), question), width=width, scheme=scheme).page
    page.click("#view-ask")
    expect(page.locator("#ask-status")).to_contain_text("Ready", timeout=20_000)
    assert axe.find(page, axe_source) == []
    page.get_by_role("button", name="What is said of what?").click()
    expect(page.locator("#ask-status")).to_contain_text("7 rows", timeout=20_000)
    assert page.locator("#ask-parameter-thing").is_visible()
    assert axe.find(page, axe_source) == []


def test_focus_goes_in_reading_order_and_is_seen(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    seen = []
    for _ in range(90):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        outlined = page.evaluate("""() => { const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1; }""")
        assert outlined or seen[-1] == "", f"no visible focus on {seen[-1]}"
        if seen[-1] == "help":
            break
    wanted = [
        "search",
        "view-graph",
        "view-table",
        "view-timeline",
        "graph",
        "zoom-in",
        "zoom-out",
        "fit",
        "export",
        "help",
    ]
    assert [one for one in seen if one in wanted] == wanted


def test_reduced_motion_leaves_nothing_moving(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    assert page.evaluate("document.getAnimations().length") == 0
    page.click("#zoom-in")
    before = page.evaluate("kgPage.scale()")
    page.wait_for_timeout(250)
    assert page.evaluate("kgPage.scale()") == before


def test_changes_of_view_and_order_are_told(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    live = page.locator("#live")
    page.click("#view-table")
    expect(live).to_have_text("Table of 7 claims")
    page.get_by_role("columnheader", name="Subject").locator("button").click()
    expect(live).to_have_text("Sorted by Subject, upwards")
    page.click("#view-timeline")
    expect(live).to_contain_text("Timeline: 1 claim with a date")


# --- the tour ---


def test_the_tour_keeps_the_focus_and_gives_it_back(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.focus("#fit")
    page.keyboard.press("?")
    tour = page.locator("#tour")
    expect(tour.locator("h2")).to_have_text("Search")
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate("document.getElementById('tour').contains(document.activeElement)")
    for step in range(2, 6):
        tour.get_by_role("button", name="Next").click()
        expect(tour).to_contain_text(f"{step} of 5")
        note = tour.locator(".tour-note").bounding_box()
        assert note is not None
        assert note["x"] >= 0
        assert note["y"] >= 0
        assert note["y"] + note["height"] <= 900
    page.keyboard.press("ArrowLeft")
    expect(tour).to_contain_text("4 of 5")
    page.keyboard.press("Escape")
    expect(tour).to_be_hidden()
    expect(page.locator("#fit")).to_be_focused()
    page.focus("#search")
    page.keyboard.type("?")
    expect(tour).to_be_hidden()


def test_a_first_visit_is_offered_the_tour_once(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(sample.small()), encoding="utf-8")
    context = browser.new_context(reduced_motion="no-preference", offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    welcome = page.locator("#welcome")
    expect(welcome).to_be_visible()
    expect(page.locator("#tour")).to_be_hidden()
    page.get_by_role("button", name="No, thanks").click()
    page.reload()
    page.wait_for_selector("#graph canvas")
    expect(welcome).to_be_hidden()
    page.evaluate("localStorage.clear()")
    page.goto(f"{file.as_uri()}#x")
    page.reload()
    page.wait_for_selector("#graph canvas")
    expect(welcome).to_be_hidden()
    page.goto(file.as_uri())
    page.reload()
    page.get_by_role("button", name="Show me").click()
    expect(page.locator("#tour h2")).to_have_text("Search")
    context.close()


def test_no_offer_where_the_browser_keeps_nothing(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(sample.small()), encoding="utf-8")
    context = browser.new_context(reduced_motion="no-preference", offline=True)
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("#graph canvas")
    expect(page.locator("#welcome")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#tour h2")).to_have_text("Search")
    page.keyboard.press("Escape")
    context.close()


def test_motion_is_there_for_who_has_not_asked_for_none(open_page: Opener) -> None:
    page = open_page(sample.large(), motion=True).page
    page.get_by_role("button", name="No, thanks").click()
    page.wait_for_timeout(100)
    scales = page.evaluate("""() => new Promise((done) => {
      const seen = [kgPage.scale()];
      document.getElementById('zoom-in').click();
      const look = () => {
        seen.push(kgPage.scale());
        if (seen.length < 60) requestAnimationFrame(look);
        else done(seen);
      };
      requestAnimationFrame(look);
    })""")
    steps = sorted(set(scales))
    assert len(steps) > 2, "the view jumps"
    assert scales == sorted(scales)
    assert steps[-1] == pytest.approx(steps[0] * 1.3, rel=0.01)
    before = page.evaluate("kgPage.where('node', 'n0')")
    page.evaluate("kgPage.select('node', 'n0')")
    page.wait_for_timeout(1500)
    after = page.evaluate("kgPage.where('node', 'n0')")
    assert after != before
    page.wait_for_timeout(300)
    assert page.evaluate("kgPage.where('node', 'n0')") == after, "it comes to rest"
