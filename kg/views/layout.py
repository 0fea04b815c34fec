"""Takes a graph as numbered nodes and weighted pairs; gives whole-number positions; touches nothing.

Positions are computed here and not in the page, because physics in a browser neither settles nor repeats. The method
is Fruchterman and Reingold's (1991) spring model in the linear-attraction form of ForceAtlas2 (Jacomy et al. 2014),
started from the Louvain communities (Blondel et al. 2008) and held together by a pull towards each community's centre,
so that groups can be seen. Nodes without an edge stand in rows below the rest.

Rejected: `networkx.spring_layout` (knows no groups, hubs collapse), igraph and graphviz (licence, a system package).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

#: Units of the page's canvas between neighbours; a node is 14 to 52 units wide.
SPACING = 92
#: Labels are wider than high and so are most screens: the picture is stretched by this much.
STRETCH = 1.45
#: Clear space, in units, between the rims of two nodes.
CLEARANCE = 26
ITERATIONS = 220
#: The spring model: how strongly nodes repel each other, up to which distance, and what draws them to the centre of
#: their community and of the whole. Found by looking at graphs of 60 to 400 nodes.
REPULSION = 1.0
REACH = 5.0
COHESION = 0.12
GRAVITY = 0.035


def place(
    sizes: Sequence[float], pairs: Mapping[tuple[int, int], float], *, seed: int = 7
) -> tuple[list[tuple[int, int]], list[int]]:
    """Positions (x, y) in canvas units, centred on 0, and the community number of each node (-1: no edge).

    `sizes` are the nodes' radii; `pairs` maps (i, j) to a positive weight, direction and loops are ignored. The same
    input and seed give the same output. About 0.2 s for 200 nodes; time grows with the square of the nodes.
    """
    import numpy as np

    weights: dict[tuple[int, int], float] = {}
    for (a, b), weight in sorted(pairs.items()):
        if a != b:
            key = (min(a, b), max(a, b))
            weights[key] = weights.get(key, 0.0) + weight
    linked = sorted({node for pair in weights for node in pair})
    community = [-1] * len(sizes)
    points = np.zeros((len(sizes), 2))
    if linked:
        row = {node: index for index, node in enumerate(linked)}
        edges = {(row[a], row[b]): weight for (a, b), weight in weights.items()}
        groups = _communities(len(linked), edges, seed)
        radii = np.array([sizes[node] for node in linked], dtype=np.float64)
        settled = _settle(_start(groups, seed), edges, groups)
        settled = _separate(settled / _nearest(settled) * np.array([SPACING * STRETCH, SPACING]), radii)
        points[linked] = settled - (settled.max(axis=0) + settled.min(axis=0)) / 2
        for node, group in zip(linked, groups, strict=True):
            community[node] = group
    _line_up([node for node in range(len(sizes)) if community[node] < 0], points, linked)
    return [(round(float(x)), round(float(y))) for x, y in points], community


def _communities(count: int, edges: Mapping[tuple[int, int], float], seed: int) -> list[int]:
    """The number of each node's Louvain community, the largest community first."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in edges.items())
    found = sorted(
        (sorted(group) for group in nx.community.louvain_communities(graph, seed=seed, resolution=0.9)),
        key=lambda group: (-len(group), group),
    )
    number = {node: index for index, group in enumerate(found) for node in group}
    return [number[node] for node in range(count)]


def _start(groups: Sequence[int], seed: int) -> Points:
    """Communities on a sunflower spiral, their members scattered round the centre."""
    import numpy as np

    rng = np.random.default_rng(seed)
    number = np.array(groups, dtype=np.float64)
    radius = np.sqrt(len(groups)) * 0.62 * np.sqrt(number / max(1.0, float(number.max())))
    angle = number * np.pi * (3 - np.sqrt(5))
    centres = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    scattered: Points = centres + rng.normal(scale=0.6, size=centres.shape)
    return scattered


