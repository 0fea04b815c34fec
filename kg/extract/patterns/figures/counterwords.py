"""Takes the words between two figures; gives how one is set against the other; touches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Amount, PropertyTerm

#: Names of times that may own a figure: "up from June's 45%".
_OWNING = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|20\d\d|q[1-4])"
_HEDGE = (
    r"(?:(?:(?:last|the\s(?:previous|prior))\s(?:week|month|quarter|year)['’]s|"
    + _OWNING
    + r"['’]s|about|around|roughly|some|nearly|almost|just|only|an?|the|over|under|its|more\sthan|less\sthan|"
    r"estimated|approximately)\s)*"
)
_WORD = r"(?P<word>from|against|versus|vs\.?|compared\s(?:with|to)|after)"
_MOVED = (
    r"(?:(?:up|down|risen|fallen|an?\s(?:[a-z-]+\s)?(?:rise|fall|increase|decrease|drop|decline|gain|jump|climb|surge|slump|"
    r"dip|improvement)(?:\sof\s[^,;:\n]{1,28}?)?)\s)?"
)
#: What joins a figure to the one that it is set against, with no other level in between.
_SET = re.compile(
    rf"^(?P<between>[^;:\n]{{0,56}}?)[\s,(–—-]*\b{_MOVED}{_WORD}\s"
    rf"(?:(?:an?|the|its)\s(?P<noun>(?:\w+\s){{1,2}})of\s)?{_HEDGE}$",
    re.IGNORECASE,
)
#: What joins a figure to what it falls short of or passes: "fewer than the 28,000 of May", "half of December's 60".
_THAN = re.compile(
    r"^(?P<between>[^;:\n]{0,72}?)[\s,(–—-]*\b(?:(?:more|less|fewer|higher|lower|better|worse|greater|larger|smaller)\sthan|"
    r"(?:half|double|twice|triple|(?:a|one)\s(?:third|quarter|fifth|tenth)|two[\s-]thirds|three[\s-]quarters|times)(?:\sof)?|"
    r"above|below|beyond|(?:short|shy|ahead|north|south)\sof|beating|surpassing|topping|eclipsing|passing|missing)\s"
    r"(?P<the>the\s|(?P<whose>[\w.-]+(?:\s[\w.-]+)?)['’]s?\s)(?:(?:over|under|roughly|about|around|some|nearly|more\sthan)\s)?$",
    re.IGNORECASE,
)
#: What joins a figure to that which another thing has, before its name: "compared with Norton's 484,500".
_OWNED = re.compile(
    r"^(?P<between>[^;:\n]{0,72}?)[\s,(–—-]*\b(?:compared\s(?:with|to)|against|versus|vs\.?|(?:more|less|fewer|higher|lower|better|"
    r"worse|greater|larger|smaller|faster|slower|longer)\sthan|above|below|behind|(?:short|shy|ahead)\sof|beating|surpassing|"
    r"topping|eclipsing|passing|outpacing|overtaking|trailing)\s(?:the\s)?(?:rival\s|archrival\s|base\s|standard\s|regular\s|larger\s|smaller\s)?$",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(r"^(?:\s[a-z]+)?(?:,|,?\sand)\s$")
#: What stands behind such a figure: its own time, or who had it then.
_THEN = re.compile(
    r"^(?:\s\w+){0,2}?\s(?:(?:of|in|for|from|during|on)\s|(?:a|one|the)\s(?:year|month|quarter|week)\s(?:ago|before|earlier)|"
    r"(?:(?:that|which)\s)?(?:it|they|he|she|we)\s(?:had|has|have|was|were|\w+ed|sold|built|shipped|made)\b|"
    r"(?:seen|sold|built|shipped|delivered|reported|recorded|registered|posted|achieved|counted|made|handed)\b)",
    re.IGNORECASE,
)
#: What was set as an aim, told behind the figure: "the 2,500 it had hoped for", "the 550 that Lee has set as a goal".
_AIMED_BEHIND = re.compile(
    r"^(?:\s[a-z]+){0,2}?(?:\s(?:that|which))?(?:\s[\w.'’-]+){0,3}?\s(?:(?:had|has|have|was|were|once|originally|initially|"
    r"first|previously|earlier|still)\s)*(?:hoped\sfor|aimed\s(?:for|at)|planned|targeted|promised|pledged|"
    r"set\s(?:as|itself|himself|herself|themselves|out)|wanted|budgeted|envisaged|foreseen|pencilled\sin|called\sfor)\b",
    re.IGNORECASE,
)
#: What was aimed at: "a plan of 350".
_AIMED = re.compile(r"\b(?:plan|target|goal|aim)\s$", re.IGNORECASE)
#: What stands between the two ends of "from 23% a year ago to 20%".
_ON_TO = re.compile(rf"^(?:\s[\w\s]{{2,24}}?)?,?\sto\s{_HEDGE}$", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom\s{_HEDGE}$", re.IGNORECASE)
#: A sentence that takes up the figure before for another time: "In May it had been 20,000", "it was over 9,000 then".
_AGAIN = re.compile(
    rf"\b(?:it|that|this|that\sfigure|the\s(?:figure|number|total|tally))\s"
    rf"(?:had\sbeen|has\sbeen|was|is|will\sbe|should\sbe|stood\sat|came\sto)\s(?:still\s|only\s)?{_HEDGE}$",
    re.IGNORECASE,
)
#: What a compared figure is that nobody reached.
_HOPED = re.compile(
    r"\b(?:targets?|goals?|plans?|planned|promised|expect\w*|forecast\w*|estimate\w*|consensus|guidance|guided|predicted|hoped|"
    r"budget\w*|analysts?|limit|allowed|record|average|list|official|claimed|norm)\b",
    re.IGNORECASE,
)
#: The nouns before a figure that was aimed at or foreseen: so was the one from which it was moved.
_AIM = re.compile(
    r"\b(target|goal|aim|guidance|outlook|forecast|plan|ambition|estimate|tp)s?\b[^\d.;,]{0,32}$", re.IGNORECASE
)
_FORESEEN = ("forecast", "estimate", "outlook")
#: Words before a figure behind which a time is its own: that of the first figure has been told.
_OWN = re.compile(
    rf"(?:,\sfrom|\b(?:(?:up|down)\sfrom|against|versus|vs\.?|compared\s(?:with|to)|after))\s{_HEDGE}$", re.IGNORECASE
)
#: Names of times that own a figure: "December's 60,423".
_PERIOD = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday|(?:last|previous)\s(?:week|month|quarter|year)|yesterday|(?:19|20)\d\d|Q[1-4])",
    re.IGNORECASE,
)
#: Words of a time that lies before another one.
_PAST = re.compile(
    r"\b(?:ago|before|earlier|last|previous|prior|preceding|now|today|present|currently)\b", re.IGNORECASE
)
#: What those expected who have a view of the figure before: "7 billion; analysts had forecast 6".
_EXPECTED = re.compile(
    rf"^[^;:\n\d]{{0,56}}?(?:[,;.(–—-]|\b(?:while|whereas|but|and|although|though)\b)\s?[^;:\n\d]{{0,24}}?"
    rf"\b(?:analysts|economists|experts|forecasters|the\smarket|markets|wall\sstreet|the\sstreet|brokers|banks|consensus)\b"
    rf"[^;:.\n\d]{{0,56}}\b(?:expected|forecast|forecasted|predicted|projected|anticipated|estimated|looked\sfor|pencilled\sin|"
    rf"penciled\sin|hoped\sfor|counted\son|reckoned\swith|called\sfor|been\slooking\sfor|been\sexpecting|foreseen|seen)\s{_HEDGE}$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:and|but|while|which|who|that|because|when|where|by)\b|\.\s", re.IGNORECASE)
_NEXT = re.compile(r"^\s(?:for|at)\s[^,;.\d\n]{2,40}?(?:,\sand|,|\sand)\s$")
_AFTER, _PRONOUN, _AIM_REACH, _UNLIKE = 28, 64, 64, 25


@dataclass(frozen=True)
class Tie:
    """How a figure is set against the one before: by which word, and whether it was only aimed at."""

    word: str
    aimed: bool


def tie(text: str, before: Amount, amount: Amount, term: PropertyTerm) -> Tie | None:
    """How the figure is set against the one before it; None where it is not, or another clause begins."""
    between = text[before.span.end : amount.span.start]
    if moves_again(text, before, amount):
        return Tie("from", aimed=False)
    if taken := _TAKEN.match(between):
        between = between[taken.end() :]
    if than := _THAN.search(between):
        return _measured(text, amount, than["between"], possessed=than["whose"])
    match = _SET.search(between)
    if match is None or _CLAUSE.search(match["between"]):
        return None
    if is_aimed(text, amount):
        return Tie(match["word"].lower(), aimed=True)
    word, noun = match["word"].lower(), match["noun"] or ""
    aimed = bool(_AIMED.search(noun)) and word != "from"
    if noun and not aimed and noun.split()[-1].lower() not in {each for cue in term.cues for each in cue.split()}:
        return None
    if word == "from" and _FROM.search(text[max(0, before.span.start - _AFTER) : before.span.start]):
        return None
    return Tie(word, aimed)


def moves_again(text: str, before: Amount, amount: Amount) -> bool:
    """Whether a second change of the same figure stands between: "up 5% from 20 a year ago and 8% from 19 in May"."""
    return bool(_MOVED_AGAIN.search(text[before.span.end : amount.span.start]))


#: A sentence that takes up the figure before: "a share of 37%. That was up from 35%".
_TAKEN = re.compile(r"[^.;:\n]{0,64}\.\s(?:This|That|It)\s(?:was|is)(?=\s(?:up|down)\b)")
_MOVED_AGAIN = re.compile(
    r"\b(?:and|but)\s(?:up|down)\sfrom\s(?:the\s|its\s|an?\s)?$|"
    r"\b(?:and|but|or)\s(?:an?\s)?(?:(?:up|down)\s)?(?:by\s)?\d[\d.,]*\s?(?:%|per\s?cent)\s"
    r"(?:(?:higher|lower|more|less|increase|decrease|rise|drop|jump|decline)\s)?(?:from|than)\s(?:the\s)?$"
)


def _measured(text: str, amount: Amount, between: str, possessed: str | None) -> Tie | None:
    """How a figure is set against the one before that is more or less than it."""
    if _CLAUSE.search(between):
        return None
    if is_aimed(text, amount):
        return Tie("than", aimed=True)
    dated = possessed is not None and bool(names_period(possessed))
    return Tie("than", aimed=False) if dated or _THEN.match(text[amount.span.end :]) else None


def is_owned(text: str, before: Amount, start: int, *, again: bool) -> bool:
    """Whether the name at `start` owns a figure that the one before is set against, or one more (`again`) of those."""
    between = text[before.span.end : start]
    match = _OWNED.search(between)
    return (match is not None and not _CLAUSE.search(match["between"])) or (again and bool(_ONE_MORE.match(between)))


def names_period(word: str) -> bool:
    """Whether a word is the name of a time: "December", "2024"."""
    return bool(_PERIOD.fullmatch(word))


def is_aimed(text: str, amount: Amount) -> bool:
    """Whether the words behind a figure say that somebody aimed at it: "the 2,500 it had hoped for"."""
    rest = re.split(r"[,;.(]\s|[,;.]$", text[amount.span.end : amount.span.end + _PRONOUN])[0]
    return bool(_AIMED_BEHIND.match(rest))


def is_expected(text: str, before: Amount, amount: Amount) -> bool:
    """Whether the figure is what others had expected of the one before, told in a clause of its own."""
    return bool(_EXPECTED.match(text[before.span.end : amount.span.start]))


def stands_behind_from(text: str, amount: Amount) -> bool:
    """Whether the figure stands right behind "from"."""
    return bool(_FROM.search(text[max(0, amount.span.start - _AFTER) : amount.span.start]))


def moves_on(text: str, amount: Amount, behind: Amount) -> bool:
    """Whether the figure behind is where this one moved: "from 23% to 20%"."""
    return stands_behind_from(text, amount) and bool(_ON_TO.match(text[amount.span.end : behind.span.start]))


def goes_on(text: str, before: Amount, amount: Amount) -> bool:
    """Whether the figure is one more of those that are set against the first: "17% for Acme and 14% for Norton"."""
    return bool(_NEXT.match(text[before.span.end : amount.span.start]))


def takes_up(text: str, start: int, amount: Amount) -> bool:
    """Whether a sentence that begins at `start` takes up the figure before: "in May it had been 20,000"."""
    return bool(_AGAIN.search(text[max(start, amount.span.start - _PRONOUN) : amount.span.start]))


def is_hoped(text: str, before: Amount, amount: Amount) -> bool:
    """Whether words around the figure say that nobody reached it."""
    near = text[
        max(
            before.span.end if before.span.end <= amount.span.start else 0, amount.span.start - _AFTER
        ) : amount.span.start
    ]
    rest = re.split(r"[,;.(]\s", text[amount.span.end : amount.span.end + _AFTER])[0]
    return bool(_HOPED.search(near) or _HOPED.search(rest))


def aim(text: str, amount: Amount, *, forecast: bool) -> str | None:
    """How a figure is said behind a noun of aims or forecasts; `forecast`: its metric has words for forecasts."""
    match = _AIM.search(text[max(0, amount.span.start - _AIM_REACH) : amount.span.start].rpartition("\n")[2])
    if match is None:
        return None
    return "predicted" if forecast or match[1].lower() in _FORESEEN else "planned"


def has_own_time(text: str, amount: Amount, told: str) -> bool:
    """Whether a time behind the figure is its own, by the word before it or by what the time says."""
    before = text[max(0, amount.span.start - _AFTER) : amount.span.start]
    return bool(_OWN.search(before) or _PAST.search(told))


def alike(one: Amount, other: Amount) -> bool:
    """Whether two figures are of one size, as those of one measure are."""
    sizes = [abs(Decimal(said.number or said.low or said.high or 0)) for said in (one.quantity, other.quantity)]
    return min(sizes) > 0 and max(sizes) <= _UNLIKE * min(sizes)
