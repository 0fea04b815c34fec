"""`kg extract`: texts in, proposals out; what cannot be read is one line, and the others go on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from builder import OPENS, append, run_kg
from proposing import HIGH, HIGH_CLAIMS, HIGH_ID, HIGH_PROPOSALS, HIGH_TEXT, was_read

from kg import extract, readings
from kg.errors import BadInput
from kg.sources import loose

KEYS = [
    *("article", "quote", "start", "end", "subject", "property", "object", "value", "when", "scope"),
    *("speaker", "modality", "negated", "condition", "confidence", "extractor", "reason"),
]


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def _extract(folder: Path, *arguments: str, given: bytes = b"") -> list[dict[str, Any]]:
    done = run_kg("extract", *arguments, "-f", "jsonl", "--project", str(folder), given=given)
    assert done.code == 0, done.err
    return _lines(done.out)


def test_each_line_has_every_key(high: Path) -> None:
    found = _extract(high, HIGH_ID)
    assert len(found) == 4
    body = HIGH_TEXT.partition("---\n")[2].partition("---\n")[2]
    for line in found:
        assert list(line) == KEYS
        assert body[line["start"] : line["end"]] == line["quote"]
        assert line["article"] == HIGH_ID
        assert type(line["confidence"]) is float
        assert type(line["negated"]) is bool
    (span,) = [line for line in found if line["property"] == "mainSpan"]
    assert span["value"] == {"number": 93, "low": 93, "high": 93, "unit": "metre", "bound": "exact", "text": "93"}
    assert (span["object"], span["when"], span["scope"], span["condition"]) == (None, None, None, None)
    (denied,) = [line for line in found if line["modality"] == "denied"]
    assert (denied["speaker"], denied["object"], denied["value"]) == ("ada-brook", "ada-brook", None)


def test_mentions_amounts_and_times_are_lines_too(high: Path) -> None:
    done = run_kg("extract", HIGH_ID, "--mentions", "--project", str(high))
    found = _lines(done.out)
    assert run_kg("extract", HIGH_ID, "-f", "annotations", "--project", str(high)).out == done.out
    assert {tuple(line) for line in found} == {("article", "kind", "start", "end", "text", "type", "entity", "value")}
    assert [line["start"] for line in found] == sorted(line["start"] for line in found)
    assert {line["kind"] for line in found} == {"mention", "amount", "time"}
    (low,) = [line for line in found if line["text"] == "Low Bridge"]
    assert (low["type"], low["entity"]) == ("Bridge", "low-bridge")
    (year,) = [line for line in found if line["kind"] == "time"]
    assert (year["text"], year["value"], year["type"]) == ("1877", "1877", "stated")
    (amount,) = [line for line in found if line["kind"] == "amount"]
    assert amount["value"]["number"] == 93


def test_what_was_dropped_is_counted(high: Path) -> None:
    err = run_kg("extract", HIGH_ID, "--project", str(high)).err
    assert err.splitlines() == [
        "dropped: 1 × against count-without-counting",
        "dropped: 2 × no verb",
        "dropped: 1 × the quote … is not in the article; copy the words from the article",
        "dropped: 1 × … is a Bridge, but designedBy wants a Person as its object",
        "1 articles, 4 proposals, 5 dropped",
    ]


def test_two_runs_give_the_same_bytes(high: Path) -> None:
    for form in ("yaml", "jsonl", "annotations"):
        first, second = (run_kg("extract", "-f", form, str(high / HIGH), "--project", str(high)) for _ in range(2))
        assert first == second
        assert first.out


def test_a_file_from_elsewhere_needs_no_front_matter(high: Path, tmp_path: Path) -> None:
    path = tmp_path / "My Clipping (2).txt"
    path.write_bytes("\ufeffCora Lind designed the Low Bridge.\r\nIts span measures 12 metres.\r\n".encode())
    found = _extract(high, str(path))
    assert [(line["article"], line["start"], line["quote"]) for line in found] == [
        ("my-clipping-2", 0, "Cora Lind designed the Low Bridge"),
        ("my-clipping-2", 39, "span measures 12 metres"),
    ]


def test_stdin_is_read(high: Path) -> None:
    found = _extract(high, "-", given="Otto Finn designed the Low Bridge — 桥.".encode())
    assert [line["article"] for line in found] == ["stdin"]


def test_front_matter_of_other_programs_is_read_for_what_it_says(high: Path, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(
        "---\ntags: [a, b]\ndate: 1880-02-03T10:00:00\ntitle: X\n---\nOtto Finn designed the Low Bridge.", "utf-8"
    )
    article = loose.read_file(path, loose.Given())
    assert (article.title, article.published and article.published.text) == ("X", "1880-02-03")
    assert article.body == "Otto Finn designed the Low Bridge."
    assert article.line_of(0) == 6
    assert len(_extract(high, str(path), "--published", "1881")) == 1


def test_a_folder_is_walked_and_several_files_are_documents(high: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for name in ("b.md", "a.txt", "sub/c.md", ".hidden/d.md", "e.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Otto Finn designed the Low Bridge.", "utf-8")
    assert [line["article"] for line in _extract(high, str(folder))] == ["a", "b", "c"]
    out = run_kg("extract", str(folder), "--project", str(high)).out
    assert [part.split("\n")[0] for part in out.split("---\n")] == ["article: a", "article: b", "article: c"]


def test_bad_files_are_one_line_each_and_the_others_go_on(high: Path, tmp_path: Path, fake: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    good = "Otto Finn designed the Low Bridge."
    contents: dict[str, bytes] = {
        "a-good.txt": good.encode(),
        "b-empty.txt": b"",
        "c-binary.txt": b"\x89PNG\x00\x00",
        "d-latin.txt": "Pont Café".encode("latin-1"),
        "e-utf16.txt": good.encode("utf-16"),
        "f-head.md": b"---\ntitle: [\n---\ntext",
        "g-blank.md": b"---\ntitle: x\n---\n\n",
        "z-good.txt": good.encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    os.mkfifo(folder / "h-pipe.txt")
    with (folder / "i-large.txt").open("wb") as file:
        file.truncate(200_000_000)
    (folder / "j-folder.txt").mkdir()
    (folder / "k-link.txt").symlink_to(tmp_path / "nowhere")
    done = run_kg("extract", str(folder), "no\x1b[31msuch", "-f", "jsonl", "--project", str(high))
    assert done.code == 1
    assert [line["article"] for line in _lines(done.out)] == ["a-good", "z-good"]
    failures = [line for line in done.err.splitlines() if line.startswith("kg: ")]
    assert len(failures) == 10
    for name, said in (
        ("b-empty.txt", "the file is empty"),
        ("c-binary.txt", "the file is binary"),
        ("d-latin.txt:1:9", "not UTF-8: byte 0xe9; save it as UTF-8"),
        ("e-utf16.txt", "the file is UTF-16, not UTF-8"),
        ("f-head.md:", "not YAML"),
        ("g-blank.md:1:1", "the article has no text"),
        ("h-pipe.txt", "not a regular file"),
        ("i-large.txt", "larger than 20,000,000 bytes"),
        ("k-link.txt", "cannot be read: No such file or directory"),
    ):
        assert any(name in line and said in line for line in failures), name
    assert "\x1b" not in done.err
    assert done.err.splitlines()[-1].endswith(", 10 not read")


def test_what_is_no_source_is_said(high: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run_kg("extract", str(tmp_path / "empty"), "--project", str(high))
    assert (done.code, done.out) == (1, "")
    assert f"no file ends with {', '.join(loose.ENDINGS)}; check the folder" in done.err
    assert run_kg("extract", "--project", str(high)).code == 2
    assert run_kg("extract", HIGH_ID, "--save", "--published", "1880", "--project", str(high)).code == 2
    assert run_kg("extract", HIGH_ID, "--published", "soon", "--project", str(high)).code == 2


def test_the_command_knows_every_extractor() -> None:
    from kg.cli.extract import EXTRACTORS

    assert set(EXTRACTORS) == set(extract.EXTRACTORS)


def test_an_extractor_that_is_not_installed_is_one_line(high: Path) -> None:
    done = run_kg("extract", HIGH_ID, "--extractor", "llm", "--project", str(high))
    assert (done.code, done.out) == (1, "")
    assert done.err == "kg: extractor llm: no_such_extractor is missing; pip install 'claimgraph[llm]'\n"


def test_hostile_text_reaches_no_terminal(high: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("\x1b[2J\x9b31m\u202e Otto Finn designed the Low Bridge\x07.", "utf-8")
    for form in ("yaml", "jsonl", "annotations"):
        done = run_kg("extract", str(path), "-f", form, "--project", str(high))
        assert done.code == 0
        assert not [sign for sign in done.out + done.err if not sign.isprintable() and sign != "\n"]
    (line,) = _extract(high, str(path))
    assert line["start"] == 10


# --- saving ----------------------------------------------------------------------------------------------------------


def test_saving_writes_what_is_printed(high: Path) -> None:
    printed = run_kg("extract", HIGH_ID, "--project", str(high)).out
    done = run_kg("extract", HIGH_ID, "--save", "--project", str(high))
    assert (done.code, done.out) == (0, "")
    assert (high / HIGH_PROPOSALS).read_text("utf-8") == printed
    before = (high / HIGH_PROPOSALS).stat().st_mtime_ns
    assert run_kg("extract", str(high / HIGH), "--save", "--project", str(high)).code == 0
    assert (high / HIGH_PROPOSALS).stat().st_mtime_ns == before, "what would not change is not touched"
    assert not list((high / "data/proposals").glob(".*"))


def test_saving_without_names_renews_all_that_nobody_reviews(high: Path, fake: Path) -> None:
    done = run_kg("extract", "--save", "--project", str(high))
    assert done.code == 0
    assert was_read(fake) == [HIGH_ID]
    text = "- quote: designed the Low Bridge\n  subject: low-bridge\n  property: describedAs\n  words: Low Bridge\n"
    (high / HIGH_CLAIMS).write_text(text, "utf-8")
    assert run_kg("extract", "--save", "--project", str(high)).code == 0
    assert was_read(fake) == [HIGH_ID], "it has a file of proposals"


def test_what_is_no_article_of_the_project_cannot_be_saved(high: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{HIGH_ID}.md"
    path.write_text(HIGH_TEXT.replace("93", "94"), "utf-8")
    done = run_kg("extract", str(path), HIGH_ID, "--save", "--project", str(high))
    assert done.code == 1
    assert f"kg: {path}:1:1: not an article of the project, where proposals could be saved; add it first" in done.err
    assert "93 metre" in (high / HIGH_PROPOSALS).read_text("utf-8")


def test_a_faulty_project_is_one_line(high: Path) -> None:
    append(high, "data/claims/1876-bridge-doubts.yaml", "- quote: nowhere\n")
    done = run_kg("extract", HIGH_ID, "--project", str(high))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


# --- streaming -------------------------------------------------------------------------------------------------------


def test_articles_are_held_one_at_a_time(high: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor that looks no further ahead than one article gets no further either."""
    from proposing import corpus_of

    ontology, corpus = corpus_of(high)
    article = corpus.articles[HIGH_ID]
    given = 0

    def endless() -> Any:
        nonlocal given
        while True:
            given += 1
            yield article

    found = readings.stream(endless(), ontology.schema, corpus.registry, "patterns")
    for number in range(1, 6):
        assert next(found)[0] is article
        assert given == number
    assert extract.identify("patterns") == "patterns/7 model-1"


