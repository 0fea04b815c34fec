"""kg init: takes the ontology and the data that come with the program; gives a new project; touches one new folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from kg.cli.options import say
from kg.errors import KgError

_DESCRIPTION = """\
title: A graph of what articles say
description: Claims from articles, each with the words that carry it.
creator: unknown
licence: https://creativecommons.org/licenses/by/4.0/
"""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Take the ontology only, without data and questions.")
def command(folder: Path, empty: bool) -> None:
    """Start a project of your own in a folder.

    Copies the ontology and the shipped articles with their claims, to be changed at will.

    \b
    Example:
      kg init my-graph
      kg init my-graph --empty
    """
    source = _shipped()
    if folder.exists() and any(folder.iterdir()):
        raise KgError(f"{folder}: not empty; name a folder that is new")
    folder.mkdir(parents=True, exist_ok=True)
    left_out = shutil.ignore_patterns("queries") if empty else None
    shutil.copytree(source / "ontology", folder / "ontology", ignore=left_out)
    if empty:
        for name in ("data/articles", "data/claims", "data/entities", "ontology/queries"):
            (folder / name).mkdir(parents=True)
        (folder / "data" / "dataset.yaml").write_text(_DESCRIPTION, "utf-8")
    else:
        shutil.copytree(source / "data", folder / "data")
    say(f"{folder}: a new project; next: cd {folder} && kg build && kg view")


def _shipped() -> Path:
    """Where ontology and data are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "shipped", package.parent):
        if (folder / "ontology").is_dir() and (folder / "data").is_dir():
            return folder
    raise KgError(f"{package}: the shipped ontology is missing; install the package again")
