"""Takes a figure, its word and its time; gives how it counts: in a period, in all, at a pace or as an aim.

Touches nothing. The words that tell it stand in `lexicon/grammar.yaml`.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Moment

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_AROUND, _BEHIND = 48, 24
#: Words between a figure and the "a month" that makes it a pace.
_RATE_GAP = 5
_PERIODS = ("month", "week", "day", "hour", "quarter", "year")


def counting(
    evidence: Evidence, amount: Amount, cue: Token, moment: Moment | None, default: str
) -> tuple[str, str | None]:
    """How the figure counts, "in-period", "cumulative", "rate" or "target", and for a rate per which time."""
    if per := _period(evidence, amount, cue, moment) or (_paced(evidence, amount) if default == "rate" else None):
        return "rate", per
    if _near_target(evidence, amount, cue):
        return "target", None
    passes = cue.lemma_ in words("passing") or _verb_of(cue).lemma_ in words("passing")
    passes = passes and not (default == "in-period" and _MONEY.fullmatch(amount.quantity.unit))
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
    if _runs(evidence, amount, cue, moment):
        return "cumulative", None
    return "cumulative" if passes and not (_RECORD.search(near) or _of_each(evidence, amount, cue)) else default, None


#: "Passed 20,000 for the third consecutive month": no sum passes a number again and again.
_EACH = re.compile(
    r"\b(?:straight|consecutive|successive)\s(?:month|week|quarter)|\b(?:months|weeks|quarters)\sin\sa\srow"
    r"|\bin\smonthly\b|\bin\sa\s(?:single\s)?(?:month|week|quarter)\b"
)


def _of_each(evidence: Evidence, amount: Amount, cue: Token) -> bool:
    """Whether what passes the figure is the count of one period after another."""
    behind = evidence.text[amount.span.end : min(amount.span.end + 2 * _AROUND, cue.sent.end_char)]
    return bool(_EACH.search(_ASIDE.split(behind)[0].lower()))


#: "An annual capacity of 300,000".
_PACED = re.compile(r"\b(?P<pace>annual|yearly|monthly|daily)\s(?:[\w-]+\s){1,4}(?:(?:of|to|at)\s)?(?:[\w-]+\s){0,3}$")
_PACE_UNITS = {"annual": "year", "yearly": "year", "monthly": "month", "daily": "day"}


def _paced(evidence: Evidence, amount: Amount) -> str | None:
    """The time that the word before what always is a pace names."""
    before = evidence.text[max(0, amount.span.start - 2 * _AROUND) : amount.span.start].lower()
    match = _PACED.search(before)
    return _PACE_UNITS[match["pace"]] if match else None


def _runs(evidence: Evidence, amount: Amount, cue: Token, moment: Moment | None) -> bool:
    """Whether the words tell that the figure has come together up to now."""
    return _has(_near_text(evidence, amount, cue), "cumulative") or (moment is None and _has_run(cue))


def only_passes(evidence: Evidence, amount: Amount, cue: Token) -> bool:
    """Whether nothing but "reached" speaks for a sum: with a period told around it, it is the count of that."""
    return not _runs(evidence, amount, cue, None)


#: "Revenue reached 5 million": that of the period.
_MONEY = re.compile(r"[A-Z]{3}")
#: No sum of all is ever a record: each is.
_RECORD = re.compile(r"\brecord\b|\b(?:best|highest|strongest)[\s-]ever\b|\ball-time high\b")


#: What begins another clause beside a figure.
_CLAUSE = re.compile(r";\s|,?\s(?:and|but|while|whereas)\s(?!\W*\d)|,\s(?:bringing|taking|lifting|pushing)\s")


def _own_words(evidence: Evidence, amount: Amount, cue: Token) -> str:
    """What stands around the figure in its clause."""
    before = _text(evidence, max(cue.sent.start_char, amount.span.start - _AROUND), amount.span.end)
    behind = _text(evidence, amount.span.end, min(amount.span.end + _AROUND, cue.sent.end_char))
    return _CLAUSE.split(before)[-1] + _CLAUSE.split(behind)[0]


def _has_run(cue: Token) -> bool:
    """Whether the verb is in the present perfect: "has meanwhile sold 5 boats", up to now."""
    verb = _verb_of(cue)
    return verb.tag_ == "VBN" and any(
        one.dep_ == "aux" and one.lower_ in ("has", "have", "'ve") for one in verb.children
    )


#: A length of time in which something came together: "90,000 in the first 24 hours", "over 200,000 within a day".
_IN_SPAN = re.compile(
    r"\b(?:in|within|over|during|for)\s(?:(?:just|only|barely|about|around|under|its|their|the|less\sthan|little\sover)\s)*"
    r"(?:first\s)?(?:an?|[\w-]+)\s(?:hour|minute|day|week|month|night|weekend)s?\b"
)
_ASIDE = re.compile(r"[;:()\n]|\.\s|,\s")


#: "A total of 500 in May" is no more than the 500 of May.
#: "Its best month so far", "for July so far".
_SUMS = re.compile(
    r"\b(?:milestone|a total of|in total|altogether|so far (?=this|in)"
    r"|(?:this|in|for|of)\s(?:\w+\s){1,2}so far"
    r"|(?:best|highest|most|biggest|largest|strongest|record)\b[\w\s-]{0,24}\b(?:so far|to date|ever|yet))\b"
)


def _in_span(evidence: Evidence, amount: Amount, *, aside: bool) -> bool:
    """Whether a length of time stands behind the figure in its clause, or `aside` before it.

    "By" and "after" one it has run up till then.
    """
    behind = _ASIDE.split(evidence.text[amount.span.end : amount.span.end + 2 * _AROUND])[0]
    before = _ASIDE.split(evidence.text[max(0, amount.span.start - 2 * _AROUND) : amount.span.start])
    clause = before[-1] if before[-1].strip() or len(before) < 2 else before[-2]
    return bool(_IN_SPAN.search(behind) or (aside and _IN_SPAN.search(clause.lower())))


def _text(evidence: Evidence, start: int, end: int) -> str:
    text = evidence.text[start:end]
    return text.split("\n", 1)[0].lower()


#: "150,000 lamps/year".
_PER = re.compile(r"/\s?(month|week|day|hour|quarter|year)$", re.IGNORECASE)


def _period(evidence: Evidence, amount: Amount, cue: Token, moment: Moment | None) -> str | None:
    """The time that a figure is a pace over: "20,000 a month", "monthly sales of 20,000"; None where it is no pace.

    Of one month named ("monthly sales of 20,000 in May") it is the count.
    """
    text = _text(evidence, amount.span.start, amount.span.end + _AROUND)
    match = _rates().search(text)
    before = text[: match.start()].split() if match else []
    if match and len(before) <= _RATE_GAP and not (before and before[-1].strip(",") in words("spans")):
        return next((unit for unit in _PERIODS if unit in match[0]), "year")
    if written := _PER.search(amount.span.text):
        return written[1].lower()
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
    return re.compile(rf"\b(?:{'|'.join(names)})\b(?!\s(?:ago|earlier|before|later)|-o[nv])")


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
    named = evidence.text[: amount.span.start][-2:] == ": "  # "a target for its lamp business: 5,000 lamps"
    start = max(cue.sent.start_char, amount.span.start - (2 if named else 1) * _AROUND)
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


def guided(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is what somebody has set for itself, though it is foreseen: "its guidance of 5,000"."""
    return bool(_GUIDED.search(evidence.text[max(0, amount.span.start - _AROUND) : amount.span.start]))


_GUIDED = re.compile(r"\bguid(?:ance|ed|es|ing)\b(?:\s\w+){0,2}\s$", re.IGNORECASE)


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
