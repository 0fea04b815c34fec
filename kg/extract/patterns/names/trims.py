"""Takes words that tell a version of a thing made; gives how they may be spelled; touches nothing."""

from __future__ import annotations

from kg.extract.patterns.lexicon.words import read_words, word_set

_SAME = ("same.Standard", "same.Long Range", "same.Performance")


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
