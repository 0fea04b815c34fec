"""Takes the bytes of a file with the kind of text in them; gives a `Draft`; touches nothing.

The drawer of formats that can become an article: one module a kind, one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.sources import html, pdf, text
from kg.sources.draft import Draft
from kg.sources.raw import Raw

#: Kind of text -> reader.
READERS: dict[str, Callable[[Raw], Draft]] = {
    "html": html.read_html,
    "markdown": text.read_markdown,
    "pdf": pdf.read_pdf,
    "text": text.read_text,
}


def read(raw: Raw) -> Draft:
    """The draft of a file. Raises `BadInput` for what cannot become an article, each with its reason."""
    draft = READERS[raw.kind](raw)
    if not any(sign.isalnum() for sign in draft.body):
        raise raw.fail("the text has no words", "give the article's text")
    return draft if draft.published else replace(draft, published_basis=None)
