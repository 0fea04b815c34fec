"""Takes the figures of an article and its claims; gives the figures with the units read into them; touches nothing."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.patterns.slots.values import COUNT
from kg.model import Amount, Claim


def settle(amounts: tuple[Amount, ...], claims: list[Claim]) -> tuple[Amount, ...]:
    """The figures with the units that the claims have read into them; "units" elsewhere count the same things."""
    read = [(one.span, one.quantity) for one in claims if one.quantity]
    counted = {said.unit for _, said in read if COUNT in said.text}
    unit = next(iter(counted)) if len(counted) == 1 else None
    settled = []
    for amount in amounts:
        inside = [said for span, said in read if span.start <= amount.span.start and amount.span.end <= span.end]
        told = next((said for said in inside if said.text == amount.span.text), None)
        if told is None:
            told = replace(amount.quantity, unit=unit) if unit and amount.quantity.unit == COUNT else amount.quantity
        settled.append(Amount(amount.span, told))
    return tuple(settled)
