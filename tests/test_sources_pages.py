"""Web pages and PDFs on their way to an article."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import BODY, PARAGRAPHS, TITLE, Put, column, page, pdf

from kg.errors import BadInput
from kg.sources import drafts
from kg.sources.draft import Draft
from kg.sources.raw import Raw


def html(content: str | bytes) -> Draft:
    return drafts.read(Raw("x.html", "x", "html", content if isinstance(content, bytes) else content.encode()))


def read_pdf(pages: list[list[Put]], info: str = "") -> Draft:
    return drafts.read(Raw("x.pdf", "x", "pdf", pdf(pages, info)))


# --- web pages -------------------------------------------------------------------------------------------------------


def test_only_the_article_is_taken() -> None:
    found = html(page())
    assert (found.title, found.body, found.declared) == (TITLE, BODY, "en")


def test_structure_is_kept_as_plain_lines() -> None:
    middle = (
        "<h2>What the boats say</h2><p>A lamp, <b>bright</b> and <a href='/x'>tall</a>.<br>Or two.</p><ul><li>The "
        "first plan adds 240 metres.</li><li>The second adds 90.</li></ul><blockquote><p>The sea takes what it wants, "
        "wrote the old pilot in his book.</p></blockquote><table><tr><th>Plan</th><th>Length</th></tr><tr>"
        "<td>First</td><td>240 m</td></tr></table><p>2 min read</p>"
    )
    lines = html(page(middle=middle)).body.split("\n")
    wanted = ["## What the boats say", "A lamp, bright and tall.", "Or two.", "- The first plan adds 240 metres."]
    assert [line for line in lines if line][1:5] == wanted
    for line in (
        "- The second adds 90.",
        "The sea takes what it wants, wrote the old pilot in his book.",
        "First | 240 m",
    ):
        assert line in lines
    assert "2 min read" not in lines


def test_tables_that_hold_a_page_together_and_lists_in_lists() -> None:
    cells = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    found = html(f"<html><body><table><tr><td>{cells}</td></tr></table></body></html>")
    assert found.body == BODY
    middle = "<ul><li>The <b>first</b> plan,<ul><li>which is longer,</li></ul></li><li>and the second one.</li></ul>"
    lines = html(page(middle=middle)).body.split("\n")
    assert [line for line in lines if line.startswith("- ")] == [
        "- The first plan,",
        "- which is longer,",
        "- and the second one.",
    ]


def test_links_to_other_articles_stay_out_and_are_named() -> None:
    found = html(page(middle='<p>Read more: <a href="/x">Ferry sails twice</a></p>'))
    assert found.body == BODY
    assert found.remarks == ("left out as no part of the text: 'Read more: Ferry sails twice'",)


@pytest.mark.parametrize(
    ("head", "published", "basis"),
    [
        ('<meta property="article:published_time" content="2024-03-05T23:30:00+01:00">', "2024-03-05", "stated"),
        ('<meta name="date" content="March 5, 2024">', "2024-03-05", "stated"),
        ('<meta name="citation_publication_date" content="2024-03">', "2024-03", "stated"),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', None, None),
        ('<meta property="article:modified_time" content="2024-03-05">', None, None),
        ('<link rel="canonical" href="https://example.org/2024/03/05/pier">', "2024-03-05", "derived"),
        ('<link rel="canonical" href="https://example.org/2024/03/pier">', "2024-03", "derived"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "No"}, {"@type": "Article", '
            '"headline": "x", "datePublished": "2024-03-05"}]}</script><meta name="date" content="2023-01-01">',
            "2024-03-05",
            "stated",
        ),
        ("", None, None),
    ],
)
def test_dates_of_pages_are_never_invented(head: str, published: str | None, basis: str | None) -> None:
    found = html(page(head=head))
    assert (found.published, found.published_basis) == (published, basis)


def test_a_dateline_in_the_text_is_a_statement() -> None:
    found = html(page(["March 5, 2024", *PARAGRAPHS]))
    assert (found.published, found.published_basis) == ("2024-03-05", "stated")


def test_what_pages_say_for_machines() -> None:
    record = (
        '{"@context": "https://schema.org", "@type": ["NewsArticle"], "headline": "The longer pier", "publisher": '
        '{"@type": "Organization", "name": "Vale  Chronicle"}}'
    )
    found = html(page(head=f'<script type="application/ld+json">{record}</script>'))
    assert (found.title, found.publisher) == ("The longer pier", "Vale Chronicle")
    assert html(page(head='<meta property="og:site_name" content="Vale Post">')).publisher == "Vale Post"
    assert html(page(head='<link rel="canonical" href="javascript:alert(1)">')).url is None


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{broken</script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        '<script type="application/ld+json">{"headline": {"name": {}}, "datePublished": [[]]}</script>',
        '<script type="application/ld+json"></script><meta><link rel="canonical"><time pubdate></time>',
        "<!-- -->" * 1000,
    ],
)
def test_broken_heads_do_no_harm(head: str) -> None:
    assert html(page(head=head)).body == BODY


def test_scripts_of_a_page_never_speak() -> None:
    middle = "<script>alert('one')</script><noscript>two enabled</noscript><p onclick='x()'>A lamp is wanted now.</p>"
    body = html(page(middle=middle)).body
    assert "A lamp is wanted now." in body
    assert not any(word in body for word in ("alert", "enabled", "onclick", "Written by a script"))


def test_nesting_without_end_and_pages_without_end() -> None:
    started = time.process_time()
    with pytest.raises(BadInput, match="no article was found"):
        html(b"<html><body>" + b"<div>" * 50_000 + b"x" + b"</div>" * 50_000)
    for tag in ("blockquote", "ul><li", "table><tr><td", "div", "b"):
        with suppress(BadInput):
            html(page(middle=f"<{tag}>" * 3000 + "deep words"))
    assert html(page(PARAGRAPHS * 500)).body.count("\n") > 1000
    assert time.process_time() - started < 60


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_no_page_ends_in_a_traceback(text: str) -> None:
    for content in (text.encode("utf-8", "replace"), f"<html><body><article><p>{text}</p>".encode("utf-8", "replace")):
        with suppress(BadInput):
            html(content)


# --- PDFs ------------------------------------------------------------------------------------------------------------

LEFT = [
    "The harbour board met to weigh an exten-",
    "sion of the well-known east breakwater. The",
    "well-",
    "known mole stays.",
]
SECOND = ["A second paragraph after a gap goes on to", "run over the foot of the"]
RIGHT = [
    "column, and ends there.",
    "A third one in the next column starts on a",
    "line of its own, as the one before is short.",
]


def test_columns_hyphens_and_paragraphs() -> None:
    pages = [
        [
            *(Put(60, 740, TITLE, 20), Put(60, 715, "5 March 2024", 9), *column(LEFT), *column(SECOND, top=620)),
            *(*column(RIGHT, x=320), Put(300, 30, "1", 8)),
        ],
        [*column(["Another page has words of its own."], top=740), Put(300, 30, "2", 8)],
    ]
    found = read_pdf(pages)
    assert (found.title, found.published) == (TITLE, "2024-03-05")
    assert found.body.split("\n\n") == [
        "5 March 2024",
        "The harbour board met to weigh an extension of the well-known east breakwater. The well-known mole stays.",
        "A second paragraph after a gap goes on to run over the foot of the column, and ends there.",
        "A third one in the next column starts on a line of its own, as the one before is short.",
        "Another page has words of its own.\n",
    ]
    assert "words joined at the ends of lines, which may have a hyphen: extension" in found.remarks


def test_a_sentence_runs_over_pages_and_their_heads_do_not() -> None:
    pages = [
        [
            Put(60, 770, f"Vale Chronicle, page {n}", 8),
            *column([f"Part {word} begins here and goes on,", f"until {word} ends"]),
        ]
        for n, word in enumerate(("one", "two", "three"), 1)
    ]
    found = read_pdf(pages)
    assert "Vale Chronicle" not in found.body
    assert found.body.count("\n") == 1
    assert any(
        remark.startswith("left out as head or foot of the pages: 'Vale Chronicle, page 1'") for remark in found.remarks
    )


@pytest.mark.parametrize(
    ("info", "title"),
    [
        (f"/Title ({TITLE})", TITLE),
        ("/Title (Microsoft Word - pier.docx)", None),
        ("/Title (untitled)", None),
        ("/Title (Writer - Document1)", None),
        ("", None),
    ],
)
def test_titles_that_programs_give_are_not_taken(info: str, title: str | None) -> None:
    assert read_pdf([column(["Words of a paragraph."])], info).title == title


def test_the_day_a_pdf_was_made_is_told_and_not_taken() -> None:
    found = read_pdf([column(["Words of a paragraph."])], "/CreationDate (D:20240305080000)")
    assert (found.published, found.published_basis) == (None, None)
    assert any("give --published 2024-03-05 if that is when the article appeared" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["made in Nurem-", "berg"], "made in Nuremberg\n"),
        (["the SU-", "7 of 2024"], "the SU-7 of 2024\n"),
        (["a pre-", "Roman wall"], "a pre-Roman wall\n"),
        (["the price rose -", "by how much is open"], "the price rose - by how much is open\n"),
    ],
)
def test_hyphens_at_the_ends_of_lines(lines: list[str], body: str) -> None:
    assert read_pdf([column(lines)]).body == body


@settings(max_examples=40)
@given(st.binary(max_size=400), st.integers(0, 800))
def test_no_pdf_ends_in_a_traceback(noise: bytes, at: int) -> None:
    whole = pdf([column(["Words of a paragraph."])])
    with suppress(BadInput):
        drafts.read(Raw("x.pdf", "x", "pdf", whole[:at] + noise + whole[at:]))
