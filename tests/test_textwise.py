"""The layers that look at neighbours multiply by numpy, a text at a time, and give what spaCy's model gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("spacy")

import numpy as np
from threadpoolctl import ThreadpoolController

from kg.extract.patterns.analysis.language import load, load_model
from kg.extract.patterns.analysis.textwise import joint_layers

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from thinc.api import Model

TEXTS = (
    "The lamp that Acme sold is a lamp. It's the Lamp, isn't it?",
    "lamp",
    " ".join(f"lamp number {number} costs ${number}.5 million" for number in range(40)),
    "Norton ships lamps to Bigtown, and Acme does not.",
)
PIPES = ("tok2vec", "ner")


def inputs(name: str) -> list[NDArray[np.float32]]:
    """Numbers of words as a layer gets them, a few texts of very different length."""
    width = layers_of(name)[0].get_dim("nO")
    chance = np.random.default_rng(3)
    return [chance.standard_normal((rows, width), dtype=np.float32) for rows in (1, 700, 3, 64, 211)]


def layers_of(name: str) -> tuple[Model[Any, Any], Model[Any, Any]]:
    """The layer of a pipe that looks at neighbours, as the model has it and as it is used."""
    bare, used = (nlp.get_pipe(name).model for nlp in (load_model(), load()))  # type: ignore[attr-defined]
    plain = next(one.get_ref("encode") for one in bare.walk() if one.has_ref("encode"))
    return plain, next(one for one in used.walk() if one.name == "text_by_text")


@pytest.mark.parametrize("name", PIPES)
def test_texts_get_the_numbers_of_the_model(name: str) -> None:
    plain, used = layers_of(name)
    texts = inputs(name)
    for wanted, found in zip(plain.predict(texts), used.predict(texts), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", PIPES)
def test_no_text_hangs_on_another_or_on_the_number_of_threads(name: str) -> None:
    used, texts = layers_of(name)[1], inputs(name)
    together = used.predict(texts)
    for threads in (1, 2):
        with ThreadpoolController().limit(limits=threads, user_api="blas"):
            alone = [used.predict([text])[0] for text in reversed(texts)][::-1]
        for one, two in zip(together, alone, strict=True):
            np.testing.assert_array_equal(one, two)


def test_the_threads_of_others_are_left_alone() -> None:
    def told() -> list[int]:
        return [one["num_threads"] for one in ThreadpoolController().info() if one["user_api"] == "blas"]

    before = told()
    list(load().pipe(TEXTS))
    assert told() == before


def test_the_model_as_it_comes_is_not_touched() -> None:
    load()
    bare: Any = load_model()
    assert all(one.ops.use_blis for pipe in PIPES for one in bare.get_pipe(pipe).model.walk())


def test_only_the_other_layers_get_several_texts() -> None:
    joint: list[Any] = list(joint_layers(load()))
    assert joint
    assert all(one.ops.use_blis for one in joint)
