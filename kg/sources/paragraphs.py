"""Takes text as a file holds it; gives it as the paragraphs of an article, one a line; touches nothing.

Quotes are proved within one line, so a sentence that was broken to the width of a page is put together again. What is
done to the letters is only what no reader sees: NFC, line feeds, signs of control and of zero width, blanks at the end
of a line. Dashes, quotation marks and no-break spaces stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.sources.furniture import judge

#: Everything that ends a line somewhere becomes a line feed.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
#: Signs of control, soft hyphens, signs of zero width but for the joiners that scripts need, private use, unassigned.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff]")
#: A line that starts so is a paragraph of its own, whatever its width.
_OWN_LINE = re.compile(r"\s*(?:[#>|]|[-*+•·–]\s|\(?\d{1,3}[.)]\s|`{3}|~{3}|={3,}|-{3,}|\[\d+\])")
#: Narrower and wider lines than these were not broken by a mail program or an editor.
_WRAP = range(40, 110)
#: How much the lines of a broken paragraph differ in width: by a long word.
_RAGGED = 24
_SENTENCE = re.compile(r"[.!?。！？]['\"”’)]*$")
#: Signs of the scripts that are written without spaces, and of Hangul.
_WIDE = "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
_NO_SPACE = re.compile(rf"{_WIDE}$")


def clean(text: str) -> str:
    """The text in NFC, with line feeds only, without signs that nobody sees."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def unwrap(text: str) -> str:
    """The text with the lines of each block that was broken to a width joined, single blank lines between blocks."""
    blocks = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text.strip("\n"))
    lines = ([line.rstrip() for line in block.split("\n")] for block in blocks)
    return "\n\n".join("\n".join(_joined(block)) for block in lines if any(block))


def _joined(lines: list[str]) -> list[str]:
    found: list[str] = []
    run: list[str] = []
    for line in lines:
        if _OWN_LINE.match(line):
            found += [*_run(run), line]
            run = []
        else:
            run.append(line)
    return [*found, *_run(run)]


def _run(lines: list[str]) -> list[str]:
    """One line where the lines look like one broken paragraph, else the lines as they are."""
    widths = [len(line) for line in lines[:-1]]
    if not widths or len(lines[-1]) > max(widths) + 2:
        return lines
    if min(widths) not in _WRAP or max(widths) not in _WRAP or max(widths) - min(widths) > _RAGGED:
        return lines
    # A line was broken where the next word had no room; two lines alone prove little, so a whole sentence stays one.
    if any(len(line) + 1 + len(after.split(maxsplit=1)[0]) <= max(widths) for line, after in pairwise(lines)):
        return lines
    return lines if len(lines) == 2 and _SENTENCE.search(lines[0]) else [join_lines(lines)]


def join_lines(lines: Sequence[str]) -> str:
    """One paragraph of several lines, with a space between them where the script has spaces."""
    whole = lines[0].rstrip()
    for line in lines[1:]:
        part = line.strip()
        space = "" if _NO_SPACE.search(whole) and re.match(_WIDE, part) else " "
        whole = f"{whole}{space}{part}"
    return whole


def leave_out_furniture(lines: Iterable[str], *, likely: bool = False) -> tuple[list[str], list[str]]:
    """The lines without what is certainly no text, and a remark on what was left out and on what is doubtful.

    With `likely` the doubtful lines are left out, too.
    """
    kept, out, doubtful = [], [], []
    for line in lines:
        verdict = judge(line)
        if verdict == "certain" or (verdict and likely):
            out.append(line)
            continue
        kept.append(line)
        if verdict:
            doubtful.append(line)
    remarks = []
    if out:
        remarks.append(f"left out as no part of the text: {_listed(out)}")
    if doubtful:
        remarks.append(f"kept, though it may be no part of the text: {_listed(doubtful)}")
    return kept, remarks


def _listed(lines: list[str], most: int = 6, width: int = 48) -> str:
    shown = [repr(line if len(line) <= width else f"{line[: width - 1]}…") for line in (one.strip() for one in lines)]
    return ", ".join(shown[:most]) + (f" and {len(shown) - most} more" if len(shown) > most else "")


def body_of(lines: Iterable[str]) -> str:
    """Lines as the body of an article: no blank line at either end or twice in a row, a line feed at the end."""
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
    return f"{text}\n" if text else ""
