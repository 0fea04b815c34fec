"""Takes a registry; gives which of its entities stand for whoever a text leaves unnamed; touches nothing.

"Insiders say" is said by somebody: by the entity that the registry keeps for insiders, or, where it keeps none, by the
one that it keeps for people or for texts at large.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.model import Schema
from kg.resolve import Registry


@dataclass(frozen=True)
class Anonymous:
    """The entities that stand for those without a name by what they are called, in the singular and in lower case."""

    by_word: Mapping[str, str] = field(default_factory=dict)
    #: The class of each of these entities.
    types: Mapping[str, str] = field(default_factory=dict)

    def of(self, words: str) -> str | None:
        """Who is meant by words of a text such as "two people familiar with the talks"; None where nobody fits."""
        spoken = [_singular(word) for word in words.lower().split()]
        known = [self.by_word[word] for word in spoken if word in self.by_word]
        if known:
            return known[0]
        return self.at_large(texts=any(word in word_set("speech", "texts") for word in spoken))

    def at_large(self, *, texts: bool) -> str | None:
        """Whoever stands for texts without a name, or for people without one."""
        key = "texts" if texts else "people"
        return next((self.by_word[one] for one in read_words("speech")[f"at_large.{key}"] if one in self.by_word), None)


def read_anonymous(registry: Registry, schema: Schema) -> Anonymous:
    """Those of a registry that have no name. A word that several bear is the first one's."""
    found: dict[str, str] = {}
    kinds = [kind for kind in word_set("speech", "anonymous") if kind in schema.classes]
    for entity in sorted(registry.entities.values(), key=lambda one: one.id):
        if any(schema.is_a(entity.type, kind) for kind in kinds):
            for name in entity.names:
                bare = [word for word in name.lower().split() if word not in word_set("speech", "nameless")]
                if len(bare) == 1:
                    found.setdefault(_singular(bare[0]), entity.id)
    return Anonymous(found, {name: registry.entities[name].type for name in found.values()})


def _singular(word: str) -> str:
    word = word.strip(".,;:'\"()")
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
