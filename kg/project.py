"""Takes a folder; gives the project in it, its paths and its input files; touches nothing but names of files.

A project is a folder with `ontology/` and `data/`. What the program writes goes to `exports/` beside them.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.errors import BadInput, Location, NoProject, Problem

#: No input file of a project is larger; a larger one is an accident.
MAX_BYTES = 20_000_000
_KINDS = (".md", ".rq", ".ttl", ".yaml")


@dataclass(frozen=True)
class Project:
    """The folder of a project. Paths are absolute; `show` gives them as people should see them."""

    root: Path

    @cached_property
    def ontology(self) -> Path:
        return self.root / "ontology"

    @cached_property
    def data(self) -> Path:
        return self.root / "data"

    @cached_property
    def articles(self) -> Path:
        return self.data / "articles"

    @cached_property
    def claims(self) -> Path:
        return self.data / "claims"

    @cached_property
    def proposals(self) -> Path:
        return self.data / "proposals"

    @cached_property
    def judgements(self) -> Path:
        return self.data / "judgements"

    @cached_property
    def readings(self) -> Path:
        """The cache of what extractors read during builds; deletable."""
        return self.root / ".cache" / "readings"

    @cached_property
    def entities(self) -> Path:
        return self.data / "entities"

    @cached_property
    def dataset(self) -> Path:
        return self.data / "dataset.yaml"

    @cached_property
    def queries(self) -> Path:
        return self.ontology / "queries"

    @cached_property
    def rules(self) -> Path:
        return self.ontology / "rules"

    @cached_property
    def checks(self) -> Path:
        return self.ontology / "checks"

    @cached_property
    def exports(self) -> Path:
        return self.root / "exports"

    def show(self, path: Path) -> str:
        """The path relative to the project, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)

    def files(self, folder: Path, suffix: str) -> list[Path]:
        """The files below a folder that end so, sorted by name; hidden ones are left out.

        A folder that is named like a file and a link to a folder are given, too, so that reading names them as faults.
        """
        found = (path for path in folder.rglob(f"*{suffix}") if not path.name.startswith("."))
        return sorted((path for path in found if not _is_plain_folder(path)), key=self.show)

    def file_of(self, kind: str, article: str) -> Path:
        """The file of an article in a folder of `data/`, wherever below it stands, or where it would be put."""
        folder = self.data / kind
        found = (path for path in self.files(folder, f"{article}.yaml") if path.stem == article)
        return next(found, folder / f"{article}.yaml")

    def inputs(self) -> list[Path]:
        """Every file that the build depends on, sorted."""
        kinds = ((self.ontology, ".ttl"), (self.ontology, ".rq"), (self.data, ".yaml"), (self.articles, ""))
        return sorted({path for folder, suffix in kinds for path in self.files(folder, suffix)}, key=self.show)

    def read(self, path: Path) -> str:
        """The text of an input file. Raises `BadInput` for what is no readable UTF-8 text inside the project."""
        return decode(self._bytes(path), Location(self.show(path)))

    def _bytes(self, path: Path) -> bytes:
        where = Location(self.show(path))
        try:
            if not Path(os.path.realpath(path, strict=True)).is_relative_to(self.root):
                raise BadInput(Problem(where, "a link that leads out of the project", "copy the file itself here"))
            if not path.is_file():
                raise BadInput(Problem(where, "not a regular file", "put a text file here"))
            if path.stat().st_size > MAX_BYTES:
                raise BadInput(Problem(where, f"larger than {MAX_BYTES:,} bytes", "split it"))
            return path.read_bytes()
        except OSError as error:
            raise BadInput(Problem(where, f"cannot be read: {error.strerror}", "check the file")) from None

    def digests(self) -> dict[str, str]:
        """SHA-256 of every input file by its shown name. Raises `BadInput` for what is no file inside the project."""
        return {self.show(path): hashlib.sha256(self._bytes(path)).hexdigest() for path in self.inputs()}


def _is_plain_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and path.suffix not in _KINDS


def decode(raw: bytes, where: Location) -> str:
    """UTF-8 bytes as text with line feeds only. Raises `BadInput` for empty, binary and mis-encoded input."""
    if not raw.strip():
        raise BadInput(Problem(where, "the file is empty", "fill it or delete it"))
    if b"\x00" in raw:
        utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        mend = "save it as UTF-8" if utf16 else "put a text file here"
        raise BadInput(Problem(where, "the file is UTF-16, not UTF-8" if utf16 else "the file is binary", mend))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        place = Location(where.path, line, column)
        raise BadInput(Problem(place, f"not UTF-8: byte 0x{raw[error.start]:02x}", "save it as UTF-8")) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def find_project(start: Path) -> Project:
    """The project of a folder: itself or the nearest one above it that has ontology/ and data/."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "ontology").is_dir() and (folder / "data").is_dir():
            return Project(folder)
    raise NoProject(f"{start}: no folder here or above has ontology/ and data/; go to a project or run: kg init DIR")
