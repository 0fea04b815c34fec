"""Takes a noun of an article under its layers; gives what describes it; touches nothing.

Which event or rule a noun speaks of is told by the names and times beside it; that there is one, by who made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.nouns import leads
from kg.extract.patterns.syntax.predicates import joined, subjects
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "happenings")
_LEFT = ("compound", "amod", "nmod", "poss", "nummod")
_ABOUT = ("of", "in", "near", "at", "on", "for", "against", "involving", "with", "between", "outside")
#: How many words before the noun belong to it at most, and how far its own description reaches in tokens.
_LONGEST, _REACH = 5, 6


def descriptions(evidence: Evidence, token: Token) -> Iterator[tuple[str, str]]:
    """The names and times that say which one it is: what tells them apart, and their words."""
    near = [one for one in token.lefts if one.dep_ in _LEFT]
    for link in token.children:
        if link.dep_ == "prep" and link.lower_ in _ABOUT and link.i - token.i <= _REACH:
            there = [two for one in link.children if one.dep_ == "pobj" for two in joined(one)]
            near += there
            near += [whose for one in there if one.i not in evidence.mentions for whose in _whose(one)]
    for one in near:
        if found := evidence.mentions.get(one.i):
            yield evidence.entity(found) or found.span.text, found.span.text
        elif moment := evidence.moments.get(one.i):
            yield moment.span.text.lower(), moment.span.text


def _whose(noun: Token) -> Iterator[Token]:
    """Whose the noun is or where it stands: "at Acme's plant in Norton"."""
    yield from (one for one in noun.lefts if one.dep_ in ("poss", "compound", "nmod"))
    for link in noun.rights:
        if link.dep_ == "prep" and link.lower_ in ("in", "of", "near", "at"):
            yield from (one for one in link.children if one.dep_ == "pobj")


def span_of(evidence: Evidence, token: Token) -> Span | None:
    """The noun with the words before it that describe it."""
    first = token.i
    for one in token.lefts:
        if one.dep_ in _LEFT and one.dep_ != "poss" and one.i not in evidence.amounts:
            first = min(first, one.left_edge.i)
    if token.i - first > _LONGEST:
        first = token.i
    while first < token.i and (evidence.doc[first].is_punct or evidence.doc[first].dep_ == "det"):
        first += 1
    if mention := evidence.mentions.get(first):
        first = evidence.token(mention.span.start).i
    start, end = evidence.doc[first].idx, token.idx + len(token)
    text = evidence.article.body[start:end]
    return None if "\n" in text else Span(start, end, text)


def made_by(evidence: Evidence, token: Token) -> bool:
    """Whether it is told who made it: "a draft published by the ministry", "opened an inquiry"."""
    if token.dep_ == "dobj" and token.head.lemma_.lower() in words("making"):
        return True
    for one in token.children:
        if one.dep_ in ("acl", "relcl"):
            return any(two.i in evidence.mentions for two in one.subtree if two.i - token.i < 2 * _REACH)
    return False


def stands_under(key: str, token: Token) -> bool:
    """Whether the word that the noun hangs on is one of those, such as that somebody only wants or fears it."""
    head = token.head.head if token.dep_ == "pobj" else token.head
    lemma = head.lemma_.lower()
    return lemma in words(key) or (key == "wishing" and lemma in word_set("grammar", "wanting"))


def described(head: Token) -> list[Token]:
    """What an adjective, adverb or preposition is said of."""
    led = [one for one in head.head.children if one.dep_ == "dobj" and leads(one, head)]
    if led:  # "built lamps worth 3 billion"
        return led
    if head.dep_ in ("acomp", "attr", "oprd", "advmod", "prep", "conj", "advcl") and head.head.pos_ in ("VERB", "AUX"):
        return subjects(head.head)
    own = [child for child in head.children if child.dep_ == "nsubj"]  # "makes the label mandatory"
    return own or ([head.head] if head.head.pos_ in ("NOUN", "PROPN") else [])
