"""Takes a text and the schema; gives the amounts whose number or unit stands where no others have it; touches nothing.

"A tonne", "Level 2", "the eighth month in a row", "Jane Doe, 42,", "4,797/1,920/1,624 mm", "the 500,000th".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from kg import quantities
from kg.extract.patterns.amounts.measures import Measures, Same, measures_of
from kg.extract.patterns.amounts.numerals import tidy
from kg.extract.patterns.lexicon.openings import Walk
from kg.extract.patterns.lexicon.wordlists import either, lexicon, values
from kg.model import Amount, Quantity, Schema, Span

#: Stands in the name of a unit for the number that follows it: "Level #".
_PLACE = "#"
#: Nobody of whom news tell the age is younger or older.
_YOUNGEST, _OLDEST = 16, 99
_BOUNDS = {"": "exact", "within": "at-most", "almost": "about", "nearly": "about", "about": "about", "around": "about",
           "over": "more-than", "more than": "more-than", "longer than": "more-than", "under": "less-than",
           "less than": "less-than", "at least": "at-least", "up to": "at-most"}  # fmt: skip


def find_singles(text: str, schema: Schema) -> Iterator[Amount]:
    """The amounts of these kinds, in no order; some may overlap. Units that the schema lacks are left out."""
    measures = measures_of(schema)
    found = (
        *_series(text),
        *_ages(text),
        *_levels(text, schema),
        *_ones(text, measures),
    )
    yield from (one for one in found if one.quantity.unit in schema.units)
    yield from _slashed(text, measures)
    yield from _nths(text)
    yield from _befallen(text, schema)


def _amount(text: str, start: int, end: int, quantity: Quantity) -> Amount:
    words = text[start:end]
    return Amount(Span(start, end, words), replace(quantity, text=words))


def _exact(number: Decimal, unit: str) -> Quantity:
    return quantities.of_number(tidy(number), "exact", unit)


def _series(text: str) -> Iterator[Amount]:
    """How often in a row: "its eighth straight month", "for the fourth quarter running"."""
    for match in _in_a_row().finditer(text):
        words = (match["nth"] or match["nth2"]).lower()
        number = values(lexicon("amounts"), "ordinals").get(words) or Decimal(re.sub(r"\D", "", words) or 0)
        if number:
            yield _amount(text, *match.span(), _exact(number, (match["unit"] or match["unit2"]).lower()))


@cache
def _in_a_row() -> Walk:
    lists = lexicon("amounts")
    nth = rf"{either(values(lists, 'ordinals'))}|\d{{1,3}}(?:st|nd|rd|th)"
    unit = either(lists.texts("lengths"))
    return Walk(
        re.compile(
            rf"(?<![\w-])(?i:(?P<nth>{nth})[\s-](?:straight|consecutive|successive)\s(?:[\w-]+\s)?(?P<unit>{unit})"
            rf"|(?P<nth2>{nth})\s(?:[a-z-]+\s)?(?P<unit2>{unit})\s(?:running|straight|in\s(?:a\srow|succession)))(?!\w)"
        )
    )


#: An age behind the name of somebody: "Jane Doe, 42, said", "Jane Doe (42)", "aged 19", "who is 55".
_NAMED = r"[A-Z][\w'’.-]*\s(?:[A-Z]\.\s|[a-z]{2,3}\s)?[A-Z][\w'’-]*[a-z]"
#: What a sentence goes on with behind a surname and an age.
_GOES_ON = (
    r"(?:is|was|has|had|will|said|says|who|a|an|the|took|takes|joined|joins|leads|led|looks|came|comes|became|founded"
    r"|started|began|left|leaves|worked|replaces|succeeds)\b"
)
_AGE = re.compile(
    rf"(?<![\w’'-])(?:{_NAMED}|[A-Z][a-z]+(?=,\s\d\d,\s{_GOES_ON}))(?:,\s(?P<comma>\d\d)(?=[,.;](?:\s|$))|\s\((?P<bracket>\d\d)\))"
    r"|\b(?:aged|[Aa]ge)\s(?P<aged>\d\d)(?![\d%-]|[.,]\d|\s(?:to|and|or)\s\d)"
    r"|\bturn(?:s|ed)\s(?P<turned>\d\d)(?=\s(?:in|on|this|last|next|today|earlier)\b|[,.;])"
    r"|\b(?:who|he|she|He|She|who's|he's|she's)\s(?:(?:is|was|turns|turned)\s)?(?:now\s)?(?P<who>\d\d)(?=[,.;]|\sand\b)"
)


def _ages(text: str) -> Iterator[Amount]:
    for match in _AGE.finditer(text):
        kind = next(key for key in ("comma", "bracket", "aged", "turned", "who") if match[key])
        number = Decimal(match[kind])
        if _YOUNGEST <= number <= _OLDEST:
            yield _amount(text, *match.span(kind), _exact(number, "year"))


def _levels(text: str, schema: Schema) -> Iterator[Amount]:
    """Units that stand before their number: "Level 2", "Level 2+"."""
    pattern, units = _before(Same(schema))
    if not units:
        return
    for match in pattern.finditer(text):
        words = match["n"].lower()
        number = values(lexicon("amounts"), "numbers").get(words) or Decimal(words if words.isdigit() else 0)
        bound = "at-least" if match["plus"] else "exact"
        unit = units[match["form"].strip(" -").lower()]
        yield _amount(text, *match.span(), quantities.of_number(number, bound, unit))


@lru_cache(maxsize=8)
def _before(same: Same) -> tuple[Walk, dict[str, str]]:
    names = sorted(same.schema.unit_names.items())
    units = {name.removesuffix(_PLACE).strip().lower(): unit for name, unit in names if name.endswith(_PLACE)}
    worded = either([name for name in units if len(name) > 1] or ["\0"])
    short = either([name.upper() for name in units if len(name) == 1] or ["\0"])
    small = either(values(lexicon("amounts"), "numbers"))
    return Walk(
        re.compile(
            rf"(?<![\w-])(?:(?P<form>(?i:{worded})[\s-]|{short})(?P<n>\d|(?<=[\s-])(?i:{small}))(?P<plus>\+{{1,2}})?)(?![\w.]\d|\w)"
        )
    ), units


def _ones(text: str, measures: Measures) -> Iterator[Amount]:
    """ "A megawatt", "half a terabyte", "within a week": one of a unit, where it is no rate of a figure before."""
    singles, spans = lexicon("amounts").texts("singles"), lexicon("amounts").texts("lasting_units")
    for match in _one().finditer(text):
        measure = measures.behind(text, match.end())
        if measure is None or measures.is_plural(measure.form):
            continue
        before, bound = text[max(0, match.start() - 24) : match.start()], (match["bound"] or "").lower()
        if measure.unit in singles:
            if _RATE.search(before):
                continue
        elif measure.unit not in spans or match["half"] or not (_LASTS.search(before) or bound == "within"):
            continue
        number = Decimal("0.5") if match["half"] else Decimal(1)
        yield _amount(text, match.start(), measure.end, quantities.of_number(number, _BOUNDS[bound], measure.unit))
    for match in _passives().finditer(text):
        measure = measures.behind(text, match.end())
        if measure is not None and measure.start == match.end() and not measures.has_plural(measure):
            words = match["n"].lower()
            number = values(lexicon("amounts"), "numbers").get(words) or Decimal(words if words.isdigit() else 0)
            if number:
                yield _amount(text, *match.span("n"), _exact(number, measure.unit))
    for match in _NEXT_DECADE.finditer(text):
        yield _amount(text, *match.span(), _exact(Decimal(1), "decade"))


@cache
def _one() -> Walk:
    bounds = either(word for word in _BOUNDS if word)
    return Walk(re.compile(rf"(?<![\w$€£¥-])(?i:(?:(?P<bound>{bounds})\s)?(?P<half>half\s)?an?)(?=[\s-][a-z])"))


@cache
def _passives() -> Walk:
    """A number before what is said of those counted: "one was hurt", "seven were slightly injured"."""
    small = either(values(lexicon("amounts"), "numbers"))
    return Walk(
        re.compile(
            rf"(?<![\w-])(?P<n>(?i:{small})|\d{{1,3}})\s(?:(?:more|others?)\s)?(?:was|were)\s(?:[a-z]+ly\s)?(?=[a-z])"
        )
    )


#: A figure and its unit, before the "a" of a rate: "450 watt-hours a kilo", "$2 a tonne".
_RATE = re.compile(r"\d\S*\s(?:\S+\s){0,2}$")
_LASTS = re.compile(r"\b(?:for|lasts?|lasted|lasting|takes?|took|taken|waits?|waited|waiting)\s$", re.IGNORECASE)
_NEXT_DECADE = re.compile(r"(?<=next\s)decade\b|(?<=coming\s)decade\b")


_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_LIST = Walk(re.compile(rf"(?<![\w/.,$€£¥-])(?:{_NUMBER})(?:\s?/\s?(?:{_NUMBER})){{1,4}}(?![\d/]|[.,]\d)", re.ASCII))
_ONE = re.compile(_NUMBER, re.ASCII)


def _befallen(text: str, schema: Schema) -> Iterator[Amount]:
    """Nobody or somebody whom something befell: "nobody was hurt", "the driver, aged 31, died"."""
    person = schema.unit_names.get("person")
    for match in _victims().finditer(text) if person else ():
        key = next(key for key in ("none", "one", "many") if match[key])
        number = {"none": Decimal(0), "one": Decimal(1)}.get(key)
        number = values(lexicon("amounts"), "numbers").get(match[key].lower(), Decimal(2)) if number is None else number
        yield _amount(text, *match.span(key), replace(_exact(number, person or ""), unit_basis="inferred"))


@cache
def _victims() -> Walk:
    lists, keys = lexicon("amounts"), ("nobody", "somebody", "befalls", "befalling")
    nobody, somebody, befalls, befalling = (either(lists.texts(one)) for one in keys)
    numbers = either(values(lists, "numbers"))
    return Walk(
        re.compile(
            rf"(?<![\w-])(?:(?:(?P<none>(?i:{nobody}))(?:\s(?:else|inside|in\sit|on\sboard|aboard))?"
            rf"|(?P<one>(?i:the|an?|its|one)\s(?:[\w-]+\s){{0,2}}{somebody})(?:,\s[^,.]{{2,30}},)?)"
            rf"(?:\s(?:was|were|is|has|have|had|[a-z]+ly))?\s(?:[a-z]+ly\s)?{befalls}(?!\w)"
            rf"|(?:{befalling})\s(?P<many>(?i:{numbers}))(?=[.,;]|\s(?:and|others?|more)\b))"
        )
    )


def _slashed(text: str, measures: Measures) -> Iterator[Amount]:
    """Several figures with one unit: "4,797/1,920/1,624 mm". Without a unit they must be grouped."""
    for match in _LIST.finditer(text):
        measure = measures.behind(text, match.end())
        counted = measure is not None and (measures.is_plural(measure.form) or measures.has_plural(measure))
        grouped = all("," in one for one in _ONE.findall(match[0]))
        if (measure is None or counted) and not grouped:
            continue
        places = list(_ONE.finditer(text, match.start(), match.end()))
        for place in places:
            last = measure is not None and place is places[-1]
            end = measure.end if measure and last else place.end()
            number = Decimal(place[0].replace(",", ""))
            yield _amount(text, place.start(), end, _exact(number, measure.unit if measure else ""))


def _nths(text: str) -> Iterator[Amount]:
    """How many there were with this one: "the 500,000th", "its ten-millionth"."""
    for match in _nth().finditer(text):
        lists = lexicon("amounts")
        words = (match["n"] or "1").lower().replace(",", "")
        number = values(lists, "numbers").get(words) or Decimal(words if words.isdigit() else 1)
        scale = values(lists, "multipliers").get((match["scale"] or "").lower(), Decimal(1))
        yield _amount(text, *match.span(), _exact(number * scale, ""))


@cache
def _nth() -> Walk:
    numbers = either(values(lexicon("amounts"), "numbers"))
    return Walk(
        re.compile(
            rf"(?<![\w,.])(?:(?P<n>\d{{1,3}}(?:,\d{{3}})+(?=th\b)|(?i:{numbers}|\d{{1,3}})(?=[\s-](?i:thousand|million|billion)th))"
            r"[\s-]?(?P<scale>(?i:thousand|million|billion))?th)(?!\w)"
        )
    )
