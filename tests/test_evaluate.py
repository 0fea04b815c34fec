"""The scorer: identical is perfect, empty is nothing, order does not matter, and tables worked by hand."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builder import DOUBTS_CLAIMS, OPENS_CLAIMS, ROOT, SAMPLE, SHARED, edit, run_kg, start_kg
from hypothesis import given
from hypothesis import strategies as st

from kg import corpus, times
from kg.errors import BadInput
from kg.evaluate import Case, Evaluation, score
from kg.evaluate.gold import from_claims
from kg.evaluate.mapping import Mapping, read_mapping
from kg.evaluate.names import Identity
from kg.evaluate.report import errors, to_json
from kg.evaluate.texts import read_gold, read_names
from kg.evaluate.values import names_time, same_time, same_words
from kg.model import Claim, Mention, Quantity, Reading, Schema, Span
from kg.ontology import read_ontology
from kg.project import Project

OPENS_ID = Path(OPENS_CLAIMS).stem
DOUBTS_ID = Path(DOUBTS_CLAIMS).stem

#: What a reader noted in the sample's first article, in words of his own.
GOLD = """
article: 1874-07-bridge-opens
facts:
- {id: f1, subject: Aren Bridge, relation: architect, object: Ada Brook, modality: asserted,
   attribution: null, span: [22, 60], span_text: "The Aren Bridge, designed by Ada Brook"}
- {id: f2, subject: Aren Bridge (new), relation: length, modality: asserted, attribution: null,
   value: {numbers: [158], unit: [m], bound: exact}, span: [89, 118], span_text: Its main span measures 158 me}
- {id: f3, subject: Brook & Sons, relation: castings_in_period, modality: asserted, attribution: null,
   value: {numbers: [1240], unit: [t (metric)], bound: exact, when: 1873},
   span: [149, 196], span_text: "Brook & Sons cast 1,240 tonnes of iron for it i"}
- {id: f4, subject: Brook & Sons, relation: castings_target, modality: target, attribution: Brook & Sons (the firm),
   value: {numbers: [2000], unit: [t (metric)], bound: exact, when: 1875},
   span: [388, 437], span_text: "Brook & Sons wants to cast 2,000 tonnes next year"}
- {id: f5, subject: Aren Bridge, relation: architect, object: Otto Finn, modality: denied, attribution: Tom Hale,
   value: null, span: [448, 488], span_text: "denied that the bridge was designed by O"}
- {id: f6, subject: Tom Hale, relation: walked, object: Aren Bridge, modality: asserted, attribution: null,
   span: [257, 293], span_text: who walked over the bridge twice}
mentions:
- {span: [22, 37], text: The Aren Bridge, type: bridge, canonical: Aren Bridge}
- {span: [51, 60], text: Ada Brook, type: person, canonical: Ada Brook}
- {span: [149, 161], text: Brook & Sons, type: firm, canonical: Brook & Sons}
"""
MAPPING = """
relations:
  architect: {property: designedBy}
  length: [{property: mainSpan}]
  castings_in_period: {property: output, scope: {counting: in-period}}
  castings_target: {property: output, scope: {counting: target}}
  walked: null
types: {bridge: [Structure], person: [Person], firm: [Organisation]}
modalities: {target: planned, denied: [denied, negated]}
units: {m: metre, t (metric): tonne}
"""


@cache
def world() -> tuple[corpus.Corpus, Schema]:
    """The sample's corpus and schema, read where they stand."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp()).resolve() / "sample"
    shutil.copytree(SAMPLE, folder)
    for part in SHARED:
        shutil.copytree(ROOT / "ontology" / part, folder / "ontology" / part)
    project = Project(folder)
    schema = read_ontology(project).schema
    found, problems = corpus.read_corpus(project, schema)
    assert not problems
    shutil.rmtree(folder.parent)
    return found, schema


def reviewed(article: str) -> list[Claim]:
    return [claim for claim in world()[0].claims if claim.article == article]


def measure(proposals: dict[str, Sequence[Claim]], *, same_text: bool = True, samples: int = 0) -> Evaluation:
    """The reviewed claims of the articles as gold, against these proposals."""
    data, schema = world()
    mapping = Mapping(schema)
    cases = []
    for article, claims in proposals.items():
        gold = from_claims(data.articles[article], reviewed(article), mapping, same_text=same_text)
        reading = Reading(article, "test", tuple(claims))
        cases.append(Case(data.articles[article], gold, reading, schema, Identity(data.registry)))
    return score(cases, samples=samples)


def row(result: Evaluation, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(result))["rows"][name]
    return found


def counts(result: Evaluation, name: str) -> tuple[int, int, int, int, int]:
    """gold, covered, found, at gold, right"""
    found = row(result, name)
    gold, covered, proposed, near, right = (found[key] for key in ("gold", "covered", "found", "at_gold", "right"))
    return gold, covered, proposed, near, right


Outcomes = tuple[int, int]

CLAIM_ROWS = ("claims, main slots", "relations", "metrics", "claims, every slot", "triples, strict", "speakers")


