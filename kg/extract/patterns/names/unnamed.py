"""Takes a word for people without names ("insiders"); gives whom of the registry it stands for; touches nothing.

That is the one whom the registry calls "unnamed" and a word for such people. Where it has no such entry, a source keeps
its words alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import read_words
from kg.extract.patterns.names.registered import Names
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


def unnamed(names: Names | None, word: str, at: Token) -> Mention | None:
    """The one of the registry whom a word for people without names stands for."""
    if names is None:
        return None
    kind = _kinds().get(word, f"{word}s")
    known = names.registry.find(f"unnamed {kind}")
    if len(known) != 1:
        return None
    span = Span(at.idx, at.idx + len(at.text), at.text)
    return Mention(span, known[0].type, known[0].id, "reference")


@cache
def _kinds() -> dict[str, str]:
    """Words for people without names -> the word that the registry has for them."""
    lists = read_words("speech")
    return {word: key.removeprefix("hidden.") for key in lists if key.startswith("hidden.") for word in lists[key]}
