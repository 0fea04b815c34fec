"""Takes a common noun of an analysed text; gives what its clause tells of a thing that is built; touches nothing.

"A plant is going up in Norton", "Acme is to open a plant": where it stands, and whose it is, is told by the verb. "The
first phase", "phase two" are parts that come one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.extract.patterns.names.registered import Names
    from kg.model import Entity

words = partial(word_set, "names")
_SUBJECTS = ("nsubj", "nsubjpass")
#: What of a clause may hold the place beside its verb: "has taken up work in", "is due to open in".
_WITHIN = ("dobj", "xcomp", "prt", "attr")
#: How many words behind a preposition of place the name of the place may end.
_REACH = 6
_WHERE = re.compile(r" (?:in|at|near|outside) (?:the )?")
_NUMBERS = {"one": "first", "two": "second", "three": "third", "1": "first", "2": "second", "3": "third",
            "i": "first", "ii": "second", "iii": "third"}  # fmt: skip


def stands(noun: Token) -> Iterator[Token]:
    """The words behind the prepositions of place of the verb that says that the thing is built, opened or at work."""
    behind = [one for verb in (_built(noun), _told_behind(noun)) if verb is not None for one in verb.rights]
    behind += [link for one in behind if one.dep_ in _WITHIN and one is not noun for link in one.rights]
    for link in behind:
        if link.dep_ == "prep" and link.i > noun.i and link.lower_ in words("standing"):
            yield from (one for one in link.subtree if one.i - link.i <= _REACH)


def builders(noun: Token) -> Iterator[Token]:
    """Who builds, opens or runs the thing."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "into" else noun.head
    if (noun.dep_ == "dobj" or verb is not noun.head) and verb.lemma_ in words("building"):
        head: Token = verb
        while not any(child.dep_ in _SUBJECTS for child in head.children) and head.dep_ in ("conj", "xcomp"):
            head = head.head
        yield from (child for child in head.children if child.dep_ == "nsubj")


def phase(noun: Token) -> str | None:
    """Which phase the noun speaks of, as an ordinal: "the first phase", "phase two"; not that of something else."""
    if noun.lower_ not in words("phases") or any(child.lower_ in ("a", "an") for child in noun.lefts):
        return None
    if any(child.dep_ == "prep" and child.lower_ == "of" and not _of_built(child) for child in noun.children):
        return None
    told = next((child.lower_ for child in noun.lefts if child.lower_ in words("ordinals")), None)
    behind = noun.nbor().lower_ if noun.i + 1 < len(noun.doc) else ""
    return told or _NUMBERS.get(behind)


def owner_of(things: list[Mention], names: Names) -> Mention | None:
    """Whose a thing is, as if named with it, where its name is that of its owner: "Acme's plant" is of Acme."""
    for thing in things:
        for owner, parts in names.owned.items():
            if any(entity == thing.entity for _, entity in parts):
                return replace(thing, type=names.entity(owner).type, entity=owner)
    return None


def _built(noun: Token) -> Token | None:
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in words("building_of"):
        noun = noun.head.head  # "construction of a plant has begun in Norton"
    verb = noun.head
    if noun.dep_ not in (*_SUBJECTS, "dobj"):
        return None
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB" and noun.dep_ in _SUBJECTS:
        verb = verb.head
    return verb if verb.lemma_ in words("building") | words("going_up") else None


def _told_behind(noun: Token) -> Token | None:
    """The verb of a relative clause that says where the thing stands: "a plant, which will be built in Norton"."""
    for verb in (one for one in noun.rights if one.dep_ == "relcl"):
        subject = any(one.dep_ in _SUBJECTS and one.tag_ == "WDT" for one in verb.lefts)
        if subject and verb.lemma_ in words("building") | words("going_up"):
            return verb
    return None


def _of_built(link: Token) -> bool:
    """Whether what follows "of" is a thing that is built in phases."""
    return any(one.lower_ in words("built") | words("placed") for one in link.children)


