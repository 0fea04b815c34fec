"""Takes a text and the schema; gives every quantity that its words state, with unit and bound; touches nothing.

A small grammar, not a parser: from each digit or number word it reads outwards, a few words to either side. Units are
the schema's, by the names that it knows them by; the rest of the words are in lexicon/amounts.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg import quantities
from kg.extract.patterns.amounts.bounds import bound_before, bound_of_verb, not_above
from kg.extract.patterns.amounts.decoys import decoys, is_other, is_year, merged, names_something
from kg.extract.patterns.amounts.elliptic import begun, fellows, shares
from kg.extract.patterns.amounts.measures import Measures, measures_of
from kg.extract.patterns.amounts.movements import is_move, is_raised
from kg.extract.patterns.amounts.numerals import tidy
from kg.extract.patterns.amounts.points import of_percentages
from kg.extract.patterns.amounts.ratios import find_ratios
from kg.extract.patterns.amounts.restated import Restated
from kg.extract.patterns.amounts.sides import Side, Sides, is_time
from kg.extract.patterns.lexicon.wordlists import either, lexicon, values
from kg.model import Amount, Quantity, Schema, Span


def find_amounts(text: str, schema: Schema) -> list[Amount]:
    """The quantities of a text, sorted, none overlapping; what is no quantity (dates, names, versions) is left out."""
    special = find_ratios(text, schema)
    closed = merged([*decoys(text), *((one.span.start, one.span.end) for one in special)])
    found = [*special, *_Reader(text, measures_of(schema), closed).amounts()]
    found.sort(key=_start)
    began = begun(text, found)
    found = sorted([*(one for one in found if one.span.start not in began), *began.values()], key=_start)
    taken = {place for one in found for place in range(one.span.start, one.span.end)}
    more = (one for one in (*fellows(text, found), *shares(text, found)) if one.span.start not in taken)
    return list(of_percentages(text, sorted([*found, *more], key=_start)))


def _start(amount: Amount) -> int:
    return amount.span.start


class _Reader:
    """Walks through one text, from number to number; `floor` is where the last amount ended."""

    def __init__(self, text: str, measures: Measures, closed: list[tuple[int, int]]) -> None:
        self.text = text
        self.measures = measures
        self.sides = Sides(text, measures, closed)
        self.restated = Restated(text, measures, self.sides)
        self.floor = 0

    def amounts(self) -> Iterator[Amount]:
        place = 0
        while (start := self.sides.next(place)) is not None:
            shut = self.sides.shut(start)
            if shut > start:
                place = self.floor = shut
                continue
            amount = self.amount(start)
            if amount is None:
                place = _past(self.text, start)
                continue
            yield amount
            place = self.floor = amount.span.end

    def amount(self, start: int) -> Amount | None:
        """The amount whose first number starts here, or None where the number is no amount."""
        first = self.sides.read(start, self.floor)
        if first is None:
            return None
        bound, begin = bound_before(self.text, first.start, self.floor)
        last = self.second(first, begin)
        quantity = self.ranged(first, last) if last else None
        if last is not None and quantity is not None:
            between = _BETWEEN.search(self.text[max(self.floor, begin - 9) : begin])
            return self.finished(begin - len(between[0]) if between else begin, quantity, last)
        if not self.sides.counts(first, bound) or self.is_past(first):
            return None
        if bound == "at-most" and is_raised(self.text, begin, first.start, first.end):
            bound, begin = "exact", first.start
        if first.numeral.form == "vague" or (bound == "more-than" and self.is_during(first, begin)):
            bound, begin = "exact", first.start
        if bound == "exact":
            bound = self.verb_bound(first)
        bound = not_above(self.text, begin, bound)
        quantity = self.single(first, bound)
        if quantity.number is not None and quantity.number < 0 and begin == first.start:
            begin = self.sign(begin)
        return self.finished(begin, quantity, first)

    def is_past(self, side: Side) -> bool:
        """Whether the words tell a time and no length: "14 years ago", "the first nine months of 2025"."""
        if not is_time(side.unit):
            return False
        return bool(_AGO.match(self.text, side.end)) or (
            bool(_FIRST.search(self.text[max(0, side.start - 8) : side.start]))
            and bool(_OF_YEAR.match(self.text, side.end))
        )

    def is_during(self, side: Side, begin: int) -> bool:
        """Whether "over" means during: a length of time behind anything but what lasts, "10 billion over 10 years"."""
        over = self.text[begin : side.start].strip().lower() == "over"
        return over and is_time(side.unit) and not _LASTING.search(self.text[max(0, begin - 16) : begin])

    def verb_bound(self, side: Side) -> str:
        numeral = side.numeral
        bound = bound_of_verb(self.text, side.start, self.floor)
        if bound == "at-most":
            return bound
        weighty = numeral.form == "grouped" or numeral.scaled or numeral.value >= 100 or side.unit == "percent"
        return bound if weighty else "exact"

    # Two sides ------------------------------------------------------------------------------------------------------

    def second(self, first: Side, begin: int) -> Side | None:
        """The upper end, where the text goes on with "to", a dash or, after "between", with "and"."""
        match = _LINK.match(self.text, first.end)
        if not match or first.numeral.form == "vague":
            return None
        at = self.sides.next(match.end())
        if at is None or at - match.end() > 5 or self.sides.shut(at) > at:
            return None
        last = self.sides.read(at, self.floor)
        if last is None or last.start > match.end() or last.numeral.form == "vague":
            return None
        return last if self.is_range(first, last, (match[1] or match[2]).lower(), begin) else None

    def is_range(self, first: Side, last: Side, link: str, begin: int) -> bool:
        before = self.text[max(0, begin - 60) : begin]
        joined = link not in ("to", "up to", "至", "到", "and", "or")
        bare = not first.unit and not last.unit and not last.numeral.scaled and last.numeral.form == "digits"
        if bare and (names_something(self.text, first.start) or is_year(self.text[last.start : last.end])):
            return False
        if link == "to" and is_other(self.text, first.start, first.end, before, last.value):
            return False
        if link == "and":
            return bool(_BETWEEN.search(before))
        if link == "or":
            return not first.unit and first.numeral.form == last.numeral.form and last.value - first.value in (1, 2, 5)
        if link in ("to", "up to") and is_move(
            before, link, first.unit, last.unit, money=self.measures.is_money(last.unit)
        ):
            return False
        mixed = joined and first.numeral.form == "words" and last.numeral.form != "words"
        if mixed or (first.unit and not first.money_before and not last.unit):
            return False
        if not first.value and not last.unit:  # "from 0 to 1" is a way of speaking
            return False
        return not (joined and bare and last.value < 100)

    def ranged(self, first: Side, last: Side) -> Quantity | None:
        low, high = first.value, last.value
        unit = last.unit or first.unit
        same = not first.unit or not last.unit or first.unit == last.unit or not first.adjacent
        if not first.numeral.scaled and last.numeral.scaled and low < last.numeral.raw and low < 1000:
            low *= last.value / last.numeral.raw
        if not same or low >= high:
            return None
        return quantities.of_range(tidy(low), tidy(high), unit)

    # The whole ------------------------------------------------------------------------------------------------------

    def single(self, side: Side, bound: str) -> Quantity:
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

    def finished(self, begin: int, quantity: Quantity, last: Side) -> Amount:
        """The amount with all that goes on behind it: a smaller unit, a rate, the same in another currency."""
        end = last.end
        if last.adjacent and quantity.number is not None:
            quantity, end = self.longer(quantity, end)
        if last.adjacent:
            quantity, end = self.rate(quantity, end, last.form)
        if last.adjacent or not last.unit:
            end = self.restated.end(end, quantity.unit, self.floor)
        words = self.text[begin:end]
        return Amount(Span(begin, end, words), replace(quantity, text=words))

    def longer(self, quantity: Quantity, end: int) -> tuple[Quantity, int]:
        """ "7 minutes 4.957 seconds" is one time, in its smallest unit."""
        for family in _families():
            while quantity.unit in family:
                match = _AND.match(self.text, end)
                at = match.end() if match else end
                more = (
                    self.sides.read(at, self.floor)
                    if self.text[at : at + 1].isalnum() and self.sides.next(at) == at
                    else None
                )
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


_REST = re.compile(r"\d[\d,.]*+|\w++")
_LINK = re.compile(
    r"(?!\s[-\u2010\u2011\u2013\u2212]\d)\s?(-|\u2010|\u2011|\u2013|\u2014|~|\u2212|至|到)\s?|\s(to|and|or|up\sto)\s(?:as\s(?:many|much)\sas\s)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_LASTING = re.compile(
    r"(?:^|[,(]|\b(?:for|of|in|to|at|than|and|or|but|was|were|is|are|been|be|took|take|takes|taking|last|lasts|lasted|lasting|spend"
    r"|spent|spending|after|span|spans|spanning|wait|waits|waited|waiting|have|has|had|with|within|by|just|slightly|well))\s*$",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s(?:and\s)?")
_MINUS = re.compile(r"(?:^|(?<=[\s(]))[-\u2212\u2013]$|\bminus\s$", re.IGNORECASE)
_AGO = re.compile(r"\s(?:ago|earlier)\b", re.IGNORECASE)
_FIRST = re.compile(r"\bfirst\s$", re.IGNORECASE)
_OF_YEAR = re.compile(r"\sof\s(?:(?:19|20)\d\d|the\syear|this\syear|last\syear)", re.IGNORECASE)


def _past(text: str, start: int) -> int:
    """Behind the word or the digits at `start`, however many there are."""
    match = _REST.match(text, start)
    return match.end() if match else start + 1


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