# --- laws ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("same_text", [True, False])
def test_what_equals_the_gold_is_perfect(same_text: bool) -> None:
    result = measure({one: reviewed(one) for one in (OPENS_ID, DOUBTS_ID)}, same_text=same_text)
    for name in CLAIM_ROWS:
        found = row(result, name)
        assert found["gold"] > 0
        assert [found[key] for key in ("recall", "precision_strict", "f1_strict", "f1_near")] == [1.0] * 4, name
    for name in ("bound", "when", "scope", "speaker", "modality"):
        assert row(result, name)["accuracy"] == 1.0
    assert row(result, "all facts")["recall"] == 1.0
    assert row(result, "plans, denials, conditionals as asserted")["share"] == 0.0
    assert not [line for line in errors(result) if not line.startswith(("quantities", "times"))]


def test_nothing_found_is_nothing_right() -> None:
    result = measure({OPENS_ID: ()})
    for name in CLAIM_ROWS:
        found = row(result, name)
        assert (found["recall"], found["f1_strict"], found["f1_near"]) == (0.0, 0.0, 0.0)
        assert found["precision_strict"] is None, "nothing was proposed, so that nothing can be wrong"
    assert row(result, "all facts")["recall"] == 0.0
    assert row(result, "plans, denials, conditionals as asserted")["share"] is None


@given(st.randoms(use_true_random=False))
def test_the_order_of_proposals_does_not_matter(chance: random.Random) -> None:
    claims = [*reviewed(OPENS_ID), *(damaged(claim) for claim in reviewed(OPENS_ID))]
    expected = to_json(measure({OPENS_ID: claims}))
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert to_json(measure({OPENS_ID: shuffled})) == expected


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_recall_counts_what_is_there_and_precision_what_is_wrong(kept: set[int], broken: set[int]) -> None:
    claims = reviewed(OPENS_ID)
    assert len(claims) == 10
    proposals = [claims[one] for one in sorted(kept)] + [damaged(claims[one]) for one in sorted(broken)]
    result = measure({OPENS_ID: proposals})
    assert counts(result, "claims, main slots") == (10, len(kept), len(proposals), len(proposals), len(kept))


@given(st.integers(0, 9), st.sampled_from(["when", "speaker", "modality", "bound", "scope"]))
def test_a_wrong_slot_costs_the_whole_claim_and_leaves_the_main_slots(number: int, slot: str) -> None:
    claims = reviewed(OPENS_ID)
    wrong = with_wrong(claims[number], slot)
    result = measure({OPENS_ID: [*claims[:number], wrong, *claims[number + 1 :]]})
    costs = 0 if wrong == claims[number] else 1
    assert counts(result, "claims, main slots") == (10, 10, 10, 10, 10)
    assert counts(result, "claims, every slot") == (10, 10 - costs, 10, 10, 10 - costs)


def damaged(claim: Claim) -> Claim:
    """The claim, said of something that it was not said of."""
    return replace(claim, subject="vale-chronicle")


def with_wrong(claim: Claim, slot: str) -> Claim:
    """The claim with one other slot wrong, or the claim itself where the gold has no such slot."""
    if slot == "when":
        return replace(claim, when=times.read("1801"))
    if slot == "speaker":
        return replace(claim, speaker="otto-finn")
    if slot == "modality":
        return replace(claim, modality="questioned")
    if slot == "scope":
        return replace(claim, scope=())
    if claim.quantity is None:
        return claim
    return replace(claim, quantity=replace(claim.quantity, bound="at-least"))


def test_a_fact_is_found_once_however_often_it_is_proposed() -> None:
    claim = reviewed(OPENS_ID)[1]
    short = replace(claim, span=Span(claim.span.start, claim.span.end - 1, claim.span.text[:-1]))
    result = measure({OPENS_ID: [claim, short]})
    assert counts(result, "claims, main slots") == (10, 1, 2, 2, 1)
    assert counts(result, "triples, strict") == (10, 1, 1, 1, 1)
    assert counts(result, "claims, contested") == (10, 1, 1, 1, 1), "said twice is not said wrongly"


def test_the_gold_judges_what_it_speaks_of() -> None:
    designed = reviewed(OPENS_ID)[1]
    silent = replace(designed, subject="low-bridge", property="resembles", object="old-ferry-bridge")
    assert counts(measure({OPENS_ID: [designed, silent]}), "claims, contested") == (10, 1, 1, 1, 1)
    assert counts(measure({OPENS_ID: [designed, silent]}), "claims, main slots") == (10, 1, 2, 2, 1)
    for wrong in (
        replace(designed, object="otto-finn"),
        replace(designed, property="resembles", object="ada-brook"),
        replace(designed, subject="ada-brook", property="designs", object="aren-bridge"),
    ):
        assert counts(measure({OPENS_ID: [designed, wrong]}), "claims, contested") == (10, 1, 2, 2, 1)


