"""Takes a finding and the words around it; gives the scope that makes its figure comparable; touches nothing.

What the counting of a figure is told by stands in `lexicon/grammar.yaml`; the words of the other scopes (test cycles,
kinds of order, ways of accounting) are labels of the concepts in `ontology/scopes/`.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.predicates import clause_of
from kg.extract.patterns.words import read_words, word_set
from kg.model import Amount, Moment, Schema, ScopeTerm, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_AROUND, _BEHIND = 48, 24
#: Words between a figure and the "a month" that makes it a pace.
_RATE_GAP = 5
_PERIODS = ("month", "week", "day", "hour", "quarter", "year")


def counting(
    evidence: Evidence, amount: Amount, cue: Token, moment: Moment | None, default: str
) -> tuple[str, str | None]:
    """How the figure counts, "in-period", "cumulative", "rate" or "target", and for a rate per which time."""
    if per := _period(evidence, amount, cue):
        return "rate", per
    if _near_target(evidence, amount, cue):
        return "target", None
    near = _text(evidence, max(cue.sent.start_char, amount.span.start - _AROUND), amount.span.end + _AROUND)
    if (moment and _up_to(evidence, moment)) or _has(_peaks().sub("", near), "cumulative"):
        return "cumulative", None
    if moment and _is_period(moment):
        return "in-period", None
    if _has(_near_text(evidence, amount, cue), "cumulative"):
        return "cumulative", None
    if cue.lemma_ in words("passing") or _verb_of(cue).lemma_ in words("passing"):
        return "cumulative", None
    return default, None


def cued(schema: Schema, evidence: Evidence, cue: Token, around: Span, keys: tuple[str, ...]) -> dict[str, str]:
    """The scope keys whose words stand in the sentence near the figure."""
    sentence = cue.sent
    text = evidence.text
    start = max(sentence.start_char, around.start - _AROUND)
    near = text[start : min(sentence.end_char, around.end + _AROUND)]
    found: dict[str, str] = {}
    for key in keys:
        term = schema.scopes.get(key)
        if term and (hit := _nearest(term, near, around.start - start, around.end - start)):
            found[key] = hit
    return found


def _nearest(term: ScopeTerm, text: str, start: int, end: int) -> str | None:
    """The cue nearest to the figure at [start, end): before it, or behind it with nothing but spaces between."""
    best: tuple[int, str] | None = None
    for match in _cues(term.cues).finditer(text) if term.cues else ():
        if match.start() >= end and ("," in text[end : match.start()] or match.start() - end > _BEHIND):
            continue
        value = dict(term.cues)[match[0].casefold()]
        distance = min(abs(match.start() - start), abs(match.end() - start))
        if best is None or distance < best[0]:
            best = distance, value if term.kind == "concept" else match[0]
    return best[1] if best else None


@cache
def _cues(cues: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    longest = sorted((re.escape(words_) for words_, _ in cues), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE)


def _text(evidence: Evidence, start: int, end: int) -> str:
    text = evidence.text[start:end]
    return text.split("\n", 1)[0].lower()


def _period(evidence: Evidence, amount: Amount, cue: Token) -> str | None:
    """The time that a figure is a pace over: "20,000 a month", "monthly sales of 20,000"; None where it is no pace."""
    text = _text(evidence, amount.span.start, amount.span.end + _AROUND)
    match = _rates().search(text)
    before = text[: match.start()].split() if match else []
    if match and len(before) <= _RATE_GAP and not (before and before[-1].strip(",") in words("spans")):
        return next((unit for unit in _PERIODS if unit in match[0]), "year")
    for child in cue.lefts:
        if child.lower_ in words("pace"):
            return {"daily": "day"}.get(child.lower_, child.lower_.removesuffix("ly"))
    return None


@cache
def _rates() -> re.Pattern[str]:
    names = sorted(map(re.escape, read_words("grammar")["rate"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


def _near_text(evidence: Evidence, amount: Amount, cue: Token) -> str:
    """What stands around the figure in its sentence: "since October" far behind it is said of something else."""
    sentence = cue.sent
    start = max(sentence.start_char, amount.span.start - 2 * _AROUND)
    text = evidence.text[start : min(sentence.end_char, amount.span.end + _AROUND)].lower()
    return _peaks().sub("", text)


@cache
def _peaks() -> re.Pattern[str]:
    """ "its lowest figure since": the time says nothing of how the figure counts."""
    return re.compile(rf"\b(?:{'|'.join(sorted(read_words('figures')['peaks']))})\b[\w\s-]{{0,30}}\bsince ")


def _has(text: str, name: str) -> bool:
    return any(word in text for word in read_words("grammar")[name])


def _near_target(evidence: Evidence, amount: Amount, cue: Token) -> bool:
    targets = words("target")
    start = max(cue.sent.start_char, amount.span.start - _AROUND)
    behind = re.split("[;,.]", evidence.text[amount.span.end : amount.span.end + _BEHIND])[0]
    near = f"{evidence.text[start : amount.span.end]} {behind}".lower()
    return any(word in targets for word in re.findall(r"[a-z]+", near))


def _verb_of(cue: Token) -> Token:
    return clause_of(cue)


def _is_period(moment: Moment) -> bool:
    when = moment.when
    return when.start is not None and when.end is not None and when.start != when.end


def _up_to(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time is an end: "by 2 April", "as of", "up to the end of"."""
    start = max(0, moment.span.start - 24)
    before = evidence.text[start : moment.span.end].lower()
    return bool(re.search(r"\b(?:by|as of|as at|until|up to|to the end of|through|since)\b", before))
