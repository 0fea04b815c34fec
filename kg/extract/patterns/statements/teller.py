"""Takes a clause of an article under its layers; gives of whom it may be told, and the finding; touches nothing.

A clause is told of its subject where that has a name. Where the subject is something of a named thing ("the design of
the Zed", "its software"), it is told of that thing, and its words are the whole clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.statements.takers import Reading
from kg.extract.patterns.syntax import clauses, phrases
from kg.extract.patterns.syntax.nouns import owners
from kg.extract.patterns.syntax.predicates import subjects
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")
#: How many characters behind the subject its name may stand: "the firm, Acme, paid".
_BESIDE = 8


class Teller:
    """What the readers of clauses have in common, for one schema."""

    def __init__(self, naming: Naming, readings: Mapping[str, tuple[Reading, ...]]) -> None:
        self.naming = naming
        self.readings = readings

    def of(self, kind: str, verb: Token) -> Iterator[Reading]:
        """The attributes that take the clause, those of listed verbs first."""
        return (one for one in self.readings.get(kind, ()) if one.takes(verb))

    def subject(self, evidence: Evidence, verb: Token, reading: Reading) -> Mention | None:
        """The named subject of the clause, if the attribute is about things of its class."""
        found = next(iter(subjects(verb)), None)
        own = any(one.dep_ in ("nsubj", "nsubjpass") for one in verb.children)
        if found is None or (verb.dep_ == "conj" and not own and found.i > verb.head.i):
            return None  # "says Doe, and went home": Doe is not who went
        mention = self.fitting(evidence, found, reading)
        if mention and found.lower_ == "it" and self.is_person(mention):
            return None  # "he said that it was great"
        end = found.idx + len(found)
        between = evidence.text[end : mention.span.start] if mention else ""
        return None if len(between) > _BESIDE or " of " in between else mention

    def fitting(self, evidence: Evidence, token: Token, reading: Reading) -> Mention | None:
        """What the token names, if the attribute is about things of its class."""
        mention = self.naming.named(evidence, token)
        return mention if mention and self.naming.fits(evidence, mention, reading.classes) else None

    def owner(self, evidence: Evidence, noun: Token, reading: Reading) -> Mention | None:
        """Whose the subject is: "sales of the Zed", "its shares"."""
        for token, how in owners(noun, ("of", "for", "in")):
            if how == "own" and (found := self.fitting(evidence, token, reading)):
                return found
        return None

    def belonging(self, evidence: Evidence, noun: Token, reading: Reading) -> Mention | None:
        """Whose the thing is, where it is nobody who stands for himself: "the design of the Zed", "its software"."""
        if noun.pos_ != "NOUN" or noun.i in evidence.mentions or noun.lemma_.lower() in words("others"):
            return None
        kind = self.naming.nouns.get(noun.lemma_.lower())
        if kind is not None and self.naming.schema.is_a(kind, "Agent"):
            return None
        led = ("of", "for", "at") if noun.lemma_.lower() in words("measures") else ("of", "for")  # "profit at Acme"
        for token, how in owners(noun, led):
            plain = token.dep_ == "poss" or (token.dep_ == "pobj" and token.head.head.i == noun.i)
            if how == "own" and plain and (found := self.fitting(evidence, token, reading)):
                return found
        return None

    def held(
        self, evidence: Evidence, verb: Token, reading: Reading, extent: phrases.Extent | None
    ) -> tuple[Mention, phrases.Extent] | None:
        """Of whom the clause is told and in which words: those given of a named subject, else the whole clause."""
        if found := self.subject(evidence, verb, reading):
            return (found, extent) if extent else None
        noun = next(iter(subjects(verb)), None)
        if noun is None or noun.i > verb.i or clauses.has_no(noun):
            return None
        if any(clauses.is_negation(one) for one in verb.children):
            return None  # the words would hold the denial, and the claim would be denied once more
        owner, clause = self.belonging(evidence, noun, reading), phrases.whole(verb, noun)
        return (owner, clause) if owner and clause and noun.head.i == verb.i else None

    def is_person(self, mention: Mention) -> bool:
        """Whether the mention is of a person."""
        return self.naming.schema.is_a(mention.type, "Person")

    def make(
        self, reading: Reading, kind: str, cue: Token, subject: Mention | None, extent: phrases.Extent | None,
        modality: str | None = None,
    ) -> Finding | None:  # fmt: skip
        """The finding, where somebody is told of and there are words."""
        if subject is None or extent is None:
            return None
        reason = f"@clause {kind} {cue.lemma_}"
        return Finding(reading.term, reason, (cue,), subject, "slot", kind, words=extent, modality=modality)
