"""Takes plain text and the registry; gives where registered names stand in it, in any script; touches nothing.

Names are compared word by word, so that a hyphen, a space or nothing between two words is the same; letters of scripts
without spaces count as words of their own. The longest name wins.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.extract.patterns.analysis.likeness import ALIKE, likeness
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.belonging import belonging
from kg.extract.patterns.names.classes import MADE, by_label, read_nouns
from kg.extract.patterns.names.orders import names_of
from kg.extract.patterns.names.spelling import LOOSE, is_written
from kg.model import Entity, Schema
from kg.resolve import Registry, fold

_UNSPACED = "\u2e80-\u303b\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_SIGNS_BETWEEN = 4
_MAX_NEAR = 5
#: So long is a word that is no name of several by its "s": "is", "as".
_SHORT = 2
_PLUS = "+"
#: Letters and digits in a row: "X7", "i6".
_DESIGNATION = re.compile(r"[A-Za-z]{1,3}\d{1,4}[A-Za-z]?|\d{1,3}[A-Z]|\d{3}")
_KIND = re.compile(r"[A-Z]{1,3}\d{1,4}[a-z]?")
_TURN = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Za-z])(?=[0-9])")


class Word(NamedTuple):
    """A word of a text with its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the registry: its words, the signs between them, and who bears it."""

    words: tuple[str, ...]
    signs: tuple[str, ...]
    bearers: tuple[str, ...]
    #: Whether a plus sign ends it.
    plus: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A registered name in a text: the ids that bear it, in the half-open interval of words and of characters."""

    first: int
    last: int
    start: int
    end: int
    bearers: tuple[str, ...]


