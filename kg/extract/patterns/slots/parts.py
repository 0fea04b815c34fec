"""Takes an article under its layers and a grammar; gives the parts of things that common nouns name; touches nothing.

"A mini-shade", "side lamps": no names, and yet a thing is said to have them. The nouns stand in the ontology, in
the line `@common` of the relations whose object they may be; nowhere else do they count as things. A noun that says too
little alone ("lamp+") needs a word before it that says of what kind it is, but for relations with the line `@bare`:
that something has lamps says little, that somebody supplies them says what.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.classes import MADE, by_label
from kg.model import Mention, Newcomer, Schema, Span
from kg.resolve import Registry

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "names")
#: So many tokens stand before the noun in its label, at most.
_LONGEST = 6
#: Behind these it is told which thing a noun means: "a lamp with the Zed on it".
_TELLING = ("with", "of", "called", "named")
_LINE, _BARE = "common", "bare"
#: Of which classes a part is that has a name.
_PARTLIKE = ("ProductFeature", "Technology", "Software")


class Parts:
    """The common nouns of a grammar, and the class of what each names."""

    def __init__(self, schema: Schema, grammar: Grammar) -> None:
        self.schema = schema
        self.made = by_label(schema, MADE) or ""
        self.nouns: dict[str, tuple[str, bool]] = {}
        self.terms: dict[str, str] = {}
        self.bare = frozenset(name for name, told in grammar.directives.items() if _BARE in told)
        for name, told in grammar.directives.items():
            kind, _, nouns = told.get(_LINE, "").partition(" ")
            if kind in schema.classes:
                self.terms[name] = kind
                for noun in nouns.split("|") if nouns else ():
                    self.nouns[noun.removesuffix("+")] = (kind, noun.endswith("+"))

    def add(self, evidence: Evidence, registry: Registry) -> list[Newcomer]:
        """Lay the parts over the tokens that no name covers; gives those that the registry lacks."""
        found: dict[str, tuple[str, str, list[Span]]] = {}
        for token in evidence.doc if self.nouns else ():
            known = self.nouns.get(token.lemma_) if token.pos_ == "NOUN" else None
            if known is None or token.i in evidence.mentions or token.i in evidence.amounts or _goes_on(token):
                continue
            kind, needs = known
            before = _kind_words(evidence, token, self.made, self.schema)
            bare = needs and not before
            if (bare and not (self.bare and _is_definite(token))) or self._is_known(evidence, before):
                continue
            start, end = before[0].idx if before else token.idx, token.idx + len(token)
            span = Span(start, end, evidence.article.body[start:end])
            if "\n" in span.text or '"' in span.text:
                continue
            told = "".join(one.text_with_ws for one in (*before, token)).strip()
            label = told if told[1:2].isupper() else told[0].lower() + told[1:]
            slug = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
            bearers = {one.id for one in (*registry.find(label), *registry.find(slug)) if one.type == kind}
            name = bearers.pop() if len(bearers) == 1 else None
            (evidence.bare if bare else evidence.parts)[token.i] = Mention(span, kind, name, "model")
            evidence.roots[start, end] = token.i
            if name is None:
                free = slug if slug not in registry.entities else f"{slug}-{kind.lower()}"
                evidence.ids[start, end] = free
                found.setdefault(free, (kind, label, []))[2].append(span)
        return [Newcomer(one, kind, (label,), (), tuple(spans)) for one, (kind, label, spans) in found.items()]

    def _is_known(self, evidence: Evidence, before: list[Token]) -> bool:
        """Whether the words before the noun name something known that is such a part: "AutoGlide system"."""
        named = (evidence.mentions.get(one.i) for one in before)
        known = [one.type for one in named if one and one.entity]
        return any(self.schema.is_a(kind, part) for kind in known for part in _PARTLIKE)

    def at(self, evidence: Evidence, token: Token, term: str, classes: tuple[str, ...]) -> Mention | None:
        """The part that the token names, where the relation and its place take such ones."""
        kind = self.terms.get(term)
        found = evidence.parts.get(token.i) or (evidence.bare.get(token.i) if term in self.bare else None)
        if found is None or kind is None or found.type not in classes:
            return None
        told = found.type == self.made and (
            token.dep_ == "appos" or any(one.lower_ in _TELLING for one in token.rights)
        )
        return None if told else found


def _is_definite(noun: Token) -> bool:
    """Whether a bare noun means a certain part and no wares: "the lamps", "a lamp"."""
    return any(one.dep_ == "det" and one.lower_ == "the" for one in noun.lefts)


def _goes_on(noun: Token) -> bool:
    """Whether the noun only begins what is named: "shade" of "shade holder", "side-lamp cover"."""
    behind = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    return behind is not None and (behind.pos_ in ("NOUN", "PROPN") or (behind.text == "-" and not noun.whitespace_))


def _kind_words(evidence: Evidence, noun: Token, made: str, schema: Schema) -> list[Token]:
    """The words right before the noun that say of what kind the part is; figures and what could be said of any do not.

    They are taken as they stand: the parser often ties the members of a list of parts in other ways.
    """
    found: list[Token] = []
    doc, at = noun.doc, noun.i - 1
    while at >= noun.sent.start and noun.i - at <= _LONGEST:
        one = doc[at]
        glued = not doc[at].whitespace_ and doc[at + 1].text != ","
        owner = evidence.mentions.get(at)
        if at in evidence.moments or one.is_space or (owner and schema.is_a(owner.type, made)):
            break
        if at in evidence.amounts or (one.text == "-" and at - 1 in evidence.amounts):
            at -= 1
            continue
        describes = one.pos_ in ("NOUN", "PROPN") or (one.pos_ == "ADJ" and one.tag_ == "JJ") or one.dep_ == "amod"
        describes = describes or (one.tag_ in ("VBG", "VBN") and doc[at - 1].text == "-")  # "dust-repelling"
        describes = describes or (one.tag_ == "VBG" and doc[at - 1].pos_ == "DET")  # "the braking gear"
        if one.lower_ in words("vague") or not (glued or (describes and one.tag_ not in ("JJR", "JJS"))):
            break
        found.append(one)
        at -= 1
    while found and found[-1].text == "-":
        found.pop()
    return found[::-1]
