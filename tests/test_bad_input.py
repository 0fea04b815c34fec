"""Whatever is wrong in an input file: one line that names place and mend, exit 1, and the last exports stand."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from builder import (
    DOUBTS,
    DOUBTS_CLAIMS,
    OPENS,
    OPENS_CLAIMS,
    THINGS,
    append,
    build,
    edit,
    exports,
    make_sample,
    run_kg,
    start_kg,
)

from kg import extract

Change = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """A fault, the file in which it is reported, the text at which it is reported (None: no line), what is said."""

    name: str
    change: Change
    file: str
    at: str | None
    message: str
    mend: str

    def where(self, folder: Path) -> str:
        """The place as `file:line:column` of the text in the changed file."""
        if self.at is None:
            return self.file
        text = (folder / self.file).read_bytes().decode("utf-8", "surrogateescape")
        offset = text.index(self.at)
        column = len(text[text.rfind("\n", 0, offset) + 1 : offset].encode("utf-8", "surrogateescape"))
        ascii_before = text[text.rfind("\n", 0, offset) + 1 : offset].isascii()
        assert ascii_before, "place the fault after ASCII only, so that characters and bytes agree"
        return f"{self.file}:{text.count(chr(10), 0, offset) + 1}:{column + 1}"


def _replace(name: str, old: str, new: str) -> Change:
    return lambda folder: edit(folder, name, old, new)


def _put(name: str, content: str | bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def _claim(name: str, old: str, new: str, at: str, message: str, mend: str) -> Case:
    return Case(name, _replace(DOUBTS_CLAIMS, old, new), DOUBTS_CLAIMS, at, message, mend)


def _opens(name: str, old: str, new: str, at: str, message: str, mend: str) -> Case:
    return Case(name, _replace(OPENS_CLAIMS, old, new), OPENS_CLAIMS, at, message, mend)


def _added(name: str, text: str, at: str, message: str, mend: str) -> Case:
    """A claim added to those of the second article."""
    return Case(name, lambda folder: append(folder, DOUBTS_CLAIMS, text), DOUBTS_CLAIMS, at, message, mend)


def _entity(name: str, text: str, at: str, message: str, mend: str) -> Case:
    return Case(name, lambda folder: append(folder, THINGS, text), THINGS, at, message, mend)


def _head(name: str, old: str, new: str, at: str, message: str, mend: str) -> Case:
    return Case(name, _replace(OPENS, old, new), OPENS, at, message, mend)


def _file(name: str, file: str, content: str | bytes, message: str, mend: str, at: str | None = None) -> Case:
    return Case(name, _put(file, content), file, at, message, mend)


def _link(target: str) -> Change:
    return lambda folder: (folder / "data/articles/x.md").symlink_to(folder / target)


QUOTES = [
    _claim(
        "wrong quote",
        "Ada Brook also designed the Low Bridge",
        "Ada Brook also designed the High Bridge",
        "Ada Brook also designed the High",
        "is not in the article",
        "the article goes on 'Low Bridge, which",
    ),
    _opens(
        "straight quotes for curly ones",
        "quote: “It’s the finest work of the valley,” said Tom Hale",
        "quote: '\"It''s the finest work of the valley,\" said Tom Hale'",
        "'\"It''s",
        "is not in the article",
        "the article writes '“It’s the finest work of the valley,” said Tom Hale'",
    ),
    _claim(
        "ambiguous quote",
        "resembles the Aren Bridge",
        "the Aren Bridge",
        "the Aren Bridge\n  subject: low-bridge",
        "is ambiguous: it stands 2 times",
        "lengthen it or add 'nth: 1'",
    ),
    _claim(
        "an occurrence that is not there",
        "resembles the Aren Bridge",
        "the Aren Bridge\n  nth: 3",
        "the Aren Bridge\n  nth",
        "stands 2 times",
        "nth is 3",
    ),
    _claim(
        "an occurrence that is no number",
        "resembles the Aren Bridge",
        "the Aren Bridge\n  nth: ²",
        "²",
        "nth is '²'",
        "write a number",
    ),
    _claim(
        "a quote over a line end",
        "resembles the Aren Bridge",
        '"another man.\\n\\nIt says"',
        '"another man.',
        "runs over a line end",
        "quote from one paragraph",
    ),
    _opens("quote from the wrong part", "  part: heading\n", "", "The bridge is open", "wrong part", "'part: heading'"),
    _claim(
        "words that are not in the quote",
        "  property: designs\n  object: low-bridge",
        "  property: describedAs\n  words: Otto Finn",
        "Otto Finn\n- quote",
        "are not in the quote",
        "copy them from it",
    ),
    _claim(
        "a number that is not in the quote",
        "90..95 metre",
        "90..96 metre",
        "90..96",
        "the number is not in the quote",
        "give its wording",
    ),
    _opens(
        "the wording of a value that is not in the quote",
        "text: a few dozen",
        "text: some dozen",
        "{low: 24",
        "'some dozen' is not in the quote",
        "copy it",
    ),
    _opens("a condition in other words", "If the railway comes", "If trains come", "If trains", "is not in", "copy"),
    _opens(
        "the speaker's role in other words", "the mayor\n", "the major\n", "the major", "is not in", "copy the words"
    ),
    _opens(
        "the time in other words", "when_text: next year", "when_text: next month", "next month", "is not in", "copy"
    ),
]

WORDS = [
    _claim(
        "unknown subject", "subject: ada-brook", "subject: ada-brok", "ada-brok", "unknown entity", "did you mean ada-"
    ),
    _claim(
        "unknown object", "object: aren-bridge", "object: aren-brige", "aren-brige", "unknown entity", "aren-bridge or"
    ),
    _claim("unknown speaker", "speaker: ada-brook", "speaker: adabrook", "adabrook", "unknown entity", "ada-brook?"),
    _opens(
        "unknown link",
        "via: [vale-chronicle]",
        "via: [vale-cronicle]",
        "[vale-cron",
        "unknown entity",
        "vale-chronicle?",
    ),
    _opens(
        "unknown site", "site: aren-bridge", "site: aren-bridg", "aren-bridg}", "unknown entity", "did you mean aren-"
    ),
    _claim("unknown relation", "property: designs", "property: design", "design\n", "unknown relation", "designs"),
    _claim("nothing like it", "property: designs", "property: zzzzz", "zzzzz", "unknown relation", "add a file for it"),
    _claim("unknown unit", "~ 300 tonne", "~ 300 tone", "~ 300", "unknown unit 'tone'", "did you mean tonne?"),
    _claim("unknown slot", "modality: predicted", "modalty: predicted", "modalty", "unknown slot", "mean modality?"),
    _claim("unknown scope key", "scope: {counting", "scope: {countin", "countin:", "unknown scope key", "counting?"),
    _claim("unknown way of counting", "in-period", "in-peroid", "in-peroid", "unknown counting", "mean in-period?"),
    _claim(
        "unknown modality", "modality: predicted", "modality: predict", "predict\n", "unknown modality", "predicted?"
    ),
    _opens("unknown bound", "bound: range", "bound: rang", "rang,", "unknown bound", "did you mean range?"),
    _opens("unknown basis", "when_basis: derived", "when_basis: deriv", "deriv\n", "unknown when_basis", "derived?"),
    _opens("unknown part", "part: heading", "part: headingg", "headingg", "unknown part", "did you mean heading"),
    _opens("neither true nor false", "negated: true", "negated: yes", "yes", "negated is 'yes'", "write true or false"),
    _entity("unknown class", "new:\n  type: Brigde\n  label: N\n", "Brigde", "unknown class", "did you mean Bridge?"),
    _entity("unknown key of an entity", "new:\n  typ: Bridge\n", "typ:", "unknown key", "did you mean type?"),
    _entity(
        "confused with nothing",
        "new:\n  type: Bridge\n  label: New\n  differentFrom: [low-brige]\n",
        "new:",
        "differentFrom an unknown entity 'low-brige'",
        "did you mean low-bridge",
    ),
    _head("unknown key of an article", "language: en", "langage: en", "langage", "unknown key", "mean language?"),
]

SENSE = [
    _claim(
        "subject outside the domain",
        "subject: ada-brook",
        "subject: low-bridge",
        "low-bridge\n  property: designs",
        "low-bridge is a Bridge, but designs wants a Person as its subject",
        "take another relation",
    ),
    _claim(
        "object outside the range",
        "object: low-bridge",
        "object: tom-hale",
        "tom-hale",
        "tom-hale is a Person, but designs wants a Structure as its object",
        "mend the type",
    ),
    _opens(
        "scope of the wrong class", "site: aren-bridge", "site: tom-hale", "tom-hale}", "wants a Structure", "another"
    ),
    _claim(
        "a relation with a value",
        "object: low-bridge",
        "value: 3 metre",
        "3 metre",
        "designs is a relation: it takes 'object', not 'value'",
        "write 'object: ...'",
    ),
    _claim("a relation without an object", "  object: low-bridge\n", "", "quote: Ada", "has no object", "add 'object"),
    _claim(
        "conditional without a condition",
        "  condition: {claim: long-span}\n",
        "",
        "quote: Brook",
        "a conditional claim has no condition",
        "add 'condition:",
    ),
    _claim(
        "a condition that hangs in the air",
        "{claim: long-span}",
        "{claim: long-spam}",
        "quote: Brook",
        "no claim has the key 'long-spam'",
        "did you mean long-span?",
    ),
    _added(
        "a claim twice",
        "- quote: Ada Brook also designed the Low Bridge\n  subject: ada-brook\n  property: designs\n"
        "  object: low-bridge\n  note: again\n",
        "quote: Ada Brook also designed the Low Bridge\n  subject: ada-brook\n  property: designs\n"
        "  object: low-bridge\n  note: again",
        "duplicate id",
        "remove one of them",
    ),
    _claim(
        "a claim without a quote",
        "- quote: resembles the Aren Bridge\n  sub",
        "- sub",
        "subject: low-bridge\n  property: res",
        "quote is missing",
        "add 'quote",
    ),
    _entity(
        "an entity twice",
        "low-bridge:\n  type: Bridge\n  label: L\n",
        "low-bridge:\n  type: Bridge\n  label: L\n",
        "duplicate key",
        "keep one",
    ),
    _file(
        "an entity in two files",
        "data/entities/zz.yaml",
        "low-bridge:\n  type: Bridge\n  label: Lower Bridge\n",
        "duplicate id 'low-bridge', first at data/entities/things.yaml:",
        "keep one of them",
        "low-bridge",
    ),
    _entity(
        "two entities of one name",
        "new:\n  type: Person\n  label: ada  BROOK\n",
        "ada-brook:",
        "'ada brook' names both ada-brook and new",
        "differentFrom: [new]",
    ),
    _entity("an id in capitals", "New:\n  type: Person\n  label: New\n", "New:", "cannot be an id", "lower-case"),
    _entity("an entity without a label", "new:\n  type: Person\n", "type: Person\n", "label is missing", "add 'label"),
    _entity(
        "no Wikidata id", "new:\n  type: Person\n  label: N\n  wikidata: P31\n", "P31", "no Wikidata id", "write Q"
    ),
]
SENSE[-2] = Case(
    "an entity without a label",
    lambda folder: append(folder, THINGS, "new:\n  zh: 新\n  type: Person\n"),
    THINGS,
    "zh: 新",
    "label is missing",
    "add 'label",
)

YAML = [
    _claim(
        "a key twice",
        "  object: low-bridge\n",
        "  object: low-bridge\n  object: aren-bridge\n",
        "object: aren-bridge\n- quote: res",
        "duplicate key 'object', first in line 8",
        "keep one of them",
    ),
    _claim(
        "an anchor", "subject: ada-brook", "subject: &a ada-brook", "&a", "anchors and aliases", "write the value out"
    ),
    _claim("an alias", "subject: ada-brook", "subject: *a", "*a", "anchors and aliases", "write the value out"),
    _claim("a tag", "subject: ada-brook", "subject: !!str ada-brook", "!!str", "tags are not allowed", "remove"),
    _claim(
        "a merge", "  subject: ada-brook\n", "  <<: {subject: ada-brook}\n", "<<", "unknown slot '<<'", "allowed are"
    ),
    _added("a second document", "---\n- quote: x\n", "- quote: Otto", "several YAML documents", "remove the '---'"),
    _file("a list for a mapping", "data/entities/zz.yaml", "- a\n", "maps ids to entries", "write 'some-id:'", "- a"),
    _file("a mapping for a list", DOUBTS_CLAIMS, "a: b\n", "a file of claims is a list", "start claims with", "a: b"),
    _file(
        "nested brackets", DOUBTS_CLAIMS, "[" * 10_000 + "]" * 10_000, "nested deeper", "flatten it", "[" * 9_979 + "]"
    ),
    _file("a bracket that stays open", DOUBTS_CLAIMS, "- quote: [a\n- b: c\n", "not YAML", "mend the line", ": c"),
    _file("a tabulator", DOUBTS_CLAIMS, "-\tquote: a\n", "not YAML", "mend the line", "\tquote"),
    _file("a control character", DOUBTS_CLAIMS, "- quote: a\x07\n", "not YAML", "mend the file", "- quote"),
    _file("a list as a quote", DOUBTS_CLAIMS, "- quote: [a]\n", "quote must be a single value", "one line", "[a]"),
]
YAML[8] = Case("nested brackets", YAML[8].change, DOUBTS_CLAIMS, None, "nested deeper than 20 levels", "flatten it")

FIGURES = [
    _claim("no unit", "~ 300 tonne", "300", "300\n", "'300' is no value", "write '45 "),
    _claim("a range that runs backwards", "90..95", "95..90", "95..90", "runs backwards", "write"),
    _claim("a sign and a range", "90..95", ">90..95", '">90..95', "", ""),
    _claim("a huge number", "~ 300", f"~ {'9' * 5000}", "~ 999", "more than 30 digits", "write"),
    _claim("a number in other digits", "~ 300", "~ ٣٠٠", "~ ٣", "is no value", "write"),
    _opens("a long number that is none", "low: 24", "low: .nan", ".nan", "low is '.nan'", "write digits"),
    _opens("a power without end", "low: 24", "low: 1e999999999", "1e9", "low is '1e999999999'", "write digits"),
    _opens("an underscore in a number", "low: 24", "low: 2_4", "2_4", "low is '2_4'", "write digits"),
]
FIGURES[2] = _claim(
    "a sign and a range", "90..95 metre", '"> 90..95 metre"', '"> 90', "both a sign and a range", "write '45 "
)

DATES = [
    _claim(f"when {text}", "1877-H1", text, f"{text}\n", message, "write 2025, 2025-12")
    for text, message in (
        ("2025-02-30", "the date '2025-02-30' does not exist"),
        ("2023-02-29", "the date '2023-02-29' does not exist"),
        ("2025-13", "the date '2025-13' does not exist"),
        ("2025-00", "the date '2025-00' does not exist"),
        ("2025-Q5", "no quarter of a year"),
        ("2025-H3", "no half of a year"),
        ("2025-08/2025-02", "ends before it starts"),
        ("2025/2025-12/2026", "no EDTF interval"),
        ("../..", "names no date"),
        ("last summer", "no EDTF date"),
        ("2025-12-31T24:61", "no EDTF date"),
        ("٢٠٢٥", "no EDTF date"),
    )
] + [
    _head(
        "published on no day",
        '"1874-07-04"',
        '"1874-06-31"',
        '"1874-06-31',
        "'1874-06-31' does not exist",
        "write 2026",
    ),
    _head("ingested on no day", '"2026-01-02"', '"today"', '"today"', "ingested: 'today' is no EDTF", "write 2026"),
    _claim("a basis without a time", "when: 1877-H1", "when_basis: derived", "derived", "without when", "add 'when"),
]

ARTICLES = [
    _head(
        "unknown publisher", "publisher: Vale Chronicle", "publisher: Vail", "---", "'Vail' is not registered", "add it"
    ),
    _head(
        "an address that runs",
        "https://example.org/vale/1874/07/04",
        "javascript:alert(1)",
        "javascript",
        "is no web address",
        "write http",
    ),
    _head("an address with a space", "/1874/07/04", "/1874/07 04", "https", "is no web address", "write http"),
    _head("an address of another kind", "https://example.org/", "file:///etc/", "file:", "is no web address", "http"),
    _head(
        "another id than the file",
        "id: 1874-07-bridge-opens",
        "id: other",
        "other",
        "differs from the name of the file",
        "write 1874-07-bridge-opens",
    ),
    _head(
        "ingested in a month", '"2026-01-02"', '"2026-01"', '"2026-01"', "ingested is '2026-01', no day", "write 2026"
    ),
    _head("no language", "language: en", "language: Old English", "Old", "'Old English' is no language", "write a tag"),
    _head(
        "unknown basis of a date", "basis: stated", "basis: rumour", "rumour", "unknown basis 'rumour'", "write one of"
    ),
    _file("no front matter", DOUBTS, "Just words.\n", "no front matter", "start the file with", "Just"),
    _file("front matter without end", DOUBTS, "---\ntitle: x\nwords\n", "does not end", "close it", "---"),
    _file("an article without a text", DOUBTS, "---\ntitle: x\n---\n \n", "the article has no text", "write it", "---"),
    _file(
        "an article without a title",
        DOUBTS,
        "---\nlanguage: en\n---\nText.\n",
        "title is missing",
        "add 'title",
        "lang",
    ),
    _file("another format", "data/articles/a.docx", "x", "no reader for .docx", "known: .md"),
    _file(
        "a name that is no id",
        "data/articles/A b.md",
        "---\ntitle: x\n---\nT\n",
        "cannot be an id",
        "lower-case",
        "title",
    ),
]

FILES = [
    _file("empty", DOUBTS_CLAIMS, b"", "the file is empty", "fill it or delete it"),
    _file("white space", DOUBTS, b" \n\n", "the file is empty", "fill it or delete it"),
    _file("binary", DOUBTS, b"---\ntitle: \x00\x01\n---\nx\n", "the file is binary", "put a text file here"),
    _file("UTF-16", DOUBTS, "---\ntitle: x\n---\nText\n".encode("utf-16"), "is UTF-16, not UTF-8", "save it as UTF-8"),
    _file(
        "Latin-1",
        DOUBTS,
        "---\ntitle: Caf\u00e9\n---\nx\n".encode("latin-1"),
        "not UTF-8: byte 0xe9",
        "save it as UTF-8",
        "\udce9",
    ),
    Case(
        "a link that leads out",
        lambda folder: (folder / "data/articles/x.md").symlink_to("/etc/hostname"),
        "data/articles/x.md",
        None,
        "leads out of the project",
        "copy the file itself",
    ),
    Case(
        "a link out that has no end",
        lambda folder: (folder / "data/articles/x.md").symlink_to("/dev/zero"),
        "data/articles/x.md",
        None,
        "leads out of the project",
        "copy the file itself",
    ),
    Case(
        "a link to a folder outside",
        lambda folder: (folder / "data/articles/sub").symlink_to("/etc"),
        "data/articles/sub",
        None,
        "leads out of the project",
        "copy the file itself",
    ),
    Case(
        "a link to itself", _link("data/articles/x.md"), "data/articles/x.md", None, "symbolic links", "check the file"
    ),
    Case("a link to nothing", _link("nothing"), "data/articles/x.md", None, "No such file", "check the file"),
    Case(
        "a folder with the name of a file",
        lambda folder: (folder / "data/articles/x.md").mkdir(),
        "data/articles/x.md",
        None,
        "not a regular file",
        "put a text file here",
    ),
    Case(
        "a licence that is no address",
        _replace("data/dataset.yaml", "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        "data/dataset.yaml",
        "CC BY",
        "'CC BY 4.0' is no web address",
        "write http",
    ),
    _file(
        "two files of claims",
        "data/claims/sub/1876-bridge-doubts.yaml",
        "- quote: x\n",
        f"a second file of claims for '1876-bridge-doubts', first is {DOUBTS_CLAIMS}",
        "make one file of them",
    ),
    _file(
        "two articles of one id",
        "data/articles/sub/1876-bridge-doubts.md",
        "---\ntitle: x\n---\nText.\n",
        f"duplicate id '1876-bridge-doubts', first in {DOUBTS}",
        "rename one of the files",
        "---",
    ),
    Case(
        "no description",
        lambda folder: (folder / "data/dataset.yaml").unlink(),
        "data/dataset.yaml",
        None,
        "is missing",
        "write title",
    ),
]

ONTOLOGY = [
    _file("broken Turtle", "ontology/classes/Person.ttl", "a b .\n", "not Turtle", "mend the line", "a b"),
    Case(
        "a term without a label",
        _replace("ontology/classes/Person.ttl", '    rdfs:label "person"@en ;\n', ""),
        "ontology/classes/Person.ttl",
        None,
        "Person has no label",
        "add rdfs:label",
    ),
    Case(
        "a relation without a domain",
        _replace("ontology/relations/designs.ttl", "    rdfs:domain :Person ;\n", ""),
        "ontology/relations/designs.ttl",
        None,
        "designs has 0 domains",
        "give it exactly one domain",
    ),
    Case(
        "a relation of unknown range",
        _replace("ontology/relations/designs.ttl", "range :Structure", "range :Tower"),
        "ontology/relations/designs.ttl",
        None,
        "names the class 'Tower'",
        "add it",
    ),
    Case(
        "two terms of one name",
        _replace("ontology/metrics/output.ttl", "metric:output a", "metric:designs a"),
        "ontology/metrics/output.ttl",
        None,
        "two terms are called 'designs'",
        "rename one",
    ),
    Case(
        "no concepts of bounds",
        lambda folder: (folder / "ontology/core/Bound.ttl").unlink(),
        "ontology/core/Bound.ttl",
        None,
        "has no concepts",
        "take the file from the program",
    ),
    Case(
        "a prefix too few",
        _replace("ontology/prefixes.ttl", "@prefix unit: <https://example.org/bridges/unit#> .\n", ""),
        "ontology/prefixes.ttl",
        None,
        "the prefix 'unit:' is missing",
        "add a line",
    ),
    Case(
        "a fixed prefix",
        lambda folder: append(folder, "ontology/prefixes.ttl", "@prefix kg: <https://x.example/> .\n"),
        "ontology/prefixes.ttl",
        None,
        "the prefix 'kg:' is fixed",
        "it stands for",
    ),
    Case(
        "a shape that is no SHACL",
        lambda folder: append(folder, "ontology/shapes/core.ttl", '\nkg:claimWhen sh:pattern "(" .\n'),
        "ontology/shapes",
        None,
        "not SHACL: ",
        "mend the shape",
    ),
    _file(
        "a rule that is no CONSTRUCT",
        "ontology/rules/x.rq",
        "ASK { ?a ?b ?c }",
        "not a rule",
        "write a CONSTRUCT query",
    ),
    _file("a rule that is no SPARQL", "ontology/rules/x.rq", "CONSTRUCT {\n", "not a rule", "write a CONSTRUCT query"),
    _file(
        "a check that is no SELECT",
        "ontology/checks/x-violation.rq",
        "ASK { ?a ?b ?c }",
        "not a check",
        "write a SELECT query",
    ),
]

CASES = [*QUOTES, *WORDS, *SENSE, *YAML, *FIGURES, *DATES, *ARTICLES, *FILES, *ONTOLOGY]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_line_says_what_is_wrong_and_nothing_changes(case: Case, sample: Path) -> None:
    case.change(sample)
    before = exports(sample)
    done = run_kg("build", "--project", str(sample))
    assert done.code == 1
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert done.err.endswith("\n")
    place, _, rest = done.err.removeprefix("kg: ").partition(": ")
    if case.name == "nested brackets":
        assert place.startswith(f"{case.file}:1:")
    else:
        assert place == case.where(sample)
    assert case.message in rest
    assert case.mend in rest.partition(case.message)[2]
    assert len(done.err) < 700
    assert exports(sample) == before
    assert not [path for path in (sample / "exports").iterdir() if path.is_dir()]


def test_names_of_cases_differ() -> None:
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("case", [QUOTES[0], YAML[1], FILES[0], ONTOLOGY[0]], ids=lambda case: case.name)
def test_a_process_of_its_own_says_the_same(case: Case, sample: Path) -> None:
    case.change(sample)
    within, apart = run_kg("build", "--project", str(sample)), start_kg("build", "--project", str(sample))
    assert apart == within
    assert "Traceback" not in apart.err


def test_a_pipe_does_not_hang(sample: Path) -> None:
    os.mkfifo(sample / "data/articles/x.md")
    done = start_kg("build", "--project", str(sample), timeout=60)
    assert done.code == 1
    assert done.err == "kg: data/articles/x.md: not a regular file; put a text file here\n"


def test_a_socket_is_no_file(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample / "data/articles")  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("x.md")
        done = run_kg("build", "--project", str(sample))
    assert (done.code, done.err) == (1, "kg: data/articles/x.md: not a regular file; put a text file here\n")


def test_a_file_that_may_not_be_read(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Simulated, because root may read everything.
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == Path(DOUBTS).name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    done = run_kg("build", "--project", str(sample))
    assert (done.code, done.err) == (1, f"kg: {DOUBTS}: cannot be read: Permission denied; check the file\n")


def test_a_file_beyond_all_measure(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.project.MAX_BYTES", 100)
    done = run_kg("build", "--project", str(sample))
    assert done.code == 1
    assert "larger than 100 bytes; split it" in done.err


def test_a_check_that_fires_stops_the_build(sample: Path) -> None:
    pattern = "?claim a kg:Claim ; kg:unit ?unit ; kg:low ?low FILTER (?low = 158)"
    text = f"#+ summary: x\nSELECT ?claim ?unit WHERE {{ {pattern} }}"
    _put("ontology/checks/too-long-violation.rq", text)(sample)
    before = exports(sample)
    done = run_kg("build", "--project", str(sample))
    assert done.code == 3
    assert done.err.startswith("kg: too-long: claim:")
    assert done.err.endswith(": unit:metre\n")
    assert done.err.count("\n") == 1
    assert exports(sample) == before


def test_all_faults_are_counted_and_verify_lists_them(sample: Path) -> None:
    edit(sample, DOUBTS_CLAIMS, "subject: ada-brook", "subject: nobody")
    edit(sample, DOUBTS_CLAIMS, "~ 300 tonne", "~ 300 stone")
    edit(sample, OPENS_CLAIMS, "via: [vale-chronicle]", "via: [nobody]")
    done = run_kg("build", "--project", str(sample))
    assert done.code == 1
    assert done.err.endswith("(and 2 more: kg verify lists them)\n")
    listed = run_kg("verify", "--project", str(sample))
    assert listed.code == 3
    for place in (f"{DOUBTS_CLAIMS}:6:12: ", f"{DOUBTS_CLAIMS}:23:10: ", f"{OPENS_CLAIMS}:26:8: "):
        assert [line for line in listed.err.splitlines() if line.startswith(place)]


@pytest.mark.parametrize(
    "write",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"\n", b"\r"),
        lambda raw: unicodedata.normalize("NFD", raw.decode()).encode(),
    ],
    ids=["BOM", "CRLF", "CR", "NFD"],
)
def test_other_spellings_of_the_same_text_give_the_same_exports(sample: Path, write: Callable[[bytes], bytes]) -> None:
    before = exports(sample)
    changed = 0
    for path in [*(sample / "data").rglob("*.*"), *(sample / "ontology").rglob("*.*")]:
        raw = path.read_bytes()
        path.write_bytes(write(raw))
        changed += write(raw) != raw
    assert changed
    build(sample)
    after = exports(sample)
    assert before.pop("manifest.json") != after.pop("manifest.json")  # it has the hashes of the inputs
    assert after == before


def test_a_quote_may_be_spelled_in_another_normal_form(sample: Path) -> None:
    claim = "- quote: a sign in the Café Pont\n  subject: low-bridge\n  property: describedAs\n  words: Café Pont\n"
    append(sample, DOUBTS_CLAIMS, unicodedata.normalize("NFD", claim))
    assert run_kg("build", "--project", str(sample)).code == 0
    assert run_kg("verify", "--project", str(sample)).code == 0


def test_what_is_left_out_is_named(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(extract.EXTRACTORS, extract.DEFAULT, "no_such_extractor")
    shutil.move(sample / OPENS, sample / "data/articles/other.md")
    edit(sample, "data/articles/other.md", "id: 1874-07-bridge-opens\n", "")
    done = run_kg("build", "--project", str(sample))
    assert done.code == 0
    assert f"skipped: {OPENS_CLAIMS}: no article '1874-07-bridge-opens': its claims are left out\n" in done.err
    left_out = "skipped: data/articles/other.md:1:1: the article has no claims yet; pip install 'claimgraph[nlp]'"
    assert left_out in done.err
    report = (sample / "exports/report.json").read_text("utf-8")
    assert "its claims are left out" in report
    assert "the article has no claims yet" in report


def test_a_name_of_a_file_cannot_steer_the_terminal(sample: Path) -> None:
    _put("data/articles/\x1b[31mred.md", "x")(sample)
    done = run_kg("build", "--project", str(sample))
    assert done.code == 1
    assert "\x1b" not in done.err


def test_no_project_is_one_line(tmp_path: Path) -> None:
    done = run_kg("build", "--project", str(tmp_path))
    assert done.code == 1
    place = tmp_path.resolve()
    assert done.err == (
        f"kg: {place}: no folder here or above has ontology/ and data/; go to a project or run: kg init DIR\n"
    )


def test_the_sample_itself_is_sound(tmp_path: Path) -> None:
    folder = make_sample(tmp_path / "fresh")
    done = run_kg("build", "--project", str(folder))
    assert done.code == 0
    assert "skipped" not in done.err
