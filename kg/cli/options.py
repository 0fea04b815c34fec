"""Takes nothing; gives the decorators and the small talk that the commands share; touches stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.project import Project, find_project

F = TypeVar("F", bound=Callable[..., Any])


def project_option(command: F) -> F:
    """`--project DIR`: where the project is; the function gets it as `project`."""
    return click.option(
        "--project",
        metavar="DIR",
        default=".",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=lambda _ctx, _param, value: find_project(value),
        help="The project, or a folder in it. Default: here.",
    )(command)


def say(text: str) -> None:
    """A line of talk on stderr."""
    from kg.cli.tables import printable

    click.echo(printable(text), err=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A callable that shows the present step on a terminal, and shows nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield status.update


__all__ = ["Project", "progress", "project_option", "say"]
