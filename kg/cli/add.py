"""kg add: takes files, folders or stdin; gives articles and prints their paths; touches `data/`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Project, progress, project_option, say
from kg.errors import BadInput, KgError, Problem

if TYPE_CHECKING:
    from kg.intake import Intake
    from kg.sources.draft import Draft

_KINDS = ("text", "markdown", "html", "pdf")


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True, path_type=Path))
@click.option("--title", metavar="TEXT", help="The title, where the file does not say it.")
@click.option("--publisher", metavar="NAME", help="Who published it; registered if it is not yet.")
@click.option("--published", metavar="DATE", help="When: 2026, 2026-02 or 2026-02-06.")
@click.option(
    "--published-basis",
    type=click.Choice(["stated", "derived", "estimated"]),
    help="What the given date rests on. Default: stated.",
)
@click.option("--url", metavar="URL", help="Its address in the web.")
@click.option("--language", metavar="TAG", help="Its language, such as en or zh-Hans. Default: told from the text.")
@click.option("--id", metavar="ID", help="Its id. Default: made of date and title.")
@click.option("-f", "--format", "kind", type=click.Choice(_KINDS), help="Read as this. Default: told from the file.")
@click.option("--encoding", metavar="NAME", help="Encoding of a text that is neither UTF-8 nor marked: latin-1.")
@click.option("--publisher-type", metavar="CLASS", help="Class of a publisher to be registered. Default: Publisher.")
@click.option("--anyway", is_flag=True, help="Take an article that is nearly the same as one that is there.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the articles as they would be written.")
@project_option
def command(
    files: tuple[Path, ...],
    project: Project,
    kind: str | None,
    encoding: str | None,
    publisher_type: str | None,
    anyway: bool,
    dry_run: bool,
    **said: str | None,
) -> None:
    """Make articles of texts, web pages and PDFs.

    FILES are files, folders with all that is in them, or - for stdin: text, Markdown, HTML, PDF. Each becomes a file of
    data/articles/, whose path is printed; menus, banners and share buttons stay out. Metadata come from the file, and
    the options go before them. A file that is an article already is taken as it is. An article that is there already is
    not added twice.

    \b
    Example:
      kg add page.html
      kg add clipping.txt --title "A longer breakwater" --publisher "Vale Chronicle" --published 2024-03-05
      kg add clippings/ --dry-run
    """
    from kg.intake import Given, Intake
    from kg.sources.raw import is_encoding

    alone = len(files) == 1 and not _is_folder(files[0])
    if not alone and (said["title"] or said["url"] or said["id"]):
        raise click.UsageError("--title, --url and --id are of one article: name one file")
    if said["published_basis"] and not said["published"]:
        raise click.UsageError("--published-basis says what --published rests on: give both")
    if encoding is not None and not is_encoding(encoding):
        raise click.UsageError(f"there is no encoding {encoding!r}")
    asks = alone and str(files[0]) != "-" and sys.stdin.isatty() and sys.stderr.isatty()
    intake = Intake(project, Given(**said), publisher_type, anyway, dry_run, *([_ask] if asks else []))
    run = _Run(intake, kind, encoding, alone)
    with progress() as step:
        for source in files:
            for one in _walk(source):
                if not asks:
                    step(f"reading {one}")
                run.take(one, inside=_is_folder(source))
    sys.exit(run.end())


def _walk(source: Path) -> Iterator[Path | Problem]:
    from kg.sources.folder import walk

    yield from walk(source) if _is_folder(source) else [source]


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a name that is too long


def _ask(draft: Draft) -> Draft:
    """Ask on the terminal for what was not found; an empty answer leaves it open."""
    if not draft.title:
        draft = replace(draft, title=_answer("title"))
    if not draft.publisher:
        draft = replace(draft, publisher=_answer("publisher"))
    if not draft.published and (published := _answer("published", " (2026, 2026-02 or 2026-02-06)")):
        draft = replace(draft, published=published, published_basis="stated")
    return draft


def _answer(name: str, hint: str = "") -> str | None:
    from kg.intake import Given

    while answer := str(click.prompt(f"{name}{hint}", default="", show_default=False, err=True)).strip():
        try:
            Given(**{name: answer}).check()
        except KgError as error:
            say(str(error))
        else:
            return answer
    return None


@dataclass
class _Run:
    """Takes the sources of one call, talks about each, and counts."""

    intake: Intake
    kind: str | None
    encoding: str | None
    alone: bool
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "known": 0, "skipped": 0})
    failed: bool = False

    def take(self, source: Path | Problem, *, inside: bool) -> None:
        """Add one file. What fails is named; it makes the call fail when it was named itself by the user."""
        try:
            if isinstance(source, Problem):
                raise BadInput(source)
            self._add(source)
        except KgError as error:
            if self.alone:
                raise
            self.counts["skipped"] += 1
            self.failed = self.failed or not inside
            say(f"skipped: {error}")

    def _add(self, path: Path) -> None:
        from kg.sources.raw import read_file, read_stream

        stdin = str(path) == "-"
        name = "stdin" if stdin else " ".join(str(path).split())
        raw = (
            read_stream(sys.stdin.buffer, self.kind, self.encoding)
            if stdin
            else read_file(path, self.kind, self.encoding)
        )
        added = self.intake.add(raw)
        shown = self.intake.project.show(added.path)
        if added.known:
            self.counts["known"] += 1
            say(f"{name}: is there already: {shown}")
            return
        self.counts["added"] += 1
        say(f"{name}: {'would become' if self.intake.dry else 'became'} {shown}")
        for remark in added.remarks:
            say(f"  {remark}")
        for slot in added.missing:
            what = "date of publication" if slot == "published" else slot
            say(f"  no {what} was found: it stays open; give it with --{slot}, or write it into the file")
        click.echo(added.text if self.intake.dry else _here(added.path), nl=not self.intake.dry)

    def end(self) -> int:
        """Tell the counts of a folder; the exit code."""
        if not self.alone:
            added, known, skipped = self.counts.values()
            say(f"{added} {'to be added' if self.intake.dry else 'added'}, {known} there already, {skipped} skipped")
        nothing = not self.counts["added"] and not self.counts["known"]
        return 1 if self.failed or (nothing and self.counts["skipped"]) else 0


def _here(path: Path) -> str:
    """The path as it is called from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
