"""Takes the patterns of a relation; gives more of the kind with nouns for their verbs; touches nothing.

Whoever "acquired Norton" is read in "the acquisition of Norton by Acme", and whoever "criticises" it in "a critic of":
which noun goes with which verb `lexicon/nominals.yaml` tells. Only what a verb alone says is told by its noun alone, so
patterns that ask for other words are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from kg.extract.patterns.grammar.grammar import Pattern, Place
from kg.extract.patterns.lexicon.words import read_words

#: Where who does it stands: by "by", before the noun, as subject of a verb that only says that it is done.
_DOER = ("by", "doer")
#: Where what is done to it stands around who does it: "the maker of", "Acme's", "the Acme".
_OF_AGENT = ("gen", "poss", "before")
#: How the preposition "of" is called as a place of a noun.
_OF = "gen"


def nominal(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    """The patterns with nouns, each once for the noun, its preposition and the classes."""
    seen = set()
    for pattern in patterns:
        for derived in _of(pattern):
            key = (derived.words, derived.places)
            if key not in seen:
                seen.add(key)
                yield derived


def _of(pattern: Pattern) -> Iterator[Pattern]:
    told = _done(pattern)
    if told is None:
        return
    doer, done = told
    for (verb,) in (words for words in pattern.words if len(words) == 1):
        for group in ("deeds", "sayings"):
            for noun, preposition in _nouns(group).get(_british(verb), ()):
                role = _OF if preposition == "of" else preposition
                roles = (*_DOER, *(("from",) if group == "sayings" else ()), *(() if role == _OF else (_OF,)))
                yield _derived(pattern, noun, roles, doer, (role,), done)
        for noun, _ in _nouns("agents").get(_british(verb), ()):
            yield _derived(pattern, noun, ("is",), doer, _OF_AGENT, done)


def _done(pattern: Pattern) -> tuple[Place, Place] | None:
    """Who does it and what it is done to, where the pattern is a verb with nothing but these."""
    if pattern.term.kind != "relation" or pattern.pos != "VERB" or len(pattern.places) != 2:
        return None
    doer = next((one for one in pattern.places if one.slot and "subj" in one.roles), None)
    done = next((one for one in pattern.places if one.slot and "subj" not in one.roles), None)
    return (doer, done) if doer and done and not any("." in role for role in done.roles) else None


def _derived(
    pattern: Pattern, noun: str, roles: tuple[str, ...], doer: Place, others: tuple[str, ...], done: Place
) -> Pattern:
    these, those = Place(roles, doer.slot, doer.classes), Place(others, done.slot, done.classes)
    text = f"{noun}/NOUN {'|'.join(roles)}={doer.slot} {'|'.join(others)}={done.slot} ({pattern.text.split('/')[0]})"
    words = (tuple(noun.split()),)
    return Pattern(pattern.term, text, words, "NOUN", (these, those), pattern.subjects, pattern.around)


def _british(verb: str) -> str:
    """The verb as the lexicon spells it."""
    return f"{verb[:-3]}ise" if verb.endswith("ize") else verb


@cache
def _nouns(group: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The nouns of each verb of the group, with their prepositions."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for key, lines in read_words("nominals").items():
        name, _, verb = key.partition(".")
        if name == group:
            found[verb] = tuple(_split(line, bare=group == "agents") for line in lines)
    return found


def _split(line: str, *, bare: bool) -> tuple[str, str]:
    noun, _, preposition = line.rpartition(" ")
    return (line, "") if bare else (noun, preposition)
