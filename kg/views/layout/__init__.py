"""Takes a graph as numbered nodes and weighted pairs; gives positions, communities and ranks; touches nothing.

Positions are computed here and not in the page, because physics in a browser neither settles nor repeats. Communities
are found first (`communities`), laid out as a graph of their own and filled with their members; the whole is settled
by springs, spread until nothing overlaps (`springs`), and rounded. Nodes without an edge stand in rows below the rest.

Own code in numpy, because no library served: `networkx.spring_layout` (knows no groups, hubs collapse, 15 s at 2,000
nodes), rustworkx (4.4 s at 2,000), graphviz's sfdp (a system package, 28 s at 20,000), igraph (the GPL). scipy's trees
would find neighbours for us, but the grid needs none, and scipy is 35 MB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.views.layout.communities import Numbers, Reals

#: Units of the page's canvas between neighbours; a node is 14 to 52 units wide.
SPACING = 92
#: Labels are wider than high and so are most screens: the picture is stretched by this much.
STRETCH = 1.45
#: Clear space, in units, between the rims of two nodes.
CLEARANCE = 26


@dataclass(frozen=True, slots=True)
class Layout:
    """For each node: its point in canvas units, centred on 0; its community from 0, the largest first; its rank, 0 for
    the most central. A node without an edge is a community of its own and ranks behind the others.
    """

    points: list[tuple[int, int]]
    communities: list[int]
    ranks: list[int]


def place(sizes: Sequence[float], pairs: Mapping[tuple[int, int], float], *, seed: int = 7) -> Layout:
    """Where each node stands.

    `sizes` are the nodes' radii; `pairs` maps (i, j) to a positive weight, direction and loops are ignored. The same
    input and seed give the same output, in whatever order the pairs come.
    """
    import numpy as np

    from kg.views.layout import communities, springs

    weights: dict[tuple[int, int], float] = {}
    for (a, b), weight in sorted(pairs.items()):
        if a != b:
            key = (min(a, b), max(a, b))
            weights[key] = weights.get(key, 0.0) + weight
    linked = np.array(sorted({node for pair in weights for node in pair}), dtype=np.int64)
    points = np.zeros((len(sizes), 2))
    community = np.full(len(sizes), -1)
    ranks = np.full(len(sizes), -1)
    if len(linked):
        ends = np.searchsorted(linked, np.array(sorted(weights), dtype=np.int64))
        strength = np.array([weights[pair] for pair in sorted(weights)], dtype=np.float64)
        groups = communities.find(len(linked), ends, strength, seed)
        settled = springs.settle(_start(ends, strength, groups, seed), ends, strength, groups)
        settled = settled / springs.nearest(settled) * np.array([SPACING * STRETCH, SPACING])
        radii = np.array(sizes, dtype=np.float64)[linked]
        settled = springs.separate(settled, radii, CLEARANCE, STRETCH)
        points[linked] = settled - (settled.max(axis=0) + settled.min(axis=0)) / 2
        community[linked] = groups
        ranks[linked] = communities.rank(len(linked), ends, strength)
    alone = np.flatnonzero(community < 0)
    community[alone] = np.arange(len(alone)) + community.max(initial=-1) + 1
    ranks[alone] = np.arange(len(alone)) + len(linked)
    _line_up(alone.tolist(), points, linked)
    return Layout(
        points=[(round(x), round(y)) for x, y in points.tolist()],
        communities=community.tolist(),
        ranks=ranks.tolist(),
    )


def _start(ends: Numbers, weights: Reals, groups: Numbers, seed: int) -> Reals:
    """The communities placed as a graph of their own, where that pays, and the members scattered over their share."""
    import numpy as np

    from kg.views.layout import springs

    rng = np.random.default_rng(seed)
    sizes = np.bincount(groups).astype(np.float64)
    number = np.arange(len(sizes), dtype=np.float64)
    # A sunflower: the n-th lies as far out as those before it take room.
    radius = 0.75 * np.sqrt(np.cumsum(sizes) - sizes)
    angle = number * np.pi * (3 - np.sqrt(5))
    centres = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    across = np.sort(groups[ends], axis=1)
    far = across[:, 0] != across[:, 1]
    if len(groups) > springs.EXACT and 2 < len(sizes) <= springs.EXACT and far.any():
        keys, back = np.unique(across[far, 0] * len(sizes) + across[far, 1], return_inverse=True)
        bundle = np.stack([keys // len(sizes), keys % len(sizes)], axis=1)
        small = springs.settle(
            centres / np.sqrt(sizes.mean()),
            bundle,
            np.bincount(back, weights=weights[far]).astype(np.float64),
            np.zeros(len(sizes), dtype=np.int64),
        )
        centres = small * np.sqrt(sizes.mean())
    scattered: Reals = centres[groups] + rng.normal(scale=0.4, size=(len(groups), 2)) * np.sqrt(sizes)[groups, None]
    return scattered


def _line_up(nodes: Sequence[int], points: Reals, linked: Numbers) -> None:
    """Put the nodes that have no edge into rows below the others, in their own order."""
    if not nodes:
        return
    width = float(points[linked][:, 0].max() - points[linked][:, 0].min()) if len(linked) else 0.0
    top = float(points[linked][:, 1].max()) + SPACING * 1.5 if len(linked) else 0.0
    columns = max(1, min(len(nodes), max(round(width / (SPACING * 1.6)), round(len(nodes) ** 0.5))))
    for index, node in enumerate(nodes):
        line, column = divmod(index, columns)
        in_line = min(columns, len(nodes) - line * columns)
        points[node] = ((column - (in_line - 1) / 2) * SPACING * 1.6, top + line * SPACING * 0.8)
