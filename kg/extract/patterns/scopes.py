"""Takes a finding and the words around it; gives the scope that makes its figure comparable; touches nothing.

What the counting of a figure is told by stands in `lexicon/grammar.yaml`; the words of the other scopes (test cycles,
kinds of order, ways of accounting) are labels of the concepts in `ontology/scopes/`.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.extract.patterns.predicates import clause_of
from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.words import read_words, word_set
from kg.model import Amount, Moment, Schema, ScopeTerm, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_AROUND = 48
_PLANS = ("planned", "predicted", "questioned", "conditional")


def counting(evidence: Evidence, amount: Amount, cue: Token, moment: Moment | None, default: str) -> tuple[str, str | None]:
    """How the figure counts, "in-period", "cumulative", "rate" or "target", and for a rate per which time."""
    after = _text(evidence, amount.span.start, amount.span.end + _AROUND)
    if per := _period(after):
        return "rate", per
    clause = _clause_text(evidence, cue)
    if _near_target(evidence, amount, cue):
        return "target", None
    if _has(clause, "cumulative") or (moment and _up_to(evidence, moment)):
        return "cumulative", None
    if moment and _is_period(moment):
        return "in-period", None
    if cue.lemma_ in words("passing") or _verb_of(cue).lemma_ in words("passing"):
        return "cumulative", None
    return default, None


def cued(schema: Schema, evidence: Evidence, cue: Token, around: Span, keys: tuple[str, ...]) -> dict[str, str]:
    """The scope keys whose words stand in the sentence near the figure."""
    sentence = cue.sent
    text = evidence.doc.text
    start = max(sentence.start_char, around.start - _AROUND)
    near = text[start : min(sentence.end_char, around.end + _AROUND)]
    found: dict[str, str] = {}
    for key in keys:
        term = schema.scopes.get(key)
        if term and (hit := _nearest(term, near, around.start - start)):
            found[key] = hit
    return found


def _nearest(term: ScopeTerm, text: str, at: int) -> str | None:
    best: tuple[int, str] | None = None
    for match in _cues(term.cues).finditer(text) if term.cues else ():
        value = dict(term.cues)[match[0].casefold()]
        distance = min(abs(match.start() - at), abs(match.end() - at))
        if best is None or distance < best[0]:
            best = distance, value if term.kind == "concept" else match[0]
    return best[1] if best else None


@cache
def _cues(cues: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    longest = sorted((re.escape(words_) for words_, _ in cues), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE)


def _text(evidence: Evidence, start: int, end: int) -> str:
    text = evidence.doc.text[start:end]
    return text.split("\n", 1)[0].lower()


def _period(after: str) -> str | None:
    match = _rates().search(after)
    if not match:
        return None
    return next((unit for unit in ("month", "week", "day", "hour", "quarter", "year") if unit in match[0]), None) or (
        "day" if "dai" in match[0] else "year"
    )


@cache
def _rates() -> re.Pattern[str]:
    names = sorted(map(re.escape, read_words("grammar")["rate"]), key=len, reverse=True)
    return re.compile(rf"^(?:\S+\s+){{1,6}}?(?:{'|'.join(names)})\b")


def _clause_text(evidence: Evidence, cue: Token) -> str:
    sentence = cue.sent
    return evidence.doc.text[sentence.start_char : sentence.end_char].lower()


def _has(text: str, name: str) -> bool:
    return any(word in text for word in read_words("grammar")[name])


def _near_target(evidence: Evidence, amount: Amount, cue: Token) -> bool:
    targets = words("target")
    start = max(cue.sent.start_char, amount.span.start - _AROUND)
    near = evidence.doc.text[start : amount.span.end + 24].lower()
    return any(word in targets for word in re.findall(r"[a-z]+", near))


def _verb_of(cue: Token) -> Token:
    return clause_of(cue)


def _is_period(moment: Moment) -> bool:
    when = moment.when
    return when.start is not None and when.end is not None and when.start != when.end


def _up_to(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time is an end: "by 2 April", "as of", "up to the end of"."""
    start = max(0, moment.span.start - 24)
    before = evidence.doc.text[start : moment.span.end].lower()
    return bool(re.search(r"\b(?:by|as of|as at|until|up to|to the end of|through|since)\b", before))
