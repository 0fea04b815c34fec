"""Takes a function of a word of a parsed text; gives the same, worked out once for each word; touches nothing.

What is found is kept with the word, and so goes with its article. Nobody may change a list that he is given. How deep a
function has called itself is told behind the word: what it finds then may be cut short, and is not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Token

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def kept(read: Callable[Concatenate[Token, _Given], _Found]) -> Callable[Concatenate[Token, _Given], _Found]:
    """The function with what it found kept; words of spaCy itself keep nothing."""
    name = f"{read.__module__}.{read.__name__}"

    @wraps(read)
    def told(token: Token, /, *deep: _Given.args, **others: _Given.kwargs) -> _Found:
        known: dict[str, _Found] | None = getattr(token, "__dict__", None)
        if deep or others or known is None:
            return read(token, *deep, **others)
        if name not in known:
            known[name] = read(token, *deep, **others)
        return known[name]

    return told
