"""Takes a folder; gives the files below it, and what in it is no file to read, with the reason; touches nothing.

Links are not followed to folders, so there are no loops, and to files only within the folder. Files come in the order
of their names on every system.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kg.errors import Location, Problem


def walk(folder: Path) -> Iterator[Path | Problem]:
    """Every file below a folder: its path, or why it is passed over."""
    root = Path(os.path.realpath(folder))
    faults: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=faults.append):
        here = Path(where)
        for fault in faults:
            yield Problem(Location(str(fault.filename)), f"cannot be read: {fault.strerror}", "check the folder")
        faults.clear()
        for name in sorted(folders):
            if (here / name).is_symlink():
                yield Problem(Location(str(here / name)), "a link to a folder", "name that folder itself")
            elif name.startswith("."):
                yield Problem(Location(str(here / name)), "a hidden folder")
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = here / name
            if name.startswith("."):
                yield Problem(Location(str(path)), "a hidden file")
            elif path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
                yield Problem(Location(str(path)), "a link that leads out of the folder", "name the file itself")
            else:
                yield path
    for fault in faults:
        yield Problem(Location(str(fault.filename)), f"cannot be read: {fault.strerror}", "check the folder")
