"""Takes a clause of an article under its layers; gives why, what for, what it teaches or means; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.statements.takers import Reading, counts
from kg.extract.patterns.statements.teller import Teller, words
from kg.extract.patterns.syntax import clauses, phrases, predications, reasons
from kg.extract.patterns.syntax.predicates import holders, is_infinitive, is_passive, patients, subjects
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


#: What of a firm is traded.
_TRADED = frozenset(("share", "stock", "price"))


class Motives(Teller):
    """Reads reasons, aims, lessons and definitions, for one schema."""

    def reason(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme cut the price because of the slump", "citing costs", "since nobody bought it"."""
        says = verb.lemma_.lower() in word_set("speech", "verbs")
        if predications.only_says(verb) or (says and not any(one.dep_ in ("dobj", "obj") for one in verb.children)):
            return None
        for reading in self.of("reason", verb):
            given = reasons.attributed(verb) or reasons.given(verb) or reasons.given_clause(verb)
            if given is None or given.i in evidence.moments:
                continue
            extent = phrases.phrase(given)
            if given.pos_ in ("VERB", "AUX") and extent:
                extent = (extent[0] + 1, extent[1])  # without the "because" that opens it
            subject = self.subject(evidence, verb, reading)
            noun = next(iter(subjects(verb)), None)
            if subject is None and noun is not None:
                counted = self.naming.counted(evidence, noun) if is_passive(verb) else None
                known = counted and self.naming.fits(evidence, counted, reading.classes)
                subject = self.belonging(evidence, noun, reading) or (counted if known else None)
                subject = subject or self._measured(evidence, noun, reading)
            if subject and self.is_person(subject) and reasons.attributed(verb) is not None:
                continue  # it is the reason of what he speaks of, and not his own
            if subject and extent:
                return self.make(reading, "reason", given, subject, extent)
        return None

    def _measured(self, evidence: Evidence, noun: Token, reading: Reading) -> Mention | None:
        """Whose a bare measure is: "the shares fell because of the recall", "deliveries doubled thanks to the Zed"."""
        bare = not any(one.dep_ in ("prep", "poss", "compound", "nmod") for one in noun.children)
        if noun.lemma_.lower() not in words("measures") | _TRADED or not bare:
            return None
        topic = self.naming.topic(evidence, noun, reading.classes)
        found = topic[0] if topic and topic[1] != "after" else None
        return found if found and self.naming.schema.is_a(found.type, "Organisation") else None

    def aim(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme wants to lead the market", "hopes for a share of it"."""
        goal = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        if is_passive(verb) and verb.lemma_.lower() not in words("meant"):
            return None
        for reading in self.of("aim", verb):
            subject = self.subject(evidence, verb, reading)
            if goal is not None and (found := self.make(reading, "aim", goal, subject, phrases.infinitive(goal))):
                return found
            wished = reasons.wished(verb)
            if goal is None and wished is not None and wished.i not in evidence.amounts:
                extent = phrases.phrase(wished)
                if extent and extent[1] - extent[0] > 1 and not counts(evidence, extent):
                    return self.make(reading, "aim", wished, subject, extent)
        return None

    def meant(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The plant is meant to supply the north", "Acme is to become the leader"."""
        goal = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        aimed = reasons.wished(verb) if is_passive(verb) else None
        if goal is None and aimed is not None:
            for reading in self.readings.get("purpose", ()):
                return self.make(
                    reading, "purpose", aimed, self.subject(evidence, verb, reading), phrases.phrase(aimed)
                )
        if goal is None:
            return None
        becoming = verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP", "VBD") and goal.lemma_ in ("be", "become")
        if not becoming and not (is_passive(verb) and verb.lemma_.lower() in words("meant")):
            return None
        for reading in self.of("purpose", goal):
            subject = self.subject(evidence, verb, reading)
            if becoming and subject and not self.naming.schema.is_a(subject.type, "Agent"):
                continue
            if found := self.make(reading, "purpose", goal, subject, phrases.infinitive(goal)):
                return found
        return None

    def purpose(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme opened a shop (in order) to win the north": what the deed is for is the aim of who does it."""
        if is_passive(verb) or verb.lemma_.lower() in words("outcomes") | words("copula"):
            return None
        goal = next(
            (
                one
                for one in verb.children
                if one.dep_ == "advcl" and one.pos_ == "VERB" and is_infinitive(one) and _stands_apart(one, verb)
            ),
            None,
        )
        goal = goal or reasons.in_order(verb)
        if goal is None or clauses.has_subject(goal) or goal.lemma_.lower() in words("outcomes"):
            return None
        opens = min(one.i for one in goal.children if one.dep_ == "aux")
        if opens and verb.doc[opens - 1].lower_ in ("only", "enough", "not", "than", "as"):
            return None
        if any(at in evidence.amounts for at in range(verb.i, opens)):
            return None  # "shipped 900,000, to rank fifth"
        extent = phrases.infinitive(goal)
        if extent is None or not predications.has_thing(goal, extent):
            return None
        for reading in self.of("purpose", goal):
            subject = self.subject(evidence, verb, reading)
            if subject and self.naming.schema.is_a(subject.type, "Agent"):
                return self.make(reading, "purpose", goal, subject, extent)
        return None

    def sought(self, evidence: Evidence, noun: Token) -> Finding | None:
        """ "Its plan to go abroad", "the aim of Acme to lead", "Acme's goal is to lead"."""
        if noun.lemma_.lower() not in words("goals") or noun.i in evidence.mentions:
            return None
        goal = next((one for one in noun.children if one.dep_ == "acl" and is_infinitive(one)), None)
        verb = noun.head
        if goal is None and verb.lemma_ == "be" and noun.dep_ == "nsubj":
            goal = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        if goal is None or clauses.has_no(noun):
            return None
        for reading in self.of("purpose", goal):
            holding = [self.fitting(evidence, one, reading) for one in holders(noun)]
            subject = next((one for one in holding if one), None) or self.belonging(evidence, noun, reading)
            extent = phrases.infinitive(goal)
            if subject and extent and predications.has_thing(goal, extent):
                return self.make(reading, "purpose", goal, subject, extent)
        return None

    def lesson(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The case shows that nobody reads the manual"."""
        told = next((one for one in verb.children if one.dep_ == "ccomp" and one.i > verb.i), None)
        if told is None or is_infinitive(told) or (predications.is_asked(told) and not clauses.has_mark(told)):
            return None
        for reading in self.of("lesson", verb):
            subject, noun = self.subject(evidence, verb, reading), next(iter(subjects(verb)), None)
            subject = subject or (self.belonging(evidence, noun, reading) if noun is not None else None)
            extent = phrases.phrase(told)
            if subject and extent:
                first = extent[0] + (verb.doc[extent[0]].lower_ == "that")
                return self.make(reading, "lesson", verb, subject, (first, extent[1]))
        return None

    def defined(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The code means a trip without help", "is short for", "stands for": what a term is taken to be."""
        for reading in self.of("definition", verb):
            meant = next((one for one in verb.children if one.dep_ in ("dobj", "obj") and one.i > verb.i), None)
            if meant is None or verb.lemma_.lower() in ("stand", "refer"):
                said = [one for one in verb.children if one.dep_ == "prep" and one.lower_ in ("for", "to")]
                meant = next((one for child in said for one in child.children if one.dep_ == "pobj"), None)
            if verb.lemma_.lower() == "define":
                meant = predications.held_as(verb)
            if meant is None or meant.pos_ == "PRON":
                continue
            subject = self.subject(evidence, verb, reading)
            if subject is None and verb.lemma_.lower() == "define":
                subject = next(
                    (one for token in patients(verb) if (one := self.fitting(evidence, token, reading))), None
                )
            if found := self.make(reading, "definition", meant, subject, phrases.phrase(meant)):
                return found
        return None


def _stands_apart(goal: Token, verb: Token) -> bool:
    """Whether an infinitive stands behind its verb, or opens the sentence: "to win buyers, Acme ..."."""
    if goal.i > verb.i:
        return True
    opens = min(one.i for one in goal.subtree) == verb.sent.start
    return opens and any(one.dep_ in ("dobj", "obj") for one in goal.children)
