"""Takes a verb; gives whether "would" with it is the "will" of what was said before; touches nothing.

And whether "would not" tells of what failed, and "find" of what came to light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token


#: What somebody would not give.
_ANSWERS = frozenset(("response", "comment", "answer", "detail", "reply", "statement"))


def is_promised(verb: Token) -> bool:
    """Whether "would" is the "will" of what somebody said in the past: "said that it would build a plant"."""
    head = verb.head
    past = _is_past(head) or (head.tag_ == "VBG" and any(_is_past(one) for one in head.ancestors))
    told = head.lemma_.lower() in word_set("speech", "verbs") and head.lemma_.lower() not in word_set(
        "manner", "predicted.verbs"
    )
    return verb.dep_ == "ccomp" and past and told and head.lemma_ not in ("warn", "think", "believe", "fear", "doubt")


def _is_past(verb: Token) -> bool:
    """ "Said", "had said", "were told"."""
    helps = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return verb.tag_ == "VBD" or bool(helps & {"had", "was", "were"})


def finds_out(verb: Token) -> bool:
    """Whether "find" tells what came to light, a clause, and no view: "the inquiry found that the door was shut"."""
    clause = any(
        child.dep_ == "ccomp" and any(one.tag_ in ("VBD", "VBZ", "VBP", "MD") for one in (child, *child.children))
        for child in verb.children
    )
    return verb.lemma_ == "find" and clause


def is_measured(verb: Token) -> bool:
    """Whether the object of a verb is a figure: "will hit 300"."""
    objects = (child for child in verb.children if child.dep_ in ("dobj", "obj"))
    return any(one.like_num for child in objects for one in child.subtree)


def refuses(verb: Token) -> bool:
    """Whether "would not" tells of what did not do its work: "the door would not open"."""
    alone = not any(child.dep_ in ("dobj", "obj", "xcomp", "ccomp") for child in verb.children)
    nobody = (one for child in verb.children if child.dep_ in clauses.SUBJECTS for one in child.children)
    negated = any(clauses.is_negation(child) or child.lower_ == "neither" for child in (*verb.children, *nobody))
    given = {one.lemma_.lower() for child in verb.children for one in (child, *child.children) if one.pos_ == "NOUN"}
    word = alone and verb.lemma_.lower() in word_set("manner", "negated.refusing")
    word |= verb.lemma_ in ("provide", "give", "offer", "make") and bool(given & _ANSWERS)
    before = verb.dep_ == "ccomp" and verb.i > verb.head.i  # behind: "said that the door would not open"
    return negated and word and not before


def rules_out(verb: Token) -> bool:
    """ "Ruled out"."""
    return verb.lemma_ == "rule" and any(child.lower_ == "out" for child in verb.children)
