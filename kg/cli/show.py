"""kg show: takes the name of an entity; gives its claims, grouped, dated and cited, on stdout; touches nothing."""

from __future__ import annotations

import click

from kg.cli.options import Project, project_option


@click.command("show")
@click.argument("name", metavar="ENTITY")
@project_option
def command(name: str, project: Project) -> None:
    """Show one entity with all its claims.

    ENTITY is a label, an alias in any script, an id, or an IRI as answers give it. What is not a stated fact is marked
    so.

    \b
    Example:
      kg show "Some Name"
      kg show some-name
    """
    from kg.show import find_entity, read_sheet

    corpus, schema = read_sheet(project)
    entity = find_entity(corpus, name, schema.prefixes["ent"])
    from kg.cli.sheet import print_sheet

    print_sheet(entity, corpus, schema)
