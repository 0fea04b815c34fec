"""The explorer's state: facets, time, focus, paths, hide and pin, undo, the link and saved views, the walk by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser import figures, sample
from browser.conftest import Opener

pytestmark = pytest.mark.browser

#: The picture in squares of 10 dots, each as the mean of its colours in eight steps.
PIXELS = """() => {
  const canvas = document.querySelector('#graph canvas');
  const small = document.createElement('canvas');
  [small.width, small.height] = [Math.floor(canvas.width / 10), Math.floor(canvas.height / 10)];
  const context = small.getContext('2d');
  context.drawImage(canvas, 0, 0, small.width, small.height);
  return [...context.getImageData(0, 0, small.width, small.height).data].map((one) => one >> 5);
}"""


def shown(page: Page) -> tuple[int, int]:
    now = page.evaluate("kgPage.shown()")
    return now["nodes"], now["claims"]


def test_counts_follow_the_other_facets(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    assert page.evaluate("kgPage.counts('article')") == {"a1": 4, "a2": 3}
    page.get_by_role("checkbox", name="Denied").uncheck()
    assert page.evaluate("kgPage.counts('article')") == {"a1": 3, "a2": 3}
    assert page.evaluate("kgPage.counts('manner')")["denied"] == 1
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


def test_play_moves_the_window_and_is_undone_as_one(open_page: Opener) -> None:
    page = open_page(figures.build(), motion=True).page
    page.get_by_role("button", name="No, thanks").click()
    play = page.locator("#time-play")
    play.click()
    expect(play).to_have_text("Stop")
    first = page.evaluate("kgPage.time()")
    assert (first["from"], first["to"] < first["steps"] - 1) == (0, True)
    page.wait_for_function("() => kgPage.time().from >= 2", timeout=20_000)
    play.click()
    expect(play).to_have_text("Play")
    stopped = page.evaluate("kgPage.time()")
    assert stopped["to"] - stopped["from"] == first["to"] - first["from"]
    assert page.evaluate("kgPage.shown().claims") < len(figures.build().claims)
    page.wait_for_timeout(1500)
    assert page.evaluate("kgPage.time().from") == stopped["from"], "stopped is stopped"
    page.click("#undo")
    assert page.evaluate("kgPage.time().from") == 0
    assert page.evaluate("kgPage.shown().claims") == len(figures.build().claims)
    expect(page.locator("#undo")).to_be_disabled()


def test_play_ends_by_itself_at_the_end(open_page: Opener) -> None:
    page = open_page(sample.small(), motion=True).page
    page.get_by_role("button", name="No, thanks").click()
    page.click("#time-play")
    page.wait_for_function("() => document.getElementById('time-play').textContent === 'Play'", timeout=30_000)
    now = page.evaluate("kgPage.time()")
    assert now["to"] == now["steps"] - 1


def test_handles_and_window_of_the_slider_are_dragged(open_page: Opener) -> None:
    page = open_page(figures.build()).page
    box = page.locator("#time-track").bounding_box()
    assert box is not None
    steps = page.evaluate("kgPage.time().steps")

    def at(step: float) -> tuple[float, float]:
        return box["x"] + box["width"] * step / steps, box["y"] + box["height"] / 2

    def drag(start: float, end: float) -> None:
        page.mouse.move(*at(start))
        page.mouse.down()
        page.mouse.move(*at((start + end) / 2))
        page.mouse.move(*at(end))
        page.mouse.up()

    drag(0.1, 2)
    assert page.evaluate("kgPage.time().from") == 2
    drag(steps - 0.1, 5)
    assert page.evaluate("[kgPage.time().from, kgPage.time().to]") == [2, 4]
    expect(page.locator("#time-to")).to_have_attribute("aria-valuenow", "4")
    drag(3.5, 4.5)
    assert page.evaluate("[kgPage.time().from, kgPage.time().to]") == [3, 5]
    for _ in range(3):
        page.click("#undo")
    assert page.evaluate("[kgPage.time().from, kgPage.time().to]") == [0, steps - 1]


def test_a_thing_is_dragged_and_its_lines_follow(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    line = next(one["id"] for one in page.evaluate("kgPage.edges()") if "c-made" in one["claims"])
    places = "line => [kgPage.where('node', 'halo'), kgPage.where('edge', line)]"
    before, middle = page.evaluate(places, line)
    page.mouse.move(before["x"], before["y"])
    page.mouse.down()
    page.mouse.move(before["x"] + 40, before["y"] + 10)
    page.mouse.move(before["x"] + 90, before["y"] + 30)
    page.mouse.up()
    after, moved = page.evaluate(places, line)
    assert after["x"] - before["x"] == pytest.approx(90, abs=8)
    assert after["y"] - before["y"] == pytest.approx(30, abs=8)
    assert moved["x"] - middle["x"] == pytest.approx(45, abs=12)
    page.mouse.click(after["x"], after["y"])
    expect(page.locator("#panel h2")).to_have_text("Halo")


def test_the_ground_is_dragged_and_everything_moves_as_one(open_page: Opener) -> None:
    page = open_page(sample.large()).page
    stage = page.locator("#graph").bounding_box()
    assert stage is not None
    before = page.evaluate("['n0', 'n40'].map((id) => kgPage.where('node', id))")
    page.mouse.move(stage["x"] + 6, stage["y"] + 40)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(stage["x"] + 6 + step * 20, stage["y"] + 40 + step * 5)
        page.wait_for_timeout(20)
    after = page.evaluate("['n0', 'n40'].map((id) => kgPage.where('node', id))")
    assert [(a["x"] - b["x"], a["y"] - b["y"]) for a, b in zip(after, before, strict=True)] == [
        pytest.approx((140, 35), abs=1)] * 2  # fmt: skip
    # While the view moves a copy is moved: it must be where a new painting would be.
    copied = page.evaluate(PIXELS)
    page.mouse.up()
    page.evaluate("kgPage.labels()")
    painted = page.evaluate(PIXELS)
    differ = sum(a != b for a, b in zip(copied, painted, strict=True))
    assert differ < len(painted) * 0.02, f"{differ} of {len(painted)} squares differ"


def test_no_more_is_drawn_than_can_be(open_page: Opener) -> None:
    data = sample.large(1900, 3200, 0)
    page = open_page(data, fragment="#within-3=n0,n1,n2,n3,n40,n80,n120,n160").page
    assert page.evaluate("kgPage.shown().nodes") <= 1500
    page.evaluate("kgPage.apply(`unfolded=${kgPage.all().join()}`)")
    assert 1000 < page.evaluate("kgPage.shown().nodes") <= 1500
