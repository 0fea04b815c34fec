"""Takes facts, figures and proposals; gives each in a line for the listing of errors; touches nothing."""

from __future__ import annotations

from kg.evaluate.gold import GoldFact
from kg.model import Claim, Quantity
from kg.quantities import format_number


def show_figure(value: Quantity) -> str:
    """The bound, the number or range, and the unit: "more-than 14,000 second"."""
    ends = [value.number] if value.number is not None else [value.low, value.high]
    number = "..".join(format_number(end) for end in ends if end is not None)
    bound = "" if value.bound in ("exact", "range") else f"{value.bound} "
    return f"{bound}{number} {value.unit}".strip()


def show_fact(fact: GoldFact) -> str:
    """The fact of the gold in one line."""
    figures = " = ".join(show_figure(value) for value in fact.values)
    parts = [fact.subject, fact.relation, fact.object or "", figures, fact.when.text if fact.when else ""]
    return " | ".join(part for part in parts if part)


def show_slot(claim: Claim, slot: str) -> str:
    """What the proposal has in a slot."""
    if slot == "when":
        return claim.when.text if claim.when else "no time"
    if slot == "bound":
        return claim.quantity.bound if claim.quantity else "no figure"
    if slot == "scope":
        return ", ".join(f"{key}={value}" for key, value in claim.scope) or "no scope"
    if slot == "speaker":
        return claim.speaker or "the article"
    return f"{'not ' if claim.negated else ''}{claim.modality}"


def show_wanted(fact: GoldFact, slot: str) -> str:
    """What the gold has in a slot."""
    if slot == "when":
        return fact.when.text if fact.when else "no time"
    if slot == "bound":
        return " or ".join(value.bound for value in fact.values)
    if slot == "scope":
        scopes = [", ".join(f"{key}={' or '.join(values)}" for key, values in one.scope) for one in fact.targets]
        return " or ".join(dict.fromkeys(filter(None, scopes))) or (fact.object or "")
    if slot == "speaker":
        return fact.speaker or "the article"
    return " or ".join(f"{'not ' if negated else ''}{name}" for name, negated in fact.modalities)


def show_claim(claim: Claim) -> str:
    """The proposal in one line."""
    value = claim.object or claim.words or (show_figure(claim.quantity) if claim.quantity else "")
    parts = [claim.subject, claim.property, value, claim.when.text if claim.when else "", claim.speaker or ""]
    told = "" if claim.modality == "asserted" and not claim.negated else f" [{show_slot(claim, 'modality')}]"
    return f"{' | '.join(part for part in parts if part)}{told}: {claim.span.text}"
