"""kg view: takes the built page; opens it in the browser; touches nothing."""

from __future__ import annotations

import click

from kg.cli.options import Project, project_option, say
from kg.errors import NotBuilt


@click.command("view")
@click.option("--print", "only_print", is_flag=True, help="Print the address instead of opening it.")
@project_option
def command(only_print: bool, project: Project) -> None:
    """Open the graph page in the browser.

    \b
    Example:
      kg view
      kg view --print
    """
    from kg.publish import settle

    settle(project.exports)
    page = project.exports / "graph.html"
    if not page.exists():
        raise NotBuilt(f"{project.show(page)}: the page is not built yet; run: kg build")
    if only_print:
        click.echo(page.as_uri())
        return
    if click.launch(page.as_uri()):
        say(f"no browser could be opened; the page is {page}")
