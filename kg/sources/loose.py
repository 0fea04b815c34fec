"""Takes a text, Markdown, HTML or PDF file from anywhere; gives an `Article`; touches nothing.

For reading without adding: nothing must be known of the article but its text, which is taken as it stands, so that
offsets are those of the file (behind the front matter, in Unicode NFC). Front matter is read for what it says in the
keys of articles; where it says nothing usable the file name and the first line stand in. Of web pages and PDFs the
text is what `kg add` would make of them, and offsets are those of that text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from kg import strictyaml, times
from kg.errors import BadInput, Location, Problem
from kg.model import Article, When
from kg.project import MAX_BYTES, decode
from kg.sources import raw

#: Endings of files that a folder is searched for.
ENDINGS = (".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml", ".pdf")
_DRAWN = ("html", "pdf")
_FRONT = re.compile(r"---\n(?=\s*[A-Za-z_][\w-]*:)(.*?\n)---\n", re.DOTALL)
_LONGEST_TITLE = 120
#: What a text may say of itself, beside its date.
_SAID = ("id", "title", "publisher", "language", "url")


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows of the articles: it goes before what the files say."""

    published: When | None = None


def walk(path: Path) -> Iterator[Path]:
    """The file itself, or the readable files of a folder, sorted; hidden ones are left out."""
    if not path.is_dir():
        yield path
        return
    found = (one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and not one.is_dir())
    yield from sorted(one for one in found if not any(part.startswith(".") for part in one.relative_to(path).parts))


def read_file(path: Path, given: Given) -> Article:
    """The article of a file. Raises `BadInput` for what is no readable text; a pipe or a device is not opened."""
    if raw.ENDINGS.get(path.suffix.lower()) in _DRAWN:
        return _drawn(path, given)
    where = Location(str(path))
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise BadInput(Problem(where, "not a regular file", "give a text file, or - for stdin"))
        if status.st_size > MAX_BYTES:
            raise BadInput(Problem(where, *_TOO_LARGE))
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(Problem(where, f"cannot be read: {error.strerror}", "check the file")) from None
    except ValueError:  # a NUL in the name
        raise BadInput(Problem(where, "no name of a file", "check the name")) from None
    return read_text(decode(content, where), str(path), path.stem, given)


def read_stream(stream: BinaryIO, given: Given) -> Article:
    """The article of all that a stream gives. Raises `BadInput`."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise BadInput(Problem(Location("stdin"), *_TOO_LARGE))
    return read_text(decode(content, Location("stdin")), "stdin", "stdin", given)


_TOO_LARGE = (f"larger than {MAX_BYTES:,} bytes", "split it")


def read_text(text: str, shown: str, stem: str, given: Given) -> Article:
    """The article of a text; `stem` gives its id where the text names none. Raises `BadInput`."""
    text = unicodedata.normalize("NFC", text)
    match = _FRONT.match(text)
    head = strictyaml.parse(match[1], shown, first_line=2) if match else None
    if head is not None and not isinstance(head, strictyaml.Mapping):
        raise BadInput(Problem(Location(shown, 1, 1), "the front matter has no keys", "write 'title: ...'"))
    start = match.end() if match else 0
    body = text[start:]
    if not body.strip():
        raise BadInput(Problem(Location(shown, 1, 1), "the article has no text", "write it after the front matter"))
    said = {key: value for key in _SAID if head and (value := _text(head, key))}
    published = given.published or (_published(head) if head else None)
    return _article(shown, stem, body, said, published, text.count("\n", 0, start) + 1)


def _drawn(path: Path, given: Given) -> Article:
    """The article of a page or a PDF, as `kg add` draws it. Raises `BadInput`, or `KgError` without its libraries."""
    from kg.sources import drafts

    draft = drafts.read(raw.read_file(path))
    said = {key: value for key in _SAID if (value := getattr(draft, key))}
    published = given.published or (times.read(draft.published) if draft.published else None)
    return _article(str(path), path.stem, unicodedata.normalize("NFC", draft.body), said, published, 1)


def _article(shown: str, stem: str, body: str, said: dict[str, str], published: When | None, line: int) -> Article:
    return Article(
        id=_id(said.get("id", stem)),
        title=said.get("title") or next(line for line in body.split("\n") if line.strip()).strip()[:_LONGEST_TITLE],
        publisher=said.get("publisher"),
        published=published,
        published_basis="stated",
        language=said.get("language", "en"),
        url=said.get("url"),
        restates=None,
        sha256=None,
        ingested=None,
        body=body,
        body_line=line,
        location=Location(shown, 1, 1),
    )


def _text(head: strictyaml.Mapping, key: str) -> str | None:
    """The text of a key, None where it has none: front matter of other programs may hold anything."""
    return head.text(key) if isinstance(head.entries.get(key), strictyaml.Scalar) else None


def _published(head: strictyaml.Mapping) -> When | None:
    for key in ("published", "date"):
        try:
            # The time of day that other programs add is not of the article's date.
            return times.read((_text(head, key) or "").split("T")[0].split(" ")[0])
        except ValueError:
            continue
    return None


def _id(text: str) -> str:
    """The text as an id; one without ASCII letters and digits gives digits of its hash."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or hashlib.sha256(text.encode()).hexdigest()[:8]
