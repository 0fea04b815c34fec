"""kg review: takes the proposals of a project and keys or a marked-up text; gives decisions; touches `data/`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Project, progress, project_option, say

if TYPE_CHECKING:
    from kg.review import Desk


@click.command("review")
@click.argument("article", required=False)
@click.option(
    "--order",
    type=click.Choice(["confidence", "text"]),
    default="confidence",
    help="Default: confidence, the surest first.",
)
@click.option("--to-file", metavar="FILE", help="Print the proposals to be marked up in an editor; - for stdout.")
@click.option("--from-file", metavar="FILE", help="Carry out the decisions of such a file; - for stdin.")
@project_option
def command(article: str | None, order: str, to_file: str | None, from_file: str | None, project: Project) -> None:
    """Decide on proposals, one after the other.

    Of all articles, or of the ARTICLE of this id. Each proposal is shown in its paragraph, with what stands in the data
    already. Keys: a accept, e edit in $EDITOR, r reject with a reason, s skip, b back, q quit. Accepted claims move to
    data/claims/ and new names to data/entities/; rejected ones are remembered in data/judgements/. Start the reason
    with when:, scope: or modality: where only that is wrong: the claim is proposed again once it is read otherwise.
    Every decision is kept at once.

    \b
    Example:
      kg review some-article
      kg review --to-file proposals.txt
      kg review --from-file proposals.txt
    """
    from kg.review import open_desk

    if to_file and from_file:
        raise click.UsageError("take --to-file or --from-file")
    with ExitStack() as stack:
        with progress() as step:
            desk = stack.enter_context(open_desk(project, article, order, step))
        for problem in desk.skipped:
            say(f"left out: {problem}")
        if to_file:
            _print(desk, to_file)
        elif from_file:
            _carry_out(desk, from_file)
        else:
            from kg.cli.walk import walk

            walk(desk)


def _print(desk: Desk, name: str) -> None:
    from kg import publish
    from kg.errors import KgError
    from kg.review import write_markup

    text = write_markup(desk)
    if name == "-":
        click.echo(text, nl=False)
        return
    try:
        publish.replace_file(Path(name).absolute(), text.encode())
    except OSError as error:
        raise KgError(f"{name}: cannot be written ({error.strerror}); check the folder") from None
    say(f"{len(desk.items)} proposals -> {name}")


def _carry_out(desk: Desk, name: str) -> None:
    from kg.errors import BadInput, Location, Problem
    from kg.project import decode
    from kg.review import apply, read_markup

    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInput(Problem(Location(name), f"cannot be read: {error.strerror}", "check the file")) from None
    counts = apply(desk, read_markup(decode(content, Location(name)), name))
    say(", ".join(f"{count} {kind}" for kind, count in counts.items()))
