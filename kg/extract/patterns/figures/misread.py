"""Takes a figure in its article; gives whether its own words or those right beside it bar any reading; touches nothing.

A digit in a name ("the Zed4", "the Zed 300+"), figures in a row ("5080/1999/1780 mm"), somebody without a name ("a
19-year-old"), what another figure lies above, the time in which something is the most ("the best in three years").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figureplaces import is_epithet
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.slots.values import COUNT
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "figures")
_ROW_BEHIND = re.compile(r"\s?[a-z]{0,3}\s?/\s?\d")
_ROW_BEFORE = re.compile(r"\d[a-z]{0,3}\s?/\s?$")
#: How far a row is looked for, in characters; how far what is best stands before "in three years", in tokens.
_REACH, _NEAR, _FAR, _FILLED = 8, 5, 60, 3
_END_BEFORE = re.compile(r"(?:\bto|0\s?[-–])\s?$")
_TIMED_BEHIND = re.compile(r"\s(?:in|takes?|took)\s(?:[a-z]+\s){0,2}[\d.]+\s?(?:s|sec|seconds?|minutes?)\b")
_TIMED_BEFORE = re.compile(r"\d\s?(?:s|sec|seconds?)\s(?:for\s)?(?:(?:the|a|its)\s[a-z]+\s)?(?:from\s[\w.]+\s)?to\s?$")
#: How many clauses outwards a wish is looked for.
_CLAUSES = 3
_MORE_THAN = re.compile(
    r"(?:\s+\([^()]{0,24}\)|\))?\s+(?:(?:more|less|fewer)\s+(?:[\w-]+\s+){0,3}?than\b|fewer\s+\w"
    r"|(?:bump|advantage|edge|lead|boost|upgrade)\s+over\b)"
)
_PAST = re.compile(r"\bby\s+(?:just\s|only\s|about\s|around\s|nearly\s|almost\s|some\s|over\s|more\sthan\s)?$")
_IN_ROW = re.compile(r"\s(?:in a row|in succession|running|on the trot)\b")
_THINGS = ("nsubj", "nsubjpass", "dobj", "pobj")
_FRAMES = frozenset(("first", "past"))
_WITHIN = frozenset(("in", "for"))
_OWNING = frozenset(("of", "in", "at", "from", "for"))


def is_misread(evidence: Evidence, amount: Amount, first: Token) -> bool:
    """Whether the figure, which starts with the token, is none that says something of a thing."""
    if first.i in evidence.mentions and " " not in amount.span.text and not is_epithet(evidence, amount):
        return True
    if _is_end(evidence, amount):
        return True
    if first.lower_ in words("beyond") and is_goal(evidence, first):
        return True
    if _in_row(evidence, amount) or _is_somebody(evidence, amount) or _STOCK.match(evidence.text, amount.span.end):
        return True
    if _is_wished(evidence, amount) or _is_filled(evidence, amount, first):
        return True
    return _ends_name(evidence, amount, first) or _is_frame(evidence, amount, first)


#: "Has 4,000 lamps in stock": what lies in a store was neither made nor sold.
_STOCK = re.compile(r"\s(?:[\w-]+\s){0,2}(?:in stock|unsold|in inventory)\b")


def _is_wished(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is only what a share of many would like: "70% wanted a lamp below 300 yuan"."""
    root = evidence.root(amount.span)
    verb = clause_of(root)
    for _ in range(_CLAUSES):
        wished = verb.lemma_ in words("wishes") or any(one.lower_ in words("wishing") for one in verb.children)
        for one in subjects(verb) if wished else ():
            if one.is_ancestor(root) or one == root or one.i in evidence.mentions:
                continue
            if one.i in evidence.amounts or one.lemma_.lower() in words("askers"):
                return True
        if verb.head.i == verb.i:
            break
        verb = clause_of(verb.head)
    return False


