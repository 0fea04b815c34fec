"""Takes the gold and the reading of one article; gives, for each row of the table, what was found, missed and wrong.

Touches nothing. The rules stand in the docstring of `kg.evaluate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from kg.evaluate.case import Case, Outcome, Slip
from kg.evaluate.claims import Pair, carries, compare, is_contested, match, retells, touches
from kg.evaluate.gold import GoldFact, GoldMention
from kg.evaluate.names import Identity
from kg.evaluate.showing import show_claim, show_fact, show_figure, show_slot, show_wanted
from kg.evaluate.values import names_time, overlap, same_number, same_time, same_unit
from kg.model import Amount, Claim, Mention, Moment, Span

T = TypeVar("T", Amount, Moment)


# --- names ---------------------------------------------------------------------------------------------------------


def _mentions(case: Case, same: Callable[[GoldMention, Mention], bool]) -> Outcome:
    if case.gold.mentions is None:
        return Outcome()
    gold = {(one.span.start, one.span.end): one for one in case.gold.mentions}
    # "the company" and "it" are read for the claims' sake; the gold notes names only.
    named = [one for one in case.reading.mentions if one.by != "reference" or (one.span.start, one.span.end) in gold]
    found = {(one.span.start, one.span.end): one for one in named}
    right = {place for place, one in found.items() if place in gold and same(gold[place], one)}
    near = {place for place, one in found.items() if any(overlap(one.span, other.span) for other in gold.values())}
    slips = [_slip(one.span, "miss", f"{one.span.text} ({one.type})") for at, one in gold.items() if at not in right]
    for place, one in found.items():
        if place not in right:
            shown = f"{one.span.text} ({one.type}{f', {one.entity}' if one.entity else ''})"
            slips.append(_slip(one.span, "wrong" if place in near else "extra", shown))
    return Outcome(len(gold), len(right), len(found), len(near), len(right), tuple(sorted(slips)))


def _is_typed(case: Case, gold: GoldMention, found: Mention) -> bool:
    return gold.classes is not None and any(case.schema.is_a(found.type, name) for name in gold.classes)


def _is_linked(case: Case, gold: GoldMention, found: Mention) -> bool:
    known = case.identity.ids(gold.name)
    return found.entity in known if known else found.entity is None or case.identity.same(gold.name, found.entity)


# --- figures, times, speakers ----------------------------------------------------------------------------------------


def _spotted(
    facts: Sequence[GoldFact],
    found: Sequence[T],
    same: Callable[[GoldFact, T], bool],
    show: Callable[[T], str],
) -> Outcome:
    """Figures or times against the facts whose words they overlap; several may stand for one fact."""
    placed = [(fact, fact.span) for fact in facts if fact.span is not None]
    covered, near, right = set(), set(), set()
    for number, one in enumerate(found):
        for at, (fact, span) in enumerate(placed):
            if overlap(span, one.span):
                near.add(number)
                if same(fact, one):
                    right.add(number)
                    covered.add(at)
    slips = [_slip(span, "miss", show_fact(fact)) for at, (fact, span) in enumerate(placed) if at not in covered]
    for number, one in enumerate(found):
        if number not in right:
            slips.append(_slip(one.span, "wrong" if number in near else "extra", show(one)))
    return Outcome(len(placed), len(covered), len(found), len(near), len(right), tuple(sorted(slips)))


def _amounts(case: Case) -> list[Amount]:
    return list(dict.fromkeys(case.reading.amounts))


def _claimed_amounts(case: Case) -> list[Amount]:
    found = (Amount(claim.span, claim.quantity) for claim in case.reading.claims if claim.quantity is not None)
    return list(dict.fromkeys(found))


def _figures(case: Case, found: list[Amount], *, unit: bool = True, bound: bool = False) -> Outcome:
    def same(fact: GoldFact, one: Amount) -> bool:
        return any(
            same_number(gold, one.quantity)
            and (not unit or same_unit(gold, one.quantity))
            and (not bound or gold.bound == one.quantity.bound)
            for gold in fact.values
        )

    facts = [fact for fact in case.gold.facts if fact.values]
    return _spotted(facts, found, same, lambda one: f"{one.span.text} ({show_figure(one.quantity)})")


def _times(case: Case, found: Iterable[Moment]) -> Outcome:
    facts = [fact for fact in case.gold.facts if _has_time(fact)]
    return _spotted(
        facts,
        list(dict.fromkeys(found)),
        lambda fact, one: same_time(fact.when, one.when),
        lambda one: f"{one.span.text} ({one.when.text})",
    )


def _has_time(fact: GoldFact) -> bool:
    """Whether the words of a fact tell its time."""
    return fact.when is not None and fact.span is not None and not fact.when_elsewhere and names_time(fact.span.text)


def _claimed_times(case: Case) -> Iterable[Moment]:
    return (Moment(claim.span, claim.when) for claim in case.reading.claims if claim.when and claim.when.text)


def _speakers(case: Case) -> Outcome:
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
    slips = [_missed(fact, fact.speaker or "") for at, fact in enumerate(facts) if at not in covered]
    for number, claim in enumerate(claims):
        if number not in right:
            shown = f"{claim.speaker}: {claim.span.text}"
            slips.append(_slip(claim.span, "wrong" if number in near else "extra", shown))
    return Outcome(len(facts), len(covered), len(claims), len(near), len(right), tuple(sorted(slips)))


# --- claims ----------------------------------------------------------------------------------------------------------


def _claims(case: Case, kind: str | None = None, *, whole: bool = False) -> Outcome:
    facts = [fact for fact in case.stated if kind is None or any(target.kind == kind for target in fact.targets)]
    claims = [claim for claim in case.reading.claims if kind is None or _kind(case, claim) == kind]
    pairs = match(facts, claims, case.identity, allowed=lambda pair: pair.whole) if whole else _of(case, facts)
    return _matched(facts, claims, pairs, case.near)


def _of(case: Case, facts: Sequence[GoldFact]) -> list[Pair]:
    return [pair for pair in case.pairs if pair.fact in facts]


def _contested(case: Case) -> Outcome:
    """Main slots, of the proposals alone that the gold has something to say against."""
    right = {id(pair.claim) for pair in case.pairs}
    facts, identity = case.gold.facts, case.identity
    claims = []
    for claim in case.reading.claims:
        stated = any(touches(fact, claim) and compare(fact, claim, identity) for fact in case.stated)
        contested = not stated and any(is_contested(fact, claim, identity) for fact in facts)
        if id(claim) in right or contested:
            claims.append(claim)
    return _matched(case.stated, claims, case.pairs, lambda _: True)


def _triples(case: Case) -> Outcome:
    """Subject, property and object or value, wherever they are stated; equal triples count once."""
    unlike: dict[tuple[object, ...], Claim] = {}
    for claim in case.reading.claims:
        value = claim.object or claim.words or (claim.quantity and show_figure(claim.quantity))
        unlike.setdefault((claim.subject, claim.property, value), claim)
    claims = list(unlike.values())
    facts = [fact for fact in case.stated if fact.object or fact.values]
    pairs = match(facts, claims, case.identity, near=lambda _fact, _claim: True)
    return _matched(facts, claims, pairs, case.near)


def _matched(
    facts: Sequence[GoldFact],
    claims: Sequence[Claim],
    pairs: Sequence[Pair],
    near: Callable[[Claim], bool],
) -> Outcome:
    stated = {id(pair.fact) for pair in pairs}
    right = {id(pair.claim) for pair in pairs}
    close = [claim for claim in claims if id(claim) in right or near(claim)]
    slips = [_missed(fact, show_fact(fact)) for fact in facts if id(fact) not in stated]
    for claim in claims:
        if id(claim) not in right:
            slips.append(_slip(claim.span, "wrong" if claim in close else "extra", show_claim(claim)))
    return Outcome(len(facts), len(pairs), len(claims), len(close), len(pairs), tuple(sorted(slips)))


def _kind(case: Case, claim: Claim) -> str:
    term = case.schema.properties.get(claim.property)
    return term.kind if term else ""


def _slot(case: Case, slot: str) -> Outcome:
    """How often one slot is right where the main ones are."""
    told = [(pair, right) for pair in case.pairs for name, right in pair.slots if name == slot]
    slips = []
    for pair, right in told:
        if not right:
            shown = f"{show_slot(pair.claim, slot)} instead of {show_wanted(pair.fact, slot)}: {pair.claim.span.text}"
            slips.append(_slip(pair.claim.span, "wrong", shown))
    right_ones = sum(right for _, right in told)
    return Outcome(len(told), right_ones, len(told), len(told), right_ones, tuple(sorted(slips)))


def _all_facts(case: Case) -> Outcome:
    covered = [fact for fact in case.gold.facts if _tellers(case, fact, carries)]
    slips = [_missed(fact, show_fact(fact)) for fact in case.gold.facts if fact not in covered]
    return Outcome(len(case.gold.facts), len(covered), slips=tuple(sorted(slips)))


def _tellers(case: Case, fact: GoldFact, tells: Callable[[GoldFact, Claim, Identity], bool]) -> list[Claim]:
    return [claim for claim in case.reading.claims if touches(fact, claim) and tells(fact, claim, case.identity)]


def _unsafe(case: Case, modalities: frozenset[str]) -> Outcome:
    """Facts of these modalities that a proposal retells: how many stand in one as plainly asserted."""
    told, wrong, slips = 0, 0, []
    for fact in case.gold.facts:
        if not modalities & {name for name, _ in fact.modalities} or ("asserted", False) in fact.modalities:
            continue
        tellers = _tellers(case, fact, retells)
        plain = [one for one in tellers if one.modality == "asserted" and not one.negated and one.condition is None]
        told += bool(tellers)
        wrong += bool(plain)
        slips += [_slip(one.span, "wrong", f"asserted: {show_claim(one)}") for one in plain]
    return Outcome(told, wrong, slips=tuple(sorted(slips)))


def _missed(fact: GoldFact, text: str) -> Slip:
    return Slip(fact.span.start, fact.span.end, "miss", text) if fact.span else Slip(0, 0, "miss", text)


def _slip(span: Span, kind: str, text: str) -> Slip:
    return Slip(span.start, span.end, kind, text)


#: Row -> (what is measured, how). Measures: f1; accuracy, recall and share are covered of gold, share best when small.
ROWS: Mapping[str, tuple[str, Callable[[Case], Outcome]]] = {
    "mentions, exact span": ("f1", lambda case: _mentions(case, lambda _gold, _found: True)),
    "mentions, typed": ("f1", lambda case: _mentions(case, lambda gold, found: _is_typed(case, gold, found))),
    "mentions, linked": ("f1", lambda case: _mentions(case, lambda gold, found: _is_linked(case, gold, found))),
    "quantities, number": ("f1", lambda case: _figures(case, _amounts(case), unit=False)),
    "quantities, number and unit": ("f1", lambda case: _figures(case, _amounts(case))),
    "quantities, number, unit, bound": ("f1", lambda case: _figures(case, _amounts(case), bound=True)),
    "quantities of claims": ("f1", lambda case: _figures(case, _claimed_amounts(case))),
    "times": ("f1", lambda case: _times(case, case.reading.moments)),
    "times of claims": ("f1", lambda case: _times(case, _claimed_times(case))),
    "speakers": ("f1", _speakers),
    "claims, main slots": ("f1", _claims),
    "claims, contested": ("f1", _contested),
    "  relations": ("f1", lambda case: _claims(case, "relation")),
    "  metrics": ("f1", lambda case: _claims(case, "metric")),
    "  attributes": ("f1", lambda case: _claims(case, "attribute")),
    "claims, every slot": ("f1", lambda case: _claims(case, whole=True)),
    "triples, strict": ("f1", _triples),
    "  bound": ("accuracy", lambda case: _slot(case, "bound")),
    "  when": ("accuracy", lambda case: _slot(case, "when")),
    "  scope": ("accuracy", lambda case: _slot(case, "scope")),
    "  speaker": ("accuracy", lambda case: _slot(case, "speaker")),
    "  modality": ("accuracy", lambda case: _slot(case, "modality")),
    "all facts": ("recall", _all_facts),
    "plans, denials, conditionals as asserted": (
        "share",
        lambda case: _unsafe(case, frozenset({"planned", "denied", "conditional"})),
    ),
    "predictions, questions as asserted": (
        "share",
        lambda case: _unsafe(case, frozenset({"predicted", "questioned"})),
    ),
}
