"""Takes a noun of a parsed sentence; gives whose it is, what its figure is, and what else it names; touches nothing.

The one place that knows the English noun phrase: possessives and compounds ("the firm's May sales"), "of" and "for",
the subject of "reported revenue of", apposition, titles before names, figures before and after the noun, the copula and
the verbs of measure between a noun and its figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.predicates import (
    clause_of,
    holders,
    is_passive,
    joined,
    patients,
    prepositional,
    subjects,
)
from kg.extract.patterns.syntax.relatives import antecedent, possessor

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The words of a list of `lexicon/grammar.yaml`.
words = partial(word_set, "grammar")
#: The prepositions before an owner.
OWNING = ("of", "for", "by", "from", "at", "in", "on", "among")
_BEARING = ("with", "at", "on", "in", "for", "to", "behind")
_LEFT = ("compound", "poss", "amod", "nmod", "nummod")
_NEAR, _FAR = 5, 14
_VERBAL = ("VERB", "AUX")
#: So many titles are joined before a name, at most: "chairman, founder and president".
_MOST_TITLES = 6
#: Marks that part a title from what stands before it.
_PARTING = ("(", ")", "[", "]", ":", "–", "—", "--")


def owners(noun: Token, prepositions: tuple[str, ...] = OWNING) -> Iterator[tuple[Token, str]]:
    """The tokens that may own the noun, the surest first, each with how: "own", "holder" or "bearer"."""
    for child in reversed(list(noun.lefts)):
        if (owner := possessor(child)) is not None:
            yield owner, "own"
        elif child.dep_ in _LEFT:
            yield child, "own"
            for inner in child.children:
                if inner.dep_ in _LEFT:
                    yield inner, "own"
    shared = [noun, *(one for one in joined(noun) if one is not noun)]
    for name in prepositions:
        for one in shared:
            for token in prepositional(one, (name,)):
                yield token, "own"
                if token.lemma_ in words("making"):  # "a lamp of its own", "of their design"
                    yield from ((child, "own") for child in token.lefts if child.dep_ == "poss")
    yield from ((token, "own") for token in _around(noun))
    for token in holders(noun):
        yield token, "holder"
        yield from ((one, "holder") for one in joined(token) if one is not token)
    yield from ((token, "bearer") for token in bearers(noun))
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and (verb := noun.head.head).lemma_ in words("joining"):
        yield from ((token, "holder") for token in (*patients(verb), *prepositional(verb, ("to", "at", "for", "with"))))


def before(noun: Token) -> Iterator[Token]:
    """What stands before the noun and tells whose or from where: "Acme's", "the Norton-based firm"."""
    for child in reversed(list(noun.lefts)):
        if child.dep_ in _LEFT:
            yield possessor(child) or child
            yield from (inner for inner in child.lefts if inner.dep_ in (*_LEFT, "npadvmod"))
    if noun.dep_ == "compound" and noun.head.pos_ == "PROPN":  # "the Norton consultancy Acme"
        near = (one for one in noun.head.lefts if one.i < noun.i and not parted(one.i, noun))
        yield from (one for one in near if one.pos_ == "PROPN" and one.dep_ in _LEFT)


def parted(at: int, noun: Token) -> bool:
    """Whether a bracket or a dash parts a noun from what stands there: "(Acme News) - Norton chief executive"."""
    return any(one.text in _PARTING for one in noun.doc[at : noun.i])


def whole_of(noun: Token) -> list[Token]:
    """What the noun is a part of: "the shade of the lamp", "the lamp's shade", "the lamp shade"."""
    return [token for token, _ in _own(noun)] if noun.pos_ == "NOUN" else []


def wholes_of(token: Token) -> list[Token]:
    """What the noun is a part or a matter of, over two steps: "claims of faults in the lamp"."""
    found = whole_of(token)
    beside = (
        prepositional(token, ("of", "in", "with", "at", "about", "on", "involving")) if token.pos_ == "NOUN" else []
    )
    return [
        *found,
        *beside,
        *(one for inner in beside for one in (*whole_of(inner), *prepositional(inner, ("in", "at")))),
    ]


def _around(noun: Token) -> Iterator[Token]:
    """Owners by apposition and by joining: "the firm, maker of", "sales and profit of the firm"."""
    if noun.dep_ in ("appos", "conj", "nmod", "compound") and noun.head.pos_ in ("NOUN", "PROPN"):
        if noun.dep_ != "conj":
            yield apposed(noun)
        elif noun.left_edge.lower_ == "the":  # "the Acme lamp and the shade"
            yield from (child for child in noun.head.lefts if child.dep_ == "poss")
            return
        for token, _ in _own(noun.head):
            yield token


def _own(noun: Token) -> Iterator[tuple[Token, str]]:
    for child in reversed(list(noun.lefts)):
        if child.dep_ in _LEFT:
            yield antecedent(child, clause_of(noun)) if child.lower_ == "whose" else child, "own"
    for token in prepositional(noun, ("of", "for")):
        yield token, "own"


def bearers(noun: Token) -> Iterator[Token]:
    """What the noun is said of by "with" and "at": "a shop with a floor of", "goes on sale at a price of"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in _BEARING:
        return
    governor = noun.head.head
    if noun.head.i and _is_with(
        noun.doc[noun.head.i - 1]
    ):  # "with Jane Doe at the wheel", wherever the parser hangs it
        yield noun.doc[noun.head.i - 1]
    if governor.pos_ in _VERBAL:
        yield from patients(governor)
        yield from subjects(governor)
    elif governor.pos_ in ("NOUN", "PROPN"):
        yield governor
        yield from (token for token, _ in _own(governor))


