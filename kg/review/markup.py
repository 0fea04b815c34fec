"""Takes proposals; gives them as a text to be marked up in an editor, and takes that text back; touches `data/`.

A line is a decision: `accept ID`, `reject ID reason`, `skip ID`, or `register ID as CLASS in FILE`, which is heeded
when an accepted claim needs the newcomer. Lines that start with # are for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import BadInput, KgError, Location, Problem
from kg.model import Newcomer
from kg.review.decide import accept, home_of, register, reject
from kg.review.desk import Desk, Item
from kg.review.wording import context, passage_of, say

_VERDICT = re.compile(r"(accept|reject|skip)\s+([0-9a-f]{16})(?:\s+(.*\S))?\s*")
_REGISTER = re.compile(r"register\s+(\S+)\s+as\s+(\S+)\s+in\s+(\S+)\s*")
_HEAD = """\
# Proposals to review. Change `skip` to `accept` or `reject`; after the id of a rejected one a reason may follow:
# `reject ID reason`, or `reject ID when: reason` (scope:, modality:) where only that is wrong.
# A `register` line says what a new name becomes when an accepted claim needs it: change class or file at will.
# Lines that start with # are for you. Then: kg review --from-file THIS-FILE
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the marked-up text: `verdict` with the claim's id, or "register" with the newcomer's, and where."""

    verdict: str
    id: str
    reason: str | None
    kind: str
    file: str
    location: Location


def write_markup(desk: Desk) -> str:
    """All proposals of the desk, each with its paragraph and its reading, undecided."""
    parts = [_HEAD]
    offered: set[str] = set()
    for item in desk.items:
        newcomers = [one for one in desk.missing(item) if one.id not in offered]
        offered.update(one.id for one in newcomers)
        parts.append(_item(desk, item, newcomers))
    return "\n".join(parts)


def _item(desk: Desk, item: Item, newcomers: Iterable[Newcomer]) -> str:
    claim = item.claim
    known = desk.known(item)
    where = passage_of(desk.articles[claim.article], claim)
    lines = [
        f"# {claim.article} ¶{where.number}",
        f"#   {where.before}[[{where.quote}]]{where.after}",
        f"#   {say(claim, desk.schema, known)}",
        f"#   {'' if claim.confidence is None else f'{claim.confidence:f}, '}{claim.reason or claim.extractor}",
    ]
    standing, near = context(desk, item)
    lines += [f"#   stands: {say(one, desk.schema, known)} [{one.article}]" for one in standing]
    lines += [f"#   near: {one.id} {say(one, desk.schema, known)} [{one.article}]" for one in near]
    for one in newcomers:
        names = ", ".join(one.names)
        lines.append(f"#   new: {names}" + (f"; near {', '.join(one.near)}" if one.near else ""))
        lines.append(f"register {one.id} as {one.type} in {home_of(desk, one.type)}")
    lines.append(f"skip {claim.id}")
    return "".join(f"{_one_line(line)}\n" for line in lines)


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def read_markup(text: str, shown: str) -> list[Decision]:
    """The decisions of a marked-up text. Raises `BadInput` with every line that is none."""
    decisions, problems = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        where = Location(shown, number, 1)
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if match := _VERDICT.fullmatch(bare):
            decisions.append(Decision(match[1], match[2], match[3], "", "", where))
        elif match := _REGISTER.fullmatch(bare):
            decisions.append(Decision("register", match[1], None, match[2], match[3], where))
        else:
            message = f"{_one_line(bare[:40])!r} is no decision"
            problems.append(Problem(where, message, "write accept ID, reject ID reason, skip ID, or start it with #"))
    seen: dict[str, Decision] = {}
    for one in decisions:
        if seen.setdefault(one.id, one) is not one:
            message = f"a second decision on {one.id}, the first is in line {seen[one.id].location.line}"
            problems.append(Problem(one.location, message, "keep one of them"))
    if problems:
        raise BadInput(*problems)
    return decisions


def apply(desk: Desk, decisions: Iterable[Decision]) -> dict[str, int]:
    """Carry out the decisions; how many there were of each kind, those that had been carried out before apart.

    An id that is unknown stops all of it before anything is written. Raises `BadInput`.
    """
    decisions = tuple(decisions)
    items = {item.claim.id: item for item in desk.items}
    before = {claim.id for claim in desk.claims}
    before |= {one.claim for article in desk.articles for one in desk.shelf.judged(article)}
    if unknown := [one for one in decisions if one.verdict != "register" and one.id not in items.keys() | before]:
        mend = "take the ids from kg review --to-file"
        raise BadInput(*(Problem(one.location, f"no proposal has the id {one.id}", mend) for one in unknown))
    classes = {one.id: one for one in decisions if one.verdict == "register"}
    counts = dict.fromkeys(("accepted", "rejected", "skipped", "decided before"), 0)
    # A claim that hangs on another one comes after it.
    for one in sorted(decisions, key=lambda one: one.id in items and bool(_hangs_on(items[one.id]))):
        if one.verdict == "register":
            continue
        if one.id not in items:
            counts["decided before"] += 1
        elif one.verdict == "accept":
            _accept(desk, items[one.id], one, classes)
            counts["accepted"] += 1
        elif one.verdict == "reject":
            reject(desk, items[one.id], one.reason)
            counts["rejected"] += 1
        else:
            counts["skipped"] += 1
    return counts


def _hangs_on(item: Item) -> str | None:
    return item.claim.condition.claim if item.claim.condition else None


def _accept(desk: Desk, item: Item, decision: Decision, classes: dict[str, Decision]) -> None:
    try:
        for newcomer in desk.missing(item):
            if newcomer.id not in classes:
                mend = f"write: register {newcomer.id} as CLASS in FILE"
                raise BadInput(Problem(decision.location, f"{newcomer.id} is new and has no register line", mend))
            register(desk, newcomer, classes[newcomer.id].kind, classes[newcomer.id].file)
        accept(desk, item)
    except BadInput:
        raise
    except KgError as error:
        raise BadInput(Problem(decision.location, str(error))) from None
