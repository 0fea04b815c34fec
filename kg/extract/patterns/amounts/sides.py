"""Takes a text, a place in it and the unit names; gives one number with its unit, if it counts; touches nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.patterns.amounts.bounds import bound_after
from kg.extract.patterns.amounts.decoys import is_hyphenated, is_idiom, is_year, names_something
from kg.extract.patterns.amounts.measures import Measure, Measures
from kg.extract.patterns.amounts.numerals import Numeral, next_start, read_numeral
from kg.extract.patterns.lexicon.wordlists import lexicon


@dataclass(frozen=True, slots=True)
class Side:
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
        """The number with its multipliers."""
        return self.numeral.value

    @property
    def is_plain(self) -> bool:
        """Whether the number is bare digits or words: no groups, no multiplier, no bound behind it."""
        return self.numeral.form in ("digits", "words") and not self.numeral.scaled and self.bound == "exact"


def is_time(unit: str) -> bool:
    """Whether the unit measures time."""
    return unit in lexicon("amounts").texts("lengths")


class Sides:
    """Reads single numbers of one text; `closed` are the sorted stretches in which it may not read."""

    def __init__(self, text: str, measures: Measures, closed: list[tuple[int, int]]) -> None:
        self.text = text
        self.measures = measures
        self.closed = closed
        self.starts = [start for start, _ in closed]
        #: Whether the text groups its thousands: then "2025 boats" are those of a year.
        self.groups = bool(_GROUPED.search(text))

    def next(self, place: int) -> int | None:
        """Where the next number may start."""
        return next_start(self.text, place)

    def shut(self, place: int) -> int:
        """Where the closed stretch around the place ends; the place itself where there is none."""
        index = bisect_right(self.starts, place) - 1
        return max(place, self.closed[index][1]) if index >= 0 else place

    def read(self, start: int, floor: int) -> Side | None:
        """The number at `start` with the currency before it, not before `floor`, and the unit behind it."""
        text, measures = self.text, self.measures
        money = measures.before(text, start, floor)
        if money is None and start and (text[start - 1].isascii() and text[start - 1].isalpha()):
            return None
        numeral = read_numeral(text, start, money=money is not None)
        if numeral is None or self.shut(numeral.end - 1) > numeral.end - 1:
            return None
        if money is None:
            numeral = self._enlarged(numeral)
        bound, end = bound_after(text, numeral.end, tight=True)
        unit = self._unit(numeral, end, money)
        adjacent = unit is not None and text[end : unit.start].strip(" \n\u00a0-\u2011") in ("", "of")
        if unit is not None and adjacent:
            end = max(end, unit.end)
        if bound == "exact" and (adjacent or unit is None):
            bound, end = bound_after(text, end)
        name, form = (unit.unit, unit.form) if unit else ("", "")
        begin = money.start if money else start
        return Side(begin, end, numeral, name, form, bound, adjacent, money is not None)

    def _enlarged(self, numeral: Numeral) -> Numeral:
        """A lone m, b or t behind the digits is a multiplier before a currency, an m before a counted thing as well."""
        text, measures, end = self.text, self.measures, numeral.end
        scale = _LETTERS.get(text[end : end + 1])
        if scale is None or numeral.scaled or not text[end - 1].isdigit() or text[end + 1 : end + 2].isalnum():
            return numeral
        near = measures.behind(text, end + 1)
        money = near is not None and measures.is_money(near.unit)
        counted = text[end] == "m" and measures.counted(text, end + 1) is not None
        if money or counted or (text[end] == "m" and self._among_millions(numeral)):
            return replace(numeral, value=numeral.value * scale, end=end + 1)
        return numeral

    def _among_millions(self, numeral: Numeral) -> bool:
        """Whether the figures of its paragraph are in millions, and none a length: "Acme 9.7 million, Norton 8.6m"."""
        text = self.text
        start = max(text.rfind("\n", 0, numeral.start) + 1, numeral.start - _AMONG)
        end = numeral.end + 1
        around = text[start : numeral.start] + " " + text[end : end + _AMONG].split("\n", 1)[0]
        return bool(_MILLIONS.search(around)) and not _LENGTHS.search(around) and not _LONG.match(text, end)

    def _unit(self, numeral: Numeral, end: int, money: Measure | None) -> Measure | None:
        text, measures = self.text, self.measures
        near = measures.behind(text, end) or self._inches(numeral, end)
        if near and near.form in _TWO_FACED and self._weighs(numeral, near):
            near = replace(near, unit=_TWO_FACED[near.form])
        if money:
            return near if near and near.unit == money.unit else replace(money, start=end, end=end)
        if near is None and numeral.form in ("vague", "words") and (of := _OF.match(text, end)):
            near = measures.behind(text, of.end())
            near = near if near and not measures.has_plural(near) else None
        if near is None:
            among = _OF_THE.match(text, end)
            return measures.counted(text, among.end() if among else end)
        if near.form in lexicon("amounts").texts("verbs_like_units") and numeral.value < _LEAST_OF_VERBS:
            return None
        joined = text[near.start - 1] in "-\u2011"
        if measures.has_plural(near) and not is_time(near.unit) and _GOES_ON.match(text, near.end):
            return measures.counted(text, end)
        if measures.has_plural(near) and numeral.value != 1 and not joined:
            barred = text[near.start].isupper() and (near.form.islower() or near.unit in measures.things)
            barred = barred or (near.unit in measures.things and self._is_first_half(near))
            return measures.counted(text, end) or (None if barred else near)
        return near

    def _is_first_half(self, near: Measure) -> bool:
        """Whether the unit only tells of what sort the things are that the number counts: "87 boat halls"."""
        behind = _HALF.match(self.text, near.end)
        return behind is not None and behind[1] not in self.measures.barriers

    def _weighs(self, numeral: Numeral, near: Measure) -> bool:
        before = self.text[max(0, numeral.start - 40) : numeral.start]
        behind = self.text[near.end : near.end + 48].split("\n")[0]
        return "£" not in self.text and bool(_WEIGHING.search(before) or _WEIGHING.search(behind))

    def _inches(self, numeral: Numeral, end: int) -> Measure | None:
        """Inches by their sign or by "in", where no other reading is likely: 15.6", 18in, "15.6 in (front)"."""
        unit = self.measures.names.get("-inch") or self.measures.names.get("inch")
        match = _INCHES.match(self.text, end) if unit and not numeral.scaled else None
        if not unit or not match or numeral.form == "words":
            return None
        fraction = "." in self.text[numeral.start : numeral.end]
        if match["quote"] and not (fraction and self.text.count('"', max(0, end - 400), end) % 2 == 0):
            return None
        if match["apart"] and not (fraction and _NO_PLACE.match(self.text, match.end())):
            return None
        return Measure(unit, end + (1 if match["apart"] else 0), match.end(), "inch")

    # Does it count? --------------------------------------------------------------------------------------------------

    def counts(self, side: Side, bound: str) -> bool:
        """Whether a single number is an amount at all, not a year, a name's part or an idiom."""
        if side.money_before or side.numeral.form == "vague":
            return True
        if self._is_broken(side) or self._is_of_year(side):
            return False
        plain = side.is_plain and bound == "exact"
        counted = self.measures.is_plural(side.form) or (side.adjacent and self._is_single(side))
        if plain and (not side.unit or counted) and self._is_part_of_name(side):
            return False
        pointed = _POINTED.search(self.text, max(0, side.numeral.start - 8), side.numeral.start)
        worded = side.numeral.form == "words"
        if plain and not side.unit and side.numeral.value >= _LEAST_NAME and self._is_the(side):
            return False
        if side.unit and side.adjacent:
            return not (worded and counted and pointed and pointed[1].lower() != "all") or is_time(side.unit)
        if side.numeral.scaled or side.numeral.value >= 100 or side.numeral.form == "grouped":
            return True
        counting = bool(side.unit) or bound != "exact" or side.bound != "exact"
        counting = counting or _PLURAL.match(self.text, side.numeral.end) is not None
        counting = counting or _OF_THEM.match(self.text, side.numeral.end) is not None
        if worded:
            return counting and not pointed and side.numeral.value != 1
        return counting or "." in self.text[side.numeral.start : side.numeral.end]

    def _is_single(self, side: Side) -> bool:
        """Whether the unit is one thing, as a number behind a name stands before it: "the Halcyon 15 boat"."""
        single = self.measures.has_plural(Measure(side.unit, side.end, side.end, side.form))
        return side.value != 1 and single and side.unit in self.measures.things

    def _is_of_year(self, side: Side) -> bool:
        """Whether a year stands before one thing: "a 2022 boat"."""
        digits = self.text[side.numeral.start : side.numeral.end]
        behind = self.measures.behind(self.text, side.numeral.end)
        return is_year(digits) and behind is not None and self.measures.has_plural(behind) and not is_time(behind.unit)

    def _is_the(self, side: Side) -> bool:
        """Whether bare digits stand behind an article and before nothing that they count: "above the 9400"."""
        before = self.text[max(0, side.start - 4) : side.start].lower()
        return before.endswith("the ") and not _PLURAL.match(self.text, side.end)

    def _is_broken(self, side: Side) -> bool:
        """Whether the number goes on as something else: "4-door", "5B", "one of the", "three tenths"."""
        text, numeral = self.text, side.numeral
        if numeral.form == "words" and numeral.value < _LEAST_NAME and is_idiom(text, numeral.start, numeral.end):
            return True
        if side.unit and side.adjacent:
            return False
        behind = text[side.end : side.end + 1]
        hyphenated = side.bound == "exact" and is_hyphenated(text, numeral.end)  # "the 50,000-plus of May"
        return hyphenated or (behind.isalpha() and behind.isascii())

    def _is_part_of_name(self, side: Side) -> bool:
        text, numeral = self.text, side.numeral
        if numeral.form == "words":
            return text[numeral.start].isupper() and names_something(text, numeral.start)
        if not is_time(side.unit) and names_something(text, numeral.start):
            return True
        counted = side.unit and side.adjacent and not is_time(side.unit) and not _MODEL_YEAR.match(text, numeral.end)
        counted = counted and not self.groups
        return is_year(text[numeral.start : numeral.end]) and not counted


