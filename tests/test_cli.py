"""The command line itself: help, show, init, view, streams and codes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import rdflib
from builder import THINGS, append, make_sample, run_kg, start_kg

import kg
from kg.cli import COMMANDS
from kg.cli import kg as group
from kg.cli.tables import printable
from kg.errors import NoProject, NotBuilt
from kg.project import Project
from kg.store import read_prefixes


def _command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


# --- help ------------------------------------------------------------------------------------------------------------


def test_every_module_of_a_command_is_a_command() -> None:
    folder = Path(sys.modules["kg.cli"].__file__ or "").parent
    modules = {path.stem for path in folder.glob("*.py") if "\ndef command(" in path.read_text("utf-8")}
    assert modules == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_says_what_it_does_with_an_example(name: str) -> None:
    done = run_kg(name, "--help")
    assert (done.code, done.err) == (0, "")
    command = _command(name)
    summary = (command.help or "").splitlines()[0]
    assert summary == COMMANDS[name]
    assert re.fullmatch(r"[A-Z].{10,60}\.", summary)
    assert re.search(rf"\n  Example:\n    kg {name}\b", done.out)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
        else:
            assert (parameter.metavar or parameter.name or "").upper() in (command.help or "").upper()


def test_the_help_lists_every_command() -> None:
    done = run_kg("--help")
    assert done.code == 0
    for name, summary in COMMANDS.items():
        assert re.search(rf"\n  {name} +{re.escape(summary)}\n", done.out)
    assert run_kg("-h").out == done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("biuld",), "no command 'biuld'; did you mean build?"),
        (("zzz",), "no command 'zzz'; kg --help lists them"),
        (("build", "--frce"), "No such option"),
        (("build", "--project", "/nowhere/at/all"), "does not exist"),
        (("query", "x", "-f", "yaml"), "'yaml' is not one of"),
        (("show",), "Missing argument"),
    ],
)
def test_wrong_use_ends_with_two(arguments: tuple[str, ...], said: str) -> None:
    done = run_kg(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert said in done.err


def test_the_project_is_found_from_any_folder_in_it(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample / "data" / "claims")
    done = run_kg("build", "--check")
    assert (done.code, done.err) == (0, "exports: up to date\n")


# --- show ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Aren Bridge", "aren-bridge", "  aren   BRIDGE ", "阿伦桥", "Bridge of Aren", "Ａren bridge"]
)
def test_an_entity_is_shown_by_any_of_its_names(built_sample: Project, name: str) -> None:
    done = run_kg("show", name, "--project", str(built_sample.root))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Aren Bridge  (bridge)\nThe bridge over the Aren.\n")
    assert "also called: 阿伦桥, Bridge of Aren" in done.out
    assert "not to be confused with: Old Ferry Bridge" in done.out
    for heading in ("Said of it", "Said of others, naming it"):
        assert f"\n{heading}\n" in done.out


def test_a_sheet_cites_and_marks_every_claim(built_sample: Project) -> None:
    out = run_kg("show", "aren-bridge", "--project", str(built_sample.root)).out
    lines = [line.strip() for line in out.splitlines()]
    assert out.count("Vale Chronicle, 18") == 9
    assert "158 metres" in lines
    (denied,) = [line for line in lines if line.startswith("Otto Finn") and "denied" in line]
    assert denied == "Otto Finn  [denied]"
    (disputed,) = [line for line in lines if line.startswith("Otto Finn") and "denied" not in line]
    assert "disputed" in disputed
    assert "caution: the mayor paid for it" in lines
    assert (
        "Tom Hale > Vale Chronicle > A bridge over the Aren: ““It’s the finest work of the valley,” said Tom Hale”"
        in lines
    )
    assert "Vale Chronicle, 1874-07-04, 1874-07-bridge-opens ¶2.1" in lines
    assert lines[-1] == "9 claims"


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("brook-and-sons", ["1875  2,000 tonnes (counting: target, per: year)  [planned]", "if: If the railway comes"]),
        ("old-ferry-bridge", ["Low Bridge  [negated]"]),
        ("low-bridge", ["90–95 metres  [predicted]"]),
        ("ada-brook", ["Said by it"]),
    ],
)
def test_what_is_no_fact_is_marked(built_sample: Project, name: str, marks: list[str]) -> None:
    out = run_kg("show", name, "--project", str(built_sample.root)).out
    for mark in marks:
        assert mark in out


def test_what_nobody_speaks_of_is_not_stated(sample: Path) -> None:
    append(sample, THINGS, "silent:\n  type: Person\n  label: Silent\n")
    done = run_kg("show", "Silent", "--project", str(sample))
    assert done.code == 0
    assert done.out.endswith("no claim names it: not stated\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Aren Brigde", "nothing is called 'Aren Brigde'; did you mean Aren Bridge or aren-bridge"),
        ("阿伦", "did you mean 阿伦桥?"),
        ("zzzzz", "nothing is called 'zzzzz'; kg query lists entities"),
        ("\x1b[31m", "nothing is called '\\x1b[31m'"),
        ("", "nothing is called ''"),
    ],
)
def test_near_names_are_suggested(built_sample: Project, name: str, said: str) -> None:
    done = run_kg("show", name, "--project", str(built_sample.root))
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert said in done.err


def test_a_name_of_two_things_asks_which(sample: Path) -> None:
    text = "other:\n  type: Person\n  label: Ada Brook\n  differentFrom: [ada-brook]\n"
    append(sample, THINGS, text)
    done = run_kg("show", "Ada Brook", "--project", str(sample))
    assert (done.code, done.out) == (1, "")
    assert done.err == "kg: 'Ada Brook' names several entities; say which: ada-brook or other\n"
    assert run_kg("show", "other", "--project", str(sample)).code == 0


def test_a_sheet_shows_no_control_characters(built_sample: Project) -> None:
    done = run_kg("show", "otto-finn", "--project", str(built_sample.root))
    assert "also called: Otto \ufffd[31mFinn" in done.out
    assert 'A rival; <b>bold</b> & "quoted".' in done.out
    assert "\x1b" not in done.out


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\r", "\u202e", "\u2066", "\ufeff"])
def test_a_terminal_obeys_no_text(sign: str) -> None:
    assert printable(f"a{sign}b") == "a\N{REPLACEMENT CHARACTER}b"


def test_a_terminal_shows_all_writing() -> None:
    text = "Ada Brook — “阿伦桥” 🌉 é e\u0301\tx\n"
    assert printable(text) == text


# --- other commands --------------------------------------------------------------------------------------------------


def test_a_project_of_ones_own(tmp_path: Path, shipped: Project) -> None:
    folder = tmp_path / "mine"
    done = run_kg("init", str(folder))
    assert done.code == 0
    assert run_kg("verify", "--project", str(folder)).err.endswith("no build is recorded; run: kg build\n")
    names = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert Path("ontology/prefixes.ttl") in names
    assert {path.name for path in (shipped.root / "data" / "articles").iterdir()} <= {path.name for path in names}
    again = run_kg("init", str(folder))
    assert (again.code, again.err) == (1, f"kg: {folder}: not empty; name a folder that is new\n")


def test_an_empty_project_of_ones_own_builds(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run_kg("init", "--empty", str(folder)).code == 0
    done = run_kg("build", "--project", str(folder))
    assert done.code == 0, done.err
    assert done.summary.startswith("0 articles, 0 claims, 0 entities, ")


def test_the_page_has_an_address(sample: Path) -> None:
    done = run_kg("view", "--print", "--project", str(sample))
    assert (done.code, done.out) == (0, f"{(sample / 'exports/graph.html').as_uri()}\n")
    shutil.rmtree(sample / "exports")
    done = run_kg("view", "--print", "--project", str(sample))
    assert (done.code, done.err) == (1, "kg: exports/graph.html: the page is not built yet; run: kg build\n")


def test_data_and_talk_are_kept_apart(tmp_path: Path) -> None:
    folder = make_sample(tmp_path / "sample")
    built = start_kg("build", "--project", str(folder))
    assert (built.code, built.out) == (0, "")
    assert re.fullmatch(r"2 articles, 15 claims, 8 entities, [\d,]+ triples -> exports in \d+\.\d s", built.summary)
    asked = start_kg("query", "what-is-planned", "--project", str(folder))
    assert (asked.code, asked.err) == (0, "")
    assert asked.out.startswith("subject,metric,number,when\r\n")


def test_chinese_names_survive_a_terminal_of_bytes(built_sample: Project) -> None:
    environ = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = start_kg("show", "aren-bridge", "--project", str(built_sample.root), env=environ)
    assert done.code == 0, done.err
    assert "阿伦桥" in done.out


def test_a_reader_that_has_seen_enough_is_no_fault(built_sample: Project) -> None:
    command = [sys.executable, "-m", "kg", "query", "-e", "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 200000"]
    process = subprocess.Popen(
        [*command, "--project", str(built_sample.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[1],
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    talk = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert talk == b""


# --- from Python -----------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")  # by rdflib, of itself
def test_load_gives_a_dataset_that_answers(built_sample: Project) -> None:
    dataset = kg.load(built_sample.root)
    assert isinstance(dataset, rdflib.Dataset)
    rows = list(
        dataset.query(
            "SELECT ?who ?quote WHERE { ?c a kg:Claim ; rdf:subject ent:aren-bridge ; rdf:predicate :designedBy ; "
            "rdf:object ?who ; oa:exact ?quote } ORDER BY ?who"
        )
    )
    names = [str(row[0]).rpartition("/")[2] for row in rows if isinstance(row, rdflib.query.ResultRow)]
    assert names == ["ada-brook", "otto-finn", "otto-finn"]
    entity = rdflib.Namespace("https://example.org/bridges/entity/")
    assert dataset.value(entity["ada-brook"], rdflib.RDFS.label) == rdflib.Literal("Ada Brook", lang="en")
    articles = [one for one in dataset.graphs() if "/article/" in str(one.identifier)]
    assert len(articles) == 2
    assert dict(dataset.namespaces())["kg"] == rdflib.URIRef("https://w3id.org/claimgraph/core#")


def test_load_says_what_is_missing(sample: Path, tmp_path: Path) -> None:
    shutil.rmtree(sample / "exports")
    with pytest.raises(NotBuilt, match="run: kg build"):
        kg.load(sample / "data")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoProject, match="run: kg init"):
        kg.load(tmp_path / "empty")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x { ?x foo:bar ?y }", "kg: the prefix 'foo:' is not declared; declare it, or take one of "),
        ("SELECT ?x { ?x skso:prefLabel 'a:b' }", "kg: the prefix 'skso:' is not declared; did you mean skos?"),
        ("SELECT ?x { <http://a:1> rdfs:label ?x . ?x fo-o.o:b ?y }", "kg: the prefix 'fo-o.o:' is not declared; "),
    ],
)
def test_a_prefix_that_nobody_declares_is_named(built_sample: Project, query: str, message: str) -> None:
    done = run_kg("query", "--project", str(built_sample.root), "-e", query)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(message)
    assert done.err.count("\n") == 1


def test_a_declared_prefix_is_no_fault(built_sample: Project) -> None:
    query = "PREFIX foo: <http://e/> SELECT ?x { ?x foo:bar ?y FILTER(?y = 'x:y') }"
    assert run_kg("query", "--project", str(built_sample.root), "-e", query).code == 0


def test_a_parameter_that_occurs_nowhere_is_said(built_sample: Project) -> None:
    query = "SELECT ?p { ?thing ?p ?o }"
    done = run_kg("query", "--project", str(built_sample.root), "-e", query, "-p", "thing=ent:nobody")
    assert (done.code, done.err) == (0, "-p thing: ent:nobody does not occur in the graph\n")


def test_an_entity_is_shown_by_its_iri(built_sample: Project) -> None:
    namespace = read_prefixes(built_sample)["ent"]
    project = ("--project", str(built_sample.root))
    row = run_kg("query", *project, "-e", "SELECT ?x { ?x a ?c ; rdfs:label ?l . ?claim rdf:subject ?x } LIMIT 1")
    iri = row.out.splitlines()[1]
    local = iri.removeprefix(namespace)
    by_id = run_kg("show", *project, local)
    assert by_id.code == 0
    for name in (iri, f"<{iri}>", f"ent:{local}"):
        assert run_kg("show", *project, name) == by_id