def _is_with(name: Token) -> bool:
    """Whether a name stands behind "with", alone or beside what it is."""
    at = name.head if name.dep_ == "appos" else name
    return name.pos_ == "PROPN" and at.dep_ == "pobj" and at.head.lower_ == "with"


def figures(noun: Token) -> Iterator[tuple[Token, str]]:
    """The tokens that may carry the figure of the noun, the surest first, each with how it is tied to it."""
    for child in noun.children:
        if child.dep_ in ("nummod", "compound", "amod", "quantmod", "npadvmod", "nmod") and child.i < noun.i:
            yield child, "number"
    for token in prepositional(noun, ("of", "at", "around", "under", "over", "above", "below", "to", "between")):
        yield token, "of"
    for child in noun.children:
        if child.dep_ in ("appos", "nummod", "npadvmod", "parataxis") and child.i > noun.i:
            yield child, "aside"
        if child.dep_ == "acl" and child.lemma_ in words("measure"):
            yield from ((token, "measure") for token in complements(child))
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "of"):
        yield noun.head.head, "partitive"
    yield from ((token, "measure") for token in _measured(noun))


def _measured(noun: Token) -> Iterator[Token]:
    """The figure that a verb ties to the noun: "sales reached", "the price is", "put sales at"."""
    head = noun.head
    if head.pos_ not in _VERBAL:
        return
    if noun.dep_ in ("nsubj", "nsubjpass") or (noun.dep_ == "dobj" and head.tag_ == "VBN"):
        for verb in _same_subject(head):
            if verb.lemma_ in words("measure") or is_passive(verb):
                yield from complements(verb)
    elif noun.dep_ in ("dobj", "pobj"):
        yield from prepositional(head, ("at", "to", "of"))


def _same_subject(verb: Token) -> Iterator[Token]:
    yield verb
    waiting = list(verb.children)[::-1]
    while waiting:
        child = waiting.pop()
        if child.dep_ == "conj" and child.pos_ in _VERBAL and not _has_subject(child):
            yield child
            waiting += list(child.children)[::-1]
        elif child.dep_ == "xcomp":
            yield child


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def complements(verb: Token) -> Iterator[Token]:
    """What follows a verb of measure: its attribute, object, adverb, or what stands after "at", "to", "for", "by"."""
    for child in verb.children:
        if child.dep_ in ("attr", "dobj", "acomp", "oprd", "npadvmod", "nummod", "dep") and child.i > verb.i:
            yield from joined(child)
    yield from prepositional(verb, ("at", "to", "from", "over", "under", "above", "below", "with", "between", "in"))


def beside(noun: Token) -> Iterator[tuple[Token, str]]:
    """The tokens right after the noun, across nothing but linking words, and right before it."""
    doc, links = noun.doc, words("links")
    for token in doc[noun.i + 1 : min(noun.i + 1 + _NEAR, noun.sent.end)]:
        if token.lower_ not in links:
            yield token, "beside"
            return


def onward(noun: Token) -> Iterator[tuple[Token, str]]:
    """The figures that "to" or "at" brings later in the clause: "raised its target for the year to"."""
    for token in noun.doc[noun.i + 1 : min(noun.i + _FAR, noun.sent.end)]:
        if token.text in (";", ",", "(", ")") or (token.pos_ == "VERB" and token.lemma_ not in words("measure")):
            return
        if token.lower_ in ("to", "at") and token.dep_ in ("prep", "dative", "aux"):
            for inner in token.children:
                if inner.dep_ == "pobj":
                    yield inner, "onward"


