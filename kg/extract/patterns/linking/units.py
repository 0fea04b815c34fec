"""Takes an article under its layers; gives its figures with the units that their words leave out.

"4.27 million in 2024" behind "5.5 million things", "75,869 were delivered", "2,000 of them", "revenue of 777 billion":
a bare figure is a choice among the units of the article and those of figures among such words; one that is likely
enough is read and marked as inferred. Touches only the weights beside the code (`lexicon/units.yaml`) and the counts
of words (`lexicon/unitwords.yaml`), both learned by tests/gold/train_units.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from math import floor, log10

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.linking.surroundings import MONEY, Row, Surroundings, rows_of
from kg.extract.patterns.linking.unitcues import UnitCues
from kg.extract.patterns.linking.weights import likelihoods
from kg.extract.patterns.linking.wording import Wording, neighbours, steps, word_at, wording
from kg.extract.patterns.slots.values import COUNT
from kg.model import Amount, Schema

#: A unit is read from this likelihood on.
_READ = 0.4
#: How many units are asked for their words alone.
_FITTING = 5
_LARGEST = 10
#: The units of time.
TIMES = frozenset(("year", "quarter", "month", "week", "day", "hour", "minute", "second"))


class Units:
    """The choice of a unit for bare figures, for one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        counted = (term.units for term in schema.properties.values() if COUNT in term.units)
        self.counted = frozenset(unit for units in counted for unit in units)
        self.cues = UnitCues(schema)

    def infer(self, evidence: Evidence) -> Iterator[Amount]:
        """The figures of the article, each with the unit that its surroundings imply where its words name none.

        That a figure counts units of something is no news, and not read into it.
        """
        around = Surroundings(rows_of(evidence))
        counts = wording("unitwords")
        for at, row in enumerate(around.rows):
            amount = row.amount
            if row.bare:
                chances = likelihoods("unit", self.candidates(evidence, around, at, counts), "units")
                best = min(chances, key=lambda unit: (-chances[unit], unit), default=None)
                if best is not None and chances[best] >= _READ and best not in (amount.quantity.unit, COUNT):
                    amount = replace(amount, quantity=replace(amount.quantity, unit=best, unit_basis="inferred"))
            around.note(row, amount.quantity.unit)
            yield amount

    def candidates(
        self, evidence: Evidence, around: Surroundings, at: int, counts: Wording, less: Wording | None = None
    ) -> dict[str, list[str]]:
        """Every unit that the bare figure number `at` may have, with what speaks for it.

        `less` is taken off the counts of words.
        """
        row = around.rows[at]
        words = words_of(evidence, row)
        behind, (near, sums) = self.cues.behind(evidence, row.last), self.cues.near(evidence, row.first, row.last)
        fits = counts.scores(words, sorted(self.schema.units.keys() & counts.figures.keys()), less)
        likely = sorted(fits, key=lambda unit: (-fits[unit], unit))[:_FITTING]
        names = sorted({COUNT, *likely, *behind, *near, *around.named} & self.schema.units.keys())
        fits |= counts.scores(words, [unit for unit in names if unit not in fits], less)
        placed = self._placed(evidence, row)
        wordings = steps({unit: fits[unit] for unit in names})
        noun = noun_behind(evidence, row)
        found = {}
        for unit in names:
            kind = self._kind(unit)
            found[unit] = [*_own(row, unit, kind, wordings[unit], placed), *around.features(at, unit, kind)]
            found[unit] += ["counted by the noun"] if unit in behind else []
            found[unit] += [f"word of {'it' if unit in near else 'another'}"] if near else []
            found[unit] += ["a sum"] if sums and kind == "money" else []
            if noun:
                found[unit].append(_behind(noun, unit, counts, less))
        return found

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
        if MONEY.fullmatch(unit):
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


def _own(row: Row, unit: str, kind: str, fit: str, placed: Sequence[str]) -> list[str]:
    """What number, words and place of the figure say of a unit."""
    power = min(_LARGEST, floor(log10(row.size))) if row.size else "none"
    found = ["any", kind, fit, f"{fit}, {kind}", f"{kind} {row.shape}", f"{kind} of {power}", f"{unit} of {power}"]
    found += [f"{kind} {where}" for where in placed]
    return [*found, "units of something" if row.amount.quantity.unit else "bare"]


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
