"""Takes an article under its layers and what patterns found in it; gives what its clauses say; touches nothing.

What no pattern reads is still told: what somebody did, how something is judged, described, or moves. An attribute of
the ontology says with `@clause KIND` that it takes such clauses, and with verbs behind it that it takes only those of
these verbs. The subject is named, or nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality import conditions
from kg.extract.patterns.modality.judgement import judges
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.statements.effects import Effects
from kg.extract.patterns.statements.motives import Motives
from kg.extract.patterns.statements.takers import Reading, counts, is_told, read_verbs, readings
from kg.extract.patterns.statements.teller import Teller, words
from kg.extract.patterns.statements.views import Views
from kg.extract.patterns.syntax import clauses, phrases, predications, reasons
from kg.extract.patterns.syntax.predicates import agents, is_infinitive, is_passive, patients, subjects
from kg.model import Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

_Reader = Callable[[Evidence, "Token"], Finding | None]
_VERBAL = ("VERB", "AUX")
_NAMING = ("NOUN", "PROPN")
#: What each of several does, feels, wants or has to do.
_EACH = ("deed", "feeling", "aim", "duty")
_CLAUSES = ("ROOT", "conj", "ccomp", "relcl", "parataxis", "advcl", "dep")


class Tellings(Teller):
    """Reads the clauses of one article after the other, for one schema."""

    def __init__(self, schema: Schema, grammar: Grammar, naming: Naming) -> None:
        super().__init__(naming, readings(schema, grammar))
        views, motives = Views(naming, self.readings), Motives(naming, self.readings)
        effects = Effects(naming, self.readings)
        self.beside: tuple[_Reader, ...] = (motives.reason, motives.purpose)
        self.featured = views.featured
        self.telling: tuple[_Reader, ...] = (
            views.called,
            motives.meant,
            motives.aim,
            self._barred,
            self._expected,
            self._duty,
            self._fault,
            self._undergone,
            views.judged,
            views.changed,
            views.fares,
            views.moved,
            motives.lesson,
            motives.defined,
            effects.effect,
            self._deed,
            views.stands,
        )
        self.named: tuple[_Reader, ...] = (views.described, motives.sought)
        self.attached: tuple[_Reader, ...] = (views.called,)
        self.turned: tuple[_Reader, ...] = (views.judged,)

    def find(self, evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
        """What clauses and nouns say of named things, for the words that the given findings leave over."""
        taken = read_verbs(evidence, findings)
        for token in evidence.doc:
            if token.i in evidence.mentions and token.dep_ != "appos":
                continue
            if token.pos_ not in _VERBAL:
                if token.pos_ in _NAMING:
                    yield from self._first(evidence, token, self.named, taken)
            elif conditions.is_inverted(token):
                continue  # "Had it waited, ...", "Should it fail, ...": nobody says that it did
            elif (token.dep_ in _CLAUSES or predications.is_clause(token)) and not predications.denies(token):
                for read in self.beside:
                    yield from self._first(evidence, token, (read,), frozenset())
                yield from (one for one in self.featured(evidence, token) if one.cue[0].i not in taken)
                if token.i not in taken:
                    yield from self._first(evidence, token, self.telling, taken)
            elif token.dep_ == "acl" and token.i not in taken:
                yield from self._first(evidence, token, self.attached, taken)
            elif token.dep_ == "xcomp" and token.lemma_ == "be" and _turns_out(token.head) and token.i not in taken:
                yield from self._first(evidence, token, self.turned, taken)

    def _first(
        self, evidence: Evidence, token: Token, readers: tuple[_Reader, ...], taken: frozenset[int]
    ) -> Iterator[Finding]:
        """What the first reader finds that finds anything, if it is not told already."""
        for read in readers:
            if found := read(evidence, token):
                if found.cue[0].i not in taken and not is_told(evidence, found):
                    yield found
                    yield from self._jointly(evidence, token, found)
                return

    def _jointly(self, evidence: Evidence, verb: Token, found: Finding) -> Iterator[Finding]:
        """What is told of the first of several of the same class is told of each: "Acme and Norton filed a plan"."""
        doers = subjects(verb) if found.link in _EACH else []
        first = self.naming.named(evidence, doers[0]) if len(doers) > 1 else None
        for other in doers[1:] if first is found.subject else ():
            named = self.naming.named(evidence, other)
            if named and named.type == found.subject.type and evidence.entity(named) is not None:
                yield replace(found, subject=named)

    # What is said -------------------------------------------------------------------------------------------------

    def _expected(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme is expected to open a shop", "is scheduled to arrive": what others expect of the subject."""
        goal = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        if goal is None or goal.pos_ != "VERB" or not is_passive(verb) or verb.lemma_.lower() not in words("expecting"):
            return None
        extent = phrases.infinitive(goal)
        if extent is None or not predications.has_thing(goal, extent):
            return None
        for reading in self.of("deed", goal):
            if found := self.make(reading, "deed", goal, self.subject(evidence, verb, reading), extent):
                return found
        return None

    def _duty(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme has to stop the sale"."""
        task = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        if task is None or any(clauses.is_negation(one) for one in verb.children) or task.i - verb.i > _NEXT:
            return None
        if clauses.has_yet(verb):
            return None
        for reading in self.of("duty", verb):
            subject = self.subject(evidence, verb, reading)
            if found := self.make(reading, "duty", task, subject, phrases.infinitive(task)):
                return found
        return None

    def _barred(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme is no longer allowed to sell it": what the subject may not do."""
        task = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        be = next((one for one in verb.children if one.dep_ == "auxpass"), None)
        if task is None or be is None or not any(clauses.is_negation(one) for one in verb.children):
            return None
        for reading in self.of("barred", verb):
            subject = self.subject(evidence, verb, reading)
            if found := self.make(reading, "barred", be, subject, phrases.infinitive(task)):
                return found
        return None

    def _undergone(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The Zed was badly damaged": what was done to the subject, by whomever."""
        if not any(one.dep_ == "auxpass" for one in verb.children):
            return None
        for reading in self.of("undergone", verb):
            subject = self.subject(evidence, verb, reading)
            if found := self.make(reading, "undergone", verb, subject, phrases.predicate(verb)):
                return found
        return None

    def _fault(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The booster of the Zed can fail"."""
        readings = list(self.of("fault", verb)) or list(self._called_back(verb))
        noun = next(iter(subjects(verb)), None) if readings else None
        if noun is None:
            return None
        denied = any(clauses.is_negation(one) for one in verb.children)
        for reading in readings:
            if reading.takes(verb) and (f"not {verb.lemma_.lower()}" in reading.verbs) != denied:
                continue
            subject = self.fitting(evidence, noun, reading)
            if subject and not predications.is_possible(verb) and any(one.verbs for one in self.of("deed", verb)):
                continue  # what failed as a whole has no fault: it has not turned out well
            subject = subject or self.owner(evidence, noun, reading)
            if subject is None and verb.dep_ == "advcl":  # "recalls the Zed because a seat may fail"
                subject = self.naming.first(evidence, patients(verb.head), reading.classes)
            if subject is None and verb.dep_ == "relcl":  # "the Zed, whose seat may fail"
                subject = self.fitting(evidence, verb.head, reading)
            if subject is None and (topic := self.naming.topic(evidence, verb, reading.classes)):
                subject = topic[0]
            if subject is None and _is_of_recall(verb):
                subject = self.naming.recent(evidence, verb, reading.classes)
            if found := self.make(reading, "fault", verb, subject, phrases.whole(verb, noun)):
                return found
        return None

    def _called_back(self, verb: Token) -> Iterator[Reading]:
        """Any verb of what can happen tells a fault where it is why a thing is called back."""
        if predications.is_possible(verb) and any(one.lower_ in _CHANCE for one in verb.children):
            governor = verb.head.lemma_.lower() if verb.dep_ in ("advcl", "relcl") else ""
            before = verb.doc[max(0, verb.sent.start) : verb.sent.start + 2].text.lower()
            if governor in ("recall", "call") or before.startswith(("defect", "fault")):
                yield from self.readings.get("fault", ())

    def _deed(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme filed a plan": what somebody did, where nothing else says it."""
        if is_passive(verb):
            return self._done_by(evidence, verb)
        if not subjects(verb):
            return None
        extent = phrases.predicate(verb) if _is_deed(verb) else None
        if extent is None or predications.keeps_silent(verb):
            return None
        if predications.is_contact(verb, extent) or any(True for _ in self.featured(evidence, verb)):
            return None
        told_alone = verb.dep_ not in _BESIDE and predications.tells(evidence, verb, extent)
        for reading in self.of("deed", verb):
            if not reading.verbs and (not told_alone or _measures(evidence, verb, extent)):
                continue  # told only of the verbs that an attribute lists
            told = self.held(evidence, verb, reading, extent)
            if told and reasons.attributed(verb) is not None and not self.is_person(told[0]):
                return None
            if told and told[1] != extent and any(clauses.has_no(one) for one in verb.children):
                return None  # the words would hold the denial
            if told and (told[1] == extent or not counts(evidence, told[1])):
                return self.make(reading, "deed", verb, *told)
        return None

    def _done_by(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The plan was confirmed by Acme": what somebody did, in the passive."""
        noun = next(iter(subjects(verb)), None)
        if noun is None or noun.pos_ == "PRON" or noun.i > verb.i or verb.dep_ in ("acl", "relcl", "advcl", "amod"):
            return None
        for reading in self.of("deed", verb):
            for agent in agents(verb):
                extent = phrases.whole(verb, noun)
                if found := self.make(reading, "deed", verb, self.fitting(evidence, agent, reading), extent):
                    return found
        return None


#: How many tokens may stand between "has" and what has to be done.
_NEXT = 3
#: Words for what can happen.
_CHANCE = ("may", "might", "can", "could")
#: What hangs beside another clause.
_BESIDE = ("advcl", "dep")


#: A figure before what it counts; what leads to the figure that something moves to or lies at.
_COUNTING = ("nummod", "compound", "quantmod")
_LEADING = ("to", "at", "by", "from", "with", "for", "of", "around")


def _is_deed(verb: Token) -> bool:
    """Whether the clause is a statement of its own that tells what somebody does, and not just what he says."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() in words("still") or is_infinitive(verb):
        return False
    if predications.only_says(verb) or _is_view(verb) or (verb.dep_ in _BESIDE and not predications.has_subject(verb)):
        return False
    if predications.is_participle(verb) or predications.is_loose(verb):
        return False
    return not predications.is_turn(verb) and not predications.is_asked(verb)


def _is_view(verb: Token) -> bool:
    """Whether a verb tells only what somebody thinks: "called the deal unfair", "reckons with 3", "sees no crisis"."""
    lemma = verb.lemma_.lower()
    seen = lemma == "see" and any(one.dep_ in ("dobj", "obj") for one in verb.children)
    thought = lemma in word_set("speech", "own") and lemma in word_set("manner", "predicted.verbs") - {"guide"}
    counted = any(it.dep_ == "nummod" for one in verb.children if one.dep_ == "oprd" for it in one.children)
    return seen or thought or lemma in word_set("speech", "rejecting") or (judges(verb) and not counted)


def _measures(evidence: Evidence, verb: Token, extent: phrases.Extent) -> bool:
    """Whether a clause tells a figure of its own, "fell 40% to 300": a measure that nobody read, and no deed."""
    for at in range(*extent):
        if at in evidence.amounts:
            word = evidence.root(evidence.amounts[at].span)
            word = word.head if word.dep_ in _COUNTING else word
            if word.dep_ == "pobj" and word.head.lower_ == "to" and verb.lemma_.lower() in words("giving"):
                continue  # "granted permits to two makers"
            if word.head == verb or (word.dep_ == "pobj" and word.head.head == verb and word.head.lower_ in _LEADING):
                return True
    return False


def _is_of_recall(verb: Token) -> bool:
    """Whether the sentence or the one before speaks of calling something back."""
    start = verb.sent.start
    before = verb.doc[start - 1].sent.start if start else start
    text = verb.doc[before : verb.sent.end].text.lower()
    return any(word in text for word in word_set("happenings", "calling.back"))


def _turns_out(verb: Token) -> bool:
    """Whether a verb says that its subject is what the "to be" behind it says: "turned out to be a flop"."""
    return predications.is_turn(verb) or verb.lemma_.lower() in words("copula") | word_set("manner", "opinion.passives")
