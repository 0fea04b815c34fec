"""Takes the built dataset; gives the bytes of the files in `exports/`; touches nothing.

A drawer: one module a format, one line in the table of `kg.pipeline`. Every writer gives the same bytes for the same
dataset, whatever the hash seed, the locale or the order of files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.corpus import Corpus
from kg.model import Schema


@dataclass(frozen=True)
class Dataset:
    """What the exports are written from: the corpus, its schema, all quads sorted, and the ontology's own triples.

    `facts` are the ids of the claims that stand as direct triples.
    """

    corpus: Corpus
    schema: Schema
    quads: tuple[ox.Quad, ...]
    ontology: tuple[ox.Triple, ...]
    facts: frozenset[str]

    @cached_property
    def short_names(self) -> dict[str, str]:
        """Where writers keep the short names of IRIs that they have worked out: most occur many times."""
        return {}

    @property
    def prefixes(self) -> Mapping[str, str]:
        return self.schema.prefixes
