"""`kg add` through the real command: what becomes of files, what is refused, what is never written twice or in part."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from builder import DOUBTS, OPENS, THINGS, append, edit, make_sample, run_kg, start_kg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import BODY, OTHER, PARAGRAPHS, TITLE, Put, page, pdf, text_file

from kg import pipeline, sources
from kg.model import Article
from kg.project import MAX_BYTES, Project

PUBLISHER = """\
@prefix : <https://w3id.org/claimgraph/bridges/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:Publisher a owl:Class ; rdfs:subClassOf :Organisation ; rdfs:label "publisher"@en ;
    skos:definition "Whoever publishes articles."@en ; skos:example "The Vale Chronicle published it."@en .
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, with a class of publishers, as the present folder; the clock stands still."""
    folder = make_sample(tmp_path.resolve() / "project")
    own = (folder / "ontology" / "prefixes.ttl").read_text("utf-8")
    namespace = own.partition("@prefix : <")[2].partition(">")[0]
    text = PUBLISHER.replace("https://w3id.org/claimgraph/bridges/ontology#", namespace)
    (folder / "ontology" / "classes" / "Publisher.ttl").write_text(text, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return folder


def put(folder: Path, name: str, content: bytes | str) -> str:
    """A file beside the project."""
    path = folder.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def read(folder: Path, article_id: str) -> Article:
    project = Project(folder)
    return sources.read(project, project.articles / f"{article_id}.md")


def data(folder: Path) -> dict[str, bytes]:
    """Every file of the data, hidden ones, too."""
    return {str(path): path.read_bytes() for path in sorted((folder / "data").rglob("*")) if path.is_file()}


# --- what becomes of a file ------------------------------------------------------------------------------------------


def test_a_text_becomes_an_article_that_builds(project: Path) -> None:
    file = put(project, "clip.txt", text_file(top="5 March 2024\n\n"))
    done = run_kg("add", file, "--publisher", "Vale Chronicle")
    assert (done.code, done.out) == (0, "data/articles/2024-03-05-harbour-board-weighs-a-longer-breakwater.md\n")
    article = read(project, "2024-03-05-harbour-board-weighs-a-longer-breakwater")
    assert article.body == f"5 March 2024\n\n{BODY}"
    assert (article.title, article.publisher, article.language) == (TITLE, "Vale Chronicle", "en")
    assert article.published is not None
    assert (article.published.text, article.published_basis) == ("2024-03-05", "stated")
    assert article.ingested == "2023-11-14"
    report = pipeline.build(Project(project))
    assert report.articles == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", page().encode()),
        (
            "page.pdf",
            pdf([[Put(60, 740, TITLE, 20), *(Put(60, 700 - 30 * n, p[:90]) for n, p in enumerate(PARAGRAPHS))]]),
        ),
        ("page.md", f"# {TITLE}\n\n{BODY}".encode()),
        ("page.txt", text_file()),
        ("page", page().encode()),
        ("misnamed.txt", page().encode()),
    ],
)
def test_every_kind_of_file_gives_title_and_text(project: Path, name: str, content: bytes) -> None:
    done = run_kg("add", put(project, name, content))
    assert (done.code, done.out) == (0, "data/articles/harbour-board-weighs-a-longer-breakwater.md\n")
    article = read(project, "harbour-board-weighs-a-longer-breakwater")
    assert (article.title, article.language, article.published) == (TITLE, "en", None)
    assert "put at 240 metres" in " ".join(article.body.split()) or name == "page.pdf"
    assert "cookies" not in article.body
    assert "no date of publication was found" in done.err


def test_stdin_and_its_kind(project: Path) -> None:
    done = run_kg("add", "-", "--title", "Given", given=page().encode())
    assert (done.code, done.out) == (0, "data/articles/given.md\n")
    assert read(project, "given").body == BODY
    done = run_kg("add", "-", "-f", "text", "--id", "as-text", "--anyway", given=page().encode())
    assert done.code == 0
    assert "<p>" in read(project, "as-text").body


def test_options_go_before_what_the_file_says(project: Path) -> None:
    head = '<meta property="article:published_time" content="2024-03-05"><meta name="dc.publisher" content="Other">'
    options = [
        "--title",
        'A "quoted": title',
        "--publisher",
        "Vale Chronicle",
        "--published",
        "2024-02",
        "--id",
        "mine",
    ]
    options += ["--published-basis", "estimated", "--url", "https://example.org/a?b=c#d", "--language", "en-GB"]
    done = run_kg("add", put(project, "p.html", page(head=head)), *options)
    assert (done.code, done.out) == (0, "data/articles/mine.md\n")
    article = read(project, "mine")
    assert article.title == 'A "quoted": title'
    assert article.published is not None
    assert (article.published.text, article.published_basis) == ("2024-02", "estimated")
    assert (article.url, article.language) == ("https://example.org/a?b=c#d", "en-GB")


def test_dry_run_prints_and_writes_nothing(project: Path) -> None:
    file = put(project, "clip.txt", text_file())
    before = data(project)
    done = run_kg("add", file, "--publisher", "Nowhere Post", "--dry-run")
    assert done.code == 0
    assert done.out.endswith(f"---\n{BODY}")
    assert "would become data/articles/harbour" in done.err
    assert data(project) == before
    run_kg("add", file, "--publisher", "Nowhere Post")
    assert (project / "data/articles/harbour-board-weighs-a-longer-breakwater.md").read_text("utf-8") == done.out


def test_the_path_leads_to_the_file_from_everywhere(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(project, "clip.txt", text_file())
    monkeypatch.chdir(project.parent)
    done = run_kg("add", file, "--project", "project")
    assert Path(done.out.strip()).is_file()
    assert done.out.startswith("project/")


def test_ids_do_not_collide(project: Path) -> None:
    run_kg("add", put(project, "a.txt", text_file()))
    done = run_kg("add", put(project, "b.txt", text_file(body=OTHER)))
    assert done.out == "data/articles/harbour-board-weighs-a-longer-breakwater-2.md\n"
    # Claims without an article would become those of the new one.
    (project / "data/claims/third.yaml").write_text("[]\n", "utf-8")
    done = run_kg(
        "add",
        put(project, "c.txt", text_file("Third", "Some other words that nobody wrote before us.\n")),
        "--title",
        "Third",
    )
    assert done.out == "data/articles/third-2.md\n"
    done = run_kg("add", put(project, "d.txt", text_file(body="New words altogether.\n")), "--id", "third-2")
    assert done.code == 1
    assert "data/articles/third-2.md is another article of that id; give another with --id" in done.err


def test_a_title_in_another_script(project: Path) -> None:
    body = "港口委员会星期二开会，讨论延长东防波堤的计划。工程师说，防波堤长二百四十米，费用为三百四十万欧元。\n"
    done = run_kg("add", put(project, "zh.txt", text_file("港口委员会讨论防波堤", body, top="2024年3月5日\n\n")))
    assert done.code == 0
    name = Path(done.out.strip()).stem
    assert name.startswith("2024-03-05-")
    article = read(project, name)
    assert (article.title, article.language) == ("港口委员会讨论防波堤", "zh")
    assert article.body.endswith(body)


# --- articles are taken as they are ----------------------------------------------------------------------------------

ARTICLE = f"""---
id: kept
title: Kept as it is
publisher: Vale Chronicle
published: '2024-03-05'   # a hand wrote this
published_basis: derived
---
2 min read
  An indented line,   with blanks.\u00a0


