"""Takes an article under its layers; gives the events and rules that it speaks of without a name; touches nothing.

"The recall", "a crash near Norton", "the export curbs on Acme": nobody's names, and yet they follow, hit and oblige;
so do bodies such as "the works council of Acme". The nouns are cue words of classes below `Event` and of `Regulation`.
What says which one is meant are the names, the places and times beside the noun: one of the registry that has them all
in its name is that one, what has them already been told with is mentioned again, and what has none of them is the only
one told so far. Which of several is left open is left out; so is "no recall", "another crash", "any rule", and one that
nothing describes and "a" introduces. "It" is one where the clause or the sentence before has it as its subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.classes import nearest
from kg.extract.patterns.names.referring import is_empty
from kg.extract.patterns.slots.deeds import Deed, Deeds, is_told, labels, strikes
from kg.extract.patterns.syntax.describing import descriptions, made_by, span_of, stands_under
from kg.model import Entity, Mention, Newcomer, Schema, Span
from kg.resolve import Registry

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The classes under which the nouns stand, and which of them are spoken of in the plural, too.
_HAPPENINGS, _RULES = ("Event", "Regulation"), "Regulation"
_SINGULAR, _PLURAL = ("NN", "NNP"), ("NNS", "NNPS")
_DEFINITE = ("the", "this", "that", "these", "those")
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

words = partial(word_set, "happenings")


@dataclass
class _Told:
    """A happening that the text has spoken of: what it is, what describes it, and where it was spoken of."""

    kind: str
    noun: str
    entity: str
    registered: bool
    marks: frozenset[str]
    labels: tuple[str, ...] = ()
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class _Phrase:
    """A noun with what describes it: `marks` are names and times, `named` whether any of them is a name's."""

    token: Token
    kind: str
    marks: frozenset[str]
    texts: tuple[str, ...]
    definite: bool
    span: Span


