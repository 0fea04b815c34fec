"""Takes nothing; gives the records of what a machine reads in an article; touches nothing."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.claims import Claim, Quantity, Span, When


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a thing of class `type`: the registered `entity`, or None for a name that the registry lacks.

    `by` tells how it was found: "registry", "model" (a new name), "described" (a thing told
    by a common noun and a name: "the base version", "the Norton plant") or "reference" (a pronoun or "the company").
    """

    span: Span
    type: str
    entity: str | None
    by: str = "registry"


@dataclass(frozen=True, slots=True)
class Amount:
    """Words that state a quantity; `text` of the quantity is the span's. The unit is "" where the words name none."""

    span: Span
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Moment:
    """Words that state a time; `basis` of the time is "derived" where it was resolved against the publication."""

    span: Span
    when: When


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A name that the registry lacks, proposed as an entity: `near` are registered ids with a similar name.

    `id` is free in the registry; `names` are the surface forms, the longest first; `spans` where they stand.
    """

    id: str
    type: str
    names: tuple[str, ...]
    near: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor found in one article. Claims have the status proposed; `dropped` counts them by reason."""

    article: str
    extractor: str
    claims: tuple[Claim, ...]
    newcomers: tuple[Newcomer, ...] = ()
    mentions: tuple[Mention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    moments: tuple[Moment, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
