"""Times: the examples of the EDTF specification, and what holds for every text."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import times

#: Examples of the Library of Congress's EDTF specification (ISO 8601-2:2019), with the first and the last day.
#: https://www.loc.gov/standards/datetime/
LEVEL_0 = [
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04:00", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
]
LEVEL_1 = [
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", None),
    ("1985-04/..", "1985-04-01", None),
    ("1985/..", "1985-01-01", None),
    ("../1985-04-12", None, "1985-04-12"),
    ("../1985-04", None, "1985-04-30"),
    ("../1985", None, "1985-12-31"),
    ("1985-04-12/", "1985-04-12", None),
    ("1985-04/", "1985-04-01", None),
    ("1985/", "1985-01-01", None),
    ("/1985-04-12", None, "1985-04-12"),
    ("/1985-04", None, "1985-04-30"),
    ("/1985", None, "1985-12-31"),
]
#: Of level 2, the quarters and halves of a year, in its spelling and in that of people.
LEVEL_2 = [
    *((f"2025-{32 + n}", f"2025-{3 * n - 2:02}-01", f"2025-{3 * n:02}-{[31, 30, 30, 31][n - 1]}") for n in range(1, 5)),
    ("2025-40", "2025-01-01", "2025-06-30"),
    ("2025-41", "2025-07-01", "2025-12-31"),
    ("2025-Q1", "2025-01-01", "2025-03-31"),
    ("2025-Q4", "2025-10-01", "2025-12-31"),
    ("2025-H1", "2025-01-01", "2025-06-30"),
    ("2025-H2", "2025-07-01", "2025-12-31"),
    ("2025-H2~", "2025-07-01", "2025-12-31"),
    ("2024-Q4/2025-Q1", "2024-10-01", "2025-03-31"),
]
WRONG = [
    "",
    " 2025",
    "2025 ",
    "2025\n",
    "25",
    "2025-1",
    "2025-1-1",
    "2025/12/31",
    "2025.12",
    "31-12-2025",
    "2025-00",
    "2025-13",
    "2025-20",
    "2025-02-29",
    "2024-02-30",
    "2025-04-31",
    "2025-Q0",
    "2025-Q5",
    "2025-H0",
    "2025-H3",
    "2025-12-31T25:00",
    "2025-12-31T24:60",
    "2025-12-31T12:61",
    "..",
    "/",
    "../..",
    "2025/2024",
    "2025-08/2025-02",
    "2025-02-30/2025-03-01",
    "2025/2026/2027",
    "２０２５",
    "٢٠٢٥",
    "last year",
    "open",
    "unknown",
    "0000",
    "Y170000002",
]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "start", "end"), [*LEVEL_0, *LEVEL_1, *LEVEL_2])
def test_the_examples_of_the_standard(text: str, start: str | None, end: str | None) -> None:
    when = times.read(text)
    assert (when.start, when.end) == (_day(start), _day(end))
    assert when.text == text  # the precision stays as it was written


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_time_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"no EDTF|does not exist|ends before|names no date|no quarter|no half"):
        times.read(text)


def test_what_is_said_of_a_time_stays_with_it() -> None:
    when = times.read("2025-12", "derived", "in December")
    assert (when.basis, when.words) == ("derived", "in December")


def _times() -> st.SearchStrategy[str]:
    days = st.dates(date(1, 1, 1), date(9999, 12, 31))
    return days.flatmap(
        lambda day: st.sampled_from(
            [
                day.isoformat(),
                day.isoformat()[:7],
                day.isoformat()[:4],
                f"{day.isoformat()[:4]}-Q{(day.month + 2) // 3}",
                f"{day.isoformat()[:4]}-H{(day.month + 5) // 6}",
            ]
        )
    )


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_the_bounds_of_a_coarser_time_contain_the_finer_ones(day: date) -> None:
    text = day.isoformat()
    year, month = text[:4], text[:7]
    steps = [text, month, f"{year}-Q{(day.month + 2) // 3}", f"{year}-H{(day.month + 5) // 6}", year]
    bounds = [(times.read(one).start, times.read(one).end) for one in steps]
    assert bounds[0] == (day, day)
    for (inner_start, inner_end), (start, end) in pairwise(bounds):
        assert start is not None
        assert end is not None
        assert inner_start is not None
        assert inner_end is not None
        assert start <= inner_start <= inner_end <= end


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_has_all_its_days(year: int, month: int) -> None:
    when = times.read(f"{year:04}-{month:02}")
    assert when.start == date(year, month, 1)
    assert when.end is not None
    assert when.end.day == calendar.monthrange(year, month)[1]


@given(st.integers(1, 9998))
def test_quarters_and_halves_fill_the_year_without_gap(year: int) -> None:
    for kind, count in (("Q", 4), ("H", 2)):
        parts = [times.read(f"{year:04}-{kind}{one}") for one in range(1, count + 1)]
        assert parts[0].start == date(year, 1, 1)
        assert parts[-1].end == date(year, 12, 31)
        for before, after in pairwise(parts):
            assert before.end is not None
            assert after.start == before.end + timedelta(days=1)


@given(_times(), _times())
def test_an_interval_runs_from_the_first_day_to_the_last(left: str, right: str) -> None:
    start, end = times.read(left).start, times.read(right).end
    assert start is not None
    assert end is not None
    if end < start:
        with pytest.raises(ValueError, match="ends before it starts"):
            times.read(f"{left}/{right}")
    else:
        when = times.read(f"{left}/{right}")
        assert (when.start, when.end, when.text) == (start, end, f"{left}/{right}")


def _read_or_refuse(text: str) -> None:
    try:
        when = times.read(text)
    except ValueError:
        return
    assert when.text == text
    assert when.start or when.end
    assert not (when.start and when.end) or when.start <= when.end
    assert text.isascii()


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    _read_or_refuse(text)


@given(st.text("0123456789-/.XQHTYSuZ?~%[]{},: +", max_size=24))
@example("2025-12-31T99:99")
@example("[" * 3000)
@example("{1667,1668, 1670..1672}")
@example("Y-17E7")
@example("1390S2")
@example("-0001/2025")
@example("2004-06-(01)~/2004-06-(20)~")
@example("156u-12-25")
@example("XXXX")
@example("9999-XX")
@example("9999-24")
def test_anything_that_looks_like_a_time_is_read_or_refused(text: str) -> None:
    _read_or_refuse(text)
