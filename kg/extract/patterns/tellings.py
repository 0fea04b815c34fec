"""Takes an article under its layers and what patterns found in it; gives what its clauses say; touches nothing.

What no pattern reads is still told: what somebody did, how something is judged, described, or moves. An attribute of
the ontology says with `@clause KIND` that it takes such clauses, and with verbs behind it that it takes only those of
these verbs. The subject is named, or nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns import clauses, phrases, predications
from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.grammar import Grammar
from kg.extract.patterns.match import Finding
from kg.extract.patterns.nouns import owners
from kg.extract.patterns.predicates import is_infinitive, is_passive, patients, subjects
from kg.extract.patterns.subjects import Naming
from kg.extract.patterns.takers import Reading, counts, is_told, read_verbs, readings
from kg.extract.patterns.words import word_set
from kg.model import Mention, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")
_VERBAL = ("VERB", "AUX")
_CLAUSES = ("ROOT", "conj", "ccomp", "relcl", "parataxis", "advcl", "dep")


class Tellings:
    """Reads the clauses of one article after the other, for one schema."""

    def __init__(self, schema: Schema, grammar: Grammar, naming: Naming) -> None:
        self.naming = naming
        self.readings = readings(schema, grammar)

    def find(self, evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
        """What clauses say of named subjects, for the verbs that the given findings leave over."""
        heads = [token for token in evidence.doc if token.pos_ in _VERBAL or token.dep_ == "appos"]
        yield from self._clauses(evidence, heads, read_verbs(evidence, findings))

    def _clauses(self, evidence: Evidence, heads: list[Token], taken: frozenset[int]) -> Iterator[Finding]:
        readers: tuple[Callable[[Evidence, Token], Finding | None], ...] = (
            self._called,
            self._aim,
            self._expected,
            self._duty,
            self._fault,
            self._judged,
            self._changed,
            self._deed,
            self._stands,
        )
        for token in heads:
            if token.dep_ == "appos" and token.i not in taken and (found := self._described(evidence, token)):
                yield found
            if (
                token.pos_ not in _VERBAL
                or token.dep_ not in _CLAUSES
                or token.i in taken
                or token.i in evidence.mentions
                or _denies(token)
            ):
                continue
            if found := self._reason(evidence, token):
                yield found
            found = next((one for read in readers if (one := read(evidence, token))), None)
            if found and found.cue[0].i not in taken and not is_told(evidence, found):
                yield found

    # Who it is said of --------------------------------------------------------------------------------------------

    def _subject(self, evidence: Evidence, verb: Token, reading: Reading) -> Mention | None:
        """The named subject of the clause, if the attribute is about things of its class."""
        found = next(iter(subjects(verb)), None)
        if found is None or (verb.dep_ == "conj" and found.i > verb.head.i):
            return None  # "says Doe, and went home": Doe is not who went
        mention = self._fitting(evidence, found, reading)
        end = found.idx + len(found)
        between = evidence.text[end : mention.span.start] if mention else ""
        return None if len(between) > _BESIDE or " of " in between else mention

    def _fitting(self, evidence: Evidence, token: Token, reading: Reading) -> Mention | None:
        mention = self.naming.named(evidence, token)
        return mention if mention and self.naming.fits(evidence, mention, reading.classes) else None

    def _owner(self, evidence: Evidence, noun: Token, reading: Reading) -> Mention | None:
        """Whose the subject is: "sales of the Zed", "its shares"."""
        for token, how in owners(noun, ("of", "for", "in")):
            if how == "own" and (found := self._fitting(evidence, token, reading)):
                return found
        return None

    def _make(
        self, reading: Reading, kind: str, cue: Token, subject: Mention | None, extent: phrases.Extent | None,
        modality: str | None = None,
    ) -> Finding | None:  # fmt: skip
        if subject is None or extent is None:
            return None
        reason = f"@clause {kind} {cue.lemma_}"
        return Finding(reading.term, reason, (cue,), subject, "slot", kind, words=extent, modality=modality)

    def _of(self, kind: str, verb: Token) -> Iterator[Reading]:
        """The attributes that take the clause, those of listed verbs first."""
        return (one for one in self.readings.get(kind, ()) if one.takes(verb))

    # What is said -------------------------------------------------------------------------------------------------

    def _called(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Doe called the Zed a bargain": the Zed is judged."""
        if verb.lemma_.lower() not in word_set("speech", "calls") or clauses.has_no(verb):
            return None
        called = next((one for one in verb.children if one.i > verb.i and predications.names(one)), None)
        if called is None:
            return None
        for reading in self._of("judgement", verb):
            for token in patients(verb):
                subject = self._fitting(evidence, token, reading)
                if found := self._make(reading, "judgement", called, subject, phrases.phrase(called), "opinion"):
                    return found
        return None

    def _aim(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme wants to lead the market"."""
        goal = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        if goal is None or is_passive(verb):
            return None
        for reading in self._of("aim", verb):
            subject = self._subject(evidence, verb, reading)
            if found := self._make(reading, "aim", goal, subject, phrases.infinitive(goal)):
                return found
        return None

    def _expected(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme is expected to open a shop", "is scheduled to arrive": what others expect of the subject."""
        goal = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        if goal is None or goal.pos_ != "VERB" or not is_passive(verb) or verb.lemma_.lower() not in words("expecting"):
            return None
        extent = phrases.infinitive(goal)
        if extent is None or not predications.has_thing(goal, extent):
            return None
        for reading in self._of("deed", goal):
            if found := self._make(reading, "deed", goal, self._subject(evidence, verb, reading), extent):
                return found
        return None

    def _stands(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The Zed is sold out until May", "has been closed for good"."""
        if not predications.is_present_passive(verb) or not any(
            one.dep_ in ("prep", "prt", "advmod", "agent", "oprd") and one.i > verb.i for one in verb.children
        ):
            return None
        for reading in self._of("state", verb):
            subject, extent = self._subject(evidence, verb, reading), phrases.infinitive(verb)
            if subject and not self._is_person(subject) and extent and not counts(evidence, extent):
                return self._make(reading, "state", verb, subject, extent)
        return None

    def _duty(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme has to stop the sale"."""
        task = next((one for one in verb.children if one.dep_ == "xcomp" and is_infinitive(one)), None)
        if task is None or any(clauses.is_negation(one) for one in verb.children) or task.i - verb.i > _NEXT:
            return None
        if clauses.has_yet(verb):
            return None
        for reading in self._of("duty", verb):
            subject = self._subject(evidence, verb, reading)
            if found := self._make(reading, "duty", task, subject, phrases.infinitive(task)):
                return found
        return None

    def _fault(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The booster of the Zed can fail"."""
        noun = next(iter(subjects(verb)), None)
        if noun is None:
            return None
        for reading in self._of("fault", verb):
            subject = self._fitting(evidence, noun, reading) or self._owner(evidence, noun, reading)
            if subject is None and (topic := self.naming.topic(evidence, verb, reading.classes)):
                subject = topic[0]
            if found := self._make(reading, "fault", verb, subject, phrases.whole(verb, noun)):
                return found
        return None

    def _judged(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "The Zed is the best of the year"; without a judgement it is described, or in a state."""
        if verb.lemma_.lower() not in words("copula"):
            return None
        said = next((one for one in verb.children if one.dep_ in ("attr", "acomp") and one.i > verb.i), None)
        if said is None or said.i in evidence.mentions or said.pos_ in ("PRON", "NUM", "ADV") or clauses.has_no(said):
            return None
        extent = phrases.phrase(said)
        if extent and counts(evidence, extent):
            return None
        judged = predications.is_judgement(said)
        kind = "judgement" if judged else "description" if said.dep_ == "attr" else "state"
        if kind == "state" and (said.lemma_.lower() in words("moods") or said.lower_ in words("moods")):
            return None
        for reading in self._of(kind, verb):
            subject = self._subject(evidence, verb, reading)
            if subject and not (self._is_person(subject) and not judged):
                return self._make(reading, kind, verb, subject, extent, "opinion" if judged else None)
        return None

    def _changed(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Sales of the Zed fell sharply"."""
        noun = next(iter(subjects(verb)), None)
        if noun is None or noun.i in evidence.mentions or any(one.dep_ == "dobj" for one in verb.children):
            return None
        for reading in self._of("change", verb):
            if noun.lemma_.lower() in word_set("grammar", "measures") | words("moving"):
                return self._make(
                    reading, "change", verb, self._owner(evidence, noun, reading), phrases.whole(verb, noun)
                )
        return None

    def _deed(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme filed a plan": what somebody did, where nothing else says it."""
        if verb.pos_ != "VERB" or is_passive(verb) or verb.lemma_.lower() in words("still") or is_infinitive(verb):
            return None
        if predications.keeps_silent(verb):
            return None
        if verb.dep_ in ("advcl", "dep") or not predications.has_more(evidence, verb) or predications.only_says(verb):
            return None
        if predications.is_participle(verb) or predications.is_loose(verb):
            return None
        extent = phrases.predicate(verb)
        if extent is None or not predications.has_thing(verb, extent):
            return None
        for reading in self._of("deed", verb):
            if found := self._make(reading, "deed", verb, self._subject(evidence, verb, reading), extent):
                return found
        return None

    def _reason(self, evidence: Evidence, verb: Token) -> Finding | None:
        """ "Acme cut the price because of the slump", "citing costs"."""
        for reading in self._of("reason", verb):
            subject = self._subject(evidence, verb, reading)
            if subject and (given := predications.given(verb)) is not None:
                return self._make(reading, "reason", given, subject, phrases.phrase(given))
        return None

    def _described(self, evidence: Evidence, noun: Token) -> Finding | None:
        """ "Acme, the maker of the Zed,": words beside a name."""
        named = noun.head
        opens = next((one for one in noun.children if one.dep_ == "det"), None)
        if noun.i in evidence.mentions or noun.pos_ != "NOUN" or opens is None or noun.i < named.i:
            return None
        if noun.doc[min(one.i for one in noun.subtree) - 1].text != "," or named.i not in evidence.mentions:
            return None
        for reading in self._of("description", noun):
            subject = self._fitting(evidence, named, reading)
            if subject and not self._is_person(subject):
                return self._make(reading, "appos", noun, subject, phrases.phrase(noun))
        return None

    def _is_person(self, mention: Mention) -> bool:
        return self.naming.schema.is_a(mention.type, "Person")


#: How many tokens may stand between "has" and what has to be done.
_NEXT = 3
#: How many characters behind the subject its name may stand: "the firm, Acme, paid".
_BESIDE = 8


def _denies(verb: Token) -> bool:
    """Whether the verb is a denial itself: told is what is denied, not the denying, which nobody denies."""
    return verb.lemma_.lower() in word_set("manner", "denied.verbs")
