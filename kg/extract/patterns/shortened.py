"""Takes an analysed text and its mentions; gives the short forms of names that it has introduced; touches nothing.

A family name after the full name, and an acronym that stands in brackets after the name that it shortens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.registered import Hit, Names, Word
from kg.extract.patterns.words import word_set
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ACRONYM = re.compile(r" ?\( ?(?:the )?\"?([A-Z][A-Za-z]{0,2}[A-Z&]{1,5}[a-z]?s?)\"?(?=[),;])")
_PERSON = "Person"


def is_part(hit: Hit, doc: Doc, words: list[Word], names: Names) -> bool:
    """Whether a hit is a part of something else: a month with its day, or the end of a longer name unknown here."""
    if hit.last - hit.first > 1:
        return False
    text = doc.text
    word = words[hit.first].text
    if word[:3].title() in word_set("months", "short") and len(word) <= 4 and word.isalpha():
        around = text[max(0, hit.start - 4) : hit.start] + " " + text[hit.end : hit.end + 4]
        return any(sign.isdigit() for sign in around)
    if names.schema.is_a(names.entity(hit.bearers[0]).type, "Product") and hit.first:
        before = words[hit.first - 1]
        beside = text[before.end : hit.start] in (" ", "-", "")
        return beside and _is_designation(before.text)
    return False


def _is_designation(word: str) -> bool:
    return any(sign.isdigit() for sign in word) and any(sign.isupper() for sign in word)


def find_shortened(doc: Doc, body: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Mentions by a short form, each after the mention that introduces it."""
    forms = _family_names(mentions)
    acronyms = {}
    for mention in mentions:
        found = _ACRONYM.match(doc.text, mention.span.end)
        if found and abbreviates(found[1], mention.span.text):
            acronyms[found[1]] = (mention, found.start(1))
    taken = sorted((one.span.start, one.span.end) for one in mentions)
    for token in doc:
        if not token.text[:1].isupper() or any(start <= token.idx < end for start, end in taken):
            continue
        span = Span(token.idx, token.idx + len(token.text), body[token.idx : token.idx + len(token.text)])
        if token.text in acronyms and token.idx >= acronyms[token.text][1]:
            known = acronyms[token.text][0]
            yield Mention(span, known.type, known.entity, known.by)
        elif (person := forms.get(token.text)) and _is_name(token, person):
            yield Mention(span, person.type, person.entity, person.by)


def _family_names(mentions: list[Mention]) -> dict[str, Mention]:
    """First and last words of persons' names -> the mention that introduces them; a word of two persons is left out."""
    found: dict[str, Mention | None] = {}
    for mention in mentions:
        parts = mention.span.text.split()
        if mention.type != _PERSON or len(parts) < 2:
            continue
        for part in {parts[0], parts[-1]} - {part for part in parts if len(part) < 2}:
            known = found.setdefault(part, mention)
            if known is not None and known.span.text != mention.span.text and known.entity != mention.entity:
                found[part] = None
    return {part: mention for part, mention in found.items() if mention}


def _is_name(token: Token, person: Mention) -> bool:
    beside = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    month = token.text in word_set("months", "short") and beside is not None and beside.text[:1].isdigit()
    joined = (
        beside is not None and beside.pos_ == "PROPN" and beside.text[:1].isupper() and beside.ent_type_ == "PERSON"
    )
    return token.idx >= person.span.end and token.pos_ in ("PROPN", "NOUN") and not month and not joined


def abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of the acronym are the initials of the name's words, small words left out or not."""
    letters = acronym.removesuffix("s").replace("&", "").upper()
    words = re.findall(r"[A-Za-z]+", name)
    long = "".join(word[0] for word in words).upper()
    short = "".join(word[0] for word in words if word[0].isupper())
    return len(letters) > 1 and (letters in (long, short) or (len(letters) > 2 and short.endswith(letters)))
