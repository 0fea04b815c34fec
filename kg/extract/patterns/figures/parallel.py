"""Takes a figure of a list; gives what the preposition behind it names, as that of the figure before does its own;
touches nothing.

"A levy of 35% on Acme, 18% on Norton": 18% is Norton's, though Acme stands right before it.
"""

from __future__ import annotations

from kg.extract.patterns.analysis.evidence import Evidence
from kg.model import Amount, Mention

#: The prepositions that tell of each member whose it is, and what may stand between two members.
_TELLING = frozenset(("to", "for", "on", "by", "from", "in"))
_LINKS = frozenset((",", "and", ";", "but", "while", "a", "an"))
_ARTICLES = frozenset(("the", "its"))


def named_behind(evidence: Evidence, amount: Amount) -> Mention | None:
    """The thing behind the figure and the preposition by which the member before it names its own."""
    doc = evidence.doc
    last, at = evidence.token(amount.span.end - 1).i, evidence.token(amount.span.start).i - 1
    if last + 3 >= len(doc) or (word := doc[last + 1].lower_) not in _TELLING:
        return None
    while at > 0 and doc[at].lower_ in _LINKS:
        at -= 1
    before = evidence.mentions.get(at)
    behind = evidence.mentions.get(last + 2 + (doc[last + 2].lower_ in _ARTICLES))
    if before is None or behind is None or evidence.entity(before) == evidence.entity(behind):
        return None
    first = evidence.token(before.span.start).i
    first -= doc[first - 1].lower_ in _ARTICLES
    return behind if first > 0 and doc[first - 1].lower_ == word else None
