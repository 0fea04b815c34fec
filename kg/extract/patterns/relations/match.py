"""Takes an article under its layers and the grammar; gives what its patterns find in the sentences; touches nothing.

A finding is not yet a claim: it says which pattern fired at which words, with which thing as subject and which thing,
figure or words as value, and how surely the two are tied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.analysis.reach import Reaches
from kg.extract.patterns.grammar.grammar import Grammar, Pattern, Place
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.fillers import Fillers
from kg.extract.patterns.relations.places import admits, cue_at, extent, is_word, looser, resolve
from kg.extract.patterns.relations.possible import Possible
from kg.extract.patterns.slots.employers import employer
from kg.extract.patterns.slots.parts import Parts
from kg.extract.patterns.slots.subjects import Naming, is_something
from kg.extract.patterns.slots.timing import time_of
from kg.extract.patterns.slots.values import amount_at, differs, first_amount, fits
from kg.extract.patterns.syntax.clauses import has_no
from kg.extract.patterns.syntax.nouns import beside, complements, figures, leads, onward, whole_of
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Mention, Moment, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_NOTHING = ("-",)  # how a place is written at which nothing may stand


@dataclass(frozen=True)
class Finding:
    """What a pattern found: `cue` are its words, `tie` and `link` say how subject and value hang on them."""

    term: PropertyTerm
    reason: str
    cue: tuple[Token, ...]
    subject: Mention
    tie: str
    link: str
    object: Mention | None = None
    amount: Amount | None = None
    words: tuple[int, int] | None = None
    moment: Moment | None = None
    special: int = 0
    #: How it is said where the words around do not tell.
    modality: str | None = None
    #: The finding whose list or figure this one goes on.
    lead: Finding | None = None
    #: How likely it is right, where that was weighed for itself; else its kind tells.
    chance: Decimal | None = None

    @property
    def kind(self) -> str:
        """What findings are calibrated by: the sort of value, its link and the tie of the subject."""
        return f"{self.term.kind} {self.link} {self.tie}"


class Matcher:
    """Runs the patterns of a grammar over one article after the other."""

    def __init__(self, grammar: Grammar, naming: Naming, parts: Parts) -> None:
        self.grammar = grammar
        self.naming = naming
        self.fillers = Fillers(grammar, naming, parts)
        self.possible = Possible(grammar, naming, parts)

    def find(self, evidence: Evidence) -> Iterator[Finding]:
        """All findings in the order of the text."""
        by_head = self.grammar.by_head
        reaches = Reaches(evidence)
        for token in evidence.doc:
            if (lemma := token.lemma_.lower()) not in by_head and token.lower_ not in by_head:
                continue
            keys = [key for key in dict.fromkeys((lemma, token.lower_)) if key in by_head]
            seen: set[int] = set()
            reach, present = reaches.at(token.i), reaches.words_at(token)
            for key in keys:
                for pattern, words in self.possible.of(key, token.pos_, reach):
                    if id(pattern) in seen or any(map(present.isdisjoint, pattern.needs)):
                        continue
                    cue = cue_at(token, pattern, words)
                    if cue and admits(evidence, pattern, token):
                        seen.add(id(pattern))
                        yield from self._apply(evidence, pattern, token, cue)

    def _apply(self, evidence: Evidence, pattern: Pattern, head: Token, cue: tuple[Token, ...]) -> Iterator[Finding]:
        for place in pattern.places:
            if place.slot is None and not place.optional:
                if place.words == _NOTHING and resolve(place, head):
                    return
                if place.words == _NOTHING:
                    continue
                found = [one for one in resolve(place, head) if is_word(one, place.words)]
                if not found:
                    return
                cue = (*cue, found[0])
        if pattern.term.kind == "relation":
            yield from self._relations(evidence, pattern, head, cue)
        elif pattern.term.kind == "metric":
            yield from self._metric(evidence, pattern, head, cue)
        else:
            yield from self._attribute(evidence, pattern, head, cue)

    def _relations(
        self, evidence: Evidence, pattern: Pattern, head: Token, cue: tuple[Token, ...]
    ) -> Iterator[Finding]:
        if pattern.pos == "NOUN" and _within_name(evidence, head):
            return
        first, second = pattern.place("S"), pattern.place("O")
        assert first
        assert second
        if self.fillers.is_empty(second, head) or self.fillers.is_empty(first, head):
            return
        subjects = self.fillers.things(evidence, pattern, first, head, pattern.subjects)[:5]
        if not subjects:
            return
        itself = {evidence.entity(subjects[0][0])} if pattern.pos == "NOUN" else set()
        objects = self.fillers.things(evidence, pattern, second, head, (pattern.term.range,), itself)
        doers = {evidence.entity(one) for one, _ in subjects}  # what several do is done to none of them
        for subject, tie in subjects:
            for found, link in objects:
                if evidence.entity(found) not in doers and self.fillers.is_own(evidence, pattern, subject, found):
                    yield Finding(
                        pattern.term, pattern.text, cue, subject, tie, link, object=found, special=pattern.special
                    )

    def _metric(self, evidence: Evidence, pattern: Pattern, head: Token, cue: tuple[Token, ...]) -> Iterator[Finding]:
        place = pattern.place("N")
        assert place
        found = self._amount(evidence, pattern, place, head)
        if found is None:
            return
        amount, at, link = found
        subject = self._subject(evidence, pattern, head, amount, at)
        if subject:
            yield Finding(pattern.term, pattern.text, cue, *subject, link, amount=amount, special=pattern.special)

    def _amount(
        self, evidence: Evidence, pattern: Pattern, place: Place, head: Token
    ) -> tuple[Amount, Token, str] | None:
        term = pattern.term
        for role in place.roles:
            if role in ("is", "num") and pattern.pos == "NOUN":
                if (own := evidence.amounts.get(head.i)) and fits(own, term) and self.grammar.sized(term.name, own):
                    return own, head, "number"
                tied = figures(head) if role == "num" else (*figures(head), *beside(head), *onward(head))
                for token, how in tied:
                    if role == "num" and how != "number":
                        continue
                    found = amount_at(evidence, token, term)
                    if found and self._suits(evidence, found, term, role):
                        return found, token, how
            else:
                tokens = complements(head) if role == "is" else iter(looser(role, head))
                match = first_amount(evidence, tokens, term)
                light = match and not match[0].quantity.unit and head.lemma_ in words("light")
                if match and not light and self._suits(evidence, match[0], term, role):
                    return *match, "slot"
        return None

    def _suits(self, evidence: Evidence, amount: Amount, term: PropertyTerm, role: str) -> bool:
        """Whether the figure is of the metric's size, and is a distance ("beat it by 3 seconds") where that is."""
        apart = "difference" in self.grammar.directives.get(term.name, {})
        differing = (apart and role == "by") or differs(evidence, amount)
        return differing == apart and self.grammar.sized(term.name, amount)

    def _subject(
        self, evidence: Evidence, pattern: Pattern, head: Token, amount: Amount, at: Token
    ) -> tuple[Mention, str] | None:
        place = pattern.place("S")
        assert place
        classes = place.classes or pattern.subjects
        if place.roles == ("event",):
            return self.fillers.event(evidence, at, classes)
        counted = self.naming.counted(evidence, at) if self._counts(amount) else None
        if counted is None and at.head.pos_ in ("NOUN", "PROPN") and at.dep_ in ("nummod", "compound"):
            counted = self.naming.counted(evidence, at.head)
        if counted and self.naming.fits(evidence, counted, pattern.subjects if place.roles == ("in",) else classes):
            return counted, "counted"
        unknown = told = False
        home: Mention | None = None
        for token, how in self.fillers.candidates(evidence, place, head, pattern):
            mention = self.naming.named(evidence, token)
            if mention and self.fillers.only_tells(evidence, pattern, place, mention, how):
                told = True
                continue
            if mention and self.naming.fits(evidence, mention, classes):
                return mention, how
            home = home or employer(self.naming, evidence, mention if how == "holder" else None, classes)
            parts = mention is None and "parts" in self.grammar.directives[pattern.term.name]
            if parts and (whole := self.naming.first(evidence, whole_of(token), classes)):
                return whole, how
            told |= how == "holder" and clause_of(head).lemma_ in words("telling")
            tied = (how in ("slot", "holder") and not told) or token.dep_ == "poss" or _is_of(token)
            nameless = mention is None or evidence.names(token.i) is None or leads(token, head)
            unknown |= tied and nameless and is_something(evidence, token) and not self.naming.refers(token, classes)
        if unknown or place.roles == ("is",):
            return None
        if told and not place.strict and (main := home or self.naming.main(evidence, classes[:1])):
            return main, "clause" if home else "article"
        found = self.naming.topic(evidence, head, classes)
        return None if place.strict and found and found[1] != "clause" else found

    def _counts(self, amount: Amount) -> bool:
        """Whether the figure counts things: a share of something is no count of it."""
        return self.naming.schema.unit_labels.get(amount.quantity.unit, "things").isalpha()

    def _attribute(
        self, evidence: Evidence, pattern: Pattern, head: Token, cue: tuple[Token, ...]
    ) -> Iterator[Finding]:
        place = pattern.place("S")
        assert place
        things = self.fillers.things(evidence, pattern, place, head, pattern.subjects)
        if not things:
            return
        subject, tie = things[0]
        if time := pattern.place("T"):
            tokens = [one for role in time.roles if role != "when" for one in looser(role, head)]
            moment = next((evidence.moments[one.i] for one in tokens if one.i in evidence.moments), None)
            if moment is None and "when" in time.roles:
                moment = time_of(evidence, [head])
            if moment and not _elsewhere(evidence, moment, head):
                yield Finding(pattern.term, pattern.text, cue, subject, tie, "time", moment=moment)
            return
        words = pattern.place("W")
        assert words
        for role in words.roles:
            for token in sorted(
                looser(role, head), key=lambda one: one.dep_ != "pcomp"
            ):  # barred from it, not from there
                if (
                    token.dep_ != "dative"
                    and token.pos_ not in ("PRON", "DET", "ADP", "PUNCT", "SPACE")
                    and not has_no(token)
                    and token.i not in evidence.moments
                ):
                    link = "itself" if token.i == head.i else "words"
                    yield Finding(pattern.term, pattern.text, cue, subject, tie, link, words=extent(token, head))
                    return


def _within_name(evidence: Evidence, noun: Token) -> bool:
    """Whether the noun stands inside a longer name, as "Model" may, and not at its end."""
    found = evidence.mentions.get(noun.i)
    return found is not None and found.span.end > noun.idx + len(noun)


def _is_of(token: Token) -> bool:
    """Whether the token is a certain one that something is of or by; "of shoes" says only of what kind it is."""
    return token.dep_ == "pobj" and token.head.lower_ in ("of", "by") and token.tag_ != "NNS"


def _elsewhere(evidence: Evidence, moment: Moment, head: Token) -> bool:
    """Whether the time stands in a later clause that is joined to that of the head and has a subject of its own."""
    clause, verb = clause_of(head), clause_of(evidence.token(moment.span.start))
    while verb.i not in (clause.i, verb.head.i):
        if verb.dep_ == "conj" and verb.i > clause.i and any(one.dep_ in ("nsubj", "nsubjpass") for one in verb.lefts):
            return True
        verb = clause_of(verb.head)
    return False
