"""Takes a figure in its sentence; gives whether it is a change, which way, of what, and whether it is only compared.

Touches nothing. A fall is negative: that is how the ontology has it.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.slots.compared import is_against
from kg.extract.patterns.slots.values import negative
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Moment, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "figures")
#: Tokens before and behind a figure in which the words of a change are looked for.
_BEFORE, _BEHIND = 4, 3
_NO_MORE = re.compile(r"\b(?:no|not)\s\w+\sthan\s$")
_FAR = 9
_AS_MUCH = re.compile(
    r"\s(?:as\s\w+\b|the\s\w+\s(?:of|in|from|for|a|reported|sold)\b|that\sof\b|what\b|more\b|last\b|those\s(?:of|in)\b)"
)
#: "A 12% year-on-year decline", "a 31% annual jump".
_BASE = (
    r"(?:(?:year|month|quarter|week)[\s-](?:on|over)[\s-](?:year|month|quarter|week)|annual|yearly|monthly|quarterly|"
    r"sequential|yoy|y/y|y-o-y|mom|m/m|qoq|q/q)"
)
_TURNED = re.compile(
    rf"\s{_BASE}\s(?:(?!and\b|but\b|or\b|while\b|to\b)(?P<of>[a-z]+)\s)?(?P<way>[a-z]+)\b", re.IGNORECASE
)
_BASED = re.compile(rf"\s(?:{_BASE}\s)?", re.IGNORECASE)
_PAST = frozenset(("earlier", "ago", "before", "previously", "previous"))
_STOPS = frozenset((",", ";", ":", "(", ")", ".", "\n", "and", "but"))


#: The words of a rise or a fall: "cut by 300 people" has no doer, "watched by 300 people" has.
MOVED = words("falls") | words("rises")


def direction(evidence: Evidence, amount: Amount) -> int:
    """1 for a rise, -1 for a fall, 0 where the words around the figure tell of no change."""
    text = evidence.text
    start, end = amount.span.start, amount.span.end
    first, last = evidence.token(start), evidence.token(max(start, end - 1))
    sentence = first.sent
    behind = []
    for token in evidence.doc[last.i + 1 : min(sentence.end, last.i + 1 + _BEHIND)]:
        if token.lower_ in _STOPS:
            break
        behind.append(token)
    sign = text[start] if text[start] in "+-−" else text[start - 1 : start]
    multiplied = any(token.lower_ in words("multiples") for token in evidence.doc[first.i : last.i + 1])
    if sign == "+" or multiplied or _is_of_before(evidence, amount, last):
        return 1
    if sign in ("-", "−"):
        return -1 if _is_aside(evidence, first, behind) else 0
    turned = _TURNED.match(text, end)
    ways = ((turned["of"] or "").lower(), turned["way"].lower()) if turned else ()
    for word in (*(token.lower_ for token in behind[:2]), *ways):
        if word in words("less") or word in words("more"):
            return -1 if word in words("less") else 1
    if first.i > sentence.start and first.nbor(-1).lower_ == "by":
        verb = clause_of(first)
        if verb.lower_ in words("falls") or verb.lower_ in words("rises"):
            return -1 if verb.lower_ in words("falls") else 1
    for token in reversed(evidence.doc[max(sentence.start, first.i - _BEFORE) : first.i]):
        if token.lower_ in _STOPS or _is_reached(token):
            break
        if token.lower_ in words("falls"):
            return -1
        if token.lower_ in words("rises"):
            return 1
        if token.pos_ in ("VERB", "NOUN", "PROPN", "NUM"):
            break
    return 1 if behind and _is_base(behind[0]) else _taken_up(evidence, amount, first, last)


_BEFORE_OF = 2


def is_of_change(evidence: Evidence, amount: Amount) -> bool:
    """Whether a figure is said to be that "of" a rise or fall: "increases of 30%"."""
    first = evidence.token(amount.span.start).i
    if first < _BEFORE_OF or evidence.doc[first - 1].lower_ != "of":
        return False
    return evidence.doc[first - _BEFORE_OF].lower_ in words("rises") | words("falls")


def _taken_up(evidence: Evidence, amount: Amount, first: Token, last: Token) -> int:
    """The way of the verb before, where the figure is one more of its steps: "sales rose 2% to 5, costs 3% to 4"."""
    to = last.nbor() if last.i + 1 < last.sent.end else last
    ahead = (to.i + 1, to.i + 2) if to.lower_ == "to" else ()
    reached = next((evidence.amounts[one] for one in ahead if one in evidence.amounts), None)
    named = first.i > 0 and first.i - 1 in evidence.mentions  # "Acme slipped 2% to 5, Norton 3% to 4" is a row
    if named or reached is None or reached.quantity.unit == amount.quantity.unit:
        return 0
    for token in reversed(evidence.doc[first.sent.start : first.i]):
        if token.text in (";", ":"):
            break
        if token.pos_ == "VERB" and (token.lower_ in words("falls") or token.lower_ in words("rises")):
            return -1 if token.lower_ in words("falls") else 1
    return 0


def _is_of_before(evidence: Evidence, amount: Amount, last: Token) -> bool:
    """Whether it tells how many times as much as before: "double the figure of last May", "as many as a year ago"."""
    if amount.quantity.unit != "times" or not _AS_MUCH.match(evidence.text, amount.span.end):
        return False
    for token in evidence.doc[last.i + 1 : min(last.sent.end, last.i + 1 + _FAR)]:
        if token.i in evidence.moments or token.lower_ in _PAST:
            return True
        if token.i in evidence.mentions or token.text in _STOPS:
            return False
    return False


def _is_reached(to: Token) -> bool:
    """Whether what follows is where something came to: "slid to 15%", but not "cut by up to 15%"."""
    return to.lower_ == "to" and to.i > to.sent.start and to.nbor(-1).lower_ not in ("up", "close", "due")


def _is_base(token: Token) -> bool:
    return token.lower_.rstrip(".") in words("bases")


def _is_aside(evidence: Evidence, first: Token, behind: list[Token]) -> bool:
    """Whether a figure below zero is a change: its base follows, or it stands behind a comma or a bracket."""
    if behind and _is_base(behind[0]):
        return True
    before = evidence.doc[first.i - 1].text if first.i > first.sent.start else ""
    return before in ("(", ",")


def signed(amount: Amount, way: int) -> Amount:
    """The figure of a change, negative where it is a fall."""
    said = amount.quantity
    if way >= 0 or (said.number or said.low or said.high or 0) < 0:
        return amount
    return Amount(amount.span, negative(said))


#: What a place is called between commas: "sales in Norland, its largest market, fell 18%".
_ASIDE = re.compile(r",\s(?:its|their|the|now|a|an)\s[^,;\d]{0,48},")


def aside(text: str) -> frozenset[int]:
    """The code points of what only calls by another name what stands before its comma."""
    return frozenset(at for one in _ASIDE.finditer(text) for at in range(*one.span())) if "," in text else frozenset()


def measure_before(schema: Schema, evidence: Evidence, amount: Amount) -> tuple[str, int, int] | None:
    """The measure whose word stands nearest before the figure in its sentence, with where the word starts and ends."""
    term = schema.scopes.get("measure")
    if term is None or not term.cues:
        return None
    sentence = evidence.token(amount.span.start).sent
    start = max(sentence.start_char, evidence.text.rfind("\n", 0, amount.span.start) + 1)
    text = evidence.text[start : amount.span.start]
    found = None
    asides = aside(text)
    for match in cue_pattern(term.cues).finditer(text):
        if match.start() in asides:
            continue
        found = dict(term.cues)[match[0].casefold()], start + match.start(), start + match.end()
    return found


def measure_behind(schema: Schema, evidence: Evidence, amount: Amount) -> tuple[str, int, int] | None:
    """The measure of "50% more revenue", "a 12% rise in sales", "more than doubled its sales"."""
    term = schema.scopes.get("measure")
    if term is None or not term.cues:
        return None
    end = amount.span.end
    verb = amount.quantity.unit == "times" and amount.span.text.split()[-1].lower() in words("multiples")
    match = (_DOUBLED if verb else _turn()).match(evidence.text, end)
    found = match and cue_pattern(term.cues).match(evidence.text, match.end())
    while verb and match and not found and (match := _WORD.match(evidence.text, match.end())):
        found = cue_pattern(term.cues).match(evidence.text, match.end())
    if found is None and (based := _BASED.match(evidence.text, end)):  # "a 2% revenue increase"
        own = cue_pattern(term.cues).match(evidence.text, based.end())
        way = own and _WORD_BEHIND.match(evidence.text, own.end())
        found = own if way and way[1].lower() in words("less") | words("more") else None
    return (dict(term.cues)[found[0].casefold()], found.start(), found.end()) if found else None


#: What stands between "doubled" and what was doubled, and the words before that: "its quarterly sales".
_DOUBLED = re.compile(r"\s+(?:its|their|the)\s+")
_WORD_BEHIND = re.compile(r"\s([a-z]+)\b", re.IGNORECASE)
_WORD = re.compile(r"(?!and\b|in\b|of\b|to\b|for\b)[\w'’-]+\s+")


@cache
def _turn() -> re.Pattern[str]:
    turns = sorted(words("less") | words("more"), key=len, reverse=True)
    return re.compile(rf"\s+(?i:{_BASE}\s+)?(?:{'|'.join(map(re.escape, turns))})\s+(?:in\s+|of\s+)?(?:its\s+|the\s+)?")


@cache
def cue_pattern(cues: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Any of the words of a scope, the longest first."""
    longest = sorted((re.escape(cue) for cue, _ in cues), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])", re.IGNORECASE)


