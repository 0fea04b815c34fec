"""What the tests of proposals share: a third article for the sample, and an extractor that needs no model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg import extract
from kg.corpus import Corpus, read_corpus
from kg.ontology import Ontology, read_ontology
from kg.project import Project

HIGH_ID = "1878-high-bridge"
HIGH = f"data/articles/{HIGH_ID}.md"
HIGH_PROPOSALS = f"data/proposals/{HIGH_ID}.yaml"
HIGH_CLAIMS = f"data/claims/{HIGH_ID}.yaml"
HIGH_JUDGEMENTS = f"data/judgements/{HIGH_ID}.yaml"
#: What the fake extractor finds: designedBy high-bridge (two newcomers), its mainSpan, designedBy low-bridge, a denial
#: of what a reviewed claim asserts, and an output that the checks refuse because nobody says how it is counted.
HIGH_TEXT = """\
---
title: "A third bridge"
publisher: Vale Chronicle
published: 1878-05
---
Cora Lind designed the High Bridge. Its main span measures 93 metres. Cora Lind designed the Low Bridge.

Ada Brook denied that he designed the Aren Bridge. Brook & Sons cast 1,500 tonnes for it in 1877.
"""


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Puts the fake extractor in the place of the real one; the file names each article that it reads, with a pid."""
    monkeypatch.setitem(extract.EXTRACTORS, "patterns", "fake_extractor")
    monkeypatch.setitem(extract.EXTRACTORS, "llm", "no_such_extractor")
    monkeypatch.setenv("FAKE_MODEL", "model-1")
    log = tmp_path / "read.log"
    monkeypatch.setenv("FAKE_LOG", str(log))
    return log


@pytest.fixture
def high(sample: Path, fake: Path) -> Path:
    """The sample with a third article of which nobody has read anything."""
    (sample / HIGH).write_text(HIGH_TEXT, "utf-8")
    return sample


def was_read(log: Path) -> list[str]:
    """The articles that the fake extractor has read since, and an empty log again."""
    found = [line.split()[1] for line in log.read_text("utf-8").splitlines()] if log.exists() else []
    log.unlink(missing_ok=True)
    return found


def corpus_of(folder: Path) -> tuple[Ontology, Corpus]:
    """What stands in a project, with what is proposed and without extracting."""
    project = Project(folder.resolve())
    ontology = read_ontology(project)
    corpus, problems = read_corpus(project, ontology.schema)
    assert problems == []
    return ontology, corpus


def report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "exports" / "report.json").read_text("utf-8"))
    return found
