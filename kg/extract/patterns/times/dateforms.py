"""Takes nothing; gives the regular expression of every form in which news writes a date; touches nothing.

The forms are tried in their order at each place of a text; the outermost group, k_ and the form's name, says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.extract.patterns.lexicon.openings import Walk
from kg.extract.patterns.lexicon.wordlists import either, lexicon
from kg.extract.patterns.times.datereaders import months, numbers

_YEAR = r"(?:19|20)\d{2}"
#: With what a date can start; a look at it saves trying all forms at every letter.
_FIRST = r"\dA-Zaceflnstw第"
_HALF = r"\s?[apAP]\.?[mM]\b\.?"
_CLOCK = rf"(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:{_HALF})?|(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?{_HALF}|noon)"


def _titled(words: Iterable[str]) -> str:
    """Any of the words with a capital or in capitals."""
    return either([form for word in words for form in (word.capitalize(), word.upper())])


def behind(*words: str) -> str:
    """A place right behind one of the words, with a capital or without."""
    return "|".join(rf"(?<=[{word[0].upper()}{word[0]}]{word[1:]}\s)" for word in words)


def _titled_all(words: Iterable[str]) -> str:
    """Any of the names with a capital at each word, as names of days have."""
    return either([" ".join(word.capitalize() for word in name.split()) for name in words])


@cache
def date_forms() -> Walk:
    """All forms in one expression."""
    long, short, every = (_titled(names) for names in (numbers("months"), numbers("short_months"), months()))
    seasons = either(numbers("seasons"))
    name = rf"(?:{long}\b|{short}(?!\w)\.?)"
    weekdays = _titled(numbers("weekdays"))
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    nth = rf"{day}(?:st|nd|rd|th)?"
    dash = r"(?:\s?[-\u2010\u2011\u2013\u2014~]\s?|\s(?:to|and|until|through)\s)"
    ordinals = either(numbers("ordinals"))
    end = r"(?![\w]|[.,]\d)"

    def year_behind(name: str) -> str:
        return rf"(?:,?\s(?:of\s)?(?P<{name}>{_YEAR}){end})"

    def this_year(name: str) -> str:
        return rf"(?:,?\s(?:of\s)?(?P<{name}>(?i:this|last|next|that|the\ssame))\syear(?!\w))"

    def at(name: str) -> str:
        return rf"(?:,?\s(?:at\s)?(?:about\s|around\s)?(?P<{name}>{_CLOCK}))"

    kinds = {
        # 2025-05-07T19:00, 2025/5/7, 2025.05.07
        "iso": rf"(?:(?<![\w-])|(?<=\d\.\d\d-)|(?<=-\d\d-))(?P<iy>{_YEAR})(?P<sep>[-/.])"
        r"(?P<imo>\d{1,2})(?P=sep)(?P<ida>\d{1,2})"
        rf"(?:[T\s](?P<it>\d{{2}}:\d{{2}}(?::\d{{2}})?))?(?![\w]|-(?!{_YEAR}[-.]))",
        "yearmonth": rf"(?<![\w-])(?P<ymy>{_YEAR})-(?P<ymm>0[1-9]|1[0-2])(?![\w-])",
        "numeric": r"(?<![\w/.])(?P<n1>\d{1,2})(?P<nsep>[/.])(?P<n2>\d{1,2})(?P=nsep)(?P<ny>(?:19|20)\d{2})(?![\w/])",
        "chinese": rf"(?P<cy>{_YEAR})\s?年(?:\s?(?P<cm>\d{{1,2}})\s?月(?:份|\s?(?P<cd>\d{{1,2}})\s?[日号])?"
        r"|第?(?P<cq>[一二三四1-4])季度|(?P<ch>[上下])半年)?",
        "chineseday": r"(?<!\d)(?P<cm2>\d{1,2})月(?P<cd2>\d{1,2})[日号]",
        # 7 May 2025, 2-5 May, the 7th of May; May 7th, 2025, May 2-5; Sept. 2025
        "daymonth": rf"(?<![\w.,:/-])(?:(?P<dt>{_CLOCK})\s(?:on\s)?)?(?P<d1>{nth})(?:{dash}(?P<d2>{nth}))?\s(?:of\s)?"
        rf"(?P<dm>{name}){year_behind('dy')}?{this_year('dr')}?{at('dc')}?",
        "monthday": rf"(?<!\w)(?:(?P<mt>{_CLOCK})\s(?:on\s)?)?(?P<mm>{name})\s(?P<m1>{nth})"
        rf"(?:{dash}(?P<m2>{nth})(?!\w|\s?(?:%|percent|per\scent|{every})))?{end}"
        rf"(?!\s?%|\s(?:percent|per\scent|million|billion)){year_behind('my')}?{this_year('mr')}?{at('mc')}?",
        # Jan-Sept 2025, Jan.-Sep.
        "months": rf"(?<!\w)(?P<msa>{short})\.?\s?[-\u2010\u2011\u2013]\s?(?P<msb>{short}|{long})\.?(?!\w)"
        rf"(?:,?\s(?:of\s)?(?P<msy>{_YEAR}){end})?",
        "month": rf"(?<!\w)(?P<yym>{name}),?\s(?:(?:of\s)?(?P<yyy>{_YEAR}){end}|['’](?P<yyyy>[12]\d)(?![\w%]))",
        "firstday": rf"(?<!\w)(?i:(?:the\s)?(?:first|opening)\sday\sof)\s(?P<fdm>{long}){year_behind('fdy')}?(?!\w)",
        # the June quarter
        "monthquarter": rf"(?<!\w)(?P<mq>{long})\squarter(?:,?\s(?:of\s)?(?P<mqy>{_YEAR}){end})?(?!\w)",
        "bare": rf"(?<!\w)(?<![A-Z\d_]-)(?:(?P<bnear>(?i:this|last|next|the\ssame))\s)?"
        rf"(?P<bare>{long})(?!\w|-\w)"
        r"(?:,?\s(?:of\s)?(?P<brel>(?i:this|last|next|that|the\ssame))\syear(?!\w))?|"
        rf"(?<!\w)(?P<bare2>{long})(?=[-\u2013](?:to[-\u2013])?{long})",
        # Q1 2025, Q1/2025, 1Q25, 2025 Q1, the first quarter of 2025; the same for halves
        "quarter": rf"(?<!\w)(?P<qk>[QH])(?P<qn>[1-4])"
        rf"(?:(?:,?\s|[/-])?(?:of\s)?(?:(?:FY|fiscal|financial\syear)\s?)?(?P<qy>{_YEAR}){end}"
        r"|\s?(?:FY)?['’]?(?P<qyy>[12]\d)(?![\d%]|[.,]\d|\s?(?:percent|per\scent))"
        r"|\s(?:of\s)?(?P<qrel>(?i:this|last|next)\syear))?(?!\w)",
        "shortquarter": r"(?<!\w)(?P<rn>[1-4])(?P<rk>[QH])"
        rf"(?:\s?(?:FY\s?)?(?P<ry>{_YEAR})|\s?['’]?(?P<ryy>[12]\d))?(?!\w)",
        "yearquarter": rf"(?<![\w.,])(?P<sy>{_YEAR}|[12]\d(?=[QH]))[\s/-]?(?P<sk>[QH])(?P<sn>[1-4])(?!\w)",
        "wordquarter": r"(?<!\w)(?!(?i:(?:the\s)?last\s(?:quarter|half))"
        r"(?!\s(?:of\s)?(?:[12]\d{3}|this\b|last\b|next\b|the\b)))"
        rf"(?i:(?:the\s)?(?P<on>{ordinals})[\s-](?P<ok>quarter|half)(?:-year)?)"
        rf"(?:,?\s(?:of\s)?(?:(?i:the|fiscal|financial)\s)?(?:(?i:fiscal|financial)\s)?(?:year\s)?(?P<oy>{_YEAR}){end}"
        r"|\s(?:of\s)?(?P<orel>(?i:this|last|next|that|the|the\ssame)\syear))?"
        r"(?![\w-]|\sof\s|\s(?:running|straight|in\sa\srow|in\ssuccession|above|below|ever|in\swhich)\b)",
        "yearsquarter": rf"(?<!\w)(?P<py>{_YEAR})(?:['’]s)?\s(?i:(?P<pn>{ordinals})\s(?P<pk>quarter|half))(?!\w)",
        "nearquarter": r"(?<!\w)(?i:(?P<vrel>this|last|next)\syear['’]s\s"
        rf"(?P<vn>{ordinals})\s(?P<vk>quarter|half))(?!\w)",
        "firstmonths": rf"(?<!\w)(?i:the\sfirst\s(?P<fn>{either(numbers('counts'))}|\d{{1,2}})\smonths(?!\sof\b)"
        rf"|(?:the\s)?(?P<fo>first|last|final|closing)\s(?:(?P<fn2>{either(numbers('counts'))}|\d{{1,2}})\smonths?|month)\sof\s)"
        rf"(?:(?<=of\s)(?:(?P<fy>{_YEAR}){end}|(?P<frel>(?i:this|last|next|the)\syear))|(?<!of\s))",
        # the first three quarters of 2025, the second and third quarters
        "firstquarters": r"(?<!\w)(?i:(?:the\s)?(?:first\s(?P<fq>two|three|2|3)"
        r"|(?P<tqa>first|second|third)\sand\s(?:the\s)?(?P<tqb>second|third|fourth))\squarters)"
        rf"(?:\s(?:of\s)?(?:(?P<fqy>{_YEAR}){end}|(?P<fqrel>(?i:this|last|the)\syear)))?(?![\w-])",
        # 2023-24, 2022/23
        "years": r"(?<![\w.,:/$€£¥-])(?:FY\s?)?(?P<ysa>(?:19|20)\d{2})[-\u2013/](?P<ysb>\d{2})(?![\w%/-]|[.,]\d)",
        # 8M25, 9M 2024: the first eight months
        "monthsto": rf"(?<!\w)(?:1[-\u2013])?(?P<mn>[1-9]|1[012])M(?:\s?(?P<mny>{_YEAR})|['’]?(?P<mnyy>[12]\d))(?!\w)",
        # Aug sales, in Sept
        "short": rf"(?:{behind('in', 'since', 'until', 'during', 'by')})(?P<sh>{short})(?!\w|\s[A-Z\d])\.?"
        rf"|(?<![^\n])(?P<sh2>(?!{either(lexicon('moments').texts('like_names'))}){short})\.?(?=\s[a-z])",
        "holiday": rf"(?:{behind('by', 'before', 'until', 'since', 'after', 'on', 'this', 'till')})"
        rf"(?P<ho>{_titled_all(numbers('holidays'))})(?:\s(?P<hoy>{_YEAR}))?(?!\w)",
        # spring 2026, this summer, the 2020s
        "season": rf"(?<!\w)(?i:(?P<se>{seasons}))\s(?:of\s)?(?P<sey>{_YEAR}){end}",
        "nearseason": rf"(?<!\w)(?i:(?P<serel>this|last|next)\s(?P<se2>{seasons})"
        rf"|(?P<se3>{seasons})\s(?:of\s)?(?P<serel2>this|last|next)\syear)(?!\w)",
        "bareseason": rf"(?:{behind('in', 'by', 'until', 'before', 'since', 'from', 'over', 'during')})"
        r"(?i:the\s)?(?P<se4>spring|summer|autumn|winter)(?!\s(?:of\s)?(?:this|last|next|the\syear|\d))"
        rf"(?![\w-]|\s[A-Z]|\s(?!{either(lexicon('moments').texts('after_season'))}\b)[a-z])",
        "decade": rf"(?<!\w)(?P<dec>{_YEAR})s(?!\w)"
        rf"|(?:{behind('the', 'early', 'late', 'mid')})(?P<decw>{either(numbers('decades'))})(?!\w|\s(?:per|%))",
        "weekday": rf"(?<![\w.,:/-])(?:(?P<wc>{_CLOCK})\s(?:on\s)?)?"
        rf"(?:(?P<wrel>(?i:last|next|this|coming|the\ssame))\s)?(?P<wd>{weekdays})(?!\w)"
        rf"(?:,?\sat\s(?P<wt>{_CLOCK}))?",
        # 2024, FY2025, mid-2025
        "year": r"(?:(?<![\w.,:/$€£¥-])|(?<=[a-z]-)|(?<=[12]\d{3}[-\u2013]))(?:FY\s?)?"
        rf"(?P<y>{_YEAR})(?:[EF](?!\w))?(?![\w/]|[.,:]\d|-\d{{1,2}}(?!\d)|\s?%)|(?<!\w)[FC]Y\s?['’]?(?P<yy>[12]\d)[EF]?(?!\w|-\d)",
    }
    body = "|".join(f"(?P<k_{name}>{kind})" for name, kind in kinds.items())
    return Walk(re.compile(rf"(?<![a-z])(?=[{_FIRST}])(?:{body})"))
