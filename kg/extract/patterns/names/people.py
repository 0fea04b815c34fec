"""Takes an analysed text; gives the names of persons that the words around them tell; touches nothing.

A post before or behind the name, and what only somebody does: "Jane Doe of Acme reckons", "Jane Doe, who", "a driver
surnamed Doe".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.designations import Candidate, is_never
from kg.extract.patterns.names.spelling import CAPITAL, SMALL

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: How many words may stand between a comma and the post behind it, and how many a person's name has at most.
_BEFORE_POST, _LONGEST_NAME = 3, 3
PERSON = re.compile(rf"[{CAPITAL}][{SMALL}'-]*(?:[{CAPITAL}][{SMALL}]+)?\.?|[{CAPITAL}]\.")
#: A word of a name that is no initial.
_FIRST = re.compile(rf"[{CAPITAL}][{SMALL}'-]+")

_TWO = 2
#: What stands behind the name of somebody: the house, or what is told of nobody else.
_BEHIND = frozenset(("of", "at", "from", "who"))
#: What the model calls a word of a name of somebody, if it is right or does not know.
_HUMAN = ("", "PERSON")


def find_persons(doc: Doc, tokens: list[Token]) -> Iterator[Candidate]:
    """The names of persons that their surroundings tell, the surer first."""
    yield from _by_posts(doc, tokens)
    for token in tokens:
        named = _surnamed(token) if token.lower_ == "surnamed" else None
        named = _somebody(token) if token.lower_ in _BEHIND else named
        if named is not None:
            yield named


def is_namesake(word: Token) -> bool:
    """Whether a short name of somebody ends the name of somebody else: the "Doe" of "John Doe"."""
    before = word.nbor(-1) if word.i and not word.is_sent_start else None
    if before is None or not _is_name(before) or not before.whitespace_ or before.lower_ in word_set("names", "posts"):
        return False
    one = before.dep_ == "compound" and before.head == word
    return one and word.ent_type_ == before.ent_type_ == "PERSON" and word.ent_iob_ == "I"


def _surnamed(token: Token) -> Candidate | None:
    """The one word that tells somebody's family: "a driver surnamed Doe"."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is None or not _FIRST.fullmatch(after.text) or is_never(after):
        return None
    return Candidate(after.i, after.i + 1, "PERSON", True)


def _somebody(behind: Token) -> Candidate | None:
    """Two words in capitals behind which stands what only of somebody is told: "Jane Doe of Acme reckons", ", who"."""
    doc, end = behind.doc, behind.i
    relative = behind.lower_ == "who"
    if relative and (end == 0 or doc[end - 1].text != ","):
        return None
    end -= relative
    start = end
    while start and end - start < _LONGEST_NAME and not doc[start].is_sent_start and _is_name(doc[start - 1]):
        start -= 1
    if end - start != _TWO or _is_joined(doc, start) or any(doc[at].ent_type_ not in _HUMAN for at in (start, end - 1)):
        return None
    if relative:
        return Candidate(start, end, "PERSON", False)
    after = doc[behind.i + 1] if behind.i + 1 < len(doc) else None
    house = (
        after is not None and after.pos_ == "PROPN" and after.text[:1].isupper() and after.dep_ in ("compound", "pobj")
    )
    says = doc[end - 1].dep_ == "nsubj" and doc[end - 1].head.lemma_ in word_set("speech", "own")
    return Candidate(start, end, "PERSON", False) if house and says else None


def _is_name(token: Token) -> bool:
    """Whether the word may be one of a person's name, at the beginning of a sentence, too."""
    return token.pos_ == "PROPN" and bool(_FIRST.fullmatch(token.text)) and not is_never(token)


def _is_joined(doc: Doc, start: int) -> bool:
    """Whether a longer name begins before the words, or an article: "the Norton Board"."""
    if start == 0 or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    return before.pos_ in ("PROPN", "DET") or before.text in ("-", "&", "'s")


def is_function(token: Token) -> bool:
    """Whether a word in capitals at the beginning of a sentence is no name."""
    return token.pos_ in ("DET", "ADP", "PRON", "CCONJ", "SCONJ", "ADV", "AUX") or is_never(token)


def _by_posts(doc: Doc, tokens: list[Token]) -> Iterator[Candidate]:
    """Two or three capital words beside a post: "chief executive Jane Doe", "Mr Doe", "Jane Doe, chief engineer"."""
    posts = word_set("names", "posts")
    for token in tokens:
        if token.text.rstrip(".") not in posts:
            continue
        if (named := _before_post(doc, token)) is not None:
            yield named
        end = token.i + 1
        while end < len(doc) and end - token.i < 5 and _is_person_word(doc[end]):
            end += 1
        if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].text.isalpha() and not doc[end].whitespace_:
            end += 2
        courtesy = token.text.rstrip(".") in word_set("names", "courtesies")
        if end - token.i - 1 >= (1 if courtesy else 2):
            yield Candidate(token.i + 1, end, "PERSON", True)


def _before_post(doc: Doc, post: Token) -> Candidate | None:
    """The two or three capital words before the comma before a post: "at the wheel sat Jane Doe, chief engineer"."""
    after = post.nbor() if post.i + 1 < len(doc) else None
    other = after is not None and after.pos_ in ("NOUN", "PROPN") and after.lower_ != "general"
    if post.text in word_set("names", "loose_posts") or other:
        return None
    comma = post.i - 1
    while comma > 0 and post.i - comma <= _BEFORE_POST and doc[comma].text.islower():
        comma -= 1
    if doc[comma].text != ",":
        return None
    start = comma
    while start > 0 and comma - start <= _LONGEST_NAME and _is_person_word(doc[start - 1]):
        start -= 1
    if start and doc[start - 1].is_sent_start and PERSON.fullmatch(doc[start - 1].text) and start < comma:
        start -= not is_function(doc[start - 1])
    alone = doc[start].is_sent_start or (start > 0 and doc[start - 1].text.islower())
    return Candidate(start, comma, "PERSON", True) if alone and 2 <= comma - start <= _LONGEST_NAME else None


def _is_person_word(token: Token) -> bool:
    return (
        bool(PERSON.fullmatch(token.text)) and token.pos_ == "PROPN" and not is_never(token) and not token.is_sent_start
    )


def first_name(doc: Doc, start: int, known: Mapping[int, str]) -> int:
    """Where the name of a person begins of which the model has seen the last word alone."""
    before = doc[start - 1] if start else None
    if before is None or before.i in known or before.dep_ != "compound" or before.head.i < start:
        return start
    posts = word_set("names", "posts")
    free = before.pos_ == "PROPN" and not is_never(before) and before.text not in posts and before.lower_ not in posts
    lone = before.i == 0 or doc[before.i - 1].pos_ != "PROPN" or before.is_sent_start
    return before.i if free and lone and _FIRST.fullmatch(before.text) else start
