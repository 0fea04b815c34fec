"""Takes registered things and a noun; gives which of them it cannot mean by what the registry notes; touches nothing.

"Danish maker of lamps" is no "Dutch firm". Where one thing is a "lantern of Acme", "the lantern" is none that is noted
as something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from kg.model import ClassTerm, Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

_NATION = re.compile(r"[A-Z][a-z]+(?:ese|an|ish|ch)\b|Swiss|Czech|Thai")
_WORD = re.compile(r"\w[\w-]*")
_LARGE = frozenset(("giant", "titan", "behemoth", "heavyweight", "leader"))


def abroad(keys: Iterable[str], known: Mapping[str, Entity], nations: Collection[str]) -> frozenset[str]:
    """Those whose notes begin with another nation than the noun tells; all others where one is noted as of it."""
    told = {key: _NATION.match((known[key].definition or "") if key in known else "") for key in keys if nations}
    home = {key for key, one in told.items() if one and one[0] in nations}
    return frozenset(told.keys() - home if home else (key for key, one in told.items() if one))


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
