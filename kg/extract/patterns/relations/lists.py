"""Takes a noun at a place of a pattern; gives the named things that its examples or its list bring; touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.examples import examples
from kg.extract.patterns.syntax.predicates import joined
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


def instances(
    evidence: Evidence, naming: Naming, noun: Token, classes: tuple[str, ...], barred: AbstractSet[str | None]
) -> Iterator[Mention]:
    """The named things of the classes that a noun brings as examples; "lamps like the Zed" are others."""
    if noun.pos_ != "NOUN":
        return
    for token, word in examples(noun):
        found = naming.named(evidence, token)
        is_one = found and (word != "like" or not naming.schema.is_a(found.type, "Product"))
        if found and is_one and evidence.entity(found) not in barred and naming.fits(evidence, found, classes):
            yield found


def astray(token: Token, noun: Token) -> list[Token]:
    """What the parser joins to the noun and not to what follows its preposition: "a rival of Acme and Norton"."""
    if token.dep_ != "pobj" or token.head.head.i != noun.i or token.pos_ not in ("PROPN", "NUM"):
        return []
    behind = [one for one in noun.children if one.dep_ == "conj" and one.i > token.i and one.pos_ == "PROPN"]
    return [one for first in behind if first.left_edge.i <= token.right_edge.i + 3 for one in joined(first)]


def listed_with(token: Token, noun: Token) -> list[Token]:
    """What is joined to what a noun is of. "Led by Acme, a unit of Norton, and Zed": the comma joins Acme."""
    own = [one for one in joined(token) if one not in (token, noun)]
    other = astray(token, noun)
    if noun.dep_ != "appos" or noun.tag_ != "NN":
        return [*own, *other]
    return [
        *(own if len(own) != 1 or not _set_off(own[0]) else ()),
        *(other if other and not _set_off(other[0]) else ()),
    ]


def _set_off(token: Token) -> bool:
    """Whether a comma and an "and" stand before the phrase of the token."""
    at = token.left_edge.i
    return at > 1 and token.doc[at - 1].lower_ == "and" and token.doc[at - 2].text == ","