def test_a_plan_that_stands_as_asserted_is_counted() -> None:
    claims = reviewed(OPENS_ID)
    bare = [replace(claim, modality="asserted", negated=False, condition=None) for claim in claims]
    result = measure({OPENS_ID: bare})
    # planned output, denied designer, conditional output
    share = row(result, "plans, denials, conditionals as asserted")
    assert (share["gold"], share["covered"], share["share"]) == (3, 3, 1.0)
    kept = [claim if claim.modality == "denied" else plain for claim, plain in zip(claims, bare, strict=True)]
    share = row(measure({OPENS_ID: kept}), "plans, denials, conditionals as asserted")
    assert (share["gold"], share["covered"], share["share"]) == (3, 2, 0.6667)


# --- intervals and confidences ---------------------------------------------------------------------------------------


def test_intervals_span_the_articles_and_stay_the_same() -> None:
    proposals: dict[str, Sequence[Claim]] = {OPENS_ID: reviewed(OPENS_ID), DOUBTS_ID: ()}
    result = measure(proposals, samples=500)
    found = row(result, "claims, main slots")
    # One article is all right, the other all missed: draws of two articles give 0, 10 of 15 or 1.
    assert found["recall"] == round(10 / 15, 4)
    assert found["recall_interval"] == [0.0, 1.0]
    assert found["precision_strict_interval"] == [1.0, 1.0]
    assert to_json(measure(proposals, samples=500)) == to_json(result)
    assert "recall_interval" not in row(measure({OPENS_ID: ()}, samples=500), "claims, main slots"), "no spread of one"


def test_reliability_by_hand() -> None:
    claims = reviewed(OPENS_ID)
    proposals = [
        replace(claims[0], confidence=Decimal("0.92")),
        replace(claims[1], confidence=Decimal("0.98")),
        replace(damaged(claims[2]), confidence=Decimal("1")),
        replace(claims[3], confidence=Decimal("0.5")),
        replace(damaged(claims[4]), confidence=Decimal("0.59")),
        claims[5],
    ]
    found = json.loads(to_json(measure({OPENS_ID: proposals})))["reliability"]
    told = [(one["low"], one["high"], one["proposals"], one["right"], one["confidence"]) for one in found["bins"]]
    assert told == [(0.5, 0.6, 2, 1, 0.545), (0.9, 1.0, 3, 2, 0.9667)]
    # (2 * |0.545 - 1/2| + 3 * |0.9667 - 2/3|) / 5
    assert found["calibration_error"] == pytest.approx((2 * 0.045 + 3 * 0.3) / 5, abs=1e-4)


# --- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2025-Q1", "2025-01/2025-03", True),
        ("2025-01-01/2025-03-31", "2025-Q1", True),
        ("2025-05", "2025-05-01", False),
        ("2025", "2025-01", False),
        ("2025-05/..", "2025-05", False),
        ("2025-05~", "2025-05", True),
        ("2025-05-01T10:00", "2025-05-01", False),
    ],
)
def test_times_are_the_same_by_the_days_that_they_cover(one: str, other: str, same: bool) -> None:
    assert same_time(times.read(one), times.read(other)) is same
    assert same_time(times.read(other), times.read(one)) is same
    assert not same_time(times.read(one), None)
    assert same_time(None, None)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("opened in May", True),
        ("it may open", False),
        ("by Q3", True),
        ("in 1H", True),
        ("last week", True),
        ("over 5,000 of them", False),
        ("the augury", False),
    ],
)
def test_words_that_carry_a_time(words: str, told: bool) -> None:
    assert names_time(words) is told


def test_wordings() -> None:
    assert same_words("did not sell well", "sell well")
    assert same_words("a very fine work", "the fine work, very")
    assert not same_words("a fine work", "a poor thing")
    assert not same_words("…", "…")


def test_names_resolve_by_the_most_faithful_spelling() -> None:
    data, _ = world()
    known = Identity(
        data.registry,
        {"the rival": ("otto-finn",)},
        {"Hale (letter)": ("tom-hale",), "Ada Brook": ("otto-finn",)},
        {"new-bridge": ("New Bridge", "The New Bridge")},
    )
    assert known.speaks("Hale (letter)", "tom-hale")
    assert known.speaks("Ada Brook", "otto-finn"), "the mapping decides"
    assert known.speaks("Tom Hale", "tom-hale")
    assert known.speaks(None, None)
    assert not known.speaks("Tom Hale", None)
    assert not known.speaks(None, "tom-hale")
    assert known.same("Aren Bridge (old, stone)", "aren-bridge")
    assert known.same("阿伦桥", "aren-bridge")
    assert known.same("the rival", "otto-finn")
    assert not known.same("Aren Bridge", "old-ferry-bridge")
    assert known.same("the new-bridge", "new-bridge"), "letters and digits of a name that nobody registered"
    assert not known.same("Newer Bridge", "new-bridge")
    assert known.same("Ada Brook; Tom Hale", "tom-hale")
    assert known.same("Brook & Sons: founder", "brook-and-sons")
    assert not known.same("Brook & Sons", None)


def test_units_of_the_mapping() -> None:
    _, schema = world()
    mapping = read_mapping("units: {yard: {unit: metre, times: 0.9144}}", "map.yaml", schema)
    assert mapping.unit("yard") == ("metre", Decimal("0.9144"))
    assert mapping.unit("metres") == ("metre", Decimal(1))
    assert mapping.unit("tonnes/year") == ("tonne", Decimal(1))
    assert mapping.unit("tonnes mn") == ("tonne", Decimal(1_000_000))
    assert mapping.unit("furlongs") == ("furlongs", Decimal(1))


