"""Learns which units bare figures have (`kg/extract/patterns/linking/units.py`): `train_units.py [--write]`.

Takes the same gold as `train_links.py`, passages aside. Every figure whose words name no unit and that the gold notes
is a choice among units; a conditional logit model is fitted to the features (the same weights in every run). Prints,
for articles that a fold of five left out, how many units are right at several thresholds. To be run before
`train_links.py`, as metrics are chosen by units.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from train_links import Choice, Opened, fit, numbers, open_all, write_wording

from kg.evaluate.gold import GoldFact
from kg.evaluate.values import overlap
from kg.extract.patterns import PatternExtractor
from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.analysis.text import plain
from kg.extract.patterns.lexicon import words as lexicon
from kg.extract.patterns.linking.surroundings import Row, Surroundings, rows_of
from kg.extract.patterns.linking.units import Units, noun_behind, words_of
from kg.extract.patterns.linking.weights import chances
from kg.extract.patterns.linking.wording import Wording, counted
from kg.model import Amount

HEAD = """\
# How much each feature speaks for a unit of a bare figure (kg/extract/patterns/linking/units.py). Learned by
# tests/gold/train_units.py on the gold of tests/gold.
"""
WORDING_HEAD = """\
# Which words stand around the figures of each unit (kg/extract/patterns/linking/units.py). Counted by
# tests/gold/train_units.py on the gold of tests/gold.
# Unit, how many figures it has, how many words stand around them.
"""
FOLDS, PRIOR = 5, 3.0
#: What a figure that names its unit counts against a bare one; a word that fewer have is not kept.
STATED, OFTEN = 0.5, 1.0
#: What a figure before a noun weighs of which the gold says nothing: readers pass over what the ontology cannot count.
UNNOTED = 0.3


class Text(NamedTuple):
    """An article: its figures, the units that the gold gives them by where they start, and the words around them."""

    name: str
    evidence: Evidence
    rows: list[Row]
    noted: dict[int, set[str]]
    wording: Wording


class Asked(NamedTuple):
    """A bare figure as a choice, the units of its candidates, and the right ones."""

    choice: Choice
    found: list[str]
    right: set[str]


def main() -> None:
    extractor, articles = open_all()
    texts = list(read_texts(extractor, articles))
    cross_check(extractor.units, texts)
    if "--write" in sys.argv:
        write(extractor.units, texts)


def read_texts(extractor: PatternExtractor, articles: Iterable[Opened]) -> Iterator[Text]:
    for article, gold, _, _, name in articles:
        evidence = extractor.ground(article, extractor.language(plain(article.body))).evidence
        rows = rows_of(evidence)
        noted = {row.amount.span.start: units_of(gold.facts, row.amount) for row in rows}
        noted = {start: units for start, units in noted.items() if units}
        known = extractor.schema.units.keys()
        wording = worded(evidence, rows, {start: units & known for start, units in noted.items()})
        yield Text(f"{name}:{article.id}", evidence, rows, noted, wording)


def units_of(facts: Sequence[GoldFact], amount: Amount) -> set[str]:
    """The units that facts give a figure: their words overlap, the number is the same, the sign aside."""
    return {
        value.unit
        for fact in facts
        if fact.span is not None and overlap(fact.span, amount.span)
        for value in fact.values
        if numbers(value) == numbers(amount.quantity)
    }


def worded(evidence: Evidence, rows: Sequence[Row], noted: Mapping[int, set[str]]) -> Wording:
    """The words around the figures of an article whose units are known."""
    told = []
    for row in rows:
        units = noted.get(row.amount.span.start) or (set() if row.bare else {row.amount.quantity.unit})
        if units:
            weight = 1.0 if row.bare else STATED
            told.append((words_of(evidence, row), {min(units): weight}))
    return counted(told)


def together(texts: Sequence[Text]) -> Wording:
    """The counts of several articles."""
    words: dict[str, dict[str, float]] = {}
    figures: dict[str, float] = {}
    totals: dict[str, float] = {}
    for text in texts:
        for word, counts in text.wording.words.items():
            add(words.setdefault(word, {}), counts)
        add(figures, text.wording.figures)
        add(totals, text.wording.totals)
    words = {word: counts for word, counts in words.items() if sum(counts.values()) > OFTEN}
    return Wording(words, figures, totals)


def add(to: dict[str, float], more: Mapping[str, float]) -> None:
    for name, count in more.items():
        to[name] = to.get(name, 0.0) + count


def choices(units: Units, texts: Sequence[Text], counts: Wording, *, learning: bool) -> Iterator[Asked]:
    """Every bare figure that is noted, as a choice; learning, also those before a noun that the gold passes over."""
    for text in texts:
        around = Surroundings(text.rows)
        for at, row in enumerate(text.rows):
            right = text.noted.get(row.amount.span.start, set())
            silent = learning and not row.amount.quantity.unit and bool(noun_behind(text.evidence, row))
            if row.bare and (right or silent):
                less = text.wording if learning else None
                found = units.candidates(text.evidence, around, at, counts, less)
                ways: list[tuple[Sequence[str], bool]] = [(told_by, unit in right) for unit, told_by in found.items()]
                none = not any(is_right for _, is_right in ways)
                yield Asked(Choice(1.0 if right else UNNOTED, ways, none), list(found), right)
            known = right & units.schema.units.keys()
            around.note(row, min(known) if known else row.amount.quantity.unit)


def cross_check(units: Units, texts: Sequence[Text]) -> None:
    """Prints how often the choices are right on articles that were left out."""
    names = sorted(text.name for text in texts)
    decided: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        kept = [text for text in texts if text.name not in held]
        counts = together(kept)
        weights = fit([one.choice for one in choices(units, kept, counts, learning=True)], PRIOR)
        left = [text for text in texts if text.name in held]
        for choice, found, right in choices(units, left, counts, learning=False):
            features = (told_by for told_by, _ in choice.candidates)
            told = chances(dict(zip(found, features, strict=True)), weights)
            best = max(told, key=lambda unit: told[unit])
            decided.append((told[best], best in right))
    print(f"{len(decided)} bare figures; threshold  read  right")
    for threshold in (0.0, 0.3, 0.4, 0.5, 0.6):
        read = [is_right for chance, is_right in decided if chance >= threshold]
        print(f"{threshold:24} {len(read):5} {sum(read):6}")


def write(units: Units, texts: Sequence[Text]) -> None:
    counts = together(texts)
    weights = fit([one.choice for one in choices(units, texts, counts, learning=True)], PRIOR)
    folder = lexicon.FOLDER
    text = f"{HEAD}unit:\n"
    text += "".join(f'  - "{one} {weights[one]:.2f}"\n' for one in sorted(weights) if abs(weights[one]) >= 0.005)
    (folder / "units.yaml").write_text(text, "utf-8")
    write_wording(folder / "unitwords.yaml", WORDING_HEAD, counts, "unit")


if __name__ == "__main__":
    main()