def _is_filled(evidence: Evidence, amount: Amount, first: Token) -> bool:
    """Whether the figure says how full something gets: "recharges from 10 to 80 per cent", "an 80% charge"."""
    if amount.quantity.unit != "percent":
        return False
    last = evidence.token(amount.span.end - 1).i
    behind = evidence.doc[last + 1 : last + 1 + _FILLED]
    if any(one.lower_ in words("filling") for one in behind[:1]):
        return True
    led = first.i > first.sent.start and first.nbor(-1).lower_ in ("from", "to", "between")
    if not led and amount.quantity.low == amount.quantity.high:
        return False
    before = evidence.doc[max(first.sent.start, first.i - _REACH) : first.i]
    return any(one.lower_ in words("filling") for one in (*before, *behind)) and not any(
        one.lower_ in ("on", "per") for one in behind[:1]
    )


def _is_end(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is the end of what takes so long: "to 100 km/h in 3 seconds", "3.2 seconds to 100 km/h"."""
    text, start, end = evidence.text, amount.span.start, amount.span.end
    if not _END_BEFORE.search(text, max(0, start - _FAR), start):
        return False
    timed = _TIMED_BEHIND.match(text, end) or _TIMED_BEFORE.search(text, max(0, start - _FAR), start)
    return amount.quantity.unit not in ("", COUNT) and timed is not None


def _is_somebody(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure itself stands for somebody whom nobody names: "trapped a 19-year-old"."""
    last = evidence.token(amount.span.end - 1)
    old = next((one for one in evidence.doc[last.i : last.i + 3] if one.lower_.endswith("old")), None)
    return old is not None and "-" in evidence.text[amount.span.start : old.idx] + old.text and old.dep_ in _THINGS


def is_goal(evidence: Evidence, before: Token) -> bool:
    """Whether the figure is what another one, or a best thing, lies above: "5 per cent above its official 568 km"."""
    doc, at, start = evidence.doc, before.i, before.sent.start
    while at > start and doc[at].pos_ in ("ADJ", "DET", "PRON", "SYM"):
        at -= 1
    if doc[at].lower_ not in words("beyond") or at == start:
        return False
    opening = doc[max(start, at - _REACH) : at]
    best = any(one.lower_.partition("-")[0] in words("peaks") or one.lower_ in words("runs") for one in opening)
    return at - 1 in evidence.amounts or (best and doc[at - 1].pos_ in ("NOUN", "PROPN"))


def is_measured_by(evidence: Evidence, subject: Mention, amount: Amount) -> bool:
    """Whether the thing is only what the figure before it is measured by: "15%, more than Norton managed".

    "No maker sold more lamps than Norton" tells of Norton.
    """
    if amount.span.text.lower().startswith(("no ", "nobody ")):
        return False
    start = subject.span.start
    return amount.span.end <= start and evidence.text.endswith((" than ", " than the "), 0, start)


def is_aside(evidence: Evidence, cue: Iterable[Token], amount: Amount) -> bool:
    """Whether the figure is that of a fee or a refund that no cue tells: "including a $900 delivery charge"."""
    last = evidence.token(amount.span.end - 1)
    if last.i + 1 >= len(evidence.doc) or last.nbor().pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    noun = last.nbor()
    while noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i and noun.head.i - last.i <= _FILLED + 1:
        noun = noun.head
    return noun.lower_ in words("asides") and noun not in cue


def is_more_than(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure says how far one thing lies from another: "400 hp more than the Norton", "beat it by 400"."""
    start, end = amount.span.start, amount.span.end
    if _MORE_THAN.match(evidence.text, end):
        return True
    by = _PAST.search(evidence.text, max(0, start - _FAR), start) if amount.quantity.unit != "times" else None
    return by is not None and evidence.token(by.start()).head.lemma_.lower() in words("passing_by")


def described_by(evidence: Evidence, amount: Amount) -> Token | None:
    """The noun that a figure with a hyphen describes: "an 8-tonne lorry"."""
    last = evidence.token(amount.span.end - 1)
    noun = last.head
    hyphened = "-" in amount.span.text and noun.i == last.i + 1 and noun.pos_ == "NOUN"
    return noun if hyphened and last.dep_ in ("compound", "amod", "nmod") else None


def _ends_name(evidence: Evidence, amount: Amount, first: Token) -> bool:
    """Whether the figure is the end of the name right before it: "the Alpha 300+"."""
    return amount.span.text.endswith("+") and first.i > first.sent.start and first.i - 1 in evidence.mentions


def _is_frame(evidence: Evidence, amount: Amount, first: Token) -> bool:
    """Whether the figure is the time in which something else is the most: "the best in three years"."""
    last = evidence.token(amount.span.end - 1)
    if last.lemma_.lower() not in words("spans") or first.i == first.sent.start:
        return False
    if _IN_ROW.match(evidence.text, amount.span.end):  # "among the top three for 19 quarters in a row"
        return False
    if first.nbor(-1).lower_ in _FRAMES:
        return True
    if first.nbor(-1).lower_ not in _WITHIN:
        return False
    return any(
        one.lower_ in words("peaks") for one in evidence.doc[max(first.sent.start, first.i - _NEAR + 1) : first.i]
    )


def _in_row(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is one of several with strokes between, of which each measures something else."""
    start, end = amount.span.start, amount.span.end
    behind = evidence.text[end : end + _REACH]
    return bool(_ROW_BEHIND.match(behind) or _ROW_BEFORE.search(evidence.text[max(0, start - _REACH) : start]))


def governor(evidence: Evidence, first: Token) -> Token | None:
    """The word before a figure, without those that only say how exact it is."""
    for index in range(first.i - 1, first.sent.start - 1, -1):
        token = evidence.doc[index]
        if token.lower_ not in words("vague") and token.pos_ != "SYM":
            return token
    return None


def is_for_another(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is for a name right behind it that nobody knows: "3 seconds for its 001 XY"."""
    doc, at = evidence.doc, evidence.token(amount.span.end - 1).i + 1
    if at + 2 >= len(doc) or doc[at].lower_ not in words("whose"):
        return False
    at += 2 if doc[at + 1].pos_ in ("DET", "PRON") else 1
    named = doc[at].pos_ == "PROPN" or (doc[at].text.isdigit() and doc[at].nbor().text[:1].isupper())
    return named and not {at, at + 1} & (evidence.mentions.keys() | evidence.moments.keys())


def is_of_field(evidence: Evidence, measure: Token, whose: Mention) -> bool:
    """Whether a measure is of things that no name tells: "DVD output", "sales of lamps and lanterns"."""
    for child in measure.children:
        named = child.text.isupper() and child.lower_ not in words("standards")
        if child.i < measure.i and named and child.dep_ in ("compound", "nmod"):
            layers = evidence.mentions, evidence.moments, evidence.amounts
            if not any(child.i in layer for layer in layers):
                return True
        if child.lower_ == "of" and child.i > measure.i:
            fields = [one for one in child.children if one.dep_ == "pobj" and one.tag_ == "NNS"]
            if fields and not _is_of(evidence, fields[0], whose):
                return True
    return False


def _is_of(evidence: Evidence, field: Token, whose: Mention) -> bool:
    """Whether the things are told by a name or a figure, or are those of the given one: "sales of its lamps"."""
    if field.i in evidence.mentions or field.i in evidence.amounts or field.i in evidence.moments:
        return True
    named = (evidence.mentions.get(one.i) for one in field.subtree)
    return any(one is not None and evidence.entity(one) == evidence.entity(whose) for one in named)


def is_of_part(evidence: Evidence, cue: Iterable[Token]) -> bool:
    """Whether a measure is that of a part of a firm that nobody knows: "the segment's margin", "loss of the unit"."""
    for measure in cue:
        owners = [one for one in measure.children if one.dep_ == "poss"]
        owners += [one for child in measure.rights if child.lower_ in _OWNING for one in child.children]
        owners += [one for each in owners for one in each.rights if one.dep_ == "conj"]  # "of the lamp and shade unit"
        owners = [one for one in owners if one.i not in evidence.mentions and one.i not in evidence.amounts]
        if any(one.tag_ == "NN" and one.lemma_.lower() in words("owned_parts") for one in owners):
            return True
    return False


def is_change(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure stands before a noun that makes a change of it: "represented a 30% annual rise"."""
    root = evidence.root(amount.span)
    noun = root.head if root.dep_ in ("compound", "nmod", "amod", "nummod") and root.head.i > root.i else root
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in words("less") | words("more") | words("rises")


def is_some(noun: Token) -> bool:
    """Whether the noun is some of many: "some lamp shares"."""
    return noun.tag_ in ("NNS", "NNPS") and any(child.lower_ in words("several") for child in noun.children)
