"""Takes the claims that people wrote for an article (`data/claims/<article>.yaml`); gives `Claim` records.

Touches nothing. Every slot is checked against the article, the schema and the registry; what is wrong is collected with
its line, and a faulty claim is never let through.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from decimal import Decimal, InvalidOperation

from kg import strictyaml, times
from kg.errors import BadInput, Location, Problem, did_you_mean
from kg.extract.figures import choose, read_figure
from kg.extract.quotes import locate
from kg.model import Article, Claim, Condition, PropertyTerm, Quantity, Schema, Span, When
from kg.resolve import Registry

_KEYS = (
    "quote",
    "nth",
    "part",
    "subject",
    "property",
    "object",
    "value",
    "words",
    "when",
    "when_basis",
    "when_text",
    "scope",
    "speaker",
    "role",
    "via",
    "modality",
    "negated",
    "condition",
    "key",
    "caveat",
    "note",
)
#: What a program adds to the claims that it proposes.
_PROPOSAL_KEYS = ("confidence", "reason")
_SLOT = {"relation": "object", "metric": "value", "attribute": "words"}
_MAX_NUMBER_LENGTH = 30


def read_claims(
    text: str, shown: str, article: Article, schema: Schema, registry: Registry
) -> tuple[list[Claim], list[Problem]]:
    """The claims of a YAML text, in its order, with what is wrong in it. `shown` is its path for messages."""
    try:
        tree = strictyaml.parse(text, shown)
        if not isinstance(tree, strictyaml.Sequence):
            raise BadInput(Problem(Location(shown, 1, 1), "a file of claims is a list", "start claims with '- quote:'"))
    except BadInput as error:
        return [], list(error.problems)
    claims, problems = prove_claims(tree, article, schema, registry)
    return claims, problems + _dangling_conditions(claims)


def prove_claims(
    nodes: Iterable[strictyaml.Node], article: Article, schema: Schema, registry: Registry, extractor: str | None = None
) -> tuple[list[Claim], list[Problem]]:
    """The claims of a list of nodes that hold, with what is wrong in the others: as proposals of an `extractor`, or
    as reviewed ones where there is none. Conditions on other claims are not looked up here.
    """
    reader = _Reader(article, schema, registry, extractor)
    claims: list[Claim] = []
    problems: list[Problem] = []
    for node in nodes:
        try:
            claims.append(reader.claim(node))
        except BadInput as error:
            problems.extend(error.problems)
    problems.extend(_duplicates(claims))
    return claims, problems


def dangling(claims: Iterable[Claim], keys: Collection[str] = ()) -> list[Claim]:
    """The claims that hang on a claim that is neither among them nor has one of the keys."""
    claims = tuple(claims)
    known = {claim.key for claim in claims if claim.key} | set(keys)
    return [
        claim for claim in claims if claim.condition and claim.condition.claim and claim.condition.claim not in known
    ]


def _duplicates(claims: list[Claim]) -> list[Problem]:
    problems = []
    for what in ("id", "key"):
        seen: dict[str, Claim] = {}
        for claim in claims:
            value: str | None = getattr(claim, what)
            if value is None:
                continue
            first = seen.setdefault(value, claim)
            if first is not claim:
                mend = "remove one of them" if what == "id" else "give each its own"
                message = f"duplicate {what} {value!r}, first in line {first.location.line}"
                problems.append(Problem(claim.location, message, mend))
    return problems


def _dangling_conditions(claims: list[Claim]) -> list[Problem]:
    keys = {claim.key for claim in claims if claim.key}
    return [
        Problem(claim.location, f"no claim has the key {wanted!r}", did_you_mean(wanted, keys, "add 'key:' to it"))
        for claim in dangling(claims)
        if claim.condition and (wanted := claim.condition.claim)
    ]


class _Reader:
    """Reads one claim after the other for one article."""

    def __init__(self, article: Article, schema: Schema, registry: Registry, extractor: str | None) -> None:
        self.article = article
        self.schema = schema
        self.registry = registry
        self.extractor = extractor

    def claim(self, node: strictyaml.Node) -> Claim:
        if not isinstance(node, strictyaml.Mapping):
            raise node.fail("a claim is a mapping", "write '- quote: ...' and its slots")
        node.check_keys((*_KEYS, *_PROPOSAL_KEYS) if self.extractor else _KEYS, "slot")
        span = self.span(node)
        term = self.term(node)
        subject = self.entity(node, "subject", term.domain)
        target, quantity, words = self.value(node, term, span)
        modality = choose(self.schema, node, "modality", "Modality", "asserted")
        condition = self.condition(node)
        if modality == "conditional" and condition is None:
            raise node.fail("a conditional claim has no condition", "add 'condition: words of the article'")
        return Claim(
            article=self.article.id,
            span=span,
            subject=subject,
            property=term.name,
            object=target,
            quantity=quantity,
            words=words,
            when=self.when(node),
            scope=self.scope(node),
            speaker=self.entity(node, "speaker", "Entity") if node.text("speaker") else None,
            role=self.own_words(node, "role"),
            via=tuple(self.known(name, node.at("via")) for name in node.texts("via")),
            modality=modality,
            negated=node.flag("negated"),
            condition=condition,
            part=self.part(node, span),
            status="proposed" if self.extractor else "reviewed",
            extractor=self.extractor,
            confidence=self.confidence(node),
            reason=node.text("reason") if self.extractor else None,
            key=node.text("key"),
            caveat=node.text("caveat"),
            note=node.text("note"),
            location=node.location,
        )

    def span(self, node: strictyaml.Mapping) -> Span:
        quote = unicodedata.normalize("NFC", node.required("quote"))
        nth = node.text("nth")
        if nth is not None and not (nth.isascii() and nth.isdigit() and len(nth) < _MAX_NUMBER_LENGTH):
            raise BadInput(Problem(node.at("nth"), f"nth is {nth!r}", "write a number, 1 for the first occurrence"))
        try:
            return locate(self.article.body, quote, int(nth) if nth else None)
        except ValueError as error:
            raise BadInput(Problem(node.at("quote"), str(error))) from None

    def term(self, node: strictyaml.Mapping) -> PropertyTerm:
        name = node.required("property")
        term = self.schema.properties.get(name)
        if term is None:
            mend = did_you_mean(name, self.schema.properties, "add a file for it to ontology/")
            raise BadInput(Problem(node.at("property"), f"unknown relation or metric {name!r}", mend))
        return term

    def known(self, name: str, where: Location) -> str:
        if name not in self.registry.entities:
            mend = did_you_mean(name, self.registry.entities, "add it to data/entities/")
            raise BadInput(Problem(where, f"unknown entity {name!r}", mend))
        return name

    def entity(self, node: strictyaml.Mapping, key: str, wanted: str) -> str:
        name = self.known(node.required(key), node.at(key))
        kind = self.registry.entities[name].type
        if not self.schema.is_a(kind, wanted):
            message = f"{name} is a {kind}, but {node.text('property')} wants a {wanted} as its {key}"
            raise BadInput(Problem(node.at(key), message, "take another relation or mend the type"))
        return name

    def value(
        self, node: strictyaml.Mapping, term: PropertyTerm, span: Span
    ) -> tuple[str | None, Quantity | None, str | None]:
        slot = _SLOT[term.kind]
        for other in _SLOT.values():
            if other != slot and other in node.entries:
                message = f"{term.name} is a {term.kind}: it takes '{slot}', not '{other}'"
                raise BadInput(Problem(node.at(other), message, f"write '{slot}: ...'"))
        if slot not in node.entries:
            raise node.fail(f"{term.name} is a {term.kind} and has no {slot}", f"add '{slot}: ...'")
        if slot == "object":
            return self.entity(node, "object", term.range), None, None
        if slot == "value":
            return None, read_figure(node.entries["value"], span, self.schema), None
        words = unicodedata.normalize("NFC", node.required("words"))
        if words not in span.text:
            raise BadInput(Problem(node.at("words"), f"the words {words!r} are not in the quote", "copy them from it"))
        return None, None, words

    def when(self, node: strictyaml.Mapping) -> When | None:
        text = node.text("when")
        words = self.own_words(node, "when_text")
        if text is None:
            if "when_basis" in node.entries:
                raise BadInput(Problem(node.at("when_basis"), "when_basis without when", "add 'when: ...'"))
            return When("", None, None, words=words) if words else None
        basis = choose(self.schema, node, "when_basis", "Basis", "stated")
        try:
            return times.read(text, basis, words)
        except ValueError as error:
            mend = "write 2025, 2025-12, 2025-12-31, 2025-Q1 or 2025-02/2025-08"
            raise BadInput(Problem(node.at("when"), str(error), mend)) from None

    def confidence(self, node: strictyaml.Mapping) -> Decimal | None:
        text = node.text("confidence") if self.extractor else None
        if text is None:
            return None
        try:
            found = Decimal(text) if len(text) < _MAX_NUMBER_LENGTH and text.isascii() else Decimal("NaN")
        except InvalidOperation:
            found = Decimal("NaN")
        if not (found.is_finite() and 0 <= found <= 1):
            raise BadInput(Problem(node.at("confidence"), f"confidence is {text!r}", "write a number from 0 to 1"))
        return found

    def own_words(self, node: strictyaml.Mapping, key: str) -> str | None:
        """Words that must stand in the article as they are."""
        text = node.text(key)
        if text is None:
            return None
        text = unicodedata.normalize("NFC", text)
        if text not in self.article.body:
            raise BadInput(Problem(node.at(key), f"{key}: {text!r} is not in the article", "copy the words from it"))
        return text

    def condition(self, node: strictyaml.Mapping) -> Condition | None:
        given = node.entries.get("condition")
        if isinstance(given, strictyaml.Mapping):
            given.check_keys(("claim",), "key of a condition")
            return Condition(claim=given.required("claim"))
        words = self.own_words(node, "condition")
        return Condition(words=words) if words else None

    def scope(self, node: strictyaml.Mapping) -> tuple[tuple[str, str], ...]:
        given = node.entries.get("scope")
        if given is None:
            return ()
        if not isinstance(given, strictyaml.Mapping):
            raise given.fail("scope is a mapping", "write scope: {counting: in-period}")
        given.check_keys(tuple(self.schema.scopes), "scope key")
        return tuple((key, self.scope_value(given, key)) for key in sorted(given.entries))

    def scope_value(self, node: strictyaml.Mapping, key: str) -> str:
        term = self.schema.scopes[key]
        text = node.required(key)
        if term.kind == "concept":
            return choose(self.schema, node, key, term.range, "")
        if term.kind == "words":
            return text
        kind = self.registry.entities[self.known(text, node.at(key))].type
        if not self.schema.is_a(kind, term.range):
            message = f"{text} is a {kind}, but the scope key {key} wants a {term.range}"
            raise BadInput(Problem(node.at(key), message, "take another scope key or mend the type"))
        return text

    def part(self, node: strictyaml.Mapping, span: Span) -> str:
        part = choose(self.schema, node, "part", "TextPart", "body")
        line_start = self.article.body.rfind("\n", 0, span.start) + 1
        if (part == "heading") != self.article.body.startswith("#", line_start):
            mend = "write 'part: heading' exactly for quotes from a '#' line"
            raise BadInput(Problem(node.at("quote"), f"the quote is from the wrong part: {part}", mend))
        return part
