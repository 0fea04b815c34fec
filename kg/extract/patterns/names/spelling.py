"""Takes a registered name and words of a text; gives whether these write the name; touches nothing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.patterns.names.registered import Name, Word

#: Letters of names as patterns write them: "Müller", "Émile", "Dvořák".
CAPITAL, SMALL = "A-ZÀ-ÖØ-ÞĆČĎĐİŁŃŇŘŚŞŠŤŽŻ", "a-zß-öø-ÿāăąćčďđēėęěğīıķļłńňņōőřśşšťţūůűųýžźż"
#: What may stand between two words of a name or not.
LOOSE = str.maketrans("", "", " -")


def is_written(name: Name, text: str, words: list[Word], plural: bool) -> bool:
    """Whether the words of the text write this name: the same signs between, capitals where the name has them."""
    if len(words) == len(name.words):
        for sign, one, two in zip(name.signs, words, words[1:], strict=False):
            if text[one.end : two.start].translate(LOOSE) not in ("", sign):
                return False
    elif any(text[one.end : two.start].translate(LOOSE) for one, two in itertools.pairwise(words)):
        return False
    full = "".join(name.words)
    given = "".join(word.text for word in words)
    if plural:
        given = given[:-1]
    if given == full or full == full.lower():
        return True
    if len(full) > 3 and given.isupper():
        return True
    letters = sum(sign.isalpha() for sign in full)
    if 1 < letters < len(full) and full.isascii() and len(words) == len(name.words) == 1:
        return True
    return _capitals_fit(full, given, name.words)


def _begins(piece: str, part: str) -> bool:
    """Whether a word begins as the name's does; a small letter of a name may be a capital in the text."""
    return piece[:1] == part[:1] or (part[:1].islower() and piece[:1] == part[:1].upper())


def _capitals_fit(full: str, given: str, parts: tuple[str, ...]) -> bool:
    """Every word of three letters or more begins as the name's does; what follows may be smaller or larger."""
    at = 0
    for part in parts:
        piece = given[at : at + len(part)]
        if piece != full[at : at + len(part)] and (len(part) < 3 or not _begins(piece, part)):
            return False
        at += len(part)
    return len(given) == len(full)
