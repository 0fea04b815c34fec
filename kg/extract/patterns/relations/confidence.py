"""Takes the kind of a finding; gives how often such findings were right; touches only the table beside the code.

`lexicon/calibration.yaml` says how the table was measured. A kind that it lacks counts as the nearest kind that it has.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from kg.extract.patterns.lexicon.words import read_words

_DEFAULT = "default"


def confidence(kind: str) -> Decimal:
    """The share of findings of this kind ("metric number own") that were right, between 0 and 1."""
    table = _table()
    sort, link, tie = kind.split()
    for key in (kind, f"{sort} * {tie}", f"{sort} {link} *", sort, _DEFAULT):
        if key in table:
            return table[key]
    raise KeyError(kind)


@cache
def _table() -> dict[str, Decimal]:
    rows = (entry.rpartition(" ") for entry in read_words("calibration")["shares"])
    return {kind: Decimal(share) for kind, _, share in rows}
