"""Takes a figure and the article under its layers; gives the thing at whose name it stands; touches nothing.

In brackets behind the name, "the Acme One (299,900 yuan)", or as an epithet before it, "the 299,900-yuan Acme One".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Pattern
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What stands before an epithet, and what it ends with.
_OPENING = frozenset(("the", "its", "their", "his", "her", "'s", "new"))
_ENDS = frozenset(("-", "worth"))


def aside(
    evidence: Evidence, naming: Naming, asides: Mapping[str, Pattern], amount: Amount, token: Token
) -> Finding | None:
    """The finding of a figure right behind or before a name; `asides` are the patterns that allow it, by unit."""
    pattern = asides.get(amount.quantity.unit)
    if pattern is None:
        return None
    at = evidence.token(amount.span.start).i - 1
    bare = amount.span.text.isdigit() and bool(amount.quantity.unit)
    classes = pattern.subjects[:1] if bare else pattern.subjects
    mention = None
    if at >= 1 and evidence.doc[at].text in ("(", "," if bare else "("):
        mention = evidence.mentions.get(at - 1)
    elif not bare and at >= 0 and evidence.doc[at].lower_ in _OPENING:
        mention = _behind(evidence, amount)
    if mention is None or not naming.fits(evidence, mention, classes):
        return None
    return Finding(pattern.term, "at the name", (token,), mention, "own", "name", amount=amount)


def _behind(evidence: Evidence, amount: Amount) -> Mention | None:
    """What is named right behind the figure."""
    at, doc = evidence.token(amount.span.end - 1).i + 1, evidence.doc
    at += at < len(doc) and doc[at].text in _ENDS
    named = evidence.mentions.get(at)
    return named if named is not None and named.by != "reference" and named.span.start == doc[at].idx else None
