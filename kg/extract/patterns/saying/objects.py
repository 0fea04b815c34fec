"""Takes a verb of saying; gives the stretch of the text that its object is; touches nothing.

"Announced a target", "dismissed claims of a fire", "called the deal a lifeline".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

MARKS = '"'
#: With "at" these tell how high somebody takes a figure to be.
PUTTING = frozenset(("put", "peg", "see"))
_HANDING = frozenset(("report", "present", "publish", "announce", "release", "disclose", "reveal", "give"))
_CAUSING = frozenset(("attribute", "ascribe", "blame"))
_POINTING, _BACK = frozenset(("WDT", "WP", "UH")), frozenset(("it", "this", "that"))
#: "Calls back", "calls off" name nothing.
_PARTICLES = frozenset(("back", "off", "up", "in", "out", "for", "on"))
#: "A driver who calls himself Ace" says nothing.
_ONESELF = frozenset(("himself", "herself", "itself", "themselves"))
#: Of these nothing is said: "announced the move on Monday".
_MOVES = frozenset(("move", "change", "news", "decision", "step", "departure"))
_JOINED = frozenset(("conj", "cc", "punct"))
_REACHING, _LIKENING = frozenset(("to", "for", "with")), frozenset(("to", "with"))
_OBJECTS = ("dobj", "obj", "oprd")
#: Words that open what the text adds by itself behind a comma: "a target of 300, up from 200".
_ADDED = frozenset(("up", "down", "over", "which", "more", "less", "compared", "against", "an", "a", "nearly", "about"))


def _reach(part: Token) -> tuple[int, int]:
    span = clauses.span_of(part)
    return span.start, span.end


def object_of(verb: Token, lemma: str) -> tuple[int, int] | None:
    """What a verb of saying has as its object, the verb with it: "announced a target", "spoke of hardship"."""
    if lemma in PUTTING and not any(child.lower_ in ("at", "down") for child in verb.children):
        return None
    objects: list[Token] = []
    if lemma in word_set("speech", "nominal"):
        objects = [child for child in verb.children if child.dep_ in _OBJECTS and child.i > verb.i]
        objects = [
            child
            for child in objects
            if child.tag_ not in _POINTING and (child.lower_ not in _BACK or lemma in PUTTING or _to_cause(verb, lemma))
        ]
    objects += [child for child in verb.children if _is_reached(child, lemma) and not clauses.is_infinitive(verb)]
    objects = [child for child in objects if not _is_handed_out(child)]
    if not objects or any(one.lower_ == "neither" for child in objects for one in child.children):
        return None
    first = min(one.i for one in objects)
    if verb.i < first:
        parts = [child for child in verb.children if child.i >= first and child.dep_ not in (*_JOINED, "advcl")]
        parts = [part for part in parts if part.lower_ not in _ADDED or part.doc[part.i - 1].text != ","]
        return verb.idx, max(_end(child) for child in parts)
    return None


def _is_reached(part: Token, lemma: str) -> bool:
    """Whether a preposition has what somebody says behind it: "speaks of hardship", "pointed to rising costs"."""
    if part.dep_ != "prep" or part.i < part.head.i:
        return False
    word = part.lower_
    of = word == "of" and lemma in word_set("speech", "of")
    about = word == "about" and lemma in word_set("speech", "of_content")
    return of or about or (word in _REACHING and lemma in word_set("speech", f"reaching.{word}"))


def _is_handed_out(noun: Token) -> bool:
    """Whether nothing is said of what somebody gives out: "presents its results in May", "announced the move"."""
    bare = not any(one.dep_ in ("acl", "relcl") or one.lower_ in ("to", "of", "into", "from") for one in noun.rights)
    if noun.lemma_.lower() in _MOVES and bare and [one.lower_ for one in noun.lefts] in (["the"], ["his"], ["her"]):
        return True
    given = noun.lemma_.lower() in word_set("speech", "handed_out") and noun.head.lemma_.lower() in _HANDING
    return given and not any(one.like_num and one.ent_type_ != "DATE" for one in noun.head.subtree)


def _to_cause(verb: Token, lemma: str) -> bool:
    """Whether something is put down to a cause: "attributed it to the heat"."""
    return lemma in _CAUSING and any(child.dep_ in ("prep", "dative") and child.i > verb.i for child in verb.children)


def rejected(verb: Token) -> tuple[int, int] | None:
    """What somebody denies: "dismissed claims of a fire"; "rejected the offer" is none."""
    objects = [child for child in verb.children if child.dep_ in _OBJECTS and child.i > verb.i]
    it = verb.lemma_.lower() in word_set("speech", "rejecting_it") and any(one.lower_ in _BACK for one in objects)
    if not it and not any(child.lemma_.lower() in word_set("manner", "denied.objects") for child in objects):
        return None
    return verb.idx, max(_reach(child)[1] for child in verb.children if child.i > verb.i and child.dep_ not in _JOINED)


def likened(verb: Token) -> tuple[int, int] | None:
    """What somebody compares something with: "compared the trade to a casino"."""
    objects = [child for child in verb.children if child.dep_ in _OBJECTS and child.i > verb.i]
    links = [one for part in (verb, *objects) for one in part.children if one.dep_ == "prep"]
    links = [one for one in links if one.i > verb.i and one.lower_ in _LIKENING]
    return (verb.idx, max(_end(child) for child in (*objects, *links))) if objects and links else None


def _end(part: Token) -> int:
    """Where a part of what is said ends, without what the text adds to it behind a comma."""
    end = _reach(part)[1]
    for token in part.subtree:
        after = part.doc[token.i + 1] if token.i + 1 < len(part.doc) else token
        if token.text == "," and token.i > part.i and after.lower_ in _ADDED and after.head.dep_ != "conj":
            return part.doc[token.i - 1].idx + len(part.doc[token.i - 1].text)
    return end


def named(verb: Token) -> tuple[int, int] | None:
    """A name or a judgement that an object is given: "called the deal a lifeline", "described it as unfair"."""
    if verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_ in _PARTICLES | _ONESELF:
        return None
    parts = [child for child in verb.children if child.i > verb.i and child.dep_ not in _JOINED]
    judged = any(
        child.dep_ == "oprd"
        or (child.dep_ == "ccomp" and not any(one.dep_ in ("mark", "aux") for one in child.children))
        or (child.lower_ == "as" and child.dep_ in ("prep", "mark", "advmod"))
        or any(one.lower_ == "as" and one.dep_ in ("prep", "mark") for one in child.children)
        for child in parts
    )
    quoted = any(one.text in MARKS for part in parts if part.dep_ in _OBJECTS for one in part.subtree)
    quoted = quoted or any(
        one.text in MARKS
        and one.i > verb.i + 1
        and verb.doc[one.i - 1] in parts
        and verb.doc[one.i - 1].dep_ in _OBJECTS
        for one in verb.children
    )
    return (verb.idx, max(_reach(part)[1] for part in parts)) if judged or quoted else None
