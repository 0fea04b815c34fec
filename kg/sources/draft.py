"""Takes nothing; gives the record of what was found in a file on its way to an article; touches nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file says of itself, each slot None where it says nothing, and its text.

    `published` is EDTF in the precision that was found. `language` was chosen by somebody, `declared` comes from a
    template that may not know the text. `head` is the front matter of a file that is in the project's
    own format already, and then `body` stands as it is. `remarks` are what people should know, one line each.
    """

    body: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    declared: str | None = None
    url: str | None = None
    id: str | None = None
    head: str | None = None
    remarks: tuple[str, ...] = ()
