"""Takes a head word and the places of its pattern; gives the words that stand at them; touches nothing.

Here the roles of the notation ("subj", "obj", "when", "in") meet the grammar of English clauses and noun phrases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Pattern, Place
from kg.extract.patterns.syntax.clauses import SUBJECTS
from kg.extract.patterns.syntax.describing import described
from kg.extract.patterns.syntax.nouns import bearers, names, owners, parted
from kg.extract.patterns.syntax.phrases import phrase, predicate
from kg.extract.patterns.syntax.predicates import (
    agents,
    is_infinitive,
    joined,
    patients,
    prepositional,
    stray,
    subjects,
    words,
)
from kg.extract.patterns.syntax.predications import is_task
from kg.extract.patterns.syntax.relatives import possessor
from kg.extract.patterns.syntax.settings import along, asks_a_price, is_because, told_where

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many tokens may stand between the words of a head.
_GAP = 2
#: How many characters before and behind the head count as near it; before it what stands in brackets is not.
_BEFORE, _BEHIND, _BREAK = 36, 24, re.compile(r"[,;:](?!\d)")
_CLOSED = re.compile(r"[,;:](?!\d)|\)")
_VERBAL = ("VERB", "AUX")
#: The roles of a preposition: what follows it, whose verb it stands with (or before), what it is said of.
_OF_PREPOSITION = frozenset(("after", "topic", "opener", "bearer"))
#: How the members of a list may hang on its first.
_LISTED = ("compound", "nmod", "appos", "conj")
#: How the words of a role hang before a noun.
_BEFORE_NOUN = {"mod": ("compound", "nmod", "amod", "nummod"), "det": ("det",), "poss": ("poss",)}


def admits(evidence: Evidence, pattern: Pattern, head: Token, first: int = 0) -> bool:
    """Whether the words wanted around its head stand there, none before a character, and those barred do not."""
    return admits_at(evidence, pattern.around, head, first)


def admits_at(evidence: Evidence, around: Mapping[str, re.Pattern[str]], head: Token, own: int = 0) -> bool:
    """The same of the words that are wanted and barred, each by its directive."""
    if not around:
        return True
    start, text = evidence.sentences[head.i]
    at = head.idx - start
    first, end = max(0, at - _BEFORE, own - start), at + len(head) + _BEHIND
    while first and text[first - 1].isalnum():  # no word is cut, whose half may be another
        first -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    behind = text[end:].split(" ", 2)[1] if text[end : end + 1] == " " else ""  # "earlier / this week"
    near = _CLOSED.split(text[first:at])[-1] + _BREAK.split(text[at:end], 1)[0]
    asked = {"@near": near, "@need": text, "@not": f"{near} {behind}", "@never": text}
    return all(bool(words.search(asked[name])) == (name in ("@near", "@need")) for name, words in around.items())


def resolve(place: Place, head: Token) -> list[Token]:
    """The heads of the phrases that stand at the place."""
    return [token for role in place.roles for token in tokens_at(role, head)]


def tokens_at(role: str, head: Token) -> list[Token]:
    """The heads of the phrases that stand in the role to the head word; "subj.of" is the owner of the subject."""
    outer, *inner = role.split(".")
    if inner:
        found = tokens_at(outer, head)
        for one in inner:
            found = [token for between in found for token in _inner(between, one)]
        return found
    if outer in _CLAUSAL:
        return _clausal(outer, head)
    if head.dep_ == "aux":
        return subjects(head.head) if outer == "subj" else []
    if outer in _OF_PREPOSITION and head.pos_ in ("ADP", "SCONJ"):
        return _of_preposition(head, outer)
    if read := _READERS.get(outer):
        return read(head)
    if outer == "in" and head.pos_ == "VERB":
        inside = [one for token in patients(head) for one in prepositional(token, ("in",))]
        return prepositional(head, ("in",)) + inside + told_where(head)
    found = prepositional(head, (outer,))
    if not found and head.dep_ in ("acomp", "attr", "oprd") and head.head.pos_ in _VERBAL:
        found = [one for one in prepositional(head.head, (outer,)) if one.i > head.i]  # "is available / in May"
    return found or _across(outer, head) or stray(head, outer)


def _doers(head: Token) -> list[Token]:
    return described(head) if head.pos_ in ("ADJ", "ADP", "ADV") else agents(head)


def _hanging(*deps: str) -> Callable[[Token], list[Token]]:
    """What hangs on a word in one of the ways, with what is joined to it."""
    return lambda head: [one for child in head.children if child.dep_ in deps for one in joined(child)]


def _beside(head: Token) -> list[Token]:
    """The adjectives and nouns before a noun, the adverbs and the particle of a verb."""
    return [child for child in head.children if child.dep_ in ("amod", "compound", "advmod", "prt")]


#: The roles that are no prepositions.
_READERS: Mapping[str, Callable[[Token], list[Token]]] = {
    "subj": _doers,
    "obj": patients,
    "along": along,
    "topic": subjects,
    "gen": lambda head: prepositional(head, ("of",)),
    "bearer": lambda head: list(bearers(head)),
    "amod": _beside,
    "attr": _hanging("attr"),
    "expl": _hanging("expl"),
    "mark": _hanging("mark"),
    "poss": lambda head: [each for one in _hanging("poss")(head) for each in (possessor(one), one) if each is not None],
    "det": _hanging("det"),
}
#: Roles of another clause.
_CLAUSAL = ("clause", "main", "who", "verb", "inf")


def _across(name: str, head: Token) -> list[Token]:
    """What the preposition right behind a noun or an adjective brings, where the parser ties it to the verb instead.

    "Imposed a ban on lamps", "is binding for the firm".
    """
    governor = head.head.head if head.dep_ == "pobj" else head.head
    if (
        head.pos_ not in ("NOUN", "ADJ")
        or head.dep_ not in ("dobj", "attr", "acomp", "oprd", "pobj")
        or head.i + 1 >= len(head.doc)
    ):
        return []
    behind = head.nbor()
    if behind.lower_ != name or behind.dep_ not in ("prep", "dative") or behind.head.i != governor.i:
        return []
    return [one for child in behind.children if child.dep_ == "pobj" for one in joined(child)]


def _inner(token: Token, role: str) -> list[Token]:
    if role == "of":
        return [one for one, _ in owners(token)]
    if role in _BEFORE_NOUN:
        own = (child for child in token.lefts if child.dep_ in _BEFORE_NOUN[role])
        return [one for child in own for one in joined(child) if one.i < token.i]  # "the Acme and Norton brands"
    if role == "list":
        return _listed(token)
    if role == "is":
        told = [one for one, _ in names(token)]
        return [one for first in told for one in (joined(first) if first.i > token.i else (first,))]
    if role in ("obj", "subj"):
        return patients(token) if role == "obj" else agents(token)
    return prepositional(token, (role,)) or _across(role, token)


def _listed(noun: Token) -> list[Token]:
    """The nouns of a list of which the parser took some for words before the others, or for names of the first."""
    found, waiting = [], list(noun.children)[::-1]
    while waiting:
        one = waiting.pop()
        if one.dep_ in _LISTED and one.pos_ in ("NOUN", "PROPN"):
            found.append(one)
            waiting += list(one.children)[::-1]
    return found


def _clausal(role: str, head: Token) -> list[Token]:
    """The clause below a verb, the one that it hangs on, or who is told or made to do what its infinitive says."""
    if role == "inf":
        hanging = ("acl", "relcl") if head.pos_ == "NOUN" else ("ccomp", "xcomp")  # "an order to stop the sale"
        return [child for child in head.children if child.dep_ in hanging and is_infinitive(child)]
    if role == "verb":
        return [head.head] if head.dep_ == "aux" else []
    if role == "clause":
        deps = ("ccomp", "xcomp", *(() if head.pos_ in _VERBAL else ("advcl",)))  # "more than they thought"
        return [child for child in head.children if child.dep_ in deps and child.i > head.i]
    if role == "main":
        above = head.head.head if head.dep_ in ("acl", "relcl") or head.head.pos_ == "ADV" else head.head
        below = head.dep_ in ("advcl", "xcomp", "acl", "relcl") or head.tag_ in ("JJ", "VBN")
        below |= head.dep_ == "conj" and head.tag_ == "VBG"  # "named her head of design, and reporting to him"
        return [above] if below and above.pos_ in _VERBAL and above.i != head.i else []
    deps = ("ccomp", "xcomp", "advcl") if head.lemma_ in words("controlling") else ("ccomp", "xcomp")
    tasks = [one for one in head.children if one.dep_ in deps and one.i > head.i and is_task(one)]
    own = [one for task in tasks[:1] for one in task.children if one.dep_ in ("nsubj", "nsubjpass")]
    return [] if not tasks else [token for one in own for token in joined(one)] or patients(head)


def looser(role: str, head: Token) -> list[Token]:
    """The tokens at a place for a figure, a time or words: looser than for things, since their unit or form tells."""
    found = tokens_at(role, head)
    if role == "obj":
        found = found + [
            token
            for child in head.children
            if child.dep_ in ("attr", "npadvmod", "oprd", "acomp", "dep", "nummod", "dobj", "advmod")
            and (child.i > head.i or head.pos_ in ("ADJ", "ADV"))
            for token in joined(child)
        ]
        found += [one for token in found if token.lemma_ == "total" for one in prepositional(token, ("of",))]
    if role == "itself":
        found = [head]
    if role == "sub":
        found = list(head.head.subtree) if head.dep_ == "aux" else list(head.subtree)
    if role in ("from", "to", "of", "for", "subj"):
        lead = "by" if role == "subj" else role  # "caused by leaking coolant"
        found = found + [
            one for child in head.children if child.lower_ == lead for one in child.children if one.dep_ == "pcomp"
        ]
    return found


def _of_preposition(head: Token, role: str) -> list[Token]:
    """Around a preposition: what follows it, the subject of its verb, or what it is said of ("a lamp with a shade")."""
    if role == "after":
        return [one for child in head.children if child.dep_ in ("pobj", "pcomp") for one in joined(child)]
    governor = head.head
    if governor.pos_ in _VERBAL:
        if role == "opener" and head.i > governor.i:
            return []
        return patients(governor) if role == "bearer" else subjects(governor)
    return [governor] if role == "bearer" and governor.pos_ in ("NOUN", "PROPN") else []


def before_title(noun: Token) -> list[Token]:
    """The owner that stands before a title with a name after it: "Acme chief executive Jane Doe"."""
    at, mark = noun.i - 1, "" if noun.dep_ in SUBJECTS else "PUNCT"  # "at Acme's lamp division, sales fell"
    while at >= noun.sent.start and noun.doc[at].pos_ in ("ADJ", "NOUN", "CCONJ", "PART", mark):
        at -= 1
    named = at >= noun.sent.start and noun.doc[at].pos_ == "PROPN" and not parted(at, noun)
    return [noun.doc[at]] if named else []


def extent(token: Token, head: Token) -> tuple[int, int]:
    """The phrase of the token, behind the head, up to where something else begins: a semicolon, a joined clause.

    The head itself stands for its whole phrase or predicate.
    """
    if token.i < head.i:
        return phrase(token) or (token.i, token.i + 1)
    if token.i == head.i:
        return (predicate(head) if head.pos_ in _VERBAL else phrase(head)) or (head.i, head.i + 1)
    first = token.i if token.pos_ in ("VERB", "AUX") else min(one.i for one in token.subtree)
    if any(one.dep_ == "mark" and one.lower_ == "that" for one in token.children):  # "demanded that no jobs be moved"
        first = min((one.left_edge.i for one in token.children if one.dep_ in ("nsubj", "nsubjpass")), default=first)
    last = max(one.i for one in token.subtree)
    doc = token.doc
    first = max(first, head.i + 1)
    for index in range(first, last + 1):
        one = doc[index]
        joins = one.dep_ == "cc" and one.head.i == token.i and token.pos_ in ("VERB", "AUX")
        if one.text in (";", "(", "\n") or "\n" in one.text or joins:
            return first, index
    return first, last + 1


def is_word(token: Token, words: tuple[str, ...]) -> bool:
    """Whether the token is one of the words, as it stands or by its lemma."""
    return words == ("*",) or token.lemma_.lower() in words or token.lower_ in words


def cue_at(head: Token, pattern: Pattern, words: tuple[str, ...]) -> tuple[Token, ...]:
    """The tokens of a head of one or several words; empty where the others do not stand by it."""
    doc = head.doc
    if pattern.pos == "AUX":
        negated = any(one.dep_ == "neg" or one.lower_ == "longer" for one in head.head.children)
        return (head,) if head.dep_ == "aux" and negated == (len(words) > 1) else ()
    if len(words) == 1:
        return () if is_because(head) else (head,)
    if pattern.pos == "VERB":
        found, at = [head], head.i + 1
        for word in words[1:]:
            reach = range(at, min(at + _GAP + 1, head.sent.end))
            hit = next((doc[index] for index in reach if is_word(doc[index], (word,))), None)
            if hit is None:
                hit = next((one for one in head.children if one.dep_ in ("prt", "advmod") and one.lower_ == word), None)
            if hit is None or (hit.dep_ == "prep" and asks_a_price(head, hit)):
                return ()
            found.append(hit)
            at = hit.i + 1
        return tuple(found)
    start = head.i - len(words) + 1
    if start < 0 or not all(is_word(doc[start + offset], (word,)) for offset, word in enumerate(words)):
        return ()
    return tuple(doc[start : head.i + 1])
