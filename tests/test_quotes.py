"""Where a quote stands: exact for every text, and a mend for every slip."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kg.extract.quotes import locate
from kg.graph import passage
from kg.sources import markdown

#: Few letters, so that quotes stand several times; wide ones, combining ones and typographic ones among them.
LETTERS = st.text(st.sampled_from("ab ’'“-–🌉𝔄é\u0301中.\n"), max_size=40)


def _places(body: str, quote: str) -> list[int]:
    return [at for at in range(len(body)) if body.startswith(quote, at)]


@given(LETTERS, LETTERS.filter(bool))
@example("aaa", "aa")
@example("🌉🌉", "🌉")
def test_a_quote_is_found_exactly_or_refused(body: str, quote: str) -> None:
    places = _places(body, quote)
    if "\n" in quote or len(places) != 1:
        with pytest.raises(ValueError, match=r"line end|not in the article|ambiguous"):
            locate(body, quote, None)
        return
    span = locate(body, quote, None)
    assert (span.start, span.end, span.text) == (places[0], places[0] + len(quote), quote)
    assert body[span.start : span.end] == quote


@given(LETTERS, LETTERS.filter(bool), st.integers(-1, 12))
@example("aaa", "aa", 2)
@example("a 🌉 a", "a", 2)
@example("a 🌉 a", "a", 3)
@example("a 🌉 a", "a", 0)
def test_an_occurrence_is_counted_from_one(body: str, quote: str, nth: int) -> None:
    assume("\n" not in quote)
    places = _places(body, quote)
    if 1 <= nth <= len(places):
        assert locate(body, quote, nth).start == places[nth - 1]
    else:
        with pytest.raises(ValueError, match=r"not in the article|stands \d+ times; nth is"):
            locate(body, quote, nth)


@given(st.one_of(LETTERS.filter(bool), st.text("ab", min_size=1), st.text(min_size=1)), st.data())
def test_every_slice_of_any_text_is_found_where_it_stands(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    quote = body[start:end]
    assume("\n" not in quote)
    nth = _places(body, quote).index(start) + 1
    span = locate(body, quote, nth)
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize(
    ("quote", "mend"),
    [
        ("It's the finest", "the article writes 'It’s the finest'"),
        ('"It’s the finest', "the article writes '“It’s the finest'"),
        ("in 1873 - so", "the article writes 'in 1873 – so'"),
        ("158 metres", "the article writes '158\\\\xa0metres'"),
        ("It’s the finest work of the town", "the article goes on 'valley, in 1873"),
        ("Something else", "copy the words from the article"),
        ("", "is ambiguous"),
    ],
)
def test_the_mend_shows_how_the_article_goes_on(quote: str, mend: str) -> None:
    body = "“It’s the finest work of the valley, in 1873 – so they say. 158\u00a0metres.\nNo end."
    with pytest.raises(ValueError, match=mend):
        locate(body, quote, None)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("One.", (1, 1)),
        ("Two", (1, 2)),
        ("U.S. mark", (1, 2)),
        ("Five", (2, 1)),
        ("Six", (2, 3)),
        ("“Seven", (3, 1)),
        ("Eight", (3, 2)),
    ],
)
def test_paragraph_and_sentence_are_counted_from_one(words: str, place: tuple[int, int]) -> None:
    text = "---\ntitle: x\n---\n\nOne. Two has U.S. mark.\n\n\nFive costs 3.5 now. 14 came! Six?\n“Seven.” Eight\n"
    article = markdown.read(text, "data/articles/x.md")
    at = article.body.index(words)
    assert passage(article, at) == place
    assert article.line_of(at) == text[: text.index(words)].count("\n") + 1
