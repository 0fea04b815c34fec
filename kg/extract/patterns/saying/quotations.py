"""Takes an analysed text and who says what in it; gives the other sentences of what stands in quotation marks.

Touches nothing. Words in quotation marks run over the end of a sentence; who speaks is told in one of them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.saying import said

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Sentence

    from kg.extract.patterns.saying.speech import Speech


def words_of(sentence: Sentence) -> tuple[int, int]:
    """A sentence without the blanks around it."""
    text = sentence.text
    start = int(sentence.start_char) + len(text) - len(text.lstrip())
    return start, int(sentence.start_char) + len(text.rstrip())


def before(doc: Doc, found: Sequence[Speech]) -> Iterator[Speech]:
    """The sentences of a quotation before the one that tells who speaks: '"It sells. We are glad," she said.'."""
    text = text_of(doc)
    sentences = list(doc.sents)
    for place, sentence in enumerate(sentences):
        start, end = words_of(sentence)
        line = text.rfind("\n", 0, start) + 1
        if not place or text.count(said.MARKS, line, start) % 2 == 0:
            continue
        closing, opening = text.find(said.MARKS, start, end), text.rfind(said.MARKS, line, start)
        here = (one for one in found if start <= one.start <= start + 1 and one.end <= closing + 1)
        told = next((one for one in here if one.cue and one.cue in text[closing:end]), None)
        if told is None:
            continue
        for earlier in reversed(sentences[:place]):
            first, last = words_of(earlier)
            if last <= opening:
                break
            yield replace(told, start=max(first, opening), end=last)


def after(doc: Doc, found: Sequence[Speech]) -> Iterator[Speech]:
    """Words in quotation marks that run over the end of a sentence, and whole sentences in them that follow."""
    text = text_of(doc)
    sentences = list(doc.sents)
    for place, sentence in enumerate(sentences[:-1]):
        inside = [one for one in found if sentence.start_char <= one.start < sentence.end_char]
        if not inside:
            continue
        last = max(inside, key=lambda one: one.end)
        if last.cue == "?":
            continue
        line = text.rfind("\n", 0, words_of(sentence)[0]) + 1  # the marks may have opened sentences before
        opened = text.count(said.MARKS, line, sentence.end_char) % 2 == 1
        ended = last.end
        for following in sentences[place + 1 :]:
            words = text[following.start_char : following.end_char].strip()
            whole = words.startswith(said.MARKS) and (words.endswith(said.MARKS) or words.count(said.MARKS) == 1)
            if (not opened and not whole) or ("\n\n" in text[ended : words_of(following)[0]] and not whole):
                break
            if any(following.start_char <= one.start < following.end_char for one in found):
                break
            if any(sign.isalpha() for sign in words):
                yield replace(last, start=following.start_char, end=following.start_char + len(words))
            if words.count(said.MARKS) % 2:
                opened = not opened
            if not opened:
                break
            ended = words_of(following)[1]
