"""Takes a text and a place in it; gives the number that is written there, in digits or in words; touches nothing.

Every look is bounded: a number has at most thirty digits or twelve words, so that a hostile text costs linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract.patterns.lexicon.wordlists import either, lexicon, part, values

_MOST_DIGITS = 30
_MOST_WORDS = 12
_DIGITS = re.compile(
    r"(?P<dotted>\d{1,3}(?:\.\d{3})++,\d{1,2}(?!\d)|\d{1,3}(?:\.\d{3}){2,}+(?![.\d]))"
    r"|(?P<grouped>\d{1,3}(?:(?:,\d{3})++|(?:,\d{2}(?=,))++,\d{3})(?!\d)(?:\.\d++)?)"
    r"|(?P<spaced>\d{1,3}(?:[ \u00a0\u202f]\d{3})++(?![\d,.]\d|\d))"
    r"|(?P<plain>\d++(?:\.\d++)?)",
    re.ASCII,
)
_GAP = r"[\s\-\u2010\u2011]"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it stands. `raw` is its value before multipliers; `form` digits, grouped, words or vague.

    `low` and `high` are given for vague numbers only, whose `value` is then the lower end.
    """

    start: int
    end: int
    value: Decimal
    raw: Decimal
    form: str
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def scaled(self) -> bool:
        """Whether a multiplier stands behind the digits or the words."""
        return self.value != self.raw


@dataclass(frozen=True, slots=True)
class _Words:
    numbers: dict[str, Decimal]
    multipliers: dict[str, Decimal]
    joined: dict[str, Decimal]
    joined_with_money: dict[str, Decimal]
    vague: dict[str, tuple[Decimal, Decimal]]
    start: re.Pattern[str]
    word: re.Pattern[str]
    multiplier: re.Pattern[str]
    suffix: re.Pattern[str]
    money_suffix: re.Pattern[str]
    loose: re.Pattern[str]


@cache
def _words() -> _Words:
    lists = lexicon("amounts")
    numbers, multipliers = values(lists, "numbers"), values(lists, "multipliers")
    chinese, joined, money = (values(lists, key) for key in ("joined_chinese", "joined", "joined_with_money"))
    ends = part(lists, "vague")
    vague = {word: tuple(Decimal(end) for end in ends.texts(word)) for word in ends.entries}
    several, few = lists.texts("several"), lists.texts("few")
    scales = either(multipliers)
    loose = (
        rf"(?P<vague>{either(vague)})\b"
        rf"|(?P<several>{either(several)})\s(?P<scale>{scales})\b"
        rf"|(?P<few>{either(few)})\s(?P<few_scale>{scales})\b"
        rf"|(?P<half>half{_GAP}an?|half|a\shalf|(?:a\s)?quarter\sof\sa){_GAP}(?P<half_scale>{scales})\b"
        rf"|(?P<one>an?)\s(?P<one_scale>{scales})\b"
    )
    first = either([*numbers, *vague, *several, *few, "half", "quarter", "a"])
    return _Words(
        numbers,
        multipliers,
        {**joined, **chinese},
        {**joined, **chinese, **money},
        {word: (pair[0], pair[1]) for word, pair in vague.items()},
        re.compile(rf"(?<![\d._])\d|(?<=Rs\.)\d|(?<!\w)(?i:{first})(?!\w)"),
        re.compile(rf"(?i:{either(numbers)}|hundred|and|{scales})(?!\w)"),
        re.compile(rf"{_GAP}?(?i:{scales})(?!\w)"),
        re.compile(rf"(?:{either(joined)}(?!\w))|\s?{either(chinese)}"),
        re.compile(rf"(?:\s?{either([*joined, *money])}(?!\w))|\s?{either(chinese)}"),
        re.compile(f"(?i:{loose})"),
    )


