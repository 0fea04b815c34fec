"""What holds for the project as a whole, whatever the program does."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

#: Words of the trade that the shipped graph is about, beside the names in its registry.
TRADE = (
    "automobile",
    "automotive",
    "battery",
    "car",
    "carmaker",
    "cars",
    "chip",
    "chips",
    "phone",
    "smartphone",
    "vehicle",
    "vehicles",
)
#: Names in a registry that are everyday words of programs as well. Add one here only with a look at where it occurs.
#: A font, a level of EDTF, a kind of extractor, a pronoun, a coordinate.
EVERYDAY = frozenset({"Apple", "Level 2", "LLM", "US", "X"})
HEAVY = {"IPython", "networkx", "numpy", "oxrdflib", "pyshacl", "pyvis", "rdflib", "spacy"}
MAX_LINES = 300


def _words(text: str) -> str:
    """Text as lower-case words with single spaces; camelCase, snake_case and kebab-case are taken apart."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(["", *re.findall(r"[^\W_]+", parted.casefold()), ""])


def _said(names: set[str], text: str) -> set[str]:
    """The names that are in the text; one look at each of its words, as there are thousands of names."""
    first: dict[str, list[str]] = {}
    for name in names:
        first.setdefault(name.split(" ", 2)[1], []).append(name)
    return {name for word in set(text.split()) for name in first.get(word, ()) if name in text}


def _domain_names(root: Path) -> Iterator[str]:
    for path in sorted((root / "data" / "entities").glob("*.yaml")):
        for name, entry in YAML(typ="safe").load(path.read_text("utf-8")).items():
            yield from (name, entry["label"], *filter(None, [entry.get("zh")]), *(entry.get("aliases") or ()))


def _program_files(root: Path) -> list[Path]:
    kinds = {".py", ".js", ".css", ".j2", ".html"}
    ours = (path for path in sorted((root / "kg").rglob("*")) if "built" not in path.parts)  # that is other people's
    return [path for path in ours if path.suffix in kinds]


def test_the_program_knows_nothing_of_the_domain(root: Path) -> None:
    names = {_words(name) for name in (*TRADE, *_domain_names(root))} - {_words(name) for name in EVERYDAY}
    assert len(names) > len(TRADE), "data/entities/ gave no names"
    texts = {path.relative_to(root).as_posix(): _words(path.read_text("utf-8")) for path in _program_files(root)}
    found = [f"{path}: {name.strip()}" for path, text in texts.items() for name in sorted(_said(names, text))]
    listed = "\n".join(found)
    assert not found, f"domain words belong to data/ and ontology/, not to the program:\n{listed}"


def test_no_module_is_long(root: Path) -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in _program_files(root)}
    long = {path.relative_to(root).as_posix(): lines for path, lines in lengths.items() if lines > MAX_LINES}
    assert not long, f"more than {MAX_LINES} lines: make it a folder under the same import name"


def test_every_module_opens_with_what_it_takes_gives_and_touches(root: Path) -> None:
    silent = [
        path.relative_to(root).as_posix()
        for path in sorted((root / "kg").rglob("*.py"))
        if not path.read_text("utf-8").startswith('"""')
    ]
    assert not silent


