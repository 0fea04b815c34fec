"""Takes nothing; gives what npm's packages were bundled into for the page, or None; touches `built/` only.

`hatch_build.py` builds it from `web/` with packages of npm's registry: the editor, the worker, oxigraph's WebAssembly,
and the page's own script without comments and blanks. The packages are third-party code, so that none of it is kept in
the repository.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

from kg.views.script import fingerprint

_FILES = ("editor.js", "worker.js", "oxigraph.wasm.xz", "page.js", "bundle.json")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The texts of the editor, the worker and the page's minified script, and the packed engine."""

    editor: str
    worker: str
    engine: bytes
    script: str
    made_of: str

    def shorten(self, script: str) -> str:
        """The minified form of the page's script, or the script itself where it has changed since it was bundled."""
        return self.script if self.made_of == fingerprint(script) else script


def find_bundle() -> Bundle | None:
    """The bundle, if all of it is there."""
    folder = resources.files("kg.views").joinpath("built")
    files = [folder.joinpath(name) for name in _FILES]
    if not all(file.is_file() for file in files):
        return None
    editor, worker, engine, script, note = (file.read_bytes() for file in files)
    return Bundle(
        editor.decode("utf-8"), worker.decode("utf-8"), engine, script.decode("utf-8"), json.loads(note)["script"]
    )
