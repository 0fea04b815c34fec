"""Takes an article under its layers; gives what the choices ask of it again and again; touches nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figurecues import Cues, Hit, cost
from kg.extract.patterns.figures.figureplaces import Place, is_epithet, place_of
from kg.extract.patterns.figures.figuresubjects import Owners
from kg.extract.patterns.names.foils import is_compared
from kg.extract.patterns.slots.groups import GROUP
from kg.extract.patterns.slots.values import COUNT
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass
class Scene:
    """One article: the places of its figures, the cues of its sentences, its things and where they are named."""

    evidence: Evidence
    cues: Cues
    owners: Owners
    _hits: dict[int, list[Hit]] = field(default_factory=dict)
    _sure: dict[int, set[tuple[int, int, str]]] = field(default_factory=dict)
    _costs: dict[tuple[int, int, int, int], int | None] = field(default_factory=dict)
    _places: dict[int, Place] = field(default_factory=dict)
    _compared: dict[int, bool] = field(default_factory=dict)
    _fitting: dict[tuple[str, ...], dict[str, list[Mention]]] = field(default_factory=dict)

    def place(self, amount: Amount) -> Place:
        """Where a figure stands."""
        found = self._places.get(amount.span.start)
        if found is None:
            found = self._places[amount.span.start] = place_of(self.evidence, amount)
        return found

    def counted(self, amount: Amount) -> Amount:
        """The figure with the unit that its sentence implies, if its words name none."""
        first = self.place(amount).first
        if first and self.evidence.doc[first - 1].lower_ == "after":  # what was before is rather a comparison
            return amount
        return self.evidence.counted.get(amount.span.start, amount)

    def hits(self, place: Place) -> list[Hit]:
        """The cues in the line of a figure."""
        key = place.line[0].i
        if key not in self._hits:
            self._hits[key] = self.cues.hits(place.line)
        return self._hits[key]

    def is_done(self, name: str, place: Place) -> bool:
        """Whether a sure cue of the metric is the verb done to what a bare number counts: "5,000 were delivered"."""
        root = place.root.head if place.root.dep_ == "nummod" else place.root
        if place.amount.quantity.unit not in ("", COUNT) or root.dep_ not in ("nsubjpass", "dobj"):
            return False
        verb = root.head.i
        hits = (hit for hit in self.hits(place) if hit.start <= verb < hit.end and name in hit.names)
        return any(not self.is_hint(hit, name, place) for hit in hits)

    def is_hint(self, hit: Hit, name: str, place: Place) -> bool:
        """Whether the cue in the line of the figure does not tell the metric by itself."""
        key = place.line[0].i
        if key not in self._sure:
            self._sure[key] = {(one.start, one.end, each) for one in self.cues.sure(place.line) for each in one.names}
        return (hit.start, hit.end, name) not in self._sure[key]

    def earlier(self, place: Place) -> list[Hit]:
        """The cues in the sentence before, if it stands in the same paragraph."""
        before = self.sentence_before(place.root.sent)
        if before is None:
            return []
        key = -1 - before.start
        if key not in self._hits:
            self._hits[key] = self.cues.sure(list(before))
        return self._hits[key]

    def sentence_before(self, sentence: Span) -> Span | None:
        """The sentence before in the same paragraph."""
        if sentence.start == 0:
            return None
        before: Span = self.evidence.doc[sentence.start - 1].sent
        between = self.evidence.text[before.start_char : sentence.start_char].rstrip(" ")
        return None if "\n\n" in between else before

    def is_compared(self, mention: Mention) -> bool:
        """Whether a thing is named there only as what another one is set against: "more than the Zed has"."""
        start = mention.span.start
        if start not in self._compared:
            behind = mention.type in self.owners.made and is_compared(self.evidence.text, start)
            self._compared[start] = behind or self.evidence.text.endswith(("than ", "than the "), 0, start)
        return self._compared[start]

    def cost(self, hit: Hit, place: Place) -> int | None:
        """How far a cue lies from a figure."""
        key = hit.start, hit.end, place.first, place.last
        if key not in self._costs:
            self._costs[key] = cost(self.evidence, hit, place.first, place.last, place.root)
        return self._costs[key]

    @cached_property
    def figures(self) -> list[Amount]:
        """The figures in their order that are no part of a name or a time."""
        found = []
        for amount in self.evidence.all_amounts:
            first = self.evidence.token(amount.span.start).i
            if first in self.evidence.moments:
                continue
            if first not in self.evidence.mentions or is_epithet(self.evidence, amount):
                found.append(amount)
        return sorted(found, key=lambda one: one.span.start)

    @cached_property
    def named(self) -> dict[str, list[Mention]]:
        """Every known thing with its mentions in their order."""
        found: dict[str, list[Mention]] = {}
        known = frozenset(self.evidence.all_mentions)
        laid = (one for one in self.evidence.mentions.values() if one.by == "model" and one not in known)
        groups = (one for one in laid if one.type != GROUP or self._does(one))
        told = {*self.evidence.titled, *self.evidence.all_mentions, *groups}
        for mention in sorted(told, key=lambda one: (one.span.start, one.span.end)):
            if (name := self.evidence.entity(mention)) and not self.evidence.observes(mention):
                found.setdefault(name, []).append(mention)
        return found

    def _does(self, group: Mention) -> bool:
        """Whether a group without a name does something, or something is told "of" it."""
        root = self.evidence.root(group.span)
        of = root.dep_ == "pobj" and root.head.lower_ == "of"
        return group.entity is None and (of or root.dep_ in ("nsubj", "nsubjpass", "ROOT"))

    @cached_property
    def often(self) -> Counter[str]:
        """How often each thing is mentioned."""
        return Counter({name: len(mentions) for name, mentions in self.named.items()})

    @cached_property
    def makers(self) -> frozenset[str]:
        """Who makes any of the things of the article."""
        return frozenset[str]().union(*self.evidence.made_by.values())

    def heading(self, place: Place, fitting: dict[str, list[Mention]]) -> str | None:
        """The fitting thing that heads the line, paragraph or part of a figure: "Acme: 5,000", "Acme (AC). It has"."""
        names = map(self.evidence.entity, self.evidence.headings(place.amount.span.start))
        return next((name for name in names if name in fitting), None)

    def fitting(self, classes: tuple[str, ...]) -> dict[str, list[Mention]]:
        """The things of the classes with their mentions of these."""
        found = self._fitting.get(classes)
        if found is None:
            fits, evidence = self.owners.naming.fits, self.evidence
            known = ((name, [one for one in all_ if fits(evidence, one, classes)]) for name, all_ in self.named.items())
            found = self._fitting[classes] = {name: mentions for name, mentions in known if mentions}
        return found

    def first(self, mention: Mention) -> Token:
        """The first token of a mention."""
        return self.evidence.token(mention.span.start)

    def last(self, mention: Mention) -> Token:
        """The last token of a mention."""
        return self.evidence.token(mention.span.end - 1)


@dataclass(frozen=True)
class Field:
    """The fitting things by their mentions, in the article and in the sentence of the figure.

    `before` and `after` are those named on either side of the figure, the nearest first; `speaking` those that only
    speak; `most` is how often the most named one is; `titled` says that the title names one of the first class.
    """

    fitting: dict[str, list[Mention]]
    inside: dict[str, list[Mention]]
    before: tuple[str, ...]
    after: tuple[str, ...]
    speaking: frozenset[str]
    most: int
    titled: bool
