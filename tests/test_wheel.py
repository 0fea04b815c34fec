"""The built package, installed where there is nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Place:
    """An empty venv with the wheel in it, a folder to work in, and the environment of its commands."""

    wheel: Path
    sdist: Path
    bin: Path
    work: Path
    environ: dict[str, str]

    def run(self, *command: str, folder: str = ".") -> str:
        program = self.bin / command[0]
        done = subprocess.run(
            [str(program), *command[1:]],
            cwd=self.work / folder,
            env=self.environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def place(clone: Callable[[Path], Path], clean_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Builds the sdist, from it the wheel, and installs that with its dependencies, resolved from the locked wheels."""
    base = tmp_path_factory.mktemp("wheel")
    source = clone(base / "source")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(base / "dist"), str(source)]
    subprocess.run(build, env=clean_env, check=True, capture_output=True)
    (wheel,) = (base / "dist").glob("*.whl")
    (sdist,) = (base / "dist").glob("*.tar.gz")
    subprocess.run([sys.executable, "-m", "venv", str(base / "venv")], env=clean_env, check=True)
    scripts = base / "venv" / ("Scripts" if os.name == "nt" else "bin")
    work = base / "work"
    work.mkdir()
    environ = clean_env | {"PATH": f"{scripts}{os.pathsep}{clean_env['PATH']}"}
    found = Place(wheel, sdist, scripts, work, environ)
    found.run("python", "-m", "pip", "install", "--quiet", "--no-compile", str(wheel))
    return found


def test_wheel_carries_the_program_and_the_template(place: Place, root: Path) -> None:
    names = set(zipfile.ZipFile(place.wheel).namelist())
    for folder, inside in (("kg", "kg"), ("ontology", "kg/shipped/ontology"), ("data", "kg/shipped/data")):
        paths = [path for path in (root / folder).rglob("*") if path.is_file()]
        wanted = {f"{inside}/{path.relative_to(root / folder).as_posix()}" for path in paths if ".pyc" not in path.name}
        assert wanted <= names
    assert "kg/py.typed" in names
    folders = {name.partition("/")[0] for name in names}
    assert folders == {"kg", "claimgraph-0.1.0.dist-info"}


def test_sdist_has_no_exports(place: Place) -> None:
    with tarfile.open(place.sdist) as archive:
        exported = [name for name in archive.getnames() if "/exports/" in name]
    assert [Path(name).name for name in exported] == ["README.md"]


def test_dependencies_are_complete(place: Place) -> None:
    place.run("python", "-m", "pip", "check")


def test_the_program_works_from_the_wheel_alone(place: Place) -> None:
    assert Path(place.run("python", "-c", "import kg; print(kg.__file__)").strip()).is_relative_to(place.bin.parent)
    assert "build" in place.run("kg", "--help")
    assert place.run("kg", "--version").strip().endswith("0.1.0")
    place.run("kg", "init", "demo")
    place.run("kg", "build", folder="demo")
    assert (place.work / "demo" / "exports" / "graph.html").stat().st_size > 0
    place.run("kg", "verify", folder="demo")
    count = "SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a kg:Claim }"
    header, number = place.run("kg", "query", "-e", count, "-f", "csv", folder="demo").split()
    assert header == "claims"
    assert int(number) > 0
    loaded = place.run("python", "-c", "import kg; print(len(kg.load()))", folder="demo")
    assert int(loaded) > int(number)
