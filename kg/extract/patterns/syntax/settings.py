"""Takes a verb of an analysed sentence; gives what its clause tells of around it; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.syntax.predicates import joined, prepositional

if TYPE_CHECKING:
    from spacy.tokens import Token


def told_where(verb: Token) -> list[Token]:
    """The place that a clause tells of: "Norton, where the lamp is made"."""
    opens = verb.dep_ == "relcl" and any(one.lower_ == "where" and one.dep_ == "advmod" for one in verb.lefts)
    return [verb.head] if opens else []


def asks_a_price(head: Token, preposition: Token) -> bool:
    """Whether a counted object stands before the preposition: who "asks 40 for it" does not ask for it."""
    objects = (one for one in head.children if one.dep_ == "dobj" and one.i < preposition.i)
    return any(two.dep_ == "nummod" for one in objects for two in one.children)


def along(head: Token) -> list[Token]:
    """What something is done to beside its object: "showed the lamp, along with a shade", "together with"."""
    found = []
    for child in head.rights:
        if child.lower_ == "along":
            found += prepositional(child, ("with",))
        elif child.lower_ == "with" and any(one.lower_ in ("together", "along") for one in child.lefts):
            found += [one for inner in child.children if inner.dep_ == "pobj" for one in joined(inner)]
    return found


def is_because(token: Token) -> bool:
    """Whether "due" gives a reason, "due to a fault", and not what is to come: "due to launch", "due in May"."""
    if token.lower_ != "due" or token.i + 2 >= len(token.doc) or token.nbor().lower_ != "to":
        return False
    return token.nbor(2).tag_ != "VB"
