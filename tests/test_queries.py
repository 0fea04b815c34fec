"""kg query and kg questions: answers in every form, parameters that stay terms, faults in one line."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from builder import Done, exports, run_kg, start_kg
from hypothesis import example, given
from hypothesis import strategies as st

from kg import queries
from kg.errors import BadQuery
from kg.project import Project
from kg.queries import load_graph, run, term_of, with_bindings, written_variables
from kg.store import Store

UNITS = "SELECT ?unit ?label WHERE { ?unit a kg:Unit ; rdfs:label ?label } ORDER BY ?unit"
ANY = "SELECT ?given ?unit WHERE { ?unit a kg:Unit } ORDER BY ?unit"
ENT = "https://example.org/bridges/entity/"


@pytest.fixture(scope="module")
def store(built_sample: Project) -> Store:
    """The graph of the sample."""
    return load_graph(built_sample)


def _ask(project: Project, *arguments: str, given: bytes = b"") -> Done:
    return run_kg("query", *arguments, "--project", str(project.root), given=given)


def _rows(done: Done) -> list[list[str]]:
    assert done.code == 0, done.err
    assert done.err == ""
    return list(csv.reader(io.StringIO(done.out, newline="")))


def _fault(done: Done, code: int = 1) -> str:
    assert done.code == code
    assert done.out == ""
    assert done.err.startswith("kg: ")
    assert done.err.count("\n") == 1
    return done.err


# --- where a query comes from ----------------------------------------------------------------------------------------


def test_a_query_comes_from_a_text_a_file_stdin_or_a_name(built_sample: Project, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("\ufeff" + UNITS.replace(" ", "\r\n"), "utf-8")
    texts = [
        _ask(built_sample, "-e", UNITS),
        _ask(built_sample, str(file)),
        _ask(built_sample, "-", given=UNITS.encode()),
    ]
    assert {done.out for done in texts} == {texts[0].out}
    assert _rows(texts[0])[0] == ["unit", "label"]
    assert [row[1] for row in _rows(texts[0])[1:]] == ["metre", "tonne"]
    named = _rows(_ask(built_sample, "what-is-planned"))
    assert named[1:] == [
        [f"{ENT}brook-and-sons", "https://example.org/bridges/metric#output", "2000", "1875"],
    ]


def test_a_query_is_given_once(built_sample: Project) -> None:
    for arguments in ((), ("what-is-planned", "-e", UNITS)):
        done = _ask(built_sample, *arguments)
        assert done.code == 2
        assert "give the name of a question, a file, - or -e SPARQL" in done.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("what-is-plannd", "no question is called 'what-is-plannd'; did you mean what-is-planned?"),
        ("zzz", "no question is called 'zzz'; kg questions lists them"),
        ("../what-is-planned.rq", "../what-is-planned.rq: cannot be read (No such file or directory)"),
        ("/etc/", "/etc/: cannot be read (Is a directory)"),
        ("what\x1b[31m", "no question is called 'what\\x1b[31m'; kg questions lists them"),
    ],
)
def test_an_unknown_question_is_answered_with_near_ones(built_sample: Project, name: str, said: str) -> None:
    assert _fault(_ask(built_sample, name)) == f"kg: {said}\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "the file is empty"),
        (b"SELECT\xff", "not UTF-8: byte 0xff"),
        (b"\x00", "the file is binary"),
        ("ASK {}".encode("utf-16"), "the file is UTF-16, not UTF-8"),
    ],
)
def test_what_is_no_text_is_no_query(built_sample: Project, tmp_path: Path, raw: bytes, said: str) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(raw)
    assert f"stdin: {said}" in _fault(_ask(built_sample, "-", given=raw)).replace(":1:7", "")
    assert f"mine.rq: {said}" in _fault(_ask(built_sample, str(file))).replace(":1:7", "")


# --- what it may do --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SELECT ?x WHERE {\n ?x a kg:Claim\n",
        "SELECT ?x WHERE { ?x a nope:Claim }",
        'SELECT ?x WHERE { ?x a "open }',
        "SELEC ?x WHERE { }",
        "SELECT (?x AS ?x) WHERE { ?x a ?y }",
        "PREFIX x: <http://[> ASK {}",
    ],
)
def test_a_fault_of_syntax_is_one_line(built_sample: Project, text: str) -> None:
    assert len(_fault(_ask(built_sample, "-e", text))) < 400


def test_a_fault_of_syntax_names_line_and_column(built_sample: Project) -> None:
    assert "error at 3:5" in _fault(_ask(built_sample, "-e", "SELECT ?x\nWHERE {\n ? }"))


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { ent:a ent:b ent:c }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "LOAD <http://localhost:9/x>",
        "ASK {} ; DROP ALL",
    ],
)
def test_an_update_is_refused(built_sample: Project, text: str) -> None:
    before = exports(built_sample.root)
    _fault(_ask(built_sample, "-e", text))
    assert exports(built_sample.root) == before


# --- forms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("SELECT * WHERE { ?z a ?b ; rdfs:label ?a } LIMIT 1", ["z", "b", "a"]),
        ("SELECT*{ ?z a ?b } LIMIT 1", ["z", "b"]),
        ("select distinct * where { ?z a ?b } limit 1", ["z", "b"]),
        ("SELECT REDUCED * WHERE { ?z a ?b } LIMIT 1", ["z", "b"]),
        ("# ?a * \nSELECT * WHERE { ?z a ?b . FILTER (STR(?b) != '?a') } LIMIT 1", ["z", "b"]),
        ("SELECT ?b ?z WHERE { ?z a ?b } LIMIT 1", ["b", "z"]),
        ("SELECT (COUNT(*) AS ?z) ?b WHERE { ?x a ?b } GROUP BY ?b LIMIT 1", ["z", "b"]),
        ("SELECT (?x AS ?y) ?x WHERE { { SELECT * WHERE { ?x a kg:Unit } } } LIMIT 1", ["y", "x"]),
        ("SELECT * WHERE { { SELECT ?z ?b WHERE { ?z a ?b } } } LIMIT 1", ["z", "b"]),
        ("SELECT * WHERE { ?z a ?b BIND (<http://x/?a> AS ?c) } LIMIT 1", ["z", "b", "c"]),
    ],
)
def test_columns_stand_in_the_order_written(built_sample: Project, text: str, columns: list[str]) -> None:
    rows = _rows(_ask(built_sample, "-e", text))
    assert rows[0] == columns
    assert len(rows) == 2


def test_rows_of_a_star_are_those_of_the_names(built_sample: Project) -> None:
    starred = _ask(built_sample, "-e", "SELECT * WHERE { ?unit a kg:Unit ; rdfs:label ?label } ORDER BY ?unit")
    assert _rows(starred) == _rows(_ask(built_sample, "-e", UNITS))


def test_every_form_of_rows_says_the_same(built_sample: Project) -> None:
    units = ["https://example.org/bridges/unit#metre", "https://example.org/bridges/unit#tonne"]
    found = {form: _ask(built_sample, "-e", UNITS, "-f", form) for form in ("csv", "tsv", "json", "xml", "table")}
    assert {done.code for done in found.values()} == {0}
    assert [row[0] for row in _rows(found["csv"])[1:]] == units
    assert found["tsv"].out.splitlines()[1] == f'<{units[0]}>\t"metre"@en'
    document = json.loads(found["json"].out)
    assert document["head"]["vars"] == ["unit", "label"]
    assert [row["unit"] for row in document["results"]["bindings"]] == [{"type": "uri", "value": one} for one in units]
    names = {"s": "http://www.w3.org/2005/sparql-results#"}
    tree = ET.fromstring(found["xml"].out)
    assert [node.text for node in tree.findall(".//s:uri", names)] == units
    assert "unit:metre" in found["table"].out
    assert found["table"].out.rstrip().endswith("2 rows")


@pytest.mark.parametrize(
    ("text", "value"), [("ASK { ?x a kg:Claim }", True), ("ASK { ?x a kg:Unit, kg:Claim }", False)]
)
def test_yes_and_no_in_every_form(built_sample: Project, text: str, value: bool) -> None:
    word = str(value).lower()
    for form in ("csv", "tsv", "table"):
        assert _ask(built_sample, "-e", text, "-f", form).out == f"{word}\n"
    assert _ask(built_sample, "-e", text).out == f"{word}\n"
    assert json.loads(_ask(built_sample, "-e", text, "-f", "json").out)["boolean"] is value
    assert f"<boolean>{word}</boolean>" in _ask(built_sample, "-e", text, "-f", "xml").out
    assert "ttl is for CONSTRUCT" in _fault(_ask(built_sample, "-e", text, "-f", "ttl"))


def test_triples_come_as_sorted_turtle(built_sample: Project) -> None:
    text = "CONSTRUCT { ?x a ent:unit ; rdfs:label ?l } WHERE { ?x a kg:Unit ; rdfs:label ?l }"
    done = _ask(built_sample, "-e", text)
    assert done.code == 0
    triples = list(ox.parse(done.out.encode(), format=ox.RdfFormat.TURTLE))
    assert len(triples) == 4
    assert [str(one.triple) for one in triples] == sorted(str(one.triple) for one in triples)
    assert "@prefix unit: <https://example.org/bridges/unit#> ." in done.out
    assert _ask(built_sample, "-e", text, "-f", "ttl").out == done.out
    for form in ("csv", "tsv", "json", "xml", "table"):
        assert "take -f ttl" in _fault(_ask(built_sample, "-e", text, "-f", form))


def test_describe_gives_what_is_said_of_a_thing(built_sample: Project) -> None:
    done = _ask(built_sample, "-e", "DESCRIBE ent:ada-brook")
    assert 'rdfs:label "Ada Brook"@en' in done.out


def test_named_graphs_are_told_apart_and_are_one(built_sample: Project) -> None:
    rows = _rows(
        _ask(built_sample, "-e", "SELECT ?g (COUNT(?c) AS ?n) { GRAPH ?g { ?c a kg:Claim } } GROUP BY ?g ORDER BY ?n")
    )
    assert [row[1] for row in rows[1:]] == ["5", "10"]
    assert _rows(_ask(built_sample, "-e", "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }"))[1] == ["15"]


def test_a_table_shows_no_control_characters(built_sample: Project) -> None:
    text = "SELECT ?name { ent:otto-finn skos:altLabel ?name }"
    done = _ask(built_sample, "-e", text, "-f", "table")
    assert "Otto \ufffd[31mFinn" in done.out
    assert "\x1b" not in done.out
    assert _rows(_ask(built_sample, "-e", text))[1] == ["Otto \x1b[31mFinn"]  # data stay as they are


def test_a_table_shows_markup_as_it_is(built_sample: Project) -> None:
    done = _ask(built_sample, "-e", "SELECT ?x { BIND ('[red]x[/red] [link=http://x]y' AS ?x) }", "-f", "table")
    assert "[red]x[/red] [link=http://x]y" in done.out


# --- parameters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("ent:ada-brook", ox.NamedNode(f"{ENT}ada-brook")),
        (f"<{ENT}ada-brook>", ox.NamedNode(f"{ENT}ada-brook")),
        (":designs", ox.NamedNode("https://example.org/bridges/ontology#designs")),
        ("45", ox.Literal(45)),
        ("-4.50", ox.Literal("-4.50", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))),
        ("true", ox.Literal(True)),
        ("Ada Brook", ox.Literal("Ada Brook")),
        ('"45"', ox.Literal("45")),
        ('"Ada"@en', ox.Literal("Ada", language="en")),
        ("", ox.Literal("")),
        ("nope:ada", ox.Literal("nope:ada")),
        ("ent:ada brook", ox.Literal("ent:ada brook")),
        ("٤٥", ox.Literal("٤٥")),
    ],
)
def test_a_value_is_a_term(store: Store, value: str, term: ox.NamedNode | ox.Literal) -> None:
    assert term_of(value, store.prefixes) == term
    assert queries.bind([f"?x={value}"], store.prefixes) == {"x": term}


def test_a_parameter_narrows_the_answer(built_sample: Project) -> None:
    everything = _rows(_ask(built_sample, "who-designed"))
    narrowed = _rows(_ask(built_sample, "who-designed", "-p", "who=ent:otto-finn"))
    assert narrowed[0] == everything[0]
    assert narrowed[1:] == [row for row in everything[1:] if row[1].endswith("otto-finn")]
    assert 1 < len(narrowed) < len(everything)
    both = ("-p", "who=ent:otto-finn", "-p", "$modality=kg:denied")
    assert len(_rows(_ask(built_sample, "who-designed", *both))) == 2
    nothing = _ask(built_sample, "who-designed", "-p", "who=ent:nobody")
    assert nothing.err == "-p who: ent:nobody does not occur in the graph\n"
    assert _rows(replace(nothing, err="")) == [everything[0]]


def test_a_parameter_reaches_every_kind_of_query(built_sample: Project) -> None:
    claim = "?c a kg:Claim ; rdf:object ?who"
    for text in (f"ASK {{ {claim} }}", f"ASK {{ ?c a kg:Claim OPTIONAL {{ {claim} }} FILTER (BOUND(?who)) }}"):
        assert _ask(built_sample, "-e", text, "-p", "who=ent:otto-finn").out == "true\n"
    assert _ask(built_sample, "-e", f"ASK {{ {claim} }}", "-p", "who=ent:nobody").out == "false\n"
    made = _ask(built_sample, "-e", f"CONSTRUCT {{ ?who a ?c }} WHERE {{ {claim} }}", "-p", "who=ent:otto-finn")
    assert len(list(ox.parse(made.out.encode(), format=ox.RdfFormat.TURTLE))) == 2
    counted = _ask(built_sample, "-e", f"SELECT (COUNT(?c) AS ?n) WHERE {{ {claim} }}", "-p", "who=ent:otto-finn")
    assert _rows(counted)[1] == ["2"]


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("who", "is no parameter; write -p name=value"),
        ("=x", "is no parameter; write -p name=value"),
        ("a b=x", "is no parameter; write -p name=value"),
        ("x} #=x", "is no parameter; write -p name=value"),
        ("wo=x", "the query has no variable ?wo; did you mean who?"),
        ("zzzz=x", "the query has no variable ?zzzz; it has structure, who, modality, quote, claim"),
        ("who=<a b>", "is no IRI"),
        ("who=ent:a>b", "is no IRI"),
        ('who="x"@en--', "is no text of the language"),
        ("who=\udcff", "is no text"),
    ],
)
def test_a_faulty_parameter_is_one_line(built_sample: Project, pair: str, said: str) -> None:
    assert said in _fault(_ask(built_sample, "who-designed", "-p", pair))


HOSTILE = [
    '" } # ',
    '"@en } UNION { ?s ?p ?o } #',
    "> . ?s ?p ?o . <x",
    "\\",
    '\\"',
    "\\u0022 } UNION { ?a ?b ?c } #",
    "\\\\u0022",
    "\\U00000022",
    "'''",
    '"""',
    "a\nb\r\tc",
    "\x00\x01\x7f\x85\u2028",
    "?unit",
    "$unit",
    "UNDEF",
    "} VALUES ?unit { kg:x",
    "ent:a;b",
    "ent:a,b(c)",
    "ent:%zz",
    "<http://x/a,b>",
    "1 ; DROP ALL",
    "🌉𝔄",
]


