"""Takes an analysed text and its mentions; gives the versions of things made that it tells by what sets them apart.

Touches nothing. "The Pro", "the standard version", "the Privilege version" behind the name of a model are versions of
that model: a registered one, or a new one that bears the name of the model.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.covering import covered
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names import classes
from kg.extract.patterns.names.foils import is_compared
from kg.extract.patterns.names.numbered import is_numbered, numbered_versions
from kg.extract.patterns.names.registered import Names
from kg.extract.patterns.names.trims import LEADS, bare, called, is_definite, is_model, members, spellings, tells
from kg.model import Mention, Newcomer, Span
from kg.resolve import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_JOINED = frozenset(("and", "or", ",", "/", "&"))
#: Tokens that a version's words may be before the noun, hyphens aside.
_MOST = 4
#: How far behind the noun the name of the model may stand: "the top version of its new Zed".
_OF = 4


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
        self.starts = [token.idx for token in doc] if self.made else []
        self.new: dict[str, tuple[str, dict[str, None], list[Span]]] = {}
        self.told: set[tuple[str | None, str]] = set()
        self.waiting: list[tuple[Mention, str, Span]] = []

    def read(self) -> Iterator[Mention]:
        """The versions, each at the words that tell it."""
        nouns, alone = word_set("names", "version_nouns"), word_set("names", "alone")
        for mention in (one for one in self.made if bare(one.span.text) == one.span.text):
            yield from self._led(mention)
        done = set[int]()
        for first, end, model in numbered_versions(self.doc, self.names, self.made):
            done.update(range(first, end))
            yield from self._version(first, end, self.doc[first + 1 : end].text, model)
        for token in self.doc if self.made else ():
            if token.i in done or self._is_known(token.i) or (token.i in self.covered and not token.text.istitle()):
                continue
            if (token.text in alone or self._is_trim(token)) and self._stands_alone(token):
                first = self._first(token)
                yield from self._version(first, token.i + 1, self.doc[first : token.i + 1].text)
            elif token.tag_ == "NNS" and token.lower_.removesuffix("s") in nouns:
                yield from self._all_of(token)
            elif (token.lower_ in nouns or is_model(token)) and (begin := self._begins(token)) is not None:
                last = token.i + token.text.istitle()  # "the Founder Edition" is called so
                yield from self._version(begin, token.i + 1, self.doc[begin:last].text, self._of(token))
        yield from self._several()

    def _stands_alone(self, token: Token) -> bool:
        """Whether the word is no part of a longer name, and is made definite."""
        doc = self.doc
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if after is not None and (after.lower_ in word_set("names", "version_nouns") or after.text[:1].isupper()):
            return False
        first = self._first(token)
        before = doc[first - 1] if first else None
        if before is None or self._is_known(token.i - 1):
            return False
        if before.lower_ in _JOINED:
            return self._is_led(token.head) if token.dep_ == "conj" else self._is_led(token)
        return before.lower_ in LEADS or self._is_led(token)

    def _first(self, token: Token) -> int:
        """Where the name of a version begins: "580" of "the 580 Long Range Pro"."""
        first: int = token.i
        while first and (self._is_trim(self.doc[first - 1], anywhere=True) or self._is_number(self.doc[first - 1])):
            first -= 1
        return first

    def _is_trim(self, token: Token, *, anywhere: bool = False) -> bool:
        """Whether a word in capitals names a version, alone where it is led as such: "the Standard", no newspaper."""
        if anywhere:
            return token.text in word_set("names", "alone") | word_set("names", "trims") and token.i not in self.covered
        if token.text not in word_set("names", "trims_alone") or not token.i:
            return False
        led = self.doc[self._first(token) - 1].lower_ in LEADS
        model = self._model(token.idx, edition=False) if led else None
        return (
            model is not None and self._registered(model, self.doc[self._first(token) : token.i + 1].text) is not None
        )

    def _all_of(self, noun: Token) -> Iterator[Mention]:
        """Several versions told together: "the standard and Pro versions", "its two cheaper versions"."""
        groups, of = members(noun), self._of(noun)
        only = len(groups) == 1
        for first, end in groups:
            if any(self._is_known(at) for at in range(first, end)):
                continue
            yield from self._version(first, noun.i + 1 if only else end, self.doc[first:end].text, of, plural=only)

    def _is_number(self, token: Token) -> bool:
        """Whether the token is the number of a version: the "580" of "the 580 Pro"."""
        return token.text.isdigit() and token.i not in self.covered

    def _is_led(self, token: Token) -> bool:
        """Whether a word, or the first of those that it is joined to, is made definite; numbers may stand for it."""
        while token.dep_ == "conj" and not is_definite(token):
            token = token.head
        return is_definite(token)

    def _begins(self, noun: Token) -> int | None:
        """Where the words begin that tell a version before the noun: "standard", "Privilege", "long-range"."""
        doc = self.doc
        first, most = noun.i, _MOST
        while first and most and tells(doc[first - 1]):
            first -= 1
            most -= doc[first].text != "-"
        before = doc[first - 1] if first else None
        if before is not None and before.lower_ == "new" and before.i:
            before = doc[before.i - 1]
        if first == noun.i or before is None or before.lower_ not in ("the", "its", "a", "an", "and", "or", ","):
            return None
        named_place = noun.text.istitle() and self._is_place(first)  # "the Norton Edition"
        if noun.tag_ not in ("NN", "NNP") or any(self._is_known(at) for at in range(first + named_place, noun.i)):
            return None
        beside = [
            *(one for one in noun.children if one.dep_ == "appos"),
            *([noun.head] if noun.dep_ == "appos" else ()),
        ]
        named = any(one.i in self.covered or one.text in word_set("names", "alone") for one in beside)
        named |= noun.dep_ == "attr"
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

    def _led(self, model: Mention) -> Iterator[Mention]:
        """The version that words before the name of its model tell: "the base Zed", "a standard Zed"."""
        at = bisect_left(self.starts, model.span.start)
        if at < 2 or self.doc[at].idx != model.span.start or model.entity not in self.names.registry.entities:
            return
        first, least = at, max(0, at - 2 * _MOST)
        while first > least and (self.doc[first - 1].text == "-" or self._leads(self.doc[first - 1])):
            first -= 1
        if first == at or not first or self.doc[first - 1].lower_ not in ("the", "a", "an", "its"):
            return
        words = self.doc[first:at].text
        span = Span(self.doc[first].idx, model.span.end, self.body[self.doc[first].idx : model.span.end])
        if one := next((one for each in spellings(words) if (one := self._registered(model, each))), None):
            if one != model.entity:
                yield Mention(span, self.names.entity(one).type, one)
        elif self.doc[at - 1].lower_ in word_set("names", "version_models"):
            self.waiting.append((model, words, span))

    def _several(self) -> Iterator[Mention]:
        """New versions told before the name of a model that has others: else "the two-door Zed" says what all are."""
        told = {(model.entity, words) for model, words, _ in self.waiting} | self.told
        for model, words, span in self.waiting:
            if any(one == model.entity and which != words for one, which in told):
                yield self._fresh(model, words, span)

    def _leads(self, token: Token) -> bool:
        return token.lower_ in word_set("names", "version_words") and token.i not in self.covered

    def _of(self, noun: Token) -> Mention | None:
        """The model that is named behind the noun: "the top version of the Zed"."""
        doc = self.doc
        if noun.i + 1 >= len(doc) or doc[noun.i + 1].lower_ != "of":
            return None
        behind = (self.covered.get(at) for at in range(noun.i + 2, min(noun.i + 2 + _OF, noun.sent.end)))
        return next((one for one in behind if one in self.made and one is not None), None)

    def _version(
        self, first: int, end: int, words: str, of: Mention | None = None, *, plural: bool = False
    ) -> Iterator[Mention]:
        """The version that the words tell, of the model that is named behind them or that the text named last."""
        start, stop = self.doc[first].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text)
        edition = words.rsplit(maxsplit=1)[-1].lower() in word_set("names", "version_nouns")
        model = of or self._model(start, edition=edition)
        if model is None or model.entity is None or (words[0].isdigit() and is_numbered(model)):
            return  # "the 15 Pro" is none of the "Acme 17"
        span = Span(start, stop, self.body[start:stop])
        for spelling in spellings(words):
            for known in [of] if of else self._models(start):
                if one := self._registered(known, spelling):
                    self.told.add((known.entity, words))
                    yield Mention(span, self.names.entity(one).type, one)
                    return
        yield self._fresh(model, f"{words} versions" if plural else called(words), span)

    def _fresh(self, model: Mention, words: str, span: Span) -> Mention:
        """A version that the registry lacks."""
        self.told.add((model.entity, words))
        name, forms = self._named(model, words)
        self.new.setdefault(name, (model.type, dict.fromkeys(forms), []))[2].append(span)
        return Mention(span, model.type, name, "described")

    def _models(self, start: int) -> list[Mention]:
        """The models named before, the last first; of a version also the model. What is only compared comes last."""
        nouns = word_set("names", "version_nouns")
        known = [one for one in self.made if one.span.end <= start and one.entity is not None]
        known = [one for one in known if one.span.text.split()[-1].lower() not in nouns]
        here, last = self._sentence(start), dict[str | None, Mention]()
        for one in sorted(known, key=lambda one: self._distance(one, here)):
            last.setdefault(one.entity, one)
        return sorted(last.values(), key=lambda one: (self._is_compared(one), self._is_part(one)))

    def _sentence(self, start: int) -> int:
        """Where the sentence begins in which a character stands."""
        first: int = self.doc[max(0, bisect_right(self.starts, start) - 1)].sent.start_char
        return first

    def _distance(self, model: Mention, here: int) -> tuple[int, int]:
        """What sorts the models: of the own sentence and those before it, the last first; of another the first."""
        sentence = self._sentence(model.span.start)
        return -sentence, -model.span.start if sentence == here else model.span.start

    def _model(self, start: int, *, edition: bool) -> Mention | None:
        """The model that was named last, no version of another; an edition may be of a version."""
        alone = word_set("names", "versions")
        known = self._models(start)
        plain = [one for one in known if edition or one.span.text.split()[-1] not in alone]
        own = [one for one in plain or known if not self._is_compared(one)]
        return next(iter(own or plain or known), None)

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
        wanted = {fold(f"{spelling} {words}") for name in own for spelling in (name, bare(name))}
        found = {one for name in sorted(wanted) for one in self.names.registry.names.get(name, ())}
        return found.pop() if len(found) == 1 else None

    def _named(self, model: Mention, words: str) -> tuple[str, list[str]]:
        """The id of a new version, and the names that it bears with that of the model."""
        assert model.entity
        entity = self.names.registry.entities.get(model.entity)
        whole = {one.span.text: None for one in self.made if one.entity == model.entity and one.by != "reference"}
        names = list(dict.fromkeys([*(entity.names if entity else ()), *whole]))
        added = words if words != words.lower() or words.endswith("versions") else f"{words} version"
        whole_too = words.rsplit(maxsplit=1)[-1].lower() in word_set("names", "version_nouns")
        names = list(dict.fromkeys([*(names if whole_too else ()), *(bare(name) for name in names)]))
        slug = re.sub(r"[^a-z0-9]+", "-", f"{bare(model.entity, '-')} {words}".lower()).strip("-")
        return slug, [f"{name} {added}" for name in names]

    def proposed(self) -> list[Newcomer]:
        """The versions that the registry lacks."""
        taken = self.names.registry.entities
        return [
            Newcomer(name, kind, tuple(forms), (), tuple(spans))
            for name, (kind, forms, spans) in self.new.items()
            if name not in taken
        ]