def _imported(*arguments: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize(
    "arguments",
    [
        ("-c", "import kg"),
        ("-m", "kg", "--help"),
        ("-m", "kg", "build", "--help"),
        ("-m", "kg", "evaluate", "--help"),
        ("-m", "kg", "query", "--help"),
        ("-m", "kg", "questions"),
        ("-m", "kg", "show", "--help"),
        ("-m", "kg", "verify", "--help"),
    ],
    ids=" ".join,
)
def test_cold_start_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    loaded = _imported(*arguments)
    assert "kg" in loaded
    assert not {name.partition(".")[0] for name in loaded} & HEAVY


def test_public_names() -> None:
    package = importlib.import_module("kg")
    assert sorted(package.__all__) == ["load"]
    for name in package.__all__:
        assert getattr(package, name).__doc__


# --- packages and locks --------------------------------------------------------------------------------------------


def _project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


def _locked(path: Path) -> dict[str, list[Requirement]]:
    """The pinned requirements of a lock file by canonical name; each must carry a hash."""
    text = path.read_text("utf-8").replace("\\\n", " ")
    found: dict[str, list[Requirement]] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        spec, *hashes = line.split("--hash=")
        assert hashes, f"{path.name}: no hash: {line}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", one) for one in hashes), line
        requirement = Requirement(spec.strip())
        assert re.fullmatch(r"==[^*]+", str(requirement.specifier)), f"{path.name}: not pinned: {spec}"
        assert requirement.url is None
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize("name", ["core.txt", "build.txt", "test.txt"])
def test_locks_name_no_server(root: Path, name: str) -> None:
    text = (root / "locks" / name).read_text("utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host|\bfile:", text)


def test_locks_hold_what_the_project_asks_for(root: Path) -> None:
    project = _project(root)
    core, build, test = (_locked(root / "locks" / f"{name}.txt") for name in ("core", "build", "test"))
    extras = project["project"]["optional-dependencies"]
    for wanted, lock in (
        (project["project"]["dependencies"], core),
        (project["dependency-groups"]["build"], build),
        (project["build-system"]["requires"], build),
        ([*project["project"]["dependencies"], *extras["test"]], test),
    ):
        for text in wanted:
            requirement = Requirement(text)
            pinned = lock.get(canonicalize_name(requirement.name), [])
            versions = [next(iter(one.specifier)).version for one in pinned]
            assert versions, f"{text} is not locked; run: make lock"
            assert all(requirement.specifier.contains(version) for version in versions), f"{text}; run: make lock"


def test_locks_agree(root: Path) -> None:
    core, build, test = (_locked(root / "locks" / f"{name}.txt") for name in ("core", "build", "test"))
    for lock in (core, build):
        for name, pinned in lock.items():
            if name in test:
                assert {str(one.specifier) for one in pinned} == {str(one.specifier) for one in test[name]}, name
    assert set(core) <= set(test)


def test_exports_are_ignored_but_their_readme(root: Path, tmp_path: Path) -> None:
    lines = (root / ".gitignore").read_text("utf-8").splitlines()
    assert "/exports/*" in lines
    assert "!/exports/README.md" in lines
    git = shutil.which("git")
    if git is None:  # a source archive on a machine without git: the lines above are all there is to see
        return
    shutil.copy(root / ".gitignore", tmp_path)
    subprocess.run([git, "init", "--quiet", str(tmp_path)], check=True)
    names = ["exports/graph.ttl", "exports/graph.html", "exports/.lock", "exports/README.md", "kg/export/rdf.py"]
    check = [git, "-C", str(tmp_path), "check-ignore", *names]
    ignored = subprocess.run(check, capture_output=True, text=True, encoding="utf-8", check=True).stdout.split()
    assert ignored == names[:3]


def test_exports_readme_names_every_file(root: Path) -> None:
    from kg.export.summary import MEDIA_TYPES

    text = (root / "exports" / "README.md").read_text("utf-8")
    missing = [name for name in (*MEDIA_TYPES, "manifest.json") if f"| `{name}` |" not in text]
    assert not missing


def test_ci_runs_what_a_person_runs(root: Path) -> None:
    script = (root / ".ci" / "run").read_text("utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]


def test_dataset_and_program_name_their_licences(root: Path) -> None:
    assert "Apache License" in (root / "LICENSE").read_text("utf-8")
    assert "creativecommons.org/licenses/by/4.0" in (root / "data" / "LICENSE.md").read_text("utf-8")
    assert _project(root)["project"]["license"] == "Apache-2.0 AND CC-BY-4.0"
    dataset = YAML(typ="safe").load((root / "data" / "dataset.yaml").read_text("utf-8"))
    assert "creativecommons.org/licenses/by/4.0" in json.dumps(dataset)