class Happenings:
    """Finds the happenings without a name in one article after the other, for one registry."""

    def __init__(self, schema: Schema, registry: Registry) -> None:
        self.schema, self.registry = schema, registry
        self.cues: dict[str, str] = {}
        for term in sorted(schema.classes.values(), key=lambda one: one.name):
            if self.is_happening(term.name):
                for cue in term.cues:
                    self.cues.setdefault(cue.lower(), term.name)
        self.deeds = Deeds(schema, sorted(set(self.cues.values())))
        self.bodies = word_set("happenings", "bodies")
        if body := nearest(schema, ("Organisation", "Agent")):
            self.cues |= {cue: body for cue in self.bodies if cue not in self.cues}
        known = (one for one in registry.entities.values() if self.is_happening(one.type))
        self.known = tuple(
            (one, tuple(frozenset(_WORD.findall(name.lower())) for name in one.names))
            for one in sorted(known, key=lambda one: one.id)
        )

    def is_happening(self, kind: str) -> bool:
        """Whether a class is one of events or rules."""
        return any(name in self.schema.classes and self.schema.is_a(kind, name) for name in _HAPPENINGS)

    def add(self, evidence: Evidence) -> list[Newcomer]:
        """Lay the happenings over the tokens that no name covers; gives those that the registry lacks."""
        told: list[_Told] = []
        subjects: list[tuple[int, _Told | None]] = []
        for token in evidence.doc if self.cues else ():
            if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ != "PRON":
                subjects.append((token.sent.start, None))
            if token.lower_ == "it" and token.i not in evidence.mentions and (one := _before(token, subjects, told)):
                span = Span(token.idx, token.idx + 2, evidence.article.body[token.idx : token.idx + 2])
                self._lay(evidence, token, span, one)
                continue
            if named := evidence.mentions.get(token.i):
                self._hold(evidence, named, told)
                continue
            if (deed := self.deeds.at(evidence, token)) and (one := self._done(evidence, deed, told)):
                self._lay(evidence, token, Span(token.idx, token.idx + len(token), token.text), one)
                continue
            phrase = self._phrase(evidence, token)
            one = self._meant(evidence, phrase, told) if phrase else None
            if phrase and one:
                one.marks |= phrase.marks
                self._lay(evidence, token, phrase.span, one)
                if token.dep_ in ("nsubj", "nsubjpass"):
                    subjects[-1] = (token.sent.start, one)
        return [
            Newcomer(one.entity, one.kind, one.labels, (), tuple(one.spans))
            for one in told
            if one.spans and not one.registered
        ]

    def _hold(self, evidence: Evidence, named: Mention, told: list[_Told]) -> None:
        """Remember a happening that the text calls by its name."""
        entity = evidence.entity(named)
        if entity and self.is_happening(named.type):
            evidence.happened[evidence.token(named.span.start).i] = named
        if entity and self.is_happening(named.type) and all(one.entity != entity for one in told):
            noun = _WORD.findall(named.span.text.lower())
            told.append(_Told(named.type, noun[-1] if noun else "", entity, True, frozenset((entity,))))

    def _phrase(self, evidence: Evidence, token: Token) -> _Phrase | None:
        """The noun with what describes it, if it speaks of one happening."""
        kind = self.cues.get(token.lemma_.lower()) if token.pos_ in ("NOUN", "PROPN") else None
        if kind is None or token.dep_ in ("compound", "nmod", "amod") or token.i in evidence.amounts:
            return None
        many = self.schema.is_a(kind, _RULES) or token.lower_ in self.bodies
        if token.tag_ not in _SINGULAR and not (token.tag_ in _PLURAL and many):
            return None
        lefts = list(token.lefts)
        if any(one.lower_ in words("barring") or one.dep_ in ("neg", "nummod", "preconj") for one in lefts):
            return None
        following = evidence.doc[token.i + 1 : token.i + 3].text.lower()
        if any(following.startswith(one) for one in words("idioms")):
            return None
        found = list(descriptions(evidence, token))
        span = span_of(evidence, token)
        if span is None:
            return None
        definite = any(one.dep_ == "poss" or (one.dep_ == "det" and one.lower_ in _DEFINITE) for one in lefts)
        definite |= many and not lefts and not found and token.lower_ in self.bodies  # "police said"
        marks = frozenset(mark for mark, _ in found)
        return _Phrase(token, kind, marks, tuple(text for _, text in found), definite, span)

    def _meant(self, evidence: Evidence, phrase: _Phrase, told: list[_Told]) -> _Told | None:
        """Which happening is meant; None where that is open. A new one is remembered."""
        alike = [one for one in told if self._is_alike(one.kind, phrase.kind)]
        if phrase.definite:
            same = [one for one in alike if one.noun == phrase.token.lemma_.lower()]
            other = phrase.token.lemma_.lower() in self.bodies or " " in phrase.span.text
            same = same or ([] if other else alike)
            fitting = [one for one in same if phrase.marks <= one.marks or (not one.marks and one in same)]
            if len(fitting) == 1:
                return fitting[0]
            if fitting or (same and not phrase.marks):
                return None  # which of several is meant is open
        elif not self._is_certain(evidence, phrase) or stands_under("wishing", phrase.token):
            return None
        one = self._new(evidence, phrase, told)
        told.append(one)
        return one

    def _is_certain(self, evidence: Evidence, phrase: _Phrase) -> bool:
        return bool(phrase.marks) or strikes(phrase.token) or made_by(evidence, phrase.token)

    def _is_alike(self, one: str, other: str) -> bool:
        return self.schema.is_a(one, other) or self.schema.is_a(other, one)

    def _new(self, evidence: Evidence, phrase: _Phrase, told: Sequence[_Told]) -> _Told:
        """The one of the registry that has all that describes it in its name, else one that the registry lacks."""
        noun = phrase.token.lemma_.lower()
        if known := self._registered(evidence, phrase):
            return _Told(known.type, noun, known.id, True, phrase.marks)
        label = _label(evidence, phrase)
        return _Told(phrase.kind, noun, self._free(label, told), False, phrase.marks, (label,))

    def _free(self, label: str, told: Sequence[_Told]) -> str:
        """An id for a new one that nothing else has."""
        slug = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") or "event"
        taken, name, count = {one.entity for one in told}, slug, 2
        while name in self.registry.entities or name in taken:
            name, count = f"{slug}-{count}", count + 1
        return name

    def _done(self, evidence: Evidence, deed: Deed, told: list[_Told]) -> _Told | None:
        """The event that a verb tells: one told before, one of the registry, or, of a known thing, a new one."""
        things = frozenset(evidence.entity(one) or one.span.text for one in deed.things)
        places = frozenset(evidence.entity(one) or one.span.text for one in deed.places)
        times = frozenset(one.lower() for one in deed.times)
        marks = things | places | times
        start = deed.token.sent.start_char
        nouns = [found for one in deed.token.rights if (found := evidence.mentions.get(one.i))]  # "caught fire"
        for noun in nouns:
            self._hold(evidence, noun, told)
        named = {evidence.entity(one) for one in nouns}
        alike = [one for one in told if self._is_alike(one.kind, deed.kind)]
        here = [one for one in alike if any(span.start >= start for span in one.spans)]
        here = [one for one in here if not places or places & one.marks]
        here = [one for one in alike if one.entity in named] or here
        same = here or [one for one in alike if is_told(one.marks, things, places, times)]
        if len(same) == 1:
            same[0].marks |= marks
            return same[0]
        names = labels(evidence, deed)
        if known := self._known(evidence, deed):
            one = _Told(known.type, deed.noun, known.id, True, marks)
        elif things:
            one = _Told(deed.kind, deed.noun, self._free(names[0], told), False, marks, names)
        else:
            return None
        told.append(one)
        return one

    def _known(self, evidence: Evidence, deed: Deed) -> Entity | None:
        """The only event of the registry of which a name holds a place of the deed, or its whole date."""
        published = evidence.article.published
        year = int(published.text[:4]) if published and published.text[:4].isdigit() else None
        places = [frozenset(_WORD.findall(one.span.text.lower())) for one in deed.places]
        dates = [one for text in deed.times if len(one := frozenset(_WORD.findall(text.lower()))) > 1]
        found = [
            one
            for one, names in self.known
            if self._is_alike(one.type, deed.kind)
            and any(wanted <= name for wanted in (*places, *dates) for name in names)
            and _is_of(one, year)
        ]
        return found[0] if len(found) == 1 else None

    def _registered(self, evidence: Evidence, phrase: _Phrase) -> Entity | None:
        """The only one of the registry with all that describes it in one of its names, and of no other time."""
        wanted = frozenset(word for text in phrase.texts for word in _WORD.findall(text.lower()))
        if not wanted:
            return None
        own = [one for one in phrase.token.lefts if one.dep_ in ("compound", "nmod") and one.pos_ == "NOUN"]
        wanted |= {one.lower_ for one in own}
        if self.schema.is_a(phrase.kind, _RULES):
            wanted |= {phrase.token.lower_}
        published = evidence.article.published
        year = int(published.text[:4]) if published and published.text[:4].isdigit() else None
        found = [
            one
            for one, names in self.known
            if self._is_alike(one.type, phrase.kind) and any(wanted <= name for name in names) and _is_of(one, year)
        ]
        return found[0] if len(found) == 1 else None

    def _lay(self, evidence: Evidence, token: Token, span: Span, one: _Told) -> None:
        mention = Mention(span, one.kind, one.entity if one.registered else None, "reference")
        evidence.happened[token.i] = mention
        if token.pos_ != "VERB":
            evidence.mentions[token.i] = mention
        evidence.roots[span.start, span.end] = token.i
        evidence.nameless.add((span.start, span.end))
        if not one.registered:
            evidence.ids[span.start, span.end] = one.entity
        one.spans.append(span)


