"""Takes tokens of a parsed sentence; gives who does what to whom in the clause of a verb; touches nothing.

The one place that knows the English clause: active and passive, participles ("the shoes sold in May", "a firm making
them"), relative clauses, shared subjects of joined verbs, infinitives ("plans to open"), and preposition chains.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.kept import kept
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.relatives import antecedent, relative_object

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT_DEPS = ("nsubj", "csubj")
PASSIVE_DEPS = ("nsubjpass", "csubjpass")
_VERBAL = ("VERB", "AUX")
#: How a participle without an auxiliary may hang.
_PARTICIPIAL = ("acl", "advcl", "amod", "relcl", "ROOT", "dep", "ccomp", "pcomp", "prep")
_MAX_DEPTH = 6
#: How far apart verbs that share their object may stand, and behind its head a preposition tied to something else.
_SIDE_BY_SIDE, _ASTRAY = 4, 14
#: Prepositions that mostly belong to the verb or the noun that asks for them, whatever stands between.
_TELLING = frozenset(("by", "into", "with", "against", "than"))
_STOPS = (";", ":", "—", "–", "“", '"')
#: The words of a list of `lexicon/grammar.yaml`.
words = partial(word_set, "grammar")


def joined(token: Token) -> Iterator[Token]:
    """The token and what is joined to it by "and" or a comma, without joined verbs of joined clauses."""
    waiting = [token]  # no recursion: a list of a thousand names is a chain of a thousand tokens
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [child for child in reversed(list(one.children)) if child.i > one.i and _is_joined(child, one)]


def _is_joined(token: Token, first: Token) -> bool:
    """Whether a word is joined to another, or a name in a list that the parser takes for what the first is called."""
    if token.dep_ == "conj":
        return token.pos_ not in _VERBAL
    named = token.dep_ == "appos" and token.pos_ == first.pos_ == "PROPN"  # "Acme, Norton and Zed"
    return named and any(one.dep_ == "conj" and one.pos_ == "PROPN" for one in token.children)


@kept
def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: by its auxiliary, as a participle after a noun, or joined to a passive verb."""
    while True:
        deps = {child.dep_ for child in verb.children}
        if deps & {"nsubjpass", "auxpass", "csubjpass"}:
            return verb.tag_ != "VBG"  # the parser takes "he's been driving" for one
        if deps & {"nsubj", "aux", "dobj"}:
            return False
        if verb.dep_ != "conj" or verb.tag_ not in ("VBN", "VBD") or verb.head.pos_ not in _VERBAL:
            break
        if verb.tag_ == "VBD":
            return False
        verb = verb.head
    return verb.tag_ == "VBN" and verb.dep_ in _PARTICIPIAL


