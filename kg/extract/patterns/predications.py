"""Takes a verb or what is said with it; gives whether it judges, does, says or reasons; touches nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.predicates import is_passive, subjects
from kg.extract.patterns.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")


def names(child: Token) -> bool:
    """Whether the word says what the object of its verb is called: "called the plan a joke"."""
    if child.dep_ == "prep":
        return False
    return child.dep_ in ("oprd", "ccomp", "xcomp", "attr") and child.pos_ in ("NOUN", "ADJ")


def is_judgement(said: Token) -> bool:
    """Whether the words of a predicate judge: by their adjective, by a superlative, by quotation marks around them."""
    adjectives = word_set("manner", "opinion.adjectives") | words("judging")
    inside = [said, *(one for one in said.children if one.dep_ in ("amod", "conj", "advmod"))]
    if any(
        one.lemma_.lower() in adjectives or one.lower_ in adjectives or one.tag_ in ("JJS", "RBS") for one in inside
    ):
        return True
    return any(one.text == '"' for one in said.subtree)


def has_more(evidence: Evidence, verb: Token) -> bool:
    """Whether the verb says what: it has an object, a clause, or words behind it that are not just a time."""
    return any(
        child.i > verb.i
        and child.dep_ in ("dobj", "obj", "prep", "xcomp", "ccomp", "prt", "dative", "oprd", "advmod")
        and not any(one.i in evidence.moments for one in child.subtree if one.head.i == child.i or one is child)
        for child in verb.children
    )


def has_thing(verb: Token, extent: tuple[int, int]) -> bool:
    """Whether the words of the predicate name anything: "lost it", "did well" tell too little."""
    inside = verb.doc[extent[0] : extent[1]]
    things = ("NOUN", "PROPN", "NUM", "VERB", "ADJ")
    return any(one.pos_ in things or one.tag_ == "RBS" or one.text == '"' for one in inside if one.i != verb.i)


def is_participle(verb: Token) -> bool:
    """Whether the verb stands as a participle of its own, without the "has" or "is" that would make it finite."""
    own = {one.dep_ for one in verb.children}
    if verb.dep_ == "conj" and is_passive(verb.head) and not own & {"nsubj", "dobj"}:
        return True  # "is built here and sold there"
    if verb.tag_ not in ("VBG", "VBN") or "aux" in own:
        return False
    return verb.dep_ != "conj" or verb.head.tag_ != verb.tag_ or is_participle(verb.head)


def is_loose(verb: Token) -> bool:
    """Whether the clause hangs on a "which" that may mean the whole sentence before it."""
    return verb.dep_ == "relcl" and not any(one.lower_ == "who" for one in verb.children)


def is_of_nobody(evidence: Evidence, said: Token) -> bool:
    """Whether what is said is said of an "it" or "they" that nobody has resolved."""
    if any(one.dep_ == "expl" for one in said.children):
        return False  # "there is"
    subject = next(iter(subjects(said)), None)
    return subject is None or (subject.pos_ == "PRON" and subject.i not in evidence.mentions)


def keeps_silent(verb: Token) -> bool:
    """ "Declined to comment": who says nothing has done nothing."""
    if verb.lemma_.lower() not in word_set("speech", "silent"):
        return False
    return any(child.dep_ == "xcomp" and child.lemma_.lower() in word_set("speech", "verbs") for child in verb.children)


def only_says(verb: Token) -> bool:
    """Whether the verb only opens what somebody says, so that its clause tells nothing but that."""
    lemma = verb.lemma_.lower()
    if not any(lemma in word_set("speech", key) for key in ("verbs", "own")):
        return False
    return any(one.dep_ in ("ccomp", "xcomp") for one in verb.children) or '"' in verb.sent.text


def given(verb: Token) -> Token | None:
    """What stands behind "because of", "due to", "citing", "because"."""
    for child in verb.children:
        if child.i < verb.i and child.dep_ != "advcl":
            continue
        if child.dep_ == "advcl" and child.lemma_ in words("citing"):
            return next((one for one in child.children if one.dep_ in ("dobj", "obj")), None)
        if child.dep_ == "prep" and (inner := behind(child)) is not None:
            return inner
    return None


def behind(preposition: Token) -> Token | None:
    """The noun behind a preposition of reason, of one word or of two."""
    following = preposition.nbor().lower_ if preposition.i + 1 < len(preposition.doc) else ""
    phrase = f"{preposition.lower_} {following}"
    if preposition.lower_ not in words("reasons") and phrase not in words("reasons"):
        return None
    holders = [preposition, *(one for one in preposition.children if one.dep_ in ("prep", "pcomp"))]
    return next((one for holder in holders for one in holder.children if one.dep_ == "pobj"), None)


def is_present_passive(verb: Token) -> bool:
    """Whether something is or has been done to the subject, so that it now is so: "is sold out", "has been closed"."""
    helpers = [one for one in verb.children if one.dep_ in ("aux", "auxpass")]
    if not any(one.dep_ == "auxpass" for one in helpers):
        return False
    return any(one.tag_ in ("VBZ", "VBP") for one in helpers) and not any(one.tag_ == "MD" for one in helpers)
