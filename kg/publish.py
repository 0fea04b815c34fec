"""Takes the bytes of all exports; gives the files in `exports/`, together or not at all; touches only that folder.

A build writes into a staging folder, syncs it to disk, and then commits: a journal says that the staged files are
whole, each is renamed into place, the journal is removed. A crash before the journal leaves the previous exports
untouched; a crash after it is finished by the next command that opens the exports (`recover`). Files that are not ours
stay.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import Busy, KgError, NotBuilt

MANIFEST = "manifest.json"
_STAGING = ".staging"
_JOURNAL = ".commit"
_LOCK = ".lock"
_LOCK_SECONDS = 30


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of the exports. Raises `Busy` when another build keeps it."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=_LOCK_SECONDS):
            recover(folder)
            yield
    except Timeout:
        raise Busy(f"{folder}: another build is running; wait for it, or delete {_LOCK} if none is") from None
    except OSError as error:
        raise KgError(f"{folder}: cannot be written ({error.strerror or error}); check the folder") from None


def recover(folder: Path) -> None:
    """Finish a commit that was interrupted, and throw away what was staged but never committed."""
    staging = folder / _STAGING
    if (folder / _JOURNAL).exists():
        _finish(folder)
    if staging.exists():
        shutil.rmtree(staging)


def pending(folder: Path) -> bool:
    """Whether a commit was interrupted and waits to be finished."""
    return (folder / _JOURNAL).exists()


def settle(folder: Path) -> None:
    """Finish a commit that was interrupted, where there is one, before the exports are read."""
    if pending(folder):
        with locked(folder):
            pass


def write(folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> None:
    """Put all files and the manifest in place; call it inside `locked`."""
    staging = folder / _STAGING
    staging.mkdir()
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    whole = {**manifest, "files": digests}
    staged = {**files, MANIFEST: (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()}
    for name, content in staged.items():
        _write_synced(staging / name, content)
    _sync_folder(staging)
    known = read_manifest(folder).get("files", {})
    stale = sorted(name for name in set(known) - set(digests) if Path(name).name == name)
    _write_synced(folder / f"{_JOURNAL}.new", json.dumps({"new": sorted(staged), "stale": stale}).encode())
    (folder / f"{_JOURNAL}.new").replace(folder / _JOURNAL)
    _sync_folder(folder)
    _finish(folder)


def _finish(folder: Path) -> None:
    journal = json.loads((folder / _JOURNAL).read_text("utf-8"))
    for name in journal["new"]:
        staged = folder / _STAGING / name
        if staged.exists():
            staged.replace(folder / name)
    for name in journal["stale"]:
        (folder / name).unlink(missing_ok=True)
    _sync_folder(folder)
    (folder / _JOURNAL).unlink()
    shutil.rmtree(folder / _STAGING, ignore_errors=True)


def replace_file(path: Path, content: bytes) -> None:
    """Put one file in place, whole: whoever reads it sees what stood there before, or the new content."""
    staged = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _write_synced(staged, content)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of the last build; empty where there is none."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def changed_files(folder: Path) -> list[str]:
    """The exported files that are missing or differ from the manifest. Raises `NotBuilt` without a manifest."""
    digests = read_manifest(folder).get("files")
    if not isinstance(digests, dict) or not digests:
        raise NotBuilt(f"{folder / MANIFEST}: no build is recorded; run: kg build")
    return [name for name, digest in sorted(digests.items()) if _digest(folder / name) != digest]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
