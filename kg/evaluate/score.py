"""Takes the outcomes of articles; gives ratios with bootstrap intervals, and the reliability of confidences.

Touches nothing. The intervals are percentiles over articles drawn with replacement (Efron 1979): sentences of one
article are not independent, so that articles, and not facts, are drawn. The draws are seeded.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal

from kg.evaluate.case import Case, Outcome
from kg.evaluate.claims import is_near
from kg.evaluate.slots import ROWS

_SEED = 20240229
_COUNTS = ("gold", "covered", "found", "near", "right")
#: The share of draws that an interval holds.
_HELD = 0.95


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with the interval that holds 95 % of the draws; all None where there is nothing to divide by."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: counts over all articles, and the ratios that its measure has."""

    name: str
    measure: str
    counts: Outcome
    ratios: Mapping[str, Ratio]


@dataclass(frozen=True, slots=True)
class Bin:
    """The proposals with a confidence in [low, high): how many, how sure on average, how many right.

    `near` of them overlap a fact of the gold; the others count as wrong in the strict precision only.
    """

    low: Decimal
    high: Decimal
    proposals: int
    near: int
    right: int
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out: the rows, the bins of confidence, proposals dropped by the extractor, and remarks."""

    extractor: str
    articles: tuple[str, ...]
    rows: tuple[Row, ...]
    reliability: tuple[Bin, ...]
    dropped: tuple[tuple[str, int], ...] = ()
    moved: int = 0
    slips: Mapping[str, Mapping[str, Outcome]] = field(default_factory=dict)


def score(cases: Sequence[Case], *, samples: int = 1000) -> Evaluation:
    """Measure every row over the cases. `samples` articles sets are drawn for the intervals; 0 draws none."""
    outcomes = {name: {case.article.id: measure(case) for case in cases} for name, (_, measure) in ROWS.items()}
    draws = _draws(len(cases), samples)
    rows = [_row(name, kind, list(outcomes[name].values()), draws) for name, (kind, _) in ROWS.items()]
    dropped: dict[str, int] = {}
    for case in cases:
        for reason, count in case.reading.dropped:
            dropped[reason] = dropped.get(reason, 0) + count
    return Evaluation(
        extractor=", ".join(sorted({case.reading.extractor for case in cases})),
        articles=tuple(case.article.id for case in cases),
        rows=tuple(rows),
        reliability=tuple(reliability(cases)),
        dropped=tuple(sorted(dropped.items())),
        moved=sum(case.gold.moved for case in cases),
        slips=outcomes,
    )


def _row(name: str, kind: str, outcomes: Sequence[Outcome], draws: list[list[int]]) -> Row:
    table = [[getattr(one, count) for count in _COUNTS] for one in outcomes]
    total = [sum(column) for column in zip(*table, strict=True)] if table else [0] * len(_COUNTS)
    drawn = _resample(table, draws)
    ratios = {}
    for label, ratio in MEASURES[kind].items():
        values = sorted(value for one in drawn if (value := ratio(*one)) is not None)
        ratios[label] = Ratio(ratio(*total), *_interval(values))
    gold, covered, found, near, right = total
    return Row(name, kind, Outcome(gold, covered, found, near, right), ratios)


def _draws(articles: int, samples: int) -> list[list[int]]:
    """For each draw, how often each article is in it. One article alone has no spread to show."""
    generator = random.Random(_SEED)  # noqa: S311 - a draw, not a secret
    found = []
    for _ in range(samples if articles > 1 else 0):
        counts = [0] * articles
        for one in generator.choices(range(articles), k=articles):
            counts[one] += 1
        found.append(counts)
    return found


def _resample(table: list[list[int]], draws: list[list[int]]) -> list[list[int]]:
    if not draws:
        return []
    import numpy as np

    found: list[list[int]] = (np.array(draws) @ np.array(table)).tolist()
    return found


def _interval(found: list[float]) -> tuple[float | None, float | None]:
    if not found:
        return None, None
    cut = int(len(found) * (1 - _HELD) / 2)
    return found[cut], found[len(found) - 1 - cut]


def _precision(_gold: int, _covered: int, found: int, _near: int, right: int) -> float | None:
    return right / found if found else None


def _near_precision(_gold: int, _covered: int, _found: int, near: int, right: int) -> float | None:
    return right / near if near else None


def _recall(gold: int, covered: int, _found: int, _near: int, _right: int) -> float | None:
    return covered / gold if gold else None


def _f1(gold: int, covered: int, found: int, right: int) -> float | None:
    """The harmonic mean; 0 where something was asked and nothing is right, None where nothing was asked or found."""
    if not gold and not found:
        return None
    precision, recall = right / found if found else 0.0, covered / gold if gold else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _strict_f1(gold: int, covered: int, found: int, _near: int, right: int) -> float | None:
    return _f1(gold, covered, found, right)


def _near_f1(gold: int, covered: int, _found: int, near: int, right: int) -> float | None:
    return _f1(gold, covered, near, right)


#: Measure -> its ratios by name, each a function of the five counts.
MEASURES: Mapping[str, Mapping[str, Callable[[int, int, int, int, int], float | None]]] = {
    "f1": {
        "recall": _recall,
        "precision_strict": _precision,
        "f1_strict": _strict_f1,
        "precision_near": _near_precision,
        "f1_near": _near_f1,
    },
    "accuracy": {"accuracy": _recall},
    "recall": {"recall": _recall},
    "share": {"share": _recall},
}


def reliability(cases: Sequence[Case]) -> list[Bin]:
    """Tenths of confidence against what is right in the main slots; proposals without confidence are left out."""
    bins: dict[int, list[tuple[Decimal, bool, bool]]] = {}
    for case in cases:
        right = {id(pair.claim) for pair in case.pairs}
        for claim in case.reading.claims:
            if claim.confidence is None:
                continue
            tenth = min(9, int((claim.confidence * 10).to_integral_value(ROUND_FLOOR)))
            near = id(claim) in right or any(is_near(fact, claim) for fact in case.gold.facts)
            bins.setdefault(tenth, []).append((claim.confidence, near, id(claim) in right))
    return [
        Bin(
            Decimal(tenth) / 10,
            Decimal(tenth + 1) / 10,
            len(found),
            sum(near for _, near, _ in found),
            sum(good for _, _, good in found),
            sum((confidence for confidence, _, _ in found), Decimal(0)) / len(found),
        )
        for tenth, found in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The mean gap between confidence and precision at the gold, weighted by proposals (ECE, Naeini et al. 2015)."""
    near = sum(one.near for one in bins)
    if not near:
        return None
    return sum(one.near * abs(float(one.confidence) - one.right / one.near) for one in bins if one.near) / near