# --- a table worked by hand, through the command line ----------------------------------------------------------------


@pytest.fixture
def gold(sample: Path) -> Path:
    """The folder of the gold, with its mapping; the spans are set right by their words."""
    folder = sample / "gold"
    folder.mkdir()
    body = (sample / f"data/articles/{OPENS_ID}.md").read_text("utf-8").partition("\n---\n")[2]
    (folder / f"{OPENS_ID}.yaml").write_text(placed(GOLD, body), "utf-8")
    (folder / "relations.yaml").write_text(MAPPING, "utf-8")
    return folder


def placed(text: str, body: str) -> str:
    from ruamel.yaml import YAML

    tree = YAML(typ="safe").load(text)
    for entry in [*tree["facts"], *tree["mentions"]]:
        words = entry.get("span_text", entry.get("text"))
        start = body.index(words)
        entry["span"] = [start, start + len(words)]
    return json.dumps(tree)  # JSON is YAML


def lines(entries: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps({"article": OPENS_ID, **entry}) + "\n" for entry in entries)


def at(body: str, quote: str) -> dict[str, Any]:
    start = body.index(quote)
    return {"start": start, "end": start + len(quote)}


def proposals(body: str) -> str:
    def claim(quote: str, **slots: Any) -> dict[str, Any]:
        return {"quote": quote, **at(body, quote), "extractor": "hand/1", "confidence": 0.9, **slots}

    def note(kind: str, text: str, **slots: Any) -> dict[str, Any]:
        return {"kind": kind, "text": text, **at(body, text), **slots}

    tonnes = {"number": 1240, "low": 1240, "high": 1240, "unit": "tonne", "bound": "about", "text": "1,240"}
    planned = {"number": 2000, "low": 2000, "high": 2000, "unit": "metre", "bound": "exact", "text": "2,000"}
    return lines(
        [
            claim("designed by Ada Brook", subject="aren-bridge", property="designedBy", object="ada-brook"),
            # right in the main slots, with a wrong bound and without scope
            claim("cast 1,240 tonnes", subject="brook-and-sons", property="output", value=tonnes, when="1873"),
            # a wrong unit
            claim("cast 2,000 tonnes next year", subject="brook-and-sons", property="output", value=planned),
            # the denial, stored as asserted
            claim("designed by Otto Finn", subject="aren-bridge", property="designedBy", object="otto-finn"),
            # where the gold is silent
            claim("The Aren Bridge resembles", subject="aren-bridge", property="resembles", object="old-ferry-bridge"),
            note("mention", "Aren Bridge", type="Bridge", entity="aren-bridge"),
            note("mention", "Ada Brook", type="Person", entity="ada-brook"),
            note("mention", "Brook & Sons", type="Person", entity="brook-and-sons"),
            note("mention", "Tom Hale", type="Person", entity="tom-hale"),
            note("mention", "it", type="Bridge", entity="aren-bridge", by="reference"),
            note("amount", "158 metres", value={"number": 158, "low": 158, "high": 158, "unit": "metre"}),
            note("amount", "2,000 tonnes", value={"number": 2000, "low": 2000, "high": 2000, "unit": "tonne"}),
            note("amount", "a few dozen", value={"low": 24, "high": 59, "unit": "tonne", "bound": "range"}),
            note("time", "next year", value="1875"),
            note("time", "4 July 1874", value="1874-07-04"),
        ]
    )


