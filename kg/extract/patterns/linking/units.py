"""Takes an article under its layers; gives its figures with the units that their words leave out.

"4.27 million in 2024" behind "5.5 million things", "75,869 were delivered", "2,000 of them", "revenue of 777 billion":
a bare figure is a choice among the units of the article and those of figures among such words; one that is likely
enough is read and marked as inferred. Touches only the weights beside the code (`lexicon/units.yaml`) and the counts
of words (`lexicon/unitwords.yaml`), both learned by tests/gold/train_units.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import floor, log10

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.linking.unitcues import UnitCues
from kg.extract.patterns.linking.weights import likelihoods
from kg.extract.patterns.linking.wording import Wording, neighbours, steps, word_at, wording
from kg.extract.patterns.slots.values import COUNT
from kg.model import Amount, Schema

#: A unit is read from this likelihood on.
_READ = 0.4
#: How many units are asked for their words alone.
_FITTING = 5
#: How many figures of the paragraph before the sentence count.
_BACK = 6
#: What ratio of two sizes falls into which bucket, the last of those that it passes.
_RATIOS = ((0.0, "1"), (1.5, "3"), (3.0, "10"), (10.0, "100"), (100.0, "far"))
#: So few characters lie between figures of which one follows at once: "365 and 402".
_AT_ONCE = 8
_LARGEST = 10
_MONEY = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_SCALED = re.compile(r"million|billion|trillion|thousand|bn|mn|tn|\dm\b", re.IGNORECASE)
#: The units of time.
TIMES = frozenset(("year", "quarter", "month", "week", "day", "hour", "minute", "second"))


@dataclass(frozen=True)
class Row:
    """A figure with its tokens, where sentence and paragraph start, the size of its number and how that is written."""

    amount: Amount
    first: int
    last: int
    sentence: int
    paragraph: int
    size: float
    shape: str

    @property
    def bare(self) -> bool:
        """Whether its words name no unit, or only that it counts units of something."""
        return self.amount.quantity.unit in ("", COUNT)


class Units:
    """The choice of a unit for bare figures, for one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        counted = (term.units for term in schema.properties.values() if COUNT in term.units)
        self.counted = frozenset(unit for units in counted for unit in units)
        self.cues = UnitCues(schema)

    def infer(self, evidence: Evidence) -> Iterator[Amount]:
        """The figures of the article, each with the unit that its surroundings imply where its words name none."""
        rows = self.rows(evidence)
        told: dict[int, str] = {}
        counts = wording("unitwords")
        for row in rows:
            amount = row.amount
            if row.bare:
                _, candidates = self.candidates(evidence, rows, row, told, counts)
                chances = likelihoods("unit", candidates, "units")
                best = min(chances, key=lambda unit: (-chances[unit], unit), default=None)
                if best is not None and chances[best] >= _READ and best != amount.quantity.unit:
                    amount = replace(amount, quantity=replace(amount.quantity, unit=best, unit_basis="inferred"))
            if amount.quantity.unit:
                told[amount.span.start] = amount.quantity.unit
            yield amount

    def rows(self, evidence: Evidence) -> list[Row]:
        """The figures in their order."""
        found = []
        for amount in sorted(evidence.all_amounts, key=lambda one: one.span.start):
            first, last = evidence.token(amount.span.start), evidence.token(amount.span.end - 1)
            paragraph = evidence.text.rfind("\n", 0, amount.span.start)
            size, shape = _size(amount), _shape(amount.span.text)
            found.append(Row(amount, first.i, last.i, first.sent.start_char, paragraph, size, shape))
        return found

    def candidates(
        self,
        evidence: Evidence,
        rows: Sequence[Row],
        row: Row,
        told: Mapping[int, str],
        counts: Wording,
        less: Wording | None = None,
    ) -> tuple[list[str], dict[str, list[str]]]:
        """The words around a bare figure, and every unit that it may have with what speaks for it.

        `told` are the units of the figures before it, by where they start; `less` is taken off the counts of words.
        """
        words = words_of(evidence, row)
        behind, (near, sums) = self.cues.behind(evidence, row.last), self.cues.near(evidence, row.first, row.last)
        fits = counts.scores(words, sorted(self.schema.units.keys() & counts.figures.keys()), less)
        stated = Counter(one.amount.quantity.unit for one in rows if not one.bare)
        around = _Around(rows, row, stated, told)
        names = set(sorted(fits, key=lambda unit: (-fits[unit], unit))[:_FITTING]) | {
            COUNT,
            *behind,
            *near,
            *stated,
            *told.values(),
        }
        names &= self.schema.units.keys()
        fits |= counts.scores(words, sorted(names - fits.keys()), less)
        placed = self._placed(evidence, row)
        wordings = steps({unit: fits[unit] for unit in sorted(names)})
        noun = noun_behind(evidence, row)
        found = {}
        for unit in sorted(names):
            found[unit] = self._features(row, unit, wordings[unit], around, placed)
            found[unit] += ["counted by the noun"] if unit in behind else []
            found[unit] += [f"word of {'it' if unit in near else 'another'}"] if near else []
            found[unit] += ["a sum"] if sums and _MONEY.fullmatch(unit) else []
            if noun:
                found[unit].append(_behind(noun, unit, counts, less))
        return words, found

    def _features(self, row: Row, unit: str, fit: str, around: _Around, placed: Sequence[str]) -> list[str]:
        """What speaks for a unit, or against it."""
        kind = self._kind(unit)
        power = min(_LARGEST, floor(log10(row.size))) if row.size else "none"
        found = ["any", kind, fit, f"{fit}, {kind}", f"{kind} {row.shape}", f"{kind} of {power}", f"{unit} of {power}"]
        found += [f"{kind} {where}" for where in placed]
        found.append("units of something" if row.amount.quantity.unit else "bare")
        return found + around.features(unit, kind)

    def _placed(self, evidence: Evidence, row: Row) -> list[str]:
        """What stands right behind the figure and right before it."""
        found, doc = [], evidence.doc
        if row.last + 1 < len(doc):
            after = doc[row.last + 1]
            named = "a name" if after.i in evidence.mentions else after.pos_ if after.pos_ in ("NOUN", "ADJ") else None
            found.append(f"before {'a noun' if after.pos_ == 'PROPN' and not named else named or 'no noun'}")
        else:
            found.append("at the end")
        if row.first:
            before = doc[row.first - 1]
            own = before.pos_ == "ADP" or before.lower_ in ("(", "was", "is", "were")
            found.append(
                f"behind {'a name' if before.i in evidence.mentions else before.lower_ if own else before.pos_}"
            )
        return found

    def _kind(self, unit: str) -> str:
        """What a unit measures: money, time, a ratio (each its own), things that are counted, something physical."""
        if _MONEY.fullmatch(unit):
            return "money"
        if unit in TIMES:
            return "time"
        if unit == COUNT or unit in self._ratios:
            return unit
        return "things" if unit in self.counted else "measure"

    @cached_property
    def _ratios(self) -> frozenset[str]:
        """The units without a dimension."""
        return frozenset(("percent", "percentage-point", "point", "times", "rank")) & self.schema.units.keys()


