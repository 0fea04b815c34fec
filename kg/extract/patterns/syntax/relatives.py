"""Takes tokens of a parsed sentence; gives what a relative clause speaks of; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = ("that", "which", "who", "whom", "whose")
_SUBJECTS = ("nsubj", "csubj")
#: What a name hangs on that only tells of somebody where he or she is from.
_INSIDE = ("pobj", "prep", "compound", "appos", "nmod", "poss", "conj")
_THINGS = ("ORG", "GPE", "FAC", "LOC", "NORP", "PRODUCT")


def possessor(token: Token) -> Token | None:
    """Whom "whose" before a noun takes up, or "its" before one that is joined to a name: "Acme and its parent"."""
    noun = token.head
    if token.lower_ == "whose":
        return antecedent(token, noun.head)
    joined = token.lower_ == "its" and token.dep_ == "poss" and noun.dep_ == "conj" and noun.left_edge.i == token.i
    own = any(one.lower_ == "own" for one in noun.lefts)  # "talks with Acme and its own parent"
    return noun.head if joined and not own and noun.head.pos_ == "PROPN" else None


def antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ not in RELATIVES:
        return token
    clause = verb
    while clause.dep_ in ("conj", "xcomp", "aux", "ccomp") and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ != "relcl":
        return token
    if token.lower_ == "who":
        return _somebody(clause.head)
    told = _last_of(clause.head, clause)
    if token.lower_ == "which" and told.tag_ == "NNS" and _tells_of_one(clause):
        return token  # the whole clause: "lamps broke, which draws attention"
    return told


def _last_of(noun: Token, clause: Token) -> Token:
    """Of things side by side the last, where the verb tells of one thing: "Acme and Norton, which is owned by Zed"."""
    if not _tells_of_one(clause):
        return noun
    called = [one for one in noun.rights if one.dep_ == "appos" and one.pos_ == "PROPN" and one.i < clause.i]
    at = called[-1] if called and noun.tag_ == "NNS" else noun
    while behind := [one for one in at.rights if one.dep_ == "conj" and one.pos_ == "PROPN" and one.i < clause.i]:
        at = behind[-1]
    return at


def _tells_of_one(clause: Token) -> bool:
    first = next((one for one in (*clause.lefts, clause) if one.dep_ in ("aux", "auxpass", "ROOT", "relcl")), clause)
    return first.tag_ == "VBZ" or first.lower_ == "was"


def relative_object(verb: Token) -> Token | None:
    """What a relative clause leaves open as object: "the shoe (that) the firm built"."""
    if verb.dep_ != "relcl":
        return None
    subject = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if subject and subject[0].lower_ not in RELATIVES:
        return verb.head
    return None


def _somebody(noun: Token) -> Token:
    """Whom "who" means behind the name of a thing: in "Jane Doe, head of design at Acme, who" it is Jane Doe."""
    if noun.ent_type_ not in _THINGS:
        return noun
    at = noun
    while at.ent_type_ != "PERSON" and at.dep_ in _INSIDE and at.head.i < at.i:
        at = at.head
    if (
        at.pos_ == "VERB" and at.i < noun.i
    ):  # "is headed by Jane Doe, once of Acme, who": what is put in hangs on the verb
        last = [one for one in at.children if one.dep_ == "agent" and one.i < noun.i]
        at = next((each for one in last for each in one.children if each.ent_type_ == "PERSON"), at)
    return at if at.ent_type_ == "PERSON" else noun
