"""Takes a finding and the words around it; gives the scope that makes its figure comparable; touches nothing.

What the counting of a figure is told by stands in `lexicon/grammar.yaml`; the words of the other scopes (test cycles,
kinds of order, ways of accounting) are labels of the concepts in `ontology/scopes/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import ENTITY, Amount, Moment, Schema, ScopeTerm, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_AROUND, _BEHIND = 48, 24
#: What grew may be named further behind: "a 12% year-on-year increase in orders".
_FAR_BEHIND = {"measure": 44}
#: Words between a figure and the "a month" that makes it a pace.
_RATE_GAP = 5
_PERIODS = ("month", "week", "day", "hour", "quarter", "year")


def counting(
    evidence: Evidence, amount: Amount, cue: Token, moment: Moment | None, default: str
) -> tuple[str, str | None]:
    """How the figure counts, "in-period", "cumulative", "rate" or "target", and for a rate per which time."""
    if per := _period(evidence, amount, cue, moment):
        return "rate", per
    if _near_target(evidence, amount, cue):
        return "target", None
    passes = cue.lemma_ in words("passing") or _verb_of(cue).lemma_ in words("passing")
    spans = _in_span(evidence, amount, aside=moment is None) and not (moment and _is_period(moment))
    if (spans and not passes) or (moment and _SINCE.match(moment.span.text)):
        return "in-period", None
    near = _own_words(evidence, amount, cue)
    if moment and _is_period(moment) and not _up_to(evidence, moment):
        near = _SUMS.sub("", near)
    if (moment and _up_to(evidence, moment)) or _has(_peaks().sub("", near), "cumulative"):
        return "cumulative", None
    if moment and _is_period(moment):
        return "in-period", None
    runs = _has(_near_text(evidence, amount, cue), "cumulative") or (moment is None and _has_run(cue))
    return "cumulative" if runs or passes else default, None


#: What begins another clause beside a figure.
_CLAUSE = re.compile(r";\s|,?\s(?:and|but|while|whereas)\s(?!\W*\d)")


def _own_words(evidence: Evidence, amount: Amount, cue: Token) -> str:
    """What stands around the figure in its clause."""
    before = _text(evidence, max(cue.sent.start_char, amount.span.start - _AROUND), amount.span.end)
    behind = _text(evidence, amount.span.end, amount.span.end + _AROUND)
    return _CLAUSE.split(before)[-1] + _CLAUSE.split(behind)[0]


def _has_run(cue: Token) -> bool:
    """Whether the verb is in the present perfect: "has meanwhile sold 5 boats", up to now."""
    verb = _verb_of(cue)
    return verb.tag_ == "VBN" and any(
        one.dep_ == "aux" and one.lower_ in ("has", "have", "'ve") for one in verb.children
    )


#: What sets a figure against another thing, and where that is named.
_AGAINST = re.compile(
    r"(?:\s[\w-]+){0,3}?\s(?:than|below|above|under|over|beneath)\s(?:that\sof\s|those\sof\s)?(?:the\s|a\s|an\s|its\s|rival\s)?"
)


def compared_to(evidence: Evidence, amount: Amount) -> str | None:
    """The thing that a distance is measured from: "$4,000 cheaper than the Zed"."""
    match = _AGAINST.match(evidence.text, amount.span.end)
    found = evidence.mentions.get(evidence.token(match.end()).i) if match and match.end() < len(evidence.text) else None
    return evidence.entity(found) if found else None


#: A length of time in which something came together: "90,000 in the first 24 hours", "over 200,000 within a day".
_IN_SPAN = re.compile(
    r"\b(?:in|within|over|during|for)\s(?:(?:just|only|barely|about|around|under|its|their|the|less\sthan|little\sover)\s)*"
    r"(?:first\s)?(?:an?|[\w-]+)\s(?:hour|minute|day|week|month|night|weekend)s?\b"
)
_ASIDE = re.compile(r"[;:()\n]|\.\s|,\s")


#: "A total of 500 in May" is no more than the 500 of May.
_SUMS = re.compile(r"\b(?:a total of|in total|altogether)\b")


def _in_span(evidence: Evidence, amount: Amount, *, aside: bool) -> bool:
    """Whether a length of time stands behind the figure in its clause, or `aside` before it.

    "By" and "after" one it has run up till then.
    """
    behind = _ASIDE.split(evidence.text[amount.span.end : amount.span.end + 2 * _AROUND])[0]
    before = _ASIDE.split(evidence.text[max(0, amount.span.start - 2 * _AROUND) : amount.span.start])
    clause = before[-1] if before[-1].strip() or len(before) < 2 else before[-2]
    return bool(_IN_SPAN.search(behind) or (aside and _IN_SPAN.search(clause.lower())))


#: Words before a place where a figure holds.
_WHERE = ("in", "across", "throughout", "at", "around", "round")


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
    for match in _cues(term.cues).finditer(text) if term.cues else ():
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


def _text(evidence: Evidence, start: int, end: int) -> str:
    text = evidence.text[start:end]
    return text.split("\n", 1)[0].lower()


def _period(evidence: Evidence, amount: Amount, cue: Token, moment: Moment | None) -> str | None:
    """The time that a figure is a pace over: "20,000 a month", "monthly sales of 20,000"; None where it is no pace.

    Of one month named ("monthly sales of 20,000 in May") it is the count.
    """
    text = _text(evidence, amount.span.start, amount.span.end + _AROUND)
    match = _rates().search(text)
    before = text[: match.start()].split() if match else []
    if match and len(before) <= _RATE_GAP and not (before and before[-1].strip(",") in words("spans")):
        return next((unit for unit in _PERIODS if unit in match[0]), "year")
    for child in cue.lefts:
        if child.lower_ in words("pace"):
            unit = {"daily": "day"}.get(child.lower_, child.lower_.removesuffix("ly"))
            return None if moment and _is_one(moment, unit) else unit
    return None


#: How many days one unit has, at least and at most.
_DAYS = {"month": (28, 31), "week": (7, 7), "quarter": (90, 92), "day": (1, 1)}


def _is_one(moment: Moment, unit: str) -> bool:
    """Whether a time is one month, one week or the like."""
    least, most = _DAYS.get(unit, (0, 0))
    start, end = moment.when.start, moment.when.end
    return start is not None and end is not None and least <= (end - start).days + 1 <= most


@cache
def _rates() -> re.Pattern[str]:
    names = sorted(map(re.escape, read_words("grammar")["rate"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b(?!\s(?:ago|earlier|before|later))")


def _near_text(evidence: Evidence, amount: Amount, cue: Token) -> str:
    """What stands around the figure in its sentence: "since October" far behind it is said of something else."""
    sentence = cue.sent
    start = max(sentence.start_char, amount.span.start - 2 * _AROUND)
    before, behind = evidence.text[start : amount.span.start], evidence.text[amount.span.start : sentence.end_char]
    text = before.rsplit("\n", 1)[-1] + behind[: len(amount.span.text) + _AROUND].split("\n", 1)[0]
    return _peaks().sub("", text.lower())


_SUBJECTS = ("nsubj", "nsubjpass")


@cache
def _peaks() -> re.Pattern[str]:
    """ "its lowest figure since": the time says nothing of how the figure counts."""
    return re.compile(rf"\b(?:{'|'.join(sorted(read_words('figures')['peaks']))})\b[\w\s-]{{0,30}}\bsince ")


def _has(text: str, name: str) -> bool:
    return any(word in text for word in read_words("grammar")[name])


def _near_target(evidence: Evidence, amount: Amount, cue: Token) -> bool:
    targets = words("target")
    start = max(cue.sent.start_char, amount.span.start - _AROUND)
    verb = _verb_of(evidence.root(amount.span))
    aimed = any(one.lower_ in targets for child in verb.children if child.dep_ in _SUBJECTS for one in child.subtree)
    if verb.tag_ == "VBD" and verb.pos_ == "VERB" and (not aimed or _is_beside(verb, targets)):
        start = max(start, min(verb.idx, amount.span.start))  # "Acme, which plans a shop, sold 300"
    behind = re.split(
        r"[;,.]|\b(?:against|versus|vs|compared|and|but|while)\b",
        evidence.text[amount.span.end : amount.span.end + _BEHIND],
    )[0]
    near = f"{evidence.text[start : amount.span.end]} {behind}".lower()
    return any(word in targets for word in re.findall(r"[a-z]+", near))


def _is_beside(verb: Token, targets: frozenset[str]) -> bool:
    """Whether what is said of the subject in a clause of its own has the words: "Acme, which plans a shop, sold"."""
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is None or subject.lower_ in targets:
        return False
    near = [child for child in subject.children if child.dep_ not in ("relcl", "appos", "acl")]
    return not any(one.lower_ in targets for child in near for one in child.subtree)


def _verb_of(cue: Token) -> Token:
    return clause_of(cue)


def _is_period(moment: Moment) -> bool:
    when = moment.when
    return when.start is not None and when.end is not None and when.start != when.end


#: "5,000 since July" is the count of a period, "since its launch in July" that of all.
_SINCE = re.compile(r"since\b", re.IGNORECASE)
#: What makes a time the one up to which, or since which, something is counted.
_LIMIT = r"(?:by|as of|as at|until|up to|to the end of|through|since)"
_UP_TO = re.compile(
    rf"\b{_LIMIT}\s(?:(?:the|very|end|close|start|early|mid|late|of|its|their|launch|debut|in|on)\s){{0,5}}$"
)


def _up_to(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time is an end: "by 2 April", "as of", "up to the end of"."""
    before = evidence.text[max(0, moment.span.start - 32) : moment.span.start].lower()
    return bool(_UP_TO.search(before) or re.match(_LIMIT + r"\b", moment.span.text.lower()))
