"""kg verify: every quote, hash and shape is proved again from the files; what fails is named, exit 3."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from builder import DOUBTS, DOUBTS_CLAIMS, OPENS, append, build, edit, run_kg

from kg.project import Project

NQ = "exports/graph.nq"
START = r"(<http://www\.w3\.org/ns/oa#start> )\"(\d+)\""
#: The claim whose offsets are moved: the only one with this quote.
QUOTE = "main span measures 158 metres"


def _verify(folder: Path) -> list[str]:
    """The lines of a verify that fails."""
    done = run_kg("verify", "--project", str(folder))
    assert done.code == 3
    assert done.out == ""
    *lines, last = done.err.splitlines()
    assert re.fullmatch(r"kg: \d+ failures, \d+ quotes compared", last)
    assert int(last.split()[1]) == len(lines)
    return lines


def _claim_of(folder: Path, quote: str) -> str:
    (line,) = [line for line in (folder / NQ).read_text("utf-8").splitlines() if f'oa#exact> "{quote}"' in line]
    return line.split()[0]


def _set_offset(folder: Path, what: str, value: str) -> None:
    claim = re.escape(_claim_of(folder, QUOTE))
    text = (folder / NQ).read_text("utf-8")
    changed, count = re.subn(rf'({claim} <http://www\.w3\.org/ns/oa#{what}> )"\d+"', rf'\g<1>"{value}"', text)
    assert count == 1
    (folder / NQ).write_text(changed, "utf-8")


def test_a_sound_project_verifies(built_sample: Project) -> None:
    done = run_kg("verify", "--project", str(built_sample.root))
    assert (done.code, done.out, done.err) == (0, "15 quotes exact, 0 violations\n", "")


def test_the_shipped_project_verifies(shipped: Project) -> None:
    done = run_kg("verify", "--project", str(shipped.root))
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"[1-9]\d\d+ quotes exact, 0 violations\n", done.out)


@pytest.mark.parametrize(("what", "value"), [("start", "1"), ("end", "180"), ("start", "-12"), ("start", "x1")])
def test_a_moved_quote_is_found_in_the_article(sample: Path, what: str, value: str) -> None:
    _set_offset(sample, what, value)
    lines = _verify(sample)
    assert f"{NQ}: differs from the manifest" in lines
    (quote,) = [line for line in lines if line.startswith("quote: ")]
    assert re.match(rf"quote: {re.escape(OPENS)}:\d+: claim:[0-9a-f]{{16}}: '{QUOTE}' does not stand there", quote)


def test_a_moved_quote_shows_the_line_where_it_should_stand(sample: Path) -> None:
    text = (sample / OPENS).read_text("utf-8")
    body = text.partition("\n---\n")[2]
    _set_offset(sample, "start", str(body.index("The Aren Bridge resembles")))
    (line,) = [line for line in _verify(sample) if line.startswith("quote: ")]
    number = text.count("\n", 0, text.index("The Aren Bridge resembles")) + 1
    assert line.startswith(f"quote: {OPENS}:{number}: ")


def test_changed_words_of_a_quote_are_found(sample: Path) -> None:
    edit(sample, NQ, f'oa#exact> "{QUOTE}"', 'oa#exact> "main span measures 159 metres"')
    assert [line for line in _verify(sample) if "'main span measures 159 metres' does not stand there" in line]


def test_an_article_with_a_word_more_moves_every_later_quote(sample: Path) -> None:
    edit(sample, DOUBTS, "Two years on", "Some two years on")
    lines = _verify(sample)
    assert "exports: stale, the inputs have changed since; run: kg build" in lines
    moved = [line for line in lines if line.startswith(f"quote: {DOUBTS}:")]
    assert len(moved) == 5


def test_an_article_without_the_quote_is_named_at_the_claim(sample: Path) -> None:
    edit(sample, DOUBTS, "Ada Brook also designed", "Ada Brook has designed")
    where = f"{DOUBTS_CLAIMS}:5:10: "
    (line,) = [line for line in _verify(sample) if line.startswith(where)]
    assert "is not in the article" in line


def test_an_article_that_is_gone_leaves_its_quotes_unproved(sample: Path) -> None:
    (sample / DOUBTS).unlink()
    lines = _verify(sample)
    assert len([line for line in lines if line.endswith("its article is not there")]) == 5


@pytest.mark.parametrize("name", ["claims.csv", "graph.html", "graph.nq", "graph.ttl", "report.json"])
def test_a_changed_export_is_named(sample: Path, name: str) -> None:
    append(sample, f"exports/{name}", "\n")
    assert _verify(sample) == [f"exports/{name}: differs from the manifest"]


@pytest.mark.parametrize("name", ["claims.csv", "graph.html", "graph.nq"])
def test_a_missing_export_is_named(sample: Path, name: str) -> None:
    (sample / "exports" / name).unlink()
    assert _verify(sample)[0] == f"exports/{name}: differs from the manifest"


def test_a_graph_that_is_no_graph_is_named(sample: Path) -> None:
    (sample / NQ).write_text("not a graph\n")
    first, second = _verify(sample)
    assert first == f"{NQ}: differs from the manifest"
    assert "graph.nq: the graph cannot be read" in second
    assert second.endswith("run: kg build --force")


def test_changed_inputs_make_the_exports_stale(sample: Path) -> None:
    append(sample, DOUBTS, "\nOne line more.\n")
    assert _verify(sample) == ["exports: stale, the inputs have changed since; run: kg build"]


def test_a_wrong_shape_in_the_graph_is_named(sample: Path) -> None:
    claim = _claim_of(sample, QUOTE)
    append(sample, NQ, f'{claim} <http://www.w3.org/ns/oa#exact> "another" .\n')
    assert [line for line in _verify(sample) if line.startswith("shape kg:claimQuote: claim:")]


def test_a_direct_triple_that_nobody_claims_is_named(sample: Path) -> None:
    ent, own = "https://example.org/bridges/entity/", "https://example.org/bridges/ontology#"
    append(sample, NQ, f"<{ent}low-bridge> <{own}designedBy> <{ent}tom-hale> .\n")
    lines = _verify(sample)
    assert "fact-without-claim: ent:low-bridge: :designedBy ent:tom-hale" in lines


def test_a_direct_triple_of_a_disputed_claim_is_named(sample: Path) -> None:
    ent, own = "https://example.org/bridges/entity/", "https://example.org/bridges/ontology#"
    append(sample, NQ, f"<{ent}aren-bridge> <{own}designedBy> <{ent}otto-finn> .\n")
    assert [line for line in _verify(sample) if line.startswith("denied-as-fact: claim:")]


@pytest.mark.parametrize("manifest", [None, b"", b"[]", b"{}", b'{"files": 3}', b"\xff\xfe"])
def test_without_a_manifest_nothing_can_be_verified(sample: Path, manifest: bytes | None) -> None:
    path = sample / "exports/manifest.json"
    if manifest is None:
        path.unlink()
    else:
        path.write_bytes(manifest)
    done = run_kg("verify", "--project", str(sample))
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert done.err.endswith("manifest.json: no build is recorded; run: kg build\n")


def test_a_project_that_is_not_built_says_so(sample: Path) -> None:
    shutil.rmtree(sample / "exports")
    for command in (("verify",), ("query", "what-is-planned"), ("view", "--print")):
        done = run_kg(*command, "--project", str(sample))
        assert done.code == 1
        assert done.err.count("\n") == 1
        assert done.err.endswith("run: kg build\n")


def test_a_new_build_mends_what_was_changed_by_hand(sample: Path) -> None:
    _set_offset(sample, "start", "1")
    build(sample)
    assert run_kg("verify", "--project", str(sample)).code == 0
