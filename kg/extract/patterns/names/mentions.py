"""Takes an analysed text and the prepared registry; gives who and what is named in it; touches nothing.

Registered names first, the longest wins; then names that the registry lacks; then words that refer back to a name where
exactly one fits. Mentions never overlap. What is in doubt is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.headings import sections_of
from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names import (
    branded,
    built,
    described,
    lines,
    newcomers,
    numbered,
    people,
    ranges,
    references,
    shortened,
    titles,
    versions,
)
from kg.extract.patterns.names.past import Around
from kg.extract.patterns.names.registered import Hit, Names, split_words
from kg.model import Mention, Newcomer, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Names", "find_mentions"]

_EVENT, _PERSON = "Event", "Person"


def find_mentions(
    doc: Doc, body: str, names: Names, title: str = "", titled: Sequence[Mention] = ()
) -> tuple[list[Mention], list[Newcomer]]:
    """The mentions in the order of the text, and the names among them that the registry lacks.

    `doc` analyses the plain form of `body`, character for character; the words of the spans are those of `body`. The
    spans of a newcomer are all of its mentions, short forms and references too. `titled` are the names of the title.
    """
    text = text_of(doc)
    words = split_words(text)
    parts = {token.idx: token.pos_ for token in doc}
    hits = [hit for hit in names.find(text, words) if not shortened.is_part(hit, text, words, names, parts)]
    mentions = [mention for mention in _resolve(_without_namesakes(hits, doc, names), body, names) if mention]
    mentions = [one for one in mentions if not _is_anothers(one, mentions, body, names)]
    starts = {one.span.start: one for one in mentions}
    mentions = [built.of_owner(one, starts, body, names) for one in mentions]
    mentions = _join(mentions, shortened.find_models(doc, body, names, [*titled, *mentions]))
    fresh, proposed = newcomers.find_newcomers(doc, text, body, names, mentions)
    mentions = _join(mentions, fresh)
    mentions = _join(mentions, shortened.find_shortened(doc, text, body, names, [*titled, *mentions]))
    mentions = _join(mentions, numbered.find_numbered(doc, body, names, mentions))
    whole = titles.heading_all(titled, mentions, names.schema, len(text))
    around = Around((*whole, *sections_of(text, mentions)), title)
    named = _join(mentions, references.find_references(doc, body, names, mentions, around))
    trims, new = versions.find_versions(doc, body, names, mentions)
    mentions, proposed = _join(named, trims), [*proposed, *new]
    mentions = _join(mentions, ranges.find_ranges(doc, text, body, names, mentions))
    mentions = _join(mentions, lines.find_lines(doc, text, body, names, mentions))
    told, new = described.find_described(doc, body, names, mentions)
    mentions, proposed = _join(mentions, told), [*proposed, *new]
    mentions, proposed = _part(mentions, proposed)
    return mentions, list(branded.branded(proposed, body, title, names, mentions))


#: "'s", and what narrows it: "'s domestic passenger".
_OWNED = re.compile(r"(?:['’]s|['’])(?: [a-z-]+){0,3} ?")


def _part(mentions: list[Mention], proposed: list[Newcomer]) -> tuple[list[Mention], list[Newcomer]]:
    """Mentions of newcomers say that the registry lacks them; the newcomers say where they are mentioned."""
    spans: dict[str, list[Span]] = {one.id: [] for one in proposed}
    parted = []
    for mention in mentions:
        if mention.entity in spans:
            spans[mention.entity].append(mention.span)
            parted.append(replace(mention, entity=None))
        else:
            parted.append(mention)
    return parted, [replace(one, spans=tuple(spans[one.id])) for one in proposed if spans[one.id]]


def _resolve(hits: Iterable[Hit], body: str, names: Names) -> list[Mention | None]:
    """Each name with the one that it means: its only bearer, or the one that the text has named."""
    hits = list(hits)
    clear = [hit for hit in hits if len(hit.bearers) == 1]
    found: list[Mention | None] = []
    for hit in hits:
        end = _end_of_firm(body, hit.end) if _is_firm(hit, names) else hit.end
        span = Span(hit.start, end, body[hit.start : end])
        bearers = hit.bearers if len(hit.bearers) == 1 else _narrow(hit, span.text, clear, names)
        types = {names.entity(one).type for one in hit.bearers}
        if len(bearers) == 1:
            found.append(Mention(span, names.entity(bearers[0]).type, bearers[0]))
        else:
            found.append(Mention(span, types.pop(), None) if len(types) == 1 else None)
    return found


def _without_namesakes(hits: list[Hit], doc: Doc, names: Names) -> list[Hit]:
    """Without one word that is the name of somebody known but ends, or takes up, that of somebody else."""
    alone = {hit: names.entity(hit.bearers[0]).type == _PERSON and hit.last - hit.first == 1 for hit in hits}
    full = {one for hit in hits if not alone[hit] for one in hit.bearers}
    kept: list[Hit] = []
    others: set[str] = set()
    for hit in hits:
        phrase = doc.char_span(hit.start, hit.end) if alone[hit] else None
        word = phrase[0] if phrase is not None and len(phrase) == 1 else None
        own = bool(kept) and kept[-1].last == hit.first and not {*kept[-1].bearers}.isdisjoint(hit.bearers)
        if word is not None and not own and people.is_namesake(word):
            others.add(word.text)
        elif word is None or word.text not in others or not full.isdisjoint(hit.bearers):
            kept.append(hit)
    return kept


def _is_anothers(mention: Mention, mentions: list[Mention], body: str, names: Names) -> bool:
    """Whether a part of somebody that common words name ("lamp business") is said to be somebody else's."""
    if mention.entity is None or not mention.span.text.islower():
        return False
    if names.schema.is_a(mention.type, _EVENT):  # "a fair" in a text that never names Acme is no fair of Acme
        whose = [one for one in names.entity(mention.entity).label.split() if one[:1].isupper()]
        return bool(whose) and not any(one in body for one in whose)
    makers = names.made_by.get(mention.entity, frozenset())
    if not makers:
        return False
    owner = next((one for one in mentions if one.span.end <= mention.span.start and _owns(one, mention, body)), None)
    return owner is not None and owner.entity not in makers


