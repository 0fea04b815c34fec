"""Takes the body of an article; gives the same text with plain typography, offset for offset; touches nothing.

Every character is replaced by exactly one, so that a span of the plain text is the same span of the body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Runs of these are written by editors and web pages in place of the plain sign.
_SIGNS = {
    "'": "‘’‚‛′＇`´",
    '"': "“”„‟″«»＂「」『』",
    "-": "‐‑‒–−﹣－",
    " ": "\t\r\x0b\x0c\x00\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff",
    "~": "～〜",
}
#: Full-width forms of the printable ASCII signs stand in one block, in the same order.
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN = _FULL_WIDTH | {ord(sign): plain for plain, signs in _SIGNS.items() for sign in signs}
#: Marks of Markdown that are no words: heading and list signs at the start of a line, emphasis, quoted lines.
_MARKS = re.compile(
    r"^[ ]*(?:\#{1,6}(?=[ ])|>+(?=[ ])|[-*+•](?=[ ]))|\*\*+|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)", re.M
)


#: Where a document keeps its text.
_KEPT = "whole text"
#: What is no prose, and what the tokenizer would work on for minutes: rules, rows of signs, data in ASCII.
_NO_WORDS = re.compile(r"[^\w\s]{200,}|[!-~]{1000,}")
#: What is said in short in brackets before the noun goes on, by which the parser is led astray: "arc lamp (AL) shade".
_SHORT = re.compile(r"(?<=[a-z] )\(([A-Z]{2,6})s?\)(?= [a-z])")
_SAID = 80
#: An aside between dashes: the model takes a hyphen there for a part of a word.
_ASIDE = re.compile(r"(?<=\w )-( [a-z][^-\n]{2,160} )-(?= [a-z])")


def plain(body: str) -> str:
    """The text with straight quotes, plain hyphens and spaces, narrow forms and no marks of Markdown; same length.

    Only around an aside stand dashes.
    """
    text = _MARKS.sub(_blank, body.translate(_PLAIN))
    return _NO_WORDS.sub(_blank, _SHORT.sub(_unsaid, _ASIDE.sub(r"–\1–", text)))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _unsaid(match: re.Match[str]) -> str:
    """Blanks for a short form whose letters begin the common words before it."""
    said = match.string[max(0, match.start() - _SAID) : match.start()].replace("-", " ").split()[-len(match[1]) :]
    common = all(one.islower() for one in said) and "".join(one[0] for one in said) == match[1].lower()
    return _blank(match) if common else match.group()


def keep_text(doc: Doc, text: str) -> None:
    """Remember the text that a document was made of: its tokens and spaces are the same."""
    doc.user_data[_KEPT] = text


def text_of(doc: Doc) -> str:
    """The text of an analysed document, put together once: spaCy does it anew at every call."""
    found: str | None = doc.user_data.get(_KEPT)
    if found is None:
        found = doc.user_data[_KEPT] = doc.text
    return found
