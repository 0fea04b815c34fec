"""An extractor for tests, through the face of the real ones: it knows three kinds of sentences on bridges.

It reads `X designed the Y Bridge`, `Its main span measures N metres` (of the bridge named last), and `X cast N tonnes`.
It also makes the faults that a careless one would: a quote that is not in the text, and an object of the wrong class.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kg.model import Amount, Article, Claim, Mention, Moment, Newcomer, Quantity, Reading, Schema, Span
from kg.resolve import Registry
from kg.times import read as read_time

VERSION = "patterns/7"
_DESIGNED = re.compile(r"(?P<who>[A-Z]\w+ [A-Z]\w+)(?P<denied> denied that he)? designed the (?P<what>[A-Z]\w+ Bridge)")
_SPAN = re.compile(r"(?:main span|span) measures (?P<number>\d+) metres")
_CAST = re.compile(r"(?P<who>Brook & Sons) cast (?P<number>[\d,]+) tonnes")
_NAME = re.compile(r"[A-Z]\w+ (?:Bridge|[A-Z]\w+)")
_YEAR = re.compile(r"\b18\d\d\b")


def identify() -> str | None:
    """What the environment says, so that a test can play another model, or none."""
    model = os.environ.get("FAKE_MODEL", "model-1")
    return f"{VERSION} {model}" if model else None


def open_extractor(schema: Schema, registry: Registry) -> Fake:
    return Fake(identify() or VERSION, registry)


@dataclass(frozen=True)
class Fake:
    id: str
    registry: Registry

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if log := os.environ.get("FAKE_LOG"):
                with Path(log).open("a", encoding="utf-8") as file:
                    file.write(f"{os.getpid()} {article.id}\n")
            yield self._read(article)

    def _entity(self, name: str, newcomers: dict[str, Newcomer]) -> str:
        found = self.registry.find(name)
        if found:
            return found[0].id
        entity = re.sub(r"\W+", "-", name.lower())
        kind = "Bridge" if name.endswith("Bridge") else "Person"
        near = tuple(sorted(one.id for one in self.registry.entities.values() if one.label.split()[0] in name.split()))
        newcomers.setdefault(entity, Newcomer(entity, kind, (name,), near, ()))
        return entity

    def _read(self, article: Article) -> Reading:
        newcomers: dict[str, Newcomer] = {}
        claims = []
        for match in _DESIGNED.finditer(article.body):
            who, what = self._entity(match["who"], newcomers), self._entity(match["what"], newcomers)
            slots = {"speaker": who, "modality": "denied"} if match["denied"] else {}
            claims.append(self._claim(article, match, what, "designedBy", "0.93", object=who, **slots))
        for match in _SPAN.finditer(article.body):
            bridges = re.findall(r"[A-Z]\w+ Bridge", article.body[: match.start()])
            figure = _figure(match["number"], "metre")
            subject = self._entity(bridges[-1], newcomers)
            claims.append(self._claim(article, match, subject, "mainSpan", "0.8", quantity=figure))
        for match in _CAST.finditer(article.body):
            figure = _figure(match["number"], "tonne")
            subject = self._entity(match["who"], newcomers)
            claims.append(self._claim(article, match, subject, "output", "0.4", quantity=figure))
        claims += [
            Claim(
                article.id, Span(0, 9, "not there"), "aren-bridge", "designedBy", object="ada-brook", status="proposed"
            ),
            Claim(article.id, Span(0, 1, article.body[0]), "aren-bridge", "designedBy", object="low-bridge"),
        ]
        claims.sort(key=lambda claim: claim.span.start)
        mentions = [self._mention(match) for match in _NAME.finditer(article.body)]
        amounts = [Amount(_span(m), _figure(m["number"], "metre")) for m in _SPAN.finditer(article.body)]
        moments = [Moment(_span(match), read_time(match[0])) for match in _YEAR.finditer(article.body)]
        new = tuple(newcomers.values())
        return Reading(
            article.id, self.id, tuple(claims), new, tuple(mentions), tuple(amounts), tuple(moments), (("no verb", 2),)
        )

    def _mention(self, match: re.Match[str]) -> Mention:
        found = self.registry.find(match[0])
        kind = "Bridge" if match[0].endswith("Bridge") else "Person"
        return Mention(_span(match), kind, found[0].id if found else None, "registry" if found else "model")

    def _claim(
        self, article: Article, match: re.Match[str], subject: str, name: str, sure: str, **slots: str | Quantity
    ) -> Claim:
        shared = {
            "status": "proposed",
            "extractor": self.id,
            "confidence": Decimal(sure),
            "reason": f"{name}: a, b & c",
        }
        return Claim(article.id, _span(match), subject, name, **{**shared, **slots})  # type: ignore[arg-type]


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end(), match[0])


def _figure(text: str, unit: str) -> Quantity:
    number = Decimal(text.replace(",", ""))
    return Quantity(number, number, number, "exact", unit, text)