def _owns(one: Mention, other: Mention, body: str) -> bool:
    """Whether somebody's name stands as the owner before another, with a few words that narrow it at most."""
    return bool(_OWNED.fullmatch(body, one.span.end, other.span.start))


def _is_firm(hit: Hit, names: Names) -> bool:
    return names.schema.is_a(names.entity(hit.bearers[0]).type, "Organisation")


def _end_of_firm(body: str, end: int) -> int:
    match = _legal().match(body, end)
    return match.end() if match else end


@cache
def _legal() -> re.Pattern[str]:
    """What companies add to their names, nothing included: ", Inc.", " Co., Ltd."."""
    words = "|".join(sorted(word_set("names", "legal"), key=len, reverse=True))
    return re.compile(rf"(?:,? (?:{words})\b(?:\.(?=,|\s+[a-z(]))?){{0,2}}")


def _narrow(hit: Hit, text: str, clear: list[Hit], names: Names) -> tuple[str, ...]:
    """The bearers of a shared name: the only one whose name is written so ("Zed Max" is no "Zedmax"), those that the
    text has named clearly, or those whose name contains what it spoke of last."""
    written = tuple(one for one in hit.bearers if text in names.entity(one).names)
    if len(written) == 1:
        return written
    named = {one.bearers[0] for one in clear}
    if direct := tuple(one for one in hit.bearers if one in named):
        return direct
    before = [one.bearers[0] for one in clear if one.end <= hit.start]
    for last in reversed(before):
        short = min(names.entity(last).names, key=len)
        fitting = tuple(one for one in hit.bearers if short in names.entity(one).label)
        if fitting:
            return fitting
    return hit.bearers


def _join(first: list[Mention], second: Iterable[Mention]) -> list[Mention]:
    """Both in the order of the text; a mention of the second that contains some of the first takes their place.

    A mention that only touches another's part is left out.
    """
    kept = sorted(first, key=_start)
    starts = [one.span.start for one in kept]
    for mention in second:
        start, end = mention.span.start, mention.span.end
        low = bisect_left(starts, start)
        low -= bool(low and kept[low - 1].span.end > start)
        high = bisect_left(starts, end, low)
        if all(start <= one.span.start and one.span.end <= end for one in kept[low:high]):
            kept[low:high] = [mention]
            starts[low:high] = [start]
    return kept


def _start(mention: Mention) -> int:
    return mention.span.start
