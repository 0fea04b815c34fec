"""Takes an article under its layers, who says what in it and what is claimed; gives what is said besides.

Touches nothing. Where somebody speaks and no claim of theirs was read, the words themselves are told: who said what is
worth its line, whatever nobody has a term for. One statement a sentence; an attribute of the ontology takes it by
`@clause speech`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.names.anonymous import Anonymous
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.saying.said import MARKS
from kg.extract.patterns.saying.speech import Speech, speech_at
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.statements.takers import readings
from kg.extract.patterns.syntax import clauses
from kg.model import Claim, Mention, Schema, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The kind of clause, and how a finding of it is linked.
SPEECH = "speech"
#: A statement has so many words at least, one of them a verb or at least so many more.
_LEAST, _LONG = 3, 4
#: How much of what is said may be claimed already for the rest to be told.
_TOLD = 0.5
_OPENING = frozenset(("that", "how", "whether", "if", "and", "but", ":", ",", ";", "-", "–", "—", "(", *MARKS))
_CLOSING = frozenset((",", ";", ":", ".", "-", "–", "—", ")", "and", "but", *MARKS))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is said in one sentence: the tokens [first, last)."""

    speech: Speech
    first: int
    last: int


class Statements:
    """Tells what people say, for one schema."""

    def __init__(self, schema: Schema, grammar: Grammar, naming: Naming, anonymous: Anonymous) -> None:
        self.naming = naming
        self.anonymous = anonymous
        self.readings = readings(schema, grammar).get(SPEECH, ())

    def find(self, evidence: Evidence, speech: list[Speech], claims: Iterable[Claim]) -> Iterator[Finding]:
        """The statements of known speakers that the given claims leave over."""
        told = list(claims)
        for stretch in self._stretches(evidence, speech):
            speaker = self._speaker(evidence, stretch.speech)
            reading = next(
                (one for one in self.readings if speaker and self.naming.fits(evidence, speaker, one.classes)), None
            )
            if speaker is None or reading is None or self._is_told(evidence, stretch, evidence.entity(speaker), told):
                continue
            cue = _head(evidence, stretch)
            if cue is not None:
                reason = f"@clause {SPEECH} {stretch.speech.cue}"
                yield Finding(
                    reading.term, reason, (cue,), speaker, "slot", SPEECH, words=(stretch.first, stretch.last)
                )

    def _stretches(self, evidence: Evidence, speech: list[Speech]) -> Iterator[_Stretch]:
        """What is said, sentence by sentence, where the speech is the innermost one."""
        for one in speech:
            if one.end <= one.start:
                continue
            at, last = evidence.token(one.start).i, evidence.token(one.end - 1).i + 1
            while at < last:
                first, at = at, evidence.doc[at].sent.end
                start, end = _trimmed(evidence, first, _before_teller(evidence, one, first, min(at, last)))
                if end - start < _LEAST and not _in_marks(evidence, start, end):
                    continue
                middle = evidence.doc[start].idx
                if speech_at(speech, middle, middle + 1) is one:
                    yield _Stretch(one, start, end)

    def _speaker(self, evidence: Evidence, speech: Speech) -> Mention | None:
        """Who speaks; who has no name stands where the text speaks of them."""
        if speech.speaker or not speech.unnamed:
            return speech.speaker
        name = self.anonymous.of(speech.words)
        known = self.anonymous.types.get(name) if name else None
        sentence = evidence.token(speech.start).sent
        at = evidence.text.find(speech.words, sentence.start_char)
        if known is None or not sentence.start_char <= at < sentence.end_char:
            return None
        return Mention(Span(at, at + len(speech.words), speech.words), known, name, "reference")

    def _is_told(self, evidence: Evidence, stretch: _Stretch, speaker: str | None, claims: list[Claim]) -> bool:
        """Whether claims of the same speaker hold most of the words."""
        start = evidence.doc[stretch.first].idx
        end = evidence.doc[stretch.last - 1].idx + len(evidence.doc[stretch.last - 1])
        held = set[int]()
        for claim in claims:
            if claim.speaker == speaker:
                held.update(range(max(start, claim.span.start), min(end, claim.span.end)))
        return len(held) > _TOLD * (end - start)


def _trimmed(evidence: Evidence, first: int, last: int) -> tuple[int, int]:
    """The tokens without what only leads in, sets off or closes, and no quotation mark without the other one."""
    doc = evidence.doc
    while first < last and (doc[first].lower_ in _OPENING or doc[first].is_space) and not _leads_in(doc[first]):
        first += 1
    while last > first and (doc[last - 1].lower_ in _CLOSING or doc[last - 1].is_space):
        last -= 1
    marks = sum(doc[at].text in MARKS for at in range(first, last))
    if marks % 2 and last < len(doc) and doc[last].text in MARKS:
        last += 1
    elif marks % 2 and first and doc[first - 1].text in MARKS:
        first -= 1
    return first, last


def _leads_in(word: Token) -> bool:
    """Whether "if" opens a condition, and not what somebody asks: "If the gap stays, we stop"."""
    clause = word.head
    return word.lower_ == "if" and clause.dep_ == "advcl" and clause.i < clause.head.i


#: Behind "the report said", with what it said besides.
_ADDING = re.compile(r"[^,.;]{0,24}, (?:adding|noting|saying)\b")


def _before_teller(evidence: Evidence, speech: Speech, first: int, last: int) -> int:
    """Where the words end before whoever says them: "prices may fall, the report said, adding that"."""
    doc = evidence.doc
    begins, ends = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    told = evidence.text.find(f", {speech.words} {speech.cue}", begins, ends) if speech.words and speech.cue else -1
    behind = evidence.text[told + 1 : ends].partition(speech.cue)[2] if told > begins else ""
    end = evidence.token(told).i if _ADDING.match(behind) else last
    return end if end - first >= _LEAST else last


def _in_marks(evidence: Evidence, first: int, last: int) -> bool:
    """Whether two words at least stand in quotation marks by themselves: '"Pure guesswork," she said'."""
    doc = evidence.doc
    words = sum(token.is_alpha for token in doc[first:last])
    marks = (
        first > 0
        and last + 1 < len(doc)
        and doc[first - 1].text in MARKS
        and any(doc[at].text in MARKS for at in (last, last + 1))
    )
    return marks and words >= _LEAST - 1


def _head(evidence: Evidence, stretch: _Stretch) -> Token | None:
    """The word that what is said hangs on; None for words that say nothing by themselves, such as a bare name."""
    tokens = evidence.doc[stretch.first : stretch.last]
    root: Token = tokens.root
    if all(token.i in evidence.mentions or not token.is_alpha for token in tokens):
        return None
    if stretch.speech.cue == "?" and any(token.is_alpha for token in tokens):  # an answer
        return root
    if clauses.is_passive(root) and clauses.has_empty_subject(root):  # "it is believed that prices will fall"
        return next((one for one in root.children if one.dep_ == "ccomp"), root)
    if root.pos_ not in ("VERB", "AUX") and not any(token.pos_ in ("VERB", "AUX") for token in tokens):
        quoted = _in_marks(evidence, stretch.first, stretch.last)
        return root if quoted or len(tokens) >= _LEAST + _LONG else None
    return root
