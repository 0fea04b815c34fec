"""Takes a text and its mentions; gives of what its parts speak by their headings; touches nothing.

A thing heads a line or a paragraph that it opens, before a colon, a dot or a dash, whatever stands in brackets behind
it: "Acme: 5,000", "Acme (AC, Buy). It has". Alone in its line it heads what follows until the next such line; without
a blank line behind it, until the next blank one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Mention

#: What stands before the first word of a line: bullets, numbers, marks of print.
_OPENING = re.compile(r"[ \t>#*_•·–—▪◦‣-]*(?:\(?\d{1,2}[.)][ \t]+)?[*_]*")
_ASIDE = r"[*_]*(?: ?[(\[][^()\[\]\n]{1,80}[)\]])?[*_]*"
_LEADS = re.compile(rf"{_ASIDE}(?:[:.][*_]*[ \t]|[*_]* [–—-] )")
_ALONE = re.compile(rf"{_ASIDE}[:.]?[*_]*[ \t]*(?=\n|\Z)")
#: A line of few words that no full stop ends heads something, too, though no name.
_WORDS = 8
_ENDS = (".", "!", "?", ",", ";", '"', "”", ")")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two code points under the heading of a thing."""

    start: int
    end: int
    mention: Mention


def sections_of(text: str, mentions: Iterable[Mention]) -> tuple[Section, ...]:
    """The sections of a text, those within others last."""
    at = {one.span.start: one for one in mentions if one.by not in ("reference", "described")}
    found: list[Section] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        opening = _OPENING.match(text, start)
        if opening and (mention := at.get(opening.end())):
            if _ALONE.match(text, mention.span.end):
                found.append(Section(end, _end_of_section(text, end), mention))
            elif leads := _LEADS.match(text, mention.span.end):
                begins = start == 0 or text[start - 2 : start] == "\n\n"
                found.append(Section(leads.end(), _paragraph_end(text, end) if begins else end, mention))
        start = end + 1
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def over(sections: tuple[Section, ...], offset: int) -> Iterator[Mention]:
    """The things that head the place, the nearest heading first."""
    for one in reversed(sections):
        if one.start <= offset < one.end:
            yield one.mention


def _paragraph_end(text: str, start: int) -> int:
    """The next blank line; but a list whose items have headings of their own is none of the first."""
    end = text.find("\n\n", start)
    end = len(text) if end < 0 else end
    line = text.find("\n", start)
    return start if 0 <= line < end and text[line + 1 : line + 2] in "-*•·–" else end


def _end_of_section(text: str, start: int) -> int:
    """Where the part ends that a line of its own heads."""
    if not text.startswith("\n\n", start):
        end = text.find("\n\n", start)
        return len(text) if end < 0 else end
    at = start
    while (at := text.find("\n\n", at)) >= 0:
        at += 2
        end = text.find("\n", at)
        line = text[at : len(text) if end < 0 else end].strip(" *_#")
        if at > start + 2 and line and len(line.split()) <= _WORDS and not line.endswith(_ENDS):
            return at
    return len(text)
