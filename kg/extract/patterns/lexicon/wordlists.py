"""Takes the name of a lexicon file beside the code; gives its word lists; touches only that file, once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg import strictyaml

_HOME = Path(__file__).parent


@cache
def lexicon(name: str) -> strictyaml.Mapping:
    """The lists of one file. Raises `BadInput` with file and line where someone's edit broke it."""
    path = _HOME / f"{name}.yaml"
    node = strictyaml.parse(path.read_text(encoding="utf-8"), path.name)
    if not isinstance(node, strictyaml.Mapping):
        raise TypeError(f"{path.name} holds no lists")
    return node


def part(node: strictyaml.Mapping, key: str) -> strictyaml.Mapping:
    """The mapping under a key."""
    found = node.entries.get(key)
    if not isinstance(found, strictyaml.Mapping):
        raise node.fail(f"{key} is no mapping", f"write {key}: {{word: value}}")
    return found


def values(node: strictyaml.Mapping, key: str) -> dict[str, Decimal]:
    """The words under a key with their numbers."""
    words = part(node, key)
    return {word: Decimal(words.required(word)) for word in words.entries}


def either(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; a blank stands for any single white space."""
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered) + ")"