def _members(noun: Token) -> Iterator[Token]:
    """Who the noun says to be of its kind: "rivals such as", "its customers include", "its first shop is"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.i > noun.i and child.lower_ in words("exemplifying"):
            yield from (one for one in child.children if one.dep_ == "pobj")
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "among" and verb.head.lemma_ == "be" and verb.head.pos_ in _VERBAL:
        yield from subjects(verb.head)  # "among the rivals are Acme and Norton"
        yield from (one for one in verb.head.rights if one.dep_ == "attr")
    if noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in words("comprising"):
        yield from (one for one in verb.children if one.dep_ in ("dobj", "attr") and one.i > verb.i)
    if noun.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lower_ == "one":
        yield from (one for one, _ in names(verb.head))  # "Acme is one of its customers"


def _first_of(token: Token) -> Token:
    """The first of those that are joined to the token: "Jane Doe and John Roe, the founders"."""
    while token.dep_ == "conj" and token.head.pos_ == "PROPN":
        token = token.head
    return token


def _set_off(noun: Token) -> Iterator[Token]:
    """The name between commas that the parser takes for a second subject: "its successor, the Norton Y, is slow"."""
    for other in noun.head.children if noun.dep_ in ("nsubj", "nsubjpass") else ():
        behind = other.i > noun.i and other.dep_ == noun.dep_ and other.pos_ in ("PROPN", "NOUN")
        if behind and other.left_edge.i == noun.i + 2 and noun.nbor().text == ",":
            yield other


def names(noun: Token, depth: int = 0) -> Iterator[tuple[Token, str]]:
    """Who or what the noun is said to be: by apposition, copula, "as", or as a title before the name."""
    if noun.i + 1 < len(noun.doc) and noun.nbor().pos_ == "PROPN":
        yield noun.nbor(), "title"
    if noun.dep_ in ("compound", "nmod", "amod") and noun.head.pos_ == "PROPN":
        yield noun.head, "title"
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN") and depth < _MOST_TITLES:
        yield from names(noun.head, depth + 1)
    for child in noun.children:
        if child.dep_ == "conj" and child.i > noun.i and child.nbor(0).pos_ in ("NOUN", "PROPN"):
            follower = child.nbor() if child.i + 1 < len(noun.doc) else child
            if follower.pos_ == "PROPN":
                yield follower, "title"
        if child.dep_ == "appos":
            yield child, "appos"
    yield from ((one, "appos") for one in _set_off(noun))
    if noun.dep_ == "appos":
        yield _first_of(noun.head) if noun.tag_ == "NNS" else apposed(noun), "appos"
    head = noun.head
    yield from ((token, "member") for token in _members(noun))
    if noun.dep_ in ("attr", "oprd") and head.pos_ in _VERBAL and not any(one.dep_ == "neg" for one in head.children):
        if noun.dep_ == "oprd":
            yield from ((token, "copula") for token in patients(head))
        yield from ((token, "copula") for token in subjects(head))
    if noun.dep_ == "pobj" and head.lower_ == "as":
        verb = head.head
        if verb.pos_ in _VERBAL:
            found = patients(verb) if verb.lemma_ in words("appointing") else subjects(verb)
            yield from ((token, "as") for token in found)
        elif verb.dep_ == "dobj" and verb.head.lemma_ in words("following"):
            yield from ((token, "as") for token in subjects(verb.head))
        else:
            yield verb, "as"


def leads(noun: Token, head: Token) -> bool:
    """Whether a noun stands right before an adjective, which is said of it then: "lamps worth 3 billion"."""
    return head.pos_ == "ADJ" and noun.i == head.i - 1


def apposed(noun: Token) -> Token:
    """What an apposition is said of: where it tells of one thing, the last of a list: "Acme and Norton, a start-up"."""
    last, single = noun.head, noun.tag_ == "NN" and any(one.dep_ == "det" for one in noun.lefts)
    called = [one for one in last.rights if one.dep_ == "appos" and one.pos_ == "PROPN" and one.i < noun.i]
    last = called[-1] if called and single and last.tag_ == "NNS" else last  # "the firms Acme and Norton, a start-up"
    joined = [one for one in last.rights if one.dep_ == "conj" and one.i < noun.i] if single else []
    while joined:
        last = joined[-1]
        joined = [one for one in last.rights if one.dep_ == "conj" and one.i < noun.i]
    return last
