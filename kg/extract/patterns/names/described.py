"""Takes an analysed text and its mentions; gives what has no name and is told by a common noun and a name beside it.

Touches nothing. "Acme's second plant in Norton", "the crash near Norton", "Acme's lamp division" are things of their
own: not the firm, not the town. "The plant" behind them is the same; so is a registered thing that bears such a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.covering import covered
from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.extract.patterns.names import built, classes
from kg.extract.patterns.names.registered import Names
from kg.model import Mention, Newcomer, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEFT = ("compound", "nmod", "amod", "poss")
_WHERE = ("in", "at", "near", "outside", "on", "of", "with", "involving", "from")
#: How far behind the noun a name may stand that tells it, and how far before it words that tell which of several.
_NEAR, _RIGHT, _BEFORE = 8, 4, 4
_FIRM, _PLACE = "firm", "place"
_DEFINITE = frozenset((("det", "the"), ("poss", "its"), ("poss", "their")))


@dataclass
class Told:
    """Something described: its id, class and names, and where it stands."""

    name: str
    kind: str
    forms: tuple[str, ...]
    known: bool
    spans: list[Span] = field(default_factory=list)


def find_described(doc: Doc, body: str, names: Names, mentions: list[Mention]) -> tuple[list[Mention], list[Newcomer]]:
    """The mentions of what is described, in the order of the text, and what of it the registry lacks."""
    reader = _Reader(doc, body, names, mentions)
    found = list(reader.read())
    fresh = (one for one in reader.told.values() if not one.known and one.spans)
    return found, [Newcomer(one.name, one.kind, one.forms, (), tuple(one.spans)) for one in fresh]


class _Reader:
    """Reads one text."""

    def __init__(self, doc: Doc, body: str, names: Names, mentions: list[Mention]) -> None:
        self.doc, self.body, self.names = doc, body, names
        self.mentions = mentions
        self.covered = covered(doc, mentions)
        schema = names.schema
        self.place, self.made = (classes.by_label(schema, label) for label in ("GPE", classes.MADE))
        makers = (classes.nearest(schema, ("Organisation",)), *word_set("names", "makers"))
        self.firms = [kind for kind in makers if kind]
        self.measures = {text for text, _ in one.cues} if (one := schema.scopes.get("measure")) else set()
        self.owners = [kind for kind in word_set("names", "owners") if kind in schema.classes]
        self.nouns: dict[str, str] = {}
        for key, nouns in read_words("names").items():
            kind = key.removeprefix("described.")
            if kind != key and kind in schema.classes:
                self.nouns |= dict.fromkeys(nouns, kind)
        firms = [one for one in mentions if one.entity and any(schema.is_a(one.type, kind) for kind in self.firms)]
        often = Counter(one.entity for one in firms)
        self.topic = max(firms, key=lambda one: (often[one.entity], -one.span.start), default=None)
        self.built = {self.nouns[one] for one in word_set("names", "built") if one in self.nouns}
        self.told: dict[tuple[str, ...], Told] = {}
        self.last: dict[str, Told] = {}

    def read(self) -> Iterator[Mention]:
        """What is described, each at its noun; what happened last, since its names may stand behind it."""
        happened: dict[str, list[tuple[Token, dict[str, Mention]]]] = {}
        for token in self.doc:
            kind = None if built.serves_else(token) else self.nouns.get(token.lower_)
            if kind is None or token.tag_ != "NN" or token.dep_ in ("compound", "nmod") or token.i in self.covered:
                continue
            if token.lower_ in word_set("names", "happening"):
                if (anchors := self._anchors(token)) or built.is_one(token):
                    happened.setdefault(kind, []).append((token, anchors))
            elif token.lower_ in word_set("names", "phases"):
                if one := self._phase(token, kind):
                    yield self._mention(token, one)
            elif one := self._there(token) or self._anchored(token, kind) or self._again(token, kind):
                yield self._mention(token, one)
        for kind, found in happened.items():
            yield from self._happenings(kind, found)

    def _happenings(self, kind: str, found: list[tuple[Token, dict[str, Mention]]]) -> Iterator[Mention]:
        """Each happening by its place; one without is the last before it, or else the first of all."""
        here = next((one[_PLACE].entity for _, one in found if _PLACE in one), None)
        whole: dict[str | None, dict[str, Mention]] = {}
        sorted_: list[tuple[Token, str | None]] = []
        for token, anchors in found:
            here = anchors[_PLACE].entity if _PLACE in anchors else here
            sorted_.append((token, here))
            whole[here] = anchors | self._named_near(token) | whole.get(here, {})
        for token, place in sorted_:
            if whole[place]:
                yield self._mention(token, self._new(token, kind, whole[place]))

    def _named_near(self, token: Token) -> dict[str, Mention]:
        """The one thing made that the sentence of a happening, with the one before, names."""
        inside = {one.entity: one for one in self._near(token)}
        made = [one for one in inside.values() if self.made and self.names.schema.is_a(one.type, self.made)]
        return {"made": made[0]} if len(made) == 1 else {}

    def _mention(self, token: Token, one: Told) -> Mention:
        span = Span(token.idx, token.idx + len(token.text), self.body[token.idx : token.idx + len(token.text)])
        one.spans.append(span)
        return Mention(span, one.kind, one.name, "reference" if one.known else "described")

    def _anchored(self, token: Token, kind: str) -> Told | None:
        """What the noun means with the names that stand beside it."""
        anchors = self._anchors(token)
        noun = token.lower_
        if noun in word_set("names", "placed") and _PLACE not in anchors:
            return None
        if noun in word_set("names", "in_field") and not anchors and (field := self._in_field(token)):
            return self._new(token, kind, *field)
        if noun in word_set("names", "told_apart") and _FIRM not in anchors:
            anchors = self._of_firm(token, kind)
        telling = noun not in word_set("names", "told_apart") or (self._telling(token) and not built.is_said(token))
        return self._new(token, kind, anchors) if anchors and telling else None

    def _phase(self, token: Token, kind: str) -> Told | None:
        """A phase of what is built: of the firm named at the noun or named most, if the registry knows it."""
        which = built.phase(token)
        plants = (one for one in self.mentions if one.type in self.built and one.span.start < token.sent.end_char)
        owner = built.owner_of(list(plants)[-1:], self.names)
        if which is None or (firm := self._anchors(token).get(_FIRM) or owner or self.topic) is None:
            return None
        forms = self._forms(token.lower_, which, {_FIRM: firm})
        known = self._registered(kind, forms)
        return self.told.setdefault((kind, known, which), Told(known, kind, forms, known=True)) if known else None

    def _of_firm(self, token: Token, kind: str) -> dict[str, Mention]:
        """The one firm that the sentence of a part, with the one before, names: "the lamp business".

        Only where the registry knows the part, another part of the firm has been told, or a figure is told of it.
        """
        if not any((one.dep_, one.lower_) in _DEFINITE for one in token.children):
            return {}
        is_a = self.names.schema.is_a
        firms = [one for one in self._near(token) if any(is_a(one.type, kind) for kind in self.owners)]
        if len({one.entity for one in firms}) != 1:
            return {}
        found = {_FIRM: firms[0]}
        others, telling = any(key[:2] == (kind, firms[0].entity) for key in self.told), self._telling(token)
        known = self._registered(kind, self._forms(token.lower_, telling, found))
        return found if others or known or (telling and built.has_figures(token, self.measures)) else {}

    def _there(self, token: Token) -> Told | None:
        """Where those work of whom the text says "there": the part or plant told last."""
        there = self.doc[token.i + 1 : token.i + 2].text.lower() == "there"
        if not there or token.lower_ not in word_set("names", "in_field"):
            return None
        return next(reversed(self.last.values()), None)

    def _in_field(self, token: Token) -> tuple[dict[str, Mention], str] | None:
        """Whose team works in the field that the paragraph named last: its only firm, or the only subject of these."""
        if self._telling(token) or not any(one.dep_ == "det" and one.lower_ == "the" for one in token.children):
            return None
        schema, start = self.names.schema, self.body.rfind("\n", 0, token.idx)
        inside = [one for one in self.mentions if start < one.span.start < token.idx]
        owning = [one for one in inside if any(schema.is_a(one.type, kind) for kind in self.owners)]
        if len({one.entity for one in owning}) > 1:
            owning = [one for one in owning if built.is_subject(self.doc, self.covered, one)]
        firms, fields = {one.entity: one for one in owning}, word_set("names", "fields") & schema.classes.keys()
        last = next((one for one in reversed(inside) if any(schema.is_a(one.type, kind) for kind in fields)), None)
        if len(firms) != 1 or last is None:
            return None
        return {_FIRM: next(iter(firms.values()))}, last.span.text.lower()

    def _near(self, token: Token) -> list[Mention]:
        """What the sentence of a token and the one before name."""
        start = self.doc[token.sent.start - 1].sent.start if token.sent.start else 0
        return [one for at in range(start, token.sent.end) if (one := self.covered.get(at)) and one.entity]

    def _anchors(self, token: Token) -> dict[str, Mention]:
        """The firm, the place and the thing made that are named at the noun, each the nearest."""
        found: dict[str, Mention] = {}
        for child in token.lefts:
            if child.dep_ in _LEFT and child.i in self.covered:
                self._sort(self.covered[child.i], found)
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in _WHERE:
                for one in child.subtree:
                    if one.i - token.i <= _NEAR and one.i in self.covered:
                        self._sort(self.covered[one.i], found)
        if token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ in _WHERE:  # whatever the parser hangs it on
            for at in range(token.i + 2, min(token.i + 2 + _RIGHT, token.sent.end)):
                if at in self.covered:
                    self._sort(self.covered[at], found)
                    break
        if not found and token.lower_ in word_set("names", "built"):
            for one in (*built.stands(token), *built.builders(token)):
                if one.i in self.covered:
                    self._sort(self.covered[one.i], found)
        return found

    def _sort(self, mention: Mention, found: dict[str, Mention]) -> None:
        schema = self.names.schema
        if mention.entity is None or (mention.type != self.place and mention.type in self.nouns.values()):
            return
        for sort, kinds in ((_PLACE, [self.place]), ("made", [self.made]), (_FIRM, self.firms)):
            if any(kind and schema.is_a(mention.type, kind) for kind in kinds):
                found.setdefault(sort, mention)
                return

    def _is_anchor(self, at: int) -> bool:
        """Whether a token belongs to the name of a firm, a place or a thing made."""
        found: dict[str, Mention] = {}
        if at in self.covered:
            self._sort(self.covered[at], found)
        return bool(found)

    def _telling(self, token: Token) -> str:
        """The words right before the noun that tell which of several it is: "lamp", "electric"."""
        words, tells = [], False
        for at in range(token.i - 1, max(-1, token.i - 1 - _BEFORE), -1):
            one = self.doc[at]
            if self._is_anchor(at) or one.dep_ not in ("compound", "amod", "nmod", "cc", "conj", "punct"):
                break
            if one.text == "," or one.lower_ in word_set("names", "not_telling"):
                break
            words.append(one.lower_)
            tells |= one.tag_ in ("NN", "NNP", "NNS") or one.lower_ in word_set("names", "telling_words")
        return " ".join(reversed(words)).replace(" - ", "-") if tells else ""

    def _again(self, token: Token, kind: str) -> Told | None:
        """What was told before, for a definite noun without a name."""
        last = self.last.get(kind)
        if last is None and token.lower_ in word_set("names", "placed"):  # "the site" of the plant
            last = next((self.last[one] for one in self.last if one in self.built), None)
        if last is None or not any(one.dep_ == "det" and one.lower_ in ("the", "this") for one in token.children):
            return None
        if token.lower_ in word_set("names", "told_apart"):
            return last if self._telling(token) in ("", last.forms[0].split()[-2]) else None
        return last

    def _new(self, token: Token, kind: str, anchors: dict[str, Mention], telling: str = "") -> Told:
        told = telling or self._telling(token)
        which = told if token.lower_ in word_set("names", "told_apart") or _PLACE not in anchors else ""
        if token.lower_ in word_set("names", "happening"):
            which = ""  # a blaze is the fire
        main = (_PLACE, _FIRM, "made") if kind in self.firms or not which else (_FIRM, _PLACE, "made")
        anchor = next((anchors[one].entity or "" for one in main if one in anchors), "")
        one = self.told.get((kind, anchor, which))
        if one is None:
            forms = self._forms(token.lower_, which, anchors)
            known = self._known(token, kind, anchors, (told, *forms))
            sort = self.names.entity(known).type if known else kind
            one = Told(known or built.slug_of(forms[0], self.names), sort, forms, known is not None)
            self.told[kind, anchor, which] = one
        self.last[kind] = one
        return one

    def _known(self, token: Token, kind: str, anchors: dict[str, Mention], told: tuple[str, ...]) -> str | None:
        """The registered thing, by all words that tell it and by its forms; not one that is built for another use."""
        forms = (*self._forms(token.lower_, told[0], anchors), *told[1:])
        place = self._label(anchors[_PLACE]) if _PLACE in anchors else ""
        if place and _FIRM not in anchors and self.topic is not None:  # that of the firm that the text names most
            forms += (f"{self._label(self.topic)} {place} {token.lower_}",)
        known = self._registered(kind, forms)
        return None if known and built.is_other(token.lower_, self.names.entity(known), told[0], place) else known

    def _forms(self, noun: str, which: str, anchors: dict[str, Mention]) -> tuple[str, ...]:
        """What it is called: the noun with the names before it, all of them or one, and with the place behind."""
        noun = f"{which} {noun}" if which else noun
        labels = {sort: self._label(one) for sort, one in anchors.items()}
        place, others = labels.get(_PLACE), [labels[sort] for sort in (_FIRM, "made") if sort in labels]
        whole = " ".join([*others, *([place] if place else []), noun])
        forms = [whole, *(f"{one} {noun}" for one in labels.values())]
        if place:
            forms += [f"{noun} in {place}", *(f"{one} {noun} in {place}" for one in others)]
            forms += [f"{place} {one} {noun}" for one in others]
        forms += [form for one in others for form in (f"{one}'s {noun}", f"{noun} of {one}")]
        return tuple(dict.fromkeys(forms))

    def _label(self, mention: Mention) -> str:
        known = self.names.registry.entities.get(mention.entity or "")
        own = (one for one in (mention, *self.mentions) if one.entity == mention.entity and one.by != "reference")
        return known.label if known else next(own, mention).span.text.removeprefix("the ")

    def _registered(self, kind: str, forms: tuple[str, ...]) -> str | None:
        """The one registered thing that bears such a name; for a part of a firm also by another noun for parts."""
        for form in (*forms, *built.alike(forms)):
            owned, bearers = built.is_owned(form), self.names.registry.find(form)
            found = [one.id for one in bearers if owned or self.names.schema.is_a(one.type, kind)]
            if len(found) == 1:
                return found[0]
        return None
