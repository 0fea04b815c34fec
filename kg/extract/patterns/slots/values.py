"""Takes a token of an article under its layers; gives the figure that stands there for a metric; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.predicates import prepositional
from kg.model import Amount, PropertyTerm, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The unit of things that a text counts without naming them: "units", "pieces".
COUNT = "unit"
_AFTER = 24
_NUMBERS = ("nummod", "quantmod", "compound", "amod", "nmod", "advmod", "npadvmod")


def amount_at(evidence: Evidence, token: Token, term: PropertyTerm) -> Amount | None:
    """The figure of the phrase headed by the token, when the metric is stated in its unit."""
    for found in _amounts_at(evidence, token):
        if fits(found, term):
            return found
    return None


def first_amount(evidence: Evidence, tokens: Iterable[Token], term: PropertyTerm) -> tuple[Amount, Token] | None:
    """The first fitting figure among the phrases headed by the tokens, with the head."""
    for token in tokens:
        if found := amount_at(evidence, token, term):
            return found, token
    return None


def fits(amount: Amount, term: PropertyTerm) -> bool:
    """Whether the metric is stated in the unit of the figure; a bare number fits metrics that count things."""
    return states(amount.quantity.unit, term)


def states(unit: str, term: PropertyTerm) -> bool:
    """Whether the metric is stated in the unit; what bears none counts things."""
    return unit in term.units if unit else COUNT in term.units


def _amounts_at(evidence: Evidence, token: Token) -> Iterable[Amount]:
    if found := evidence.amounts.get(token.i):
        yield found
        return
    for child in token.children:
        if child.dep_ in _NUMBERS and child.i < token.i and (found := evidence.amounts.get(child.i)):
            yield found
    for child in token.children:
        if (
            child.dep_ in ("appos", "nummod", "npadvmod")
            and child.i > token.i
            and (found := evidence.amounts.get(child.i))
        ):
            yield found
    for inner in prepositional(token, ("of",)):
        if found := evidence.amounts.get(inner.i):
            yield found


def as_stated(amount: Amount, term: PropertyTerm, implied: Iterable[str] = ()) -> Quantity:
    """The quantity of the figure in a unit of the metric: "units" and bare numbers count what the metric counts.

    `implied` are the units that the sentence tells; the first that the metric has is taken, else its usual one.
    """
    found = amount.quantity
    if found.unit in ("", COUNT) and term.units[0] != COUNT:
        told = next((one for one in implied if one not in ("", COUNT) and one in term.units), term.units[0])
        return replace(found, unit=told, unit_basis="stated" if found.unit else "inferred")
    return found


def differs(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure says how far one thing lies from another: "$4,000 less than", "20% below the target"."""
    text = evidence.text[amount.span.end : amount.span.end + _AFTER]
    return bool(_differences().match(text))


@cache
def _differences() -> re.Pattern[str]:
    """The words of a difference; before the capitals of a test ("600 km under ABCD") "under" is none."""
    listed = sorted(word_set("grammar", "differences"), key=len, reverse=True)
    return re.compile(rf"(?:\s+\([^()]*\d[^()]*\))?\s+(?i:{'|'.join(map(re.escape, listed))})\b(?!\s+[A-Z]{{3,}})")


def falls(evidence: Evidence, amount: Amount, cue: tuple[Token, ...], own: str | None) -> bool:
    """Whether what the figure says goes down: by the cue, by the word before the figure or by the one behind it.

    `own` are the words that say so of this metric ("faster|sooner": it took less time); None: its figures have no sign.
    """
    if own is None:
        return False
    text = evidence.text
    before = text[max(0, amount.span.start - _AFTER) : amount.span.start].lower().split()[-2:]
    behind = [one.rstrip(".,;:)!?") for one in text[amount.span.end : amount.span.end + _AFTER].lower().split()[:1]]
    falling = word_set("grammar", "falling") | set(filter(None, own.split("|")))
    return any(one.lemma_ in falling for one in cue) or bool(falling & {*before, *behind})


#: What a bound becomes below zero: a fall by more than 5 % is a change of less than -5 %.
_TURNED = {"more-than": "less-than", "less-than": "more-than", "at-least": "at-most", "at-most": "at-least"}


def negative(value: Quantity) -> Quantity:
    """The quantity below zero, its ends changing places and its bound turned round."""
    if value.number is not None and value.number < 0:
        return value
    low = -value.high if value.high is not None else None
    high = -value.low if value.low is not None else None
    bound = _TURNED.get(value.bound, value.bound)
    return replace(value, number=None if value.number is None else -value.number, low=low, high=high, bound=bound)
