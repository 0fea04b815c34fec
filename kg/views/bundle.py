"""Takes nothing; gives the bundle of the page's SPARQL tab, or None where it was not built; touches `built/` only.

`hatch_build.py` builds it from `web/` with packages of npm's registry: the editor, the worker, and oxigraph's
WebAssembly. They are third-party code, so that none of it is kept in the repository.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

_FILES = ("editor.js", "worker.js", "oxigraph.wasm.lzma")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The texts of two scripts, and the packed engine."""

    editor: str
    worker: str
    engine: bytes


def find_bundle() -> Bundle | None:
    """The bundle, if all of it is there."""
    folder = resources.files("kg.views").joinpath("built")
    files = [folder.joinpath(name) for name in _FILES]
    if not all(file.is_file() for file in files):
        return None
    editor, worker, engine = (file.read_bytes() for file in files)
    return Bundle(editor.decode("utf-8"), worker.decode("utf-8"), engine)
