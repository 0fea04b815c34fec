"""Takes a project; gives its exports, or a list of what fails in them; touches only `exports/`.

The only corridor: articles -> claims -> graph -> checks -> files. The rooms do not know each other; they meet here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import pyoxigraph as ox

from kg import check, publish, rules
from kg.corpus import read_corpus
from kg.errors import BadInput, NotBuilt, Problem, Violations
from kg.export import Dataset, graphml, jsonld, rdf, summary, table
from kg.graph import build_quads, facts, sort_quads
from kg.ontology import Ontology, read_ontology
from kg.project import Project
from kg.queries import load_graph, read_questions
from kg.store import Store

#: Export formats: file name -> writer(dataset). A new format is a module in `kg/export/` and a line here.
EXPORTS: dict[str, Callable[[Dataset], bytes]] = {
    "claims.csv": table.write_csv,
    "context.jsonld": jsonld.write_context,
    "graph.graphml": graphml.write_graphml,
    "graph.jsonld": jsonld.write_jsonld,
    "graph.nq": rdf.write_nquads,
    "graph.ttl": rdf.write_turtle,
    "ontology.ttl": rdf.write_ontology,
    "report.json": summary.write_report,
}
_LIBRARIES = ("claimgraph", "pyoxigraph", "networkx", "numpy", "pyvis", "jinja2")

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Report:
    """What a build did: nothing (`fresh`), or the counts of what it wrote and what it left out.

    `sparql` is false where the page was drawn without the engine of its SPARQL tab.
    """

    fresh: bool
    articles: int = 0
    claims: int = 0
    entities: int = 0
    triples: int = 0
    skipped: tuple[Problem, ...] = ()
    sparql: bool = True


def build(project: Project, *, force: bool = False, progress: Progress = lambda _: None) -> Report:
    """Bring the exports up to date. Raises `BadInput` or `Violations` before it touches anything of the last build."""
    with publish.locked(project.exports):
        inputs = _inputs(project)
        if not force and _is_fresh(project, inputs):
            return Report(fresh=True)
        dataset = _dataset(project, progress)
        files = {}
        for name, write in EXPORTS.items():
            progress(f"writing {name}")
            files[name] = write(dataset)
        progress("drawing graph.html")
        files["graph.html"] = _page(project, dataset, files["graph.nq"])
        progress("putting the files in place")
        publish.write(project.exports, files, {"inputs": inputs})
    return Report(
        fresh=False,
        articles=len(dataset.corpus.articles),
        claims=len(dataset.corpus.claims),
        entities=len(dataset.corpus.registry.entities),
        triples=len({str(quad.triple) for quad in dataset.quads}),
        skipped=dataset.corpus.skipped,
        sparql=_has_bundle(),
    )


def _has_bundle() -> bool:
    from kg.views.bundle import find_bundle

    return find_bundle() is not None


def is_fresh(project: Project) -> bool:
    """Whether the exports are those of the present inputs, and whole."""
    return not publish.pending(project.exports) and _is_fresh(project, _inputs(project))


def verify(project: Project, progress: Progress = lambda _: None) -> tuple[int, list[str]]:
    """Prove the exports: how many quotes are exact, and a line for everything that fails.

    Checks the inputs, the manifest's hashes, whether the exports are stale, every quote, every shape and every check.
    """
    failures: list[str] = []
    publish.settle(project.exports)
    progress("reading the inputs")
    ontology = read_ontology(project)
    corpus, problems = read_corpus(project, ontology.schema)
    failures += [str(problem) for problem in sorted(set(problems))]
    progress("comparing hashes")
    shown = project.show(project.exports)
    failures += [f"{shown}/{name}: differs from the manifest" for name in publish.changed_files(project.exports)]
    if not failures and not is_fresh(project):
        failures.append(f"{shown}: stale, the inputs have changed since; run: kg build")
    progress("proving quotes")
    try:
        store = load_graph(project)
    except NotBuilt as error:
        return 0, [*failures, str(error)]
    proved, wrong = check.prove_quotes(store, corpus.articles)
    failures += [str(violation) for violation in wrong]
    progress("checking shapes")
    quads = list(store.engine)
    failures += [str(violation) for violation in _violations(project, ontology, store, quads)]
    return proved, failures


def _inputs(project: Project) -> dict[str, str]:
    """SHA-256 of every input, and the versions of what the bytes of the exports depend on."""
    found = project.digests()
    for name in _LIBRARIES:
        try:
            found[f"library {name}"] = version(name)
        except PackageNotFoundError:
            found[f"library {name}"] = "not installed"
    found["program"] = _program()
    return found


def _program() -> str:
    """A hash over the program itself: a changed program may write other bytes."""
    from pathlib import Path

    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and path.suffix != ".pyc" and "shipped" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _is_fresh(project: Project, inputs: dict[str, str]) -> bool:
    recorded = publish.read_manifest(project.exports).get("inputs")
    return json.dumps(recorded, sort_keys=True) == json.dumps(inputs, sort_keys=True) and not publish.changed_files(
        project.exports
    )


def _dataset(project: Project, progress: Progress) -> Dataset:
    progress("reading the ontology")
    ontology = read_ontology(project)
    progress("reading articles and claims")
    corpus, problems = read_corpus(project, ontology.schema)
    if problems:
        raise BadInput(*problems)
    progress("building the graph")
    stated = build_quads(corpus, ontology.schema, ontology.terms)
    store = Store(ontology.schema.prefixes)
    store.add(stated)
    derived = rules.apply_rules(project, store)
    described = summary.describe(corpus, ontology.schema, [*stated, *derived])
    store.add(described)
    quads = sort_quads([*stated, *derived, *described])
    progress("checking")
    if violations := _violations(project, ontology, store, quads):
        lines = "\n".join(str(violation) for violation in violations)
        raise Violations(lines)
    whole = (*ontology.terms, *_shapes(ontology))
    return Dataset(corpus, ontology.schema, tuple(quads), whole, frozenset(facts(corpus.claims)))


def _shapes(ontology: Ontology) -> list[ox.Triple]:
    return [*ontology.shapes, *check.relation_shapes(ontology.schema)]


def _violations(project: Project, ontology: Ontology, store: Store, quads: list[ox.Quad]) -> list[check.Violation]:
    found = check.check_shapes(quads, _shapes(ontology), ontology.schema.prefixes)
    return [*found, *check.check_queries(project, store)]


def _page(project: Project, dataset: Dataset, nquads: bytes) -> bytes:
    from kg.views.collect import collect, collect_sparql
    from kg.views.page import render
    from kg.views.records import PageQuestion

    questions = tuple(
        PageQuestion(name=one.name, summary=one.summary, text=one.text) for one in read_questions(project).values()
    )
    page = collect(dataset, collect_sparql(dataset, questions, nquads))
    return render(page, cache=project.exports / ".layout.json").encode()
