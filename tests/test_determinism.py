"""Same input, same bytes: whatever the hash seed, the locale, the zone, the order of files; and no work."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builder import DOUBTS, append, build, exports, make_sample, run_kg, start_kg

from kg.project import Project

SURROUNDINGS: dict[str, dict[str, str]] = {
    "seed 0": {"PYTHONHASHSEED": "0"},
    "seed 1": {"PYTHONHASHSEED": "1"},
    "seed 4294967295": {"PYTHONHASHSEED": "4294967295"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "C.UTF-8": {"LC_ALL": "C.UTF-8"},
    "another zone": {"TZ": "Pacific/Kiritimati"},
    "Turkish": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
}


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def test_surroundings_change_no_byte(built_sample: Project, tmp_path: Path) -> None:
    def attempt(name: str) -> tuple[str, dict[str, bytes]]:
        folder = make_sample(tmp_path / name)
        done = start_kg("build", "--project", str(folder), env=SURROUNDINGS[name])
        assert done.code == 0, done.err
        return name, exports(folder)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(pool.map(attempt, SURROUNDINGS))
    expected = exports(built_sample.root)
    assert len(expected) == 10
    assert [name for name in SURROUNDINGS if found[name] != expected] == []


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_a_folder_changes_no_byte(
    built_sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    shuffled = 0
    real = Path.rglob
    random_order = random.Random(seed)

    def rglob(folder: Path, pattern: str) -> Iterator[Path]:
        nonlocal shuffled
        found = list(real(folder, pattern))
        random_order.shuffle(found)
        shuffled += len(found) > 1
        return iter(found)

    monkeypatch.setattr(Path, "rglob", rglob)
    folder = make_sample(tmp_path / "sample")
    build(folder)
    assert shuffled
    assert exports(folder) == exports(built_sample.root)


def test_the_order_of_creation_changes_no_byte(built_sample: Project, tmp_path: Path) -> None:
    source = make_sample(tmp_path / "source")
    target = tmp_path / "target"
    for path in reversed(_files(source)):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (0, 0))
    build(target)
    assert exports(target) == exports(built_sample.root)


def test_the_shipped_project_builds_to_the_same_bytes(shipped: Project, tmp_path: Path) -> None:
    for name in ("ontology", "data"):
        shutil.copytree(shipped.root / name, tmp_path / name)
    done = start_kg("build", "--project", str(tmp_path), env={"PYTHONHASHSEED": "7", "LC_ALL": "C"})
    assert done.code == 0, done.err
    found, expected = exports(tmp_path), exports(shipped.root)
    assert [name for name in expected if found.get(name) != expected[name]] == []


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in _files(folder / "exports"):
        if not path.name.startswith("."):  # the lock and the cache of places are no exports
            state = path.stat()
            found[path.name] = (state.st_mtime_ns, state.st_ino)
    return found


def test_a_second_build_does_nothing_and_says_so(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _stamps(sample)
    monkeypatch.setattr("kg.pipeline.read_ontology", None)  # whoever calls it fails
    done = run_kg("build", "--project", str(sample))
    assert (done.code, done.out, done.err) == (0, "", "exports: up to date, nothing to do\n")
    assert _stamps(sample) == before


def test_force_builds_the_same_bytes_again(sample: Path) -> None:
    before, stamps = exports(sample), _stamps(sample)
    done = run_kg("build", "--force", "--project", str(sample))
    assert done.code == 0
    assert done.summary.startswith("2 articles, 15 claims, 8 entities, ")
    assert exports(sample) == before
    assert all(_stamps(sample)[name] != stamps[name] for name in stamps)


@pytest.mark.parametrize("name", ["exports/graph.html", DOUBTS, "ontology/rules/symmetric.rq", "ontology/queries/x.rq"])
def test_check_sees_what_is_stale_and_changes_nothing(sample: Path, name: str) -> None:
    done = run_kg("build", "--check", "--project", str(sample))
    assert (done.code, done.err) == (0, "exports: up to date\n")
    append(sample, name, "\n#\n")
    before = _stamps(sample)
    done = run_kg("build", "--check", "--project", str(sample))
    assert (done.code, done.out, done.err) == (1, "", "kg: exports: stale; run: kg build\n")
    assert _stamps(sample) == before


@pytest.mark.parametrize("name", ["graph.nq", "claims.csv", "manifest.json"])
def test_a_missing_export_is_built_again(sample: Path, name: str) -> None:
    before = exports(sample)
    (sample / "exports" / name).unlink()
    assert run_kg("build", "--check", "--project", str(sample)).code == 1
    assert run_kg("build", "--project", str(sample)).code == 0
    assert exports(sample) == before


def test_another_version_of_a_library_makes_the_exports_stale(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.version", lambda name: f"0.0 of {name}")
    assert run_kg("build", "--check", "--project", str(sample)).code == 1
