"""Takes an analysed document; gives the same as plain Python objects; touches nothing.

The readers ask for the same few attributes of the same tokens hundreds of times. spaCy makes a new token at every
look and decodes every string anew; here each is made once, with what is asked most, and the rest when first asked.
What they ask for has spaCy's names and meaning, so that a reader takes either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from kg.extract.patterns.analysis.text import text_of

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc


def parsed(doc: Doc) -> Doc:
    """The document as plain objects; it must not be changed any more."""
    return cast("Doc", Parse(doc))


_Self = TypeVar("_Self")
_Found = TypeVar("_Found")


class _kept(Generic[_Self, _Found]):  # noqa: N801 - it is used as a decorator
    """What is worked out when it is first asked for: `cached_property` without its lock, which is felt in 3.11."""

    def __init__(self, read: Callable[[_Self], _Found]) -> None:
        self.read = read
        self.name = read.__name__
        self.__doc__ = read.__doc__

    def __get__(self, owner: _Self, _kind: type[_Self] | None = None) -> _Found:
        found = owner.__dict__[self.name] = self.read(owner)
        return found


class Word:
    """A token with its place in the sentence."""

    __slots__ = (
        *("__dict__", "children", "dep_", "doc", "head", "i", "idx", "is_punct", "is_sent_start", "is_space", "lefts"),
        *("lemma_", "like_email", "like_num", "like_url", "lower_", "pos_", "rights", "sent", "tag_", "text"),
    )
    head: Word
    sent: Stretch
    is_sent_start: bool | None
    lefts: tuple[Word, ...]
    rights: tuple[Word, ...]
    children: tuple[Word, ...]

    def __init__(self, doc: Parse, i: int, strings: Iterable[str], signs: Iterable[int]) -> None:
        self.doc = doc
        self.lefts = self.rights = self.children = ()
        self.i = i
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_ = strings
        self.idx, start, *flags = signs
        self.is_sent_start = start > 0 if start else None
        self.is_space, self.is_punct, self.like_num, self.like_url, self.like_email = map(bool, flags)

    def __getattr__(self, name: str) -> Any:
        """What is seldom asked: a sign of the form, such as `like_num`."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = self.__dict__[name] = getattr(self.doc.doc[self.i], name)
        return found

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __lt__(self, other: Word) -> bool:
        return self.i < other.i

    def __repr__(self) -> str:
        return self.text

    def nbor(self, steps: int = 1) -> Word:
        """The token so many places further on."""
        if not 0 <= self.i + steps < len(self.doc.words):
            raise IndexError(self.i + steps)
        return self.doc.words[self.i + steps]

    @_kept
    def subtree(self) -> list[Word]:
        """The token and all that hang on it, in the order of the tree."""
        found: list[Word] = []
        _gather(self, found)
        return found

    @_kept
    def conjuncts(self) -> tuple[Word, ...]:
        """What the token is joined to, the first of the list before those that hang on it."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for one in found:
            found += [right for right in one.rights if right.dep_ == "conj"]
        return tuple(one for one in found if one is not self)

    @property
    def ancestors(self) -> Iterator[Word]:
        """What the token hangs on, what that hangs on, and so on."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    def is_ancestor(self, other: Word) -> bool:
        """Whether the other hangs on this one."""
        return any(one is self for one in other.ancestors)

    @_kept
    def left_edge(self) -> Word:
        """The first token that hangs on this one."""
        return self.doc.words[self.doc.doc[self.i].left_edge.i]

    @_kept
    def right_edge(self) -> Word:
        """The last token that hangs on this one."""
        return self.doc.words[self.doc.doc[self.i].right_edge.i]


def _gather(word: Word, found: list[Word]) -> None:
    for one in word.lefts:
        if one.children:
            _gather(one, found)
        else:
            found.append(one)
    found.append(word)
    for one in word.rights:
        if one.children:
            _gather(one, found)
        else:
            found.append(one)


class Stretch:
    """The tokens [start, end) of a document."""

    def __init__(self, doc: Parse, start: int, end: int, label_: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label_
        self.words = doc.words[start:end]

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Stretch: ...
    def __getitem__(self, at: int | slice) -> Word | Stretch:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            return Stretch(self.doc, self.start + start, self.start + max(start, stop))
        return self.words[at]

    def __repr__(self) -> str:
        return self.text

    @_kept
    def start_char(self) -> int:
        """Where the first token begins in the text."""
        words = self.doc.words
        return words[self.start].idx if self.start < len(words) else len(self.doc.text)

    @_kept
    def end_char(self) -> int:
        """Where the last token ends in the text."""
        return self.words[-1].idx + len(self.words[-1].text) if self.words else self.start_char

    @property
    def text(self) -> str:
        """The words with what stands between them."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def sent(self) -> Stretch:
        """The sentence in which the first token stands."""
        return self.doc.words[self.start].sent

    @_kept
    def root(self) -> Word:
        """The token that the others hang on."""
        if len(self.words) == 1:
            return self.words[0]
        return self.doc.words[self.doc.doc[self.start : self.end].root.i]


class _Strings(dict[int, str]):
    """The strings of a vocabulary by their keys, each decoded once."""

    def __init__(self, store: StringStore) -> None:
        self.store = store

    def __missing__(self, key: int) -> str:
        found = self[key] = self.store[key]
        return found


#: What is read of every token at once, in the order of `Word`.
_STRINGS: list[int | str] = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP"]
_SIGNS: list[int | str] = ["IDX", "SENT_START", "IS_SPACE", "IS_PUNCT", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL"]


def _columns(doc: Doc, attributes: list[int | str], kind: str) -> list[list[int]]:
    """The values of each attribute, token by token: few long lists, where a list for every token is felt."""
    told = doc.to_array(attributes).reshape(-1, len(attributes)).astype(kind)
    return cast("list[list[int]]", told.T.tolist())


class Parse:
    """A document: its tokens, sentences and names."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.user_data = doc.user_data
        told = _Strings(doc.vocab.strings)
        strings = [list(map(told.__getitem__, column)) for column in _columns(doc, _STRINGS, "uint64")]
        signs = _columns(doc, _SIGNS, "int64")
        rows = zip(zip(*strings, strict=True), zip(*signs, strict=True), strict=True)
        words = self.words = [Word(self, at, row, other) for at, (row, other) in enumerate(rows)]
        self.starts = signs[0]
        below: dict[int, list[Word]] = {}
        for word, step in zip(words, doc.to_array("HEAD").astype("int64").tolist(), strict=True):
            word.head = words[word.i + step]
            if step:
                below.setdefault(word.i + step, []).append(word)
        for at, children in below.items():
            words[at].children = tuple(children)
            words[at].lefts = tuple(one for one in children if one.i < at)
            words[at].rights = tuple(one for one in children if one.i > at)
        self.sents = [Stretch(self, one.start, one.end) for one in doc.sents]
        for sentence in self.sents:
            for word in sentence:
                word.sent = sentence

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Stretch: ...
    def __getitem__(self, at: int | slice) -> Word | Stretch:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self.words))
            return Stretch(self, start, max(start, stop))
        return self.words[at]

    @_kept
    def ents(self) -> list[Stretch]:
        """The names that the model sees."""
        return [Stretch(self, one.start, one.end, one.label_) for one in self.doc.ents]

    def char_span(self, start: int, end: int) -> Stretch | None:
        """The tokens that cover just these characters, if there are such."""
        found = self.doc.char_span(start, end)
        return Stretch(self, found.start, found.end) if found is not None else None
