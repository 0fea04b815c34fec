"""Takes plain text or Markdown; gives a `Draft`; touches nothing.

Front matter in the keys of this project makes the file an article already: its body is taken as it stands, to the last
blank, because quotes may have been proved against it. Other front matter (of a static site or a note program) is read
for what it says of the article, and what it says beside that is named. Of the text itself only lines that are certainly
no part of it are left out.
"""

from __future__ import annotations

import re
import unicodedata

from kg import strictyaml
from kg.sources import markdown
from kg.sources.dateline import find_dateline, read_date
from kg.sources.draft import Draft
from kg.sources.markdown import is_address
from kg.sources.paragraphs import body_of, clean, leave_out_furniture, unwrap
from kg.sources.raw import Raw

#: What other programs call the slots of an article.
_SYNONYMS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "site_name", "sitename", "site", "source", "publication", "outlet"),
    "published": ("published", "date", "datePublished", "date_published", "pubdate", "publish_date", "created"),
    "language": ("language", "lang", "inLanguage"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "permalink"),
}
_MARKDOWN_TITLE = re.compile(
    r"#[ \t]+(?P<title>[^\n]{1,300}?)[ \t]*#*[ \t]*(?:\n|$)|(?P<under>[^\n#]{1,300})\n=+[ \t]*(?:\n|$)"
)
#: The end of a sentence: a first line that ends so is no headline. Headlines do ask and exclaim.
_SENTENCE = re.compile(r"[.。,;:，；：]['\"”’)]*$")
#: In bytes of UTF-8: a headline of three Han signs says as much as one of nine letters.
_SHORTEST_TITLE, _LONGEST_TITLE = 9, 300


def read_text(raw: Raw) -> Draft:
    """The draft of a plain text: its first line is the title when it stands alone and is no sentence."""
    return _draft(raw, clean(raw.text()), {}, [])


def read_markdown(raw: Raw) -> Draft:
    """The draft of a Markdown text, with or without front matter. Raises `BadInput` for front matter that is broken."""
    text = raw.text()
    if text.startswith("+++\n"):
        raise raw.fail("front matter between '+++' is not read", "write it as YAML between lines '---'")
    if not _has_head(text):
        return _draft(raw, clean(text), {}, [])
    text = unicodedata.normalize("NFC", text)
    head, body, _ = markdown.split(text, raw.name)
    if "title" in head.entries and set(head.entries) <= set(markdown.KEYS):
        markdown.read(text, raw.name, head.text("id") or "unnamed")
        return Draft(
            body=body,
            id=head.text("id"),
            title=head.text("title"),
            publisher=head.text("publisher"),
            published=head.text("published"),
            published_basis=head.text("published_basis"),
            language=head.text("language"),
            url=head.text("url"),
            head=text[4 : text.index("\n---\n", 3) + 1],
        )
    found, remarks = _foreign(head)
    return _draft(raw, clean(body), found, remarks)


def _has_head(text: str) -> bool:
    """Whether a text that starts with a rule goes on as front matter; a rule may also just be a rule."""
    return text.startswith("---\n") and re.match(r"---\n(?:#[^\n]*\n|\s*\n)*[A-Za-z_][\w-]*:(?:\s|$)", text) is not None


def _foreign(head: strictyaml.Mapping) -> tuple[dict[str, str], list[str]]:
    found: dict[str, str] = {}
    used, remarks = set(), []
    for slot, names in _SYNONYMS.items():
        for name in names:
            node = head.entries.get(name)
            value = head.text(name) if isinstance(node, strictyaml.Scalar) else None
            usable = _usable(slot, value.strip()) if value else None
            if usable and slot not in found:
                found[slot] = usable
                used.add(name)
    if left := [key for key in head.entries if key not in used]:
        remarks.append(f"front matter left out: {', '.join(left[:12])}")
    return found, remarks


def _usable(slot: str, value: str) -> str | None:
    if slot == "published":
        return read_date(value)
    if slot == "language":
        return value if markdown.is_language(value) else None
    if slot == "url":
        return value if is_address(value) else None
    return value


def _draft(raw: Raw, text: str, found: dict[str, str], remarks: list[str]) -> Draft:
    lines, furniture = leave_out_furniture(unwrap(text).split("\n"))
    if lines and "url" not in found and is_address(lines[0].strip()):  # as people note where a text comes from
        found = {**found, "url": lines[0].strip()}
        lines = lines[1:]
    text = body_of(lines)
    title = found.get("title")
    heading, rest = _title(text, raw.kind)
    if heading and (title is None or heading.casefold() == title.casefold()):
        title, text = heading, rest
    published, publisher = find_dateline(text.split("\n"))
    body = body_of(text.split("\n"))
    if not body.strip():
        raise raw.fail("the file has no text beside its title and what pages put around it", "give the article's text")
    return Draft(
        body=body,
        title=title,
        publisher=found.get("publisher") or publisher,
        published=found.get("published") or published,
        published_basis="stated",
        language=found.get("language"),
        url=found.get("url"),
        remarks=(*remarks, *furniture),
    )


def _title(text: str, kind: str) -> tuple[str | None, str]:
    """The headline at the top of a text, and the text below it."""
    if kind == "markdown" and (match := _MARKDOWN_TITLE.match(text)):
        title = (match["title"] or match["under"]).strip()
        return re.sub(r"[*_`]{1,3}", "", title), text[match.end() :].lstrip("\n")
    first, _, rest = text.partition("\n")
    first = first.strip()
    if not rest.strip() or not _SHORTEST_TITLE <= len(first.encode()) <= _LONGEST_TITLE or _SENTENCE.search(first):
        return None, text
    if first[0] in "-*>|#[" or find_dateline([first])[0]:
        return None, text
    return first, rest.lstrip("\n")
