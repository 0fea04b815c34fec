"""Takes the name of a word list; gives its words; touches only the lists beside this module.

A list is a YAML file of English words of news: keys with lists of words, or with mappings of such lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg import strictyaml

#: Where the lists are.
FOLDER = Path(__file__).parent


@cache
def read_words(name: str) -> Mapping[str, tuple[str, ...]]:
    """Every list of `lexicon/<name>.yaml` by its key; a key inside a key is joined to it by a dot."""
    path = FOLDER / f"{name}.yaml"
    tree = strictyaml.parse(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(tree, strictyaml.Mapping), f"{path.name} is a mapping of lists"
    found: dict[str, tuple[str, ...]] = {}
    for key, node in tree.entries.items():
        if isinstance(node, strictyaml.Mapping):
            found |= {f"{key}.{inner}": node.texts(inner) for inner in node.entries}
        else:
            found[key] = tree.texts(key)
    return found


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """One list as a set."""
    return frozenset(read_words(name)[key])


@cache
def weights(name: str, key: str) -> Mapping[str, float]:
    """One list whose entries end in a number, as numbers by what stands before it."""
    rows = (entry.rpartition(" ") for entry in read_words(name)[key])
    return {feature: float(weight) for feature, _, weight in rows}
