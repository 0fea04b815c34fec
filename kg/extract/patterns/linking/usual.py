"""Takes how often metrics and sorts of things were right; gives how usual a choice is; touches only the weights' table.

Where words and grammar leave a choice open, it helps that deliveries are mostly those of a maker and a range mostly
that of a model. The counts stand in `lexicon/links.yaml`, and the sorts, which are classes: the first that fits counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.extract.patterns.lexicon.words import read_words
from kg.model import Schema

#: The shares at which one bucket ends and the next begins.
_BOUNDS = (0.04, 0.12, 0.3, 0.6, 0.85)
#: What a metric counts before it was ever right, and how much the sorts of all metrics weigh in those of one.
_LEAST, _DRAWN = 0.5, 3.0
_OTHER = "other"


@dataclass(frozen=True)
class Usual:
    """Metric -> how often it was right; metric -> sort -> how often a thing of it was; the sorts in their order."""

    metrics: Mapping[str, float]
    sorts: Mapping[str, Mapping[str, float]]
    order: tuple[str, ...]
    all_sorts: Mapping[str, float]
    _known: dict[str, str] = field(default_factory=dict, compare=False)
    _often: dict[tuple[str, str], str] = field(default_factory=dict, compare=False)

    def sort(self, schema: Schema, kind: str) -> str:
        """The sort of a class."""
        found = self._known.get(kind)
        if found is None:
            fitting = (one for one in self.order if one in schema.classes and schema.is_a(kind, one))
            found = self._known[kind] = next(fitting, _OTHER)
        return found

    def of_metrics(self, names: Collection[str], *, less: Mapping[str, float] | None = None) -> dict[str, str]:
        """How usual each metric is among the candidates; `less` is taken off the counts."""
        counts = {name: max(0.0, self.metrics.get(name, 0.0) - (less or {}).get(name, 0.0)) + _LEAST for name in names}
        total = sum(counts.values())
        return {name: _bucket(count / total) for name, count in counts.items()}

    def of_sort(self, metric: str, sort: str, *, less: Mapping[str, float] | None = None) -> str:
        """How usual it is that things of the sort have the metric."""
        if less is None:
            if (metric, sort) not in self._often:
                self._often[metric, sort] = self.of_sort(metric, sort, less={})
            return self._often[metric, sort]
        counts, off = self.sorts.get(metric, {}), less
        total = max(0.0, sum(counts.values()) - sum(off.values())) + _DRAWN
        drawn = _DRAWN * self.all_sorts.get(sort, 0.0) / max(1.0, sum(self.all_sorts.values()))
        return _bucket(max(0.0, counts.get(sort, 0.0) - off.get(sort, 0.0) + drawn) / total)


def _bucket(share: float) -> str:
    return str(sum(share >= bound for bound in _BOUNDS))


@cache
def usual() -> Usual:
    """The counts beside the code."""
    rows = read_words("links")
    metrics = {name: float(count) for name, count in (entry.split() for entry in rows["usual"])}
    sorts: dict[str, dict[str, float]] = {}
    whole: dict[str, float] = {}
    for metric, sort, count in (entry.split() for entry in rows["sorts"]):
        sorts.setdefault(metric, {})[sort] = float(count)
        whole[sort] = whole.get(sort, 0.0) + float(count)
    return Usual(metrics, sorts, tuple(rows["order"]), whole)


def usual_features(how: str, features: list[str]) -> list[str]:
    """What it says that a metric is so usual, by what else speaks for it."""
    if "cue nearest" in features:
        beside = "nearest cue"
    elif any(one.startswith("hint") for one in features):
        beside = "hint"
    else:
        beside = "no cue" if "cue none" in features or "cue barred" in features else "far cue"
    return [f"usual {how}", f"usual {how}, {beside}"]
