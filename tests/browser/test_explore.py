"""What one does with the page: click, search, filter, read, by pointer, by keyboard and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser import sample
from browser.conftest import Opener

pytestmark = pytest.mark.browser


def edge_of(page: Page, claim: str) -> str:
    return next(str(edge["id"]) for edge in page.evaluate("kgPage.edges()") if claim in edge["claims"])


def click_on(page: Page, kind: str, id: str) -> None:  # noqa: A002
    at = page.evaluate("([kind, id]) => kgPage.where(kind, id)", [kind, id])
    page.mouse.click(at["x"], at["y"])


def facts(page: Page, claim: str) -> dict[str, str]:
    card = page.locator(f"#panel [data-claim='{claim}']").first
    expect(card.locator("dd").last).to_be_visible()
    return dict(zip(card.locator("dt").all_inner_texts(), card.locator("dd").all_inner_texts(), strict=True))


def test_a_click_on_a_line_shows_the_sentence_and_who_says_it(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    click_on(page, "edge", edge_of(page, "c-denied"))
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Halo team → Maker")
    expect(panel.locator("mark.quote")).to_have_text("denied reports that spoke of the team")
    expect(panel.locator("blockquote")).to_contain_text("🚘 Before it all, a word. The company denied reports")
    expect(panel.locator(".source")).to_contain_text("What the maker said")
    expect(panel.locator(".source")).to_contain_text("Daily Example · 2026-02-06")
    expect(panel.locator(".source a")).to_have_attribute("href", "https://example.org/a1")
    expect(panel.locator(".marks")).to_contain_text("denied")
    found = facts(page, "c-denied")
    assert found["Said by"] == "Maker, the company"
    assert found["By way of"] == "on the earnings call"
    assert found["When"] == "2026-01 (2026-01-01 to 2026-01-31; derived; “recently”)"
    assert found["How"] == "denied"
    expect(panel.locator(".other")).to_have_count(1)
    panel.locator(".other").click()
    expect(panel.locator("mark.quote")).to_have_text("work goes on” 🚗 as before")


def test_one_line_lists_all_its_claims_and_says_what_is_not_stated(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    click_on(page, "edge", edge_of(page, "c-rival"))
    expect(page.locator("#panel .card")).to_have_count(2)
    expect(page.locator("#panel .source").first).to_contain_text("publisher not stated · 2026-02 (date estimated)")
    assert facts(page, "c-rival")["Status"] == "proposed, not yet reviewed"
    assert page.locator("#panel .source a").count() == 0


def test_a_click_on_a_node_shows_names_definition_and_claims(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    click_on(page, "node", "maker")
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Maker")
    expect(panel).to_contain_text("A maker of things.")
    expect(panel).to_contain_text("Also called Maker Inc., 小米集团")
    assert [words.split("\n")[0] for words in panel.locator("h3").all_inner_texts()] == [
        "delivers 1", "builds 1", "… disbanded by this 1", "… part of this 1", "Said by this one 1",
    ]  # fmt: skip
    panel.get_by_text("about 300,000 vehicles").first.click()
    found = facts(page, "c-plan")
    assert found["Value"] == "about 300000 vehicle"
    assert found["counting"] == "cumulative"
    assert found["market"] == "worldwide"
    assert found["Only if"] == "demand holds"
    assert found["Mind"] == "the year is not stated"
    assert found["Note"] == "a forecast, not a target"
    assert found["How"] == "predicted"
    panel.locator("button.name", has_text="Lei Jun").first.click()
    expect(panel.locator("h2")).to_have_text("Lei Jun")
    panel.get_by_role("button", name="Back").click()
    expect(panel.locator("h2")).to_have_text("Maker")


def test_easily_confused_things_and_derived_statements_are_shown(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.evaluate("kgPage.select('node', 'rival')")
    expect(page.locator("#panel")).to_contain_text("Derived by a rule 1")
    expect(page.locator("#panel .derived")).to_contain_text("No article says this in so many words")
    expect(page.locator("#panel .derived")).to_contain_text("symmetric-competition")
    page.evaluate("kgPage.select('node', 'halo')")
    expect(page.locator("#panel")).to_contain_text("Not to be confused with Rival sedan")
    expect(page.locator("#panel")).to_contain_text("45 vehicles")


@pytest.mark.parametrize(("query", "title"), [
    ("小米集团", "Maker"), ("雷军", "Lei Jun"), ("maker inc", "Maker"), ("sedan", "Rival sedan"), ("LEI", "Lei Jun"),
])  # fmt: skip
def test_search_finds_names_in_any_script(open_page: Opener, query: str, title: str) -> None:
    page = open_page(sample.small()).page
    page.fill("#search", query)
    expect(page.locator("#results [role=option]").first).to_contain_text(title)
    page.press("#search", "Enter")
    expect(page.locator("#panel h2")).to_have_text(title)


def test_what_is_found_comes_into_view_each_time(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.evaluate("kgPage.zoom(3)")
    middle: dict[str, Any] = {}
    for query, name in (("halo", "halo"), ("maker", "maker"), ("halo", "halo"), ("maker", "maker"), ("halo", "halo")):
        page.fill("#search", query)
        page.press("#search", "Enter")
        page.wait_for_timeout(700)  # the view takes 350 ms
        found = page.evaluate("name => kgPage.where('node', name)", name)
        first = middle.setdefault(name, found)
        assert (abs(found["x"] - first["x"]) < 3, abs(found["y"] - first["y"]) < 3) == (True, True), (
            name,
            found,
            first,
        )


def test_search_finds_words_of_sentences(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.fill("#search", "sold in december")
    page.locator("#results [role=option]").first.click()
    expect(page.locator("#panel mark.quote")).to_have_text("Just 45 units were sold in December")
    page.fill("#search", "no such words")
    expect(page.locator("#results")).to_contain_text("No name and no sentence")
    expect(page.locator("#live")).to_have_text("No results")


def test_filters_change_what_is_shown_and_counted(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    counts = page.locator("#counts")
    expect(counts).to_have_text("5 things · 7 claims")
    page.get_by_role("checkbox", name="denied").uncheck()
    expect(counts).to_have_text("5 things · 6 of 7 claims")
    assert page.evaluate("kgPage.shown().edges") == 4
    page.click("#facet-article-fold > summary")
    page.get_by_role("checkbox", name="The rival").uncheck()
    expect(counts).to_have_text("4 of 5 things · 3 of 7 claims")
    assert page.evaluate("kgPage.shown()") == {"claims": 3, "nodes": 4, "edges": 1, "derived": 0}
    page.get_by_role("button", name="Show all").click()
    expect(counts).to_have_text("5 things · 7 claims")
    page.get_by_role("checkbox", name="Vehicle").uncheck()
    expect(counts).to_have_text("3 of 5 things · 3 of 7 claims")
    page.get_by_role("button", name="none: Things").click()
    expect(page.locator("#empty")).to_contain_text("The filters leave nothing")
    page.get_by_role("button", name="all: Things").click()
    page.get_by_role("button", name="Only said not to be so").click()
    expect(counts).to_have_text("2 of 5 things · 1 of 7 claims")
    expect(page.locator("#live")).to_have_text("2 of 5 things · 1 of 7 claims")


def test_the_panel_says_what_the_filters_hold_back(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.evaluate("kgPage.select('node', 'maker')")
    page.get_by_role("checkbox", name="predicted").uncheck()
    expect(page.locator("#panel .held")).to_contain_text("1 claim filtered out")
    page.locator("#panel .held button").click()
    expect(page.locator("#panel .held")).to_have_count(0)


def test_the_legend_tells_every_manner_and_family(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    assert page.locator("#facets section").nth(1).locator(".words").all_inner_texts() == [
        "Stated as fact", "Denied", "Said not to be so", "Predicted", "Derived by a rule",
    ]  # fmt: skip
    dashes = page.locator("#facets .line line").evaluate_all(
        "all => all.map(one => one.getAttribute('stroke-dasharray'))"
    )
    assert dashes[0] is None
    assert len(set(dashes)) == 5


def test_search_enter_and_panel_by_keyboard_alone(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.keyboard.press("/")
    page.keyboard.type("halo")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "result-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Halo")
    expect(page.locator("#panel")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#panel mark.quote").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.focus("#graph")
    before = page.evaluate("kgPage.scale()")
    page.keyboard.press("+")
    page.wait_for_timeout(250)
    assert page.evaluate("kgPage.scale()") > before


def test_the_table_lists_the_same_claims(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.click("#view-table")
    expect(page.locator("#table tbody tr")).to_have_count(7)
    page.click("#facet-article-fold > summary")
    page.get_by_role("checkbox", name="The rival").uncheck()
    expect(page.locator("#table tbody tr")).to_have_count(4)
    page.locator("#table tbody tr", has_text="units sold").locator("button").click()
    expect(page.locator("#panel mark.quote")).to_have_text("Just 45 units were sold in December")


def test_a_phone_shows_the_panel_as_a_sheet(open_page: Opener) -> None:
    page = open_page(sample.small(), width=400, height=800).page
    at = page.evaluate("kgPage.where('node', 'maker')")
    page.touchscreen.tap(at["x"], at["y"])
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Maker")
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] == 0
    assert box["width"] == 400
    assert 300 <= box["y"] < 700
    assert box["y"] + box["height"] == pytest.approx(800, abs=1)
    panel.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Vehicle").uncheck()
    expect(page.locator("#counts")).to_have_text("3 of 5 things · 3 of 7 claims")
