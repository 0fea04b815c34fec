"""Takes a word of an analysed sentence; gives whether it tells what a bank, a house or a poll expects; touches nothing.

"Believes in 300 units", "puts the share at 35 dollars", "the plan calls for 300", "the 300 in the consensus".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The words of one kind.
_lists = partial(word_set, "manner")


def of_link(verb: Token, link: str) -> str | None:
    """What a verb makes of a figure behind a preposition: "believes in 300 units", "set its sights on 300"."""
    subject = clauses.subject_of(verb)
    noun = subject.lemma_.lower() if subject is not None else ""
    if verb.lemma_ == "call" and link == "for":
        return next((one for one in ("planned", "predicted") if noun in _lists(f"{one}.nouns")), None)
    if verb.lemma_ in ("set", "have") and link == "on" and _things(verb) & {"sight", "sights", "eye"}:
        return "planned"
    if verb.lemma_ == "look" and link == "for":
        if noun in _lists("predicted.outsiders") | _lists("predicted.markets"):
            return "predicted"
        return "predicted" if _is_measured(verb) else None
    leans = f"{verb.lemma_.lower()} {link}" in _lists("predicted.leanings") or (link == "at" and values(verb))
    leans = leans or (link == "at" and verb.lemma_ == "see" and verb.tag_ in ("VBZ", "VBP"))
    if verb.lemma_ in ("speak", "talk") and noun in word_set("speech", "unnamed"):
        known = noun in ("medium", "media", "report", "press", "paper")  # they tell what is known
        return "predicted" if leans and not known else None  # "sources speak of 300"
    told = verb.lemma_ == "speak" and verb.tag_ not in ("VBZ", "VBP")  # "spoke of ten years"
    return "predicted" if leans and not told and looks_ahead(subject) else None


def _is_measured(verb: Token) -> bool:
    """ "Looks for sales of 300", "is looking for 300": a figure of what is measured, and not of things or men."""
    links = (child for child in verb.children if child.dep_ == "prep" and child.lower_ == "for")
    things = [one for link in links for one in link.children if one.dep_ == "pobj"]
    return any(one.tag_ == "CD" or one.lemma_.lower() in word_set("speech", "measured") for one in things)


def prices(verb: Token) -> bool:
    """ "Cut its price target to 35 dollars": what a share will be worth, and no plan."""
    aims = [
        one for one in verb.children if one.lemma_ == "target" and one.dep_ in ("dobj", "obj", "nsubjpass", "nsubj")
    ]
    return any(child.lower_ == "price" for one in aims for child in one.children)


def values(verb: Token) -> bool:
    """ "Puts the share at 35 dollars", "pegs fair value at 35": what it will be worth."""
    held = any(child.lower_ == "market" for one in verb.children if one.lemma_ == "share" for child in one.children)
    return verb.lemma_ in _lists("predicted.valuing") and bool(_things(verb) & _lists("predicted.valued")) and not held


def holds(verb: Token) -> bool:
    """ "The consensus implied 300"."""
    subject = clauses.subject_of(verb)
    polled = subject is not None and (subject.lemma_.lower() in _lists("predicted.polls") or _is_own_model(subject))
    return polled and verb.lemma_ in _lists("predicted.holding")


def _is_own_model(noun: Token) -> bool:
    """ "Our model has a loss of 300"."""
    return noun.lemma_ == "model" and any(one.dep_ == "poss" and one.lower_ in ("our", "my") for one in noun.children)


def stands_in(figure: Token) -> bool:
    """ "The 300 in the consensus"."""
    links = [one for one in figure.children if one.dep_ == "prep" and one.lower_ == "in" and one.i > figure.i]
    figured = figure.like_num or any(one.like_num for one in figure.children)
    below = [one for link in links for one in link.children if one.dep_ == "pobj"]
    return figured and any(one.lemma_.lower() in _lists("predicted.polls") for one in below)


def looks_ahead(subject: Token | None) -> bool:
    """Whether somebody has a view of what is to come: a person, a house, a bank."""
    outside = _lists("predicted.outsiders") | _lists("predicted.polls") | _lists("predicted.heads")
    return (subject is not None and subject.lemma_.lower() in outside) or clauses.is_somebody(subject)


def _things(verb: Token) -> set[str]:
    """The lemmas of the objects of a verb."""
    return {one.lemma_.lower() for one in verb.children if one.dep_ in ("dobj", "obj")}


def cites(according: Token, tellers: frozenset[str]) -> bool:
    """ "According to leaks"."""
    below = (one for link in according.children for one in (link, *link.children) if one.dep_ == "pobj")
    return any(one.lemma_.lower() in tellers for one in below)


def is_polled(verb: Token) -> bool:
    """ "Estimates suggest that", "forecasts say that": what they say of "it" is of others."""
    subject = clauses.subject_of(verb)
    return subject is not None and subject.lemma_.lower() in _lists("predicted.polls")


def has_figure(part: Token) -> bool:
    """Whether there is a number in it, a sum written in one word included: "at HK$35", "1.4bn"."""
    words = [one for one in part.subtree if one.like_num or one.text[:1].isdigit() or "$" in one.text]
    return any(one.like_num or one.text[:1].isdigit() or one.text[-1:].isdigit() for one in words)


def is_outside(subject: Token | None) -> bool:
    """Whether somebody looks at the acts of others: "analysts", "analyst Jane Doe"."""
    named = () if subject is None else (subject, *(one for one in subject.children if one.dep_ in ("compound", "nmod")))
    return any(one.lemma_.lower() in _lists("predicted.outsiders") for one in named)


def leaks(at: Token) -> bool:
    """Whether leaks say it: of what is to come."""
    lemma = at.lemma_.lower()
    if any(one.lower_ == "according" and cites(one, _lists("predicted.leaks")) for one in at.children):
        return True
    if at.pos_ != "VERB" or not (lemma in word_set("speech", "verbs") or lemma in word_set("speech", "of")):
        return False
    subject = clauses.subject_of(at)
    return subject is not None and subject.lemma_.lower() in _lists("predicted.leaks")
