"""Takes a language; gives each word of a text its numbers once instead of at each place; touches that language.

What spaCy's models make of a word before they look at its neighbours hangs on the word alone, and costs a fifth of
their time. Half the words of an article stand in it twice, and most of the others in the articles before it.

Words are worked out so many at a time, neither more nor fewer: how matrices are multiplied hangs on their size, and the
last digits on how. So a word gets the same numbers whatever stands beside it and whatever was read before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from thinc.api import Model

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

#: The layers that look at each word by itself, and the one of them that tells at what they look.
_ALONE = {"dropout", "hashembed", "ints-getitem", "layernorm", "maxout", "static_vectors"}
_SHAPING = {"list2ragged", "ragged2list"}
_FEATURES = "extract_features"
#: Words that are worked out at a time.
_TIME = 32
#: Words that are kept; when there are more, all are worked out anew.
_MOST = 20_000


def embed_once(nlp: Language) -> None:
    """Let the models of a language keep what they make of words, where nothing but the word is sure to count."""
    for _, pipe in nlp.pipeline:
        network = getattr(pipe, "model", None)
        for model in list(network.walk()) if isinstance(network, Model) else ():
            layer = model.get_ref("embed") if model.has_ref("embed") else None
            if layer in model.layers and (features := features_of(layer)):
                kept = Kept(layer, [nlp.vocab.vectors.attr, *features])
                model.layers[model.layers.index(layer)] = Model("embed_once", kept.forward, layers=[layer])


def features_of(layer: Model[Any, Any]) -> list[int | str]:
    """What an embedding asks of a word; nothing where it may ask for more than the word."""
    parts = [one for one in layer.walk() if not one.layers]
    features = [one.attrs["columns"] for one in parts if one.name == _FEATURES]
    known = {one.name for one in parts} <= {*_ALONE, *_SHAPING, _FEATURES}
    return list(features[0]) if known and len(features) == 1 else []


class _Some:
    """Some of the tokens of a document, to the layers a document."""

    def __init__(self, doc: Doc, places: list[int]) -> None:
        self.doc = doc
        self.vocab = doc.vocab
        self.places = places

    def __len__(self) -> int:
        return len(self.places)

    def to_array(self, attributes: Any) -> NDArray[np.uint64]:
        """The attributes of the tokens."""
        return cast("NDArray[np.uint64]", self.doc.to_array(attributes)[self.places])


class Kept:
    """An embedding with what it made of words."""

    def __init__(self, layer: Model[Any, Any], asked: list[int | str]) -> None:
        self.layer = layer
        self.asked = asked
        self.rows: dict[bytes, int] = {}
        self.made = np.zeros((_MOST, layer.get_dim("nO")), dtype=np.float32)

    def forward(self, _model: object, docs: Sequence[Doc], is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        """What the layer makes of documents, as `thinc` asks for it."""
        if is_train:
            return self.layer(docs, is_train)
        return [self._embed(doc) for doc in docs], lambda _: []

    def _embed(self, doc: Doc) -> NDArray[np.float32]:
        asked = doc.to_array(self.asked)
        words = [row.tobytes() for row in asked]
        new = {word: at for at, word in enumerate(words) if word not in self.rows}
        if len(self.rows) + len(new) > _MOST:
            self.rows, new = {}, {word: at for at, word in enumerate(words)}
        if len(new) > _MOST:
            return cast("NDArray[np.float32]", self.layer.predict([doc])[0])
        self._learn(doc, new)
        return self.made[[self.rows[word] for word in words]]

    def _learn(self, doc: Doc, new: dict[bytes, int]) -> None:
        places = list(new.values())
        for start in range(0, len(places), _TIME):
            some = places[start : start + _TIME]
            filled = some + some[-1:] * (_TIME - len(some))
            first = len(self.rows) + start
            self.made[first : first + len(some)] = self.layer.predict([_Some(doc, filled)])[0][: len(some)]
        self.rows |= {word: len(self.rows) + at for at, word in enumerate(new)}
