"""Identifiers, and which claims may stand as facts, for claims of every kind."""

from __future__ import annotations

import dataclasses
import unicodedata
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocab
from kg.corpus import Corpus, Description
from kg.errors import KgError, Location, Problem, did_you_mean
from kg.graph import build_quads, disputes, facts
from kg.model import Article, Claim, Condition, Entity, Quantity, Span
from kg.ontology import Ontology, read_ontology
from kg.project import Project
from kg.resolve import Registry, fold

MODALITIES = ("asserted", "denied", "planned", "predicted", "opinion", "questioned", "conditional")
HERE = Location("x", 1, 1)
ARTICLE = Article("a", "A", None, None, "stated", "en", None, None, None, None, "0123456789" * 10, 1, HERE)
PEOPLE = ("ada", "otto")
BRIDGES = ("low", "high")
REGISTRY = Registry(
    {
        name: Entity(name, kind, name.title(), None, (), (), None, None, HERE)
        for names, kind in ((PEOPLE, "Person"), (BRIDGES, "Bridge"))
        for name in names
    }
)


def _claims() -> st.SearchStrategy[Claim]:
    """A relation between few things, so that claims meet; with every modality, status and condition."""

    def make(kind: str, start: int, slots: dict[str, Any]) -> Claim:
        span = Span(start, start + 3, ARTICLE.body[start : start + 3])
        value: dict[str, Any] = {"object": slots.pop("object")}
        if kind == "describedAs":
            value = {"words": span.text}
        if kind == "mainSpan":
            number = Decimal(3)
            value = {"quantity": Quantity(number, number, number, "exact", "metre", span.text)}
        return Claim(article="a", span=span, property=kind, **value, **slots)

    slots = st.fixed_dictionaries(
        {
            "subject": st.sampled_from(BRIDGES),
            "object": st.sampled_from(PEOPLE),
            "modality": st.sampled_from((*MODALITIES, "asserted", "asserted", "denied")),
            "negated": st.booleans(),
            "status": st.sampled_from(["reviewed", "reviewed", "proposed"]),
            "condition": st.sampled_from([None, None, Condition(words="0")]),
            "speaker": st.sampled_from([None, *PEOPLE]),
        }
    )
    kinds = st.sampled_from(["designedBy", "designedBy", "describedAs", "mainSpan"])
    return st.builds(make, kinds, st.integers(0, 90), slots)


def _speaks_against(claim: Claim) -> bool:
    return (claim.modality == "denied") is not claim.negated


def _triple(claim: Claim) -> tuple[str, str, str | None]:
    return claim.subject, claim.property, claim.object


@given(st.lists(_claims(), max_size=12))
def test_only_what_is_stated_and_undisputed_is_a_fact(claims: list[Claim]) -> None:
    against = {_triple(claim) for claim in claims if claim.status == "reviewed" and _speaks_against(claim)}
    assert facts(claims, {}) == {
        claim.id
        for claim in claims
        if claim.object is not None
        and claim.modality == "asserted"
        and claim.status == "reviewed"
        and not claim.negated
        and claim.condition is None
        and _triple(claim) not in against
    }


def test_who_denies_the_inverse_denies_the_claim() -> None:
    span = Span(0, 3, ARTICLE.body[:3])
    said = Claim("a", span, BRIDGES[0], "designedBy", object=PEOPLE[0])
    denied = Claim("a", span, PEOPLE[0], "designs", object=BRIDGES[0], modality="denied")
    inverses = {"designedBy": "designs", "designs": "designedBy"}
    assert disputes([said, denied], inverses) == {said.id: (denied.id,)}
    assert facts([said, denied], inverses) == set()
    assert facts([said, denied], {}) == {said.id}


@pytest.fixture(scope="module")
def ontology(built_sample: Project) -> Ontology:
    """The ontology of the sample."""
    return read_ontology(built_sample)


def test_the_graph_has_a_direct_triple_for_each_fact_and_no_other(ontology: Ontology) -> None:
    schema = ontology.schema
    relations = {iri for name, iri in schema.iris.items() if name in schema.properties}

    @given(st.lists(_claims(), max_size=8, unique_by=lambda claim: claim.id))
    def check(claims: list[Claim]) -> None:
        corpus = Corpus(Description("t", "d", "c", "https://x.example/"), {"a": ARTICLE}, tuple(claims), REGISTRY, ())
        quads = build_quads(corpus, schema, ())
        direct = {(quad.subject, quad.object) for quad in quads if quad.predicate.value in relations}
        entity = schema.prefixes["ent"]
        wanted = {
            (ox.NamedNode(entity + claim.subject), ox.NamedNode(f"{entity}{claim.object}"))
            for claim in claims
            if claim.id in facts(claims, schema.inverses)
        }
        assert direct == wanted
        nodes = {quad.subject for quad in quads if quad.object == ox.NamedNode(vocab.KG + "Claim")}
        assert nodes == {ox.NamedNode(schema.prefixes["claim"] + claim.id) for claim in claims}
        for claim in claims:
            node = ox.NamedNode(schema.prefixes["claim"] + claim.id)
            count = len(
                [
                    quad
                    for quad in quads
                    if quad.subject == node and quad.predicate.value.startswith((vocab.OA, vocab.PROV))
                ]
            )
            assert count == 4

    check()


