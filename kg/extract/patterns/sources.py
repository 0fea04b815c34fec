"""Takes a stretch of speech and the registry; gives who is the speaker of a claim in it; touches nothing.

Who is named is known already. Of those who are not ("leaks", "local authorities") the words are the name: registered as
such, or proposed.
"""

from __future__ import annotations

import re

from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.speech import Speech
from kg.model import Claim, Newcomer, Schema, Span
from kg.resolve import Registry

#: The class of those who are not named.
UNNAMED = "UnnamedSource"
_LEADING = re.compile(r"^(?:the|a|an|some|several|many|one|two|three|its|their|his|her)\s+", re.IGNORECASE)
_LONGEST = 40


def said_by(evidence: Evidence, said: Speech, registry: Registry) -> str | None:
    """The id of the speaker, None for the article itself."""
    if said.speaker is not None:
        return evidence.entity(said.speaker)
    return _name(said, registry)


def new_sources(speech: list[Speech], claims: list[Claim], schema: Schema, registry: Registry) -> list[Newcomer]:
    """The unnamed ones that the registry lacks and a claim gives as its speaker."""
    used = {claim.speaker for claim in claims}
    found: dict[str, Newcomer] = {}
    for said in speech if UNNAMED in schema.classes else ():
        name = _name(said, registry) if said.speaker is None else None
        if name and name in used and name not in registry.entities and name not in found:
            span = Span(said.start, said.end, said.words)
            found[name] = Newcomer(name, UNNAMED, (_words(said),), (), (span,))
    return list(found.values())


def _words(said: Speech) -> str:
    return _LEADING.sub("", " ".join(said.words.split()))


def _name(said: Speech, registry: Registry) -> str | None:
    words = _words(said)
    if not words or len(words) > _LONGEST or not re.search("[a-z]", words):
        return None
    known = [one.id for one in registry.find(words)]
    if len(known) == 1:
        return known[0]
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    taken = registry.entities.get(slug)
    return slug or None if taken is None or taken.type == UNNAMED else f"{slug}-unnamed"
