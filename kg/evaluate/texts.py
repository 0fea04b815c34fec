"""Takes a folder or file of gold, and where the articles are; gives each article with its gold; reads these files.

An article is found by its id in the project, or in a folder of one's own. There it may also be a plain text whose
SHA-256 is the one that an article of the project restates: it then takes that article's metadata.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from kg import sources, strictyaml
from kg.errors import BadInput, Location, Problem
from kg.evaluate.gold import GoldText, from_claims, read_facts
from kg.evaluate.mapping import Mapping as GoldMapping
from kg.evaluate.mapping import read_mapping
from kg.extract.reviewed import read_claims
from kg.model import Article, Schema
from kg.project import MAX_BYTES, Project, decode
from kg.resolve import Registry
from kg.sources import markdown

#: The name of the mapping, in the folder of the gold or beside it.
MAPPING = "relations.yaml"


def read_gold(
    project: Project,
    gold: Path,
    schema: Schema,
    registry: Registry,
    *,
    names: GoldMapping,
    articles: Path | None = None,
    only: str | None = None,
) -> list[tuple[Article, GoldText]]:
    """Articles with their gold, sorted by id. Raises `BadInput` with every fault of the files that are wanted."""
    files = choose(_gold_files(gold), only)
    texts = _Texts(project, articles)
    found: list[tuple[Article, GoldText]] = []
    problems: list[Problem] = []
    for path in files:
        try:
            found.append(_read(path, texts, names, schema, registry))
        except BadInput as error:
            problems.extend(error.problems)
    if problems:
        raise BadInput(*problems)
    return found


def choose(files: Sequence[Path], only: str | None) -> list[Path]:
    """The files named by a list of globs and of places, counted from 1. Raises `BadInput` for what names none."""
    if only is None:
        return list(files)
    chosen: dict[int, Path] = {}
    for part in filter(None, (part.strip() for part in only.split(","))):
        found = [
            number
            for number, path in enumerate(files, 1)
            if (part == str(number) if part.isdigit() else fnmatchcase(path.stem, part))
        ]
        if not found:
            raise BadInput(Problem(Location("--only"), f"{part!r} names no file of the gold", "write 1,3 or 2024-*"))
        chosen.update({number: files[number - 1] for number in found})
    return [chosen[number] for number in sorted(chosen)]


def _gold_files(gold: Path) -> list[Path]:
    if gold.is_file():
        return [gold]
    files = sorted(path for path in gold.rglob("*.yaml") if path.name != MAPPING and not path.name.startswith("."))
    if not files:
        raise BadInput(Problem(Location(str(gold)), "no gold: no YAML file is there", "name a folder of gold files"))
    return files


def read_names(gold: Path, given: Path | None, schema: Schema) -> GoldMapping:
    """The mapping given, or the one in the folder of the gold or beside it, or one that changes no name."""
    folder = gold.parent if gold.is_file() else gold
    places = [given] if given else [folder / MAPPING, folder.parent / MAPPING]
    for path in places:
        if given or path.is_file():
            return read_mapping(_load(path), str(path), schema)
    return GoldMapping(schema)


def _load(path: Path) -> str:
    return decode(read_bytes(path), Location(str(path)))


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of bearable size. Raises `BadInput`."""
    where = Location(str(path))
    try:
        if not path.is_file():
            raise BadInput(Problem(where, "not a regular file", "name a text file"))
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(Problem(where, f"larger than {MAX_BYTES:,} bytes", "split it"))
        return path.read_bytes()
    except OSError as error:
        raise BadInput(Problem(where, f"cannot be read: {error.strerror}", "check the file")) from None


def _read(
    path: Path, texts: _Texts, mapping: GoldMapping, schema: Schema, registry: Registry
) -> tuple[Article, GoldText]:
    shown, text = str(path), _load(path)
    tree = strictyaml.parse(text, shown)
    if isinstance(tree, strictyaml.Mapping):
        article = texts.find(tree.text("article") or path.stem, tree.location)
        return article, read_facts(tree, article, mapping)
    if not isinstance(tree, strictyaml.Sequence):
        raise BadInput(Problem(Location(shown, 1, 1), "no gold", "write 'article:' and 'facts:', or a list of claims"))
    article = texts.find(path.stem, tree.location)
    own = texts.own(path.stem) or article
    claims, problems = read_claims(text, shown, own, schema, registry)
    if problems:
        raise BadInput(*problems)
    return article, from_claims(article, claims, mapping, same_text=own.body == article.body)


def _may_be_text(path: Path) -> bool:
    """Whether a file can be an article: what else lies in the folder is not read."""
    return not path.name.startswith(".") and path.is_file() and path.stat().st_size <= MAX_BYTES


class _Texts:
    """The articles of the project and of the folder given, read when they are asked for."""

    def __init__(self, project: Project, folder: Path | None) -> None:
        self.project = project
        self.folder = folder
        self.by_hash: Mapping[str, Path] | None = None

    def find(self, name: str, asked: Location) -> Article:
        """The article to be read: from the folder, or else from the project."""
        found = self.given(name) if self.folder else None
        if found := found or self.own(name):
            return found
        raise BadInput(Problem(asked, f"no article {name!r} is here", "name their folder: --articles DIR"))

    def own(self, name: str) -> Article | None:
        """The project's article of the id."""
        for path in self.project.files(self.project.articles, ""):
            if path.stem == name:
                return sources.read(self.project, path)
        return None

    def given(self, name: str) -> Article | None:
        """The article of the folder: a Markdown file named after the id, or the text that the project's restates."""
        assert self.folder is not None
        path = self.folder / f"{name}.md"
        if path.is_file():
            return markdown.read(_load(path), str(path))
        own = self.own(name)
        if own is None or own.sha256 is None:
            return None
        original = self.hashes().get(own.sha256)
        if original is None:
            return None
        body = unicodedata.normalize("NFC", _load(original))
        return replace(own, body=body, body_line=1, location=Location(str(original), 1, 1))

    def hashes(self) -> Mapping[str, Path]:
        if self.by_hash is None:
            assert self.folder is not None
            files = sorted(path for path in self.folder.iterdir() if _may_be_text(path))
            self.by_hash = {hashlib.sha256(read_bytes(path)).hexdigest(): path for path in reversed(files)}
        return self.by_hash
