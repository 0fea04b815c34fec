"""Takes an analysed text and its mentions; gives the versions of things made that it tells by what sets them apart.

Touches nothing. "The Pro", "the standard version", "the Privilege version" behind the name of a model are versions of
that model: a registered one, or a new one that bears the name of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.covering import covered
from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.extract.patterns.names import classes
from kg.extract.patterns.names.foils import is_compared
from kg.extract.patterns.names.registered import Names
from kg.model import Mention, Newcomer, Span
from kg.resolve import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEADS, _JOINED = frozenset(("the", "its", "both")), frozenset(("and", "or", ",", "/", "&"))
#: Tokens that a version's words may be before the noun.
_MOST = 4


def find_versions(doc: Doc, body: str, names: Names, mentions: list[Mention]) -> tuple[list[Mention], list[Newcomer]]:
    """The mentions of versions in the order of the text, and those that the registry lacks."""
    reader = _Versions(doc, body, names, mentions)
    found = list(reader.read())
    return found, reader.proposed()


class _Versions:
    """Reads the versions of one text."""

    def __init__(self, doc: Doc, body: str, names: Names, mentions: list[Mention]) -> None:
        self.doc, self.body, self.names = doc, body, names
        self.plain = made = classes.by_label(names.schema, classes.MADE)
        self.made = [one for one in mentions if made and names.schema.is_a(one.type, made)]
        self.covered = covered(doc, mentions) if self.made else {}
        self.new: dict[str, tuple[str, dict[str, None], list[Span]]] = {}

    def read(self) -> Iterator[Mention]:
        """The versions, each at the words that tell it."""
        nouns, alone = word_set("names", "version_nouns"), word_set("names", "alone")
        for token in self.doc if self.made else ():
            if self._is_known(token.i) or (token.i in self.covered and not token.text.istitle()):
                continue
            if token.text in alone and self._stands_alone(token):
                first = token.i
                while first and (self.doc[first - 1].text in alone or self._is_number(self.doc[first - 1])):
                    first -= 1
                yield from self._version(first, token.i + 1, self.doc[first : token.i + 1].text)
            elif (token.lower_ in nouns or self._is_model(token)) and (begin := self._begins(token)) is not None:
                last = token.i + token.text.istitle()  # "the Founder Edition" is called so
                yield from self._version(begin, token.i + 1, self.doc[begin:last].text)

    def _stands_alone(self, token: Token) -> bool:
        """Whether the word is no part of a longer name, and is made definite."""
        doc = self.doc
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if after is not None and (after.lower_ in word_set("names", "version_nouns") or after.text[:1].isupper()):
            return False
        first = token.i
        alone = word_set("names", "alone")
        while first and (doc[first - 1].text in alone or doc[first - 1].text == "-" or self._is_number(doc[first - 1])):
            first -= 1
        before = doc[first - 1] if first else None
        if before is None or token.i - 1 in self.covered:
            return False
        if before.lower_ in _JOINED:
            return self._is_led(token.head) if token.dep_ == "conj" else self._is_led(token)
        return before.lower_ in _LEADS or self._is_led(token)

    def _is_model(self, token: Token) -> bool:
        """Whether "model" is said of a version: "the long-range model"; "its cheapest model" is one of its own."""
        before = self.doc[token.i - 1].lower_ if token.i else ""
        return token.text == "model" and before in word_set("names", "version_models")

    def _is_number(self, token: Token) -> bool:
        """Whether the token is the number of a version: the "580" of "the 580 Pro"."""
        return token.text.isdigit() and token.i not in self.covered

    def _is_led(self, token: Token) -> bool:
        """Whether a word, or the first of those that it is joined to, is made definite; numbers may stand for it."""
        while token.dep_ == "conj" and not _is_definite(token):
            token = token.head
        return _is_definite(token)

    def _begins(self, noun: Token) -> int | None:
        """Where the words begin that tell a version before the noun: "standard", "Privilege", "long-range"."""
        doc = self.doc
        first: int = noun.i
        while first and noun.i - first < _MOST and self._tells(doc[first - 1]):
            first -= 1
        before = doc[first - 1] if first else None
        if before is not None and before.lower_ == "new" and before.i:
            before = doc[before.i - 1]
        if first == noun.i or before is None or before.lower_ not in ("the", "its", "a", "an", "and", "or", ","):
            return None
        named_place = noun.text.istitle() and self._is_place(first)  # "the Norton Edition"
        if noun.tag_ not in ("NN", "NNP") or any(self._is_known(at) for at in range(first + named_place, noun.i)):
            return None
        named = any(one.dep_ == "appos" and self._is_named(one) for one in noun.children)
        named |= noun.dep_ == "attr" or (noun.dep_ == "appos" and self._is_named(noun.head))
        return None if named else first  # it says of something named what it is

    def _is_known(self, at: int) -> bool:
        """Whether a token belongs to a registered name: what a new one seems to name may be a version."""
        one = self.covered.get(at)
        return one is not None and (one.entity is None or one.entity in self.names.registry.entities)

    def _is_place(self, at: int) -> bool:
        """Whether a token is the whole name of a place."""
        one, place = self.covered.get(at), classes.by_label(self.names.schema, "GPE")
        inside = one is not None and one.span.text == self.doc[at].text
        return inside and one is not None and place is not None and self.names.schema.is_a(one.type, place)

    def _is_named(self, token: Token) -> bool:
        return token.i in self.covered or token.text in word_set("names", "alone")

    def _tells(self, token: Token) -> bool:
        word = token.text
        return (
            token.lower_ in word_set("names", "version_words")
            or (word == "-" and not token.whitespace_)
            or (word[:1].isupper() and word.isalpha() and not token.is_sent_start)
        )

    def _version(self, first: int, end: int, words: str) -> Iterator[Mention]:
        """The version that the words tell, of the model that the text named last."""
        start, stop = self.doc[first].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text)
        model = self._model(start, edition=words.rsplit(maxsplit=1)[-1].lower() in word_set("names", "version_nouns"))
        if model is None:
            return
        span = Span(start, stop, self.body[start:stop])
        for spelling in _spellings(words):
            for known in self._models(start):
                if one := self._registered(known, spelling):
                    yield Mention(span, self.names.entity(one).type, one)
                    return
        name, forms = self._named(model, words)
        self.new.setdefault(name, (model.type, dict.fromkeys(forms), []))[2].append(span)
        yield Mention(span, model.type, name, "described")

    def _models(self, start: int) -> list[Mention]:
        """The models named before, the last first; of a version also the model. What is only compared comes last."""
        nouns = word_set("names", "version_nouns")
        known = [one for one in self.made if one.span.end <= start and one.entity is not None]
        known = [one for one in known if one.span.text.split()[-1].lower() not in nouns]
        last = list({one.entity: one for one in reversed(known)}.values())
        return sorted(last, key=lambda one: (self._is_compared(one), self._is_part(one)))

    def _model(self, start: int, *, edition: bool) -> Mention | None:
        """The model that was named last, no version of another; an edition may be of a version."""
        alone = word_set("names", "versions")
        known = self._models(start)
        bare = [one for one in known if edition or one.span.text.split()[-1] not in alone]
        own = [one for one in bare or known if not self._is_compared(one)]
        return next(iter(own or bare or known), None)

    def _is_part(self, mention: Mention) -> bool:
        """Whether the thing is rather a part of another, or nothing tells what it is."""
        parts = (one for one in word_set("names", "parts") if one in self.names.schema.classes)
        return mention.type == self.plain or any(self.names.schema.is_a(mention.type, one) for one in parts)

    def _is_compared(self, mention: Mention) -> bool:
        """Whether the model is only what another one is set against: "20% less than Acme asks for the Zed"."""
        return is_compared(self.body, mention.span.start)

    def _registered(self, model: Mention, words: str) -> str | None:
        """The one registered version of a model that the words tell."""
        assert model.entity
        if model.entity not in self.names.registry.entities:
            return None
        own = self.names.entity(model.entity).names
        if any(name.endswith(f" {words}") for name in own):
            return model.entity
        wanted = {fold(f"{spelling} {words}") for name in own for spelling in (name, _bare(name))}
        found = {one for name in sorted(wanted) for one in self.names.registry.names.get(name, ())}
        return found.pop() if len(found) == 1 else None

    def _named(self, model: Mention, words: str) -> tuple[str, list[str]]:
        """The id of a new version, and the names that it bears with that of the model."""
        assert model.entity
        entity = self.names.registry.entities.get(model.entity)
        whole = {one.span.text: None for one in self.made if one.entity == model.entity and one.by != "reference"}
        names = list(dict.fromkeys([*(entity.names if entity else ()), *whole]))
        added = words if words != words.lower() else f"{words} version"
        whole_too = words.rsplit(maxsplit=1)[-1].lower() in word_set("names", "version_nouns")
        names = list(dict.fromkeys([*(names if whole_too else ()), *(_bare(name) for name in names)]))
        slug = re.sub(r"[^a-z0-9]+", "-", f"{_bare(model.entity, '-')} {words}".lower()).strip("-")
        return slug, [f"{name} {added}" for name in names]

    def proposed(self) -> list[Newcomer]:
        """The versions that the registry lacks."""
        taken = self.names.registry.entities
        return [
            Newcomer(name, kind, tuple(forms), (), tuple(spans))
            for name, (kind, forms, spans) in self.new.items()
            if name not in taken
        ]


def _bare(name: str, between: str = " ") -> str:
    """A name without the words for a version at its end: of "Acme Max" the Pro is the Acme Pro."""
    words = name.split(between)
    last = len(words)
    while last > 1 and words[last - 1].title() in (*word_set("names", "alone"), "Standard"):
        last -= 1
    return between.join(words[:last])


def _is_definite(token: Token) -> bool:
    return any(one.dep_ in ("det", "poss") and one.i < token.i for one in token.children)


def _spellings(words: str) -> tuple[str, ...]:
    """The words as they are, and the first word of the list that means the same."""
    small = words.lower().replace(" - ", "-")
    same = next((key for key in _SAME if small in read_words("names")[key]), None)
    if same:
        return (words, same.removeprefix("same."), f"{words} version")
    bare, _, noun = words.rpartition(" ")
    named = bare and noun.lower() in word_set("names", "version_nouns")
    return (words, bare) if named else (words, f"{words} version")


_SAME = ("same.Standard", "same.Long Range", "same.Performance")
