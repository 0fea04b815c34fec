"""Takes words of hearsay ("I'm told", "is said to", "reportedly"); gives what is said so, and its unnamed source.

Touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.unnamed import unnamed
from kg.extract.patterns.saying import said
from kg.extract.patterns.saying.speakers import Finder, Source
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

#: What is said, by whom, and the word that told.
Found = tuple[tuple[int, int], Source, "Token"]
_WRITERS = frozenset(("i", "we"))
_APART = frozenset(("conj", "cc", "punct", "parataxis"))


def told(finder: Finder, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Found]:
    """ "The plant, I'm told, burned"; "we hear that it burned"; "it is said to burn"."""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    writer = subject is not None and subject.lower_ in _WRITERS
    if subject is not None and writer and passive and lemma in word_set("speech", "told"):
        source = replace(_source(finder, verb, "source"), head=subject.i, start=subject.i)
        clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
        stretch = said.reach(clause) if clause is not None else said.around(sentence, verb, source)
        if stretch:
            yield stretch, source, verb
    elif writer and not passive and lemma in word_set("speech", "heard"):
        clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
        if clause is not None:
            yield said.reach(clause), _source(finder, verb, "source"), verb
    elif verb.i == sentence.start and verb.tag_ in ("VBN", "VBD") and lemma in word_set("speech", "hearsay"):
        clause = next((child for child in verb.children if child.dep_ == "xcomp" and child.i > verb.i), None)
        if clause is not None and clauses.is_infinitive(clause) and (subject is None or subject.i > verb.i):
            yield _clause(verb), _source(finder, verb, "rumour"), verb
    elif passive and lemma in word_set("speech", "hearsay") and not _is_by(verb):
        clause = next((child for child in verb.children if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i), None)
        if clause is not None and (clauses.is_infinitive(clause) or clauses.has_empty_subject(verb)):
            yield _clause(verb), _source(finder, verb, "rumour" if lemma.startswith("rumo") else "report"), verb


def reportedly(finder: Finder, adverb: Token) -> Iterator[Found]:
    """The clause of "reportedly"."""
    if adverb.lower_ in word_set("speech", "whispers"):
        verb = clauses.verb_of(adverb)
        yield _clause(verb), _source(finder, adverb, "report"), adverb


def _is_by(verb: Token) -> bool:
    return any(child.dep_ == "agent" for child in verb.children)


def _clause(verb: Token) -> tuple[int, int]:
    """The words of a clause without those joined to it."""
    inside = [verb, *(child for child in verb.children if child.dep_ not in _APART and not clauses.is_loose(child))]
    spans = [said.reach(one) for one in inside if one != verb] or [(verb.idx, verb.idx + len(verb.text))]
    return min(verb.idx, *(start for start, _ in spans)), max(verb.idx + len(verb.text), *(end for _, end in spans))


def _source(finder: Finder, cue: Token, word: str) -> Source:
    mention = unnamed(finder.names, word, cue)
    return Source(cue.i, cue.i, cue.i + 1, mention, cue.text, None, (), True)
