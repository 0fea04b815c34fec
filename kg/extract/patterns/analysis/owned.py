"""Takes an analysed document; parts names from the nouns and verbs that the model ties them to; touches that document.

"Both versions of the Zed share a hook": the model makes "the Zed share" one phrase. "Under the Acme, Norton and Zed
brands": it makes three things of the list, the last of which is "Zed brands".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

words = partial(word_set, "grammar")
_STOPS = (".", "!", "?")
_BASE = ("NN", "VB", "VBP")
#: With what the object of a verb begins that the model takes for a noun.
_BEGINNINGS = ("DT", "CD", "PRP$")
_BEFORE = ("compound", "nmod", "det", "amod", "poss", "nummod")


def part_names(doc: Doc) -> None:
    """Give verbs back what is no part of their subject, and the noun behind a list of names all of them."""
    for token in doc:
        if token.dep_ != "compound" or token.pos_ != "PROPN" or token.head.i != token.i + 1:
            continue
        last = token.head
        if last.tag_ in _BASE and last.text.islower():
            _part_verb(token, last)
        elif last.tag_ == "NNS" and last.dep_ == "conj" and last.lower_.removesuffix("s") in words("kinds"):
            _share(token, last)


def _part_verb(name: Token, verb: Token) -> None:
    """ "All versions of the Zed use hooks": the name belongs to the preposition before it, the verb to the plural."""
    own = [one for one in verb.lefts if one.dep_ in _BEFORE]
    first = own[0].left_edge.i
    led = verb.doc[first - 1] if first > verb.sent.start else None
    if led is None or led.dep_ != "prep" or led.head.tag_ not in ("NNS", "NNPS") or led.head.i != led.i - 1:
        return
    doer = led.head
    if verb.tag_ == "NN":
        if verb.head != led or doer.dep_ != "ROOT" or not _takes_object(verb, doer):
            return
        verb.head, verb.dep_ = verb, "ROOT"
        verb.tag_, verb.pos_ = "VBP", "VERB"
        doer.head, doer.dep_ = verb, "nsubj"
        for one in list(doer.rights):
            if one.i > verb.i:
                one.head = verb
    elif doer.head != verb:
        return
    for one in own:
        if one != name:
            one.head = name
    name.head, name.dep_ = led, "pobj"


def _takes_object(verb: Token, doer: Token) -> bool:
    """Whether a phrase begins right behind what must be a verb then, as nothing else in its sentence is one."""
    behind = verb.nbor() if verb.i + 1 < verb.sent.end else verb
    if behind.tag_ not in _BEGINNINGS or not any(one.text in _STOPS for one in verb.sent[-2:]):
        return False
    for one in (*verb.rights, *doer.rights):
        if one.left_edge.i == behind.i:
            one.head, one.dep_ = verb, "dobj"
            return True
    return False


def _share(name: Token, noun: Token) -> None:
    """ "The Acme, Norton and Zed brands": where the article is that of the first, all of them are the noun's."""
    if noun.left_edge.i < name.left_edge.i:
        return
    names = [noun.head]
    while names[-1].dep_ == "conj":
        names.append(names[-1].head)
    first = names[-1]
    if any(one.pos_ != "PROPN" for one in names) or not any(one.dep_ in ("det", "poss") for one in first.lefts):
        return
    name.head, name.dep_ = noun.head, "conj"
    noun.head, noun.dep_ = first.head, first.dep_
    for one in list(first.lefts):
        if one.dep_ in ("det", "poss", "predet", "preconj"):
            one.head = noun
    first.head, first.dep_ = noun, "nmod"
