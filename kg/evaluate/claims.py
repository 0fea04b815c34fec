"""Takes the facts of a gold and the proposals for the same article; gives which proposal states which fact.

Touches nothing. The rules stand in the docstring of `kg.evaluate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.evaluate.gold import GoldFact
from kg.evaluate.names import Identity
from kg.evaluate.relations import Target
from kg.evaluate.values import nearer_time, overlap, same_bound, same_number, same_time, same_unit, same_words
from kg.model import Claim, Quantity

#: The slots beside the main ones, in the order of the table.
OTHER_SLOTS = ("bound", "when", "scope", "speaker", "modality")


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal that states a fact in its main slots; `slots` says of each other slot whether it is right.

    A slot that the fact has not (the bound of a fact without figure) is left out.
    """

    fact: GoldFact
    claim: Claim
    slots: tuple[tuple[str, bool], ...]

    @property
    def whole(self) -> bool:
        return all(right for _, right in self.slots)


def touches(fact: GoldFact, claim: Claim) -> bool:
    """Whether the proposal's quote overlaps the fact's words; a fact without words of this text is touched by all."""
    return fact.span is None or overlap(fact.span, claim.span)


def is_near(fact: GoldFact, claim: Claim) -> bool:
    """Whether the gold can judge the proposal: by its words, or, without words, by the property that both state."""
    if fact.span is not None:
        return overlap(fact.span, claim.span)
    return any(target.property == claim.property for target in fact.targets)


def compare(fact: GoldFact, claim: Claim, identity: Identity) -> Pair | None:
    """The pair, where the proposal has the fact's subject, property and object or value; the place aside."""
    pairs = [
        Pair(fact, claim, _slots(fact, claim, target, identity))
        for target in fact.targets
        if target.property == claim.property and _same_main(fact, claim, target, identity)
    ]
    return max(pairs, key=lambda pair: sum(right for _, right in pair.slots), default=None)


def carries(fact: GoldFact, claim: Claim, identity: Identity) -> bool:
    """Whether the proposal states the fact or carries its main value, whatever it says of it.

    That is its figure; without one its object, as an entity or in words; without both its time; else its subject.
    """
    if compare(fact, claim, identity) is not None:
        return True
    if fact.values:
        return _value(fact, claim) is not None
    if fact.object:
        return _has_object(fact, claim, identity)
    if fact.when:
        return claim.when is not None and same_time(fact.when, claim.when)
    return identity.same(fact.subject, claim.subject)


def retells(fact: GoldFact, claim: Claim, identity: Identity) -> bool:
    """Whether the proposal states the fact or its figure; or its object, by a property that the ontology has for it.

    Narrower than `carries`: a proposal that retells a fact can be wrong about it by its modality.
    """
    if compare(fact, claim, identity) is not None:
        return True
    if fact.values:
        return _value(fact, claim) is not None
    apt = any(target.property == claim.property for target in fact.targets) or not fact.targets
    return apt and bool(fact.object) and _has_object(fact, claim, identity)


def is_contested(fact: GoldFact, claim: Claim, identity: Identity) -> bool:
    """Whether the gold can speak against a proposal: it has the fact's property, its figure or both its ends.

    One that states the fact whole, beside another that does, is not contested.
    """
    if not is_near(fact, claim) or compare(fact, claim, identity) is not None:
        return False
    if fact.values and _value(fact, claim) is not None:
        return True
    if any(target.property == claim.property for target in fact.targets):
        return True
    if fact.values or not fact.object:
        return False
    one, other = identity.same(fact.subject, claim.subject), identity.same(fact.subject, claim.object)
    return (one or other) and _has_object(fact, claim, identity)


def _has_object(fact: GoldFact, claim: Claim, identity: Identity) -> bool:
    name = fact.object or ""
    if identity.same(name, claim.object) or identity.same(name, claim.subject):
        return True
    return claim.words is not None and same_words(name, claim.words)


