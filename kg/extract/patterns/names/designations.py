"""Takes an analysed text; gives names of things made by their designations of letters and digits; touches nothing.

"Foo X1", "the X1", a known maker with a small number or a designation after it, "the Foo C series".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.classes import LAW, MADE
from kg.extract.patterns.names.usage import FIRM

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DESIGNATION = re.compile(r"(?=.*\d)(?=.*[A-Z])(?:[A-Za-z]{0,6}|[A-Z]{1,3}\.)\d{1,4}[A-Za-z]{0,3}")
#: Letters with a dot between, behind a name: "ID.R".
_DOTTED = re.compile(r"[A-Z]{2,3}\.[A-Z][A-Za-z]{0,4}")
#: A word that turns to capitals: "iMedia".
_TURNING = re.compile(r"[a-z]{1,2}[A-Z]\w+")
_PERIOD = re.compile(r"(?:FY|CY|MY|[QH][1-4]?)\d{0,4}|[1-4][QH](?:FY)?\d{0,4}[EF]?|\d{1,2}M\d{2}")
_VERSION = re.compile(r"\d{1,2}\.0")
#: A standard with its year: "NL 4711-2024", "NL/T 4711-2024".
_STANDARD = re.compile(r"(?<!\w)([A-Z]{2,4})(?:/T)? ?(?!(?:19|20)\d\d\D)\d{3,6}(?:\.\d)?[-‐-—](?:19|20)\d\d(?!\w)")
#: A rule of a body that numbers its own: "UN R11", "UNECE R11".
_RULE = re.compile(r"(?<!\w)(?:UN|UNECE|UN/ECE|ECE)[ -]R\d{1,3}(?!\w)")
_SMALL_NUMBER = re.compile(r"\d{1,2}")
_LINE_NUMBER = re.compile(r"\d{3,5}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The half-open interval of tokens of what may be a name, and what the statistical model would call it."""

    start: int
    end: int
    label: str
    shaped: bool


def is_capital(token: Token) -> bool:
    """Whether a token is written as a part of a name is."""
    return (token.text[:1].isupper() and not token.is_punct) or bool(_TURNING.fullmatch(token.text))


def is_never(token: Token) -> bool:
    """Whether a word is no name, however it is written."""
    return token.text in word_set("names", "never") and not _is_given_name(token)


def _is_given_name(token: Token) -> bool:
    """Whether the short word for a month ends the name of a person: no day behind it."""
    if token.text not in word_set("months", "short") or not token.i or token.is_sent_start:
        return False
    before, after = token.nbor(-1), token.nbor() if token.i + 1 < len(token.doc) else None
    led = before.pos_ == "PROPN" and before.text.isalpha() and is_capital(before) and bool(before.whitespace_)
    return led and not (after is not None and (after.text[:1].isdigit() or after.text == "."))


def is_used(token: Token) -> bool:
    """Whether a figure with a letter is used as a name is: "the 7X starts at", "with its 3X."; no "the 5C cell"."""
    before = token.nbor(-1) if token.i else None
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if before is None or before.lower_ not in ("the", "its", "'s", "new"):
        return False
    return after is None or after.pos_ in ("VERB", "AUX", "PUNCT", "ADP", "CCONJ", "PART", "SCONJ")


def find_designations(doc: Doc, tokens: list[Token], known: Mapping[int, str]) -> Iterator[Candidate]:
    """Names of things made: "Foo X1", "the X1", a known maker with a small number or a designation after it.

    `known`: tokens of names, with a label.
    """
    for token in tokens:
        if token.i in known:
            continue
        start = token.i - 2 if _is_hyphened(tokens, token.i, known) else token.i
        while start and token.i - start < 3 and _leads(tokens[start - 1], tokens[start]):
            start -= 1
        led = start < token.i
        sure = bool(_DESIGNATION.fullmatch(token.text)) and _is_free(token, led, start in known)
        small = led and bool(_SMALL_NUMBER.fullmatch(token.text))
        named = small and ((token.i - 1 not in known and start in known) or _is_one_of_line(doc, start, token))
        lettered = led and len(token.text) == 1 and token.is_upper
        lettered = lettered and tokens[token.i - 1].text in word_set("names", "lettered")
        versioned = led and bool(_VERSION.fullmatch(token.text)) and _is_version(doc, token, known)
        numbered = led and token.i - 1 in known and _is_number_of_line(doc, start, token, known)
        dotted = led and token.i - 1 in known and bool(_DOTTED.fullmatch(token.text))
        if not (sure or named or lettered or numbered or dotted or versioned):
            continue
        if token.i + 1 < len(tokens) and tokens[token.i + 1].text in ("%", "percent"):
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i < 3 and doc[end].text in word_set("names", "versions"):
            end += 1
        if numbered and end < len(doc) and _goes_on(doc[end]):
            end += 1
        if end < len(doc) and doc[end].text.lower() == "series":
            end += 1
        yield Candidate(start, end, MADE, True)


