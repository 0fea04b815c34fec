"""Takes what `layout.place` takes and a file; gives the same, remembered from the last time; touches that file only.

A graph of 270 nodes is placed in 0.1 s, one of 20,000 in 2 s: a build in which only words have changed need not do it
again. The file holds one graph, under a hash of all that its positions depend on: sizes, pairs, the program of the
layout and numpy's version. So it can never speak of another graph, and deleting it only costs time. What cannot be
read is worked out anew; a file that cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from kg.views import layout


def recall(file: Path, sizes: Sequence[float], pairs: Mapping[tuple[int, int], float]) -> layout.Layout:
    """The layout from the file, or worked out and put there."""
    key = _key(sizes, pairs)
    found = _read(file, key, len(sizes))
    if found is None:
        found = layout.place(sizes, pairs)
        _write(file, key, found)
    return found


def _key(sizes: Sequence[float], pairs: Mapping[tuple[int, int], float]) -> str:
    program = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    asked = [version("numpy"), list(sizes), sorted([a, b, weight] for (a, b), weight in pairs.items())]
    return hashlib.sha256(b"\0".join([*program, json.dumps(asked).encode()])).hexdigest()


def _read(file: Path, key: str, count: int) -> layout.Layout | None:
    try:
        written, points, communities, ranks = json.loads(file.read_text("utf-8"))
        found = layout.Layout([(int(x), int(y)) for x, y in points], list(map(int, communities)), list(map(int, ranks)))
    except (OSError, ValueError, TypeError):
        return None
    whole = len(found.points) == len(found.communities) == count and sorted(found.ranks) == list(range(count))
    return found if written == key and whole else None


def _write(file: Path, key: str, found: layout.Layout) -> None:
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps([key, found.points, found.communities, found.ranks]), "utf-8")
        unfinished.replace(file)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
