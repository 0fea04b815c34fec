"""kg questions: takes `ontology/queries/`; gives the named questions on stdout; touches nothing."""

from __future__ import annotations

import sys

import click

from kg.cli.options import Project, project_option


@click.command("questions")
@project_option
def command(project: Project) -> None:
    """List the named questions.

    One question a line: its name, its parameters, what it answers.

    \b
    Example:
      kg questions
      kg questions | grep target
    """
    from kg import queries

    found = sorted(queries.read_questions(project).values(), key=lambda question: question.name)
    rows = [[one.name, " ".join(one.params), one.summary] for one in found]
    if sys.stdout.isatty():
        from kg.cli.tables import print_rows

        print_rows(["name", "parameters", "what it answers"], rows)
        return
    for row in rows:
        click.echo("\t".join(row))
