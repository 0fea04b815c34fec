"""What `render` gives, without a browser: the same bytes, a document that is whole, and errors for what cannot be."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from browser import hostile, sample
from kg.errors import KgError
from kg.views.bundle import Bundle
from kg.views.network import COLOURS, SHAPES, build_network
from kg.views.page import render
from kg.views.records import PageData
from kg.views.script import SCRIPTS, fingerprint, join_scripts


def test_the_bytes_do_not_depend_on_the_hash_seed(root: Path) -> None:
    program = (
        "import hashlib; from browser import sample; from kg.views.page import render; "
        "print(hashlib.sha256(render(sample.large()).encode()).hexdigest())"
    )
    path = os.pathsep.join([str(root), str(root / "tests")])
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }  # fmt: skip
    assert len(digests) == 1


def test_no_address_of_anything_to_load() -> None:
    document = render(
        replace(sample.small(), articles=(replace(sample.small().articles[0], url=None), sample.small().articles[1]))
    )
    head = document[: document.index("<body>")]
    assert re.findall(r"<(?:link|img|iframe|object|embed|base)\b[^>]*>", document) == [
        '<link rel="icon" href="data:,">'
    ]
    assert not re.search(r"<script[^>]*\ssrc=", document)
    assert "sourceMappingURL" not in document
    assert "url(" not in head
    assert "unsafe" not in head[: head.index("<style>")]


def test_the_network_is_a_directed_one_of_pyvis() -> None:
    from pyvis.network import Network

    network = build_network(sample.small())
    assert isinstance(network, Network)
    assert network.directed
    assert [node["id"] for node in network.nodes] == ["maker", "team", "lei", "halo", "rival"]
    found = {(edge["from"], edge["to"], edge["look"]): edge for edge in network.edges}
    assert set(found) == {
        ("team", "maker", "denied"),
        ("team", "maker", "asserted"),
        ("halo", "rival", "asserted"),
        ("maker", "halo", "negated"),
        ("rival", "halo", "derived"),
    }
    assert found["halo", "rival", "asserted"]["claims"] == ["c-rival", "c-rival-2"]
    assert found["team", "maker", "denied"]["bend"] == -found["team", "maker", "asserted"]["bend"] != 0
    assert found["halo", "rival", "asserted"]["bend"] == found["rival", "halo", "derived"]["bend"] != 0
    assert found["maker", "halo", "negated"]["bend"] == 0


def test_no_two_families_look_alike() -> None:
    assert math.gcd(len(SHAPES), len(COLOURS)) == 1
    network = build_network(hostile.build())
    assert len({(node["shape"], node["color"]) for node in network.nodes}) == len(network.nodes) > 30


@pytest.mark.parametrize("sizes", [(200, 250, 150), (60, 90, 20), (200, 400, 0), (3, 0, 9), (1, 0, 2)])
def test_nodes_do_not_cover_each_other(sizes: tuple[int, int, int]) -> None:
    nodes = build_network(sample.large(*sizes)).nodes
    gaps = [
        math.dist((a["x"], a["y"]), (b["x"], b["y"])) - a["size"] - b["size"]
        for number, a in enumerate(nodes)
        for b in nodes[:number]
    ]
    assert min(gaps, default=1) > 0


def _spoilt(data: PageData, **change: object) -> PageData:
    return replace(data, claims=(replace(data.claims[0], **change), *data.claims[1:]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"subject": "nobody"}, {"object": "nobody"}, {"speaker_node": "nobody"}, {"article": "none"}, {"paragraph": 99},
     {"paragraph": -1}, {"quote_start": 0}, {"quote": ""}, {"id": "c-part"}],
)  # fmt: skip
def test_a_claim_that_leads_nowhere_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(KgError):
        render(_spoilt(sample.small(), **change))


def test_unknown_classes_and_bases_are_refused() -> None:
    data = sample.small()
    with pytest.raises(KgError, match="unknown class"):
        render(replace(data, nodes=(replace(data.nodes[0], cls="Nothing"), *data.nodes[1:])))
    with pytest.raises(KgError, match="rests on"):
        render(replace(data, derived=(replace(data.derived[0], claims=("none",)),)))


def test_a_cache_of_positions_changes_no_byte(tmp_path: Path) -> None:
    file = tmp_path / ".layout.json"
    plain = render(sample.large())
    assert render(sample.large(), cache=file) == plain
    assert file.exists()
    assert render(sample.large(), cache=file) == plain


def test_a_minified_script_of_another_one_is_not_used() -> None:
    bundle = Bundle("", "", b"", "short", fingerprint("long"))
    assert bundle.shorten("long") == "short"
    assert bundle.shorten("changed since") == "changed since"


def test_every_script_of_the_folder_is_joined() -> None:
    folder = Path(str(resources.files("kg.views")))
    assert sorted(SCRIPTS) == sorted(path.name for path in folder.glob("*.js"))
    assert all((folder / name).read_text("utf-8") in join_scripts(folder) for name in SCRIPTS)


def test_what_is_packed_is_known_to_the_policy_by_its_hash() -> None:
    document = render(sample.small())
    packed = re.search(r'<script type="text/plain" id="vis-network">([^<]*)</script>', document)
    assert packed
    code = gzip.decompress(base64.b64decode(packed[1]))
    assert b"vis-network" in code
    policy = html.unescape(document[: document.index("<title>")])
    assert f"'sha256-{base64.b64encode(hashlib.sha256(code).digest()).decode()}'" in policy
    assert "connect-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