@given(st.one_of(st.text(), st.text("\"'\\<>{}?$#@^:.;,()[]unU0 \n\tent"), st.sampled_from(HOSTILE)))
@example("\\u0022 } UNION { ?a ?b ?c } #")
@example('"@en } #')
def test_no_value_changes_the_shape_of_a_query(value: str) -> None:
    store = Store({"kg": "https://w3id.org/claimgraph/core#", "ent": ENT})
    unit = ox.NamedNode("https://w3id.org/claimgraph/core#Unit")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.add([ox.Quad(ox.NamedNode(f"{ENT}{name}"), kind, unit) for name in ("metre", "tonne")])
    try:
        term = term_of(value, store.prefixes)
    except BadQuery:  # an IRI or a language tag that is none
        return
    answer = run(store, ANY, {"given": term})
    assert isinstance(answer, ox.QuerySolutions)
    assert [one.value for one in answer.variables] == ["given", "unit"]
    rows = [tuple(row) for row in answer]
    assert [str(row[1]) for row in rows] == [f"<{ENT}metre>", f"<{ENT}tonne>"]
    for given_term, _ in rows:
        if isinstance(term, ox.Literal) and term.datatype.value.endswith(("#integer", "#decimal")):
            assert float(getattr(given_term, "value", "nan")) == float(term.value)  # the engine writes 7 for 007
        else:
            assert given_term == term


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_only_finds_nothing(built_sample: Project, value: str) -> None:
    done = _ask(built_sample, "who-designed", "-p", f"quote={value}")
    if done.code:
        assert "is no IRI" in _fault(done)
    else:
        assert done.out == "structure,who,modality,quote\r\n"


