"""Takes nothing; gives the records of a comparison: an article with gold and reading, and what one row counts in it.

Touches nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from kg.evaluate.claims import Pair, is_near, match
from kg.evaluate.gold import GoldFact, GoldText
from kg.evaluate.names import Identity
from kg.model import Article, Claim, Reading, Schema


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """One thing that went wrong: `kind` is miss, wrong (the gold says otherwise) or extra (the gold is silent)."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of one row in one article: `covered` of `gold` were found; `right` of `found` are in the gold.

    `near` of `found` stand where the gold can judge them.
    """

    gold: int = 0
    covered: int = 0
    found: int = 0
    near: int = 0
    right: int = 0
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True)
class Case:
    """One article with its gold and what an extractor read in it."""

    article: Article
    gold: GoldText
    reading: Reading
    schema: Schema
    known: Identity = field(repr=False)

    @cached_property
    def identity(self) -> Identity:
        return self.known.within(self.reading)

    @cached_property
    def stated(self) -> tuple[GoldFact, ...]:
        """The facts that the ontology can state."""
        return tuple(fact for fact in self.gold.facts if fact.targets)

    @cached_property
    def pairs(self) -> list[Pair]:
        return match(self.stated, self.reading.claims, self.identity)

    def near(self, claim: Claim) -> bool:
        return any(is_near(fact, claim) for fact in self.gold.facts)
