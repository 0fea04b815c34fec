"""Takes an analysed text and its registered mentions; gives the names that the registry lacks; touches nothing.

A newcomer is proposed with a class and with the registered things whose names are similar; likeness alone never merges
the two. Once a name is found it is found wherever it stands in the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extract.patterns import classes
from kg.extract.patterns.candidates import Candidate, find_candidates
from kg.extract.patterns.registered import WORD, Names
from kg.extract.patterns.words import word_set
from kg.model import Mention, Newcomer, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MAX_ID = 60


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


def find_newcomers(doc: Doc, body: str, names: Names, mentions: list[Mention]) -> tuple[list[Mention], list[Newcomer]]:
    """The mentions of new names, in the order of the text, and the names, each once, in the order of their first."""
    found = _everywhere(doc.text, _select(doc, names, mentions), mentions)
    groups = _group(found)
    fresh: list[Mention] = []
    proposed: list[Newcomer] = []
    taken: set[str] = set()
    for members in groups:
        kind = Counter(one.kind for one in members).most_common(1)[0][0]
        spans = tuple(Span(one.start, one.end, body[one.start : one.end]) for one in members)
        forms = tuple(sorted({one.text: None for one in members}, key=lambda form: (-len(form), form)))
        one = _free_id(" ".join(max(members, key=lambda member: len(member.core)).core), kind, names, taken)
        taken.add(one)
        near = names.near(forms)
        proposed.append(Newcomer(one, kind, forms, near, spans))
        fresh.extend(Mention(span, kind, None, "model") for span in spans)
    return sorted(fresh, key=lambda one: one.span.start), proposed


def _select(doc: Doc, names: Names, mentions: list[Mention]) -> list[Found]:
    """The candidates that are new names, none overlapping a surer one."""
    spans = [(one.span.start, one.span.end) for one in mentions]
    known = frozenset(token.i for token in doc for start, end in _around(spans, token.idx) if start <= token.idx < end)
    chosen: list[tuple[Candidate, Found]] = []
    used: set[int] = set()
    for candidate in find_candidates(doc, known):
        inside = set(range(candidate.start, candidate.end))
        if inside & used or (inside & known and not _is_more(doc, candidate, known)):
            continue
        phrase = doc[candidate.start : candidate.end]
        kind = _kind(doc, candidate, names)
        if kind is None:
            continue
        used |= inside
        chosen.append((candidate, Found(kind, phrase.start_char, phrase.end_char, phrase.text)))
    return [found for candidate, found in chosen if not _is_common(doc, candidate)]


def _around(spans: list[tuple[int, int]], at: int) -> Iterator[tuple[int, int]]:
    place = bisect_right(spans, (at, 1 << 60)) - 1
    if place >= 0:
        yield spans[place]


def _is_more(doc: Doc, candidate: Candidate, known: frozenset[int]) -> bool:
    """Whether a candidate around a registered name is another thing's name: it has a shape, or an ending, of its own."""
    outside = [doc[at] for at in range(candidate.start, candidate.end) if at not in known]
    if not outside:
        return False
    return candidate.shaped or (
        candidate.label in ("ORG", "FAC") and doc[candidate.end - 1] in outside and bool(_ending(doc, candidate))
    )


def _ending(doc: Doc, candidate: Candidate) -> str | None:
    last = doc[candidate.end - 1].text.strip(".")
    lists = ("company", "publisher", "regulator", "organisation", "place", "event")
    return next((key for key in lists if last in word_set("names", key)), None)


def _kind(doc: Doc, candidate: Candidate, names: Names) -> str | None:
    phrase = doc[candidate.start : candidate.end]
    base = classes.by_label(names.schema, candidate.label)
    told = classes.by_neighbours(names.schema, names.nouns, phrase)
    if candidate.label in ("PERSON", "GPE"):
        return base
    words = [token.text for token in phrase]
    ending = classes.by_ending(names.schema, words) if candidate.label != classes.MADE else None
    if told and base and (names.schema.is_a(told, base) or not candidate.shaped):
        return told
    return ending or base


def _is_common(doc: Doc, candidate: Candidate) -> bool:
    """Whether the text uses the same single word as a common one: with "a" or "an", in the plural, in small letters."""
    if candidate.end - candidate.start > 1 or candidate.shaped:
        return False
    word = doc[candidate.start].text
    for token in doc:
        if token.text == word and token.i and doc[token.i - 1].lower_ in ("a", "an", "no", "any", "every", "each"):
            return True
        if token.text in (word + "s", word.lower()) and token.text != word:
            return True
    return False


def _everywhere(text: str, found: list[Found], mentions: list[Mention]) -> list[Found]:
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


def _group(found: list[Found]) -> list[list[Found]]:
    """Occurrences of one name together: the same words, or the end or the beginning of the longer name before it."""
    groups: dict[tuple[str, ...], list[Found]] = {}
    for one in found:
        key = tuple(word.casefold() for word in one.core)
        home = next((known for known in groups if _is_within(key, known) and groups[known][0].kind == one.kind), key)
        groups.setdefault(home, []).append(one)
    return list(groups.values())


def _is_within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if short == long:
        return True
    return 1 < len(short) < len(long) and (long[-len(short) :] == short or long[: len(short)] == short)


def _free_id(name: str, kind: str, names: Names, taken: set[str]) -> str:
    """An id from the name that neither the registry nor another newcomer has."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", ascii_only.lower()))[:_MAX_ID].strip("-")
    if not slug:
        slug = "-".join([kind.lower(), *(f"{ord(sign):x}" for sign in name[:8])])
    free, count = slug, 2
    while free in names.registry.entities or free in taken:
        free, count = f"{slug}-{count}", count + 1
    return free
