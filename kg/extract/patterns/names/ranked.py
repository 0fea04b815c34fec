"""Takes a noun of an analysed text; gives whether it tells of which kind somebody is the largest; touches nothing.

"The world's third-largest brewer" refers back as "the brewer" does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def ranks(noun: Token) -> bool:
    """Whether a subject tells of which kind somebody is the largest, in the world or in a country."""
    if noun.dep_ != "nsubj" or not any(child.dep_ == "amod" and child.tag_ == "JJS" for child in noun.lefts):
        return False
    return all(one.ent_type_ == "GPE" or one.lower_ == "world" for one in noun.lefts if one.dep_ == "poss")


def tells_rank(child: Token, noun: Token) -> bool:
    """Whether a word tells of whom somebody is the largest: "the world's", "third-largest", "in Norland"."""
    if child.dep_ == "prep":
        told = child.lower_ in ("in", "of")
    else:
        told = child.dep_ == "poss" or (child.dep_ in ("amod", "advmod") and child.tag_ in ("JJS", "RB"))
    return told and ranks(noun)
