"""Takes a proposal; gives it in words, in its paragraph, and beside what stands there already; touches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import quantities
from kg.model import Article, Claim, Schema
from kg.resolve import Registry
from kg.review.desk import Desk, Item

_MOST = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """The paragraph of a quote in three parts: before it, the quote, after it; `number` counts paragraphs from 1."""

    number: int
    before: str
    quote: str
    after: str


def passage_of(article: Article, claim: Claim) -> Passage:
    """The paragraph in which the quote of a claim stands."""
    body, span = article.body, claim.span
    start = body.rfind("\n", 0, span.start) + 1
    end = body.find("\n", span.end)
    number = sum(1 for line in body[:start].split("\n") if line.strip()) + 1
    return Passage(number, body[start : span.start], span.text, body[span.end : end if end >= 0 else len(body)])


def say(claim: Claim, schema: Schema, registry: Registry) -> str:
    """The claim in words: subject, property, value, and all that limits it."""

    def label(name: str) -> str:
        return registry.entities[name].label if name in registry.entities else name

    if claim.object:
        value = label(claim.object)
    elif claim.quantity:
        unit = schema.unit_labels.get(claim.quantity.unit, claim.quantity.unit)
        value = quantities.phrase(claim.quantity, unit)
    else:
        value = f"“{claim.words}”"
    limits = [claim.when.shown] if claim.when else []
    limits += [f"{key}: {label(one)}" for key, one in claim.scope]
    if claim.speaker:
        limits.append("said by " + " > ".join(label(one) for one in (claim.speaker, *claim.via)))
    if claim.modality != "asserted":
        limits.append(claim.modality)
    if claim.negated:
        limits.append("not so")
    if claim.condition:
        limits.append(f"if {claim.condition.words or claim.condition.claim}")
    tail = f"  ({'; '.join(limits)})" if limits else ""
    return f"{label(claim.subject)} — {schema.properties[claim.property].label} — {value}{tail}"


def context(desk: Desk, item: Item) -> tuple[list[Claim], list[Claim]]:
    """What stands in the data on the same subject and property, and the other proposals that are nearly this one."""
    claim = item.claim
    standing = [one for one in desk.claims if (one.subject, one.property) == (claim.subject, claim.property)]
    others = (one.claim for one in desk.items if one is not item)
    return _first(standing), _first(one for one in others if _is_near(one, claim))


def _is_near(one: Claim, other: Claim) -> bool:
    """Whether two claims speak of the same words, or say the same of the same thing."""
    same_words = one.article == other.article and one.span.start < other.span.end and other.span.start < one.span.end
    same = (one.subject, one.property) == (other.subject, other.property)
    return (same_words and one.property == other.property) or (same and _value(one) == _value(other))


def _value(claim: Claim) -> tuple[object, ...]:
    figure = claim.quantity
    return claim.object, claim.words, (figure.low, figure.high, figure.unit) if figure else None


def _first(claims: Iterable[Claim]) -> list[Claim]:
    return list(claims)[:_MOST]
