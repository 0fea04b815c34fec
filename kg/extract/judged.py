"""Takes the judgements in `data/judgements/`; gives them as records, and a new one as YAML; touches nothing.

A judgement remembers that a person did not accept a proposal as it was, so that no later extraction proposes it again:

    - claim: 0123456789abcdef        # the id of the claim
      reading: fedcba9876543210      # the same without the place of the quote: it survives a change of the text
      quote: ...
      says: subject | property | value
      verdict: rejected              # or edited: accepted in another form
      reason: ...
"""

from __future__ import annotations

from dataclasses import dataclass

from kg import quantities, strictyaml
from kg.errors import BadInput, Location, Problem
from kg.extract.written import scalar
from kg.model import Claim
from kg.vocab import mint

_KEYS = ("claim", "reading", "quote", "says", "verdict", "reason")
VERDICTS = ("rejected", "edited")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a proposal: its claim id, its reading, the verdict, and why."""

    claim: str
    reading: str
    quote: str
    says: str
    verdict: str
    reason: str | None


def reading_id(claim: Claim) -> str:
    """The hash of the words and the slots of a claim, wherever in the article the words stand."""
    when = claim.when.text if claim.when else ""
    return mint("reading", claim.article, claim.span.text, *_slots(claim), when, claim.modality, claim.negated)


def _slots(claim: Claim) -> tuple[str, ...]:
    value = claim.object or claim.words or ""
    if claim.quantity is not None:
        ends = (claim.quantity.low, claim.quantity.high)
        shown = "..".join("" if end is None else quantities.format_number(end, "") for end in ends)
        value = f"{shown} {claim.quantity.bound} {claim.quantity.unit}"
    scope = ";".join(f"{key}={one}" for key, one in sorted(claim.scope))
    return claim.subject, claim.property, value, scope


def judge(claim: Claim, verdict: str, reason: str | None) -> Judgement:
    """The judgement on a proposal."""
    says = " | ".join(slot for slot in _slots(claim) if slot)
    return Judgement(claim.id, reading_id(claim), claim.span.text, says, verdict, reason)


def write_judgement(judgement: Judgement) -> str:
    """The judgement as an item of a list, ending with a line feed."""
    pairs = [(key, getattr(judgement, key)) for key in _KEYS]
    return "- " + "\n  ".join(f"{key}: {scalar(value)}" for key, value in pairs if value) + "\n"


def read_judgements(text: str, shown: str) -> list[Judgement]:
    """The judgements of a file, in its order. Raises `BadInput`."""
    tree = strictyaml.parse(text, shown)
    if not isinstance(tree, strictyaml.Sequence):
        raise BadInput(Problem(Location(shown, 1, 1), "a file of judgements is a list", "start one with '- claim:'"))
    return [_judgement(node) for node in tree]


def _judgement(node: strictyaml.Node) -> Judgement:
    if not isinstance(node, strictyaml.Mapping):
        raise node.fail("a judgement is a mapping", "write '- claim: ...' and the rest")
    node.check_keys(_KEYS, "key of a judgement")
    verdict = node.required("verdict")
    if verdict not in VERDICTS:
        message, mend = f"unknown verdict {verdict!r}", f"write one of {', '.join(VERDICTS)}"
        raise BadInput(Problem(node.at("verdict"), message, mend))
    claim, reading, quote, says = (node.required(key) for key in ("claim", "reading", "quote", "says"))
    return Judgement(claim, reading, quote, says, verdict, node.text("reason"))
