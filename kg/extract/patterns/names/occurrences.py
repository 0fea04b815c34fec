"""Takes the new names of a text; gives every place where they stand, and which are one name; touches nothing.

A part of the longer name and its initials are the same name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.registered import WORD
from kg.extract.patterns.names.shortened import abbreviates
from kg.model import Mention


@dataclass(frozen=True)
class Found:
    """A candidate with its class and the characters of the text that it takes."""

    kind: str
    start: int
    end: int
    text: str

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The words of the name, without what companies add to theirs."""
        words = tuple(word.group() for word in WORD.finditer(self.text))
        while len(words) > 1 and words[-1] in word_set("names", "legal"):
            words = words[:-1]
        return words


def everywhere(text: str, found: list[Found], mentions: list[Mention]) -> list[Found]:
    """The found names wherever they stand in the text, outside registered names and outside each other."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        kinds[one.text][one.kind] += 1
    if not kinds:
        return []
    longest_first = sorted(kinds, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longest_first) + r")(?!\w)")
    own = {(one.start, one.end) for one in found}
    taken = [(one.span.start, one.span.end) for one in mentions]
    everywhere = []
    for match in pattern.finditer(text):
        start, end = match.span()
        if (start, end) in own or not any(one < end and start < two for one, two in taken):
            everywhere.append(Found(kinds[match.group()].most_common(1)[0][0], start, end, match.group()))
    return everywhere


def group(found: list[Found]) -> list[list[Found]]:
    """Occurrences of one name together: the same words, a part of the longer name, or its initials."""
    groups: dict[tuple[str, ...], list[Found]] = {}
    for one in sorted(found, key=lambda one: (-len(one.core), one.start)):
        key = tuple(word.casefold() for word in one.core)
        home = next((known for known in groups if _is_same(one, key, groups[known][0], known)), key)
        groups.setdefault(home, []).append(one)
    return sorted(groups.values(), key=lambda members: min(one.start for one in members))


def kinds_of(groups: list[list[Found]], text: str) -> list[str]:
    """The class of each group: of initials in brackets, "(ABC)", that of the name before them."""
    ends = {one.end: members[0].kind for members in groups for one in members}
    found = []
    for members in groups:
        kind = members[0].kind
        for one in members:
            before = (
                text[: one.start].rstrip("( ") if one.text.isupper() and text[one.start - 1 : one.start] == "(" else ""
            )
            kind = ends.get(len(before), kind)
        found.append(kind)
    return found


def _is_same(one: Found, key: tuple[str, ...], long: Found, known: tuple[str, ...]) -> bool:
    if one.kind == long.kind and _is_within(key, known):
        return True
    return len(one.text) > 2 and one.text.isupper() and len(known) > 2 and abbreviates(one.text, long.text)


def _is_within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if short == long:
        return True
    return 1 < len(short) < len(long) and (long[-len(short) :] == short or long[: len(short)] == short)