def test_a_table_worked_by_hand(sample: Path, gold: Path) -> None:
    body = (sample / f"data/articles/{OPENS_ID}.md").read_text("utf-8").partition("\n---\n")[2]
    (sample / "found.jsonl").write_text(proposals(body), "utf-8")
    call = ("evaluate", str(gold), "--predictions", str(sample / "found.jsonl"), "--project", str(sample))
    done = run_kg(*call, "-f", "json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert document["extractor"] == "hand/1"
    rows = document["rows"]

    def told(name: str) -> tuple[int, ...]:
        return tuple(rows[name][key] for key in ("gold", "covered", "found", "at_gold", "right"))

    assert told("mentions, exact span") == (3, 2, 4, 3, 2)  # "Aren Bridge" lacks its "The"; "it" does not count
    assert told("mentions, typed") == (3, 1, 4, 3, 1)  # a firm is no person
    assert told("mentions, linked") == (3, 2, 4, 3, 2)
    assert told("quantities, number and unit") == (3, 2, 3, 2, 2)
    assert told("quantities of claims") == (3, 1, 2, 2, 1)
    assert told("times") == (1, 1, 2, 1, 1)  # "1873" stands outside the words of the fact
    assert told("speakers") == (2, 0, 0, 0, 0)
    assert told("claims, main slots") == (5, 3, 5, 4, 3)
    assert told("relations") == (2, 2, 3, 2, 2)
    assert told("metrics") == (3, 1, 2, 2, 1)
    assert told("claims, every slot") == (5, 1, 5, 4, 1)
    assert (rows["bound"]["gold"], rows["bound"]["covered"]) == (1, 0)
    assert (rows["when"]["gold"], rows["when"]["covered"]) == (3, 3)
    assert (rows["scope"]["gold"], rows["scope"]["covered"]) == (1, 0)
    assert (rows["speaker"]["gold"], rows["speaker"]["covered"]) == (3, 2)
    assert (rows["modality"]["gold"], rows["modality"]["covered"]) == (3, 2)
    assert (rows["all facts"]["gold"], rows["all facts"]["covered"]) == (6, 3)
    assert rows["plans, denials, conditionals as asserted"]["share"] == 1.0
    assert rows["claims, main slots"]["precision_near"] == 0.75
    assert rows["claims, main slots"]["f1_strict"] == 0.6
    assert document["reliability"]["bins"][0]["right"] == 3
    assert run_kg(*call, "-f", "json").out == done.out
    table = run_kg(*call)
    assert table.code == 0
    assert "claims, main slots" in table.out
    assert "mean gap between confidence and precision at gold: 0.15" in table.out
    listed = run_kg(*call, "--errors").out
    firm = body.index("Brook & Sons")
    place = f"{OPENS_ID}:{firm}-{firm + 12}"
    assert f"mentions, typed\twrong\t{place}\tBrook & Sons (Person, brook-and-sons)\n" in listed
    assert "claims, main slots\tmiss" in listed


def test_modalities_of_a_denial() -> None:
    _, schema = world()
    mapping = read_mapping("modalities: {denied: [denied, negated]}", "map.yaml", schema)
    assert set(mapping.readings("denied")) == {("denied", False), ("asserted", True)}
    assert mapping.readings("planned") == (("planned", False),)


def judged(entry: str, fact: dict[str, Any], claim: Claim) -> Outcomes:
    """How the claim does against one fact whose relation the mapping explains so."""
    result = against(entry, fact, claim)
    return row(result, "claims, main slots")["right"], row(result, "claims, every slot")["right"]


def test_the_same_fact_in_other_terms_is_not_wrong() -> None:
    designed = reviewed(OPENS_ID)[1]
    other, wrong = replace(designed, property="resembles"), replace(designed, property="resembles", object="otto-finn")
    either = "[{property: designedBy}, {property: resembles}]"
    ada = {"object": "Ada Brook"}
    assert counts(against(either, ada, designed, other), "claims, main slots") == (1, 1, 2, 1, 1)
    assert counts(against(either, ada, designed, wrong), "claims, main slots") == (1, 1, 2, 2, 1)
    assert counts(against("{property: designedBy}", ada, designed, other), "claims, main slots") == (1, 1, 2, 2, 1)


def test_another_object_of_the_same_fact_is_not_wrong() -> None:
    designed = reviewed(OPENS_ID)[1]
    second = replace(designed, object="otto-finn")
    again = replace(designed, speaker=None, confidence=None)
    both = {"object": "Ada Brook; Otto Finn"}
    assert counts(against("{property: designedBy}", both, designed, second), "claims, main slots") == (1, 1, 2, 1, 1)
    assert counts(against("{property: designedBy}", both, designed, again), "claims, main slots") == (1, 1, 2, 2, 1)
    assert counts(
        against("{property: designedBy}", {"object": "Ada Brook"}, designed, second), "claims, main slots"
    ) == (*(1, 1, 2, 2, 1),)


def against(entry: str, fact: dict[str, Any], *claims: Claim) -> Evaluation:
    """One fact whose relation the mapping explains so, at the words of the first of the proposals."""
    data, schema = world()
    from kg import strictyaml
    from kg.evaluate.gold import read_facts

    article = data.articles[OPENS_ID]
    told = {"subject": "Aren Bridge", "relation": "r", "modality": "asserted", **fact}
    told["span"] = [claims[0].span.start, claims[0].span.end]
    tree = strictyaml.parse(json.dumps({"facts": [told]}), "gold.yaml")
    assert isinstance(tree, strictyaml.Mapping)
    mapping = read_mapping(f"relations: {{r: {entry}}}", "map.yaml", schema)
    gold = read_facts(tree, article, mapping)
    case = Case(article, gold, Reading(article.id, "test", claims), schema, Identity(data.registry))
    return score([case], samples=0)


def test_what_the_mapping_says_of_the_object_of_the_gold() -> None:
    claims = reviewed(OPENS_ID)
    designed, cast = claims[1], claims[3]
    assert designed.property == "designedBy"
    assert cast.property == "output"
    ada = {"object": "Ada Brook"}
    assert judged("{property: designedBy}", ada, designed) == (1, 1)
    assert judged("{property: designedBy}", {"object": "Otto Finn"}, designed) == (0, 0)
    assert judged("{property: [designs, designedBy]}", ada, designed) == (1, 1)
    assert judged("{property: designedBy, inverse: true}", ada, designed) == (0, 0)
    turned = {"subject": "Ada Brook", "object": "Aren Bridge"}
    assert judged("{property: designedBy, inverse: true}", turned, designed) == (1, 1)
    assert judged("{property: designedBy, object: words}", {"object": "the engineer"}, designed) == (1, 1)
    assert judged("{property: designedBy, object: ignored}", {"object": "the engineer"}, designed) == (1, 1)
    assert judged("{property: designedBy}", {"subject": "Ada Brook"}, designed) == (1, 1), "at either end"
    assert judged("{property: designedBy}", {"value": {"when": 1874}}, designed) == (0, 0), "told by its time"
    tonnes: dict[str, Any] = {"subject": "Brook & Sons", "value": {"numbers": [1240], "unit": ["tonnes"], "when": 1873}}
    held = "{property: output, object: scope, in: site}"
    assert judged(held, {**tonnes, "object": "Aren Bridge"}, cast) == (1, 1)
    assert judged(held, {**tonnes, "object": "Low Bridge"}, cast) == (1, 0), "the scope is no main slot"
    assert judged("{property: output, scope: {counting: target}}", tonnes, cast) == (1, 0)
    assert judged("{property: output, scope: {counting: [target, in-period]}}", tonnes, cast) == (1, 1)
    other = {**tonnes, "subject": "Ada Brook"}
    assert judged("{property: output}", other, cast) == (0, 0)
    assert judged("{property: output, subject: any}", other, cast) == (1, 1)
    timeless = replace(cast, when=None)
    assert judged("{property: output}", tonnes, timeless) == (1, 0)
    tonnes["value"]["when_from"] = "article"
    assert judged("{property: output}", tonnes, timeless) == (1, 1)
    assert judged("{property: output}", tonnes, replace(cast, when=times.read("1873-05"))) == (1, 1), "nearer"
    wrong = replace(cast, when=times.read("1799"))
    assert judged("{property: output}", tonnes, wrong) == (1, 0)
    bare = {**tonnes, "value": {"numbers": [1240], "unit": ["tonnes"]}}
    assert judged("{property: output}", bare, replace(cast, when=times.read("1873"))) == (1, 0)
    assert judged("{property: output}", bare, replace(cast, when=times.read("1873", "derived", "last year"))) == (1, 0)
    of_article = replace(cast, when=times.read("1873", "derived"))
    assert judged("{property: output}", bare, of_article) == (1, 1), "no words tell the time"


def test_what_the_mapping_says_of_posts_and_denials() -> None:
    designed = reviewed(OPENS_ID)[1]
    posts = "{post: {architect: designedBy, chief architect: designs, other: [resembles]}}"
    assert judged(posts, {"object": "Ada Brook: Architect and more"}, designed) == (1, 1)
    assert judged(posts, {"object": "Ada Brook: chief architect"}, designed) == (0, 0), "the longest word counts"
    assert judged(posts, {"object": "Ada Brook: clerk"}, designed) == (0, 0)
    both = {"object": "Ada Brook: architect and builder"}
    told = against("{post: {architect: designedBy, builder: resembles}}", both, designed)
    assert counts(told, "claims, main slots") == (2, 1, 1, 1, 1), "two posts are two facts"
    ada = {"object": "Ada Brook"}
    assert judged("{property: designedBy, negated: true}", ada, designed) == (1, 0)
    assert judged("{property: designedBy, negated: true}", ada, replace(designed, negated=True)) == (1, 1)
    assert judged("{property: designedBy, modality: planned}", ada, designed) == (1, 0)
    assert judged("{property: designedBy, modality: planned}", ada, replace(designed, modality="planned")) == (1, 1)


# --- originals: the same claims on another wording -------------------------------------------------------------------


def test_reviewed_claims_are_asked_of_the_text_that_the_article_restates(sample: Path, tmp_path: Path) -> None:
    import hashlib

    original = "Next year the firm hopes for 2,000 tonnes. Ada Brook designed the bridge.\n"
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "scan-17.txt").write_text(original, "utf-8")
    (folder / "picture.bin").write_bytes(b"\x00\xff")
    os.mkfifo(folder / "pipe")
    digest = hashlib.sha256(original.encode()).hexdigest()
    edit(sample, f"data/articles/{OPENS_ID}.md", "language: en\n", f'language: en\nsha256: "{digest}"\n')
    quote = "Ada Brook designed the bridge"
    entry = {"quote": quote, **at(original, quote), "subject": "aren-bridge", "property": "designedBy"}
    (sample / "found.jsonl").write_text(lines([{**entry, "object": "ada-brook"}]), "utf-8")
    call = ["evaluate", str(sample / "data/claims"), "--articles", str(folder), "--only", OPENS_ID]
    done = run_kg(*call, "--predictions", str(sample / "found.jsonl"), "--project", str(sample), "-f", "json")
    assert done.code == 0, done.err
    rows = json.loads(done.out)["rows"]
    assert (rows["claims, main slots"]["gold"], rows["claims, main slots"]["right"]) == (10, 1)
    assert rows["quantities of claims"]["gold"] == 0, "words that stand elsewhere are not asked for"
    assert rows["quantities of claims"]["found"] == 0, "and nothing is held against the others"


