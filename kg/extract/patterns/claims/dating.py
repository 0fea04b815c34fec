"""Takes a finding; gives the time that its claim has, and the words from which it is looked for; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg import times
from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.claims.yearly import own_year
from kg.extract.patterns.figures.figurechanges import time_behind
from kg.extract.patterns.figures.figureplaces import COUNTERPART, Figure
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality.stance import Stance
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.periods import aimed_at, in_bracket, period_before, since_peak, till_now, whole
from kg.extract.patterns.slots.timing import begins_after, in_phrase, time_of
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Moment, When

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Links between a name and what it is called: a time beside them is not theirs.
TIMELESS = {"title", "appos", "name"}
_ARGUMENTS = ("dobj", "attr", "nsubj", "nsubjpass", "oprd")


def time_told(directives: Mapping[str, str], evidence: Evidence, finding: Finding) -> Moment | None:
    """The time of the finding, that of a figure up to now where it is told since when."""
    found = finding.moment or _told(directives, evidence, finding)
    if found and finding.amount:
        found = own_year(evidence, finding.amount, found)
    return till_now(evidence, found, moved="change" in directives) if finding.amount else found


def _told(directives: Mapping[str, str], evidence: Evidence, finding: Finding) -> Moment | None:
    """The time of the finding, or of the one whose list it goes on."""
    leading: Finding | None = finding
    if isinstance(finding, Figure) and finding.link == COUNTERPART:  # the time of the other figure is not its own
        return finding.time
    changed = _changed(evidence, finding) if finding.link == "change" else finding
    if changed is not finding and finding.amount:
        return _beside_figure(evidence, finding.amount) or _told(directives, evidence, changed)
    while leading:
        if isinstance(leading, Figure) and leading.time:
            return leading.time
        if {leading.link, leading.tie} & TIMELESS:
            return None
        if leading.amount and (own := _beside_figure(evidence, leading.amount)):
            return own
        found = time_of(evidence, anchors_of(evidence, leading), saying=finding.link == "speech")
        if found and not _is_of_report(directives, evidence, found):
            return None if _beside(evidence, leading, found) else found
        leading = leading.lead
        while (
            isinstance(leading, Figure) and leading.link == COUNTERPART
        ):  # "up 5% from 20 in May and 8% from 19 in June"
            leading = leading.lead
    if (directives.get("counting") == "in-period" and not _is_sum(finding.cue[0])) or "usual" in directives:
        return period_before(evidence, finding.cue[0])
    return None


def _is_sum(cue: Token) -> bool:
    """Whether a count has come together since the beginning, and is not of the period told before."""
    return any(child.lower_ in ("cumulative", "accumulated", "lifetime") for child in cue.lefts)


def _is_of_report(directives: Mapping[str, str], evidence: Evidence, moment: Moment) -> bool:
    """Whether a day is only that on which results were told: "on Tuesday it reported a revenue of 5 million"."""
    if directives.get("counting") != "in-period" and not directives.keys() & {"usual", "periodic"}:
        return False
    if moment.when.start is None or moment.when.start != moment.when.end:
        return False
    return clause_of(evidence.root(moment.span)).lemma_ in word_set("grammar", "reporting")


def _changed(evidence: Evidence, finding: Finding) -> Finding:
    """The figure right before a change, which has its time, wherever the parser ties it: "500 in May, up 5%"."""
    lead = finding.lead
    if lead is None or lead.amount is None or finding.amount is None:
        return finding
    between = evidence.text[lead.amount.span.end : finding.amount.span.start]
    return lead if len(between) <= _NEXT and _TURN.search(between) else finding


#: Code points from a figure to its change, and what stands right before the change.
_NEXT = 48
_TURN = re.compile(r",\s(?:(?:up|down|a|an|which\sis|representing|marking)\s)(?:\w+\s){0,2}$")


def _beside_figure(evidence: Evidence, amount: Amount) -> Moment | None:
    """The time that stands with the figure itself: since a peak, of an aim, right behind."""
    told = (since_peak, in_bracket, aimed_at, time_behind)
    return next((found for one in told if (found := one(evidence, amount)) is not None), None)


#: Links of what holds from a day on, or is that day.
_HOLDING = ("time", "words", "barred", "speech")


def of_stance(
    evidence: Evidence,
    directives: Mapping[str, str],
    finding: Finding,
    moment: Moment | None,
    modality: str,
    counting: str | None,
) -> Moment | None:
    """The time of what is planned or hangs on something: not that of sentences before, and of a year's aim the year."""
    if moment is not None and modality in _AHEAD and _is_from_before(finding, moment):
        return None  # what was told of May says nothing of when the next is to be
    if modality == "asserted" and finding.link not in _HOLDING and begins_after(evidence, moment):
        return None  # what is told as a fact is of no time to come
    if moment is not None and counting == "target" and directives.get("counting") == "in-period":
        return whole(moment)
    return moment


