"""The README's commands, run as written, in a fresh copy of the project.

A ```console block is run: lines that begin with `$ ` are commands (`> ` goes on with the one before); other lines are
what they print, and must come in that order, with `...` for what is left out. What cannot be run in a test (cloning, a
server that stays, `make test` itself) stands in a ```sh block. Blocks share one folder and run from top to bottom.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TIMEOUT_SECONDS = 300


@dataclass(frozen=True)
class Command:
    """A command of the README: the line where it stands, its text, and the lines that it should print."""

    line: int
    text: str
    shown: tuple[str, ...]


def _commands(markdown: str) -> list[Command]:
    found: list[Command] = []
    running = False
    for number, line in enumerate(markdown.splitlines(), 1):
        if re.match(r"\s*```", line):
            running = not running and line.strip() == "```console"
        elif running and line.startswith("$ "):
            found.append(Command(number, line[2:], ()))
        elif running and line.startswith("> ") and found and not found[-1].shown:
            found[-1] = Command(found[-1].line, f"{found[-1].text}\n{line[2:]}", ())
        elif running and line.strip():
            assert found, f"README.md:{number}: output before any command"
            last = found[-1]
            found[-1] = Command(last.line, last.text, (*last.shown, line.rstrip()))
    return found


def _follows(shown: tuple[str, ...], printed: str) -> bool:
    """Whether the shown lines stand in what was printed, one after the other; `...` skips any number of lines."""
    pattern = r"^"
    for line in shown:
        pattern += r"(?:.*\n)*?" if line.strip() in {"...", "…"} else re.escape(line) + r"[ \t]*\n"
    return re.search(pattern, printed, re.MULTILINE) is not None


def test_commands_run_as_written(
    root: Path, clone: Callable[[Path], Path], clean_env: dict[str, str], tmp_path: Path
) -> None:
    commands = _commands((root / "README.md").read_text("utf-8"))
    assert len(commands) >= 5
    bash = shutil.which("bash")
    assert bash is not None
    folder = clone(tmp_path / "project")
    environ = clean_env | {"PATH": f"{Path(sys.prefix) / 'bin'}:{clean_env['PATH']}", "COLUMNS": "100", "NO_COLOR": "1"}
    for command in commands:
        where = f"README.md:{command.line}: {command.text}"
        assert not re.search(r"\bmake test\b|\bgit clone\b", command.text), f"{where}: belongs into a ```sh block"
        try:
            done = subprocess.run(
                [bash, "-euo", "pipefail", "-c", command.text],
                cwd=folder,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            pytest.fail(f"{where}: still running after {TIMEOUT_SECONDS} s")
        assert done.returncode == 0, f"{where}: exit {done.returncode}\n{done.stdout}"
        assert _follows(command.shown, done.stdout), (
            f"{where}: shows\n{chr(10).join(command.shown)}\nprints\n{done.stdout}"
        )


def test_reading_of_blocks() -> None:
    text = "```sh\n$ not this\n```\n\n```console\n$ one \\\n> two\nshown\n...\nlast\n$ three\n```\n"
    assert _commands(text) == [Command(6, "one \\\ntwo", ("shown", "...", "last")), Command(11, "three", ())]
    assert _follows(("b", "...", "d"), "a\nb\nc\nd\n")
    assert not _follows(("b", "d"), "a\nb\nc\nd\n")
    assert _follows((), "")


def test_pictures_and_links_are_there(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    targets = re.findall(r"\]\(([^)\s#]+)[^)]*\)", text) + re.findall(r'(?:src|href)="([^"#]+)"', text)
    inside = [target for target in targets if not re.match(r"[a-z]+:", target)]
    missing = [target for target in inside if not target.startswith("exports/") and not (root / target).exists()]
    assert not missing
