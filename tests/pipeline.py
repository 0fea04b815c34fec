"""What the tests of the components of the language share: a text as it comes to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis import language

if TYPE_CHECKING:
    from spacy.tokens import Doc


def before(component: str, text: str) -> Doc:
    """A text after all components that stand before the named one."""
    nlp = language.load()
    doc = nlp.make_doc(text)
    for name, one in nlp.pipeline:
        if name == component:
            break
        doc = one(doc)
    return doc
