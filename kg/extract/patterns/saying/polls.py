"""Takes a verb or its subject; gives what others had expected, and the forecasts that one sums up; touches nothing.

"The 300 euros that analysts had expected", "estimates averaged 300".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.saying import said
from kg.extract.patterns.saying.speakers import Finder, Source
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.patterns.saying.speech import Speech

#: What others had thought of a result beforehand, behind the result.
_EXPECTED = re.compile(
    r",\s((?:while|against|versus|compared with|beating|missing|topping|above|below|short of|ahead of)\b[^.;]{0,80}?"
    r"\b(?:analysts?|consensus|estimates?|forecasts?|expect\w+)\b)"
)
_POLLS = frozenset(("estimate", "consensus", "forecast"))


def expected(finder: Finder, verb: Token) -> Iterator[tuple[tuple[int, int], Source, Token]]:
    """ "The 300 euros that analysts had expected": what others are said to have thought beforehand."""
    if verb.lemma_.lower() not in word_set("speech", "own"):
        return
    clause = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ == "have" else verb
    if verb.dep_ == "acl" and verb.tag_ == "VBN":  # "had on average expected", parsed as two
        clause = next((one for one in verb.head.children if one.dep_ == "relcl" and one.lemma_ == "have"), verb)
    if clause.dep_ != "relcl" or clause.head.i > verb.i:
        return
    subject = clauses.subject_of(clause)
    if subject is None or subject.tag_ in ("WDT", "WP") or any(one.dep_ in ("ccomp", "xcomp") for one in verb.children):
        return
    source = finder.describe(subject)
    if source is not None and source.unnamed:
        start = clause.head.left_edge.idx
        yield (start, max(verb.idx + len(verb.text), said.reach(verb)[1])), source, verb


def poll(subject: Token) -> Token | None:
    """The forecasts of others that a subject sums up: "estimates", "the average of 17 estimates"."""
    nouns = [subject, *(one for child in subject.children if child.lower_ == "of" for one in child.children)]
    owned = any(child.dep_ == "poss" for child in subject.children)
    return next((one for one in nouns if one.lemma_.lower() in _POLLS and not owned), None)


def of_poll(finder: Finder, one: Speech) -> Speech:
    """What a house that polls tells of a result: only what had been expected of it.

    "Revenue rose to 300, while analysts had forecast 200, data of Acme show".
    """
    if one.speaker is None or finder.is_any(one.speaker, "men") or not finder.is_any(one.speaker, "polled"):
        return one
    match = _EXPECTED.search(finder.text, one.start, one.end)
    return replace(one, start=match.start(1)) if match else one
