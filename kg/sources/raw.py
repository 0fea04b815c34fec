"""Takes the path of a file, or a stream; gives its bytes with the kind of text in them; touches nothing.

What is no regular file, is too large, or is no text is refused before it is read any further, each with its reason in
one line. The kind is told by the first bytes and only then by the ending, because files are often misnamed.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import BadInput, Location, Problem
from kg.project import MAX_BYTES

#: Endings -> kind of text. A file of another ending is read only when its kind is given.
ENDINGS = {
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".pdf": "pdf",
    ".text": "text",
    ".txt": "text",
    ".xhtml": "html",
}
#: Byte order marks, the longer ones first: that of UTF-32 starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    rb"(?>(?:\s|<\?xml[^>]{0,200}>|<!--(?:(?!-->).)*-->)*)<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.I)
#: How far into a file the signs of its kind may stand.
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a file: `name` as shown to people, `stem` for its id, `kind` a value of `ENDINGS`."""

    name: str
    stem: str
    kind: str
    content: bytes
    encoding: str | None = None

    def fail(self, message: str, mend: str = "") -> BadInput:
        """The error that says so of this file; the caller raises it."""
        return BadInput(Problem(Location(self.name), message, mend))

    def text(self) -> str:
        """The content as text with line feeds only. Raises `BadInput` where its encoding is not sure."""
        content = self.content
        encoding = self.encoding or next((name for mark, name in _MARKS if content.startswith(mark)), None)
        if encoding is None and self.kind == "html" and (found := _CHARSET.search(content[:_HEAD])):
            encoding = _known(found[1].decode("ascii"))
        try:
            text = content.decode(encoding or "utf-8")
        except UnicodeDecodeError as error:
            raise self._undecoded(error, encoding) from None
        except UnicodeError as error:  # what the rarer codecs raise
            raise self.fail(f"not {encoding}: {error}", "name its encoding: --encoding latin-1") from None
        if "\x00" in text:
            raise self.fail("the file is binary", "give a text, HTML or PDF file")
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip():
            raise self.fail("the file is empty", "give a file with text in it")
        return text

    def _undecoded(self, error: UnicodeDecodeError, encoding: str | None) -> BadInput:
        before = self.content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        what = f"not {encoding or 'UTF-8'}: byte 0x{self.content[error.start]:02x}"
        mend = "save it as UTF-8, or name its encoding: --encoding latin-1"
        return BadInput(Problem(Location(self.name, line, column), what, mend))


def is_encoding(name: str) -> bool:
    """Whether there is an encoding of texts of that name."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def _known(encoding: str) -> str | None:
    """The encoding that a page names, as browsers take it; None for one that does not exist or cannot be meant."""
    if not is_encoding(encoding):
        return None
    name = codecs.lookup(encoding).name
    if name.startswith(("utf-16", "utf-32")):  # the name could be read, so each of its letters is one byte
        return None
    # The web's Latin-1 is Windows' code page, its GB2312 the largest of that family.
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)


def read_file(path: Path, kind: str | None = None, encoding: str | None = None) -> Raw:
    """A regular file. Raises `BadInput`; a pipe, a device or an oversized file is not even opened."""
    name = str(path)
    content = _read(path, name)
    return _raw(name, path.name, content, kind, encoding)


def read_stream(stream: BinaryIO, kind: str | None = None, encoding: str | None = None) -> Raw:
    """All of a stream. Raises `BadInput` when it is longer than an input file may be."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise BadInput(Problem(Location("stdin"), *_TOO_LARGE))
    return _raw("stdin", "", content, kind, encoding)


_TOO_LARGE = (f"larger than {MAX_BYTES:,} bytes", "split it")


def _read(path: Path, name: str) -> bytes:
    where = Location(name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BadInput(Problem(where, f"{_sort(status.st_mode)}, not a regular file", "give a file"))
        if status.st_size > MAX_BYTES:
            raise BadInput(Problem(where, *_TOO_LARGE))
        # Between the look and the opening the file may have become a pipe, which would block.
        with os.fdopen(
            os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
        ) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise BadInput(Problem(where, "not a regular file", "give a file"))
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadInput(Problem(where, f"cannot be read: {error.strerror or error}", "check the file")) from None
    except ValueError:  # a NUL in the name
        raise BadInput(Problem(where, "no name of a file", "check the name")) from None
    if len(content) > MAX_BYTES:
        raise BadInput(Problem(where, *_TOO_LARGE))
    return content


def _sort(mode: int) -> str:
    """What kind of thing a path is that is no regular file."""
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFDIR: "a folder",
    }
    return kinds.get(stat.S_IFMT(mode), "something else")


def _raw(name: str, filename: str, content: bytes, kind: str | None, encoding: str | None) -> Raw:
    stem, ending = os.path.splitext(filename)  # noqa: PTH122 - a bare name, which may hold any sign
    found = Raw(name, stem, kind or _kind(name, ending.lower(), content), content, encoding)
    if not content.strip():
        raise found.fail("the file is empty", "give a file with text in it")
    if found.kind == "pdf":
        if b"%PDF-" not in content[:1024]:
            raise found.fail("no PDF: it does not start as one", "check the file")
    elif b"%PDF-" in content[:8]:
        raise found.fail(f"a PDF, not {found.kind}", "leave --format out")
    elif not encoding and _is_binary(content):
        raise found.fail("the file is binary", "give a text, HTML or PDF file")
    return found


def _kind(name: str, ending: str, content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if _HTML.match(_head(content)):
        return "html"
    if ending in ENDINGS:
        return ENDINGS[ending]
    if ending:
        known = ", ".join(sorted(ENDINGS))
        mend = f"known: {known}; say what it is with --format"
        raise BadInput(Problem(Location(name), f"no reader for {ending}", mend))
    return "markdown" if content.startswith((b"---\n", b"---\r\n", b"# ")) else "text"


def _head(content: bytes) -> bytes:
    """The first bytes, with those of UTF-16 brought to ASCII as far as they are."""
    head = content[:_HEAD].removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\x00", b"")
    return head


def _is_binary(content: bytes) -> bool:
    """Whether bytes without a mark of UTF-16 or UTF-32 hold NULs, or more control signs than any text does."""
    if any(content.startswith(mark) for mark, name in _MARKS if name != "utf-8-sig"):
        return False
    head = content[:_HEAD]
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in head)
    return b"\x00" in content or content.startswith((b"PK\x03\x04", b"{\\rtf")) or controls * 20 > len(head)