@kept
def agents(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what the verb says; empty where the sentence does not say."""
    if depth > _MAX_DEPTH:
        return []
    if is_passive(verb):
        own = [
            token
            for child in verb.children
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by")
            for one in child.children
            if one.dep_ == "pobj"
            for token in joined(one)
        ]
        partner = None if own else _partner(verb)
        if partner is not None and is_passive(partner):
            return agents(partner, depth + 1)
        return own or stray(verb, "by")
    return subjects(verb, depth)


def stray(head: Token, name: str) -> list[Token]:
    """What a preposition brings that the parser ties to something between the head and it, in the same clause.

    "Will put 2 billion into Acme", "was built in two years by Norton", "a deal worth 3 billion with Acme".
    """
    if name not in _TELLING:
        return []
    doc, aside = head.doc, False
    for at in range(head.i + 1, min(head.i + _ASTRAY, head.sent.end)):
        one = doc[at]
        aside = one.text == "(" or (aside and one.text != ")")
        if aside:
            continue
        opens = one.text in _STOPS or (one.dep_ in ("mark", "nsubj", "nsubjpass", "relcl", "csubj") and one.i > head.i)
        if opens or (one.pos_ in _VERBAL and one.dep_ not in ("amod", "acl")):
            return []
        if one.lower_ == name and one.dep_ in ("prep", "agent", "dative") and one.head.i >= head.i:
            return _objects(one)
    return []


def _partner(verb: Token) -> Token | None:
    """The verb right behind with which it shares what stands behind both: "designs and builds lamps"."""
    for child in verb.rights:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i <= _SIDE_BY_SIDE:
            between = verb.doc[verb.i + 1 : child.i]
            return child if all(one.dep_ in ("cc", "advmod", "punct", "conj") for one in between) else None
    return None


@kept
def patients(verb: Token, depth: int = 0) -> list[Token]:
    """What the verb is done to: its object, the subject of its passive, the noun that its participle modifies."""
    if depth > _MAX_DEPTH:
        return []
    if is_passive(verb):
        return subjects(verb, depth)
    own = [child for child in verb.children if child.dep_ in ("dobj", "obj", "dative")]
    if len(own) == 1 and own[0].lower_.endswith(("self", "selves")) and relative_object(verb) is not None:
        own = []  # "the lamp that the firm designed itself"
    objects = [antecedent(child, verb) for child in own]
    objects = [] if [one.lower_ for one in objects] == ["what"] else objects
    if not objects and verb.lemma_ in words("appointing"):  # "named Jane Doe chief executive"
        objects = [child for child in verb.children if child.dep_ == "oprd" and child.pos_ in ("NOUN", "PROPN")]
    if not objects:  # a name that the parser takes for a clause: "makes the Norton Y"
        behind = [one for one in verb.rights if one.dep_ in ("ccomp", "dep") and one.pos_ == "PROPN"]
        objects = [one for one in behind[:1] if one.left_edge.i == verb.i + 1]
    if not objects:  # a measure that the parser ties to the preposition: "shaved 20 seconds off the record"
        off = (one for one in verb.rights if one.dep_ == "prep" and one.lower_ == "off")
        objects = [one for each in off for one in each.lefts if one.dep_ == "npadvmod"]
    found = [token for one in objects for token in joined(one)] + _before_sum(verb, objects)
    if not found and (gap := relative_object(verb)) is not None:
        found = [gap]
    if not found and (partner := _partner(verb)) is not None and not is_passive(partner):
        return patients(partner, depth + 1)
    if not found and (said := _in_other_words(verb)) is not None:
        return list(joined(said))
    if not found and verb.dep_ == "conj" and verb.head.pos_ in _VERBAL:
        return []
    if not found and verb.dep_ in ("xcomp", "acl") and is_infinitive(verb) and verb.dep_ == "acl":
        found = [verb.head]
    return found


def _before_sum(verb: Token, objects: list[Token]) -> list[Token]:
    """The name that the parser takes for a part of the sum behind it: "fined Acme $5 billion"."""
    sums = [one for one in objects if one.pos_ == "NUM" and one.left_edge.i == verb.i + 1]
    names_ = [child for one in sums for child in one.lefts if child.dep_ in ("compound", "nmod", "quantmod")]
    return [one for one in names_ if one.pos_ == "PROPN" and one.nbor().pos_ in ("SYM", "NUM")]


def _in_other_words(verb: Token) -> Token | None:
    """What the main clause says that "what" was: "what the firm showed was a lamp"."""
    be = verb.head
    if verb.dep_ != "csubj" or be.lemma_ != "be" or not any(one.lower_ == "what" for one in verb.lefts):
        return None
    return next((one for one in be.rights if one.dep_ == "attr"), None)


@kept
def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, active or passive, its own or the one that it shares."""
    if depth > _MAX_DEPTH:
        return []
    own = [child for child in verb.children if child.dep_ in SUBJECT_DEPS + PASSIVE_DEPS]
    if own:
        return [token for child in own for token in joined(antecedent(child, verb))]
    return _shared(verb, depth + 1)


def _shared(verb: Token, depth: int) -> list[Token]:
    """The subject that a verb without one of its own takes from what it is joined to or hangs on."""
    head = verb.head
    if verb.dep_ == "conj":
        owner = head.head if head.dep_ in ("acomp", "attr") else head
        return subjects(owner, depth) if owner.pos_ in _VERBAL else []
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "oprd", "dep", "purpcl") and head.pos_ in _VERBAL:
        if controlled := _controlled(verb):
            return controlled
        if verb.dep_ == "ccomp" and not is_infinitive(verb) and verb.tag_ != "VBG":
            return []
        return subjects(head, depth)
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.pos_ == "ADJ":
        behind = head.dep_ == "amod" and head.i > head.head.i  # "the rule, due to take effect in May"
        return subjects(head.head, depth) if head.head.pos_ in _VERBAL else [head.head] if behind else []
    if verb.dep_ in ("pcomp", "prep"):
        return _behind_preposition(verb, depth)
    behind = verb.dep_ == "amod" and verb.tag_ == "VBN" and verb.i > head.i  # "Acme, majority-owned by Norton"
    return _of_noun(verb, depth) if behind or verb.dep_ in ("acl", "relcl") else []