@dataclass(frozen=True)
class _Around:
    """The figures of an article around one of them."""

    rows: Sequence[Row]
    row: Row
    stated: Counter[str]
    told: Mapping[int, str]

    def unit(self, row: Row) -> str:
        """The unit of a figure: stated, or told before."""
        return self.told.get(row.amount.span.start, "") if row.bare else row.amount.quantity.unit

    @cached_property
    def before(self) -> list[Row]:
        """The figures with a unit before this one, the last first."""
        ahead = (one for one in self.rows if one.amount.span.start < self.row.amount.span.start and self.unit(one))
        return sorted(ahead, key=lambda one: -one.amount.span.start)

    @cached_property
    def here(self) -> list[Row]:
        """Those of the sentence."""
        return [one for one in self.before if one.sentence == self.row.sentence]

    @cached_property
    def paragraph(self) -> Counter[str]:
        """How often the paragraph has each unit."""
        return Counter(self.unit(one) for one in self.rows if one.paragraph == self.row.paragraph and self.unit(one))

    @cached_property
    def next(self) -> Row | None:
        """The figure with a unit of its own that follows in the sentence, at most one other between."""
        at = self.rows.index(self.row)
        behind = (one for one in self.rows[at + 1 : at + 3] if one.sentence == self.row.sentence and not one.bare)
        return next(behind, None)

    @cached_property
    def money(self) -> str:
        """The currency that the article states most often."""
        return next((unit for unit, _ in self.stated.most_common() if _MONEY.fullmatch(unit)), "")

    def features(self, unit: str, kind: str) -> list[str]:
        """How the figures around speak for the unit."""
        found = []
        for which, ones in (("last", self.here[:1]), ("last but one", self.here[1:2])):
            found += [feature for one in ones for feature in self._beside(which, one, unit, kind)]
        if not self.here:
            found.append(f"first in sentence, {kind}")
            for one in [one for one in self.before if one.paragraph == self.row.paragraph][:1]:
                same = self.unit(one) == unit
                found.append(f"last in paragraph, {_ratio(self.row.size, one.size)}" if same else "last is another")
        if self.next and self.next.amount.quantity.unit == unit:
            near = self.next.amount.span.start - self.row.amount.span.end < _AT_ONCE
            found += ["next", *(["next at once"] if near else [])]
        if self.paragraph[unit]:
            found.append("in paragraph")
            found += ["most in paragraph"] if self.paragraph[unit] == max(self.paragraph.values()) else []
        if self.stated[unit]:
            found.append("in article")
            found += ["most in article"] if self.stated[unit] == max(self.stated.values()) else []
        elif unit != COUNT:
            found.append("not in article")
        if kind == "money":
            found.append("the usual money" if unit == self.money else "other money")
        return found

    def _beside(self, which: str, one: Row, unit: str, kind: str) -> list[str]:
        """How a figure before in the sentence speaks for the unit."""
        if self.unit(one) != unit:
            return [f"{which} is another"]
        found = [which, f"{which}, {kind}", f"{which}, {_ratio(self.row.size, one.size)}"]
        found += [f"{which}, as written"] if one.shape == self.row.shape else []
        found += [f"{which}, at once"] if self.row.amount.span.start - one.amount.span.end < _AT_ONCE else []
        return found


