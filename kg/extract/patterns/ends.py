"""Takes the EDTF of a time and the words before it; gives what it is the end, or the limit, of; touches nothing.

Where a deadline or a count stands "by", "at" or "as of" the end of a period, its last day is meant. The
end of a year without such a word is its last month.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

from kg import times
from kg.extract.patterns.wordlists import either, lexicon

_BY_DAY = re.compile(
    r"(?<![\w-])(?:by|before|at|as\s(?:of|at)|until|till|up\s(?:to|until)|to|through|no\slater\sthan|not\slater\sthan"
    r"|prior\sto|ahead\sof)\s(?:the\s)?(?:very\s)?$",
    re.IGNORECASE,
)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?:the\s)?(?:{either(lexicon('moments').texts('ends'))}))(?![a-z])|[\w’' -]*[\s-]end$")


def limits_end(words: str) -> bool:
    """Whether the words of a time name its end."""
    return bool(_ends().match(words))


def ended(text: str, start: int, words: str, edtf: str) -> str:
    """The time whose words, from `start` on, name its end: its last day or month; what names no end stays."""
    if not edtf or "/" in edtf or not limits_end(words):
        return edtf
    by_day = bool(_BY_DAY.search(text[max(0, start - 24) : start])) or words.lower().endswith("end")
    return _last_day(edtf) if by_day else _last_month(edtf)


def _last_day(text: str) -> str:
    end = times.read(text).end
    return end.isoformat() if end else text


def _last_month(text: str) -> str:
    """The last month of a year, a half or a quarter; what is shorter stays."""
    when = times.read(text)
    return f"{when.end:%Y-%m}" if when.end and when.start and (when.end - when.start).days > 31 else text


def before(text: str) -> str:
    """All that comes before a time: before 2028 is up to 2027."""
    start = times.read(text).start
    if start is None:
        return text
    last = (start - timedelta(days=1)).isoformat()
    return f"../{last[: len(text)] if len(text) in (4, 7) else last[:7] if len(text) < len(last) else last}"
