"""The page as it opens: drawn, quiet, readable, at every size and in both schemes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from browser import sample
from browser.conftest import Opener

pytestmark = pytest.mark.browser

COLOURS_ON_CANVAS = """() => {
  const canvas = document.querySelector('#graph canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const found = new Map();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] > 200) {
      const key = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
      found.set(key, (found.get(key) || 0) + 1);
    }
  }
  return [...found.values()].filter((pixels) => pixels > 50).length;
}"""


def overlaps(labels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of labels that touch."""

    def touch(a: dict[str, float], b: dict[str, float]) -> bool:
        beside = a["left"] >= b["right"] or b["left"] >= a["right"]
        return not beside and a["top"] < b["bottom"] and b["top"] < a["bottom"]

    return [
        (a["id"], b["id"]) for number, a in enumerate(labels) for b in labels[:number] if touch(a["box"], b["box"])
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (1000, 700), (400, 800)])
def test_the_page_draws_and_is_readable(open_page: Opener, width: int, height: int, scheme: str) -> None:
    page = open_page(sample.large(), width=width, height=height, scheme=scheme).page
    assert page.evaluate(COLOURS_ON_CANVAS) >= 8
    shown = page.evaluate("kgPage.shown()")
    assert shown == {"claims": 400, "nodes": 200, "edges": shown["edges"], "derived": 12}
    labels = page.evaluate("kgPage.labels()")
    assert len(labels) >= 15
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window"
    for scale in (0.1, 0.3, 0.7, 1.5, 3):
        page.evaluate("scale => kgPage.zoom(scale)", scale)
        page.wait_for_timeout(120)
        labels = page.evaluate("kgPage.labels()")
        assert overlaps(labels) == []
        assert all(float(re.findall(r"([\d.]+)px", label["font"])[0]) >= 12 for label in labels)
    assert any(label["kind"] == "edge" for label in labels), "near by, lines carry their labels"


def test_the_most_connected_are_named_at_once(open_page: Opener) -> None:
    page = open_page(sample.large(), width=1000, height=700).page
    named = {label["id"] for label in page.evaluate("kgPage.labels()")}
    assert {"n0", "n1", "n2", "n3"} <= named


def test_all_nodes_are_in_the_window(open_page: Opener) -> None:
    page = open_page(sample.large()).page
    stage = page.evaluate("(() => { const b = document.getElementById('graph').getBoundingClientRect();"
                          " return [b.left, b.top, b.right, b.bottom]; })()")  # fmt: skip
    for number in range(200):
        at = page.evaluate("id => kgPage.where('node', id)", f"n{number}")
        assert stage[0] < at["x"] < stage[2]
        assert stage[1] < at["y"] < stage[3]


@pytest.mark.parametrize("data", [
    replace(sample.small(), nodes=(), claims=(), derived=(), articles=(), classes=()),
    replace(sample.small(), claims=(), derived=()),
    replace(sample.small(), derived=(), articles=sample.small().articles),
], ids=["nothing", "no claims", "nothing derived"])  # fmt: skip
def test_little_data_is_no_error(open_page: Opener, data: Any) -> None:
    page = open_page(data).page
    if not data.nodes:
        assert "nothing in this graph" in page.inner_text("#empty")
    else:
        page.evaluate("kgPage.select('node', 'rival')")
        if not data.claims:
            assert "No article says anything of it" in page.inner_text("#panel")


def test_a_change_of_scheme_repaints(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    before = _ink(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    assert _ink(page) != before


def _ink(page: Page) -> str:
    return str(page.evaluate("document.querySelector('#graph canvas').toDataURL()"))


def test_paper_shows_picture_and_evidence(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.evaluate("kgPage.select('claims', 'c-denied')")
    page.emulate_media(media="print")
    assert page.is_visible("#graph canvas")
    assert page.is_visible("#panel mark.quote")
    assert not page.is_visible("#filters")
    assert len(page.pdf()) > 10_000


def test_the_sentence_comes_first_and_its_paragraph_unfolds(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.evaluate("kgPage.select('claims', 'c-denied')")
    quote = page.locator("#panel mark.quote").inner_text()
    whole = page.locator("#panel blockquote").text_content() or ""
    seen = page.locator("#panel blockquote").inner_text()
    assert quote in seen
    assert len(seen.strip()) < len(whole.strip())
    more = page.locator("#panel button.more")
    more.press("Enter")
    assert page.locator("#panel blockquote").inner_text().strip() == whole.strip()
    assert more.get_attribute("aria-expanded") == "true"
    more.click()
    assert page.locator("#panel blockquote").inner_text() == seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_communities_have_a_ground_and_a_name(open_page: Opener, scheme: str) -> None:
    page = open_page(sample.large(), scheme=scheme).page
    labels = page.evaluate("kgPage.labels()")
    groups = [label for label in labels if label["kind"] == "group"]
    assert len(groups) >= 4
    assert all(label["lines"][0].startswith("around ") for label in groups)
    stage = page.evaluate("(({left, top}) => [left, top])(document.querySelector('#graph').getBoundingClientRect())")
    x0, y0 = page.evaluate("kgPage.corner()")
    shift = {"left": x0, "right": x0, "top": y0, "bottom": y0}
    boxes = [{side: value + shift[side] for side, value in label["box"].items()} for label in groups]
    for node in page.evaluate("kgPage.all()"):
        at = page.evaluate("id => kgPage.where('node', id)", node)
        x, y = at["x"] - stage[0], at["y"] - stage[1]
        assert not any(box["left"] < x < box["right"] and box["top"] < y < box["bottom"] for box in boxes), node
    with_grounds = page.evaluate(COLOURS_ON_CANVAS)
    page.evaluate("kgPage.zoom(2)")
    assert not [label for label in page.evaluate("kgPage.labels()") if label["kind"] == "group"], (
        "near by they are gone"
    )
    few = open_page(sample.small(), scheme=scheme).page
    assert not [label for label in few.evaluate("kgPage.labels()") if label["kind"] == "group"]
    assert with_grounds > 8


def test_what_has_no_line_stands_below_on_a_phone(open_page: Opener) -> None:
    page = open_page(sample.large(240, 150, 150), width=400, height=800).page
    linked = {end for edge in page.evaluate("kgPage.edges()") for end in (edge["from"], edge["to"])}
    places = {id_: page.evaluate("id => kgPage.where('node', id)", id_) for id_ in page.evaluate("kgPage.all()")}
    lowest = max(place["y"] for id_, place in places.items() if id_ in linked)
    alone = [place for id_, place in places.items() if id_ not in linked]
    assert len(alone) > 20
    assert all(place["y"] > lowest for place in alone)
    assert max(place["x"] for place in alone) - min(place["x"] for place in alone) > 120, "in rows, not in a column"
