"""Takes the words around a figure; gives how near they are in meaning to the cues of each metric; touches nothing.

Nearness is the cosine of word vectors, those of the language model: "turnover" lies near "revenue" without standing in
any list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.patterns.figureplaces import Place
from kg.extract.patterns.predicates import clause_of, subjects
from kg.model import PropertyTerm

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Token
    from spacy.vocab import Vocab

_CONTENT = ("NOUN", "VERB", "ADJ", "PROPN")
_BEFORE, _BEHIND = 4, 2


class Likeness:
    """The vectors of the cues of some metrics."""

    def __init__(self, terms: Sequence[PropertyTerm], vocab: Vocab) -> None:
        import numpy as np

        rows, owners = [], []
        for place, term in enumerate(terms):
            for word in sorted({part for cue in (*term.cues, term.label) for part in _words(cue)}):
                lexeme = vocab[word]
                if lexeme.has_vector and not lexeme.is_stop:
                    rows.append(lexeme.vector / (lexeme.vector_norm or 1.0))
                    owners.append(place)
        width = vocab.vectors.shape[1] or 1
        self.rows: NDArray[np.float32] = np.array(rows, dtype=np.float32) if rows else np.zeros((0, width), np.float32)
        self.owners = np.array(owners, dtype=np.int64)
        self.names = [term.name for term in terms]

    def of(self, place: Place) -> dict[str, float]:
        """Metric -> how near the nearest of the words around the figure is to the nearest of its cues."""
        import numpy as np

        words = [token for token in _around(place) if token.has_vector and token.vector_norm]
        best = np.zeros(len(self.names))
        if words and len(self.owners):
            vectors = np.array([token.vector / token.vector_norm for token in words], dtype=np.float32)
            np.maximum.at(best, self.owners, (vectors @ self.rows.T).max(axis=0))
        return dict(zip(self.names, best.tolist(), strict=True))


def _words(cue: str) -> list[str]:
    """The word of a cue that carries its meaning: the last one of "net sales"."""
    words = [part for part in cue.partition("/")[0].lower().replace("-", " ").split() if len(part) > 2]
    return words[-1:]


def _around(place: Place) -> list[Token]:
    """The words that may say what a figure is: what it hangs on, its clause's verb and subject, those beside it."""
    root = place.root
    found = {root.head.i: root.head, root.head.head.i: root.head.head}
    verb = clause_of(root)
    for token in (verb, *subjects(verb)):
        found[token.i] = token
    start, end = place.line[0].i, place.line[-1].i + 1
    for token in root.doc[max(start, place.first - _BEFORE) : min(end, place.last + 1 + _BEHIND)]:
        found[token.i] = token
    return [
        token for index, token in sorted(found.items())
        if token.pos_ in _CONTENT and not place.first <= index <= place.last
    ]  # fmt: skip
