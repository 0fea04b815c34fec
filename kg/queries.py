"""Takes a SPARQL text or the name of a question; gives its answer from the built graph; touches nothing.

A named question is a file `ontology/queries/<name>.rq` whose first lines are `#+ key: value` comments: `summary`,
`question`, `param`. The file is valid SPARQL as it stands. Parameters are bound as terms, never pasted into the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import publish, vocab
from kg.errors import BadInput, BadQuery, Location, NotBuilt, Problem, did_you_mean
from kg.project import Project
from kg.store import Answer, Store, read_prefixes, turtle_bytes

_HEADER = re.compile(r"#\+\s*(\w+):\s*(.*)")
_VARIABLE = re.compile(r"[?$](\w+)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_SELECT = re.compile(r"\bSELECT\b\s*(?:(?:DISTINCT|REDUCED)\b\s*)?(\*?)", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w?$:@-])([A-Za-z][\w.-]*):(?=[\w%])")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_NOISE = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|<[^<>"{}|^`\\\s]*>|#[^\n]*""")

#: Formats of answers; the table is drawn by the command line.
FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")


@dataclass(frozen=True, slots=True)
class Question:
    """A named query: what it answers in one line, which parameters it takes, and its text."""

    name: str
    summary: str
    asked: tuple[str, ...]
    params: tuple[str, ...]
    text: str
    path: str


#: Takes what is proposed out of a graph: the claims, and the entities that they bring with them.
_DROP_PROPOSED = """
DELETE { GRAPH ?graph { ?proposed ?predicate ?object } }
WHERE { GRAPH ?home { ?proposed kg:status kg:proposed } GRAPH ?graph { ?proposed ?predicate ?object } }
"""


def load_graph(project: Project, *, reviewed_only: bool = False) -> Store:
    """The built graph in a store, with `reviewed_only` without what is only proposed. Raises `NotBuilt`.

    A commit that was interrupted is finished first.
    """
    publish.settle(project.exports)
    path = project.exports / "graph.nq"
    if not path.exists():
        raise NotBuilt(f"{project.show(path)}: the graph is not built yet; run: kg build")
    store = Store(read_prefixes(project))
    store.load(path)
    if reviewed_only:
        store.engine.update(_DROP_PROPOSED, prefixes=store.prefixes)
    return store


def read_questions(project: Project) -> dict[str, Question]:
    """All named questions of a project by name. Raises `BadInput` for one without a summary."""
    found = {}
    for path in project.files(project.queries, ".rq"):
        question = _question(project, path)
        found[question.name] = question
    return found


def _question(project: Project, path: Path) -> Question:
    text, shown = project.read(path), project.show(path)
    header: dict[str, list[str]] = {}
    for line in text.split("\n"):
        match = _HEADER.match(line)
        if not match:
            break
        header.setdefault(match[1], []).append(match[2].strip())
    if not header.get("summary"):
        raise BadInput(Problem(Location(shown, 1, 1), "the query has no summary", "start it with '#+ summary: ...'"))
    names = [one.split()[0] for one in header.get("param", ()) if one]
    return Question(path.stem, header["summary"][0], tuple(header.get("question", ())), tuple(names), text, shown)


def find_question(project: Project, name: str) -> Question:
    """The question of a name. Raises `BadQuery` with the nearest names."""
    path = project.queries / f"{name}.rq"
    if re.fullmatch(r"[a-z0-9-]+", name) and path.is_file():
        return _question(project, path)
    known = [one.stem for one in project.files(project.queries, ".rq")]
    raise BadQuery(f"no question is called {name!r}; {did_you_mean(name, known, 'kg questions lists them')}")


def bind(pairs: Sequence[str], prefixes: Mapping[str, str]) -> dict[str, ox.NamedNode | ox.Literal]:
    """`name=value` texts as terms. Raises `BadQuery` for a pair without a name or a prefix that is not known.

    A value is <an IRI>, prefix:local, a number, true or false, "a text" with an optional @language, or plain text.
    """
    found: dict[str, ox.NamedNode | ox.Literal] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.lstrip("?$")
        if not equals or not re.fullmatch(r"\w+", name):
            raise BadQuery(f"-p {pair!r} is no parameter; write -p name=value")
        found[name] = term_of(value, prefixes)
    return found


def term_of(value: str, prefixes: Mapping[str, str]) -> ox.NamedNode | ox.Literal:
    """The RDF term that a text from the command line stands for."""
    if value.startswith("<") and value.endswith(">"):
        return _named(value[1:-1])
    if match := re.fullmatch(r'"(.*)"(?:@([A-Za-z-]+))?', value, re.DOTALL):
        return _text(match[1], match[2])
    if _INTEGER.fullmatch(value):
        return ox.Literal(value, datatype=ox.NamedNode(vocab.XSD + "integer"))
    if _DECIMAL.fullmatch(value):
        return ox.Literal(value, datatype=ox.NamedNode(vocab.XSD + "decimal"))
    if value in ("true", "false"):
        return ox.Literal(value == "true")
    prefix, colon, local = value.partition(":")
    if colon and prefix in prefixes and not any(sign.isspace() for sign in local):
        return _named(prefixes[prefix] + local)
    return _text(value)


