"""Takes an article under its layers; gives where it names those who tell the figures of others; touches nothing.

A bank that forecasts deliveries, an association that counts sales: what they tell is never their own, whatever the
grammar says. What is theirs by a noun of their own ("the shares of the bank", "the bank's profit") still is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.model import Mention, Schema


@dataclass(frozen=True)
class Observers:
    """Knows the classes of a schema whose members tell of others by trade."""

    schema: Schema
    _known: dict[str, bool] = field(default_factory=dict, compare=False)

    def find(self, evidence: Evidence) -> Iterator[Mention]:
        """The mentions of observers, but for those that own something of which figures are told."""
        for mention in evidence.all_mentions:
            if self.is_observer(mention.type) and not _owns(evidence, mention):
                yield mention

    def is_observer(self, kind: str) -> bool:
        """Whether a class is below one of those that observe."""
        found = self._known.get(kind)
        if found is None:
            found = self._known[kind] = any(
                self.schema.is_a(kind, one) for one in word_set("speech", "observers") if one in self.schema.classes
            )
        return found


def _owns(evidence: Evidence, mention: Mention) -> bool:
    """Whether something is told to be the mentioned one's own that is no forecast and no count."""
    root = evidence.root(mention.span)
    noun = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "of" else root.head
    owned = root.dep_ in ("poss", "compound", "nmod") or noun is not root.head
    barred = word_set("speech", "observed") | word_set("names", "posts")
    return owned and noun.pos_ == "NOUN" and noun.lemma_.lower() not in barred and noun.i not in evidence.mentions
