"""Text that nobody writes and that comes all the same: the default extractor reads it, in time, and never breaks.

What each of these broke before: recursion along a chain of a sentence, dates beyond the calendar, a model's limit.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from builder import ROOT

from kg import extract
from kg.corpus import read_corpus
from kg.extract.patterns.analysis.text import plain
from kg.extract.patterns.times.moments import find_moments
from kg.model import Article
from kg.ontology import read_ontology
from kg.project import Project
from kg.sources.loose import Given, read_text
from kg.times import read

#: Generous: the work is done in a second or two, and was not done in minutes.
_SECONDS = 40


def _article(body: str) -> Article:
    return read_text(body, "hostile.txt", "hostile", Given(read("2025-06-10")))


@pytest.fixture(scope="module")
def reader() -> extract.Extractor:
    """The default extractor over what ships."""
    project = Project(ROOT)
    schema = read_ontology(project).schema
    corpus, problems = read_corpus(project, schema, reviewed_only=True)
    assert problems == []
    return extract.open_extractor("patterns", schema, corpus.registry)


@pytest.mark.parametrize(
    "body",
    [
        "Ann and Bob and " * 1500 + "Cid sold 45 cars in May 2025.",
        "Acme sold 45 " + "units of the series of the line of " * 700 + "the lamp in May 2025.",
        "45 cars were " + "sold, bought, built, " * 400 + "and delivered by Acme in May 2025.",
        "Ann said Acme said Bob announced " * 400 + "that Cid sold 45 cars.",
        "In May 2025 Acme sold " + ", ".join(f"{number} lamps" for number in range(1, 700)) + ".",
        "chairman, founder, president, " * 400 + "and chief executive Ann Lee said so.",
        "(" * 20_000 + "Acme sold 45 cars." + ")" * 20_000,
        "$" * 50_000 + " Acme sold 45 cars.",
        "x@" * 5000 + " Acme sold 45 cars.",
        " ".join(f"It had {number}, then {number + 1}." for number in range(1000, 3500)),
    ],
    ids=["and", "of", "passive", "said", "list", "titles", "parentheses", "signs", "no-words", "bare"],
)
def test_a_text_without_an_end_is_read_in_time(reader: extract.Extractor, body: str) -> None:
    started = time.process_time()
    (reading,) = reader.read([_article(body)])
    assert time.process_time() - started < _SECONDS
    assert all(body[one.span.start : one.span.end] == one.span.text for one in reading.claims)


def test_a_text_beyond_the_model_is_counted_and_the_next_is_read(reader: extract.Extractor) -> None:
    long, short = _article("Acme sold 45 cars.\n\n" * 60_000), _article("Acme sold 45 cars in May 2025.")
    first, second = reader.read([long, short])
    assert first.claims == ()
    assert [count for _, count in first.dropped] == [1]
    assert "longer than" in first.dropped[0][0]
    assert second.amounts


@pytest.mark.parametrize("published", ["0001-01-01", "0001-01", "9999-12-31", "9999-12"])
def test_times_beyond_the_calendar_are_none(published: str) -> None:
    told = (
        "yesterday, tomorrow, last week, next week, last month, next month, last quarter, next quarter, last half, "
        "next weekend, last year, next year, 200 quarters ago, 50 years ago, the same period last year, "
        "in the past two years"
    )
    for moment in find_moments(told, read(published)):
        if moment.when.text:
            assert read(moment.when.text).start is not None


def test_rows_of_signs_are_blanked_offset_for_offset() -> None:
    body = "before " + "-" * 300 + " between " + "ab/" * 500 + " after"
    assert plain(body) == "before " + " " * 300 + " between " + " " * 1500 + " after"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_behind_stdout_is_one_line(sample: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _call(sample, "questions", stdout=full)
    assert done.returncode == 1
    assert done.stderr == b"kg: cannot be written: No space left on device; make room, then run it again\n"


def test_a_closed_stdin_is_an_empty_one(sample: Path) -> None:
    done = _call(sample, "add", "-", preexec_fn=lambda: os.close(0))
    assert done.returncode == 1
    assert b"the file is empty" in done.stderr
    assert b"Traceback" not in done.stderr


def _call(folder: Path, *arguments: str, **how: Any) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=folder, env=environ, stderr=subprocess.PIPE, timeout=60, check=False, **how)