def compared(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is only what another one is measured by: "from 20,000", "against 5 billion"."""
    doc = evidence.doc
    first = evidence.token(amount.span.start)
    at = first.i - 1
    while at >= first.sent.start and doc[at].lower_ in ("the", "a", "an", "about", "around", "roughly", "its", "some"):
        at -= 1
    if at < first.sent.start:
        return False
    word = doc[at].lower_
    if reaches(evidence, amount):
        return False
    if word in words("expected") or word in words("compared"):
        return True
    if word in ("with", "to") and at > first.sent.start and doc[at - 1].lower_ == "compared":
        return True
    return word == "from" and _moves(evidence, at, first.sent.start)


def reaches(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure behind "than" is the one that was reached: "got no further than 600 km"."""
    before = evidence.text[max(0, amount.span.start - 24) : amount.span.start]
    return bool(_NO_MORE.search(before.lower()))


def _moves(evidence: Evidence, at: int, start: int) -> bool:
    """Whether "from" here opens a change: after a word of change, a bracket or another figure."""
    for token in reversed(evidence.doc[max(start, at - 6) : at]):
        if token.i in evidence.amounts or token.lower_ in words("falls") or token.lower_ in words("rises"):
            return True
        if token.text in (",", ";"):
            return False
        if token.text == "(" or token.lemma_ in ("narrow", "widen", "go", "double", "move", "change"):
            return True
    return False


def time_behind(evidence: Evidence, amount: Amount, *, counted: bool = False) -> Moment | None:
    """The time right behind a figure: "28,000 in May", "5,000 for the first quarter"; `counted`: "500 sold in May"."""
    doc = evidence.doc
    last = evidence.token(max(amount.span.start, amount.span.end - 1))
    first = last.i + 1 + (counted and last.i + 2 < len(doc) and last.nbor().lower_ in words("counted"))
    for token in doc[first : min(last.sent.end, first + _BEHIND)]:
        if moment := evidence.moments.get(token.i):
            is_base = doc[token.i - 1].lower_ in ("on", "over") and len(moment.when.text) < len("2025-01-01")
            return None if is_base or is_against(evidence, moment) else moment  # "up 6% on 2024"
        if token.pos_ not in ("ADP", "DET", "NOUN") or "\n" in token.text or token.lower_ in words("compared"):
            return None
        if token.lower_ == "from" and not _OF_RECORD.search(evidence.text[: amount.span.start][-_RECORD_REACH:]):
            return None
    return None


#: "Its record of 42,517 units from December".
_OF_RECORD, _RECORD_REACH = re.compile(r"\b(?:record|high|peak|best)\s(?:of|with)\s(?:about\s|some\s)?$"), 24


def own_time(evidence: Evidence, amount: Amount) -> Moment | None:
    """The time that a compared figure brings itself: "against 4.27 million in 2024", "(Q2 2024: -134.5%)"."""
    for index in range(-3, 4):
        edge = evidence.token(amount.span.start).i if index < 0 else evidence.token(amount.span.end - 1).i
        place = edge + index
        if not 0 <= place < len(evidence.doc):
            continue
        moment = evidence.moments.get(place)
        if moment and any(sign.isdigit() for sign in moment.span.text) and moment.when.start:
            between = evidence.text[min(moment.span.end, amount.span.end) : max(moment.span.start, amount.span.start)]
            if not set(between) & set(",;.)"):
                return moment
    return None


def goes_on(evidence: Evidence, before: Amount, amount: Amount) -> bool:
    """Whether the change is one more in the direction of the one before: "down 34% YoY and 46% MoM"."""
    between = evidence.text[before.span.end : amount.span.start].lower().replace(",", " , ").split()
    return bool(between) and all(word in words("bases") or word in ("and", ",") for word in between)
