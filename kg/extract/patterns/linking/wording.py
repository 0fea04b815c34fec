"""Takes a figure in its sentence; gives how well the words around it fit each metric that it may state.

Touches only the counts beside the code. Cue words say that a metric is meant; all other words say a little, too: "at",
"from" and "including tax" speak of a price, "on one charge" of a range. Naive Bayes (multinomial, with additive
smoothing) over the words near the figure, what it hangs on, and its unit and size; the counts were learned on gold
(`lexicon/wording.yaml` says on which).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, log1p, log10
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figureplaces import Place
from kg.extract.patterns.lexicon.words import read_words
from kg.extract.patterns.linking.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many tokens on each side count, and how far up the tree.
_NEAR, _UP = 8, 4
_SMOOTH = 0.1
#: Where one bucket of the distance (in logs) to the best other metric ends and the next begins.
_GAPS = (-12.0, -6.0, -2.5, 0.0, 2.5, 6.0, 12.0)
#: What is counted for figures that state no metric.
NONE = "none"
_SILENT = frozenset(("PUNCT", "SPACE", "SYM", "DET", "PART", "CCONJ"))


def words_around(scene: Scene, place: Place) -> list[str]:
    """The words around a figure, things as their classes, with its unit and the power of ten of its number."""
    quantity = scene.counted(place.amount).quantity
    size = abs(float(quantity.number or quantity.low or quantity.high or 0))
    found = [f"unit {quantity.unit}", f"unit {quantity.unit} {int(log10(size)) if size else 0}"]
    return [*found, *neighbours(scene.evidence, place.first, place.last, place.root)]


def neighbours(evidence: Evidence, first: int, last: int, root: Token) -> list[str]:
    """The words near a figure from token `first` to `last` and those that its `root` hangs on, each once."""
    found = []
    sentence = root.sent
    for at in range(max(sentence.start, first - _NEAR), min(sentence.end, last + 1 + _NEAR)):
        side = "before" if at < first else "behind" if at > last else None
        if side and evidence.doc[at].pos_ not in _SILENT:
            found.append(f"{side} {word_at(evidence, at)}")
    above = root
    for _ in range(_UP):
        if above.head is above:
            break
        above = above.head
        found.append(f"above {word_at(evidence, above.i)}")
    return list(dict.fromkeys(found))


def word_at(evidence: Evidence, at: int) -> str:
    """The word at a token, a name as its class and a number as what it is."""
    mention = evidence.mentions.get(at)
    if mention:
        return f"<{mention.type}>"
    token = evidence.doc[at]
    return "<figure>" if token.like_num else token.lemma_.lower()


@dataclass(frozen=True)
class Wording:
    """Word -> metric -> how many figures of the metric had it; how many figures and words each metric has."""

    words: Mapping[str, Mapping[str, float]]
    figures: Mapping[str, float]
    totals: Mapping[str, float]

    def features(self, told: Sequence[str], names: Collection[str], less: Wording | None = None) -> dict[str, str]:
        """How far each metric is ahead of the best other one, or of none; `less` is taken off the counts."""
        return steps(self.scores(told, {*names, NONE}, less))

    def likeliest(self, scores: Mapping[str, float]) -> str | None:
        """The metric that fits best, the first by its name among equals; None where no figure of any was counted."""
        known = (name for name in scores if self.figures.get(name) and name != NONE)
        return min(known, key=lambda name: (-scores[name], name), default=None)

    def scores(self, told: Sequence[str], names: Collection[str], less: Wording | None = None) -> dict[str, float]:
        """The logarithm of how likely each metric is by the words, but for what all share; `less` is taken off."""
        size = _SMOOTH * max(1, len(self.words))
        scores = {}
        for name in names:
            figures, total = self.figures.get(name, 0.0), self.totals.get(name, 0.0)
            if less:
                figures, total = figures - less.figures.get(name, 0.0), total - less.totals.get(name, 0.0)
            scores[name] = log(max(figures, 0.0) + 0.5) + len(told) * log(_SMOOTH / (max(total, 0.0) + size))
        for word in told:
            counts = self.words.get(word)
            if counts is None:
                continue
            off = less.words.get(word, {}) if less else {}
            for name in names:
                if name in counts and (count := counts[name] - off.get(name, 0.0)) > 0:
                    scores[name] += log1p(count / _SMOOTH)
        return scores


def steps(scores: Mapping[str, float]) -> dict[str, str]:
    """How far each one is ahead of the best other one, or behind it; that of none is only a rival."""
    ranked = sorted(scores.values(), reverse=True)
    found = {}
    for name, score in scores.items():
        if name == NONE:
            continue
        if len(ranked) == 1:
            found[name] = "wording alone"
        else:
            gap = score - (ranked[1] if score == ranked[0] else ranked[0])
            found[name] = f"wording {sum(gap >= bound for bound in _GAPS)}"
    return found


def counted(examples: Iterable[tuple[Sequence[str], Mapping[str, float]]]) -> Wording:
    """The counts of figures, each with its words and what each right metric counts."""
    words: dict[str, dict[str, float]] = {}
    figures: dict[str, float] = {}
    totals: dict[str, float] = {}
    for told, metrics in examples:
        for name, weight in metrics.items():
            figures[name] = figures.get(name, 0.0) + weight
            totals[name] = totals.get(name, 0.0) + weight * len(told)
            for word in told:
                counts = words.setdefault(word, {})
                counts[name] = counts.get(name, 0.0) + weight
    return Wording(words, figures, totals)


@cache
def wording(name: str = "wording") -> Wording:
    """The counts beside the code: of metrics, or those of `lexicon/<name>.yaml`."""
    rows = read_words(name)
    words: dict[str, dict[str, float]] = {}
    for row in rows["words"]:
        word, _, counts = row.rpartition(" : ")
        fields = counts.split()
        words[word] = dict(zip(fields[::2], map(float, fields[1::2]), strict=True))
    figures, totals = {}, {}
    for row in rows["figures"]:
        what, count, total = row.split()
        figures[what], totals[what] = float(count), float(total)
    return Wording(words, figures, totals)
