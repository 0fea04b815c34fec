"""Takes a text; gives the amounts that are no plain number with a unit; touches nothing.

Lap times, lengths of time in words, places in an order, shares in words, and words that say how many times as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg import quantities
from kg.extract.patterns.amounts.foremost import foremost, placed, topmost
from kg.extract.patterns.amounts.measures import Measures, measures_of
from kg.extract.patterns.amounts.numerals import tidy
from kg.extract.patterns.amounts.singles import find_singles
from kg.extract.patterns.lexicon.openings import Walk
from kg.extract.patterns.lexicon.wordlists import either, lexicon, values
from kg.model import Amount, Quantity, Schema, Span

_Read = Callable[["re.Match[str]"], Quantity | None]


def find_ratios(text: str, schema: Schema) -> list[Amount]:
    """The amounts of these kinds, sorted, none overlapping. A unit that the schema lacks becomes ""."""
    measures = measures_of(schema)
    every = (one for one in _all(text) if not _is_measured(text, one, measures))
    found = sorted([*every, *find_singles(text, schema)], key=lambda one: (one.span.start, -one.span.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.span.start >= kept[-1].span.end:
            kept.append(amount)
    return [_in_schema(amount, schema) for amount in kept]


def _is_measured(text: str, amount: Amount, measures: Measures) -> bool:
    """Whether what looks like a place in an order goes on as a measure: "cells that top 450 Wh/kg"."""
    if amount.quantity.unit != "rank" or amount.quantity.bound != "at-most":
        return False
    behind = measures.behind(text, amount.span.end)
    return behind is not None and not (measures.is_plural(behind.form) or measures.has_plural(behind))


def _in_schema(amount: Amount, schema: Schema) -> Amount:
    if amount.quantity.unit in schema.units:
        return amount
    return replace(amount, quantity=replace(amount.quantity, unit=""))


def _all(text: str) -> Iterator[Amount]:
    for pattern, read in _patterns():
        for match in pattern.finditer(text):
            words, quantity = match["said"], read(match)
            if quantity is not None:
                span = Span(match.start("said"), match.end("said"), words)
                yield Amount(span, replace(quantity, text=words))


@cache
def _patterns() -> tuple[tuple[Walk, _Read], ...]:
    every = (*_times(), *_lengths(), *_ranks(), *_shares(), *_multiples())
    return tuple((Walk(pattern), read) for pattern, read in every)


def _times() -> tuple[tuple[re.Pattern[str], _Read], ...]:
    clock = r"(?<![\d:.])(?P<said>(?P<min>\d{1,2}):(?P<sec>[0-5]\d(?:\.\d{1,3}|(?=\sminutes?\b))))(?![\d:])"
    minutes, seconds = (
        r"(?P<min>\d{1,2})\s?(?:m|mins?|'|\u2032)",
        r"(?P<sec>[0-5]?\d(?:\.\d{1,3})?)\s?(?:s|secs?|\"|\u2033)",
    )
    signs = rf"(?<![\w.,])(?P<said>{minutes}\s?{seconds})(?!\w)"
    return (re.compile(clock), _lap), (re.compile(signs), _lap)


def _lengths() -> tuple[tuple[re.Pattern[str], _Read], ...]:
    """Lengths of time without a figure: "a year and a half", "more than a decade", "half an hour"."""
    unit = rf"(?P<unit>{either(lexicon('amounts').texts('lengths'))})"
    not_past = r"(?!\s(?:ago|earlier|before|back))\b"
    # "over a decade" alone is more often during one
    during = r"(?:(?<=[A-Za-z]\s)over|across|spread\sover|over\sthe\scourse\sof)"
    bounded = _MORE_WORDS.removesuffix("?").replace("|over|", "|(?<=for )over|")
    return (
        (_words(rf"(?P<said>{_MORE_WORDS}(?:an?|one)\s{unit}\sand\sa\s(?P<half>half|quarter)){not_past}"), _length),
        (_words(rf"(?P<said>{bounded}an?\s(?!quarter){unit}){not_past}"), _length),
        (re.compile(rf"(?<!\w){during}\s(?P<said>a\s(?P<unit>decade))\b{not_past}"), _length),
        (_words(rf"(?P<said>{_MORE_WORDS}(?P<only>half)\san?\s{unit}){not_past}"), _length),
        (_words(r"(?P<said>(?P<quarters>a|one|three)[\s-]quarters?\sof\san\s(?P<unit>hour))\b"), _length),
        (_words(rf"(?P<said>{_MORE_WORDS}(?P<tenths>{_small()})\stenths\sof\sa\s{unit})\b"), _length),
    )


def _ranks() -> tuple[tuple[re.Pattern[str], _Read], ...]:
    lists = lexicon("amounts")
    ordinals, small = either(values(lists, "ordinals")), _small()
    nouns, verbs, most, world = (
        either(lists.texts(key)) for key in ("rank_nouns", "rank_verbs", "superlatives", "world")
    )
    firsts, holders = either(lists.texts("firsts")), either(lists.texts("rank_holders"))
    holders = rf"(?:[\w-]*makers?|{holders}s?)"
    leading = rf"(?:{firsts}(?=\s(?:[\w-]+\s){{0,2}}{holders}\b)|{either(lists.texts('sold_most'))}(?=\s\w))"
    kept, moved, table = (either(lists.texts(key)) for key in ("rank_kept", "rank_moved", "tables"))
    still, ends = (
        r"(?:(?:still|again|now|only|just|joint|even|by\sfar)\s)?",
        r"(?=[.,;:)]|$|\s(?:in|with|on|among|behind|ahead|by|for|at|from|after|globally|worldwide|nationwide|overall)\b)",
    )
    nth = rf"(?P<nth>{ordinals}|\d{{1,3}}(?:st|nd|rd|th))"
    number = rf"(?:number\s(?P<n>\d{{1,3}}|{small})|(?:no\.?|nr\.?|\#)\s?(?P<no>\d{{1,3}}))"
    top = rf"(?<!out\sof\sthe\s)(?<!outside\sthe\s)top[\s-](?P<n>{small}|\d{{1,3}})"
    return (
        (_words(rf"(?P<said>{nth}[\s-]{nouns}\b)"), _rank),
        (_words(rf"(?P<said>{nth}[\s-]{most}\b)"), _rank),
        (
            _words(
                rf"(?:{verbs}\s(?:in|as|joint|only|just)|{either(lists.texts('ranked'))})\s(?P<said>{nth})(?![\s-]\w*(?:half|quarter))\b"
            ),
            _rank,
        ),
        (re.compile(rf"(?<=the\sworld['’]s\s)(?P<said>{either(lists.texts('firsts'))})(?![\w-])"), _first),
        (re.compile(rf"(?<!of\sthe\s)(?:(?<=\b[Tt]he\s)|(?<=['’]s\s))(?P<said>{leading})(?![\w-])"), _first),
        (_words(rf"(?:the|its|their)\s(?P<said>top\s{nouns})\b"), _first),
        (_words(rf"{kept}\s{still}the\s(?P<said>{firsts})(?=[.,;]|\sof\sall|\sin\sthe\sworld)"), _first),
        (_words(rf"(?:{kept}|{moved})\s{still}(?:the\s)?(?P<said>{nth}){ends}"), _rank),
        (_words(rf"(?-i:[A-Z][\w.-]*)\s(?P<said>{nth})(?=\s(?:with|on|at)\s(?:[$€£¥]|\d|{small}\b))"), _rank),
        (_words(rf"\bthe\s(?P<said>(?!first){nth})\s(?:[\w-]+\s){{0,2}}{holders}(?=\s(?:to|that|of)\b)"), _rank),
        (
            _words(
                rf"(?P<said>{either(lists.texts('rank_led'))})\s(?:once\s)?{still}(?:the|its|their)\s(?:[\w'’-]+\s){{0,3}}"
                rf"(?:{table}|[\w-]*makers|{either(lists.texts('rank_holders'))}s|{either(lists.texts('rank_peers'))})\b"
            ),
            _first,
        ),
        (
            _words(rf"\b(?:at|to)\sthe\s(?P<said>top)(?=\sof\s(?:the|its|their)\s(?:[\w'’-]+\s){{0,3}}{table}\b)"),
            _first,
        ),
        (_words(rf"\bthe\s(?P<said>{nth})\s(?:[\w-]+\s){{1,3}}{world}(?!\sto\b)\b"), _rank),
        *((_words(body), _rank) for body in placed(nth, ends)),
        *((_words(body), _first) for body in foremost()),
        (_words(topmost(small, holders)), _top),
        (
            _words(rf"(?:\b(?:the|as)\s|(?<=,\s))(?P<said>{either(lists.texts('rank_seconds'))})(?![\w-]*\sto\b)\b"),
            _second,
        ),
        (_words(rf"(?:(?P<title>(?-i:[A-Z][a-z]+))\s)?(?P<said>{number})(?![\d\w]|[.,]\d)"), _number_one),
        (_words(rf"(?P<said>{top})(?![\d\w]|[.,-]\d|\sspeed|\spercent|%|\s?km|-of)"), _top),
    )


def _shares() -> tuple[tuple[re.Pattern[str], _Read], ...]:
    lists = lexicon("amounts")
    small, share = _small(), either(values(lists, "shares") | values(lists, "endless_shares"))
    periods = "(?:years|months|days|weeks|hours|minutes|seconds|quarters|cities|countries|steps|stages)"
    among = rf"(?P<n>{small}|\d{{1,3}})\s(?:in|out\sof)\s(?:every\s)?(?P<of>{small}|\d{{1,4}})"
    period = r"(?:the|this|last|next)\s(?:year|month|century|decade|season)"
    whole = rf"(?!an?\s(?:million|billion|thousand|hundred|dozen)|{period}|(?:19|20)\d\d)"
    behind = r"(?=[.,;]|$|\s(?:in|by|to|from|over|since|after|this|last|next|as|on|and|compared|while|when|for)\b)"
    after = (
        r"(?=[.,;:)]|$|\s(?:in|by|to|from|since|this|last|on|and|but|was|is|were|are|had|has|have|will|would|came|comes|come|went|goes|go"
        r"|off|hangs?|depends?|said|says|lies|lie|sits|belongs?|stands?|at|between|among|through)\b)"
    )
    sure = (
        r"(?:two|three)[\s-](?:thirds|quarters|fifths)|(?:four|nine)[\s-](?:fifths|tenths)"
        r"|one[\s-](?:third|quarter|fifth|tenth)"
    )
    comparative = either(lists.texts("comparatives"))
    more = rf"(?=\s(?:more|less|fewer|higher|lower|as\s(?:much|many)|off|{comparative})\b)"
    bounded = _MORE_WORDS.removesuffix("?").replace("some\\s|", "")
    return (
        (_words(rf"(?:by|up|down)\s(?:by\s)?(?:up\sto\s)?(?P<said>{_MORE_WORDS}(?P<share>{share})){behind}"), _share),
        (_words(rf"(?P<said>{_MORE_WORDS}(?P<share>{share})){more}"), _share),
        (_words(rf"(?P<said>{_MORE_WORDS}(?P<share>{sure}))(?!\s(?:{period}|of\san?\s)|[\w-]){behind}"), _share),
        (_words(rf"(?P<said>{bounded}(?P<share>{share})){after}"), _share),
        (_words(rf"(?P<said>{among})(?!\w|[,.]\d|\s{periods})"), _share_of),
        (_words(rf"(?P<said>{_MORE_WORDS}(?P<share>{share}))\sof\s{whole}"), _share),
    )


def _multiples() -> tuple[tuple[re.Pattern[str], _Read], ...]:
    lists = lexicon("amounts")
    known, comparing = either(values(lists, "multiples")), either(values(lists, "comparing"))
    pointed = either(lists.texts("comparing_before"))
    count = rf"(?P<n>{_small()}|hundred|\d{{1,4}}(?:\.\d+)?)"
    return (
        (_words(rf"(?P<said>{_MORE_WORDS}(?P<mult>{known}))\b(?!\sdown\s(?:on|its|their)\b)"), _multiple),
        (
            _words(rf"(?P<said>{_MORE_WORDS}(?P<mult>{comparing}))\s{pointed}\b(?!\s(?:year|month|quarter|time)\b)"),
            _multiple,
        ),
        (_words(rf"(?P<said>{_MORE_WORDS}{count}[\s-]?fold)\b"), _multiple),
    )


_MORE_WORDS = (
    r"(?P<more>(?:nearly|almost|more\sthan|over|around|about|some|roughly|approximately|at\sleast|less\sthan|under)\s)?"
)


def _small() -> str:
    return either(values(lexicon("amounts"), "numbers"))


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


def _length(match: re.Match[str]) -> Quantity:
    words = {key: (value or "").lower() for key, value in match.groupdict().items()}
    number = Decimal(1)
    if words.get("tenths"):
        number = _number(words["tenths"]) / 10
    elif words.get("quarters"):
        number = Decimal("0.75") if words["quarters"] == "three" else Decimal("0.25")
    elif words.get("only"):
        number = Decimal("0.5")
    elif words.get("half"):
        number += Decimal("0.5") if words["half"] == "half" else Decimal("0.25")
    return quantities.of_number(number, _bound(match), words["unit"])


def _rank(match: re.Match[str]) -> Quantity:
    words = match.groupdict()
    return quantities.of_number(
        _number(next(filter(None, (words.get(key) for key in ("nth", "n", "no"))))), "exact", "rank"
    )


def _first(_match: re.Match[str]) -> Quantity:
    return quantities.of_number(Decimal(1), "exact", "rank")


def _second(_match: re.Match[str]) -> Quantity:
    return quantities.of_number(Decimal(2), "exact", "rank")


def _number_one(match: re.Match[str]) -> Quantity | None:
    """ "No. 1" is a place; "Order No. 155" is a name."""
    title = (match["title"] or "").lower()
    if title and title not in lexicon("amounts").texts("not_names"):
        return None
    return _rank(match)


def _top(match: re.Match[str]) -> Quantity:
    return quantities.of_number(_number(match["n"]), "at-most", "rank")


def _share_of(match: re.Match[str]) -> Quantity:
    whole = _number(match["of"]) or Decimal(1)
    share = 100 * _number(match["n"]) / whole
    rounded = tidy(share.quantize(Decimal("0.1")))
    exact = rounded == share
    found = quantities.of_number(rounded, "exact" if exact else "about", "percent")
    return found if exact else replace(found, reading=True)


def _share(match: re.Match[str]) -> Quantity | None:
    """A part of a whole; "two quarters" are a time."""
    lists, words = lexicon("amounts"), " ".join(match["share"].lower().split())
    whole, bound = values(lists, "shares"), _bound(match)
    if words in whole:
        return quantities.of_number(whole[words], bound, "percent")
    if (endless := values(lists, "endless_shares").get(words)) is None:
        return None
    return replace(quantities.of_number(endless, "about" if bound == "exact" else bound, "percent"), reading=True)


_BOUNDS = {
    "more than": "more-than",
    "over": "more-than",
    "at least": "at-least",
    "less than": "less-than",
    "under": "less-than",
}


def _bound(match: re.Match[str]) -> str:
    words = " ".join((match.groupdict().get("more") or "").lower().split())
    return _BOUNDS.get(words, "about") if words else "exact"


def _multiple(match: re.Match[str]) -> Quantity:
    words, lists = match.groupdict(), lexicon("amounts")
    if words.get("n"):
        return quantities.of_number(_number(words["n"] or ""), _bound(match), "times")
    known = values(lists, "multiples") | values(lists, "comparing")
    return quantities.of_number(known[words["mult"].lower()], _bound(match), "times")
