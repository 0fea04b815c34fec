"""Takes an analysed text and its mentions; gives things made by the number at the end of their name; touches nothing.

"The 17" after "Acme 17" is that; "17 Pro" behind it is a version of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names import classes
from kg.extract.patterns.names.designations import is_used
from kg.extract.patterns.names.registered import Names
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NUMBERED = re.compile(r"\D.* (\d{1,3})")
#: Before "the" and a number these tell a day, or how many there are.
_NO_NAME = ("on", "by", "until", "till", "since", "from", "of", "all")


def numbers_of(names: Names, mentions: list[Mention]) -> dict[str, Mention]:
    """Numbers -> the first thing made whose name they end; of several that which the firm makes that is named most."""
    made = classes.by_label(names.schema, classes.MADE)
    found: dict[str, dict[str | None, Mention]] = {}
    for one in mentions:
        if made and names.schema.is_a(one.type, made) and (number := _NUMBERED.fullmatch(one.span.text)):
            found.setdefault(number[1], {}).setdefault(one.entity, one)
    named = Counter(one.entity for one in mentions if one.entity)
    makers = {one for things in found.values() for name in things for one in names.made_by.get(name or "", ())}
    most = max(makers, key=lambda one: (named[one], one), default=None)
    chosen: dict[str, Mention] = {}
    for ending, things in found.items():
        own = [name for name in things if len(things) == 1 or most in names.made_by.get(name or "", ())]
        if len(own) == 1:
            chosen[ending] = things[own[0]]
    return chosen


def is_numbered(mention: Mention) -> bool:
    """Whether a number ends the name of a thing."""
    return bool(_NUMBERED.fullmatch(mention.span.text))


def find_numbered(doc: Doc, body: str, names: Names, mentions: list[Mention]) -> Iterator[Mention]:
    """The things by their numbers alone, each behind its whole name."""
    numbers = numbers_of(names, mentions)
    for token in doc if numbers else ():
        one = numbers.get(token.text)
        if one is None or token.idx < one.span.end or not _is_named(token):
            continue
        after = token.nbor() if token.i + 1 < len(doc) else None
        end = token.idx + len(token)
        if after is not None and after.lower_ == "series":
            end = after.idx + len(after)
        yield Mention(Span(token.idx, end, body[token.idx : end]), one.type, one.entity, one.by)


def _is_named(token: Token) -> bool:
    """Whether a number stands as a name does: "the 17 costs", "the 17 series"; no "on the 17", "the 17 of them"."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    led = token.i > 1 and token.nbor(-1).lower_ in ("the", "its")
    if not led or (after is not None and after.lower_ == "of"):
        return False
    if after is not None and after.lower_ == "series":
        return True
    before = token.nbor(-2)
    told = before.lower_ in _NO_NAME and before.head.lemma_ not in word_set("names", "made_owned")
    return not told and is_used(token)


def numbered_versions(doc: Doc, names: Names, mentions: list[Mention]) -> Iterator[tuple[int, int, Mention]]:
    """Numbers with words for versions behind them, half-open intervals of tokens, and the things that they end."""
    numbers, alone = numbers_of(names, mentions), word_set("names", "alone")
    for token in doc if numbers else ():
        one = numbers.get(token.text)
        if one is None or token.idx < one.span.end:
            continue
        end = token.i + 1
        while end < len(doc) and doc[end].text in alone:
            end += 1
        if end > token.i + 1 and (end == len(doc) or not doc[end].text[:1].isupper()):
            yield token.i, end, one
