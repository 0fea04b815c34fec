"""Takes an analysed text and its mentions; gives what belongs to a named firm and is called by a common noun.

Touches nothing. The registry knows "Acme's lamps" and "Acme's lamp business": "its lamps", "the company's lamp
business", and in the notes on Acme's results a line that opens with "Lamps:" are these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.covering import covered
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.built import is_elsewhere
from kg.extract.patterns.names.registered import Names
from kg.extract.patterns.names.shortened import is_narrowed
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Phrase

#: A line, bullet or clause of notes opens with the noun, and a colon or a verb follows.
_OPENING = r"(?:(?<=\n)|(?<=\A)|(?<=[-*•·] )|(?<=\] - ))(?:(?:The|the|Smart|smart) )?"
_CLOSING = (
    r"(?=\s*[:,]|\s+(?:was|were|is|are|had|has|made|make|brought|bring|contributed?|generated?|earned|rose|fell|grew|reported|account(?:ed)?|"
    r"remained?|lost|came|sank|slipped|shrank|climbed|jumped|added)\b)"
)
#: What stands behind the noun, where its figures are told: "lamp revenue", "lamp shipments".
_FIGURES = (
    r"(?=\s+(?:revenues?|shipments?|sales|turnover|income|profits?|margins?|business|segment|division|unit|deliveries|"
    r"(?:revenue|sales|gross margin|gross profit|operating profit|average selling price)s?)\b|\s+\d)"
)
_LEAST = 2
_NO_MAKERS = frozenset(("Person", "Publisher", "DataFirm", "Regulator", "Exchange"))


def find_ranges(doc: Doc, text: str, body: str, names: Names, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions of ranges and businesses by the noun alone, in the order of their owners."""
    owners = Counter(one.entity for one in mentions if one.entity and one.entity in names.owned)
    if not owners:
        return
    taken = {at: one.span for one in mentions for at in range(one.span.start, one.span.end)}
    ends = {one.span.end: one for one in mentions if one.entity in owners}
    mostly, times = owners.most_common(1)[0]
    small = text.lower()
    firms = {one.entity for one in mentions if makes(names, one)}
    inside = covered(doc, mentions)
    starts = {one.span.start: one for one in mentions}

    def alone(span: Phrase) -> bool:
        """Whether the sentence names nobody else whose part it could be."""
        around = (inside[at] for at in range(span.sent.start, span.sent.end) if at in inside)
        return all(one.entity in (mostly, None) or not makes(names, one) for one in around)

    for owner in sorted(one for one in owners if one):
        for phrase, entity in names.owned[owner]:
            if phrase.lower() not in small:
                continue
            here = (owner == mostly and times >= _LEAST) or len(owners) == len(firms) == 1
            for start, end in _places(doc, text, small, phrase, owner, ends, alone, opening=here):
                span = Span(start, end, body[start:end])
                narrowed = is_narrowed(phrase, body, end) or is_elsewhere(span, entity, starts, body, names)
                if not narrowed and all(
                    taken.get(at, span) == span for at in range(start, end)
                ):  # a noun may be a field of its own
                    taken |= dict.fromkeys(range(start, end), span)
                    yield Mention(span, names.entity(entity).type, entity, "reference")


def _places(
    doc: Doc,
    text: str,
    small: str,
    phrase: str,
    owner: str,
    ends: dict[int, Mention],
    alone: Callable[[Phrase], bool],
    *,
    opening: bool,
) -> Iterator[tuple[int, int]]:
    """Where the phrase stands behind its owner, or opens a line."""
    starts = [match.start() for match in re.finditer(re.escape(phrase.lower()), small)]
    for match in _at(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text, starts):
        span = doc.char_span(match.start(), match.end())
        if span is None or span.start == 0:
            continue
        before: Token = doc[span.start - 1]
        if before.text == "'s" and span.start > 1:
            before = doc[span.start - 2]
        owning = ends.get(before.idx + len(before.text))
        if owning is not None and owning.entity == owner and before.lower_ not in ("it", "they"):
            yield match.start(), match.end()
    if opening:
        for match in _at(rf"{_OPENING}(?P<noun>{re.escape(phrase)}){_CLOSING}", text, _led(starts)):
            yield match.start("noun"), match.end("noun")
        for match in _at(rf"(?<![\w-]){re.escape(phrase)}(?![\w-]){_FIGURES}", text, starts):
            span = doc.char_span(match.start(), match.end())
            if span is not None and not (span.start and is_of_all(doc[span.start - 1])) and alone(span):
                behind = _whole().match(text, match.end())
                yield match.start(), behind.end() if behind else match.end()


@cache
def _whole() -> re.Pattern[str]:
    """What it is called as a part of a firm: "the lamp segment" is the part, and "lamp" says only of what kind."""
    nouns = "|".join(sorted(word_set("names", "lines.nouns")))
    return re.compile(rf"\s(?:{nouns})\b(?!\s(?:revenues?|sales|profits?|margins?)\b)")


def _led(starts: list[int]) -> list[int]:
    """Where a noun at these places may begin with what leads it in at the head of a line, "the" or "smart"."""
    return [place for start in starts for place in (start - 6, start - 4, start) if place >= 0]


def _at(pattern: str, text: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """What `finditer` finds where it can only begin at these places."""
    known = re.compile(pattern, re.IGNORECASE)
    if len(text.lower()) != len(text):
        yield from known.finditer(text)
        return
    end = 0
    for start in starts:
        if start >= end and (match := known.match(text, start)):
            yield match
            end = match.end()


def makes(names: Names, mention: Mention) -> bool:
    """Whether somebody is named who makes or sells things."""
    schema = names.schema
    if mention.type in schema.classes and schema.is_any(mention.type, _NO_MAKERS):
        return False
    return schema.is_any(mention.type, word_set("names", "makers"))


def is_of_all(before: Token) -> bool:
    """Whether the word before a noun says that more than one firm is meant: "global", "Danish", "rival"."""
    word = before.nbor(-1) if before.text == "'s" and before.i else before
    return word.ent_type_ in ("GPE", "NORP") or word.lower_ in word_set("names", "of_all")
