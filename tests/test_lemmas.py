"""Words have the base forms that spaCy gives them, whether it is asked about each or once for all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

pytest.importorskip("spacy")

from pipeline import before

from kg.extract.patterns.analysis import language
from kg.extract.patterns.analysis.lemmas import Lemmas
from kg.extract.patterns.analysis.text import plain
from kg.project import find_project
from kg.sources import markdown

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

TEXTS = (
    "The lamps were lit. She lights a light lamp; the lighter left the leaves, and left. He's leaving.",
    "Makers make makings: made, better, best, worse; axes, wolves, data, 5,000s, U.S. Co-founders co-founded it.",
    "One\n\n\nTwo  three \n LAMPS Lamps lamps\n\n",
    "",
)


def lemmas(doc: Doc) -> list[tuple[str, str]]:
    return [(token.text, token.lemma_) for token in doc]


def test_the_forms_are_the_same() -> None:
    lemmatizer = cast("Lemmatizer", language.load().get_pipe("lemmatizer"))
    assert not lemmatizer.overwrite
    articles = sorted((find_project(Path(__file__).parent).root / "data/articles").glob("*.md"))[:12]
    bodies = [plain(markdown.read(path.read_text("utf-8"), str(path)).body) for path in articles]
    component = Lemmas(lemmatizer)
    for text in (*TEXTS, *bodies, *TEXTS):
        doc = before("lemmas", text)
        assert lemmas(component(doc.copy())) == lemmas(lemmatizer(doc.copy())), text[:80]


def test_a_base_form_that_stands_stays() -> None:
    doc = before("lemmas", "They found lamps.")
    doc[1].lemma_ = "kept"
    component = Lemmas(cast("Lemmatizer", language.load().get_pipe("lemmatizer")))
    assert [token.lemma_ for token in component(doc)] == ["they", "kept", "lamp", "."]
