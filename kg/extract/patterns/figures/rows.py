"""Takes a figure and those read before it; gives what it says as a member of a row of things; touches nothing.

News sets things side by side, each with a figure of its own: "Acme delivered 5,000. Norton came to 4,000, up 3%, while
Vega slipped 20% to 3,000 and Lyra 30% to 2,000". One member tells what is counted, or the words that the article opens
with; the others have a name and a figure, and verbs that say no more than that they have it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures import targets
from kg.extract.patterns.figures.counterwords import alike
from kg.extract.patterns.figures.figurecues import Cues
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import (
    Figure,
    Place,
    bare_fits,
    described,
    figure_of,
    going_on,
    is_of_part,
)
from kg.extract.patterns.figures.figuresubjects import Owners
from kg.extract.patterns.figures.openings import Openings
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import COUNT, fits
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Mention, PropertyTerm

words = partial(word_set, "figures")
grammar = partial(word_set, "grammar")
#: Tokens between a name and its figure.
_REACH = 12


class Rows:
    """Reads the members of rows, for one schema."""

    def __init__(self, metrics: Metrics, naming: Naming, cues: Cues) -> None:
        self.metrics = metrics
        self.naming = naming
        self.openings = Openings(metrics, cues)
        self.counting = {name for name, told in metrics.directives.items() if "counting" in told}

    def member(self, evidence: Evidence, place: Place, owners: Owners, told: list[Finding]) -> Figure | None:
        """A count of another thing than the one before: "Norton came to 4,000", "2,650 of Lyra"."""
        if not bare_fits(place) or _is_held(place) or _is_mark(evidence, place):
            return None
        lead = self._before(evidence, place, told)
        if lead is None:
            return self._opened(evidence, place, owners, told)
        if _is_of_namesake(evidence, place.last):
            return going_on("of its own", place, lead, "list", subject=(lead.subject, "list"))
        subject = self._whose(evidence, place, owners, self.metrics.classes(lead.term))
        if subject is None or evidence.entity(subject) == evidence.entity(lead.subject):
            return None
        found = going_on("counts on for another", place, lead, "continued", subject=(subject, "list"))
        return replace(found, lead=None)

    def moved(self, evidence: Evidence, place: Place, owners: Owners, told: list[Finding], way: int) -> Figure | None:
        """By how much a member moved: "Vega slipped 20% to 3,000 and Lyra 30% to 2,000"."""
        change = self.metrics.change
        if change is None or not place.amount.quantity.unit or not fits(place.amount, change):
            return None
        classes = self.metrics.classes(change)
        subject = self._named(evidence, place, owners, classes)
        subject = subject or (owners.subject(place.root, classes) if way else None)
        if subject is None or evidence.entity(subject) is None:
            return None
        if before := self._change_before(place, told):
            return self._moved_too(evidence, place, subject, before, way)
        lead = self._before(evidence, place, told, any_unit=True)
        term, time = (lead.term, None) if lead else self.openings.of(evidence) or (None, None)
        measure = self.metrics.measures.get(term.name) if term and self._reaches(evidence, place, term) else None
        if not way or measure is None:
            return None
        place = replace(place, amount=changes.signed(place.amount, way))
        found = figure_of(change, "in a row", place, (subject, "list"), "change", scope=(("measure", measure),))
        return replace(found, time=time)

    def viewed(self, evidence: Evidence, place: Place, told: list[Finding]) -> Figure | None:
        """What another house expects of the same share: "Norton Bank cut its target to 50, Vega Bank to 54"."""
        start = _paragraph(evidence, place)
        unit = place.amount.quantity.unit
        before = [one for one in told if one.amount and start < _start(one) < place.amount.span.start]
        lead = max((one for one in before if one.amount and one.amount.quantity.unit == unit), key=_start, default=None)
        expected = self.metrics.directives[lead.term.name].get("forecast") if lead else None
        if lead is None or lead.amount is None or not expected or not alike(place.amount, lead.amount):
            return None
        if not targets.names(expected, lead) and not (isinstance(lead, Figure) and lead.teller):
            return None
        house = self._name(evidence, place)
        if house is None or house.by == "reference" or evidence.entity(house) is None:
            return None
        bodies = word_set("speech", "bodies")
        classes = self.metrics.classes(lead.term)
        firm = targets.settled(evidence, self.naming, lead, lead.amount, expected, classes)
        if firm is None or not any(self.metrics.schema.is_a(house.type, kind) for kind in bodies):
            return None
        if evidence.entity(house) == evidence.entity(firm.subject):
            return None
        found = going_on("another house", place, lead, "list", subject=(firm.subject, "list"))
        return replace(found, lead=None, teller=house, modality="predicted")

    def _opened(self, evidence: Evidence, place: Place, owners: Owners, told: list[Finding]) -> Figure | None:
        """A count of what the article opens with, while it has counted nothing else."""
        opened = self.openings.of(evidence)
        if opened is None or not self._counts(place.amount, opened[0]):
            return None
        term, time = opened
        if place.amount.quantity.unit not in ("", COUNT, term.units[0]):
            return None
        others = {one.term for one in told if one.term is not term and -1 < _start(one) < place.amount.span.start}
        if any(one.name in self.counting and self._counts(place.amount, one) for one in others):
            return None
        classes = self.metrics.classes(term)
        subject = self._named(evidence, place, owners, classes)
        if subject is None and clause_of(place.root).lemma_ == "be":
            subject = owners.subject(place.root, classes)
        if subject is None:
            return None
        found = figure_of(term, "the article counts them", place, (subject, "list"), "continued")
        return replace(found, time=time)

    def _moved_too(
        self, evidence: Evidence, place: Place, subject: Mention, before: Finding, way: int
    ) -> Figure | None:
        """A change like the one before: its way where no word tells another one, and what it is a change of."""
        right = evidence.text[subject.span.end : place.amount.span.start].strip() in ("", "by", "'s by", "’s by")
        if (
            (not way and not right)
            or before.amount is None
            or evidence.entity(before.subject) == evidence.entity(subject)
        ):
            return None
        said = before.amount.quantity
        way = way or (-1 if (said.number or said.low or said.high or 0) < 0 else 1)
        place = replace(place, amount=changes.signed(place.amount, way))
        scope = tuple(pair for pair in before.scope if pair[0] == "measure") if isinstance(before, Figure) else ()
        return figure_of(before.term, "in a row", place, (subject, "list"), "change", lead=before, scope=scope)

    def _before(
        self, evidence: Evidence, place: Place, told: list[Finding], *, any_unit: bool = False
    ) -> Finding | None:
        """The last count read before this figure in its paragraph; of an earlier sentence the first, its main one."""
        start, unit = _paragraph(evidence, place), place.amount.quantity.unit
        known = [
            one
            for one in told
            if one.amount and start < _start(one) < place.amount.span.start and one.term.name in self.counting
            if any_unit or (self._counts(place.amount, one.term) and unit in ("", one.amount.quantity.unit))
        ]  # fmt: skip
        last = max(known, key=_start, default=None)
        if last is None or last.amount is None or _start(last) >= place.root.sent.start_char:
            return last
        begun = evidence.token(_start(last)).sent.start_char
        first = min((one for one in known if _start(one) >= begun), key=_start)
        counts = (one.span.start for one in evidence.all_amounts if self._counts(one, first.term))
        return None if any(begun <= at < _start(first) for at in counts) else first

    def _change_before(self, place: Place, told: list[Finding]) -> Finding | None:
        """The last change in the sentence, where nothing but counts follows it."""
        start = place.root.sent.start_char
        known = sorted((one for one in told if start <= _start(one) < place.amount.span.start), key=_start)
        earlier = [one for one in known if one.term.name in self.metrics.changes]
        if not earlier or known[-1].term.name not in self.metrics.changes | self.counting:
            return None
        return earlier[-1]

    def _counts(self, amount: Amount, term: PropertyTerm) -> bool:
        counted = bool(amount.quantity.unit) or COUNT in term.units
        return counted and self.metrics.fits(amount, term.name)

    def _reaches(self, evidence: Evidence, place: Place, term: PropertyTerm) -> bool:
        """Whether the figure says how far something moved to a count: "slipped 20% to 3,000"."""
        behind = place.last + 1
        if behind + 1 >= len(evidence.doc) or evidence.doc[behind].lower_ != "to":
            return False
        reached = evidence.amounts.get(behind + 1)
        return reached is not None and self.metrics.fits(reached, term.name)

    def _whose(self, evidence: Evidence, place: Place, owners: Owners, classes: tuple[str, ...]) -> Mention | None:
        """Whose figure it is: what it is said to be "of", what it counts by name, what stands before, the subject."""
        if is_of_part(evidence, place.last):
            return owners.after(place.last, classes)
        behind = evidence.mentions.get(place.last + 1)
        if behind is not None and not place.amount.quantity.unit:
            return owners.fitting(behind, classes)
        return self._named(evidence, place, owners, classes) or owners.subject(place.root, classes)

    def _named(self, evidence: Evidence, place: Place, owners: Owners, classes: tuple[str, ...]) -> Mention | None:
        """The thing before the figure, if it may have it."""
        name = self._name(evidence, place)
        return owners.fitting(name, classes) if name else None

    def _name(self, evidence: Evidence, place: Place) -> Mention | None:
        """The name before the figure, across nothing but words of measure and other figures of its own."""
        doc, first = evidence.doc, place.root.sent.start
        for index in range(place.first - 1, max(first, place.first - 1 - _REACH) - 1, -1):
            token = doc[index]
            mention = evidence.mentions.get(index)
            if mention is not None and not (mention.by == "reference" and doc[index + 1].lower_ == "own"):
                return described(evidence, mention) or mention
            if mention or index in evidence.amounts or token.lower_ in words("joints") or token.lower_ in words("row"):
                continue
            if token.lower_ != "," and token.lemma_ not in grammar("measure"):
                return None
        return None


def _start(finding: Finding) -> int:
    return finding.amount.span.start if finding.amount else -1


def _paragraph(evidence: Evidence, place: Place) -> int:
    return evidence.article.body.rfind("\n\n", 0, place.amount.span.start)


def _is_of_namesake(evidence: Evidence, last: int) -> bool:
    """Whether the part bears the name of the whole: "2,530 of the main marque"."""
    return is_of_part(evidence, last) and evidence.doc[last + 3 : last + 4].text.lower() in words("namesake")


def _is_held(place: Place) -> bool:
    """Whether the verb says what somebody has and not what was done: "has 12,000 lamps in stock"."""
    verb = clause_of(place.root)
    return verb.lemma_ == "have" and verb.tag_ in ("VBZ", "VBP")


def _is_mark(evidence: Evidence, place: Place) -> bool:
    """Whether the figure only tells which thing is meant: "the only one above 40,000"."""
    for token in evidence.doc[max(0, place.first - 1) : place.first + 1]:
        if token.lower_ in words("beyond"):
            return token.head.lemma_ == "be" or token.head.pos_ in ("NOUN", "PROPN", "NUM")
    return False
