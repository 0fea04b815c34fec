"""Takes a figure without a unit; gives the units that the words of metrics around it tell; touches nothing.

"75,869 were delivered", "700 million users", "revenue of 777 billion": what a metric of the ontology counts is told by
its label and by the words of its patterns. A word whose metrics count different things tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.linking.surroundings import MONEY
from kg.extract.patterns.slots.values import COUNT
from kg.model import Schema

#: How many words a metric's word may stand before the figure, and behind it.
_BEFORE, _BEHIND = 10, 4
_HEAD = re.compile(r"([^/@\"]+)/(?:VERB|NOUN)")


@dataclass(frozen=True)
class UnitCues:
    """The words of the metrics of a schema that tell units."""

    schema: Schema

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The lemmas of metrics' words -> the units of what they count, the usual first."""
        things: dict[str, set[tuple[str, ...]]] = {}
        idle = word_set("grammar", "measure") | word_set("figures", "idle")  # "reached 300" counts whatever was counted
        for term in self.schema.properties.values():
            if COUNT in term.units:
                for word in {term.label.lower(), *_heads(term.patterns)}:
                    things.setdefault(word, set()).add(tuple(unit for unit in term.units if unit != COUNT))
        return {
            word: max(units, key=lambda one: (len(one), one))
            for word, units in sorted(things.items())
            if len({one[0] for one in units if one}) == 1 and word not in idle
        }

    @cached_property
    def sums(self) -> frozenset[str]:
        """The words of the metrics that are sums of money."""
        terms = (term for term in self.schema.properties.values() if term.units and MONEY.fullmatch(term.units[0]))
        return frozenset(word for term in terms for word in (term.label.lower(), *_heads(term.patterns)))

    def behind(self, evidence: Evidence, last: int) -> tuple[str, ...]:
        """What the noun counts, in the plural, that follows at once: "700 million users"."""
        if last + 1 >= len(evidence.doc):
            return ()
        token = evidence.doc[last + 1]
        counted = token.pos_ == "NOUN" and token.lemma_ != token.text
        return self.words.get(token.lemma_.lower(), ())[:1] if counted else ()

    def near(self, evidence: Evidence, first: int, last: int) -> tuple[tuple[str, ...], bool]:
        """The units of the nearest word that tells some, no other figure between, and whether it tells sums."""
        for at in _around(evidence, first, last):
            token = evidence.doc[at]
            noun = token.pos_ in ("NOUN", "PROPN")
            units = self.words.get(token.lemma_.lower()) or self.words.get(token.lower_) or ()
            units = () if noun and token.lemma_ == token.text else units  # "in her view" counts no views
            sums = noun and not self.sums.isdisjoint((token.lemma_.lower(), token.lower_))
            if units or sums:
                return units, sums
        return (), False


def _heads(patterns: Iterable[str]) -> Iterator[str]:
    """The words that head patterns."""
    return (word.strip() for one in patterns if (match := _HEAD.match(one)) for word in match[1].split("|"))


def _around(evidence: Evidence, first: int, last: int) -> Iterator[int]:
    """The words before the figure back to the next figure or the sentence's start, then those right behind it."""
    sentence = evidence.doc[first].sent
    for at in range(first - 1, max(sentence.start, first - _BEFORE) - 1, -1):
        if at in evidence.amounts:
            break
        yield at
    for at in range(last + 1, min(sentence.end, last + 1 + _BEHIND)):
        if at in evidence.amounts:
            break
        yield at
