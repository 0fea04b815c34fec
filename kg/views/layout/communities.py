"""Takes a graph as arrays of ends and weights; gives each node's community and its rank; touches nothing.

Communities are Blondel et al.'s (2008) Louvain method with all nodes judging at once: in each round a random half moves
to the neighbouring community with the largest gain of modularity, so that two neighbours seldom swap for ever, and
then each community becomes one node of the next level. Everything is sorting and counting in numpy.

Rejected: `networkx.community.louvain_communities`, whose loops take seconds at 20,000 nodes, and its greedy method,
which is slower still; rustworkx and igraph, which would be one more dependency (igraph's licence is the GPL, too).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Reals = NDArray[np.float64]

#: Below 1 communities are larger; found by looking at graphs of 60 to 400 nodes.
RESOLUTION = 0.9
ROUNDS = 16
LEVELS = 8
#: PageRank's damping (Page et al. 1999) and its rounds: 0.85 ** 40 is 0.0015.
DAMPING = 0.85
RANK_ROUNDS = 40


def find(count: int, ends: Numbers, weights: Reals, seed: int) -> Numbers:
    """The community of each of `count` nodes, the largest is 0; `ends` has the shape (edges, 2) and no loops."""
    rng = np.random.default_rng(seed)
    community = np.arange(count)
    level_ends, level_weights, size = ends, weights, count
    loops: Reals = np.zeros(count)
    for _ in range(LEVELS):
        label = _move(size, level_ends, level_weights, loops, rng)
        _, label = np.unique(label, return_inverse=True)
        found = int(label.max()) + 1
        community = label[community]
        if found == size:
            break
        loops = np.bincount(label, weights=loops, minlength=found).astype(np.float64)
        merged = np.sort(label[level_ends], axis=1)
        inside = merged[:, 0] == merged[:, 1]
        loops += 2 * np.bincount(merged[inside, 0], weights=level_weights[inside], minlength=found)
        keys, back = np.unique(merged[~inside, 0] * found + merged[~inside, 1], return_inverse=True)
        level_weights = np.bincount(back, weights=level_weights[~inside], minlength=len(keys)).astype(np.float64)
        level_ends = np.stack([keys // found, keys % found], axis=1)
        size = found
        if not len(keys):
            break
    return _number(community)


def _move(count: int, ends: Numbers, weights: Reals, loops: Reals, rng: np.random.Generator) -> Numbers:
    """The label of each node after the rounds of one level."""
    label = np.arange(count)
    here = np.concatenate([ends[:, 0], ends[:, 1]])
    there = np.concatenate([ends[:, 1], ends[:, 0]])
    both = np.concatenate([weights, weights])
    strength = np.bincount(here, weights=both, minlength=count) + loops
    share = RESOLUTION / max(float(strength.sum()), 1e-12)
    quiet = 0
    for turn in range(ROUNDS):
        total = np.bincount(label, weights=strength, minlength=count)
        # A node that stays keeps its own label as a candidate, with no weight if no neighbour has it.
        keys = np.concatenate([here * count + label[there], np.arange(count) * count + label])
        found, back = np.unique(keys, return_inverse=True)
        shared = np.bincount(back, weights=np.concatenate([both, np.zeros(count)]), minlength=len(found))
        node, target = found // count, found % count
        own = target == label[node]
        gain = np.round(shared - share * strength[node] * (total[target] - np.where(own, strength[node], 0.0)), 9)
        # The best candidate of each node stands last; of equal ones the present label, else the smallest.
        order = np.lexsort((-target, own, gain, node))
        last = order[np.flatnonzero(np.append(node[order][1:] != node[order][:-1], True))]
        wanted = target[last]
        # All may join a bigger label at once; the random half keeps neighbours from trading places.
        moving = (wanted != label) & (rng.random(count) < (0.5 if turn else 0.7))
        quiet = 0 if moving.any() else quiet + 1
        if quiet > 1:
            break
        label = np.where(moving, wanted, label)
    return label


def _number(community: Numbers) -> Numbers:
    """Renumbered: the largest community first, of equal ones that with the smaller first node."""
    _, first, back, size = np.unique(community, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -size))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return number[back]


def rank(count: int, ends: Numbers, weights: Reals) -> Numbers:
    """The place of each node, 0 for the most central, by PageRank in which lines are walked both ways."""
    here = np.concatenate([ends[:, 0], ends[:, 1]])
    there = np.concatenate([ends[:, 1], ends[:, 0]])
    both = np.concatenate([weights, weights])
    strength = np.maximum(np.bincount(here, weights=both, minlength=count), 1e-12)
    share = both / strength[here]
    score = np.full(count, 1.0 / max(count, 1))
    for _ in range(RANK_ROUNDS):
        score = (1 - DAMPING) / max(count, 1) + DAMPING * np.bincount(
            there, weights=score[here] * share, minlength=count
        )
    order = np.lexsort((np.arange(count), -np.round(score * count, 9)))
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    return place
