"""The YAML of hand-written records: what it gives for any text, and where it says that things stand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import strictyaml
from kg.errors import BadInput, Location

PLAIN = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
PIECES = st.sampled_from(
    ["- ", ": ", "\n", "  ", "a", "b", "[", "]", "{", "}", "&x", "*x", "!t ", "<<", "---\n", "...\n", "'", '"', "|",
     ">", "#", "?", "%YAML 1.1\n", "\t", "\\", "\u0085", "\u2028", "\ufeff", "\x00", "\x07",
     ",", "@", "`", "é", "🌉", "~"]
)  # fmt: skip


def _parse(text: str) -> strictyaml.Node | None:
    """The tree, or None for a fault, whose report is checked."""
    try:
        return strictyaml.parse(text, "file.yaml", first_line=3)
    except BadInput as error:
        for problem in error.problems:
            assert problem.location.path == "file.yaml"
            assert problem.location.line >= 3
            assert problem.location.column >= 1
            assert "\n" not in str(problem)
        return None


def _scalars(node: strictyaml.Node) -> list[strictyaml.Scalar]:
    if isinstance(node, strictyaml.Scalar):
        return [node]
    if isinstance(node, strictyaml.Sequence):
        return [one for item in node for one in _scalars(item)]
    assert isinstance(node, strictyaml.Mapping)
    assert list(node.keys) == list(node.entries)
    return [one for value in node.entries.values() for one in _scalars(value)]


@given(st.text())
def test_any_text_gives_nodes_or_bad_input(text: str) -> None:
    node = _parse(text)
    if node is not None:
        assert all(one.location.line >= 3 for one in _scalars(node))


@given(st.lists(PIECES, max_size=30).map("".join))
@example("[" * 10_000)
@example("{a: " * 10_000)
@example("- " * 10_000)
@example("? " * 10_000)
@example("a: &a [x]\nb: [*a, *a]\n")
@example("<<: *a")
@example("!!python/object/apply:os.system ['true']")
@example("%TAG ! tag:x,2000:\n--- a")
@example("--- a\n--- b")
@example('"\\ud800"')
@example("? [a]\n: b")
def test_anything_that_looks_like_yaml_gives_nodes_or_bad_input(text: str) -> None:
    node = _parse(text)
    if node is not None:
        _scalars(node)
    for forbidden in ("&x", "*x", "!t"):
        if node is not None and text.startswith((forbidden, f"- {forbidden}")):
            raise AssertionError(f"{forbidden} was let in")


@given(st.lists(st.tuples(PLAIN, PLAIN), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_records_come_back_as_they_were_written(pairs: list[tuple[str, str]]) -> None:
    text = "".join(f"'{key}': '{value}'\n" for key, value in pairs)
    node = strictyaml.parse(text, "file.yaml")
    assert isinstance(node, strictyaml.Mapping)
    assert {key: node.text(key) for key in node.entries} == dict(pairs)
    for number, (key, _) in enumerate(pairs, 1):
        assert node.keys[key] == Location("file.yaml", number, 1)
        assert node.at(key) == Location("file.yaml", number, len(key) + 5)


@pytest.mark.parametrize("text", ["no", "yes", "on", "1_000", "0x10", "1e3", "2025-01-01", "12:30:45", "007", ".nan"])
def test_every_value_is_text(text: str) -> None:
    node = strictyaml.parse(f"a: {text}", "file.yaml")
    assert isinstance(node, strictyaml.Mapping)
    assert node.text("a") == text


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("~", None), ("null", None), ("'~'", "~"), ('""', ""), ("' '", " ")]
)
def test_nothing_is_none_unless_it_is_quoted(text: str, value: str | None) -> None:
    node = strictyaml.parse(f"a: {text}", "file.yaml")
    assert isinstance(node, strictyaml.Mapping)
    assert node.text("a") == value


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1), "duplicate key 'a', first in line 1"),
        ("a: {b: 1, b: 2}\n", (1, 11), "duplicate key 'b', first in line 1"),
        ("a: &x 1\n", (1, 4), "anchors and aliases are not allowed"),
        ("a: *x\n", (1, 4), "anchors and aliases are not allowed"),
        ("a: !!str 1\n", (1, 4), "tags are not allowed"),
        ("a: ! 1\n", (1, 4), "tags are not allowed"),
        ("[a]: b\n", (1, 1), "a key must be a single word"),
        ("a: 1\n---\nb: 2\n", (1, 1), "several YAML documents"),
        ("a: [1\n", (2, 1), "not YAML"),
        ("a: 'x\n", (2, 1), "not YAML"),
        ("[" * 21 + "x" + "]" * 21, (1, 22), "nested deeper than 20 levels"),
    ],
)
def test_what_hides_something_is_refused_at_its_place(text: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(BadInput, match=message) as caught:
        strictyaml.parse(text, "file.yaml")
    assert (caught.value.problems[0].location.line, caught.value.problems[0].location.column) == place


def test_twenty_levels_are_enough() -> None:
    assert strictyaml.parse("[" * 20 + "x" + "]" * 20, "file.yaml") is not None


@pytest.mark.parametrize("text", ["", "# only a remark\n"])
def test_an_empty_text_is_nothing(text: str) -> None:
    assert strictyaml.parse(text, "file.yaml") is None


def test_flags_lists_and_needs() -> None:
    node = strictyaml.parse("yes: true\nlist: [a, b]\none: a\nmap: {a: b}\nodd: maybe\nempty:\n", "file.yaml")
    assert isinstance(node, strictyaml.Mapping)
    assert (node.flag("yes"), node.flag("absent")) == (True, False)
    assert (node.texts("list"), node.texts("one"), node.texts("absent"), node.texts("empty")) == (
        ("a", "b"),
        ("a",),
        (),
        (),
    )
    for attempt in (
        lambda: node.flag("odd"),
        lambda: node.texts("map"),
        lambda: node.text("list"),
        lambda: node.required("empty"),
        lambda: node.required("absent"),
        lambda: node.check_keys(("yes", "list"), "key"),
    ):
        with pytest.raises(BadInput):
            attempt()
