"""Nothing that stands in a label, alias, quote, title, address, id or note can run or load anything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser import hostile, sample
from browser.conftest import Opener
from kg.views.page import render

pytestmark = pytest.mark.browser

STRANGE = """() => [...document.querySelectorAll('*')].filter((node) =>
  ['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FORM', 'MATH', 'STYLE', 'META', 'LINK', 'SCRIPT']
    .includes(node.tagName.toUpperCase()) && !node.dataset.ours
  || [...node.attributes].some((one) => /^on/i.test(one.name) || one.name === 'srcdoc')
  || (node.hasAttribute('href') && !/^(https?:|data:,$|#)/.test(node.getAttribute('href'))))
  .map((node) => node.outerHTML.slice(0, 200))"""


def prove_harmless(page: Page) -> None:
    assert page.evaluate("window.broken === undefined")
    assert page.evaluate(STRANGE) == []


def test_enough_payloads() -> None:
    assert len(set(hostile.PAYLOADS)) >= 30


def test_hostile_text_stays_text(open_page: Opener) -> None:
    seen = open_page(hostile.build())
    page = seen.page
    # Our script and the two elements of data; what was carried packed is taken out again.
    assert page.evaluate("[...document.scripts].map((one) => one.id)") == ["graph-data", "page-data", ""]
    assert page.evaluate("document.querySelectorAll('style').length") == 1
    page.evaluate("document.querySelectorAll('head *, script').forEach((node) => { node.dataset.ours = '1'; })")
    prove_harmless(page)
    data = hostile.build()
    open_all = "document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })"
    for node in data.nodes:
        page.evaluate("id => kgPage.select('node', id)", node.id)
        assert page.inner_text("#panel h2").strip() == " ".join(node.label.split())
        page.evaluate(open_all)
        page.wait_for_timeout(5)
        prove_harmless(page)
    for edge in page.evaluate("kgPage.edges()"):
        page.evaluate("id => kgPage.select('edge', id)", edge["id"])
        page.evaluate(open_all)
    prove_harmless(page)
    for claim in data.claims:
        page.evaluate("id => kgPage.select('claims', id)", claim.id)
        assert page.text_content("#panel mark.quote") == claim.quote
    prove_harmless(page)
    page.evaluate("kgPage.clear()")
    for query in ("script", "onerror", "attacker", "__proto__", "constructor", "<", "'\"", "\\", "(", "[a-"):
        page.fill("#search", query)
        prove_harmless(page)
    page.press("#search", "Escape")
    page.evaluate(
        "ids => kgPage.apply(`path=${ids.map(encodeURIComponent).join()}`)", [one.id for one in data.nodes[:2]]
    )
    prove_harmless(page)
    page.evaluate("kgPage.apply('')")
    page.click("#view-timeline")
    prove_harmless(page)
    page.click("#view-table")
    expect(page.locator("#table table")).to_have_attribute("aria-rowcount", str(len(data.claims) + 1))
    page.emulate_media(media="print")
    assert page.locator("#table tbody tr").count() == len(data.claims)
    prove_harmless(page)
    page.emulate_media(media="screen")
    prove_harmless(page)
    page.wait_for_timeout(200)
    seen.prove_quiet()


def test_only_web_addresses_become_links(open_page: Opener) -> None:
    page = open_page(hostile.build()).page
    links = set()
    for claim in hostile.build().claims:
        page.evaluate("id => kgPage.select('claims', id)", claim.id)
        links |= set(page.locator("#panel .source a").evaluate_all("all => all.map((one) => one.href)"))
    assert len(links) == 1
    assert links.pop().startswith("https://attacker.example/href?")


def test_the_policy_would_stop_a_script_that_got_in(open_page: Opener) -> None:
    seen = open_page(sample.small())
    page = seen.page
    page.evaluate("""() => {
      const script = document.createElement('script');
      try { script.textContent = 'window.broken = 1'; } catch { return; }
      document.body.append(script);
    }""")
    assert page.evaluate("window.broken === undefined")
    assert page.evaluate("window.stopped.length") > 0
    page.evaluate("window.stopped = []")
    seen.errors.clear()


def test_no_string_leaves_the_data() -> None:
    document = render(hostile.build())
    for name in ("graph-data", "page-data"):
        start = document.index(f'id="{name}">') + len(f'id="{name}">')
        data = document[start : document.index("</script>", start)]
        assert len(data) > (10_000 if name == "page-data" else 1000)
        assert not set(data) & set("<>&\u2028\u2029")
    body = document[document.index("<body>") : document.index('<script type="application/json"')]
    assert "<img" not in body
    assert "&lt;img" in body
