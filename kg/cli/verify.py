"""kg verify: takes the inputs and the exports of a project; gives a line for all that fails; touches nothing."""

from __future__ import annotations

import sys

import click

from kg.cli.options import Project, progress, project_option, say


@click.command("verify")
@project_option
def command(project: Project) -> None:
    """Prove every quote, hash and shape.

    Compares every quote of the graph with its article, every export with the manifest, and the graph with the shapes
    and checks of the ontology. Ends with 3 when something fails.

    \b
    Example:
      kg verify
    """
    from kg import pipeline

    with progress() as step:
        proved, failures = pipeline.verify(project, step)
    for failure in failures:
        say(failure)
    if failures:
        say(f"kg: {len(failures)} failures, {proved} quotes compared")
        sys.exit(3)
    click.echo(f"{proved} quotes exact, 0 violations")
