"""Takes a time of an article; gives whether it belongs to something beside what is told; touches nothing.

It may only serve a comparison ("than a year earlier"), date the rival of a figure or stand in an aside.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.model import Moment

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_MAX_STEPS = 12
_PEAK_REACH = 48
_COMPARED = re.compile(
    r"\b(?:compared\s(?:to|with)|versus|vs\.?|than(?:\s(?:in|for|during))?|relative\sto)\s(?:the\s)?$"
)
#: "11% growth on October 2024": a month or more is no day on which something is.
_LONG = re.compile(r"\d{4}(?:-\d\d|-[QH]\d)?")
#: "Jumped on the previous week", "below the same month of last year".
_AGAINST, _OTHER = (" on ", " below ", " above "), ("the same ", "the previous ", "the prior ", "the preceding ")
_SPAN = ("the past ", "the last ", "the first ", "the course ")
#: "A third below May last year": no time lies lower than a figure.
_LOWER = re.compile(r"\b(?:below|above)\s(?:the\s|a\s|its\s)?$")
#: "A rise of 5% from May", "its 5% growth over 2024": what moved was somewhere else then.
_MOVED = re.compile(
    r"(?:%|\bper\s?cent|\b(?:up|down|rise|increase|gain|growth|jump|fall|drop|decline|decrease|slump|improvement))"
    r"(?:\sin\s(?:[a-z]+\s)?[a-z]+)?"  # "a drop in sales from May"
    r"\s(?P<word>from|over)\s$"
)
#: "Nearly double the figure of last May", "three times that of 2023".
_MULTIPLIED = re.compile(
    r"\b(?:twice|double|triple|quadruple|half|times|thrice)\s(?:the\s\w+|that|those)\s(?:of|in|from|for)\s(?:the\s)?$"
)
#: "40% below the peak of June": since then.
PEAK = re.compile(
    r"\b(?:below|from|off|under|above|short\sof)\s(?:its|their|the|an?|his|her)\s(?:[\w-]+\s){0,2}?"
    r"(?:peak|high|low|top|trough|bottom|record|maximum|all-time\shigh)\s(?:of|in|from|on|at|(?:reached|hit|set|seen)\s(?:in|on)|last)?\s?"
    r"(?:early\s|late\s|mid-)?$"
)


def is_compared(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time dates only what something is set against."""
    root = evidence.root(moment.span)
    if _is_peak(evidence, moment):
        return True
    before = evidence.text[max(0, moment.span.start - 24) : moment.span.start]
    if is_against(evidence, moment) or is_of_peak(evidence, moment):
        return True
    if _COMPARED.search(before) or (before.endswith(" on ") and _LONG.fullmatch(moment.when.text)):
        return True
    opens = moment.span.text.split()[0].lower() in words("earlier")  # "before June" is no time of a comparison
    if any(one.lower_ in words("earlier") for one in evidence.doc[root.i + opens : min(root.i + 3, root.sent.end)]):
        return True
    for step, token in enumerate(root.ancestors):
        if step > _MAX_STEPS or token.pos_ in ("VERB", "AUX"):
            return False
        begins = token.lower_ == "from" and ("/" in moment.when.text or token.head.lemma_ in words("beginning"))
        if token.lower_ in words("compares") and not begins:
            return True  # "from January to May" is when, and "becomes head from May"
    return False


def is_against(evidence: Evidence, moment: Moment) -> bool:
    """Whether a figure is set against that of the time: "up on the previous week", "a third below May last year"."""
    before = evidence.text[max(0, moment.span.start - 24) : moment.span.start]
    if before.endswith(_AGAINST) and moment.span.text.lower().startswith(_OTHER):
        return True
    moved = _MOVED.search(evidence.text, max(0, moment.span.start - _PEAK_REACH), moment.span.start)
    if moved and "/" not in moment.when.text and (moved["word"] == "from" or _LONG.fullmatch(moment.when.text)):
        return not moment.span.text.lower().startswith(_SPAN)
    if _MULTIPLIED.search(evidence.text, max(0, moment.span.start - _PEAK_REACH), moment.span.start):
        return True
    owns = evidence.text.startswith(("'s", "’s"), moment.span.end)  # "above Tuesday's close"
    return bool(_LOWER.search(before)) and not owns


def is_of_peak(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time is that of the peak from which a share or the like has come: "below its high of June"."""
    return bool(PEAK.search(evidence.text[max(0, moment.span.start - _PEAK_REACH) : moment.span.start]))


def _is_peak(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time only says since when a figure is the greatest or least: "the lowest since May"."""
    text = evidence.text[max(0, moment.span.start - _PEAK_REACH) : moment.span.end].lower()
    before, since, _ = text.rpartition("since ")
    return bool(since) and bool(word_set("figures", "peaks") & set(before.split()))


def is_aside(evidence: Evidence, moment: Moment, anchors: list[Token]) -> bool:
    """Whether the time stands in what is said of the subject between commas: "Acme, first for most of 2025, sold"."""
    root = low = evidence.root(moment.span)
    while low.head.i != low.i and not (low.head.i < low.i and low.head.dep_ in ("nsubj", "nsubjpass")):
        if low.pos_ in ("VERB", "AUX"):
            return False
        low = low.head
    first, last = low.left_edge.i, low.right_edge.i
    if low.head.i == low.i or first - 1 <= low.head.i or last + 1 >= root.sent.end or root.head.i == low.i:
        return False
    if evidence.doc[first - 1].text != "," or evidence.doc[last + 1].text != ",":
        return False
    inside = evidence.doc[first : last + 1]
    return not any((one.text[:1].isdigit() and one.i in evidence.amounts) or one in anchors for one in inside)


_ROUGHLY = (
    r"(?:\s(?:just|only|over|under|about|around|some|almost|nearly|roughly|barely|more\sthan|less\sthan|fewer\sthan))"
)
_RIVAL = re.compile(
    rf"\b(?:(?:against|versus|vs\.?|compared\s(?:with|to)|(?:up|down)\sfrom|from){_ROUGHLY}{{0,2}}\s[^,;.()\n]{{0,4}}\d"
    rf"|(?:(?<=%\s)|(?<=cent\s)|(?<=growth\s)|(?<=increase\s))over\s[^\w,;.()\n]{{0,3}}\d"
    rf"|after{_ROUGHLY}{{0,2}}\s[^\w,;.()\n]{{0,3}}\d+(?:,\d{{3}}|\.\d|\smillion))"
    r"[^;()\n]{0,32}\s(?:(?:in|for|during|of|on)\s)?(?:the\s)?$"
)


def dates_rival(evidence: Evidence, moment: Moment, anchors: list[Token]) -> bool:
    """Whether the time dates the figure that another is set against: "500, against 400 in May"."""
    before = max(evidence.token(moment.span.start).sent.start_char, moment.span.start - 64)
    match = _RIVAL.search(evidence.text[before : moment.span.start])
    if match is None:
        return False
    return all(anchor.idx < before + match.start() or anchor.idx > moment.span.end for anchor in anchors[:1])
