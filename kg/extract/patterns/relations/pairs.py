"""Takes an article under its layers; gives relations of names that stand side by side; touches nothing.

Two ways of English: the participle between two names ("Acme-owned Norton", "Norton-based Acme"), and the verb or noun
of what two who are joined do with each other ("Acme and Norton teamed up", "a fight between Acme and Norton"), which a
relation lists after `@mutual`. And of what was found, what a more exact finding makes needless or wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar, Pattern
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.relations.places import admits, cue_at
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.twos import both
from kg.extract.patterns.syntax.predicates import is_passive, prepositional, subjects
from kg.model import Mention, PropertyTerm, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")
#: How many tokens behind the participle the second name may begin.
_NEAR = 4
#: How many times as often as any other the organisation is named that an article is about.
_DOMINATES = 3
#: The links of what no word ties to the post, the surer first.
_FROM_AFAR = ("home", "article")
#: Words behind a post that say where it is held.
_ELSEWHERE = ("of", "at", "for", "with", "in")
#: The roles that what stands before the participle may have to its verb.
_BEFORE = frozenset(("subj", "in"))


class Pairs:
    """Finds the relations of names beside each other in one article after the other."""

    def __init__(self, schema: Schema, grammar: Grammar, naming: Naming) -> None:
        self.grammar = grammar
        self.naming = naming
        self.mutual: dict[str, list[PropertyTerm]] = {}
        for name, told in sorted(grammar.directives.items()):
            for verb in told.get("mutual", "").split("|"):
                if verb:
                    self.mutual.setdefault(verb, []).append(schema.properties[name])
        #: What two do who do it to "each other".
        self.each: dict[str, list[Pattern]] = {}
        for pattern in grammar.patterns():
            value = pattern.place("O")
            if (
                value
                and pattern.pos == "VERB"
                and len(pattern.places) == 2
                and "mutual" in grammar.directives[pattern.term.name]
            ):
                for of_head in pattern.words:
                    self.each.setdefault(of_head[0], []).append(pattern)

    def find(self, evidence: Evidence) -> Iterator[Finding]:
        """All such findings in the order of the text."""
        for token in evidence.doc:
            if token.tag_ in ("VBN", "VBD") and token.i > 1 and evidence.doc[token.i - 1].text == "-":
                yield from self._hyphened(evidence, token)
            if token.pos_ == "VERB" and token.lemma_ in self.mutual:
                yield from self._mutually(evidence, token, token)
            if token.pos_ == "ADV" and token.lower_ in self.mutual and token.head.pos_ == "VERB":
                yield from self._mutually(evidence, token.head, token)
            if token.lower_ in ("other", "another") and token.dep_ in ("dobj", "pobj"):
                yield from self._each_other(evidence, token)
            if token.pos_ == "NOUN":
                yield from self._between(evidence, token)
                if token.lemma_ in self.mutual:
                    both = prepositional(token, ("between",)) or _being(token)
                    for term in self.mutual[token.lemma_]:
                        yield from self._two(evidence, term, (token,), both, f"@mutual {token.lemma_}")

    def _hyphened(self, evidence: Evidence, participle: Token) -> Iterator[Finding]:
        """ "Acme-owned Norton"."""
        before = evidence.mentions.get(participle.i - 2)
        behind = _next_name(evidence, participle)
        if before is None or behind is None:
            return
        for pattern, of_head in self.grammar.by_head.get(participle.lemma_.lower(), ()):
            if len(of_head) > 1 or pattern.pos != "VERB" or pattern.term.kind != "relation":
                continue
            if found := self._applied(evidence, pattern, participle, before, behind):
                yield found

    def _applied(
        self, evidence: Evidence, pattern: Pattern, participle: Token, before: Mention, behind: Mention
    ) -> Finding | None:
        subject, value = pattern.place("S"), pattern.place("O")
        if subject is None or value is None or len(pattern.places) > 2 or not admits(evidence, pattern, participle):
            return None
        first, second = (subject, value) if "obj" in value.roles else (value, subject)
        if "obj" not in second.roles or not _BEFORE & set(first.roles):
            return None
        one, other = (before, behind) if first is subject else (behind, before)
        fitting = self.naming.fits(evidence, one, subject.classes or pattern.subjects)
        if not fitting or not self.naming.fits(evidence, other, value.classes or (pattern.term.range,)):
            return None
        if evidence.entity(one) == evidence.entity(other):
            return None
        return Finding(pattern.term, pattern.text, (participle,), one, "slot", "appos", object=other)

    def _mutually(self, evidence: Evidence, verb: Token, cue: Token) -> Iterator[Finding]:
        """ "Acme and Norton teamed up", "jointly built": each with the other, told once; the cue is verb or adverb."""
        heads = subjects(verb)
        if not heads or is_passive(verb) or prepositional(verb, ("with", "against")):
            return
        if any(one.dep_ == "xcomp" and one.lemma_ in word_set("grammar", "severally") for one in verb.rights):
            return
        for term in self.mutual[cue.lemma_]:
            yield from self._two(evidence, term, (cue,), heads, f"@mutual {cue.lemma_}")

    def _each_other(self, evidence: Evidence, token: Token) -> Iterator[Finding]:
        """ "Acme and Norton fight each other", "work with one another"."""
        verb = token.head if token.dep_ == "dobj" else token.head.head
        if token.nbor(-1).lower_ not in ("each", "one") or verb.pos_ != "VERB":
            return
        for pattern in self.each.get(verb.lemma_.lower(), ()):
            found = list(self._two(evidence, pattern.term, (verb,), subjects(verb), pattern.text))
            if found:
                yield from found
                return

    def _between(self, evidence: Evidence, noun: Token) -> Iterator[Finding]:
        """ "A partnership between Acme and Norton": of nouns whose pattern has one that goes with another."""
        patterns = [
            pattern
            for pattern, of_head in self.grammar.by_head.get(noun.lemma_.lower(), ())
            if pattern.pos == "NOUN" and pattern.term.kind == "relation" and cue_at(noun, pattern, of_head)
            if (value := pattern.place("O")) and "with" in value.roles and admits(evidence, pattern, noun)
        ]
        found = prepositional(noun, ("between",)) or prepositional(noun, ("of",)) if patterns else []
        for pattern in patterns:
            yield from self._two(evidence, pattern.term, (noun,), found, pattern.text)

    def _two(
        self, evidence: Evidence, term: PropertyTerm, cue: tuple[Token, ...], heads: list[Token], reason: str
    ) -> Iterator[Finding]:
        """The two who are joined, and no third, each with the other, told once."""
        named = [self.naming.named(evidence, one) for one in heads]
        pair = [one for one in named if one is not None]
        if len(heads) == 1 and (not pair or heads[0].lower_ == "they"):
            pair = list(both(evidence, self.naming, heads[0]))
            named = [*pair]
        if len(named) != 2 or len(pair) != 2:
            return
        one, other = pair
        fitting = self.naming.fits(evidence, one, (term.domain,)) and self.naming.fits(evidence, other, (term.range,))
        if fitting and evidence.entity(one) != evidence.entity(other):
            yield Finding(term, reason, cue, one, "slot", "slot", object=other)


def _being(noun: Token) -> list[Token]:
    """Who are what a noun says, or made what it names: "Acme and Norton are rivals", "announced a partnership"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "into" and verb.head.lemma_ == "enter":
        verb, told = verb.head, True  # "have entered into an agreement"
    else:
        told = noun.dep_ == "dobj" and verb.lemma_.lower() in word_set("happenings", "making")
    if any(one.dep_ == "neg" for one in verb.children) or not (told or (noun.tag_ == "NNS" and noun.dep_ == "attr")):
        return []
    return [] if is_passive(verb) or prepositional(noun, ("with", "against")) else subjects(verb)


