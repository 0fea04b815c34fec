"""Takes a text and its figures; gives those in bare points that are the change of a percentage; touches nothing.

"A margin of 22.5%, up 1.8 points" speaks of percentage points; "3,008 points in the test" does not, nor an index that
"fell 80 points, or 0.4%".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.patterns.lexicon.words import word_set
from kg.model import Amount, Span

_BARE, _CHANGED, _PERCENT = "point", "percentage-point", "percent"
#: How many characters of the same line may lie between the change and the percentage.
_NEAR = 60
#: No change is as large.
_MOST = 100
_TO = re.compile(r" to (?:\w+ )?")
_END = re.compile(r"[.!?;]\s|\n")


def of_percentages(text: str, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """The figures, those in points beside a percentage with a word of change at them as percentage points."""
    percents = [one.span for one in amounts if one.quantity.unit == _PERCENT]
    for amount in amounts:
        quantity, number = amount.quantity, amount.quantity.number
        small = quantity.unit == _BARE and number is not None and abs(number) < _MOST
        if small and _is_changed(text, amount) and any(_is_beside(text, amount.span, one) for one in percents):
            yield replace(amount, quantity=replace(quantity, unit=_CHANGED))
        else:
            yield amount


def _is_beside(text: str, span: Span, percent: Span) -> bool:
    """Whether a change in points stands behind its percentage, or "to" leads to that; "80 points, or 1%" is none."""
    if percent.end <= span.start:
        between = text[percent.end : span.start]
        return len(between) <= _NEAR and not _END.search(between)
    return bool(_TO.fullmatch(text, span.end, percent.start))


def _is_changed(text: str, amount: Amount) -> bool:
    """Whether a word of change stands right before a figure or right behind it."""
    before, behind = _words()
    led = before.search(text[max(0, amount.span.start - _NEAR) : amount.span.start])
    return bool(led or behind.match(text, amount.span.end))


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = sorted(word_set("figures", "falls") | word_set("figures", "rises"))
    behind = sorted(word_set("figures", "less") | word_set("figures", "more"))
    return (
        re.compile(rf"\b(?:{'|'.join(map(re.escape, before))})(?: by)?(?: \w+)? ?\Z", re.IGNORECASE),
        re.compile(rf" (?:{'|'.join(map(re.escape, behind))})\b", re.IGNORECASE),
    )
