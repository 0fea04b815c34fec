"""Takes Markdown with front matter; gives an `Article`; touches nothing.

The body is everything after the front matter, as it stands: quotes are proved against this text, not against rendered
Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from kg import strictyaml, times
from kg.errors import BadInput, Location, Problem
from kg.model import Article, When
from kg.vocab import is_id

#: The slots of an article in its front matter.
KEYS = (
    "id",
    "title",
    "publisher",
    "published",
    "published_basis",
    "language",
    "url",
    "restates",
    "sha256",
    "ingested",
)
_BASES = ("stated", "derived", "estimated")
#: A language tag of BCP 47, as far as RDF looks at it.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(text: str, shown: str, stem: str | None = None) -> Article:
    """The article of a Markdown text; `shown` is its path for messages. Raises `BadInput`.

    The id must be the name of the file without its ending, or `stem` where the text is on its way to another file.
    """
    text = unicodedata.normalize("NFC", text)
    head, body, body_line = split(text, shown)
    head.check_keys(KEYS, "key of an article")
    stem = stem or PurePosixPath(shown).stem
    article_id = head.text("id") or stem
    if article_id != stem:
        location = head.at("id")
        raise BadInput(Problem(location, f"the id {article_id!r} differs from the name of the file", f"write {stem}"))
    if not is_id(article_id):
        raise head.fail(f"{article_id!r} cannot be an id", "use lower-case letters, digits and hyphens")
    basis = head.text("published_basis") or "stated"
    if basis not in _BASES:
        raise BadInput(
            Problem(head.at("published_basis"), f"unknown basis {basis!r}", f"write one of {', '.join(_BASES)}")
        )
    ingested = _date(head, "ingested")
    if ingested and not _DAY.fullmatch(ingested.text):
        message, mend = f"ingested is {ingested.text!r}, no day", "write 2026-02-06"
        raise BadInput(Problem(head.at("ingested"), message, mend))
    language = head.text("language") or "en"
    if not is_language(language):
        raise BadInput(Problem(head.at("language"), f"{language!r} is no language", "write a tag like en or zh-Hans"))
    return Article(
        id=article_id,
        title=head.required("title"),
        publisher=head.text("publisher"),
        published=_date(head, "published"),
        published_basis=basis,
        language=language,
        url=read_address(head, "url"),
        restates=head.text("restates"),
        sha256=head.text("sha256"),
        ingested=ingested.text if ingested else None,
        body=body,
        body_line=body_line,
        location=Location(shown, 1, 1),
    )


def split(text: str, shown: str) -> tuple[strictyaml.Mapping, str, int]:
    """Front matter, body, and the line of the file in which the body starts."""
    first = Location(shown, 1, 1)
    if not text.startswith("---\n"):
        raise BadInput(Problem(first, "no front matter", "start the file with '---', 'title: ...' and '---'"))
    end = text.find("\n---\n", 3)
    if end < 0:
        raise BadInput(Problem(first, "the front matter does not end", "close it with a line '---'"))
    head = strictyaml.parse(text[4 : end + 1], shown, first_line=2)
    if not isinstance(head, strictyaml.Mapping):
        raise BadInput(Problem(first, "the front matter has no keys", "write 'title: ...'"))
    body = text[end + 5 :]
    if not body.strip():
        raise BadInput(Problem(first, "the article has no text", "write it after the front matter"))
    return head, body, text.count("\n", 0, end + 5) + 1


def _date(head: strictyaml.Mapping, key: str) -> When | None:
    value = head.text(key)
    if value is None:
        return None
    try:
        return times.read(value)
    except ValueError as error:
        raise BadInput(Problem(head.at(key), f"{key}: {error}", "write 2026, 2026-02 or 2026-02-06")) from None


def is_language(text: str) -> bool:
    """Whether the text can be a language tag."""
    return _LANGUAGE.fullmatch(text) is not None


def read_address(head: strictyaml.Mapping, key: str) -> str | None:
    """The web address of an entry, None where it is absent. Raises `BadInput`."""
    value = head.text(key)
    if value is None:
        return None
    if not is_address(value):
        raise BadInput(Problem(head.at(key), f"{value!r} is no web address", "write http(s)://..."))
    return value


def is_address(text: str) -> bool:
    """Whether the text is an address of the web that can stand as an IRI."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return False
    return not any(sign.isspace() or sign in '<>"{}|\\^`' for sign in text)
