"""Takes the parts of a finding; gives the shortest stretch of its sentence that carries them all; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.relations.match import Finding
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A subject or a time farther away than this, in characters, stays outside the quote.
_REACH, _TIME_REACH = 160, 40
_EDGES = " \t\n,;:-–—("


def quote(evidence: Evidence, core: list[Span], subject: Span, time: Span | None) -> Span | None:
    """The quote around cue and value, with the subject and the time where they are near; None over a line end."""
    body = evidence.article.body
    start, end = min(one.start for one in core), max(one.end for one in core)
    if "\n" in body[start:end]:
        return None
    for extra, reach in ((subject, _REACH), (time, _TIME_REACH)):
        if extra is None:
            continue
        wider = min(start, extra.start), max(end, extra.end)
        gap = max(start - extra.end, extra.start - end)
        if gap <= reach and "\n" not in body[wider[0] : wider[1]] and _one_sentence(evidence, extra, core[0]):
            start, end = wider
    if time is not None and start == time.start:
        start = _with_preposition(evidence, start)
    while start < end and body[start] in _EDGES:
        start += 1
    while end > start and body[end - 1] in _EDGES:
        end -= 1
    end = _close(body, start, end)
    return Span(start, end, body[start:end])


def told_above(evidence: Evidence, finding: Finding) -> bool:
    """Whether a sentence of a paragraph before names the object: "The round was led by Acme"."""
    if finding.object is None or finding.link != "earlier":
        return False
    return "\n" in evidence.article.body[finding.object.span.end : finding.cue[0].idx]


def _one_sentence(evidence: Evidence, first: Span, second: Span) -> bool:
    one, two = evidence.token(first.start), evidence.token(second.start)
    return bool(one.sent.start == two.sent.start)


def _with_preposition(evidence: Evidence, start: int) -> int:
    """The start of the quote at "In" where the quote would begin with "May"."""
    token = evidence.token(start)
    if token.i > token.sent.start and (before := token.nbor(-1)).pos_ == "ADP" and "\n" not in before.text_with_ws:
        return before.idx
    return start


def _close(body: str, start: int, end: int) -> int:
    """The end behind a bracket or a quotation mark that the quote opens and would leave open."""
    for opening, closing in (("(", ")"), ("“", "”")):
        text = body[start:end]
        if text.count(opening) > text.count(closing) and body[end : end + 1] == closing:
            end += 1
    return end


def of_token(evidence: Evidence, token: Token) -> Span:
    """The span of a token, as written."""
    return Span(token.idx, token.idx + len(token), evidence.article.body[token.idx : token.idx + len(token)])


def of_tokens(evidence: Evidence, first: int, last: int) -> Span:
    """The span of the tokens [first, last), without what only ends it."""
    start = evidence.doc[first].idx
    end = evidence.doc[last - 1].idx + len(evidence.doc[last - 1])
    text = evidence.article.body[start:end]
    trimmed = text.rstrip(" \n,;:.-–—")
    return Span(start, start + len(trimmed), trimmed)
