"""Takes the rules that give tokens their part of speech; gives the same rules, each asked once; touches nothing.

spaCy matches some 180 rules against every token of a text, a tenth of the time of its whole analysis. What they give
hangs on the tag of a token and, for a hundred words, on the word and its dependency, so that the same is asked again
and again. The rules themselves are asked what they give to a token, or to two side by side where a rule wants two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG  # type: ignore[import-not-found]
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.strings import StringStore

_READ, _GIVEN = [LOWER, TAG, DEP, IS_SPACE], [TAG, DEP, POS, MORPH, LEMMA]
#: What the rules may ask of a token, and how many tokens they may want; rules that ask more are left to themselves.
_ASKED, _MOST = frozenset(("LOWER", "TAG", "DEP", "IS_SPACE")), 2
#: Lists of what a token must be or must not be: whatever no list names is the same to the rules.
_LISTS, _EXPRESSION = ("IN", "NOT_IN"), "REGEX"
#: How many words are kept with whether an expression fits them.
_KEPT = 4096

#: What stands in a row for an attribute that no rule gives.
_STAYS = np.uint64(2**64 - 1)
#: What stands in a key for a word and a dependency that no rule asks for.
_ANY = -1

#: Word, tag, dependency and whether it is space.
Key = tuple[int, int, int, int]


class Attributes:
    """The rules of an `AttributeRuler`, as a component that takes its place and gives the same."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self.ruler = ruler
        strings = ruler.vocab.strings
        self._words, self._ties = Named(strings), Named(strings)
        #: Words and dependencies with which a rule for two tokens begins.
        self._first_words, self._first_ties = Named(strings), Named(strings)
        #: What was given to a run of tokens, as numbers of rows; a row for every token that was asked about.
        self._numbers: dict[tuple[Key, ...], list[int]] = {}
        self._singles: dict[Key, int] = {}
        self._rows = np.zeros((0, len(_GIVEN)), dtype=np.uint64)
        rules: list[list[dict[str, Any]]] = [rule for entry in ruler.patterns for rule in cast(Any, entry["patterns"])]
        self.is_sure = all([self._note(rule) for rule in rules])  # noqa: C419  (all are to be noted)

    def _note(self, rule: list[dict[str, Any]]) -> bool:
        """Learn what a rule asks for; False where the tokens of a key could not tell what it gives."""
        first = rule[0]
        if len(rule) > 1:
            if not first.keys() & {"LOWER", "DEP"}:
                return False
            name, at = ("LOWER", self._first_words) if "LOWER" in first else ("DEP", self._first_ties)
            at.add(first[name])
        named = [
            at.add(asked[name])
            for asked in rule
            for name, at in (("LOWER", self._words), ("DEP", self._ties))
            if name in asked
        ]
        return len(rule) <= _MOST and all(named) and all(asked.keys() <= _ASKED for asked in rule)

    def __call__(self, doc: Doc) -> Doc:
        """The document with what the rules give."""
        if not self.is_sure or not len(doc):
            return self.ruler(doc)
        keys: list[Key] = [
            (word if word in self._words else _ANY, tag, tie if tie in self._ties else _ANY, space)
            for word, tag, tie, space in doc.to_array(_READ).tolist()
        ]
        given: list[int] = []
        while (at := len(given)) < len(keys):
            single = self._singles.get(keys[at])
            if single is not None:
                given.append(single)
                continue
            end = at + 1
            while end < len(keys) and self._is_first(keys[end - 1]):
                end += 1
            if end - at > _MOST:
                return self.ruler(doc)
            run = tuple(keys[at:end])
            if run not in self._numbers:
                self._numbers[run] = self._asked(doc, at, end)
                if not self._is_first(keys[at]):
                    self._singles[keys[at]] = self._numbers[run][0]
            given += self._numbers[run]
        rows = self._rows[given]
        doc.from_array(_GIVEN, cast(Any, np.where(rows == _STAYS, doc.to_array(_GIVEN), rows)))
        return doc

    def _is_first(self, key: Key) -> bool:
        """Whether a rule for two tokens may begin with the token."""
        return key[0] in self._first_words or key[2] in self._first_ties

    def _asked(self, doc: Doc, start: int, end: int) -> list[int]:
        """The numbers of the rows that hold what the rules give to some tokens by themselves."""
        alone = Doc(doc.vocab, words=[token.text for token in doc[start:end]])
        alone.from_array([TAG, DEP], cast(Any, doc.to_array([TAG, DEP])[start:end]))
        stays = np.ones((len(alone), len(_GIVEN)), dtype=bool)
        for number, _, first, _ in self.ruler.match(alone):
            for attribute in self.ruler.attrs[number]:
                stays[first + self.ruler.indices[number], _GIVEN.index(attribute)] = False
        rows = np.where(stays, _STAYS, self.ruler(alone).to_array(_GIVEN))
        self._rows = np.concatenate([self._rows, rows])
        return list(range(len(self._rows) - len(rows), len(self._rows)))


class Named:
    """The values that rules name for an attribute: single ones, lists of them, expressions."""

    def __init__(self, strings: StringStore) -> None:
        self.strings = strings
        self._values = set[int]()
        self._expressions: list[re.Pattern[str]] = []
        self._fits = lru_cache(_KEPT)(self._is_fitting)

    def add(self, asked: str | dict[str, Any]) -> bool:
        """Learn what one rule asks; False where it asks in another way."""
        wanted: dict[str, Any] = {"IN": [asked]} if isinstance(asked, str) else asked
        self._values |= {self.strings.add(one) for how in _LISTS for one in wanted.get(how, ())}
        if _EXPRESSION in wanted:
            self._expressions.append(re.compile(wanted[_EXPRESSION]))
        return wanted.keys() <= {*_LISTS, _EXPRESSION}

    def __contains__(self, value: int) -> bool:
        return value in self._values or (bool(self._expressions) and value != _ANY and self._fits(value))

    def _is_fitting(self, value: int) -> bool:
        return any(one.search(self.strings[value]) for one in self._expressions)
