"""Takes a parsed article with the names, figures and times found in it; gives them by token; touches nothing.

The layers do not know each other: each found its words in the plain text. Here they are laid over the tokens, so that
the grammar can ask what stands at a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.headings import Section, over, sections_of
from kg.extract.patterns.analysis.text import text_of
from kg.model import Amount, Article, Mention, Moment, Newcomer, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


#: How far before a year its preposition begins, in characters.
_LEAD = 16
_YEAR = re.compile(r"(?:19|20)\d\d(?![\d,.]\d|\d)")
_CODE = re.compile(r"\d{3,6}[. ](?:[A-Z]{1,3})(?=[,;)\] ])")
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_IN = re.compile(r"\b(?:in|since|for|by|until|during|from|of|to)\s+(?:early |late |mid-)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Evidence:
    """An article under the layers: `mentions`, `amounts` and `moments` by the index of every token that they cover."""

    article: Article
    doc: Doc
    newcomers: tuple[Newcomer, ...]
    all_mentions: tuple[Mention, ...]
    all_amounts: tuple[Amount, ...]
    all_moments: tuple[Moment, ...]
    mentions: dict[int, Mention] = field(default_factory=dict)
    amounts: dict[int, Amount] = field(default_factory=dict)
    moments: dict[int, Moment] = field(default_factory=dict)
    #: Parts of things that only a common noun names, by the index of the noun.
    parts: dict[int, Mention] = field(default_factory=dict)
    #: Those of which no word says of what kind they are.
    bare: dict[int, Mention] = field(default_factory=dict)
    ids: dict[tuple[int, int], str] = field(default_factory=dict)
    roots: dict[tuple[int, int], int] = field(default_factory=dict)
    speakers: set[tuple[int, int]] = field(default_factory=set)
    #: Where the text names those who tell the figures of others.
    observers: set[tuple[int, int]] = field(default_factory=set)
    #: Where persons hold posts, by their ids, as far as the text has told.
    held: dict[str | None, Mention] = field(default_factory=dict)
    #: Persons -> the organisations that the registry gives them.
    belonging: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Where the text speaks of an event or a rule without its name.
    nameless: set[tuple[int, int]] = field(default_factory=set)
    #: Where the text speaks of all things of a kind, of which only figures are told.
    kinds: set[tuple[int, int]] = field(default_factory=set)
    #: What happened, in the order of the text: the tokens that tell it, nouns and verbs.
    happened: dict[int, Mention] = field(default_factory=dict)
    at: list[int] = field(default_factory=list)
    #: Things of the article -> who makes them, by their names.
    made_by: dict[str, frozenset[str]] = field(default_factory=dict)
    #: What only the title names; it lies before the text.
    titled: tuple[Mention, ...] = ()
    #: What the parts of the text speak of by their headings.
    sections: tuple[Section, ...] = ()
    #: Where figures start -> each with the unit that its sentence implies, if its words name none.
    counted: dict[int, Amount] = field(default_factory=dict)
    #: The plain text, and for every token where its sentence starts in it and the sentence in small letters.
    text: str = ""
    sentences: list[tuple[int, str]] = field(default_factory=list)

    def entity(self, mention: Mention) -> str | None:
        """The id of what is mentioned: registered, or that of the newcomer; None where nobody knows."""
        return mention.entity or self.ids.get((mention.span.start, mention.span.end))

    def headings(self, offset: int) -> Iterator[Mention]:
        """What heads the line, paragraph or part of the text at the code point, the nearest first."""
        return over(self.sections, offset)

    def speaks(self, mention: Mention) -> bool:
        """Whether the mentioned one only says something there."""
        return (mention.span.start, mention.span.end) in self.speakers

    def observes(self, mention: Mention) -> bool:
        """Whether the mentioned one is one who tells the figures of others."""
        return (mention.span.start, mention.span.end) in self.observers

    def names(self, index: int) -> Mention | None:
        """What the text calls by its name at the token, or takes up from before; no event without a name."""
        found = self.mentions.get(index)
        return None if found and (found.span.start, found.span.end) in self.nameless else found

    def token(self, offset: int) -> Token:
        """The token that the code point belongs to."""
        return self.doc[self.at[offset]]

    def root(self, span: Span) -> Token:
        """The token of the span that hangs on something outside it."""
        return self.doc[self.roots[span.start, span.end]]


def lay(
    article: Article,
    doc: Doc,
    names: tuple[list[Mention], list[Newcomer]],
    amounts: list[Amount],
    moments: list[Moment],
    titled: Iterable[Mention] = (),
) -> Evidence:
    """The evidence of an article. Of layers that cover the same token the longer one, found first, keeps it."""
    text = text_of(doc)
    amounts = [one for one in amounts if not _is_year(text, one, moments) and not _is_code(text, one)]
    mentions, newcomers = _apart(names, amounts)
    at = _tokens_at(doc, text)
    if article.body != text:
        amounts = [_amount_as_written(one, article.body) for one in amounts]
        moments = [_moment_as_written(one, article.body) for one in moments]
    evidence = Evidence(
        article, doc, tuple(newcomers), tuple(mentions), tuple(amounts), tuple(moments), at=at, text=text,
        titled=tuple(titled), sections=sections_of(text, mentions),
    )  # fmt: skip
    for newcomer in newcomers:
        for span in newcomer.spans:
            evidence.ids[span.start, span.end] = newcomer.id
    evidence.sentences.extend(_sentences(doc, text))
    _cover(evidence, at, mentions, evidence.mentions)
    _cover(evidence, at, amounts, evidence.amounts)
    _cover(evidence, at, moments, evidence.moments)
    return evidence


def _is_year(text: str, amount: Amount, moments: list[Moment]) -> bool:
    """Whether the number is a year that only happens to stand before a noun: "In 2025 deliveries rose"."""
    start = amount.span.start
    if not _YEAR.match(text, start) or not _IN.search(text[max(0, start - _LEAD) : start]):
        return False
    return any(one.span.start <= start < one.span.end for one in moments)


def _is_code(text: str, amount: Amount) -> bool:
    """Whether the number is the code of a share behind a name: "Acme (1234 HK, Buy)"."""
    start = amount.span.start
    return text[max(0, start - 1) : start] in ("(", "[") and bool(_CODE.match(text, start))


def _amount_as_written(amount: Amount, body: str) -> Amount:
    """The figure with the words of the article; it was found in the plain form of them."""
    text = body[amount.span.start : amount.span.end]
    start = amount.span.text.find(amount.quantity.text)
    words = text[start : start + len(amount.quantity.text)] if start >= 0 else text
    return Amount(replace(amount.span, text=text), replace(amount.quantity, text=words))


def _moment_as_written(moment: Moment, body: str) -> Moment:
    text, words = body[moment.span.start : moment.span.end], moment.when.words
    start = moment.span.text.find(words) if words else -1
    written = text[start : start + len(words)] if words and start >= 0 else None
    return Moment(replace(moment.span, text=text), replace(moment.when, words=written))


def _apart(names: tuple[list[Mention], list[Newcomer]], amounts: list[Amount]) -> tuple[list[Mention], list[Newcomer]]:
    """The names without new ones that are figures: "220kW" is nobody's name."""
    taken = {index for amount in amounts for index in range(amount.span.start, amount.span.end)}
    cut = {one.span.start + at for one in amounts for at in _points(one.span.text)}
    whole = (one for one in names[0] if one.span.end not in cut)  # "a 16.1-inch shade" is no Alpha 16
    mentions = [one for one in whole if one.entity or one.span.start not in taken or one.span.end - 1 not in taken]
    kept = {(one.span.start, one.span.end) for one in mentions}
    newcomers = [one for one in names[1] if any((span.start, span.end) in kept for span in one.spans)]
    return mentions, newcomers


def _points(text: str) -> Iterator[int]:
    """Where a point or a comma stands between digits."""
    return (match.start() for match in _POINT.finditer(text))


def _sentences(doc: Doc, text: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for sentence in doc.sents:
        found += [(sentence.start_char, text[sentence.start_char : sentence.end_char].lower())] * len(sentence)
    return found


def _tokens_at(doc: Doc, text: str) -> list[int]:
    """For every code point of the text the index of the token that it belongs to."""
    at = [0] * (len(text) + 1)
    starts = [token.idx for token in doc]
    for number, (start, end) in enumerate(pairwise([*starts, len(at)])):
        at[start:end] = [number] * (end - start)
    return at


def _cover(evidence: Evidence, at: list[int], layer: list, cover: dict) -> None:  # type: ignore[type-arg]
    for found in sorted(layer, key=lambda one: (one.span.start - one.span.end, one.span.start)):
        first, last = at[found.span.start], at[max(found.span.start, found.span.end - 1)]
        tokens = evidence.doc[first : last + 1]
        evidence.roots[found.span.start, found.span.end] = tokens.root.i
        for token in tokens:
            cover.setdefault(token.i, found)
