"""Takes the registry; gives the organisations to which each registered person belongs; touches nothing.

Whoever registers a person says who that is: "Founder of Acme, once president of Norton". The organisations that this
names before it comes to the past are those of "founder Jane Doe", whatever other firms a text speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Schema
from kg.resolve import Registry

_PERSON, _ORGANISATION = "Person", "Organisation"
_WORD = re.compile(r"\w[\w&'’.-]*\w|\w")
#: Of how many words the name of an organisation is.
_LONGEST = 5
#: What ends what somebody is and begins what somebody was.
_OVER = frozenset(("once", "formerly", "former", "previously", "before", "until", "from", "then"))


def belonging(registry: Registry, schema: Schema) -> dict[str, tuple[str, ...]]:
    """Registered persons -> the organisations that the note on them names, the first of them before the others."""
    found = {}
    for one in registry.entities.values():
        if one.definition and schema.is_a(one.type, _PERSON):
            homes = tuple(_organisations(one.definition, registry, schema))
            if homes:
                found[one.id] = homes
    return found


def _organisations(text: str, registry: Registry, schema: Schema) -> Iterator[str]:
    """The organisations that a text names, the longest name at each word, up to where it speaks of the past."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        if words[at].group().lower() in _OVER:
            return
        for end in range(min(len(words), at + _LONGEST), at, -1):
            name = text[words[at].start() : words[end - 1].end()]
            named = [one.id for one in registry.find(name) if schema.is_a(one.type, _ORGANISATION)]
            if len(named) == 1 and name[0].isupper():
                yield named[0]
                at = end - 1
                break
        at += 1
