"""Takes the text of a YAML file; gives a tree of nodes that know their line and column; touches nothing.

Only what a hand-written record needs is let in: mappings, sequences and plain or quoted scalars, all scalars as text.
Anchors, aliases, tags, several documents and duplicate keys are refused, because they hide what a reader sees or load
in a blink and explode later. The events come from ruamel.yaml's C parser (six times faster than its Python one).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import BadInput, Location, Problem, did_you_mean

_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file and where it starts."""

    location: Location

    def fail(self, message: str, mend: str = "") -> BadInput:
        """The error that says so at this place; the caller raises it."""
        return BadInput(Problem(self.location, message, mend))


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A single value, always as the text that stands in the file."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """A list of nodes."""

    items: tuple[Node, ...]

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """Keys with their values, in the order of the file."""

    entries: dict[str, Node]
    keys: dict[str, Location]

    def check_keys(self, allowed: tuple[str, ...], what: str) -> None:
        """Raise `BadInput` for the first key that is not allowed."""
        for key, location in self.keys.items():
            if key not in allowed:
                mend = did_you_mean(key, allowed, f"allowed are {', '.join(allowed)}")
                raise BadInput(Problem(location, f"unknown {what} {key!r}", mend))

    def text(self, key: str) -> str | None:
        """The text of a scalar entry, None where it is absent or null."""
        node = self.entries.get(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            raise node.fail(f"{key} must be a single value", "write it on one line")
        if not node.quoted and node.text in ("", "~", "null"):
            return None
        return node.text

    def required(self, key: str) -> str:
        """The text of a scalar entry that must be there and not empty."""
        value = self.text(key)
        if value is None or not value.strip():
            raise self.fail(f"{key} is missing", f"add '{key}: ...'")
        return value

    def flag(self, key: str) -> bool:
        """The value of an entry that is true or false; false where it is absent."""
        value = self.text(key)
        if value not in (None, "true", "false"):
            raise self.entries[key].fail(f"{key} is {value!r}", "write true or false")
        return value == "true"

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list entry; an absent one is empty, a single value counts as a list of one."""
        node = self.entries.get(key)
        if node is None:
            return ()
        if isinstance(node, Scalar):
            value = self.text(key)
            return () if value is None else (value,)
        if not isinstance(node, Sequence):
            raise node.fail(f"{key} must be a list", f"write {key}: [one, two]")
        found = []
        for item in node:
            if not isinstance(item, Scalar) or not item.text.strip():
                raise item.fail(f"{key} must be a list of texts", f"write {key}: [one, two]")
            found.append(item.text)
        return tuple(found)

    def at(self, key: str) -> Location:
        """Where the value of a key stands, or the mapping itself where there is none."""
        node = self.entries.get(key)
        return node.location if node is not None else self.location


def parse(text: str, path: str, first_line: int = 1) -> Node | None:
    """The tree of a YAML text, or None for an empty one.

    `first_line` is the line of the file in which the text starts. Raises `BadInput` for anything outside the subset.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        events = [event for event in YAML(typ="safe").parse(text) if type(event).__name__ not in _FRAME]
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        raise BadInput(Problem(Location(path, line, column), f"not YAML: {error.problem}", "mend the line")) from None
    except YAMLError as error:
        raise BadInput(Problem(Location(path, first_line, 1), f"not YAML: {error}", "mend the file")) from None
    if not events:
        return None
    reader = _Reader(events, path, first_line)
    node = reader.node(0)
    if reader.position < len(events):
        raise node.fail("several YAML documents in one file", "remove the '---' between them")
    return node


_FRAME = {"StreamStartEvent", "StreamEndEvent", "DocumentStartEvent", "DocumentEndEvent"}


class _Reader:
    """Builds nodes from parser events; holds the position in their list."""

    def __init__(self, events: list[Any], path: str, first_line: int) -> None:
        self.events = events
        self.path = path
        self.first_line = first_line
        self.position = 0

    def node(self, depth: int) -> Node:
        event = self.events[self.position]
        self.position += 1
        mark = event.start_mark
        here = Location(self.path, mark.line + self.first_line, mark.column + 1)
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise BadInput(Problem(here, "YAML anchors and aliases are not allowed", "write the value out"))
        if getattr(event, "tag", None):
            raise BadInput(Problem(here, "YAML tags are not allowed", "remove the '!' word"))
        if depth > _MAX_DEPTH:
            raise BadInput(Problem(here, f"nested deeper than {_MAX_DEPTH} levels", "flatten it"))
        if kind == "ScalarEvent":
            return Scalar(here, event.value, event.style in ("'", '"', "|", ">"))
        if kind == "SequenceStartEvent":
            items = []
            while type(self.events[self.position]).__name__ != "SequenceEndEvent":
                items.append(self.node(depth + 1))
            self.position += 1
            return Sequence(here, tuple(items))
        return self._mapping(here, depth)

    def _mapping(self, here: Location, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        while type(self.events[self.position]).__name__ != "MappingEndEvent":
            key = self.node(depth + 1)
            if not isinstance(key, Scalar):
                raise key.fail("a key must be a single word", "write key: value")
            if key.text in entries:
                first = keys[key.text].line
                raise key.fail(f"duplicate key {key.text!r}, first in line {first}", "keep one of them")
            keys[key.text] = key.location
            entries[key.text] = self.node(depth + 1)
        self.position += 1
        return Mapping(here, entries, keys)
