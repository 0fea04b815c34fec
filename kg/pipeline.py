"""Takes a project; gives its exports, or a list of what fails in them; touches `exports/` and the cache.

The only corridor: articles -> claims -> graph -> checks -> files. The rooms do not know each other; they meet here.
Where nobody has read an article yet, a build extracts from it, and keeps what was read in `.cache/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import pyoxigraph as ox

from kg import check, extract, publish, rules
from kg.corpus import Corpus, read_corpus
from kg.errors import BadInput, NotBuilt, Problem, Violations
from kg.export import Dataset, graphml, jsonld, rdf, summary, table
from kg.graph import build_quads, facts, sort_quads
from kg.ontology import WORDING, Ontology, read_ontology
from kg.project import Project
from kg.queries import load_graph, read_questions
from kg.screen import faults_of
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
#: How the manifest says whether a build took proposals in.
_WAY, _REVIEWED_ONLY = "claims", "reviewed only"
_MAX_ROUNDS = 5
_LIBRARIES = ("claimgraph", "pyoxigraph", "networkx", "numpy", "pyvis", "jinja2")

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Report:
    """What a build did: nothing (`fresh`), or the counts of what it wrote and what it left out.

    `claims` and `entities` count the reviewed and the registered ones. `dropped` are proposals that were given up,
    `notes` what should be known of the others. `sparql` is false where the page was drawn without the engine of its
    SPARQL tab.
    """

    fresh: bool
    articles: int = 0
    claims: int = 0
    proposed: int = 0
    entities: int = 0
    triples: int = 0
    dropped: int = 0
    notes: tuple[str, ...] = ()
    skipped: tuple[Problem, ...] = ()
    sparql: bool = True


def build(
    project: Project, *, force: bool = False, reviewed_only: bool = False, progress: Progress = lambda _: None
) -> Report:
    """Bring the exports up to date; with `reviewed_only` without what is only proposed.

    Raises `BadInput` or `Violations` before it touches anything of the last build.
    """
    with publish.locked(project.exports):
        inputs = _inputs(project, reviewed_only=reviewed_only)
        if not force and _is_fresh(project, inputs):
            return Report(fresh=True)
        dataset = _dataset(project, progress, reviewed_only=reviewed_only)
        files = {}
        for name, write in EXPORTS.items():
            progress(f"writing {name}")
            files[name] = write(dataset)
        progress("drawing graph.html")
        files["graph.html"] = _page(project, dataset, files["graph.nq"])
        progress("putting the files in place")
        publish.write(project.exports, files, {"inputs": inputs})
    corpus = dataset.corpus
    return Report(
        fresh=False,
        articles=len(corpus.articles),
        claims=sum(claim.status == "reviewed" for claim in corpus.claims),
        proposed=len(corpus.proposals.claims),
        entities=sum(one.id not in corpus.registry.proposed for one in corpus.entities),
        triples=len({str(quad.triple) for quad in dataset.quads}),
        dropped=sum(count for counts in corpus.proposals.dropped.values() for count in counts.values()),
        notes=corpus.proposals.notes,
        skipped=corpus.skipped,
        sparql=_has_bundle(),
    )


def _has_bundle() -> bool:
    from kg.views.bundle import find_bundle

    return find_bundle() is not None


def is_fresh(project: Project, *, reviewed_only: bool = False) -> bool:
    """Whether the exports are those of the present inputs, and whole.

    Exports that were built without proposals are fresh as such; with `reviewed_only`, only these are.
    """
    if publish.pending(project.exports):
        return False
    recorded = publish.read_manifest(project.exports).get("inputs", {})
    without = reviewed_only or (isinstance(recorded, dict) and recorded.get(_WAY) == _REVIEWED_ONLY)
    return _is_fresh(project, _inputs(project, reviewed_only=without))


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


def _inputs(project: Project, *, reviewed_only: bool) -> dict[str, str]:
    """SHA-256 of every input, and the versions of what the bytes of the exports depend on."""
    found = project.digests()
    found[_WAY] = _REVIEWED_ONLY if reviewed_only else "reviewed and proposed"
    if not reviewed_only:
        found["extractor"] = extract.identify(extract.DEFAULT) or "not installed"
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


def _dataset(project: Project, progress: Progress, *, reviewed_only: bool) -> Dataset:
    progress("reading the ontology")
    ontology = read_ontology(project)
    progress("reading articles and claims")
    corpus, problems = read_corpus(project, ontology.schema, reviewed_only=reviewed_only, extract=progress)
    if problems:
        raise BadInput(*problems)
    for _ in range(_MAX_ROUNDS):
        progress("building the graph")
        quads, violations = _checked(project, ontology, corpus, progress)
        faults = faults_of(corpus.proposals.claims, violations)
        if not faults:
            break
        # What is only proposed and contradicts the ontology is given up, and never fails a build.
        corpus = corpus.without(faults)
    if violations:
        lines = "\n".join(str(violation) for violation in violations)
        raise Violations(lines)
    whole = (*ontology.terms, *_shapes(ontology))
    stand = frozenset(facts(corpus.claims, ontology.schema.inverses))
    return Dataset(corpus, ontology.schema, tuple(quads), whole, stand)


def _checked(
    project: Project, ontology: Ontology, corpus: Corpus, progress: Progress
) -> tuple[list[ox.Quad], list[check.Violation]]:
    """All quads of a corpus, and what they violate."""
    # How texts say a term is for those who read texts: the merged ontology has it, the graph need not carry it.
    terms = [triple for triple in ontology.terms if triple.predicate not in WORDING]
    stated = build_quads(corpus, ontology.schema, terms)
    store = Store(ontology.schema.prefixes)
    store.add(stated)
    derived = rules.apply_rules(project, store)
    described = summary.describe(corpus, ontology.schema, [*stated, *derived])
    store.add(described)
    quads = sort_quads([*stated, *derived, *described])
    progress("checking")
    return quads, _violations(project, ontology, store, quads)


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
