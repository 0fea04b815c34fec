"""Takes a `PageData`; gives one HTML document as text, complete in itself; touches nothing but this folder and pyvis's.

The document is a `pyvis.network.Network` rendered through our own template: pyvis's stock template asks a CDN for
files and escapes nothing. Its vis-network is written into the page. Text reaches the page as JSON in an inert script
element and is shown by `textContent`; a content security policy allows two scripts and one style sheet by their
hashes, and nothing else. The same `PageData` gives the same bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from importlib import resources
from typing import Any

from kg.errors import KgError
from kg.views.bundle import Bundle, find_bundle
from kg.views.network import LOOKS, build_network, draw_families
from kg.views.records import (
    PageArticle,
    PageClaim,
    PageClass,
    PageData,
    PageDerived,
    PageNode,
    PageQuestion,
    PageSparql,
    PageTerm,
    check,
    manner,
)

__all__ = [
    "PageArticle",
    "PageClaim",
    "PageClass",
    "PageData",
    "PageDerived",
    "PageNode",
    "PageQuestion",
    "PageSparql",
    "PageTerm",
    "build_network",
    "render",
]

#: The page's script, in the order in which the parts are joined.
SCRIPTS = (
    "dom.js",
    "data.js",
    "store.js",
    "months.js",
    "sieve.js",
    "focus.js",
    "paths.js",
    "theme.js",
    "labels.js",
    "graph.js",
    "camera.js",
    "pointer.js",
    "walk.js",
    "search.js",
    "permalink.js",
    "filters.js",
    "time.js",
    "history.js",
    "saved.js",
    "evidence.js",
    "chart.js",
    "panel.js",
    "views.js",
    "csv.js",
    "table.js",
    "timeline.js",
    "picture.js",
    "paper.js",
    "tour.js",
    "sparql.js",
    "answer.js",
    "ask.js",
    "main.js",
)
#: The page's style sheets, in the order in which they are joined; what is for paper and small screens comes last.
STYLES = ("page.css", "views.css")
VIS = "lib/vis-9.1.2/vis-network.min.js"


def render(page: PageData) -> str:
    """The whole HTML document. Raises `KgError` where an id leads nowhere or a quote is not where it is said to be."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    check(page)
    here = resources.files("kg.views")
    style = "".join(here.joinpath(name).read_text("utf-8") for name in STYLES)
    script = "(function () {\n'use strict';\n"
    script += "\n".join(here.joinpath(name).read_text("utf-8") for name in SCRIPTS) + "\n})();\n"
    library = _read_library()
    bundle = find_bundle() if page.sparql else None
    code = [library, bundle.editor, script] if bundle else [library, script]
    network = build_network(page)
    page = replace(page, nodes=tuple(map(_rank, page.nodes, network.nodes)))
    network.templateEnv = Environment(
        loader=FileSystemLoader(str(here)), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    network.templateEnv.filters["embed"] = _embed
    network.templateEnv.globals.update(
        page=page,
        content={**_content(page), "sparql": _sparql(page.sparql) if bundle else None},
        carried=_carried(page.sparql, bundle),
        style=_inline(style),
        scripts=[_inline(one) for one in code],
        policy=_policy(code, style, worker=bundle is not None),
    )
    network.path = "page.html.j2"
    return str(network.generate_html())


def _rank(node: PageNode, placed: dict[str, Any]) -> PageNode:
    """The node with its rank and community, which are told to the page once: they leave pyvis's record."""
    return replace(node, rank=placed.pop("rank"), community=placed.pop("community"))


def _content(page: PageData) -> dict[str, Any]:
    """What the script needs beside pyvis's nodes and edges."""
    return {
        "articles": [_lean(asdict(article)) for article in page.articles],
        "families": draw_families(page),
        "classes": [asdict(cls) for cls in page.classes],
        "nodes": [_lean(asdict(node)) for node in page.nodes],
        "claims": [_lean_claim(claim) for claim in page.claims],
        "derived": [_lean(asdict(statement)) for statement in page.derived],
        "looks": list(LOOKS.items()),
    }


def _sparql(sparql: PageSparql | None) -> dict[str, Any] | None:
    """What the SPARQL tab offers; the graph itself and the engine stand in elements of their own."""
    if sparql is None:
        return None
    return {
        "prefixes": dict(sparql.prefixes),
        "questions": [asdict(one) for one in sparql.questions],
        "terms": [[one.name, one.label, one.kind] for one in sparql.terms],
    }


def _carried(sparql: PageSparql | None, bundle: Bundle | None) -> dict[str, str]:
    """Elements of base64 that the worker is made of, by id. gzip with no time in it gives the same bytes each time."""
    if sparql is None or bundle is None:
        return {}
    parts = {
        "sparql-worker": bundle.worker.encode(),
        "sparql-engine": bundle.engine,
        "sparql-graph": gzip.compress(sparql.nquads, 9, mtime=0),
    }
    return {name: base64.b64encode(part).decode() for name, part in parts.items()}


def _lean_claim(claim: PageClaim) -> dict[str, Any]:
    """The claim without what the script fills in again: its quote (it stands in the paragraph) and usual values."""
    record = {**asdict(claim), "manner": manner(claim), "quote_length": len(claim.quote), "quote": None}
    if record["manner"] == claim.modality:
        record["manner"] = None
    for key, usual in (("modality", "asserted"), ("status", "reviewed"), ("part", "body")):
        if record[key] == usual:
            record[key] = None
    return _lean(record)


def _lean(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without what is absent or empty."""
    return {key: value for key, value in record.items() if value is not None and value != () and value is not False}


def _read_library() -> str:
    """vis-network as pyvis ships it, without the address of its source map. Its style sheet is left out.

    That sheet dresses parts that the page does not use (manipulation, configurator, tooltips): 220 kB of pictures.
    """
    text = resources.files("pyvis").joinpath(VIS).read_text("utf-8").replace("\r\n", "\n")
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", text)


def _inline(code: str) -> Any:
    """Our own code and vis-network, to be written into an element as it is: it must not be able to end the element."""
    from markupsafe import Markup

    if re.search(r"</(script|style)|<!--|\r|\x00", code, re.IGNORECASE):
        raise KgError("page: a script or style sheet holds what an HTML element cannot hold")
    return Markup(code)  # noqa: S704 (our files and pyvis's, checked above)


def _policy(scripts: Iterable[str], style: str, *, worker: bool) -> str:
    """The content security policy. vis-network sets styles through CSSOM only, so no 'unsafe-inline' is needed.

    With `worker` it also allows WebAssembly, and one trusted-types policy of our own that makes the worker's address.
    """

    def quoted(code: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"

    none = "'none'"
    wasm = ["'wasm-unsafe-eval'"] if worker else []
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join([*(quoted(code) for code in scripts), *wasm])}",
            f"worker-src {'blob:' if worker else none}",
            f"style-src {quoted(style)}",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            f"trusted-types {'kg-worker' if worker else none}",
        )
    )


def _embed(value: Any) -> Any:
    """The value as JSON that no string in it can leave: the characters that HTML or JavaScript mind are escaped."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (nothing that HTML minds is left in it)
