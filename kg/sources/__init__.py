"""Takes the file of an article; gives an `Article`; touches nothing.

A drawer: one module a format, one line in the table. The text that comes out is Unicode NFC with line feeds only, and
every offset of the program counts its code points.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import BadInput, Location, Problem
from kg.model import Article
from kg.project import Project
from kg.sources import markdown

#: File ending -> reader(text, path as shown).
FORMATS: dict[str, Callable[[str, str], Article]] = {".md": markdown.read}


def read(project: Project, path: Path) -> Article:
    """The article of a file. Raises `BadInput` for a format that is not in the drawer and for faulty files."""
    shown = project.show(path)
    reader = FORMATS.get(path.suffix)
    if reader is None:
        known = ", ".join(sorted(FORMATS))
        raise BadInput(Problem(Location(shown), f"no reader for {path.suffix or 'this file'}", f"known: {known}"))
    return reader(project.read(path), shown)