def _next_name(evidence: Evidence, participle: Token) -> Mention | None:
    """The name that the participle stands before, with nothing but words of the same phrase between."""
    for token in evidence.doc[participle.i + 1 : participle.i + 1 + _NEAR]:
        if found := evidence.mentions.get(token.i):
            return found
        if token.pos_ not in ("NOUN", "ADJ", "PROPN"):
            return None
    return None


def distinct(evidence: Evidence, findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those whose words are a part of a more exact one's, and without posts that are given up."""
    kept = [
        _as_told(one)
        for one in findings
        if not _given_up(one) and (one.link != "article" or _is_at_home(evidence, one))
    ]
    homes: dict[tuple[object, ...], Finding] = {}
    for one in sorted(kept, key=lambda found: _FROM_AFAR.index(found.link) if found.link in _FROM_AFAR else -1):
        homes.setdefault((one.term.name, one.subject, one.cue[-1].i), one)
    kept = [
        one for one in kept if one.link not in _FROM_AFAR or homes[one.term.name, one.subject, one.cue[-1].i] is one
    ]
    pairs: dict[tuple[object, object], list[Finding]] = {}
    for one in kept:
        if one.object is not None:
            pairs.setdefault((one.subject, one.object), []).append(one)
    rivals = {key: tuple(ones) for key, ones in pairs.items()}
    kept = [one for one in kept if not any(_turns(one, other) for other in rivals.get((one.object, one.subject), ()))]
    return [one for one in kept if not any(_exceeds(other, one) for other in rivals.get((one.subject, one.object), ()))]


def _as_told(finding: Finding) -> Finding:
    """A relation that is the same both ways with the one as subject whom the clause is about: "its rivals are Acme"."""
    head, other = finding.cue[-1], finding.object
    mutual = other is not None and finding.term.inverse == finding.term.name and head.pos_ == "NOUN"
    if other is None or not mutual or head.dep_ != "nsubj" or finding.subject.span.start < other.span.start:
        return finding
    return replace(finding, subject=other, object=finding.subject)


def _is_at_home(evidence: Evidence, finding: Finding) -> bool:
    """Whether a post that is said of no organisation is surely one in that of the article: no other is near it."""
    last = finding.cue[-1]
    behind = evidence.doc[last.i + 1 : last.i + 2].text.lower()
    if behind in _ELSEWHERE or finding.object is None:
        return False
    home = evidence.entity(finding.object)
    counts = Counter(evidence.entity(one) for one in evidence.all_mentions if one.type == finding.object.type)
    rival = max((count for name, count in counts.items() if name != home), default=0)
    return counts[home] >= _DOMINATES * rival or home in _spoken_of(evidence, last)


def _spoken_of(evidence: Evidence, token: Token) -> set[str | None]:
    """What the sentence of the token and the one before it name."""
    first = evidence.doc[max(0, token.sent.start - 1)].sent.start
    return {evidence.entity(evidence.mentions[at]) for at in range(first, token.sent.end) if at in evidence.mentions}


def _exceeds(other: Finding, one: Finding) -> bool:
    """Whether the other finding reads the same words and more before them: "chief executive" beside "executive"."""
    mine, its = {token.i for token in one.cue}, {token.i for token in other.cue}
    return mine < its and other.cue[-1].i == one.cue[-1].i and one.cue[-1].pos_ in ("NOUN", "PROPN")


def _turns(one: Finding, other: Finding) -> bool:
    """Whether another finding says the same by the inverse relation, with first what the text names first."""
    same = one.term.inverse == other.term.name and one.cue[-1].i == other.cue[-1].i
    return same and one.object is not None and one.object.span.start < one.subject.span.start


def _given_up(finding: Finding) -> bool:
    """Whether the post behind "as" is one that its verb says is left: "stepped down as chief executive"."""
    head = finding.cue[-1]
    if head.dep_ == "conj":
        head = head.head
    if head.dep_ != "pobj" or head.head.lower_ != "as":
        return False
    verb = head.head.head
    lemma = verb.lemma_.lower()
    if lemma in word_set("grammar", "following") and not is_passive(verb):
        return False  # "succeeds Jane Doe as chief executive"
    forms = {lemma, *(f"{lemma} {child.lower_}" for child in verb.children)}
    return "/NOUN is=S" in finding.reason and bool(forms & words("leaving"))
