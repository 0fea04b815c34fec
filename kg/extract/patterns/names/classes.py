"""Takes the schema and the words of a name with those around it; gives the class of what it names; touches nothing.

A class of the ontology is told by its label and its cue words as common nouns, by the last word of a name, or by what
the statistical model calls it. Where the ontology lacks a class, its listed parent stands for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.extract.patterns.amounts.measures import Same
from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.model import Schema

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase

#: What the statistical model calls a thing made for sale.
MADE = "PRODUCT"
#: And a rule.
LAW = "LAW"
#: What ends a name of somebody with these does not narrow by "of": "the News of Norton".
_NO_OFFICES = ("place", "event", "product", "publisher")


def nearest(schema: Schema, wanted: tuple[str, ...]) -> str | None:
    """The first of the classes that the ontology has."""
    return next((name for name in wanted if name in schema.classes), None)


def by_label(schema: Schema, label: str) -> str | None:
    """The class for a label of the statistical model, None where there is none."""
    return nearest(schema, read_words("names").get(f"labels.{label}", ()))


def by_ending(schema: Schema, words: list[str]) -> str | None:
    """The class that the last word of a name, or its first, tells."""
    last = words[-1].strip(".,")
    if words[0] in word_set("names", "openings") and any(word in ("of", "for") for word in words[1:]):
        return nearest(schema, _endings()["regulator"])
    if last in word_set("names", "houses_of") and words[-2:-1] and words[-2] in word_set("names", "studies"):
        return nearest(schema, _endings()["organisation"])  # "the Norton Research Center"
    if ("of" in words or "for" in words) and (head := _before_of(words)):
        of_those = (kind for kind in _endings() if kind not in _NO_OFFICES and head in word_set("names", kind))
        if kind := next(of_those, None):
            return nearest(schema, _endings()[kind])  # "the Norton Academy of Lamps"
    for kind, wanted in _endings().items():
        if last in word_set("names", kind):
            return nearest(schema, wanted)
    if words[0] in word_set("names", "openings"):
        return nearest(schema, _endings()["regulator"])
    return None


def _before_of(words: list[str]) -> str | None:
    """The word of a name that "of" or "for" narrows."""
    return next((one for one, two in itertools.pairwise(words) if two in ("of", "for")), None)


def publisher(schema: Schema) -> str | None:
    """The class of those who publish."""
    return nearest(schema, _endings()["publisher"])


@cache
def _endings() -> Mapping[str, tuple[str, ...]]:
    lists = read_words("names")
    return {key.removeprefix("endings.").lower(): lists[key] for key in lists if key.startswith("endings.")}


def read_nouns(schema: Schema) -> Mapping[str, str]:
    """Common nouns in small letters -> the class that they tell: its label, its cue words, the lists of English."""
    return _nouns(Same(schema))


@lru_cache(maxsize=8)
def _nouns(same: Same) -> Mapping[str, str]:
    schema, found = same.schema, dict[str, str]()
    for term in sorted(schema.classes.values(), key=lambda one: one.name):
        for noun in (term.label, *term.cues):
            found.setdefault(noun.lower(), term.name)
    for key, nouns in read_words("names").items():
        kind = key.removeprefix("nouns.")
        if kind != key and kind in schema.classes:
            for noun in nouns:
                found.setdefault(noun, kind)
    return found


def by_neighbours(schema: Schema, nouns: Mapping[str, str], phrase: Phrase) -> str | None:
    """The class that a common noun tells which stands for the same thing as the name.

    It stands before the name, in apposition, is what the name is said to be, or, for things made for sale, follows it:
    what follows another name may as well be something that belongs to it.
    """
    refused = [one for one in word_set("names", "not_told") if one in schema.classes]
    for lemma in _same_thing(phrase):
        found = nouns.get(lemma)
        if found and not any(schema.is_a(found, one) for one in refused):
            return found
    made = by_label(schema, MADE)
    if made and phrase.end < len(phrase.doc):
        found = nouns.get(phrase.doc[phrase.end].lemma_.lower())
        if found and schema.is_a(found, made):
            return found
    return None


def is_said(phrase: Phrase, nouns: frozenset[str]) -> bool:
    """Whether one of the nouns stands for the same thing as the name."""
    return any(lemma in nouns for lemma in _same_thing(phrase))


def _same_thing(phrase: Phrase) -> Iterator[str]:
    root, doc = phrase.root, phrase.doc
    before = doc[phrase.start - 1] if phrase.start else None
    if before is not None and before.pos_ == "NOUN" and before.dep_ in ("compound", "nmod", "appos", "npadvmod"):
        yield before.lemma_.lower()
    for child in root.children:
        if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN"):
            yield child.lemma_.lower()
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        yield root.head.lemma_.lower()
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        for child in root.head.children:
            if child.dep_ == "attr":
                yield child.lemma_.lower()