def words_of(evidence: Evidence, row: Row) -> list[str]:
    """The words around a figure, things as their classes, and which stand right behind it and before it."""
    found = neighbours(evidence, row.first, row.last, evidence.root(row.amount.span))
    if row.last + 1 < len(evidence.doc):
        found.append(f"next {word_at(evidence, row.last + 1)}")
    if row.first:
        found.append(f"previous {word_at(evidence, row.first - 1)}")
    return list(dict.fromkeys(found))


def noun_behind(evidence: Evidence, row: Row) -> str:
    """The noun that follows at once, as it is counted."""
    named = row.last + 1 >= len(evidence.doc) or row.last + 1 in evidence.mentions
    return "" if named or evidence.doc[row.last + 1].pos_ != "NOUN" else f"next {word_at(evidence, row.last + 1)}"


def _behind(noun: str, unit: str, counts: Wording, less: Wording | None) -> str:
    """Whether the noun that follows has stood behind figures of the unit, or of others."""
    off = less.words.get(noun, {}) if less else {}
    stood = {name: count - off.get(name, 0.0) for name, count in counts.words.get(noun, {}).items()}
    known = [name for name, count in stood.items() if count > 0]
    return "noun of it" if unit in known else "noun of others" if known else "noun of none"


def _size(amount: Amount) -> float:
    quantity = amount.quantity
    return abs(float(quantity.number or quantity.low or quantity.high or 0))


def _shape(text: str) -> str:
    """How a number is written: in words, with how many decimals, with "million"."""
    match = _NUMBER.search(text)
    written = "in words" if match is None else f"with {min(3, len(match[1]))} decimals" if match[1] else "in figures"
    return f"{written}, scaled" if _SCALED.search(text) else written


def _ratio(one: float, other: float) -> str:
    """How much larger the larger of two sizes is."""
    ratio = max(one, other) / min(one, other) if one and other else _RATIOS[-1][0]
    return [name for least, name in _RATIOS if ratio >= least][-1]
