"""Takes nothing; gives a page on whose figures the charts and the timeline can be tried: every bound and counting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from browser import sample
from kg.views.records import PageArticle, PageClaim, PageData

WORDS = "In all of these times the maker sold some, delivered more and hoped for most of it."
TARGET = {"counting": "target", "scope": (("counting", "target"),), "modality": "planned"}
IN_MAY, IN_JUNE = ("2025-05", "2025-05-01", "2025-05-31"), ("2025-06", "2025-06-01", "2025-06-30")
IN_JULY, IN_SEPTEMBER = ("2025-07", "2025-07-01", "2025-07-31"), ("2025-09", "2025-09-01", "2025-09-30")


def figure(id: str, number: str, time: tuple[str, str, str] | None, **more: Any) -> PageClaim:  # noqa: A002
    """A figure of the sample's vehicle."""
    when, since, until = time or (None, None, None)
    settings: dict[str, Any] = {
        "low": number, "high": number, "unit": "vehicles", "bound": "exact",
        "counting": "in-period", "scope": (("counting", "in-period"),), "text": f"{number} vehicles",
    }  # fmt: skip
    return PageClaim(
        id=id, subject="halo", property="sold", property_label="units sold", article="a3", paragraph=0, quote="sold",
        quote_start=WORDS.index("sold"), when=when, since=since, until=until, **{**settings, **more},
    )  # fmt: skip


def build() -> PageData:
    """The small sample with an article of figures; May, June, July and September have one, August has none."""
    claims = (
        figure("f-may", "1,200", IN_MAY),
        figure("f-june", "1,500", IN_JUNE),
        figure("f-july", "1,000", IN_JULY, high=None, bound="more-than", text="more than 1,000 vehicles"),
        figure("f-september", "45", IN_SEPTEMBER, bound="about", text="about 45 vehicles"),
        figure("f-all", "9,000", IN_JUNE, counting="cumulative", scope=(("counting", "cumulative"),)),
        figure("f-rate", "24", IN_SEPTEMBER, high="59", bound="range", counting="rate", scope=(("per", "month"),)),
        figure("f-plan", "10,000", None, **TARGET),
        figure("f-share", "4", IN_MAY, unit="%", text="4 %", counting=None, scope=()),
        figure("f-share-2", "6", IN_JUNE, unit="%", text="6 %", counting=None, scope=(("market", "at home"),)),
    )
    article = PageArticle(id="a3", title="Figures", publisher="Daily Example", published="2025-10", paragraphs=(WORDS,))
    data = sample.small()
    return replace(data, articles=(*data.articles, article), claims=(*data.claims, *claims))
