"""Takes JSON Lines of proposals and annotations; gives a `Reading` for each article; touches nothing.

Proposals are the lines of `kg extract -f jsonl`, annotations those of `kg extract -f annotations`; both may stand in
one file. Quotes are proved against the article; nothing else is, since the scorer only compares.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kg import times
from kg.errors import BadInput, Location, Problem
from kg.model import Amount, Article, Claim, Condition, Mention, Moment, Newcomer, Quantity, Reading, Schema, Span, When


def read_predictions(text: str, shown: str, articles: Mapping[str, Article], schema: Schema) -> dict[str, Reading]:
    """A reading for each of the articles, empty where the file has none. Raises `BadInput` with every fault.

    Lines about other articles are passed over: one file of predictions may be measured on several golds.
    """
    found: dict[str, dict[str, list[Any]]] = {one: defaultdict(list) for one in articles}
    extractors: set[str] = set()
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line, parse_float=Decimal)
            article = articles.get(entry["article"])
            if article is None:
                continue
            kind = entry.get("kind", "claim")
            found[article.id][kind].append(_READERS[kind](entry, article, schema))
            if isinstance(entry.get("extractor"), str):
                extractors.add(entry["extractor"])
        except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
            what = f"lacks {error}" if isinstance(error, KeyError) else str(error) or type(error).__name__
            problems.append(Problem(Location(shown, number, 1), f"no proposal: {what}", "write it with kg extract"))
    if problems:
        raise BadInput(*problems)
    extractor = ", ".join(sorted(extractors)) or shown
    return {one: _reading(one, extractor, parts) for one, parts in found.items()}


def _reading(article: str, extractor: str, parts: Mapping[str, list[Any]]) -> Reading:
    kinds = (tuple(parts.get(kind, ())) for kind in ("claim", "newcomer", "mention", "amount", "time"))
    return Reading(article, extractor, *kinds)


def _span(entry: Mapping[str, Any], article: Article, words: str) -> Span:
    start, end = int(entry["start"]), int(entry["end"])
    if not 0 <= start < end <= len(article.body):
        raise ValueError(f"no words stand at {start}..{end} of {article.id}")
    text = article.body[start:end]
    told = entry.get(words)
    if told is not None and told != text:
        raise ValueError(f"{start}..{end} of {article.id} reads {text!r}, not {told!r}")
    return Span(start, end, text)


def _claim(entry: Mapping[str, Any], article: Article, schema: Schema) -> Claim:
    condition = entry.get("condition")
    confidence = entry.get("confidence")
    value = entry.get("value")
    term = schema.properties.get(str(entry["property"]))
    worded = term is not None and term.kind == "attribute"  # its "object" are words
    return Claim(
        article=article.id,
        span=_span(entry, article, "quote"),
        subject=str(entry["subject"]),
        property=str(entry["property"]),
        object=None if worded else entry.get("object"),
        quantity=_quantity(value) if value is not None else None,
        words=entry.get("object") if worded else None,
        when=_when(entry.get("when")),
        scope=tuple(sorted((str(key), str(one)) for key, one in (entry.get("scope") or {}).items())),
        speaker=entry.get("speaker"),
        modality=entry.get("modality") or "asserted",
        negated=bool(entry.get("negated")),
        condition=Condition(words=str(condition)) if condition else None,
        status="proposed",
        extractor=entry.get("extractor"),
        confidence=None if confidence is None else Decimal(str(confidence)),
        reason=entry.get("reason"),
    )


def _quantity(value: Mapping[str, Any]) -> Quantity:
    number, low, high = (_number(value.get(key)) for key in ("number", "low", "high"))
    return Quantity(number, low, high, value.get("bound") or "exact", value.get("unit") or "", value.get("text") or "")


def _number(value: object) -> Decimal | None:
    if value is None:
        return None
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{value!r} is no number")
    return number


def _when(value: object) -> When | None:
    return times.read(str(value)) if value else None


def _mention(entry: Mapping[str, Any], article: Article, _schema: Schema) -> Mention:
    return Mention(_span(entry, article, "text"), str(entry["type"]), entry.get("entity"), entry.get("by", "registry"))


def _amount(entry: Mapping[str, Any], article: Article, _schema: Schema) -> Amount:
    return Amount(_span(entry, article, "text"), _quantity(entry["value"]))


def _moment(entry: Mapping[str, Any], article: Article, _schema: Schema) -> Moment:
    when = _when(entry["value"])
    if when is None:
        raise ValueError("no date")
    return Moment(_span(entry, article, "text"), when)


def _newcomer(entry: Mapping[str, Any], _article: Article, _schema: Schema) -> Newcomer:
    names = tuple(str(name) for name in entry["names"])
    return Newcomer(str(entry["id"]), str(entry["type"]), names, tuple(entry.get("near") or ()), ())


_READERS = {"claim": _claim, "mention": _mention, "amount": _amount, "time": _moment, "newcomer": _newcomer}
