"""Takes a word on the way up its sentence; gives the next one and whether the way ends there; touches nothing.

The way goes from a word to what it hangs on, as far as that says how it is said. Members of a list that the parser tied
to the wrong verb go back to theirs: in "plans to build a plant, hire 300 people and sell lamps" all three are planned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality import conditions, outlook
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = frozenset(("will", "would", "'ll", "to", "wo", "shall", "may", "might", "could", "should", "can", "must"))

#: Before a participle that tells what comes of something.
_THEREBY = frozenset(("thereby", "thus", "hence", "potentially", "possibly", "effectively"))
_STRAYS = ("appos", "prep", "dobj", "npadvmod")


def above(at: Token) -> Token:
    """What a word hangs on; "twice as well" in "as the Zed did" is told of the clause before."""
    head = at.head
    if head.dep_ == "mark" and head.lower_ in ("as", "than") and head.head.dep_ == "advcl" and at.i < head.i:
        return head.head.head
    if at.dep_ == "conj" and at.tag_ == "VBG" and head.tag_ == "VB" and head.dep_ == "xcomp":
        return head.head if head.head.tag_ == "VBG" else head  # "opting not to sell and only showing"
    if at.dep_ != "conj" or not _is_bare(at) or head.tag_ not in ("VBZ", "VBD", "VBN", "VBG"):
        return head
    led = [one for one in head.children if one.dep_ == "xcomp" and head.i < one.i < at.i and clauses.is_infinitive(one)]
    if not led and head.tag_ == "VBD":  # "said it would take a loss and scrap 300 units"
        led = [one for one in head.children if one.dep_ == "ccomp" and head.i < one.i < at.i and clauses.is_ahead(one)]
    return led[-1] if led else head


def shares(verb: Token) -> bool:
    """Whether a verb behind "and" shares the modal verb of the first, though it looks like a past: "will sell, cut"."""
    return _is_bare(verb) and any(one.dep_ == "aux" and one.lower_ in _MODALS for one in verb.head.children)


def _is_bare(verb: Token) -> bool:
    """Whether a verb has no subject, no helping verb and no ending."""
    if verb.pos_ not in ("VERB", "AUX") or verb.lower_ != verb.lemma_.lower():
        return False
    return not clauses.has_subject(verb) and not any(one.dep_ in ("aux", "auxpass") for one in verb.children)


def ends(at: Token) -> bool:
    """Whether what stands above the word says nothing about how it is said."""
    if clauses.is_loose(at) or clauses.is_title(at) or (clauses.is_misjoined(at) and not shares(at)):
        return True
    if is_consequence(at):
        return False
    if at.dep_ in ("acl", "relcl") and not clauses.is_infinitive(at):
        reported = at.dep_ == "acl" or any(one.dep_ == "mark" for one in at.children)  # "a report that it burned"
        return not (reported and at.head.lemma_.lower() in _report_nouns())
    if at.dep_ == "advcl":
        return not (conditions.is_condition(at) or clauses.is_purpose(at))
    return at.dep_ == "parataxis" and not is_aside(at)


def is_consequence(verb: Token) -> bool:
    """Whether a participle tells what comes of the clause before it: "will build a plant, creating 300 jobs"."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl") or verb.i < verb.head.i or clauses.has_mark(verb):
        return False
    first = verb.left_edge if verb.left_edge.i < verb.i else verb
    led = first is not verb and first.lower_ in _THEREBY
    close = verb.i > first.i + 1 or clauses.has_subject(verb)
    known = led or verb.lemma_.lower() in word_set("manner", "planned.consequences")
    return known and not close and first.i > 0 and (led or verb.doc[first.i - 1].text == ",")


def is_bare_infinitive(verb: Token) -> bool:
    """ "Could help Acme raise 300", "would let it sell"."""
    bare = verb.tag_ == "VB" and not any(one.dep_ in ("aux", "mark") for one in verb.children)
    return verb.dep_ == "ccomp" and bare and verb.head.i < verb.i and verb.head.lemma_ in ("help", "let", "make", "see")


def is_aside(verb: Token) -> bool:
    """Whether a verb of saying stands amid the clause whose parts were tied to it: "a third, he said, 300, will go"."""
    if verb.dep_ != "parataxis" or verb.i > verb.head.i or verb.lemma_.lower() not in word_set("speech", "verbs"):
        return False
    strays = (one for one in verb.children if verb.i < one.i < verb.head.i and one.dep_ in _STRAYS)
    return any(any(word.like_num for word in one.subtree) for one in strays)


def _report_nouns() -> frozenset[str]:
    return (
        outlook.lists("denied", "objects")
        | outlook.lists("planned", "nouns")
        | outlook.lists("predicted", "nouns")
        | outlook.lists("questioned", "nouns")
        | outlook.lists("questioned", "unproven")
    )
