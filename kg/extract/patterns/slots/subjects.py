"""Takes a token of an article under its layers; gives the thing that it stands for, where that is certain enough.

Touches nothing. A noun names a thing only when a name covers it, stands in apposition to it, or goes before a noun that
merely says of what kind the named thing is ("the Acme lamp"): the shares, the owners or the plant of a firm are not
the firm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.slots.employers import employer, owns_part
from kg.extract.patterns.slots.groups import GROUP
from kg.extract.patterns.syntax.predicates import clause_of, prepositional, subjects
from kg.model import Mention, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_LEFT = ("compound", "poss", "amod", "nmod", "nummod")
#: So many times "of" leads from what is counted to its name, at most.
_FARTHEST_OWNER = 6
#: How many clauses outwards a subject is looked for.
_CLAUSES = 4
#: How many sentences back a thing may have been named that one about its parts leaves out.
_SENTENCES = 3
#: How many tokens a title behind a comma may have before its noun.
_TITLE = 6
#: How many characters behind a figure the only thing of the sentence may be named.
_SOON = 80
#: How often, how early (in characters) and how much more often than others the thing is named that an article is about.
_OFTEN, _OPENING, _MORE = 3, 600, 2
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "ADJ")


@dataclass(frozen=True)
class Naming:
    """What a schema says of common nouns: `kinds` are words that say of what kind a named thing is."""

    schema: Schema
    kinds: frozenset[str]
    #: Common nouns with the class that they tell.
    nouns: Mapping[str, str]
    _told: dict[tuple[str, tuple[str, ...]], bool] = field(default_factory=dict, compare=False)

    def fits(self, evidence: Evidence, mention: Mention, classes: tuple[str, ...]) -> bool:
        """Whether the mentioned thing is known and of one of the classes; "!Name" bars a class."""
        return evidence.entity(mention) is not None and self.is_of(mention.type, classes)

    def is_of(self, kind: str, classes: tuple[str, ...]) -> bool:
        """Whether a class is below one of the classes, and below none that is barred; told once for both."""
        found = self._told.get((kind, classes))
        if found is None:
            barred = [name[1:] for name in classes if name.startswith("!")]
            wanted = [name for name in classes if not name.startswith("!")] or ["Entity"]
            found = not any(self.schema.is_a(kind, name) for name in barred)
            found = self._told[kind, classes] = found and any(self.schema.is_a(kind, name) for name in wanted)
        return found

    def named(self, evidence: Evidence, token: Token) -> Mention | None:
        """The mention that the noun phrase headed by the token stands for."""
        if found := evidence.mentions.get(token.i):
            return _owned(evidence, token) or found
        if token.pos_ not in _NOUNS:
            return None
        if token.lower_ in words("vague"):
            return _itself(evidence, token)
        if same := _same_thing(evidence, token) or _put_into(evidence, token) or _titled(evidence, token):
            return same
        if token.lower_ in self.kinds or token.lemma_ in self.kinds:
            before = (child for child in reversed(list(token.lefts)) if child.dep_ in _LEFT and child.dep_ != "poss")
            return next((evidence.mentions[child.i] for child in before if child.i in evidence.mentions), None)
        return None

    def refers(self, token: Token, classes: tuple[str, ...]) -> bool:
        """Whether the token is a definite noun for something of the classes that the text has told: "the old firm"."""
        kind = self.nouns.get(token.lemma_.lower())
        definite = any(child.dep_ == "det" and child.lower_ in ("the", "this") for child in token.children)
        if kind is None or kind == GROUP:  # "the old supplier" is no group that the text has told
            return False
        return definite and any(self.schema.is_a(kind, one) for one in classes if one[0] != "!")

    def counted(self, evidence: Evidence, token: Token, depth: int = 0) -> Mention | None:
        """The named thing that a counted noun counts: "Acme One lamps", "units of the series"."""
        for child in reversed(list(token.lefts)):
            if child.dep_ in ("compound", "nmod", "amod") and (found := evidence.mentions.get(child.i)):
                return found
        if found := evidence.mentions.get(token.i):
            return found
        for one in prepositional(token, ("of",)) if depth < _FARTHEST_OWNER else ():
            if (found := self.named(evidence, one)) or (found := self.counted(evidence, one, depth + 1)):
                return found
        return None

    def first(self, evidence: Evidence, tokens: Iterable[Token], classes: tuple[str, ...]) -> Mention | None:
        """The first of the tokens that stands for a thing of the classes."""
        for token in tokens:
            found = self.named(evidence, token)
            if found and self.fits(evidence, found, classes):
                return found
        return None

    def topic(self, evidence: Evidence, token: Token, classes: tuple[str, ...]) -> tuple[Mention, str] | None:
        """What the sentence is about, for a figure without an owner of its own; with how far away it was found.

        The subject of the clause or of a clause around it; else the only thing of its classes before it in the
        sentence; else the subject of the sentence before, in the same paragraph; else what the article is about. A
        subject that is something else, but that no name tells, ends the search.
        """
        verb, vague = clause_of(token), _is_vague(token)
        for depth in range(_CLAUSES):
            for one in subjects(verb):
                found = self.named(evidence, one)
                refers = found is None and self.refers(one, classes)
                vague |= refers or (found is None and one.lower_ in words("vague"))
                if found is None and not refers and is_something(evidence, one) and one.i != token.i:
                    return None
                says = found is not None and evidence.speaks(found)
                about = found if found and self.fits(evidence, found, classes) and not says else None
                about = about or employer(self, evidence, None if says and depth else found, classes)
                if about:
                    return about, "clause"
                if found and evidence.names(one.i) is None and one.i in evidence.mentions and one.i != token.i:
                    return None
            if verb.head.i == verb.i:
                break
            verb = clause_of(verb.head)
        before: Iterable[int] = range(token.sent.start, token.i)
        if vague:
            before = [index for index in before if evidence.doc[index].dep_ in ("nsubj", "nsubjpass")]
        inside = self._only(evidence, before, classes)
        if inside:
            return inside, "sentence"
        behind = (at for at in range(token.i, token.sent.end) if not _is_yardstick(evidence, at))
        after = self._only(evidence, behind, classes)
        if after and inside is None and not vague and after.span.start - token.idx < _SOON:
            return after, "after"
        if inside is None and after is None:
            if earlier := self.earlier(evidence, token, classes, vague=vague):
                return earlier, "earlier"
            heading = self.heading(evidence, token, classes)
            if topic := heading or self.main(evidence, classes):
                return topic, "earlier" if heading else "article"
        return None

    def _only(
        self, evidence: Evidence, indices: Iterable[int], classes: tuple[str, ...]
    ) -> Mention | Literal[False] | None:
        """The one thing of the first class that any of the tokens is of; None where there is none, False for several.

        The classes of a metric stand in the order in which its figures are rather about them.
        """
        mentions = [evidence.mentions[at] for at in indices if at in evidence.mentions and not owns_part(evidence, at)]
        mentions = [one for one in mentions if not evidence.speaks(one) and self.fits(evidence, one, classes)]
        for name in classes:
            found = {evidence.entity(one): one for one in mentions if self.schema.is_a(one.type, name)}
            if found:
                return next(iter(found.values())) if len(found) == 1 else False
        return None

    def earlier(self, evidence: Evidence, token: Token, classes: tuple[str, ...], *, vague: bool) -> Mention | None:
        """The subject of the sentence before, or else, unless a pronoun asks for it, the only fitting thing in it."""
        start = token.sent.start
        if start == 0:
            return None
        previous = evidence.doc[start - 1].sent
        between = evidence.text[previous.start_char : token.sent.start_char]
        if "\n" in between.rstrip("\n") or between.endswith("\n\n"):
            return None
        for one in subjects(clause_of(previous.root)):
            found = self.named(evidence, one)
            if found and not evidence.speaks(found) and self.fits(evidence, found, classes):
                return found
        before = (at for at in range(previous.start, previous.end) if not _is_yardstick(evidence, at))
        return None if vague else self._only(evidence, before, classes) or None

    def heading(self, evidence: Evidence, token: Token, classes: tuple[str, ...]) -> Mention | None:
        """The fitting thing that heads the part of the text."""
        found = (one for one in evidence.headings(token.idx) if self.fits(evidence, one, classes))
        return next(found, None)

    def recent(self, evidence: Evidence, token: Token, classes: tuple[str, ...]) -> Mention | None:
        """The only thing of the classes that the last sentences name."""
        start = token.sent.start
        for _ in range(_SENTENCES):
            start = evidence.doc[max(0, start - 1)].sent.start
        return self._only(evidence, range(start, token.i), classes) or None

    def main(self, evidence: Evidence, classes: tuple[str, ...]) -> Mention | None:
        """What the article speaks of from its beginning and far more often than of anything else of the classes."""
        mentions = [one for one in evidence.all_mentions if self.fits(evidence, one, classes)]
        mentions = [one for one in mentions if not evidence.observes(one)] or mentions
        for name in classes:
            inside = [one for one in mentions if self.schema.is_a(one.type, name)]
            ranked = Counter(evidence.entity(one) for one in inside).most_common(2)
            if not ranked or ranked[0][1] < _OFTEN:
                continue
            if len(ranked) > 1 and ranked[0][1] < _MORE * ranked[1][1]:
                return None
            first = next(one for one in inside if evidence.entity(one) == ranked[0][0])
            return first if first.span.start <= _OPENING else None
        return None


def _same_thing(evidence: Evidence, token: Token) -> Mention | None:
    """What is named by what a noun is said to be: by "of" after "one", apposition, or "is"."""
    others: list[Token] = []
    if token.lemma_.lower() in words("partitive"):
        others += prepositional(token, ("of",))
    others += [child for child in token.children if child.dep_ == "appos"]
    for child in token.rights if token.dep_ in ("nsubj", "nsubjpass", "dobj") else ():  # "a van, known as the Zed"
        if child.dep_ == "acl" and child.lemma_ in words("calling"):
            others += [*prepositional(child, ("as",)), *(one for one in child.rights if one.dep_ in ("oprd", "dobj"))]
    if token.pos_ == "NUM" and token.dep_ in ("dobj", "nsubjpass"):  # "recalls 4,000 of its lamps"
        found = prepositional(token, ("of",))
        others += [*found, *(child for one in found for child in one.lefts if child.dep_ in ("compound", "nmod"))]
    if token.dep_ == "attr" and token.head.lemma_ == "be" and token.pos_ == "NOUN":
        others += [one for one in subjects(token.head) if one.i < token.i]
    if token.dep_ == "appos":
        others.append(token.head)
    if token.dep_ == "pobj" and token.head.lower_ == "among" and token.head.head.lemma_ == "be":
        others += subjects(token.head.head)  # "Acme is among the firms that"
    return next((evidence.mentions[one.i] for one in others if one.i in evidence.mentions), None)


def _put_into(evidence: Evidence, token: Token) -> Mention | None:
    """Who is put into the post that the noun names: "named Jane Doe chief executive"."""
    if token.dep_ not in ("dobj", "oprd", "ccomp") or token.head.lemma_ not in words("appointing"):
        return None
    before = (evidence.mentions.get(child.i) for child in token.lefts if child.dep_ in ("compound", "nmod", "nsubj"))
    return next((one for one in before if one and one.type == "Person"), None)


def _owned(evidence: Evidence, token: Token) -> Mention | None:
    """What an owner owns whom the parser has taken for the thing itself: "on a level with Acme's Zed"."""
    if token.dep_ == "poss" or token.i + 2 >= len(token.doc) or token.nbor().tag_ != "POS":
        return None
    return evidence.mentions.get(token.i + 2)


def _titled(evidence: Evidence, token: Token) -> Mention | None:
    """Who holds the post behind a comma that the parser takes for the subject: "Jane Doe, once head of Acme, went"."""
    if token.dep_ != "nsubj" or token.lower_ not in word_set("names", "posts"):
        return None
    for at in range(token.i - 1, max(token.i - 1 - _TITLE, token.sent.start), -1):
        one = token.doc[at]
        if one.text == ",":
            found = evidence.mentions.get(at - 1)
            return found if found and found.type == "Person" else None
        if one.pos_ not in ("NOUN", "ADJ", "ADV", "DET", "ADP", "CCONJ"):
            return None
    return None


def _itself(evidence: Evidence, token: Token) -> Mention | None:
    """Who "it" is in "Acme said it would": the one who says so."""
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp" or verb.head.lemma_ not in words("saying"):
        return None
    return next((evidence.mentions[one.i] for one in subjects(verb.head) if one.i in evidence.mentions), None)


def _is_yardstick(evidence: Evidence, at: int) -> bool:
    """Whether what is named at the token is what something is measured by: "3 seconds faster than Acme"."""
    named = evidence.mentions.get(at)
    root = evidence.root(named.span) if named else evidence.doc[at]
    than = root.dep_ == "pobj" and root.head.lower_ == "than"
    return than or (named is not None and evidence.text.endswith(("than ", "than the "), 0, named.span.start))


def _is_vague(token: Token) -> bool:
    """Whether the noun belongs to an "its" or "their" that nobody has resolved."""
    return any(child.dep_ == "poss" and child.lower_ in words("vague") for child in token.children)


def is_something(evidence: Evidence, token: Token) -> bool:
    """Whether the token is a thing of its own that no name tells, so that nothing else may stand in for it."""
    if token.i in evidence.amounts or token.i in evidence.moments or token.lower_ in words("empty"):
        return False
    return token.pos_ in ("NOUN", "PROPN", "PRON") and token.lemma_.lower() not in words("measures")


def naming(schema: Schema) -> Naming:
    """The common nouns of a schema: labels of its classes and names of the units in which things are counted."""
    labels = {word.casefold() for term in schema.classes.values() for word in (term.label, term.label + "s")}
    nouns: dict[str, str] = {}
    for term in sorted(schema.classes.values(), key=lambda one: one.name):
        for noun in (term.label, *term.cues):
            nouns.setdefault(noun.casefold(), term.name)
    return Naming(schema, frozenset(labels | {name.casefold() for name in schema.unit_names} | words("kinds")), nouns)
