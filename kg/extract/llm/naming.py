"""Takes a text; gives whether it holds a name; touches nothing."""

from __future__ import annotations

import re

from kg.resolve import fold

_WORD = re.compile(r"\w+")


class NamedIn:
    """A text prepared once to be asked for many names."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.words = f" {' '.join(_WORD.findall(self.folded))} "

    def holds(self, name: str) -> bool:
        """Whether the name stands in the text: as whole words, or, in a script without spaces, as its signs."""
        if not name.isascii():
            return fold(name) in self.folded
        words = _WORD.findall(fold(name))
        return bool(words) and f" {' '.join(words)} " in self.words
