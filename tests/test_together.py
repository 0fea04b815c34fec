"""Articles are analysed together only where that changes nothing, and then none is read otherwise than alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("spacy")

from kg.corpus import read_corpus
from kg.extract import open_extractor
from kg.extract.patterns.analysis.language import load
from kg.extract.patterns.analysis.together import rows_stand_alone, texts_together
from kg.ontology import read_ontology
from kg.project import find_project

if TYPE_CHECKING:
    from numpy.typing import NDArray


class ByRow:
    """Multiplies each row by itself."""

    def gemm(self, rows: NDArray[np.float32], weights: NDArray[np.float32], *, trans2: bool) -> NDArray[Any]:
        assert trans2
        return np.stack([(row * weights).sum(axis=1) for row in rows])


class BySize(ByRow):
    """Adds up in another order where there are few rows, as libraries do."""

    def gemm(self, rows: NDArray[np.float32], weights: NDArray[np.float32], *, trans2: bool) -> NDArray[Any]:
        few = len(rows) < 201
        return super().gemm(rows[:, ::-1] if few else rows, weights[:, ::-1] if few else weights, trans2=trans2)


def test_a_library_that_goes_by_size_is_found_out() -> None:
    weights = np.random.default_rng(1).standard_normal((24, 288), dtype=np.float32)
    assert rows_stand_alone(ByRow(), weights)
    assert not rows_stand_alone(BySize(), weights)


def test_nothing_is_read_together_where_it_is_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts_together(load()) in (1, 16)
    monkeypatch.setattr("kg.extract.patterns.analysis.together.rows_stand_alone", lambda *_: False)
    assert texts_together.__wrapped__(load()) == 1


def test_articles_read_the_same_alone_and_together() -> None:
    project = find_project(Path(__file__).parent)
    schema = read_ontology(project).schema
    corpus, _ = read_corpus(project, schema)
    extractor = open_extractor("patterns", schema, corpus.registry)
    articles = sorted(corpus.articles.values(), key=lambda one: one.id)[:18]
    articles.insert(3, replace(articles[0], id="empty", body=""))
    alone = [next(iter(extractor.read([one]))) for one in articles]
    assert list(extractor.read(articles)) == alone
    assert list(extractor.read(articles[::-1])) == alone[::-1]
