"""Takes a text and the schema; gives every quantity that its words state, with unit and bound; touches nothing.

A small grammar, not a parser: from each digit or number word it reads outwards, a few words to either side. Units are
the schema's, by the names that it knows them by; the rest of the words are in lexicon/amounts.yaml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg import quantities
from kg.extract.patterns.bounds import bound_after, bound_before, bound_of_verb
from kg.extract.patterns.decoys import decoys, is_hyphenated, is_idiom, is_year, names_something
from kg.extract.patterns.measures import Measure, Measures, measures_of
from kg.extract.patterns.numerals import Numeral, next_start, read_numeral, tidy
from kg.extract.patterns.ratios import find_ratios
from kg.extract.patterns.wordlists import either, lexicon, values
from kg.model import Amount, Quantity, Schema, Span


@dataclass(frozen=True, slots=True)
class _Side:
    """One number with what belongs to it: [start, end) covers currency, number, bound behind and adjacent unit."""

    start: int
    end: int
    numeral: Numeral
    unit: str
    form: str
    bound: str
    adjacent: bool
    money_before: bool

    @property
    def value(self) -> Decimal:
        return self.numeral.value


def find_amounts(text: str, schema: Schema) -> list[Amount]:
    """The quantities of a text, sorted, none overlapping; what is no quantity (dates, names, versions) is left out."""
    special = find_ratios(text, schema)
    closed = sorted([*decoys(text), *((one.span.start, one.span.end) for one in special)])
    found = [*special, *_Reader(text, measures_of(schema), closed).amounts()]
    return sorted(found, key=lambda one: one.span.start)


class _Reader:
    """Walks through one text; knows the stretches in which it may not read."""

    def __init__(self, text: str, measures: Measures, closed: list[tuple[int, int]]) -> None:
        self.text = text
        self.measures = measures
        self.closed = closed
        self.starts = [start for start, _ in closed]
        self.floor = 0

    def amounts(self) -> Iterator[Amount]:
        place = 0
        while (start := next_start(self.text, place)) is not None:
            shut = self.shut(start)
            if shut > start:
                place = self.floor = shut
                continue
            amount = self.amount(start)
            if amount is None:
                place = self.past(start)
                continue
            yield amount
            place = self.floor = amount.span.end

    def shut(self, place: int) -> int:
        """Where the closed stretch around the place ends; the place itself where there is none."""
        index = bisect_right(self.starts, place) - 1
        return max(place, self.closed[index][1]) if index >= 0 else place

    def past(self, start: int) -> int:
        match = _REST.match(self.text, start)
        return match.end() if match else start + 1

    def amount(self, start: int) -> Amount | None:
        """The amount whose first number starts here, or None where the number is no amount."""
        first = self.side(start)
        if first is None:
            return None
        bound, begin = bound_before(self.text, first.start, self.floor)
        last = self.second(first, begin)
        if last is None:
            if not self.counts(first, bound):
                return None
            if bound == "exact":
                bound = self.verb_bound(first)
            quantity = self.single(first, bound)
            if quantity.number is not None and quantity.number < 0 and begin == first.start:
                begin = self.sign(begin)
            return self.finished(begin, quantity, first)
        quantity = self.ranged(first, last)
        return self.finished(begin, quantity, last) if quantity else None

    # One side ------------------------------------------------------------------------------------------------------

    def side(self, start: int) -> _Side | None:
        """The number at `start` with the currency before it and the unit behind it."""
        text, measures = self.text, self.measures
        money = measures.before(text, start, self.floor)
        numeral = read_numeral(text, start, money=money is not None)
        if numeral is None or self.shut(numeral.end - 1) > numeral.end - 1:
            return None
        bound, end = bound_after(text, numeral.end, tight=True)
        if money is None and self.is_million(end):
            numeral, end = replace(numeral, value=numeral.value * 1_000_000, end=end + 1), end + 1
        unit = self.unit(numeral, end, money)
        adjacent = unit is not None and unit.start - end <= 4
        if unit is not None and adjacent:
            end = max(end, unit.end)
            if bound == "exact":
                bound, end = bound_after(text, end)
        name = unit.unit if unit else ""
        begin = money.start if money else start
        form = unit.form if unit else ""
        return _Side(begin, end, numeral, name, form, bound, adjacent, money is not None)

    def unit(self, numeral: Numeral, end: int, money: Measure | None) -> Measure | None:
        text, measures = self.text, self.measures
        near = measures.behind(text, end)
        if money:
            return near if near and near.unit == money.unit else replace(money, start=end, end=end)
        if near is None and (of := _OF.match(text, end)) and numeral.form in ("vague", "words"):
            near = measures.behind(text, of.end())
            near = near if near and measures.is_plural(near.form) else None
        if near and near.form in ("x", "×") and near.start != end:
            near = None
        if near is None:
            return measures.counted(text, end)
        if measures.has_plural(near) and numeral.value != 1 and text[near.start - 1] not in "-\u2011":
            return measures.counted(text, end) or near
        return near

    def is_million(self, end: int) -> bool:
        """Whether a lone m behind the digits means a million: before a currency or a counted thing."""
        text, measures = self.text, self.measures
        if (
            text[end : end + 1] != "m"
            or not text[end - 1].isdigit()
            or text[end + 1 : end + 2] not in (" ", "\n", "\u00a0")
        ):
            return False
        near = measures.behind(text, end + 1)
        return (near is not None and measures.is_money(near.unit)) or measures.counted(text, end + 1) is not None

    def counts(self, side: _Side, bound: str) -> bool:
        """Whether a single number is an amount at all, not a year, a name's part or an idiom."""
        numeral, text = side.numeral, self.text
        if side.money_before or numeral.form == "vague":
            return True
        words = text[numeral.start : numeral.end]
        if numeral.form == "words" and is_idiom(text, numeral.start, numeral.end):
            return False
        if is_hyphenated(text, numeral.end) and not (side.unit and side.adjacent):
            return False
        if not side.unit and (side.end < len(text) and text[side.end].isalpha() and text[side.end].isascii()):
            return False
        counted = side.unit and self.measures.is_plural(side.form)
        plain = numeral.form == "digits" and not numeral.scaled and bound == "exact" and side.bound == "exact"
        if plain and (not side.unit or counted):
            if names_something(text, numeral.start):
                return False
            if is_year(words) and not (side.unit and side.adjacent and not _MODEL_YEAR.match(text, numeral.end)):
                return False
        if side.unit and side.adjacent:
            return not (
                numeral.form == "words" and counted and _POINTED.search(text, max(0, numeral.start - 8), numeral.start)
            )
        if numeral.form == "words":
            return numeral.scaled or numeral.value >= 100 or self.counts_noun(side, bound)
        return (
            bool(side.unit)
            or numeral.form != "digits"
            or numeral.scaled
            or numeral.value >= 100
            or (
                "." in words
                or bound != "exact"
                or side.bound != "exact"
                or _PLURAL.match(text, numeral.end) is not None
            )
        )

    def counts_noun(self, side: _Side, bound: str) -> bool:
        start = side.numeral.start
        if side.numeral.value == 1 or _POINTED.search(self.text, max(0, start - 8), start):
            return bound != "exact" and side.numeral.value != 1
        match = _PLURAL.match(self.text, side.numeral.end)
        return bool(side.unit) or bound != "exact" or match is not None

    def verb_bound(self, side: _Side) -> str:
        numeral = side.numeral
        weighty = numeral.form == "grouped" or numeral.scaled or numeral.value >= 100 or side.unit == "percent"
        return bound_of_verb(self.text, side.start, self.floor) if weighty else "exact"

    # Two sides ------------------------------------------------------------------------------------------------------

    def second(self, first: _Side, begin: int) -> _Side | None:
        """The upper end, where the text goes on with "to", a dash or, after "between", with "and"."""
        match = _LINK.match(self.text, first.end)
        if not match or first.numeral.form == "vague":
            return None
        at = next_start(self.text, match.end())
        if at is None or at - match.end() > 5 or self.shut(at) > at:
            return None
        last = self.side(at)
        if last is None or last.start > match.end() or last.numeral.form == "vague":
            return None
        return last if self.is_range(first, last, (match[1] or match[2]).lower(), begin) else None

    def is_range(self, first: _Side, last: _Side, link: str, begin: int) -> bool:
        before = self.text[max(0, begin - 60) : begin]
        if link == "and":
            return bool(_BETWEEN.search(before))
        if link == "or":
            return not first.unit and first.numeral.form == last.numeral.form and last.value - first.value in (1, 2, 5)
        if link in ("to", "up to") and _FROM.search(before) and _changes().search(before):
            return False
        if not first.adjacent and first.unit and not last.unit:
            return False
        joined = link not in ("to", "up to", "至", "到")
        bare = not first.unit and not last.unit and not last.numeral.scaled and last.numeral.form == "digits"
        if joined and bare and last.value < 100:
            return False
        return not (bare and (names_something(self.text, first.start) or is_year(self.text[last.start : last.end])))

    def ranged(self, first: _Side, last: _Side) -> Quantity | None:
        low, high = first.value, last.value
        unit = last.unit or first.unit
        same = not first.unit or not last.unit or first.unit == last.unit or not first.adjacent
        if not first.numeral.scaled and last.numeral.scaled and low < last.numeral.raw and low < 1000:
            low *= last.value / last.numeral.raw
        if not same or low >= high:
            return None
        return quantities.of_range(tidy(low), tidy(high), unit)

    # The whole ------------------------------------------------------------------------------------------------------

    def single(self, side: _Side, bound: str) -> Quantity:
        numeral = side.numeral
        if numeral.low is not None and numeral.high is not None:
            found = quantities.of_range(tidy(numeral.low), tidy(numeral.high), side.unit)
            return replace(found, reading=True)
        value = -numeral.value if self.sign(side.start) < side.start else numeral.value
        bound = bound if side.bound == "exact" else side.bound
        return quantities.of_number(tidy(value), bound, side.unit)

    def sign(self, start: int) -> int:
        """Where the minus before the number starts; the number's own start where there is none."""
        floor = max(self.floor, start - 8)
        match = _MINUS.search(self.text[floor:start])
        return floor + match.start() if match else start

    def finished(self, begin: int, quantity: Quantity, last: _Side) -> Amount:
        """The amount with all that goes on behind it: a smaller unit, a rate, the same in another currency."""
        end = last.end
        if last.adjacent and quantity.number is not None:
            quantity, end = self.longer(quantity, end)
        if last.adjacent:
            quantity, end = self.rate(quantity, end, last.form)
            end = self.paired(end, quantity.unit)
        quantity = self.in_points(quantity, end)
        words = self.text[begin:end]
        return Amount(Span(begin, end, words), replace(quantity, text=words))

    def longer(self, quantity: Quantity, end: int) -> tuple[Quantity, int]:
        """ "7 minutes 4.957 seconds" is one time, in its smallest unit."""
        for family in _families():
            while quantity.unit in family:
                match = _AND.match(self.text, end)
                at = match.end() if match else end
                more = self.side(at) if self.text[at : at + 1].isalnum() and next_start(self.text, at) == at else None
                if (
                    more is None
                    or not more.adjacent
                    or family.get(more.unit, family[quantity.unit]) >= family[quantity.unit]
                ):
                    break
                number = (quantity.number or Decimal(0)) * family[quantity.unit] / family[more.unit] + more.value
                quantity = quantities.of_number(tidy(number), quantity.bound, more.unit)
                end = more.end
        return quantity, end

    def rate(self, quantity: Quantity, end: int, form: str) -> tuple[Quantity, int]:
        match = _rates().match(self.text, end)
        if not match:
            return quantity, end
        period = match["period"] or ""
        unit = self.measures.rate(quantity.unit, form, period.lower()) or quantity.unit
        return replace(quantity, unit=unit), match.end()

    def paired(self, end: int, unit: str) -> int:
        """Where the parenthesis ends in which the amount is given once more in another currency or measure."""
        match = _OPEN.match(self.text, end)
        if not match:
            return end
        at = match.end()
        for _ in range(3):
            start = next_start(self.text, at)
            if start is None or start - at > 24 or self.shut(start) > start:
                return end
            side = self.side(start)
            if side is None or not self.same_thing(unit, side.unit) or not _FILLER.fullmatch(self.text, at, side.start):
                return end
            at = side.end
            if close := _CLOSE.match(self.text, at):
                return close.end()
            more = _MORE.match(self.text, at)
            if not more:
                return end
            at = more.end()
        return end

    def same_thing(self, one: str, other: str) -> bool:
        if not one or not other or one == other:
            return False
        pairs = lexicon("amounts").texts("conversions")
        both = self.measures.is_money(one) and self.measures.is_money(other)
        return both or f"{one} {other}" in pairs or f"{other} {one}" in pairs

    def in_points(self, quantity: Quantity, end: int) -> Quantity:
        return quantity


