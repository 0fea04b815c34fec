"""Takes an `Evaluation`; gives it as rows of text, as JSON, and its slips as lines; touches nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kg.evaluate.case import Slip
from kg.evaluate.score import Bin, Evaluation, Ratio, Row, calibration_error

COLUMNS = (
    "slot",
    "gold",
    "found",
    "right",
    "recall",
    "precision, strict",
    "F1, strict",
    "at gold",
    "precision at gold",
    "F1 at gold",
)
BIN_COLUMNS = ("confidence", "proposals", "mean", "right", "precision, strict", "at gold", "precision at gold")


def table(evaluation: Evaluation) -> list[list[str]]:
    """A row of text for each measure; an empty cell where a measure has no such figure."""
    return [_cells(row) for row in evaluation.rows if row.counts.gold or row.counts.found]


def _cells(row: Row) -> list[str]:
    counts, ratios = row.counts, row.ratios
    if row.measure == "f1":
        return [
            row.name,
            str(counts.gold),
            str(counts.found),
            str(counts.right),
            _shown(ratios["recall"]),
            _shown(ratios["precision_strict"]),
            _shown(ratios["f1_strict"]),
            str(counts.near),
            _shown(ratios["precision_near"]),
            _shown(ratios["f1_near"]),
        ]
    (ratio,) = ratios.values()
    return [row.name, str(counts.gold), "", str(counts.covered), _shown(ratio), *[""] * 5]


def _shown(ratio: Ratio) -> str:
    if ratio.value is None:
        return "-"
    interval = "" if ratio.low is None or ratio.high is None else f" [{_plain(ratio.low)} {_plain(ratio.high)}]"
    return f"{_plain(ratio.value)}{interval}"


def _plain(value: float) -> str:
    return f"{value:.2f}".removeprefix("0") if value < 1 else f"{value:.2f}"


def bins(evaluation: Evaluation) -> list[list[str]]:
    """A row of text for each tenth of confidence."""
    return [
        [
            f"{one.low}-{one.high}",
            str(one.proposals),
            f"{one.confidence:.2f}",
            str(one.right),
            _share(one.right, one.proposals),
            str(one.near),
            _share(one.right, one.near),
        ]
        for one in evaluation.reliability
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def to_json(evaluation: Evaluation) -> str:
    """The whole evaluation as JSON, the same bytes for the same input."""
    error = calibration_error(evaluation.reliability)
    document = {
        "extractor": evaluation.extractor,
        "articles": list(evaluation.articles),
        "rows": {row.name.strip(): _row(row) for row in evaluation.rows},
        "reliability": {
            "bins": [_bin(one) for one in evaluation.reliability],
            "calibration_error": None if error is None else round(error, 4),
        },
        "dropped": dict(evaluation.dropped),
        "spans_moved": evaluation.moved,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _row(row: Row) -> Mapping[str, object]:
    counts = row.counts
    kept: dict[str, object] = {"gold": counts.gold, "covered": counts.covered}
    if row.measure == "f1":
        kept |= {"found": counts.found, "right": counts.right, "at_gold": counts.near}
    for name, ratio in row.ratios.items():
        kept[name] = None if ratio.value is None else round(ratio.value, 4)
        if ratio.low is not None and ratio.high is not None:
            kept[f"{name}_interval"] = [round(ratio.low, 4), round(ratio.high, 4)]
    return {"measure": row.measure, **kept}


def _bin(one: Bin) -> Mapping[str, object]:
    return {
        "low": float(one.low),
        "high": float(one.high),
        "proposals": one.proposals,
        "confidence": round(float(one.confidence), 4),
        "right": one.right,
        "at_gold": one.near,
    }


def errors(evaluation: Evaluation) -> list[str]:
    """A line for every slip: slot, kind, place in the article's body, and what it is about; by slot and article."""
    found = []
    for name, outcomes in evaluation.slips.items():
        for article, outcome in outcomes.items():
            found += [_line(name.strip(), article, slip) for slip in outcome.slips]
    return found


def _line(name: str, article: str, slip: Slip) -> str:
    place = f"{article}:{slip.start}-{slip.end}" if slip.end else article
    return "\t".join((name, slip.kind, place, " ".join(slip.text.split())))
