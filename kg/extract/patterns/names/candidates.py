"""Takes an analysed text; gives the stretches of tokens that look like names, with what they may be; touches nothing.

Two sources: the entities of the statistical model, trimmed and sieved, and shapes: a capital word with a designation of
letters and digits, a run of capital words that ends as names of companies end, and `people`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.classes import MADE
from kg.extract.patterns.names.designations import (
    Candidate,
    find_designations,
    find_series,
    find_standards,
    is_capital,
    is_never,
)
from kg.extract.patterns.names.people import PERSON, find_persons, first_name, is_function

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_INITIALS = re.compile(r"[A-Z]{2}|(?:[A-Z]\.){2}")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_NEW_WORD = re.compile(r"[A-Z][a-z]{3,}(?:[A-Z][a-z]+)?|[A-Z][A-Za-z]{4,}")
_MAX_WORDS = 10
#: So many tokens are a word in brackets.
_BRACKETED = 3


def find_candidates(doc: Doc, known: Mapping[int, str]) -> Iterator[Candidate]:
    """Candidates, the surer first. `known`: tokens of registered names, with a label."""
    tokens = list(doc)
    yield from _datelines(doc)
    yield from _companies(tokens)
    yield from find_persons(doc, tokens)
    yield from find_standards(doc)
    yield from find_designations(doc, tokens, known)
    yield from find_series(doc, tokens)
    yield from _seated(doc)
    for entity in doc.ents:
        start = first_name(doc, entity.start, known) if entity.label_ == "PERSON" else entity.start
        for one in _split(doc, Candidate(start, entity.end, entity.label_, False)):
            candidate = _trim(doc, one)
            if candidate and _is_plausible(doc, candidate) and not _is_label(doc, candidate):
                yield candidate
    yield from _repeated(tokens)


def _seated(doc: Doc) -> Iterator[Candidate]:
    """Names that begin with that of a district, which the model has cut in two: "Norton District People's Court"."""
    districts = word_set("names", "districts")
    for entity in doc.ents:
        first = doc[entity.start]
        if entity.label_ == "ORG" and len(entity) > 1 and first.text in districts and entity.start:
            before = first.nbor(-1)
            if before.pos_ == "PROPN" and is_capital(before) and not is_never(before) and before.whitespace_:
                yield Candidate(before.i, entity.end, "ORG", True)


def _is_label(doc: Doc, candidate: Candidate) -> bool:
    """Whether the words only say what a line is about: "- Lamps & Shop Progress: ..."; who speaks may stand so, too."""
    if candidate.label == "PERSON" or candidate.end >= len(doc) or doc[candidate.end].text != ":":
        return False
    start = candidate.start
    while start and "\n" not in doc[start - 1].text and not doc[start - 1].text.islower():
        start -= 1
    return start == 0 or "\n" in doc[start - 1].text


#: "HARBOUR, May 7 (Agency) -": who sent the report stands in the brackets.
_DATELINE = re.compile(
    r"(?:^|\n)[ \t]*[A-Z][\w .,'/-]{2,40},?\s[A-Z][a-z]+\.?\s\d{1,2}(?:,\s\d{4})?"
    r"\s?\((?P<agency>[A-Z][\w .'&-]{1,39})\)\s?-"
)


def _datelines(doc: Doc) -> Iterator[Candidate]:
    """Agencies in datelines."""
    for match in _DATELINE.finditer(text_of(doc)):
        phrase = doc.char_span(match.start("agency"), match.end("agency"))
        if phrase is not None:
            yield Candidate(phrase.start, phrase.end, "PUBLISHER", True)


def _companies(doc: list[Token]) -> Iterator[Candidate]:
    """Runs of capital words that end in a word for companies: one or more words and the ending, "Co., Ltd." too."""
    endings = (word_set("names", "company") - word_set("names", "weak")) | word_set("names", "legal")
    forms, at = endings | word_set("names", "company"), 0
    while at < len(doc):
        if not is_capital(doc[at]) or is_never(doc[at]) or (doc[at].is_sent_start is True and is_function(doc[at])):
            at += 1
            continue
        end = at + 1
        while end < len(doc) and end - at < _MAX_WORDS and _goes_on(doc, end, endings):
            end += _BRACKETED if _is_bracketed(doc, end) else 1
        last = next((one for one in range(end - 1, at, -1) if doc[one].text.rstrip(".") in endings), None)
        if doc[end - 1].lower_ in word_set("names", "version_nouns"):
            last = None  # "Norton Limited Edition"
        if last is not None and not all(doc[one].text.rstrip(".,") in forms for one in range(at, last)):
            closed = (
                last + 1 < len(doc) and doc[last + 1].text == "." and doc[last].text in ("Ltd", "Co", "Inc", "Corp")
            )
            whole = last + 2 if closed and last + 2 < len(doc) and not doc[last + 2].is_sent_start else last + 1
            yield Candidate(at, whole, "ORG", True)
        at = end


def _goes_on(doc: list[Token], at: int, endings: frozenset[str]) -> bool:
    token = doc[at]
    if token.text == "," and at + 1 < len(doc):
        return doc[at + 1].text.rstrip(".") in endings and doc[at - 1].text.rstrip(".") in endings
    return (is_capital(token) or token.text == "&" or _is_bracketed(doc, at)) and not token.is_sent_start


def _is_bracketed(doc: list[Token], at: int) -> bool:
    """Whether one word in brackets stands inside a name: "Norton (Utopia) Lamp Co., Ltd."."""
    inside = doc[at : at + _BRACKETED + 1]
    if len(inside) <= _BRACKETED or inside[0].text != "(" or inside[2].text != ")":
        return False
    return inside[1].text.istitle() and is_capital(inside[3]) and not inside[3].is_sent_start


def _repeated(tokens: list[Token]) -> Iterator[Candidate]:
    """Single words that the model does not know, written as names more than once: what is new is mostly a firm."""
    places: dict[str, list[int]] = defaultdict(list)
    for token in tokens:
        if token.pos_ == "PROPN" and token.is_oov and _NEW_WORD.fullmatch(token.text) and _stands_alone(token):
            places[token.text].append(token.i)
    for text in sorted(places):
        if len(places[text]) > 1 and text not in word_set("names", "never"):
            yield from (Candidate(at, at + 1, "ORG", False) for at in places[text])


def _stands_alone(token: Token) -> bool:
    """Whether no other capital word stands beside it."""
    doc = token.doc
    beside = [doc[at] for at in (token.i - 1, token.i + 1) if 0 <= at < len(doc)]
    return not any(one.pos_ == "PROPN" and is_capital(one) and one.sent.start == token.sent.start for one in beside)


def _split(doc: Doc, candidate: Candidate) -> Iterator[Candidate]:
    """Two firms that the model takes for one: "Acme Motors and Zed"."""
    for at in range(candidate.start + 1, candidate.end - 1):
        closed = doc[at - 1].text in word_set("names", "company") and candidate.label == "ORG"
        if closed and doc[at].lower_ in ("and", "or") and is_capital(doc[at + 1]):
            yield Candidate(candidate.start, at, candidate.label, False)
            yield from _split(doc, Candidate(at + 1, candidate.end, candidate.label, False))
            return
    yield candidate


def _trim(doc: Doc, candidate: Candidate) -> Candidate | None:
    start, end = candidate.start, candidate.end
    while start < end and (
        doc[start].pos_ == "DET" or doc[start].is_punct or doc[start].is_space or is_never(doc[start])
    ):
        start += 1
    while start < end and (
        doc[end - 1].is_space or doc[end - 1].text in ("'s", "'", '"', ",", ".", "-", ":", ";", "(", ")", "of", "the")
    ):
        end -= 1
    return Candidate(start, end, candidate.label, candidate.shaped) if start < end else None


def _is_plausible(doc: Doc, candidate: Candidate) -> bool:
    """Whether an entity of the statistical model has the shape that its label lets one expect."""
    tokens = [doc[at] for at in range(candidate.start, candidate.end)]
    if candidate.label == "PERSON":
        tokens = _unhyphened(tokens)
    texts = [token.text for token in tokens]
    inside = word_set("names", "inside")
    if any("\n" in text for text in texts) or len(texts) > _MAX_WORDS or not is_capital(tokens[0]):
        return False
    if any(not is_capital(token) and token.text not in inside and token.text not in "'s-.,&/" for token in tokens):
        return candidate.label == MADE and all(is_capital(token) or token.text.isalnum() for token in tokens)
    if all(is_never(token) for token in tokens) or candidate.end == len(doc):
        return False
    if any(token.text in "-/" and token.whitespace_ for token in tokens) or any("." in text for text in texts[:-1]):
        return candidate.label == "PERSON" and all(len(text) < 3 for text in texts[:-1] if "." in text)
    if len(texts) == 1 and candidate.start and doc[candidate.start - 1].text in ("'", "#", "@"):
        return False
    return _SHAPES.get(candidate.label, _is_several)(tokens)


def _unhyphened(tokens: list[Token]) -> list[Token]:
    """The words of a name without what a hyphen adds to one: "Jane Mi-ra" counts as two."""
    hyphens = {
        at for at, one in enumerate(tokens) if 0 < at < len(tokens) - 1 and one.text == "-" and not one.whitespace_
    }
    return [one for at, one in enumerate(tokens) if at not in hyphens and at - 1 not in hyphens]


def _is_person(tokens: list[Token]) -> bool:
    small = word_set("names", "particles")
    words = [tokens[0], *(one for one in tokens[1:-1] if one.text not in small), *tokens[1:][-1:]]
    if not 2 <= len(words) <= 4 or any(is_never(one) for one in words):
        return False
    first, *rest = words  # "JB Doe"
    initials = _INITIALS.fullmatch(first.text) is not None and len(rest[0]) > 2
    return (initials or bool(PERSON.fullmatch(first.text))) and all(PERSON.fullmatch(one.text) for one in rest)


def _is_organisation(tokens: list[Token]) -> bool:
    if len(tokens) > 1:
        return not any(any(sign.isdigit() for sign in token.text) for token in tokens)
    token = tokens[0]
    return token.text.isalpha() and token.pos_ == "PROPN"


def is_kind(token: Token) -> bool:
    """Whether an acronym does and owns nothing, so that it may be a kind of thing rather than somebody."""
    after = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
    somebody = after == "'s" or token.dep_ in ("nsubj", "agent") or token.head.dep_ == "agent"
    return bool(_ACRONYM.fullmatch(token.text)) and not somebody


def _is_place(tokens: list[Token]) -> bool:
    return not any(any(sign.isdigit() for sign in token.text) for token in tokens) and tokens[-1].pos_ == "PROPN"


def _is_several(tokens: list[Token]) -> bool:
    return len(tokens) > 1


_SHAPES = {"PERSON": _is_person, "ORG": _is_organisation, "GPE": _is_place, "LOC": _is_place, "FAC": _is_place}
