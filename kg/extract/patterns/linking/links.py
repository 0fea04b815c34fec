"""Takes the likelihoods of a figure's metrics and things; gives its readings; touches nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.extract.patterns.figures.figurecues import Hit
from kg.extract.patterns.linking.weights import likelihoods
from kg.extract.patterns.relations.match import Finding
from kg.model import Amount, Mention

#: A metric less likely than this gives no reading.
FAINT = 0.1


@dataclass(frozen=True)
class Link:
    """A figure with its candidates: metric -> (features, cue), and metric -> thing -> (features, mention)."""

    amount: Amount
    rule: Finding | None
    metrics: dict[str, tuple[list[str], Hit | None]]
    things: dict[str, dict[str, tuple[list[str], Mention]]]
    #: Metric -> how likely it is, without regard to the things.
    chances: dict[str, float]
    #: The words around the figure.
    words: list[str]


@dataclass(frozen=True)
class Choice:
    """A metric and a thing, and how likely they are together what the figure states."""

    metric: str
    thing: str
    chance: float


def choose(link: Link, within: Collection[str | None] | None = None) -> list[Choice]:
    """The readings of a figure, each with its likelihood; `within` are the things that it may be about."""
    found = []
    for name, chance in link.chances.items():
        if chance < FAINT or name not in link.things:
            continue
        known = {thing: told for thing, (told, _) in link.things[name].items() if within is None or thing in within}
        things = likelihoods("thing", known)
        found += [Choice(name, thing, chance * share) for thing, share in things.items()]
    return found
