"""Takes nothing; gives the records of what was said: articles, registered things, testimonies; touches nothing."""

from __future__ import annotations

import builtins
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kg.errors import Location
from kg.vocab import mint


@dataclass(frozen=True, slots=True)
class When:
    """A time as EDTF text with its bounds: `start` and `end` are the first and the last day, None where open.

    `basis` is "stated" or "derived"; `words` are the words of the text when they are vaguer than the EDTF. The EDTF is
    empty where the words cannot be dated at all.
    """

    text: str
    start: date | None
    end: date | None
    basis: str = "stated"
    words: str | None = None

    @property
    def shown(self) -> str:
        """The time as people read it: a time of day after a space, words where there is no date."""
        return self.text.replace("T", " ") or self.words or ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with unit and bound. `low` and `high` are equal for a single number; one is None for an open bound.

    `number` is the figure as stated (None for a range); `text` its wording; `reading` marks figures that are our
    reading of vague words; `unit_basis` is "inferred" where the text does not name the unit.
    """

    number: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    unit: str
    text: str
    unit_basis: str = "stated"
    reading: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open interval [start, end) of an article's body, counted in Unicode code points, and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its metadata. `published` keeps its precision; `body` is NFC with line feeds only."""

    id: str
    title: str
    publisher: str | None
    published: When | None
    published_basis: str
    language: str
    url: str | None
    restates: str | None
    sha256: str | None
    ingested: str | None
    body: str
    body_line: int
    location: Location

    def line_of(self, offset: int) -> int:
        """The line of the file, counted from 1, in which the offset of the body stands."""
        return self.body_line + self.body.count("\n", 0, offset)


@dataclass(frozen=True, slots=True)
class Entity:
    """A registered thing: what it is called, what it is, with what it is easily confused."""

    id: str
    type: str
    label: str
    zh: str | None
    aliases: tuple[str, ...]
    different_from: tuple[str, ...]
    wikidata: str | None
    definition: str | None
    location: Location

    @property
    def names(self) -> tuple[str, ...]:
        """Label, Chinese label and aliases, each once, in this order."""
        return tuple(dict.fromkeys(name for name in (self.label, self.zh, *self.aliases) if name))


@dataclass(frozen=True, slots=True)
class Condition:
    """What a claim hangs on: words of the article, or the key of another claim of the same article."""

    words: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One testimony: who says what, in which words. Exactly one of `object`, `quantity` and `words` is given.

    `scope` maps scope keys to an entity id, a concept id or words, as the ontology's scope terms say. `speaker` None
    means the article itself; `via` are the further links of the chain, the outermost last.
    """

    article: str
    span: Span
    subject: str
    property: str
    object: str | None = None
    quantity: Quantity | None = None
    words: str | None = None
    when: When | None = None
    scope: tuple[tuple[str, str], ...] = ()
    speaker: str | None = None
    role: str | None = None
    via: tuple[str, ...] = ()
    modality: str = "asserted"
    negated: bool = False
    condition: Condition | None = None
    part: str = "body"
    status: str = "reviewed"
    extractor: str | None = None
    confidence: Decimal | None = None
    reason: str | None = None
    key: str | None = None
    caveat: str | None = None
    note: str | None = None
    location: Location = field(default=Location(""), compare=False)

    @builtins.property
    def id(self) -> str:
        """The hash of what makes this claim itself (DESIGN, section 1): reading and review may change around it."""
        value = self.object or self.words
        if self.quantity is not None:
            value = f"{self.quantity.low}..{self.quantity.high} {self.quantity.bound} {self.quantity.unit}"
        scope = ";".join(f"{key}={value}" for key, value in sorted(self.scope))
        when = self.when.text if self.when else ""
        modality = f"not {self.modality}" if self.negated else self.modality
        return mint(
            self.article, self.span.start, self.span.end, self.subject, self.property, value, when, scope, modality
        )
