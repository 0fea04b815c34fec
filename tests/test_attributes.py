"""The rules for parts of speech give the same whether spaCy matches them or they are looked up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

spacy = pytest.importorskip("spacy")

from pipeline import before  # noqa: E402

from kg.extract.patterns.analysis import language  # noqa: E402
from kg.extract.patterns.analysis.attributes import Attributes  # noqa: E402
from kg.extract.patterns.analysis.text import plain  # noqa: E402
from kg.project import find_project  # noqa: E402
from kg.sources import markdown  # noqa: E402

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

TEXTS = (
    "There is a car, and there were two. Let's go: it's gonna cost more, y'all, ain't it?",
    "It did what it had to do, but that was not all. I saw you. So have they.",
    "there there there there are is was",
    "One\n\n\nTwo  three \n there\n\nis\n",
    "",
)


def both(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """What spaCy's rules give to the tokens of a text, and what the component gives."""
    doc = before("attributes", text)
    ruler = cast("AttributeRuler", language.load().get_pipe("attribute_ruler"))
    return given(ruler(doc.copy())), given(Attributes(ruler)(doc.copy()))


def given(doc: Doc) -> list[tuple[str, ...]]:
    return [(token.text, token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_) for token in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_looked_up_is_as_matched(text: str) -> None:
    matched, looked_up = both(text)
    assert looked_up == matched


def test_the_articles_read_the_same() -> None:
    project = find_project(Path(__file__).parent)
    for path in sorted((project.root / "data/articles").glob("*.md"))[:12]:
        matched, looked_up = both(plain(markdown.read(path.read_text("utf-8"), str(path)).body))
        assert looked_up == matched


def test_rules_of_the_model_are_known() -> None:
    assert Attributes(cast("AttributeRuler", language.load().get_pipe("attribute_ruler"))).is_sure


@pytest.mark.parametrize(
    "rule",
    [
        [{"LOWER": "red"}, {"LOWER": "lamp"}, {"LOWER": "shop"}],
        [{"LOWER": "red", "OP": "+"}],
        [{"LOWER": {"FUZZY": "red"}}],
        [{"TAG": "JJ"}, {"LOWER": "lamp"}],
    ],
)
def test_a_rule_that_asks_more_is_left_to_spacy(rule: list[dict[int | str, Any]]) -> None:
    nlp = spacy.blank("en")
    ruler = spacy.pipeline.AttributeRuler(nlp.vocab)
    ruler.add([rule], {"POS": "X"})
    known = Attributes(ruler)
    assert not known.is_sure
    for words in (["red", "lamp", "shop"], ["red", "lamp"]):
        doc = spacy.tokens.Doc(nlp.vocab, words=words, tags=["JJ", "NN", "NN"][: len(words)])
        assert given(known(doc.copy())) == given(ruler(doc.copy()))