def of_owner(mention: Mention, places: Mapping[int, Mention], body: str, names: Names) -> Mention:
    """Its owner alone, where "Acme's plant" in the registry is one but the text goes on with another place."""
    owner = mention.span.text.partition("'s ")[0]
    whose: Sequence[Entity] = ()
    if mention.entity and is_elsewhere(mention.span, mention.entity, places, body, names):
        whose = names.registry.find(owner)
    if len(whose) != 1:
        return mention
    start = mention.span.start
    return Mention(Span(start, start + len(owner), owner), whose[0].type, whose[0].id)


def is_elsewhere(span: Span, known: str, places: Mapping[int, Mention], body: str, names: Names) -> bool:
    """Whether what is built is said, right behind its words, to stand in a place where the registered thing is not."""
    behind = _WHERE.match(body, span.end)
    place = places.get(behind.end()) if behind else None
    if place is None or place.entity is None:
        return False
    return is_other(span.text.rpartition(" ")[2], names.entity(known), "", names.entity(place.entity).label)


def is_other(noun: str, known: Entity, telling: str, place: str) -> bool:
    """Whether what is built is told to make something else, or to stand elsewhere, than a registered thing."""
    if noun not in words("built"):
        return False
    noted = " ".join((*known.names, known.definition or "")).lower()
    makes_it = not telling or any(word in noted for word in re.split(r"[\s-]+", telling))
    return not makes_it or place.lower() not in noted


def serves_else(noun: Token) -> bool:
    """Whether the word before a noun that says little tells of another use than making: "a credit facility"."""
    if noun.lower_ not in words("placed") or noun.lower_ not in words("built") or not noun.i:
        return False
    if noun.nbor(-1).lower_ not in words("other_use"):
        return False
    return not any(one.lower_ in words("made_in") for one in noun.lefts)


def is_one(token: Token) -> bool:
    """Whether a noun speaks of one that happened: "the crash", "a fatal crash"; not "in case of fire"."""
    return any(one.dep_ == "det" and one.lower_ in ("the", "a", "an", "this") for one in token.children)


def is_said(token: Token) -> bool:
    """Whether a noun says of something else what it is: "the AX1, a hybrid unit from Acme"."""
    led = any(one.dep_ == "det" and one.lower_ in ("a", "an") for one in token.children)
    return led and token.dep_ in ("appos", "attr")


def is_subject(doc: Doc, covered: Mapping[int, Mention], mention: Mention) -> bool:
    """Whether somebody alone does something; `covered` are the tokens of names."""
    own = (doc[at] for at, one in covered.items() if one is mention)
    return any(one.dep_ == "nsubj" and all(child.dep_ != "conj" for child in one.children) for one in own)


def slug_of(form: str, names: Names) -> str:
    """An id for what is called so."""
    slug = re.sub(r"[^a-z0-9]+", "-", form.lower()).strip("-")
    return slug if slug not in names.registry.entities else f"{slug}-2"


def alike(forms: tuple[str, ...]) -> Iterator[str]:
    """The names of a part of a firm with the other nouns for such parts: a lamp division is a lamp business."""
    for form in forms:
        before, _, noun = form.rpartition(" ")
        if noun in words("lines.nouns"):
            yield from (f"{before} {other}" for other in sorted(words("lines.nouns") - {noun}))


def is_owned(form: str) -> bool:
    """Whether a name tells a part of a firm: "Acme's lamp business", of whatever class the registry has it."""
    return "'s " in form and form.rpartition(" ")[2] in words("lines.nouns")


def has_figures(token: Token, measures: Collection[str]) -> bool:
    """Whether a measure or the opening of a sentence is of the part: "at the lamp division, sales rose 5%"."""
    if not any(one.like_num for one in token.sent):
        return False
    if token.dep_ == "poss":
        return token.head.lemma_.lower() in measures
    if token.dep_ != "pobj" or token.head.lower_ not in word_set("names", "within_parts"):
        return False
    return token.head.i == token.sent.start or token.head.head.lemma_.lower() in measures
