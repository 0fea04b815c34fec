"""Takes files of gold facts or of reviewed claims; gives `GoldText` records; touches nothing.

Two formats, told apart by their first level: a mapping with `article`, `facts` and `mentions` (names and relations in
the words of those who noted them, made ours by a `Mapping`), and a list of claims in the project's own format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from kg import strictyaml, times
from kg.errors import BadInput, Location, Problem
from kg.evaluate.mapping import Mapping
from kg.evaluate.relations import OTHER, Target
from kg.model import Article, Claim, Quantity, Span, When
from kg.quantities import of_number

_TOP = ("article", "facts", "mentions", "note")
_FACT = ("id", "subject", "relation", "object", "value", "attribution", "modality", "span", "span_text")
#: What those who noted the facts keep for themselves.
_ASIDE = ("note", "corrected", "added")
_VALUE = ("numbers", "unit", "bound", "when", "when_from", "text", "note")
_MENTION = ("span", "text", "type", "canonical")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Words that name something; `classes` are those of the ontology that its type may be, None where it has none."""

    span: Span
    type: str
    classes: tuple[str, ...] | None
    name: str


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact that a reader noted. Names are as written; `span` is None where the wording is that of another text.

    `targets` say how the ontology states it (none: not at all); `values` are equivalent figures (two currencies);
    `modalities` are the pairs of modality and negation that read it rightly; `when_elsewhere` says that the time is
    not in the words of the fact.
    """

    id: str
    span: Span | None
    subject: str
    relation: str
    targets: tuple[Target, ...]
    object: str | None
    values: tuple[Quantity, ...]
    when: When | None
    speaker: str | None
    modalities: tuple[tuple[str, bool], ...]
    location: Location
    when_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class GoldText:
    """The gold of one article. `mentions` is None where nobody noted them; names are noted of things of `classes`.

    `moved` counts spans that were found elsewhere than told.
    """

    article: str
    facts: tuple[GoldFact, ...]
    mentions: tuple[GoldMention, ...] | None = None
    classes: frozenset[str] = frozenset()
    moved: int = 0


def read_facts(tree: strictyaml.Mapping, article: Article, mapping: Mapping) -> GoldText:
    """The gold of a mapping with `article`, `facts` and `mentions`. Raises `BadInput` with every fault."""
    tree.check_keys(_TOP, "key of a gold file")
    reader = _Reader(article, mapping)
    facts = [one for fact in reader.each(tree, "facts", reader.fact) for one in _apart(fact)]
    mentions = tuple(reader.each(tree, "mentions", reader.mention)) if "mentions" in tree.entries else None
    if reader.problems:
        raise BadInput(*reader.problems)
    classes = frozenset(name for names in mapping.types.values() for name in names)
    return GoldText(article.id, tuple(facts), mentions, classes, reader.moved)


def _apart(fact: GoldFact) -> list[GoldFact]:
    """A fact that names several posts ("Acme: founder and CEO"), once for each: the ontology states them one by one."""
    posts = [one for one in dict.fromkeys(one.post for one in fact.targets) if one not in (None, OTHER)]
    if len(posts) < 2:
        return [fact]
    parts = [tuple(one for one in fact.targets if one.post == post) for post in posts]
    return [replace(fact, id=f"{fact.id}.{number}", targets=part) for number, part in enumerate(parts, 1)]


def from_claims(article: Article, claims: list[Claim], mapping: Mapping, *, same_text: bool) -> GoldText:
    """The gold of reviewed claims. Their spans count only where the article is the text that they quote.

    The mapping may give a property further readings, such as its inverse.
    """
    facts = []
    for number, claim in enumerate(claims, 1):
        readings = mapping.targets(claim.property, claim.location)
        fact = GoldFact(
            id=claim.key or f"claim {number}",
            span=claim.span if same_text else None,
            subject=claim.subject,
            relation=claim.property,
            targets=tuple(
                replace(target, scope=tuple((key, (one,)) for key, one in claim.scope)) for target in readings
            ),
            object=claim.object or claim.words,
            values=(claim.quantity,) if claim.quantity else (),
            when=claim.when if claim.when and claim.when.text else None,
            speaker=claim.speaker,
            modalities=((claim.modality, claim.negated),),
            location=claim.location,
        )
        facts.append(fact)
    return GoldText(article.id, tuple(facts))


class _Reader:
    """Reads the facts and mentions of one file; collects what is wrong in it."""

    def __init__(self, article: Article, mapping: Mapping) -> None:
        self.article = article
        self.mapping = mapping
        self.problems: list[Problem] = []
        self.moved = 0

    def each(self, tree: strictyaml.Mapping, key: str, read: Callable[[strictyaml.Mapping], T]) -> list[T]:
        node = tree.entries.get(key)
        if not isinstance(node, strictyaml.Sequence):
            raise tree.fail(f"{key} is no list", f"write '{key}:' and '- ...' below it")
        found = []
        for item in node:
            try:
                if not isinstance(item, strictyaml.Mapping):
                    raise item.fail(f"an entry of {key} is a mapping", "write '- span: ...' and its keys")
                found.append(read(item))
            except BadInput as error:
                self.problems.extend(error.problems)
        return found

    def fact(self, node: strictyaml.Mapping) -> GoldFact:
        node.check_keys((*_FACT, *_ASIDE), "key of a fact")
        relation = node.required("relation")
        value = node.entries.get("value")
        targets = self.mapping.targets(relation, node.at("relation"))
        targets = tuple(target for target in targets if target.fits(node.text("object")))
        return GoldFact(
            id=node.text("id") or f"line {node.location.line}",
            span=self.span(node, "span_text"),
            subject=node.required("subject"),
            relation=relation,
            targets=targets,
            object=node.text("object"),
            values=self.values(value) if isinstance(value, strictyaml.Mapping) else (),
            when=self.when(value) if isinstance(value, strictyaml.Mapping) else None,
            speaker=node.text("attribution"),
            modalities=self.modalities(node, targets),
            location=node.location,
            when_elsewhere=isinstance(value, strictyaml.Mapping) and self.elsewhere(value),
        )

    def elsewhere(self, node: strictyaml.Mapping) -> bool:
        told = node.text("when_from")
        if told not in (None, "words", "article"):
            raise BadInput(Problem(node.at("when_from"), f"when_from is {told!r}", "write words or article"))
        return told == "article"

    def mention(self, node: strictyaml.Mapping) -> GoldMention:
        node.check_keys((*_MENTION, *_ASIDE), "key of a mention")
        span = self.span(node, "text")
        kind = node.required("type")
        return GoldMention(span, kind, self.mapping.classes(kind), node.text("canonical") or span.text)

    def modalities(self, node: strictyaml.Mapping, targets: tuple[Target, ...]) -> tuple[tuple[str, bool], ...]:
        found = self.mapping.readings(node.text("modality") or "asserted")
        if targets and targets[0].modality:
            found = ((targets[0].modality, False),)
        if targets and targets[0].negated:  # what the gold says is the denial of what the property says
            found = (*((name, True) for name, _ in found), ("denied", False))
        known = self.mapping.schema.concepts["Modality"]
        for name, _ in found:
            if name not in known:
                mend = f"map it under 'modalities:' to {', '.join(known)}"
                raise BadInput(Problem(node.at("modality"), f"unknown modality {name!r}", mend))
        return found

    def span(self, node: strictyaml.Mapping, key: str) -> Span:
        """The span as given; where its words stand elsewhere in the article, and only once, it is moved there."""
        numbers = node.texts("span")
        if len(numbers) != 2 or not all(number.isascii() and number.isdigit() for number in numbers):
            raise BadInput(Problem(node.at("span"), "span is no pair of offsets", "write span: [48, 102]"))
        start, end = (int(number) for number in numbers)
        body, words = self.article.body, node.text(key)
        if not 0 <= start < end <= len(body):
            raise BadInput(Problem(node.at("span"), f"no words stand at {start}..{end} of the article", "mend it"))
        if words is None or body[start:end] == words:
            return Span(start, end, body[start:end])
        at = body.find(words)
        if at < 0 or body.find(words, at + 1) >= 0:
            message = f"{start}..{end} of the article reads {body[start:end]!r}, not {words!r}"
            raise BadInput(Problem(node.at("span"), message, "mend the span"))
        self.moved += 1
        return Span(at, at + len(words), words)

    def values(self, node: strictyaml.Mapping) -> tuple[Quantity, ...]:
        node.check_keys(_VALUE, "key of a value")
        numbers = [self.number(node, text) for text in node.texts("numbers")]
        if not numbers:
            return ()
        units = node.texts("unit") or ("",)
        bound = self.mapping.bound(node.text("bound"))
        if bound not in self.mapping.schema.concepts["Bound"]:
            known = ", ".join(self.mapping.schema.concepts["Bound"])
            raise BadInput(Problem(node.at("bound"), f"unknown bound {bound!r}", f"map it under 'bounds:' to {known}"))
        if bound == "range":
            unit, factor = self.mapping.unit(units[0])
            low, high = min(numbers) * factor, max(numbers) * factor
            return (Quantity(None, low, high, "range", unit, ""),)
        if len(units) not in (1, len(numbers)):
            raise BadInput(Problem(node.at("unit"), f"{len(numbers)} numbers, {len(units)} units", "pair them"))
        found = []
        for position, number in enumerate(numbers):
            unit, factor = self.mapping.unit(units[position if len(units) > 1 else 0])
            found.append(of_number(number * factor, bound, unit))
        return tuple(found)

    def number(self, node: strictyaml.Mapping, text: str) -> Decimal:
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite():
            raise BadInput(Problem(node.at("numbers"), f"{text!r} is no number", "write digits"))
        return number

    def when(self, node: strictyaml.Mapping) -> When | None:
        text = node.text("when")
        if text is None:
            return None
        try:
            return times.read(text)
        except ValueError as error:
            raise BadInput(Problem(node.at("when"), str(error), "write EDTF: 2025-12 or 2025-02/2025-08")) from None
