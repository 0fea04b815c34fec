"""Prints how many words a second the grammars of quantities and times read: figures to compare, never a verdict.

Run by `make bench`. The texts are the project's articles; beside them stands a bare count of their words, so that
figures of a noisy machine can be compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from kg import times
from kg.extract.patterns.amounts.amounts import find_amounts
from kg.extract.patterns.times.moments import find_moments
from kg.ontology import read_ontology
from kg.project import Project

_ROOT = Path(__file__).resolve().parents[2]
_COPIES = 3


def main() -> None:
    """Read all articles with both grammars."""
    project = Project(_ROOT)
    schema = read_ontology(project).schema
    texts = [path.read_text(encoding="utf-8") for path in project.files(project.articles, ".md")]
    texts = [f"{text}\n{number}" for number in range(_COPIES) for text in texts]  # none the same: dates are kept
    published = times.read("2025-06-11")
    find_amounts("5 km", schema)
    find_moments("in May", published)
    words = sum(len(text.split()) for text in texts)
    _show("words counted", words, texts, lambda text: len(text.split()))
    _show("amounts found", words, texts, lambda text: len(find_amounts(text, schema)))
    _show("moments found", words, texts, lambda text: len(find_moments(text, published)))


def _show(what: str, words: int, texts: list[str], action: Callable[[str], int]) -> None:
    start = time.process_time()
    found = sum(action(text) for text in texts)
    seconds = time.process_time() - start
    print(f"{what}: {found:,} in {words:,} words, {seconds * 1000:.0f} ms, {words / max(seconds, 1e-6):,.0f} words/s")


if __name__ == "__main__":
    main()
