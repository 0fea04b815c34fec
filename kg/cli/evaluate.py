"""kg evaluate: takes gold and an extractor or its predictions; gives the measures on stdout; touches nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Project, progress, project_option, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.evaluate import Evaluation
    from kg.model import Article, Reading, Schema
    from kg.resolve import Registry

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", type=_FOLDER, metavar="DIR", help="The articles. Default: those of the project.")
@click.option("--map", "mapping", type=_FILE, metavar="FILE", help="Default: relations.yaml in GOLD or beside it.")
@click.option("--extractor", default="patterns", show_default=True, help="What is measured.")
@click.option("--predictions", metavar="FILE", help="Measure this output of kg extract -f jsonl instead; - is stdin.")
@click.option("--only", metavar="LIST", help="Files of the gold: places from 1 or globs, as 1,3 or 2024-*.")
@click.option("--errors", is_flag=True, help="List what was missed and what is wrong instead, by slot.")
@click.option("--samples", default=1000, show_default=True, type=click.IntRange(0, 100_000), help="Bootstrap draws.")
@click.option("-f", "--format", "form", type=click.Choice(("table", "json")), default="table", help="Default: table.")
@project_option
def command(  # noqa: PLR0913, PLR0917 - click hands over every option by itself
    gold: Path,
    articles: Path | None,
    mapping: Path | None,
    extractor: str,
    predictions: str | None,
    only: str | None,
    errors: bool,
    samples: int,
    form: str,
    project: Project,
) -> None:
    """Measure an extractor against gold facts.

    GOLD is a folder or a file: facts and mentions that readers noted, or reviewed claims (data/claims). Prints recall,
    precision and F1 of every slot with 95 % intervals over articles, and how reliable the confidences are. Precision
    is given strictly, and for what overlaps a fact of the gold, because no gold notes everything.

    \b
    Example:
      kg evaluate tests/gold
      kg evaluate tests/gold --only 1,3,5,7 --errors | grep ^mentions
      kg evaluate data/claims --articles ~/full-texts -f json
      kg extract some-article -f jsonl | kg evaluate data/claims --only some-article --predictions -
    """
    from kg.evaluate import Case, score
    from kg.evaluate.names import Identity
    from kg.evaluate.report import errors as list_errors
    from kg.evaluate.report import to_json
    from kg.evaluate.texts import read_gold, read_names

    with _all_faults(), progress() as step:
        step("reading the gold")
        schema, registry = _vocabulary(project)
        names = read_names(gold, mapping, schema)
        found = read_gold(project, gold, schema, registry, articles=articles, names=names, only=only)
        step("reading the articles")
        texts = {article.id: article for article, _ in found}
        readings = (
            _predicted(predictions, texts, schema) if predictions else _extracted(extractor, texts, schema, registry)
        )
        step("comparing")
        identity = Identity(registry, names.entities, names.speakers)
        cases = [Case(article, facts, readings[article.id], schema, identity) for article, facts in found]
        result = score(cases, samples=samples)
    if errors:
        click.echo("\n".join(list_errors(result)))
    elif form == "json":
        click.echo(to_json(result))
    else:
        _print(result)


@contextmanager
def _all_faults() -> Iterator[None]:
    """Says every fault of the gold: whoever wrote it mends them in one go, and no other command lists them."""
    from kg.errors import BadInput

    try:
        yield
    except BadInput as error:
        for problem in error.problems:
            say(f"kg: {problem}")
        sys.exit(error.exit_code)


def _vocabulary(project: Project) -> tuple[Schema, Registry]:
    from kg.errors import BadInput
    from kg.ontology import read_ontology
    from kg.resolve import read_registry

    schema = read_ontology(project).schema
    registry, problems = read_registry(project, schema)
    if problems:
        raise BadInput(*problems)
    return schema, registry


def _extracted(name: str, texts: Mapping[str, Article], schema: Schema, registry: Registry) -> dict[str, Reading]:
    from kg.extract import open_extractor

    extractor = open_extractor(name, schema, registry)
    found = {reading.article: reading for reading in extractor.read(texts.values())}
    for remark in getattr(extractor, "remarks", tuple)():  # what a model cost
        say(remark)
    return found


def _predicted(name: str, texts: Mapping[str, Article], schema: Schema) -> dict[str, Reading]:
    from kg.errors import Location
    from kg.evaluate.predictions import read_predictions
    from kg.evaluate.texts import read_bytes
    from kg.project import decode

    raw = sys.stdin.buffer.read() if name == "-" else read_bytes(Path(name))
    shown = "stdin" if name == "-" else name
    text = decode(raw, Location(shown)) if raw.strip() else ""  # an extractor may have found nothing
    return read_predictions(text, shown, texts, schema)


def _print(result: Evaluation) -> None:
    from kg.cli.tables import print_rows
    from kg.evaluate.report import BIN_COLUMNS, COLUMNS, bins, table
    from kg.evaluate.score import calibration_error

    print_rows(COLUMNS, table(result))
    if rows := bins(result):
        print_rows(BIN_COLUMNS, rows)
        error = calibration_error(result.reliability)
        if error is not None:
            click.echo(f"mean gap between confidence and precision at gold: {error:.2f}")
    say(f"{result.extractor}: {len(result.articles)} articles")
    for reason, count in result.dropped:
        say(f"dropped by the extractor: {count} {reason}")
    if result.moved:
        say(f"{result.moved} spans of the gold stand elsewhere in the article and were moved")