def as_of(evidence: Evidence, directives: Mapping[str, str], finding: Finding, stance: Stance) -> When | None:
    """The month of publication of what is told to hold, as a post or a count of shops, without a time.

    It holds as the article appears. A figure told as over is of a time that the text keeps to itself.
    """
    published = evidence.article.published
    if "held" not in directives or published is None or stance.modality != "asserted" or stance.negated:
        return None
    if finding.amount and (finding.link == COUNTERPART or clause_of(finding.cue[0]).tag_ == "VBD"):
        return None
    return times.read(published.text[:_MONTH], "derived")


_MONTH = len("2025-01")
_AHEAD = ("planned", "conditional")


def _is_from_before(finding: Finding, moment: Moment) -> bool:
    """Whether a time is only that of the sentences before."""
    sentences = {finding.cue[0].sent.start_char} | ({finding.lead.cue[0].sent.start_char} if finding.lead else set())
    return finding.amount is not None and min(sentences) > moment.span.start


def holds_by_itself(directives: Mapping[str, str], evidence: Evidence, finding: Finding) -> bool:
    """Whether what lasts is only mentioned: "opens in May, with 500 seats"; not "its range is 500 km in May"."""
    value = finding.amount or finding.object
    if finding.amount and "ranking" in directives and _tells_which(evidence, finding.amount):
        return True
    if finding.amount and "offered" in directives and _begins(evidence, finding.amount):
        return True
    if "lasting" not in directives or value is None:
        return False
    return evidence.root(value.span).dep_ not in _ARGUMENTS


def _tells_which(evidence: Evidence, amount: Amount) -> bool:
    """Whether a place only describes somebody: "the third-largest maker wants", not "was the third-largest maker"."""
    return describes_subject(evidence.root(amount.span))


def is_by_the_way(evidence: Evidence, finding: Finding, directives: Mapping[str, str]) -> bool:
    """Whether what is told only says who is meant: "the largest maker will sell", "expects its lamp business to"."""
    if finding.amount:
        return "ranking" in directives and _tells_which(evidence, finding.amount)
    if finding.object is None:
        return False
    root, owner = evidence.root(finding.subject.span), evidence.root(finding.object.span)
    owned = owner.dep_ == "poss" and owner.head.i == root.i == finding.cue[0].i
    return owned and root.dep_ in ("nsubj", "nsubjpass")


def describes_subject(token: Token) -> bool:
    """Whether a word stands before the noun that it describes, of which something else is told."""
    first = token
    while token.dep_ in ("amod", "compound", "nummod", "advmod", "npadvmod", "nmod") and token.head.i != token.i:
        token = token.head
    described = token.i != first.i and token.pos_ in ("NOUN", "PROPN")
    return described and token.dep_ in ("nsubj", "nsubjpass", "appos", "poss")


def _begins(evidence: Evidence, amount: Amount) -> bool:
    """Whether a price stands beside what begins at a time: "orders opened on 7 May at 49,000"; it goes on from then."""
    token = evidence.root(amount.span)
    steps = 0
    while token.dep_ in ("pobj", "prep", "nummod", "compound", "quantmod") and steps < _STEPS:
        token, steps = token.head, steps + 1
    return steps > 0 and token.pos_ == "VERB" and token.lemma_.lower() in word_set("grammar", "beginnings")


#: Steps from a figure up to its verb: "opened at prices from 49,000".
_STEPS = 6


def is_owned(evidence: Evidence, finding: Finding) -> bool:
    """Whether a figure stands behind the "with" of a noun: "a shop with 500 seats"."""
    if finding.amount is None:
        return False
    root = evidence.root(finding.amount.span)
    return root.dep_ == "pobj" and root.head.lower_ == "with" and root.head.head.pos_ in ("NOUN", "PROPN")


def anchors_of(evidence: Evidence, finding: Finding) -> list[Token]:
    """The words from which time and manner are looked for: the value first."""
    if finding.amount is None:
        return list(finding.cue)
    root = evidence.root(finding.amount.span)
    return [root] if finding.link == "carried" else [root, *finding.cue]


def _beside(evidence: Evidence, finding: Finding, moment: Moment) -> bool:
    """Whether a relation is told within one phrase, and the time stands outside it."""
    if finding.object is None or finding.amount:
        return False
    ends = (evidence.root(finding.subject.span), evidence.root(finding.object.span))
    return in_phrase(evidence, (*ends, finding.cue[0]), moment)
