"""Takes names of a gold and ids of a reading; gives whether they mean the same; touches nothing.

A name of the gold resolves by the mapping, then by the registry: as written, without what stands in brackets, by what
stands in brackets, by its part before or after a colon, without "Limited" and the like.
The first that the registry knows decides of what is registered. What nobody registered is compared, letters and digits
only, by the names of the entity or newcomer of the reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.model import Reading
from kg.resolve import Registry

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
#: What companies add to their names, at the end.
_LEGAL = re.compile(r"(?:,? (?:Limited|Ltd|Inc|Corp|Corporation|PLC|plc|AG|SE|Co)\b\.?)+$")


@dataclass(frozen=True)
class Identity:
    """Which id of a reading is meant by a name of the gold. `given` and `speakers` are resolved by the mapping."""

    registry: Registry
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    speakers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    newcomers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def within(self, reading: Reading) -> Identity:
        """The same, knowing the new names that a reading proposes."""
        return replace(self, newcomers={one.id: one.names for one in reading.newcomers})

    def ids(self, name: str) -> frozenset[str]:
        """The registered things that the name means; none for a name that nobody registered."""
        if name in self.given:
            return frozenset(self.given[name])
        for spelling in spellings(name):
            if found := self.registry.find(spelling):
                return frozenset(entity.id for entity in found)
        return frozenset()

    def same(self, name: str, one: str | None) -> bool:
        """Whether the gold's name means the entity or newcomer `one`. A list with semicolons means any of its parts."""
        if one is None:
            return False
        return any(self._same(part.strip(), one) for part in name.split(";") if part.strip())

    def speaks(self, name: str | None, one: str | None) -> bool:
        """Whether the gold's speaker is the proposal's; None is the article itself on both sides."""
        if name is None or one is None:
            return name is None and one is None
        if name in self.speakers:
            return one in self.speakers[name]
        return self.same(_BRACKETS.sub("", name).strip(), one) or self.same(name, one)  # in brackets: where he spoke

    def _same(self, name: str, one: str) -> bool:
        entity = self.registry.entities.get(one)
        known = self.ids(name)
        if one in known or (known and entity):
            return one in known
        names = entity.names if entity else self.newcomers.get(one, ())
        wanted = {squeeze(spelling) for spelling in spellings(name)}
        return bool(wanted & {squeeze(own) for own in (one, *names)})


def spellings(name: str) -> tuple[str, ...]:
    """The ways to look a name of the gold up, the most faithful first; last without what companies add to theirs."""
    bare = _BRACKETS.sub("", name).strip()
    inside = [found.strip() for found in _BRACKETS.findall(name)]
    before, colon, after = bare.partition(": ")
    short = _LEGAL.sub("", bare)
    parts = (before.strip(), after.strip(), _LEGAL.sub("", before.strip())) if colon else ()
    found = [name, bare, *inside, *parts, short]
    return tuple(dict.fromkeys(one for one in found if one))


def squeeze(name: str) -> str:
    """A name as its letters and digits, in one case."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())