def _controlled(verb: Token) -> list[Token]:
    """Who is to do it by an infinitive behind an object: "told them to sell", "settled on Acme to"."""
    head, to = verb.head, is_infinitive(verb)
    if is_passive(head):
        return []
    told = verb.dep_ in ("xcomp", "ccomp") and head.lemma_ in words("controlling")
    if told or (to and head.lemma_ in words("choosing")):
        return [child for child in head.children if child.dep_ == "dobj" and child.i < verb.i]
    ways = [child for child in head.rights if to and child.dep_ == "prep" and child.i < verb.i]
    return [one for child in ways if f"{head.lemma_} {child.lower_}" in words("choosing") for one in _objects(child)]


def _of_noun(verb: Token, depth: int) -> list[Token]:
    """The subject of a participle or infinitive after a noun: "shoes made in", "the first to use", "plans to sell"."""
    noun = verb.head
    if is_infinitive(verb):
        if noun.dep_ == "ROOT" and noun.pos_ == "PROPN":  # "Acme to open a shop"
            return [noun]
        return [] if prepositional(noun, ("with",)) else holders(noun, depth)  # "a deal with Acme to make": who will?
    return [noun]


def _behind_preposition(verb: Token, depth: int) -> list[Token]:
    """The subject of a gerund behind a preposition, or of a participle that was taken for one."""
    if verb.dep_ == "pcomp":
        return _of_preposition(verb.head, depth)
    if verb.tag_ == "VBN" and verb.head.pos_ in _VERBAL:  # "Acme, based in Norton, is growing"
        return subjects(verb.head, depth)
    return []


def _of_preposition(preposition: Token, depth: int) -> list[Token]:
    """The subject of a gerund after a preposition: that of the clause, or the holder of the noun before it."""
    head = preposition.head
    if head.pos_ in _VERBAL:
        return subjects(head, depth)
    return holders(head, depth) if head.pos_ in ("NOUN", "PROPN") else []


def holders(noun: Token, depth: int = 0) -> list[Token]:
    """Who has what the noun names: its possessor, or the subject of the verb whose object or attribute it is."""
    own = [child for child in noun.children if child.dep_ == "poss"]
    if own or depth > _MAX_DEPTH:
        return own
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "oprd") and head.pos_ in _VERBAL:
        return subjects(head, depth + 1)
    if noun.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
        return holders(head, depth + 1)
    if noun.dep_ == "pobj" and head.dep_ == "agent":  # who does something to somebody is nothing of theirs
        return []
    if noun.dep_ == "pobj" and head.head.pos_ in _VERBAL:
        if head.lower_ == "over" and head.head.lemma_ in words("preferring"):  # "chose Acme over its rivals"
            return patients(head.head, depth + 1)
        return subjects(head.head, depth + 1)
    if noun.dep_ in SUBJECT_DEPS and head.lemma_ == "be":
        return []
    return []


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def prepositional(token: Token, names: tuple[str, ...]) -> list[Token]:
    """What stands after the prepositions of that name below the token: "to" of "rose to 20", "at" of "priced at"."""
    found = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt") and child.lower_ in names:
            found += _objects(child)
        elif child.dep_ == "prep" and child.lower_ not in words("whole_prepositions"):
            for inner in child.children:  # "out of", "up to"
                if inner.dep_ == "prep" and inner.lower_ in names:
                    found += _objects(inner)
        for inner in child.conjuncts if child.dep_ == "prep" else ():  # "in Norton and in Acme"
            if inner.pos_ == "ADP" and inner.lower_ in names and inner.dep_ == "conj":
                found += _objects(inner)
    return found


def _objects(preposition: Token) -> list[Token]:
    return [
        token
        for child in preposition.children
        if child.dep_ in ("pobj", "pcomp") and child.pos_ not in _VERBAL
        for token in joined(antecedent(child, clause_of(preposition)))
    ]


def clause_of(token: Token) -> Token:
    """The verb whose clause the token stands in, or the root of the sentence."""
    while token.pos_ not in _VERBAL and token.head.i != token.i:
        token = token.head
    return token
