"""Takes a finding, the manner of its clause and its scope; gives how it is claimed; touches nothing.

Manner is what the sentence says of the clause. Here it meets what the finding itself says: a target is planned, a duty
is what is stated, what somebody wants is not yet there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality import unreal
from kg.extract.patterns.modality.manner import Manner
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.timing import is_to_come, is_unfinished
from kg.extract.patterns.syntax import clauses
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Condition, Moment, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
#: How far before a figure the words of a forecast stand.
_NEAR = 72
#: What a bound becomes where it is denied.
_DENIED = {"more-than": "at-most", "less-than": "at-least", "at-least": "less-than", "at-most": "more-than"}
#: A year, a half, a quarter.
_LONG = re.compile(r"\d{4}(?:-[QH]\d)?")
_DOWN = ("nummod", "compound", "conj", "amod", "pobj", "prep", "quantmod")


@dataclass(frozen=True, slots=True)
class Stance:
    """How a claim is put: its modality, whether it is negated, and what it hangs on."""

    modality: str
    negated: bool = False
    condition: Condition | None = None


def _denies(figure: Quantity) -> bool:
    """Whether the figure itself holds the denial: "nobody was hurt", "no maker sold more than Norton"."""
    return figure.number == 0 or figure.text[:3].lower() == "no "


def denied(finding: Finding, manner: Manner) -> tuple[Finding, Manner]:
    """What is not more than a figure is at most that: "will not cost more than 300", "is not sold for less than 5"."""
    turned = _DENIED.get(finding.amount.quantity.bound or "") if finding.amount and manner.negated else None
    if finding.amount is None or turned is None:
        return finding, manner
    quantity = replace(finding.amount.quantity, bound=turned)
    return replace(finding, amount=replace(finding.amount, quantity=quantity)), replace(manner, negated=False)


def read_stance(
    evidence: Evidence, finding: Finding, manner: Manner, scope: Mapping[str, str], value: Token
) -> Stance | str:
    """The stance, or why the finding is no claim. `value` is the word that the value hangs on."""
    if finding.link == "barred" or (finding.link == "words" and finding.cue[0].dep_ == "aux"):
        return Stance("asserted")
    if finding.amount is None and _tells_who(finding):
        return "only who is meant"
    if finding.amount and _denies(finding.amount.quantity):
        manner = replace(manner, negated=False)
    if manner.negated and finding.amount:
        return "a figure that is not so"
    modality = manner.modality
    if (
        finding.link in ("fault", "reason")
        and modality == "predicted"
        and manner.cues[:1]
        and manner.cues[0].lower() in _chances()
    ):
        modality = "asserted"  # a seat that may fail has a fault
    if scope.get("counting") == "target" and modality in ("asserted", "opinion"):
        modality = "planned"
    if modality == "asserted" and (any(one.lemma_ in words("planning") for one in finding.cue) or _is_wanted(value)):
        modality = "planned"
    if (
        finding.link == "speech"
    ):  # the words hold their own negation, and who denies them is asked by the verb of saying
        if manner.negated and clauses.is_infinitive(finding.cue[0]):
            return "nothing was said"  # "has yet to disclose its price"
        modality = "denied" if _plans_nothing(finding.cue[0]) else modality
        foreseen = any(one.tag_ == "MD" for one in finding.cue[0].children)  # "prices may fall unless sales recover"
        return Stance(modality if modality != "conditional" else "predicted" if foreseen else "asserted")
    condition = _condition(evidence, manner)
    if modality == "conditional" and condition is None:
        return "conditional without a condition"
    return Stance(modality, manner.negated and finding.link != "fault", condition)


def ahead(
    evidence: Evidence, finding: Finding, stance: Stance, moment: Moment | None, directives: Mapping[str, str]
) -> Stance | None:
    """The stance of what is told as a fact and by its time cannot be one yet; None where it is only needed."""
    if stance.modality != "asserted":
        return stance
    value = evidence.root(finding.amount.span) if finding.amount else finding.cue[0]
    if finding.amount is None and (_is_done(value) or _is_uttered(value) or _is_moved(finding, value)):
        return stance  # "has signed an agreement for next year", "keeps its forecast for next year"
    if is_to_come(evidence, value, moment):
        return replace(stance, modality="predicted" if finding.amount else "planned")
    if finding.amount is None or directives.get("counting") != "in-period":
        return _reckoned(evidence, value, stance, moment) if finding.amount else stance
    verb = clause_of(value)
    if unreal.is_needed(verb):
        return None
    if is_unfinished(evidence, moment):
        if unreal.revises(verb):
            return replace(stance, modality="planned")
        if _is_long(moment) and not unreal.is_told_of_past(verb):
            return replace(stance, modality="predicted")
    return _reckoned(evidence, value, stance, moment)


def _is_done(verb: Token) -> bool:
    """Whether a verb of the past tells a deed that is over: "signed", "has signed"; "was to sign" and "had" do not."""
    helps = {one.lower_ for one in verb.children if one.dep_ in ("aux", "auxpass")}
    return verb.pos_ == "VERB" and ((verb.tag_ == "VBD" and not helps) or (verb.tag_ == "VBN" and helps in _PERFECT))


def _tells_who(finding: Finding) -> bool:
    """ "A discount for customers who order by May": which ones are meant, and nothing that anybody has done."""
    verb = finding.cue[0]
    if verb.dep_ not in ("relcl", "acl") or verb.tag_ not in ("VBP", "VBG") or verb.head.tag_ != "NNS":
        return False
    who, span = verb.head, finding.subject.span
    apart = any(one.dep_ in ("det", "nummod", "poss", "amod") for one in who.children)
    taker = who.lemma_.lower() in word_set("manner", "planned.takers")
    helped = any(one.dep_ == "aux" for one in verb.children)
    return taker and not (apart or helped) and span.start <= who.idx < span.end


def _is_moved(finding: Finding, verb: Token) -> bool:
    """ "The date had been pushed back to 2031": it has been, though the date is to come."""
    helps = {one.lower_ for one in verb.children if one.dep_ in ("aux", "auxpass")}
    return finding.link in ("speech", "deed", "undergone") and verb.tag_ == "VBN" and helps in _UNDERGONE


def _is_uttered(verb: Token) -> bool:
    """ "Keeps its forecast for next year", "expresses hope for it": told now of what is to come."""
    objects = (one for one in verb.children if one.dep_ in ("dobj", "obj") and one.i > verb.i)
    ahead_of = any(one.lemma_.lower() in word_set("manner", "predicted.uttered") for one in objects)
    return verb.tag_ in ("VBZ", "VBP") and ahead_of


#: What stands before what somebody has done.
_PERFECT = ({"has"}, {"have"}, {"'s"}, {"'ve"})
#: What stands before what has been done to something.
_UNDERGONE = ({"was"}, {"were"}, {"has", "been"}, {"have", "been"}, {"had", "been"})


def foretold(evidence: Evidence, finding: Finding, stance: Stance, directives: Mapping[str, str]) -> Stance:
    """The stance of what can only be foreseen: what will come by itself, or a figure beside words of a forecast.

    What is offered is not given yet: a figure beside words of a promise is planned.
    """
    if stance.modality in ("asserted", "planned") and "foreseen" in directives:
        aux = (one for one in clause_of(finding.cue[0]).children if one.dep_ == "aux")
        will = any(one.lower_ in ("will", "'ll", "’ll", "shall") for one in aux)
        return replace(stance, modality="predicted") if will else stance
    if finding.amount is None or stance.modality not in ("asserted", "planned"):
        return stance
    if "forecast" in directives:
        if _is_forecast(evidence, finding, directives["forecast"]):
            return replace(stance, modality="predicted")
        if stance.modality == "planned" and finding.lead is not None and finding.lead.term is finding.term:
            return replace(stance, modality="predicted")  # goes on with the targets of several houses
        start = finding.amount.span.start
        before = evidence.text[max(0, start - _NEAR) : start]
        if re.search(_SET_AGAINST, before) and _forecasts(directives["forecast"]).search(before):
            return replace(stance, modality="asserted")
    if (
        "lasting" in directives
        and stance.modality == "planned"
        and clause_of(evidence.root(finding.amount.span)).lemma_ == "promise"
    ):
        return replace(stance, modality="asserted")  # "promises 500 km" of what it sells
    if "promised" in directives and clause_of(evidence.root(finding.amount.span)).lemma_ in directives[
        "promised"
    ].split("|"):
        return replace(stance, modality="planned")
    return stance


def _is_forecast(evidence: Evidence, finding: Finding, forecasts: str) -> bool:
    """Whether words of a forecast stand before the figure, or before the one whose list it goes on."""
    one: Finding | None = finding
    while one is not None and one.amount is not None:
        start = one.amount.span.start
        if _beside(forecasts).search(evidence.text[max(0, start - _NEAR) : start]):
            return True
        lead = one.lead if one.lead is not None and one.lead.term is finding.term else None
        between = evidence.text[lead.amount.span.end : start] if lead is not None and lead.amount else ""
        one = None if re.search(_SET_AGAINST, between) else lead
    return False


@cache
def _forecasts(words_: str) -> re.Pattern[str]:
    """The words of a forecast."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words_.split('|')))})\b")


