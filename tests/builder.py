"""What the tests of the core share: a tiny project of its own, ways to break it, and the command line in this process.

The project in `sample/` is about two bridges; what every project shares (`ontology/core`, checks, rules, shapes) comes
from this repository at test time, so that the program and that vocabulary are tested on a domain that is not theirs.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings

from kg import pipeline
from kg.cli import main
from kg.project import Project

# The same examples each time: a run that fails can be run again. A slow machine is no fault of the program.
settings.register_profile("core", deadline=None, derandomize=True)
settings.load_profile("core")

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = Path(__file__).resolve().parent / "sample"
#: The parts of an ontology that know no domain.
SHARED = ("core", "checks", "rules", "shapes")
#: The articles of the sample, with the claims file of each.
OPENS = "data/articles/1874-07-bridge-opens.md"
OPENS_CLAIMS = "data/claims/1874-07-bridge-opens.yaml"
DOUBTS = "data/articles/1876-bridge-doubts.md"
DOUBTS_CLAIMS = "data/claims/1876-bridge-doubts.yaml"
THINGS = "data/entities/things.yaml"


@dataclass(frozen=True)
class Done:
    """How a call of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def summary(self) -> str:
        """The last line of the talk: what a build did, after remarks such as a page drawn without its engine."""
        return self.err.rstrip("\n").rpartition("\n")[2]


@contextmanager
def _streams(arguments: tuple[str, ...], given: bytes) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    out, err, source = (io.TextIOWrapper(io.BytesIO(raw), "utf-8", newline="") for raw in (b"", b"", given))
    with mock.patch.multiple(sys, argv=["kg", *arguments], stdout=out, stderr=err, stdin=source):
        yield out, err


def run_kg(*arguments: str, given: bytes = b"") -> Done:
    """`kg` in this process, through its real entry point. An exception that `main` lets through fails the test."""
    with _streams(arguments, given) as (out, err):
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        texts = []
        for stream in (out, err):
            stream.flush()
            assert isinstance(stream.buffer, io.BytesIO)
            texts.append(stream.buffer.getvalue().decode())
    return Done(code if isinstance(code, int) else 0 if code is None else 1, *texts)


def start_kg(
    *arguments: str | bytes, env: dict[str, str] | None = None, given: bytes = b"", timeout: float = 300
) -> Done:
    """`kg` in a process of its own."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    command = [sys.executable, "-m", "kg", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, env=environ, timeout=timeout, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def make_sample(target: Path) -> Path:
    """The sample as a whole project, not built."""
    shutil.copytree(SAMPLE, target)
    for part in SHARED:
        shutil.copytree(ROOT / "ontology" / part, target / "ontology" / part)
    return target


def build(folder: Path) -> Project:
    """The project of a folder, built in this process."""
    project = Project(folder.resolve())
    pipeline.build(project)
    return project


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace the one place where `old` stands in a file."""
    path = folder / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_bytes(text.replace(old, new).encode())


def append(folder: Path, name: str, text: str) -> None:
    """Add text to the end of a file."""
    with (folder / name).open("ab") as file:
        file.write(text.encode())


def exports(folder: Path) -> dict[str, bytes]:
    """The exported files of a project by name, without lock and leftovers."""
    return {
        path.name: path.read_bytes()
        for path in sorted((folder / "exports").iterdir())
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample, built. Tests only look at it; whoever changes something takes `sample`."""
    return build(make_sample(tmp_path_factory.mktemp("core") / "sample"))


@pytest.fixture
def sample(built_sample: Project, tmp_path: Path) -> Path:
    """A built copy of the sample, to be changed at will."""
    target = tmp_path.resolve() / "sample"
    shutil.copytree(built_sample.root, target)
    return target