# --- the shipped gold ------------------------------------------------------------------------------------------------


def test_the_reviewed_claims_state_what_the_gold_notes(root: Path) -> None:
    """Two readings of the same articles by people: the mapping and the rules of matching must let them agree."""
    project = Project(root)
    schema = read_ontology(project).schema
    data, problems = corpus.read_corpus(project, schema)
    assert not problems
    folder = root / "tests" / "gold" / "reports"
    names = read_names(folder, None, schema)
    identity = Identity(data.registry, names.entities, names.speakers)
    cases = []
    for article, gold in read_gold(project, folder, schema, data.registry, names=names):
        claims = tuple(claim for claim in data.claims if claim.article == article.id)
        cases.append(Case(article, gold, Reading(article.id, "people", claims), schema, identity))
    assert len(cases) == 8
    result = score(cases, samples=0)
    assert row(result, "claims, main slots")["recall"] > 0.95
    assert row(result, "claims, contested")["precision_near"] > 0.85
    assert row(result, "all facts")["recall"] > 0.95
    assert row(result, "speakers")["recall"] > 0.9
    for slot in ("bound", "when", "scope", "speaker", "modality"):
        assert row(result, slot)["accuracy"] > 0.9, slot


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("relations.yaml", "property: designedBy", "property: designdBy", "did you mean designedBy or designs?"),
        ("relations.yaml", "  walked: null\n", "", "the relation 'walked' is not mapped"),
        ("relations.yaml", "counting: target", "count: target", "unknown scope key 'count'"),
        ("relations.yaml", "{property: designedBy}", "{property: designedBy, object: scope}", "go together"),
        ("relations.yaml", "{property: designedBy}", "{property: designedBy, object: gone}", "unknown rule 'gone'"),
        ("relations.yaml", "{property: designedBy}", "{property: designedBy, subject: all}", "unknown rule 'all'"),
        ("relations.yaml", "{property: designedBy}", "{inverse: true}", "property is missing"),
        ("relations.yaml", "{property: designedBy}", "{post: {a: b}}", "unknown relation or metric 'b'"),
        ("relations.yaml", "[Structure]", "[Strukture]", "unknown class 'Strukture'; did you mean Structure?"),
        ("relations.yaml", "{target: planned,", "{target: plan,", "unknown modality 'plan'"),
        ("relations.yaml", "target: planned, ", "", "unknown modality 'target'; map it under"),
        (f"{OPENS_ID}.yaml", '"bound": "exact"', '"bound": "sharp"', "unknown bound 'sharp'; map it under 'bounds:'"),
        (f"{OPENS_ID}.yaml", '"numbers": [158]', '"numbers": [nan]', "'nan' is no number"),
        (f"{OPENS_ID}.yaml", '"when": 1875', '"when": "1875-13"', "1875-13"),
        (f"{OPENS_ID}.yaml", '"text": "Ada Brook"', '"text": "Ida Brook"', "not 'Ida Brook'; mend the span"),
        (f"{OPENS_ID}.yaml", '"article": "1874', '"article": "1875', "no article '1875-07-bridge-opens' is here"),
        (f"{OPENS_ID}.yaml", '"id": "f1"', '"ident": "f1"', "unknown key of a fact 'ident'"),
    ],
)
def test_a_fault_of_the_gold_is_a_line_with_its_place(
    sample: Path, gold: Path, name: str, old: str, new: str, message: str
) -> None:
    path = gold / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    (sample / "none.jsonl").write_text("\n", "utf-8")
    done = run_kg("evaluate", str(gold), "--predictions", str(sample / "none.jsonl"), "--project", str(sample))
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert done.err.startswith(f"kg: {path}:") or "walked" in message or "target" in message or "sharp" in message
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "Expecting property name"),
        ("[1]", "list indices"),
        ('{"start": 1}', "lacks 'article'"),
        ('{"article": "1874-07-bridge-opens", "kind": "gist"}', "lacks 'gist'"),
        (
            '{"article": "1874-07-bridge-opens", "subject": "a", "property": "b", "start": 5, "end": 2}',
            "no words stand",
        ),
        (
            '{"article": "1874-07-bridge-opens", "subject": "a", "property": "b", "start": 0, "end": 2, "quote": "x"}',
            "reads '# ', not 'x'",
        ),
        (
            '{"article": "1874-07-bridge-opens", "subject": "a", "property": "b", "start": 0, "end": 2, "when": "x"}',
            "x",
        ),
    ],
)
def test_a_fault_of_the_predictions_is_a_line_with_its_place(sample: Path, gold: Path, line: str, message: str) -> None:
    path = sample / "found.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    done = run_kg("evaluate", str(gold), "--predictions", str(path), "--project", str(sample))
    assert done.code == 1
    assert done.err.startswith(f"kg: {path}:2:1: no proposal: ")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_predictions_come_from_stdin_and_from_regular_files_only(sample: Path, gold: Path, tmp_path: Path) -> None:
    line = json.dumps({"article": "another"}).encode()
    done = run_kg("evaluate", str(gold), "--predictions", "-", "--project", str(sample), given=line)
    assert done.code == 0, done.err
    done = run_kg("evaluate", str(gold), "--predictions", "-", "--project", str(sample), given=b"\x00")
    assert (done.code, done.err) == (1, "kg: stdin: the file is binary; put a text file here\n")
    os.mkfifo(tmp_path / "pipe")
    for name, message in (("pipe", "not a regular file"), ("none", "not a regular file")):
        done = run_kg("evaluate", str(gold), "--predictions", str(tmp_path / name), "--project", str(sample))
        assert done.code == 1
        assert message in done.err