def occurs(store: Store, term: ox.NamedNode | ox.Literal) -> bool:
    """Whether the graph knows the IRI; a literal may be computed or compared, so it counts as known."""
    if isinstance(term, ox.Literal):
        return True
    quads = store.engine.quads_for_pattern
    as_subject, as_object = quads(term, None, None, None), quads(None, None, term, None)
    return any(True for found in (as_subject, as_object, quads(None, term, None, None)) for _ in found)


def _text(value: str, language: str | None = None) -> ox.Literal:
    try:
        return ox.Literal(value, language=language)
    except ValueError as error:
        raise BadQuery(f"{value!r} is no text of the language {language!r}: {error}") from None


def _named(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except (ValueError, TypeError) as error:
        raise BadQuery(f"<{iri}> is no IRI: {error}") from None


def run(store: Store, text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None) -> Answer:
    """The answer to a query, its columns in the order written. Raises `BadQuery`, for an unknown parameter, too.

    The engine gives the columns of `SELECT *` in alphabetical order; there the star is replaced by the variables.
    """
    written = written_variables(text)
    text = with_bindings(text, bindings or {})
    try:
        answer = store.query(text)
    except BadQuery:
        _check_prefixes(text, store.prefixes)
        raise
    if isinstance(answer, ox.QuerySolutions) and (star := _SELECT.search(_mask(text))) and star[1]:
        given = [variable.value for variable in answer.variables]
        ordered = sorted(given, key=written.index)
        if given != ordered:
            names = " ".join(f"?{name}" for name in ordered)
            return store.query(f"{text[: star.start(1)]} {names} {text[star.end(1) :]}")
    return answer


def _check_prefixes(text: str, prefixes: Mapping[str, str]) -> None:
    """Raise `BadQuery` with the first prefix that nobody declares: the engine says only that there is one."""
    mask = _mask(text)
    known = {*prefixes, *_DECLARED.findall(mask)}
    for prefix in _PREFIXED.findall(mask):
        if prefix not in known:
            mend = did_you_mean(prefix, known, f"declare it, or take one of {', '.join(sorted(prefixes))}")
            raise BadQuery(f"the prefix '{prefix}:' is not declared; {mend}")


def with_bindings(text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with its variables bound by a VALUES block at the head of its pattern.

    Each value is an RDF term by then, and stands there as the library writes it, which no value can leave. The engine's
    own substitution would do only for variables of the SELECT clause. Raises `BadQuery`.
    """
    if not bindings:
        return text
    written = written_variables(text)
    for name in bindings:
        if name not in written:
            mend = did_you_mean(name, written, f"it has {', '.join(written)}")
            raise BadQuery(f"the query has no variable ?{name}; {mend}")
    at = _pattern_start(text)
    block = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in bindings.items())
    return f"{text[:at]}{block}{text[at:]}"


def _pattern_start(text: str) -> int:
    """The place behind the brace that opens the pattern of a query; a CONSTRUCT has its template before it."""
    mask = _mask(text)
    form = _FORM.search(mask)
    at, depth = (form.end() if form else 0), 0
    if form and form[1].upper() == "CONSTRUCT":
        at = mask.find("}", at) + 1
    for place in range(at, len(mask)):
        depth += {"(": 1, ")": -1}.get(mask[place], 0)
        if mask[place] == "{" and depth == 0:
            return place + 1
    raise BadQuery("the query has no pattern { ... } in which a parameter could be bound")


def written_variables(text: str) -> list[str]:
    """The variables of a query in the order in which they are first written; those in texts and comments are not."""
    return list(dict.fromkeys(_VARIABLE.findall(_mask(text))))


def _mask(text: str) -> str:
    """The query with its texts, IRIs and comments blanked out, every other character in its place."""
    return _NOISE.sub(lambda match: " " * len(match[0]), text)


def render(answer: Answer, form: str, prefixes: Mapping[str, str]) -> bytes:
    """The answer as csv, tsv, json or xml (the SPARQL 1.1 result formats), or as ttl. Raises `BadQuery`."""
    if isinstance(answer, ox.QueryTriples):
        if form != "ttl":
            raise BadQuery(f"CONSTRUCT and DESCRIBE give triples: there is no {form} of them; take -f ttl")
        triples = {str(triple): triple for triple in answer}
        ordered = [triples[key] for key in sorted(triples)]
        return turtle_bytes(ordered, prefixes)
    if form == "ttl":
        raise BadQuery("ttl is for CONSTRUCT and DESCRIBE; take csv, tsv, json or xml")
    if isinstance(answer, ox.QueryBoolean) and form in ("csv", "tsv"):
        return b"true\n" if answer else b"false\n"
    kinds = ox.QueryResultsFormat
    formats = {"csv": kinds.CSV, "tsv": kinds.TSV, "json": kinds.JSON, "xml": kinds.XML}
    return answer.serialize(format=formats[form]) or b""


def cell(term: object, prefixes: Mapping[str, str]) -> str:
    """A term as a table shows it: short names for IRIs, plain values for literals."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return vocab.shrink(term.value, prefixes)
    return term.value if isinstance(term, ox.Literal) else str(term)
