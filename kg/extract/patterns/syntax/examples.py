"""Takes a common noun of a parsed text; gives the words for what it brings as examples; touches nothing.

"Works with several makers, including Acme and Norton", "a number of firms such as Acme": what is said of the noun is
said of them. "Lamps like the Norton" are like it, and perhaps none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.predicates import joined, prepositional

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_PLURAL = ("NNS", "NNPS")
#: How deep examples may lie in examples: "firms like Acme as well as makers including Norton".
_DEEP = 2


def examples(noun: Token, deep: int = 0) -> Iterator[tuple[Token, str]]:
    """The examples of a noun in the plural, each with the word that brings it."""
    if noun.lower_ == "likes":  # "the likes of Acme and Norton"
        yield from ((one, "likes") for one in prepositional(noun, ("of",)))
    if noun.lower_ in words("partitive") and noun.tag_ == "NN":
        for one in prepositional(noun, ("of",)):
            yield from examples(one, deep)
    if noun.tag_ not in _PLURAL or deep == _DEEP:
        return
    for bringing in _bringing(noun):
        for child in bringing.children:
            for one in joined(child) if child.dep_ == "pobj" else ():
                yield one, bringing.lower_
                yield from examples(one, deep + 1)


def _bringing(noun: Token) -> Iterator[Token]:
    """The prepositions that bring examples, behind the noun or behind what describes it ("makers in Norton")."""
    for child in noun.rights:
        if child.dep_ == "prep" and _brings(child):
            yield child
        elif child.dep_ in ("acl", "prep") and child.lower_ not in words("exemplifying"):
            yield from (one for one in child.rights if one.lower_ == "including" and one.dep_ == "prep")
    for other in noun.head.rights if noun.dep_ in ("dobj", "pobj") else ():  # the parser ties it to the verb
        if other.lower_ == "including" and other.dep_ == "prep" and other.i == noun.right_edge.i + 2:
            yield other


def _brings(preposition: Token) -> bool:
    such = preposition.lower_ != "as" or preposition.nbor(-1).lower_ == "such"
    return preposition.lower_ in words("exemplifying") and such
