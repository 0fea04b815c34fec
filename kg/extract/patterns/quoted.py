"""Takes stretches that somebody says; gives how they go on over sentences and how they lie within each other.

Touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MARKS = '"'


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says: the half-open interval of the text, the speaker, and how it reached the text.

    `speaker` is None for whoever is not named, or not known to be somebody named: then `words` say what the text calls
    them, and `unnamed` whether these words are those of sources ("insiders"). `role` are words of the text, `via` the
    further links of the chain, the outermost last. `cue` is the word that told.
    """

    start: int
    end: int
    speaker: Mention | None
    words: str
    role: str | None = None
    via: tuple[Mention, ...] = ()
    cue: str = ""
    unnamed: bool = False


def speech_at(found: Iterable[Speech], start: int, end: int) -> Speech | None:
    """The innermost stretch that contains the interval."""
    around = [one for one in found if one.start <= start and end <= one.end]
    return min(around, key=lambda one: one.end - one.start, default=None)


def continued(doc: Doc, found: list[Speech]) -> Iterator[Speech]:
    """Words in quotation marks that run over the end of a sentence, and whole sentences in them that follow."""
    text = doc.text
    sentences = list(doc.sents)
    for place, sentence in enumerate(sentences[:-1]):
        inside = [one for one in found if sentence.start_char <= one.start < sentence.end_char]
        if not inside:
            continue
        last = max(inside, key=lambda one: one.end)
        opened = text.count(_MARKS, sentence.start_char, sentence.end_char) % 2 == 1
        for following in sentences[place + 1 :]:
            words = text[following.start_char : following.end_char].strip()
            whole = words.startswith(_MARKS) and (words.endswith(_MARKS) or words.count(_MARKS) == 1)
            if (not opened and not whole) or ("\n\n" in text[last.end : following.start_char] and not whole):
                break
            if any(following.start_char <= one.start < following.end_char for one in found):
                break
            if any(sign.isalpha() for sign in words):
                yield replace(last, start=following.start_char, end=following.start_char + len(words))
            if words.count(_MARKS) % 2:
                opened = not opened
            if not opened:
                break


def chain(found: list[Speech]) -> list[Speech]:
    """Whoever says what another says stands in the other's chain."""
    chained = []
    for one in found:
        outer = [
            other
            for other in found
            if other.start <= one.start
            and one.end <= other.end
            and other != one
            and other.speaker is not None
            and (one.end - one.start) < (other.end - other.start)
        ]
        links = [other.speaker for other in sorted(outer, key=lambda other: other.end - other.start)]
        via = dict.fromkeys((*one.via, *(link for link in links if link and not _same(link, one.speaker))))
        chained.append(replace(one, via=tuple(via)))
    return chained


def _same(one: Mention, other: Mention | None) -> bool:
    if other is None:
        return False
    return one.entity == other.entity if one.entity or other.entity else one.span.text == other.span.text
