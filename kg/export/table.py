"""Takes the dataset; gives `claims.csv`, one claim a row with every slot; touches nothing."""

from __future__ import annotations

import csv
import io

from kg import quantities
from kg.export import Dataset
from kg.graph import passage
from kg.model import Claim

COLUMNS = (
    "id",
    "article",
    "publisher",
    "published",
    "part",
    "paragraph",
    "sentence",
    "start",
    "end",
    "quote",
    "subject",
    "subject_label",
    "property",
    "property_label",
    "object",
    "object_label",
    "number",
    "low",
    "high",
    "bound",
    "unit",
    "unit_basis",
    "reading",
    "value_text",
    "words",
    "when",
    "from",
    "until",
    "when_basis",
    "when_text",
    "scope",
    "speaker",
    "speaker_label",
    "role",
    "via",
    "modality",
    "negated",
    "condition",
    "status",
    "extractor",
    "confidence",
    "reason",
    "fact",
    "caveat",
    "note",
)


def write_csv(dataset: Dataset) -> bytes:
    """CSV (RFC 4180) in UTF-8 with a header."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for claim in dataset.corpus.claims:
        writer.writerow({**_source(dataset, claim), **_core(dataset, claim), **_testimony(dataset, claim)})
    return out.getvalue().encode()


def _label(dataset: Dataset, entity: str | None) -> str:
    return dataset.corpus.registry.entities[entity].label if entity else ""


def _source(dataset: Dataset, claim: Claim) -> dict[str, object]:
    article = dataset.corpus.articles[claim.article]
    paragraph, sentence = passage(article, claim.span.start)
    return {
        "id": claim.id,
        "article": claim.article,
        "publisher": article.publisher or "",
        "published": article.published.text if article.published else "",
        "part": claim.part,
        "paragraph": paragraph,
        "sentence": sentence,
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": claim.span.text,
    }


def _core(dataset: Dataset, claim: Claim) -> dict[str, object]:
    row: dict[str, object] = {
        "subject": claim.subject,
        "subject_label": _label(dataset, claim.subject),
        "property": claim.property,
        "property_label": dataset.schema.properties[claim.property].label,
        "object": claim.object or "",
        "object_label": _label(dataset, claim.object),
        "words": claim.words or "",
        "scope": "; ".join(f"{key}={value}" for key, value in claim.scope),
    }
    if figure := claim.quantity:
        for key, number in (("number", figure.number), ("low", figure.low), ("high", figure.high)):
            row[key] = "" if number is None else quantities.format_number(number, "")
        row |= {"bound": figure.bound, "unit": figure.unit, "unit_basis": figure.unit_basis}
        row |= {"reading": _flag(figure.reading), "value_text": figure.text}
    return row


def _testimony(dataset: Dataset, claim: Claim) -> dict[str, object]:
    row: dict[str, object] = {
        "speaker": claim.speaker or claim.article,
        "speaker_label": _label(dataset, claim.speaker) or dataset.corpus.articles[claim.article].title,
        "role": claim.role or "",
        "via": "; ".join(claim.via),
        "modality": claim.modality,
        "negated": _flag(claim.negated),
        "condition": "",
        "status": claim.status,
        "extractor": claim.extractor or "",
        "confidence": "" if claim.confidence is None else quantities.format_number(claim.confidence, ""),
        "reason": claim.reason or "",
        "fact": _flag(claim.id in dataset.facts),
        "caveat": claim.caveat or "",
        "note": claim.note or "",
    }
    if claim.condition:
        row["condition"] = claim.condition.words or f"claim {claim.condition.claim}"
    if when := claim.when:
        row |= {"when": when.text, "from": when.start or "", "until": when.end or ""}
        row |= {"when_basis": when.basis, "when_text": when.words or ""}
    return row


def _flag(value: bool) -> str:
    return "true" if value else "false"
