"""What a machine has proposed and nobody has reviewed: it looks different, has legend and facet, and says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from browser import proposals, sample
from browser.conftest import Opener

pytestmark = pytest.mark.browser

#: The colour in the middle of a thing.
INSIDE = """id => {
  const canvas = document.querySelector('#graph canvas');
  const stage = canvas.getBoundingClientRect();
  const { x, y } = kgPage.where('node', id);
  const dot = document.createElement('canvas').getContext('2d');
  dot.drawImage(canvas, stage.left - Math.round(x), stage.top - Math.round(y));
  return [...dot.getImageData(0, 0, 1, 1).data];
}"""


def facts(page: Page, claim: str) -> dict[str, str]:
    card = page.locator(f"#panel [data-claim='{claim}']").first
    return dict(zip(card.locator("dt").all_inner_texts(), card.locator("dd").all_inner_texts(), strict=True))


def test_the_evidence_says_what_found_it_how_surely_and_why(open_page: Opener) -> None:
    page = open_page(proposals.build(sample.small())).page
    page.evaluate("kgPage.select('claims', 'c-rival')")
    found = facts(page, "c-rival")
    assert (found["Found by"], found["Confidence"]) == ("cue-words", "0.82")
    assert found["Because"] == "the verb is 'competes'"
    assert found["Status"] == "proposed, not yet reviewed"
    expect(page.locator("#panel .marks")).to_contain_text("proposed, not reviewed")
    page.evaluate("kgPage.select('claims', 'c-part')")
    assert "Confidence" not in facts(page, "c-part")
    page.evaluate("kgPage.select('claims', 'c-sales')")
    assert "Found by" not in facts(page, "c-sales")


def test_legend_and_facet_tell_the_proposed(open_page: Opener) -> None:
    page = open_page(proposals.build(sample.small())).page
    status = page.locator("#facets section", has=page.get_by_role("heading", name="Status"))
    expect(status.locator(".words")).to_have_text(["reviewed by a person", "proposed by a machine"])
    assert status.locator(".line-proposed polygon").count() == 1
    expect(page.locator("#facets")).to_contain_text("Hollow things are proposed, too")
    shown = page.evaluate("kgPage.shown()")
    page.get_by_role("checkbox", name="proposed by a machine").uncheck()
    assert page.evaluate("kgPage.shown().claims") == shown["claims"] - 2
    assert page.evaluate("kgPage.shown().edges") == shown["edges"] - 1, "c-rival-2 still carries its line"
    link = page.evaluate("kgPage.link()")
    page.click("#reset")
    page.evaluate("link => kgPage.apply(link)", link)
    assert page.evaluate("kgPage.shown().claims") == shown["claims"] - 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_things_and_lines_look_different(open_page: Opener, scheme: str) -> None:
    page = open_page(proposals.build(sample.small()), scheme=scheme).page
    page.evaluate("kgPage.zoom(2)")
    page.evaluate("kgPage.fit()")
    page.wait_for_timeout(150)
    plain, hollow = page.evaluate(INSIDE, "halo"), page.evaluate(INSIDE, "rival")
    assert plain != hollow
    paper = [251, 250, 248] if scheme == "light" else [22, 24, 28]
    assert max(abs(one - other) for one, other in zip(hollow, paper, strict=False)) < 12
    picture = page.evaluate("kgPage.svg()")
    assert picture.count('fill="none" stroke=') >= 1, "the arrow of a proposed line is hollow"
    reviewed = open_page(sample.small(), scheme=scheme).page
    assert reviewed.evaluate("kgPage.svg()").count("<polygon") == picture.count("<polygon")
    page.evaluate("kgPage.select('node', 'rival')")
    expect(page.locator("#panel .kind")).to_contain_text("proposed, not reviewed")
    assert page.locator("#panel .kind .swatch [fill=none]").count() == 1


def test_the_files_and_the_paper_say_it(open_page: Opener) -> None:
    page = open_page(proposals.build(sample.small())).page
    page.click("#view-table")
    shown = page.locator("#table tr", has=page.locator(".line-proposed"))
    assert shown.locator("[data-name='How it is said']").all_inner_texts() == ["stated as fact, proposed"] * 2
    row = next(line for line in page.evaluate("kgPage.csv()").split("\r\n") if "cue-words,0.82" in line)
    assert "the verb is 'competes'" in row
    page.click("#view-graph")
    page.emulate_media(media="print")
    expect(page.locator("#paper [data-claim=c-rival]")).to_contain_text(
        "proposed, not yet reviewed · found by cue-words (0.82)"
    )


def test_nothing_speaks_of_proposals_where_there_are_none(open_page: Opener) -> None:
    data = sample.small()
    page = open_page(replace(data, claims=tuple(replace(claim, status="reviewed") for claim in data.claims))).page
    assert page.locator("#facet-status-fold").count() == 1
    assert "proposed" not in page.inner_text("#facets")
