"""What tests of the project as a whole share: the folder, fresh copies of it, and an environment as after a clone."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import pipeline
from kg.project import Project

#: Fixtures of the core's tests.
pytest_plugins = ["builder", "proposing"]

ROOT = Path(__file__).resolve().parents[1]
#: What a clone does not have.
_NOT_IN_A_CLONE = (".git", ".venv", "dist", "__pycache__", "*.pyc", ".*_cache", ".cache", ".hypothesis")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On several cores the files with slow tests start first, so that none waits for the last of them."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def clone() -> Callable[[Path], Path]:
    """Copies the project as a fresh clone would have it: no .venv, no caches, nothing built."""

    def copy(target: Path) -> Path:
        shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*_NOT_IN_A_CLONE))
        for path in (target / "exports").iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "README.md":
                path.unlink()
        return target

    return copy


@pytest.fixture(scope="session")
def clean_env() -> dict[str, str]:
    """The environment without what this test run set; pip takes packages from the wheels that `make test` has fetched.

    Without those wheels (pytest was called by hand in a venv of one's own), pip goes to its index as usual.
    """
    ours = ("MAKE", "MFLAGS", "PYTEST", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    for name in ("ARGS", "PYTHON", "UPGRADE"):
        environ.pop(name, None)
    wheels = Path(sys.prefix) / ".wheels"
    if wheels.is_dir():
        environ |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels.as_uri()}
    return environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The ontology and the data of this project, copied elsewhere and built there."""
    folder = tmp_path_factory.mktemp("shipped").resolve()
    for name in ("ontology", "data"):
        shutil.copytree(ROOT / name, folder / name)
    project = Project(folder)
    pipeline.build(project)
    return project
