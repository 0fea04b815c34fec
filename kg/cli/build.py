"""kg build: takes the inputs of a project; gives its exports; touches `exports/`."""

from __future__ import annotations

import sys
import time

import click

from kg.cli.options import Project, progress, project_option, say


@click.command("build")
@project_option
@click.option("--check", is_flag=True, help="Change nothing; fail when the exports are stale.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
def command(project: Project, check: bool, force: bool) -> None:
    """Bring the exports up to date.

    Reads articles, claims, entities and ontology, checks them, and writes all files of exports/ together or none.

    \b
    Example:
      kg build
      kg build --check
    """
    from kg import pipeline

    shown = project.show(project.exports)
    if check:
        if pipeline.is_fresh(project):
            say(f"{shown}: up to date")
            return
        say(f"kg: {shown}: stale; run: kg build")
        sys.exit(1)
    started = time.perf_counter()
    with progress() as step:
        report = pipeline.build(project, force=force, progress=step)
    if report.fresh:
        say(f"{shown}: up to date, nothing to do")
        return
    for one in report.skipped:
        say(f"skipped: {one}")
    if not report.sparql:
        say(f"{shown}/graph.html: without SPARQL, whose engine was not bundled when kg was installed")
    say(
        f"{report.articles} articles, {report.claims} claims, {report.entities} entities, {report.triples:,} triples "
        f"-> {shown} in {time.perf_counter() - started:.1f} s"
    )
