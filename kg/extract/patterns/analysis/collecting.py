"""Takes nothing; gives times without garbage collection; touches the collector of the process.

An article is read into some ten thousand objects that point at each other, and while they are made Python's collector
looks through all that is alive again and again. A tenth of the reader's time goes there.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


@contextmanager
def uncollected() -> Iterator[None]:
    """While an article is read nothing is collected: what it leaves goes behind it. A collector that is off stays."""
    runs = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if runs:
            gc.enable()


@cache
def leave_out() -> None:
    """Leaves out of all collections to come what is loaded by now, such as words and weights; once in a process."""
    gc.collect(0)  # the article just read, all of it young
    gc.freeze()
