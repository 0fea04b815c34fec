"""Takes features of candidates; gives how likely each is; touches only the weights beside the code.

`lexicon/links.yaml` holds the weights of the choices of metric and thing by feature, `lexicon/units.yaml` those of the
choice of a unit. A candidate's score is the sum of the weights of its features, that of "none of them" is zero;
likelihoods are the softmax of the scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from kg.extract.patterns.lexicon.words import weights

_MOST = 40.0


def likelihoods(choice: str, candidates: Mapping[str, Sequence[str]], name: str = "links") -> dict[str, float]:
    """How likely each candidate is, by its features; what is missing to one is the likelihood of none."""
    return chances(candidates, weights(name, choice))


def chances(candidates: Mapping[str, Sequence[str]], table: Mapping[str, float]) -> dict[str, float]:
    """How likely each candidate is, by the weights of a table."""
    scores = {name: sum(table.get(one, 0.0) for one in features) for name, features in candidates.items()}
    powers = {name: exp(min(score, _MOST)) for name, score in scores.items()}
    total = 1.0 + sum(powers.values())
    return {name: power / total for name, power in powers.items()}
