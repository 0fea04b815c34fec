"""While an article is read nothing is collected, and afterwards the collector is as it was."""

from __future__ import annotations

import gc

import pytest

from kg.extract.patterns.analysis.collecting import uncollected


def _fails() -> None:
    with uncollected():
        assert not gc.isenabled()
        raise ValueError("unread")


@pytest.mark.parametrize("runs", [True, False])
def test_the_collector_is_afterwards_as_it_was(runs: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if runs else gc.disable)()
        with pytest.raises(ValueError, match="unread"):
            _fails()
        assert gc.isenabled() == runs
    finally:
        (gc.enable if before else gc.disable)()
