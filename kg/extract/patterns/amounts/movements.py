"""Takes the words around figures; tells whether they say from where to where something went; touches nothing.

"From 5 to 7 tonnes" is a range, "rose from 5 to 7 tonnes" are two figures.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.patterns.lexicon.wordlists import either, lexicon


def is_move(before: str, link: str, first: str, last: str, *, money: bool) -> bool:
    """Whether two figures in these units that "to" joins are those of a change, by the words before them."""
    changed = _changes().search(before)
    if changed and (_FROM.search(before) or (link == "to" and first and last and _BY.search(before))):
        return True
    return link == "to" and first == last and money and bool(_moved().search(before))


def is_raised(text: str, begin: int, start: int, end: int) -> bool:
    """Whether the "up to" before a figure says where something went: "put its target up to 350,000 from 300,000"."""
    return text[begin:start].strip().lower() == "up to" and bool(_CAME_FROM.match(text, end))


#: "cut by 300 yuan to 4,499 yuan" is a change and what it led to.
_BY = re.compile(r"\bby\s$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
_CAME_FROM = re.compile(r"(?:\s[a-z]+)?\sfrom\s(?:the\s\w+\s)?[^\s\w]{0,2}[A-Z]{0,3}[$€£¥]?\s?\d")


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{either(lexicon('amounts').texts('changes'))})(?!\w)")


@cache
def _moved() -> re.Pattern[str]:
    """A verb of change right before a sum: in "rose $3 billion to $58 billion" the second is where it came to."""
    return re.compile(rf"(?<!\w)(?i:{either(lexicon('amounts').texts('changes'))})\s$")