def _settle(points: Points, edges: Mapping[tuple[int, int], float], groups: Sequence[int]) -> Points:
    """The spring model, with distances in units of one ideal edge."""
    import numpy as np

    count = len(points)
    ends = np.array(sorted(edges), dtype=np.int64)
    number = np.array(groups, dtype=np.int64)
    sizes = np.bincount(number).astype(np.float64)[:, None]
    same = number[ends[:, 0]] == number[ends[:, 1]]
    degree = np.bincount(ends.ravel(), minlength=count).astype(np.float64)
    strength = np.log2(1 + np.array([edges[a, b] for a, b in ends.tolist()])) * np.where(same, 0.55, 0.12)
    strength = strength / np.sqrt(np.minimum(degree[ends[:, 0]], degree[ends[:, 1]]))
    mass = 0.8 + np.sqrt(degree) * 0.35
    push = np.outer(mass, mass) * REPULSION
    for step in range(ITERATIONS):
        gap_x = points[:, 0, None] - points[None, :, 0]
        gap_y = points[:, 1, None] - points[None, :, 1]
        square = gap_x * gap_x + gap_y * gap_y
        # Far nodes do not repel each other: groups come close, and the picture fills its frame evenly.
        share = push * np.maximum(1 - square / REACH**2, 0.0) / np.maximum(square, 0.02)
        force = np.stack([(gap_x * share).sum(axis=1), (gap_y * share).sum(axis=1)], axis=1)
        pull = (points[ends[:, 1]] - points[ends[:, 0]]) * strength[:, None]
        np.add.at(force, ends[:, 0], pull)
        np.add.at(force, ends[:, 1], -pull)
        centres = np.zeros((len(sizes), 2))
        np.add.at(centres, number, points)
        force += ((centres / sizes)[number] - points) * COHESION - points * GRAVITY
        length = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-9)
        limit = 1.0 * (1 - step / ITERATIONS) ** 1.5 + 0.01
        # Rounding keeps last-bit differences between processors from growing over the iterations.
        points = np.round(points + force * (np.minimum(length * 0.25, limit) / length)[:, None], 6)
    return points


def _nearest(points: Points) -> float:
    """The upper quartile of the distances from each point to the next one: what counts as one step."""
    import numpy as np

    square = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(square, np.inf)
    return max(1e-6, float(np.quantile(np.sqrt(square.min(axis=1)), 0.75)))


def _separate(points: Points, radii: Points) -> Points:
    """Push overlapping nodes apart until each has `CLEARANCE` round it."""
    import numpy as np

    wanted = radii[:, None] + radii[None, :] + CLEARANCE
    np.fill_diagonal(wanted, 0.0)
    for _ in range(80):
        gap = points[:, None, :] - points[None, :, :]
        # Sideways, a label needs more room than upwards.
        gap[:, :, 0] /= STRETCH
        distance = np.maximum(np.sqrt((gap**2).sum(axis=2)), 0.01)
        overlap = np.maximum(wanted - distance, 0.0)
        if not overlap.any():
            break
        push = (gap * (overlap / distance * 0.35)[:, :, None]).sum(axis=1)
        points = np.round(points + push * np.array([STRETCH, 1.0]), 4)
    return points


def _line_up(nodes: Sequence[int], points: Points, linked: Sequence[int]) -> None:
    """Put the nodes that have no edge into rows below the others, in their own order."""
    if not nodes:
        return
    width = float(points[linked][:, 0].max() - points[linked][:, 0].min()) if linked else 0.0
    top = float(points[linked][:, 1].max()) + SPACING * 1.5 if linked else 0.0
    columns = max(1, min(len(nodes), max(round(width / (SPACING * 1.6)), round(len(nodes) ** 0.5))))
    for index, node in enumerate(nodes):
        line, column = divmod(index, columns)
        in_line = min(columns, len(nodes) - line * columns)
        points[node] = ((column - (in_line - 1) / 2) * SPACING * 1.6, top + line * SPACING * 0.8)
