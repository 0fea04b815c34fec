"""Takes a clause of an article under its layers; gives what something does to somebody; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.statements.takers import Reading
from kg.extract.patterns.statements.teller import Teller, words
from kg.extract.patterns.syntax import clauses, phrases
from kg.extract.patterns.syntax.predicates import agents, is_passive, patients, prepositional, subjects
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What may stand between a verb and what it bears on: "weighs on demand", "eats into margins".
_BEARING = ("on", "into", "at")


class Effects(Teller):
    """Reads effects that nobody wills, for one schema: told of whom they befall, in the words of the whole clause."""

    def effect(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Dear copper squeezes the margins of Acme", "price cuts could eat into profits"."""
        if verb.dep_ == "relcl" or any(clauses.is_negation(one) for one in verb.children):
            return None  # the words would hold the denial, and the claim would be denied once more
        if verb.dep_ == "xcomp" and is_passive(verb.head):
            return None  # "makers are forbidden to push dealers"
        for reading in self.of("effect", verb):
            cause = next(iter(agents(verb)), None)
            noun = next(iter(subjects(verb)), None)
            if cause is None or noun is None or self._wills(evidence, cause):
                return None
            if is_passive(verb):
                return self.make(
                    reading, "effect", verb, self._struck(evidence, noun, reading), phrases.whole(verb, noun)
                )
            below = [child for child in verb.children if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i]
            helped = [one for child in below for one in (*_own(child), *patients(child))]
            for struck in patients(verb) or prepositional(verb, _BEARING) or helped:
                told = self._struck(evidence, struck, reading) or self._meant(evidence, struck, reading)
                return self.make(reading, "effect", verb, told, phrases.whole(verb, noun))
            if verb.lemma_ == "help" and (owner := self.owner(evidence, noun, reading)):  # "its many users will help"
                return self.make(reading, "effect", verb, owner, phrases.whole(verb, noun))
        return None

    def _wills(self, evidence: Evidence, cause: Token) -> bool:
        """Whether what does it is somebody, whose deed it is; or nothing of which the clause tells what it is."""
        kind = self.naming.nouns.get(cause.lemma_.lower())
        named = self.naming.named(evidence, cause)
        if cause.lemma_.lower() in words("bare_things"):
            return True
        acts = [one for one in (named and named.type, kind) if one and self.naming.schema.is_a(one, "Agent")]
        return bool(acts) or (named is None and cause.pos_ in ("PRON", "PROPN", "DET"))

    def _struck(self, evidence: Evidence, noun: Token, reading: Reading) -> Mention | None:
        return self.fitting(evidence, noun, reading) or self.owner(evidence, noun, reading)

    def _meant(self, evidence: Evidence, noun: Token, reading: Reading) -> Mention | None:
        """Whose a measure must be that stands for itself: that of the firm or thing that the article is about."""
        bare = noun.i not in evidence.mentions and noun.lemma_.lower() in words("measures")
        return self.naming.main(evidence, reading.classes) if bare else None


def _own(verb: Token) -> list[Token]:
    """Who does what the infinitive says: "its price helped the Zed gain a place"."""
    return [one for one in verb.children if one.dep_ in ("nsubj", "nsubjpass") and one.pos_ in ("NOUN", "PROPN")]
