"""Takes a noun of a parsed sentence; gives whether it speaks of one thing, and where its verb says that it stands.

Touches nothing. "A plant is going up in Norton" names the place as well as "a plant in Norton" does, and so does "the
building of a plant has begun in Norton".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHERE = ("in", "at", "near", "outside")


def where_it_stands(noun: Token) -> Iterator[Token]:
    """The words behind the prepositions of place of the verb that says of the noun that it stands or is built."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in word_set("names", "building"):
        noun = noun.head.head
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ not in word_set("names", "standing"):
        return
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB":
        verb = verb.head
    for one in [verb, *(child for child in verb.children if child.dep_ in ("xcomp", "dobj", "prt", "attr"))]:
        for child in one.children:
            if child.dep_ == "prep" and child.lower_ in _WHERE:
                yield from child.subtree


def is_one(token: Token) -> bool:
    """Whether a noun speaks of one that happened: "the crash", "a fatal crash"; not "in case of fire"."""
    return any(one.dep_ == "det" and one.lower_ in ("the", "a", "an", "this") for one in token.children)


def is_said(token: Token) -> bool:
    """Whether a noun says of something else what it is: "the AX1, a hybrid unit from Acme"."""
    led = any(one.dep_ == "det" and one.lower_ in ("a", "an") for one in token.children)
    return led and token.dep_ in ("appos", "attr")
