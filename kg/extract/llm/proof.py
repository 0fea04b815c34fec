"""Takes what a model answered about an article; gives the claims that hold, and why the others do not; touches nothing.

An answer is never believed. Each claim is written as a person would write it and read by `kg.extract.reviewed`, which
proves quote, terms, domain, range, unit, wording and time against article, ontology and registry. Beyond that, what a
model is prone to invent must stand in the article: the names of the things, the digits of a figure, the words of a
time. Typography that models change (quotation marks, dashes) is set back to the article's.

An article that speaks to the machine gains nothing: what a model does at its bidding is either no claim, or one that
fails here, and sentences that give orders to a model are no evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from kg.errors import Problem
from kg.extract.llm.naming import NamedIn
from kg.extract.reviewed import read_claims
from kg.model import Article, Claim, Schema
from kg.resolve import Registry

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,60}\b(?:instructions?|prompts?|rules|guidelines)\b"
    r"|\bsystem prompt\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_SENTENCE_END = re.compile(r"[.!?。！？]\s|\n")
#: The slots that are handed to the proof as they are, one line each; the line of a fault tells its slot.
_SLOTS = ("subject", "property", "object", "words", "when", "when_text", "speaker", "role", "modality", "condition")
#: What a fault in a slot is counted as.
_REASONS = {
    "subject": "subject outside the property's domain",
    "object": "object outside the property's range",
    "value": "figure not as in the quote",
    "words": "words not in the quote",
    "when": "no such time",
    "when_text": "words of the time not in the article",
    "role": "role not in the article",
    "condition": "condition not in the article",
    "scope": "scope that the ontology lacks",
    "modality": "modality that the ontology lacks",
}
#: The slot of the value, by the kind of the property.
_VALUE_SLOT = {"relation": "object", "metric": "value", "attribute": "words"}
_MAX_EXPONENT = 20
_VALUE = ("number", "low", "high", "bound", "unit", "text")


class Unproved(Exception):
    """The claim does not hold; the text is the reason under which it is counted."""


@dataclass(frozen=True)
class Prover:
    """Proves claims about one article. `registry` holds the new things of the answer, too; `told` are their names."""

    article: Article
    schema: Schema
    registry: Registry
    extractor: str
    model: str

    @cached_property
    def named(self) -> NamedIn:
        return NamedIn(self.article.body)

    def prove(self, told: object) -> Claim:
        """The claim as a proposal. Raises `Unproved`."""
        if not isinstance(told, Mapping):
            raise Unproved("malformed claim")
        quote = self.quote(told)
        slots: dict[str, object] = {"quote": quote, "nth": self.nth(quote), "part": self.part(quote)}
        slots |= {name: _text(told, name) for name in _SLOTS}
        name = slots["property"]
        if not isinstance(name, str) or name not in self.schema.properties:
            raise Unproved("property that the ontology lacks")
        term = self.schema.properties[name]
        for slot in ("subject", "object", "speaker"):
            slots[slot] = self.thing(slots[slot], needed=slot == "subject")
        slots["value"] = self.figure(told.get("value"), term.units)
        for kind, slot in _VALUE_SLOT.items():
            if (slots[slot] is not None) != (kind == term.kind):
                raise Unproved("no value" if kind == term.kind else "value that the property does not take")
        if slots["modality"] == "conditional" and slots["condition"] is None:
            raise Unproved("conditional claim without a condition")
        slots["negated"] = "true" if told.get("negated") is True else None
        slots["scope"] = self.scope(told.get("scope"))
        if slots["when"] is None:
            slots["when_text"] = None
        else:
            slots["when_basis"] = self.basis(str(slots["when"]), slots["when_text"])
        return self.read({slot: value for slot, value in slots.items() if value is not None}, _sureness(told))

    def read(self, slots: Mapping[str, object], confidence: Decimal | None) -> Claim:
        lines = [f"{'-' if not number else ' '} {slot}: {_yaml(slots[slot])}" for number, slot in enumerate(slots)]
        claims, problems = read_claims(
            "\n".join(lines), self.article.location.path, self.article, self.schema, self.registry
        )
        if problems:
            raise Unproved(_reason(problems[0], list(slots)))
        (claim,) = claims
        line = self.article.line_of(claim.span.start)
        return replace(
            claim,
            status="proposed",
            extractor=self.extractor,
            confidence=confidence,
            reason=f"answer of {self.model}",
            location=replace(self.article.location, line=line, column=0),
        )

    # --- slots -------------------------------------------------------------------------------------------------------

    def quote(self, told: Mapping[str, Any]) -> str:
        """The quote in the article's own typography."""
        quote = _text(told, "quote")
        if quote is None:
            raise Unproved("malformed claim")
        body = self.article.body
        at = body.find(quote)
        if at < 0:
            at = body.translate(_TYPOGRAPHY).find(quote.translate(_TYPOGRAPHY))
        if at < 0 or "\n" in quote:
            raise Unproved("quote not in the article")
        if _ORDERS.search(self.sentence(at, at + len(quote))):
            raise Unproved("quote from words that give orders to a machine")
        return body[at : at + len(quote)]

    def sentence(self, start: int, end: int) -> str:
        """The words from the sentence end before the quote to the one after it."""
        body = self.article.body
        before = [match.end() for match in _SENTENCE_END.finditer(body, 0, start)]
        after = _SENTENCE_END.search(body, max(start, end - 1))
        return body[before[-1] if before else 0 : after.end() if after else len(body)]

    def nth(self, quote: str) -> str | None:
        """The first of several places: the same words prove the same, wherever they stand."""
        at = self.article.body.find(quote)
        return "1" if self.article.body.find(quote, at + 1) >= 0 else None

    def part(self, quote: str) -> str | None:
        body = self.article.body
        line_start = body.rfind("\n", 0, body.find(quote)) + 1
        return "heading" if body.startswith("#", line_start) else None

    def thing(self, name: object, *, needed: bool) -> str | None:
        """The id of a registered or new thing that the article names."""
        if name is None and not needed:
            return None
        exact = self.registry.entities.get(str(name))
        found = (exact,) if exact else self.registry.find(str(name or ""))
        if len(found) != 1:
            raise Unproved("name of several things" if found else "thing that nobody knows")
        if not any(self.named.holds(one) for one in found[0].names):
            raise Unproved("thing that the article does not name")
        return found[0].id

    def figure(self, told: object, units: tuple[str, ...]) -> Mapping[str, str] | None:
        """The value as people write it: digits in its wording, a unit that the metric is stated in."""
        if told is None:
            return None
        if not isinstance(told, Mapping):
            raise Unproved("malformed claim")
        slots = {name: text for name in _VALUE if (text := _number_or_text(told.get(name))) is not None}
        if "number" in slots:
            slots.pop("low", None)
            slots.pop("high", None)
            if slots.get("bound") == "range":
                raise Unproved(_REASONS["value"])
        if slots.get("unit") not in self.schema.units:
            raise Unproved("unit that the ontology lacks")
        if units and slots["unit"] not in units:
            raise Unproved("unit that the metric is not stated in")
        if not any(sign.isdigit() for sign in slots.get("text", "")):
            raise Unproved("figure without digits in the text")
        if "number" not in slots:
            slots.pop("bound", None)
        return slots

    def scope(self, told: object) -> Mapping[str, str] | None:
        if told is None:
            return None
        if not isinstance(told, Mapping):
            raise Unproved("malformed claim")
        given = {str(key): text for key in told if (text := _text(told, key)) is not None}
        for key, text in given.items():
            term = self.schema.scopes.get(key)
            if term is not None and term.kind == "entity":
                given[key] = self.thing(text, needed=True) or text
            if term is not None and term.kind == "words" and text not in self.article.body:
                raise Unproved("scope not in the article")
        return given or None

    def basis(self, when: str, words: object) -> str:
        """Whether the words of the time state it or it was reckoned from them; no time without words."""
        if not isinstance(words, str):
            raise Unproved("time without words of the article")
        years = set(_YEAR.findall(when))
        if years <= set(_YEAR.findall(words)):
            return "stated"
        published = self.article.published
        near = {str(published.start.year + step) for step in (-1, 0, 1)} if published and published.start else set()
        if not years <= near | set(_YEAR.findall(self.article.body)):
            raise Unproved("year that the article does not tell")
        return "derived"


def _text(told: Mapping[str, Any], name: str) -> str | None:
    """The text of a slot in NFC, None where it is null or blank."""
    value = told.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unproved("malformed claim")
    return unicodedata.normalize("NFC", value).strip() or None


def _number_or_text(value: object) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return f"{number:f}" if abs(number.adjusted()) <= _MAX_EXPONENT else None
    raise Unproved("malformed claim")


def _sureness(told: Mapping[str, Any]) -> Decimal | None:
    """The confidence that the model tells, in hundredths; what is no number from 0 to 1 is none."""
    value = told.get("confidence")
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= 1:
        return None
    return Decimal(value).quantize(Decimal("0.01"))


def _reason(problem: Problem, slots: list[str]) -> str:
    line = problem.location.line
    slot = slots[line - 1] if 0 < line <= len(slots) else ""
    return _REASONS.get(slot, "malformed claim")


def _yaml(value: object) -> str:
    """A text as a double-quoted scalar, a mapping of texts in braces, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_yaml(key)}: {_yaml(one)}" for key, one in value.items()) + "}"
    text = str(value)
    return '"' + "".join(c if c.isalnum() or c in " .,:;-_()%/" else f"\\U{ord(c):08x}" for c in text) + '"'
