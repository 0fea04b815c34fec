"""Prints what the graph page costs, beside the bars. Never asserts: figures belong to a machine.

    python tests/bench/bench_page.py [--fast]     the browser is $KG_CHROMIUM, else the first Chromium on the path

Each figure is the median of some runs in a fresh headless browser whose every request to a network is refused.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright

from kg.views import layout
from kg.views.page import render
from kg.views.records import PageArticle, PageClaim, PageClass, PageData, PageNode

RUNS = 3
FRAMES = 40
SENTENCE = "The company said on Tuesday that work on the new model goes on as planned and that orders grow."
WORDS = SENTENCE.split()
KINDS = ("asserted",) * 9 + ("planned", "predicted", "denied", "opinion")

#: Wait for what was asked to be drawn: two frames, as the first one may stand before the drawing.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
EXPAND = """async id => {
  const drawn = DRAWN;
  kgPage.select('node', id);
  await drawn();
  const before = kgPage.shown().nodes, start = performance.now();
  document.getElementById('graph').dispatchEvent(new KeyboardEvent('keydown', {key: 'e', bubbles: true}));
  await drawn();
  return {took: performance.now() - start, more: kgPage.shown().nodes - before};
}""".replace("DRAWN", DRAWN)


def build(count: int, linking: int, valued: int, seed: int = 5) -> PageData:
    """A seeded page: things linked by preferential attachment within loose groups, figures on some, forty articles."""
    rng = random.Random(seed)
    articles = max(4, min(400, (linking + valued) // 75))
    paragraphs = [
        tuple(" ".join(rng.choices(WORDS, k=rng.randint(30, 80))) + "." for _ in range(20)) for _ in range(articles)
    ]
    stubs, links = [0], []
    for node in range(1, count):
        other = rng.choice(stubs[-400:] if rng.random() < 0.5 else stubs)
        links.append((node, other))
        stubs += [node, other]
    links = links[:linking] + [(rng.choice(stubs), rng.choice(stubs)) for _ in range(linking - len(links))]
    claims = []
    for number in range(linking + valued):
        article, place = rng.randrange(articles), rng.randrange(20)
        words = paragraphs[article][place]
        start = words.index(" ", rng.randrange(len(words) // 3)) + 1
        subject, target = links[number] if number < linking else (rng.choice(stubs), None)
        claims.append(
            PageClaim(
                id=f"{rng.getrandbits(48):012x}",
                subject=f"thing-{subject}",
                object=None if target is None else f"thing-{target}",
                property=f"p{number % 12}",
                property_label=f"relation {number % 12}",
                text=f"{number} cars" if target is None else f"Thing number {target}",
                article=f"article-{article}",
                paragraph=place,
                quote=words[start : start + rng.randint(30, 90)],
                quote_start=start,
                modality=rng.choice(KINDS),
                when=(when := rng.choice((None, "2024", "2025-03", "2025-12"))),
                since=f"{when}-01-01"[:10] if when else None,
                until=f"{when}-12-31"[:10] if when else None,
            )
        )
    return PageData(
        title="A benchmark",
        description=f"{count} things",
        licence="",
        articles=tuple(
            PageArticle(id=f"article-{n}", title=f"Article {n}", publisher=f"Paper {n % 7}", paragraphs=paragraphs[n])
            for n in range(articles)
        ),
        classes=tuple(PageClass(id=f"C{n}", label=f"class {n}", top=f"family {n % 8}") for n in range(12)),
        nodes=tuple(
            PageNode(id=f"thing-{n}", label=f"Thing number {n}", cls=f"C{n % 12}", aliases=(f"T{n}",))
            for n in range(count)
        ),
        claims=tuple(claims),
    )


def measure_layout(page: PageData) -> float:
    """CPU seconds of the layout alone."""
    at = {node.id: number for number, node in enumerate(page.nodes)}
    pairs = {(at[claim.subject], at[claim.object]): 1.0 for claim in page.claims if claim.object}
    start = time.process_time()
    layout.place([11.0] * len(at), pairs)
    return time.process_time() - start


@contextmanager
def opened(browser: Browser, file: Path) -> Iterator[tuple[Page, float]]:
    """The page, drawn, and the milliseconds from the start of its loading to its first drawing."""

    def refuse(route: Route) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            route.abort()

    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True, reduced_motion="reduce")
    context.route("**/*", refuse)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(file.as_uri())
    page.wait_for_function("window.kgPage && document.querySelector('#graph canvas')")
    yield page, float(page.evaluate(DRAWN))
    context.close()


def work(session: CDPSession) -> float:
    """Milliseconds that the page's main thread has worked so far, drawing and layout included."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def measure_pan(page: Page) -> float:
    """Milliseconds of main-thread work a frame while the picture is dragged by its empty ground."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.evaluate("kgPage.clear(); kgPage.fit()")
    box = page.locator("#graph").bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.evaluate("() => { window.frames_ = 0; const go = () => { frames_ += 1; requestAnimationFrame(go); }; go(); }")
    before, first = work(session), page.evaluate("frames_")
    for step in range(FRAMES):
        page.mouse.move(box["x"] + 8 + step * 4, box["y"] + 8 + step * 2)
    spent, frames = work(session) - before, int(page.evaluate("frames_")) - first
    page.mouse.up()
    return spent / float(max(1, min(frames, FRAMES)))


def measure_expand(page: Page, ids: list[str]) -> float:
    """Milliseconds from the key to the picture, the median over some nodes of which more are brought in."""
    took = [found["took"] for found in (page.evaluate(EXPAND, one) for one in ids) if found["more"]]
    return statistics.median(took) if took else float("nan")


def measure(browser: Browser, folder: Path, sizes: tuple[int, int, int], runs: int) -> dict[str, float]:
    data = build(*sizes)
    found: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        found.setdefault(name, []).append(value)

    file = folder / f"{sizes[0]}.html"
    start = time.process_time()
    file.write_text(render(data), encoding="utf-8")
    note("render s", time.process_time() - start)
    note("size MB", file.stat().st_size / 1e6)
    for _ in range(runs):
        note("layout s", measure_layout(data))
        with opened(browser, file) as (page, drawn):
            note("open ms", drawn)
            note("drawn nodes", page.evaluate("kgPage.shown().nodes"))
            note("pan ms", measure_pan(page))
            note("filter ms", statistics.median(page.evaluate("kgPage.measure(20)")))
            note("expand ms", measure_expand(page, [f"thing-{n}" for n in range(6)]))
    return {name: statistics.median(values) for name, values in found.items()}


#: Nodes, claims between things, claims with a value -> the figures and their bars; "" where the issue names none.
SIZES: dict[tuple[int, int, int], dict[str, str]] = {
    (200, 300, 0): {"layout s": "0.1", "open ms": "700", "pan ms": "8", "filter ms": "30"},
    (700, 1000, 350): {"size MB": "0.8"},
    (2000, 3000, 0): {"layout s": "1", "open ms": "1200", "pan ms": "20", "filter ms": "80"},
    (20_000, 30_000, 0): {"layout s": "5", "open ms": "3000", "expand ms": "200"},
}


def main(arguments: list[str], say: Callable[[str], None] = print) -> None:
    runs = 1 if "--fast" in arguments else RUNS
    binary = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"]
    say(f"{'nodes':>7} {'claims':>7}  {'figure':<12} {'measured':>9}  bar")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=binary, args=flags)
        for sizes, bars in SIZES.items():
            for name, value in measure(browser, Path(folder), sizes, runs).items():
                over = " over" if name in bars and value > float(bars[name]) else ""
                claims = sizes[1] + sizes[2]
                say(f"{sizes[0]:>7} {claims:>7}  {name:<12} {value:>9.2f}  {bars.get(name, '')}{over}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
