"""Takes the gold and the reading of one article; gives, for each row of the table, what was found, missed and wrong.

Touches nothing. The rules stand in the docstring of `kg.evaluate`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.evaluate.case import Case, Outcome
from kg.evaluate.claims import Pair, carries, compare, is_contested, match, retells, touches
from kg.evaluate.gold import GoldFact
from kg.evaluate.names import Identity
from kg.evaluate.showing import show_claim, show_fact, show_figure, show_slot, show_wanted
from kg.evaluate.spotted import (
    amounts,
    claimed_amounts,
    claimed_times,
    figures,
    is_linked,
    is_typed,
    mentions,
    missed,
    slip,
    speakers,
    times,
)
from kg.evaluate.values import same_time
from kg.model import Claim

# --- claims ----------------------------------------------------------------------------------------------------------


def _claims(case: Case, *kinds: str, whole: bool = False) -> Outcome:
    """Facts and proposals, all or of some kinds; a fact is of the kind in which it is found, else of its first."""
    pairs = case.pairs
    if whole:
        pairs = match(case.stated, case.reading.claims, case.identity, allowed=lambda pair: pair.whole)
    found_as = {id(pair.fact): _kind(case, pair.claim) for pair in pairs}
    facts = [fact for fact in case.stated if not kinds or found_as.get(id(fact), fact.targets[0].kind) in kinds]
    claims = [claim for claim in case.reading.claims if not kinds or _kind(case, claim) in kinds]
    pairs = [pair for pair in pairs if not kinds or _kind(case, pair.claim) in kinds]
    return _matched(facts, claims, pairs, lambda claim: case.near(claim) and not says_again(case, claim, whole=whole))


def says_again(case: Case, claim: Claim, *, whole: bool) -> bool:
    """Whether a proposal says of a fact, by another property or with another of its objects, what another has said."""
    others = (pair.fact for pair in case.pairs if _ends(pair.claim) != _ends(claim))
    told = (compare(fact, claim, case.identity) for fact in others if touches(fact, claim))
    return any(pair is not None and (pair.whole or not whole) for pair in told)


def _ends(claim: Claim) -> tuple[str, str, str | None]:
    return claim.subject, claim.property, claim.object


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
    slips = [missed(fact, show_fact(fact)) for fact in facts if id(fact) not in stated]
    for claim in claims:
        if id(claim) not in right:
            slips.append(slip(claim.span, "wrong" if claim in close else "extra", show_claim(claim)))
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
            slips.append(slip(pair.claim.span, "wrong", shown))
    right_ones = sum(right for _, right in told)
    return Outcome(len(told), right_ones, len(told), len(told), right_ones, tuple(sorted(slips)))


def _dated(case: Case) -> Outcome:
    """Figures whose time the gold knows, wherever it is told: how many proposals have it. None is a miss here."""
    pairs = [pair for pair in case.pairs if pair.fact.when is not None and pair.fact.values]
    late = [pair for pair in pairs if not same_time(pair.fact.when, pair.claim.when)]
    slips = tuple(sorted(missed(pair.fact, show_fact(pair.fact)) for pair in late))
    return Outcome(len(pairs), len(pairs) - len(late), slips=slips)


def _all_facts(case: Case) -> Outcome:
    covered = [fact for fact in case.gold.facts if _tellers(case, fact, carries)]
    slips = [missed(fact, show_fact(fact)) for fact in case.gold.facts if fact not in covered]
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
        slips += [slip(one.span, "wrong", f"asserted: {show_claim(one)}") for one in plain]
    return Outcome(told, wrong, slips=tuple(sorted(slips)))


#: Row -> (what is measured, how). Measures: f1; accuracy, recall and share are covered of gold, share best when small.
ROWS: Mapping[str, tuple[str, Callable[[Case], Outcome]]] = {
    "mentions, exact span": ("f1", lambda case: mentions(case, lambda _gold, _found: True)),
    "mentions, typed": ("f1", lambda case: mentions(case, lambda gold, found: is_typed(case, gold, found))),
    "mentions, linked": ("f1", lambda case: mentions(case, lambda gold, found: is_linked(case, gold, found))),
    "quantities, number": ("f1", lambda case: figures(case, amounts(case), unit=False)),
    "quantities, number and unit": ("f1", lambda case: figures(case, amounts(case))),
    "quantities, number, unit, bound": ("f1", lambda case: figures(case, amounts(case), bound=True)),
    "quantities of claims": ("f1", lambda case: figures(case, claimed_amounts(case))),
    "times": ("f1", lambda case: times(case, case.reading.moments)),
    "times of claims": ("f1", lambda case: times(case, claimed_times(case))),
    "speakers": ("f1", speakers),
    "claims, main slots": ("f1", _claims),
    "claims, contested": ("f1", _contested),
    "  relations and metrics": ("f1", lambda case: _claims(case, "relation", "metric")),
    "  relations": ("f1", lambda case: _claims(case, "relation")),
    "  metrics": ("f1", lambda case: _claims(case, "metric")),
    "  attributes": ("f1", lambda case: _claims(case, "attribute")),
    "claims, every slot": ("f1", lambda case: _claims(case, whole=True)),
    "  every slot, relations and metrics": ("f1", lambda case: _claims(case, "relation", "metric", whole=True)),
    "triples, strict": ("f1", _triples),
    "  bound": ("accuracy", lambda case: _slot(case, "bound")),
    "  when": ("accuracy", lambda case: _slot(case, "when")),
    "  when, of figures, wherever told": ("recall", _dated),
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
