"""Takes a PDF; gives a `Draft`; touches nothing.

Read by pypdfium2, the binding of the engine in Chrome (5.15 of November 2026; BSD and Apache; 8 MB, no dependencies).
On a page of two justified columns with hyphens it gave every word whole and ligatures as letters, in 3 ms. pypdf (7.1
of November 2026; BSD; pure Python, 28 ms) and pdfminer.six (of January 2026; MIT; 26 MB with its dependencies, 41 ms)
broke "exten sion" at soft hyphens and gave "ﬁrst". PyMuPDF is AGPL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.sources.dateline import find_dateline
from kg.sources.draft import Draft
from kg.sources.language import MissingExtra
from kg.sources.layout import PARTING, Line, find_paragraphs, find_title, leave_out_running
from kg.sources.paragraphs import body_of, clean, leave_out_furniture
from kg.sources.raw import Raw

#: More pages than this are a book and no article.
_MOST_PAGES = 300


def read_pdf(raw: Raw) -> Draft:
    """The draft of a PDF with text. Raises `BadInput` for broken, locked and scanned ones, and `MissingExtra`."""
    try:
        import pypdfium2
    except ModuleNotFoundError:
        raise MissingExtra("reading PDF") from None
    try:
        with pypdfium2.PdfDocument(raw.content) as document:
            if len(document) > _MOST_PAGES:
                raise raw.fail(f"a PDF of {len(document)} pages, no article", "give the pages of the article")
            info = {key: clean(value).strip() for key, value in document.get_metadata_dict().items()}
            lines, lost = _lines(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (4, 5):  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
            raise raw.fail("the PDF is encrypted", "give a copy without password") from None
        raise raw.fail("the PDF is broken", "open it in a reader and save it again") from None
    if not any(sign.isalnum() for line in lines for sign in line.text):
        raise raw.fail("the PDF has no text, only pictures", "run a text recognition over it first")
    return _draft(raw, lines, info, lost)


def _draft(raw: Raw, lines: list[Line], info: dict[str, str], lost: int) -> Draft:
    kept, running = leave_out_running(lines)
    title, kept = find_title(kept, info.get("Title", ""))
    whole, joined = find_paragraphs(kept)
    paragraphs, furniture = leave_out_furniture(whole)
    published, publisher = find_dateline(paragraphs)
    remarks = [*furniture]
    if running:
        remarks.append(f"left out as head or foot of the pages: {', '.join(repr(one) for one in running[:4])}")
    if joined:
        shown = ", ".join(dict.fromkeys(joined[:8])) + (f" and {len(joined) - 8} more" if len(joined) > 8 else "")
        remarks.append(f"words joined at the ends of lines, which may have a hyphen: {shown}")
    if lost:
        remarks.append(f"the PDF does not say which letters {lost} of its signs are: they are missing in the text")
    made = re.match(r"D:(\d{4})(\d{2})(\d{2})", info.get("CreationDate", ""))
    if made and published is None:
        day = "-".join(made.groups())
        remarks.append(f"the PDF was made on {day}; give --published {day} if that is when the article appeared")
    body = body_of(line for paragraph in paragraphs for line in (paragraph, ""))
    if not body.strip():
        raise raw.fail("the PDF has no text beside its title", "give the article's text")
    return Draft(
        body=body,
        title=title,
        publisher=publisher,
        published=published,
        published_basis="stated",
        remarks=tuple(remarks),
    )


def _lines(document: Any) -> tuple[list[Line], int]:
    """The lines of all pages in reading order, and how many signs have no letter."""
    found: list[Line] = []
    lost = 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        for signs in _runs(text_page):
            lost += sum(code == 0 for _, code in signs)
            if (line := _line(number, text_page, signs)) is not None:
                found.append(line)
        text_page.close()
        page.close()
    return found, lost


def _runs(text_page: Any) -> Iterator[list[tuple[int, int]]]:
    """The signs of each line as pairs of index and code point."""
    from pypdfium2 import raw as pdfium

    run: list[tuple[int, int]] = []
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (10, 13):
            if run:
                yield run
            run = []
            continue
        run.append((index, code))
        if code == PARTING:  # PDFium runs the two lines of a parted word together
            yield run
            run = []
    if run:
        yield run


def _line(number: int, text_page: Any, signs: list[tuple[int, int]]) -> Line | None:
    from pypdfium2 import raw as pdfium

    text = "".join(chr(code) for _, code in signs if code).strip(" ")
    seen = [index for index, code in signs if code and not chr(code).isspace() and code not in (PARTING, 0xAD, 0xFFFE)]
    if not seen or not text:
        return None
    left, _, _, _ = text_page.get_charbox(seen[0])
    _, _, right, _ = text_page.get_charbox(seen[-1])
    _, _, _, top = text_page.get_charbox(seen[0], loose=True)
    size = round(pdfium.FPDFText_GetFontSize(text_page, seen[0]), 1)
    return Line(number, _surrogates(text), left, right, top, size)


def _surrogates(text: str) -> str:
    """The text with pairs of surrogates, as PDFium gives signs beyond the first plane, as one sign."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
