"""Takes who is found to say what; gives the same with the links between them; touches nothing.

Whoever says what another says stands in the other's chain: "Acme told buyers that ..., two people say".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from kg.extract.patterns.saying.speakers import Finder
    from kg.extract.patterns.saying.speech import Speech
    from kg.model import Mention

_TOLD = frozenset(("told", "informed", "notified"))
#: What officials do by saying it.
_DONE = frozenset(("confirmed", "declared", "announced", "rejected", "published", "reported"))

#: How a house is called by those who speak for it.
_ITSELF = frozenset(("it", "they", "we"))


def chained(finder: Finder, found: list[Speech]) -> list[Speech]:
    """Whoever says what another says stands in the other's chain."""
    chained = []
    found = [one for one in found if not any(_hears(other, one) or _tells_of(finder, other, one) for other in found)]
    found = [one for one in found if not any(_tells_for(finder, other, one) for other in found)]
    for one in found:
        outer = [
            other
            for other in found
            if other.start <= one.start
            and one.end <= other.end
            and other != one
            and other.speaker is not None
            and (one.end - one.start) < (other.end - other.start)
        ]
        links = [other.speaker for other in sorted(outer, key=lambda other: other.end - other.start)]
        via = dict.fromkeys((*one.via, *(link for link in links if link and not _same(link, one.speaker))))
        chained.append(replace(one, via=tuple(via)))
    return chained


def _hears(other: Speech, one: Speech) -> bool:
    """Whether only those who are not named know what one told others: "Acme told buyers that ..., two people say"."""
    told = one.cue.lower() in _TOLD and other.unnamed and other.cue.lower() not in _TOLD
    return told and other.start < one.start and one.end <= other.end


def _tells_of(finder: Finder, other: Speech, one: Speech) -> bool:
    """Whether somebody with a name tells what officials did, who have none: "Acme wrote that they confirmed it"."""
    within = other.start <= one.start and one.end <= other.end and other != one
    if not (within and one.unnamed and other.speaker is not None and not other.unnamed):
        return False
    passes_on = finder.is_any(other.speaker, "press_houses")
    last = one.words.split()[-1].lower() if one.words.split() else ""
    return (
        not passes_on
        and one.cue.lower() in _DONE
        and bool({last, last.rstrip("s")} & word_set("speech", "no_men") or last == "authorities")
    )


def _tells_for(finder: Finder, other: Speech, one: Speech) -> bool:
    """Whether a man with a name tells what his own house expects: "it expects a fire, she said"."""
    if not (other.start <= one.start and one.end <= other.end and other.speaker is not None and not other.unnamed):
        return False
    own = one.words.lower() in _ITSELF and one.cue.lower().rstrip("s") in word_set("speech", "own")
    return own and finder.is_any(other.speaker, "men") and not _same(other.speaker, one.speaker)


def _same(one: Mention, other: Mention | None) -> bool:
    if other is None:
        return False
    return one.entity == other.entity if one.entity or other.entity else one.span.text == other.span.text
