"""Takes a draft; gives the text of its article, an id for it, and the file; touches the folder of that file.

The file is written beside its place and moved there when it is whole, and never over another file. What is written is
read again first by the reader of articles: nothing is put into the project that its build would refuse.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from kg.errors import KgError
from kg.model import Article
from kg.sources import markdown
from kg.vocab import is_id

#: So many words of a title make an id; so many characters at most, because file systems have limits.
_WORDS, _LONGEST = 7, 80
#: Letters that Unicode does not take apart into one of ASCII and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "&": " and "}
)
#: What YAML reads as a plain text wherever it stands; everything else is quoted.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9._/-]|[A-Za-z]", re.ASCII)
_WORDS_OF_YAML = ("null", "true", "false", "yes", "no", "on", "off")
_KEY = re.compile(r"([A-Za-z_]+)[ \t]*:", re.ASCII)


def slug(text: str) -> str:
    """The first words of a text in lower-case ASCII, joined by hyphens; empty where it has none."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.findall(r"[a-z0-9]+", plain)[:_WORDS]
    while words and len("-".join(words)) > _LONGEST:
        words.pop()
    return "-".join(words)


def make_id(title: str, published: str | None, taken: Container[str]) -> str:
    """An id from date and title that is not taken: the date with its precision, then the first words.

    A title without ASCII letters gives eight digits of its hash. A taken id is counted on: `-2`, `-3`.
    """
    words = slug(title) or hashlib.sha256(unicodedata.normalize("NFC", title).encode()).hexdigest()[:8]
    day = re.match(r"\d{4}(?:-\d{2}){0,2}", published or "", re.ASCII)
    first = f"{day[0]}-{words}" if day else words
    found, count = first, 1
    while found in taken:
        count += 1
        found = f"{first}-{count}"
    assert is_id(found), found
    return found


def scalar(text: str) -> str:
    """A text of one line as YAML: plain where nobody can misread it, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in quoted)


def compose(slots: Mapping[str, str | None], body: str) -> str:
    """The text of an article file: front matter in the order of its keys, then the body."""
    lines = [_line(key, slots[key]) for key in markdown.KEYS if key in slots]
    return f"---\n{''.join(lines)}---\n{body}"


def change_head(head: str, slots: Mapping[str, str]) -> str:
    """Front matter with slots changed or added and all its other lines as they are."""
    lines = head.splitlines(keepends=True)
    for key, value in slots.items():
        places = [at for at, line in enumerate(lines) if (match := _KEY.match(line)) and match[1] == key]
        if not places:
            lines.append(_line(key, value))
            continue
        end = places[0] + 1
        while end < len(lines) and not _KEY.match(lines[end]) and not lines[end].startswith("#"):
            end += 1  # a value that runs over several lines
        lines[places[0] : end] = [_line(key, value)]
    return "".join(lines)


def _line(key: str, value: str | None) -> str:
    # A date is quoted, because other readers of YAML would make of it what they call a date.
    return f"{key}: {'null' if value is None else scalar(value)}\n"


def prove(text: str, article_id: str, body: str) -> Article:
    """The article that the text will be read as. Raises `BadInput`, and `KgError` where its body would change."""
    article = markdown.read(text, f"{article_id}.md")
    if article.body != unicodedata.normalize("NFC", body):
        raise KgError(f"{article_id}.md: the body would not be read back as it is; report this as a fault of kg")
    return article


def write_new(path: Path, text: str) -> None:
    """Put a new file in place, whole or not at all. Raises `KgError` where there is one already or none can be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _staged(path, text.encode()) as temporary:
            try:
                os.link(temporary, path)  # fails where the name is taken, in one step
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links
                if path.exists():
                    raise FileExistsError from None
                temporary.replace(path)
    except FileExistsError:
        raise KgError(f"{path}: there is such a file already; give another --id") from None
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error}); check the folder") from None


def rewrite(path: Path, content: bytes) -> None:
    """Put a file in place of the one that stands there, whole or not at all. Raises `KgError`."""
    try:
        path = path.resolve()  # a link stays a link
        path.parent.mkdir(parents=True, exist_ok=True)
        with _staged(path, content) as temporary:
            if path.exists():
                temporary.chmod(path.stat().st_mode & 0o777)
            temporary.replace(path)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error}); check the folder") from None


@contextlib.contextmanager
def _staged(path: Path, content: bytes) -> Iterator[Path]:
    """A hidden file beside the path, synced to disk; removed in the end unless it was moved."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".new", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
