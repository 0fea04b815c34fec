"""Takes a regular expression that begins at words; gives its matches in a text; touches nothing.

Python's engine tries every form of an expression at every letter of a text. Here it is tried only where the next
letters open one of its forms; which ones do is read from the expression itself, so that nothing has to be kept in step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from itertools import chain
from typing import Any

#: So many letters of a form are looked at.
_LETTERS = 4
#: Of more openings than this a set says nothing.
_MOST = 1500
#: Where a form can begin that does not begin within a word.
_START = re.compile(r"(?<![a-z])\S")
#: Letters that are the same to an expression that does not tell capitals from small ones.
_SAME = {"ı": "i", "ſ": "s"}
#: What an expression says that takes no letter.
_NO_LETTER = ("AT", "ASSERT", "ASSERT_NOT")


class Walk:
    """An expression with what opens it."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.opens = _openings(pattern)
        self._short = tuple(sorted(one for one in self.opens or () if len(one) < _LETTERS))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What the expression's own `finditer` gives."""
        if self.opens is None:
            yield from self.pattern.finditer(text)
            return
        places, short = _places(text), self._short
        found = [places[key] for key in places.keys() & self.opens]
        found += [places[key] for key in places if key.startswith(short)] if short else []
        match, end = self.pattern.match, 0
        for start in sorted(chain.from_iterable(found)):
            if start >= end and (one := match(text, start)):
                yield one
                end = one.end()


@lru_cache(maxsize=2)
def _places(text: str) -> dict[str, list[int]]:
    """The letters -> where they open a word, in the order of the text. Kept for the next expression."""
    written: dict[str, list[int]] = {}
    for match in _START.finditer(text):
        start = match.start()
        written.setdefault(text[start : start + _LETTERS], []).append(start)
    found: dict[str, list[int]] = {}
    for letters, places in written.items():
        found.setdefault(_plain(letters), []).extend(places)
    return found


@lru_cache(maxsize=20_000)
def _plain(letters: str) -> str:
    """Small letters, a blank for any white space, a zero for any digit."""
    return "".join(
        " " if one.isspace() else "0" if one.isdecimal() else _SAME.get(one, one.lower()[:1]) for one in letters
    )


# What an expression begins with --------------------------------------------------------------------------------------


def _openings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The letters that can open a match, None where any can or where a match may begin within a word."""
    tree = list(import_module("re._parser").parse(pattern.pattern, pattern.flags))
    if not tree or not _keeps_out_of_words(*tree[0]):
        return None
    done, going = _through(tree, frozenset(("",)))
    found = done | going
    known = len(found) <= _MOST and all(one and one[0] != " " for one in found)
    return found if known else None


def _keeps_out_of_words(name: Any, told: Any) -> bool:
    """Whether a part of an expression says that no small letter stands before."""
    if str(name) != "ASSERT_NOT" or told[0] >= 0:
        return False
    return any(
        str(kind) == "IN" and any(_is_any_letter(str(sign), value) for sign, value in said) for kind, said in told[1]
    )


def _is_any_letter(sign: str, value: Any) -> bool:
    return (sign == "CATEGORY" and str(value) == "CATEGORY_WORD") or (sign == "RANGE" and value == (ord("a"), ord("z")))


def _through(tree: Iterable[Any], going: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What has been read of the openings, those whose end is reached and those that go on behind these parts."""
    done: frozenset[str] = frozenset()
    for name, told in tree:
        ended, going = _part(str(name), told, going)
        done |= ended | {one for one in going if len(one) == _LETTERS}
        going = frozenset(one for one in going if len(one) < _LETTERS)
        if len(done) + len(going) > _MOST:
            return frozenset(("",)), frozenset()
        if not going:
            break
    return done, going


def _part(name: str, told: Any, going: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    if name in _NO_LETTER:
        return frozenset(), going
    if name == "SUBPATTERN":
        return _through(told[-1], going)
    if name == "ATOMIC_GROUP":
        return _through(told, going)
    if name == "BRANCH":
        ways = [_through(way, going) for way in told[1]]
        return frozenset().union(*(done for done, _ in ways)), frozenset().union(*(on for _, on in ways))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, tree = told
        return _repeated(least, most, tree, going)
    signs = {_plain(chr(told))} if name == "LITERAL" else _signs(told) if name == "IN" else None
    if signs is None:
        return going, frozenset()
    return frozenset(), frozenset(one + sign for one in going for sign in signs)


def _repeated(
    least: int, most: int, tree: Iterable[Any], going: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    done: frozenset[str] = frozenset()
    passed = going if not least else frozenset[str]()
    for turn in range(1, min(int(most), _LETTERS) + 1):
        ended, going = _through(tree, going)
        done |= ended
        if turn >= least:
            passed |= going
    return done, passed


def _signs(told: Any) -> set[str] | None:
    """The letters of a set, None where it has too many."""
    found: set[str] = set()
    for kind, value in told:
        name = str(kind)
        if name == "LITERAL":
            found.add(_plain(chr(value)))
        elif name == "RANGE" and value[1] - value[0] < 30:
            found.update(_plain(chr(one)) for one in range(value[0], value[1] + 1))
        elif name == "CATEGORY" and str(value) in ("CATEGORY_DIGIT", "CATEGORY_SPACE"):
            found.add("0" if str(value) == "CATEGORY_DIGIT" else " ")
        else:
            return None
    return found