def _same_main(fact: GoldFact, claim: Claim, target: Target, identity: Identity) -> bool:
    subject, obj = (claim.object, claim.subject) if target.inverse else (claim.subject, claim.object)
    named = target.any_subject or identity.same(fact.subject, subject)
    if fact.object is None or target.object == "ignored":
        # Nothing but a figure or a time tells such a fact from another; a relation may have the subject at either end.
        named = named or (target.kind == "relation" and identity.same(fact.subject, obj))
        return named and (_same_figure(fact, claim) if claim.quantity else _same_time(fact, claim))
    if claim.quantity is not None:
        return named and _same_figure(fact, claim)
    if target.object != "same":
        return named
    if target.kind == "relation":
        return named and identity.same(fact.object, obj)
    return named and claim.words is not None and same_words(fact.object, claim.words)


def _same_figure(fact: GoldFact, claim: Claim) -> bool:
    return _value(fact, claim) is not None


def _same_time(fact: GoldFact, claim: Claim) -> bool:
    return fact.when is None or same_time(fact.when, claim.when)


def _value(fact: GoldFact, claim: Claim) -> Quantity | None:
    found = claim.quantity
    if found is None:
        return None
    return next((gold for gold in fact.values if same_number(gold, found) and same_unit(gold, found)), None)


def _slots(fact: GoldFact, claim: Claim, target: Target, identity: Identity) -> tuple[tuple[str, bool], ...]:
    found = {}
    value = _value(fact, claim)
    if value is not None and claim.quantity is not None:
        found["bound"] = same_bound(value, claim.quantity)
    found["when"] = same_time(fact.when, claim.when) or (fact.when_elsewhere and nearer_time(fact.when, claim.when))
    if fact.when is None and claim.when is not None:
        found["when"] = claim.when.basis == "derived" and claim.when.words is None
    if target.scope or target.holder:
        told = dict(claim.scope)
        right = all(told.get(key) in values for key, values in target.scope)
        found["scope"] = right and _holds(fact, claim, target, identity)
    found["speaker"] = identity.speaks(fact.speaker, claim.speaker)
    found["modality"] = (claim.modality, claim.negated) in fact.modalities
    return tuple(found.items())


def _holds(fact: GoldFact, claim: Claim, target: Target, identity: Identity) -> bool:
    """Whether the scope holds the object of the fact, as a thing or in words, where the mapping says that it does."""
    if target.holder is None or fact.object is None:
        return True
    held = dict(claim.scope).get(target.holder)
    return held is not None and (identity.same(fact.object, held) or same_words(fact.object, held))


def match(
    facts: Sequence[GoldFact],
    claims: Sequence[Claim],
    identity: Identity,
    allowed: Callable[[Pair], bool] = lambda _: True,
    near: Callable[[GoldFact, Claim], bool] = touches,
) -> list[Pair]:
    """As many pairs as can be, each fact and each proposal in one at most, in the order of the facts.

    Among equals the pair with more right slots is taken first, then the earlier one, so that the result is the same
    whatever the order in which proposals come.
    """
    order = sorted(range(len(claims)), key=lambda one: _rank(claims[one]))
    edges: list[dict[int, Pair]] = [{} for _ in facts]
    for number, fact in enumerate(facts):
        for one in order:
            if near(fact, claims[one]) and (pair := compare(fact, claims[one], identity)) and allowed(pair):
                edges[number][one] = pair
    taken: dict[int, int] = {}
    for number, one in _best_first(edges):
        if one not in taken and number not in taken.values():
            taken[one] = number
    for number in range(len(facts)):
        if number not in taken.values():
            _augment(number, edges, taken, set())
    pairs = {number: edges[number][one] for one, number in taken.items()}
    return [pairs[number] for number in sorted(pairs)]


def _rank(claim: Claim) -> tuple[int, int, str]:
    return claim.span.start, claim.span.end, claim.id


def _best_first(edges: list[dict[int, Pair]]) -> Iterator[tuple[int, int]]:
    def badness(edge: tuple[int, int]) -> tuple[int, Pair]:
        pair = edges[edge[0]][edge[1]]
        return sum(not right for _, right in pair.slots), pair

    yield from sorted(
        ((number, one) for number, found in enumerate(edges) for one in found), key=lambda e: badness(e)[0]
    )


def _augment(number: int, edges: list[dict[int, Pair]], taken: dict[int, int], seen: set[int]) -> bool:
    """Kuhn's step: give the fact a proposal, moving others to their alternatives where that is needed."""
    for one in edges[number]:
        if one in seen:
            continue
        seen.add(one)
        if one not in taken or _augment(taken[one], edges, taken, seen):
            taken[one] = number
            return True
    return False
