"""Takes a head word and what its sentence holds; gives the patterns that may find what they ask for; touches nothing.

Whole families of patterns ask for the same: a figure in some unit, a person. It is looked for once in what the sentence
holds, and each pattern goes by what was found.
"""

from __future__ import annotations

from kg.extract.patterns.analysis.reach import Reach
from kg.extract.patterns.grammar.grammar import Grammar, Pattern
from kg.extract.patterns.slots.parts import Parts
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import COUNT

#: A pattern with the words of its head.
Entry = tuple[Pattern, tuple[str, ...]]
#: What a sentence must hold: a figure, a time or a thing, and which units or classes will do.
Wanted = tuple[str, tuple[str, ...]]

#: How many answers are kept; roles that things beyond the sentence may fill.
_KEPT = 50_000
_CONTEXT = frozenset(("home", "theme"))
_POS = {
    "VERB": ("VERB", "AUX", "ADJ"),
    "NOUN": ("NOUN", "PROPN"),
    "ADJ": ("ADJ", "ADV", "VERB", "ADP", "SCONJ"),
    "AUX": ("AUX",),
}


class _Held(dict[Wanted | None, bool]):
    """Whether a sentence holds what is wanted, each looked for once."""

    def __init__(self, reach: Reach, naming: Naming) -> None:
        self.reach = reach
        self.naming = naming

    def __missing__(self, wanted: Wanted | None) -> bool:
        sort, these = wanted or ("", ())
        if sort == "figure":
            found = any((unit or COUNT) in these for unit in self.reach.units)
        elif sort == "thing":
            found = self.reach.told or any(self.naming.is_of(kind, these) for kind in self.reach.kinds)
        else:
            found = self.reach.timed or not sort
        self[wanted] = found
        return found


class Possible:
    """The patterns of a grammar by their head words and by what sentences hold."""

    def __init__(self, grammar: Grammar, naming: Naming, parts: Parts) -> None:
        self.grammar = grammar
        self.naming = naming
        self.parts = parts
        self._entries: dict[tuple[str, str], tuple[tuple[Entry, Wanted | None], ...]] = {}
        self._held: dict[Reach, _Held] = {}
        self._found: dict[tuple[str, str, Reach], tuple[Entry, ...]] = {}

    def of(self, key: str, pos: str, reach: Reach) -> tuple[Entry, ...]:
        """The patterns of a head word that a sentence could fill."""
        asked = key, pos, reach
        found = self._found.get(asked)
        if found is None:
            if len(self._found) > _KEPT:
                self._found.clear()
                self._held.clear()
            held = self._held.get(reach) or self._held.setdefault(reach, _Held(reach, self.naming))
            found = self._found[asked] = tuple(one for one, wanted in self._wanting(key, pos) if held[wanted])
        return found

    def _wanting(self, key: str, pos: str) -> tuple[tuple[Entry, Wanted | None], ...]:
        """The patterns of a head word, each with what a sentence must hold for it."""
        found = self._entries.get((key, pos))
        if found is None:
            entries = (one for one in self.grammar.by_head[key] if pos in _POS[one[0].pos])
            found = self._entries[key, pos] = tuple((one, self._wanted(one[0])) for one in entries)
        return found

    def _wanted(self, pattern: Pattern) -> Wanted | None:
        """What could be the object or the figure that the pattern asks for; None where that need not be told."""
        if pattern.term.kind == "metric":
            return "figure", pattern.term.units
        if pattern.place("T"):
            return "time", ()
        place = pattern.place("O")
        if pattern.term.kind != "relation" or place is None or _CONTEXT & set(place.roles):
            return None
        classes = place.classes or (pattern.term.range,)
        return None if self.parts.terms.get(pattern.term.name) in classes else ("thing", classes)
