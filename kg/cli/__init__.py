"""Takes the command line; gives exit codes, data on stdout and talk on stderr; touches what its commands touch.

One file a command; a command's module is imported only when it is called, so that `kg --help` stays fast.
"""

from __future__ import annotations

import errno
import io
import sys
from importlib import import_module

import click

from kg.errors import KgError

#: Command -> its line in the help. The module is kg.cli.<command>, the function in it `command`.
COMMANDS: dict[str, str] = {
    "add": "Make articles of texts, web pages and PDFs.",
    "build": "Bring the exports up to date.",
    "evaluate": "Measure an extractor against gold facts.",
    "extract": "Propose claims from texts, each with its quote.",
    "init": "Start a project of your own in a folder.",
    "query": "Answer a SPARQL query or a named question.",
    "questions": "List the named questions.",
    "review": "Decide on proposals, one after the other.",
    "show": "Show one entity with all its claims.",
    "verify": "Prove every quote, hash and shape.",
    "view": "Open the graph page in the browser.",
}


class _Commands(click.Group):
    """Lists the commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"kg.cli.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from kg.errors import did_you_mean

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"no command {args[0]!r}; {did_you_mean(args[0], COMMANDS, 'kg --help lists them')}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claimgraph", prog_name="kg")
def kg() -> None:
    """Build and ask a knowledge graph in which every edge is a citation.

    \b
    Example:
      kg build
      kg query -e 'SELECT ?what WHERE { ?what a kg:Claim } LIMIT 3'
    """


def main() -> None:
    """Run the command line. A `KgError` becomes one line on stderr and its exit code."""
    if sys.stdin is None:  # closed by the caller: nothing can be read from it
        sys.stdin = io.TextIOWrapper(io.BytesIO(), "utf-8")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "strict")
    try:
        kg.main(standalone_mode=True)
    except KgError as error:
        from kg.cli.tables import printable

        click.echo(printable(f"kg: {error}"), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        click.echo(f"kg: cannot be written: {error.strerror}; make room, then run it again", err=True)
        sys.stdout = None  # what it still holds cannot be written at exit either
        sys.exit(1)
