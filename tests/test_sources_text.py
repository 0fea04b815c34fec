"""Texts and Markdown on their way to an article: dates, furniture, paragraphs, front matter of others, languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import BODY, PARAGRAPHS, TITLE, text_file

from kg.errors import BadInput
from kg.sources import drafts
from kg.sources.dateline import date_of_address, find_dateline, read_date
from kg.sources.draft import Draft
from kg.sources.furniture import find_furniture, judge
from kg.sources.language import identify
from kg.sources.paragraphs import clean, unwrap
from kg.sources.raw import Raw


def draft(content: str, kind: str = "text") -> Draft:
    return drafts.read(Raw(f"x.{kind}", "x", kind, content.encode()))


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("May 19, 2025 11:02 AM CEST", "2025-05-19"),
        ("Published: 19 May 2025", "2025-05-19"),
        ("Posted on Mon, 3rd Feb. 2025 at 10:00 GMT", "2025-02-03"),
        ("2025-05-19T11:02:33+02:00", "2025-05-19"),
        ("2025-05-19 | 2 min read", "2025-05-19"),
        ("By Mara Lindt | September 1, 2025", "2025-09-01"),
        ("May 2025", "2025-05"),
        ("2025年5月19日 11:02", "2025-05-19"),
        ("2025年5月", "2025-05"),
        ("2025/05/19", "2025-05-19"),
        ("Published May 1, 2025. Updated May 3, 2025", "2025-05-01"),
        ("Updated May 3, 2025", None),
        ("Sep. 20, 2025  3:58 a.m.  GMT+8", "2025-09-20"),
        ("Mara Lindt Sun, Mar 31 2024 09:36 AM EST", "2024-03-31"),
        ("港口实验室2025-12-02 07:36", "2025-12-02"),
        ("date 2024-03-25 Words that a page ran together with it", "2024-03-25"),
        ("Mara Lindt, Mar 31 2024", None),
        ("The board met at 09:36 on Mar 31 2024", None),
        ("Board Meets Mar 31 2024 at 09:36.", None),
        ("05/03/2025", None),
        ("May 19", None),
        ("yesterday", None),
        ("30 February 2025", None),
        ("1970-01-01T00:00:00Z", None),
        ("The board met on 19 May 2025", None),
        ("On May 19, 2025 the board met.", None),
        ("Report 2025-05-19 of the board", None),
    ],
)
def test_datelines(line: str, found: str | None) -> None:
    assert find_dateline([line])[0] == found


def test_a_dateline_stands_at_the_top_or_the_end() -> None:
    filler = ["Words of a paragraph."] * 20
    assert find_dateline(["5 March 2024", *filler])[0] == "2024-03-05"
    assert find_dateline([*filler, "5 March 2024"])[0] == "2024-03-05"
    assert find_dateline([*filler, "5 March 2024", *filler])[0] is None


def test_who_published_it_beside_the_date() -> None:
    found = ("2024-03-05", "Vale News Agency")
    assert find_dateline(["Published by Vale News Agency on 2024-03-05 at 20:10:00"]) == found
    assert find_dateline(["From: Vale News Agency 2024-03-05 20:10:00"]) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://example.org/2025/05/19/pier", "2025-05-19"),
        ("https://example.org/news/2025-05-19-pier/", "2025-05-19"),
        ("https://example.org/2025/05/pier", "2025-05"),
        ("https://example.org/2025/13/pier", None),
        ("https://example.org/202505/pier", None),
    ],
)
def test_dates_in_addresses(url: str, found: str | None) -> None:
    assert date_of_address(url) == found


def test_a_date_keeps_its_precision() -> None:
    assert [read_date(words) for words in ("2025-05", "2025-05-19", "May 2025", "2025")] == [
        "2025-05",
        "2025-05-19",
        "2025-05",
        None,
    ]


# --- furniture -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "2 min read",
        "3 mins read",
        "Reading time: 4 minutes",
        "Share",
        "Share on Facebook",
        "Share this article on WhatsApp",
        "Facebook Twitter LinkedIn",
        "Follow us on Google News",
        "We use cookies to improve your experience.",
        "Accept all",
        "Subscribe to our daily newsletter!",
        "**Advertisement**",
        "Story continues below advertisement",
        "[Skip to content](#main)",
        "Home > News > Sea",
        "Home / Harbour / Piers",
        "Leave a comment",
        "0 comments",
        "© 2024 Vale Chronicle. All rights reserved.",
        "分享到微博",
        "广告",
    ],
)
def test_furniture_that_is_certain(line: str) -> None:
    assert judge(line) == "certain"


@pytest.mark.parametrize(
    "line",
    [
        "Read more: the ferry sails twice a day",
        "Related articles",
        "Photo: the pier at dusk (Vale Chronicle)",
        "Tags: harbour, pier",
        "Ships | Piers | Lamps | Ropes",
        "来源：港口报",
    ],
)
def test_furniture_that_is_only_likely_stays(line: str) -> None:
    assert judge(line) == "likely"
    found = draft(f"{TITLE}\n\n{BODY}{line}\n")
    assert line in found.body
    assert any(repr(line) in remark for remark in found.remarks)


@pytest.mark.parametrize(
    "line",
    [
        *PARAGRAPHS,
        "The share of the timber trade grew.",
        f"We use cookies as a word for biscuits, he said; nobody laughed. {' '.join(PARAGRAPHS)}",
        "Subscribers to the newsletter heard first.",
        "Next page goes on here with its own words.",
        "Advertising is what the board spends most on.",
        "Home sales rose by a fifth.",
        "Search parties left the harbour at dawn.",
        "It took 2 minutes to read it out.",
        "Contact us by Friday, the board told owners.",
        "Comments of the mayor were not to be had.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert judge(line) == ""


def test_what_is_left_out_is_named() -> None:
    found = draft(text_file(top="2 min read\n\n", end="\nShare on Facebook\n").decode())
    assert found.body == BODY
    assert "left out as no part of the text: '2 min read', 'Share on Facebook'" in found.remarks


def test_spans_of_furniture_are_those_of_the_body() -> None:
    body = f"2 min read\n\n{BODY}Share\nEnd 🌉.\n"
    spans = find_furniture(body)
    assert [span.text for span in spans] == ["2 min read", "Share"]
    assert all(body[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    "line", ["a b c | " * 50, "published at 10:30 " * 20, "12:30" * 40, "home > a b & " * 30, "[a](" * 100, "x, " * 130]
)
def test_no_line_takes_long(line: str) -> None:
    started = time.process_time()
    for end in ("", "!", "\x00"):
        judge(line[:410] + end)
        find_dateline([line[:190] + end])
    assert time.process_time() - started < 5


# --- paragraphs ------------------------------------------------------------------------------------------------------


def wrapped(paragraph: str, width: int = 72) -> str:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def test_broken_lines_become_paragraphs_again() -> None:
    text = "\n\n".join(wrapped(paragraph) for paragraph in PARAGRAPHS)
    assert unwrap(text) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        BODY.strip(),
        "\n".join(PARAGRAPHS),
        "# A heading\n- first point of a list that is rather long\n- second point of the list, as long\n1. third",
        "Roses are red\nviolets are blue\nsugar is sweet",
        "| plan | length |\n|---|---|\n| first | 240 m |",
        "Ann: Will it be built at all, and when will that be?\nBob: Yes.",
    ],
)
def test_lines_that_were_not_broken_stay(text: str) -> None:
    assert unwrap(text) == text


def test_scripts_without_spaces_are_joined_without() -> None:
    line = "港口委员会星期二开会讨论延长东防波堤的计划工程师说防波堤长二百四十米费用为三百四十万欧元"
    assert unwrap(f"{line}\n{line}\n{line[:10]}") == line + line + line[:10]


def test_signs_that_nobody_sees_go_and_typography_stays() -> None:
    assert clean("\ufeffa\u00adb\u200bc\x07d\u2028e\r\nf") == "abcd\ne\nf"
    kept = "“It’s” – 5\u00a0km, non\u2011stop … क्\u200dष 👩\u200d🚒"
    assert clean(kept) == kept
    assert clean("e\u0301") == "é"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unwrap(unwrap(clean(text))).split() == unwrap(clean(text)).split()


# --- titles and front matter -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        (f"{TITLE}\n\n{BODY}", "text", TITLE),
        (f"2 min read\n{TITLE}?\n\n{BODY}", "text", f"{TITLE}?"),
        (f"# **{TITLE}**\n\n{BODY}", "markdown", TITLE),
        (f"{TITLE}\n=====\n\n{BODY}", "markdown", TITLE),
        (f"5 March 2024\n\n{BODY}", "text", None),
        (BODY, "text", None),
        (f"- a point\n\n{BODY}", "text", None),
    ],
)
def test_titles(text: str, kind: str, title: str | None) -> None:
    found = draft(text, kind)
    assert found.title == title
    assert title is None or found.body == BODY


def test_front_matter_of_other_programs() -> None:
    head = (
        f"headline: {TITLE}\ndate: 2024-03-05 08:00:00 +0100\nauthor: Mara Lindt\ntags: [harbour, pier]\nlang: en-GB\n"
        "source: Vale Chronicle\nlink: https://example.org/pier\n"
    )
    found = draft(f"---\n{head}---\n# {TITLE}\n\n{BODY}", "markdown")
    assert (found.title, found.published, found.published_basis) == (TITLE, "2024-03-05", "stated")
    assert (found.publisher, found.language, found.url) == ("Vale Chronicle", "en-GB", "https://example.org/pier")
    assert found.body == BODY
    assert found.head is None
    assert "front matter left out: author, tags" in found.remarks


def test_front_matter_that_says_nothing_usable_is_named() -> None:
    found = draft(f"---\nheadline: {TITLE}\ndate: next week\nlink: javascript:alert(1)\n---\n{BODY}", "markdown")
    assert (found.published, found.published_basis, found.url) == (None, None, None)
    assert "front matter left out: date, link" in found.remarks


def test_an_address_at_the_top_is_where_the_text_comes_from() -> None:
    found = draft(f"https://example.org/pier?x=1\n\n{TITLE}\n\n{BODY}")
    assert (found.url, found.title, found.body) == ("https://example.org/pier?x=1", TITLE, BODY)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert draft(f"---\n\n{BODY}", "markdown").body.startswith("---\n\nThe harbour board")


def test_anchors_in_front_matter_are_refused() -> None:
    with pytest.raises(BadInput, match="anchors and aliases are not allowed"):
        draft(f"---\nheadline: &a x\nother: *a\n---\n{BODY}", "markdown")


# --- languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Der Vorstand des Hafens traf sich am Dienstag, um über den Bau einer längeren Mole zu beraten.", "de"),
        ("港口委员会星期二开会讨论延长东防波堤的计划，工程师估计长度为二百四十米，费用为三百四十万欧元。", "zh"),
        ("Совет порта собрался во вторник, чтобы обсудить более длинный волнолом и его цену.", "ru"),
        ("बंदरगाह बोर्ड की बैठक मंगलवार को हुई जिसमें लंबे तटबंध पर विचार किया गया था और लागत", "hi"),
        ("Too short to tell", None),
        ("https://example.org/" * 20, None),
        ("asdf qwer zxcv asdf wert sdfg wert sdfg sdfg wert sdfg erty dfgh asdf", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert identify(text) == language
