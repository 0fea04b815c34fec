"""Takes the `kg:pattern` texts of a schema; gives them parsed and indexed by their head words; touches nothing.

A pattern is a head word with its part of speech and the places around it: `sell|hand over/VERB subj=S obj=N`. How a
sentence fills a place (passive, participle, relative clause, "the sales of", "Acme sales") the matcher knows, not the
pattern. `ontology/decisions/patterns.md` has the whole notation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from kg.errors import BadInput, Problem
from kg.model import Amount, PropertyTerm, Schema

_HEAD = re.compile(r"(?P<words>[^/=]+)/(?P<pos>VERB|NOUN|ADJ|AUX)")
_PLACE = re.compile(
    r"(?P<roles>[a-z.|]+)=(?:(?P<slot>[SONWT])(?::(?P<classes>!?\w+(?:\|!?\w+)*))?|\[(?P<words>[^\]]+)\])(?P<mark>[?!])?"
)
_SLOT_OF = {"relation": "O", "metric": "N", "attribute": "WT"}
#: The line of a property that says which classes of things it is about; "!Name" bars a class.
_SUBJECT = "@subject"
#: The lines of a metric that alone is stated in these units, everywhere or in brackets behind a name.
_UNIT, _ASIDE = "@unit", "@aside"
#: The lines with words of which one must stand near the head or in its sentence, or none may.
_AROUND = ("@near", "@need", "@not", "@never")
#: The line of a metric that says between which numbers its figures lie: "1e5..", "..2e6".
_SIZE = "size"
_SIZES = re.compile(r"(?P<low>[\d.]+?(?:e\d+)?)?\.\.(?P<high>\d[\d.]*(?:e\d+)?)?")
#: The line of a relation of names side by side: "@names S:Person of O:Organisation; O:Organisation 's S:Person".
_NAMES = "names"
_NAMED = re.compile(r"(?P<first>[SO]):(?P<these>[\w|!]+) (?P<link>\S+) (?P<second>[SO]):(?P<those>[\w|!]+)")


#: How somebody or nobody whom something befell is told: "the driver died".
_WHOM = ("no", "the ", "a ", "an ", "its ")
#: What is asked of a place that asks for no words of its own: nothing, or anything.
_UNGIVEN = (("-",), ("*",))


@dataclass(frozen=True, slots=True)
class Place:
    """A place around a head: its `roles`, any of which will do, and what must stand there: a slot or given words.

    What is `strict` stands there in so many words; otherwise the subject of a figure may come from the context.
    """

    roles: tuple[str, ...]
    slot: str | None
    classes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    optional: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which texts express `term`. `words` are the lemmas of the head, one tuple for each alternative."""

    term: PropertyTerm
    text: str
    words: tuple[tuple[str, ...], ...]
    pos: str
    places: tuple[Place, ...]
    subjects: tuple[str, ...]
    around: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    #: The given words that must stand in the sentence, those of each place for itself.
    needs: tuple[frozenset[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        asked = (one.words for one in self.places if one.slot is None and not one.optional)
        object.__setattr__(self, "needs", tuple(frozenset(words) for words in asked if words not in _UNGIVEN))

    def place(self, slot: str) -> Place | None:
        for place in self.places:  # asked so often that a generator is felt
            if place.slot == slot:
                return place
        return None

    @property
    def special(self) -> int:
        """How much the pattern asks for beyond its head: of two that fire the more demanding one knows better."""
        return sum(place.slot is None for place in self.places) + len({"@near", "@need"} & set(self.around))


@dataclass(frozen=True, slots=True)
class Beside:
    """Two names with `link` between them that state `term`, the classes of each, and which comes first."""

    term: PropertyTerm
    text: str
    link: str
    subject_first: bool
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    around: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grammar:
    """All patterns: by the lemma of their head, the metrics by unit, and the head words of each metric."""

    by_head: Mapping[str, tuple[tuple[Pattern, tuple[str, ...]], ...]] = field(default_factory=dict)
    #: A pattern for each metric that its unit tells, with the units as its words.
    by_unit: tuple[Pattern, ...] = ()
    asides: tuple[Pattern, ...] = ()
    #: The directives of a property: "@counting" and the like with what follows the name.
    directives: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()
    #: Between which numbers the figures of a metric lie, where it says so.
    sizes: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def sized(self, name: str, amount: Amount) -> bool:
        """Whether the figure is of the size that the metric has: no share costs a billion, no firm turns over 500."""
        low, high = self.sizes.get(name, (0.0, inf))
        said = amount.quantity
        if said.unit_basis == "inferred" and said.number in (0, 1) and said.text.lower().startswith(_WHOM):
            return "nobody" in self.directives[name]
        number = next((one for one in (said.number, said.low, said.high) if one is not None), None)
        return number is None or low <= abs(number) <= high

    def subjects(self, name: str) -> tuple[str, ...]:
        """The classes of things that a property is about."""
        return tuple(self.directives[name].get("subject", "Entity").split("|"))

    def patterns(self) -> tuple[Pattern, ...]:
        seen = {id(pattern): pattern for entries in self.by_head.values() for pattern, _ in entries}
        return tuple(seen.values())


def read_grammar(schema: Schema, derive: Callable[[list[Pattern]], Iterable[Pattern]] = lambda _: ()) -> Grammar:
    """The patterns of all properties, and those that `derive` makes of the ones of a property.

    Raises `BadInput` with every pattern that does not parse.
    """
    found: dict[str, list[tuple[Pattern, tuple[str, ...]]]] = defaultdict(list)
    problems: list[Problem] = []
    beside: list[Beside] = []
    for term in sorted(schema.properties.values(), key=lambda one: one.name):
        try:
            beside.extend(_beside(term, schema))
            own = read_patterns(term, schema)
            for pattern in (*own, *derive(own)):
                for words in pattern.words:
                    found[words[0] if pattern.pos in ("VERB", "AUX") else words[-1]].append((pattern, words))
        except BadInput as error:
            problems.extend(error.problems)
    sizes: dict[str, tuple[float, float]] = {}
    for term in schema.properties.values():
        try:
            sizes.update(_size(term))
        except BadInput as error:
            problems.extend(error.problems)
    if problems:
        raise BadInput(*problems)
    directives = {
        term.name: {text.partition(" ")[0][1:]: text.partition(" ")[2] for text in term.patterns if text[0] == "@"}
        for term in schema.properties.values()
    }
    heads = {head: tuple(entries) for head, entries in sorted(found.items())}
    by_unit, asides = (_by_unit(schema, directives, name) for name in (_UNIT, _ASIDE))
    return Grammar(heads, by_unit, asides, directives, tuple(beside), sizes)


def _size(term: PropertyTerm) -> dict[str, tuple[float, float]]:
    """The size of the figures of the property, if it says one. Raises `BadInput`."""
    told = next((text for text in term.patterns if text.split()[0] == f"@{_SIZE}"), None)
    if told is None:
        return {}
    match = _SIZES.fullmatch(told.partition(" ")[2])
    if match is None or not (match["low"] or match["high"]):
        raise _fault(term, told, "says no size such as '1000..' or '..2e6'")
    return {term.name: (float(match["low"] or 0), float(match["high"] or inf))}


def _beside(term: PropertyTerm, schema: Schema) -> Iterator[Beside]:
    """The forms of names side by side that state the term. Raises `BadInput`."""
    around = _conditions(term, schema)[1]
    for text in term.patterns:
        name, _, rest = text.partition(" ")
        for form in rest.split("; ") if name == f"@{_NAMES}" else ():
            match = _NAMED.fullmatch(form)
            if match is None or match["first"] == match["second"]:
                raise _fault(term, text, f"has a form that is not like 'S:Person of O:Organisation': {form!r}")
            first, second = _classes(term, match["these"], schema), _classes(term, match["those"], schema)
            ahead = match["first"] == "S"
            these, those = (first, second) if ahead else (second, first)
            yield Beside(term, f"@{_NAMES} {form}", match["link"], ahead, these, those, around)


def _by_unit(schema: Schema, directives: Mapping[str, Mapping[str, str]], name: str) -> tuple[Pattern, ...]:
    """A pattern for each metric with the line of that name, its units as words."""
    made = []
    for term in schema.properties.values():
        if told := directives[term.name].get(name[1:]):
            units, _, needed = told.partition(" when ")
            subjects, around = _conditions(term, schema)
            around = {**around, **({"@need": _either(needed)} if needed else {})}
            made.append(Pattern(term, f"{name} {units}", (tuple(units.split("|")),), "NOUN", (), subjects, around))
    return tuple(made)


def read_patterns(term: PropertyTerm, schema: Schema) -> list[Pattern]:
    """The patterns of one property. Raises `BadInput`."""
    subjects, around = _conditions(term, schema)
    return [_pattern(term, text, subjects, around, schema) for text in term.patterns if not text.startswith("@")]


def _conditions(term: PropertyTerm, schema: Schema) -> tuple[tuple[str, ...], Mapping[str, re.Pattern[str]]]:
    """The classes and the words around that hold for all patterns of the property."""
    subjects: tuple[str, ...] = (term.domain,)
    around: dict[str, re.Pattern[str]] = {}
    told: set[str] = set()
    for text in term.patterns:
        name, _, rest = text.partition(" ")
        if name[0] == "@" and name in told - {f"@{_NAMES}"}:
            raise _fault(term, text, f"says {name} a second time: put both into one line")
        told.add(name)
        if name == _SUBJECT:
            subjects = _classes(term, rest, schema)
        elif name in _AROUND:
            around[name] = _either(rest)
    return subjects, around


def _either(words: str) -> re.Pattern[str]:
    """Any of the words, the longest first, as whole words."""
    longest = sorted(words.split("|"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def _classes(term: PropertyTerm, text: str, schema: Schema) -> tuple[str, ...]:
    names = tuple(text.split("|"))
    for name in (one.removeprefix("!") for one in names):
        if name not in schema.classes and name != "Entity":
            raise _fault(term, text, f"names the class {name!r}, which is not there")
    return names


def _pattern(
    term: PropertyTerm, text: str, subjects: tuple[str, ...], around: Mapping[str, re.Pattern[str]], schema: Schema
) -> Pattern:
    head = _HEAD.match(text)
    if head is None:
        raise _fault(term, text, "does not begin with a head such as 'sell/VERB'")
    places = []
    at = head.end()
    while at < len(text):
        match = _PLACE.match(text, at + 1) if text[at] == " " else None
        if match is None:
            raise _fault(term, text, f"has a part that is no place: {text[at:].strip()!r}")
        places.append(_place(term, match, text, schema))
        at = match.end()
    slots = [place.slot for place in places if place.slot]
    if "S" not in slots or not any(slot in _SLOT_OF[term.kind] for slot in slots):
        raise _fault(term, text, f"lacks a place for S or for {' or '.join(_SLOT_OF[term.kind])}")
    words = tuple(tuple(one.strip().split()) for one in head["words"].split("|"))
    return Pattern(term, text, words, head["pos"], tuple(places), subjects, around)


def _place(term: PropertyTerm, match: re.Match[str], text: str, schema: Schema) -> Place:
    classes = match["classes"] or ""
    for name in classes.replace("!", "").split("|") if classes else ():
        if name not in schema.classes:
            raise _fault(term, text, f"names the class {name!r}, which is not there")
    return Place(
        roles=tuple(match["roles"].split("|")),
        slot=match["slot"],
        classes=tuple(classes.split("|")) if classes else (),
        words=tuple((match["words"] or "").split("|")) if match["words"] else (),
        optional=match["mark"] == "?",
        strict=match["mark"] == "!",
    )


def _fault(term: PropertyTerm, text: str, what: str) -> BadInput:
    mend = "see ontology/decisions/patterns.md"
    return BadInput(Problem(term.location, f"the pattern {text!r} of {term.name} {what}", mend))