def test_lines_about_other_articles_are_passed_over(sample: Path, gold: Path) -> None:
    (sample / "found.jsonl").write_text('{"article": "another", "subject": 1}\n', "utf-8")
    done = run_kg("evaluate", str(gold), "--predictions", str(sample / "found.jsonl"), "--project", str(sample))
    assert done.code == 0, done.err


def test_a_span_that_moved_is_found_again_and_told(sample: Path, gold: Path) -> None:
    path = gold / f"{OPENS_ID}.yaml"
    tree = json.loads(path.read_text("utf-8"))
    tree["facts"][0]["span"] = [3, 9]
    path.write_text(json.dumps(tree), "utf-8")
    (sample / "none.jsonl").write_text("\n", "utf-8")
    done = run_kg("evaluate", str(gold), "--predictions", str(sample / "none.jsonl"), "--project", str(sample))
    assert done.code == 0
    assert "1 spans of the gold stand elsewhere in the article and were moved" in done.err


def test_a_part_of_the_gold_is_chosen_by_place_or_name(sample: Path) -> None:
    (sample / "none.jsonl").write_text("\n", "utf-8")
    call = ["evaluate", str(sample / "data/claims"), "--predictions", str(sample / "none.jsonl")]

    def chosen(only: str) -> list[str]:
        done = run_kg(*call, "--project", str(sample), "--only", only, "-f", "json")
        assert done.code == 0, done.err
        found: list[str] = json.loads(done.out)["articles"]
        return found

    assert chosen("1") == [OPENS_ID]
    assert chosen("2, 1") == [OPENS_ID, DOUBTS_ID]
    assert chosen("1876*") == [DOUBTS_ID]
    done = run_kg(*call, "--project", str(sample), "--only", "3")
    assert done.code == 1
    assert done.err == "kg: --only: '3' names no file of the gold; write 1,3 or 2024-*\n"


