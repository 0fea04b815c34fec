"""The parse as plain objects says of every token and stretch what spaCy says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.patterns.analysis.mending import mend
from kg.extract.patterns.analysis.parse import Parse
from kg.extract.patterns.analysis.text import plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TEXT = """# Acme opens a second plant

HARBOUR, May 7 (Agency) - Acme, the maker of the Zed, said on Monday that its sales rose 12% to $4.5 million, while
those of Norton, which had been expected to grow, fell. "We will build more," Jane Doe told visit@acme.example.

- Output: 3,000 lamps
"""
_PLAIN = ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "is_space", "is_punct", "is_sent_start")
_RARE = ("like_num", "is_title", "ent_type_", "whitespace_", "text_with_ws", "like_email", "is_oov")


@pytest.fixture(scope="module")
def doc() -> Doc:
    pytest.importorskip("spacy")
    from kg.extract.patterns.analysis.language import load

    return load()(plain(_TEXT))


def test_tokens_say_the_same(doc: Doc) -> None:
    for word, token in zip(Parse(doc), doc, strict=True):
        for name in (*_PLAIN, *_RARE, *_RARE):
            assert getattr(word, name) == getattr(token, name), (name, token)
        assert len(word) == len(token)


def test_trees_are_the_same(doc: Doc) -> None:
    for word, token in zip(Parse(doc), doc, strict=True):
        for name in ("children", "lefts", "rights", "subtree", "ancestors"):
            assert [one.i for one in getattr(word, name)] == [one.i for one in getattr(token, name)], (name, token)
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(word, name).i == getattr(token, name).i, (name, token)
        assert (word.sent.start, word.sent.end) == (token.sent.start, token.sent.end)
        assert all(word.is_ancestor(word.doc[one.i]) for one in token.children)


def test_stretches_are_the_same(doc: Doc) -> None:
    parse = Parse(doc)
    for start in range(-3, len(doc) + 2):
        for end in range(-3, len(doc) + 2):
            mine, theirs = parse[start:end], doc[start:end]
            assert (mine.start, mine.end, len(mine)) == (theirs.start, theirs.end, len(theirs))
            assert mine.text == theirs.text
            assert (mine.start_char, mine.end_char) == (theirs.start_char, theirs.end_char)
            if len(theirs):
                assert (mine.root.i, mine.sent.start, mine[-1].i) == (theirs.root.i, theirs.sent.start, theirs[-1].i)


def test_sentences_names_and_characters_are_the_same(doc: Doc) -> None:
    parse = Parse(doc)
    assert [(one.start, one.end, one.root.i) for one in parse.sents] == [
        (one.start, one.end, one.root.i) for one in doc.sents
    ]
    assert [(one.start, one.end, one.label_) for one in parse.ents] == [
        (one.start, one.end, one.label_) for one in doc.ents
    ]
    at = parse.text.index("Jane Doe")
    found = parse.char_span(at, at + len("Jane Doe"))
    assert found is not None
    assert found.text == "Jane Doe"
    assert parse.char_span(at, at + 2) is None


def test_there_is_nothing_beside_the_last_token(doc: Doc) -> None:
    parse = Parse(doc)
    assert parse[0].nbor() is parse[1]
    with pytest.raises(IndexError):
        parse[len(parse) - 1].nbor()
    with pytest.raises(IndexError):
        parse[0].nbor(-1)
    with pytest.raises(AttributeError):
        parse[0].no_such_thing  # noqa: B018


@pytest.mark.parametrize(
    ("words", "heads", "deps", "mended"),
    [
        # What the model makes of "In July Acme sold": the name hangs on the date, or the date on the name.
        ("In July Acme sold lamps", [3, 2, 0, 3, 3], "prep compound pobj ROOT dobj", "prep>3 pobj>0 nsubj>3"),
        ("In July Acme sold lamps", [3, 2, 3, 3, 3], "prep compound nsubj ROOT dobj", "prep>3 pobj>0 nsubj>3"),
        ("In July Acme sold lamps", [3, 0, 3, 3, 3], "prep pobj nsubj ROOT dobj", "prep>3 pobj>0 nsubj>3"),
        ("At July Acme sold lamps", [3, 2, 0, 3, 3], "prep compound pobj ROOT dobj", "prep>3 pobj>0 nsubj>3"),
        ("In July Acme we sold", [4, 2, 0, 4, 4], "prep compound pobj nsubj ROOT", "prep>4 compound>2 pobj>0"),
    ],
)
def test_a_doer_is_no_part_of_the_date(words: str, heads: list[int], deps: str, mended: str) -> None:
    spacy = pytest.importorskip("spacy")
    told = words.split()
    pos = ["ADP", "PROPN", "PROPN", *("VERB" if one == "sold" else "NOUN" for one in told[3:])]
    tags = ["IN", "NNP", "NNP", *({"sold": "VBD", "we": "PRP"}.get(one, "NNS") for one in told[3:])]
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=told, heads=heads, deps=deps.split(), pos=pos, tags=tags)
    mend(doc)
    assert " ".join(f"{one.dep_}>{one.head.i}" for one in doc[:3]) == mended


def test_a_heading_is_no_part_of_the_line_below() -> None:
    pytest.importorskip("spacy")
    from kg.extract.patterns.analysis.language import load

    parsed = load()("About Leapmotor\nLeapmotor was founded in 2015, is headquartered in Hangzhou and has grown since.")
    assert [one.text.strip() for one in parsed.sents][-1].startswith("Leapmotor was founded")
