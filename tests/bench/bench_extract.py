"""Prints what reading articles costs beside the bare analysis: time, words a second, memory; never a verdict.

Run by `make bench`. The same texts go through spaCy's pipe as the model comes, and through the extractor, which runs
the same model on as many texts together, and everything else. The memory is the peak over many articles, after a few
and after all: it must not grow with them. It is taken first, while the process holds one model.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.corpus import read_corpus
from kg.extract import open_extractor
from kg.extract.patterns.analysis.language import load, load_model
from kg.extract.patterns.analysis.text import plain
from kg.extract.patterns.analysis.together import texts_together
from kg.model import Article
from kg.ontology import read_ontology
from kg.project import Project

_ROOT = Path(__file__).resolve().parents[2]
_ARTICLES = 300
_FEW = 60
_ROUNDS = 3
#: How many times the bare pipe the whole may take.
_BAR = 1.5


def main() -> None:
    """Read the project's articles, again and again, with and without what the extractor adds."""
    project = Project(_ROOT)
    schema = read_ontology(project).schema
    corpus, _ = read_corpus(project, schema)
    articles = list(corpus.articles.values())
    words = sum(len(article.body.split()) for article in articles)
    start = time.perf_counter()
    extractor = open_extractor("patterns", schema, corpus.registry)
    print(f"{extractor.id} ready in {time.perf_counter() - start:.1f} s")
    texts = [plain(article.body) for article in articles]
    for read, reading in enumerate(extractor.read(_many(articles)), start=1):
        assert reading.extractor == extractor.id
        if read in (_FEW, _ARTICLES):
            print(f"peak memory after {read} articles: {_peak():,.0f} MB")
    model = load_model()
    together = texts_together(load())
    bare, single, whole = _best(
        lambda: sum(len(doc) for doc in model.pipe(texts, batch_size=together)),
        lambda: sum(len(doc) for doc in model.pipe(texts, batch_size=1)),
        lambda: sum(len(reading.claims) for reading in extractor.read(articles)),
    )
    print(f"{len(articles)} articles of {words:,} words: bare pipe {bare:.2f} s, {words / bare:,.0f} words/s")
    print(f"extractor {whole:.2f} s, {words / whole:,.0f} words/s, {whole / bare:.2f} times the bare pipe (bar {_BAR})")
    print(
        f"the bare pipe on {together} texts together, as the extractor has it; on one after the other: {single:.2f} s"
    )


def _many(articles: list[Article]) -> Iterator[Article]:
    """Articles without end in sight, each a little different, none kept."""
    for number in range(_ARTICLES):
        article = articles[number % len(articles)]
        yield replace(article, id=f"article-{number}", body=f"{article.body}\n\nNumber {number}.")


def _best(*actions: Callable[[], int]) -> list[float]:
    """The shortest of a few rounds of each, in seconds of this process; in turn, since machines drift."""
    seconds: list[list[float]] = [[] for _ in actions]
    for _ in range(_ROUNDS):
        for action, taken in zip(actions, seconds, strict=True):
            start = time.process_time()
            action()
            taken.append(time.process_time() - start)
    return [min(taken) for taken in seconds]


def _peak() -> float:
    """The most memory that the process has held, in megabytes; macOS counts in bytes, Linux in kilobytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


if __name__ == "__main__":
    main()