def test_hash_seeds_change_nothing(sample: Path, gold: Path) -> None:
    body = (sample / f"data/articles/{OPENS_ID}.md").read_text("utf-8").partition("\n---\n")[2]
    (sample / "found.jsonl").write_text(proposals(body), "utf-8")
    call = ("evaluate", str(gold), "--predictions", str(sample / "found.jsonl"), "--project", str(sample))
    for form in (("-f", "json"), ("--errors",)):
        first, second = (start_kg(*call, *form, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
        assert first.code == 0, first.err
        assert first.out == second.out


def test_bad_files(sample: Path, gold: Path, tmp_path: Path) -> None:
    (gold / "zz.yaml").write_bytes(b"\x00\x01")
    done = run_kg("evaluate", str(gold), "--project", str(sample))
    assert done.code == 1
    assert "the file is binary" in done.err
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run_kg("evaluate", str(empty), "--project", str(sample))
    assert done.code == 1
    assert "no gold: no YAML file is there" in done.err
    done = run_kg("evaluate", str(sample / "data/claims"), "--extractor", "oracle", "--project", str(sample))
    assert done.code == 1
    assert done.err.startswith("kg: no extractor is called 'oracle'")


def test_mentions_of_new_names_are_linked_by_being_new() -> None:
    data, schema = world()
    article = data.articles[OPENS_ID]
    start = article.body.index("Brook & Sons")
    span = Span(start, start + 12, "Brook & Sons")
    from kg.evaluate.gold import GoldMention, GoldText

    gold = GoldText(article.id, (), (GoldMention(span, "firm", ("Organisation",), "Brooke Foundry"),))
    for entity, right in ((None, 1), ("brook-and-sons", 0)):
        reading = Reading(article.id, "test", (), mentions=(Mention(span, "Organisation", entity),))
        case = Case(article, gold, reading, schema, Identity(data.registry))
        assert row(score([case]), "mentions, linked")["right"] == right


def test_a_range_is_right_at_both_ends() -> None:
    claims = reviewed(DOUBTS_ID)
    figure = next(claim for claim in claims if claim.quantity and claim.quantity.bound == "range")
    assert figure.quantity is not None
    low = replace(figure, quantity=replace(figure.quantity, low=Decimal(91)))
    one = replace(figure, quantity=Quantity(Decimal(95), Decimal(95), Decimal(95), "exact", "metre", "95"))
    assert counts(measure({DOUBTS_ID: [figure]}), "metrics")[1] == 1
    assert counts(measure({DOUBTS_ID: [low, one]}), "metrics")[1] == 0


def test_faults_are_all_listed() -> None:
    data, schema = world()
    from kg import strictyaml
    from kg.evaluate.gold import read_facts

    tree = strictyaml.parse("facts: [{relation: a}, 3]\n", "gold.yaml")
    assert isinstance(tree, strictyaml.Mapping)
    with pytest.raises(BadInput) as caught:
        read_facts(tree, data.articles[OPENS_ID], Mapping(schema))
    assert len(caught.value.problems) == 2
