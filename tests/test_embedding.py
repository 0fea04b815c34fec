"""A word gets the numbers that spaCy's model gives it, whatever stands beside it and whatever was read before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("spacy")

import numpy as np
from thinc.api import Model

from kg.extract.patterns.analysis import embedding, language
from kg.extract.patterns.analysis.embedding import Kept, features_of
from kg.extract.patterns.analysis.text import plain
from kg.project import find_project
from kg.sources import markdown

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

TEXTS = (
    "The lamp that Acme sold is a lamp. It's the Lamp, isn't it?",
    "One\n\n\nTwo  three \n lamp\n\nis\n",
    "lamp",
    "",
    " ".join(f"lamp number {number} costs ${number}.5 million" for number in range(40)),
)
PIPES = ("tok2vec", "ner")


def layer_of(model: Model[Any, Any]) -> Model[Any, Any]:
    """The embedding of a model as the model has it."""
    return next(node.get_ref("embed") for node in model.walk() if node.has_ref("embed"))


def kept_of(nlp: Language, name: str) -> Kept:
    """The embedding of a pipe that has read nothing yet."""
    layer = layer_of(nlp.get_pipe(name).model)  # type: ignore[attr-defined]
    return Kept(layer, [nlp.vocab.vectors.attr, *features_of(layer)])


def given(kept: Kept, nlp: Language, *texts: str) -> list[NDArray[np.float32]]:
    found: list[NDArray[np.float32]] = kept.forward(None, [nlp.make_doc(text) for text in texts], is_train=False)[0]
    return found


@pytest.mark.parametrize("name", PIPES)
def test_words_are_as_the_model_has_them(name: str) -> None:
    nlp = language.load()
    kept = kept_of(nlp, name)
    articles = sorted((find_project(Path(__file__).parent).root / "data/articles").glob("*.md"))[:6]
    bodies = [plain(markdown.read(path.read_text("utf-8"), str(path)).body) for path in articles]
    for text in filter(None, (*TEXTS, *bodies, *TEXTS)):
        wanted = kept.layer.predict([nlp.make_doc(text)])[0]
        np.testing.assert_allclose(given(kept, nlp, text)[0], wanted, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", PIPES)
def test_what_was_read_before_leaves_no_trace(name: str) -> None:
    nlp = language.load()
    alone = [given(kept_of(nlp, name), nlp, text)[0] for text in TEXTS]
    together = given(kept_of(nlp, name), nlp, *TEXTS)
    backwards = given(kept_of(nlp, name), nlp, *reversed(TEXTS))[::-1]
    for one, two, three in zip(alone, together, backwards, strict=True):
        np.testing.assert_array_equal(one, two)
        np.testing.assert_array_equal(one, three)


@pytest.mark.parametrize("most", [3, 60])
def test_a_full_store_begins_anew(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = language.load()
    wanted = given(kept_of(nlp, "ner"), nlp, *TEXTS)
    monkeypatch.setattr(embedding, "_MOST", most)
    kept = kept_of(nlp, "ner")
    for one, two in zip(given(kept, nlp, *TEXTS, *TEXTS), [*wanted, *wanted], strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-5)
    assert len(kept.rows) <= most


def test_the_models_keep_their_words() -> None:
    nlp = language.load()
    for name in PIPES:
        assert any(node.name == "embed_once" for node in nlp.get_pipe(name).model.walk())  # type: ignore[attr-defined]


def test_a_layer_that_looks_at_neighbours_is_left_alone() -> None:
    model = language.load().get_pipe("ner").model.get_ref("tok2vec")  # type: ignore[attr-defined]
    assert not features_of(model)
    assert features_of(layer_of(model)) == ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
