"""Takes a `PageData`; gives one HTML document as text, complete in itself; touches a cache of places if one is named.

The document is a `pyvis.network.Network` rendered through our own template: pyvis's stock template asks a CDN for
files and escapes nothing. Its vis-network is written into the page, packed: a third of its size, and unpacked in some
ten milliseconds. Text reaches the page as JSON in an inert script element and is shown by `textContent`; a content
security policy allows our script, vis-network and the editor by their hashes, packed or not, and nothing else. The same
`PageData` gives the same bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import lzma
import re
from collections.abc import Iterable
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.views.bundle import Bundle, find_bundle
from kg.views.content import describe, lean_graph
from kg.views.network import build_network
from kg.views.records import PageData, PageNode, check
from kg.views.script import join_scripts

#: The page's style sheets, in the order in which they are joined; what is for paper and small screens comes last.
STYLES = ("page.css", "views.css")
VIS = "lib/vis-9.1.2/vis-network.min.js"


def render(page: PageData, cache: Path | None = None) -> str:
    """The whole HTML document. Raises `KgError` where an id leads nowhere or a quote is not where it is said to be.

    `cache` names a file in which positions may be kept; it never changes what is given.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    check(page)
    here = resources.files("kg.views")
    style = "".join(here.joinpath(name).read_text("utf-8") for name in STYLES)
    script = join_scripts(Path(str(here)))
    bundle = find_bundle()
    script = bundle.shorten(script) if bundle else script
    bundle = bundle if page.sparql else None
    packed = {"vis-network": _read_library(), **({"sparql-editor": bundle.editor} if bundle else {})}
    network = build_network(page, cache)
    page = replace(page, nodes=tuple(map(_rank, page.nodes, network.nodes)))
    network.templateEnv = Environment(
        loader=FileSystemLoader(str(here)), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    network.templateEnv.filters["embed"] = _embed
    network.templateEnv.globals.update(
        page=page,
        content=describe(page, page.sparql if bundle else None),
        lean=lean_graph,
        carried={**{name: _packed(code) for name, code in packed.items()}, **_carried(page, bundle)},
        style=_inline(style),
        script=_inline(script),
        policy=_policy([script, *packed.values()], style, worker=bundle is not None),
    )
    network.path = "page.html.j2"
    return str(network.generate_html())


def _rank(node: PageNode, placed: dict[str, Any]) -> PageNode:
    """The node with its rank and community, which are told to the page once: they leave pyvis's record."""
    return replace(node, rank=placed.pop("rank"), community=placed.pop("community"))


def _packed(code: str) -> str:
    """gzip in base64, which browsers unpack by themselves; with no time in it, so that the bytes are the same."""
    return base64.b64encode(gzip.compress(code.encode(), 9, mtime=0)).decode()


def _carried(page: PageData, bundle: Bundle | None) -> dict[str, str]:
    """What the SPARQL tab's worker is made of, by id. XZ is a quarter smaller than gzip; the worker unpacks it."""
    if page.sparql is None or bundle is None:
        return {}
    graph = lzma.compress(page.sparql.nquads, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=3)
    return {
        "sparql-worker": _packed(bundle.worker),
        "sparql-engine": base64.b64encode(bundle.engine).decode(),
        "sparql-graph": base64.b64encode(graph).decode(),
    }


def _read_library() -> str:
    """vis-network as pyvis ships it, without the address of its source map. Its style sheet is left out.

    That sheet dresses parts that the page does not use (manipulation, configurator, tooltips): 220 kB of pictures.
    """
    text = resources.files("pyvis").joinpath(VIS).read_text("utf-8").replace("\r\n", "\n")
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", text)


def _inline(code: str) -> Any:
    """Our own script or style, to be written into an element as it is: it must not be able to end the element."""
    from markupsafe import Markup

    if re.search(r"</(script|style)|<!--|\r|\x00", code, re.IGNORECASE):
        raise KgError("page: a script or style sheet holds what an HTML element cannot hold")
    return Markup(code)  # noqa: S704 (our own files, checked above)


def _policy(scripts: Iterable[str], style: str, *, worker: bool) -> str:
    """The content security policy. vis-network sets styles through CSSOM only, so no 'unsafe-inline' is needed.

    Unpacked code is put into script elements, where its hash is checked as that of any other; the trusted-types policy
    that makes it is our script's alone. With `worker` WebAssembly is allowed, and a policy for the worker's address.
    """

    def quoted(code: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"

    wasm = ["'wasm-unsafe-eval'"] if worker else []
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join([*(quoted(code) for code in scripts), *wasm])}",
            "worker-src blob:" if worker else "worker-src 'none'",
            f"style-src {quoted(style)}",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            f"trusted-types kg-code{' kg-worker' if worker else ''}",
        )
    )


def _embed(value: Any) -> Any:
    """The value as JSON that no string in it can leave: the characters that HTML or JavaScript mind are escaped."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (nothing that HTML minds is left in it)
