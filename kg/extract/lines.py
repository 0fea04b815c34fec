"""Takes a reading; gives it as JSON lines, one proposal or one annotation a line; touches nothing.

Every line has all its keys, null where there is nothing, numbers as JSON numbers, in the same order each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kg.model import Claim, Quantity, Reading, Span


def proposal_lines(reading: Reading) -> Iterator[str]:
    """The claims: where the words stand (offsets count code points of the body), what they say, who says it.

    `object` is the id of an entity, or the words that an attribute gives; a condition on another claim is "claim KEY".
    """
    for claim in reading.claims:
        yield _line(_proposal(claim))


def annotation_lines(reading: Reading) -> Iterator[str]:
    """Mentions, amounts and times, in the order of the text."""
    found = [(one.span, _annotation("mention", one.span, type=one.type, entity=one.entity)) for one in reading.mentions]
    found += [(one.span, _annotation("amount", one.span, value=_value(one.quantity))) for one in reading.amounts]
    found += [
        (one.span, _annotation("time", one.span, type=one.when.basis, value=one.when.text)) for one in reading.moments
    ]
    for _, slots in sorted(found, key=lambda pair: (pair[0].start, pair[0].end, pair[1]["kind"])):
        yield _line({"article": reading.article, **slots})


def _annotation(kind: str, span: Span, **slots: Any) -> dict[str, Any]:
    nothing = {"type": None, "entity": None, "value": None}
    return {"kind": kind, "start": span.start, "end": span.end, "text": span.text, **nothing, **slots}


def _proposal(claim: Claim) -> dict[str, Any]:
    condition = claim.condition
    hangs_on = (condition.words or f"claim {condition.claim}") if condition else None
    return {
        "article": claim.article,
        "quote": claim.span.text,
        "start": claim.span.start,
        "end": claim.span.end,
        "subject": claim.subject,
        "property": claim.property,
        "object": claim.object or claim.words,
        "value": _value(claim.quantity) if claim.quantity else None,
        "when": (claim.when.text or None) if claim.when else None,
        "scope": dict(claim.scope) or None,
        "speaker": claim.speaker,
        "modality": claim.modality,
        "negated": claim.negated,
        "condition": hangs_on,
        "confidence": _number(claim.confidence),
        "extractor": claim.extractor,
        "reason": claim.reason,
    }


def _value(figure: Quantity) -> dict[str, Any]:
    return {
        "number": _number(figure.number),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "unit": figure.unit or None,
        "bound": figure.bound,
        "text": figure.text,
    }


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _line(slots: dict[str, Any]) -> str:
    """One line of JSON that shows all writing as it is, and nothing that a terminal would obey."""
    text = json.dumps(slots, ensure_ascii=False)
    return text if text.isprintable() else "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1]
