"""Takes an analysed document; gives a sentence its verb where the model sees none; touches that document.

"Lamps, still the largest business, brought in 4 million": the model takes a past tense for a participle, as in "lamps
brought by ship". "The notice names two makers": it takes a verb for the plural of a noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STOPS = (".", "!", "?")
_FINITE = ("VBZ", "VBD", "VBP", "MD")
_DOERS = ("nsubj", "nsubjpass", "expl")
_OWN = ("det", "compound", "amod", "nummod", "poss", "nmod", "quantmod", "predet")
#: What a participle behind its noun cannot have, but a verb has.
_GOVERNED = ("dobj", "ccomp")
#: How a model hangs the object on a verb that it takes for a noun, and with what an object begins.
_LOOSE = ("appos", "npadvmod", "dobj", "dep", "nummod")
_BEGINNINGS = ("DT", "CD", "PRP$", "PRP", "NNP", "NNPS")


def find_verbs(doc: Doc) -> None:
    """Make a verb of the participle or plural that alone can be the verb of a sentence."""
    strings = doc.vocab.strings
    rows = doc.to_array(["HEAD", "TAG", "POS", "DEP"])
    nouns = np.array([strings["NOUN"], strings["PROPN"]], dtype="uint64")
    for at in np.flatnonzero((rows[:, 0] == 0) & np.isin(rows[:, 2], nouns)).tolist():
        noun = doc[at]
        if any(one.text in _STOPS for one in noun.sent[-2:]):
            if noun.tag_ in ("NN", "NNS") and _make_present(noun):
                continue
            _make_past(noun)
    done = (rows[:, 1] == strings["JJ"]) & np.isin(
        rows[:, 3], np.array([strings[one] for one in ("ROOT", "conj", "ccomp", "relcl", "advcl")], dtype="uint64")
    )
    for at in np.flatnonzero(done).tolist():
        _make_passive(doc[at])
    past = np.isin(rows[:, 1], np.array([strings["VBN"], strings["VBD"]], dtype="uint64"))
    for at in np.flatnonzero(past & (rows[:, 3] == strings["amod"])).tolist():
        _free_object(doc[at])
    for at in np.flatnonzero((rows[:, 0] == 0) & (rows[:, 1] == strings["VBN"])).tolist():
        kinds = {one.dep_ for one in doc[at].children}
        if "nsubj" in kinds and not kinds & {"aux", "auxpass"} and _governs(doc[at]):
            doc[at].tag_ = "VBD"


def _make_passive(word: Token) -> None:
    """Make a participle of what has the auxiliary and the doer of a passive: "was outsold by Acme"."""
    kinds = {one.dep_ for one in word.children}
    if {"nsubjpass", "auxpass"} <= kinds and "agent" in kinds:
        word.tag_, word.pos_ = "VBN", "VERB"


def _make_past(noun: Token) -> None:
    """Make a past tense of the participle that has an object: "Acme, the maker of lamps, signed a deal"."""
    if any(one.dep_ in ("cop", "aux", "nsubj") for one in noun.children):
        return
    verb = _participle(noun)
    if verb is None or any(one.dep_ in (*_DOERS, "agent", "oprd", "aux") for one in verb.children):
        return
    if not _governs(verb) or any(one.text == ":" for one in noun.doc[noun.i : verb.right_edge.i]):
        return  # "Lamps sold in May: 5,000."
    before = [one for one in noun.lefts if one.dep_ not in _OWN]
    behind = [one for one in noun.rights if one.i > verb.i]
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"
    for one in (*before, *behind):
        one.head = verb


def _free_object(verb: Token) -> None:
    """Part a past tense from its object, which the model lets it describe: "Acme expected | deliveries of lamps"."""
    thing, doer = verb.head, verb.nbor(-1) if verb.i else verb
    if doer.head != verb or doer.dep_ not in ("nsubj", "npadvmod") or doer.pos_ not in ("NOUN", "PROPN"):
        return
    led = thing.head if thing.dep_ == "pobj" and thing.head.i == thing.sent.start else None
    if (
        (led or thing).dep_ != "ROOT"
        or thing.i < verb.i
        or any(one.tag_ in _FINITE and one != verb for one in thing.children)
    ):
        return
    if doer.dep_ == "npadvmod" and (led or doer.pos_ != "PROPN"):
        return
    before = [one for one in thing.lefts if one.i < doer.left_edge.i]
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    if led is not None:
        led.head, led.dep_ = verb, "prep"
    thing.head, thing.dep_ = verb, "dobj"
    doer.dep_ = "nsubj"
    for one in before:
        one.head = verb if led is None else led
        if led is not None:
            one.dep_ = "pobj"
    for one in list(thing.rights):
        if one.is_punct:
            one.head = verb


def _governs(verb: Token) -> bool:
    """Whether a verb has what its participle behind a noun has not: not "a lamp given five stars by testers"."""
    rights = list(verb.rights)
    return any(one.dep_ in _GOVERNED for one in rights) and not any(one.lower_ == "by" for one in rights)


def _participle(noun: Token) -> Token | None:
    """The participle that hangs on a noun or on what explains it, behind everything else."""
    while True:
        for one in reversed(list(noun.rights)):
            if one.dep_ == "acl" and one.tag_ in ("VBN", "VBD"):
                return one
        explaining = [one for one in noun.rights if one.dep_ in ("appos", "conj")]
        if not explaining:
            return None
        noun = explaining[-1]


def _make_present(noun: Token) -> bool:
    """Make a verb of the noun that has a subject, an object right behind it, or a clause before it."""
    kinds = {one.dep_: one for one in noun.lefts}
    if "nsubj" in kinds:
        plural = kinds["nsubj"].tag_ in ("NNS", "NNPS")
        if noun.tag_ != "NN" or any(one.dep_ in ("cop", "aux", "det") for one in noun.children):
            return False
        noun.tag_, noun.pos_ = "VBP" if plural else "VBD", "VERB"
        _take_object(noun)
        return True
    doer = next((one for one in noun.lefts if one.i == noun.i - 1 and one.dep_ in ("compound", "amod", "nummod")), None)
    told = kinds.get("ccomp")
    if doer is None or noun.tag_ != "NNS" or not noun.text.islower() or doer.tag_ not in ("NN", "NNP", "JJ", "CD"):
        return False
    if doer.dep_ != "compound" and "det" not in kinds:
        return False
    if told is None and not _take_object(noun):
        return False
    for one in noun.lefts:
        if one != doer and one.dep_ in _OWN:
            one.head = doer
    doer.dep_ = "nsubj"
    noun.tag_, noun.pos_ = "VBZ", "VERB"
    return True


def _take_object(verb: Token) -> bool:
    """Give a verb the noun or number right behind it as its object, if one begins there."""
    for one in verb.rights:
        if one.left_edge.i == verb.i + 1 and one.left_edge.tag_ in _BEGINNINGS and one.dep_ in _LOOSE:
            one.dep_ = "dobj"
            return True
    return False