def _before(token: Token, subjects: Sequence[tuple[int, _Told | None]], told: Sequence[_Told]) -> _Told | None:
    """What "it" takes up: the only subject of the sentence so far, or that of the sentence before; what is judged."""
    here = [one for start, one in subjects if start == token.sent.start]
    if token.dep_ == "dobj" and token.head.lemma_.lower() in words("judging"):
        return _only_here(token, told)
    if token.dep_ not in ("nsubj", "nsubjpass") or not subjects or is_empty(token):
        return None
    if here:
        return here[0] if len(here) == 1 else None
    start = token.sent.start
    before = token.doc[start - 1].sent.start if start else -1
    last = [one for at, one in subjects if at == before]
    return last[0] if len(last) == 1 else None


def _only_here(token: Token, told: Sequence[_Told]) -> _Told | None:
    """The only happening of the sentence so far."""
    found = [one for one in told if one.spans and one.spans[-1].start >= token.sent.start_char]
    return found[0] if len(found) == 1 else None


def _label(evidence: Evidence, phrase: _Phrase) -> str:
    """What it is called: its words with the names beside it, or with the month of the article."""
    text = " ".join(phrase.span.text.split())
    beside = [one for one in phrase.texts if one not in text]
    if beside:
        return f"{text} ({', '.join(' '.join(one.split()) for one in dict.fromkeys(beside))})"
    published = evidence.article.published
    return text if phrase.texts or published is None else f"{text} ({published.text[:7]})"


def _is_of(one: Entity, year: int | None) -> bool:
    """Whether an article of the year may speak of it: the years in what the registry says of it are its own."""
    years = [int(found) for found in _YEAR.findall(f"{one.label} {one.definition or ''}")]
    return year is None or not years or any(told in (year, year - 1) for told in years)
