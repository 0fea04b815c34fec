"""Takes a text and where an amount ends; gives where the parenthesis behind it ends that says the same once more.

Touches nothing. "4.80 metres (189 in)", "230 kW (308 hp)", "300 euros ($320 or 48,000 yen)" are one amount.
"""

from __future__ import annotations

import re

from kg.extract.patterns.amounts.measures import Measures
from kg.extract.patterns.amounts.sides import Side, Sides
from kg.extract.patterns.lexicon.wordlists import lexicon


class Restated:
    """Reads what stands behind the amounts of one text."""

    def __init__(self, text: str, measures: Measures, sides: Sides) -> None:
        self.text, self.measures, self.sides = text, measures, sides

    def end(self, end: int, unit: str, floor: int) -> int:
        """Where the parenthesis ends in which the amount is given once more in another currency or measure."""
        match = _OPEN.match(self.text, end)
        if not match:
            return end
        at = match.end()
        for _ in range(3):
            start = self.sides.next(at)
            if start is None or start - at > 24 or self.sides.shut(start) > start:
                return end
            side = self.sides.read(start, floor)
            if side is None or not _FILLER.fullmatch(self.text, at, side.start):
                return end
            last = self.upper(side, floor) or side
            other, at = self.short(last)
            if not self.same_thing(unit, other or side.unit):
                return end
            if close := _CLOSE.match(self.text, at):
                return close.end()
            more = _MORE.match(self.text, at)
            if not more:
                return end
            at = more.end()
        return end

    def upper(self, side: Side, floor: int) -> Side | None:
        """The upper end of a range in a parenthesis: "(200 or 300 hp)"."""
        match = _UP.match(self.text, side.end)
        at = self.sides.next(match.end()) if match else None
        last = self.sides.read(at, floor) if match and at == match.end() else None
        return last if last and (not side.unit or side.unit == last.unit or not last.unit) else None

    def short(self, side: Side) -> tuple[str, int]:
        """The unit of what closes a parenthesis, and where it ends: there a unit may be written as a common word is."""
        match = _SHORT.match(self.text, side.end)
        units = dict(one.split() for one in lexicon("amounts").texts("short_units"))
        return (units[match[1]], match.end()) if match and match[1] in units else (side.unit, side.end)

    def same_thing(self, one: str, other: str) -> bool:
        if not one or not other or one == other:
            return False
        pairs = lexicon("amounts").texts("conversions")
        both = self.measures.is_money(one) and self.measures.is_money(other)
        return both or f"{one} {other}" in pairs or f"{other} {one}" in pairs


_OPEN = re.compile(r"\s?\(")
_CLOSE = re.compile(r"\s?\)")
_MORE = re.compile(r"\s?[,;/]\s?|\sor\s")
_SHORT = re.compile(r"\s?([a-z]{1,4})\.?(?=\s?[),;/])")
_FILLER = re.compile(r"\s?(?:[A-Za-z.,~≈=]{1,14}\s?){0,2}")
_UP = re.compile(r"\s?[-\u2010\u2011\u2013\u2014~]\s?|\s(?:to|or|and)\s")
