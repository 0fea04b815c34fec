"""Takes a word of an article under its layers; gives what did something last before it; touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many sentences back something may have done it.
_BACK = 3


def lately(evidence: Evidence, naming: Naming, token: Token, classes: tuple[str, ...]) -> Mention | None:
    """The only thing of the classes that is a subject in the last sentence that has one, or else is named in it.

    Sentences that only say what something is or was are left out.
    """
    start = token.sent.start
    for _ in range(_BACK):
        if start == 0:
            return None
        before = evidence.doc[start - 1].sent
        start = before.start
        if before.root.lemma_ == "be":
            continue
        acting = _fitting(evidence, naming, (one.i for one in before if one.dep_ == "nsubj"), classes)
        found = acting or _fitting(evidence, naming, range(before.start, before.end), classes)
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def beforehand(
    evidence: Evidence, naming: Naming, token: Token, classes: tuple[str, ...], own: Sequence[Token]
) -> Mention | None:
    """The only other thing of the classes that is a subject before the token in its sentence."""
    told = (one.i for one in evidence.doc[token.sent.start : token.i] if one.dep_ == "nsubj" and one not in own)
    found = _fitting(evidence, naming, told, classes)
    return next(iter(found.values())) if len(found) == 1 else None


def _fitting(
    evidence: Evidence, naming: Naming, indices: Iterable[int], classes: tuple[str, ...]
) -> dict[str | None, Mention]:
    """The things of the classes that the tokens are of, each once."""
    named = (evidence.mentions[index] for index in indices if index in evidence.mentions)
    return {evidence.entity(one): one for one in named if naming.fits(evidence, one, classes)}
