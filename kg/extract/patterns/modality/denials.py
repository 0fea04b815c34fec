"""Takes a word of an analysed sentence and the part below it; gives whether the word denies the part; touches nothing.

"Denied the report", "it is not true that", "claims that are false".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.modality import outlook
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_denied(at: Token, below: Token) -> bool:
    """Whether a word makes a denial of what hangs on it: a verb of denying, a predicate such as "false"."""
    if is_untrue(at, below) or (below.dep_ == "prep" and outlook.denies_report(at, below)):
        return True
    if below.dep_ in ("dobj", "nsubjpass", "obj", "nsubj") and outlook.denies(at, below):
        return True
    false = clauses.predicate_of(at) & outlook.lists("denied", "adjectives")
    return below.dep_ in ("nsubj", "csubj", "acl") and bool(false)


def is_untrue(at: Token, below: Token) -> bool:
    """ "It is not true that", "claims that ... are not accurate"."""
    said = below.dep_ in ("ccomp", "csubj", "advcl") or (
        below.dep_ in ("nsubj", "nsubjpass") and below.lemma_.lower() in outlook.lists("denied", "objects")
    )
    if not said or not any(clauses.is_negation(child) for child in at.children):
        return False
    return bool(clauses.predicate_of(at) & outlook.lists("denied", "true"))