@pytest.mark.parametrize("name", ["", "\0", OPENS, "a" * 5000])
def test_odd_names_are_no_tracebacks(high: Path, name: str) -> None:
    done = run_kg("extract", name, "--project", str(high))
    assert done.code == 1
    assert done.err.startswith("kg: ")
    with pytest.raises(BadInput):
        loose.read_file(Path(name or "nowhere"), loose.Given())


def test_web_pages_are_read_as_kg_add_draws_them(sample: Path, fake: None, tmp_path: Path) -> None:
    page = tmp_path / "opening.html"
    words = "The Tay Bridge was opened in June and carries trains over the firth, as the railway company had hoped."
    page.write_text(
        f"<html lang=en><head><title>Opening</title></head><body><nav><a href=/>Home</a></nav><article><h1>Opening</h1>"
        f"<p>{words}</p><p>{words.replace('June', 'July')}</p></article></body></html>",
        "utf-8",
    )
    done = run_kg("extract", "--project", str(sample), "-f", "annotations", str(page))
    assert done.code == 0, done.err
    assert "Home" not in done.out


def test_a_page_that_cannot_be_read_is_one_line(sample: Path, fake: None, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"\x89\x01\x02 no pdf")
    done = run_kg("extract", "--project", str(sample), str(broken))
    assert done.code == 1
    assert done.err.splitlines()[0].startswith(f"kg: {broken}: ")
