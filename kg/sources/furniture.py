"""Takes the lines of a text; gives those that are no part of the article but of the page around it; touches nothing.

Share buttons, consent banners, prompts to subscribe, advertisements, reading times, menus. The patterns stand in
`furniture.txt`. A line is judged as a whole and never in part: a sentence that speaks of a newsletter stays. What is
certain is left out when a file becomes an article; what is only likely stays and is named. Articles that stand in the
project's own format are never changed, because quotes are proved against their offsets: for those `find_furniture`
gives the spans, so that whoever reads claims from the text can pass them over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.model import Span

#: No line of furniture is longer; looking at longer ones would only cost time.
_LONGEST = 420
_MARKS = re.compile(r"^(?:[#>*+-]+\s+|\d+\.\s+)+|[*_`]+")
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()\s]{0,300}\)")


def judge(line: str) -> str:
    """What a line is: "certain" or "likely" to be furniture, or "" for a line of the text."""
    if len(line) > _LONGEST:
        return ""
    plain = " ".join(_MARKS.sub("", _LINK.sub(r"\1", line)).split())
    if not plain:
        return ""
    return next((name for name, pattern in _patterns().items() if pattern.fullmatch(plain)), "")


def find_furniture(body: str) -> tuple[Span, ...]:
    """The spans of the lines of an article's body that are certainly no part of its text."""
    return tuple(span for span in _lines(body) if judge(span.text) == "certain")


def _lines(body: str) -> Iterator[Span]:
    start = 0
    for line in body.split("\n"):
        yield Span(start, start + len(line), line)
        start += len(line) + 1


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    text = Path(__file__).with_name("furniture.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = current = []
        elif line and not line.startswith("#"):
            current.append(f"(?:{line})")
    return {name: re.compile("|".join(parts), re.IGNORECASE) for name, parts in found.items()}
