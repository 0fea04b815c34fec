"""Takes a registered entity; gives the names that it bears in other orders, too; touches nothing.

Whose name is known in a script that sets the family first is also called the other way round: "Norton Jane" is "Jane
Norton", and with a foreign name besides, "Mary Norton", she is "Mary Jane Norton".
"""

from __future__ import annotations

from kg.model import Entity, Schema

_PERSON = "Person"
_TWO = 2


def names_of(entity: Entity, schema: Schema) -> tuple[str, ...]:
    """The names of the registry, and those that follow from them."""
    words = entity.label.split()
    written = len(words) == _TWO and all(one[:1].isupper() and one.isalpha() for one in words)
    if not written or not entity.zh or not schema.is_a(entity.type, _PERSON):
        return entity.names
    family, given = words
    pairs = (one.split() for one in entity.aliases)
    foreign = [one[0] for one in pairs if len(one) == _TWO and one[1] == family and one[0].isalpha()]
    other = (f"{given} {family}", *(f"{one} {given} {family}" for one in foreign))
    return tuple(dict.fromkeys((*entity.names, *other)))
