"""Takes a candidate for a name; gives whether the words around it or its own say that it is none; touches nothing.

What the statistical model takes for a firm or a place may be a post ("Head of Lamps"), what tells a version apart ("the
Norton trim"), or something with an article that no town has ("the Norton").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.classes import MADE, by_ending
from kg.extract.patterns.names.designations import Candidate
from kg.extract.patterns.names.usage import PLACE
from kg.model import Schema

if TYPE_CHECKING:
    from spacy.tokens import Doc

_EVENT = "EVENT"
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "this"))


def is_refused(doc: Doc, candidate: Candidate, schema: Schema) -> bool:
    """Whether a candidate of the statistical model is no name of what the model takes it for."""
    if candidate.shaped:
        return False
    if candidate.label == MADE:
        alone = all(doc[at].text in word_set("names", "alone") for at in range(candidate.start, candidate.end))
        return alone or (_tells_version(doc, candidate) and _among_versions(doc, candidate.end))
    return (
        _is_post(doc, candidate)
        or _is_version(doc, candidate)
        or (candidate.label == PLACE and _has_article(doc, candidate))
        or (candidate.label == _EVENT and not _ends_as_event(doc, candidate, schema))
    )


def _is_post(doc: Doc, candidate: Candidate) -> bool:
    """Whether the words are what somebody is, or of what somebody is the head: "Head of Lamps"."""
    first, end = candidate.start, candidate.end
    if end - first > 1 and doc[first].lower_ in word_set("names", "posts") and doc[first + 1].lower_ in ("of", "for"):
        return True
    return (
        first > 1
        and doc[first - 1].lower_ == "of"
        and doc[first - 2].text in word_set("names", "heads")
        and not any(doc[end - 1].text in word_set("names", key) for key in ("company", "organisation", "regulator"))
    )


def _is_version(doc: Doc, candidate: Candidate) -> bool:
    """Whether the words tell versions: "the Norton trim", "Long Range Pro"."""
    return _is_version_noun(doc, candidate.end) or _tells_version(doc, candidate)


def _is_version_noun(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].text.islower() and doc[at].lemma_ in word_set("names", "version_nouns")


def _among_versions(doc: Doc, at: int) -> bool:
    """Whether "and", another version and a noun for versions follow."""
    return at + 1 < len(doc) and doc[at].lower_ in ("and", "or") and _is_version_noun(doc, at + 2)


def _tells_version(doc: Doc, candidate: Candidate) -> bool:
    if candidate.end - candidate.start == 1:
        return False
    words = word_set("names", "versions") | word_set("names", "trims")
    return all(doc[at].text in words for at in range(candidate.start, candidate.end))


def _has_article(doc: Doc, candidate: Candidate) -> bool:
    """Whether one word that nothing follows in its phrase has an article: a town has none."""
    token = doc[candidate.start]
    if candidate.end - candidate.start > 1 or not candidate.start or token.text.endswith("s"):
        return False
    head = token.head
    inside = token.dep_ in ("compound", "nmod", "amod", "poss", "nummod") and head.i > token.i
    return not inside and token.nbor(-1).lower_ in _ARTICLES and token.text not in word_set("names", "countries")


def _ends_as_event(doc: Doc, candidate: Candidate, schema: Schema) -> bool:
    """Whether a word of the name is a word for events or ends a name, or a year or number tells which it is."""
    words = [doc[at].text for at in range(candidate.start, candidate.end)]
    return by_ending(schema, words) is not None or any(
        word in word_set("names", "event") or any(sign.isdigit() for sign in word) for word in words
    )
