"""Takes a verb of an analysed sentence; gives the word that makes its clause a judgement; touches nothing.

A name or a quality that somebody gives to a thing, "in my view", "I suspect", a predicate of judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.modality.outlook import lists
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token


def judges(verb: Token) -> bool:
    """Whether a verb gives a judgement to its object: "called the deal a lifeline", "describes it as unfair".

    A name is no judgement: "calls the model Max".
    """
    lemma = verb.lemma_.lower()
    if lemma not in lists("opinion", "calls") or verb.nbor(1 if verb.i + 1 < len(verb.doc) else 0).lower_ == "back":
        return False  # "calls back 300 boats"
    passive = clauses.is_passive(verb)
    for child in verb.children:
        if child.i < verb.i:
            continue
        if (lemma != "see" and child.dep_ == "oprd") or (
            lemma != "see" and (child.dep_ == "ccomp" and not clauses.has_mark(child) and child.pos_ != "VERB")
        ):
            return child.pos_ != "PROPN" and not (passive and lemma in lists("opinion", "naming"))
        as_ = [child, *(one for one in child.children if child.dep_ in ("dobj", "obj"))]
        if any(one.lower_ == "as" and one.dep_ in ("prep", "mark", "advmod") for one in as_):
            return lemma not in lists("opinion", "naming")
    return False


def judgement(verb: Token, token: Token) -> Token | None:
    """The word that makes a clause a judgement."""
    if judges(verb) and token.i >= verb.i:
        return verb
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "to"):
            noun = next((one for one in child.children if one.dep_ == "pobj"), None)
            viewed = noun is not None and noun.lemma_.lower() in lists("opinion", "views")
            if noun is not None and viewed and any(one.dep_ == "poss" for one in noun.children):
                return noun
        if child.dep_ in ("parataxis", "ccomp") and child.lemma_.lower() in lists("opinion", "verbs"):
            subject = next((one for one in child.children if one.dep_ == "nsubj"), None)
            if subject is not None and subject.lower_ in ("i", "we") and not clauses.has_complement(child):
                return child
    words = lists("opinion", "adjectives") | lists("opinion", "nouns_of")
    predicate = clauses.predicate_of(verb)
    if not predicate & words or "seller" in predicate or any(child.dep_ == "expl" for child in verb.children):
        return None
    inside = [child for child in verb.children if child.dep_ in ("acomp", "attr")]
    if token == verb or any(token in child.subtree for child in inside):
        return inside[0] if inside else verb
    return None
