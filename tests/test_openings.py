"""A walk finds what the expression finds, wherever it may begin."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.patterns.lexicon.openings import Walk
from kg.extract.patterns.lexicon.wordlists import either
from kg.extract.patterns.times.dateforms import date_forms

_WALKS = {
    "words": re.compile(rf"(?<!\w)(?i:{either(('two', 'ten', 'a few', 'half a'))})(?!\w)"),
    "digits": re.compile(r"(?<![\w.])\d{1,3}(?:st|nd|rd|th)?(?:\s(?P<unit>day|week)s?|-fold)"),
    "optional": re.compile(r"(?<![\w-])(?:(?:the|its)\s)?(?:top|first)[\s-](?P<n>two|\d+)?"),
    "sets": re.compile(r"(?<!\w)(?:[A-C]\s?[^\s]x|[tT]o.?y)"),
    "references": re.compile(r"(?<!\w)(?P<one>t|\d)(?P=one)(?:e|(?#or)w)o?"),
    "letters that are the same": re.compile(r"(?<!\w)(?i:ski)\b"),
    "the first letter": re.compile(r"(?<![a-z])(?=[\dt第])(?:\d{4}|today|第[12])"),
    "possessive": re.compile(r"(?<!\w)(?>ab|a)b++c*+"),
    "within words": re.compile(r"two|wo"),
    "after a word": re.compile(r"(?<=the\s)top"),
    "ways": re.compile(r"(?<!\w)two|(?<!\w)ten"),
    "a blank": re.compile(r"(?<!\w)\s?(?:two|ten)"),
    "anything": re.compile(r"(?<!\w)(?:two)?"),
}
_TEXT = st.text("atwo fewhlknsbcdxy-.,0125６１第İıſK\n\u00a0\u2009TFEABCXZäÄ_", max_size=60)
_WORDS = (
    *("two", "Ten", "a few", "half\u00a0a", "3rd week", "12 days", "5-fold", "the top 2", "its first-two", "Ax", "toy"),
    *("tto", "11e", "ſki", "SKİ", "sKI", "2025", "today", "第1", "abbcc", "May 7", "7 May 2025", "Q1", "2025年"),
)
_SAID = st.lists(st.sampled_from(_WORDS))


@pytest.mark.parametrize("name", _WALKS)
@given(text=_TEXT, said=_SAID, joint=st.sampled_from((" ", "", ", ", "\n")))
def test_a_walk_finds_what_the_expression_finds(name: str, text: str, said: list[str], joint: str) -> None:
    pattern = _WALKS[name]
    for one in (text, joint.join(said), text[:9] + joint.join(said) + text[9:]):
        assert [found.span() for found in Walk(pattern).finditer(one)] == [
            found.span() for found in pattern.finditer(one)
        ]


@given(text=_TEXT, said=_SAID)
def test_dates_are_found_wherever_they_stand(text: str, said: list[str]) -> None:
    whole = text + " ".join(said)
    walk = date_forms()
    assert [found.span() for found in walk.finditer(whole)] == [found.span() for found in walk.pattern.finditer(whole)]


def test_only_what_begins_at_words_is_walked() -> None:
    walked = {name for name, pattern in _WALKS.items() if Walk(pattern).opens is not None}
    assert walked == set(_WALKS) - {"within words", "after a word", "ways", "a blank", "anything"}
    assert Walk(_WALKS["words"]).opens == {"two", "ten", "a fe", "half"}
