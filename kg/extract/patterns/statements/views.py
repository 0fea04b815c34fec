"""Takes a clause of an article under its layers; gives how something is judged or stands; touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.statements.takers import counts
from kg.extract.patterns.statements.teller import Teller, words
from kg.extract.patterns.syntax import clauses, nouns, phrases, predications
from kg.extract.patterns.syntax.predicates import is_infinitive, joined, patients, subjects
from kg.extract.patterns.syntax.relatives import antecedent

if TYPE_CHECKING:
    from spacy.tokens import Token


class Views(Teller):
    """Reads what clauses hold something to be, for one schema."""

    def called(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Doe called the Zed a bargain", "the Zed, which Doe calls a bargain": the Zed is judged."""
        if verb.lemma_.lower() not in word_set("speech", "calls") | words("naming") or clauses.has_no(verb):
            return None
        called = next((one for one in verb.children if one.i > verb.i and predications.names(one)), None)
        called = called or predications.held_as(verb) or self._beside(evidence, verb)
        if called is None or called.i in evidence.mentions:
            return None
        kind = "description" if verb.lemma_.lower() in words("naming") else "judgement"
        for reading in self.of(kind, verb):
            for patient in (*patients(verb), *called.children):
                if patient.head.i == called.i and patient.i not in evidence.mentions:
                    continue
                token = antecedent(patient, verb)
                subject = self.fitting(evidence, token, reading) or self.belonging(evidence, token, reading)
                modality = "opinion" if kind == "judgement" else None
                extent = phrases.phrase(called)
                if subject and extent and subject is evidence.mentions.get(extent[0]):
                    extent = _behind(evidence, extent, subject)
                if subject and extent and not self.is_person(subject) and not _holds(evidence, extent, subject):
                    return self.make(reading, kind, called, subject, extent, modality)
        return None

    def _beside(self, evidence: Evidence, verb: Token) -> Token | None:
        """What an object is called where the parser took its name for a part of that: "called the Zed a bargain"."""
        for noun in verb.children:
            if noun.dep_ not in ("dobj", "obj") or noun.i < verb.i or noun.i in evidence.mentions:
                continue
            named = [one.i for one in noun.children if one.i in evidence.mentions]
            opens = [one.i for one in noun.children if one.text == '"' or one.lower_ in ("a", "an")]
            if named and any(at > named[0] for at in opens):
                return noun
        return None

    def stands(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The Zed is sold out until May", "has been closed for good"."""
        sold_out = verb.lemma_ in words("selling") and any(one.lower_ == "out" for one in verb.children)
        if not (predications.is_present_passive(verb) or sold_out) or not any(
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
        if said is None or said.i in evidence.mentions or clauses.has_no(said):
            return None
        if said.pos_ in ("PRON", "NUM") and not (said.lower_ == "one" and predications.is_judgement(said)):
            return None
        if clauses.asks(verb) or predications.is_unreal(verb) or verb.sent.text.rstrip().endswith("?"):
            return None
        extent = phrases.phrase(said)
        if extent and (
            (counts(evidence, extent) and said.lower_ != "one")
            or predications.is_broken(said.doc[extent[0] : extent[1]])
        ):
            return None
        kind = predications.kind_of(said)
        if verb.lemma_.lower() in words("turning") and predications.is_more(said):
            kind = "change"
        if kind == "state" and (said.lemma_.lower() in words("moods") or said.lower_ in words("moods")):
            return self.felt(evidence, verb, said)
        if kind == "description" and said.lemma_.lower() in words("empty"):
            return None
        for reading in self.readings.get(kind, ()) if kind == "change" else self.of(kind, verb):
            found = self.held(evidence, verb, reading, phrases.predicate(verb) if kind == "change" else extent)
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
        caught = verb.lower_ == "caught" and any(one.lower_ in ("guard", "surprise") for one in verb.subtree)
        if verb.tag_ != "VBN" or verb.dep_ in ("acl", "amod") or not (caught or verb.lower_ in words("feelings")):
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
        near = verb.doc[verb.i + 1 : min(verb.i + _NEXT, verb.sent.end)]
        manner = any(one.lower_ in words("well") and one.tag_ in ("RB", "RBR", "RBS", "JJ") for one in near)
        owned = next((one for one in verb.children if one.dep_ == "dobj" and lemma in words("holding")), None)
        judged = owned is not None and owned.i > verb.i and predications.is_compared(owned)
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

    def featured(self, evidence: Evidence, verb: Token) -> Iterator[Finding]:
        """ "The Zed has a roof of glass", "comes with a cabin of wood": a trait without a figure."""
        for reading in self.of("trait", verb):
            traits = [one for one in verb.children if one.dep_ in ("dobj", "obj") and one.i > verb.i]
            if verb.lemma_.lower() == "come":
                with_ = [one for one in verb.children if one.lower_ == "with"]
                traits = [one for child in with_ for one in child.children if one.dep_ == "pobj"]
            if any(one.tag_ == "MD" and one.lower_ in ("must", "should") for one in verb.children):
                continue  # what it is to have, it has not
            if not traits or (subject := self.subject(evidence, verb, reading)) is None:
                continue
            for noun in joined(traits[0]):
                extent = phrases.member(noun)
                if (
                    extent is None
                    or clauses.has_no(noun)
                    or predications.is_compared(noun)
                    or counts(evidence, extent)
                    or not _is_trait(noun, extent)
                ):
                    continue
                if found := self.make(reading, "trait", noun, subject, extent):
                    yield found

    def changed(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Sales of the Zed fell sharply", "keep falling"; "Acme goes on growing", "gains ground"."""
        noun = next(iter(subjects(verb)), None)
        moves = predications.moving(verb)
        if noun is None or moves is None or predications.is_bare(verb):
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
            plain = not any(one.dep_ in ("prep", "poss", "compound", "nmod") for one in noun.children)
            if owner is None and plain and noun.lemma_.lower() in words("moving"):
                topic = self.naming.topic(evidence, noun, reading.classes)
                known = topic and topic[1] != "after"
                owner = topic[0] if topic and known and not self.naming.schema.is_a(topic[0].type, "Place") else None
            return self.make(reading, "change", verb, owner, phrases.whole(verb, noun))
        return None

    def described(self, evidence: Evidence, noun: Token) -> Finding | None:
        """ "Acme, the maker of the Zed,", "the Zed, its first lamp", "its first lamp, the Zed": words beside a name."""
        if noun.i in evidence.mentions or noun.pos_ not in ("NOUN", "PROPN"):
            return None
        if noun.lemma_.lower() in words("others") - words("makers"):
            return None
        opens = next((one for one in noun.children if one.dep_ in ("det", "poss")), None)
        if opens is None or opens.i > noun.i or opens.lower_ in ("no", "any", "every", "each", "some"):
            return None
        first = min(one.i for one in opens.subtree)
        before, after = noun.doc[max(first - 1, 0)], noun.doc[min(noun.i + 1, len(noun.doc) - 1)]
        if noun.dep_ != "appos" and before.text != "," and (opens.dep_ != "poss" or after.text != ","):
            return None
        named, extent = None, phrases.phrase(noun)
        if noun.dep_ == "appos" and noun.head.i in evidence.mentions and noun.head.i < noun.i:
            named = nouns.apposed(noun) if before.text in (",", "(") else None
        elif opens.dep_ == "poss" and after.text == "," and noun.i + 2 < len(noun.doc):
            apposed = next((one for one in noun.children if one.dep_ == "appos" and one.i in evidence.mentions), None)
            named, extent = apposed, (first, noun.i + 1)
        if named is None and before.text == "," and (named := self._alike(evidence, noun, first - 2)) is not None:
            extent = phrases.phrase(noun)
            closes = noun.doc[extent[1]].text if extent and extent[1] < len(noun.doc) else ""
            named = named if closes in (",", ".", ";", ")", "—") else None
        for reading in self.of("description", noun):
            subject = self.fitting(evidence, named, reading) if named is not None else None
            if subject and extent and not self.is_person(subject) and not _holds(evidence, extent, subject):
                return self.make(reading, "appos", noun, subject, (max(first, extent[0]), extent[1]))
        return None

    def _alike(self, evidence: Evidence, noun: Token, at: int) -> Token | None:
        """The name that ends right before, if it is of what the noun says: "the Zed, its first lamp,"."""
        mention = evidence.mentions.get(at) if at >= 0 else None
        kind = self.naming.nouns.get(noun.lower_) or self.naming.nouns.get(noun.lemma_.lower())
        if mention is None or kind is None or noun.doc[at].sent.start != noun.sent.start:
            return None
        is_a = self.naming.schema.is_a
        return noun.doc[at] if is_a(mention.type, kind) or is_a(kind, mention.type) else None


#: How many tokens behind the verb the word that judges may stand.
_NEXT = 4


def _is_trait(noun: Token, extent: phrases.Extent) -> bool:
    """Whether the words name a trait of a thing: more than a bare noun, and nothing that happens to it."""
    plain = [one for one in noun.doc[extent[0] : extent[1]] if one.dep_ != "det" and one.is_alpha]
    return len(plain) > 1 and noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() not in words("happenings")


def _behind(evidence: Evidence, extent: phrases.Extent, subject: object) -> phrases.Extent | None:
    """The words without the name that they begin with."""
    first = extent[0]
    while first < extent[1] and evidence.mentions.get(first) is subject:
        first += 1
    return (first, extent[1]) if first < extent[1] else None


def _has_figure(evidence: Evidence, verb: Token) -> bool:
    return any(one.i in evidence.amounts for one in verb.subtree)


def _holds(evidence: Evidence, extent: phrases.Extent, subject: object) -> bool:
    """Whether the words hold the name itself."""
    return any(evidence.mentions.get(at) is subject for at in range(*extent))
