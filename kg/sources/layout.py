"""Takes the lines of printed pages with their places; gives title and paragraphs; touches nothing.

A page knows lines and no paragraphs. A line goes on in the next one unless a gap, an indent, another size of letters or
a short line that ends a sentence says otherwise; a sentence that runs on over a column or a page is put together. A
word that was parted at the end of a line is joined, but for one that stands with its hyphen elsewhere in the text, or
whose halves do and it does not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.sources.paragraphs import clean, join_lines

#: What stands for a hyphen that only parts a word at the end of a line.
PARTING = 0x02
_PARTED = re.compile("[\x02\xad\ufffe]$")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]$")
_FIRST_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST_WORD = re.compile(r"\w+(?:-\w+)*$")
_NUMBER = re.compile(r"\W*(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?\W*", re.I)
_ENDS = re.compile(r"[.!?。！？:;]['\"”’»)\]]*$")
_LIST = re.compile(r"(?:[-•·–*▪]|\(?\d{1,2}[.)])\s")
#: Titles that programs put into a PDF and people never chose.
_NO_TITLE = re.compile(
    r"(?:(?:.* - )?(?:untitled|document\d*)|slide \d+|.*\.(?:docx?|pdf|indd|qxd|tex|html?|md|txt))\b.*", re.I
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, where it stands in points (`top` grows upwards), the size of its letters."""

    page: int
    text: str
    left: float
    right: float
    top: float
    size: float


def leave_out_running(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines without page numbers and what is repeated at the top or the bottom of most pages."""
    pages = max(line.page for line in lines) + 1
    ends: dict[int, list[Line]] = {}
    for line in lines:
        ends.setdefault(line.page, []).append(line)
    edge = {id(line) for found in ends.values() for line in sorted(found, key=lambda one: one.top)[:2]}
    edge |= {id(line) for found in ends.values() for line in sorted(found, key=lambda one: -one.top)[:2]}
    alike = Counter(_place(line) for line in lines if id(line) in edge)
    often = max(2, pages // 2 + 1)
    out = [
        line
        for line in lines
        if id(line) in edge
        and (alike[_place(line)] >= often or (_NUMBER.fullmatch(line.text) and _stands_alone(line, ends[line.page])))
    ]
    gone = {id(line) for line in out}
    return [line for line in lines if id(line) not in gone], list(dict.fromkeys(line.text for line in out))


def _stands_alone(line: Line, others: list[Line]) -> bool:
    """Whether a line is far from all others of its page, as a page number is and the last word of a text is not."""
    return all(abs(other.top - line.top) > 2.5 * other.size for other in others if other is not line)


def _place(line: Line) -> tuple[str, int]:
    """What is the same of a running head on all pages: its words but for figures, and how high it stands."""
    return re.sub(r"\d+", "0", line.text.casefold()), round(line.top / 6)


def find_title(lines: list[Line], named: str) -> tuple[str | None, list[Line]]:
    """The title: the largest lines at the top of the first page, or what the PDF names; and the other lines."""
    sizes = [line.size for line in lines]
    first = [line for line in lines if line.page == 0][:12]
    largest = max((line.size for line in first), default=0)
    if first and largest > 1.15 * median(sizes):
        start = next(at for at, line in enumerate(first) if line.size == largest)
        end = start
        while end < len(first) and first[end].size == largest:
            end += 1
        title = join_lines([_clean(line) for line in first[start:end]])
        if 3 <= len(title) <= 300:
            return title, [*lines[:start], *lines[end:]]
    if named and not _NO_TITLE.fullmatch(named):
        if lines and _clean(lines[0]).casefold() == named.casefold():
            return named, lines[1:]
        return named, lines
    return None, lines


def find_paragraphs(lines: list[Line]) -> tuple[list[str], list[str]]:
    """The paragraphs, and the words that were joined at the ends of lines without proof."""
    words = _vocabulary(lines)
    gaps = [gap for before, line in pairwise(lines) if 0 < (gap := before.top - line.top) < 40]
    leading = median(gaps) if gaps else 0.0
    margins: dict[tuple[int, int], float] = {}
    for line in lines:
        column = line.page, round(line.left / 40)
        margins[column] = max(margins.get(column, 0.0), line.right)
    found: list[list[str]] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is None or _starts(before, line, leading, margins):
            found.append([])
        found[-1].append(line.text)
    joined: list[str] = []
    return [_join(parts, words, joined) for parts in found], joined


def _starts(before: Line, line: Line, leading: float, margins: dict[tuple[int, int], float]) -> bool:
    """Whether a line starts a paragraph."""
    ended = bool(_ENDS.search(before.text))
    if abs(before.size - line.size) > 0.6 or _LIST.match(line.text):
        return True
    if line.page != before.page or line.top > before.top:  # the next page or column
        return ended
    if before.top - line.top > 1.35 * leading:
        return True
    indented = 4 < line.left - before.left < 60
    if indented and (ended or before.left < line.left):
        return ended
    # A sentence that ends well before the margin of its column, as far as the two lines and their neighbours show it.
    return ended and before.right < margins[line.page, round(line.left / 40)] - 3 * before.size


def _join(parts: list[str], known: frozenset[str], joined: list[str]) -> str:
    """The lines of a paragraph as one; words that were joined without proof are added to `joined`."""
    whole = parts[0]
    for part in parts[1:]:
        match = _PARTED.search(whole) or _HYPHEN.search(whole)
        if match is None or not part[:1].isalnum():
            whole = join_lines([_PARTED.sub("-", whole), part])
            continue
        stem = whole[: match.start()]
        keeps, proved = _judge_hyphen(stem, part, known)
        whole = f"{stem}-{part}" if keeps else f"{stem}{part}"
        if not proved:
            joined.append(_LAST_WORD.search(stem)[0] + _FIRST_WORD.match(part)[0])  # type: ignore[index]
    return clean(_PARTED.sub("-", whole))


def _vocabulary(lines: list[Line]) -> frozenset[str]:
    """The words that stand whole in the lines, those with hyphens as they are and in their parts."""
    found: set[str] = set()
    parted = False
    for line in lines:
        words = _FIRST_WORD.findall(_clean(line))
        whole = words[1:] if parted else words
        parted = bool(_PARTED.search(line.text) or _HYPHEN.search(line.text))
        for word in whole[:-1] if parted else whole:
            found.update((word.casefold(), *word.casefold().split("-")))
    return frozenset(found)


def _judge_hyphen(stem: str, part: str, known: frozenset[str]) -> tuple[bool, bool]:
    """Whether the hyphen between two lines belongs to the word, and whether the rest of the text proves it."""
    last, word = _LAST_WORD.search(stem), _FIRST_WORD.match(part)
    if last is None or word is None or not part[0].islower() or not stem[-1].islower():
        return True, True
    first, second = last[0].casefold(), word[0].casefold()
    if f"{first}-{second}" in known:
        return True, True
    if first + second in known:
        return False, True
    return (True, True) if first in known and second in known else (False, False)


def _clean(line: Line) -> str:
    return clean(_PARTED.sub("-", line.text)).strip()
