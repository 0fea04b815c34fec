"""Proposals: as files, chosen for a build, and in the graph, where nothing may rest on them."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builder import THINGS, append, build, edit, exports, run_kg, start_kg
from hypothesis import assume, given
from hypothesis import strategies as st
from proposing import HIGH, HIGH_CLAIMS, HIGH_ID, HIGH_PROPOSALS, HIGH_TEXT, corpus_of, report, was_read

from kg import quantities, queries, readings, strictyaml, times
from kg.extract.judged import JUDGED, judge, read_judgements, withhold, write_judgement
from kg.extract.patterns.slots.values import negative
from kg.extract.proposed import cut_claims, prove, read_head, read_reading, write_reading
from kg.extract.written import scalar
from kg.model import Article, Claim, Condition, Newcomer, Quantity, Reading, Schema, Span, When
from kg.project import Project
from kg.resolve import Registry

EXTRACTOR = "patterns/7 model-1"

# --- the file --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ground(built_sample: Project) -> tuple[Article, Schema, Registry]:
    ontology, corpus = corpus_of(built_sample.root)
    return corpus.articles["1874-07-bridge-opens"], ontology.schema, corpus.registry


@given(st.text())
def test_a_scalar_reads_back_as_it_was(text: str) -> None:
    assume(not any(0xD800 <= ord(sign) <= 0xDFFF for sign in text))
    for shown in (
        f"- key: {scalar(text)}\n",
        f"- key: {{inner: {scalar(text)}, other: x}}\n",
        f"- [{scalar(text)}, x]\n",
    ):
        tree = strictyaml.parse(shown, "x")
        while not isinstance(tree, strictyaml.Scalar):
            assert tree is not None
            tree = tree.items[0] if isinstance(tree, strictyaml.Sequence) else next(iter(tree.entries.values()))  # type: ignore[attr-defined]
        assert tree.text == text
        assert shown.count("\n") == 1


_FREE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda text: bool(text.strip())
)
_TIMES = st.sampled_from(["1874", "1874-07", "1874-07-04", "1874~", "1874-Q1", "1873/1874-02", "../1874", "187X"])
_PEOPLE = st.sampled_from(["ada-brook", "otto-finn", "tom-hale", "cora-lind"])
_BRIDGES = st.sampled_from(["aren-bridge", "low-bridge", "old-ferry-bridge"])


@st.composite
def _claims(draw: st.DrawFn, body: str) -> Claim:
    """A claim that holds: its quote stands somewhere in a line of the body."""
    lines = [(at, line) for at, line in _lines(body) if line.strip()]
    offset, line = draw(st.sampled_from(lines))
    start = draw(st.integers(0, len(line) - 1))
    end = draw(st.integers(start + 1, len(line)))
    quote = line[start:end]
    assume(bool(quote.strip()))
    words = st.builds(lambda a, b: line[min(a, b) : max(a, b) + 1], *[st.integers(0, len(line) - 1)] * 2)
    words = words.filter(lambda text: bool(text.strip()))
    kind = draw(st.sampled_from(["relation", "metric", "attribute"]))
    slots: dict[str, object] = {"property": "describedAs", "words": quote}
    if kind == "relation":
        slots = {"property": "designedBy", "object": draw(_PEOPLE)}
    elif kind == "metric":
        slots = {"property": "mainSpan", "quantity": draw(_figures(quote))}
    when = draw(st.none() | st.builds(times.read, _TIMES, st.sampled_from(["stated", "derived"]), st.none() | words))
    if draw(st.integers(0, 9)) == 0:
        when = When("", None, None, words=draw(words))
    condition = draw(st.none() | words.map(lambda text: Condition(words=text)))
    modalities = ["asserted", "denied", "planned", "predicted", "opinion", "questioned"]
    return Claim(
        article="1874-07-bridge-opens",
        span=Span(offset + start, offset + end, quote),
        subject=draw(_BRIDGES),
        when=when,
        scope=draw(st.sampled_from([(), (("site", "aren-bridge"),), (("counting", "target"), ("per", "year"))])),
        speaker=draw(st.none() | _PEOPLE),
        role=draw(st.none() | words),
        via=draw(st.sampled_from([(), ("vale-chronicle",), ("vale-chronicle", "brook-and-sons")])),
        modality="conditional" if condition and draw(st.booleans()) else draw(st.sampled_from(modalities)),
        negated=draw(st.booleans()),
        condition=condition,
        part="heading" if line.startswith("#") else "body",
        status="proposed",
        extractor=EXTRACTOR,
        confidence=draw(st.none() | st.decimals(0, 1, places=3)),
        reason=draw(st.none() | _FREE),
        key=draw(st.none() | _FREE),
        caveat=draw(st.none() | _FREE),
        note=draw(st.none() | _FREE),
        **slots,  # type: ignore[arg-type]
    )


def _lines(body: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in body.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


@st.composite
def _figures(draw: st.DrawFn, quote: str) -> Quantity:
    numbers = st.decimals(-(10**6), 10**6, places=2)
    if draw(st.booleans()):
        bound = draw(st.sampled_from(sorted(set(quantities.PHRASES) - {"range"})))
        figure = quantities.of_number(draw(numbers), bound, "metre")
    else:
        low, high = sorted((draw(numbers), draw(numbers)))
        figure = quantities.of_range(low, high, "metre")
    basis = draw(st.sampled_from(["stated", "inferred"]))
    return replace(figure, text=quote, unit_basis=basis, reading=True)


CORA = Newcomer("cora-lind", "Person", ("Cora Lind", "Lind: C.", "“Cora”"), ("ada-brook",), ())


@given(data=st.data())
def test_a_reading_comes_back_from_its_file(data: st.DataObject, ground: tuple[Article, Schema, Registry]) -> None:
    article, schema, registry = ground
    claims = data.draw(st.lists(_claims(article.body), max_size=4, unique_by=(lambda c: c.id, lambda c: c.key or c.id)))
    reading = Reading(article.id, EXTRACTOR, tuple(claims), (CORA,), dropped=(("no subject: #1", 3),))
    text = write_reading(reading, article)
    file = read_head(text, "x.yaml", article.id)
    assert file.fits(article)
    back, problems = read_reading(file, article, schema, registry)
    assert problems == []
    assert back == reading
    assert [claim.id for claim in back.claims] == [claim.id for claim in claims]
    assert write_reading(back, article) == text
    assert prove(reading, article, schema, registry) == reading


@given(data=st.data())
def test_claims_are_cut_out_of_a_file_and_nothing_else(
    data: st.DataObject, ground: tuple[Article, Schema, Registry]
) -> None:
    article, schema, registry = ground
    claims = data.draw(st.lists(_claims(article.body), min_size=1, max_size=5, unique_by=lambda claim: claim.id))
    claims = [replace(claim, key=None) for claim in claims]
    text = write_reading(Reading(article.id, EXTRACTOR, tuple(claims), (CORA,)), article)
    file = read_head(text, "x.yaml", article.id)
    placed = read_reading(file, article, schema, registry)[0].claims
    gone = data.draw(st.sets(st.sampled_from(range(len(placed)))))
    lines = [placed[one].location.line for one in gone]
    after = cut_claims(text, lines, file.tree.keys["claims"].line)
    left, problems = read_reading(read_head(after, "x.yaml", article.id), article, schema, registry)
    assert problems == []
    assert left.claims == tuple(claim for number, claim in enumerate(placed) if number not in gone)
    assert left.newcomers == (CORA,)


def test_what_does_not_hold_is_dropped_and_counted(ground: tuple[Article, Schema, Registry]) -> None:
    article, schema, registry = ground
    quote = "main span measures 158 metres"
    at = article.body.index(quote)
    sound = Claim(article.id, Span(at, at + len(quote), quote), "aren-bridge", "describedAs", words=quote)
    figure = Quantity(Decimal(158), Decimal(158), Decimal(158), "exact", "metre", "158")
    span = replace(sound, property="mainSpan", words=None, quantity=figure)
    faulty = [
        replace(sound, span=Span(0, 8, "invented")),
        replace(sound, subject="nobody"),
        replace(sound, subject="ada-brook", property="mainSpan", words=None, quantity=figure),
        replace(sound, property="inventedBy"),
        replace(sound, speaker="nobody"),
        replace(sound, modality="conditional"),
        replace(sound, modality="shouted"),
        replace(sound, scope=(("colour", "red"),)),
        replace(sound, words=quote, part="heading"),
        replace(span, quantity=replace(figure, number=Decimal(159))),
        replace(span, quantity=replace(figure, unit="parsec")),
        replace(span, quantity=replace(figure, unit="")),
        replace(span, quantity=replace(figure, low=Decimal(1))),  # the file would make 158 of it
        replace(sound, condition=Condition(claim="gone")),
        replace(sound, confidence=Decimal(2)),
        replace(sound, span=Span(at + 1, at + 1 + len(quote), quote)),  # the quote is elsewhere
        replace(sound, note="the same claim again"),
    ]
    reading = Reading(article.id, EXTRACTOR, (sound, *faulty), dropped=(("no verb", 2),))
    proved = prove(reading, article, schema, registry)
    (kept,) = proved.claims
    assert kept == replace(sound, status="proposed", extractor=EXTRACTOR)
    assert sum(dict(proved.dropped).values()) == len(faulty) + 2
    assert dict(proved.dropped)["no verb"] == 2
    assert prove(proved, article, schema, registry) == proved


@pytest.mark.parametrize("bound", sorted(set(quantities.PHRASES) - {"range"}))
def test_a_change_below_zero_keeps_its_bound(bound: str, ground: tuple[Article, Schema, Registry]) -> None:
    _, schema, registry = ground
    article = replace(ground[0], body="It shrank by 12 metres.")
    fall = replace(negative(quantities.of_number(Decimal(12), bound, "metre")), text="12")
    claim = Claim(article.id, Span(10, 22, "by 12 metres"), "aren-bridge", "mainSpan", quantity=fall)
    (kept,) = prove(Reading(article.id, EXTRACTOR, (claim,)), article, schema, registry).claims
    assert kept.quantity == fall
    assert fall == replace(quantities.of_number(Decimal(-12), fall.bound, "metre"), text="12")


@pytest.mark.parametrize(
    ("number", "words", "holds"),
    [
        ("150000", "1,50,000 metres", True),
        ("150000", "1.5 lakh metres", True),
        ("25000000", "2.5 crore", True),
        ("300", "3 hundred", True),
        ("1500", "1,500", True),
        ("15", "1,500", False),
        ("50000", "1,50,000", False),
        ("2", "1.5 lakh", False),
        ("406.874", "6:46.874", True),
        ("424.957", "7 minutes 4.957 seconds", True),
        ("407", "6:46.874", False),
        ("18", "1 year and 6 months", True),
        ("20", "1 in 5", True),
        ("1500000", "1.500.000", True),
        ("1500000", "1 500 000", True),
        ("1500", "1 500 000", False),
    ],
)
def test_a_figure_is_what_its_wording_says(
    number: str, words: str, holds: bool, ground: tuple[Article, Schema, Registry]
) -> None:
    _, schema, registry = ground
    article = replace(ground[0], body=f"It spans {words} now.")
    figure = replace(quantities.of_number(Decimal(number), "exact", "metre"), text=words)
    claim = Claim(article.id, Span(9, 9 + len(words), words), "aren-bridge", "mainSpan", quantity=figure)
    assert len(prove(Reading(article.id, EXTRACTOR, (claim,)), article, schema, registry).claims) == holds


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sha256: ", "sha265: ", ":2:1: unknown key of a file of proposals 'sha265'; did you mean sha256?"),
        (f"article: {HIGH_ID}", "article: other", ":1:10: these are proposals for 'other'"),
        ("extractor: patterns/7 model-1\n", "", ":1:1: extractor is missing"),
        ("claims:\n", "claims: 7\n", ":18:1: not YAML"),
        ("dropped:", "dropped: [", ":14:10: not YAML"),
        ("dropped:", "claims: []\ndropped:", ":18:1: duplicate key 'claims', first in line 12"),
    ],
)
def test_a_damaged_file_is_one_line_with_its_place(high: Path, old: str, new: str, said: str) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    before = exports(high)
    edit(high, HIGH_PROPOSALS, old, new)
    done = run_kg("build", "--project", str(high))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert f"{HIGH_PROPOSALS}{said}" in done.err
    assert exports(high) == before


@pytest.mark.parametrize(
    ("old", "new", "said", "left"),
    [
        ("    type: Bridge\n", "    type: Bridgee\n", ":10:11: unknown class 'Bridgee'; did you mean Bridge?", 2),
        ("  cora-lind:\n", "  Cora Lind:\n", ":6:3: 'Cora Lind' cannot be an id", 2),
        ("    label: Cora Lind\n", "    colour: red\n", ":8:5: unknown key of a proposed entity 'colour'", 2),
        ("  no verb: 2", "  no verb: two", ":14:12: 'two' is no count", 0),
        ("  value: 93 metre\n", "  value: 93 metr\n", ":27:10: unknown unit 'metr'; did you mean metre?", 3),
        ("  confidence: 0.8\n", "  confidence: 1.8\n", ":28:15: confidence is '1.8'; write a number from 0 to 1", 3),
    ],
)
def test_what_does_not_hold_in_a_file_is_left_out_and_named(
    high: Path, old: str, new: str, said: str, left: int
) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    edit(high, HIGH_PROPOSALS, old, new)
    done = run_kg("build", "--project", str(high))
    assert done.code == 0
    place, _, words = said.partition(": ")
    assert any(f"{HIGH_PROPOSALS}{place}: " in line and words in line for line in done.err.splitlines()), done.err
    assert report(high)["proposals"]["claims"] == left


def test_a_claim_that_no_longer_holds_is_left_out_and_named(high: Path) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    edit(high, HIGH_PROPOSALS, "  value: 93 metre\n", "  value: 94 metre\n")
    done = run_kg("build", "--project", str(high))
    assert done.code == 0
    assert f"skipped: {HIGH_PROPOSALS}:" in done.err
    assert "proposal left out: the number 94 is not what the wording" in done.err or "not in the quote" in done.err
    assert report(high)["claims by status"] == {"reviewed": 15, "proposed": 3}
    assert any("proposal left out" in one["why"] for one in report(high)["skipped"])


@given(reason=st.none() | _FREE)
def test_a_judgement_comes_back(reason: str | None, ground: tuple[Article, Schema, Registry]) -> None:
    article = ground[0]
    claim = Claim(article.id, Span(2, 12, article.body[2:12]), "aren-bridge", "describedAs", words="x: #y")
    given = judge(claim, "rejected", reason)
    assert read_judgements(write_judgement(given) * 2, "x") == [given, given]


def _length(article: Article, words: str = "High Bridge", **slots: Any) -> Claim:
    """A claim on the length of a bridge, as an extractor proposes it."""
    start = article.body.index(words)
    metres = Quantity(Decimal(93), Decimal(93), Decimal(93), "exact", "metre", "93 metres")
    own = {"subject": "aren-bridge", "quantity": metres, **slots}
    return Claim(article.id, Span(start, start + len(words), words), property="mainSpan", **own)


@pytest.mark.parametrize(
    ("reason", "slots", "back"),
    [
        ("the length of another", {}, False),
        ("the length of another", {"when": times.read("1877")}, False),
        ("the length of another", {"modality": "planned", "scope": (("counting", "target"),)}, False),
        ("the length of another", {"words": "the Aren Bridge is the longest"}, False),
        ("the length of another", {"words": "of the Valley"}, True),
        ("the length of another", {"subject": "low-bridge"}, True),
        (None, {"when": times.read("1877")}, False),
        ("when: the year of the plan", {}, False),
        ("when: the year of the plan", {"when": times.read("1877")}, True),
        ("modality: a plan", {"modality": "planned"}, True),
        ("modality: a plan", {"words": "the Aren Bridge is"}, True),
    ],
)
def test_what_is_refused_in_its_core_stays_refused(
    reason: str | None, slots: dict[str, Any], back: bool, ground: tuple[Article, Schema, Registry]
) -> None:
    article = replace(
        ground[0], body="Of the Valley's bridges the Aren Bridge is the longest. So is that of the Valley."
    )
    refused = judge(_length(article, "the Aren Bridge"), "rejected", reason)
    again = _length(article, **{"words": "the Aren Bridge", **slots})
    left = withhold(Reading(article.id, "fake", (again,)), (), [refused])
    assert (left.claims == (again,)) is back
    assert dict(left.dropped) == ({} if back else {JUDGED: 1})


def test_of_two_readings_that_differ_in_their_time_one_is_refused(ground: tuple[Article, Schema, Registry]) -> None:
    article = replace(ground[0], body="The Aren Bridge")
    early, late = (_length(article, "Aren Bridge", when=times.read(year)) for year in ("1876", "1877"))
    given = judge(early, "rejected", "not finished by then", [late])
    assert (given.wrong, given.reason) == ("when", "not finished by then")
    assert withhold(Reading(article.id, "fake", (early, late)), (), [given]).claims == (late,)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("verdict: perhaps", "2:12: unknown verdict 'perhaps'"),
        ("verdict: edited\n  wrong: x", "3:10: unknown slot 'x'"),
    ],
)
def test_a_faulty_judgement_is_one_line(text: str, fault: str, high: Path) -> None:
    (high / "data/judgements").mkdir()
    (high / f"data/judgements/{HIGH_ID}.yaml").write_text(f"- claim: x\n  {text}\n", "utf-8")
    done = run_kg("build", "--project", str(high))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert f"data/judgements/{HIGH_ID}.yaml:{fault}" in done.err


# --- where proposals come from ---------------------------------------------------------------------------------------


def test_a_build_extracts_once_and_then_takes_the_cache(high: Path, fake: Path) -> None:
    first = run_kg("build", "--project", str(high))
    assert first.code == 0
    assert was_read(fake) == [HIGH_ID]
    before = exports(high)
    assert run_kg("build", "--force", "--project", str(high)).code == 0
    assert was_read(fake) == []
    assert exports(high) == before
    for path in (high / ".cache/readings").iterdir():
        path.write_text("damaged: [", "utf-8")
    assert run_kg("build", "--force", "--project", str(high)).code == 0
    assert was_read(fake) == [HIGH_ID]
    assert exports(high) == before


def test_what_was_extracted_is_the_same_as_what_was_saved(high: Path, fake: Path) -> None:
    build(high)
    extracted = exports(high)
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    was_read(fake)
    build(high)
    assert was_read(fake) == []
    saved = exports(high)
    dropped = {name: report_without_drops(files["report.json"]) for name, files in (("a", extracted), ("b", saved))}
    assert dropped["a"] == dropped["b"]
    for name in ("claims.csv", "graph.nq", "graph.jsonld", "graph.graphml"):
        assert extracted[name] == saved[name], name


def report_without_drops(raw: bytes) -> str:
    lines = raw.decode().splitlines()
    return "\n".join(line for line in lines if "dropped" not in line)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (HIGH, "93 metres", "95 metres"),
        (HIGH, "published: 1878-05", "published: 1878-06"),
        (THINGS, "label: Tom Hale", "label: Thomas Hale"),
        ("ontology/metrics/mainSpan.ttl", 'label "main span"', 'label "longest span"'),
    ],
)
def test_what_a_reading_depends_on_makes_it_new(high: Path, fake: Path, name: str, old: str, new: str) -> None:
    build(high)
    was_read(fake)
    edit(high, name, old, new)
    build(high)
    assert was_read(fake) == [HIGH_ID]


def _save(high: Path, fake: Path) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    was_read(fake)


def test_a_saved_file_is_taken_although_the_registry_grows(high: Path, fake: Path) -> None:
    _save(high, fake)
    append(high, THINGS, "new-one:\n  type: Person\n  label: New One\n")
    build(high)
    assert was_read(fake) == []
    assert report(high)["proposals"]["claims"] == 4


def test_a_saved_file_of_another_version_is_renewed_where_the_extractor_is(
    high: Path, fake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _save(high, fake)
    monkeypatch.setenv("FAKE_MODEL", "model-2")
    build(high)
    assert was_read(fake) == [HIGH_ID]
    assert report(high)["proposals"]["extractors"] == {"patterns/7 model-2": 1}
    build(high)
    assert was_read(fake) == []


def test_another_extractors_file_is_let_be(high: Path, fake: Path) -> None:
    _save(high, fake)
    edit(high, HIGH_PROPOSALS, "extractor: patterns/7 model-1\n", "extractor: llm/1 some-model\n")
    build(high)
    assert was_read(fake) == []
    assert report(high)["proposals"]["extractors"] == {"llm/1 some-model": 1}


def test_without_the_extractor_saved_proposals_stay(high: Path, fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _save(high, fake)
    monkeypatch.setenv("FAKE_MODEL", "")
    done = run_kg("build", "--project", str(high))
    assert (done.code, was_read(fake)) == (0, [])
    assert "note:" not in done.err
    assert report(high)["proposals"]["claims"] == 4
    edit(high, HIGH_PROPOSALS, "extractor: patterns/7 model-1\n", "extractor: patterns/6 model-1\n")
    done = run_kg("build", "--project", str(high))
    assert "note: 1 articles keep proposals of patterns/6 model-1; the program has patterns/7" in done.err
    assert report(high)["proposals"]["claims"] == 4


def test_without_the_extractor_a_changed_text_has_no_proposals(
    high: Path, fake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _save(high, fake)
    monkeypatch.setenv("FAKE_MODEL", "")
    edit(high, HIGH, "93 metres", "95 metres")
    done = run_kg("build", "--project", str(high))
    assert done.code == 0
    said = "the article has no claims yet, and its proposals were made from another text; pip install 'claimgraph[nlp]'"
    assert f"skipped: {HIGH_PROPOSALS}: {said}" in done.err
    assert report(high)["claims by status"] == {"reviewed": 15}
    (high / HIGH_PROPOSALS).unlink()
    done = run_kg("build", "--project", str(high))
    assert f"skipped: {HIGH}:1:1: the article has no claims yet; pip install 'claimgraph[nlp]'" in done.err


def test_proposals_of_an_article_that_is_gone_are_named(high: Path, fake: Path) -> None:
    _save(high, fake)
    (high / HIGH).unlink()
    done = run_kg("build", "--project", str(high))
    assert f"skipped: {HIGH_PROPOSALS}: no article '{HIGH_ID}': its proposals are left out\n" in done.err


def test_an_article_with_reviewed_claims_keeps_what_its_file_has_left(high: Path, fake: Path) -> None:
    _save(high, fake)
    text = "- quote: designed the Low Bridge\n  subject: low-bridge\n  property: describedAs\n  words: Low Bridge\n"
    (high / HIGH_CLAIMS).write_text(text, "utf-8")
    build(high)
    assert report(high)["claims by status"] == {"reviewed": 16, "proposed": 4}
    (high / HIGH_PROPOSALS).unlink()
    build(high)
    assert was_read(fake) == [], "a person reads this article: it is not extracted from by itself"
    assert report(high)["claims by status"] == {"reviewed": 16}


def test_many_articles_are_read_in_processes_and_give_the_same(
    high: Path, fake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (high / f"data/articles/copy-{number}.md").write_text(HIGH_TEXT, "utf-8")
    ontology, corpus = corpus_of(high)
    articles = [one for name, one in sorted(corpus.articles.items()) if name.startswith("copy")]
    settings = (articles, ontology.schema, corpus.registry, "patterns", lambda _: None)
    alone = list(readings.read_all(*settings))
    fake.unlink()
    monkeypatch.setattr(readings, "_WORTH_A_PROCESS", 100)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    steps: list[str] = []
    together = list(readings.read_all(*settings[:-1], steps.append))
    assert together == alone
    pids = {line.split()[0] for line in fake.read_text("utf-8").splitlines()}
    assert str(os.getpid()) not in pids
    assert pids
    assert steps[-1] == "reading articles: 20 of 20"


def test_a_build_with_saved_proposals_loads_no_library_of_the_extractor(high: Path, fake: Path) -> None:
    _save(high, fake)
    edit(high, HIGH_PROPOSALS, "extractor: patterns/7 model-1\n", "extractor: other/1\n")
    code = (
        "import sys; from pathlib import Path; from kg import pipeline; from kg.project import Project;"
        "pipeline.build(Project(Path(sys.argv[1]).resolve()), force=True);"
        "sys.exit(str(sorted({'spacy', 'thinc', 'torch'} & set(sys.modules)) or ''))"
    )
    command = [sys.executable, "-c", code, str(high)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.stderr.strip() == ""
    assert report(high)["proposals"]["claims"] == 4


# --- the graph -------------------------------------------------------------------------------------------------------

STATUS = "SELECT ?x { ?x kg:status kg:proposed } ORDER BY ?x"


def _rows(folder: Path, text: str, *, reviewed_only: bool = False) -> list[tuple[str, ...]]:
    store = queries.load_graph(Project(folder.resolve()), reviewed_only=reviewed_only)
    return [tuple(queries.cell(term, store.prefixes) for term in row) for row in store.select(text)]


def test_a_proposed_claim_says_by_whom_how_surely_and_why(high: Path) -> None:
    build(high)
    text = """SELECT ?extractor ?confidence ?reason ?status {
      ?c rdf:subject ent:high-bridge ; rdf:predicate metric:mainSpan ; kg:extractor ?extractor ;
        kg:confidence ?confidence ; kg:reason ?reason ; kg:status ?status }"""
    assert _rows(high, text) == [(EXTRACTOR, "0.8", "mainSpan: a, b & c", "kg:proposed")]
    assert run_kg("verify", "--project", str(high)).out == "19 quotes exact, 0 violations\n"


def test_no_fact_and_no_derivation_rests_on_a_proposal(high: Path, built_sample: Project) -> None:
    build(high)
    assert _rows(high, "SELECT ?o { ent:low-bridge :designedBy ?o }") == [("ent:ada-brook",)]
    assert _rows(high, "SELECT ?o { ent:high-bridge :designedBy ?o }") == []
    assert _rows(high, "SELECT ?d { ?d a kg:Derivation ; prov:wasDerivedFrom/kg:status kg:proposed }") == []
    derived = (
        "SELECT ?s ?p ?o { ?d a kg:Derivation ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } ORDER BY ?s ?p ?o"
    )
    assert _rows(high, derived) == _rows(built_sample.root, derived)


def test_no_derivation_rests_on_a_proposal_of_what_is_reviewed(high: Path, fake: Path) -> None:
    # Proposed once more, in other words, what a reviewed claim states: the derivation keeps its one source.
    _save(high, fake)
    append(high, HIGH_PROPOSALS, _PROPOSE.format(extra=""))
    build(high)
    sources = _rows(high, "SELECT ?s { ?d a kg:Derivation ; rdf:object ent:ada-brook ; prov:wasDerivedFrom ?s }")
    proposed = {row[0] for row in _rows(high, STATUS)}
    assert sources
    assert not {row[0] for row in sources} & proposed
    assert _rows(high, "SELECT ?o { ent:aren-bridge :designedBy ?o }") == [("ent:ada-brook",)]


_PROPOSE = """\
- quote: designed the Aren Bridge
  subject: aren-bridge
  property: designedBy
  object: ada-brook
  confidence: 0.5
{extra}"""


def test_a_proposed_denial_disputes_nothing(high: Path) -> None:
    build(high)
    denial = "?d kg:status kg:proposed ; kg:modality kg:denied ; rdf:object ent:ada-brook"
    assert len(_rows(high, f"SELECT ?d {{ {denial} }}")) == 1
    assert _rows(high, f"SELECT ?c {{ ?c kg:disputedBy ?d . {denial} }}") == []
    assert _rows(high, "SELECT ?o { ent:aren-bridge :designedBy ?o }") == [("ent:ada-brook",)]
    assert "disputed" not in run_kg("show", "ada-brook", "--project", str(high)).out


def test_a_newcomer_is_an_entity_with_a_status_of_its_own(high: Path) -> None:
    build(high)
    found = {row[0] for row in _rows(high, STATUS) if row[0].startswith("ent:")}
    assert found == {"ent:cora-lind", "ent:high-bridge"}
    assert _rows(high, "SELECT ?c { ent:high-bridge a ?c } ORDER BY ?c") == [
        (":Bridge",),
        (":Structure",),
        ("kg:Entity",),
    ]
    graphs = _rows(high, "SELECT DISTINCT ?g { GRAPH ?g { ent:cora-lind rdfs:label ?l } }")
    assert graphs == [(f"art:{HIGH_ID}",)]
    out = run_kg("show", "Cora Lind", "--project", str(high)).out
    assert "proposed: not in data/entities/ yet; to decide: kg review" in out
    assert out.count("[proposed, 0.93 sure]") == 2


def test_an_article_takes_its_newcomers_with_it(high: Path, built_sample: Project) -> None:
    build(high)
    (high / HIGH).unlink()
    build(high)
    (high / "exports/manifest.json").unlink()
    left = exports(high)
    for name, content in exports(built_sample.root).items():
        assert name == "manifest.json" or left[name] == content, name


def test_two_articles_share_a_newcomer_of_one_class(high: Path, fake: Path) -> None:
    (high / "data/articles/other.md").write_text(HIGH_TEXT, "utf-8")
    build(high)
    assert report(high)["proposals"]["entities"] == {"cora-lind": "Person", "high-bridge": "Bridge"}
    graphs = _rows(high, "SELECT DISTINCT ?g { GRAPH ?g { ent:cora-lind rdfs:label ?l } } ORDER BY ?g")
    assert graphs == [(f"art:{HIGH_ID}",), ("art:other",)]


def test_a_newcomer_of_two_classes_is_not_one_thing(high: Path, fake: Path) -> None:
    (high / "data/articles/other.md").write_text(HIGH_TEXT, "utf-8")
    assert run_kg("extract", "--save", "--project", str(high)).code == 0
    edit(
        high, "data/proposals/other.yaml", "  high-bridge:\n    type: Bridge\n", "  high-bridge:\n    type: Structure\n"
    )
    done = run_kg("build", "--project", str(high))
    assert done.code == 0
    assert "skipped: other: high-bridge is proposed as a Structure here, as a Bridge in 1878-high-bridge" in done.err
    rows = _rows(high, "SELECT ?a { ?c rdf:subject ent:high-bridge ; prov:wasQuotedFrom ?a }")
    assert {row[0] for row in rows} == {f"art:{HIGH_ID}"}


def test_what_the_checks_refuse_is_given_up_and_counted(high: Path) -> None:
    done = run_kg("build", "--project", str(high))
    assert done.code == 0
    assert "dropped: 5 proposals; exports/report.json says why\n" in done.err
    assert report(high)["proposals"] == {
        "claims": 4,
        "claims by article": {HIGH_ID: 4},
        "claims by relation": {"designedBy": 3, "mainSpan": 1},
        "dropped by article": {
            HIGH_ID: {
                "against count-without-counting": 1,
                "… is a Bridge, but designedBy wants a Person as its object": 1,
                "no verb": 2,
                "the quote … is not in the article; copy the words from the article": 1,
            }
        },
        "entities": {"cora-lind": "Person", "high-bridge": "Bridge"},
        "extractors": {EXTRACTOR: 1},
    }
    assert report(high)["claims by status"] == {"reviewed": 15, "proposed": 4}


def test_a_reviewed_claim_that_the_checks_refuse_still_fails(high: Path) -> None:
    text = (
        "- quote: Brook & Sons cast 1,500 tonnes\n  subject: brook-and-sons\n  property: output\n  value: 1500 tonne\n"
    )
    (high / HIGH_CLAIMS).write_text(text, "utf-8")
    done = run_kg("build", "--project", str(high))
    assert done.code == 3
    assert "count-without-counting" in done.err


def test_the_tables_tell_proposals_apart(high: Path) -> None:
    build(high)
    rows = list(csv.DictReader(io.StringIO((high / "exports/claims.csv").read_text("utf-8"))))
    proposed = [row for row in rows if row["status"] == "proposed"]
    assert len(proposed) == 4
    assert {row["fact"] for row in proposed} == {"false"}
    assert {(row["extractor"], row["confidence"]) for row in proposed} == {(EXTRACTOR, "0.93"), (EXTRACTOR, "0.8")}
    assert all(not row["extractor"] + row["confidence"] + row["reason"] for row in rows if row["status"] == "reviewed")
    space = "{http://graphml.graphdrawing.org/xmlns}"
    tree = ET.parse(high / "exports/graph.graphml").getroot()
    keys = {key.get("id"): key.get("attr.name") for key in tree.iter(f"{space}key")}
    edges = [{keys[d.get("key")]: d.text for d in edge.iter(f"{space}data")} for edge in tree.iter(f"{space}edge")]
    assert sum(edge["status"] == "proposed" and edge["fact"] == "False" for edge in edges) == 3
    nodes = {
        node.get("id"): {keys[d.get("key")]: d.text for d in node.iter(f"{space}data")}
        for node in tree.iter(f"{space}node")
    }
    assert {name for name, node in nodes.items() if node["proposed"] == "True"} == {"cora-lind", "high-bridge"}
    jsonld = (high / "exports/graph.jsonld").read_text("utf-8")
    assert jsonld.count('"confidence": "0.93"') == 3


# --- without them ----------------------------------------------------------------------------------------------------


def test_a_build_may_leave_proposals_out(high: Path, fake: Path) -> None:
    done = run_kg("build", "--reviewed-only", "--project", str(high))
    assert (done.code, was_read(fake)) == (0, [])
    assert "proposed" not in done.err
    assert f"skipped: {HIGH}:1:1: the article has no claims yet" in done.err
    assert _rows(high, STATUS) == []
    check = ("build", "--check", "--project", str(high))
    assert run_kg(*check).code == 0
    assert run_kg(*check, "--reviewed-only").code == 0
    assert run_kg("verify", "--project", str(high)).code == 0
    assert "up to date, nothing to do" in run_kg("build", "--reviewed-only", "--project", str(high)).err
    assert "4 proposed" in run_kg("build", "--project", str(high)).err
    assert run_kg(*check).code == 0
    assert run_kg(*check, "--reviewed-only").code == 1


def test_a_query_may_leave_proposals_out(high: Path) -> None:
    build(high)
    whole = {row[0] for row in _rows(high, "SELECT ?s { ?s ?p ?o }")}
    left = {row[0] for row in _rows(high, "SELECT ?s { ?s ?p ?o }", reviewed_only=True)}
    gone = {row[0] for row in _rows(high, STATUS)}
    assert len(gone) == 6
    assert whole - left == gone
    ask = ("query", "-e", STATUS, "--project", str(high))
    assert len(run_kg(*ask).out.splitlines()) == 7
    assert run_kg(*ask, "--reviewed-only").out.split() == ["x"]


def test_the_same_inputs_give_the_same_bytes_under_any_hash_seed(high: Path, fake: Path) -> None:
    _save(high, fake)
    edit(high, HIGH_PROPOSALS, "extractor: patterns/7 model-1\n", "extractor: other/1\n")
    found = []
    for seed in ("1", "2"):
        done = start_kg("build", "--force", "--project", str(high), env={"PYTHONHASHSEED": seed})
        assert done.code == 0, done.err
        found.append(exports(high))
    assert found[0] == found[1]
