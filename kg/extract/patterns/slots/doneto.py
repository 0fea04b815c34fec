"""Takes an "it" that something is done to and what it was taken for; gives what it means instead; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Classes that anything is of, a whole event or a saying, too.
_ANYTHING = "Entity"


def done_to(
    evidence: Evidence,
    naming: Naming,
    token: Token,
    taken: Mention | None,
    classes: tuple[str, ...],
    head: Token,
    *,
    is_object: bool,
) -> Mention | None:
    """What an "it" means that something is done to, which the one whom it was taken for cannot be done to.

    "Acme showed the Norton. It will be launched in May": the only such thing that the last sentences name. Where a
    relation has it as its object ("The Norton is new. Zed builds it"), that must be of the same sentence, or the
    subject of the one before.
    """
    if token.lower_ != "it" or token.dep_ not in ("nsubjpass", "dobj"):
        return None
    if taken and (taken.by != "reference" or naming.fits(evidence, taken, classes)):
        return None
    found = naming.recent(evidence, head, classes)
    if found is None or not is_object or found.span.start >= token.sent.start_char:
        return found
    before = None if _ANYTHING in classes else naming.earlier(evidence, head, classes, vague=True)
    return found if before and evidence.entity(before) == evidence.entity(found) else None
