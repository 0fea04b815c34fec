"""Takes a word of an analysed sentence and the part of it that is looked at; gives how often it is negated there.

Touches nothing. "Not", "never", "no", "without", "no plans to", "scrapped plans to".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.modality.outlook import lists
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What negation does not reach over.
_APART = ("advcl", "relcl", "acl", "conj", "parataxis", "appos")


def turns(at: Token, below: Token | None) -> int:
    """How many words at this place turn what stands below into its contrary; below is None for the word itself."""
    if below is not None and _drops(at, below):
        return 1
    if below is not None and below.dep_ in _APART and not (below.dep_ == "conj" and not clauses.is_apart(below)):
        return int(below.dep_ in ("acl", "relcl") and clauses.is_infinitive(below) and clauses.has_no(at))
    count = sum(clauses.is_negation(child) for child in at.children if child != below)
    if count and _is_until(at):
        return 0
    if below is None or (clauses.is_core(below) and below.dep_ not in clauses.SUBJECTS):
        count += sum(clauses.has_no(child) for child in at.children if child != below and clauses.is_core(child))
    if at.dep_ in {"pcomp", "pobj"}:
        link = at.head
        before = at.doc[link.i - 1].lower_ if link.i else ""
        count += link.lower_ in lists("negated", "prepositions")
        close = before == "close" and link.i > 1 and at.doc[link.i - 2].lemma_ == "come"  # "came close to selling 300"
        count += at.dep_ == "pcomp" and (close or before in lists("negated", "instead"))
    return count


def _is_until(verb: Token) -> bool:
    """ "Will not be sold until May": it will be, in May."""
    beside = [*verb.children, *(one for child in verb.children if child.dep_ == "acomp" for one in child.children)]
    until = next((one for one in beside if one.dep_ == "prep" and one.lower_ in ("until", "till")), None)
    return until is not None and any(token.is_digit or token.is_title for token in until.subtree)


def _drops(at: Token, below: Token) -> bool:
    """ "Scrapped its plan"."""
    given_up = at.lemma_.lower() in lists("negated", "dropping") and below.dep_ in ("dobj", "obj", "nsubjpass")
    return given_up and below.lemma_.lower() in lists("planned", "nouns")
