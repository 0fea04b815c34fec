"""Takes an article under its layers and the grammar; gives what its patterns find in the sentences; touches nothing.

A finding is not yet a claim: it says which pattern fired at which words, with which thing as subject and which thing,
figure or words as value, and how surely the two are tied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.predicates import agents, holders, is_infinitive, joined, patients, prepositional, subjects
from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.grammar import Grammar, Pattern, Place
from kg.extract.patterns.nouns import beside, complements, figures, names, onward, owners, whole_of
from kg.extract.patterns.timing import time_of
from kg.extract.patterns.subjects import Naming, is_something
from kg.extract.patterns.values import amount_at, differs, first_amount, fits
from kg.extract.patterns.words import word_set
from kg.model import Amount, Mention, Moment, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_POS = {
    "VERB": ("VERB", "AUX", "ADJ"),
    "NOUN": ("NOUN", "PROPN"),
    "ADJ": ("ADJ", "ADV", "VERB", "ADP"),
    "AUX": ("AUX",),
}
_GAP = 2
#: How many characters before and behind the head count as near it.
_BEFORE, _BEHIND = 36, 24


@dataclass(frozen=True)
class Finding:
    """What a pattern found: `cue` are its words, `tie` and `link` say how subject and value hang on them."""

    term: PropertyTerm
    reason: str
    cue: tuple[Token, ...]
    subject: Mention
    tie: str
    link: str
    object: Mention | None = None
    amount: Amount | None = None
    words: tuple[int, int] | None = None
    moment: Moment | None = None
    special: int = 0
    #: How it is said where the words around do not tell.
    modality: str | None = None
    #: The finding whose list or figure this one goes on.
    lead: Finding | None = None

    @property
    def kind(self) -> str:
        """What findings are calibrated by: the sort of value, its link and the tie of the subject."""
        return f"{self.term.kind} {self.link} {self.tie}"


class Matcher:
    """Runs the patterns of a grammar over one article after the other."""

    def __init__(self, grammar: Grammar, naming: Naming) -> None:
        self.grammar = grammar
        self.naming = naming

    def find(self, evidence: Evidence) -> Iterator[Finding]:
        """All findings in the order of the text."""
        for token in evidence.doc:
            seen: set[int] = set()
            for key in dict.fromkeys((token.lemma_.lower(), token.lower_)):
                for pattern, words in self.grammar.by_head.get(key, ()):
                    if id(pattern) in seen or token.pos_ not in _POS[pattern.pos]:
                        continue
                    cue = _cue(token, pattern, words)
                    if cue and admits(pattern, token):
                        seen.add(id(pattern))
                        yield from self._apply(evidence, pattern, token, cue)

    def _apply(self, evidence: Evidence, pattern: Pattern, head: Token, cue: tuple[Token, ...]) -> Iterator[Finding]:
        for place in pattern.places:
            if place.slot is None and not place.optional:
                found = [one for one in resolve(place, head) if _word(one, place.words)]
                if not found:
                    return
                cue = (*cue, found[0])
        if pattern.term.kind == "relation":
            yield from self._relations(evidence, pattern, head, cue)
        elif pattern.term.kind == "metric":
            yield from self._metric(evidence, pattern, head, cue)
        else:
            yield from self._attribute(evidence, pattern, head, cue)

    def _relations(
        self, evidence: Evidence, pattern: Pattern, head: Token, cue: tuple[Token, ...]
    ) -> Iterator[Finding]:
        first, second = pattern.place("S"), pattern.place("O")
        assert first and second
        objects = self._things(evidence, pattern, second, head, (pattern.term.range,))
        for subject, tie in self._things(evidence, pattern, first, head, pattern.subjects)[:3]:
            for found, link in objects:
                if evidence.entity(found) != evidence.entity(subject):
                    yield Finding(pattern.term, pattern.text, cue, subject, tie, link, object=found)

    def _things(
        self, evidence: Evidence, pattern: Pattern, place: Place, head: Token, classes: tuple[str, ...]
    ) -> list[tuple[Mention, str]]:
        """What stands at the place and is of the classes. What a noun is called or owns is one thing, not several."""
        found: dict[str | None, tuple[Mention, str]] = {}
        for token, how in self._candidates(evidence, place, head, pattern):
            mention = self.naming.named(evidence, token)
            if mention is None or not self.naming.fits(evidence, mention, place.classes or classes):
                continue
            found.setdefault(evidence.entity(mention), (mention, how))
            if pattern.pos == "NOUN" and how != "holder":
                more = [self.naming.named(evidence, one) for one in joined(token) if one is not token]
                for one in more if how != "title" else ():
                    if one and self.naming.fits(evidence, one, place.classes or classes):
                        found.setdefault(evidence.entity(one), (one, how))
                break
        return list(found.values())

    def _candidates(
        self, evidence: Evidence, place: Place, head: Token, pattern: Pattern
    ) -> Iterator[tuple[Token, str]]:
        for role in place.roles:
            if role == "home":
                if not any(prepositional(head, (name,)) for name in ("of", "at", "for", "in")):
                    yield from self._home(evidence, place.classes or (pattern.term.range,))
            elif role == "of" and pattern.pos == "NOUN":
                yield from owners(head)
                yield from ((token, "own") for token in _before_title(head))
            elif role == "holder" and pattern.pos == "NOUN":
                yield from ((token, "holder") for token in holders(head))
            elif role == "is" and pattern.pos == "NOUN":
                yield from names(head)
            else:
                yield from ((token, "slot") for token in tokens_at(role, head))

    def _home(self, evidence: Evidence, classes: tuple[str, ...]) -> Iterator[tuple[Token, str]]:
        """What the article is about, for a post that is held nowhere else."""
        if found := self.naming.main(evidence, classes):
            yield evidence.token(found.span.start), "article"

    def _metric(self, evidence: Evidence, pattern: Pattern, head: Token, cue: tuple[Token, ...]) -> Iterator[Finding]:
        place = pattern.place("N")
        assert place
        found = self._amount(evidence, pattern, place, head)
        if found is None:
            return
        amount, at, link = found
        subject = self._subject(evidence, pattern, head, amount, at)
        if subject:
            yield Finding(pattern.term, pattern.text, cue, *subject, link, amount=amount, special=pattern.special)

    def _amount(
        self, evidence: Evidence, pattern: Pattern, place: Place, head: Token
    ) -> tuple[Amount, Token, str] | None:
        term = pattern.term
        for role in place.roles:
            if role in ("is", "num") and pattern.pos == "NOUN":
                if (own := evidence.amounts.get(head.i)) and fits(own, term):
                    return own, head, "number"
                tied = figures(head) if role == "num" else (*figures(head), *beside(head), *onward(head))
                for token, how in tied:
                    if role == "num" and how != "number":
                        continue
                    found = amount_at(evidence, token, term)
                    if found and self._suits(evidence, found, term):
                        return found, token, how
            else:
                tokens = complements(head) if role == "is" else iter(_values(role, head))
                match = first_amount(evidence, tokens, term)
                if match and not match[0].quantity.unit and head.lemma_ in words("light"):
                    continue
                if match and self._suits(evidence, match[0], term):
                    return *match, "slot"
        return None

    def _suits(self, evidence: Evidence, amount: Amount, term: PropertyTerm) -> bool:
        """Whether the figure stands for itself, or for how far things lie apart, as the metric has it."""
        apart = "difference" in self.grammar.directives.get(term.name, {})
        return differs(evidence, amount) == apart

    def _subject(
        self, evidence: Evidence, pattern: Pattern, head: Token, amount: Amount, at: Token
    ) -> tuple[Mention, str] | None:
        place = pattern.place("S")
        assert place
        classes = place.classes or pattern.subjects
        counted = self.naming.counted(evidence, at)
        if counted is None and at.head.pos_ in ("NOUN", "PROPN") and at.dep_ in ("nummod", "compound"):
            counted = self.naming.counted(evidence, at.head)
        if counted and self.naming.fits(evidence, counted, classes):
            return counted, "counted"
        unknown = False
        for token, how in self._candidates(evidence, place, head, pattern):
            mention = self.naming.named(evidence, token)
            if mention and self.naming.fits(evidence, mention, classes):
                return mention, how
            if "parts" in self.grammar.directives[pattern.term.name] and mention is None:
                if whole := self.naming.first(evidence, whole_of(token), classes):
                    return whole, how
            tied = how in ("slot", "holder") or (token.dep_ == "pobj" and token.head.lower_ in ("of", "by"))
            unknown |= tied and mention is None and is_something(evidence, token)
        if unknown or place.roles == ("is",):
            return None
        found = self.naming.topic(evidence, head, classes)
        return None if place.strict and found and found[1] != "clause" else found

    def _attribute(
        self, evidence: Evidence, pattern: Pattern, head: Token, cue: tuple[Token, ...]
    ) -> Iterator[Finding]:
        place = pattern.place("S")
        assert place
        things = self._things(evidence, pattern, place, head, pattern.subjects)
        if not things:
            return
        subject, tie = things[0]
        if time := pattern.place("T"):
            tokens = [] if time.roles == ("when",) else [one for role in time.roles for one in _values(role, head)]
            moment = next((evidence.moments[one.i] for one in tokens if one.i in evidence.moments), None)
            if moment or (time.roles == ("when",) and (moment := time_of(evidence, [head]))):
                yield Finding(pattern.term, pattern.text, cue, subject, tie, "time", moment=moment)
            return
        words = pattern.place("W")
        assert words
        for role in words.roles:
            for token in _values(role, head):
                if token.pos_ not in ("PRON", "DET", "PUNCT", "SPACE"):
                    yield Finding(pattern.term, pattern.text, cue, subject, tie, "words", words=_extent(token, head))
                    return


def admits(pattern: Pattern, head: Token) -> bool:
    """Whether the words that the pattern wants around its head stand there, and those that it bars do not."""
    if not pattern.around:
        return True
    sentence = head.sent
    start, end = sentence.start_char, sentence.end_char
    text = head.doc.text[start:end].lower()
    at = head.idx - start
    before = re.split("[,;:]", text[max(0, at - _BEFORE) : at])[-1]
    near = before + text[at : at + len(head) + _BEHIND]
    asked = {"@near": near, "@need": text, "@not": near, "@never": text}
    return all(
        bool(words.search(asked[name])) == (name in ("@near", "@need")) for name, words in pattern.around.items()
    )


def resolve(place: Place, head: Token) -> list[Token]:
    """The heads of the phrases that stand at the place."""
    return [token for role in place.roles for token in tokens_at(role, head)]


def tokens_at(role: str, head: Token) -> list[Token]:
    """The heads of the phrases that stand in the role to the head word; "subj.of" is the owner of the subject."""
    outer, _, inner = role.partition(".")
    if inner:
        return [token for one in tokens_at(outer, head) for token in _inner(one, inner)]
    if head.dep_ == "aux":
        return subjects(head.head) if outer == "subj" else []
    if outer == "subj":
        return _adjective_subjects(head) if head.pos_ in ("ADJ", "ADP", "ADV") else agents(head)
    if outer == "obj":
        return patients(head)
    if outer == "topic":
        return subjects(head)
    if outer == "in" and head.pos_ == "VERB":
        return prepositional(head, ("in",)) + [one for token in patients(head) for one in prepositional(token, ("in",))]
    return prepositional(head, (outer,))


def _inner(token: Token, role: str) -> list[Token]:
    if role == "of":
        return [one for one, _ in owners(token)]
    return prepositional(token, (role,))


def _values(role: str, head: Token) -> list[Token]:
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
    if role == "clause":
        found = [child for child in head.children if child.dep_ in ("ccomp", "xcomp") and child.i > head.i]
    if role == "inf":
        found = [child for child in head.children if child.dep_ in ("ccomp", "xcomp") and is_infinitive(child)]
    if role == "verb":
        found = [head.head]
    return found


def _adjective_subjects(head: Token) -> list[Token]:
    if head.dep_ in ("acomp", "attr", "oprd", "advmod", "prep", "conj") and head.head.pos_ in ("VERB", "AUX"):
        return subjects(head.head)
    return [head.head] if head.head.pos_ in ("NOUN", "PROPN") else []


def _before_title(noun: Token) -> list[Token]:
    """The owner that stands before a title with a name after it: "Acme chief executive Jane Doe"."""
    at = noun.i - 1
    while at >= noun.sent.start and noun.doc[at].pos_ in ("ADJ", "NOUN", "CCONJ", "PUNCT", "PART"):
        at -= 1
    return [noun.doc[at]] if at >= noun.sent.start and noun.doc[at].pos_ == "PROPN" else []


def _extent(token: Token, head: Token) -> tuple[int, int]:
    """The phrase of the token, behind the head, up to where something else begins: a semicolon, a joined clause."""
    first = token.i if token.pos_ in ("VERB", "AUX") else min(one.i for one in token.subtree)
    last = max(one.i for one in token.subtree)
    doc = token.doc
    first = max(first, head.i + 1)
    for index in range(first, last + 1):
        one = doc[index]
        joins = one.dep_ == "cc" and one.head.i == token.i and token.pos_ in ("VERB", "AUX")
        if one.text in (";", "(", "\n") or "\n" in one.text or joins:
            return first, index
    return first, last + 1


def _word(token: Token, words: tuple[str, ...]) -> bool:
    return token.lemma_.lower() in words or token.lower_ in words


def _cue(head: Token, pattern: Pattern, words: tuple[str, ...]) -> tuple[Token, ...]:
    """The tokens of a head of one or several words; empty where the others do not stand by it."""
    doc = head.doc
    if pattern.pos == "AUX":
        negated = any(one.dep_ == "neg" or one.lower_ == "longer" for one in head.head.children)
        return (head,) if head.dep_ == "aux" and negated == (len(words) > 1) else ()
    if len(words) == 1:
        return (head,)
    if pattern.pos == "VERB":
        found, at = [head], head.i + 1
        for word in words[1:]:
            reach = range(at, min(at + _GAP + 1, head.sent.end))
            hit = next((doc[index] for index in reach if _word(doc[index], (word,))), None)
            if hit is None:
                hit = next((one for one in head.children if one.dep_ == "prt" and one.lower_ == word), None)
            if hit is None:
                return ()
            found.append(hit)
            at = hit.i + 1
        return tuple(found)
    start = head.i - len(words) + 1
    if start < 0 or not all(_word(doc[start + offset], (word,)) for offset, word in enumerate(words)):
        return ()
    return tuple(doc[start : head.i + 1])
