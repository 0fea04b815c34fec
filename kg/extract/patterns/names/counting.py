"""Takes the "them" behind a number and what a text has spoken of so far; gives the thing made that it counts.

Touches nothing. "Acme shows the Zed. It wants to sell 400 of them": of the Zed, where nothing else stands between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.names.referring import is_counted
from kg.extract.patterns.names.spoken import Spoken
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


def counted(spoken: Spoken, token: Token) -> Mention | None:
    """Of what "400 of them" are, where the last two sentences name but one thing made, and no others without a name."""
    if spoken.product is None or not is_counted(token):
        return None
    near = [one for one in spoken.past if one.sentence >= spoken.number - 1]
    last = [one for one in near if spoken.fits(one.mention, spoken.product)]
    one = last[-1] if len({one.key for one in last}) == 1 else None
    if one is None or any(word.lower_ == "than" for word in token.doc[token.doc[one.at].sent.start : one.at]):
        return None
    between = token.doc[one.at + 1 : token.i]
    many = any(word.tag_ == "NNS" and not any(left.pos_ == "NUM" for left in word.lefts) for word in between)
    return None if many else one.mention
