"""Takes a verb; gives what the words beside it make of it that is not there yet; touches nothing.

"Expects Acme to sell 300 and puts its orders at 200", "is placed at 300 and expected in 2027", "every 10% takes half a
point off the margin", "is gathering people for a plant in Bigtown", "Z9 to launch in May. Range 300 km".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality import houses, unreal
from kg.extract.patterns.syntax import clauses
from kg.extract.patterns.syntax.joining import joined_to

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The words of one kind.
_lists = partial(word_set, "manner")
_PRESENT = ("VBZ", "VBP")
_EACH = frozenset(("every", "each"))
_FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))


def of_neighbours(verb: Token, below: Token | None) -> str | None:
    """What the words beside a verb make of a figure or a thing that hangs on it."""
    if below is None or below.dep_ not in ("dobj", "obj", "prep", "npadvmod", "advmod"):
        if _goes_first(verb):
            return "planned"
        return "predicted" if _is_rule_of_thumb(verb) or _is_placed(verb) else None
    if _is_rule_of_thumb(verb) or (below.lower_ == "at" and (_is_placed(verb) or _is_valued(verb))):
        return "predicted"
    if below.dep_ == "prep" and below.lower_ == "for" and verb.lemma_.lower() in _lists("planned.gathering"):
        new = any(one.dep_ == "pobj" and one.tag_ == "NN" and unreal.is_unbuilt(one) for one in below.children)
        return "planned" if new else None
    return "planned" if below.dep_ == "prep" and _goes_first(verb) else None


def _goes_first(verb: Token) -> bool:
    """ "The unit goes first into the Z9"."""
    if verb.lemma_ != "go" or verb.tag_ not in _PRESENT:
        return False
    words = {child.lower_ for child in verb.children if child.i > verb.i}
    return bool(words & {"first", "initially"} and words & {"into", "to", "in"})


def _is_rule_of_thumb(verb: Token) -> bool:
    """ "Every 10% on the price takes half a point off the margin"."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or verb.tag_ not in _PRESENT or verb.lemma_.lower() not in _lists("predicted.moving"):
        return False
    words = {child.lower_ for child in subject.children}
    return bool(words & _EACH) and any(one.like_num for one in subject.children)


def _is_placed(verb: Token) -> bool:
    """ "Is placed at 300 and expected in 2027": the price of what is only expected."""
    if not clauses.is_passive(verb) or verb.lemma_.lower() not in _lists("predicted.placing"):
        return False
    joined = (one for one in verb.children if one.dep_ == "conj" and one.tag_ == "VBN" and not clauses.has_subject(one))
    return any(one.lemma_.lower() in _lists("predicted.passives") for one in joined)


def _is_valued(verb: Token) -> bool:
    """Whether who expects one figure puts another at so much, or a price that nobody knows was put somewhere."""
    if verb.lemma_.lower() not in _lists("predicted.valuing") - {"value"} or clauses.is_passive(verb):
        return False
    head = joined_to(verb)
    if verb.dep_ == "conj" and not clauses.has_subject(verb) and verb.tag_ in _PRESENT:
        return head.lemma_.lower() in _lists("predicted.verbs") | {"see"} and head.tag_ in _PRESENT
    subject = clauses.subject_of(verb)
    noun = subject.lemma_.lower() if subject is not None else ""
    outside = noun in _lists("predicted.outsiders") | word_set("speech", "unnamed")
    return outside and verb.tag_ in ("VBD", "VBN") and houses.values(verb)


def goes_on(token: Token) -> bool:
    """Whether notes without a verb go on a headline of what is to come: "Z9 to launch in May. Range 300 km"."""
    notes = token.sent
    if any(one.tag_ in _FINITE for one in notes):
        return False
    if any(clauses.is_headline_plan(one) for one in notes if one.i < token.i):
        return True
    before = token.doc[notes.start - 1] if notes.start else token
    if before is token or before.is_space:
        return False  # another paragraph
    return any(clauses.is_headline_plan(one) for one in before.sent)


def misread(noun: Token) -> Token | None:
    """The verb that was read as a noun beside its object: "could one day ship 300"."""
    beside = (child for child in noun.children if child.dep_ in ("nmod", "compound", "amod"))
    words = (one for one in (noun, *beside) if one.pos_ == "NOUN")
    return next((one for one in words if any(child.tag_ == "MD" and child.i < one.i for child in one.children)), None)


def of_participle(figure: Token) -> str | None:
    """What a participle right behind a figure tells: "out of 300 planned for this year", "with 300 envisaged"."""
    number = figure if figure.like_num else next((one for one in figure.children if one.dep_ == "nummod"), None)
    at = max(figure.i, number.i) + 1 if number is not None else 0
    if not at or at >= len(figure.doc) or figure.doc[at].tag_ != "VBN":
        return None
    told, behind = figure.doc[at], figure.doc[at + 1 : at + 2]
    if any(one.pos_ in ("NOUN", "PROPN", "ADJ") for one in behind) or any(one.dep_ == "aux" for one in told.children):
        return None  # "the 300 expected visitors came"
    return next((one for one in ("planned", "predicted") if told.lower_ in _lists(f"{one}.attributes")), None)
