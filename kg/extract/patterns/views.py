"""Takes a clause of an article under its layers; gives how something is judged, described, or stands; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns import clauses, phrases, predications
from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.match import Finding
from kg.extract.patterns.predicates import antecedent, is_infinitive, patients, subjects
from kg.extract.patterns.takers import counts
from kg.extract.patterns.teller import Teller, words
from kg.extract.patterns.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token


class Views(Teller):
    """Reads what clauses hold something to be, for one schema."""

    def called(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Doe called the Zed a bargain", "the Zed, which Doe calls a bargain": the Zed is judged."""
        if verb.lemma_.lower() not in word_set("speech", "calls") | words("naming") or clauses.has_no(verb):
            return None
        called = next((one for one in verb.children if one.i > verb.i and predications.names(one)), None)
        called = called or predications.held_as(verb)
        if called is None or called.i in evidence.mentions:
            return None
        kind = "description" if verb.lemma_.lower() in words("naming") else "judgement"
        for reading in self.of(kind, verb):
            for patient in patients(verb):
                token = antecedent(patient, verb)
                subject = self.fitting(evidence, token, reading) or self.belonging(evidence, token, reading)
                modality = "opinion" if kind == "judgement" else None
                if subject and (extent := phrases.phrase(called)) and not self.is_person(subject):
                    return self.make(reading, kind, called, subject, extent, modality)
        return None

    def stands(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The Zed is sold out until May", "has been closed for good"."""
        if not predications.is_present_passive(verb) or not any(
            one.dep_ in ("prep", "prt", "advmod", "agent", "oprd") and one.i > verb.i for one in verb.children
        ):
            return None
        for reading in self.of("state", verb):
            found = self.held(evidence, verb, reading, phrases.infinitive(verb))
            if found and not self.is_person(found[0]) and not counts(evidence, found[1]):
                return self.make(reading, "state", verb, *found)
        return None

    def judged(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The Zed is the best of the year"; without a judgement it is described, or in a state."""
        said = predications.said_of(verb)
        if said is None or said.i in evidence.mentions or said.pos_ in ("PRON", "NUM") or clauses.has_no(said):
            return None
        extent = phrases.phrase(said)
        if extent and (counts(evidence, extent) or predications.is_broken(said.doc[extent[0] : extent[1]])):
            return None
        kind = predications.kind_of(said)
        if kind == "state" and (said.lemma_.lower() in words("moods") or said.lower_ in words("moods")):
            return self.felt(evidence, verb, said)
        if kind == "description" and said.lemma_.lower() in words("empty"):
            return None
        for reading in self.of(kind, verb):
            found = self.held(evidence, verb, reading, extent)
            if found and not (self.is_person(found[0]) and kind != "judgement"):
                return self.make(reading, kind, verb, *found, "opinion" if kind == "judgement" else None)
        return self.felt(evidence, verb, said)

    def felt(self, evidence: Evidence, verb: Token, said: Token) -> Finding | None:
        """ "Doe was surprised by the price", "buyers feel misled": how somebody took something."""
        if not {said.lemma_.lower(), said.lower_} & words("feelings"):
            return None
        for reading in self.of("feeling", verb):
            if subject := self.subject(evidence, verb, reading):
                return self.make(reading, "feeling", said, subject, phrases.phrase(said))
        return None

    def moved(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Buyers were shocked by the price": a feeling in the passive."""
        if verb.tag_ != "VBN" or verb.lower_ not in words("feelings") or verb.dep_ in ("acl", "amod"):
            return None
        for reading in self.of("feeling", verb):
            if subject := self.subject(evidence, verb, reading):
                return self.make(reading, "feeling", verb, subject, phrases.infinitive(verb))
        return None

    def fares(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The Zed sells well", "Acme has the better name": a judgement without a copula."""
        if verb.pos_ not in ("VERB", "AUX") or is_infinitive(verb):
            return None
        lemma = verb.lemma_.lower()
        manner = any(
            one.dep_ == "advmod" and one.lower_ in words("well") and 0 < one.i - verb.i < _NEXT for one in verb.children
        )
        owned = next((one for one in verb.children if one.dep_ == "dobj" and lemma in words("holding")), None)
        judged = owned is not None and owned.i > verb.i and predications.is_judgement(owned)
        if not (manner and lemma in words("faring")) and not judged:
            return None
        extent = phrases.predicate(verb)
        if extent is None or counts(evidence, extent):
            return None
        for reading in self.of("judgement", verb):
            found = self.held(evidence, verb, reading, extent)
            if found and not self.is_person(found[0]):
                return self.make(reading, "judgement", verb, *found, "opinion")
        return None

    def featured(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The Zed has a roof of glass", "comes with a cabin of wood": a trait of the thing, where no figure gives it."""
        for reading in self.of("trait", verb):
            traits = [one for one in verb.children if one.dep_ in ("dobj", "obj") and one.i > verb.i]
            if verb.lemma_.lower() == "come":
                with_ = [one for one in verb.children if one.lower_ == "with"]
                traits = [one for child in with_ for one in child.children if one.dep_ == "pobj"]
            for noun in traits:
                extent = phrases.phrase(noun)
                if extent is None or clauses.has_no(noun) or counts(evidence, extent) or not _is_trait(noun, extent):
                    continue
                if subject := self.subject(evidence, verb, reading):
                    return self.make(reading, "trait", noun, subject, extent)
        return None

    def changed(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Sales of the Zed fell sharply", "keep falling"; "Acme goes on growing", "gains ground"."""
        noun = next(iter(subjects(verb)), None)
        moves = predications.moving(verb)
        if noun is None or moves is None or is_infinitive(verb):
            return None
        for reading in self.of("change", moves):
            if noun.i in evidence.mentions:
                if moves.lemma_.lower() not in words("growing") or _has_figure(evidence, verb):
                    continue
                subject = self.subject(evidence, verb, reading)
                if subject and not self.is_person(subject):
                    return self.make(reading, "change", verb, subject, phrases.predicate(verb))
                continue
            if noun.lemma_.lower() not in word_set("grammar", "measures") | words("moving"):
                continue
            owner = self.owner(evidence, noun, reading)
            if owner is None and noun.lemma_.lower() in words("moving"):
                topic = self.naming.topic(evidence, noun, reading.classes)
                owner = topic[0] if topic and topic[1] in ("clause", "sentence") else None
            return self.make(reading, "change", verb, owner, phrases.whole(verb, noun))
        return None

    def described(self, evidence: Evidence, noun: Token) -> Finding | None:
        """ "Acme, the maker of the Zed,", "the Zed, its first phone", "its first phone, the Zed": words beside a name."""
        named = noun.head
        if noun.i in evidence.mentions and noun.i > named.i and named.i not in evidence.mentions:
            noun, named = named, noun
        opens = next((one for one in noun.children if one.dep_ in ("det", "poss")), None)
        if noun.i in evidence.mentions or noun.pos_ != "NOUN" or opens is None or named.i not in evidence.mentions:
            return None
        first = min(one.i for one in noun.subtree)
        if noun.i > named.i:
            if noun.doc[first - 1].text not in (",", "(") and noun.dep_ != "conj":
                return None
            extent = phrases.phrase(noun)
        else:
            extent = (first, noun.i + 1) if noun.doc[noun.i + 1].text == "," and opens.dep_ == "poss" else None
        for reading in self.of("description", noun):
            subject = self.fitting(evidence, named, reading)
            if subject and extent and not self.is_person(subject) and not _holds(evidence, extent, subject):
                return self.make(reading, "appos", noun, subject, extent)
        return None


#: How many tokens behind the verb the word that judges may stand.
_NEXT = 4


def _is_trait(noun: Token, extent: phrases.Extent) -> bool:
    """Whether the words name a trait of a thing: more than a bare noun, and nothing that happens to it."""
    plain = [one for one in noun.doc[extent[0] : extent[1]] if one.dep_ != "det" and one.is_alpha]
    return len(plain) > 1 and noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() not in words("happenings")


def _has_figure(evidence: Evidence, verb: Token) -> bool:
    return any(one.i in evidence.amounts for one in verb.subtree)


def _holds(evidence: Evidence, extent: phrases.Extent, subject: object) -> bool:
    """Whether the words hold the name itself."""
    return any(evidence.mentions.get(at) is subject for at in range(*extent))
