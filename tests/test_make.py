"""`make` from the outside: on a fresh clone, in a folder with spaces, without the Python or browser that it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="make and sh are those of a POSIX system")

CANDIDATES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")


def _run(folder: Path, environ: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
    )


def _script(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.slow
def test_graph_on_a_fresh_clone(clone: Callable[[Path], Path], clean_env: dict[str, str], tmp_path: Path) -> None:
    folder = clone(tmp_path / "a folder with spaces")
    before = {path.name for path in folder.iterdir()}
    done = _run(folder, clean_env, "make", f"PYTHON={sys.executable}", "graph")
    assert done.returncode == 0, done.stderr
    assert str(folder / "exports" / "graph.html") in done.stdout
    assert (folder / "exports" / "graph.html").stat().st_size > 0
    assert {path.name for path in folder.iterdir()} - before == {".venv"}

    again = _run(folder, clean_env, "make", "graph")
    assert again.returncode == 0, again.stderr
    assert "Installing" not in again.stdout
    assert "nothing to do" in again.stdout + again.stderr

    moved = folder.rename(tmp_path / "moved")
    planned = _run(moved, clean_env, "make", "-n", "graph")
    assert "-m venv" in planned.stdout, "a .venv that was moved is made anew"


def test_only_a_python_that_runs_counts(root: Path, clean_env: dict[str, str], tmp_path: Path) -> None:
    shutil.copy(root / "Makefile", tmp_path)
    for name in CANDIDATES:
        _script(tmp_path / "bin" / name, "exit 127")
    environ = clean_env | {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{clean_env['PATH']}"}
    done = _run(tmp_path, environ, "make", ".venv/.stamps/home")
    assert done.returncode != 0
    assert "No Python >= 3.11" in done.stderr
    assert not (tmp_path / ".venv").exists()

    _script(tmp_path / "bin" / "python3.11", f'exec "{sys.executable}" "$@"')
    done = _run(tmp_path, environ, "make", ".venv/.stamps/home")
    assert done.returncode == 0, done.stderr
    assert _run(tmp_path, environ, ".venv/bin/python", "-c", "").returncode == 0


def test_a_named_python_must_be_new_enough(root: Path, clean_env: dict[str, str], tmp_path: Path) -> None:
    shutil.copy(root / "Makefile", tmp_path)
    _script(tmp_path / "bin" / "old python", "exit 1")
    done = _run(tmp_path, clean_env, "make", f"PYTHON={tmp_path / 'bin' / 'old python'}", ".venv/.stamps/home")
    assert done.returncode != 0
    assert "is not a Python >= 3.11" in done.stderr


def test_help_lists_the_targets(root: Path, clean_env: dict[str, str]) -> None:
    done = _run(root, clean_env, "make", "help")
    listed = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("make ")]
    assert listed == ["help", "graph", "test", "lint", "browser", "proposals", "bench", "lock", "clean"]


def test_the_tests_of_the_page_have_its_engine(root: Path, clean_env: dict[str, str], tmp_path: Path) -> None:
    """On a fresh clone, too, where nobody has called `make graph` before."""
    shutil.copy(root / "Makefile", tmp_path)
    planned = _run(tmp_path, clean_env, "make", "-pnq", "test").stdout
    needs = next(line for line in planned.splitlines() if line.startswith("test:"))
    assert ".venv/.stamps/web" in needs.split()


def test_no_browser_is_said_clearly(root: Path, clean_env: dict[str, str], tmp_path: Path) -> None:
    cat = shutil.which("cat")
    assert cat is not None
    tmp_path.joinpath("cat").symlink_to(cat)
    environ = {name: value for name, value in clean_env.items() if name != "KG_CHROMIUM"} | {"PATH": str(tmp_path)}
    script = str(root / "tests" / "browser.sh")
    done = _run(root, environ, "/bin/sh", script)
    assert (done.returncode, done.stdout) == (1, "")
    assert "KG_CHROMIUM" in done.stderr

    done = _run(root, environ | {"KG_CHROMIUM": "/nowhere/chromium"}, "/bin/sh", script)
    assert (done.returncode, done.stdout) == (1, "")
    assert "/nowhere/chromium" in done.stderr

    _script(tmp_path / "chromium", "echo Chromium 1")
    done = _run(root, environ, "/bin/sh", script)
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "chromium"))


def test_debian_installs_the_browser(root: Path, clean_env: dict[str, str], tmp_path: Path) -> None:
    for name in ("cat", "chmod", "env", "sh"):
        found = shutil.which(name)
        assert found is not None
        tmp_path.joinpath(name).symlink_to(found)
    browser = tmp_path / "chromium"
    _script(tmp_path / "id", "echo 0")
    _script(
        tmp_path / "apt-get",
        f"""echo "$@"; [ "$2" = update ] || {{ echo '#!/bin/sh' > '{browser}'; chmod +x '{browser}'; }}""",
    )
    environ = {name: value for name, value in clean_env.items() if name != "KG_CHROMIUM"} | {"PATH": str(tmp_path)}
    done = _run(root, environ, "/bin/sh", str(root / "tests" / "browser.sh"))
    assert (done.returncode, done.stdout.strip()) == (0, str(browser))
    assert "-q update" in done.stderr
    assert "install -y --no-install-recommends chromium" in done.stderr
