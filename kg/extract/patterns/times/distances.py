"""Takes the time of a publication; gives the times that lie so many units from it, as EDTF; touches nothing."""

from __future__ import annotations

from datetime import date, timedelta

from kg.model import When


def day_of_publication(published: When) -> date | None:
    """The day of publication where it is known."""
    return published.start if published.start and published.start == published.end else None


def about_published(published: When) -> str:
    """The time of publication as "now": a day as it is, a month or year as about then."""
    day = day_of_publication(published)
    return day.isoformat() if day else published.text.rstrip("~?%") + "~"


def shift(published: When, count: int, unit: str) -> str:
    """The time `count` units from the publication, as precise as the unit; empty where the publication is vaguer."""
    start = published.start
    if start is None:
        return ""
    unit = unit.lower()
    if unit in ("day", "week"):
        day = day_of_publication(published)
        days = count * (7 if unit == "week" else 1)
        return _safe(day, days) if day else ""
    if unit in ("year", "decade"):
        year = start.year + count * (10 if unit == "decade" else 1)
        return f"{year:04}" if 1 <= year <= 9999 else ""
    if len(published.text) < len("2025-01"):
        return ""
    months = start.year * 12 + start.month - 1 + count * (3 if unit == "quarter" else 1)
    return f"{months // 12:04}-{months % 12 + 1:02}" if 12 <= months < 120000 else ""


def _safe(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return ""


def period(published: When, step: int, unit: str) -> str:
    """The week, month, quarter, half or year of the publication, or the one `step` away from it."""
    start = published.start
    if start is None:
        return ""
    if unit == "week":
        day = day_of_publication(published)
        if day is None:
            return ""
        monday = day - timedelta(days=day.weekday() - 7 * step)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if unit in ("quarter", "half"):
        length = 3 if unit == "quarter" else 6
        if len(published.text) < len("2025-01"):
            return ""
        index = start.year * (12 // length) + (start.month - 1) // length + step
        year = index // (12 // length)
        return f"{year:04}-{unit[0].upper()}{index % (12 // length) + 1}" if 1 <= year <= 9999 else ""
    return shift(published, step, unit)
