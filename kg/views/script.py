"""Takes the page's own scripts beside this file; gives them as one; touches nothing, and needs nothing but Python.

`hatch_build.py` loads this file by its path, where the project is not installed, to have the same text minified.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

#: The page's script, in the order in which the parts are joined.
SCRIPTS = (
    "dom.js",
    "data.js",
    "store.js",
    "months.js",
    "sieve.js",
    "focus.js",
    "paths.js",
    "theme.js",
    "labels.js",
    "lines.js",
    "hulls.js",
    "graph.js",
    "scene.js",
    "camera.js",
    "pointer.js",
    "walk.js",
    "search.js",
    "permalink.js",
    "filters.js",
    "time.js",
    "history.js",
    "saved.js",
    "evidence.js",
    "chart.js",
    "panel.js",
    "views.js",
    "csv.js",
    "rows.js",
    "table.js",
    "timeline.js",
    "picture.js",
    "paper.js",
    "tour.js",
    "carried.js",
    "sparql.js",
    "answer.js",
    "ask.js",
    "main.js",
)


def join_scripts(folder: Path) -> str:
    """All parts in one function of their own, so that no name of theirs is seen by anything else in the page."""
    parts = [(folder / name).read_text("utf-8") for name in SCRIPTS]
    return "(function () {\n'use strict';\n" + "\n".join(parts) + "\n})();\n"


def fingerprint(script: str) -> str:
    """What tells whether a minified script was made of this one."""
    return hashlib.sha256(script.encode()).hexdigest()
