"""Takes a verb; gives the words of its clause that say why or what for; touches nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.predicates import is_infinitive, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")
#: How the parser hangs a verb on a noun whose clause it has not seen.
_LOOSE = ("acl", "amod")


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
        if (found := _led_to(child, verb)) is not None:
            return found
    return None


def _led_to(child: Token, verb: Token) -> Token | None:
    """What a word below the verb leads to, if it leads to a reason."""
    if child.dep_ == "prep" and (found := _behind_preposition(child, verb)) is not None:
        return found
    if child.dep_ == "advcl":
        if child.lemma_ not in words("citing"):
            return _driven(child, verb)
        cited = _object(child)  # "citing people familiar with it": who said so, and no reason
        return None if cited and cited.lemma_.lower() in word_set("speech", "unnamed") else cited
    due = child.dep_ == "acomp" and child.lower_ in ("due", "down", "owing")
    if due or (child.lower_ == "thanks" and child.dep_ in ("npadvmod", "prep", "advmod", "dep", "intj")):
        held = [child, *(one for one in child.children if one.dep_ == "prep" and one.lower_ == "to")]
        return next((one for holder in held for one in holder.children if one.dep_ == "pobj"), None)
    return None


def _behind_preposition(child: Token, verb: Token) -> Token | None:
    """The reason behind a preposition: of some alone, of others behind verbs that ask for one."""
    if (found := behind(child) or _grounds(child)) is not None:
        return found
    lemma, noun = verb.lemma_.lower(), next((one for one in child.children if one.dep_ == "pobj"), None)
    if child.lower_ == "for" and lemma in words("rewarding"):
        return next((one for one in child.children if one.dep_ in ("pobj", "pcomp") and one.ent_type_ != "DATE"), None)
    if noun is None:
        return None
    troubled = child.lower_ == "over" and lemma in words("troubling")
    hoped = child.lower_ == "on" and noun.lemma_.lower() in words("hopes")
    traded = child.lower_ in ("after", "following") and noun.ent_type_ not in ("DATE", "TIME") and _trades(verb)
    return noun if troubled or hoped or traded or _runs_on(child, noun, verb) else None


def _runs_on(preposition: Token, noun: Token, verb: Token) -> bool:
    """Whether an "as" that the parser takes for a preposition opens a clause: "fell as fears of a price war grew"."""
    if preposition.lower_ != "as" or verb.lemma_.lower() not in words("swinging"):
        return False
    behind_ = (one for one in noun.subtree if one.i > noun.i and one.lemma_.lower() not in words("as_told"))
    return any(one.tag_ in ("VBD", "VBZ", "VBP") or (one.tag_ == "VBN" and one.dep_ in _LOOSE) for one in behind_)


def _object(verb: Token) -> Token | None:
    return next((one for one in verb.children if one.dep_ in ("dobj", "obj")), None)


def behind(preposition: Token) -> Token | None:
    """The noun behind a preposition of reason, of one word or of two."""
    following = preposition.nbor().lower_ if preposition.i + 1 < len(preposition.doc) else ""
    phrase = f"{preposition.lower_} {following}"
    if preposition.lower_ not in words("reasons") and phrase not in words("reasons"):
        return None
    holders = [preposition, *(one for one in preposition.children if one.dep_ in ("prep", "pcomp"))]
    return next((one for holder in holders for one in holder.children if one.dep_ == "pobj"), None)


def _grounds(preposition: Token) -> Token | None:
    """What a noun between two prepositions leads to: "on the back of strong demand", "in response to a lawsuit"."""
    for noun in (one for one in preposition.children if one.dep_ == "pobj"):
        if f"{preposition.lower_} {noun.lemma_.lower()}" in words("grounds"):
            held = [one for one in noun.children if one.dep_ == "prep" and one.lower_ in ("of", "to")]
            return next((one for holder in held for one in holder.children if one.dep_ == "pobj"), None)
    return None


def _driven(participle: Token, verb: Token) -> Token | None:
    """By what something moved: "fell 5%, weighed down by dear copper", "rose, helped by a weak yuan"."""
    if participle.tag_ not in ("VBN", "VBD") or participle.lemma_.lower() not in words("driving"):
        return None
    if any(one.dep_ in ("nsubj", "nsubjpass", "auxpass", "mark") for one in participle.children):
        return None
    near = participle.i > verb.i or participle.i == participle.sent.start
    held = [one for one in participle.children if one.dep_ in ("agent", "prep") and one.lower_ == "by"]
    return next((one for by in held if near for one in by.children if one.dep_ in ("pobj", "pcomp")), None)


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
        if (mark.lower_ == "as" and _swings(verb, child)) or (mark.lower_ in ("after", "when") and _trades(verb)):
            return child
    return None


def _trades(verb: Token) -> bool:
    """Whether shares move, of which "after" says why: "the shares fell 5% after a crash was reported"."""
    moves = verb.lemma_.lower() in words("swinging")
    return moves and any(one.dep_ == "nsubj" and one.lemma_.lower() in ("share", "stock") for one in verb.children)


def _swings(verb: Token, clause: Token) -> bool:
    """Whether the clause behind "as" says why something moves: "sales fell as rivals cut prices"."""
    if verb.lemma_.lower() not in words("swinging") or clause.lemma_.lower() in words("copula") | words("as_told"):
        return False
    own = next((one for one in clause.children if one.dep_ in ("nsubj", "nsubjpass")), None)
    return own is not None and own.pos_ in ("NOUN", "PROPN")


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
