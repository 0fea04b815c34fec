"""Takes a mention; gives what is remembered of it when later words refer back; touches nothing."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.patterns.analysis.headings import Section
from kg.model import Mention


@dataclass(frozen=True, slots=True)
class Around:
    """What tells of what a text speaks beside its sentences: the parts under its headings, and its title."""

    sections: tuple[Section, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A mention that the text has made: in which sentence, of what, and whether as a subject."""

    sentence: int
    mention: Mention
    subject: bool
    #: The token that is its head.
    at: int = -1
    #: Whether it only says something.
    says: bool = False
    #: Whether it is only what another one is compared with.
    compared: bool = False
    #: Whether somebody brings it out.
    brought: bool = False

    @property
    def key(self) -> str:
        return key_of(self.mention)


def key_of(mention: Mention) -> str:
    """What tells two things apart: the entity, or the words of a new name."""
    return mention.entity or mention.span.text
