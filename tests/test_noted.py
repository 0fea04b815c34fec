"""How times that are open on one side are noted, and what other slots a claim gets from the words around it."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")

from test_tellings import extractor

from kg import times
from kg.errors import Location
from kg.model import Article, Reading

MOMENTS = [
    ("The plant in Berlin has been working in two shifts since March.", "2025-03"),
    ("Norton Holdings has supplied Acme since 2019.", "2019"),
    ("Acme has cut its prices three times since January.", "2025-01/2025-06"),
    ("The shares of Acme have risen 40% since February.", "2025-02/2025-06"),
    ("The Zed can be ordered from 229,900 yuan since May.", "2025-05"),
    ("Comments are accepted until July 15.", "2025-07-15"),
    ("Acme wants to sell the Zed in Europe from 2027.", "2027"),
    ("All Zeds made from 2021 are safe.", "2021/.."),
    ("It concerns Zeds built before 2024.", "../2023"),
]


def read(text: str) -> Reading:
    article = Article(
        "example", "Example", None, times.read("2025-06-11"), "stated", "en", None, None, None, None, text, 1,
        Location("test"),
    )  # fmt: skip
    (reading,) = extractor().read([article])
    return reading


@pytest.mark.parametrize(("text", "edtf"), MOMENTS)
def test_open_time_is_noted_by_the_end_that_its_words_name(text: str, edtf: str) -> None:
    assert [one.when.text for one in read(text).moments] == [edtf]
