"""Takes words that tell a version of a thing made; gives which words those are and how else they are spelled.

Touches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import read_words, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

LEADS = frozenset(("the", "its", "both"))
_JOINTS = ("and", "or", ",", "/", "&")
_SAME = ("same.Standard", "same.Long Range", "same.Performance")


def members(noun: Token) -> list[tuple[int, int]]:
    """The words before "versions" that tell which, each of those that are joined: half-open intervals of tokens."""
    doc, at, end = noun.doc, noun.i, noun.i
    telling = word_set("names", "version_words") | {one.lower() for one in word_set("names", "alone")}
    found: list[tuple[int, int]] = []
    while at > noun.sent.start:
        before = doc[at - 1]
        if before.lower_ in telling or (before.text == "-" and at < end):
            at -= 1
        elif before.lower_ in _JOINTS and at < end:
            found.append((at, end))
            at = end = at - 1
        else:
            break
    found += [(at, end)] if at < end else []
    first = doc[at - 1] if at > noun.sent.start else None
    if first is not None and first.lower_ == "two" and first.i > noun.sent.start:
        first = first.nbor(-1)
    led = first is None or first.lower_ in ("the", "its", "both", "their")
    counts = word_set("names", "version_counts")
    told = [(begin, stop) for begin, stop in found if any(one.lower_ not in counts for one in doc[begin:stop])]
    return told[::-1] if led and len(told) == len(found) else []


def bare(name: str, between: str = " ") -> str:
    """A name without the words for a version at its end: of "Acme Max" the Pro is the Acme Pro."""
    words = name.split(between)
    last = len(words)
    while last > 1 and words[last - 1].title() in (*word_set("names", "alone"), "Standard"):
        last -= 1
    return between.join(words[:last])


def called(words: str) -> str:
    """What a version is called, without the small words that tell what it is like: "two-door Privilege"."""
    own = [one for one in words.split() if not one.islower()]
    return " ".join(own) if own and words.endswith(own[-1]) else words


def spellings(words: str) -> tuple[str, ...]:
    """The words as they are, and the first word of the list that means the same."""
    small = words.lower().replace(" - ", "-")
    same = next((key for key in _SAME if small in read_words("names")[key]), None)
    if same:
        return (words, same.removeprefix("same."), f"{words} version")
    alone, _, noun = words.rpartition(" ")
    named = alone and noun.lower() in word_set("names", "version_nouns")
    return (words, alone) if named else (words, f"{words} version")


def is_definite(token: Token) -> bool:
    """Whether a word has an article or an owner before it."""
    return any(one.dep_ in ("det", "poss") and one.i < token.i for one in token.children)


def tells(token: Token) -> bool:
    """Whether a word may be one of those before a noun for versions that tell which."""
    word = token.text
    return (
        token.lower_ in word_set("names", "version_words")
        or (word == "-" and not token.whitespace_)
        or (word[:1].isupper() and word.isalpha() and not token.is_sent_start and token.lower_ not in LEADS)
    )


def is_model(token: Token) -> bool:
    """Whether "model" is said of a version: "the long-range model"; "its cheapest model" is one of its own."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return token.text == "model" and before in word_set("names", "version_models")
