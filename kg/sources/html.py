"""Takes a web page; gives a `Draft`; touches nothing.

trafilatura finds the article in the page and leaves out menus, banners, share buttons and lists of other articles; the
structure that it finds is written as plain paragraphs, with `##` before headings and `-` before items, and no other
marks, because quotes are words. A line that is only likely to be furniture is left out as well, and named: in a page it
comes from a template more often than from an author. What the page says of itself for machines (JSON-LD, meta elements)
is read here: trafilatura's own date is a best guess and may make a day of a year, so it is never taken.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

from kg.sources.dateline import date_of_address, find_dateline, read_date
from kg.sources.draft import Draft
from kg.sources.language import MissingExtra
from kg.sources.markdown import is_address, is_language
from kg.sources.paragraphs import body_of, clean, leave_out_furniture
from kg.sources.raw import Raw

#: Names of meta elements that hold the date of publication, the surest first.
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "date",
    "dc.date",
)
_SITES = ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "application-name")
_DEEPEST = 20


def read_html(raw: Raw) -> Draft:
    """The draft of a page. Raises `BadInput` for one without an article, and `MissingExtra`."""
    try:
        import trafilatura
    except ModuleNotFoundError:
        raise MissingExtra("reading HTML") from None
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    text = raw.text()
    tree = trafilatura.load_html(text)
    if tree is None:
        raise raw.fail("no page of HTML", "give the saved page, or --format text")
    said = _Said(tree)
    found: Any = trafilatura.bare_extraction(
        text, include_comments=False, include_formatting=False, favor_precision=True, with_metadata=True
    )
    if found is None or found.body is None:
        raise raw.fail("no article was found in the page", "save its text as a file, or give --format text")
    title = _one_line(said.first("headline") or found.title or "") or None
    lines = list(_lines(found.body))
    if lines and title and lines[0].lstrip("# ").casefold() == title.casefold():
        lines = lines[1:]
    lines, remarks = leave_out_furniture(lines, likely=True)
    body = body_of(line for paragraph in lines for line in (paragraph, ""))
    if not body.strip():
        raise raw.fail("no article was found in the page", "save its text as a file, or give --format text")
    url = next((one for one in (said.address, found.url) if one and is_address(one)), None)
    published, basis, publisher = _published(said, lines, url)
    return Draft(
        body=body,
        title=title,
        publisher=_one_line(said.first("publisher") or said.meta(_SITES) or publisher or found.sitename or "") or None,
        published=published,
        published_basis=basis,
        declared=said.language,
        url=url,
        remarks=tuple(remarks),
    )


def _published(said: _Said, lines: list[str], url: str | None) -> tuple[str | None, str | None, str | None]:
    """Date, basis and a publisher named beside it: what the page states, or what its address lets one derive."""
    for value in said.dates:
        if found := read_date(value):
            return found, "stated", None
    found, publisher = find_dateline(lines)
    if found:
        return found, "stated", publisher
    found = date_of_address(url) if url else None
    return found, "derived" if found else None, publisher


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


# --- what the page says of itself ------------------------------------------------------------------------------------


class _Said:
    """The statements that a page makes for machines."""

    def __init__(self, tree: Any) -> None:
        self.records = [record for script in tree.xpath(_JSON_LD) for record in _records(script.text or "")]
        self.metas: dict[str, str] = {}
        for node in tree.iter("meta"):
            name = node.get("property") or node.get("name") or node.get("itemprop") or ""
            self.metas.setdefault(name.casefold(), node.get("content") or "")
        times = tree.xpath("//time[@itemprop='datePublished' or @pubdate]")
        items = tree.xpath("//*[@itemprop='datePublished']")
        self.times = [node.get("datetime") or node.get("content") or node.text or "" for node in (*times, *items)]
        self.address = next((node.get("href") for node in tree.xpath("//link[@rel='canonical']")), None)
        declared = (tree.get("lang") or "").strip()
        self.language = declared if is_language(declared) else None

    def meta(self, names: tuple[str, ...]) -> str | None:
        """The first of the meta elements that says something."""
        return next((self.metas[name] for name in names if self.metas.get(name, "").strip()), None)

    def first(self, key: str) -> str | None:
        """The value of a key in the first JSON-LD record that has it: a text, or the name of a thing."""
        for record in self.records:
            value = record.get(key)
            value = value[0] if isinstance(value, list) and value else value
            value = value.get("name") if isinstance(value, dict) else value
            if isinstance(value, str) and value.strip():
                return value
        return None

    @property
    def dates(self) -> list[str]:
        """Everything that is called the date of publication, the surest first."""
        metas = [self.metas[name] for name in _DATES if self.metas.get(name)]
        return [value for value in (self.first("datePublished"), *metas, *self.times) if value]


_JSON_LD = "//script[translate(@type, 'JSONLD+APIT', 'jsonld+apit')='application/ld+json']"


def _records(text: str) -> Iterator[dict[str, Any]]:
    """The records of articles in a JSON-LD text; none in a broken one."""
    try:
        parsed = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    queue = [(parsed, 0)]
    for value, depth in queue:
        if isinstance(value, list) and depth < _DEEPEST:
            queue += [(item, depth + 1) for item in value]
        if isinstance(value, dict) and depth < _DEEPEST:
            queue += [(value[key], depth + 1) for key in ("@graph", "mainEntity") if key in value]
            if "headline" in value or "datePublished" in value:
                yield value


# --- the article as lines --------------------------------------------------------------------------------------------


def _lines(body: Any) -> Iterator[str]:
    """The paragraphs of the structure that trafilatura gives: `p`, `head`, `list`, `quote`, `table`, in their order."""
    for node in body:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag == "head":
            if text := _one_line("".join(node.itertext())):
                yield f"## {text}"
        elif tag == "list":
            yield from (f"- {text}" for item in node.iter("item") if (text := _one_line(_own_text(item))))
        elif tag == "table":
            for row in node.iter("row"):
                cells = [cell for cell in row if cell.tag == "cell" and "".join(cell.itertext()).strip()]
                if len(cells) == 1:  # a table that only holds the page together
                    yield from _lines([cells[0]])
                elif cells:
                    yield " | ".join(_one_line(" ".join(cell.itertext())) for cell in cells)
        elif tag in ("quote", "div", "cell") and any(
            isinstance(child.tag, str) and child.tag != "lb" for child in node
        ):
            if node.text and node.text.strip():
                yield _one_line(node.text)
            yield from _lines(node)
        else:
            for break_ in node.iter("lb"):
                break_.tail = f"\n{break_.tail or ''}"
            yield from (line for text in "".join(node.itertext()).split("\n") if (line := _one_line(text)))
        if node.tail and node.tail.strip():
            yield _one_line(node.tail)


def _own_text(node: Any) -> str:
    """The text of a node without that of the lists in it, whose items come by themselves."""
    parts = [node.text or ""]
    for child in node:
        parts += [_own_text(child) if child.tag != "list" else "", child.tail or ""]
    return " ".join(parts)
