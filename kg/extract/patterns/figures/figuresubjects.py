"""Takes a figure with its metric and the article under its layers; gives whose figure it is; touches nothing.

Nearest first: the thing that the figure counts or that stands right before it, the owner of the cue, what stands
after "for", the subject of the clause and of those around it, the only fitting thing of the sentence, the subject of
an earlier sentence of the paragraph, and what title and article are about. A subject that no name tells ends the
search, and so do two things that fit equally well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Literal

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.parenthetic import before_aside
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.classes import MADE, by_label, read_nouns
from kg.extract.patterns.names.foils import foils_of, titled_in
from kg.extract.patterns.slots.groups import GROUP
from kg.extract.patterns.slots.subjects import Naming, is_something
from kg.extract.patterns.syntax.nouns import owners
from kg.extract.patterns.syntax.predicates import agents, clause_of, subjects
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

words = partial(word_set, "figures")
grammar = partial(word_set, "grammar")
#: Tokens between a name and its figure, clauses outwards, tokens behind a figure to "for".
_JOINTS, _CLAUSES, _AFTER = 5, 4, 3
#: How many sentences back a paragraph is searched, and how much more than others a topic is named.
_BACK, _MORE = 6, 2
#: What only says of which sort something is: "net loss", "May sales".
_LOOSE = ("compound", "amod", "nmod", "nummod")
#: How lines of lists begin, finite forms of verbs, and words that take up what was said.
_BULLETS = tuple("-*•·–—▪◦‣")
_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_TAKEN_UP = frozenset(("it", "its", "they", "their"))
_DEFINITE = frozenset(("the", "this", "its", "their", "his", "her"))


class Owners:
    """Finds the subjects of figures in one article."""

    def __init__(self, naming: Naming, evidence: Evidence) -> None:
        self.naming = naming
        self.evidence = evidence
        self.titled = titled_in(evidence)
        self.nouns = read_nouns(naming.schema)
        made = by_label(naming.schema, MADE)
        self.made = {name for name in naming.schema.classes if made and naming.schema.is_a(name, made)}
        self.foils = foils_of(evidence, self.made)

    def of(
        self, root: Token, first: int, last: int, cue: Token | None, classes: tuple[str, ...], *, counts: bool
    ) -> tuple[Mention, str] | None:
        """The thing that the figure at the tokens [first, last] is about, with how it was found, or None."""
        if found := self.before(first, classes):
            return found, "beside"
        if counts and (found := self.counted(root, classes)):
            return found, "counted"
        unknown = False
        if cue is not None and cue.pos_ == "VERB":
            for token in agents(cue):
                named = self.thing(token, classes)
                if named and not self.evidence.speaks(named):
                    return named, "slot"
        if cue is not None and cue.pos_ in ("NOUN", "PROPN"):
            for token, how in owners(cue):
                named = self.thing(token, classes)
                if named:
                    return named, how
                below = token.dep_ not in _LOOSE and not token.is_ancestor(cue)
                if how == "own" and below and self.is_unknown(token):
                    unknown = True
        if found := self.after(last, classes):
            return found, "for"
        if unknown:
            return None
        return self._clause(root, cue, classes)

    def before(self, first: int, classes: tuple[str, ...]) -> Mention | None:
        """The thing named right before the figure, across nothing but joints and an aside."""
        doc = self.evidence.doc
        start = doc[first].sent.start
        first = before_aside(self.evidence, first, start)
        for index in range(first - 1, max(start, first - 1 - _JOINTS) - 1, -1):
            if mention := self.evidence.mentions.get(index):
                governor = doc[max(start, self.evidence.token(mention.span.start).i - 1)]
                tied = index + 1 < first and doc[index + 1].lower_ in words("ties")
                governed = not tied and governor.pos_ == "ADP" and governor.lower_ not in words("naming")
                return None if governed else self.fitting(mention, classes)
            if doc[index].lower_ not in words("joints"):
                return None
        return None

    def counted(self, root: Token, classes: tuple[str, ...]) -> Mention | None:
        """The named thing that the figure counts: "3,000 Alpha lamps"."""
        for token in (root, root.head if root.dep_ in ("nummod", "compound", "quantmod") else root):
            found = self.naming.counted(self.evidence, token)
            if found and self.naming.fits(self.evidence, found, classes):
                return found
        return None

    def after(self, last: int, classes: tuple[str, ...]) -> Mention | None:
        """What stands after "for" or "of" right behind the figure."""
        doc = self.evidence.doc
        end = doc[last].sent.end
        if last + 1 >= end or doc[last + 1].lower_ not in words("whose"):
            return None
        for index in range(last + 2, min(end, last + 2 + _AFTER)):
            if mention := self.evidence.mentions.get(index):
                return self.fitting(mention, classes)
        return None

    def fitting(self, mention: Mention, classes: tuple[str, ...]) -> Mention | None:
        """The mention if it fits; "the Acme", where only a product will do, is the last product called Acme."""
        if self.evidence.observes(mention):
            return None
        if self.naming.fits(self.evidence, mention, classes):
            return mention
        doc = self.evidence.doc
        start = self.evidence.token(mention.span.start).i
        if start == 0 or doc[start - 1].lower_ != "the":
            return None
        if mention.by == "model" and self.evidence.entity(mention) and classes[0] in self.made:
            return mention
        name = mention.span.text.casefold() + " "
        for one in reversed(self.evidence.all_mentions):
            if one.span.end <= mention.span.start and one.span.text.casefold().startswith(name):
                return one if self.naming.fits(self.evidence, one, classes) else None
        return None

    def thing(self, token: Token, classes: tuple[str, ...]) -> Mention | None:
        found = self.naming.named(self.evidence, token)
        return self.fitting(found, classes) if found else None

    def is_unknown(self, token: Token) -> bool:
        """Whether the token is a thing that no name tells: no figure, plan or forecast, and nothing that is named."""
        if self.evidence.names(token.i) or token.lower_ in _TAKEN_UP or not is_something(self.evidence, token):
            return False
        return token.lemma_.lower() not in word_set("manner", "planned.nouns") | word_set("manner", "predicted.nouns")

    def _clause(self, root: Token, cue: Token | None, classes: tuple[str, ...]) -> tuple[Mention, str] | None:
        verb = clause_of(root)
        for _ in range(_CLAUSES):
            for one in subjects(verb):
                found = self.thing(one, classes)
                if found and not self.evidence.speaks(found):
                    return found, "clause"
                if found is None:
                    if owner := self.owner(one, classes):
                        return owner, "owner"
                    if self.is_unknown(one) and not self._refers(one, classes) and one.i != root.i:
                        return None
            if verb.head.i == verb.i:
                break
            verb = clause_of(verb.head)
        return self.context(root, cue, classes)

    def owner(self, noun: Token, classes: tuple[str, ...]) -> Mention | None:
        """Whose the subject is where it is a figure itself: "its sales", "deliveries of the Zed"."""
        if noun.lemma_.lower() not in grammar("measures"):
            return None
        for token, how in owners(noun):
            if how == "own" and (found := self.thing(token, classes)):
                return found
        return None

    def _refers(self, token: Token, classes: tuple[str, ...]) -> bool:
        """Whether the noun only takes up a thing that would fit: "the lamp", with nothing that tells it from others."""
        if not self._is_kind(token):
            return False
        kind, schema = self.nouns.get(token.lemma_.lower()), self.naming.schema
        wanted = [name for name in classes if not name.startswith("!")]
        barred = [name[1:] for name in classes if name.startswith("!")]
        if kind == GROUP or (kind and any(schema.is_a(kind, name) for name in barred)):
            return False
        if kind and not any(schema.is_a(kind, name) or schema.is_a(name, kind) for name in wanted):
            return False
        left = list(token.lefts)
        return bool(left) and all(one.dep_ in ("det", "poss") and one.lower_ in _DEFINITE for one in left)

    def context(self, root: Token, cue: Token | None, classes: tuple[str, ...]) -> tuple[Mention, str] | None:
        """The thing that sentence, paragraph or article speak of."""
        sentence, doc = root.sent, self.evidence.doc
        start = max([sentence.start, *(one.i for one in doc[sentence.start : root.i] if one.text == ";")])
        inside = self._only(range(start, root.i), classes)
        if inside is not None:
            return (inside[0], "sentence") if len(inside) == 1 else None
        if self._only(range(root.i, sentence.end), classes) is not None:
            return None
        if start > sentence.start and (found := self.subject(sentence.root, classes)):
            return found, "earlier"
        earlier = self._earlier(sentence, classes)
        if isinstance(earlier, Mention):
            return earlier, "earlier"
        if heading := self.naming.heading(self.evidence, root, classes):
            return heading, "earlier"
        topic = self._topic(classes) if earlier is None and self._speaks_of_topic(root, cue, classes) else None
        return (topic, "article") if topic else None

    def _earlier(self, sentence: Span, classes: tuple[str, ...]) -> Mention | Literal[False] | None:
        """The subject of an earlier sentence of the paragraph; False where something else or several stand there."""
        start, line = sentence.start, self._line(sentence.start_char)
        for _ in range(_BACK):
            if start == 0:
                return None
            earlier = self.evidence.doc[start - 1].sent
            if self._line(earlier.start_char) != line:
                return None
            if found := self.subject(earlier.root, classes):
                return found
            if any(self._is_other(one) for one in subjects(clause_of(earlier.root))):
                return False
            known = self._only(range(earlier.start, earlier.end), classes)
            if known is not None and len(known) > 1:
                return False
            start = earlier.start
        return None

    def subject(self, verb: Token, classes: tuple[str, ...]) -> Mention | None:
        """The subject of the clause of a word, or what it is said to be, if that is a thing that fits."""
        head = clause_of(verb)
        told = [one for one in head.children if one.dep_ == "attr"] if head.lemma_ == "be" else []
        things = [self.thing(one, classes) for one in (*subjects(head), *told)]
        found = {self.evidence.entity(one): one for one in things if one and not self.evidence.speaks(one)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_other(self, subject: Token) -> bool:
        """Whether the subject is a certain thing that nobody has resolved: "the thing", "its rival"."""
        if self.evidence.names(subject.i) or not self.is_unknown(subject) or self._is_kind(subject):
            return False
        if subject.lemma_.lower() in self.nouns:
            return False
        return any(left.lower_ in _DEFINITE for left in subject.lefts)

    def _is_kind(self, token: Token) -> bool:
        return token.lower_ in self.naming.kinds or token.lemma_ in self.naming.kinds

    def _speaks_of_topic(self, root: Token, cue: Token | None, classes: tuple[str, ...]) -> bool:
        """Whether the sentence leaves out what it is about, or takes it up: notes, list items, "its", "the lamp"."""
        text, start = self.evidence.text, root.sent.start_char
        line = text[text.rfind("\n", 0, root.idx) + 1 : root.idx + 1].lstrip()
        begun = text[max(0, start - 2) : start + 1].strip()
        if line[:1] in _BULLETS or begun[:1] in _BULLETS or not any(one.tag_ in _FINITE for one in root.sent):
            return True
        if cue is not None and ":" in text[cue.idx : root.idx] and cue.idx >= start:
            return True
        if any(one.dep_ == "poss" and one.lower_ in _TAKEN_UP for one in (cue.children if cue is not None else ())):
            return True
        if any(one.lower_ in _TAKEN_UP or self._refers(one, classes) for one in subjects(clause_of(root))):
            return True
        if cue is None or cue.dep_ not in ("nsubj", "nsubjpass"):
            return False
        return all(self._is_plain(child) for child in cue.children)

    def _is_plain(self, child: Token) -> bool:
        """Whether what hangs on a cue leaves open whose it is, but for a time: "deliveries for May", "net profit"."""
        if child.dep_ in ("det", "punct", "amod", "nummod"):
            return True
        inside = list(child.subtree)
        return child.dep_ in ("prep", "compound", "nmod", "npadvmod") and any(
            one.i in self.evidence.moments for one in inside
        )

    def _line(self, offset: int) -> int:
        """Where the paragraph begins in which the code point stands."""
        return self.evidence.article.body.rfind("\n\n", 0, offset)

    def _only(self, indices: Iterable[int], classes: tuple[str, ...]) -> list[Mention] | None:
        """The different fitting things among the tokens that do not only speak; None where there is none."""
        found: dict[str | None, Mention] = {}
        for mention in self._mentions(indices):
            if not self.evidence.speaks(mention) and self.naming.fits(self.evidence, mention, classes):
                found.setdefault(self.evidence.entity(mention), mention)
        return list(found.values()) or None

    def _mentions(self, indices: Iterable[int]) -> Iterator[Mention]:
        for index in indices:
            if mention := self.evidence.mentions.get(index):
                yield mention

    def _topic(self, classes: tuple[str, ...]) -> Mention | None:
        """What the title names, if it names one fitting thing or mostly one; else what the article mostly speaks of."""
        evidence = self.evidence
        known = [one for one in evidence.all_mentions if not evidence.observes(one)]
        known = [one for one in known if evidence.entity(one) not in self.foils]
        fitting = [one for one in known if self.naming.fits(self.evidence, one, classes)]
        titled = [one for one in fitting if self.evidence.entity(one) in self.titled]
        if titled:
            ranked = Counter(self.evidence.entity(one) for one in titled).most_common(2)
            if len(ranked) == 1 or ranked[0][1] >= _MORE * ranked[1][1]:
                return next(one for one in titled if self.evidence.entity(one) == ranked[0][0])
            return None
        return self.naming.main(self.evidence, classes)
