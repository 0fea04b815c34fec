"""Takes a finding and the words around it; gives the scope that makes its figure comparable; touches nothing.

The words of the scopes (test cycles, kinds of order, ways of accounting) are labels of the concepts in
`ontology/scopes/`; how a figure counts is asked in `counting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figurechanges import aside
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import ENTITY, Amount, Schema, ScopeTerm, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_AROUND, _BEHIND = 48, 24
#: What grew may be named further behind: "a 12% year-on-year increase in orders".
_FAR_BEHIND = {"measure": 44}


def measure_of(schema: Schema, evidence: Evidence, amount: Amount) -> str | None:
    """The measure that a figure is a part of: "46% of revenue"."""
    term, match = schema.scopes.get("measure"), _OF.match(evidence.text, amount.span.end)
    found = _cues(term.cues).match(evidence.text, match.end()) if term and term.cues and match else None
    return dict(term.cues)[found[0].casefold()] if term and found else None


#: What sets a figure against another thing, and where that is named.
_AGAINST = re.compile(
    r"(?:\s[\w-]+){0,3}?\s(?:than|below|above|under|over|beneath)\s(?:that\sof\s|those\sof\s)?(?:the\s|a\s|an\s|its\s|rival\s)?"
    r"(?:(?:[a-z]+est|regular|standard|basic|base|entry-level|old|new|current|present|original|comparable)\s)?(?:version\sof\s(?:the\s)?)?"
)


#: The whole of which a figure is a part: "a third of the Zeds", "75% of Acme's shipments".
_OF = re.compile(r"\sof\s(?:(?:the|all|its|total|new)\s)*")


def compared_to(evidence: Evidence, amount: Amount, *, part: bool = False) -> str | None:
    """The thing that a distance is measured from: "$4,000 cheaper than the Zed"; or of which a figure is a part."""
    match = (_OF if part else _AGAINST).match(evidence.text, amount.span.end)
    found = evidence.mentions.get(evidence.token(match.end()).i) if match and match.end() < len(evidence.text) else None
    return evidence.entity(found) if found else None


#: Words before a place where a figure holds.
_WHERE = ("in", "on", "across", "throughout", "at", "around", "round")


def places(schema: Schema, evidence: Evidence, anchors: tuple[Token, ...], keys: tuple[str, ...]) -> dict[str, str]:
    """The scope keys for which the clause of a figure names one thing: the place or market where it holds."""
    found: dict[str, str] = {}
    for key in keys:
        term = schema.scopes.get(key)
        kind = key.capitalize() if key.capitalize() in schema.classes else term.range if term else ""
        if term is None or term.kind != "entity" or kind not in schema.classes or kind == ENTITY:
            continue
        near = {token.i: evidence.mentions[token.i] for token in anchors[0].sent if token.i in evidence.mentions}
        held = {
            one.entity
            for one in near.values()
            if one.entity and schema.is_a(one.type, kind) and _holds_for(evidence.root(one.span), anchors)
        }
        if len(held) == 1:
            found[key] = held.pop() or ""
    kinds = {schema.scopes[key].range: key for key in found}
    wide = {kinds[one] for one in kinds for other in kinds if one != other and schema.is_a(other, one)}
    return {key: thing for key, thing in found.items() if not (key in wide and list(found.values()).count(thing) > 1)}


def setting(schema: Schema, evidence: Evidence, amount: Amount, key: str, cues: Iterable[str]) -> str | None:
    """The thing that the article named last before a figure, or first of all, by one of the figure's own words.

    A lap is one of the circuit that the text speaks of, whether or not its sentence says so.
    """
    term = schema.scopes.get(key)
    kind = key.capitalize() if key.capitalize() in schema.classes else term.range if term else ""
    own = _any(tuple(cues))
    held = [
        one
        for one in evidence.all_mentions
        if kind in schema.classes and schema.is_a(one.type, kind) and evidence.entity(one) and own.search(one.span.text)
    ]
    before = [one for one in held if one.span.end <= amount.span.start]
    found = before[-1] if before else next(iter(held), None)
    return evidence.entity(found) if found else None


@cache
def _any(words_: tuple[str, ...]) -> re.Pattern[str]:
    plain = sorted((re.escape(one) for one in words_ if "/" not in one), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(plain)})\b", re.IGNORECASE)


def _holds_for(token: Token, anchors: tuple[Token, ...]) -> bool:
    """Whether a name says where: behind "in", on the figure, on its word or on their verb, or right before its word."""
    if token.dep_ in ("compound", "nmod"):
        return token.head in anchors or (token.head.dep_ == "dobj" and token.head.head in anchors)
    if token.dep_ != "pobj" or token.head.lower_ not in _WHERE:
        return False
    head = token.head.head
    return head in anchors or head in {clause_of(one) for one in anchors}


def cued(schema: Schema, evidence: Evidence, cue: Token, around: Span, keys: tuple[str, ...]) -> dict[str, str]:
    """The scope keys whose words stand in the sentence near the figure."""
    sentence = cue.sent
    text = evidence.text
    start = max(sentence.start_char, around.start - _AROUND)
    near = text[start : min(sentence.end_char, around.end + _AROUND)]
    found: dict[str, str] = {}
    for key in keys:
        term = schema.scopes.get(key)
        if term and (
            hit := _nearest(term, near, around.start - start, around.end - start, _FAR_BEHIND.get(key, _BEHIND))
        ):
            found[key] = hit
    return found


def named(schema: Schema, evidence: Evidence, where: Span, keys: Iterable[str]) -> dict[str, str]:
    """The scope keys whose words stand in a place of the text."""
    found: dict[str, str] = {}
    for key in keys:
        term = schema.scopes.get(key)
        size = where.end - where.start
        hit = _nearest(term, evidence.text[where.start : where.end], size, size, 0) if term else None
        if hit:
            found[key] = hit
    return found


def _nearest(term: ScopeTerm, text: str, start: int, end: int, reach: int) -> str | None:
    """The cue nearest to the figure at [start, end): before it, or behind it with nothing but spaces between."""
    best: tuple[int, str] | None = None
    asides = aside(text[:start]) if term.kind == "concept" else frozenset()
    for match in _cues(term.cues).finditer(text) if term.cues else ():
        if match.start() in asides:
            continue
        if match.start() >= end and ("," in text[end : match.start()] or match.start() - end > reach):
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
