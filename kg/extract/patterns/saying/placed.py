"""Takes a verb that tells who speaks only by what stands with it; gives what is said; touches nothing.

"Has the brew at 12%", "as the firm has it", "the notice goes on", "sees 300", "looks for 300".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.saying import said
from kg.extract.patterns.saying.speakers import Finder, Source
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token


def has_at(finder: Finder, verb: Token) -> tuple[int, int] | None:
    """ "Acme Data has the brew at 12%": a figure of one who counts."""
    known = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    known = [
        child
        for child in known
        if child.i in finder.by_token or child.pos_ == "PROPN" or child.lemma_.lower() in word_set("speech", "measured")
    ]
    at = [child for one in (verb, *known) for child in one.children if child.dep_ == "prep" and child.lower_ == "at"]
    measured = any(one.lemma_.lower() in word_set("speech", "measured") for one in known)
    share = any(
        "%" in one.text or one.lower_ == "percent" or (measured and one.like_num)
        for child in at
        for one in child.subtree
    )
    return (verb.idx, max(said.reach(child)[1] for child in (*known, *at))) if known and share else None


def has_it(sentence: Sentence, verb: Token) -> tuple[int, int] | None:
    """ "Acme is the largest, as the firm has it"."""
    it = any(child.lower_ == "it" and child.dep_ in ("dobj", "obj") for child in verb.children)
    return said.content_as(sentence, verb) if it and verb.head.dep_ == "ROOT" else None


def goes_on(sentence: Sentence, verb: Token, source: Source) -> tuple[int, int] | None:
    """ "The doors were shut, the notice goes on"."""
    further = verb.lemma_ == "continue" or any(
        child.lower_ == "on" and child.i == verb.i + 1 for child in verb.children
    )
    told = any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)
    return said.before(sentence, verb, source) if further and told and said.set_off(verb, source) else None


def is_figured(part: Token) -> bool:
    """Whether there is a figure in it."""
    return any(one.like_num for one in part.subtree)


def is_seen(part: Token) -> bool:
    """Whether what somebody sees is a view: a figure, a clause with one, words in quotation marks."""
    if part.dep_ == "ccomp":
        return any(one.like_num for one in part.subtree)
    marked = any(one.text in said.MARKS for one in (*part.subtree, part.doc[part.head.i + 1]))
    measured = part.lemma_.lower() in word_set("speech", "measured") and is_figured(part)
    none = any(one.lower_ in ("no", "little", "few") for one in part.lefts)
    return part.dep_ in ("dobj", "obj") and (marked or measured or none or part.tag_ == "CD")


def rejected_by(finder: Finder, verb: Token) -> tuple[tuple[int, int], Source] | None:
    """ "Rumours that it burned were dismissed by Acme": what is denied, and by whom."""
    subject = clauses.subject_of(verb)
    agent = next((one for child in verb.children if child.dep_ == "agent" for one in child.children), None)
    if subject is None or subject.dep_ != "nsubjpass" or agent is None:
        return None
    source = finder.describe(agent) if subject.lemma_.lower() in word_set("manner", "denied.objects") else None
    meant = source is not None and source.speaker is not None and source.speaker.by == "reference"
    return (said.reach(subject), source) if source is not None and not meant else None
