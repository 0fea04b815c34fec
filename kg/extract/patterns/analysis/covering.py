"""Takes an analysed text and its mentions; gives the mention that covers each token; touches nothing."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def covered(doc: Doc, mentions: list[Mention]) -> dict[int, Mention]:
    """Tokens by their place -> the mention that covers them; the mentions come in the order of the text."""
    starts, found = _starts(doc), dict[int, Mention]()
    for mention in mentions:
        place = max(0, bisect_right(starts, mention.span.start) - 1)
        if place < len(starts) and starts[place] + len(doc[place].text) <= mention.span.start:
            place += 1
        while place < len(starts) and starts[place] < mention.span.end:
            found[place] = mention
            place += 1
    return found


def _starts(doc: Doc) -> list[int]:
    """Where each token starts, kept with the document that is asked again and again."""
    known: list[int] | None = getattr(doc, "starts", None)
    return [token.idx for token in doc] if known is None else known
