"""Takes an analysed text and its mentions; gives the words that refer back to one of them; touches nothing.

A definite noun ("the company") or a pronoun refers to the nearest thing of a fitting class that the text made its
subject; where two fit equally well, to neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.registered import Names
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_references(doc: Doc, body: str, names: Names, mentions: list[Mention]) -> Iterator[Mention]:
    """Mentions by reference, in the order of the text."""
    yield from ()
