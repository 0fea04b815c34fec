"""Takes a person or a whole of an article under its layers; gives for whom that one acts, or whether its part does.

Touches nothing.

"Acme had a weak month. Jane Doe has set a target of 400": of whom Jane Doe leads, as the registry's note on her says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.model import Mention

if TYPE_CHECKING:
    from kg.extract.patterns.slots.subjects import Naming


def employer(naming: Naming, evidence: Evidence, person: Mention | None, classes: tuple[str, ...]) -> Mention | None:
    """The last mention of whom a person acts for, if it fits; nobody for those of houses that tell of others."""
    for home in evidence.belonging.get(evidence.entity(person) or "", ()) if person else ():
        named = [one for one in evidence.all_mentions if evidence.entity(one) == home]
        if not named or any(map(evidence.observes, named)) or not naming.fits(evidence, named[0], classes):
            continue
        observers = (one for one in word_set("speech", "observers") if one in naming.schema.classes)
        if not any(naming.schema.is_a(named[0].type, one) for one in observers):
            before = [one for one in named if person and one.span.start < person.span.start]
            return before[-1] if before else named[0]
    return None


def owns_part(evidence: Evidence, at: int) -> bool:
    """Whether the token only says whose the part is that is told of: "at Acme's lamp division, sales fell"."""
    token = evidence.doc[at]
    part = evidence.mentions.get(token.head.i) if token.dep_ == "poss" else None
    return part is not None and part.by == "described"
