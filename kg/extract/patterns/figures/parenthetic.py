"""Takes a figure and its article under its layers; gives where an aside between a name and the figure begins.

Touches nothing. In "Acme, the owner of Norton, 4,000" and "Acme (lamps and boats) 4,000" the figure is Acme's: what
stands between tells who Acme is.
"""

from __future__ import annotations

from kg.extract.patterns.analysis.evidence import Evidence

#: How many tokens an aside has at most.
_LONGEST = 14
#: How an aside between commas begins: "the owner of", "which owns", "owned by", "formerly a part of".
_OPENS = frozenset(("DT", "WDT", "WP", "WP$", "VBN", "PRP$", "RB"))
_PAIRS = {")": "(", ",": ","}
_ENDS = frozenset((".", ";", ":"))


def before_aside(evidence: Evidence, first: int, start: int) -> int:
    """The token at which the aside before the token `first` begins, not before `start`; `first` where there is none."""
    doc = evidence.doc
    opening = _PAIRS.get(doc[first - 1].text) if first > start else None
    for index in range(first - 2, max(start, first - 2 - _LONGEST), -1):
        if opening is None or index in evidence.amounts or doc[index].text in _ENDS:
            return first
        if doc[index].text == opening:
            told = opening == "(" or doc[index + 1].tag_ in _OPENS
            return index if told and index - 1 in evidence.mentions else first
    return first
