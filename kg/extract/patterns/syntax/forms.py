"""Takes a word; gives how it is formed, or takes up what was told by a form of it or its origin; touches nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
#: Nouns that stand for a form only where a word says which.
_ONES = ("one", "ones", "model", "models")


def is_form(token: Token) -> bool:
    """Whether the token stands for the thing told before in its forms: "all trims", "the top version"."""
    before = [one.lower_ for one in token.lefts]
    if token.lemma_ in words("forms") and not words("whole_ranges").isdisjoint(before):
        return True
    kinds = words("ranks") if token.lemma_ in words("forms") else words("rank_alone") if token.lower_ in _ONES else ()
    return any(one in kinds for one in before)


def is_epithet(noun: Token) -> bool:
    """Whether the noun takes somebody up by where that one is from: "the Norton firm" tells it by the way."""
    return any(one.ent_type_ == "GPE" and one.dep_ in ("compound", "amod", "nmod") for one in noun.lefts)


def begins_compound(token: Token) -> bool:
    """Whether a hyphen ties the token to what follows, and the whole describes or names: "state" of "state-owned"."""
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "HYPH"


def ends_compound(token: Token) -> bool:
    """Whether a hyphen ties the token to what stands before it: "owned" of "state-owned"."""
    return token.i > 0 and token.nbor(-1).tag_ == "HYPH"
