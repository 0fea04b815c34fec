"""Prints what building and asking cost on this machine: figures to compare with each other, never a verdict.

Run by `make bench`. Every time stands beside one of the same run that it should be compared with, because machines are
noisy: a cold query beside the bare import of its libraries, each question beside bare pyoxigraph on the same file.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg import pipeline, queries
from kg.project import Project
from kg.store import Store, read_prefixes

_ROOT = Path(__file__).resolve().parents[2]
_RUNS = 7


def main() -> None:
    """Build a copy of the project, then time it."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder).resolve())
        for part in ("ontology", "data"):
            shutil.copytree(_ROOT / part, project.root / part)
        _time_build(project)
        _time_cold_query(project)
        _time_questions(project)


def _median(action: Callable[[], object], runs: int = _RUNS) -> float:
    """The median of several runs in milliseconds, after one that is not counted."""
    times = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        action()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times[1:])


def _command(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run(words, check=True, capture_output=True)


def _time_build(project: Project) -> None:
    here = str(project.root)
    cold = _median(_command(sys.executable, "-m", "kg", "build", "--force", "--project", here), 3)
    fresh = _median(_command(sys.executable, "-m", "kg", "build", "--project", here), 3)
    imports = _median(_command(sys.executable, "-c", "import click, pyoxigraph, networkx, pyvis.network, shacl"), 3)
    report = pipeline.build(project, force=True)
    print(f"claims {report.claims}   entities {report.entities}   triples {report.triples}")
    print(f"kg build, cold process            {cold:8.0f} ms   its libraries alone {imports:6.0f} ms")
    print(f"kg build with nothing to do       {fresh:8.0f} ms")


def _time_cold_query(project: Project) -> None:
    query = _median(
        _command(sys.executable, "-m", "kg", "query", "-e", "ASK { ?c a kg:Claim }", "--project", str(project.root))
    )
    bare = _median(_command(sys.executable, "-c", "import click, pyoxigraph"))
    print(f"kg query, cold process            {query:8.0f} ms   click + pyoxigraph {bare:6.0f} ms")
    print(f"  ratio {query / bare:.2f}")


def _time_questions(project: Project) -> None:
    store = Store(read_prefixes(project))
    store.load(project.exports / "graph.nq")
    engine = ox.Store()
    engine.bulk_load(path=str(project.exports / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    prefixes = dict(store.prefixes)
    ratios = []
    print(f"{'question':64} {'kg ms':>8} {'bare ms':>8} {'ratio':>6}")
    for name, question in sorted(queries.read_questions(project).items()):
        text = question.text

        def ask(text: str = text) -> object:
            return queries.render(queries.run(store, text), "csv", prefixes)

        def bare(text: str = text) -> object:
            answer = engine.query(text, prefixes=prefixes, use_default_graph_as_union=True)
            assert isinstance(answer, ox.QuerySolutions)
            return answer.serialize(format=ox.QueryResultsFormat.CSV)

        ours, theirs = _median(ask), _median(bare)
        ratios.append(ours / theirs)
        print(f"{name:64} {ours:8.2f} {theirs:8.2f} {ours / theirs:6.2f}")
    if ratios:
        print(f"{len(ratios)} questions, ratio to bare pyoxigraph: median {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