#: Less than this is no sum in a currency whose name is a verb, too: "three won the race".
_LEAST_OF_VERBS = 100
#: From here on digits without groups behind "the" are rather a name.
_LEAST_NAME = 1000
#: A hyphen makes a unit a part of a longer word: "eleven city-centre stores".
_GOES_ON = re.compile(r"-[a-z]")
#: A noun in the plural behind one in the singular: "87 boat sales halls".
_HALF = re.compile(r"\s(?:[a-z]+\s){0,2}?([a-z]{3,}s)\b")
_GROUPED = re.compile(r"(?<![\d,.])\d,\d{3}(?![\d,])")
#: How far around a bare "m" the other figures tell what it is, in characters.
_AMONG = 120
_MILLIONS = re.compile(
    r"\d\s?(?:million|billion|trillion|m?bn|tn|mn)\b|[$€£¥]\s?\d|\d(?:\.\d)?m,\s|\bmillions?\b", re.IGNORECASE
)
_LENGTHS = re.compile(r"\d\s?(?:mm|cm|km|ft|metres|meters|feet|miles)\b")
_LONG = re.compile(
    r"[\s-](?:long|wide|tall|high|deep|above|below|from|away|apart|across|off|behind|ahead|under|down)\b"
)
#: Names of a currency that are a weight, too, where something is weighed.
_TWO_FACED = {"pounds": "pound-mass", "pound": "pound-mass"}
_WEIGHING = re.compile(
    r"\b(?:weigh(?:s|ed|ing|t)?|scales?|heav\w+|light\w+|lbs?|kilos?|kilograms?|tonnes?|tons?|load|payload|tow\w*|mass)\b"
    r"(?!.*\b(?:cost|price|pay|paid|worth|for|sells?|sold|charge)\w*\b)",
    re.IGNORECASE,
)
_INCHES = re.compile(r"(?P<quote>\"|\u2033)(?!\w)|in(?=\s[a-z]|[,.;)]|$)|(?P<apart>\sin)(?!\w)")
#: What follows no "in" of a place or a time.
_NO_PLACE = re.compile(r"\s?[(),.;/x×]|\s(?:high|wide|long|tall|deep|across|apart|screen|the\s\w+['’]s\speak|[x×])\b|$")
_LETTERS = {"m": Decimal(1_000_000), "b": Decimal(10) ** 9, "t": Decimal(10) ** 12, "T": Decimal(10) ** 12}
_OF_THEM = re.compile(r"\sof\s(?:them|these|those|which)\b")
_OF = re.compile(r"\sof(?=\s)")
_OF_THE = re.compile(r"\sof(?:\s(?:the|its|their|these|those|all))?(?=\s)")
_POINTED = re.compile(r"\b(the|these|those|all|both|other)\s$", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:\s(?!(?:of|in|on|for|to|and|or|by|with|from|than|as|at|the|a|is|was|were|are|has|had|have)\b)[a-z][\w-]{0,24}){0,3}"
    r"\s[A-Za-z][\w-]{0,24}[A-Za-rt-z]s\b"
)
_MODEL_YEAR = re.compile(r"\s(?:models?|editions?|versions?)\b")
