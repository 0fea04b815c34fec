"""Takes a language; gives each text its numbers by itself, from the quicker of two libraries; touches that language.

Most of the time of spaCy's models goes into multiplying matrices. thinc does it with blis, whose wheels are built for
any processor; the library that numpy brings knows the one it runs on, and takes a third of the time. But it rounds a
row by where it stands in the matrix. So the layers that look at neighbours get one text at a time, on one thread: what
a text gets hangs on that text alone, whatever is read with it and however many cores there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

#: The name of a layer that is given one text after the other.
_NAME = "text_by_text"


def read_by_text(nlp: Language) -> None:
    """Let the layers that look at the neighbours of words take one text at a time, where plain numpy works for them."""
    threads = ThreadpoolController()
    for model in _models(nlp):
        layer = model.get_ref("encode") if model.has_ref("encode") else None
        if layer in model.layers and all(type(one.ops) is NumpyOps for one in layer.walk()):
            ops = NumpyOps(use_blis=False)
            for one in layer.walk():
                one.ops = ops
            model.layers[model.layers.index(layer)] = Model(_NAME, _TextByText(layer, threads).forward, layers=[layer])


def joint_layers(nlp: Language) -> Iterator[Model[Any, Any]]:
    """The layers that are given several texts at once."""
    alone = {one.id for model in _models(nlp) if model.name == _NAME for one in model.walk()}
    return (one for one in _models(nlp) if one.id not in alone)


def _models(nlp: Language) -> Iterator[Model[Any, Any]]:
    for _, pipe in nlp.pipeline:
        network = getattr(pipe, "model", None)
        yield from list(network.walk()) if isinstance(network, Model) else ()


class _TextByText:
    """A layer that is given one text after the other, on one thread."""

    def __init__(self, layer: Model[Any, Any], threads: ThreadpoolController) -> None:
        self.layer = layer
        self.threads = threads

    def forward(
        self, _model: object, texts: Sequence[NDArray[Any]], is_train: bool
    ) -> tuple[Any, Callable[[Any], Any]]:
        """What the layer makes of the texts, as `thinc` asks for it."""
        if is_train:
            return self.layer(texts, is_train)
        with self.threads.limit(limits=1, user_api="blas"):
            return [self.layer.predict([text])[0] for text in texts], lambda _: []
