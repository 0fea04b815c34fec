"""Takes the rules that give words their base forms; gives the same rules, each word asked about once; touches nothing.

spaCy goes through the tokens one by one, though what it gives hangs on the word, its part of speech and its form alone,
and half the words of a text stand in it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

_READ = [LEMMA, ORTH, POS, MORPH]


class Lemmas:
    """The rules of a `Lemmatizer`, as a component that takes its place and gives the same."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self.lemmatizer = lemmatizer
        #: Word, part of speech and form -> the base form.
        self._known: dict[tuple[int, int, int], int] = {}
        table = lemmatizer.lookups.get_table("lemma_index")
        for part in list(table):
            table[part] = frozenset(table[part])  # as the model has them, lists of 60,000 are looked through to the end

    def __call__(self, doc: Doc) -> Doc:
        """The document with the base forms of the words that have none yet."""
        if not len(doc):
            return doc
        given: list[int] = []
        for at, (lemma, *word) in enumerate(doc.to_array(_READ).tolist()):
            given.append(lemma or self._lemma(doc, at, (*word,)))
        doc.from_array([LEMMA], cast(Any, np.array(given, dtype=np.uint64)))
        return doc

    def _lemma(self, doc: Doc, at: int, word: tuple[int, int, int]) -> int:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = doc.vocab.strings.add(self.lemmatizer.lemmatize(doc[at])[0])
        return found
