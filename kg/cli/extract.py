"""kg extract: takes texts; gives proposed claims on stdout; touches `data/proposals/` when told to."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from kg.cli.options import Project, progress, project_option, say

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.model import Article, Reading
    from kg.saving import Shelf
    from kg.sources.loose import Given

_FORMATS = ("yaml", "jsonl", "annotations")
#: The names of `kg.extract.EXTRACTORS`, which the help must not import.
EXTRACTORS = ("patterns", "llm")


@click.command("extract")
@click.argument("sources", nargs=-1, metavar="SOURCES...")
@click.option("-f", "--format", "form", type=click.Choice(_FORMATS), default="yaml", help="Default: yaml.")
@click.option("--mentions", is_flag=True, help="Print what the text mentions; the same as -f annotations.")
@click.option("--extractor", type=click.Choice(EXTRACTORS), default="patterns", help="Who reads. Default: patterns.")
@click.option("--published", metavar="DATE", help="When files from elsewhere appeared, for dates such as 'last May'.")
@click.option("--save", is_flag=True, help="Write data/proposals/ instead of printing.")
@project_option
def command(
    sources: tuple[str, ...],
    form: str,
    mentions: bool,
    extractor: str,
    published: str | None,
    save: bool,
    project: Project,
) -> None:
    """Propose claims from texts, each with its quote.

    SOURCES... are text or Markdown files, folders of them, ids of articles of the project, or - for stdin. What is
    found goes to stdout: as files of proposals (yaml), one claim a line (jsonl), or one mention, amount or time a line
    (annotations). With --save it goes to data/proposals/, and without SOURCES that renews all proposals of the project.

    \b
    Example:
      kg extract clipping.txt -f jsonl
      kg extract some-article --save
      kg extract --save
    """
    from kg.saving import open_shelf

    if not sources and not save:
        raise click.UsageError("name a file, a folder, an article of the project, or - for stdin")
    if save and published:
        raise click.UsageError("--published is for files from elsewhere, which cannot be saved: kg add them first")
    shelf = open_shelf(project)
    run = _Run(shelf, "annotations" if mentions else form, save)
    with progress() as step:
        for number, (article, reading) in enumerate(run.read(sources, extractor, _date(published)), start=1):
            step(f"read {number}: {article.id}")
            run.take(article, reading)
    sys.exit(run.end())


def _date(text: str | None) -> Given:
    from kg import times
    from kg.sources.loose import Given

    try:
        return Given(times.read(text) if text else None)
    except ValueError as error:
        raise click.UsageError(f"--published: {error}") from None


@dataclass
class _Run:
    """One call: prints or saves what is read, and counts what was dropped and what could not be read."""

    shelf: Shelf
    form: str
    save: bool
    articles: int = 0
    proposals: int = 0
    failed: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def read(self, sources: tuple[str, ...], extractor: str, given: Given) -> Iterator[tuple[Article, Reading]]:
        """Each article with its reading, a few in memory at a time."""
        from kg import readings

        found = self.shelf.find(sources, given, self.fail)
        for article, reading in readings.stream(found, self.shelf.schema, self.shelf.registry, extractor):
            yield article, self.shelf.screen.pass_through(reading, article)

    def fail(self, error: KgError) -> None:
        """A source that cannot be read is one line, and the others go on."""
        self.failed += 1
        say(f"kg: {error}")

    def take(self, article: Article, reading: Reading) -> None:
        from kg.errors import KgError

        self.articles += 1
        self.dropped.update(dict(reading.dropped))
        if not self.save:
            self.proposals += len(reading.claims)
            self.print(article, reading)
            return
        try:
            self.proposals += self.shelf.save(article, reading)
        except KgError as error:
            self.fail(error)

    def print(self, article: Article, reading: Reading) -> None:
        from kg.extract.lines import annotation_lines, proposal_lines
        from kg.extract.proposed import write_reading

        if self.form == "yaml":
            click.echo(("---\n" if self.articles > 1 else "") + write_reading(reading, article), nl=False)
            return
        lines = proposal_lines(reading) if self.form == "jsonl" else annotation_lines(reading)
        click.echo("".join(f"{line}\n" for line in lines), nl=False)

    def end(self) -> int:
        """The talk at the end, and the exit code."""
        for reason, count in sorted(self.dropped.items()):
            say(f"dropped: {count} × {reason}")
        failed = f", {self.failed} not read" if self.failed else ""
        say(f"{self.articles} articles, {self.proposals} proposals, {self.dropped.total()} dropped{failed}")
        return 1 if self.failed else 0
