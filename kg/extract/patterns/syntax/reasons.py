"""Takes a verb; gives the words of its clause that say why or what for; touches nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.predicates import is_infinitive, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")


def given(verb: Token) -> Token | None:
    """What stands behind "because of", "due to", "citing", "because"."""
    for child in verb.children:
        if (
            child.i < verb.i
            and child.dep_ != "advcl"
            and child.lower_ != "thanks"
            and (child.lower_ == "amid" or child.i != child.sent.start)
        ):
            continue
        if child.dep_ == "acomp" and child.lower_ in ("due", "down", "owing"):
            held = [child, *(one for one in child.children if one.dep_ == "prep" and one.lower_ == "to")]
            return next((one for holder in held for one in holder.children if one.dep_ == "pobj"), None)
        if child.lower_ == "thanks" and child.dep_ in ("npadvmod", "prep", "advmod", "dep", "intj"):
            held = [one for one in child.children if one.lower_ == "to"]
            return next((one for holder in held for one in holder.children if one.dep_ == "pobj"), None)
        if child.dep_ == "advcl" and child.lemma_ in words("citing"):
            return next((one for one in child.children if one.dep_ in ("dobj", "obj")), None)
        if child.dep_ == "prep" and (inner := behind(child)) is not None:
            return inner
        if child.dep_ == "prep" and child.lower_ == "over" and verb.lemma_.lower() in words("troubling"):
            return next((one for one in child.children if one.dep_ == "pobj"), None)
        if child.dep_ == "prep" and child.lower_ == "for" and verb.lemma_.lower() in words("rewarding"):
            return next(
                (one for one in child.children if one.dep_ in ("pobj", "pcomp") and one.ent_type_ != "DATE"), None
            )
        if child.dep_ == "prep" and child.lower_ == "on":
            mood = next((one for one in child.children if one.dep_ == "pobj"), None)
            if mood is not None and mood.lemma_.lower() in words("hopes"):
                return mood
    return None


def behind(preposition: Token) -> Token | None:
    """The noun behind a preposition of reason, of one word or of two."""
    following = preposition.nbor().lower_ if preposition.i + 1 < len(preposition.doc) else ""
    phrase = f"{preposition.lower_} {following}"
    if preposition.lower_ not in words("reasons") and phrase not in words("reasons"):
        return None
    holders = [preposition, *(one for one in preposition.children if one.dep_ in ("prep", "pcomp"))]
    return next((one for holder in holders for one in holder.children if one.dep_ == "pobj"), None)


def attributed(verb: Token) -> Token | None:
    """What something is put down to: "attributed the loss to costs", "blames the cold"."""
    lemma = verb.lemma_.lower()
    if lemma not in words("attributing") or is_passive(verb):
        return None
    things = [one for one in _objects(verb) if one.i > verb.i]
    behind_ = [*verb.children, *(inner for thing in things for inner in thing.children)]
    behind_ += [inner for one in behind_ if one.dep_ in ("prt", "advmod", "prep") for inner in one.children]
    wanted = "on" if lemma in ("blame", "pin") else "to"
    led = [one for one in behind_ if one.dep_ in ("prep", "dative") and one.lower_ == wanted and one.i > verb.i]
    if lemma in ("put", "chalk") and not any(one.lower_ in ("down", "up") for one in behind_):
        return None
    found = next((one for held in led for one in held.children if one.dep_ == "pobj"), None)
    return found if found is not None or lemma != "blame" else next(iter(things), None)


def given_clause(verb: Token) -> Token | None:
    """The clause behind "because", or behind "since" where that tells no time."""
    inner = [one for child in verb.children if child.dep_ == "xcomp" for one in child.children]
    for child in (*verb.children, *inner):
        if child.dep_ != "advcl" or child.i < verb.i:
            continue
        mark = next((one for one in child.children if one.dep_ == "mark"), None)
        if any(one.dep_ == "neg" for one in child.children):
            continue  # the words would hold the denial, and the claim would be denied once more
        if mark is None or mark.i > child.i or mark.i != min(one.i for one in child.subtree):
            continue
        if any(one.ent_type_ == "DATE" for one in child.subtree) and mark.lower_ != "because":
            continue
        if mark.lower_ == "because" or (mark.lower_ == "since" and not _is_perfect(verb)):
            return child
    return None


def _is_perfect(verb: Token) -> bool:
    """Whether the verb goes with a "since" of time: "has grown since"; so may a past form."""
    return verb.tag_ in ("VBN", "VBD") or any(one.lemma_ == "have" and one.dep_ == "aux" for one in verb.children)


def in_order(verb: Token) -> Token | None:
    """The infinitive behind "in order to"."""
    for child in verb.children:
        if child.i > verb.i and child.lower_ == "in":
            order = next((one for one in child.children if one.lower_ == "order"), None)
            if order is not None:
                return next((one for one in order.children if one.pos_ == "VERB" and is_infinitive(one)), None)
    return None


def wished(verb: Token) -> Token | None:
    """What is wanted without a verb: "wants its part", "hopes for peace", "aims at the young"."""
    if verb.lemma_.lower() not in words("wishing"):
        return None
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("dobj", "obj") and child.pos_ == "NOUN":
            return child if not any(one.dep_ == "xcomp" and is_infinitive(one) for one in verb.children) else None
        if child.i > verb.i and child.dep_ == "prep" and child.lower_ in ("for", "at"):
            return next((one for one in child.children if one.dep_ == "pobj" and one.pos_ == "NOUN"), None)
    return None


def _objects(verb: Token) -> list[Token]:
    return [one for one in verb.children if one.dep_ in ("dobj", "obj")]
