"""Takes a text with its amounts; gives the numbers that share the unit of the one before; touches nothing.

"The Zed takes 3.2 seconds, the Vega 4.6": the second half of a sentence leaves out verb and unit. So do
"against 27" and "that of the Vega 822". They are read only where nothing but a name and a mark stands around them.
Of shares the first may leave it out, too: "For Acme it was 17 and for Norton 13.9 per cent".
"From 58 weeks to 14" leaves out the unit, too, and "19- and 20-inch" and "rose from 1.2 to 1.5 million lamps" that of
the first.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg import quantities
from kg.extract.patterns.amounts.numerals import tidy
from kg.extract.patterns.lexicon.openings import Walk
from kg.model import Amount, Span

#: How far behind a figure its fellow may stand, in characters.
_REACH = 90
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BETWEEN = r"(?:(?:in|only|just|about)\s)?"
_NAMED = rf"(?:(?:the|its|an?)\s)?[A-Z][^,;.:()\d]{{1,40}}?\s{_BETWEEN}"
#: A span without a unit, nothing behind it that it could count: "it was still 58-61".
_SPAN = re.compile(
    r"(?<![\w.,/-])(?P<n>\d+(?:\.\d+)?)[-\u2013](?P<m>\d+(?:\.\d+)?)"
    r"(?=\s*$|[.,;)](?!\d)|\s(?:in|at|by|for|last|and|as|while|now|today)\b)"
)
_FELLOW = Walk(
    re.compile(
        rf"(?:(?:[,;]\s(?:(?:and|but|while)\s)?|\s(?:and|while|but)\s)(?:that\sof\s)?{_NAMED}"
        rf"(?P<n>{_NUMBER})(?=[.,;]?$|[.,;](?!\d)|\s(?:and|while|but)\s{_NAMED}\d)"
        rf"|\s(?:against|versus|compared\swith)\s{_BETWEEN}(?P<m>{_NUMBER})(?=\sfor\s(?:the|its|[A-Z])|$|[.,;)](?!\d)))"
    )
)
#: Numbers whose unit a hyphen holds open: "12-, 14- or 16-inch".
_HELD = re.compile(rf"(?<![\w.,-])(?P<n>{_NUMBER})-(?=(?:,\s\d+-){{0,8}},?\s(?:and|or|to)\s\d)")
#: Where a move ends, without the unit of where it began.
_CAME_TO = re.compile(
    r"\sto\s(?:just\s|only\s|about\s)?(?P<n>"
    + _NUMBER
    + r")(?=[.,;:)](?!\d)|$|\s(?:in|at|by|for|within|this|last|since|and|as|while|after)\b)"
)
_FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.IGNORECASE)
#: Where a move began, told behind where it ended: "33 weeks, down from 38", "to 33 weeks from 38".
_CAME_FROM = re.compile(
    r"(?P<way>,?\s(?:up|down))?\sfrom\s(?:the\s|just\s|only\s|about\s)?(?P<n>"
    + _NUMBER
    + r")(?=[.,;:)](?!\d)|$|\s(?:in|at|by|for|last|and|as|while|a|before|earlier|previously)\b)"
)
_TO = re.compile(r"\bto\s(?:just\s|only\s|about\s|around\s|some\s)?$", re.IGNORECASE)
#: Where a move began, before the figure that names the unit of both; the digits of that.
_BEGAN = re.compile(rf"\bfrom\s(?:just\s|only\s|about\s|around\s|some\s)?(?P<n>{_NUMBER})\sto\s$", re.IGNORECASE)
_DIGITS = re.compile(_NUMBER)
#: How many figures back the one may stand whose unit is shared, and how much larger or smaller it may be.
_MOST, _TIMES = 2, 5
#: How far before a figure the word of its move stands.
_NEAR = 14
_YEAR = re.compile(r"(?:19|20)\d\d")
_STOP = re.compile(r"[.!?]\s|\n")


#: A name, what may stand before it in a row of shares, and between it and its share.
_NAME = r"(?:the\s)?[A-Z][\w&'’-]*(?:\s[A-Z][\w&-]*){0,3}"
_LEAD = r"(?:(?:at|for|in|with|of|those\sof|that\sof|followed\sby)\s)?"
_HAS = r"(?:(?:by|for|with|at|on|only|just|about|around|it\swas|it\sis|was|were|is|came\sto|had|took|gained|lost)\s)?"
_SHARE = r"\d{1,2}(?:\.\d+)?"
_JOINT = r"(?:[,;]\s(?:(?:and|but|while|then)\s)?|\s(?:and|while|but)\s)"
#: One more share behind a share, and one before the share that names the unit of both.
_MORE = re.compile(
    rf"[^.;:()\n\d]{{0,40}}?{_JOINT}{_LEAD}{_NAME}\s{_HAS}(?P<n>{_SHARE})"
    rf"(?=\s*$|[.,;](?!\d)|\s(?:and|while|but)\s(?!{_SHARE}))"
)
_FIRST = re.compile(rf"(?<!\w)(?i:{_LEAD}){_NAME}\s{_HAS}(?P<n>{_SHARE})(?={_JOINT}{_LEAD}{_NAME}\s{_HAS}$)")
#: How far before a share the first may stand.
_BEFORE = 90


def shares(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """The shares of other names beside one that names the unit of both: "2.1% for Acme and 3.4 for Norton"."""
    for one in found:
        if one.quantity.unit != "percent" or one.quantity.number is None:
            continue
        start, end = one.span.start, one.span.end
        matches = [_FIRST.search(text, max(0, start - _BEFORE, text.rfind("\n", 0, start) + 1), start)]
        while match := _MORE.match(text, end):
            matches.append(match)
            end = match.end()
        for match in matches:
            if match is not None:
                number = tidy(Decimal(match["n"]))
                quantity = quantities.of_number(number, "exact", "percent")
                span = Span(*match.span("n"), match["n"])
                yield Amount(span, replace(quantity, text=match["n"], unit_basis="inferred"))


def fellows(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """The numbers without a unit of which the amount before tells it; some may be parts of names."""
    starts = [one.span.start for one in found]
    yield from _held_open(text, found, starts)
    yield from _moved(text, found)
    yield from _spans(text, found, starts)
    for match in _FELLOW.finditer(text):
        key = "n" if match["n"] else "m"
        start, end = match.span(key)
        at = bisect(starts, start) - 1
        if at < 0 or _YEAR.fullmatch(match[key]):
            continue
        number = _value(match[key])
        lead = next(
            (one for one in reversed(found[max(0, at - _MOST) : at + 1]) if _goes(text, one, match, number)), None
        )
        if lead is None:
            continue
        yield _of_unit(lead, Span(start, end, match[key]))


def _held_open(text: str, found: Sequence[Amount], starts: Sequence[int]) -> Iterator[Amount]:
    """The numbers before "and 20-inch" that have its unit."""
    for match in _HELD.finditer(text):
        at = bisect(starts, match.start())
        if at < len(found) and found[at].quantity.unit and "-" in found[at].span.text:
            between = text[match.end() : found[at].span.start]
            if re.fullmatch(r"(?:,\s\d+-){0,8},?\s(?:and|or|to)\s", between):
                yield _of_unit(found[at], Span(match.start("n"), match.end("n"), match["n"]))


def _spans(text: str, found: Sequence[Amount], starts: Sequence[int]) -> Iterator[Amount]:
    """The spans without a unit behind a span that has one: "it takes 59 to 62 weeks; on Friday it was 58-61"."""
    for match in _SPAN.finditer(text) if any(one.quantity.bound == "range" for one in found) else ():
        at = bisect(starts, match.start()) - 1
        lead, low, high = found[at] if at >= 0 else None, _value(match["n"]), _value(match["m"])
        if lead is None or lead.quantity.bound != "range" or not lead.quantity.high or low >= high:
            continue
        if _is_near(text, lead, match.start()) and _is_alike(high, lead.quantity.high):
            quantity = quantities.of_range(low, high, lead.quantity.unit)
            yield Amount(Span(*match.span(), match[0]), replace(quantity, text=match[0], unit_basis="inferred"))


def _moved(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """The numbers that "from 58 weeks to" leads to, or from which "to 58 weeks from" and "58 weeks, down from" came."""
    for one in found:
        said, start = one.quantity, one.span.start
        if said.unit in ("", "rank") or not said.number:
            continue
        before = text[max(0, start - _NEAR) : start]
        match = _CAME_TO.match(text, one.span.end) if _FROM.search(before) else None
        if match is None and (match := _CAME_FROM.match(text, one.span.end)) and not match["way"]:
            match = match if _TO.search(before) else None
        if (
            match
            and not _YEAR.fullmatch(match["n"])
            and Decimal(1) / _TIMES < _value(match["n"]) / said.number < _TIMES
        ):
            yield _of_unit(one, Span(match.start("n"), match.end("n"), match["n"]))


def begun(text: str, found: Sequence[Amount]) -> dict[int, Amount]:
    """The figures with which the moves of others began, by where they stand: "from 1.2 to 1.5 million lamps"."""
    known = {}
    for one in found:
        said, start = one.quantity, one.span.start
        match = _BEGAN.search(text, max(0, start - _REACH), start) if said.unit not in ("", "rank") else None
        digits = _DIGITS.search(one.span.text) if match else None
        if not (match and digits and said.number) or _YEAR.fullmatch(match["n"]):
            continue
        for scale in (said.number / _value(digits[0]), Decimal(1)) if _value(digits[0]) else ():
            number = _value(match["n"]) * scale
            if Decimal(1) / _TIMES < number / said.number < _TIMES:
                quantity = quantities.of_number(tidy(number), "exact", said.unit)
                span = Span(match.start("n"), match.end("n"), match["n"])
                known[span.start] = Amount(span, replace(quantity, text=match["n"], unit_basis="inferred"))
                break
    return known


def _value(digits: str) -> Decimal:
    return tidy(Decimal(digits.replace(",", "")))


def _of_unit(lead: Amount, span: Span) -> Amount:
    """The number that shares the unit of another figure."""
    quantity = quantities.of_number(_value(span.text), "exact", lead.quantity.unit)
    return Amount(span, replace(quantity, text=span.text, unit_basis="inferred"))


def _goes(text: str, lead: Amount, match: re.Match[str], number: Decimal) -> bool:
    """Whether the number may have the unit of the figure: in its sentence, and of its size."""
    said = lead.quantity
    if said.unit == "percent" or said.unit_basis == "inferred" or not said.number:
        return False
    return _is_near(text, lead, match.start()) and _is_alike(number, said.number)


def _is_near(text: str, lead: Amount, start: int) -> bool:
    """Whether the figure has a unit and stands before in the same sentence."""
    between = text[lead.span.end : start]
    near = len(between) <= _REACH and not _STOP.search(between) and start >= lead.span.end
    return near and bool(lead.quantity.unit)


def _is_alike(one: Decimal, other: Decimal) -> bool:
    return Decimal(1) / _TIMES < one / other < _TIMES
