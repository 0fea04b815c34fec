"""Takes a figure and the times around it; gives the period that it counts in, where its clause names none.

Touches nothing. A sentence without a time goes on about the period of the one before it; what somebody has counted
"since June" runs up to the publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg import times
from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.slots.compared import dates_rival, is_aside, is_compared, is_of_peak
from kg.extract.patterns.slots.noted import grows, up_to_now
from kg.extract.patterns.slots.timing import describes, is_apart, is_period, is_unfinished
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Moment

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many sentences back a period holds.
_BACK = 2


def period_before(evidence: Evidence, token: Token) -> Moment | None:
    """The period that the sentences before speak of, for a figure of a period in a sentence without a time."""
    sentence = token.sent
    told = {id(own): own for one in sentence if (own := evidence.moments.get(one.i))}
    told = {key: own for key, own in told.items() if not is_aside(evidence, own, [token])}
    kept = [one for one in told.values() if (is_period(one) or not one.when.text) and not is_compared(evidence, one)]
    if kept:
        return kept[0] if len(kept) == 1 and _covers(evidence, kept[0], token) else None
    body = evidence.article.body
    start, paragraph = sentence.start, body.rfind("\n\n", 0, sentence.start_char)
    if _ITEM.match(body, body.rfind("\n", 0, token.idx) + 1):
        return _list_period(evidence, token.idx)
    for _ in range(_BACK):
        earlier = evidence.doc[start - 1].sent if start else None
        if earlier is None or earlier.start_char <= paragraph:
            return None
        known = {id(moment): moment for one in earlier if (moment := evidence.moments.get(one.i))}
        known = {key: one for key, one in known.items() if not _is_over(evidence, one)}
        if clause_of(token).tag_ == "VBD":  # "aims at 60 this year. Acme came to 20": not in the year to come
            known = {key: one for key, one in known.items() if not is_unfinished(evidence, one)}
        if known:
            return _only_period(evidence, known.values())
        start = earlier.start
    return None


def _covers(evidence: Evidence, moment: Moment, token: Token) -> bool:
    """Whether the only period of a sentence, told before, holds for what a later clause tells in the past, too."""
    root = evidence.root(moment.span)
    mine = clause_of(root)
    if not is_period(moment) or root.i > token.i or clause_of(token).tag_ != "VBD" or mine.tag_ != "VBD":
        return False
    return not (describes(root, mine) or is_apart(evidence, mine, [token]))


def _only_period(evidence: Evidence, known: Iterable[Moment]) -> Moment | None:
    """The one period among the times, but those of what is only compared with."""
    told = [
        one
        for one in known
        if not (is_compared(evidence, one) or dates_rival(evidence, one, []) or is_aside(evidence, one, []))
    ]
    periods = [one for one in told if is_period(one)]
    return periods[0] if len(periods) == 1 else None


def _is_over(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time is of what had been before, or says which thing is meant: "in May it had been 5"."""
    verb = clause_of(evidence.root(moment.span))
    had = any(one.dep_ == "aux" and one.lower_ in ("had", "'d", "’d") for one in verb.children)
    return had or bool(_OWNS.match(evidence.text, moment.span.end))


#: "Half of May's 60", "beat its March record of 20".
_OWNS = re.compile(r"['’]s\s|\s(?:[a-z]+\s)?(?:record|peak|high|best)\b")


#: The mark before an item of a list.
_ITEM = re.compile(r"[ \t]*(?:[-*•–]|\d{1,2}[.)])\s")


def _list_period(evidence: Evidence, at: int) -> Moment | None:
    """The period of the line that opens the list in whose item the place stands: "Here are the January numbers"."""
    body = evidence.article.body
    line = body.rfind("\n", 0, at) + 1
    while line > 0 and (_ITEM.match(body, line) or not body[line : body.find("\n", line)].strip()):
        line = body.rfind("\n", 0, line - 1) + 1
    end = body.find("\n", line)
    return _only_period(evidence, (one for one in evidence.all_moments if line <= one.span.start < end))


def since_peak(evidence: Evidence, amount: Amount) -> Moment | None:
    """The time since the peak that a change is measured from: "more than 30% below their peak of June"."""
    behind = evidence.doc[evidence.token(max(amount.span.start, amount.span.end - 1)).i + 1 :][:_PEAK_TOKENS]
    for token in behind:
        if token.i in evidence.amounts or token.text in (".", ";", ","):
            return None
        if (found := evidence.moments.get(token.i)) is not None:
            return up_to_now(evidence, found) if is_of_peak(evidence, found) else None
    return None


def in_bracket(evidence: Evidence, amount: Amount) -> Moment | None:
    """The time right before the bracket that holds the figure: "its peak of June (61 dollars)"."""
    before = evidence.text[max(0, amount.span.start - 2) : amount.span.start]
    if before != " (":
        return None
    return next((one for one in evidence.all_moments if one.span.end == amount.span.start - 2), None)


#: Tokens behind a change in which the time of a peak stands.
_PEAK_TOKENS = 9


def till_now(evidence: Evidence, moment: Moment | None, *, moved: bool = False) -> Moment | None:
    """The time of a figure "since June" as the one from then up to the publication, for which it was counted.

    `moved`: it is a change, which is one from then to now in the present, too: "is down 5% since June".
    """
    if moment is None or not moment.when.text.endswith("/.."):
        return moment
    told = evidence.text[max(0, moment.span.start - 48) : moment.span.end]
    verb = clause_of(evidence.root(moment.span))
    present = verb.tag_ in ("VBZ", "VBP", "VB") and not moved
    if not _COUNTED_SINCE.search(told) or (present and not grows(evidence, moment)):
        return moment
    return up_to_now(evidence, moment)


_COUNTED_SINCE = re.compile(r"\b[Ss]ince\s[^,.;]*$")


def aimed_at(evidence: Evidence, amount: Amount) -> Moment | None:
    """The year named before the aim that a figure is of: "its 2025 target of 500"."""
    for token in evidence.doc[max(0, evidence.token(amount.span.start).i - _AIM) : evidence.token(amount.span.start).i]:
        if (found := evidence.moments.get(token.i)) and _AIMED.fullmatch(
            evidence.text, found.span.end, amount.span.start
        ):
            return found
    return None


#: Tokens before a figure in which its year stands, and what stands between.
_AIM = 7
_AIMED = re.compile(r"\s(?:\w+\s)?(?:target|goal|aim|guidance)\s(?:of|for)\s(?:\w+\s){0,2}", re.IGNORECASE)
#: "By the end of the year": what is counted in a year is to be reached in it.
_YEAR_END = re.compile(r"(?:by\s)?(?:the\s)?(?:(?:end|close)\sof\s(?:the|this)\syear|year[\s-]end)", re.IGNORECASE)


def whole(moment: Moment) -> Moment:
    """The year by whose end something is to be sold or made, where a time names that end."""
    if not _YEAR_END.fullmatch(moment.span.text) or moment.when.end is None:
        return moment
    return Moment(moment.span, times.read(f"{moment.when.end.year:04}", moment.when.basis, moment.span.text))
