"""What counts as a time in a text, what EDTF it is, and what only looks like one."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import times
from kg.extract.patterns.times.moments import find_moments
from kg.model import Moment, When

#: A Wednesday; the texts of FOUND were published then.
DAY = times.read("2025-06-11")
MONTH = times.read("2025-06")

#: A text, and what stands in it: the words and the EDTF; "?" before it marks a time that is derived.
FOUND: list[tuple[str, list[tuple[str, str]]]] = [
    # What a calendar holds is told in the present, and what somebody aims at lies ahead
    ("Deliveries abroad follow from the fourth quarter.", [("from the fourth quarter", "?2025-Q4/..")]),
    ("The Zed rolls off the line in October.", [("October", "?2025-10")]),
    ("The ban takes effect in January.", [("January", "?2026-01")]),
    ("Acme kept to its goal of breaking even in the fourth quarter.", [("the fourth quarter", "?2025-Q4")]),
    ("Acme broke even in the fourth quarter.", [("the fourth quarter", "?2024-Q4")]),
    ("The first lamps would leave Bobsted in October.", [("October", "?2025-10")]),
    ("The tax is low. From January it comes to 5%.", [("From January", "?2026-01/..")]),
    ("The tax is low. From January it came to 5%.", [("From January", "?2025-01/..")]),
    # Full dates, in the orders of English and Chinese
    ("on 7 May 2025", [("7 May 2025", "2025-05-07")]),
    ("on May 7th, 2025", [("May 7th, 2025", "2025-05-07")]),
    ("on May 7 2025", [("May 7 2025", "2025-05-07")]),
    ("the 7th of May 2025", [("7th of May 2025", "2025-05-07")]),
    ("on 2025-05-07", [("2025-05-07", "2025-05-07")]),
    ("on 2025/5/7", [("2025/5/7", "2025-05-07")]),
    ("on 2025.05.07", [("2025.05.07", "2025-05-07")]),
    ("on 15/07/2025", [("15/07/2025", "2025-07-15")]),
    ("on 07/15/2025", [("07/15/2025", "2025-07-15")]),
    ("on 05.07.2025", [("05.07.2025", "2025-07-05")]),
    ("on Sep. 20, 2024", [("Sep. 20, 2024", "2024-09-20")]),
    ("2025年5月7日", [("2025年5月7日", "2025-05-07")]),
    ("2025年5月", [("2025年5月", "2025-05")]),
    ("2025年第一季度", [("2025年第一季度", "2025-Q1")]),
    ("2025年上半年", [("2025年上半年", "2025-H1")]),
    ("5月7日", [("5月7日", "?2025-05-07")]),
    # Times of day
    ("at 7 pm on 15 May 2025", [("7 pm on 15 May 2025", "2025-05-15T19:00")]),
    ("on 15 May 2025 at 19:00", [("15 May 2025 at 19:00", "2025-05-15T19:00")]),
    ("2025-05-15T19:00", [("2025-05-15T19:00", "2025-05-15T19:00")]),
    ("Updated: 2025-04-03 08:57", [("2025-04-03 08:57", "2025-04-03T08:57")]),
    ("noon on April 1st", [("noon on April 1st", "?2025-04-01T12:00")]),
    # Days without a year
    ("on May 7th", [("May 7th", "?2025-05-07")]),
    ("on 29 March", [("29 March", "?2025-03-29")]),
    ("on Mar. 29", [("Mar. 29", "?2025-03-29")]),
    ("on 30 December", [("30 December", "?2024-12-30")]),
    ("It will open on 3 September.", [("3 September", "?2025-09-03")]),
    # Months and years
    ("in March 2024", [("March 2024", "2024-03")]),
    ("in Sept. 2024", [("Sept. 2024", "2024-09")]),
    ("since 2025-03 or so", [("since 2025-03", "2025-03/..")]),
    ("in December", [("December", "?2024-12")]),
    ("in June", [("June", "?2025-06")]),
    ("It will open in October.", [("October", "?2025-10")]),
    ("It is due in February.", [("February", "?2026-02")]),
    ("in March this year", [("March this year", "?2025-03")]),
    # Up to a month of the year, and its first days
    ("500 lamps year-to-date through April", [("year-to-date through April", "?2025-01/2025-04")]),
    ("500 lamps this year through November", [("this year through November", "?2024-01/2024-11")]),
    ("in the first six weeks of this year", [("the first six weeks of this year", "?2025-01-01/2025-02-11")]),
    ("in the first 11 days of April", [("the first 11 days of April", "?2025-04-01/2025-04-11")]),
    ("across March and April", [("March and April", "?2025-03/2025-04")]),
    (
        "It sold 94 lamps in the first quarter and 104 in the second.",
        [("the first quarter", "?2025-Q1"), ("the second", "?2025-Q2")],
    ),
    ("It came first in the first, and not in the second.", []),
    ("brought its total for the year to nearly 5,000", [("the year", "?2025")]),
    (
        "lamps made between February 6, 2024, and April 30, 2025",
        [("February 6, 2024, and April 30, 2025", "2024-02-06/2025-04-30")],
    ),
    ("was shown to the public at the end of March 2024", [("the end of March 2024", "2024-03-31")]),
    ("was unveiled to the public at the end of March 2024", [("the end of March 2024", "2024-03")]),
    ("in October last year", [("October last year", "?2024-10")]),
    ("last March", [("last March", "?2025-03")]),
    ("last October", [("last October", "?2024-10")]),
    ("next April", [("next April", "?2026-04")]),
    ("sales in May rose", [("May", "?2025-05")]),
    ("It came in 2023.", [("2023", "2023")]),
    ("the 2025 target", [("2025", "2025")]),
    (
        "founded in October 2021, it sold on 3 December that year",
        [("October 2021", "2021-10"), ("3 December that year", "?2021-12-03")],
    ),
    ("launched in March 2024 and sold from May", [("March 2024", "2024-03"), ("May", "?2024-05")]),
    ("April and May 2024", [("April", "2024-04"), ("May 2024", "2024-05")]),
    # Parts of years
    ("in Q1 2025", [("Q1 2025", "2025-Q1")]),
    ("in Q1/2025", [("Q1/2025", "2025-Q1")]),
    ("in 1Q25", [("1Q25", "2025-Q1")]),
    ("2024 Q3 was good", [("2024 Q3", "2024-Q3")]),
    ("Q1, 2024", [("Q1, 2024", "2024-Q1")]),
    ("in the first quarter of 2025", [("the first quarter of 2025", "2025-Q1")]),
    ("in the first quarter", [("the first quarter", "?2025-Q1")]),
    ("in the fourth quarter", [("the fourth quarter", "?2024-Q4")]),
    ("It will open in the fourth quarter.", [("the fourth quarter", "?2025-Q4")]),
    ("the third quarter of last year", [("the third quarter of last year", "?2024-Q3")]),
    ("in H2 2025", [("H2 2025", "2025-H2")]),
    ("in the second half of 2025", [("the second half of 2025", "2025-H2")]),
    ("in the latter half of 2026", [("the latter half of 2026", "2026-H2")]),
    ("unveiled in late-May", [("late-May", "?2025-05")]),
    ("the loss for 3QFY2024", [("3QFY2024", "2024-Q3")]),
    ("the three months ended March 31", [("the three months ended March 31", "?2025-01/2025-03")]),
    ("the nine months to September 2024", [("the nine months to September 2024", "2024-01/2024-09")]),
    ("since last year's second half", [("since last year's second half", "?2024-H2/..")]),
    ("the first nine months of 2025", [("the first nine months of 2025", "2025-01/2025-09")]),
    ("the last three months of 2022", [("the last three months of 2022", "2022-10/2022-12")]),
    ("in the final month of 2024", [("the final month of 2024", "2024-12")]),
    ("in the first 11 months of 2023", [("the first 11 months of 2023", "2023-01/2023-11")]),
    ("spring 2026", [("spring 2026", "2026-21")]),
    ("autumn of 2024", [("autumn of 2024", "2024-23")]),
    ("this summer", [("this summer", "?2025-22")]),
    ("last autumn", [("last autumn", "?2024-23")]),
    ("the 2020s", [("2020s", "202X")]),
    # Vaguer words keep the precision and are kept
    ("at the end of June", [("the end of June", "?2025-06-30")]),
    ("in early 2024", [("early 2024", "2024")]),
    ("by mid-2025", [("by mid-2025", "2025")]),
    ("in late March", [("late March", "?2025-03")]),
    ("by 2027", [("by 2027", "2027")]),
    ("as of 21 May", [("as of 21 May", "?2025-05-21")]),
    ("by the end of 2026", [("by the end of 2026", "2026-12")]),
    # Intervals
    ("between February 2024 and August 2025", [("February 2024 and August 2025", "2024-02/2025-08")]),
    ("from 2 to 5 May", [("2 to 5 May", "?2025-05-02/2025-05-05")]),
    ("on May 2-5, 2025", [("May 2-5, 2025", "2025-05-02/2025-05-05")]),
    ("January–June 2025", [("January–June 2025", "2025-01/2025-06")]),
    ("from November to January 2025", [("November to January 2025", "2024-11/2025-01")]),
    ("built from 6 February 2024 to 30 August 2025", [("6 February 2024 to 30 August 2025", "2024-02-06/2025-08-30")]),
    ("in 2021-2026", [("2021-2026", "2021/2026")]),
    ("from 2021 to 2025", [("2021 to 2025", "2021/2025")]),
    ("It could go up in July or August.", [("July or August", "?2025-07/2025-08")]),
    ("since March 2024", [("since March 2024", "2024-03/..")]),
    ("since the end of January", [("since the end of January", "?2025-01/..")]),
    ("from September 2025 onwards", [("from September 2025 onwards", "2025-09/..")]),
    ("From 2027 it is allowed", [("From 2027", "2027/..")]),
    ("sold out until 2027", [("until 2027", "../2027")]),
    ("till 3 May 2025", [("till 3 May 2025", "../2025-05-03")]),
    ("after 1 January 2024", [("after 1 January 2024", "2024-01-01/..")]),
    # Told from the publication
    ("today it said", [("today", "?2025-06-11")]),
    ("yesterday it said", [("yesterday", "?2025-06-10")]),
    ("it opens tomorrow", [("tomorrow", "?2025-06-12")]),
    ("last week", [("last week", "?2025-06-02/2025-06-08")]),
    ("this week", [("this week", "?2025-06-09/2025-06-15")]),
    ("this month", [("this month", "?2025-06")]),
    ("last month", [("last month", "?2025-05")]),
    ("next month", [("next month", "?2025-07")]),
    ("last quarter", [("last quarter", "?2025-Q1")]),
    ("this year", [("this year", "?2025")]),
    ("so far this year", [("so far this year", "?2025")]),
    ("sold in January-March", [("January-March", "?2025-01/2025-03")]),
    ("the quarter ended March 31", [("the quarter ended March 31", "?2025-01/2025-03")]),
    ("the year ending December 2024", [("the year ending December 2024", "2024-01/2024-12")]),
    ("a rule adopted in September, which could change", [("September", "?2024-09")]),
    ("a target of 5 for the first quarter", [("the first quarter", "?2025-Q1")]),
    ("next year", [("next year", "?2026")]),
    ("later this year", [("later this year", "?2025")]),
    ("earlier this month", [("earlier this month", "?2025-06")]),
    ("before the end of the year", [("before the end of the year", "?2025-12")]),
    ("three months ago", [("three months ago", "?2025-03~")]),
    ("half a year ago", [("half a year ago", "?2024-12~")]),
    ("roughly one year ago", [("one year ago", "?2024-06~")]),
    ("two years ago", [("two years ago", "?2023~")]),
    ("ten days ago", [("ten days ago", "?2025-06-01~")]),
    ("a decade ago", [("a decade ago", "?2015~")]),
    ("over the past two months", [("the past two months", "?2025-04~/2025-06~")]),
    ("over the next ten years", [("the next ten years", "?2025/2035")]),
    ("over the coming decade", [("the coming decade", "?2025/2035")]),
    ("in the last four days", [("the last four days", "?2025-06-07~/2025-06-11~")]),
    ("in the coming months", [("the coming months", "?2025-06/..")]),
    ("It is now sold out", []),
    ("It is sold out as of now", [("as of now", "?2025-06-11")]),
    # Periods by their end, in pairs, in parts
    ("in the year to March 2025", [("the year to March 2025", "2024-04/2025-03")]),
    ("in the week ended May 18, 2025", [("the week ended May 18, 2025", "2025-05-12/2025-05-18")]),
    ("in the week to 18 May", [("the week to 18 May", "?2025-05-12/2025-05-18")]),
    ("Jan-Sept 2024 exports", [("Jan-Sept 2024", "2024-01/2024-09")]),
    ("in the July-September quarter of 2024", [("July-September quarter of 2024", "2024-07/2024-09")]),
    ("in 2023-24", [("2023-24", "2023/2024")]),
    ("in the 2022/23 year", [("2022/23", "2022/2023")]),
    ("in the first three quarters of 2024", [("the first three quarters of 2024", "2024-01/2024-09")]),
    ("in Q4 FY24", [("Q4 FY24", "2024-Q4")]),
    ("24Q3 and 2024H1", [("24Q3", "2024-Q3"), ("2024H1", "2024-H1")]),
    ("It is due in Q1 next year", [("Q1 next year", "?2026-Q1")]),
    ("in May '24", [("May '24", "2024-05")]),
    ("on Thursday, 8 May", [("8 May", "?2025-05-08")]),
    ("on Thursday (May 8)", [("May 8", "?2025-05-08")]),
    ("since the start of the year", [("since the start of the year", "?2025-01/..")]),
    ("year-to-date sales", [("year-to-date", "?2025")]),
    ("by the end of the decade", [("by the end of the decade", "?2029")]),
    ("until at least 2028", [("until at least 2028", "../2028")]),
    ("in the past 24 hours", [("the past 24 hours", "?2025-06-10~/2025-06-11~")]),
    ("over the past five years", [("the past five years", "?2020-06~/2025-06~")]),
    ("in two years' time", [("in two years' time", "?2027~")]),
    ("In 12 months they have gained a fifth", [("In 12 months", "?2024-06~/2025-06~")]),
    ("In 12 months they will gain a fifth", []),
    ("in mid-to-late November 2024", [("mid-to-late November 2024", "2024-11")]),
    ("Starting in 2027, all need handles", [("Starting in 2027", "2027/..")]),
    ("those built from 2021 are safe", [("from 2021", "2021/..")]),
    ("for the fourth quarter running", []),
    ("10,000 in October 2023, its former best 9,000 in March", [("October 2023", "2023-10"), ("March", "?2023-03")]),
    (
        "It closed on 7 May 2025; the previous day it had risen",
        [("7 May 2025", "2025-05-07"), ("the previous day", "?2025-05-06")],
    ),
    (
        "sales in April 2025 were higher than a year earlier",
        [("April 2025", "2025-04"), ("a year earlier", "?2024-04")],
    ),
    ("more than a year earlier", [("a year earlier", "?2024-06~")]),
    # The end of a period, and what comes before one
    ("It will stay open to the end of May 2026.", [("the end of May 2026", "2026-05-31")]),
    ("as of the end of last year", [("as of the end of last year", "?2024-12")]),
    ("by the end of this month", [("by the end of this month", "?2025-06-30")]),
    ("work starts in the end of 2026", [("the end of 2026", "2026-12")]),
    ("due by year-end", [("by year-end", "?2025-12")]),
    ("by end-2027", [("by end-2027", "2027-12")]),
    ("not before 2028", [("before 2028", "2028/..")]),
    ("No verdict is expected before September.", [("before September", "?2025-09/..")]),
    ("There is no relief before 2027.", [("before 2027", "../2026")]),
    ("It starts no earlier than March 2027.", [("no earlier than March 2027", "2027-03/..")]),
    ("The boat, introduced in August, has 250 buyers.", [("August", "?2024-08")]),
    ("It began work in December and is to grow by 2028.", [("December", "?2024-12"), ("by 2028", "2028")]),
    ("Last May it was over 200.", [("Last May", "?2024-05")]),
    ("Last April it was over 200.", [("Last April", "?2025-04")]),
    (
        "Two sank on 24 February 2024 and one a week later, on March 3.",
        [("24 February 2024", "2024-02-24"), ("a week later", "?2024-03-02"), ("March 3", "?2024-03-03")],
    ),
    ("The strike will not end this year.", [("this year", "?2025")]),
    ("By Christmas I want it under five.", [("By Christmas", "?2025-12-25")]),
    ("ready before 1 July 2026", [("before 1 July 2026", "../2026-06-30")]),
    ("until the end of 2026", [("until the end of 2026", "../2026-12")]),
    ("Readers must wait until March 2026.", [("until March 2026", "2026-03")]),
    ("with effect from 20 June 2025", [("20 June 2025", "2025-06-20")]),
    # Hanging on what was told before
    (
        "Output was 5 in Q1 2025. It earned 7 in the quarter, from 6 a year ago.",
        [("Q1 2025", "2025-Q1"), ("the quarter", "?2025-Q1"), ("a year ago", "?2024-Q1")],
    ),
    (
        "In April 2025 it sold 5, against 4 in the same month of 2023.",
        [("April 2025", "2025-04"), ("the same month of 2023", "?2023-04")],
    ),
    (
        "up 4% in Q1, more than in the same period last year",
        [("Q1", "?2025-Q1"), ("the same period last year", "?2024-Q1")],
    ),
    (
        "It had 9 orders by 7 May 2025, of them 2 in the last three days.",
        [("by 7 May 2025", "2025-05-07"), ("the last three days", "?2025-05-04/2025-05-07")],
    ),
    ("It opened on 7 May 2025 and shut the next day.", [("7 May 2025", "2025-05-07"), ("the next day", "?2025-05-08")]),
    (
        "It opened on 7 May 2025 and shut two weeks later.",
        [("7 May 2025", "2025-05-07"), ("two weeks later", "?2025-05-21")],
    ),
    (
        "In April 2025 it sold 5, up from 4 in the previous month.",
        [("April 2025", "2025-04"), ("the previous month", "?2025-03")],
    ),
    (
        "In Q1 2025 it sold 5, a quarter earlier 4.",
        [("Q1 2025", "2025-Q1"), ("a quarter earlier", "?2024-Q4")],
    ),
    (
        "Q1 2025 was good (Q1 2024: 3). In the quarter",
        [("Q1 2025", "2025-Q1"), ("Q1 2024", "2024-Q1"), ("the quarter", "?2025-Q1")],
    ),
    ("In the first eleven months it sold 5.", [("the first eleven months", "?2024-01/2024-11")]),
    ("the first month of 2025", [("the first month of 2025", "2025-01")]),
    ("the March quarter", [("March quarter", "?2025-Q1")]),
    ("in FY26", [("FY26", "2026")]),
    ("profit in 2026E", [("2026E", "2026")]),
    ("built 2022.08.11-2023.02.28", [("2022.08.11-2023.02.28", "2022-08-11/2023-02-28")]),
    # Short forms, holidays, weekends, datelines
    ("8M25 sales", [("8M25", "2025-01/2025-08")]),
    ("Sept sales fell", [("Sept", "?2024-09")]),
    ("sold in Apr.", [("Apr.", "?2025-04")]),
    ("It will be gone by Christmas.", [("by Christmas", "?2025-12-25")]),
    ("over the weekend", [("over the weekend", "?2025-06-07/2025-06-08")]),
    ("next weekend", [("next weekend", "?2025-06-14/2025-06-15")]),
    ("OSLO, June 10 (Skerry Wire) - It sank on 9 June.", [("9 June", "?2025-06-09")]),
    ("Bergen, 10 June 2025 — It sank.", []),
    ("the first four months of the year", [("the first four months of the year", "?2025-01/2025-04")]),
    ("built 2022.08.11–2023.02.28", [("2022.08.11–2023.02.28", "2022-08-11/2023-02-28")]),
    # What is to come in another clause does not move what has been
    ("He took over in September, and reckons that it'll float soon", [("September", "?2024-09")]),
    # Weekdays
    ("it said on Tuesday", [("Tuesday", "?2025-06-10")]),
    ("it said on Wednesday", [("Wednesday", "?2025-06-11")]),
    ("it said on Thursday", [("Thursday", "?2025-06-05")]),
    ("it will open on Thursday", [("Thursday", "?2025-06-12")]),
    ("last Wednesday", [("last Wednesday", "?2025-06-04")]),
    ("next Tuesday", [("next Tuesday", "?2025-06-17")]),
    ("this Friday", [("this Friday", "?2025-06-13")]),
    ("At 3 p.m. on Tuesday it rang.", [("3 p.m. on Tuesday", "?2025-06-10T15:00")]),
    ("shortly after 7 a.m. on Monday", [("7 a.m. on Monday", "?2025-06-09")]),
    ("On Friday it will open.", [("Friday", "?2025-06-13")]),
    # What a genitive owns is no name; the month is no sign of the future
    ("Acme's May sales fell", [("May", "?2025-05")]),
    ("Acme's FY2024 report", [("FY2024", "2024")]),
    ("In March and May it sold 5.", [("March", "?2025-03"), ("May", "?2025-05")]),
    ("In April and May it sold 5.", [("April and May", "?2025-04/2025-05")]),
    ("It may end soon, and is down since January.", [("since January", "?2025-01/..")]),
    ("One ship will not rescue a yard that lost 5 in July.", [("July", "?2024-07")]),
    # Parts of years and months
    ("the January-to-March period", [("January-to-March", "?2025-01/2025-03")]),
    ("on the first day of May", [("the first day of May", "?2025-05-01")]),
    ("on the last day of May", [("the last day of May", "?2025-05-31")]),
    ("It was ready by spring.", [("by spring", "?2025-21")]),
    ("It wears winter tyres in winter tests.", []),
    ("In the nineties it made radios.", [("nineties", "199X")]),
    ("until the start of 2029", [("until the start of 2029", "../2029-01")]),
    ("It will not arrive until 2027.", [("until 2027", "2027")]),
    ("a fortnight ago", [("a fortnight ago", "?2025-05-28~")]),
    # Hanging on what stands before, or behind
    ("Having made 4 a year earlier, it made 5 in May.", [("a year earlier", "?2024-05"), ("May", "?2025-05")]),
    ("from 4 the month before to 5 in May", [("the month before", "?2025-04"), ("May", "?2025-05")]),
    ("It opened in May 2024 and closed the month after.", [("May 2024", "2024-05"), ("the month after", "?2024-06")]),
    ("It opened on 7 May 2025; a day later it shut.", [("7 May 2025", "2025-05-07"), ("a day later", "?2025-05-08")]),
]

NOTHING = [
    "It may rain and it may snow.",
    "May I come in?",
    "May the best boat win.",
    "Theresa May spoke.",
    "They march on the town.",
    "one second and two seconds",
    "the model 2025",
    "of model year 2024",
    "CES 2025 opened",
    "the 2025 Halcyon Skiff",
    "the new 2024 models",
    "her 2014 Halcyon",
    "eight years before the fire",
    "Lei Jun 2025 said",
    "for three months",
    "within 24 hours",
    "the monthly report",
    "the second half of the game",
    "on 05/07/2025",
    "on 31 February 2025",
    "the code X-2025-",
    "a fee of $2025",
    "2025%",
    "the spring in the seat",
    "third-quarter-size",
    "the hydrogen H3",
    "it has so far been calm, and recently wet",
    "in the quarter",
    "two weeks later",
    "that day",
    "a Christmas tree",
    "Jan said so",
    "",
]


def _shown(moment: Moment) -> str:
    return ("?" if moment.when.basis == "derived" else "") + moment.when.text


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_a_time_has_its_words_and_its_edtf(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.span.text, _shown(one)) for one in find_moments(text, DAY)] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert [one.span.text for one in find_moments(text, DAY)] == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It is sold out as of now", "2025-06~"),
        ("half a year ago", "2024-12~"),
        ("two months ago", "2025-04~"),
        ("last month", "2025-05"),
        ("last year", "2024"),
        ("on 29 March", "2025-03-29"),
        ("yesterday", ""),
        ("last week", ""),
        ("on Tuesday", ""),
        ("three days ago", ""),
    ],
)
def test_a_publication_known_by_its_month_gives_no_days(text: str, edtf: str) -> None:
    (moment,) = find_moments(text, MONTH)
    assert moment.when.text == edtf
    assert moment.when.words == moment.span.text


@pytest.mark.parametrize(
    "text", ["last week", "in December", "on Tuesday", "three months ago", "as of now", "the first quarter"]
)
def test_without_a_publication_what_needs_one_has_words_only(text: str) -> None:
    (moment,) = find_moments(text, None)
    assert (moment.when.text, moment.when.start, moment.when.end) == ("", None, None)
    assert moment.when.basis == "stated"  # no date was derived
    assert moment.when.words == moment.span.text


def test_without_a_publication_a_stated_date_is_read_all_the_same() -> None:
    found = find_moments("since 7 May 2025. In April", None)
    assert [one.when.text for one in found] == ["2025-05-07/..", ""]


@pytest.mark.parametrize(
    ("text", "words"), [("in early 2024", "early 2024"), ("by 2027", "by 2027"), ("on 7 May 2025", None)]
)
def test_words_are_kept_where_they_are_vaguer_than_the_edtf(text: str, words: str | None) -> None:
    (moment,) = find_moments(text, DAY)
    assert moment.when.words == words
    assert moment.when.basis == "stated"


_SHARDS = st.sampled_from(
    [
        "May",
        "March",
        "7",
        "7th",
        "2025",
        "Q1",
        "first",
        "quarter",
        "of",
        "the",
        "since",
        "until",
        "by",
        "from",
        "to",
        "and",
        "–",
        "between",
        "last",
        "next",
        "this",
        "year",
        "month",
        "week",
        "ago",
        "three",
        "a",
        "half",
        "early",
        "the end of",
        "on",
        "Tuesday",
        "2025-05-07",
        "T19:00",
        ",",
        ".",
        " ",
        "\n",
        "-",
        "/",
        "年",
        "月",
        "5月7日",
        "at 7 pm",
        "now",
        "2020s",
        "spring",
        "SU7",
        "'s",
        "\u00a0",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=80), st.lists(_SHARDS, max_size=24).map("".join), st.lists(_SHARDS, max_size=24).map(" ".join)
)
_PUBLISHED = st.sampled_from([None, DAY, MONTH, times.read("2025"), times.read("2024-02-29T10:00:00")])


@given(_TEXTS, _PUBLISHED)
@settings(max_examples=400, deadline=None)
def test_spans_are_exact_sorted_and_apart_and_every_edtf_is_valid(text: str, published: When | None) -> None:
    found = find_moments(text, published)
    assert all(text[one.span.start : one.span.end] == one.span.text != "" for one in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    for one in found:
        assert one.when.text or one.when.words
        if one.when.text:
            assert times.read(one.when.text, one.when.basis, one.when.words) == one.when
    assert found == find_moments(text, published)


_HOSTILE = [
    "1",
    "2025",
    "2025-",
    "2025 ",
    "2025-05-",
    "May ",
    "May 7, ",
    "7 May to ",
    "first ",
    "first quarter of ",
    "the ",
    "since ",
    "the end of ",
    "a year earlier ",
    "last ",
    "Q1 ",
    "now ",
    "Tuesday ",
    "2025年",
    " ",
    "12:00 ",
    "/",
    "will ",
    "In May ",
]


@pytest.mark.parametrize("shard", _HOSTILE)
def test_a_hostile_text_costs_linear_time(shard: str) -> None:
    """Ten times the text costs about ten times the time, never a hundred times; a tick is granted to the clock."""

    def seconds(size: int) -> float:
        text = shard * (size // len(shard))
        start = time.process_time()
        find_moments(text, DAY)
        return time.process_time() - start

    small, large = (seconds(size) for size in (4_000, 40_000))
    assert large < 30 * small + 0.2
