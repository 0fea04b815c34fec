"""Takes a text and where a name stands in it; gives whether it only names what another is compared with.

Touches nothing. "20% less than Acme asks for the Zed", "its rival to the Zed", "the holder until now, the Zed" speak of
something else; who only backs or owns part of a firm ("the Acme-backed maker") is not what is spoken of, either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from kg.extract.patterns.analysis.evidence import Evidence

#: How many characters before a name a word may stand that sets it against another.
_FAR = 60
_NONE = frozenset(("no", "none", "nothing", "nobody"))
_BREAKS = re.compile(r"[.;:,()\n]")


def is_compared(text: str, start: int) -> bool:
    """Whether what is named there is only what another one is set against."""
    before = text[max(0, start - _FAR) : start]
    return _is_against(_BREAKS.split(before)[-1]) or _beaten().search(before) is not None


def is_backing(text: str, end: int) -> bool:
    """Whether a name that ends there only tells who backs, owns or lists somebody else: "Acme-backed"."""
    return _backing().match(text, end) is not None


def foils_of(evidence: Evidence, kinds: Collection[str]) -> frozenset[str | None]:
    """Things of the classes that the text first names only to set another against them."""
    first: dict[str | None, bool] = {}
    for one in evidence.all_mentions:
        if one.type in kinds and one.by != "reference" and (name := evidence.entity(one)) not in first:
            first[name] = is_compared(evidence.text, one.span.start)
    return frozenset(name for name, compared in first.items() if compared)


def titled_in(evidence: Evidence) -> set[str | None]:
    """The things that the title names, without those that only back what it is about, and parts of longer names."""
    title = f" {evidence.article.title.casefold()} "
    found: dict[str, tuple[int, int]] = {}
    for one in (*evidence.titled, *evidence.all_mentions):
        text, name = one.span.text.casefold(), evidence.entity(one)
        at = title.find(text)
        end = at + len(text)
        alone = at > 0 and not title[at - 1].isalnum() and not title[end].isalnum()
        if name and one.by != "reference" and alone and not is_backing(title, end):
            found[name] = max(found.get(name, (at, end)), (at, end), key=_length)
    return {name for name, place in found.items() if not _is_in_longer(evidence, name, place, found)}


def _length(place: tuple[int, int]) -> int:
    return place[1] - place[0]


def _is_in_longer(evidence: Evidence, name: str, place: tuple[int, int], found: Mapping[str, tuple[int, int]]) -> bool:
    """Whether a name only begins another's: "Zed" of "Zed Max", or with "Max" behind it; but not the maker's."""
    longer = (
        other
        for other, (start, end) in found.items()
        if other != name and ((start <= place[0] and place[1] < end) or start == place[1] + 1)
    )
    return any(name not in evidence.made_by.get(other, ()) for other in longer)


def _is_against(words: str) -> bool:
    told = [one.strip("\"'“”‘’").lower() for one in words.split()]
    pairs = [f"{one} {other}" for one, other in pairwise(told)]
    if "than" in told and not _NONE.isdisjoint(told[: told.index("than")]):  # "no lamp sells better than the Zed"
        told = [one for one in told if one != "than"]
    return not word_set("names", "against").isdisjoint([*told, *pairs])


@cache
def _beaten() -> re.Pattern[str]:
    """The noun for one that is beaten, and the comma before its name."""
    nouns = "|".join(sorted(word_set("names", "beaten")))
    return re.compile(rf"\b(?:{nouns})\b[^.;:,()\n]*, (?:the |a )?$", re.IGNORECASE)


@cache
def _backing() -> re.Pattern[str]:
    words = "|".join(sorted(word_set("names", "backing")))
    return re.compile(rf" ?- ?(?:{words})\b", re.IGNORECASE)
