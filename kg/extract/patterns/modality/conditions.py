"""Takes a clause or a phrase of an analysed sentence; gives whether what stands beside it hangs on it; touches nothing.

"If", "unless", "provided that", "once it is approved", "as long as", "in case of", "without it ... would", "subject
to", and the order of words: "should it fail", "had it waited", "were it to sell".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

_INVERTED = frozenset(("should", "had", "were"))
#: What the subject behind "should" may open with; "demand" is taken for a verb.
_OPENING = frozenset(("PROPN", "PRON", "DET", "NOUN", "ADJ", "VERB"))
_TRUSTING = frozenset(("ask", "read", "remember", "recall", "hear", "understand"))
_TOLD = frozenset(("leak", "leaker", "rumour", "rumor", "report", "source", "insider", "memory", "tipster", "forecast"))
_RIGHT = frozenset(("right", "correct", "accurate"))
_UNREAL = frozenset(("would", "could", "might", "'d"))


def is_condition(clause: Token) -> bool:
    """Whether a clause or a phrase is a condition of its head."""
    return _is_marked(clause) or is_inverted(clause) or _is_phrase(clause)


def is_beside(child: Token, verb: Token) -> bool:
    """Whether a part of a clause stands where conditions do."""
    if child.left_edge.lower_ == "pending":
        return True
    return child.dep_ in ("advcl", "prep", "advmod") or (
        child.dep_ in ("ccomp", "csubj", "dep") and (child.i < verb.i or (child.dep_ == "ccomp" and is_inverted(child)))
    )


def _is_marked(clause: Token) -> bool:
    marks = word_set("manner", "conditional.marks")
    if clause.lower_ in ("providing", "provided"):  # "providing buyers with loans" is none
        marks = marks if any(one.dep_ in ("ccomp", "pcomp") for one in clause.children) else frozenset()
    if _is_mere(clause):
        return False
    for child in clause.children:
        if child.dep_ in ("mark", "prep", "advmod") and child.lower_ in marks and child.i < clause.i:
            before = child.doc[child.i - 1].lower_ if child.i else ""
            return before not in ("even", "as")
        if child.dep_ in ("mark", "advmod") and child.lower_ == "once" and child.i < clause.i:
            return clause.dep_ == "advcl" and clauses.is_ahead(clause.head)
    return clause.lower_ in marks and clause.dep_ in ("advcl", "prep")


def _is_mere(clause: Token) -> bool:
    """ "If you ask me", "if I read it right", "if the leak is right": nothing hangs on it but how far one trusts it."""
    subject = clauses.subject_of(clause)
    told = subject is not None and subject.lower_ in ("i", "we", "you") and clause.lemma_ in _TRUSTING
    if clause.lemma_ == "ask":
        return told and any(one.lower_ in ("me", "us") for one in clause.children)
    right = any(one.dep_ == "acomp" and one.lower_ in _RIGHT for one in clause.children)
    return told or (right and subject is not None and subject.lemma_.lower() in _TOLD)


def is_inverted(clause: Token) -> bool:
    """ "Should it fail, ...": the verb before its subject, at the head of a clause that a comma closes."""
    opening = clause.left_edge
    if opening.lower_ not in _INVERTED or opening.i + 1 >= len(clause.doc):
        return False
    if opening.dep_ in ("aux", "auxpass", "ROOT", "advcl"):
        subject = next((child for child in clause.children if child.dep_ in clauses.SUBJECTS), None)
        if subject is not None and opening.i < subject.i:
            return True
    first = opening.i == clause.sent.start or clause.doc[opening.i - 1].text in (",", ";", ":", '"')
    after = clause.doc[opening.i + 1]
    if not first or clause.head == clause or after.pos_ not in _OPENING:
        return False
    return clause.i < clause.head.i and any(one.text == "," for one in clause.doc[opening.i : clause.head.i])


def _of_some(noun: Token) -> bool:
    """Whether the case is only of whom something is told: "in the case of lamps", "in the case of Acme"."""
    behind = next((child for child in noun.children if child.lower_ == "of"), None)
    some = next((child for child in behind.children if child.dep_ == "pobj"), None) if behind else None
    certain = any(child.lower_ == "the" for child in noun.children)
    return certain and some is not None and (some.pos_ == "PROPN" or some.tag_ == "NNS")


def _is_phrase(part: Token) -> bool:
    word = part.lower_
    noun = next((child for child in part.children if child.dep_ == "pobj"), None)
    if word in ("in", "on") and part.dep_ == "prep" and noun is not None:
        full = any(child.dep_ in ("prep", "acl", "relcl", "ccomp") and child.i > noun.i for child in noun.children)
        known = noun.tag_ == "NN" and noun.lemma_.lower() in word_set("manner", "conditional.nouns")
        return full and known and not _of_some(noun)
    if part.left_edge.lower_ == "pending":
        opens = part.left_edge.i == part.sent.start or part.doc[part.left_edge.i - 1].text == ","
        return opens and (part.pos_ == "NOUN" or any(child.dep_ in ("pobj", "dobj") for child in part.children))
    if word == "without" and part.dep_ == "prep":
        return any(child.dep_ == "aux" and child.lower_ in _UNREAL for child in part.head.children)
    if word == "depending" and part.dep_ in ("prep", "advcl"):
        return any(child.lower_ in ("on", "upon") for child in part.children)
    if word in ("subject", "contingent", "conditional") and part.dep_ in ("advcl", "advmod", "prep", "acomp", "ccomp"):
        return any(child.lower_ in ("to", "on", "upon") for child in part.children) and part.dep_ != "acomp"
    if word == "long" and part.dep_ == "advmod":
        return any(child.dep_ == "advcl" for child in part.children)
    return False
