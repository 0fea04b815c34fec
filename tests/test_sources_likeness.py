"""Which texts are the same article, and the ids and files that articles get."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import BODY, OTHER, PARAGRAPHS

from kg import strictyaml
from kg.errors import KgError
from kg.sources.compose import change_head, make_id, scalar, slug, write_new
from kg.sources.likeness import CONTAINMENT, RESEMBLANCE, Index, take_print
from kg.vocab import is_id


def index(*bodies: str) -> Index:
    found = Index()
    for number, body in enumerate(bodies):
        found.add(f"a{number}", take_print(body))
    return found


def likest(known: Index, body: str) -> tuple[str, float]:
    """The id of the article that is most like a text, and how like."""
    match = known.find(take_print(body))
    return (match.id, match.likeness) if match else ("", 0.0)


def changed(body: str, every: int) -> str:
    """The text with every so many words another one."""
    return " ".join("zz" if at % every == 0 else word for at, word in enumerate(body.split()))


def test_case_blanks_and_punctuation_do_not_make_another_article() -> None:
    known = index(OTHER, BODY)
    for same in (BODY.upper(), BODY.replace(" ", "\n"), BODY.replace("“", '"').replace(",", " ,"), f"  {BODY}\n\n"):
        match = known.find(take_print(same))
        assert match is not None
        assert (match.id, match.identical) == ("a1", True)


@pytest.mark.parametrize("figure", [("240", "250"), ("3.4", "34"), ("6.1", "61")])
def test_another_figure_makes_another_text(figure: tuple[str, str]) -> None:
    match = index(BODY).find(take_print(BODY.replace(*figure)))
    assert match is not None
    assert not match.identical
    assert match.likeness > 0.9


def test_edited_and_cut_copies_are_found_and_other_reports_are_not() -> None:
    known = index(OTHER, BODY)
    assert likest(known, changed(BODY, 15))[0] == "a1"
    assert likest(known, PARAGRAPHS[0] + PARAGRAPHS[1])[1] >= CONTAINMENT
    longer = index(PARAGRAPHS[0] + " " + PARAGRAPHS[1])
    assert likest(longer, BODY)[1] >= CONTAINMENT
    assert known.find(take_print(changed(BODY, 3))) is None
    assert index(BODY).find(take_print(OTHER)) is None
    assert index(OTHER).find(take_print(BODY)) is None


def test_the_reports_that_ship_are_all_different(root: Path) -> None:
    bodies = [path.read_text("utf-8").split("---\n", 2)[2] for path in sorted((root / "data/articles").glob("*.md"))]
    known = Index()
    for number, body in enumerate(bodies):
        assert known.find(take_print(body)) is None, body[:80]
        known.add(str(number), take_print(body))
        assert likest(known, changed(body, 15))[1] >= RESEMBLANCE


def test_scripts_without_spaces() -> None:
    text = "港口委员会星期二开会讨论延长东防波堤的计划工程师说防波堤长二百四十米费用为三百四十万欧元渔民要求装灯"
    assert likest(index(text), text.replace("星期二", "星期三"))[1] > RESEMBLANCE


def test_short_texts_share_phrases_and_are_no_copies() -> None:
    assert index(BODY).find(take_print("The harbour board of Little Wick met. Nothing else.")) is None


# --- ids and files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Xy gets over 100,000 orders, 'store' full — of people & pets, too", "xy-gets-over-100-000-orders-store"),
        ("Éléonore’s Straße: Łódź, Øre", "eleonore-s-strasse-lodz-ore"),
        ("港口 A1 港口", "a1"),
        ("港口", ""),
        ("x" * 200, ""),
    ],
)
def test_slugs(title: str, words: str) -> None:
    assert slug(title) == words


@given(
    st.text(min_size=1), st.sampled_from([None, "2024", "2024-03", "2024-03-05T10:00", "2024-03-05", "2024-Q1", "../x"])
)
def test_every_title_makes_an_id_that_is_free(title: str, published: str | None) -> None:
    taken: set[str] = set()
    for _ in range(3):
        found = make_id(title, published, taken)
        assert is_id(found)
        assert len(found) < 120
        assert found not in taken
        taken.add(found)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_text_is_read_back_from_its_scalar(text: str) -> None:
    tree = strictyaml.parse(f"title: {scalar(text)}\nnext: x\n", "x")
    assert isinstance(tree, strictyaml.Mapping)
    assert tree.text("title") == text
    assert tree.text("next") == "x"


@pytest.mark.parametrize(
    "text", ["null", "true", "No", "2024-03-05", "1_000", "a: b", "a #b", "- a", "@x", "~", " x", "x "]
)
def test_what_other_readers_misread_is_quoted(text: str) -> None:
    assert scalar(text).startswith('"')


def test_a_head_is_changed_only_where_it_must() -> None:
    head = "# mine\ntitle: >-\n  two\n  lines\npublisher: Vale   # theirs\n"
    changed_head = change_head(head, {"title": "One", "language": "en"})
    assert changed_head == "# mine\ntitle: One\npublisher: Vale   # theirs\nlanguage: en\n"


def test_no_file_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.md"
    write_new(path, "one")
    with pytest.raises(KgError, match="there is such a file already"):
        write_new(path, "two")
    assert path.read_text("utf-8") == "one"
    assert [one.name for one in path.parent.iterdir()] == ["a.md"]
