"""kg build: takes the inputs of a project; gives its exports; touches `exports/` and the cache of readings."""

from __future__ import annotations

import sys
import time

import click

from kg.cli.options import Project, progress, project_option, say


@click.command("build")
@project_option
@click.option("--check", is_flag=True, help="Change nothing; fail when the exports are stale.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--reviewed-only", is_flag=True, help="Leave out what is only proposed.")
def command(project: Project, check: bool, force: bool, reviewed_only: bool) -> None:
    """Bring the exports up to date.

    Reads articles, claims, proposals, entities and ontology, checks them, and writes all files of exports/ together or
    none. Articles of which nobody has read anything are extracted from where the extractor is installed. --check takes
    the exports as they were built, with proposals or without; with --reviewed-only they must be without.

    \b
    Example:
      kg build
      kg build --reviewed-only
      kg build --check
    """
    from kg import pipeline

    shown = project.show(project.exports)
    if check:
        if pipeline.is_fresh(project, reviewed_only=reviewed_only):
            say(f"{shown}: up to date")
            return
        say(f"kg: {shown}: stale; run: kg build")
        sys.exit(1)
    started = time.perf_counter()
    with progress() as step:
        report = pipeline.build(project, force=force, reviewed_only=reviewed_only, progress=step)
    if report.fresh:
        say(f"{shown}: up to date, nothing to do")
        return
    for one in report.skipped:
        say(f"skipped: {one}")
    for note in report.notes:
        say(f"note: {note}")
    if report.dropped:
        say(f"dropped: {report.dropped} proposals; {shown}/report.json says why")
    if not report.sparql:
        say(f"{shown}/graph.html: without SPARQL, whose engine was not bundled when kg was installed")
    proposed = f"{report.proposed} proposed, " if report.proposed else ""
    say(
        f"{report.articles} articles, {report.claims} claims, {proposed}{report.entities} entities, "
        f"{report.triples:,} triples -> {shown} in {time.perf_counter() - started:.1f} s"
    )