@cache
def _beside(words_: str) -> re.Pattern[str]:
    """The words of a forecast before a figure, with nothing between that sets it against one: "35% above the close"."""
    return re.compile(rf"{_forecasts(words_).pattern}(?:(?!{_SET_AGAINST})[^.;\n]|\.\d)*$")


#: What is not the forecast itself, but what it is measured by.
_SET_AGAINST = (
    r"(?:\b(?:above|below|over|under|than|close[sd]?|closing|trad\w+|shares?\s(?:rose|fell|were|closed)|stock|upside"
    r"|after|while|last|now)\b)"
)


@cache
def _chances() -> frozenset[str]:
    return word_set("manner", "predicted.modals")


def _reckoned(evidence: Evidence, value: Token, stance: Stance, moment: Moment | None) -> Stance:
    if _is_reckoned(value) and is_unfinished(evidence, moment):
        return replace(stance, modality="predicted")
    return stance


def _is_long(moment: Moment | None) -> bool:
    """Whether a time is a year, a half or a quarter: its sum is not known before it ends."""
    return moment is not None and _LONG.fullmatch(moment.when.text) is not None


def _is_reckoned(value: Token) -> bool:
    """Whether somebody takes a figure to be so high: "puts shipments of 2026 at 300"."""
    verb = clause_of(value)
    at = any(child.lower_ == "at" for child in verb.children)
    return verb.lemma_ in word_set("speech", "estimating") or (at and verb.lemma_ in word_set("speech", "reckoning"))


def _condition(evidence: Evidence, manner: Manner) -> Condition | None:
    if manner.condition is None:
        return None
    written = evidence.article.body[manner.condition.start : manner.condition.end]
    return None if "\n" in written else Condition(words=written)


def _plans_nothing(verb: Token) -> bool:
    """ "Had no plans for a sale"."""
    nouns = (one for one in verb.children if one.dep_ in ("dobj", "obj", "attr", "nsubj") and clauses.has_no(one))
    return any(one.lemma_.lower() in word_set("manner", "planned.nouns") for one in nouns)


def _is_wanted(token: Token) -> bool:
    """Whether what the token stands in is the object of a wish: "wants 10,000 new shops"."""
    while token.dep_ in _DOWN and token.head.i != token.i:
        token = token.head
    return token.dep_ in ("dobj", "conj", "npadvmod") and token.head.lemma_ in words("wanting")
