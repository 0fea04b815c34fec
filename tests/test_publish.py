"""Exports appear together or not at all, whenever the machine stops."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builder import DOUBTS, ROOT, append, edit, exports, run_kg, start_kg
from filelock import FileLock

from kg import publish
from kg.errors import KgError, NotBuilt

OLD = {"a": b"old a", "b": b"old b", "c": b"old c"}
NEW = {"a": b"new a", "b": b"new b", "d": b"new d"}


class Crash(Exception):
    """The machine stops here."""


def _publish(folder: Path, files: dict[str, bytes]) -> None:
    with publish.locked(folder):
        publish.write(folder, files, {"inputs": sorted(files)})


def _content(folder: Path) -> dict[str, bytes]:
    found = exports(folder.parent)
    found.pop("manifest.json")
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the old exports in it."""
    _publish(tmp_path / "exports", OLD)
    return tmp_path


def _stop_at(number: int, real: Callable[..., Any]) -> tuple[Callable[..., Any], list[int]]:
    """A stand-in that does the real thing until its turn has come, with the list of the calls."""
    calls: list[int] = []

    def stand_in(*arguments: Any, **named: Any) -> Any:
        calls.append(len(calls) + 1)
        if len(calls) == number:
            raise Crash
        return real(*arguments, **named)

    return stand_in, calls


#: What a publication does to the disk, in order: 4 files and their folder are synced, then the journal, the folder; the
#: journal is renamed into place first, the 4 files afterwards.
POINTS = [
    *(("sync", number) for number in range(1, 9)),
    *(("rename", number) for number in range(1, 6)),
    ("unlink", 1),
    ("unlink", 2),
]


@pytest.mark.parametrize(("what", "number"), POINTS, ids=str)
def test_a_crash_leaves_the_old_or_the_new_set(
    project: Path, what: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "exports"
    owner, name = {"sync": (os, "fsync"), "rename": (Path, "replace"), "unlink": (Path, "unlink")}[what]
    stand_in, calls = _stop_at(number, getattr(owner, name))
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, stand_in)
        with pytest.raises(Crash):
            _publish(folder, NEW)
    assert len(calls) == number
    journal = publish.pending(folder)
    if not journal and what != "unlink":
        assert _content(folder) == OLD  # nothing was touched before the journal
    with publish.locked(folder):
        pass
    after = _content(folder)
    assert after == (NEW if journal else OLD)
    assert publish.changed_files(folder) == []
    assert not (folder / ".staging").exists()
    assert not publish.pending(folder)
    _publish(folder, NEW)
    assert _content(folder) == NEW


def test_the_points_of_a_crash_are_all_there_are(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {}
    for what, owner, name in (("sync", os, "fsync"), ("rename", Path, "replace"), ("unlink", Path, "unlink")):
        stand_in, calls = _stop_at(0, getattr(owner, name))
        monkeypatch.setattr(owner, name, stand_in)
        counts[what] = calls
    _publish(project / "exports", NEW)
    assert {what: len(calls) for what, calls in counts.items()} == {"sync": 8, "rename": 5, "unlink": 2}


@pytest.mark.parametrize(
    ("stop", "command"),
    [
        (1, ("verify",)),
        (2, ("verify",)),
        (2, ("query", "what-is-planned")),
        (6, ("view", "--print")),
        (9, ("query", "what-is-planned")),
    ],
    ids=str,
)
def test_the_next_command_finishes_a_killed_build(sample: Path, stop: int, command: tuple[str, ...]) -> None:
    # The process is really killed, at the first, second, sixth or ninth rename.
    edit(sample, DOUBTS, "Doubts: two years on", "Doubts: three years on")
    before = exports(sample)
    script = (
        "import os, sys; from pathlib import Path; from kg import pipeline; from kg.project import Project\n"
        "real, left = Path.replace, [int(sys.argv[2])]\n"
        "def replace(path, target):\n"
        "    left[0] -= 1\n"
        "    if not left[0]: os._exit(9)\n"
        "    return real(path, target)\n"
        "Path.replace = replace\n"
        "pipeline.build(Project(Path(sys.argv[1])))\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(sample), str(stop)], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert killed.returncode == 9
    half = exports(sample)
    done = run_kg(*command, "--project", str(sample))
    after = exports(sample)
    assert not (sample / "exports/.commit").exists()
    if stop == 1:  # killed before the journal stood: the old set
        assert half == before == after
        assert done.code == (3 if command == ("verify",) else 0)  # stale
    else:
        assert half != after != before
        assert done.code == 0, done.err
        assert run_kg("build", "--check", "--project", str(sample)).code == 0


def test_a_full_disk_is_one_line(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(sample, DOUBTS, "\nA line more.\n")
    before = exports(sample)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run_kg("build", "--project", str(sample))
    assert done.code == 1
    assert done.err == f"kg: {sample}/exports: cannot be written (No space left on device); check the folder\n"
    assert exports(sample) == before


def test_exports_that_are_a_file_are_one_line(sample: Path) -> None:
    shutil.rmtree(sample / "exports")
    (sample / "exports").write_text("in the way")
    done = run_kg("build", "--project", str(sample))
    assert done.code == 1
    assert done.err.startswith(f"kg: {sample}/exports: cannot be written (")
    assert done.err.count("\n") == 1


def test_files_of_other_people_stay(sample: Path) -> None:
    (sample / "exports/mine.txt").write_text("mine")
    (sample / "exports/folder").mkdir()
    (sample / "exports/folder/graph.ttl").write_text("mine too")
    assert run_kg("build", "--force", "--project", str(sample)).code == 0
    assert (sample / "exports/mine.txt").read_text() == "mine"
    assert (sample / "exports/folder/graph.ttl").read_text() == "mine too"


def test_exports_that_are_no_longer_written_go(project: Path) -> None:
    _publish(project / "exports", NEW)
    assert _content(project / "exports") == NEW
    manifest = json.loads((project / "exports/manifest.json").read_text("utf-8"))
    assert sorted(manifest["files"]) == ["a", "b", "d"]
    assert manifest["inputs"] == ["a", "b", "d"]


def test_a_forged_manifest_reaches_no_other_folder(project: Path) -> None:
    outside = project / "precious"
    outside.write_text("precious")
    path = project / "exports/manifest.json"
    forged = json.loads(path.read_text("utf-8"))
    forged["files"] |= {"../precious": "0", str(outside): "0"}
    path.write_text(json.dumps(forged))
    _publish(project / "exports", NEW)
    assert outside.read_text() == "precious"


def test_a_second_build_waits_and_then_says_why(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_LOCK_SECONDS", 0.05)
    with FileLock(sample / "exports/.lock"):
        done = run_kg("build", "--project", str(sample))
    assert done.code == 1
    assert done.err == (f"kg: {sample}/exports: another build is running; wait for it, or delete .lock if none is\n")
    assert run_kg("build", "--project", str(sample)).code == 0


def test_two_builds_at_once_both_end_well(sample: Path) -> None:
    append(sample, DOUBTS, "\nA line more.\n")
    script = [sys.executable, "-m", "kg", "build", "--force", "--project", str(sample)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(script, env=env, stderr=subprocess.PIPE) for _ in range(2)]
    talk = [one.communicate(timeout=300)[1] for one in running]
    assert [one.returncode for one in running] == [0, 0], talk
    assert start_kg("verify", "--project", str(sample)).code == 0


def test_without_a_manifest_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="run: kg build"):
        publish.changed_files(tmp_path)
    assert issubclass(NotBuilt, KgError)
