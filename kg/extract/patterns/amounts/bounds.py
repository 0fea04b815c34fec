"""Takes a text and the place of a number in it; gives the bound that the words around it set; touches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg import strictyaml
from kg.extract.patterns.lexicon.wordlists import either, lexicon, part

_REACH = 32
_PARTICLES = ("over", "under", "up to")


@dataclass(frozen=True, slots=True)
class _Bounds:
    before: re.Pattern[str]
    verbs: re.Pattern[str]
    after: re.Pattern[str]
    tight: re.Pattern[str]
    names: dict[str, str]


def bound_before(text: str, start: int, floor: int) -> tuple[str, int]:
    """The bound whose words end right before `start`, and where they start; exact where there are none."""
    window = max(floor, start - _REACH)
    match = _bounds().before.search(text[window:start])
    if not match or (_key(match[1]) in _PARTICLES and _phrasal().search(text[window : window + match.start(1)])):
        return "exact", start
    return _bounds().names[_key(match[1])], window + match.start(1)


def bound_of_verb(text: str, start: int, floor: int) -> str:
    """The bound that a verb right before `start` sets: "exceeded 10,000"; exact where there is none."""
    match = _bounds().verbs.search(text[max(floor, start - _REACH) : start])
    return _bounds().names[f"verb {_key(match[1])}"] if match else "exact"


def not_above(text: str, begin: int, bound: str) -> str:
    """The bound at the words from `begin` on; one above is turned round behind a verb that is denied: at most."""
    denied = bound == "more-than" and _DENIED.search(text[max(0, begin - 28) : begin])
    return "at-most" if denied else bound


#: "not charge beyond", "must not exceed", "will never go over".
_DENIED = re.compile(r"(?:\bnot|n't|\bnever|\bcannot)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def bound_after(text: str, end: int, *, tight: bool = False) -> tuple[str, int]:
    """The bound whose words start at `end`, and where they end; `tight` is for the place between number and unit."""
    bounds = _bounds()
    match = (bounds.tight if tight else bounds.after).match(text, end)
    return (bounds.names[f"after {_key(next(filter(None, match.groups())))}"], match.end()) if match else ("exact", end)


@cache
def _phrasal() -> re.Pattern[str]:
    """A verb that makes the particle behind it a part of itself."""
    return re.compile(rf"(?<!\w)(?i:{either(lexicon('amounts').texts('phrasal'))})\s$")


@cache
def _bounds() -> _Bounds:
    lists = lexicon("amounts")
    before, verbs, after = (_bound_words(part(lists, key)) for key in ("before", "verbs", "after"))
    spelled = [word for word in before if word[0].isalnum() and word.isascii()]
    short = [word for word in spelled if not word[-1].isalnum()]
    signs = [word for word in before if word not in spelled]
    words = [word for word in spelled if word not in short]
    names = {**before, **{f"verb {word}": bound for word, bound in verbs.items()}}
    names |= {f"after {word}": bound for word, bound in after.items()}
    worded = either(word for word in after if word[0].isalpha() and word.isascii() and word != "plus")
    other = either(word for word in after if not word.isascii() or not word[0].isalpha())
    behind = rf"({other})(?!\s?[\d+])|[\s-](?i:({worded}))(?!\w)"
    return _Bounds(
        re.compile(rf"(?i:((?<!\w){either(words)}(?=[\s-]$)|(?<!\w){either(short)}|{either(signs)}))[\s-]?$"),
        re.compile(rf"(?<!\w)(?i:({either(verbs)}))\s$"),
        re.compile(behind),
        re.compile(rf"{behind}|[\s-](plus)(?=\s[^\d\s])"),
        names,
    )


def _bound_words(node: strictyaml.Mapping) -> dict[str, str]:
    return {word: bound for bound in node.entries for word in node.texts(bound)}


def _key(words: str) -> str:
    return " ".join(words.lower().split())
