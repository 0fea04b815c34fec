"""Takes words that tell a time by its distance; gives how they hang on a time that the text told; touches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.patterns.lexicon.wordlists import lexicon, values


@dataclass(frozen=True, slots=True)
class Near:
    """Words [start, end) that tell a time by its distance, and its EDTF text; empty where it cannot be dated."""

    start: int
    end: int
    text: str
    #: Years to go back from the time that the sentence told before: "a year earlier".
    years: int = 0
    #: How it hangs on a time that the text told before, by how many of which unit; see `told`.
    kind: str = ""
    count: int = 0
    unit: str = ""


def hanging(text: str, match: re.Match[str], kind: str, near: Near) -> Near:
    """The time with how it hangs on one that was told before."""
    if kind == "earlier" and match["eunit"].lower() != "year":
        near = replace(near, kind="previous", count=count_of(match["en"]), unit=match["eunit"].lower())
    elif (
        kind == "this" and match["td"].lower() == "the previous" and match["tu"].lower() in ("month", "quarter", "year")
    ):
        near = replace(near, kind="previous", count=1, unit=match["tu"].lower())
    elif kind == "adjacent":
        step = -1 if match["jd"].lower().startswith("after") else 1
        near = replace(near, kind="previous", count=step, unit=match["ju"].lower())
    elif kind == "earlier":
        near = replace(near, years=count_of(match["en"]), kind="compared" if _compares(text, near.start) else "")
    elif kind == "ago" and match["an"] and match["au"].lower() == "year" and _compares(text, near.start):
        near = replace(near, years=count_of(match["an"]), kind="compared")
    elif kind == "span" and (match["su"] or "").lower() == "day" and match["sd"].lower() in ("past", "last"):
        near = replace(near, kind="window", count=count_of(match["sn"]))
    elif kind == "period":
        near = replace(near, kind=kind, unit=match["pu"].lower())
    elif kind in ("annual", "nth"):
        ordinal = values(lexicon("moments"), "ordinals")[match["nn"].lower()] if match["nn"] else 0
        near = replace(near, kind=kind, count=int(ordinal))
    elif kind == "that":
        near = replace(near, kind=kind, unit=match["hu"].lower())
    elif kind == "yearend" and (match["yu"] or match["ye"]).lower() == "quarter":
        near = replace(near, kind="period", unit="quarter")
    elif kind == "day":
        words = (match["dw"] or match["db"]).lower()
        step = (
            -1
            if words.endswith(("before", "previous", "preceding", "earlier"))
            else 0
            if words.endswith(("same", "that"))
            else 1
        )
        near = replace(near, kind=kind, count=step)
    elif kind == "daysbefore":
        near = replace(near, kind="day", count=-count_of(match["xn"]) * (7 if match["xu"].lower() == "week" else 1))
    elif kind == "later":
        near = replace(near, kind=kind, count=count_of(match["ln"]), unit=match["lu"].lower())
    elif kind == "same":
        near = replace(near, kind=kind, count=int(match["sy"] or 0))
    return near


#: Units whose previous one is known.
_STEPS = ("month", "quarter", "year")
_COMPARED = re.compile(
    r"\b(?:from|than|versus|vs\.?|against|compared (?:with|to)|on|over)\s(?:[^.;\n]|\.\d){0,48}$", re.IGNORECASE
)


def _compares(text: str, start: int) -> bool:
    """Whether the time is that of the second figure of a comparison: "from 20 million a year ago"."""
    return bool(_COMPARED.search(text[max(0, start - 64) : start]))


def count_of(words: str) -> int:
    """The number that a word or digits name: "two", "12"."""
    return int(words) if words.isdigit() else int(values(lexicon("moments"), "counts")[words.lower()])
