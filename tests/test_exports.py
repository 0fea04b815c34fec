"""What the exported files hold: one graph in several forms, every claim with its source, nothing false as a fact."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from builder import DOUBTS, DOUBTS_CLAIMS, OPENS, OPENS_CLAIMS, build, edit, make_sample, run_kg
from rdflib.compare import isomorphic

from kg import vocab
from kg.corpus import Corpus, read_corpus
from kg.export.summary import MEDIA_TYPES
from kg.export.table import COLUMNS
from kg.graph import build_quads
from kg.model import Schema
from kg.ontology import Ontology, read_ontology
from kg.project import Project
from kg.queries import load_graph, read_questions
from kg.queries import run as run_query
from kg.store import Store

#: The direct triples of the sample, by hand: what is disputed, negated, planned or conditional is not among them.
FACTS = {
    ("aren-bridge", "designedBy", "ada-brook"),
    ("aren-bridge", "resembles", "old-ferry-bridge"),
    ("ada-brook", "designs", "low-bridge"),
    ("low-bridge", "resembles", "aren-bridge"),
}
#: What follows from them by the rules, by hand.
DERIVED = {
    ("ada-brook", "designs", "aren-bridge", "inverse"),
    ("low-bridge", "designedBy", "ada-brook", "inverse"),
    ("ada-brook", "contributesTo", "low-bridge", "sub-property"),
    ("ada-brook", "contributesTo", "aren-bridge", "sub-property"),
    ("old-ferry-bridge", "resembles", "aren-bridge", "symmetric"),
    ("aren-bridge", "resembles", "low-bridge", "symmetric"),
}


@pytest.fixture(scope="module", params=["sample", "shipped"])
def project(request: pytest.FixtureRequest) -> Project:
    """The sample, then the shipped project."""
    name = "built_sample" if request.param == "sample" else "shipped"
    found: Project = request.getfixturevalue(name)
    return found


@pytest.fixture(scope="module")
def read(project: Project) -> tuple[Ontology, Corpus]:
    """What the inputs of the project say."""
    ontology = read_ontology(project)
    corpus, problems = read_corpus(project, ontology.schema)
    assert problems == []
    return ontology, corpus


def _quads(project: Project) -> list[ox.Quad]:
    return list(ox.parse((project.exports / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))


def _merged(project: Project) -> set[str]:
    return {str(quad.triple) for quad in _quads(project)}


def _canonical(path: Path, form: ox.RdfFormat) -> ox.Dataset:
    """The triples of a file, all in the default graph, with canonical names for blank nodes."""
    dataset = ox.Dataset(
        ox.Quad(quad.subject, quad.predicate, quad.object) for quad in ox.parse(path.read_bytes(), format=form)
    )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _select(store: Store, text: str) -> list[tuple[str, ...]]:
    return [
        tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in store.select(text)
    ]


def _is_stated(quad: ox.Quad) -> bool:
    return not str(getattr(quad.graph_name, "value", "")).endswith("/derived")


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


# --- RDF -------------------------------------------------------------------------------------------------------------


def test_nquads_are_sorted_and_said_once(project: Project) -> None:
    lines = (project.exports / "graph.nq").read_bytes().splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) > 900


@pytest.mark.parametrize(("name", "form"), [("graph.nq", ox.RdfFormat.N_QUADS), ("graph.ttl", ox.RdfFormat.TURTLE)])
def test_no_node_is_blank(project: Project, name: str, form: ox.RdfFormat) -> None:
    for quad in ox.parse((project.exports / name).read_bytes(), format=form):
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_turtle_and_jsonld_say_what_the_nquads_say(project: Project) -> None:
    nquads = _canonical(project.exports / "graph.nq", ox.RdfFormat.N_QUADS)
    assert len(nquads) == len(_merged(project))
    assert _canonical(project.exports / "graph.ttl", ox.RdfFormat.TURTLE) == nquads
    assert _canonical(project.exports / "graph.jsonld", ox.RdfFormat.JSON_LD) == nquads


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # by its own parsers
def test_rdflib_reads_the_same_graph_in_all_forms(built_sample: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError(f"the network was asked for {arguments}")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    graphs = {}
    for name, form in (("graph.ttl", "turtle"), ("graph.jsonld", "json-ld"), ("graph.nq", "nquads")):
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=(built_sample.exports / name).read_bytes(), format=form)
        graphs[name] = rdflib.Graph()
        for triple in dataset.triples((None, None, None)):
            graphs[name].add(triple)
    assert len(graphs["graph.ttl"]) == len(_merged(built_sample))
    assert isomorphic(graphs["graph.ttl"], graphs["graph.nq"])
    assert isomorphic(graphs["graph.ttl"], graphs["graph.jsonld"])


def test_the_context_is_that_of_the_document(project: Project) -> None:
    document = json.loads((project.exports / "graph.jsonld").read_bytes())
    context = json.loads((project.exports / "context.jsonld").read_bytes())
    assert context == {"@context": document["@context"]}
    nodes = [node["@id"] for node in document["@graph"]]
    assert len(nodes) == len(set(nodes)) > 50


def test_the_ontology_is_exported_whole(project: Project, read: tuple[Ontology, Corpus]) -> None:
    exported = set(_canonical(project.exports / "ontology.ttl", ox.RdfFormat.TURTLE))
    terms = {ox.Quad(one.subject, one.predicate, one.object) for one in read[0].terms}
    assert terms <= exported
    shapes = [quad for quad in exported if quad.object == ox.NamedNode(vocab.SH + "NodeShape")]
    relations = [one for one in read[0].schema.properties.values() if one.kind == "relation"]
    assert len(shapes) == len(relations) + 4  # claims, articles, derivations, entities


def test_each_article_is_a_named_graph(project: Project, read: tuple[Ontology, Corpus]) -> None:
    _, corpus = read
    prefixes = read[0].schema.prefixes
    graphs = Counter(quad.graph_name.value for quad in _quads(project) if isinstance(quad.graph_name, ox.NamedNode))
    own = {prefixes["art"] + one for one in corpus.articles}
    others = {prefixes["graph"] + one for one in ("registry", "ontology", "derived", "dataset")}
    assert set(graphs) == own | others
    claims = {claim.id: claim.article for claim in corpus.claims}
    seen = set()
    for quad in _quads(project):
        name = getattr(quad.subject, "value", "")
        if _is_stated(quad) and name.startswith(prefixes["claim"]):
            claim = name.removeprefix(prefixes["claim"])
            assert quad.graph_name == ox.NamedNode(prefixes["art"] + claims[claim])
            seen.add(claim)
    assert seen == set(claims)


@pytest.mark.parametrize(
    ("article", "claims"), [(DOUBTS, DOUBTS_CLAIMS), (OPENS, OPENS_CLAIMS)], ids=["doubts", "opens"]
)
def test_an_article_is_removable(sample: Path, article: str, claims: str) -> None:
    # The claim that both articles dispute is set apart: what it does is the next test.
    edit(sample, OPENS_CLAIMS, "  object: otto-finn\n", "  object: tom-hale\n")
    before = set(_quads(build(sample)))
    (sample / article).unlink()
    (sample / claims).unlink()
    after = set(_quads(build(sample)))
    name = Path(article).stem
    gone, come = before - after, after - before
    graphs = {_local(str(getattr(quad.graph_name, "value", ""))) for quad in gone}
    assert graphs - {"registry"} == {name, "derived", "dataset"}
    # Of the registry goes what nothing else speaks of.
    still = {getattr(term, "value", "") for quad in after for term in (quad.subject, quad.object)}
    entities = {
        getattr(quad.subject, "value", "")
        for quad in gone
        if getattr(quad.graph_name, "value", "").endswith("/registry")
    }
    assert not entities & still
    assert [quad for quad in before if _local(getattr(quad.graph_name, "value", "")) == name and quad in after] == []
    left = {
        getattr(quad.subject, "value", "") for quad in gone if _local(getattr(quad.graph_name, "value", "")) == name
    }
    derived = {quad for quad in gone if getattr(quad.graph_name, "value", "").endswith("/derived")}
    rests = {
        getattr(quad.subject, "value", "")
        for quad in derived
        if quad.predicate.value == vocab.PROV + "wasDerivedFrom"
        and (getattr(quad.object, "value", "") in left or "derived-" in getattr(quad.object, "value", ""))
    }
    assert {
        getattr(quad.subject, "value", "") for quad in derived if "derived-" in getattr(quad.subject, "value", "")
    } == rests
    assert {getattr(quad.graph_name, "value", "").rpartition("/")[2] for quad in come} <= {"dataset"}


def test_without_the_denial_a_claim_stands_again(sample: Path) -> None:
    (sample / OPENS).unlink()
    store = load_graph(build(sample))
    assert store.query("ASK { ent:aren-bridge :designedBy ent:otto-finn }")


def test_a_label_or_a_quote_in_no_form_runs_or_breaks(built_sample: Project) -> None:
    # otto-finn has an escape character among his names and markup in his definition.
    text = (built_sample.exports / "graph.html").read_text("utf-8")
    assert "<b>bold</b>" not in text
    assert "\x1b" not in text


# --- claims ----------------------------------------------------------------------------------------------------------


def test_direct_triples_are_the_facts_and_no_others(built_sample: Project) -> None:
    store = load_graph(built_sample)
    rows = _select(
        store,
        "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER (STRSTARTS(STR(?p), STR(:)) && ?g != graph:derived) "
        "FILTER NOT EXISTS { ?s a kg:Claim } }",
    )
    assert {tuple(_local(one) for one in row) for row in rows} == FACTS
    assert len(rows) == len(FACTS)


def test_derived_statements_are_marked_and_are_no_sources(built_sample: Project) -> None:
    store = load_graph(built_sample)
    rows = _select(
        store,
        "SELECT ?s ?p ?o ?rule WHERE { GRAPH graph:derived { ?d a kg:Derivation ; rdf:subject ?s ; rdf:predicate ?p ; "
        "rdf:object ?o ; kg:byRule ?rule . ?s ?p ?o } }",
    )
    assert {tuple(_local(one) for one in row) for row in rows} == DERIVED
    direct = "SELECT ?s ?p ?o WHERE { GRAPH graph:derived { ?s ?p ?o } FILTER (STRSTARTS(STR(?p), STR(:))) }"
    assert {tuple(map(_local, row)) for row in _select(store, direct)} == {row[:3] for row in DERIVED}


def test_every_derivation_rests_on_claims_and_quotes_nothing(project: Project) -> None:
    store = load_graph(project)
    assert store.query("ASK { ?d a kg:Derivation }")
    assert not store.query("ASK { ?d a kg:Derivation FILTER NOT EXISTS { ?d prov:wasDerivedFrom ?source } }")
    assert not store.query("ASK { ?d a kg:Derivation ; oa:exact|oa:start|prov:wasQuotedFrom|kg:speaker ?any }")
    assert not store.query("ASK { ?d a kg:Derivation , kg:Claim }")
    # Every chain of derivations ends in a claim that is stated as a fact.
    assert not store.query(
        "ASK { ?d a kg:Derivation FILTER NOT EXISTS { ?d prov:wasDerivedFrom+ ?c . ?c a kg:Claim ; "
        "kg:modality kg:asserted ; kg:status kg:reviewed } }"
    )


def test_direct_triples_are_what_the_claims_allow(project: Project, read: tuple[Ontology, Corpus]) -> None:
    _, corpus = read
    relations = {name for name, term in read[0].schema.properties.items() if term.kind == "relation"}
    allowed = {
        (claim.subject, claim.property, claim.object)
        for claim in corpus.claims
        if claim.modality == "asserted" and claim.status == "reviewed" and not claim.negated and not claim.condition
    }
    against = {
        (claim.subject, claim.property, claim.object)
        for claim in corpus.claims
        if (claim.modality == "denied") != claim.negated
    }
    derived = ox.NamedNode(read[0].schema.prefixes["graph"] + "derived")
    direct = {
        (_local(str(getattr(quad.subject, "value", ""))), name, _local(str(getattr(quad.object, "value", ""))))
        for quad in _quads(project)
        if (name := _local(quad.predicate.value)) in relations
        and quad.predicate.value.startswith(read[0].schema.prefixes[""])
        and quad.graph_name != derived
    }
    assert direct == {triple for triple in allowed - against if triple[1] in relations}
    assert against


def test_no_direct_triple_is_disputed(project: Project) -> None:
    store = load_graph(project)
    disputed = "?s ?p ?o . ?c a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
    assert not store.query(f"ASK {{ {disputed} kg:modality kg:denied FILTER NOT EXISTS {{ ?c kg:negated true }} }}")
    assert not store.query(f"ASK {{ {disputed} kg:negated true ; kg:modality ?m FILTER (?m != kg:denied) }}")


def test_figures_and_words_have_no_direct_triples(project: Project) -> None:
    store = load_graph(project)
    for kind in ("kg:Metric", "kg:Attribute"):
        assert store.query(f"ASK {{ ?p a {kind} . ?c rdf:predicate ?p }}")
        assert not store.query(f"ASK {{ ?p a {kind} . ?s ?p ?o }}")


def test_standard_reification_finds_every_claim(project: Project, read: tuple[Ontology, Corpus]) -> None:
    _, corpus = read
    rows = _select(
        load_graph(project),
        "SELECT ?c WHERE { ?c a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
        "prov:wasQuotedFrom ?a ; oa:exact ?q . ?a a kg:Article }",
    )
    assert sorted(_local(row[0]) for row in rows) == sorted(claim.id for claim in corpus.claims)


def test_every_quote_is_a_slice_of_its_article(project: Project, read: tuple[Ontology, Corpus]) -> None:
    _, corpus = read
    rows = _select(
        load_graph(project),
        "SELECT ?a ?q ?start ?end WHERE { ?c a kg:Claim ; prov:wasQuotedFrom ?a ; oa:exact ?q ; oa:start ?start ; "
        "oa:end ?end }",
    )
    assert len(rows) == len(corpus.claims)
    for article, quote, start, end in rows:
        assert corpus.articles[_local(article)].body[int(start) : int(end)] == quote


def test_offsets_count_code_points(built_sample: Project) -> None:
    # Before this quote stand a bridge and a Fraktur letter, one character each, and two or four units in other codes.
    text = (built_sample.root / DOUBTS).read_text("utf-8")
    body = text.partition("\n---\n")[2]
    assert "🌉" in body
    assert "𝔄" in body
    with (built_sample.exports / "claims.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["quote"] == "Otto Finn designed the Aren Bridge"]
    assert int(row["start"]) == body.index("Otto Finn designed")
    assert int(row["end"]) - int(row["start"]) == len(row["quote"])
    assert (row["paragraph"], row["sentence"]) == ("2", "1")


#: The core of a claim and its testimony; everything else that a claim has is provenance.
CORE = {
    *(vocab.RDF + one for one in ("type", "subject", "predicate", "object")),
    *(vocab.KG + one for one in ("low", "high", "bound", "unit", "unitBasis", "valueText", "isReading")),
    *(vocab.KG + one for one in ("when", "from", "until", "whenBasis", "whenText")),
    *(vocab.KG + one for one in ("modality", "negated", "condition", "conditionClaim", "caveat", "note")),
    *(vocab.KG + one for one in ("speakerRole", "speakerChain", "via", "textPart")),
}


def test_a_claim_has_at_most_eight_provenance_triples(project: Project, read: tuple[Ontology, Corpus]) -> None:
    schema = read[0].schema
    core = CORE | {term.iri for term in schema.scopes.values()}
    counts: Counter[str] = Counter()
    for quad in _quads(project):
        name = getattr(quad.subject, "value", "")
        if name.startswith(schema.prefixes["claim"]) and _is_stated(quad) and quad.predicate.value not in core:
            counts[name] += 1
    assert len(counts) == len(read[1].claims)
    # What a program proposes is told with the program, how sure it is, and why: three more.
    proposed = {schema.prefixes["claim"] + claim.id for claim in read[1].claims if claim.status == "proposed"}
    assert {count for name, count in counts.items() if name not in proposed} == {8}
    assert {count for name, count in counts.items() if name in proposed} <= {11}


def test_a_time_keeps_its_precision_and_has_bounds(built_sample: Project) -> None:
    rows = _select(
        load_graph(built_sample),
        "SELECT ?when ?from ?until ?basis WHERE { ?c a kg:Claim ; kg:when ?when ; kg:from ?from ; kg:until ?until ; "
        "kg:whenBasis ?basis } ORDER BY ?when",
    )
    assert [(*row[:3], _local(row[3])) for row in rows] == [
        ("1873", "1873-01-01", "1873-12-31", "stated"),
        ("1875", "1875-01-01", "1875-12-31", "derived"),
        ("1877-H1", "1877-01-01", "1877-06-30", "stated"),
    ]


def test_a_condition_points_to_its_claim(built_sample: Project) -> None:
    rows = _select(
        load_graph(built_sample),
        "SELECT ?quote ?on WHERE { ?c kg:conditionClaim ?k ; oa:exact ?quote . ?k oa:exact ?on }",
    )
    assert rows == [
        (
            "Brook & Sons casts 300 tonnes in the first half of 1877",
            "Its main span will measure 90 to 95 metres, she expects",
        )
    ]


def test_the_chain_of_speakers_is_kept(built_sample: Project) -> None:
    rows = _select(
        load_graph(built_sample), "SELECT ?chain ?role WHERE { ?c kg:speakerChain ?chain ; kg:speakerRole ?role }"
    )
    assert rows == [("Tom Hale > Vale Chronicle > A bridge over the Aren", "the mayor")]


# --- tables and networks ---------------------------------------------------------------------------------------------


def test_the_table_has_every_claim_with_every_slot(project: Project, read: tuple[Ontology, Corpus]) -> None:
    _, corpus = read
    raw = (project.exports / "claims.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode(), newline="")))
    assert raw.count(b"\r\n") == len(rows) + 1
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(corpus.claims)
    for row, claim in zip(rows, corpus.claims, strict=True):
        assert row["id"] == claim.id
        assert row["quote"] == claim.span.text
        assert (int(row["start"]), int(row["end"])) == (claim.span.start, claim.span.end)
        assert row["subject"] == claim.subject
        assert row["property"] == claim.property
        assert row["object"] == (claim.object or "")
        assert row["words"] == (claim.words or "")
        assert row["modality"] == claim.modality
        assert row["negated"] == str(claim.negated).lower()
        assert row["speaker"] == (claim.speaker or claim.article)
        assert row["when"] == (claim.when.text if claim.when else "")
        assert row["scope"] == "; ".join(f"{key}={value}" for key, value in claim.scope)
        assert row["note"] == (claim.note or "")
        if claim.quantity and claim.quantity.number is not None:
            assert float(row["number"]) == float(claim.quantity.number)
            assert row["value_text"] in row["quote"]
        if claim.quantity:
            assert (row["bound"], row["unit"]) == (claim.quantity.bound, claim.quantity.unit)


def test_the_network_opens_with_types(project: Project, read: tuple[Ontology, Corpus]) -> None:
    _, corpus = read
    graph: Any = nx.read_graphml(project.exports / "graph.graphml", force_multigraph=True)
    assert graph.is_directed()
    assert set(graph.nodes) == {one.id for one in corpus.entities}
    for _, node in graph.nodes(data=True):
        assert isinstance(node["label"], str)
        assert type(node["claims"]) is int
    edges = {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}
    claims = {claim.id: claim for claim in corpus.claims if claim.object}
    assert set(edges) == set(claims)
    for key, (source, target, data) in edges.items():
        claim = claims[key]
        assert (source, target) == (claim.subject, claim.object)
        assert type(data["fact"]) is bool
        assert type(data["negated"]) is bool
        assert type(data["start"]) is int
        assert (data["relation"], data["modality"], data["quote"]) == (claim.property, claim.modality, claim.span.text)
        assert data["fact"] <= (claim.modality == "asserted" and not claim.negated and claim.condition is None)
    assert {data["fact"] for _, _, data in edges.values()} == {True, False}


def test_characters_that_xml_cannot_hold_are_replaced(built_sample: Project) -> None:
    graph: Any = nx.read_graphml(built_sample.exports / "graph.graphml")
    assert graph.nodes["otto-finn"]["aliases"] == "Otto \ufffd[31mFinn"
    assert graph.nodes["otto-finn"]["definition"] == 'A rival; <b>bold</b> & "quoted".'
    assert graph.nodes["aren-bridge"]["zh"] == "阿伦桥"


# --- the account of itself -------------------------------------------------------------------------------------------


def _count(store: Store, pattern: str, by: str) -> dict[str, int]:
    rows = _select(store, f"SELECT ?x (COUNT(DISTINCT ?c) AS ?n) WHERE {{ {pattern} }} GROUP BY ?x")
    return {row[0] if by == "text" else _local(row[0]): int(row[1]) for row in rows}


def test_the_report_counts_what_sparql_counts(project: Project) -> None:
    report = json.loads((project.exports / "report.json").read_bytes())
    store = load_graph(project)
    for key, pattern in (
        ("claims by modality", "?c a kg:Claim ; kg:modality/skos:notation ?x ; kg:status kg:reviewed"),
        ("claims by relation", "?c a kg:Claim ; rdf:predicate ?x ; kg:status kg:reviewed"),
        ("claims by status", "?c a kg:Claim ; kg:status/skos:notation ?x"),
        ("claims by article", "?c a kg:Claim ; prov:wasQuotedFrom ?x ; kg:status kg:reviewed"),
        ("entities by class", "GRAPH graph:registry { ?c a ?x }"),
    ):
        told = {name: count for name, count in report[key].items() if count}  # an article may have no claims
        assert told == _count(store, pattern, "text" if "notation" in pattern else "iri"), key
    speakers = _count(
        store, "?c a kg:Claim ; kg:status kg:reviewed ; kg:speaker ?x . FILTER NOT EXISTS { ?x a kg:Article }", "iri"
    )
    own = int(
        _select(
            store, "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim ; kg:status kg:reviewed ; kg:speaker/rdf:type kg:Article }"
        )[0][0]
    )
    assert report["claims by speaker"] == {**speakers, "the article": own}
    for key, pattern in (
        ("claims", "?c a kg:Claim ; kg:status kg:reviewed"),
        ("articles", "?c a kg:Article"),
        ("entities", "GRAPH graph:registry { ?c rdfs:label ?any }"),
        ("negated claims", "?c a kg:Claim ; kg:status kg:reviewed ; kg:negated true"),
    ):
        assert report[key] == int(_select(store, f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ {pattern} }}")[0][0]), key
    assert sum(report["claims by kind"].values()) == report["claims"]
    assert report["triples"] == len(_merged(project))
    assert report["quads"] == len(_quads(project))
    assert report["skipped"] == []
    with (project.exports / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert report["facts"] == sum(row["fact"] == "true" for row in csv.DictReader(file))


def test_the_dataset_describes_itself(project: Project, read: tuple[Ontology, Corpus]) -> None:
    schema: Schema = read[0].schema
    store = load_graph(project)
    own = ox.NamedNode(schema.prefixes["graph"] + "dataset")
    others = [quad for quad in _quads(project) if quad.graph_name != own]
    triples = {str(quad.triple): quad for quad in others}.values()
    types = [quad for quad in triples if quad.predicate.value == vocab.RDF + "type"]
    ((count, entities, classes, properties),) = _select(
        store,
        "SELECT ?triples ?entities ?classes ?properties WHERE { ?d a dcat:Dataset , void:Dataset ; "
        "void:triples ?triples ; void:entities ?entities ; void:classes ?classes ; void:properties ?properties ; "
        "dcterms:title ?title ; dcterms:license ?licence ; dcterms:description ?about ; dcterms:creator ?who }",
    )
    assert int(count) == len(triples)
    assert int(entities) == len(read[1].entities)
    assert int(classes) == len({str(quad.object) for quad in types})
    assert int(properties) == len({quad.predicate.value for quad in triples})
    names = _select(
        store, "SELECT ?t { ?d a dcat:Dataset ; dcat:distribution ?x . ?x dcterms:title ?t ; dcat:mediaType ?m }"
    )
    assert {row[0] for row in names} == set(MEDIA_TYPES)
    assert all((project.exports / name).is_file() for name in MEDIA_TYPES)
    sources = _select(store, "SELECT ?a { ?d a dcat:Dataset ; dcterms:source ?a }")
    assert {_local(row[0]) for row in sources} == set(read[1].articles)


def test_the_program_does_not_need_the_exports_it_writes(built_sample: Project, read: tuple[Ontology, Corpus]) -> None:
    ontology, corpus = read
    quads = build_quads(corpus, ontology.schema, ontology.terms)
    assert [str(quad) for quad in quads] == sorted({str(quad) for quad in quads})


def test_every_named_question_of_the_sample_is_answered(built_sample: Project) -> None:
    store = load_graph(built_sample)
    for question in read_questions(built_sample).values():
        answer = run_query(store, question.text)
        assert isinstance(answer, ox.QuerySolutions)
        assert len(list(answer)) > 0


def test_an_empty_project_builds(tmp_path: Path) -> None:
    folder = make_sample(tmp_path / "sample")
    for part in ("articles", "claims", "entities"):
        for path in (folder / "data" / part).iterdir():
            path.unlink()
    done = run_kg("build", "--project", str(folder))
    assert done.code == 0
    assert done.summary.startswith("0 articles, 0 claims, 0 entities, ")
    assert run_kg("verify", "--project", str(folder)).out == "0 quotes exact, 0 violations\n"
