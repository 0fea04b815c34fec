"""Takes a language; gives how many texts it may analyse together so that none is read otherwise; touches nothing.

Together they take a tenth less time. But how a library multiplies matrices may hang on their size, and the last digits
on how: then those of a text would hang on the texts beside it, and with them, once in a long while, what is read.
Whether it is so on this machine is tried with the weights of the models, but for layers that get texts one by one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language

#: Texts that are analysed together where nothing hangs on it.
_MANY = 16
#: Rows of which all are multiplied, and some of them again: as many as single words and whole texts have.
_ROWS = 400
_AGAIN = ((0, 1), (7, 2), (3, 5), (200, 16), (21, 63), (100, 250))


@cache
def texts_together(nlp: Language) -> int:
    """How many texts may be analysed together."""
    from kg.extract.patterns.analysis.textwise import joint_layers

    weights: dict[tuple[int, ...], tuple[Any, Any]] = {}
    for layer in joint_layers(nlp):
        if layer.has_param("W"):
            values: Any = layer.get_param("W")
            flat = values.reshape(-1, values.shape[-1])
            weights[flat.shape] = layer.ops, flat
    return _MANY if all(rows_stand_alone(*one) for one in weights.values()) else 1


def rows_stand_alone(ops: Any, weights: Any) -> bool:
    """Whether each row times the weights comes out the same, to the last digit, whichever stand beside it.

    `ops` multiply as `thinc` lets them, by `gemm`.
    """
    rows = np.random.default_rng(0).standard_normal((_ROWS, weights.shape[1]), dtype=np.float32)
    whole = ops.gemm(rows, weights, trans2=True)
    spans = (slice(start, start + size) for start, size in _AGAIN)
    return all(np.array_equal(ops.gemm(rows[span], weights, trans2=True), whole[span]) for span in spans)
