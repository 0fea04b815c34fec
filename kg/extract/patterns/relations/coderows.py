"""Takes an article under its layers; gives whose the names in a bracket with codes are; touches nothing.

"Acme Inc. ("Acme" or the "Company") (Norton Exchange: ACM; Zed Exchange: 99)": every name before a colon, of whoever is
named before the bracket, whatever other names stand between or are taken for codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.patterns.analysis.evidence import Evidence
from kg.model import Mention

#: A bracket with a code in it, and what may stand between it and the name: other brackets with names in quotes.
_ROW = re.compile(r"\(([^()\n]*:\s?\w[^()\n]*)\)")
_BETWEEN = re.compile(r"\s*(?:\([^()\n]*[\"“”][^()\n]*\)\s*)*\Z")
#: What stands behind a name in the row: a colon and the code.
_CODE = re.compile(r"\s?:\s?\w")
#: How many characters before a bracket whoever is meant is named, at most.
_FAR = 120


def coded(evidence: Evidence) -> Iterator[tuple[Mention, Mention]]:
    """Whoever is named before a bracket with each that is named in it before a code."""
    text = evidence.text
    for row in _ROW.finditer(text):
        near = [one for one in evidence.all_mentions if one.span.end <= row.start() < one.span.end + _FAR]
        named = [one for one in near if _BETWEEN.match(text[one.span.end : row.start()])]
        inside = (one for one in evidence.all_mentions if row.start() < one.span.start < row.end())
        for one in inside if named else ():
            if _CODE.match(text, one.span.end):
                yield named[-1], one
