"""Takes the gold and the reading of one article; gives what was found of names, figures, times and speakers.

Touches nothing. The rules stand in the docstring of `kg.evaluate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.evaluate.case import Case, Outcome, Slip
from kg.evaluate.claims import touches
from kg.evaluate.gold import GoldFact, GoldMention
from kg.evaluate.showing import show_fact, show_figure
from kg.evaluate.values import names_time, overlap, same_bound, same_number, same_time, same_unit
from kg.model import Amount, Mention, Moment, Span

T = TypeVar("T", Amount, Moment)


# --- names ---------------------------------------------------------------------------------------------------------


def mentions(case: Case, same: Callable[[GoldMention, Mention], bool]) -> Outcome:
    """The names of the text against those of the gold: the same span, and the same by `same`."""
    if case.gold.mentions is None:
        return Outcome()
    gold = {(one.span.start, one.span.end): one for one in case.gold.mentions}
    # "the company" and "it" are read for the claims' sake; the gold notes names only.
    named = [
        one
        for one in case.reading.mentions
        if (one.span.start, one.span.end) in gold or (one.by != "reference" and _is_asked(case, one))
    ]
    found = {(one.span.start, one.span.end): one for one in named}
    right = {place for place, one in found.items() if place in gold and same(gold[place], one)}
    near = {place for place, one in found.items() if any(overlap(one.span, other.span) for other in gold.values())}
    slips = [slip(one.span, "miss", f"{one.span.text} ({one.type})") for at, one in gold.items() if at not in right]
    for place, one in found.items():
        if place not in right:
            shown = f"{one.span.text} ({one.type}{f', {one.entity}' if one.entity else ''})"
            slips.append(slip(one.span, "wrong" if place in near else "extra", shown))
    return Outcome(len(gold), len(right), len(found), len(near), len(right), tuple(sorted(slips)))


def _is_asked(case: Case, found: Mention) -> bool:
    """Whether the gold notes names of this class at all."""
    return not case.gold.classes or any(case.schema.is_a(found.type, name) for name in case.gold.classes)


def is_typed(case: Case, gold: GoldMention, found: Mention) -> bool:
    """Whether the mention has a class that the gold's type may be."""
    return gold.classes is not None and any(case.schema.is_a(found.type, name) for name in gold.classes)


def is_linked(case: Case, gold: GoldMention, found: Mention) -> bool:
    """Whether the mention means what the gold's name means; a new name means something new."""
    known = case.identity.ids(gold.name)
    return found.entity in known if known else found.entity is None or case.identity.same(gold.name, found.entity)


# --- figures, times, speakers ----------------------------------------------------------------------------------------


def _spotted(
    case: Case,
    facts: Sequence[GoldFact],
    found: Sequence[T],
    same: Callable[[GoldFact, T], bool],
    show: Callable[[T], str],
) -> Outcome:
    """Figures or times against the facts whose words they overlap; several may stand for one fact.

    Where no fact has words in this text, nothing is asked and nothing judged.
    """
    if not any(fact.span for fact in case.gold.facts):
        return Outcome()
    placed = [(fact, fact.span) for fact in facts if fact.span is not None]
    covered, near, right = set(), set(), set()
    for number, one in enumerate(found):
        for at, (fact, span) in enumerate(placed):
            if overlap(span, one.span):
                near.add(number)
                if same(fact, one):
                    right.add(number)
                    covered.add(at)
    slips = [slip(span, "miss", show_fact(fact)) for at, (fact, span) in enumerate(placed) if at not in covered]
    for number, one in enumerate(found):
        if number not in right:
            slips.append(slip(one.span, "wrong" if number in near else "extra", show(one)))
    return Outcome(len(placed), len(covered), len(found), len(near), len(right), tuple(sorted(slips)))


def amounts(case: Case) -> list[Amount]:
    """The figures found in the text; where a proposal infers the unit of one ("81 were cast"), it is the figure's."""
    claimed = claimed_amounts(case)
    found = []
    for one in dict.fromkeys(case.reading.amounts):
        same = (
            claim.quantity.unit
            for claim in claimed
            if overlap(claim.span, one.span)
            and same_number(claim.quantity, one.quantity)
            and (not one.quantity.unit or claim.quantity.unit_basis == "inferred")
        )
        found.append(replace(one, quantity=replace(one.quantity, unit=next(same, one.quantity.unit))))
    return found


def claimed_amounts(case: Case) -> list[Amount]:
    """The figures of the proposals, each where its quote stands."""
    found = (Amount(claim.span, claim.quantity) for claim in case.reading.claims if claim.quantity is not None)
    return list(dict.fromkeys(found))


def figures(case: Case, found: list[Amount], *, unit: bool = True, bound: bool = False) -> Outcome:
    """Figures against those of the facts: the number and, if asked for, unit and bound."""

    def same(fact: GoldFact, one: Amount) -> bool:
        return any(
            same_number(gold, one.quantity)
            and (not unit or same_unit(gold, one.quantity))
            and (not bound or same_bound(gold, one.quantity))
            for gold in fact.values
        )

    facts = [fact for fact in case.gold.facts if fact.values]
    return _spotted(case, facts, found, same, lambda one: f"{one.span.text} ({show_figure(one.quantity)})")


def times(case: Case, found: Iterable[Moment]) -> Outcome:
    """Times against those of the facts whose words tell one."""
    facts = [fact for fact in case.gold.facts if _has_time(fact)]
    return _spotted(
        case,
        facts,
        list(dict.fromkeys(found)),
        lambda fact, one: same_time(fact.when, one.when),
        lambda one: f"{one.span.text} ({one.when.text})",
    )


def _has_time(fact: GoldFact) -> bool:
    """Whether the words of a fact tell its time."""
    return fact.when is not None and fact.span is not None and not fact.when_elsewhere and names_time(fact.span.text)


def claimed_times(case: Case) -> Iterable[Moment]:
    """The times of the proposals, each where its quote stands."""
    return (Moment(claim.span, claim.when) for claim in case.reading.claims if claim.when and claim.when.text)


def speakers(case: Case) -> Outcome:
    """The speakers of the proposals against those of the facts that they overlap."""
    facts = [fact for fact in case.gold.facts if fact.speaker]
    claims = [claim for claim in case.reading.claims if claim.speaker]
    covered, near, right = set(), set(), set()
    for number, claim in enumerate(claims):
        if case.near(claim):
            near.add(number)
        for at, fact in enumerate(facts):
            if touches(fact, claim) and case.identity.speaks(fact.speaker, claim.speaker):
                right.add(number)
                covered.add(at)
    near |= right
    slips = [missed(fact, fact.speaker or "") for at, fact in enumerate(facts) if at not in covered]
    for number, claim in enumerate(claims):
        if number not in right:
            shown = f"{claim.speaker}: {claim.span.text}"
            slips.append(slip(claim.span, "wrong" if number in near else "extra", shown))
    return Outcome(len(facts), len(covered), len(claims), len(near), len(right), tuple(sorted(slips)))


def missed(fact: GoldFact, text: str) -> Slip:
    """The slip of a fact that was not found."""
    return Slip(fact.span.start, fact.span.end, "miss", text) if fact.span else Slip(0, 0, "miss", text)


def slip(span: Span, kind: str, text: str) -> Slip:
    """A slip at a place of the text."""
    return Slip(span.start, span.end, kind, text)
