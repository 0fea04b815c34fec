"""Takes who is known in a text and the noun of a text that it speaks of; gives whose text that is; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.saying import recalled, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.patterns.saying.known import Known
    from kg.model import Mention

#: Those who have only seen a text have not written it.
_SEEN = frozenset(("see", "review", "obtain", "view", "hear", "verify", "share"))
#: So many tokens back a text may have been spoken of that is only "the letter" now.
_BACK = 150


def author(known: Known, text: Token) -> Mention | None:
    """Whose text it is: "Acme's statement", "a report by Acme", "data from Acme"."""
    for child in text.children:
        if child.dep_ in ("poss", "compound") and child.i in known.by_token:
            return known.by_token[child.i]
        if child.dep_ == "poss" and (house := recalled.only_one(known, child)) is not None:
            return house  # "the regulator's notice"
        if child.dep_ in ("relcl", "acl") and child.lemma_ not in _SEEN:
            makers = [one for one in child.children if one.dep_ == "nsubj"]
            makers += [inner for one in child.children if one.dep_ == "agent" for inner in one.children]
            if found := next((known.by_token[one.i] for one in makers if one.i in known.by_token), None):
                return found
        if child.dep_ == "prep" and child.lower_ == "in":
            houses = (known.by_token[one.i] for one in child.children if one.i in known.by_token)
            if (house := next(houses, None)) is not None and known.is_any(house, "press_houses"):
                return house
        placed = child.lower_ == "on" and any(voices.is_part(one) for one in child.subtree)
        placed = placed or (child.lower_ == "on" and text.lemma_.lower() in word_set("speech", "pages"))
        if child.dep_ == "prep" and (placed or child.lower_ in ("of", "by", "from")):
            for inner in child.children:
                owner = next((one.i for one in inner.children if one.dep_ == "poss"), inner.i)
                beside = next((one.i for one in inner.children if one.dep_ == "appos"), inner.i)
                found = known.by_token.get(owner) or known.by_token.get(inner.i) or known.by_token.get(beside)
                if found is not None:
                    return found
    return None


def retold(known: Known, head: Token) -> Mention | None:
    """ "The letter said", "the same report says": whose text it is, where one was spoken of before."""
    if head.tag_ != "NN" or not any(child.lower_ in ("the", "same", "that", "this") for child in head.children):
        return None
    for at in range(head.i - 1, max(head.i - _BACK, -1), -1):
        token = known.doc[at]
        notices = {token.lemma_, head.lemma_} <= word_set("speech", "notices")
        if (notices or token.lemma_ == head.lemma_) and (
            found := voices.writer(token, known.by_token) or (author(known, token) if notices else None)
        ):
            return found if known.speaks(found) else None
        mention = known.by_token.get(at)
        if head.lemma_.lower() in word_set("speech", "press") and mention and known.is_any(mention, "press_houses"):
            return mention
    return None
