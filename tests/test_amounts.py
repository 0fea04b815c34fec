"""What counts as a quantity in a text, and what only looks like one."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.patterns.amounts.amounts import find_amounts
from kg.model import Amount, Schema
from kg.quantities import SIGNS, format_number

#: A small ontology of units: its names as texts write them.
UNITS = {
    "piece": ["piece", "pieces", "units", "unit"],
    "level": ["level", "Level #", "G#"],
    "megawatt": ["MW", "megawatt", "megawatts"],
    "millimetre": ["mm"],
    "gigabyte": ["GB"],
    "pound-mass": ["lb"],
    "order": ["order", "orders", "pre-orders"],
    "boat": ["boat", "boats", "台"],
    "person": ["person", "people", "employee", "employees", "engineers", "owners"],
    "store": ["store", "stores"],
    "seat": ["seat", "seats", "-seat", "-seater"],
    "city": ["city", "cities"],
    "share": ["share", "shares"],
    "percent": ["%", "percent", "per cent", "pct"],
    "percentage-point": ["percentage point", "percentage points"],
    "point": ["point", "points"],
    "times": ["times", "time", "x", "倍"],
    "rank": ["rank"],
    "second": ["s", "second", "seconds", "sec"],
    "minute": ["minute", "minutes", "min"],
    "hour": ["hour", "hours", "h"],
    "day": ["day", "days"],
    "week": ["week", "weeks"],
    "month": ["month", "months"],
    "quarter": ["quarter", "quarters"],
    "year": ["year", "years"],
    "decade": ["decade", "decades"],
    "metre": ["m", "metre", "metres", "meters"],
    "kilometre": ["km", "kilometre", "kilometres", "公里"],
    "mile": ["mile", "miles"],
    "nanometre": ["nm", "nanometre"],
    "inch": ["inch", "inches", "-inch"],
    "square-metre": ["m²", "square metre", "square metres", "sq m"],
    "hectare": ["hectare", "hectares"],
    "km-per-hour": ["km/h", "kph"],
    "mile-per-hour": ["mph"],
    "kilogram": ["kg"],
    "tonne": ["tonne", "tonnes"],
    "horsepower": ["hp", "horsepower", "PS"],
    "kilowatt": ["kW", "kilowatts"],
    "kilowatt-hour": ["kWh"],
    "watt-hour-per-kilogram": ["Wh/kg"],
    "kilowatt-hour-per-100-km": ["kWh/100 km"],
    "volt": ["V", "volt", "volts", "-volt"],
    "gigahertz": ["GHz"],
    "core": ["core", "cores", "-core"],
    "degree-celsius": ["°C"],
    "CNY": ["CNY", "yuan", "RMB", "¥", "元", "renminbi"],
    "USD": ["USD", "$", "US$", "dollars", "US dollars", "美元"],
    "EUR": ["EUR", "€", "euros", "euro"],
    "GBP": ["GBP", "£", "pound", "pounds", "quid"],
    "HKD": ["HKD", "HK$", "港元"],
    "INR": ["INR", "₹", "Rs", "Rs.", "rupees"],
    "MYR": ["MYR", "RM", "ringgit"],
    "CNY-per-month": ["CNY a month"],
}
SCHEMA = Schema(
    {},
    {},
    {},
    {unit: unit for unit in UNITS},
    {},
    {},
    {},
    {},
    {},
    unit_names={name: unit for unit, names in UNITS.items() for name in names},
)
_SIGN = {bound: sign for sign, bound in SIGNS.items()}

#: A text, and what stands in it: the words and their compact form; "*" marks a reading of vague words.
FOUND: list[tuple[str, list[tuple[str, str]]]] = [
    ("It takes 3.2 seconds, the Vega 4.6.", [("3.2 seconds", "3.2 second"), ("4.6", "4.6 second")]),
    (
        "It takes 3.2 seconds, the Vega 4.6 and the Pollux 5.",
        [("3.2 seconds", "3.2 second"), ("4.6", "4.6 second"), ("5", "5 second")],
    ),
    ("It takes 12 minutes against 27.", [("12 minutes", "12 minute"), ("27", "27 minute")]),
    ("It took 59 to 62 weeks; now it is 58-61.", [("59 to 62 weeks", "59..62 week"), ("58-61", "58..61 week")]),
    ("It took 59 to 62 weeks; they won 5-3.", [("59 to 62 weeks", "59..62 week")]),
    ("It holds 20 GB, the Vega 3.", [("20 GB", "20 gigabyte")]),
    ("Nobody was hurt. The driver died.", [("Nobody", "0 person"), ("The driver", "1 person")]),
    # What stands in no usual place
    (
        "The hull (4,797/1,920/1,624 mm) is long.",
        [("4,797", "4797 millimetre"), ("1,920", "1920 millimetre"), ("1,624 mm", "1624 millimetre")],
    ),
    ("L/W/H: 4,515/1,885/1,655", [("4,515", "4515"), ("1,885", "1885"), ("1,655", "1655")]),
    ("with 12/256GB", [("12", "12 gigabyte"), ("256GB", "256 gigabyte")]),
    ("its eighth straight month", [("eighth straight month", "8 month")]),
    ("for the 19th month running", [("19th month running", "19 month")]),
    ("the fourth quarter in a row", [("fourth quarter in a row", "4 quarter")]),
    ("Jane Doe, 42, said", [("42", "42 year")]),
    ("John F. Roe (61) left", [("61", "61 year")]),
    ("a man aged 19 died", [("19", "19 year")]),
    ("Its Halcyon X, 42, is a boat.", []),
    ("a Level 3 system", [("Level 3", "3 level")]),
    ("a level-2 ship, G4 soon", [("level-2", "2 level"), ("G4", "4 level")]),
    ("no G45 road", []),
    ("Level 2+ ships", [("Level 2+", ">=2 level")]),
    ("a cable for a megawatt", [("a megawatt", "1 megawatt")]),
    ("weighs over a tonne", [("over a tonne", ">1 tonne")]),
    ("it costs $2 a tonne", [("$2", "2 USD")]),
    ("within a week", [("within a week", "<=1 week")]),
    ("over the next decade", [("decade", "1 decade")]),
    ("The 500,000th boat left", [("500,000th", "500000")]),
    ("its ten-millionth boat", [("ten-millionth", "10000000")]),
    ("on the 30th day", []),
    # Shares and lengths in words
    ("Nearly a third hangs on ropes.", [("Nearly a third", "~33.3 percent *")]),
    ("cut by up to a third", [("a third", "~33.3 percent *")]),
    ("It has cash for two quarters.", [("two quarters", "2 quarter")]),
    ("three quarters, in all", [("three quarters", "75 percent")]),
    ("a fifth cheaper", [("a fifth", "20 percent")]),
    ("It is building a third yard, then a third.", []),
    ("Ropes shrank for a third quarter in a row.", [("third quarter in a row", "3 quarter")]),
    ("It is a third cheaper, and a quarter longer.", [("a third", "~33.3 percent *"), ("a quarter", "25 percent")]),
    ("after a quarter of an hour", [("a quarter of an hour", "0.25 hour")]),
    # Units that only their neighbours tell
    ("Acme sold 9.7 million, Norton 8.6m.", [("9.7 million", "9700000"), ("8.6m", "8600000")]),
    ("It is 8.6m long.", [("8.6m", "8.6 metre")]),
    ("The hull weighs 9,063 pounds.", [("9,063 pounds", "9063 pound-mass")]),
    ("The hull costs 9,063 pounds.", [("9,063 pounds", "9063 GBP")]),
    ("18in wheels, 15.6 in (front)", [("18in", "18 inch"), ("15.6 in", "15.6 inch")]),
    ("It sold 10.5 in March.", [("10.5", "10.5")]),
    ("up from 1,700 two years ago", [("1,700", "1700")]),
    ("2025 boats beat 5,000 boats", [("5,000 boats", "5000 boat")]),
    ("2025 boats were sold", [("2025 boats", "2025 boat")]),
    ("a 2022 boat", []),
    ("two grand", [("two grand", "2000")]),
    ("nine hundred quid", [("nine hundred quid", "900 GBP")]),
    ("It starts at one million yuan.", [("one million yuan", ">=1000000 CNY")]),
    # Signs and changes
    ("Norton: –40 kg (–9%)", [("–40 kg", "-40 kilogram"), ("–9%", "-9 percent")]),
    ("2–3 km", [("2–3 km", "2..3 kilometre")]),
    ("It rose $3 billion to $58 billion.", [("$3 billion", "3000000000 USD"), ("$58 billion", "58000000000 USD")]),
    ("put its target up to 350,000 from 300,000", [("350,000", "350000"), ("300,000", "300000")]),
    ("cells that top 450 Wh/kg", [("450 Wh/kg", ">450 watt-hour-per-kilogram")]),
    # Digits
    ("The yard built 4,312 hulls.", [("4,312", "4312")]),
    ("It sold 1,234.5 tonnes of rope.", [("1,234.5 tonnes", "1234.5 tonne")]),
    ("The bill came to 1.234,5 euros.", [("1.234,5 euros", "1234.5 EUR")]),
    ("They printed 1.234.567 pages.", [("1.234.567", "1234567")]),
    ("In all 12,34,567 rupees were paid.", [("12,34,567 rupees", "1234567 INR")]),
    ("More than 1,00,000 boats are wanted.", [("More than 1,00,000 boats", ">100000 boat")]),
    ("It wants 1 250 000 pieces.", [("1 250 000 pieces", "1250000 piece")]),
    ("It went from 0.18 m to another mark.", [("0.18 m", "0.18 metre")]),
    # Number words
    ("The crew has twenty-five people.", [("twenty-five people", "25 person")]),
    ("Three stores opened.", [("Three stores", "3 store")]),
    ("A dozen boats lay there.", [("A dozen boats", "12 boat")]),
    ("They sold half a million pieces.", [("half a million pieces", "500000 piece")]),
    ("A million people came.", [("A million people", "1000000 person")]),
    ("It takes one and a half years.", [("one and a half years", "1.5 year")]),
    ("two hundred and fifty thousand orders", [("two hundred and fifty thousand orders", "250000 order")]),
    ("five hundred owners wrote", [("five hundred owners", "500 person")]),
    ("nineteen quarters in a row", [("nineteen quarters", "19 quarter")]),
    ("half a dozen cities", [("half a dozen cities", "6 city")]),
    # Multipliers
    ("worth 10bn yuan", [("10bn yuan", "10000000000 CNY")]),
    ("It raised $5.5B at once.", [("$5.5B", "5500000000 USD")]),
    ("about US$5.5 bn", [("about US$5.5 bn", "~5500000000 USD")]),
    ("The fund holds £40m in cash.", [("£40m", "40000000 GBP")]),
    ("30k people marched", [("30k people", "30000 person")]),
    ("Some 300K watched.", [("Some 300K", "~300000")]),
    ("a loss of 6.3bn yuan", [("6.3bn yuan", "6300000000 CNY")]),
    ("8.8m units were shipped", [("8.8m units", "8800000 piece")]),
    ("5m yuan were lost", [("5m yuan", "5000000 CNY")]),
    ("the tower is 300m high", [("300m", "300 metre")]),
    ("worth 3 trillion dollars", [("3 trillion dollars", "3000000000000 USD")]),
    ("sold 5 lakh pieces", [("5 lakh pieces", "500000 piece")]),
    ("a budget of Rs 3 crore", [("Rs 3 crore", "30000000 INR")]),
    ("10万台", [("10万台", "100000 boat")]),
    ("售价3.5亿元", [("3.5亿元", "350000000 CNY")]),
    ("1.2百万元", [("1.2百万元", "1200000 CNY")]),
    ("a value of 1.1T HKD", [("1.1T HKD", "1100000000000 HKD")]),
    # Currencies
    ("from ¥215,900 up", [("¥215,900", "215900 CNY")]),
    ("it costs 215,900 yuan", [("215,900 yuan", "215900 CNY")]),
    ("a fee of RMB 42,000", [("RMB 42,000", "42000 CNY")]),
    ("for CNY169,800", [("CNY169,800", "169800 CNY")]),
    ("at HK$53.25 a share", [("HK$53.25", "53.25 HKD")]),
    ("5,800USD", [("5,800USD", "5800 USD")]),
    ("paid Rs.500 for it", [("Rs.500", "500 INR")]),
    ("it costs $32,000 USD", [("$32,000 USD", "32000 USD")]),
    ("¥5 and $6", [("¥5", "5 CNY"), ("$6", "6 USD")]),
    ("100港元", [("100港元", "100 HKD")]),
    # Pairs in another currency or measure
    ("for 42,000 RMB (5,800 USD)", [("42,000 RMB (5,800 USD)", "42000 CNY")]),
    ("10 billion yuan ($1.4 billion) each", [("10 billion yuan ($1.4 billion)", "10000000000 CNY")]),
    ("$140 million (¥1 billion)", [("$140 million (¥1 billion)", "140000000 USD")]),
    ("6 yuan (approximately 0.8 euros)", [("6 yuan (approximately 0.8 euros)", "6 CNY")]),
    ("9 yuan ($1.2, £1) a year", [("9 yuan ($1.2, £1)", "9 CNY")]),
    ("goes 350 km/h (217 mph)", [("350 km/h (217 mph)", "350 km-per-hour")]),
    ("4.80 kilometres (3 miles) and more", [("4.80 kilometres (3 miles)", "4.8 kilometre")]),
    ("is 150 mm (5.9 in) wide", [("150 mm (5.9 in)", "150 millimetre")]),
    ("is 150 to 200 mm (5.9 to 7.9 in) wide", [("150 to 200 mm (5.9 to 7.9 in)", "150..200 millimetre")]),
    (
        "between ¥200,000-300,000 (US$ 28,000-42,000)",
        [("between ¥200,000-300,000 (US$ 28,000-42,000)", "200000..300000 CNY")],
    ),
    ("costs 300 euros ($320-340) in Norton", [("300 euros ($320-340)", "300 EUR")]),
    ("5 yuan (in 3 cities)", [("5 yuan", "5 CNY"), ("3 cities", "3 city")]),
    # Numbers that go on counting, and an age between commas
    ("21 boats, nine of them steel", [("21 boats", "21 boat"), ("nine", "9")]),
    ("Lee, 46, is the head", [("46", "46 year")]),
    # Units, joined, apart and hyphenated
    ("a 1,548-horsepower engine", [("1,548-horsepower", "1548 horsepower")]),
    ("a pack of 73.6 kWh at 800V", [("73.6 kWh", "73.6 kilowatt-hour"), ("800V", "800 volt")]),
    ("an 800-volt net", [("800-volt", "800 volt")]),
    ("a 3nm line and a 4-nm one", [("3nm", "3 nanometre"), ("4-nm", "4 nanometre")]),
    ("a 6-second wait", [("6-second", "6 second")]),
    ("a five-seater", [("five-seater", "5 seat")]),
    ("a ten-core chip at 3.9GHz", [("ten-core", "10 core"), ("3.9GHz", "3.9 gigahertz")]),
    ("260 Wh/kg", [("260 Wh/kg", "260 watt-hour-per-kilogram")]),
    ("uses 13.1 kWh/100 km", [("13.1 kWh/100 km", "13.1 kilowatt-hour-per-100-km")]),
    ("it covers 485,000 square metres", [("485,000 square metres", "485000 square-metre")]),
    ("72 m² of it", [("72 m²", "72 square-metre")]),
    ("at -30 °C outside", [("-30 °C", "-30 degree-celsius")]),
    ("at minus 30 °C", [("minus 30 °C", "-30 degree-celsius")]),
    ("it fell (-2.5%)", [("-2.5%", "-2.5 percent")]),
    (
        "38 percent, 38% and 38 per cent",
        [("38 percent", "38 percent"), ("38%", "38 percent"), ("38 per cent", "38 percent")],
    ),
    ("up 1.2 percentage points", [("1.2 percentage points", "1.2 percentage-point")]),
    ("a margin of 22.5%, up 1.8 points", [("22.5%", "22.5 percent"), ("1.8 points", "1.8 percentage-point")]),
    (
        "the share climbed 11 points to 26.4 percent",
        [("11 points", "11 percentage-point"), ("26.4 percent", "26.4 percent")],
    ),
    ("it fell 80 points, or 0.4%", [("80 points", "80 point"), ("0.4%", "0.4 percent")]),
    ("it has 451 points, 5% more", [("451 points", "451 point"), ("5%", "5 percent")]),
    ("200 ORDERS", [("200 ORDERS", "200 order")]),
    ("1.5x the price", [("1.5x", "1.5 times")]),
    ("700公里", [("700公里", "700 kilometre")]),
    # Counted things with words between
    ("28,000 new boats left", [("28,000", "28000 boat")]),
    ("116,887 Halcyon boats", [("116,887", "116887 boat")]),
    ("about 117,000 of its steel boats", [("about 117,000", "~117000 boat")]),
    ("three new stores", [("three", "3 store")]),
    ("10,000 in stores", [("10,000", "10000")]),
    ("dozens of old boats", [("dozens", "24..99 boat *")]),
    ("200 day orders", [("200", "200 order")]),
    # Rates
    ("10,000 units a month", [("10,000 units a month", "10000 piece")]),
    ("150,000 pieces per year", [("150,000 pieces per year", "150000 piece")]),
    ("5,000 pieces weekly", [("5,000 pieces weekly", "5000 piece")]),
    ("up to 30,000 CNY a month", [("up to 30,000 CNY a month", "<=30000 CNY-per-month")]),
    ("5,000 boats a year later", [("5,000 boats", "5000 boat")]),
    # Ranges
    ("17-18 % of it", [("17-18 %", "17..18 percent")]),
    ("between 4 and 5 million pieces", [("between 4 and 5 million pieces", "4000000..5000000 piece")]),
    ("it takes from 3 to 5 years", [("3 to 5 years", "3..5 year")]),
    ("2–3 km off", [("2–3 km", "2..3 kilometre")]),
    ("in 60 to 90 days", [("60 to 90 days", "60..90 day")]),
    ("two or three boats", [("two or three boats", "2..3 boat")]),
    ("$5-6 billion", [("$5-6 billion", "5000000000..6000000000 USD")]),
    ("HK$52.80 to HK$54.60", [("HK$52.80 to HK$54.60", "52.8..54.6 HKD")]),
    ("7–8 billion yuan", [("7–8 billion yuan", "7000000000..8000000000 CNY")]),
    ("500,000 to 1 million pieces", [("500,000 to 1 million pieces", "500000..1000000 piece")]),
    ("three to five times", [("three to five times", "3..5 times")]),
    ("a wait of 38–60 weeks", [("38–60 weeks", "38..60 week")]),
    ("It rose from 3 million to 5 million.", [("3 million", "3000000"), ("5 million", "5000000")]),
    ("cut from 10 days to 4 days", [("10 days", "10 day"), ("4 days", "4 day")]),
    ("they rose 29% to 12.2 million", [("29%", "29 percent"), ("12.2 million", "12200000")]),
    # Bounds
    ("nearly 10,000", [("nearly 10,000", "~10000")]),
    ("almost 50%", [("almost 50%", "~50 percent")]),
    ("close to 400 people", [("close to 400 people", "~400 person")]),
    ("roughly 240 orders", [("roughly 240 orders", "~240 order")]),
    ("circa 90 km", [("circa 90 km", "~90 kilometre")]),
    ("~30 people", [("~30 people", "~30 person")]),
    ("approximately 97 km", [("approximately 97 km", "~97 kilometre")]),
    ("over 16%", [("over 16%", ">16 percent")]),
    ("above 40,000 pieces", [("above 40,000 pieces", ">40000 piece")]),
    ("upwards of 500 people", [("upwards of 500 people", ">500 person")]),
    ("in excess of $2 million", [("in excess of $2 million", ">2000000 USD")]),
    ("sales exceeded 40,000 pieces", [("40,000 pieces", ">40000 piece")]),
    ("orders topped 75,000", [("75,000", ">75000")]),
    ("up to 835 km", [("up to 835 km", "<=835 kilometre")]),
    ("as many as 400 stores", [("as many as 400 stores", "<=400 store")]),
    ("at most 3 days", [("at most 3 days", "<=3 day")]),
    ("14 months at most", [("14 months at most", "<=14 month")]),
    ("within 18 hours", [("within 18 hours", "<=18 hour")]),
    ("at least three people", [("at least three people", ">=3 person")]),
    ("no fewer than 60 boats", [("no fewer than 60 boats", ">=60 boat")]),
    ("a minimum of 5 days", [("a minimum of 5 days", ">=5 day")]),
    ("20 people or more", [("20 people or more", ">=20 person")]),
    ("30k+ pieces", [("30k+ pieces", ">=30000 piece")]),
    ("100-plus stores", [("100-plus stores", ">=100 store")]),
    ("less than two seconds", [("less than two seconds", "<2 second")]),
    ("fewer than 15 boats", [("fewer than 15 boats", "<15 boat")]),
    ("under $30,000", [("under $30,000", "<30000 USD")]),
    ("a sub-2-second dash", [("sub-2-second", "<2 second")]),
    ("thirty-odd people", [("thirty-odd people", "~30 person")]),
    ("$10 billion over 10 years", [("$10 billion", "10000000000 USD"), ("10 years", "10 year")]),
    # Vague
    ("a few dozen boats", [("a few dozen boats", "24..59 boat *")]),
    ("dozens of people", [("dozens of people", "24..99 person *")]),
    ("hundreds of thousands of orders", [("hundreds of thousands of orders", "200000..999999 order *")]),
    ("several thousand owners", [("several thousand owners", "2000..9000 person *")]),
    ("several billion euros", [("several billion euros", "2000000000..9000000000 EUR *")]),
    ("no more than a few dozen boats", [("a few dozen boats", "24..59 boat *")]),
    ("thousands of horsepower", [("thousands of horsepower", "2000..9999 horsepower *")]),
    ("tens of thousands came", [("tens of thousands", "20000..99999 *")]),
    # Ranks, shares, multiples
    ("took first place", [("first place", "1 rank")]),
    ("the third-largest maker", [("third-largest", "3 rank")]),
    ("the 5th biggest port", [("5th biggest", "5 rank")]),
    ("it ranked fourth", [("fourth", "4 rank")]),
    ("it came in second", [("second", "2 rank")]),
    ("the fourth rope brand in the world", [("fourth", "4 rank")]),
    ("it is No. 1 there", [("No. 1", "1 rank")]),
    ("number four worldwide", [("number four", "4 rank")]),
    ("in the top five", [("top five", "<=5 rank")]),
    ("one in four owners", [("one in four", "25 percent")]),
    ("one in three owners", [("one in three", "~33.3 percent *")]),
    ("nine out of ten", [("nine out of ten", "90 percent")]),
    ("half of the orders", [("half", "50 percent")]),
    ("about two thirds of owners", [("about two thirds", "~66.7 percent *")]),
    ("a quarter of all sales", [("a quarter", "25 percent")]),
    ("profit more than doubled", [("more than doubled", ">2 times")]),
    ("it tripled", [("tripled", "3 times")]),
    ("a threefold rise", [("threefold", "3 times")]),
    ("a 10-fold rise", [("10-fold", "10 times")]),
    ("over twice the sum", [("over twice", ">2 times")]),
    ("10 times the average", [("10 times", "10 times")]),
    # Times of a lap and the like
    ("a lap of 6:46.874", [("6:46.874", "406.874 second")]),
    ("in 7 minutes 4.957 seconds", [("7 minutes 4.957 seconds", "424.957 second")]),
    ("in 6 minutes and 46 seconds", [("6 minutes and 46 seconds", "406 second")]),
    ("7m 04.95s", [("7m 04.95s", "424.95 second")]),
    ("one hour and 20 minutes", [("one hour and 20 minutes", "80 minute")]),
    ("two years and three months", [("two years and three months", "27 month")]),
    ("for a year and a half", [("a year and a half", "1.5 year")]),
    ("for more than a decade", [("more than a decade", ">1 decade")]),
    ("half an hour later", [("half an hour", "0.5 hour")]),
    ("three tenths of a second", [("three tenths of a second", "0.3 second")]),
    ("cut by a third in May", [("a third", "~33.3 percent *")]),
    ("a quarter of a billion pieces", [("a quarter of a billion pieces", "250000000 piece")]),
    ("it has 16 pieces + 1 piece", [("16 pieces", "16 piece"), ("1 piece", "1 piece")]),
    ("launches 2 new PHEVs", [("2", "2")]),
    ("The No. 1 port", [("No. 1", "1 rank")]),
    ("25,000 won and three won", [("25,000", "25000")]),
    ("higher than 20 km", [("20 km", "20 kilometre")]),
    ("in 7mins48sec", [("7mins48sec", "468 second")]),
    ("Inside 24 hours", [("24 hours", "24 hour")]),
    ("all three people", [("three people", "3 person")]),
    ("the 54-year-old owner", [("54-year", "54 year")]),
    # Bounds of verbs and of what is denied
    ("They should not load beyond 90 percent", [("beyond 90 percent", "<=90 percent")]),
    ("it is capped at 60 days", [("60 days", "<=60 day")]),
    ("It handed over 20,000 boats", [("20,000 boats", "20000 boat")]),
    ("closer to 323 billion yuan", [("closer to 323 billion yuan", "~323000000000 CNY")]),
    ("It pays 10 dollars over six years", [("10 dollars", "10 USD"), ("six years", "6 year")]),
    ("It took over six years", [("over six years", ">6 year")]),
    ("cut by $200 million to $1.2 billion", [("$200 million", "200000000 USD"), ("$1.2 billion", "1200000000 USD")]),
    ("the world's largest maker of rope", [("largest", "1 rank")]),
    ("to rank fifth", [("fifth", "5 rank")]),
]

#: Texts in which no amount stands.
NOTHING = [
    "($1 = 7.2380 yuan)",
    "Halcyon (2454 TT) rose",
    "The Halcyon #5 won",
    "more than the 9400",
    "The SU7 and the YU7 Max",
    "a Model 3 and a Mate 70",
    "the chip O1 on Deck 2",
    "the iPhone 15 with 5G",
    "the Pro 14 again",
    "phase 2, section 5 and page 12",
    "in Q1 and in Q3 of 2024",
    "on 7 May 2025",
    "on May 7th",
    "by the end of 2026",
    "from 2021 to 2025",
    "in the 2020s",
    "at 7 pm, at 19:30 and at 8 o'clock",
    "2025-05-07T19:00",
    "call +86 10 5555 1234 or 010-5555-1234",
    "see https://example.org/2024/07/12345 there",
    "write to box99@example.org",
    "as was said [6][29] before",
    "the stock (01810.HK) and HKEX:1810",
    "Halcyon (1810) fell",
    "version 1.5.5 and v2.0",
    "open 24/7",
    "a 3-1 win",
    "at 12 Harbour Road",
    "one of the boats",
    "no one came and one another",
    "at one point it sank",
    "in the second half of the year",
    "one day they will",
    "the 1+3+4 layout",
    "a 4-door cabin and a three-phase net",
    "the two companies agreed",
    "0-100 km/h",
    "a first attempt, the first of its kind",
    "it was founded 14 years ago",
    "in the first nine months of 2025",
    "the 2025 models",
    "5月7日",
    "2025年",
    "May I come?",
    "over a year ago",
    "Order No. 155",
    "the iPhone 14 series",
    "an iOS 18.2 phone at f/1.62",
    "the 2001 through 2019 years",
    "between 2000 and 2007",
    "reported by a third party",
    "one piece after another",
    "",
]


def _compact(amount: Amount) -> str:
    quantity = amount.quantity
    if quantity.number is None:
        assert quantity.low is not None
        assert quantity.high is not None
        figure = f"{format_number(quantity.low, '')}..{format_number(quantity.high, '')}"
    else:
        figure = f"{_SIGN[quantity.bound]}{format_number(quantity.number, '')}"
    return " ".join(part for part in (figure, quantity.unit, "*" if quantity.reading else "") if part)


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_an_amount_has_its_words_its_value_its_unit_and_its_bound(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.span.text, _compact(one)) for one in find_amounts(text, SCHEMA)] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_an_amount_is_none(text: str) -> None:
    assert [one.span.text for one in find_amounts(text, SCHEMA)] == []


def test_the_open_side_of_a_bound_has_no_limit() -> None:
    (more,), (most,) = (find_amounts(text, SCHEMA) for text in ("over 5 km", "up to 5 km"))
    assert (more.quantity.low, more.quantity.high) == (more.quantity.number, None)
    assert (most.quantity.low, most.quantity.high) == (None, most.quantity.number)


def test_a_unit_that_the_schema_lacks_stays_empty() -> None:
    bare = Schema({}, {}, {}, {}, {}, {}, {}, {}, {})
    found = find_amounts("5,000 boats in first place at 6:46.874", bare)
    assert [one.quantity.unit for one in found] == ["", "", ""]


def test_equal_figures_have_equal_text_however_they_are_written() -> None:
    texts = ("2.50 million yuan", "2,500,000 yuan", "2.5 million yuan", "2500000 yuan", "250万元")
    assert {str(find_amounts(text, SCHEMA)[0].quantity.number) for text in texts} == {"2500000"}


_SHARDS = st.sampled_from(
    [
        "5",
        "1,000",
        "3.5",
        ",",
        ".",
        "-",
        "–",
        " ",
        "\n",
        "to",
        "and",
        "million",
        "bn",
        "k",
        "%",
        "$",
        "¥",
        "CNY",
        "yuan",
        "(",
        ")",
        "over",
        "nearly",
        "one",
        "half a",
        "hundred",
        "of",
        "between",
        "boats",
        "km",
        "SU7",
        "May",
        "2025",
        ":",
        "万",
        "first",
        "in",
        "a month",
        "or",
        "minutes",
        "seconds",
        "[6]",
        "/",
        "+",
        "\u00a0",
        "\u2011",
        "’",
        "dozens",
        "the",
        "x",
        "m",
        "No. 1",
        "ago",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=80), st.lists(_SHARDS, max_size=24).map("".join), st.lists(_SHARDS, max_size=24).map(" ".join)
)


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_spans_are_exact_sorted_and_apart(text: str) -> None:
    found = find_amounts(text, SCHEMA)
    assert all(text[one.span.start : one.span.end] == one.span.text == one.quantity.text != "" for one in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(one.quantity.unit == "" or one.quantity.unit in SCHEMA.units for one in found)
    assert found == find_amounts(text, SCHEMA)


_HOSTILE = [
    "1",
    "1,",
    "1,234",
    ",",
    "1.2.",
    "one ",
    "hundred and ",
    "1 to ",
    "5-",
    "$",
    "¥5 (",
    "(",
    "5 km (",
    "9 yuan ($",
    "a few ",
    "1 234 ",
    "five minutes ",
    "1+",
    "12-345-6789 ",
    "first ",
    "No. ",
    "1:23.",
    "the ",
    "万",
    "Aa ",
    "5 of the ",
    "5 new new new ",
    "[1,",
    "1/",
    "\n1. ",
    "www.",
    "@",
    "half a ",
    " \t",
    "minus ",
    "２",
    "7-, ",
    "second and ",
    "three biggest ",
    "up 5% ",
]


def _timed(text: str) -> tuple[float, int]:
    """Seconds of the processor, and how many amounts were found. Not twice of one text: its dates are kept."""
    start = time.process_time()
    found = find_amounts(text, SCHEMA)
    return time.process_time() - start, len(found)


@pytest.mark.parametrize("shard", _HOSTILE)
def test_a_hostile_text_costs_linear_time(shard: str) -> None:
    """Ten times the text costs about ten times the time, never a hundred times; a tick is granted to the clock."""
    (small, _), (large, _) = (_timed(shard * (size // len(shard))) for size in (4_000, 40_000))
    assert large < 30 * small + 0.2


@pytest.mark.parametrize("shard", ["1", "1,", ","])
def test_a_megabyte_of_digits_or_commas_holds_nothing_and_costs_no_more_by_the_letter(shard: str) -> None:
    (small, _), (large, found) = (_timed(shard * (size // len(shard))) for size in (100_000, 1_000_000))
    assert found == 0
    assert large < 30 * small