Home > News
{BODY}
   """


def test_an_article_is_copied_byte_for_byte(project: Path) -> None:
    done = run_kg("add", put(project, "anything.md", ARTICLE), "--language", "en")
    assert (done.code, done.out) == (0, "data/articles/kept.md\n")
    run_kg("add", put(project, "b.md", ARTICLE.replace("id: kept\n", "").replace("Little", "Great")), "--anyway")
    assert (project / "data/articles/kept.md").read_text("utf-8") == ARTICLE.replace("---\n2", "language: en\n---\n2")
    plain = ARTICLE.replace("id: kept", "id: plain\nlanguage: en").replace("Wick", "Wock").replace("harbour", "port")
    done = run_kg("add", put(project, "x.md", plain), "--anyway")
    assert (project / "data/articles/plain.md").read_bytes() == plain.encode()


def test_options_change_the_head_of_an_article_and_never_its_body(project: Path) -> None:
    text = ARTICLE.replace("title: Kept as it is", "title: >-\n  Kept as\n  it is")
    done = run_kg("add", put(project, "a.md", text), "--title", "New: title", "--published", "2024-04", "--id", "other")
    assert (done.code, done.out) == (0, "data/articles/other.md\n")
    article = read(project, "other")
    assert article.title == "New: title"
    assert article.published is not None
    assert (article.published.text, article.published_basis) == ("2024-04", "stated")
    assert article.body == ARTICLE.split("---\n", 2)[2]


def test_the_shipped_articles_pass_unchanged(tmp_path: Path, root: Path) -> None:
    target = tmp_path / "copy"
    for name in ("ontology", "data"):
        shutil.copytree(root / name, target / name)
    for path in (target / "data" / "articles").iterdir():
        path.unlink()
    done = run_kg("add", str(root / "data" / "articles"), "--project", str(target))
    assert done.code == 0
    for path in sorted((root / "data" / "articles").rglob("*.md")):
        assert (target / "data" / "articles" / path.name).read_bytes() == path.read_bytes()


# --- the same article twice ------------------------------------------------------------------------------------------


def test_the_same_article_twice(project: Path) -> None:
    run_kg("add", put(project, "a.txt", text_file()))
    before = data(project)
    for name, content in {
        "again.txt": text_file("Another title"),
        "wide.txt": text_file(body=BODY.replace(" ", "  ").replace("“", '"').replace("”", '"').upper()),
        "page.html": page().encode(),
    }.items():
        done = run_kg("add", put(project, name, content))
        assert (done.code, done.out) == (0, "")
        assert "is there already: data/articles/harbour-board-weighs-a-longer-breakwater.md" in done.err
    assert data(project) == before


def test_nearly_the_same_article_is_refused_with_a_way_out(project: Path) -> None:
    run_kg("add", put(project, "a.txt", text_file()))
    before = data(project)
    changed = put(project, "b.txt", text_file(body=BODY.replace("240", "250").replace("€3.4", "€3.5")))
    done = run_kg("add", changed)
    assert (done.code, done.out) == (1, "")
    assert (
        "% the same as data/articles/harbour-board-weighs-a-longer-breakwater.md; take it all the same with --anyway"
        in done.err
    )
    assert data(project) == before
    assert run_kg("add", changed, "--anyway").out == "data/articles/harbour-board-weighs-a-longer-breakwater-2.md\n"
    assert run_kg("add", put(project, "cut.txt", text_file(body="\n\n".join(PARAGRAPHS[:2])))).code == 1
    assert run_kg("add", put(project, "c.txt", text_file(body=OTHER))).code == 0


# --- publishers ------------------------------------------------------------------------------------------------------


def test_a_new_publisher_is_registered_and_the_hand_stays(project: Path) -> None:
    append(project, THINGS, "# a remark at the end")
    before = (project / THINGS).read_bytes()
    file = put(project, "a.txt", text_file())
    done = run_kg("add", file, "--publisher", "Vale Chronicles: Daily", "--publisher-type", "Organisation")
    assert done.code == 0
    assert (
        "registered the publisher 'Vale Chronicles: Daily' as vale-chronicles-daily in data/entities/things.yaml"
        in done.err
    )
    after = (project / THINGS).read_bytes()
    entry = '\nvale-chronicles-daily:\n  type: Organisation\n  label: "Vale Chronicles: Daily"\n  aliases: []\n'
    assert after.startswith(before)
    assert after[len(before) :].decode().startswith(entry)
    pipeline.build(Project(project))


def test_publishers_of_a_class_without_entries_get_a_file(project: Path) -> None:
    done = run_kg("add", put(project, "a.txt", text_file()), "--publisher", "新港报")
    assert done.code == 0
    text = (project / "data/entities/sources.yaml").read_text("utf-8")
    assert text.startswith("publisher-")
    assert 'type: Publisher\n  label: "新港报"' in text
    run_kg("add", put(project, "b.txt", text_file(body=OTHER)), "--publisher", "Vale Post")
    assert (project / "data/entities/sources.yaml").read_text("utf-8").startswith(text)
    run_kg("add", put(project, "c.txt", text_file(body="Words of a third kind.\n")), "--publisher", "vale  POST")
    assert (project / "data/entities/sources.yaml").read_text("utf-8").count("Post") == 1
    pipeline.build(Project(project))


def test_a_publisher_that_cannot_be_registered_stops_the_article(project: Path) -> None:
    (project / "ontology/classes/Publisher.ttl").unlink()
    before = data(project)
    file = put(project, "a.txt", text_file())
    done = run_kg("add", file, "--publisher", "Vale Post")
    assert done.code == 1
    assert "the ontology has no class Publisher; name the class of publishers with --publisher-type" in done.err
    done = run_kg("add", file, "--publisher", "Vale Post", "--publisher-type", "Organisatoin")
    assert "unknown class 'Organisatoin'; did you mean Organisation?" in done.err
    append(project, THINGS, "again:\n  type: Nothing\n  label: Again\n")
    done = run_kg("add", file, "--publisher", "Vale Post", "--publisher-type", "Organisation")
    assert "unknown class 'Nothing'" in done.err
    edit(project, THINGS, "again:\n  type: Nothing\n  label: Again\n", "")
    assert data(project) == before


# --- folders ---------------------------------------------------------------------------------------------------------


def test_a_folder_is_counted_and_what_is_skipped_is_named(project: Path) -> None:
    folder = project.parent / "in"
    put(project, "in/a.txt", text_file())
    put(project, "in/b/c.html", page())
    put(project, "in/b/d.md", f"# Another\n\n{OTHER}")
    put(project, "in/e.csv", "a,b\n")
    put(project, "in/.hidden", "x")
    put(project, "in/empty.txt", "")
    put(project, "out.txt", text_file(body="Far away words that stand elsewhere.\n"))
    (folder / "loop").symlink_to(folder)
    (folder / "out.txt").symlink_to(project.parent / "out.txt")
    (folder / "dangling.txt").symlink_to(folder / "nothing")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    done = run_kg("add", str(folder))
    assert done.code == 0
    assert len(done.out.splitlines()) == 2
    assert done.summary == "2 added, 2 there already, 6 skipped"
    for name, reason in {
        "e.csv": "no reader for .csv",
        ".hidden": "a hidden file",
        "empty.txt": "the file is empty",
        "loop": "a link to a folder",
        "out.txt": "a link that leads out of the folder",
        "dangling.txt": "cannot be read",
    }.items():
        assert any(line.startswith(f"skipped: {folder / name}: {reason}") for line in done.err.splitlines()), name


def test_a_folder_of_which_nothing_can_be_read_fails(project: Path) -> None:
    put(project, "in/e.csv", "a,b\n")
    done = run_kg("add", str(project.parent / "in"))
    assert (done.code, done.summary) == (1, "0 added, 0 there already, 1 skipped")
    (project.parent / "nothing").mkdir()
    assert run_kg("add", str(project.parent / "nothing")).code == 0


def test_several_files_go_on_after_one_that_fails(project: Path) -> None:
    files = [put(project, "a.txt", ""), put(project, "b.txt", text_file()), put(project, "c.html", page())]
    done = run_kg("add", *files)
    assert (done.code, done.summary) == (1, "1 added, 1 there already, 1 skipped")
    assert run_kg("add", *files, "--title", "One for all").code == 2


# --- bad input -------------------------------------------------------------------------------------------------------

BAD = {
    "empty.txt": (b"", "the file is empty"),
    "blank.md": (b" \n\t\n", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 20, "the file is binary"),
    "nul.txt": (text_file() + b"\x00\n", "the file is binary"),
    "nul.html": (page().replace("Mara", "Ma\x00ra").encode(), "the file is binary"),
    "latin.txt": (
        text_file(body="Le café de la jetée.\n").replace("é".encode(), b"\xe9"),
        ":3:7: not UTF-8: byte 0xe9",
    ),
    "utf16.txt": (text_file().decode().encode("utf-16-le"), "the file is binary"),
    "office.docx": (b"PK\x03\x04", "no reader for .docx"),
    "office.txt": (b"PK\x03\x04 and so on", "the file is binary"),
    "rich.txt": (rb"{\rtf1 words}", "the file is binary"),
    "scripts.html": (b"<html><body><script>alert('words')</script></body></html>", "no article was found"),
    "menu.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article was found"),
    "not.pdf": (b"no PDF at all", "no PDF"),
    "broken.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "the PDF is broken"),
    "cut.pdf": (pdf([[Put(60, 700, "Words")]])[:300], "the PDF is broken"),
    "scan.pdf": (pdf([[], []]), "the PDF has no text, only pictures"),
    "locked.pdf": (
        pdf(
            [[Put(60, 700, "Secret words")]],
            trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'11' * 32}> >> /ID [<> <>]",
        ),
        "the PDF is encrypted",
    ),
    "book.pdf": (pdf([[Put(60, 700, "A page")]] * 301), "a PDF of 301 pages, no article"),
    "yaml.md": (b"---\ntitle: [x\n---\nwords\n", "yaml.md:3:1: not YAML"),
    "twice.md": (b"---\ntitle: a\ntitle: b\n---\nwords\n", "twice.md:3:1: duplicate key 'title'"),
    "noend.md": (b"---\ntitle: x\nwords\n", "the front matter does not end"),
    "date.md": (b"---\ntitle: x\npublished: 2024-02-30\n---\nwords\n", "date.md:3:12: published: the date"),
    "toml.md": (b"+++\ntitle = 'x'\n+++\nwords\n", "front matter between '+++' is not read"),
    "untitled.txt": (BODY.encode(), "no title was found; give it with --title"),
    "signs.txt": (b"A headline of signs\n\n--- *** ---\n", "the text has no words"),
    "furniture.txt": (b"2 min read\nShare on Facebook\n", "the file has no text"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_nothing_is_written(project: Path, name: str) -> None:
    content, said = BAD[name]
    before = data(project)
    done = run_kg("add", put(project, name, content))
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert done.err.startswith("kg: ")
    assert done.err.count("\n") == 1
    assert data(project) == before


def test_encodings_that_are_sure_are_read(project: Path) -> None:
    text = f"Élan de la jetée\n\n{BODY}"
    for number, (encoding, options) in enumerate(
        {"utf-8-sig": [], "utf-16": [], "utf-32": [], "cp1252": ["--encoding", "cp1252"]}.items()
    ):
        raw = put(project, f"{number}.txt", f"{text}Number {number}.\n".encode(encoding))
        done = run_kg("add", raw, "--anyway", "--id", f"e{number}", *options)
        assert done.code == 0, done.err
        assert (read(project, f"e{number}").title, read(project, f"e{number}").body[:11]) == (
            "Élan de la jetée",
            "The harbour",
        )
    assert run_kg("add", raw, "--encoding", "rot13").code == 2
    head = b'<html><head><meta charset="gb2312"><title>x</title></head><body><article><h1>\xb8\xdb\xbf\xda</h1>'
    words = "港口委员会星期二开会，讨论延长东防波堤的计划。工程师说，防波堤长二百四十米。" * 4
    done = run_kg(
        "add", "-", "--id", "gb", given=head + b"<p>" + words.encode("gb18030") + b"</p></article></body></html>"
    )
    assert done.code == 0, done.err
    assert read(project, "gb").body == f"{words}\n"


def test_an_oversized_file_is_not_read(project: Path) -> None:
    path = project.parent / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    done = start_kg("add", str(path), "--project", str(project), timeout=60)
    assert (done.code, done.out) == (1, "")
    assert f"huge.txt: larger than {MAX_BYTES:,} bytes; split it" in done.err
    assert run_kg("add", "-", given=b"a" * (MAX_BYTES + 1)).code == 1


@pytest.mark.skipif(os.name != "posix", reason="named pipes, sockets and devices are POSIX")
def test_what_is_no_file_is_not_opened(project: Path) -> None:
    os.mkfifo(project.parent / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as one:
        os.chdir(project.parent)  # the name of a socket must be short
        one.bind("sock.txt")
    os.chdir(project)
    for name, said in {
        str(project.parent / "pipe.txt"): "a named pipe, not a regular file",
        str(project.parent / "sock.txt"): "a socket, not a regular file",
        "/dev/zero": "a device, not a regular file",
        str(project.parent / "nothing.txt"): "cannot be read: No such file or directory",
        "a" * 5000: "cannot be read: File name too long",
    }.items():
        done = start_kg("add", name, "--project", str(project), timeout=60)
        assert (done.code, done.out) == (1, "")
        assert said in done.err
        assert "Traceback" not in done.err


def test_an_unreadable_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(project, "a.txt", text_file())
    opens = os.open

    def refuse(path: str | Path, *arguments: int) -> int:  # the tests may run as root, who reads everything
        if str(path) == file:
            raise PermissionError(13, "Permission denied")
        return opens(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    done = run_kg("add", file)
    assert (done.code, done.out) == (1, "")
    assert f"{file}: cannot be read: Permission denied; check the file" in done.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems forbid such names")
def test_weird_names_of_files(project: Path) -> None:
    names = [
        b"-rf.txt",
        b"new\nline.txt",
        b"\xff\xfe.txt",
        b"\x1b[31mred.txt",
        "港口 “x”.txt".encode(),
        b"a..txt",
        b"a.TXT",
    ]
    folder = project.parent / "in"
    folder.mkdir()
    for number, name in enumerate(names):
        (folder / os.fsdecode(name)).write_bytes(text_file(body=f"{number} " * 30 + "\n"))
    done = start_kg("add", str(folder), "--project", str(project))
    assert done.code == 0
    assert done.summary == f"{len(names)} added, 0 there already, 0 skipped", done.err
    assert "\x1b" not in done.err
    assert all(line.isascii() for line in done.out.splitlines())


@pytest.mark.slow
def test_huge_lines_take_no_time(project: Path) -> None:
    done = start_kg("add", "-", "--project", str(project), given=text_file(body="word " * 200_000 + "\n"), timeout=60)
    assert done.code == 0
    hostile = [b"<!-- -->" * 100_000, b"a | b " * 100_000, b"- " * 200_000, b"\n \n" * 100_000, b"12:30" * 20_000]
    for one in hostile:
        assert start_kg("add", "-", "--project", str(project), given=text_file(body=BODY) + one, timeout=60).code in (
            0,
            1,
        )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--published", "yesterday"], "--published: 'yesterday' is no EDTF date; write 2026, 2026-02 or 2026-02-06"),
        (["--published", "2024-02-30"], "does not exist"),
        (["--url", "javascript:alert(1)"], "is no web address"),
        (["--language", "English!"], "is no language"),
        (["--id", "Über uns"], "cannot be an id"),
        (["--id", "../../evil"], "cannot be an id"),
        (["--title", "two\nlines"], "with signs that cannot be printed"),
        (["--publisher", " "], "empty"),
    ],
)
def test_what_people_say_is_checked(project: Path, options: list[str], said: str) -> None:
    before = data(project)
    done = run_kg("add", put(project, "a.txt", text_file()), *options)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert data(project) == before


def test_a_date_basis_without_a_date_is_wrong_use(project: Path) -> None:
    assert run_kg("add", "-", "--published-basis", "derived", given=text_file()).code == 2


# --- whole or not at all ---------------------------------------------------------------------------------------------


def test_a_disk_that_fails_leaves_no_half_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = data(project)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run_kg("add", put(project, "a.txt", text_file()))
    assert (done.code, done.out) == (1, "")
    assert "cannot be written (No space left on device)" in done.err
    assert data(project) == before


def test_another_file_is_never_overwritten(project: Path) -> None:
    target = project / "data/articles/mine.md"
    target.mkdir()  # no article, and in the way
    done = run_kg("add", put(project, "a.txt", text_file()), "--id", "mine")
    assert done.code == 1
    assert target.is_dir()
    faulty = project / "data/articles/faulty.md"
    faulty.write_text("no front matter\n", "utf-8")
    assert run_kg("add", put(project, "a.txt", text_file()), "--id", "faulty").code == 1
    assert faulty.read_text("utf-8") == "no front matter\n"


def test_two_at_once_write_one_article(project: Path) -> None:
    file = put(project, "a.txt", text_file())
    command = [sys.executable, "-m", "kg", "add", file, "--project", str(project)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) for _ in range(3)]
    talks = [run.communicate(timeout=300)[1].decode() for run in runs]
    assert 0 in [run.returncode for run in runs]
    assert not any("Traceback" in talk for talk in talks)
    assert len(list((project / "data/articles").iterdir())) == 3
    assert read(project, "harbour-board-weighs-a-longer-breakwater").body == BODY


def test_the_same_file_gives_the_same_bytes(project: Path) -> None:
    for name, content in {"p.html": page().encode(), "p.pdf": pdf([[Put(60, 700, PARAGRAPHS[0][:90])]])}.items():
        file = put(project, name, content)
        options = ["--title", "Same", "--dry-run", "--project", str(project)]
        runs = [start_kg("add", file, *options, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2", "3")]
        assert {(run.code, run.out) for run in runs} == {(0, runs[0].out)}
        assert runs[0].out


def test_without_the_extra_articles_still_pass_and_the_rest_says_what_to_install(project: Path) -> None:
    hide = project.parent / "hide"
    hide.mkdir()
    for name in ("trafilatura", "pypdfium2", "py3langid"):
        (hide / f"{name}.py").write_text("raise ModuleNotFoundError('hidden')\n", "utf-8")
    env = {"PYTHONPATH": f"{hide}{os.pathsep}{Path(__file__).resolve().parents[1]}"}
    mend = "run: pip install 'claimgraph[add]'"
    for name, content in {
        "p.html": page().encode(),
        "p.pdf": pdf([[Put(60, 700, "Words")]]),
        "p.txt": text_file(),
    }.items():
        done = start_kg("add", put(project, name, content), "--project", str(project), env=env)
        assert (done.code, done.out) == (1, "")
        assert mend in done.err
        assert done.err.count("\n") == 1
    assert start_kg("add", put(project, "a.md", ARTICLE), "--project", str(project), env=env).code == 0
    named = ["--language", "en", "--anyway"]
    assert start_kg("add", put(project, "p.txt", text_file()), *named, "--project", str(project), env=env).code == 0


def test_the_room_stays_light(project: Path) -> None:
    code = (
        "import sys, kg.intake, kg.sources.drafts; heavy = {'trafilatura', 'lxml', 'pypdfium2', 'py3langid', 'numpy', "
        "'rdflib', 'networkx', 'pyvis', 'click'} & {name.partition('.')[0] for name in sys.modules}; "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal")
def test_a_terminal_is_asked_for_what_was_not_found(project: Path) -> None:
    master, slave = os.openpty()
    command = [sys.executable, "-m", "kg", "add", put(project, "a.txt", BODY), "--project", str(project)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), "TERM": "dumb"}
    run = subprocess.Popen(command, stdin=slave, stdout=subprocess.PIPE, stderr=slave, env=env)
    os.close(slave)
    os.write(master, b"Asked title\nVale Chronicle\nlast week\n2024-03\n")
    out, _ = run.communicate(timeout=300)
    os.close(master)
    assert (run.returncode, out) == (
        0,
        str(project / "data/articles/2024-03-asked-title.md").encode() + b"\n",
    ) or out == (b"data/articles/2024-03-asked-title.md\n")
    article = read(project, "2024-03-asked-title")
    assert (article.publisher, article.published_basis) == ("Vale Chronicle", "stated")


# --- what add writes is what is read ---------------------------------------------------------------------------------

#: Everything but signs of control: a text that is full of those is taken for binary.
_SIGNS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\v\f\r\x85")
_LINE = st.text(_SIGNS, max_size=60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=80),
    lines=st.lists(_LINE, max_size=8),
)
def test_what_add_writes_reads_back(project: Path, title: str, lines: list[str]) -> None:
    for path in (project / "data/articles").glob("*.md"):
        if path.name not in (Path(OPENS).name, Path(DOUBTS).name):
            path.unlink()
    text = "\n".join(["First words.", *lines]).encode()
    done = run_kg("add", "-", "-f", "markdown", "--title", title, "--language", "en", "--anyway", given=text)
    if not title.isprintable() or not title.strip():
        assert done.code == 1
        return
    assert done.code == 0, done.err
    article = read(project, Path(done.out.strip()).stem)
    assert article.title == " ".join(title.split())
    assert article.body.startswith("First words.")
    assert "\r" not in article.body
    again = run_kg("add", str(project / done.out.strip()))
    assert (again.code, again.out) == (0, "")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(_SIGNS, min_size=1, max_size=300))
def test_the_body_of_an_article_is_never_touched(project: Path, body: str) -> None:
    for path in (project / "data/articles").glob("kept*.md"):
        path.unlink()
    text = f"---\ntitle: Kept\nlanguage: en\n---\n{body}"
    expected = Project(project).articles.parent / "expected.md"
    expected.write_bytes(text.encode())
    done = run_kg("add", "-", "-f", "markdown", "--anyway", "--id", "kept", given=text.encode())
    if done.code or "is there already" in done.err:
        assert not any(sign.isalnum() for sign in body) or "is there already" in done.err, done.err
        return
    assert read(project, "kept").body == sources.read(Project(project), expected).body
