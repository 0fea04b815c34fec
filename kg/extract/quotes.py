"""Takes the words of a quote and the body of an article; gives the span where they stand; touches nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.model import Span
from kg.quantities import spellings

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})
_SHOWN = 24


def locate(body: str, quote: str, nth: int | None) -> Span:
    """The span of the quote in the body. Raises ValueError with what is wrong and how to mend it.

    A quote that stands several times needs `nth`, the occurrence counted from 1.
    """
    if "\n" in quote:
        raise ValueError(f"the quote {_short(quote)} runs over a line end; quote from one paragraph")
    starts = _occurrences(body, quote)
    if not starts:
        raise ValueError(f"the quote {_short(quote)} is not in the article; {_mend(body, quote)}")
    if nth is None and len(starts) > 1:
        raise ValueError(
            f"the quote {_short(quote)} is ambiguous: it stands {len(starts)} times; lengthen it or add 'nth: 1'"
        )
    if nth is not None and not 1 <= nth <= len(starts):
        raise ValueError(f"the quote {_short(quote)} stands {len(starts)} times; nth is {nth}")
    start = starts[(nth or 1) - 1]
    return Span(start, start + len(quote), quote)


def number_words(quote: str, numbers: tuple[Decimal, ...]) -> str | None:
    """The words of the quote from the first to the last of the numbers in digits, None where one is missing."""
    begin, end = len(quote), 0
    for number in numbers:
        pattern = "|".join(re.escape(spelling) for spelling in spellings(number))
        match = re.search(rf"(?<![\d])(?<!\d[.,])(?:{pattern})(?![\d]|[.,]\d)", quote)
        if match is None:
            return None
        begin, end = min(begin, match.start()), max(end, match.end())
    return quote[begin:end]


def _occurrences(body: str, quote: str) -> list[int]:
    starts, at = [], body.find(quote)
    while at >= 0:
        starts.append(at)
        at = body.find(quote, at + 1)
    return starts


def _mend(body: str, quote: str) -> str:
    """How the quote departs from the article: by typography, or from which word on."""
    plain_at = body.translate(_TYPOGRAPHY).find(quote.translate(_TYPOGRAPHY))
    if plain_at >= 0:
        return f"the article writes {_short(body[plain_at : plain_at + len(quote)], 80)}"
    low, high = 0, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if quote[:middle] in body else (low, middle - 1)
    if low < _SHOWN // 2:
        return "copy the words from the article"
    at = body.find(quote[:low])
    goes_on = body[at + low : at + low + _SHOWN].split("\n", maxsplit=1)[0]
    return f"after {_short(quote[max(0, low - _SHOWN) : low])} the article goes on {_short(goes_on)}"


def _short(text: str, limit: int = 60) -> str:
    return repr(text if len(text) <= limit else f"{text[: limit - 1]}…")
