"""What the figures that no pattern reads are tied to: metric, thing, sign, time, way of counting, manner; what not.

Every case is a text about invented firms with the claims that must come out ("who property figure", with more slots
where they matter) and those that must not ("!who property figure", "!property", "!figure").
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg import times
from kg.errors import Location
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.extract.patterns.amounts.bounds import bound_before
from kg.extract.patterns.figures.figurecues import Cues
from kg.model import Article, Claim, Entity, Reading, Schema
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

pytest.importorskip("spacy")

NAMES = {
    "Acme": "Carmaker",
    "Acme Motor Norland": "Carmaker",
    "Acme's lamp business": "OrganisationalUnit",
    "Vega's plant": "Factory",
    "Vega's first phase": "Factory",
    "Norton": "Carmaker",
    "Vega": "Carmaker",
    "Lyra": "Brand",
    "Zed": "VehicleModel",
    "Zed Max": "VehicleVariant",
    "Kite": "VehicleModel",
    "Quark": "Chip",
    "Pico 9": "Device",
    "Jane Doe": "Person",
    "Brightcount": "DataFirm",
    "Harrow": "FinancialInstitution",
    "Makers United": "Association",
    "Tower Bureau": "Regulator",
    "Norland": "Place",
}

CASES = [
    # What a figure is set against: of a time that owns it, without a unit, in a sentence of its own.
    ("Acme held a 47% share of the market in July, up 2 percentage points from June's 45%.",
     ["acme marketShare 47", "acme marketShare 45"]),
    # An aside behind a name tells who that is, and takes no figure; a year of which an aim is told is not over.
    ("Acme sold 17,000 cars, Vega 18,800 and Norton, the owner of Lyra, 35,300.",
     ["vega unitsSold 18800", "norton unitsSold 35300", "!vega unitsSold 35300"]),
    ("In May Acme sold 17,000 cars, Vega, which owns Lyra, 18,800 and Norton (Kite, Zed) 35,300.",
     ["vega unitsSold 18800", "norton unitsSold 35300", "!lyra unitsSold 18800"]),
    ("In January Acme delivered 9,000 cars. It stands by its target of one million for 2025. Norton delivered 7,000.",
     ["acme deliveries 9000 2025-01", "norton deliveries 7000", "!norton deliveries 7000 2025"]),
    ("The range of the Zed is 700 km, higher than the base Kite's 606 km.", ["kite drivingRange 606"]),
    ("The waiting time for the Zed is 33 weeks, down from 38.", ["zed waitingTime 33", "zed waitingTime 38"]),
    ("Acme cut the waiting time for the Zed to 24 weeks from 30.", ["zed waitingTime 24", "zed waitingTime 30"]),
    ("Acme held a 19.1% share of the market in February. This was up from 15.8% in January.",
     ["acme marketShare 15.8 2025-01"]),
    ("Acme reported a net loss of $1.2 billion in the second quarter. This was up 52% from $0.8 billion in the first "
     "quarter.", ["acme loss 800000000 2025-Q1"]),
    ("Acme grew its market share from 22% to 24%, and Norton gained from 15% to 18%.",
     ["acme marketShare 22", "norton marketShare 15", "!acme marketShare 15"]),
    ("Acme's deliveries were 900 cars in May, up from 800 in April and down from 950 a year ago.",
     ["acme deliveries 800 2025-04", "acme deliveries 950"]),
    # Rows: each of the things has the figure of its place, in every row of the sentence.
    ("Acme and Norton sold 300 and 200 cars in May.", ["acme unitsSold 300", "norton unitsSold 200"]),
    ("Acme, Norton and Vega delivered 900, 800 and 700 cars, respectively, representing increases of 9%, 8% and 7%.",
     ["acme growth 9", "norton growth 8", "vega growth 7", "vega deliveries 700", "!share"]),
    ("Acme and Norton ranked second and third.", ["acme marketRank 2", "norton marketRank 3"]),
    ("In May, Acme sold 900 cars and held a 30% share of the market. Norton and Vega ranked second and third with 9.3% "
     "and 9.2% shares, respectively.", ["norton marketShare 9.3", "vega marketShare 9.2", "vega marketRank 3"]),
    ("Acme and Norton have 20,000 employees and 300 shops.", ["!norton storeCount 300"]),
    # Each of a row is of the thing behind its preposition, or all of who does the verb.
    ("The range is 830 km for the Zed and 800 km for the Kite.", ["zed drivingRange 830", "kite drivingRange 800"]),
    ("Norland said it would set tariffs of 17.4% for Acme, 20% for Norton and 38.1% for Vega.",
     ["acme tariffRate 17.4", "vega tariffRate 38.1", "!norland tariffRate 17.4"]),
    ("Acme paid 3 billion dollars for Norton and 2 billion dollars for Vega.",
     ["acme amountPaid 2000000000", "!vega amountPaid"]),
    # A change goes with the level that it led to, or with the figure that its sentence takes up.
    ("Acme delivered 900 cars in April. Norton recorded a 31% annual jump to 6,658 cars.",
     ["norton deliveries 6658", "norton growth 31"]),
    ("Acme had a 12% year-on-year decline, with 6,155 cars delivered in May.", ["acme growth -12"]),
    ("Acme delivered 7,506 cars in May. However, this figure represents a 26% decrease from April.",
     ["acme growth -26 2025-05", "!share"]),
    ("Acme sold 900 cars in May, representing a 5% year-on-year drop.", ["acme growth -5", "!share"]),
    # What was done in the time behind is of that time, also where another figure is set against it.
    ("Acme delivered 7,506 cars in May, a 6% increase from the 7,079 units delivered in April.",
     ["acme deliveries 7079 2025-04", "acme growth 6 2025-05"]),
    ("Acme delivered 500 cars in May, up 6% from April, during which it delivered 470 cars.",
     ["acme deliveries 470 2025-04", "acme growth 6 2025-05"]),
    ("Acme had a good month in July, delivering 34,134 cars.", ["acme deliveries 34134 2024-07"]),
    ("From January to May, Acme sold 900 cars, a year-on-year increase of 6%.", ["acme unitsSold 900 2025-01/2025-05"]),
    ("Acme came third, reporting a 2% QoQ revenue increase to 2 billion yuan.",
     ["acme growth 2 measure=revenue", "acme revenue 2000000000"]),
    ("Acme took third place with a 2% yoy revenue decrease to 2 billion yuan.", ["acme growth -2 measure=revenue"]),
    ("Acme delivered 10,059 models in May.", ["!modelCount"]),
    # A share moves by points.
    ("The market share of Acme declined 1.3 percentage points to 13.1 per cent.",
     ["acme growth -1.3", "acme marketShare 13.1", "!acme marketShare 1.3"]),
    (
        "At Acme the gross margin was 17 per cent last year, at Norton 19.4 and at Vega 18.5 per cent.",
        ["acme grossMargin 17", "norton grossMargin 19.4", "vega grossMargin 18.5"],
    ),
    ("Acme unveiled the Kite. It hopes to deliver 10,000 of them this year.", ["kite deliveries 10000"]),
    # A part that nobody knew is told of by a measure, or opens the sentence.
    ("Acme had revenue of 90 billion yuan.\n\nAt the mobile division, revenues of 26 billion yuan were up 1 percent.",
     ["acme-mobile-division revenue 26000000000", "acme-mobile-division growth 1", "!acme revenue 26000000000"]),
    ("At Acme's van division, sales fell to 11 billion yuan.",
     ["acme-van-division revenue 11000000000", "!acme revenue"]),
    # What the sentence before told changed; a drop from last year's figure.
    ("Acme delivered 8,500 vans in May.\n\nThat was up 25 percent from a year ago.", ["acme growth 25"]),
    ("Acme's revenue was 22 billion yuan, a sharp drop from last year's 33 billion yuan.",
     ["acme revenue 22000000000", "acme revenue 33000000000"]),
    # What another thing has is its own; how far two lie apart is a figure of neither
    ("Acme sold 526,000 cars, compared with Norton's 484,500.", ["acme unitsSold 526000", "norton unitsSold 484500"]),
    ("Acme sold 811,000 cars, more than Norton's 741,000 units and Vega's 650,000.",
     ["norton unitsSold 741000", "vega unitsSold 650000", "!acme unitsSold 741000"]),
    ("Acme sold 324,000 cars, beating Norton by 8,700 units.", ["acme unitsSold 324000", "!8700"]),
    ("Acme built around 800,000 fewer cars than in May.", ["!800000"]),
    ("Acme and Norton each sold 30,000 cars.", ["acme unitsSold 30000", "norton unitsSold 30000"]),
    ("Acme and Norton sales both grew 11 percent.", ["acme growth 11", "norton growth 11"]),
    ("Acme and Norton fell while Vega sold 30,000 cars each month.", ["!norton unitsSold"]),
    ("Norton saw a slight 0.3% QoQ revenue decrease to 1.87 billion yuan.", ["norton growth -0.3"]),
    ("Acme sold more than Norton in Norland. The manufacturer sold 7,231 cars in April.", ["acme unitsSold 7231"]),
    # A move names its unit once; percentage points are how far a share went
    ("Acme's market share fell from 20 to 16 percent.", ["acme marketShare 20", "acme marketShare 16"]),
    ("Acme's sales rose from 1.2 to 1.5 million cars.", ["acme unitsSold 1200000", "acme unitsSold 1500000"]),
    ("Acme's market share declined 1.3 percentage points to 13.1 percent.",
     ["acme growth -1.3", "acme marketShare 13.1", "!marketShare 1.3"]),
    # A part of a firm has its own figures, by whatever it is called; those of a part that nobody knows are left.
    ("Acme made a profit of 10 billion yuan. Acme is pleased. Lamps brought in 7 billion yuan.",
     ["acme's-lamp-business revenue 7000000000", "!acme revenue"]),
    ("Acme is pleased. Acme sold much. Sales of lamps rose to 19.8 billion yuan. The segment's gross margin was 25.5%.",
     ["acme's-lamp-business revenue 19800000000", "acme's-lamp-business grossMargin 25.5", "!acme grossMargin"]),
    ("Acme is pleased. Acme sold much. The segment for lamps earned 7 billion yuan. Group revenue was 90 billion yuan.",
     ["acme's-lamp-business netProfit 7000000000", "acme revenue 90000000000"]),
    ("Acme made a profit of 9 billion yuan. Acme is pleased. Lamps disappointed. Revenue fell 3% to 7 billion yuan.",
     ["acme's-lamp-business growth -3", "acme's-lamp-business revenue 7000000000", "!acme revenue"]),
    ("Acme is pleased. Acme sold much. Revenue from lamps was 9 percent lower.", ["acme's-lamp-business growth -9"]),
    ("Acme is pleased. The gross margin at Acme's lamp division was 9 percent.",
     ["acme's-lamp-business grossMargin 9"]),
    ("Acme is pleased. Acme sold much. The gross margin of the segment was 25.5%.", ["!grossMargin"]),
    ("Acme is pleased. Acme sold much. Global sales of lamps came to 500 billion yuan.", ["!revenue"]),
    ("Acme is pleased. Acme sold much. Norton's lamps brought in 9 billion yuan.", ["!acme's-lamp-business revenue"]),
    # What is built in phases has figures, and each phase its own
    ("Vega's plant was opened. The first phase has a capacity of 150,000 cars a year.",
     ["vega's-first-phase productionCapacity 150000", "!vega's-plant productionCapacity"]),
    ("Vega's plant can build 300,000 cars a year, 150,000 of them in the first phase.",
     ["vega's-plant productionCapacity 300000", "vega's-first-phase productionCapacity 150000"]),
    ("Vega's plant is new. In its first phase the plant is to turn out 150,000 cars a year.",
     ["vega's-first-phase productionCapacity 150000", "!vega's-plant productionCapacity"]),
    # What was expected of a profit is a profit by the same rule.
    ("Adjusted net profit of Acme rose to 11 billion yuan; here the market had counted on 10 billion.",
     ["acme netProfit 10000000000 accounting=adjusted"]),
    # A stake is one in a firm, which the others of its row share.
    ("Acme holds 65% of Norton.", ["acme shareholding 65 comparedTo=norton"]),
    ("Jane Doe owns 24.2% of Norton's shares.", ["jane-doe shareholding 24.2 comparedTo=norton"]),
    ("Acme raised its stake in Norton to 12%.", ["acme shareholding 12 comparedTo=norton"]),
    ("Acme holds 51% of Norton, Vega 39%.", ["vega shareholding 39 comparedTo=norton"]),
    ("The cars come from Norton, a venture in which Acme holds 51%.", ["acme shareholding 51 comparedTo=norton"]),
    ("The plant belongs to Norton. Acme holds 51% of it, Vega 39%.", ["acme shareholding 51 comparedTo=norton",
     "vega shareholding 39 comparedTo=norton"]),
    ("Acme paid 1.5 billion yuan for 21% of Norton.", ["acme shareholding 21 comparedTo=norton"]),
    # A version right behind a figure has it
    ("The Zed has a battery of 42 kWh in the base version, 51 kWh in the Max.",
     ["zed-max batteryCapacity 51", "!zed batteryCapacity 42"]),
    # Some of what is counted are told apart by what no scope holds, but for a time.
    ("Acme ran 3,172 shops at the end of May, 964 of them by the sea.", ["acme storeCount 3172", "!storeCount 964"]),
    ("Acme delivered 20,575 cars in May, of which 5,082 were red.", ["acme deliveries 20575", "!deliveries 5082"]),
    ("Acme delivered 20,575 cars in May, 5,082 of them in the last week.", ["acme deliveries 5082"]),
    # Whole markets, and things that are another's, change by themselves.
    ("Acme sold 400 cars in May. The whole market shrank by 9% on the year.", ["acme unitsSold 400", "!growth"]),
    ("Acme sold 400 cars in May. Retail sales of passenger lamps fell 13%.", ["!growth"]),
    # What a sentence does no more than bring up is what the next one speaks of.
    ("Acme sold 400 cars in May. And Norton? It delivered 300 cars.", ["norton deliveries 300"]),
    ("Norton sold 400 cars in May. And the Zed Max? It sold 300 units.", ["zed-max unitsSold 300"]),
    ("Acme sold 400 cars in May. Then there is Norton. It delivered 300 cars.", ["norton deliveries 300"]),
    # How many times as much as before is a change; as another's, it is none.
    ("Acme delivered 400 cars, nearly double the figure of last May.", ["acme deliveries 400", "acme growth 2"]),
    ("Acme delivered 400 cars, three times as many as a year ago.", ["acme growth 3"]),
    ("Acme delivered 400 cars, twice as many as Norton.", ["!growth"]),
    # A unit before a further noun only tells of what sort that is.
    ("Acme had 87 car sales centres in May.", ["acme storeCount 87", "!unitsSold"]),
    # Who does the verb keeps the figure, whatever is put in between.
    ("Norton, whose only car is the Kite sedan, delivered 10,000 units in June.", ["norton deliveries 10000"]),
    # What another is measured by has no figure of its own, and is not meant behind it.
    ("Acme has an 8% market share. Gross margin was 15.4%, more than Norton managed.", ["!norton grossMargin 15.4"]),
    # The parser binds a noun to its verb as to another noun.
    ("The Zed is new. The sedan costs from 215,900 yuan.", ["zed price 215900"]),
    # What is set against another by a measure and with a time of its own.
    ("Norton made a profit of 3 billion yuan, against a loss of 2 billion yuan in 2024.",
     ["norton netProfit 3000000000", "norton loss 2000000000 2024"]),
    ("Vega made a profit of 3 billion yuan, against a loss of 2 billion yuan in the plan.", ["!loss"]),
    # A number counts what its noun does only where the metric is of that.
    ("Acme is pleased. Two Acme cars burned on Monday.", ["!modelCount"]),
    ("Acme bought back 7.5 million of its shares on Thursday.", ["!sharesIssued"]),
    ("Acme has more than 130 billion yuan in cash.", ["!amountPaid"]),
    ("The Zed can be pre-ordered at 814,900 yuan.", ["zed price 814900", "!deposit"]),
    ("The Kite retained 60% of its rated range.", ["kite share 60"]),
    # Measures have plurals, too, and stand before what they measure.
    ("The Kite rolls on 18 inch wheels.", ["kite wheelSize 18"]),
    # An age between commas, and a price without its currency.
    ("Jane Doe, 46, leads Acme.", ["jane-doe age 46"]),
    # The particle of a verb is no bound, and falls are negative.
    ("Acme handed over 28,843 vehicles in May, 12% more than a year earlier.",
     ["acme deliveries 28843 exact 2025-05", "acme growth 12 measure=deliveries base=year-on-year"]),
    ("In January Acme delivered 20,000 cars, down 40% from a year earlier.", ["acme growth -40 measure=deliveries"]),
    ("Acme delivered over 31,000 cars in May.", ["acme deliveries 31000 more-than"]),
    ("Deliveries at Norton fell 12% year on year to 20,011 vehicles in January.",
     ["norton growth -12 base=year-on-year", "norton deliveries 20011 2025-01"]),
    ("Norton delivered 27,182 vehicles in January, an increase of 96% on the year but 40% fewer than in December.",
     ["norton growth 96", "norton growth -40"]),
    ("Acme's shares closed 5% lower at HK$50.", ["acme sharePriceChange -5", "acme sharePrice 50"]),
    ("Acme's stock rose 5.3% to $45.12 after the results.", ["acme sharePriceChange 5.3", "acme sharePrice 45.12"]),
    ("Shares of Acme lost 4%, Norton 3% and Vega 2%.", ["acme sharePriceChange -4", "vega sharePriceChange -2"]),
    ("Shares of Acme rose 4%, Norton 3% and Vega 2%.", ["acme sharePriceChange 4", "vega sharePriceChange 2"]),
    ("Shares of Acme are down 5% since January.", ["acme sharePriceChange -5 2025-01/2025-06"]),
    ("Since its March peak the share of Acme has lost 5%.", ["acme sharePriceChange -5 2025-03/2025-06"]),
    ("Acme's share price lost over 5%.", ["acme sharePriceChange -5 less-than", "!growth"]),
    ("Acme's deliveries fell by at least 12% in May.", ["acme growth -12 at-most measure=deliveries"]),
    ("Acme's operating profit fell 58% to 1.3 billion euros.",
     ["acme growth -58 measure=profit", "acme operatingProfit 1300000000"]),
    ("Acme's gross margin came in at 15.6%, up 1.2 percentage points.",
     ["acme grossMargin 15.6", "acme growth 1.2 measure=margin", "!acme grossMargin 1.2"]),
    ("Acme reported almost 50% more revenue in the fourth quarter.", ["acme growth 50 measure=revenue"]),
    ("Brightcount said that shipments of Acme fell by 10% in 2024.", ["acme growth -10 measure=shipments"]),
    ("Acme's research spending rose 30% to 7.8 billion yuan.",
     ["acme growth 30 measure=research", "acme researchSpending 7800000000"]),
    # Who tells figures of others by trade: they are not the teller's own, but for what is.
    ("Harrow has raised its target for Acme. It expects deliveries of 40,000 cars this year, with a margin of 20%.",
     ["acme deliveries 40000 predicted", "!harrow deliveries", "!harrow grossMargin"]),
    ("Acme had a good May. Harrow sees the shares at HK$56.", ["!harrow sharePrice"]),
    ("Acme fell short. Harrow's analysts forecast sales of 260,000 cars in 2026.",
     ["acme unitsSold 260000 predicted"]),
    ("Makers United put sales of Acme at 12,860 cars in 2024.", ["acme unitsSold 12860", "!makers-united unitsSold"]),
    ("Harrow's net profit rose to 2 billion yuan in 2024.", ["harrow netProfit 2000000000"]),
    # What makes a figure comparable.
    ("Acme's deliveries rose 12% to 20,011 vehicles in May year on year.",
     ["acme growth 12 measure=deliveries base=year-on-year", "acme deliveries 20011"]),
    ("Acme posted a 12% year-on-year increase in deliveries in May.",
     ["acme growth 12 measure=deliveries base=year-on-year"]),
    ("Acme's net profit surged 64% compared to the same period last year.",
     ["acme growth 64 measure=profit base=year-on-year", "!acme growth 2024"]),
    ("Acme has delivered 200,000 cars since its launch in March 2024.",
     ["acme deliveries 200000 counting=cumulative 2024-03/2025-06"]),
    ("Acme now sells 5,000 cars every week.", ["acme unitsSold 5000 counting=rate per=week"]),
    # Against what a change is measured where nothing beside it tells.
    ("In the third quarter of 2024 the revenue of Acme rose 30.5%.",
     ["acme growth 30.5 measure=revenue base=year-on-year"]),
    ("The revenue of Acme rose 30.5% in May.", ["acme growth 30.5 measure=revenue", "!base=year-on-year"]),
    ("Acme delivered 20,011 cars in January 2025, down 34% from a year earlier and 46% from December.",
     ["acme growth -34 base=year-on-year", "acme growth base=month-on-month"]),
    ("In the first quarter Acme's revenue came to 5 billion yuan. Its net profit rose 12% to 2 billion yuan.",
     ["acme growth 12 measure=profit base=year-on-year"]),
    ("Acme delivered 5,000 cars in January, up 27% on the year. Norton's deliveries rose 9% to 3,000.",
     ["norton growth 9 base=year-on-year"]),
    ("Acme delivered 5,000 cars in the week of May 5 to 11, 12% more than the 4,464 of the week before.",
     ["acme growth 12 base=week-on-week"]),
    ("Acme sold 5,000 cars in May. Its sales rose 12%.", ["acme growth 12", "!growth base=year-on-year"]),
    ("Acme expects its sales to grow by 20% a year.", ["acme growth 20 base=year-on-year"]),
    # Whose time it is.
    ("Norton, first for most of 2024, delivered 5,000 cars.", ["norton deliveries 5000 timeless"]),
    ("Acme, market leader for most of 2024, delivered 5,000 cars. Norton's deliveries rose to 3,000.",
     ["acme deliveries 5000 timeless", "!norton deliveries 2024"]),
    ("Acme, founded in 2014, delivered 5,000 cars in May.", ["acme deliveries 5000 2025-05"]),
    ("The Zed, a car with 700 km of range, will be launched in July.", ["zed drivingRange 700 timeless"]),
    ("Research cost Acme 3 billion yuan, and Jane Doe said that it would spend 9 billion in 2026.",
     ["!acme researchSpending 3000000000 2026"]),
    # Since when, by when, in which whole year.
    ("Since the beginning of May Acme has had 11,400 orders.",
     ["acme orders 11400 2025-05/2025-06 counting=in-period"]),
    ("The Zed has drawn 80,000 orders since March 19.", ["zed orders 80000 2025-03-19/2025-06-10 counting=in-period"]),
    ("Acme will try to deliver 120,000 cars by the end of the year.", ["acme deliveries 120000 2025 counting=target"]),
    ("Acme cut its annual target of 350,000 deliveries in May.", ["acme deliveries 350000 2025 counting=target"]),
    ("Acme delivered 5,000 cars in May. For the whole year it wants to deliver 90,000.",
     ["acme deliveries 90000 2025 counting=target"]),
    ("Acme had a weak April. It delivered 5,000 cars that month, after 7,000 in March.",
     ["acme deliveries 5000 2025-04"]),
    # How it counts.
    ("A total of 27,307 Zeds were delivered between January and March.",
     ["zed deliveries 27307 2025-01/2025-03 counting=in-period"]),
    ("Orders for the Zed passed 100,000 within two days.", ["zed orders 100000 counting=cumulative"]),
    ("On Friday Acme counted nearly 90,000 orders in the first 24 hours.", ["acme orders 90000 counting=in-period"]),
    ("In the first quarter Acme delivered 57,373 cars, above its own guidance of 54,000 to 56,000.",
     ["acme deliveries 57373 asserted counting=in-period", "acme deliveries 54000 planned counting=target"]),
    ("Monthly deliveries of the Zed are to reach 10,000 in July.", ["zed deliveries 10000 2025-07 counting=target"]),
    ("Norton delivered 40,397 cars in May, while its rival Acme delivered 42,013.", ["acme deliveries 42013 2025-05"]),
    ("Acme recalls 23,418 cars made between January and March 2025.", ["acme recalledUnits 23418 timeless"]),
    ("The Zed reaches 300 km/h and will be delivered from late July.", ["zed topSpeed 300 timeless"]),
    ("Acme sold 247,000 cars in 2024, up 6% on 2023.", ["acme growth 6 2024 base=year-on-year"]),
    # A target or a sum in the next clause is none of this one.
    ("Acme built 18,378 cars in 2024 and targets 25,000 this year.", ["acme output 18378 counting=in-period"]),
    ("Acme is the third-largest maker of cars in Norland.", ["acme marketRank 3 ranking=maker_of_cars_in_Norland"]),
    ("The Zed drew 240,000 orders in 18 hours.", ["zed orders 240000 counting=in-period"]),
    ("At the three-minute mark there were 200,000 orders for the Zed.", ["zed orders 200000 counting=cumulative"]),
    ("The Zed starts at 215,900 yuan before subsidies.", ["zed price 215900 at-least pricing=before-subsidy"]),
    ("The Zed accelerates from zero to 60 mph in 4 seconds.", ["zed accelerationTime 4"]),
    ("Acme sold 5,000 cars in Norland in May.", ["acme unitsSold 5000 place=norland 2025-05"]),
    ("In Norland, Acme delivered 12,000 cars in May.", ["acme deliveries 12000 place=norland"]),
    ("Acme, which is based in Norland, sold 3,000 cars in May.",
     ["acme unitsSold 3000 2025-05", "!unitsSold place=norland"]),
    ("Acme sold 9,000 cars in May, its plant in Norland said.",
     ["acme unitsSold 9000", "!unitsSold place=norland"]),
    ("Acme is recalling 12,000 cars built from May 2023 to June 2024.",
     ["acme recalledUnits 12000", "!recalledUnits 2023-05/2024-06"]),
    # Targets, plans, forecasts, denials.
    ("Acme has set itself a target of 320,000 deliveries for 2025.",
     ["acme deliveries 320000 planned counting=target 2025"]),
    ("Acme's deliveries came to 215,000 units in the first half of 2025.", ["acme deliveries 215000 2025-H1"]),
    ("Acme plans to cut up to 35,000 jobs in Norland.", ["acme jobsCut 35000 planned at-most"]),
    ("On July 5 Acme is to start trading in Norland, at up to $131.50 a share.", ["acme sharePrice 131.5 planned"]),
    ("Acme expects to sell 550,000 cars this year.", ["acme unitsSold 550000 planned"]),
    ("Acme denied that it had sold only 3,000 cars in May.", ["acme unitsSold 3000 denied"]),
    ("Acme aims to double its sales to one million cars in 2027.", ["acme unitsSold 1000000 planned counting=target"]),
    ("Acme operates 300 stores and wants to have more than 400 by the end of 2026.",
     ["acme storeCount 300 asserted", "acme storeCount 400 more-than planned"]),
    ("If demand holds, Acme could sell 40,000 Zeds a month, Jane Doe said.", ["zed unitsSold 40000 conditional"]),
    ("Brightcount: shipments of Acme in 2027: 30 million phones.", ["acme shipments 30000000 2027 predicted"]),
    # Lists of parallel figures.
    ("Acme delivered 33,181, Norton 36,275 and Vega 36,728 vehicles in March.",
     ["acme deliveries 33181", "norton deliveries 36275 2025-03", "vega deliveries 36728"]),
    ("Acme delivered 39,002 cars in January. Norton handed over 32,059, while Vega managed 27,182.",
     ["norton deliveries 32059", "vega deliveries 27182", "!norton deliveries 27182"]),
    ("Acme delivered 27,182 vehicles: 20,894 Acme cars and 3,481 Lyra cars.", ["lyra deliveries 3481"]),
    ("The Zed is priced at 150,000, 180,000 and 210,000 yuan.",
     ["zed price 150000", "zed price 180000", "zed price 210000"]),
    ("The Zed costs 215,900 yuan, the Kite 189,900 yuan.", ["zed price 215900", "kite price 189900"]),
    ("Acme had 18% of the market, ahead of Norton with 15% and Vega with 11%, according to Brightcount.",
     ["acme marketShare 18", "norton marketShare 15", "vega marketShare 11", "!brightcount marketShare"]),
    ("Acme operates 3,172 stores, 964 of them abroad.", ["acme storeCount 3172", "acme storeCount 964"]),
    ("Acme delivered 19,269 vehicles in April. Norton also did well: 33,939 vehicles in April, up 31.6% year-on-year.",
     ["norton deliveries 33939 2025-04", "norton growth 31.6 measure=deliveries"]),
    ("The Zed has two batteries, of 42 kWh and 51.4 kWh.", ["zed batteryCapacity 42", "zed batteryCapacity 51.4"]),
    # The second figure of a pair: what was before, what another thing has, what was aimed at.
    ("Acme's gross margin shrank to 11.2% from 11.7% as memory grew dearer.",
     ["acme grossMargin 11.2", "acme grossMargin 11.7 timeless"]),
    ("Acme delivered 36,203 cars in August 2024, up from 32,011 in July 2024.",
     ["acme deliveries 36203 2024-08", "acme deliveries 32011 2024-07 asserted"]),
    ("Acme's profit margin came in at 6.0%, down from 8.1% in the first half of 2024.",
     ["acme profitMargin 8.1 2024-H1", "!growth 8.1"]),
    ("Acme held 19% of the market, against 17% for Norton and 14% for Vega.",
     ["acme marketShare 19", "norton marketShare 17", "vega marketShare 14"]),
    ("Acme wants to sell 500,000 cars in 2026, after 410,000 in 2024.",
     ["acme unitsSold 500000 2026 planned", "acme unitsSold 410000 2024 asserted counting=in-period"]),
    ("Acme sold 410,000 cars in 2024 against a plan of 350,000.",
     ["acme unitsSold 410000 asserted", "acme unitsSold 350000 planned counting=target"]),
    ("Acme raised its target to 300,000 cars from 250,000.", ["!250000 asserted"]),
    ("Acme delivered 35,114 vehicles in March 2025. In February 2025 it had been 20,797.",
     ["acme deliveries 35114 2025-03", "acme deliveries 20797 2025-02 asserted"]),
    ("Acme raised 3 billion dollars from 42 investors.", ["!42"]),
    ("Acme sold 9,000 cars in May 2024, against the consensus of 10,000.", ["!unitsSold 10000"]),
    # What is only compared.
    ("Acme made a net profit of 11.3 billion yuan, beating the 10.5 billion yuan that analysts had expected.",
     ["acme netProfit 11300000000", "!acme netProfit 10500000000"]),
    ("Sales of the Zed rose from 20,000 in April to 28,000 in May.",
     ["zed unitsSold 28000 2025-05", "zed unitsSold 20000 2025-04"]),
    ("Acme posted a net loss of 1.2 billion yuan, compared with 800 million yuan a year earlier.",
     ["acme loss 1200000000", "acme loss 800000000"]),
    ("Acme's revenue was 259 million dollars, below the consensus of 280 million dollars.",
     ["acme revenue 259000000", "acme revenue 280000000 predicted"]),
    ("- Acme: gross margin: -105% (Q2 2024: -134.5%).", ["acme grossMargin -134.5 2024-Q2", "!growth"]),
    ("The Pico 9 starts at 3,999 yuan, 300 yuan more than its predecessor.",
     ["pico-9 price 3999", "!pico-9 price 300"]),
    ("The Zed costs 253,500 yuan, 10,000 yuan less than the Kite.", ["zed price 253500", "!price 10000"]),
    ("The Zed reached 601 km on its battery, 5.8 per cent above its official 568 km.",
     ["zed drivingRange 601", "zed relativeDifference 5.8"]),
    # Units that decide, and cues by them.
    ("The Zed charges from 10 to 80 percent in 15 minutes.", ["zed chargingTime 15"]),
    ("The Zed gets a motor of 220 kW.", ["zed peakPower 220"]),
    ("The Pico 9 has a 6.7-inch screen and a 6,000 mAh battery.",
     ["pico-9 screenSize 6.7", "pico-9 batteryCapacity 6000"]),
    ("The Zed Max does 0-100 km/h in 7.9 seconds.", ["zed-max accelerationTime 7.9"]),
    ("The Zed went round the Nordschleife in 6 minutes and 46 seconds.", ["zed lapTime 406"]),
    ("The Kite stopped after 511 km.", ["kite drivingRange 511"]),
    ("The Kite got no further than 604 km.", ["kite drivingRange 604"]),
    # Whose it is.
    ("The biggest surprise was the Zed. Its battery holds 100 kWh.", ["zed batteryCapacity 100"]),
    ("Acme sold 69,894 vehicles in May. Domestic sales stood at 53,792 units.",
     ["acme unitsSold 53792 2025-05 counting=in-period"]),
    ("Acme sold 9,000 Zeds in May.", ["zed unitsSold 9000", "!acme unitsSold 9000"]),
    ("Brightcount puts the market share of Acme at 18%.", ["acme marketShare 18", "!brightcount"]),
    ("Consumption was 15.6 kWh per 100 km for the Zed.", ["zed energyUse 15.6"]),
    ("Acme spoke to the press.\n\n- Revenue: 89.2bn yuan (+12% YoY)",
     ["acme revenue 89200000000", "acme growth 12 measure=revenue base=year-on-year"]),
    ("- Acme sold 5,000 cars in May.\n- Net loss narrowed to $739 million from $790 million a year ago.",
     ["acme loss 739000000", "acme loss 790000000"]),
    ("Acme delivered 8,000 cars in January 2025, 20% fewer than in December 2024.",
     ["acme growth -20 base=month-on-month measure=deliveries 2025-01"]),
    ("Acme delivered 8,000 cars in January 2025, up 5% on the same month last year.",
     ["acme growth 5 base=year-on-year"]),
    ("Acme delivered 8,000 cars in May, up 5% year-on-year but down 46.9 percent from April.",
     ["acme growth -46.9 base=month-on-month", "acme growth 5 base=year-on-year"]),
    ("Acme delivered 8,000 cars in May, up 60% from 5,000 in the same period last year and up 14% from 7,000 in April.",
     ["acme growth 60 base=year-on-year 2025-05", "acme growth 14 base=month-on-month 2025-05",
      "acme deliveries 5000 2024-05", "acme deliveries 7000 2025-04"]),
    ("Acme told of its third quarter of 2024. On November 18, 2024, the company reported revenue of 5 billion yuan.",
     ["acme revenue 2024-Q3", "!acme revenue 2024-11-18"]),
    ("When the order books opened on May 6, Acme received 5,000 orders.", ["acme orders 5000 2025-05-06"]),
    ("Acme delivered 5,000 cars in March, a record. In April its deliveries passed 4,000 for the third straight month.",
     ["acme deliveries 4000 2025-04 counting=in-period"]),
    ("The sales of Acme fell by 11% in May, totaling 63,000 cars, compared to the same period last year.",
     ["acme growth -11 base=year-on-year"]),
    ("Acme aims at 5,000 deliveries in 2026, up from 4,000 in 2024.",
     ["acme deliveries 4000 2024 asserted counting=in-period"]),
    ("Acme told of its first quarter. The revenue of Acme reached 5 billion yuan.",
     ["acme revenue counting=in-period"]),
    ("Acme will build a plant with an annual capacity of 9,000 cars.",
     ["productionCapacity 9000 counting=rate per=year"]),
    ("Acme sold 1,400 cars last week, down 48% from 2,700 the week before.", ["acme growth -48 base=week-on-week"]),
    ("Acme spent 6 million yuan on research, with a 2025 target of 30 million yuan.",
     ["acme researchSpending 6000000 timeless"]),
    ("Acme delivered 5,000 cars in the first quarter of 2025. The cumulative deliveries of Acme now exceed 90,000.",
     ["acme deliveries 90000 timeless counting=cumulative"]),
    ("Jane Doe set a bold target for the electric car business of Acme: 9,000 deliveries in 2026.",
     ["acme deliveries 9000 2026 counting=target planned"]),
    ("Acme has posted strong earnings for the first quarter, with profit surging 12 percent to 2 billion yuan.",
     ["acme growth 12 2025-Q1", "acme netProfit 2025-Q1"]),
    ("Vega delivered 20,011 vehicles in May, its lowest figure since June 2024, down 34.1% YoY and 46.7% MoM.",
     ["vega deliveries 20011 2025-05 counting=in-period", "vega growth -46.7 base=month-on-month"]),
    ("Acme has set a target of 550,000 cars for this year, after 411,837 in 2024.",
     ["acme deliveries 411837 2024 asserted counting=in-period"]),
    ("Acme put up the price of the Pico 9 by 300 yuan.", ["!pico-9 price 300"]),
    ("Acme holds 13% of the market, second to Norton at 20%.", ["acme marketShare 13", "norton marketShare 20"]),
    ("The Kite is sold with batteries of 42 kWh (390 km) and 51.4 kWh (473 km).",
     ["kite batteryCapacity 51.4", "kite drivingRange 473"]),
    ("Acme lost 5.2 billion yuan in 2024 on revenue of 77 billion.",
     ["acme loss 5200000000", "acme revenue 77000000000"]),
    # What the words beside a figure forbid.
    # What a bare number counts by name is what it is about.
    (
        "In May Acme delivered 9,181 cars: 5,700 Zeds and 3,481 Kites.",
        ["kite deliveries 3481", "!acme deliveries 3481"],
    ),
    # A figure of several with strokes between measures something else than its neighbour.
    ("The Zed has a length/width/height of 5080/1999/1780 mm.", ["!5080", "!1999", "!1780"]),
    # A level is no change.
    ("Acme expects its gross margin to slide to 15.5%.", ["!growth"]),
    ("Acme's revenue rose by 15.5%.", ["acme growth 15.5"]),
    # What another figure lies above is none of its own.
    ("The Zed reached 601 km, 5.8 per cent above its official 568 km.", ["!568"]),
    # Somebody without a name is nobody with one.
    ("Acme's lamp had trapped a 19-year-old.", ["!age"]),
    # What only says which things are meant.
    ("The Zed was the best seller among all models that cost over 200,000 yuan.", ["!price"]),
    # A clause about the reader.
    ("Norton was early. With the Zed you pay 400 yuan.", ["!norton"]),
    ("Acme's lamp division made a net loss of 40 million yuan.", ["acme's-lamp-business loss", "!acme loss"]),
    ("The Acme plant made 182,000 cars last year.", ["acme-plant output 182000"]),
    ("Three people were killed in the Norton crash on Monday.", ["norton-crash fatalities 3"]),
    # What is left alone.
    ("Electric cars sold well at Acme. EV output for the first 11 months of 2023 reached 8.05 million vehicles.",
     ["!acme output"]),
    ("Acme spoke of the plan. It is for 300,000 vehicles a year in two phases.", ["!2"]),
    ("Bookings for Acme's stores rose by more than 100,000.", ["!storeCount"]),
    ("Acme said that net debt was closer to 323 billion yuan.", ["!323000000000"]),
    (
        "Net profit of Acme is expected at 36 million yuan, 46 million yuan and 66 million yuan for 2025-2027.",
        ["netProfit 36000000 2025", "netProfit 46000000 2026", "netProfit 66000000 2027"],
    ),
    (
        "Acme expects a net profit of 36 million yuan and 46 million yuan for 2025-2027.",
        ["netProfit 36000000 2025/2027", "!2026"],
    ),
    ("Acme's adjusted EBITDA came in at 632 million dollars.", ["!632000000"]),
    ("It took Acme 15 years.", ["!15"]),
    ("The regulator opened its investigation after two crashes. It covers the vehicles of Acme.", ["!incidentCount"]),
    ("In her view Acme needs 30,000 of them a year.", ["!viewCount"]),
    ("In Geekbench the Quark got over 3,000 points.", ["quark benchmarkScore 3000 more-than", "!geekbench"]),
    ("Technical estimates put the real cost of making the Zed at just 10,000 yuan.", ["!zed price 10000"]),
    ("Acme made 40.3 billion yuan last year on revenue of 777 billion yuan.",
     ["acme revenue 777000000000", "!acme revenue 40300000000"]),
    ("On each car Acme is reported to have lost around $15,300.", ["!acme loss 15300"]),
    ("Acme counted 23 degrees and 2,000 guests.", ["!23", "!2000"]),
    # Rows: each member has a name and a figure; the first one, or the opening, tells what is counted.
    ("Acme delivered 9,100 cars in May, 12% more than in April. Norton came to 7,300. Lyra was far behind with 700.",
     ["norton deliveries 7300", "lyra deliveries 700", "!acme deliveries 7300"]),
    ("Most registered fewer cars in May.\n\nNorton came to 6,270 units. Vega slipped 20% to 6,100, Acme 3% to 5,000.",
     ["norton unitsSold 6270", "vega growth -20 measure=sales", "vega unitsSold 6100", "acme growth -3",
      "acme unitsSold 5000"]),
    ("Norton sold 9,100 cars in May: 5,100 of the main brand, 2,600 of Lyra and 1,400 others.",
     ["norton unitsSold 5100", "lyra unitsSold 2600", "!1400"]),
    ("All makers delivered fewer cars than in December.\n\nLyra was the only brand above 40,000, with 40,016 vehicles.",
     ["lyra deliveries 40016 timeless", "!40000"]),
    ("In June all delivered fewer cars.\n\nVega has 12,000 cars in stock. Norton fined 2,000 drivers.",
     ["!12000", "!2000"]),
    ("Acme delivered 9,100 cars in May. Vega recalled 7,300 cars and Norton 5,200.", ["!vega deliveries",
     "!norton deliveries"]),
    ("Vega shares rose 4% in Hong Kong, while Norton gained 2.1%.",
     ["vega sharePriceChange 4", "norton sharePriceChange 2.1", "!growth"]),
    ("Norton cut its price target for Acme to HK$50 from HK$65. Vega went to HK$53.50 from HK$56.50.",
     ["acme sharePrice 50 predicted", "acme sharePrice 65 predicted", "acme sharePrice 53.5 predicted",
      "acme sharePrice 56.5 predicted", "!priceCut", "!vega sharePrice"]),
    ("The Zed's consumption rose from 13 kWh to 27 kWh per 100 km.", ["zed energyUse 13", "zed energyUse 27"]),
    ("Acme led with 9,100 deliveries in May.\n\nNorton slipped: it handed over 7,300 cars, up 27% on the year. "
     "Lyra has 5,000 workers.", ["acme deliveries 9100 2025-05", "norton deliveries 7300 2025-05",
      "norton growth 27 2025-05", "!lyra 2025-05"]),
    ("Acme's revenue rose to 5 billion yuan in the first quarter.\n\nIts gross margin was 15.4%, and net profit "
     "came to 300 million yuan.", ["acme grossMargin 15.4 2025-Q1", "acme netProfit 2025-Q1"]),
    ("Acme had 5,000 deliveries in May 2024.\n\nNorton handed over 7,300 cars.", ["norton deliveries 7300 timeless"]),
    ("Acme delivered 30,000 cars from January to May, among them 9,100 cars in May.\n\nNorton handed over 7,300 cars.",
     ["norton deliveries 7300 timeless"]),
    ("Acme delivered 9,100 cars in May.\n\nNorton wants to deliver 7,300 cars.", ["!7300 2025-05"]),
    ("Acme has 150 stores so far and aims for more than 300 by the end of the year.",
     ["acme storeCount 150", "acme storeCount 300 planned", "!deliveries"]),
    ("Acme has three models and aims for 300,000 this year.", ["acme modelCount 3", "!modelCount 300000"]),
    ("Acme cut prices of the Zed by 20,000 yuan to 179,900 yuan.", ["zed priceCut 20000", "!priceCut 179900"]),
    ("Norton delivered 5,000 cars. At Acme the picture was less bright. The company delivered 2,000 vehicles.",
     ["norton deliveries 5000", "acme deliveries 2000"]),
    ("Acme raised its delivery target for 2025 to 350,000 vehicles.", ["acme deliveries 350000 planned"]),
    # Letters of a currency apart from their number are no infinitive; a segment has its own figures, nobody else.
    ("Acme's revenue rose 12% to RMB 7 billion in May.", ["acme revenue 7000000000 counting=in-period 2025-05"]),
    ("Acme reported on Monday. The lamp division booked an adjusted net loss of 30 million yuan.",
     ["acme's-lamp-business loss 30000000", "!revenue"]),
    ("Acme reported on Monday. The lamp unit reached 38 million yuan, up 4%.",
     ["acme's-lamp-business revenue 38000000", "acme's-lamp-business growth 4"]),
    ("Acme reported on Monday. Revenue from the chair and desk-related segment was 29 billion yuan, an increase of 9%.",
     ["!revenue", "!growth"]),
    # What a country made is no firm's.
    ("Acme opened a shop in May. Norland's car output exceeded 600,000 units in June, up 3%.", ["!output", "!growth"]),
    ("Norland's retail sales of electric cars reached 67,000 units in May, up 8%.",
     ["electric-cars unitsSold 67000", "electric-cars growth 8"]),
    # An epithet before a name, a name that "is" a price, a part that is a change, a target that is no share.
    ("Acme unveiled the 253,500 yuan ($35,360) Zed. Buyers like the 300,000-yuan Zed Max.",
     ["zed price 253500", "zed-max price 300000"]),
    ("The Zed is 215,900 yuan. The Zed Max is 20,000 yuan dearer than the Kite.",
     ["zed price 215900", "!zed-max price"]),
    ("Acme posted revenue of 92 million yuan. The new record represented a 30.5% year-over-year (YoY) increase.",
     ["!share"]),
    ("Acme rose. Harrow raised its target stock price by 6% to 69 yuan.", ["!sharePriceChange"]),
    ("Shares of Acme, whose target was lifted, rose 5% on Monday.", ["acme sharePriceChange 5"]),
    ("The Zed received 10,000 orders in its first 72 hours.", ["zed orders 10000", "!waitingTime"]),
    ("As it doubled down on cars, Acme's revenue rose 5%.", ["acme growth 5", "!growth 100"]),
    ("The Zed is $17,000 pricier than the Kite.", ["zed priceDifference 17000", "!price"]),
]  # fmt: skip


@cache
def schema() -> Schema:
    return read_ontology(find_project(Path(__file__).parent)).schema


@cache
def extractor() -> PatternExtractor:
    entities = {}
    for name, kind in NAMES.items():
        key = name.lower().replace(" ", "-")
        entities[key] = Entity(key, kind, name, None, (), (), None, None, Location("test"))
    return open_extractor(schema(), Registry(entities))


def read(text: str, title: str = "What Acme said") -> Reading:
    article = Article(
        "example", title, None, times.read("2025-06-10"), "stated", "en", None, None, None, None, text, 1,
        Location("test"),
    )  # fmt: skip
    (reading,) = extractor().read([article])
    return reading


def slots(claim: Claim) -> set[str]:
    """Everything that a case may ask of a claim, as words."""
    said = claim.quantity
    assert said
    number = said.number if said.number is not None else said.low
    return {
        claim.subject, claim.property, f"{number.normalize():f}" if number is not None else "", said.bound,
        claim.modality, claim.when.text if claim.when else "timeless",
        *(f"{key}={value.replace(' ', '_')}" for key, value in claim.scope),
    }  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:48] for text, _ in CASES])
def test_figures_are_tied_to_what_they_measure(text: str, wanted: list[str]) -> None:
    reading = read(text)
    known = [slots(claim) for claim in reading.claims if claim.quantity]
    for claim in reading.claims:
        assert text[claim.span.start : claim.span.end] == claim.span.text
    for one in wanted:
        asked = set(one.removeprefix("!").split())
        assert any(asked <= told for told in known) != one.startswith("!"), (one, known)


#: The title, the text, and what must come out as above.
TITLED = [
    (
        "Acme's first quarter at a glance",
        "Revenue of Acme: 30 million yuan (+5% y/y)\n\nNet profit: 2 million yuan",
        ["acme revenue 30000000 2025-Q1", "!acme revenue 30000000 timeless"],
    ),
    (
        "Acme sells 900 cars in May",
        "Norton is behind. Acme's revenue rose to 30 million yuan.",
        ["acme revenue 30000000 2025-05"],
    ),
    # Where the title tells none, the first paragraph may
    (
        "Acme reports",
        "Acme published its results for the first quarter on Monday, and they pleased.\n\nRevenue: 30 million yuan",
        ["acme revenue 30000000 2025-Q1"],
    ),
    (
        "Acme reports",
        "Acme's shares fell after a weak first quarter, as the house had warned they would.\n\nRevenue of Acme: "
        "30 million yuan",
        ["acme revenue 30000000 timeless"],
    ),
    # Where the sentence or the paragraph tells of another time, or the title of two, or of one long over
    (
        "Acme's first quarter at a glance",
        "Acme sold 900 cars in May. Its deliveries were 800.",
        ["!acme deliveries 800 2025-Q1"],
    ),
    (
        "Acme's first quarter at a glance",
        "The deliveries of Acme over nine months: 800 cars.",
        ["!acme deliveries 800 2025-Q1"],
    ),
    (
        "Acme's first quarter after a weak December",
        "Revenue of Acme: 30 million yuan",
        ["acme revenue 30000000 2025-Q1"],
    ),
    ("Acme's deliveries fall from April", "Revenue of Acme: 30 million yuan", ["acme revenue 30000000 timeless"]),
    ("Acme between March and May", "Revenue of Acme: 30 million yuan", ["!acme revenue 30000000 2025-03"]),
    ("Acme in 2023", "Revenue of Acme: 30 million yuan", ["acme revenue 30000000 timeless"]),
    ("Acme's plans for 2026", "Revenue of Acme: 30 million yuan", ["acme revenue 30000000 timeless"]),
    # What is planned, or no result of a period
    ("Acme's first quarter at a glance", "Acme wants to deliver 900 cars.", ["!acme deliveries 900 2025-Q1"]),
    ("Acme's first quarter at a glance", "The Zed of Acme costs 900 yuan.", ["zed price 900 timeless"]),
]


@pytest.mark.parametrize(
    ("title", "text", "wanted"), TITLED, ids=[f"{title[-20:]}: {text[:30]}" for title, text, _ in TITLED]
)
def test_results_have_the_period_that_the_title_tells(title: str, text: str, wanted: list[str]) -> None:
    known = [slots(claim) for claim in read(text, title).claims if claim.quantity]
    for one in wanted:
        asked = set(one.removeprefix("!").split())
        assert any(asked <= told for told in known) != one.startswith("!"), (one, known)


def test_every_claim_of_a_figure_tells_its_reason_and_how_sure_it_is() -> None:
    reading = read("The Kite stopped after 500 km. Acme delivered 5,000 cars in May, Norton 4,000 and Vega 3,000.")
    assert all(claim.reason and claim.confidence and 0 < claim.confidence < 1 for claim in reading.claims)
    assert any("figure" in (claim.reason or "") for claim in reading.claims)


def test_what_is_only_compared_is_counted() -> None:
    dropped = dict(read("Acme posted a net loss of 5 million yuan, against 8 million yuan a year earlier.").dropped)
    assert dropped["only what another figure is compared with"] >= 1


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        ("Two people died and one was hurt.", "one", "person"),
        ("It starts at 55,800 yuan, down from 69,800.", "69,800", "CNY"),
        ("It is good for 365 and 402 kilometres.", "365", "kilometre"),
        ("Revenue was 113 billion yuan. They had looked for 116 billion.", "116 billion", "CNY"),
        ("Acme has 21 models, nine of them abroad.", "nine", "model"),
    ],
)
def test_a_figure_without_a_unit_has_that_of_its_sentence(text: str, words: str, unit: str) -> None:
    told = {one.span.text: one.quantity.unit for one in read(text).amounts}
    assert told[words] == unit


def test_a_cue_that_is_a_verb_is_none_as_a_noun() -> None:
    cues = Cues(schema())
    language = extractor().language
    told = {
        text: [hit.names for hit in cues.hits(list(next(language.pipe([text]))))]
        for text in ("The phone costs 500 yuan.", "The cost is 500 yuan.")
    }
    assert ("price",) in told["The phone costs 500 yuan."]
    assert ("price",) not in told["The cost is 500 yuan."]


def test_a_hint_is_heard_beside_the_cues_but_tells_no_metric_by_itself() -> None:
    cues = Cues(schema())
    line = list(next(extractor().language.pipe(["Acme holds 57% of the market."])))
    assert any("marketShare" in hit.names and hit.start == 1 for hit in cues.hits(line))
    assert not any(hit.start == 1 for hit in cues.sure(line))
    assert any("marketShare" in hit.names and hit.start > 1 for hit in cues.sure(line))


@pytest.mark.parametrize(
    ("before", "bound"),
    [("handed over ", "exact"), ("turned over ", "exact"), ("took over ", "more-than"), ("sold over ", "more-than")],
)
def test_particles_of_verbs_are_no_bounds(before: str, bound: str) -> None:
    assert bound_before(before + "5,000", len(before), 0)[0] == bound


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("The Zed has 1,500 hp. That is over 400 hp more than the One has.", "1,500 hp", "400 hp"),
        ("The Zed has 300 hp. In the film the Zed runs into an 8-tonne truck.", "300 hp", "8-tonne"),
        ("Acme lost money. Sales of lamps and lanterns rose to 19.8 billion yuan.", None, "19.8 billion yuan"),
        ("Acme itself reached 8,400 units.", None, "8,400 units"),
        ("The Zed charges with up to 500 kW and gains 670 km of range in 15 minutes.", "670 km", None),
    ],
)
def test_words_beside_a_figure_take_it_from_the_subject(text: str, told: str | None, untold: str | None) -> None:
    aside = ("unitsSold", "relativeDifference")  # by how much more is no measure of the thing itself
    said = [one.quantity.text for one in read(text).claims if one.quantity and one.property not in aside]
    assert told is None or told in said
    assert untold is None or not any(untold in one for one in said)


def test_a_figure_behind_an_aside_belongs_to_whom_it_describes() -> None:
    said = read("Norton sold 50,000 cars. Acme, the maker backed by Norton, came to 7,000 units.").claims
    assert "norton" not in {one.subject for one in said if one.quantity and one.quantity.text.startswith("7,000")}


def test_the_same_text_gives_the_same_claims() -> None:
    text = " ".join(text for text, _ in CASES[:12])
    assert read(text) == read(text)
