"""Takes the figures of an article that were read; gives those that they are set against: before, elsewhere.

Touches nothing. "Fell to 5 billion from 6 billion a year earlier", "7,000 boats, against 5,000 for Norton", "from 23% to
20%": the second figure of such a pair states the same metric, of the time or the thing that is named behind it. Where
no time is named, it has none: it was before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extract.patterns import figurechanges as changes
from kg.extract.patterns.confidence import confidence
from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.figuremetrics import Metrics
from kg.extract.patterns.figureplaces import AGAINST, COUNTERPART, Figure, place_of
from kg.extract.patterns.figuresubjects import Owners
from kg.extract.patterns.grammar import Grammar
from kg.extract.patterns.match import Finding
from kg.extract.patterns.subjects import Naming
from kg.extract.patterns.values import COUNT, fits
from kg.extract.patterns.words import word_set
from kg.model import Amount, Mention, Moment

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEDGE = r"(?:(?:about|around|roughly|some|nearly|almost|just|only|an?|the|over|under|its|more\sthan|less\sthan|estimated)\s)*"
#: What joins a figure to the one that it is set against, with no other level in between.
_SET = re.compile(
    rf"^(?P<between>[^;:\n]{{0,56}}?)[\s,(–—-]*\b(?:(?:up|down|risen|fallen|a\srise|a\sfall|an\sincrease|a\sdecrease)\s)?"
    rf"(?P<word>from|against|versus|vs\.?|compared\s(?:with|to)|after)\s{_HEDGE}$",
    re.IGNORECASE,
)
#: What stands between the two ends of "from 23% a year ago to 20%".
_ON_TO = re.compile(rf"^(?:\s(?P<time>[\w\s]{{2,24}}?))?,?\sto\s{_HEDGE}$", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom\s{_HEDGE}$", re.IGNORECASE)
#: What a compared figure is that nobody reached.
_HOPED = re.compile(
    r"\b(?:target|goal|plan|plans|planned|promised|expect\w*|forecast\w*|estimate\w*|consensus|guidance|guided|predicted|hoped|"
    r"budget\w*|analysts?|limit|allowed|record|average|list|official|claimed|norm)\b",
    re.IGNORECASE,
)
#: What a figure is before which these nouns stand: neither it nor the one before was reached.
_AIM = re.compile(
    r"\b(target|goal|aim|guidance|outlook|forecast|plan|ambition|estimate)s?\b[^\d.;]{0,32}$", re.IGNORECASE
)
_NOUNS = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "SYM"))
_AFTER = 28
_UNLIKE = 25
#: What the reading of a pair adds to the doubt about its first figure.
_SHARE, _MOST = Decimal("0.92"), Decimal("0.9")
#: Words before a time by which it must lie before the time of the first figure.
_PAST = re.compile(
    r"\b(?:ago|before|earlier|last|previous|prior|preceding|now|today|present|currently)\b", re.IGNORECASE
)
#: Words before a figure behind which a time is its own: that of the first figure has been told.
_OWN = re.compile(rf"\b(?:(?:up|down)\sfrom|against|versus|vs\.?|compared\s(?:with|to)|after)\s{_HEDGE}$")


class Counterparts:
    """Reads the figures that others are set against, for one schema."""

    def __init__(self, metrics: Metrics, grammar: Grammar, naming: Naming) -> None:
        self.metrics = metrics
        self.grammar = grammar
        self.naming = naming

    def add(self, evidence: Evidence, findings: list[Finding]) -> list[Finding]:
        """The findings with those of the figures that they are set against; a reading without its own time gives way."""
        known = {one.amount.span.start: one for one in findings if one.amount}
        made = list(self._pairs(evidence, dict(known)))
        gone = {id(known[start]) for one in made if one.amount and (start := one.amount.span.start) in known}
        return [*(one for one in findings if id(one) not in gone), *made]

    def _pairs(self, evidence: Evidence, known: dict[int, Finding]) -> Iterator[Figure]:
        levels = [one for one in evidence.all_amounts if not self._is_change(known.get(one.span.start), one, evidence)]
        owners = Owners(self.naming, evidence)
        for at, amount in enumerate(levels):
            before = levels[at - 1] if at else None
            behind = levels[at + 1] if at + 1 < len(levels) else None
            lead = self._set_against(evidence, amount, before, known) or self._moved_to(evidence, amount, behind, known)
            if lead is None or evidence.token(amount.span.start).i in evidence.mentions:
                continue
            own = known.get(amount.span.start)
            if own is not None and own.term is not lead.term:
                continue
            if found := self._made(evidence, amount, lead, owners):
                known[amount.span.start] = found
                yield found

    def _is_change(self, finding: Finding | None, amount: Amount, evidence: Evidence) -> bool:
        if finding is not None:
            return finding.term.name in self.metrics.changes
        return amount.quantity.unit in self.metrics.change_units and changes.direction(evidence, amount) != 0

    def _set_against(
        self, evidence: Evidence, amount: Amount, before: Amount | None, known: dict[int, Finding]
    ) -> Finding | None:
        """The figure before, where this one stands behind "from", "against" or "after" as what it was."""
        if before is None:
            return None
        match = _SET.search(evidence.text[before.span.end : amount.span.start])
        lead = known.get(before.span.start)
        if match is None or lead is None or _crosses(match["between"]) or not self._is_level(evidence, lead):
            return None
        if match["word"].lower() == "after" and self._time(evidence, amount, before) is None:
            return None
        if match["word"].lower() == "from" and _FROM.search(evidence.text[: before.span.start][-_AFTER:]):
            return None
        return lead

    def _moved_to(
        self, evidence: Evidence, amount: Amount, behind: Amount | None, known: dict[int, Finding]
    ) -> Finding | None:
        """The figure behind, where this one stands before it as what it was: "from 23% to 20%"."""
        if behind is None or not _FROM.search(evidence.text[max(0, amount.span.start - _AFTER) : amount.span.start]):
            return None
        lead = known.get(behind.span.start)
        if lead is None or not self._is_level(evidence, lead):
            return None
        return lead if _ON_TO.match(evidence.text[amount.span.end : behind.span.start]) else None

    def _is_level(self, evidence: Evidence, lead: Finding) -> bool:
        """Whether a figure says where something stands: no change, no step, no distance."""
        barred = {"change", "difference", "step"}
        if lead.amount is None or lead.term in self.metrics.distance:
            return False
        if lead.term.kind != "metric" or barred & self.metrics.directives[lead.term.name].keys():
            return False
        return evidence.text[: lead.amount.span.start][-4:].lower() != " by "

    def _made(self, evidence: Evidence, amount: Amount, lead: Finding, owners: Owners) -> Figure | None:
        assert lead.amount
        around = evidence.text[max(0, amount.span.start - _AFTER) : amount.span.start].rpartition(".")[2]
        rest = re.split(r"[,;.(]\s", evidence.text[amount.span.end : amount.span.end + _AFTER])[0]
        if _HOPED.search(around[-_AFTER:].rpartition(lead.amount.quantity.text or "\0")[2]) or _HOPED.search(rest):
            return None
        stated = self._stated(evidence, amount, lead)
        if stated is None:
            return None
        subject = lead.subject
        last = evidence.token(max(amount.span.start, amount.span.end - 1)).i
        if (whose := self._whose(evidence, last, lead, owners)) is not None:
            if not whose:
                return None
            subject = whose[0]
        time = self._time(evidence, amount, lead.amount) if whose is None else None
        place = place_of(evidence, stated)
        chance = min(lead.chance or confidence(lead.kind), _MOST) * _SHARE
        return Figure(
            lead.term,
            "figure: what another is set against",
            (place.root, *lead.cue),
            subject,
            lead.tie,
            COUNTERPART if whose is None else AGAINST,
            amount=stated,
            lead=lead,
            modality=self._aimed(evidence, lead),
            chance=chance.quantize(Decimal("0.01")),
            scope=lead.scope if isinstance(lead, Figure) else (),
            time=time,
            unit=lead.unit if isinstance(lead, Figure) and not stated.quantity.unit else None,
        )

    def _aimed(self, evidence: Evidence, lead: Finding) -> str | None:
        """How the figure is said: as what was aimed at where the first one is that, else as a fact."""
        assert lead.amount
        before = evidence.text[max(0, lead.amount.span.start - 64) : lead.amount.span.start].rpartition("\n")[2]
        if not (match := _AIM.search(before)):
            return None
        forecast = self.grammar.directives[lead.term.name].get("forecast")
        return "predicted" if forecast or match[1].lower() in ("forecast", "estimate", "outlook") else "planned"

    def _stated(self, evidence: Evidence, amount: Amount, lead: Finding) -> Amount | None:
        """The figure in the unit of the first one; None where it counts something else."""
        assert lead.amount
        own, other = amount.quantity, lead.amount.quantity
        if not _alike(amount, lead.amount):
            return None
        if own.unit:
            if other.unit.startswith(f"{own.unit}-per-"):  # "13 kWh per 100 km, against 15 kWh"
                return Amount(amount.span, replace(own, unit=other.unit, unit_basis="inferred"))
            same = own.unit == other.unit or (not other.unit and fits(amount, lead.term))
            return amount if same or COUNT in (own.unit, other.unit) and fits(amount, lead.term) else None
        last = evidence.token(max(amount.span.start, amount.span.end - 1)).i
        following: Token | None = evidence.doc[last + 1] if last + 1 < len(evidence.doc) else None
        if following is not None and following.pos_ in _NOUNS and following.i not in evidence.moments:
            return None
        if not other.unit or (COUNT in lead.term.units and not fits(amount, lead.term)):
            return amount if not other.unit and fits(amount, lead.term) else None
        return Amount(amount.span, replace(own, unit=other.unit, unit_basis="inferred"))

    def _whose(self, evidence: Evidence, last: int, lead: Finding, owners: Owners) -> tuple[Mention] | tuple[()] | None:
        """The other thing that is named right behind: "against 15 kWh for the Zed"; () for one without a name."""
        doc = evidence.doc
        if last + 2 >= len(doc) or doc[last + 1].lower_ not in ("for", "at", "of"):
            return None
        at = last + 2
        while at < len(doc) and doc[at].lower_ in ("the", "its", "a", "an", "rival", "sister"):
            at += 1
        if at >= len(doc) or at in evidence.moments or doc[at].lower_ in ("the", "end"):
            return None
        if any(one in evidence.moments for one in range(last + 2, min(len(doc), at + 3))):
            return None
        if mention := evidence.mentions.get(at):
            fitting = owners.fitting(mention, self.metrics.classes(lead.term))
            return (fitting,) if fitting else ()
        return None if doc[at].lower_ in ("least", "worst", "best", "present", "most") else ()

    def _time(self, evidence: Evidence, amount: Amount, lead: Amount) -> Moment | None:
        """The time that the figure brings itself; one that the first figure may own, too, only where nothing else is."""
        found = changes.own_time(evidence, amount) or changes.time_behind(evidence, amount)
        if found is None or found.span.start < amount.span.end:
            return found if found and found.span.start > lead.span.end else None
        sentence = evidence.token(amount.span.start).sent
        between = evidence.text[max(0, amount.span.start - _AFTER) : amount.span.start].lower()
        others = [
            one for one in evidence.all_moments
            if sentence.start_char <= one.span.start < sentence.end_char and one.span != found.span
            and one.span.start < amount.span.start
        ]  # fmt: skip
        sure = re.search(r"\b(?:up|down|against|versus|vs\.?|with|to|after)\b[^,.]*$", between)
        return found if others or sure or _PAST.search(found.span.text) else None


def _alike(one: Amount, other: Amount) -> bool:
    """Whether two figures are of one size, as those of one measure are."""
    sizes = [abs(said.number or said.low or said.high or 0) for said in (one.quantity, other.quantity)]
    low, high = sorted(sizes)
    return 0 < low and high <= _UNLIKE * low


def _crosses(between: str) -> bool:
    """Whether another clause begins between the two figures."""
    return bool(re.search(r"\b(?:and|but|while|which|who|that|because|when|where|by)\b|\.\s", between, re.IGNORECASE))
