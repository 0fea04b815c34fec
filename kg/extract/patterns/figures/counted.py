"""Takes the layers of an article; gives its figures with the units that their sentences imply; touches nothing.

"4.27 million in 2024" behind "5.5 million things", "75,869 were delivered", "2,000 of them", "revenue of 777 billion":
what a bare figure counts is told by the figure before it, by the word of a metric beside it, or by the name behind it.
Such a unit is marked as inferred. A figure before a noun that the ontology does not know keeps none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.slots.values import COUNT
from kg.model import Amount, Quantity, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Smaller figures without a unit count anything.
_LEAST = 100
#: How far the figure before may lie, in characters, and how much larger or smaller it may be.
_REACH, _RATIO = 140, 2000
#: How many figures back in the paragraph, and how many times larger or smaller.
_LAST, _SIMILAR = 6, 60
#: How many words a metric's word may stand before the figure, and behind it.
_BEFORE, _BEHIND = 10, 4
#: From here on "sales" are rather a sum than things.
_SUM = 100_000_000
_CURRENCY = re.compile(r"[A-Z]{3}")
_HEAD = re.compile(r"([^/@\"]+)/(?:VERB|NOUN)")
#: Measures that no figure hands on to the next one.
_OWN = frozenset(
    (
        "percent",
        "percentage-point",
        "times",
        "rank",
        "year",
        "quarter",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
    )
)
#: What may follow a figure that stands alone: nothing that it could count.
_ALONE = re.compile(
    r"(?:\s*(?:$|[.,;:!?()\n]|[-\u2013\u2014]\s))|\s(?:of\s(?:them|these|those|which)\b|(?!of\b)"
    r"(?:in|by|at|for|to|and|or|from|on|after|before|during|since|last|this|next|a|an|per|as|than|while|with|when|compared|versus"
    r"|against|over|was|were|is|are|had|has|have|will|would|it|the|instead|each|more|fewer|less|so|but|under|until|through"
    r"|were|year|month|mean|means|meant|mark|marks|marked|represent|represents|represented|if|less|fewer|dearer|cheaper|delivered|sold|built|made|produced|shipped|worldwide|globally|nationwide|annually|monthly|[A-Z])\b)"
)


#: What joins a number with a point to the one before, and what tells where they differ: "2.7 here and 2.9 on the lid".
_JOINT, _TELLS = re.compile(r"(?:[,;]|\band|\bbut|\bwhile)\s$"), re.compile(r"\s(?:on|in|for|with|without)\s")
_SCALED = re.compile(r"\d\s?(?:billion|trillion|bn|tn)\b", re.IGNORECASE)
_TIMES = frozenset(("year", "month", "week", "day", "hour", "minute", "second"))
#: Between figures with one unit, and how many times larger one may be.
_AND, _ALIKE = re.compile(r"\s(?:and|or)\s"), 5
_OF_THEM_ALL = re.compile(r"\sof\s(?:them|these|those|which)\b")
_OF_THEM = re.compile(r"\sof\s(?:them|these|those|which|its|the)\b")


@dataclass(frozen=True)
class Counting:
    """What the metrics of a schema count, ready to be looked for."""

    schema: Schema

    @cached_property
    def cues(self) -> dict[str, tuple[tuple[str, ...], bool]]:
        """The lemmas of metrics' words -> the units of what they count, the usual first, and whether they tell sums.

        A word whose metrics count different things tells nothing.
        """
        things: dict[str, set[tuple[str, ...]]] = {}
        sums: set[str] = set()
        idle = word_set("grammar", "measure") | word_set("figures", "idle")  # "reached 300" counts whatever was counted
        for term in self.schema.properties.values():
            words = {term.label.lower(), *(word for one in term.patterns for word in _heads(one))}
            if term.units and _CURRENCY.fullmatch(term.units[0]):
                sums |= words
            elif COUNT in term.units:
                for word in words:
                    things.setdefault(word, set()).add(tuple(unit for unit in term.units if unit != COUNT))
        told = {
            word: max(units, key=lambda one: (len(one), one))
            for word, units in things.items()
            if len({one[0] for one in units}) == 1 and word not in idle
        }
        return {
            word: (told.get(word, ()), word in sums)
            for word in sorted(sums | set(told))
            if word not in things or word in told
        }

    def infer(self, evidence: Evidence) -> tuple[Amount, ...]:
        """The figures of the article, each with the unit that its sentence implies where its words name none."""
        stated = Counter(one.quantity.unit for one in evidence.all_amounts)
        found: list[Amount] = []
        money = ""
        for amount in evidence.all_amounts:
            unit = amount.quantity.unit
            if not unit and (told := self._forward(evidence, amount)):
                found.append(replace(amount, quantity=replace(amount.quantity, unit=told, unit_basis="inferred")))
                continue
            if unit in ("", COUNT) and (_weighs(amount.quantity) or _is_small(evidence, amount, found)):
                told = self._unit(evidence, amount, found, stated, money)
                counted = replace(amount.quantity, unit=told, unit_basis="inferred") if told else amount.quantity
                found.append(replace(amount, quantity=counted))
                continue
            money = unit if _CURRENCY.fullmatch(unit) else money
            found.append(amount)
        return tuple(found)

    def _unit(self, evidence: Evidence, amount: Amount, found: list[Amount], stated: Counter[str], money: str) -> str:
        if named := self._named(evidence, amount) or self._noun(evidence, amount):
            return named
        bare = amount.quantity.unit == COUNT or bool(_ALONE.match(evidence.text, amount.span.end))
        if not _weighs(amount.quantity):
            return found[-1].quantity.unit if found else ""
        bare = bare or _is_before_name(evidence, amount)
        if not bare:
            return ""
        of_them = _OF_THEM.match(evidence.text, amount.span.end)
        return (
            (of_them and _handed_on(evidence, amount, found))
            or self._cued(evidence, amount, stated, money)
            or _handed_on(evidence, amount, found)
            or self._gone_on(evidence, amount, found)
            or (money if _SCALED.search(amount.span.text) else "")
        )

    def _forward(self, evidence: Evidence, amount: Amount) -> str:
        """The unit of the figure that follows at once: "365 and 402 kilometres", "37 or 53.4 kWh"."""
        match = _AND.match(evidence.text, amount.span.end)
        after = evidence.amounts.get(evidence.token(match.end()).i) if match else None
        if match is None or after is None or after.span.start != match.end() or not after.quantity.unit:
            return ""
        one, two = _size(amount.quantity), _size(after.quantity)
        return after.quantity.unit if one and two and max(one, two) / min(one, two) < _ALIKE else ""

    def _named(self, evidence: Evidence, amount: Amount) -> str:
        """The unit of the things whose name follows at once: "2,000 Halcyons"."""
        text, end = evidence.text, amount.span.end
        mention = evidence.mentions.get(evidence.token(end + 1).i) if end + 1 < len(text) and text[end] == " " else None
        if mention is None or mention.span.start != end + 1 or amount.quantity.unit:
            return ""
        kinds = (one.lower() for one in self.schema.ancestors(mention.type))
        return next((one for one in kinds if one in self.schema.units), "")

    def _noun(self, evidence: Evidence, amount: Amount) -> str:
        """What the metric counts whose word, in the plural, follows at once: "700 million users"."""
        at = evidence.token(amount.span.end - 1).i + 1
        if at >= len(evidence.doc) or amount.quantity.unit:
            return ""
        token = evidence.doc[at]
        units, _ = self.cues.get(token.lemma_.lower(), ((), False))
        return units[0] if units and token.pos_ == "NOUN" and token.lemma_ != token.text else ""

    def _cued(self, evidence: Evidence, amount: Amount, stated: Counter[str], money: str) -> str:
        """The unit of the metric whose word stands nearest in the sentence, no other figure between."""
        large = _size(amount.quantity) >= _SUM and amount.quantity.unit != COUNT
        for token in _around(evidence, amount):
            units, sums = self.cues.get(token.lemma_.lower()) or self.cues.get(token.lower_) or ((), False)
            noun = token.pos_ in ("NOUN", "PROPN")
            if sums and (large or not units):
                if noun and money and amount.quantity.unit != COUNT:
                    return money
            elif units and not (noun and token.lemma_ == token.text):  # "in her view" counts no views
                for left in token.lefts:  # "lamp shipments" count lamps
                    if (named := self.schema.unit_names.get(left.lower_, "")) in units:
                        return named
                return max(units, key=lambda unit: (stated[unit], unit == units[0]))
        return ""

    def _gone_on(self, evidence: Evidence, amount: Amount, found: list[Amount]) -> str:
        """What the paragraph has counted last, in figures of about the same size."""
        text, size = evidence.text, _size(amount.quantity)
        for before in reversed(found[-_LAST:]):
            if "\n\n" in text[before.span.end : amount.span.start]:
                return ""
            unit, one = before.quantity.unit, _size(before.quantity)
            if unit in self.counted and one and size / _SIMILAR <= one <= size * _SIMILAR:
                return unit
        return ""

    @cached_property
    def counted(self) -> frozenset[str]:
        """The units in which things are counted."""
        terms = (term for term in self.schema.properties.values() if COUNT in term.units)
        return frozenset(unit for term in terms for unit in term.units if unit != COUNT)


def _handed_on(evidence: Evidence, amount: Amount, found: list[Amount]) -> str:
    """The unit of the figure before in the sentence: "5.5 million things in 2025, against 4.27 million in 2024".

    Of figures with several units that of the one which is most like it, if it is far more like it than the last.
    """
    sentence, size = evidence.token(amount.span.start).sent, _size(amount.quantity)
    units: dict[str, Decimal] = {}
    for before in reversed(found):
        if before.span.start < sentence.start_char or amount.span.start - before.span.end > _REACH:
            break
        unit, one = before.quantity.unit, _size(before.quantity)
        if unit in ("", COUNT, *_OWN):
            continue
        if one and size:
            units.setdefault(unit, max(one / size, size / one))
    if not units:
        return ""
    last, like = next(iter(units)), min(units, key=lambda unit: units[unit])
    chosen = like if units[like] < _ALIKE and units[last] > _ALIKE * units[like] else last
    return chosen if units[chosen] < _RATIO else ""


def _is_before_name(evidence: Evidence, amount: Amount) -> bool:
    """Whether a name follows at once: "of which 20,894 Acme"."""
    after = evidence.token(amount.span.end - 1).i + 1
    return after in evidence.mentions and evidence.mentions[after].span.start == evidence.doc[after].idx


def _is_small(evidence: Evidence, amount: Amount, found: list[Amount]) -> bool:
    """Whether a small number goes on counting: "nine weeks, down from 58", "21 models, nine of them abroad"."""
    last = found[-1] if found else None
    if last is None or last.span.start < evidence.token(amount.span.start).sent.start_char:
        return False
    if _OF_THEM_ALL.match(evidence.text, amount.span.end):
        return last.quantity.unit.isalpha() and last.quantity.unit not in _TIMES and not last.quantity.unit.isupper()
    if _is_fellow(evidence, amount, last):
        return True
    return last.quantity.unit in _TIMES and bool(_ALONE.match(evidence.text, amount.span.end))


def _is_fellow(evidence: Evidence, amount: Amount, last: Amount) -> bool:
    """Whether a number with a point goes on measuring what the last did: "2.7 inches here and 2.9 on the lid"."""
    text, said, one, two = evidence.text, last.quantity, _size(last.quantity), _size(amount.quantity)
    if "." not in last.span.text or "." not in amount.span.text or said.unit in ("", COUNT, *_OWN - _TIMES):
        return False
    joined = _JOINT.search(text, max(0, amount.span.start - 8), amount.span.start)
    return bool(joined and _TELLS.match(text, amount.span.end)) and max(one, two) < 2 * min(one, two)


def _heads(pattern: str) -> Iterable[str]:
    match = _HEAD.match(pattern)
    return (word.strip() for word in match[1].split("|")) if match else ()


def _size(quantity: Quantity) -> Decimal:
    return abs(quantity.number if quantity.number is not None else quantity.high or Decimal(0))


def _weighs(quantity: Quantity) -> bool:
    return _size(quantity) >= _LEAST


def _around(evidence: Evidence, amount: Amount) -> Iterable[Token]:
    """The words before the figure back to the next figure or the sentence's start, then those right behind it."""
    first, last = evidence.token(amount.span.start), evidence.token(amount.span.end - 1)
    for at in range(first.i - 1, max(first.sent.start, first.i - _BEFORE) - 1, -1):
        if at in evidence.amounts and evidence.amounts[at].quantity.unit not in _OWN:
            break
        yield evidence.doc[at]
    for at in range(last.i + 1, min(first.sent.end, last.i + 1 + _BEHIND)):
        if at in evidence.amounts:
            break
        yield evidence.doc[at]
