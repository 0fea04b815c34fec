"""Takes an analysed text and its mentions; gives the mention that covers each token; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def covered(doc: Doc, mentions: list[Mention]) -> dict[int, Mention]:
    """Tokens by their place -> the mention that covers them; the mentions come in the order of the text."""
    found: dict[int, Mention] = {}
    at = 0
    tokens = list(doc)
    for mention in mentions:
        while at < len(tokens) and tokens[at].idx + len(tokens[at].text) <= mention.span.start:
            at += 1
        place = at
        while place < len(tokens) and tokens[place].idx < mention.span.end:
            found[place] = mention
            place += 1
    return found
