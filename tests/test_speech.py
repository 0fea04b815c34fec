"""Who says what: texts of our own, and the stretches that somebody says in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from names_sample import sample_names

from kg.extract.patterns import language
from kg.extract.patterns.mentions import find_mentions
from kg.extract.patterns.speech import Speech, find_speech, speech_at
from kg.extract.patterns.text import plain

NAMES = sample_names()
#: A text, words of it, and who says them: an entity, "(words)" for unnamed sources, "" for the article itself.
TEXTS = [
    ("Acme said that sales rose.", "sales rose", "acme"),
    ("Acme said sales rose.", "sales rose", "acme"),
    ("Sales rose by a fifth, Acme said.", "Sales rose", "acme"),
    ("Sales rose by a fifth, said Li Jun.", "Sales rose", "jun-li"),
    ("Sales rose by a fifth, Li Jun told the shareholders on Monday.", "Sales rose", "jun-li"),
    ("Sales, Li Jun said, rose by a fifth.", "rose by a fifth", "jun-li"),
    ("Bottles, said Li Jun, are a platform.", "are a platform", "jun-li"),
    ("According to Acme, sales rose by a fifth.", "sales rose", "acme"),
    ("Sales rose by a fifth, according to Acme.", "Sales rose", "acme"),
    ("Sales rose by a fifth, according to Li Jun, chairman of Acme.", "Sales rose", "jun-li"),
    ("Acme announced a target of 300 bottles.", "target of 300 bottles", "acme"),
    ("Li Jun wrote on Chatter that the beer is cold.", "the beer is cold", "jun-li"),
    ("In a post on Chatter, Li Jun wrote that the beer is cold.", "the beer is cold", "jun-li"),
    ("He is rich. Li Jun denied that the plant burned.", "the plant burned", "jun-li"),
    ("Acme denied reports of a fire.", "reports of a fire", "acme"),
    ("Acme has confirmed that it sold the plant.", "it sold the plant", "acme"),
    ("Jane Doe believes that prices will fall.", "prices will fall", "jane-doe"),
    ("Acme expects sales to rise.", "sales to rise", "acme"),
    ("Acme plans to build a plant.", "build a plant", "acme"),
    ("Acme is aiming for 300 bottles in May.", "300 bottles", "acme"),
    ("The Daily Mug reported that Acme sold 300 bottles.", "Acme sold 300 bottles", "daily-mug"),
    ("Sales rose by a fifth, the Daily Mug reported.", "Sales rose", "daily-mug"),
    ("As Acme announced, the beer costs 3 euros.", "the beer costs 3 euros", "acme"),
    ("The beer costs 3 euros, as Acme announced.", "The beer costs 3 euros", "acme"),
    ("Data from Acme show that sales rose.", "sales rose", "acme"),
    ("Acme's report says that sales rose.", "sales rose", "acme"),
    ("A report by Acme said that sales rose.", "sales rose", "acme"),
    ("By Acme's account, sales rose by a fifth.", "sales rose", "acme"),
    ("Acme makes beer. The company also said that sales rose.", "sales rose", "acme"),
    ("Li Jun left. He said that sales rose.", "sales rose", "jun-li"),
    ("Acme is reported to have said that sales rose.", "sales rose", "acme"),
    ('"The beer is cold," Li Jun said.', "The beer is cold", "jun-li"),
    ('Li Jun said: "The beer is cold. It sells well. We are glad."', "It sells well", "jun-li"),
    ("Li Jun said: “The beer is cold. It sells well. We are glad.”", "It sells well", "jun-li"),
    ("Li Jun came late and said that the beer is cold.", "the beer is cold", "jun-li"),
    ("Li Jun admitted to the shareholders that the beer is warm.", "the beer is warm", "jun-li"),
    ("But leaks speak of a price of 3 euros.", "a price of 3 euros", "(leaks)"),
    ("Sources said that Acme sold the plant.", "Acme sold the plant", "(Sources)"),
    ("Acme sold the plant, two people familiar with the matter said.", "Acme sold the plant", "(people)"),
    ("Analysts expect that sales will rise.", "sales will rise", "(Analysts)"),
    ("Local authorities say that the plant burned.", "the plant burned", "(authorities)"),
    # The article itself
    ("Acme sold 300 bottles.", "300 bottles", ""),
    ("Acme sold 300 bottles, which Li Jun had ordered.", "300 bottles", ""),
    ("The Z9 costs 3 euros per bottle.", "costs 3 euros", ""),
    ("Li Jun did not say that the plant burned.", "the plant burned", ""),
    ("The Z9 shows that beer can be cold.", "beer can be cold", ""),
    ("Acme put 300 euros into the plant.", "300 euros", ""),
    ("The plant was announced in May.", "The plant", ""),
    ("Li Jun, who said little, left Acme in May.", "left Acme in May", ""),
    ("Acme built a plant. Li Jun said that it is big. It burned in May.", "It burned in May", ""),
    ("Acme makes beer, and Li Jun said that it sells well.", "Acme makes beer", ""),
]


def read(text: str) -> list[Speech]:
    doc = language.load()(plain(text))
    return find_speech(doc, find_mentions(doc, text, NAMES)[0], NAMES)


def at(text: str, words: str) -> Speech | None:
    start = text.index(words)
    return speech_at(read(text), start, start + len(words))


@pytest.mark.parametrize(("text", "words", "wanted"), TEXTS)
def test_who_says_it(text: str, words: str, wanted: str) -> None:
    speech = at(text, words)
    if wanted.startswith("("):
        assert speech is not None
        assert speech.speaker is None
        assert speech.unnamed
        assert wanted.strip("()") in speech.words
    else:
        assert (speech.speaker.entity if speech and speech.speaker else "") == wanted


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Acme's chairman Li Jun said that sales rose.", "sales rose", "Acme's chairman"),
        ("Li Jun, the chairman of Acme, said that sales rose.", "sales rose", "chairman of Acme"),
        ("Founder and CEO Li Jun said that sales rose.", "sales rose", "Founder and CEO"),
        ("Acme makes beer. The company also said that sales rose.", "sales rose", "The company"),
        ("Li Jun said that sales rose.", "sales rose", None),
    ],
)
def test_the_role_is_in_words_of_the_text(text: str, words: str, role: str | None) -> None:
    speech = at(text, words)
    assert speech is not None
    assert speech.role == role
    assert role is None or role in text


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("Li Jun wrote on Chatter that the beer is cold.", "the beer is cold", ["chatter"]),
        ("The Daily Mug reported that Li Jun said that the beer is cold.", "the beer is cold", ["daily-mug"]),
        ("Li Jun said that the beer is cold.", "the beer is cold", []),
    ],
)
def test_the_chain(text: str, words: str, chain: list[str]) -> None:
    speech = at(text, words)
    assert speech is not None
    assert [link.entity for link in speech.via] == chain


_WORDS = st.sampled_from(
    [
        '"',
        '".',
        ",",
        ":",
        ".",
        "said",
        "Li Jun",
        "Acme",
        "that",
        "according to",
        "as",
        "he",
        "told",
        "sources",
        "rose",
        "\n\n",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_any_text_passes_and_every_stretch_lies_in_it(text: str) -> None:
    for speech in read(text):
        assert 0 <= speech.start < speech.end <= len(text)
        assert speech.role is None or speech.role in plain(text)
