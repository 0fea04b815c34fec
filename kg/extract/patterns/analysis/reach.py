"""Takes an article under its layers; gives what every sentence holds; touches nothing.

A pattern whose object or figure nothing in the sentence could be need not be tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Words for two that were named before, and for one that something is done to.
_TOLD = re.compile(r"\b(?:two|both|pair|duo|each other|one another)\b|[a-z] it\b")


@dataclass(frozen=True, slots=True)
class Reach:
    """What a sentence holds: classes of things, units of figures, a time; whether it speaks of things named before."""

    kinds: frozenset[str]
    units: frozenset[str]
    told: bool
    timed: bool


class Reaches:
    """The reach of every sentence of one article."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.kinds: dict[int, set[str]] = defaultdict(set)
        self.units: dict[int, set[str]] = defaultdict(set)
        for at, mention in evidence.mentions.items():
            self.kinds[evidence.sentences[at][0]].add(mention.type)
        for at, amount in evidence.amounts.items():
            self.units[evidence.sentences[at][0]].add(amount.quantity.unit)
        self.timed = {evidence.sentences[at][0] for at in evidence.moments}
        self.known: dict[int, Reach] = {}
        self._words: tuple[int, frozenset[str]] = (-1, frozenset())

    def words_at(self, token: Token) -> frozenset[str]:
        """The words of the sentence of a token, as they stand and by their lemmas; kept till another is asked for."""
        sentence = token.sent
        if self._words[0] != sentence.start:
            found = frozenset(form for one in sentence for form in (one.lower_, one.lemma_.lower()))
            self._words = sentence.start, found
        return self._words[1]

    def at(self, index: int) -> Reach:
        """What the sentence of a token holds."""
        start, text = self.evidence.sentences[index]
        found = self.known.get(start)
        if found is None:
            kinds, units = self.kinds.get(start, ()), self.units.get(start, ())
            found = self.known[start] = Reach(
                frozenset(kinds), frozenset(units), bool(_TOLD.search(text)), start in self.timed
            )
        return found
