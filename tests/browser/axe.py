"""Takes a folder; gives the source of axe-core, fetched by npm into it: it is never part of the project."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


class NotFetched(Exception):
    """axe-core cannot be had here; the message says why."""


def fetch(folder: Path) -> str:
    """The source. Raises `NotFetched`."""
    npm = shutil.which("npm")
    if not npm:
        raise NotFetched("npm is missing: the check of access fetches axe-core with it (Debian: apt-get install npm)")
    quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
    command = [npm, "install", *quiet, "--prefix", str(folder), "axe-core@4"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    source = folder / "node_modules" / "axe-core" / "axe.min.js"
    if done.returncode or not source.is_file():
        raise NotFetched(f"npm could not fetch axe-core, which the check of access needs:\n{done.stderr[-600:]}")
    return source.read_text("utf-8")


def find(page: Page, source: str) -> list[str]:
    """The serious and critical findings in the page as it is, a line each."""
    page.evaluate(source)
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [
        f"{one['impact']} {one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