def _is_hyphened(tokens: list[Token], at: int, known: Mapping[int, str]) -> bool:
    """Whether a word with a capital is joined to a designation by a hyphen: "Norton-X3"."""
    if at < 2 or tokens[at - 1].text != "-" or tokens[at - 1].whitespace_ or at - 2 in known:
        return False
    first = tokens[at - 2]
    return not first.whitespace_ and first.text.istitle() and first.text.isalpha() and not is_never(first)


def _is_one_of_line(doc: Doc, start: int, token: Token) -> bool:
    """Whether "the", a name and a small number are said of a thing: "the Halcyon 5 starts at"; no noun behind it."""
    before = doc[start - 1] if start else None
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    definite = before is not None and before.lower_ in ("the", "a") and doc[token.i - 1].pos_ == "PROPN"
    return definite and (following is None or following.pos_ in ("VERB", "AUX", "PUNCT", "ADP", "CCONJ", "PART"))


def _is_version(doc: Doc, token: Token, known: Mapping[int, str]) -> bool:
    """Whether "2.0" behind letters that mean no one counts versions: "the NLX 2.0"; no "2.0 percent"."""
    before, after = token.nbor(-1), token.nbor() if token.i + 1 < len(doc) else None
    written = len(before) > 1 and before.text[1:] != before.text[1:].lower() and before.i not in known
    if not written or (after is not None and (after.like_num or after.pos_ in ("SYM", "NUM"))):
        return False
    return after is None or after.pos_ != "NOUN" or not word_set("names", "counted_by") & {after.lower_, after.lemma_}


def _is_number_of_line(doc: Doc, start: int, token: Token, known: Mapping[int, str]) -> bool:
    """Whether a number right behind a known name is a name's part: "Halcyon 9700", "Halcyon 18 Pro"; no year.

    Behind somebody's name "the" or a word of the name has to tell it: "the Acme 919 Evo"; no "and Acme 295".
    """
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if _SMALL_NUMBER.fullmatch(token.text):
        return following is not None and following.text in word_set("names", "alone")
    if not _LINE_NUMBER.fullmatch(token.text) or _YEAR.fullmatch(token.text) or len(token.nbor(-1).text) == 1:
        return False
    if following is not None and _goes_on(following):
        return True
    if known[token.i - 1] == FIRM and (start == 0 or doc[start - 1].lower_ not in ("the", "a", "an", "its", "new")):
        return False
    return following is None or following.pos_ not in ("NOUN", "ADJ", "NUM", "PROPN", "SYM")


def _goes_on(token: Token) -> bool:
    """Whether a word in capitals belongs to the number before it: "919 Evo"; no "295 Acme shares"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    written = token.pos_ == "PROPN" and token.text.istitle() and token.text.isalpha() and not is_never(token)
    return written and (following is None or following.pos_ not in ("NOUN", "PROPN", "PART"))


def find_standards(doc: Doc) -> Iterator[Candidate]:
    """Rules that their sign, number and year name."""
    for match in _STANDARD.finditer(text_of(doc)):
        phrase = doc.char_span(match.start(), match.end())
        if phrase is not None and match.group(1) not in word_set("names", "never"):
            yield Candidate(phrase.start, phrase.end, LAW, True)
    for match in _RULE.finditer(text_of(doc)):
        if (phrase := doc.char_span(match.start(), match.end())) is not None:
            yield Candidate(phrase.start, phrase.end, LAW, True)


def find_series(doc: Doc, tokens: list[Token]) -> Iterator[Candidate]:
    """Capital words before "series": "the Foo C series"."""
    for token in tokens:
        start = token.i
        while token.lower_ == "series" and start and token.i - start < 4 and _leads(doc[start - 1], doc[start]):
            start -= 1
        if start < token.i and doc[token.i - 1].pos_ in ("PROPN", "NOUN"):
            yield Candidate(start, token.i + 1, MADE, True)


def _is_free(token: Token, led: bool, maker: bool) -> bool:
    """Whether letters and digits are a name: "900HP" is an amount, "Q1" a quarter; behind a maker "5C" is a name."""
    if _PERIOD.fullmatch(token.text):
        return False
    if token.text[0].isdigit():
        written = token.text[-1].isupper() and not token.text[-2:].isalpha()
        return written and (maker or is_used(token))
    return led or token.text not in word_set("names", "designations")


def _leads(token: Token, following: Token) -> bool:
    if token.text == "-" or not (is_capital(token) or (token.text.startswith("i") and token.text[1:2].isupper())):
        return False
    return not is_never(token) and token.text not in word_set("names", "not_first") and not following.is_sent_start