def test_bytes_that_are_no_text_are_one_line(built_sample: Project) -> None:
    done = start_kg("query", "-e", UNITS, "-p", b"unit=\xff", "--project", str(built_sample.root))
    assert "is no text" in _fault(done)
    done = start_kg("query", b"\xff", "--project", str(built_sample.root))
    assert "no question is called" in _fault(done)


def test_without_parameters_a_query_stays_as_it_is() -> None:
    assert with_bindings(UNITS, {}) is UNITS


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT ?b $a WHERE { ?b ?p $a }", ["b", "a", "p"]),
        ("# ?no\nASK { ?yes a '?no' , \"?no\" , <http://x/?no> }", ["yes"]),
        ("ASK { FILTER (?a < ?b && ?c > ?d) }", ["a", "b", "c", "d"]),
        ("ASK { ?é a ?x_1 }", ["é", "x_1"]),
        ('ASK { ?a a "\\"?no" . ?b a """it\'s""" }', ["a", "b"]),
        ("ASK {}", []),
    ],
)
def test_written_variables(text: str, names: list[str]) -> None:
    assert written_variables(text) == names


@given(st.text())
def test_variables_of_any_text_are_found_in_it(text: str) -> None:
    for name in written_variables(text):
        assert f"?{name}" in text or f"${name}" in text


# --- questions -------------------------------------------------------------------------------------------------------


def test_questions_are_listed(built_sample: Project) -> None:
    done = run_kg("questions", "--project", str(built_sample.root))
    assert done.code == 0
    assert [line.split("\t") for line in done.out.splitlines()] == [
        ["what-is-planned", "", "What is planned, and for when?"],
        ["who-designed", "structure", "Who is said to have designed a structure, and in which words?"],
    ]


def test_a_question_without_a_summary_is_named(sample: Path) -> None:
    (sample / "ontology/queries/bare.rq").write_text("SELECT * {}")
    done = run_kg("questions", "--project", str(sample))
    assert (
        _fault(done) == "kg: ontology/queries/bare.rq:1:1: the query has no summary; start it with '#+ summary: ...'\n"
    )
