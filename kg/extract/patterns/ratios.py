"""Takes a text; gives the amounts that are no plain number with a unit; touches nothing.

Lap times, places in an order, shares in words, and words that say how many times as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg import quantities
from kg.extract.patterns.numerals import tidy
from kg.extract.patterns.wordlists import either, lexicon, values
from kg.model import Amount, Quantity, Schema, Span

_Read = Callable[["re.Match[str]"], Quantity]


def find_ratios(text: str, schema: Schema) -> list[Amount]:
    """The amounts of these kinds, sorted, none overlapping. A unit that the schema lacks becomes ""."""
    found = sorted(_all(text), key=lambda one: (one.span.start, -one.span.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.span.start >= kept[-1].span.end:
            kept.append(amount)
    return [_in_schema(amount, schema) for amount in kept]


def _in_schema(amount: Amount, schema: Schema) -> Amount:
    if amount.quantity.unit in schema.units:
        return amount
    return replace(amount, quantity=replace(amount.quantity, unit=""))


def _all(text: str) -> Iterator[Amount]:
    for pattern, read in _patterns():
        for match in pattern.finditer(text):
            words = match["said"]
            span = Span(match.start("said"), match.end("said"), words)
            yield Amount(span, replace(read(match), text=words))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Read], ...]:
    lists = lexicon("amounts")
    ordinals, ranks = either(values(lists, "ordinals")), either(lists.texts("rank_nouns"))
    nth = rf"(?P<nth>{ordinals}|\d{{1,3}}(?:st|nd|rd|th))"
    superlatives = either(lists.texts("superlatives"))
    world = either(lists.texts("world"))
    small = either(values(lists, "numbers"))
    pointed = either(lists.texts("comparing_before"))
    return (
        (
            re.compile(
                r"(?<![\d:.])(?P<said>(?P<min>\d{1,2}):(?P<sec>[0-5]\d(?:\.\d{1,3}|(?=\sminutes?\b))))(?![\d:])"
            ),
            _lap,
        ),
        (_words(rf"(?P<said>{nth}[\s-](?:{ranks})\b)"), _rank),
        (_words(rf"(?P<said>{nth}[\s-](?:{superlatives})\b)"), _rank),
        (
            _words(
                rf"(?:{either(lists.texts('rank_verbs'))})\s(?:(?:in|at|as|joint|the|a|only|just)\s)?(?P<said>{nth})(?![\s-]\w*(?:half|quarter))\b"
            ),
            _rank,
        ),
        (_words(rf"\bthe\s(?P<said>{nth})\s(?:[\w-]+\s){{1,3}}{world}(?!\sto\b)\b"), _rank),
        (
            _words(
                rf"(?P<said>(?:number\s(?P<n>\d{{1,3}}|one|two|three)|(?:no\.?|nr\.?|\#)\s?(?P<no>\d{{1,3}})))(?![\d\w]|[.,]\d)"
            ),
            _rank,
        ),
        (_words(rf"(?P<said>top[\s-](?P<n>{small}|\d{{1,3}}))(?![\d\w]|[.,-]\d|\sspeed|\spercent|%|\s?km|-of)"), _top),
        (
            _words(
                rf"(?P<said>(?P<n>{small}|\d{{1,3}})\s(?:in|out\sof)\s(?:every\s)?(?P<of>{small}|\d{{1,4}}))(?!\w|[,.]\d|\s(?:years|months|days|weeks|hours|minutes|seconds|quarters|cities|countries|steps|stages))"
            ),
            _share_of,
        ),
        (
            _words(
                rf"(?P<said>(?P<share>{either(values(lists, 'shares') | values(lists, 'endless_shares'))})(?:\sof))\s(?!an?\s(?:million|billion|thousand|hundred|dozen)|the\s(?:year|month|century|decade|season)|(?:19|20)\d\d)"
            ),
            _share,
        ),
        (
            _words(
                rf"(?P<said>(?P<more>(?:nearly|almost|more\sthan|over|about|roughly|at\sleast)\s)?(?P<mult>{either(values(lists, 'multiples'))}))\b"
            ),
            _multiple,
        ),
        (
            _words(
                rf"(?P<said>(?P<more>(?:nearly|almost|more\sthan|over|about|roughly|at\sleast)\s)?(?P<mult>{either(values(lists, 'comparing'))}))\s{pointed}\b(?!\s(?:year|month|quarter|time)\b)"
            ),
            _multiple,
        ),
        (
            _words(
                rf"(?P<said>(?P<more>(?:nearly|almost|more\sthan|over|about|roughly|at\sleast)\s)?(?P<n>{small}|hundred|\d{{1,4}}(?:\.\d+)?)[\s-]?fold)\b"
            ),
            _multiple,
        ),
    )


def _words(body: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£¥.,-])(?i:{body})")


def _number(words: str) -> Decimal:
    if words[0].isdigit():
        return tidy(Decimal(re.sub(r"[a-zA-Z]+$", "", words)))
    lists = lexicon("amounts")
    known = values(lists, "numbers") | values(lists, "ordinals") | {"hundred": Decimal(100)}
    return known[words.lower()]


def _lap(match: re.Match[str]) -> Quantity:
    return quantities.of_number(tidy(Decimal(match["min"]) * 60 + Decimal(match["sec"])), "exact", "second")


def _rank(match: re.Match[str]) -> Quantity:
    words = match.groupdict()
    return quantities.of_number(
        _number(next(filter(None, (words.get(key) for key in ("nth", "n", "no"))))), "exact", "rank"
    )


def _top(match: re.Match[str]) -> Quantity:
    return quantities.of_number(_number(match["n"]), "at-most", "rank")


def _share_of(match: re.Match[str]) -> Quantity:
    whole = _number(match["of"]) or Decimal(1)
    share = 100 * _number(match["n"]) / whole
    rounded = tidy(share.quantize(Decimal("0.1")))
    exact = rounded == share
    found = quantities.of_number(rounded, "exact" if exact else "about", "percent")
    return found if exact else replace(found, reading=True)


def _share(match: re.Match[str]) -> Quantity:
    lists, words = lexicon("amounts"), " ".join(match["share"].lower().split())
    whole = values(lists, "shares")
    if words in whole:
        return quantities.of_number(whole[words], "exact", "percent")
    return replace(quantities.of_number(values(lists, "endless_shares")[words], "about", "percent"), reading=True)


_MORE = {"nearly": "about", "almost": "about", "about": "about", "roughly": "about", "at least": "at-least"}


def _multiple(match: re.Match[str]) -> Quantity:
    words, lists = match.groupdict(), lexicon("amounts")
    bound = _MORE.get(" ".join((words["more"] or "").lower().split()), "more-than") if words["more"] else "exact"
    if words.get("n"):
        return quantities.of_number(_number(words["n"] or ""), bound, "times")
    known = values(lists, "multiples") | values(lists, "comparing")
    return quantities.of_number(known[words["mult"].lower()], bound, "times")
