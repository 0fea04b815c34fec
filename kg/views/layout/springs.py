"""Takes edges and communities as arrays; gives settled points, then points that do not overlap; touches nothing.

The method is Fruchterman and Reingold's (1991) spring model in the linear-attraction form of ForceAtlas2 (Jacomy et
al. 2014), held together by a pull towards each community's centre, so that groups can be seen. Up to `EXACT` nodes
every pair repels; above it the masses are spread on a grid whose cells repel each other, which is a convolution and
so two Fourier transforms a step (as Linderman et al. 2019 do for t-SNE).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kg.views.layout.communities import Numbers, Reals

#: Up to so many nodes each pair repels: beyond it the grid is faster.
EXACT = 420
#: The spring model: how far nodes repel each other, and what draws them to the centre of their community (of up to 30
#: members) and of the whole (of up to 200 nodes). Found by looking at graphs of 60 to 400 nodes.
REACH = 5.0
COHESION = 0.12
GRAVITY = 0.035
#: The grid's cells, in ideal edges, and the most of them along one side.
CELL = 0.5
GRID = 512


def steps(count: int) -> int:
    """How many steps a graph of this size gets: the larger, the nearer its start is to its end."""
    return 130 if count <= EXACT else 110 if count <= 4000 else 70


def settle(points: Reals, ends: Numbers, weights: Reals, groups: Numbers) -> Reals:
    """The points (count, 2) at rest, in units of one ideal edge."""
    count = len(points)
    sizes = np.bincount(groups).astype(np.float64)
    same = groups[ends[:, 0]] == groups[ends[:, 1]]
    degree = np.bincount(ends.ravel(), minlength=count).astype(np.float64)
    strength = np.log2(1 + weights) * np.where(same, 0.55, 0.12)
    strength = (strength / np.sqrt(np.minimum(degree[ends[:, 0]], degree[ends[:, 1]])))[:, None]
    mass = 0.8 + np.sqrt(degree) * 0.35
    # With a repulsion that ends at `REACH`, a constant pull would pack large groups ever denser.
    cohesion = (COHESION * np.minimum(1.0, 30 / sizes))[groups][:, None]
    gravity = GRAVITY * min(1.0, 200 / count)
    repel = _repel_pairs if count <= EXACT else _repel_grid
    total = steps(count)
    for step in range(total):
        force = repel(points, mass)
        pull = (points[ends[:, 1]] - points[ends[:, 0]]) * strength
        for axis in (0, 1):
            force[:, axis] += np.bincount(ends[:, 0], weights=pull[:, axis], minlength=count)
            force[:, axis] -= np.bincount(ends[:, 1], weights=pull[:, axis], minlength=count)
        centres = np.stack([np.bincount(groups, weights=points[:, axis]) / sizes for axis in (0, 1)], axis=1)
        force += (centres[groups] - points) * cohesion - points * gravity
        length = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-9)
        limit = 1.0 * (1 - step / total) ** 1.5 + 0.01
        # Rounding keeps last-bit differences between processors from growing over the steps.
        points = np.round(points + force * (np.minimum(length * 0.25, limit) / length)[:, None], 6)
    return points


def _repel_pairs(points: Reals, mass: Reals) -> Reals:
    gap_x = points[:, 0, None] - points[None, :, 0]
    gap_y = points[:, 1, None] - points[None, :, 1]
    square = gap_x * gap_x + gap_y * gap_y
    # Far nodes do not repel each other: groups come close, and the picture fills its frame evenly.
    share = np.maximum(1 - square / REACH**2, 0.0) / np.maximum(square, 0.02)
    share *= np.outer(mass, mass)
    return np.stack([(gap_x * share).sum(axis=1), (gap_y * share).sum(axis=1)], axis=1)


def _repel_grid(points: Reals, mass: Reals) -> Reals:
    low = points.min(axis=0)
    cell = max(CELL, float((points.max(axis=0) - low).max()) / (GRID - 2))
    place = (points - low) / cell
    corner = place.astype(np.int64)
    part = place - corner
    pad = int(np.ceil(REACH / cell)) + 1
    shape = [_round_up(int(side) + 2 + pad) for side in corner.max(axis=0)]
    rows = [(corner[:, 0] + right) * shape[1] + corner[:, 1] + down for right in (0, 1) for down in (0, 1)]
    shares = [
        (part[:, 0] if right else 1 - part[:, 0]) * (part[:, 1] if down else 1 - part[:, 1])
        for right in (0, 1)
        for down in (0, 1)
    ]
    density = np.zeros(shape[0] * shape[1])
    for row, share in zip(rows, shares, strict=True):
        density += np.bincount(row, weights=share * mass, minlength=len(density))
    away = [np.fft.fftfreq(side, 1 / side) * cell for side in shape]
    square = away[0][:, None] ** 2 + away[1][None, :] ** 2
    kernel = np.maximum(1 - square / REACH**2, 0.0) / np.maximum(square, 0.25 * cell**2)
    # One complex transform carries both axes: the real part is the force along x, the imaginary one along y.
    pushes = kernel * (away[0][:, None] + 1j * away[1][None, :])
    field = np.fft.ifft2(np.fft.fft2(density.reshape(shape)) * np.fft.fft2(pushes)).ravel()
    force = sum((field[row] * share for row, share in zip(rows, shares, strict=True)), np.zeros(len(points), complex))
    return np.stack([force.real * mass, force.imag * mass], axis=1)


def _round_up(side: int) -> int:
    """A side that Fourier transforms are quick with: a power of two, or three quarters of one."""
    power = 1 << (side - 1).bit_length()
    return power * 3 // 4 if power * 3 // 4 >= side else power


def nearest(points: Reals) -> float:
    """The upper quartile of the distances from each point to the next one: what counts as one step."""
    if len(points) < 2:
        return 1.0
    if len(points) > EXACT:
        # Of an even spread in the plane the distance is half the side of each one's square; 0.68 the upper quartile.
        cells = np.unique(np.round(points).astype(np.int64), axis=0)
        return max(1e-6, 0.68 * float(np.sqrt(len(cells) / len(points))))
    square = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(square, np.inf)
    return max(1e-6, float(np.quantile(np.sqrt(square.min(axis=1)), 0.75)))


def separate(points: Reals, radii: Reals, clearance: float, stretch: float) -> Reals:
    """Push overlapping nodes apart until each has `clearance` round it, or the rounds are over."""
    widest = 2 * float(radii.max()) + clearance
    squeeze = np.array([stretch, 1.0])
    # Sideways, a label needs more room than upwards.
    flat = points / squeeze
    count = len(points)
    rounds = 80 if count <= EXACT else 40 if count <= 4000 else 24
    for turn in range(rounds):
        if turn % 3 == 0:
            first, second = _close(flat, widest)
        gap = flat[first] - flat[second]
        distance = np.sqrt((gap**2).sum(axis=1))
        overlap = np.maximum(radii[first] + radii[second] + clearance - distance, 0.0)
        if not overlap.any():
            if turn % 3 == 0:
                break
            continue
        # Two at the same point part along a direction of their own.
        lost = distance < 0.01
        angle = (first[lost] * 0.618 + second[lost] * 0.382) * 2 * np.pi
        gap[lost] = np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.01
        push = gap * (overlap / np.maximum(distance, 0.01) * 0.35)[:, None]
        for axis in (0, 1):
            moved = np.bincount(first, weights=push[:, axis], minlength=count)
            moved -= np.bincount(second, weights=push[:, axis], minlength=count)
            flat[:, axis] = np.round(flat[:, axis] + np.clip(moved, -widest, widest), 4)
    spread: Reals = flat * squeeze
    return spread


def _close(points: Reals, reach: float) -> tuple[Numbers, Numbers]:
    """Pairs of nodes in the same or in neighbouring cells of side `reach`, at most 24 a node and direction."""
    cell = np.floor((points - points.min(axis=0)) / reach).astype(np.int64) + 1
    high = int(cell[:, 1].max()) + 3
    key = cell[:, 0] * high + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    firsts, seconds = [], []
    row = np.arange(len(points))
    for shift in (0, 1, high - 1, high, high + 1):
        begin = row + 1 if shift == 0 else np.searchsorted(ordered, ordered + shift, side="left")
        end = np.searchsorted(ordered, ordered + shift, side="right")
        many = np.clip(end - begin, 0, 24)
        first = np.repeat(row, many)
        within = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
        firsts.append(order[first])
        seconds.append(order[np.repeat(begin, many) + within])
    return np.concatenate(firsts), np.concatenate(seconds)