_REST = re.compile(r"\d[\d,.]*+|\w++")
_OF = re.compile(r"\sof(?=\s)")
_LINK = re.compile(
    r"\s?(-|\u2010|\u2011|\u2013|\u2014|~|\u2212|至|到)\s?|\s(to|and|or|up\sto)\s(?:as\s(?:many|much)\sas\s)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
_AND = re.compile(r",?\s(?:and\s)?")
_MINUS = re.compile(r"(?:^|(?<=[\s(]))[-\u2212]$|\bminus\s$", re.IGNORECASE)
_OPEN = re.compile(r"\s?\(")
_CLOSE = re.compile(r"\s?\)")
_MORE = re.compile(r"\s?[,;/]\s?|\sor\s")
_FILLER = re.compile(r"\s?(?:[A-Za-z.,~≈=]{1,14}\s?){0,2}")
_POINTED = re.compile(r"\b(?:the|these|those|all|both|other)\s$", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:\s(?!(?:of|in|on|for|to|and|or|by|with|from|than|as|at|the|a|is|was|were|are|has|had|have)\b)[a-z][\w-]*){0,2}\s[a-z][\w-]*[a-rt-z]s\b"
)
_MODEL_YEAR = re.compile(r"\s(?:models?|cars?|editions?|versions?)\b")


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{either(lexicon('amounts').texts('changes'))})(?!\w)")


@cache
def _families() -> tuple[dict[str, Decimal], ...]:
    return values(lexicon("amounts"), "sixties"), values(lexicon("amounts"), "twelfths")


@cache
def _rates() -> re.Pattern[str]:
    lists = lexicon("amounts")
    periods, adverbs, refused = (either(lists.texts(key)) for key in ("rates", "rate_adverbs", "not_rates"))
    return re.compile(
        rf"(?:\s(?:an?|per|each|every)\s|\s?/\s?)(?P<period>{periods})(?!\w|\s{refused}\b)|\s{adverbs}(?!\w)",
        re.IGNORECASE,
    )
