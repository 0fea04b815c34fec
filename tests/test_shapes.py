"""Shapes, checks and rules: sound data pass, each fault is found, and an independent judge of SHACL agrees."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from builder import DOUBTS_CLAIMS, OPENS_CLAIMS, ROOT, append, build, edit, run_kg

from kg import check
from kg.model import Schema
from kg.ontology import Ontology, read_ontology
from kg.project import Project
from kg.queries import load_graph
from kg.store import Store

HEAD = """
PREFIX kg: <https://w3id.org/claimgraph/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX : <https://example.org/bridges/ontology#>
PREFIX metric: <https://example.org/bridges/metric#>
PREFIX ent: <https://example.org/bridges/entity/>
PREFIX art: <https://example.org/bridges/article/>
PREFIX claim: <https://example.org/bridges/claim/>
PREFIX graph: <https://example.org/bridges/graph/>
"""
#: The claim that every update below breaks: that on the main span of the Aren Bridge.
ONE = "GRAPH ?g { ?c oa:exact ?quote } FILTER (STR(?quote) = 'main span measures 158 metres')"


def _add(triples: str) -> str:
    return f"INSERT {{ GRAPH ?g {{ {triples} }} }} WHERE {{ {ONE} }}"


def _drop(pair: str) -> str:
    return f"DELETE {{ GRAPH ?g {{ ?c {pair} }} }} WHERE {{ {ONE} GRAPH ?g {{ ?c {pair} }} }}"


#: Name of the shape that must find it -> the update that breaks the dataset so.
BROKEN_SHAPES = {
    "kg:claimSubject": _add("?c rdf:subject ent:low-bridge"),
    "kg:claimPredicate": _drop("rdf:predicate ?any"),
    "kg:claimObject": _drop("rdf:object ?any"),
    "kg:claimModality": _add("?c kg:modality kg:planned"),
    "kg:claimStatus": _drop("kg:status ?any"),
    "kg:claimSpeaker": _add("?c kg:speaker kg:exact"),
    "kg:claimSource": _drop("prov:wasQuotedFrom ?any"),
    "kg:claimQuote": _add("?c oa:exact 'another'"),
    "kg:claimStart": _add("?c oa:start 9999"),
    "kg:claimEnd": _drop("oa:end ?any"),
    "kg:claimWhen": _add("?c kg:when '1874' , '1875'"),
    "kg:claimFrom": _add("?c kg:from '1875-01-01'^^xsd:date ; kg:until '1874-01-01'^^xsd:date"),
    "kg:claimUntil": _add("?c kg:until '1874'"),
    "kg:claimLow": _add("?c kg:low 1.5 , 2.5"),
    "kg:claimHigh": _add("?c kg:high 'many'"),
    "kg:claimBound": _add("?c kg:bound kg:asserted"),
    "kg:claimUnit": _add("?c kg:unit ent:low-bridge"),
    "kg:claimUnitBasis": _add("?c kg:unitBasis kg:exact"),
    "kg:claimCounting": _add("?c kg:counting kg:target , kg:rate"),
    "kg:claimPer": _add("?c kg:per kg:exact"),
    "kg:claimConfidence": _add("?c kg:confidence 1.5"),
    "kg:claimCondition": _add("?c kg:conditionClaim ent:low-bridge"),
    "kg:claimVia": _add("?c kg:via kg:exact"),
    "kg:articleTitle": "DELETE { GRAPH ?g { ?a dcterms:title ?t } } "
    "WHERE { GRAPH ?g { ?a dcterms:title ?t ; a kg:Article } }",
    "kg:articlePublished": "INSERT DATA { GRAPH graph:x { art:1876-bridge-doubts kg:published '1' } }",
    "kg:articleBasis": "INSERT DATA { GRAPH graph:x { art:1876-bridge-doubts kg:basis kg:exact } }",
    "kg:articlePublisher": "INSERT DATA { GRAPH graph:x { art:1876-bridge-doubts dcterms:publisher ent:tom-hale } }",
    "kg:derivationSubject": "INSERT { GRAPH ?g { ?d rdf:subject ent:tom-hale } } "
    "WHERE { GRAPH ?g { ?d a kg:Derivation } }",
    "kg:derivationPredicate": "DELETE { GRAPH ?g { ?d rdf:predicate ?p } } "
    "WHERE { GRAPH ?g { ?d a kg:Derivation ; rdf:predicate ?p } }",
    "kg:derivationObject": "INSERT { GRAPH ?g { ?d rdf:object ent:tom-hale } } "
    "WHERE { GRAPH ?g { ?d a kg:Derivation } }",
    "kg:derivationRule": "DELETE WHERE { GRAPH ?g { ?d kg:byRule ?rule } }",
    "kg:derivationSource": "DELETE WHERE { GRAPH ?g { ?d prov:wasDerivedFrom ?source } }",
    "kg:derivationQuote": "INSERT { GRAPH ?g { ?d oa:exact 'x' } } WHERE { GRAPH ?g { ?d a kg:Derivation } }",
    "kg:EntityShape": "INSERT DATA { GRAPH graph:x { ent:new skos:prefLabel 'new' ; rdfs:label 'new' } }",
    "kg:entityLabel": "DELETE WHERE { GRAPH graph:registry { ent:tom-hale rdfs:label ?label } }",
    "kg:entityName": "INSERT DATA { GRAPH graph:x { ent:tom-hale skos:prefLabel 'Thomas'@en } }",
    ":designsShape": "INSERT DATA { GRAPH graph:x { ent:low-bridge :designs ent:aren-bridge } }",
    ":designsObjectShape": "INSERT DATA { GRAPH graph:x { ent:tom-hale :designs ent:ada-brook } }",
}
#: Shapes that only gather others.
FRAMES = {"kg:ClaimShape", "kg:ArticleShape", "kg:DerivationShape"}

#: Name of the check that must find it -> the update that breaks the dataset so.
BROKEN_CHECKS = {
    "class-below-itself": "INSERT DATA { GRAPH graph:ontology { :Structure rdfs:subClassOf :Bridge } }",
    "class-without-parent": "INSERT DATA { GRAPH graph:ontology { :Lost a owl:Class } }",
    "count-without-counting": "DELETE WHERE { GRAPH ?g { ?c kg:counting ?any } }",
    "denied-as-fact": "INSERT DATA { GRAPH graph:x { ent:aren-bridge :designedBy ent:otto-finn } }",
    "fact-without-claim": "INSERT DATA { GRAPH graph:x { ent:low-bridge :designedBy ent:tom-hale } }",
    "label-used-twice": "INSERT DATA { GRAPH graph:ontology { :Span a owl:Class ; rdfs:label 'bridge'@en } }",
    "object-outside-range": "DELETE WHERE { GRAPH ?g { ent:ada-brook a ?any } }",
    "property-without-domain": "DELETE WHERE { GRAPH graph:ontology { :designs rdfs:domain ?any } }",
    "subject-outside-domain": "DELETE WHERE { GRAPH ?g { ent:ada-brook a ?any } }",
    "target-as-fact": "DELETE { GRAPH ?g { ?c kg:modality ?m } } INSERT { GRAPH ?g { ?c kg:modality kg:asserted } } "
    "WHERE { GRAPH ?g { ?c kg:counting kg:target ; kg:modality ?m } }",
    "term-without-definition": "DELETE WHERE { GRAPH graph:ontology { :designs skos:definition ?any } }",
    "term-without-example": "DELETE WHERE { GRAPH graph:ontology { kg:planned skos:example ?any } }",
    "term-without-label": "DELETE WHERE { GRAPH graph:ontology { metric:output rdfs:label ?any } }",
}
CHECKS = sorted(path.name for path in (ROOT / "ontology" / "checks").rglob("*.rq"))


@pytest.fixture(scope="module")
def ontology(built_sample: Project) -> Ontology:
    """The ontology of the sample."""
    return read_ontology(built_sample)


@pytest.fixture
def store(built_sample: Project) -> Store:
    """The graph of the sample in a store of its own."""
    return load_graph(built_sample)


def _judge(store: Store, ontology: Ontology) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """(shape, focus) of every violation by the wheel and by pyshacl."""
    quads = sorted(store.engine, key=str)
    shapes = _shapes(ontology)
    ours = check.check_shapes(quads, shapes, ontology.schema.prefixes)
    data = check.serialise(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    theirs = check._check_with_pyshacl(data, check.serialise(shapes), ontology.schema.prefixes)
    found = [{(one.check.removeprefix("shape "), one.focus) for one in violations} for violations in (ours, theirs)]
    return found[0], found[1]


def _shapes(ontology: Ontology) -> list[ox.Triple]:
    return [*ontology.shapes, *check.relation_shapes(ontology.schema)]


# --- shapes ----------------------------------------------------------------------------------------------------------


def test_the_sample_conforms_for_both_judges(store: Store, ontology: Ontology) -> None:
    assert _judge(store, ontology) == (set(), set())


def test_the_shipped_dataset_conforms_for_both_judges(shipped: Project) -> None:
    store, ontology = load_graph(shipped), read_ontology(shipped)
    assert len(store) > 5000
    assert _judge(store, ontology) == (set(), set())
    # The judges did look: with one claim spoilt, both see it.
    store.engine.update(
        f"{HEAD.replace('example.org/bridges', 'x.example')}"
        "DELETE { GRAPH ?g { ?c kg:modality ?m } } WHERE { GRAPH ?g { ?c kg:modality ?m } "
        "{ SELECT ?c { GRAPH ?h { ?c a kg:Claim } } ORDER BY ?c LIMIT 1 } }"
    )
    ours, theirs = _judge(store, ontology)
    assert {shape for shape, _ in ours} == {"kg:claimModality"}
    assert ours == theirs


@pytest.mark.parametrize("name", BROKEN_SHAPES)
def test_both_judges_find_the_same_fault(name: str, store: Store, ontology: Ontology) -> None:
    before = sorted(map(str, store.engine))
    store.engine.update(HEAD + BROKEN_SHAPES[name])
    assert sorted(map(str, store.engine)) != before, "the update changes nothing"
    ours, theirs = _judge(store, ontology)
    assert name in {shape for shape, _ in ours}
    assert {focus for _, focus in ours} == {focus for _, focus in theirs}
    assert {shape for shape, _ in ours} == {shape for shape, _ in theirs}


def test_every_shape_has_a_test(ontology: Ontology) -> None:
    prefixes = ontology.schema.prefixes
    kinds = {prefixes["sh"] + "NodeShape", prefixes["sh"] + "PropertyShape"}
    names = {
        check._short(str(triple.subject), prefixes)
        for triple in ontology.shapes
        if getattr(triple.object, "value", "") in kinds
    }
    assert names - FRAMES == {name for name in BROKEN_SHAPES if name.startswith("kg:")}


def test_every_relation_has_a_shape_of_its_domain_and_range(ontology: Ontology) -> None:
    schema: Schema = ontology.schema
    found = {(str(one.subject), str(one.object)) for one in _shapes(ontology) if one.predicate.value.endswith("#class")}
    relations = [term for term in schema.properties.values() if term.kind == "relation"]
    assert len(relations) == 4
    for term in relations:
        iri = schema.iris[term.name]
        assert (f"<{iri}Shape>", f"<{schema.iris[term.domain]}>") in found
        assert (f"<{iri}ObjectShape>", f"<{schema.iris[term.range]}>") in found


def test_without_the_wheel_the_oracle_checks(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "find_spec", lambda _: None)
    edit(
        sample,
        "ontology/shapes/core.ttl",
        'sh:maxCount 1 ; sh:class kg:Entity ;\n    sh:message "a claim has exactly one subj',
        'sh:class kg:Article ;\n    sh:message "a claim has exactly one subj',
    )
    done = run_kg("build", "--project", str(sample))
    assert done.code == 3
    assert done.err.startswith("kg: shape kg:claimSubject: claim:")


# --- checks ----------------------------------------------------------------------------------------------------------


def test_every_check_is_named_as_one() -> None:
    assert [name for name in CHECKS if not name.endswith("-violation.rq")] == []


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_fires(name: str, store: Store, built_sample: Project) -> None:
    name = name.removesuffix("-violation.rq")
    assert name in BROKEN_CHECKS, "a new check needs a line in BROKEN_CHECKS that makes it fire"
    assert check.check_queries(built_sample, store) == []
    before = sorted(map(str, store.engine))
    store.engine.update(HEAD + BROKEN_CHECKS[name])
    assert sorted(map(str, store.engine)) != before, "the update changes nothing"
    assert name in {violation.check for violation in check.check_queries(built_sample, store)}


@pytest.mark.parametrize(
    ("file", "old", "fault"),
    [
        (
            "ontology/relations/designs.ttl",
            '    skos:example "Ada Brook designed the bridge."@en',
            "term-without-example",
        ),
        ("ontology/classes/Person.ttl", '    skos:definition "A human being."@en ;\n', "term-without-definition"),
        ("ontology/classes/Person.ttl", "    rdfs:subClassOf kg:Entity ;\n", "class-without-parent"),
    ],
)
def test_a_term_out_of_style_stops_the_build(sample: Path, file: str, old: str, fault: str) -> None:
    edit(sample, file, old, '    rdfs:comment "x"' if old.endswith("@en") else "")
    done = run_kg("build", "--project", str(sample))
    assert done.code == 3
    assert fault in done.err


def test_a_target_that_is_told_as_a_fact_stops_the_build(sample: Path) -> None:
    edit(
        sample,
        DOUBTS_CLAIMS,
        "scope: {counting: in-period}\n  modality: conditional\n  condition: {claim: long-span}",
        "scope: {counting: target}",
    )
    done = run_kg("build", "--project", str(sample))
    assert done.code == 3
    assert done.err.startswith("kg: target-as-fact: claim:")


# --- rules -----------------------------------------------------------------------------------------------------------


def test_rules_that_never_end_are_stopped(sample: Path) -> None:
    (sample / "ontology/rules/endless.rq").write_text(
        "CONSTRUCT { ?n rdfs:seeAlso ?next } WHERE { ?x a kg:Claim ; oa:end ?end . OPTIONAL { ?y rdfs:seeAlso ?n0 } "
        "BIND (COALESCE(?n0, ent:tom-hale) AS ?n) BIND (IRI(CONCAT(STR(?n), 'x')) AS ?next) }"
    )
    done = run_kg("build", "--project", str(sample))
    assert done.code == 1
    assert done.err == "kg: ontology/rules: the rules still give news after 12 rounds\n"


def test_what_is_planned_or_negated_derives_nothing(sample: Path) -> None:
    edit(sample, DOUBTS_CLAIMS, "  property: designs\n", "  property: designs\n  modality: planned\n")
    store = load_graph(build(sample))
    assert not store.query("ASK { ent:ada-brook :contributesTo ent:low-bridge }")
    assert not store.query("ASK { ent:low-bridge :designedBy ent:ada-brook }")
    assert store.query("ASK { ent:ada-brook :contributesTo ent:aren-bridge }")


def test_a_derivation_rests_on_what_is_stated_alone(sample: Path) -> None:
    words = "- quote: Ada Brook also designed\n  subject: ada-brook\n  property: designs\n  object: low-bridge\n"
    append(sample, DOUBTS_CLAIMS, f"{words}  modality: opinion\n")
    rows = load_graph(build(sample)).select(
        "SELECT ?mode WHERE { ?d a kg:Derivation ; rdf:subject ent:low-bridge ; rdf:predicate :designedBy ; "
        "prov:wasDerivedFrom ?c . ?c kg:modality ?mode }"
    )
    assert [str(row[0]) for row in rows] == ["<https://w3id.org/claimgraph/core#asserted>"]


def test_members_of_a_class_are_members_of_the_classes_above(built_sample: Project) -> None:
    rows = load_graph(built_sample).select(
        "SELECT ?t WHERE { GRAPH graph:derived { ent:low-bridge a ?t } } ORDER BY ?t"
    )
    types = [str(getattr(row[0], "value", "")).replace("#", "/").rpartition("/")[2] for row in rows]
    assert types == ["Structure", "Entity"]


def test_a_denial_of_the_inverse_is_a_dispute_and_no_fault(sample: Path) -> None:
    fact = ("query", "--project", str(sample), "-e", "ASK { ent:aren-bridge :designedBy ent:ada-brook }")
    assert run_kg(*fact).out == "true\n"
    denial = """
- quote: The Aren Bridge, designed by Ada Brook
  subject: ada-brook
  property: designs
  object: aren-bridge
  modality: denied
"""
    append(sample, OPENS_CLAIMS, denial)
    done = run_kg("build", "--project", str(sample))
    assert done.code == 0, done.err
    assert run_kg(*fact).out == "false\n"
    disputed = "ASK { ?c rdf:predicate :designedBy ; kg:disputedBy/rdf:predicate :designs }"
    assert run_kg("query", "--project", str(sample), "-e", disputed).out == "true\n"
