"""What the tests of `kg add` share: an article of our own words in the dress of a text, a web page and a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TITLE = "Harbour board weighs a longer breakwater"
PARAGRAPHS = (
    "The harbour board of Little Wick met on Tuesday to weigh an extension of the east breakwater, which engineers "
    "put at 240 metres. The chairwoman, Mara Lindt, said that the works would cost €3.4 million and take two winters.",
    "Fishermen who spoke at the meeting asked for a lamp at the head of the mole. “We lost a boat there in November,” "
    "said one of them. The board promised an answer before the end of the quarter.",
    "A second plan, shorter and cheaper, stays on the table. It would add only 90 metres and leave the bar at the "
    "mouth of the river as it is. The ferry has not taken sides: its management wants to see the tidal models first.",
    "The harbour had 1,204 calls last year, 6.1% more than the year before, and the timber quay has been full since "
    "the spring. Whoever wants a berth for the summer has to ask for it before the end of March.",
)
BODY = "\n\n".join(PARAGRAPHS) + "\n"
#: The same matter in another article's words: no copy.
OTHER = (
    "Little Wick may get a bigger harbour wall. At a meeting this week engineers laid out two designs to members of "
    "the port authority, one of them 240 metres long, and put a price of about three and a half million euros on it. "
    "People from the boats want light more than stone, they said, and recalled the accident of last autumn.\n"
)


def text_file(title: str = TITLE, body: str = BODY, top: str = "", end: str = "") -> bytes:
    """A plain text as somebody would paste it from a page."""
    return f"{title}\n\n{top}{body}{end}".encode()


def page(
    paragraphs: Iterable[str] = PARAGRAPHS, *, head: str = "", top: str = "", middle: str = "", lang: str = "en"
) -> str:
    """A web page around an article, with everything that pages put around articles."""
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{TITLE} | Vale Chronicle</title>{head}
<script>document.write("<p>Written by a script, never by an editor.</p>")</script><style>p {{ color: red }}</style>
</head>
<body><div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve your experience.</p>
<button>Accept all</button></div>
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sea">Sea</a></li></ul>
</nav>
<main><article><h1>{TITLE}</h1>{top}<div class="share-buttons"><a href="#">Share on Facebook</a></div>
{first}{middle}{"".join(rest)}
<div class="newsletter"><p>Subscribe to our newsletter</p></div></article></main>
<aside class="related"><h3>Related articles</h3><ul><li><a href="/1">Ferry to sail twice a day</a></li></ul></aside>
<footer><p>© 2024 Vale Chronicle. All rights reserved.</p></footer></body></html>"""


@dataclass(frozen=True)
class Put:
    """Words at a place of a page, in points from its lower left corner."""

    x: float
    y: float
    words: str
    size: float = 10.0


def column(lines: Sequence[str], x: float = 60.0, top: float = 690.0, size: float = 10.0) -> list[Put]:
    """Lines below each other."""
    return [Put(x, top - 13 * number, line, size) for number, line in enumerate(lines)]


def pdf(pages: Sequence[Sequence[Put]], info: str = "", trailer: str = "") -> bytes:
    """A PDF of the plainest kind: one font, one object a thing, a table of their offsets."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    objects[2] = objects[2].replace(b" >>", b" /Encoding /WinAnsiEncoding >>")
    kids = []
    for puts in pages:
        drawn = "\n".join(f"BT /F1 {one.size} Tf {one.x} {one.y} Td ({_escaped(one.words)}) Tj ET" for one in puts)
        stream = drawn.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {resources} >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    objects.append(f"<< {info} >>".encode())
    whole, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(whole))
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>"
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return whole + f"trailer\n{end}\nstartxref\n{start}\n%%EOF\n".encode()


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
