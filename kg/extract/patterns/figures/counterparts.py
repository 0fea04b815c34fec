"""Takes the figures of an article that were read; gives those that they are set against: before, elsewhere.

Touches nothing. "Fell to 5 billion from 6 billion a year earlier", "7,000 boats, against 5,000 for Norton", "from 23%
to 20%": the second figure of such a pair states the same metric, of the time or the thing that is named behind it.
Where no time is named, it has none: it was before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import counterwords as words
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import AGAINST, COUNTERPART, Figure, lead_before, place_of
from kg.extract.patterns.figures.figuresubjects import Owners
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.relations.confidence import confidence
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import COUNT, fits
from kg.model import Amount, Mention, Moment

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CURRENCY = re.compile(r"[A-Z]{3}")
_NOUNS = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "SYM"))
#: What owns no figure: "than the 4,600 of the week before".
_SOME_TIME = frozenset(("the", "end", "day", "week", "month", "quarter", "half", "year", "period", "previous", "same"))
#: What the reading of a pair adds to the doubt about its first figure.
_SHARE, _MOST = Decimal("0.92"), Decimal("0.9")


class Counterparts:
    """Reads the figures that others are set against, for one schema."""

    def __init__(self, metrics: Metrics, grammar: Grammar, naming: Naming) -> None:
        self.metrics = metrics
        self.grammar = grammar
        self.naming = naming

    def add(self, evidence: Evidence, findings: list[Finding]) -> list[Finding]:
        """The findings with the second figures of pairs; a reading that knows nothing of the pair gives way."""
        known = {one.amount.span.start: one for one in findings if one.amount}
        made = list(self._pairs(evidence, dict(known)))
        gone = {id(known[start]) for one in made if one.amount and (start := one.amount.span.start) in known}
        return [*(one for one in findings if id(one) not in gone), *made]

    def _pairs(self, evidence: Evidence, known: dict[int, Finding]) -> Iterator[Finding]:
        levels = [one for one in evidence.all_amounts if not self._is_change(known.get(one.span.start), one, evidence)]
        owners = Owners(self.naming, evidence)
        for at, amount in enumerate(levels):
            if evidence.token(amount.span.start).i in evidence.mentions:
                continue
            before = levels[at - 1] if at else None
            behind = levels[at + 1] if at + 1 < len(levels) else None
            if reached := self._reached(evidence, amount, behind, known):
                known[_start(reached)] = reached
                yield reached
            found = self._moved_to(evidence, amount, behind, known, owners)
            lead = lead_before(levels[:at], amount, known)
            found = found or self._set_against(evidence, amount, before, lead, owners)
            found = found or self._again(evidence, amount, known)
            own = known.get(amount.span.start)
            if found and (own is None or own.term is found.term or own.term.name in self.metrics.changes):
                known[amount.span.start] = found
                yield found

    def _is_change(self, finding: Finding | None, amount: Amount, evidence: Evidence) -> bool:
        if words.stands_behind_from(evidence.text, amount):  # "margin 6.0%, down from 8.1%"
            return False
        if finding is not None:
            return finding.term.name in self.metrics.changes
        return amount.quantity.unit in self.metrics.change_units and changes.direction(evidence, amount) != 0

    def _set_against(
        self,
        evidence: Evidence,
        amount: Amount,
        before: Amount | None,
        lead: Finding | None,
        owners: Owners,
    ) -> Figure | None:
        """The figure behind "from", "against" or "after" as what the one before it was, or what another thing has."""
        if before is None or lead is None or not self._is_level(evidence, lead):
            return None
        if owner := self._owner(evidence, amount, before, lead, owners):
            return self._figure(evidence, amount, lead, AGAINST, subject=owner)
        if lead.link == COUNTERPART and words.moves_again(evidence.text, before, amount):
            lead = lead.lead or lead
        elif lead.link == AGAINST and words.goes_on(evidence.text, before, amount):
            found = self._made(evidence, amount, lead, owners)
            return found if found and found.link == AGAINST else None
        if words.is_expected(evidence.text, before, amount):
            return self._figure(evidence, amount, lead, AGAINST, modality="predicted")
        tied = words.tie(evidence.text, before, amount, lead.term)
        if tied is None:
            return None
        if tied.aimed:
            return self._figure(evidence, amount, lead, AGAINST, modality="planned")
        if tied.word == "after" and self._time(evidence, amount, before) is None:
            return None
        return self._made(evidence, amount, lead, owners, moved=tied.word == "from")

    def _moved_to(
        self,
        evidence: Evidence,
        amount: Amount,
        behind: Amount | None,
        known: dict[int, Finding],
        owners: Owners,
    ) -> Figure | None:
        """The figure before another one as what that was: "from 23% to 20%"."""
        lead = known.get(behind.span.start) if behind else None
        if behind is None or lead is None or not words.moves_on(evidence.text, amount, behind):
            return None
        return self._made(evidence, amount, lead, owners, moved=True) if self._is_level(evidence, lead) else None

    def _reached(
        self, evidence: Evidence, amount: Amount, behind: Amount | None, known: dict[int, Finding]
    ) -> Finding | None:
        """The figure that another one moved to, where only that is read: "consumption rose from 13 kWh to 27 kWh"."""
        lead = known.get(amount.span.start)
        if behind is None or lead is None or behind.span.start in known or not self._is_level(evidence, lead):
            return None
        if not words.moves_on(evidence.text, amount, behind) or not self.metrics.fits(behind, lead.term.name):
            return None
        return replace(lead, amount=behind, reason="where it moved to", chance=None)

    def _again(self, evidence: Evidence, amount: Amount, known: dict[int, Finding]) -> Figure | None:
        """The same figure of another time in a sentence of its own."""
        sentence = evidence.token(amount.span.start).sent
        if amount.span.start in known or not words.takes_up(evidence.text, sentence.start_char, amount):
            return None
        times = [one for one in evidence.all_moments if sentence.start_char <= one.span.start < sentence.end_char]
        lead = self._taken_up(evidence, sentence, known) if len(times) == 1 else None
        return self._figure(evidence, amount, lead, AGAINST, time=times[0]) if lead else None

    def _taken_up(self, evidence: Evidence, sentence: Span, known: dict[int, Finding]) -> Finding | None:
        """The first level of the sentence before, in the same paragraph."""
        if sentence.start == 0:
            return None
        previous = evidence.doc[sentence.start - 1].sent
        if "\n" in evidence.text[previous.start_char : sentence.start_char].strip():
            return None
        told = (known[at] for at in sorted(known) if previous.start_char <= at < sentence.start_char)
        first = next((one for one in told if one.term.name not in self.metrics.changes), None)
        return first if first and self._is_level(evidence, first) else None

    def _is_level(self, evidence: Evidence, lead: Finding) -> bool:
        """Whether a figure says where something stands: no change, no step, no distance."""
        barred = {"change", "difference", "step"}
        if lead.amount is None or lead.term.kind != "metric":
            return False
        if barred & self.metrics.directives[lead.term.name].keys():
            return False
        return evidence.text[: lead.amount.span.start][-4:].lower() != " by "

    def _made(
        self, evidence: Evidence, amount: Amount, lead: Finding, owners: Owners, *, moved: bool = False
    ) -> Figure | None:
        assert lead.amount
        forecast = "forecast" in self.grammar.directives[lead.term.name]
        first = min(amount, lead.amount, key=lambda one: one.span.start)
        aimed = words.aim(evidence.text, first, forecast=forecast) if moved else None
        aimed = aimed or (lead.modality if moved and isinstance(lead, Figure) and lead.teller else None)
        if not (aimed and forecast) and words.is_hoped(evidence.text, lead.amount, amount):
            return None
        last = evidence.token(max(amount.span.start, amount.span.end - 1)).i
        whose = self._whose(evidence, last, lead, owners)
        if whose == ():
            return None
        if whose:
            return self._figure(evidence, amount, lead, AGAINST, subject=whose[0])
        time = self._time(evidence, amount, lead.amount)
        published = evidence.article.published
        if time and time.when.end and published and published.start and time.when.end < published.start:
            aimed = None  # "aims at 5,000 in 2025, up from 4,000 in 2024"
        return self._figure(evidence, amount, lead, COUNTERPART, modality=aimed, time=time)

    def _figure(
        self,
        evidence: Evidence,
        amount: Amount,
        lead: Finding,
        link: str,
        *,
        subject: Mention | None = None,
        modality: str | None = None,
        time: Moment | None = None,
    ) -> Figure | None:
        """A further figure of the metric of another one."""
        stated = self._stated(evidence, amount, lead)
        if stated is None:
            return None
        place = place_of(evidence, stated)
        near = lead.amount is not None and lead.cue[0].sent.start == place.root.sent.start
        return Figure(
            lead.term,
            "figure: what another is set against",
            (place.root, *(lead.cue if near else ())),
            subject or lead.subject,
            lead.tie,
            link,
            amount=stated,
            lead=lead if near else None,
            modality=modality,
            chance=(min(lead.chance or confidence(lead.kind), _MOST) * _SHARE).quantize(Decimal("0.01")),
            scope=lead.scope if isinstance(lead, Figure) else (),
            time=time,
            unit=lead.unit if isinstance(lead, Figure) and not stated.quantity.unit else None,
            teller=lead.teller if isinstance(lead, Figure) else None,
        )

    def _stated(self, evidence: Evidence, amount: Amount, lead: Finding) -> Amount | None:
        """The figure in the unit of the first one; None where it counts something else."""
        assert lead.amount
        own, other = amount.quantity, lead.amount.quantity
        if not words.alike(amount, lead.amount):
            return None
        if own.unit:
            if other.unit.startswith(f"{own.unit}-per-"):  # "13 kWh per 100 km, against 15 kWh"
                return Amount(amount.span, replace(own, unit=other.unit, unit_basis="inferred"))
            if own.unit == COUNT and other.unit and fits(amount, lead.term):  # "350 lamps, far from the 2,500 units"
                return Amount(amount.span, replace(own, unit=other.unit))
            same = (
                own.unit == other.unit
                or (_in_money(own.unit, other.unit) and fits(amount, lead.term))
                or (not other.unit and fits(amount, lead.term))
            )
            return amount if same or (COUNT in (own.unit, other.unit) and fits(amount, lead.term)) else None
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
        if at >= len(doc) or at in evidence.moments or doc[at].lower_ in _SOME_TIME:
            return None
        if any(one in evidence.moments for one in range(last + 2, min(len(doc), at + 3))):
            return None
        if mention := evidence.mentions.get(at):
            fitting = owners.fitting(mention, self.metrics.classes(lead.term))
            return (fitting,) if fitting else ()
        return None if doc[at].lower_ in ("least", "worst", "best", "present", "most") else ()

    def _owner(
        self, evidence: Evidence, amount: Amount, before: Amount, lead: Finding, owners: Owners
    ) -> Mention | None:
        """The other thing whose figure the one before is set against: "compared with Norton's 484,500"."""
        sign = evidence.token(amount.span.start).i - 1
        mention = evidence.mentions.get(sign - 1) if sign > 0 and evidence.doc[sign].tag_ == "POS" else None
        fitting = owners.fitting(mention, self.metrics.classes(lead.term)) if mention else None
        if fitting is None or evidence.entity(fitting) == evidence.entity(lead.subject):
            return None
        again = lead.link == AGAINST
        return fitting if words.is_owned(evidence.text, before, fitting.span.start, again=again) else None

    def _time(self, evidence: Evidence, amount: Amount, lead: Amount) -> Moment | None:
        """The time that the figure brings itself, and not the first one, of which it may be told, too."""
        first = evidence.token(amount.span.start).i
        if first > 1 and evidence.doc[first - 1].tag_ == "POS" and (whose := evidence.moments.get(first - 2)):
            return whose  # "up from June's 45%"
        found = changes.time_behind(evidence, amount, counted=True) or changes.own_time(evidence, amount)
        if found is None or found.span.start < amount.span.end:
            return None
        if lead.span.start > amount.span.start or words.has_own_time(evidence.text, amount, found.span.text):
            return found
        sentence = evidence.token(amount.span.start).sent
        others = (sentence.start_char <= one.span.start < amount.span.start for one in evidence.all_moments)
        return found if lead.span.start < sentence.start_char or any(others) else None


def _in_money(one: str, other: str) -> bool:
    """Whether both units are currencies."""
    return bool(_CURRENCY.fullmatch(one) and _CURRENCY.fullmatch(other))


def _start(finding: Finding) -> int:
    return finding.amount.span.start if finding.amount else -1
