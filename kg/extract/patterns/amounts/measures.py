"""Takes the unit names of a schema; gives the unit that a text names before or behind a number; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extract.patterns.lexicon.wordlists import either, lexicon, values
from kg.model import Schema

#: From this length on a unit's name is a word, in capitals or not; what is shorter is a sign: "m" is not "M".
_WORD = 4
#: Plurals without an s.
_IRREGULAR = frozenset(("people", "children", "men", "women"))
#: The unit of what is counted by no name of its own.
_COUNT = "unit"
_CURRENCY = re.compile(r"[A-Z]{3}")
_JOINT = r"(?:[ \t\u00a0\u202f\u2009]|\n(?!\n))?-?|\u2011"
_DIGIT_NEXT = re.compile(r"[ \u00a0]?\d")
_MOST_BETWEEN = 4
_NEXT_WORD = re.compile(r"[ \t\u00a0\n]([A-Za-z0-9][\w'’-]*|[\"'“‘][\w-]+[\"'”’])")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit and the words [start, end) that name it; `form` is the name as the schema writes it."""

    unit: str
    start: int
    end: int
    form: str


@dataclass(frozen=True)
class Measures:
    """The unit names of one schema, ready to be looked for."""

    names: Mapping[str, str]
    lowered: Mapping[str, str]
    signs: re.Pattern[str]
    words: re.Pattern[str]
    money_before: re.Pattern[str]
    plurals: frozenset[str]
    barriers: frozenset[str]
    #: The units that count things: those in which a metric is stated that may count without naming a unit.
    things: frozenset[str]

    def behind(self, text: str, end: int) -> Measure | None:
        """The unit that follows the number at once: "kWh", " percent", "-hour"."""
        found: Measure | None = None
        for pattern in (self.words, self.signs):
            match = pattern.match(text, end)
            if match and (found is None or match.end() > found.end):
                unit = self._unit(match["form"])
                if unit and not (self.is_money(unit) and _DIGIT_NEXT.match(text, match.end())):
                    found = Measure(unit, match.start("form"), match.end(), match["form"])
        return found

    def before(self, text: str, start: int, floor: int) -> Measure | None:
        """The currency that stands right before the number."""
        window = max(floor, start - 16)
        match = self.money_before.search(text[window:start])
        if not match:
            return None
        unit = self._unit(match["form"])
        return Measure(unit, window + match.start("form"), start, match["form"]) if unit else None

    def counted(self, text: str, end: int) -> Measure | None:
        """The unit whose noun, in the plural, follows within a few words: "28,000 new boats"."""
        place, found = end, None
        for _ in range(_MOST_BETWEEN):
            word = _NEXT_WORD.match(text, place)
            if not word or word[1].lower() in self.barriers or word[1].lower() in _numbers():
                break
            near = self.behind(text, place)
            if near and near.end < word.end() and "-" in word[1]:  # "city-made" is no city
                near = None
            if near and near.form.lower() in self.plurals:
                found = near
            elif found:
                break
            place = near.end if near else word.end()
            if text[place : place + 1] not in (" ", "\u00a0", "\n"):
                break
        return found

    def is_money(self, unit: str) -> bool:
        """Whether the unit is named like a currency, by the three capitals of ISO 4217."""
        return bool(_CURRENCY.fullmatch(unit))

    def is_plural(self, form: str) -> bool:
        """Whether the form is the plural of a counted thing."""
        return form.lower() in self.plurals

    def has_plural(self, measure: Measure) -> bool:
        """Whether the form is a singular whose plural the schema knows."""
        form = measure.form.lower()
        return form not in self.plurals and any(
            self.lowered.get(plural) == measure.unit for plural in (f"{form}s", f"{form}es", f"{form[:-1]}ies")
        )

    def rate(self, unit: str, form: str, period: str) -> str | None:
        """The unit of a rate where the schema has one: "CNY a month"."""
        names = (f"{name} {link} {period}" for name in (form, unit) for link in ("a", "per"))
        return next((self.names[name] for name in names if name in self.names), None)

    def _unit(self, form: str) -> str | None:
        plain = " ".join(form.split())
        if plain in self.names:
            return self.names[plain]
        lowered = plain.lower()
        return self.lowered.get(lowered) or self.lowered.get(lowered.removesuffix("s"))


@cache
def _numbers() -> frozenset[str]:
    """Number words: behind "1,700 two years ago" the two count the years."""
    lists = lexicon("amounts")
    return frozenset(values(lists, "numbers")) | frozenset(values(lists, "multipliers"))


def measures_of(schema: Schema) -> Measures:
    """The prepared names of a schema; those of one schema are prepared once."""
    return _prepare(Same(schema))


class Same:
    """A schema as the key of a cache: it never changes, so it is enough that it is the same one."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.schema is self.schema


@lru_cache(maxsize=8)
def _prepare(same: Same) -> Measures:
    names: dict[str, str] = {}
    for form, unit in sorted(same.schema.unit_names.items()):
        plain = form.removeprefix("-").strip()
        if plain and plain not in ('"', "in.") and not plain.endswith("#"):
            names.setdefault(plain, unit)
    words = {form.lower(): unit for form, unit in names.items() if _is_word(form)}
    signs = [form for form in names if not _is_word(form)]
    capitals = {form.lower() for form in names if form.isupper()}
    plurals = {form for form in words if form.isascii() and (form.endswith("s") or form in _IRREGULAR)} - capitals
    plurals |= {form.lower() for form in names if form[:-1].isupper() and form.endswith("s") and len(form) < _WORD}
    money = [form for form, unit in names.items() if _CURRENCY.fullmatch(unit) and not form.islower()]
    return Measures(
        names,
        words | {form.lower(): unit for form, unit in names.items() if form.lower() in plurals},
        _behind(signs, ""),
        _behind(words, "(?i:{})"),
        re.compile(rf"(?<![A-Za-z]){_group(money)}[ \u00a0]?$"),
        frozenset(plurals),
        frozenset(lexicon("amounts").texts("barriers")),
        _things(same.schema),
    )


def _things(schema: Schema) -> frozenset[str]:
    counting = (one.units for one in schema.properties.values() if one.kind == "metric" and _COUNT in one.units)
    return frozenset(unit for units in counting for unit in units)


def _is_word(form: str) -> bool:
    return len(form) >= _WORD and form.replace(" ", "").replace("-", "").isalpha() and form.isascii()


def _behind(forms: Iterable[str], wrap: str) -> re.Pattern[str]:
    spelled = [form for form in forms if form.isascii() and form[-1].isalnum()]
    other = [form for form in forms if form not in spelled]
    ended = rf"{either(spelled)}(?:s(?![\w]))?(?!\w)" if wrap else rf"{either(spelled)}(?!\w)"
    body = "|".join(part for part, there in ((ended, spelled), (either(other), other)) if there) or r"(?!)"
    body = wrap.format(body) if wrap else body
    return re.compile(rf"(?:{_JOINT})(?P<form>{body})")


def _group(forms: Iterable[str]) -> str:
    forms = list(forms)
    return f"(?P<form>{either(forms)})" if forms else "(?P<form>(?!))"
