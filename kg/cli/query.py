"""kg query: takes a SPARQL text, file or name and the built graph; gives the answer on stdout; touches nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import Project, project_option, say
from kg.errors import BadQuery

_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")


@click.command("query")
@click.argument("question", required=False)
@click.option("-e", "--expression", metavar="SPARQL", help="The query itself.")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Bind a variable to a term.")
@click.option(
    "-f", "--format", "form", type=click.Choice(_FORMATS), help="Default: table on a terminal, else csv, ttl."
)
@click.option("--reviewed-only", is_flag=True, help="Ask the graph without what is only proposed.")
@project_option
def command(
    question: str | None,
    expression: str | None,
    params: tuple[str, ...],
    form: str | None,
    reviewed_only: bool,
    project: Project,
) -> None:
    """Answer a SPARQL query or a named question.

    QUESTION is the name of a question (kg questions lists them), a file that ends in .rq, or - for stdin. Prefixes of
    the project need no declaration. A parameter is a term: <iri>, ent:name, a number, true, or a text.

    \b
    Example:
      kg query who-says-what
      kg query who-says-what -p speaker=ent:some-name
      kg query mine.rq -f csv > mine.csv
    """
    import pyoxigraph as ox

    from kg import queries

    text = _text(question, expression, project)
    store = queries.load_graph(project, reviewed_only=reviewed_only)
    bindings = queries.bind(params, store.prefixes)
    for name, term in bindings.items():
        if not queries.occurs(store, term):
            say(f"-p {name}: {queries.cell(term, store.prefixes)} does not occur in the graph")
    answer = queries.run(store, text, bindings)
    triples = isinstance(answer, ox.QueryTriples)
    if form is None:
        form = "ttl" if triples else "table" if sys.stdout.isatty() else "csv"
    if form != "table":
        click.echo(queries.render(answer, form, store.prefixes), nl=False)
        return
    if isinstance(answer, ox.QueryBoolean):
        click.echo("true" if answer else "false")
        return
    if isinstance(answer, ox.QueryTriples):
        raise BadQuery("CONSTRUCT and DESCRIBE give triples: there is no table of them; take -f ttl")
    from kg.cli.tables import print_rows

    names = [variable.value for variable in answer.variables]
    print_rows(names, [[queries.cell(term, store.prefixes) for term in row] for row in answer])


def _text(question: str | None, expression: str | None, project: Project) -> str:
    from kg import queries
    from kg.errors import BadInput, Location
    from kg.project import decode

    if (question is None) == (expression is None):
        raise click.UsageError("give the name of a question, a file, - or -e SPARQL")
    if expression is not None:
        return expression
    assert question is not None
    if question == "-":
        return decode(sys.stdin.buffer.read(), Location("stdin"))
    if question.endswith((".rq", ".sparql")) or "/" in question:
        path = Path(question)
        try:
            return decode(path.read_bytes(), Location(question))
        except OSError as error:
            raise BadQuery(f"{question}: cannot be read ({error.strerror})") from None
        except BadInput as error:
            raise BadQuery(str(error)) from None
    return queries.find_question(project, question).text
