"""Takes a verb or a figure; gives whether its words tell what somebody is after or holds on to; touches nothing.

"Looks for 300 partners", "sticks to 300 for the year", "has filed for a listing", "has set 300 for 2027", "approved a
buy-back of up to 300"; what comes later: "300 at first, 500 later", "employs 300 people when complete".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality import houses
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The words of one kind.
_lists = partial(word_set, "manner")
_PRESENT = ("VBZ", "VBP")
#: So many tokens stand at most from "when" to "complete".
_NEAR = 5


def of_link(verb: Token, below: Token) -> str | None:
    """What a verb makes of what a preposition ties to it; "looks for sales of 300" is a view and not meant."""
    link, lemma = below.lower_, verb.lemma_.lower()
    if clauses.is_passive(verb):
        return None
    if lemma in _lists("planned.holding_to") and not _has_object(verb):
        aims = [one for one in verb.children if one.dep_ == "prep" and one.lower_ == "to"]
        held = any(houses.has_figure(one) for one in aims)
        return "planned" if held and link in ("to", "for", "of") else None
    if link != "for":
        return None
    if lemma in _lists("planned.looking") and houses.has_figure(below) and _is_of_things(below):
        return "planned"
    return "planned" if lemma in _lists("planned.applying") and not houses.has_figure(below) else None


def _has_object(verb: Token) -> bool:
    return any(one.dep_ in ("dobj", "obj") for one in verb.children)


def _is_of_things(link: Token) -> bool:
    """Whether people or things are counted: "looks for 300 partners"."""
    noun = next((one for one in link.children if one.dep_ == "pobj"), None)
    return noun is not None and noun.tag_ == "NNS" and any(one.dep_ == "nummod" for one in noun.children)


def is_granted(verb: Token, below: Token) -> bool:
    """Whether a figure is only given for a time to come, or a sum only allowed."""
    if not houses.has_figure(below):
        return False
    if verb.lemma_ == "set":
        links = (one for head in (verb, below) for one in head.children if one.dep_ == "prep" and one.lower_ == "for")
        return any(_is_year(one) for link in links for one in link.subtree)
    if verb.lemma_ == "raise":
        before = {one.lower_ for one in below.subtree if one.dep_ in ("quantmod", "advmod", "mark", "prep")}
        return verb.tag_ in _PRESENT and ("up" in before or {"as", "much"} <= {one.lower_ for one in below.subtree})
    return verb.lemma_.lower() in _lists("planned.approving") and below.lemma_.lower() in _lists("planned.spending")


def _is_year(token: Token) -> bool:
    year = len(token.text) == 4 and token.is_digit and token.text[:2] in ("20", "21")
    return year or (token.lower_ == "year" and any(one.lower_ in ("this", "next") for one in token.children))


def of_later(figure: Token) -> str | None:
    """What "later" right behind a figure tells that is no length of time: "300 at first, 500 later"."""
    at = figure.i + 1
    word = figure.doc[at] if at < len(figure.doc) else figure
    if word.lower_ not in ("later", "eventually") or figure.lemma_.lower() in _lists("planned.lengths"):
        return None
    counted = figure.like_num or any(one.dep_ == "nummod" for one in figure.children)
    closed = at + 1 == len(figure.doc) or figure.doc[at + 1].is_punct or figure.doc[at + 1].is_space
    return "planned" if counted and closed else None


def of_completion(verb: Token) -> str | None:
    """What the present tells of how it will be: "employs 300 people when complete", "once it is finished"."""
    goes_on = verb.tag_ == "VBG" and any(one.lower_ in ("is", "are") for one in verb.children if one.dep_ == "aux")
    if verb.tag_ not in _PRESENT and not goes_on:
        return None
    for mark in verb.subtree:
        if mark.lower_ in ("when", "once") and mark.i > verb.i:
            behind = verb.doc[mark.i + 1 : min(mark.i + 1 + _NEAR, verb.sent.end)]
            return "planned" if any(one.lower_ in _lists("planned.complete") for one in behind) else None
    return None
