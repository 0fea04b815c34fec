"""Takes facts about what is wrong; gives exceptions and one-line descriptions of them; touches nothing.

Every error that a user can cause is a `KgError`. Its text is one line that names the place and the mend, so that the
command line can print it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path as shown to people, line and column counted from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of the input: where it stands, what is wrong, and how to mend it."""

    location: Location
    message: str
    mend: str = ""

    def __str__(self) -> str:
        text = f"{self.location}: {self.message}"
        return " ".join(f"{text}; {self.mend}".split()) if self.mend else " ".join(text.split())


class KgError(Exception):
    """A fault that is reported in one line. `exit_code` is what the command line ends with."""

    exit_code = 1


class BadInput(KgError):
    """Something in an input file is wrong; carries every `Problem` that was found, the first one in its text."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(set(problems)))
        more = len(self.problems) - 1
        tail = f" (and {more} more: kg verify lists them)" if more else ""
        super().__init__(f"{self.problems[0]}{tail}")


class NoProject(KgError):
    """No folder with ontology/ and data/ was found."""


class NotBuilt(KgError):
    """The exports are missing or unreadable."""


class BadQuery(KgError):
    """A SPARQL text, a query name or a parameter cannot be used."""


class Busy(KgError):
    """Another build holds the lock of the exports."""


class Violations(KgError):
    """The data contradict the quotes, the shapes or the manifest."""

    exit_code = 3


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The mend for an unknown word: the nearest known ones, or `otherwise` when none is near."""
    import difflib

    lowered: dict[str, str] = {}
    for name in sorted(known):
        lowered.setdefault(name.casefold(), name)
    near = difflib.get_close_matches(word.casefold(), lowered, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(lowered[name] for name in near)}?" if near else otherwise
