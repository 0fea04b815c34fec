"""A knowledge graph builder in which every edge is a citation.

Takes a project (a folder with `ontology/` and `data/`); gives its graph to Python programs. The command line is `kg`.

>>> import kg
>>> sorted(kg.__all__)
['load']
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib

__all__ = ["load"]


def load(folder: str | Path = ".") -> rdflib.Dataset:
    """The built graph of the project in or above a folder, as an `rdflib.Dataset` kept by Oxigraph.

    A named graph an article; the default graph of a query is the union of all. The prefixes of the project are bound.
    Raises `kg.errors.NoProject`, `kg.errors.NotBuilt`.
    """
    import rdflib
    from oxrdflib import OxigraphStore

    from kg.project import find_project
    from kg.queries import load_graph

    store = load_graph(find_project(Path(folder)))
    dataset = rdflib.Dataset(OxigraphStore(store=store.engine), default_union=True)
    for prefix, namespace in store.prefixes.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    return dataset