def split_words(text: str) -> list[Word]:
    """The words of a text."""
    return [Word(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]


@dataclass(frozen=True)
class Names:
    """The registry and the schema made ready for looking up names in texts."""

    registry: Registry
    schema: Schema

    def entity(self, one: str) -> Entity:
        return self.registry.entities[one]

    @cached_property
    def homes(self) -> dict[str, tuple[str, ...]]:
        """Registered persons -> the organisations that they belong to."""
        return belonging(self.registry, self.schema)

    @cached_property
    def index(self) -> dict[str, tuple[Name, ...]]:
        """Names by their words written together, in small letters."""
        found: dict[str, dict[tuple[tuple[str, ...], bool], tuple[tuple[str, ...], set[str]]]] = defaultdict(dict)
        for entity in self.registry.entities.values():
            for name in names_of(entity, self.schema):
                words = split_words(name)
                if not words:
                    continue
                texts = tuple(word.text for word in words)
                signs = tuple(name[one.end : two.start].translate(LOOSE) for one, two in itertools.pairwise(words))
                key = texts, name.endswith(_PLUS)
                found["".join(texts).casefold()].setdefault(key, (signs, set()))[1].add(entity.id)
        return {
            key: tuple(
                Name(texts, signs, tuple(sorted(bearers)), plus) for (texts, plus), (signs, bearers) in names.items()
            )
            for key, names in found.items()
        }

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What the first words of a name can be, written together; where a word turns (fooBar, foo7) counts, too."""
        found: set[str] = set()
        for names in self.index.values():
            for name in names:
                parts = [part for word in name.words for part in _TURN.split(word)]
                found.update("".join(parts[:count]).casefold() for count in range(1, len(parts) + 1))
        return frozenset(found)

    @cached_property
    def owned(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Owner -> what the registry calls "OWNER's ...": the words behind the owner, longest first, and the thing."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for entity in sorted(self.registry.entities.values(), key=lambda one: one.id):
            for name in entity.names:
                owner, mark, rest = name.replace("\u2019", "'").partition("'s ")
                known = self.registry.names.get(fold(owner), ()) if mark else ()
                if len(known) == 1 and known[0] != entity.id:
                    found[known[0]].setdefault(rest, entity.id)
        return {
            owner: tuple(sorted(things.items(), key=lambda one: (-len(one[0]), one[0])))
            for owner, things in found.items()
        }

    @cached_property
    def nouns(self) -> Mapping[str, str]:
        """Common nouns in small letters -> the class that they tell."""
        return read_nouns(self.schema)

    @cached_property
    def things(self) -> frozenset[str]:
        """Common nouns for things made."""
        made = by_label(self.schema, MADE)
        return frozenset(noun for noun, kind in self.nouns.items() if made and self.schema.is_a(kind, made))

    @cached_property
    def by_word(self) -> dict[str, tuple[str, ...]]:
        """Words of registered names, folded, and their first letters -> the ids of those that bear them."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for entity in self.registry.entities.values():
            for name in entity.names:
                for word in split_words(fold(name)):
                    found[word.text][entity.id] = None
                found[_opening(name)][entity.id] = None
        return {word: tuple(bearers) for word, bearers in found.items()}

    def behind_maker(self, name: str, *, numbers: bool = False) -> str:
        """What stands behind the name of somebody registered; nothing for a version, nor a number unasked."""
        words = name.split()
        for count in range(len(words) - 1, 0, -1):
            known = self.registry.names.get(fold(" ".join(words[:count])), ())
            rest = " ".join(words[count:])
            if any(
                self.schema.is_a(self.entity(one).type, kind) for one in known for kind in word_set("names", "makers")
            ):
                return (
                    ""
                    if (rest.isdigit() and not numbers) or len(rest) < 2 or rest in word_set("names", "versions")
                    else rest
                )
        return ""

    def behind_thing(self, name: str) -> str:
        """The one word behind the name of a registered thing that tells its kind: "Comet" of "Acme Zed Comet"."""
        thing, _, rest = name.rpartition(" ")
        known = self.registry.names.get(fold(thing), ()) if rest[:1].isupper() and rest.isalpha() else ()
        versions = word_set("names", "versions") | word_set("names", "trims")
        made = by_label(self.schema, MADE)
        own = made and any(self.schema.is_a(self.entity(one).type, made) for one in known)
        return rest if own and len(rest) > _SHORT and rest not in versions and rest.lower() not in self.nouns else ""

    def makers(self, name: str) -> tuple[str, ...]:
        """Who makes what bears the name, by the words that it begins with: the Acme Zed, Acme's lamps."""
        rest = self.behind_maker(name.replace("'s ", " ").replace("’s ", " "))
        if not rest:
            return ()
        whole = name.replace("'s ", " ").replace("’s ", " ")
        return self.registry.names.get(fold(whole.removesuffix(rest).strip()), ())

    @cached_property
    def made_by(self) -> dict[str, frozenset[str]]:
        """Registered things -> their makers, by the names that they bear."""
        found = {
            one.id: frozenset(maker for name in (one.label, *one.aliases) for maker in self.makers(name)) - {one.id}
            for one in self.registry.entities.values()
        }
        return {name: makers for name, makers in found.items() if makers}

    @cached_property
    def short(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Single words behind the maker's name in the names of things made -> the makers and the things."""
        made = by_label(self.schema, MADE)
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for entity in self.registry.entities.values():
            if not made or not self.schema.is_a(entity.type, made):
                continue
            for name in (entity.label, *entity.aliases):
                rest = self.behind_maker(name, numbers=True)
                if rest.isdigit() and not rest.startswith("0"):
                    rest = ""
                if not rest and (line := name.rpartition(" "))[0] and _KIND.fullmatch(line[2]):
                    rest = line[2] if self._is_line(line[0], made) else ""
                if " " not in rest and (_DESIGNATION.fullmatch(rest) or (len(rest) > 2 and rest[0].isupper())):
                    first = fold(name.removesuffix(rest).strip())
                    makers = {*self.registry.names.get(first, ()), *self.by_word.get(first, ())}  # or the "Zephyr V8"
                    found[rest].extend((maker, entity.id) for maker in sorted(makers))
        return {rest: tuple(bearers) for rest, bearers in found.items()}

    def _is_line(self, name: str, made: str) -> bool:
        """Whether a name is that of one thing made, whose kinds may bear it with a sign of their own: "Zephyr V6"."""
        known = self.registry.names.get(fold(name), ())
        return len(known) == 1 and self.schema.is_a(self.entity(known[0]).type, made)

    def near(self, forms: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of registered things with a name like one of the forms, the likest first."""
        scores: dict[str, float] = {}
        for form in forms:
            keys = [word.text for word in split_words(fold(form))]
            for one in dict.fromkeys(one for key in (*keys, _opening(form)) for one in self.by_word.get(key, ())):
                score = max(likeness(fold(form), fold(name)) for name in self.entity(one).names)
                if score >= ALIKE:
                    scores[one] = max(score, scores.get(one, 0))
        return tuple(sorted(scores, key=lambda one: (-scores[one], one))[:_MAX_NEAR])

    def find(self, text: str, words: list[Word]) -> Iterator[Hit]:
        """The longest registered names, from left to right, none overlapping another.

        A word in small letters that only describes gives way to a name that goes on: "the standard Zed Max".
        """
        at = 0
        while at < len(words):
            hit = self._longest(text, words, at)
            if hit is not None and words[at].text.islower() and hit.last - hit.first > 1:
                rest = self._longest(text, words, at + 1)
                if rest is not None and rest.last > hit.last:
                    at += 1
                    continue
            if hit is not None:
                yield hit
            at = hit.last if hit else at + 1

    def _longest(self, text: str, words: list[Word], first: int) -> Hit | None:
        joined, best = "", None
        beginnings = self.beginnings
        for last in range(first, len(words)):
            if last > first and not _touch(text, words[last - 1], words[last]):
                break
            joined += words[last].text.casefold()
            may = joined in self.index or joined[:-1] in self.index
            found = self._fitting(joined, text, words[first : last + 1]) if may else None
            if found is not None:
                dot = words[last].text in word_set("names", "dotted") and text[words[last].end :][:1] == "."
                signed = text[words[last].end :][:1] == _PLUS and any(name.plus for name in self.index.get(joined, ()))
                best = Hit(first, last + 1, words[first].start, words[last].end + (dot or signed), found)
            if joined not in beginnings:
                break
        return best

    def _is_person(self, one: str) -> bool:
        return self.schema.is_a(self.entity(one).type, "Person")

    def _fitting(self, joined: str, text: str, words: list[Word]) -> tuple[str, ...] | None:
        last = words[-1]
        apart = len(words) > 1 and len(last.text) == _SHORT and last.text.islower() and text[last.start - 1].isspace()
        several = joined.endswith("s") and len(joined) > _SHORT and not apart  # "the Z9 is" names no "Z9i"
        for form in (joined, joined[:-1]) if several else (joined,):
            bearers: dict[str, None] = {}
            names = self.index.get(form, ())
            plus = text[words[-1].end :][:1] == _PLUS
            if len({name.plus for name in names}) > 1:  # "X7" and "X7+" are two
                names = tuple(name for name in names if name.plus == plus)
            for name in names:
                if is_written(name, text, words, form != joined):
                    several = form != joined
                    bearers.update(dict.fromkeys(one for one in name.bearers if not (several and self._is_person(one))))
            if bearers:
                return tuple(sorted(bearers))
        return None


def _opening(name: str) -> str:
    """A key for names that begin alike; no word is written so."""
    return "^" + fold(name)[:3]


def _touch(text: str, one: Word, two: Word) -> bool:
    between = text[one.end : two.start]
    return len(between) < _SIGNS_BETWEEN and "\n" not in between