# --- identifiers -----------------------------------------------------------------------------------------------------


def test_minted_names_never_change() -> None:
    # Who changes these changes the address of every claim that was ever cited.
    assert vocab.mint("a", 1, None, "b") == "e8aec96a5110169d"
    assert vocab.mint() == "e3b0c44298fc1c14"
    claim = Claim(article="a", span=Span(0, 3, "012"), subject="low", property="designedBy", object="ada")
    assert claim.id == "25bd6c158017c35e"


@given(st.lists(st.text(st.characters(exclude_characters="\x1f", exclude_categories=["Cs"])), max_size=5))
def test_minting_is_stable_and_tells_parts_apart(parts: list[str]) -> None:
    name = vocab.mint(*parts)
    assert name == vocab.mint(*parts)
    assert len(name) == 16
    assert int(name, 16) >= 0
    assert name == vocab.mint(*(unicodedata.normalize("NFD", unicodedata.normalize("NFC", part)) for part in parts))
    assert name != vocab.mint(*parts, "x")
    if len(parts) > 1 and parts[0] and parts[1]:
        assert name != vocab.mint(parts[0] + parts[1], *parts[2:])
        shifted = (parts[0] + parts[1][0], parts[1][1:], *parts[2:])
        assert name != vocab.mint(*shifted)


CLAIM = Claim(article="a", span=Span(0, 3, "012"), subject="low", property="designedBy", object="ada")


@pytest.mark.parametrize(
    "change",
    [
        {"article": "b"},
        {"span": Span(0, 4, "0123")},
        {"subject": "high"},
        {"property": "designs"},
        {"object": "otto"},
        {"object": None, "words": "012"},
        {"modality": "denied"},
        {"negated": True},
        {"scope": (("respect", "x"),)},
    ],
    ids="-".join,
)
def test_what_makes_a_claim_itself_changes_its_name(change: dict[str, Any]) -> None:
    assert dataclasses.replace(CLAIM, **change).id != CLAIM.id


@pytest.mark.parametrize(
    "change",
    [{"note": "n"}, {"caveat": "c"}, {"key": "k"}, {"status": "proposed"}, {"role": "r"}, {"speaker": "otto"}],
    ids="-".join,
)
def test_reading_and_review_leave_the_name(change: dict[str, Any]) -> None:
    assert dataclasses.replace(CLAIM, **change).id == CLAIM.id


@pytest.mark.parametrize("text", ["a", "su7-ultra", "2026-02-06-a", "ai-os-6.0", "0"])
def test_ids(text: str) -> None:
    assert vocab.is_id(text)


@pytest.mark.parametrize("text", ["", "A", "a b", "a_b", "-a", "a-", "a--b", "é", "a/b", "../a", "a\n", "a:b", "٤"])
def test_no_ids(text: str) -> None:
    assert not vocab.is_id(text)


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("http://a/b", "p:b"),
        ("http://a/b#c", "q:c"),
        ("http://a/", "<http://a/>"),
        ("urn:x", "<urn:x>"),
    ],
)
def test_short_names_take_the_longest_namespace(iri: str, short: str) -> None:
    assert vocab.shrink(iri, {"p": "http://a/", "q": "http://a/b#"}) == short


# --- words for people ------------------------------------------------------------------------------------------------


@given(st.text(), st.text(), st.text())
def test_a_problem_is_one_line(path: str, message: str, mend: str) -> None:
    text = str(Problem(Location(path, 3, 4), message, mend))
    assert len(text.splitlines()) <= 1
    assert "\n" not in text


def test_places_are_written_as_editors_read_them() -> None:
    assert [str(Location("f", *rest)) for rest in ((), (3,), (3, 7))] == ["f", "f:3", "f:3:7"]


def test_near_words_are_suggested_in_a_fixed_order() -> None:
    assert did_you_mean("brige", {"bridge", "ridge", "tower"}) == "did you mean bridge or ridge?"
    assert did_you_mean("BRIDGE", ["bridge"]) == "did you mean bridge?"
    assert did_you_mean("zzz", ["bridge"], "look it up") == "look it up"


def test_names_differ_only_in_what_distinguishes() -> None:
    assert fold(" ＳＵ７　Ultra ") == fold("su7 ultra")
    assert fold("SU7") != fold("SU7 Ultra")


def test_every_fault_ends_with_a_code_of_its_own() -> None:
    codes = {kind.__name__: kind.exit_code for kind in KgError.__subclasses__()}
    assert codes["Violations"] == 3
    assert {code for name, code in codes.items() if name != "Violations"} == {1}