def tidy(value: Decimal) -> Decimal:
    """The same number without exponent and without zeros behind the point, so that equal figures have equal text."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def next_start(text: str, position: int) -> int | None:
    """Where the next digit or number word stands that may open a number."""
    found = _words().start.search(text, position)
    return found.start() if found else None


def read_numeral(text: str, position: int, *, money: bool = False) -> Numeral | None:
    """The number that starts at the position, with its multipliers; `money` says that a currency stands before it."""
    if text[position : position + 1].isdigit():
        return _digits(text, position, money)
    return _loose(text, position) or _worded(text, position)


def _digits(text: str, position: int, money: bool) -> Numeral | None:
    match = _DIGITS.match(text, position)
    if not match or len(match[0]) > _MOST_DIGITS:
        return None
    kind = match.lastgroup or "plain"
    plain = match[0]
    if kind == "dotted":
        plain = plain.replace(".", "").replace(",", ".")
    raw = Decimal(re.sub(r"[,\s]", "", plain))
    value, end = _scale(text, match.end(), raw, money)
    return Numeral(position, end, value, raw, "digits" if kind == "plain" else "grouped")


def _scale(text: str, end: int, value: Decimal, money: bool = False) -> tuple[Decimal, int]:
    words = _words()
    suffix = (words.money_suffix if money else words.suffix).match(text, end)
    if suffix:
        value *= words.joined_with_money[suffix[0].strip()]
        end = suffix.end()
    for _ in range(3):
        match = words.multiplier.match(text, end)
        if not match:
            break
        value *= words.multipliers[match[0].lstrip(" \t\n-\u00a0\u202f\u2010\u2011").lower()]
        end = match.end()
    return value, end


def _loose(text: str, position: int) -> Numeral | None:
    words = _words()
    match = words.loose.match(text, position)
    if not match:
        return None
    if match["vague"]:
        low, high = words.vague[" ".join(match["vague"].lower().split())]
        return Numeral(position, match.end(), low, low, "vague", low, high)
    scale = words.multipliers[next(match[key] for key in _SCALES if match[key]).lower()]
    if match["several"]:
        return Numeral(position, match.end(), 2 * scale, Decimal(2), "vague", 2 * scale, 9 * scale)
    if match["few"]:
        return Numeral(position, match.end(), 2 * scale, Decimal(2), "vague", 2 * scale, 5 * scale - 1)
    raw = Decimal(1)
    if match["half"]:
        raw = Decimal("0.25") if "quarter" in match["half"].lower() else Decimal("0.5")
    value, end = _scale(text, match.end(), raw * scale)
    return Numeral(position, end, value, raw, "words")


_SCALES = ("scale", "few_scale", "half_scale", "one_scale")


def _worded(text: str, position: int) -> Numeral | None:
    """A number in words: "two hundred and fifty thousand", "twenty-five", "one and a half million"."""
    words = _words()
    total = group = Decimal(0)
    last: Decimal | None = None
    end, place = position, position
    for _ in range(_MOST_WORDS):
        match = words.word.match(text, place)
        if not match:
            break
        word = match[0].lower()
        if word == "and":
            if last is None or last < 100:
                break
        elif word in words.numbers:
            number = words.numbers[word]
            if last is not None and not _fits(last, number):
                break
            group += number
            last, end = number, match.end()
        else:
            scale = words.multipliers[word]
            if last is None:
                break
            if scale <= 100:
                group *= scale
            else:
                total += group * scale
                group = Decimal(0)
            last, end = scale, match.end()
        gap = re.compile(_GAP).match(text, match.end())
        if not gap:
            break
        place = gap.end()
    if last is None:
        return None
    return _halved(text, position, end, total + group)


def _fits(last: Decimal, number: Decimal) -> bool:
    return last >= 100 or (20 <= last <= 90 and 1 <= number <= 9)


_HALF = re.compile(r"\sand\sa\s(half|quarter)(?!\w)", re.IGNORECASE)


def _halved(text: str, position: int, end: int, value: Decimal) -> Numeral:
    raw = value
    if match := _HALF.match(text, end):
        raw = value + (Decimal("0.5") if match[1].lower() == "half" else Decimal("0.25"))
        value, end = _scale(text, match.end(), raw)
    return Numeral(position, end, value, raw, "words")
