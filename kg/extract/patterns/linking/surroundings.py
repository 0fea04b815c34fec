"""Takes the figures of an article in their order; gives how those around one speak for its unit.

Touches nothing but itself: it keeps the units told so far, so that no figure looks at all the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.slots.values import COUNT
from kg.model import Amount

#: A currency.
MONEY = re.compile(r"[A-Z]{3}")
#: What ratio of two sizes falls into which bucket, the last of those that it passes.
_RATIOS = ((0.0, "1"), (1.5, "3"), (3.0, "10"), (10.0, "100"), (100.0, "far"))
#: So few characters lie between figures of which one follows at once: "365 and 402".
_AT_ONCE = 8
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_SCALED = re.compile(r"million|billion|trillion|thousand|bn|mn|tn|\dm\b", re.IGNORECASE)


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


class Surroundings:
    """The figures of an article, read one after the other.

    `stated` are the units that their words name and how often, `named` those and the units told so far.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.stated = Counter(one.amount.quantity.unit for one in rows if not one.bare)
        self.named = set(self.stated)
        self._money = next((unit for unit, _ in self.stated.most_common() if MONEY.fullmatch(unit)), "")
        self._usual = max(self.stated.values(), default=0)
        self._before: list[tuple[Row, str]] = []
        self._paragraphs: dict[int, Counter[str]] = {}
        for one in rows:
            units = self._paragraphs.setdefault(one.paragraph, Counter())
            if not one.bare:
                units[one.amount.quantity.unit] += 1

    def note(self, row: Row, unit: str) -> None:
        """Goes past a figure; `unit` is that of one whose words name none, or nothing."""
        unit = unit if row.bare else row.amount.quantity.unit
        if unit:
            self.named.add(unit)
            self._before.append((row, unit))
            if row.bare:
                self._paragraphs[row.paragraph][unit] += 1

    def features(self, at: int, unit: str, kind: str) -> list[str]:
        """How the figures around number `at`, of those before it the ones gone past, speak for the unit."""
        found: list[str] = []
        row, units = self.rows[at], self._paragraphs[self.rows[at].paragraph]
        here = [(one, its) for one, its in reversed(self._before[-2:]) if one.sentence == row.sentence]
        for which, (one, its) in zip(("last", "last but one"), here, strict=False):
            found += _beside(which, row, one, kind, same=its == unit)
        if not here:
            found.append(f"first in sentence, {kind}")
            last, its = self._before[-1] if self._before else (None, "")
            if last is not None and last.paragraph == row.paragraph:
                found.append(f"last in paragraph, {_ratio(row.size, last.size)}" if its == unit else "last is another")
        behind = (one for one in self.rows[at + 1 : at + 3] if one.sentence == row.sentence and not one.bare)
        after = next(behind, None)
        if after and after.amount.quantity.unit == unit:
            near = after.amount.span.start - row.amount.span.end < _AT_ONCE
            found += ["next", *(["next at once"] if near else [])]
        if units[unit]:
            found.append("in paragraph")
            found += ["most in paragraph"] if units[unit] == max(units.values()) else []
        if self.stated[unit]:
            found.append("in article")
            found += ["most in article"] if self.stated[unit] == self._usual else []
        elif unit != COUNT:
            found.append("not in article")
        if kind == "money":
            found.append("the usual money" if unit == self._money else "other money")
        return found


def rows_of(evidence: Evidence) -> list[Row]:
    """The figures of an article in their order."""
    found = []
    for amount in sorted(evidence.all_amounts, key=lambda one: one.span.start):
        first, last = evidence.token(amount.span.start), evidence.token(amount.span.end - 1)
        paragraph = evidence.text.rfind("\n", 0, amount.span.start)
        size, shape = _size(amount), _shape(amount.span.text)
        found.append(Row(amount, first.i, last.i, first.sent.start_char, paragraph, size, shape))
    return found


def _beside(which: str, row: Row, one: Row, kind: str, *, same: bool) -> list[str]:
    """How a figure before in the sentence speaks for the unit."""
    if not same:
        return [f"{which} is another"]
    found = [which, f"{which}, {kind}", f"{which}, {_ratio(row.size, one.size)}"]
    found += [f"{which}, as written"] if one.shape == row.shape else []
    found += [f"{which}, at once"] if row.amount.span.start - one.amount.span.end < _AT_ONCE else []
    return found


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
