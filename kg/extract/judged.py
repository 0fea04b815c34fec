"""Takes the judgements in `data/judgements/`, and readings; gives the readings without what people have decided on.

Touches nothing.

A judgement remembers that a person did not accept a proposal as it was, so that no later extraction proposes it again:

    - claim: 0123456789abcdef        # the id of the claim
      reading: fedcba9876543210      # the same without the place of the quote: it survives a change of the text
      quote: ...
      says: subject | property | value
      verdict: rejected              # or edited: accepted in another form
      wrong: when                    # or scope, modality: where only that is wrong
      reason: ...

What is refused in its core (subject, property, and object or value) stays refused whatever time, scope or modality a
later version of the extractor finds for it, and wherever its quote then ends. Where only one of these is wrong, the
reading comes back once the extractor reads it otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg import quantities, strictyaml
from kg.errors import BadInput, Location, Problem
from kg.extract.reviewed import dangling
from kg.extract.written import scalar
from kg.model import Claim, Reading
from kg.vocab import mint

_KEYS = ("claim", "reading", "quote", "says", "verdict", "wrong", "reason")
VERDICTS = ("rejected", "edited")
#: The slots beside the core.
FINE = ("when", "scope", "modality")
_WRONG = re.compile(rf"({'|'.join(FINE)}):\s*(.*)", re.DOTALL)
#: How many slots are the core, and what stands between slots.
_CORE, _SLOT = 3, " | "
#: The reasons under which proposals are withheld that a person has decided on.
ACCEPTED, JUDGED, HANGING = "already reviewed", "rejected before", "what it hangs on is not proposed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a proposal: its claim id, its reading, the verdict, the slot that is wrong if no other is, why."""

    claim: str
    reading: str
    quote: str
    says: str
    verdict: str
    wrong: str | None
    reason: str | None

    def refuses(self, claim: Claim) -> bool:
        """Whether the claim has the core that was refused, in the same words or in some of them."""
        core = _says(_slots(claim)[:_CORE])
        same = self.says == core or self.says.startswith(f"{core}{_SLOT}")
        return self.wrong is None and same and (claim.span.text in self.quote or self.quote in claim.span.text)


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


def _says(slots: Iterable[str]) -> str:
    return _SLOT.join(slot for slot in slots if slot)


def judge(claim: Claim, verdict: str, reason: str | None, rivals: Iterable[Claim] = ()) -> Judgement:
    """The judgement on a proposal. A reason that starts with "when:", "scope:" or "modality:" names what is wrong.

    So do `rivals`: proposals not decided on that differ from the claim in one of these alone.
    """
    told = _WRONG.fullmatch(reason or "")
    wrong, reason = (told[1], told[2] or None) if told else (None, reason)
    says, quote = _says(_slots(claim)), claim.span.text
    judgement = Judgement(claim.id, reading_id(claim), quote, says, verdict, wrong, reason)
    apart = (differing(claim, one) for one in rivals if judgement.refuses(one))
    return judgement if wrong else replace(judgement, wrong=next((one for one in apart if one), None))


def differing(claim: Claim, other: Claim) -> str | None:
    """The first slot beside the core in which two claims differ."""
    return next((slot for slot in FINE if _fine(claim)[slot] != _fine(other)[slot]), None)


def _fine(claim: Claim) -> dict[str, object]:
    when = claim.when.text if claim.when else ""
    return {"when": when, "scope": sorted(claim.scope), "modality": (claim.modality, claim.negated)}


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
    wrong = node.text("wrong")
    if wrong is not None and wrong not in FINE:
        message, mend = f"unknown slot {wrong!r}", f"write one of {', '.join(FINE)}, or leave it out"
        raise BadInput(Problem(node.at("wrong"), message, mend))
    claim, reading, quote, says = (node.required(key) for key in ("claim", "reading", "quote", "says"))
    return Judgement(claim, reading, quote, says, verdict, wrong, node.text("reason"))


def withhold(reading: Reading, reviewed: Iterable[Claim], judged: Iterable[Judgement]) -> Reading:
    """The reading without the claims that are reviewed, or judged already: by id, by words and slots, or by core."""
    reviewed = tuple(reviewed)
    why = decisions(reading, reviewed, judged)
    dropped = Counter(dict(reading.dropped))
    dropped.update(why.values())
    kept = [claim for claim in reading.claims if claim.id not in why]
    standing = without_hanging(kept, reviewed)
    if fallen := len(kept) - len(standing):
        dropped[HANGING] += fallen
    return replace(reading, claims=standing, dropped=tuple(sorted(dropped.items())))


def decisions(reading: Reading, reviewed: Iterable[Claim], judged: Iterable[Judgement]) -> dict[str, str]:
    """The ids of the claims of a reading that a person has decided on, each with what became of it."""
    accepted = {one for claim in reviewed for one in (claim.id, reading_id(claim))}
    judged = tuple(judged)
    refused = {one for judgement in judged for one in (judgement.claim, judgement.reading)}
    found = {}
    for claim in reading.claims:
        ids = {claim.id, reading_id(claim)}
        if ids & accepted:
            found[claim.id] = ACCEPTED
        elif ids & refused or any(judgement.refuses(claim) for judgement in judged):
            found[claim.id] = JUDGED
    return found


def without_hanging(claims: Iterable[Claim], reviewed: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of one article without those that hang on a claim that is neither among them nor reviewed."""
    kept = tuple(claims)
    keys = {claim.key for claim in reviewed if claim.key}
    while hanging := dangling(kept, keys):
        kept = tuple(claim for claim in kept if claim not in hanging)
    return kept
