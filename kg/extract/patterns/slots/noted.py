"""Takes a time that is open on one side; gives it as readers note it; touches nothing.

They note the end that the words name: what lasts "until 2 May" has that day, what has been so "since June" June, what
is to come "from 2027" that year. The words stay beside the time and tell on which side it is open. Only what has grown
since then, a sum or a number of deeds, is noted with the whole time that it took, up to the publication.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg import times
from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.slots.compared import is_of_peak
from kg.extract.patterns.slots.timing import is_period, is_since
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Moment

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINCE = re.compile(r"(?:ever\s)?since\b", re.IGNORECASE)
_UNTIL = re.compile(r"(?:not\s|up\s)?(?:until|till)\b", re.IGNORECASE)
_FROM = re.compile(r"(?:from|starting|beginning|effective|with\seffect)\b", re.IGNORECASE)
#: "Cars made from 2021": those of all years since then are meant.
_MADE = re.compile(r"\b(?:made|built|produced|manufactured|registered|valid)\s$")
_OFTEN = frozenset(("twice", "thrice", "times", "steps"))
#: A figure since whose time nothing else is said: "80,000 orders since May".
_NEAR = 4


def in_text(evidence: Evidence, moment: Moment) -> Moment:
    """The time as the text alone tells it: that of a peak, below which something lies, is the one since then."""
    closed = "/" not in moment.when.text and is_period(moment)
    if closed and (is_of_peak(evidence, moment) or is_since(evidence, moment)):
        return up_to_now(evidence, moment)
    return as_noted(evidence, moment)


def as_noted(evidence: Evidence, moment: Moment) -> Moment:
    """The time with the end that its words name, or up to the publication."""
    begins, _, ends = moment.when.text.partition("/")
    words = moment.span.text
    if begins == ".." and _UNTIL.match(words):
        return _as(moment, ends)
    if ends != ".." or not begins:
        return moment
    if _SINCE.match(words):
        return up_to_now(evidence, moment) if grows(evidence, moment) else _as(moment, begins)
    if words.lower().startswith("before"):  # "not before 2027"
        return _as(moment, begins)
    if _FROM.match(words) and not _MADE.search(evidence.text[max(0, moment.span.start - 16) : moment.span.start]):
        return _as(moment, begins)
    return moment


def _as(moment: Moment, edtf: str) -> Moment:
    return Moment(moment.span, times.read(edtf, moment.when.basis, moment.span.text))


def up_to_now(evidence: Evidence, moment: Moment) -> Moment:
    """The time that is open behind as the one up to the publication, as precise as its start."""
    begins = moment.when.text.partition("/")[0]
    published = evidence.article.published
    if published is None or published.end is None or moment.when.start is None:
        return moment
    now = published.text if len(begins) > len("2025-01") else published.text[: len("2025-01")]
    if moment.when.start >= published.end or len(now) < len("2025-01"):
        return moment
    return _as(moment, begins if begins == now else f"{begins}/{now}")


def grows(evidence: Evidence, moment: Moment) -> bool:
    """Whether the clause of "since June" tells what has added up since: "have lost a tenth", "has cut prices twice"."""
    verb = clause_of(evidence.root(moment.span))
    if not is_past(verb) or any(one.dep_ == "auxpass" for one in verb.children):
        return False
    first = evidence.token(moment.span.start).i
    for token in verb.subtree:
        told = token.i in evidence.amounts and token.i not in evidence.moments and token.i not in evidence.mentions
        if (told or token.lower_ in _OFTEN) and (clause_of(token).i == verb.i or 0 < first - token.i <= _NEAR):
            return True
    return False


def is_past(verb: Token) -> bool:
    """Whether a verb tells what has been done: "sold", "has sold"; not "sells", "can be had", "is selling"."""
    if verb.tag_ == "VBD":
        return verb.lemma_ != "be"
    aux = [one.lower_ for one in verb.children if one.dep_ in ("aux", "auxpass")]
    return verb.tag_ == "VBN" and any(one in ("has", "have", "had", "'ve", "’ve", "'s", "’s") for one in aux)
