"""Sets the program beside a reader who saw neither gold nor program, on the same articles and the same gold.

    PYTHONPATH=. python tests/gold/compare_readers.py

The claims of the reader, a large language model that had the ontology and the names of the registry at hand, stand in
`readers/`; it was asked for neither scope nor opinions. What it
does not reach, the gold does not let a careful reader reach.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.evaluate import Case
from kg.evaluate.case import Outcome
from kg.evaluate.names import Identity
from kg.evaluate.predictions import read_predictions
from kg.evaluate.slots import ROWS
from kg.evaluate.texts import read_gold, read_names
from kg.extract.patterns import open_extractor
from kg.model import Reading
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import read_registry

HERE = Path(__file__).parent
#: The reader's claims -> the folders of gold that they are measured on.
GOLD = {"sealed": sorted(path.parent for path in HERE.glob("sealed/*/relations.yaml")), "reports": [HERE / "reports"]}
SHOWN = (
    "speakers",
    "claims, contested",
    "  relations and metrics",
    "  relations",
    "  metrics",
    "  every slot, relations and metrics",
    "  modality",
    "all facts",
    "plans, denials, conditionals as asserted",
)


def cases(name: str) -> Iterator[tuple[str, Case]]:
    """Every article that the reader has read, once with the reader's claims and once with the program's."""
    project = find_project(HERE)
    schema = read_ontology(project).schema
    registry, _ = read_registry(project, schema)
    extractor = open_extractor(schema, registry)
    shown = f"{name}.jsonl"
    claims = (HERE / "readers" / shown).read_text("utf-8")
    read = {json.loads(line)["article"] for line in claims.splitlines()}
    for folder in GOLD[name]:
        own, articles = folder / "relations.yaml", folder / "articles"
        names = read_names(folder, own if own.exists() else HERE / "relations.yaml", schema)
        identity = Identity(registry, names.entities, names.speakers)
        where = articles if articles.exists() else None
        for article, gold in read_gold(project, folder, schema, registry, articles=where, names=names):
            if article.id in read:
                theirs = read_predictions(claims, shown, {article.id: article}, schema)[article.id]
                readings: dict[str, Reading] = {"reader": theirs, "program": next(iter(extractor.read([article])))}
                yield from ((who, Case(article, gold, one, schema, identity)) for who, one in readings.items())


def main() -> None:
    for name in GOLD:
        outcomes: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
        count = 0
        for who, case in cases(name):
            count += who == "reader"
            for row in SHOWN:
                outcomes[row, who].append(ROWS[row][1](case))
        print(f"{name}: {count} articles{'':26}reader             program")
        for row in SHOWN:
            print(f"{row:42}" + "   ".join(show(outcomes[row, who]) for who in ("reader", "program")))


def show(outcomes: list[Outcome]) -> str:
    """Precision, recall and F1, where the gold can judge; the recall alone where there is nothing else."""
    gold, covered, near, right = (
        sum(getattr(one, part) for one in outcomes) for part in ("gold", "covered", "near", "right")
    )
    recall = covered / gold if gold else 0.0
    if not near:
        return f"{covered} of {gold}, {recall:.2f}".ljust(16)
    precision = right / near
    return f"{precision:.2f}  {recall:.2f}  {2 * precision * recall / max(precision + recall, 1e-9):.2f}".ljust(16)


if __name__ == "__main__":
    main()
