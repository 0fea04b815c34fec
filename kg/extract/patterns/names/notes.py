"""Takes registered things and a noun; gives which of them it cannot mean by what the registry notes; touches nothing.

"Danish maker of lamps" is no "Dutch firm". Where one thing is a "lantern of Acme", "the lantern" is none that is noted
as something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import read_words
from kg.extract.patterns.names.registered import Names
from kg.model import ClassTerm, Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

_NATION = re.compile(r"[A-Z][a-z]+(?:ese|an|ish|ch)\b|Swiss|Czech|Thai")
_PLACE = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)*")
_WORD = re.compile(r"\w[\w-]*")
_LARGE = frozenset(("giant", "titan", "behemoth", "heavyweight", "leader"))


@cache
def _demonyms() -> dict[str, str]:
    """How those are called who are of a country, by the country's names."""
    lists = ((key, names) for key, names in read_words("names").items() if key.startswith("demonyms."))
    return {name: key.partition(".")[2] for key, names in lists for name in names}


def nations(noun: Token, names: Names) -> frozenset[str]:
    """Of what nations a noun says that it is: "the Danish firm", "the firm from Norland", "the Norton-based firm"."""
    told: set[str] = set()
    for child in noun.children:
        if child.i < noun.i or (child.dep_ == "prep" and child.lower_ == "from"):
            for one in child.subtree:
                if one.ent_type_ == "NORP" and child.dep_ == "amod":
                    told.add(one.text)
                elif one.pos_ == "PROPN":
                    told |= _of_place(one.text, names)
    return frozenset(told)


def _of_place(place: str, names: Names) -> set[str]:
    """The nation of a country, or of a place that the registry notes as in one: "Town in Norland"."""
    if place in _demonyms():
        return {_demonyms()[place]}
    notes = (one.definition or "" for one in names.registry.find(place) if names.schema.is_a(one.type, "Place"))
    return {_demonyms()[country] for note in notes for country in _PLACE.findall(note) if country in _demonyms()}


def abroad(keys: Iterable[str], known: Mapping[str, Entity], of: Collection[str]) -> frozenset[str]:
    """Those whose notes begin with another nation than the noun tells; where one is of it, all that lack its name."""
    told = {key: _NATION.match((known[key].definition or "") if key in known else "") for key in keys if of}
    home = {key for key, one in told.items() if one and one[0] in of}
    called = tuple(known[key].label for key in sorted(home))
    named = {key for key in told if key in known and called and known[key].label.startswith(called)}
    return frozenset(key for key, one in told.items() if key not in home | named and (home or one))


def of_other_sort(keys: Iterable[str], known: Mapping[str, Entity], kind: ClassTerm, noun: str) -> frozenset[str]:
    """Those that are noted as something else, where one is noted as what the noun says, of which they are no version.

    A noun that all of the class are called by ("the lamp") leaves out none.
    """
    if noun in kind.label.lower().split() or noun in kind.cues[:1]:
        return frozenset()
    notes = {key: _WORD.findall((known[key].definition or "").lower()) for key in keys if key in known}
    called = tuple(known[key].label for key, note in notes.items() if noun in note)
    others = (key for key, note in notes.items() if note and noun not in note)
    return frozenset(key for key in others if called and not known[key].label.startswith(called))


def of_other_trades(noun: Token, known: Mapping[str, Entity | None]) -> frozenset[str]:
    """Those who are not what a noun says, where the registry's note on one of them says it: "the lamp giant"."""
    told = [one.lemma_.lower() for one in noun.lefts if one.dep_ == "compound" and one.pos_ == "NOUN"]
    fitting = {key for key, one in known.items() if one and any(word in (one.definition or "") for word in told)}
    if told and not fitting and noun.lower_ in _LARGE:
        return frozenset(key for key, one in known.items() if one is None)  # a giant is known
    return frozenset(known.keys() - fitting) if fitting else frozenset()
