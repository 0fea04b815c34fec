"""Takes a verb behind "and"; gives the verb that it is joined to, whatever the parser tied it to; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def joined_to(verb: Token) -> Token:
    """ "Expects Acme to sell 300 and puts its profit at 200": whoever expects puts, and not Acme."""
    head = verb.head
    infinitive = head.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in head.children)
    past = infinitive and verb.dep_ == "conj" and verb.tag_ in ("VBZ", "VBD") and head.dep_ in ("ccomp", "xcomp")
    return head.head if past and head.head.tag_ == verb.tag_ else head
