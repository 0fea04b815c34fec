"""Takes an analysed text and who says what in it; gives words in quotation marks that no verb of saying introduces.

Touches nothing. Answers of an interview: a paragraph that is all quotation behind a question or a remark of the one who
asks; and a question in the text with its answer beside it: 'Dearer beer? "I would not rule it out."'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.patterns.saying import said
from kg.extract.patterns.saying.speakers import Finder, Source
from kg.model import Mention

if TYPE_CHECKING:
    from kg.extract.patterns.saying.speech import Speech

#: What tells that words are an answer.
ANSWER = "?"
#: A question has so many words at most.
_ASKED = 30
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_QUESTION = re.compile(rf"\?{said.MARKS}?\s+({said.MARKS}[^{said.MARKS}\n]+{said.MARKS})")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    words: str

    @property
    def is_quotation(self) -> bool:
        """Whether it is one quotation from its first word to its last."""
        body = self.words[1:].rstrip()
        return self.words.startswith(said.MARKS) and body.endswith(said.MARKS) and body.count(said.MARKS) == 1

    @property
    def asks(self) -> bool:
        return self.words.endswith("?") and len(self.words.split()) <= _ASKED and said.MARKS not in self.words


@dataclass(frozen=True, slots=True)
class Interview:
    """Who is interviewed, where the answers stand, and the questions and remarks of the one who asks."""

    source: Source
    answers: tuple[tuple[int, int], ...]
    asked: tuple[tuple[int, int], ...]

    def cleared(self, found: Sequence[Speech]) -> list[Speech]:
        """What is said without what the one who asks is found to tell of others, and what went on from there."""
        kept = []
        for one in found:
            inside = (start <= one.start < end for start, end in (*self.asked, *self.answers))
            if not any(inside):
                kept.append(one)
        return kept


def interview(finder: Finder) -> Interview | None:
    """The interview in a text; None where there is none, or where nobody is known to be asked."""
    paragraphs = list(_paragraphs(finder.text))
    pairs = [
        (before, answer)
        for before, answer in pairwise(paragraphs)
        if answer.is_quotation and not before.is_quotation and len(before.words.split()) <= _ASKED
    ]
    if not any(before.asks for before, _ in pairs) or len(pairs) < 2:
        return None
    source = _interviewed(finder, pairs[0][0].start)
    if source is None:
        return None
    asked = tuple((one.start, one.end) for one, _ in pairs)
    return Interview(source, tuple((one.start, one.end) for _, one in pairs), asked)


def answers(
    finder: Finder, found: Sequence[Speech], talk: Interview | None
) -> Iterator[tuple[tuple[int, int], Source]]:
    """What is answered: in an interview, and beside a question in the text."""
    for start, end in talk.answers if talk else ():
        yield _inner(finder.text, start, end), talk.source if talk else _nobody()
    for match in _QUESTION.finditer(finder.text):
        start, end = match.span(1)
        if any(one.start < end and start < one.end for one in found):
            continue
        source = talk.source if talk else _last_speaker(finder.text, found, start)
        if source is not None:
            yield _inner(finder.text, start, end), source


def _nobody() -> Source:
    return Source(0, 0, 1, None, "", None, (), False)


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """The words between the quotation marks."""
    inside = text[start:end].strip().strip(said.MARKS)
    begin = start + text[start:end].index(inside)
    return begin, begin + len(inside)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    at = 0
    for match in (*_PARAGRAPH.finditer(text), None):
        end = match.start() if match else len(text)
        words = text[at:end].strip()
        if words:
            start = text.index(words, at)
            yield _Paragraph(start, start + len(words), words)
        at = match.end() if match else end


def _interviewed(finder: Finder, before: int) -> Source | None:
    """The one person of whom a text speaks most by name before it asks; of two the one named last."""
    men = [one for one in finder.mentions if finder.is_any(one, "men") and one.span.start < before]
    people: list[list[Mention]] = []
    for one in men:
        if one.by != "reference":
            known = next((group for group in people if _same(group[0], one)), None)
            if known is None:
                people.append([one])
            else:
                known.append(one)
    if not people:
        return None
    most = max(people, key=lambda group: (len(group), group[-1].span.start))
    return Source(0, 0, 1, most[0], most[0].span.text, None, (), False)


def _same(one: Mention, other: Mention) -> bool:
    """Whether two mentions are of one person: the same entry, or words of one name."""
    if one.entity or other.entity:
        return one.entity == other.entity
    words = (set(one.span.text.split()), set(other.span.text.split()))
    return words[0] <= words[1] or words[1] <= words[0]


def _last_speaker(text: str, found: Sequence[Speech], at: int) -> Source | None:
    """Who speaks last before a place in its paragraph, where nobody else is quoted after."""
    begin = text.rfind("\n\n", 0, at)
    here = [one for one in found if begin < one.start < at and (one.speaker or one.unnamed)]
    if not here:
        return None
    last = max(here, key=lambda one: one.end)
    return Source(0, 0, 1, last.speaker, last.words, last.role, last.via, last.unnamed)
