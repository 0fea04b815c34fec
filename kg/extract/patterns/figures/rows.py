"""Takes a figure and those read before it; gives what it says as a member of a row of things; touches nothing.

News sets things side by side, each with a figure of its own: "Acme delivered 5,000. Norton came to 4,000, up 3%, while
Vega slipped 20% to 3,000 and Lyra 30% to 2,000". One member tells what is counted, or the words that the article opens
with; the others have a name and a figure, and verbs that say no more than that they have it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures import targets
from kg.extract.patterns.figures.counterwords import aim, alike
from kg.extract.patterns.figures.figurecues import Cues
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Figure, Place, bare_fits, figure_of, going_on
from kg.extract.patterns.figures.figuresubjects import Owners
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import COUNT, fits
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Mention, Moment, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Doc

words = partial(word_set, "figures")
grammar = partial(word_set, "grammar")
#: Tokens between a name and its figure.
_REACH = 12


class Rows:
    """Reads the members of rows, for one schema."""

    def __init__(self, metrics: Metrics, naming: Naming, cues: Cues) -> None:
        self.metrics = metrics
        self.naming = naming
        self.cues = cues
        self._opened: tuple[Doc | None, tuple[PropertyTerm, Moment | None] | None] = (None, None)

    def member(self, evidence: Evidence, place: Place, owners: Owners, told: list[Finding]) -> Figure | None:
        """A count of another thing than the one before: "Norton came to 4,000", "2,650 of Lyra"."""
        unit = place.amount.quantity.unit
        lead = self._before(evidence, place, told)
        if (not unit and not bare_fits(place)) or _is_held(evidence, place):
            return None
        if _is_mark(evidence, place):
            return None
        if lead is not None:
            classes = self.metrics.classes(lead.term)
            if is_of_part(evidence, place.last):
                if _is_of_namesake(evidence, place.last):
                    return going_on("of its own", place, lead, "list", subject=(lead.subject, "list"))
                subject = owners.after(place.last, classes)
            elif (behind := evidence.mentions.get(place.last + 1)) and not unit:
                subject = owners.fitting(behind, classes)
            else:
                subject = self._named(evidence, place, owners, classes) or owners.subject(place.root, classes)
            if subject is None or evidence.entity(subject) == evidence.entity(lead.subject):
                return None
            found = going_on("counts on for another", place, lead, "continued", subject=(subject, "list"))
            return replace(found, lead=None)
        opened = self._opening(evidence)
        if opened is None or not self._counts(place, opened[0]) or self._counts_else(place, opened[0], told):
            return None
        term, time = opened
        classes = self.metrics.classes(term)
        subject = self._named(evidence, place, owners, classes)
        if subject is None and clause_of(place.root).lemma_ == "be":
            subject = owners.subject(place.root, classes)
        if subject is None:
            return None
        found = figure_of(term, "the article counts them", place, (subject, "list"), "continued")
        return replace(found, time=time)

    def viewed(self, evidence: Evidence, place: Place, told: list[Finding]) -> Figure | None:
        """What another house expects of the same thing: "Norton Bank cut its target to 50, Vega Bank to 54"."""
        start = evidence.article.body.rfind("\n\n", 0, place.amount.span.start)
        said = place.amount.quantity
        before = [one for one in told if one.amount and start < _start(one) < place.amount.span.start]
        lead = max(
            (one for one in before if one.amount and one.amount.quantity.unit == said.unit), key=_start, default=None
        )
        expected = self.metrics.directives[lead.term.name].get("forecast") if lead else None
        if lead is None or lead.amount is None or not expected:
            return None
        house = self._name(evidence, place)
        if house is None or house.by == "reference" or not alike(place.amount, lead.amount):
            return None
        if not any(self.metrics.schema.is_a(house.type, kind) for kind in word_set("speech", "bodies")):
            return None
        first = aim(evidence.text, lead.amount, forecast=True) or (isinstance(lead, Figure) and lead.teller)
        if not first or evidence.entity(house) is None:
            return None
        classes = self.metrics.classes(lead.term)
        firm = targets.settled(evidence, self.naming, lead, lead.amount, expected, classes)
        if firm is None or evidence.entity(house) == evidence.entity(firm.subject):
            return None
        lead = replace(lead, subject=firm.subject)
        found = going_on("another house", place, lead, "list", subject=(lead.subject, "list"))
        return replace(found, lead=None, teller=house, modality="predicted")

    def moved(self, evidence: Evidence, place: Place, owners: Owners, told: list[Finding], way: int) -> Figure | None:
        """By how much a member moved: "Vega slipped 20% to 3,000 and Lyra 30% to 2,000"."""
        change = self.metrics.change
        if change is None or not place.amount.quantity.unit or not fits(place.amount, change):
            return None
        classes = self.metrics.classes(change)
        subject = self._named(evidence, place, owners, classes) or (
            owners.subject(place.root, classes) if way else None
        )
        before = self._change_before(evidence, place, told)
        if subject is None or evidence.entity(subject) is None:
            return None
        if before is not None and before.amount is not None:
            if not way and not _is_right_before(evidence, subject, place):
                return None
            said = before.amount.quantity
            way = way or (-1 if (said.number or said.low or said.high or 0) < 0 else 1)
            place = replace(place, amount=changes.signed(place.amount, way))
            if evidence.entity(before.subject) == evidence.entity(subject):
                return None
            scope = tuple(pair for pair in before.scope if pair[0] == "measure") if isinstance(before, Figure) else ()
            return figure_of(before.term, "in a row", place, (subject, "list"), "change", lead=before, scope=scope)
        if not way:
            return None
        lead = self._before(evidence, place, told, any_unit=True)
        counted = (lead.term, None) if lead else self._opening(evidence)
        if counted is None or not self._reaches_count(evidence, place, counted[0]):
            return None
        measure, time = self.metrics.measures.get(counted[0].name), counted[1]
        if measure is None:
            return None
        place = replace(place, amount=changes.signed(place.amount, way))
        found = figure_of(change, "in a row", place, (subject, "list"), "change", scope=(("measure", measure),))
        return replace(found, time=time)

    def _before(
        self, evidence: Evidence, place: Place, told: list[Finding], *, any_unit: bool = False
    ) -> Finding | None:
        """The last count read before this figure in its paragraph; of an earlier sentence the first, its main one."""
        start = evidence.article.body.rfind("\n\n", 0, place.amount.span.start)
        known = [
            one
            for one in told
            if one.amount
            and start < one.amount.span.start < place.amount.span.start
            and "counting" in self.metrics.directives[one.term.name]
            and (any_unit or self._counts(place, one.term))
            and (any_unit or _is_alike(place.amount.quantity.unit, one.amount.quantity.unit))
        ]
        last = max(known, key=_start, default=None)
        if last is None or last.amount is None or last.amount.span.start >= place.root.sent.start_char:
            return last
        begun = evidence.token(last.amount.span.start).sent.start_char
        first = min((one for one in known if _start(one) >= begun), key=_start)
        unread = {one.span.start for one in evidence.all_amounts if self._is_count(one, first.term)}
        return None if any(begun <= start < _start(first) for start in unread) else first

    def _change_before(self, evidence: Evidence, place: Place, told: list[Finding]) -> Finding | None:
        """The last change of another thing in the sentence."""
        start = place.root.sent.start_char
        known = [one for one in told if one.amount and start <= one.amount.span.start < place.amount.span.start]
        last = max(known, key=_start, default=None)
        earlier = [one for one in known if one.term.name in self.metrics.changes]
        if last is None or not earlier or last.term.name not in self.metrics.changes | self._counting():
            return None
        return max(earlier, key=_start)

    def _counting(self) -> set[str]:
        return {name for name, told in self.metrics.directives.items() if "counting" in told}

    def _counts(self, place: Place, term: PropertyTerm) -> bool:
        return self._is_count(place.amount, term)

    def _is_count(self, amount: Amount, term: PropertyTerm) -> bool:
        counted = bool(amount.quantity.unit) or COUNT in term.units
        return counted and self.metrics.fits(amount, term.name)

    def _reaches_count(self, evidence: Evidence, place: Place, term: PropertyTerm) -> bool:
        """Whether the figure says how far something moved to a count: "slipped 20% to 3,000"."""
        behind = place.last + 1
        if behind + 1 >= len(evidence.doc) or evidence.doc[behind].lower_ != "to":
            return False
        reached = evidence.amounts.get(behind + 1)
        return reached is not None and self.metrics.fits(reached, term.name)

    def _counts_else(self, place: Place, term: PropertyTerm, told: list[Finding]) -> bool:
        """Whether the article has counted anything else so far that the figure may be."""
        before = (one for one in told if one.amount and one.amount.span.start < place.amount.span.start)
        others = {one.term.name: one.term for one in before if one.term is not term}
        counting = self._counting()
        return any(name in counting and self._counts(place, one) for name, one in others.items())

    def _named(self, evidence: Evidence, place: Place, owners: Owners, classes: tuple[str, ...]) -> Mention | None:
        """The thing before the figure, if it may have it."""
        name = self._name(evidence, place)
        return owners.fitting(name, classes) if name else None

    def _name(self, evidence: Evidence, place: Place) -> Mention | None:
        """The name before the figure, across nothing but words of measure and other figures of its own."""
        doc, text = evidence.doc, place.root.sent
        for index in range(place.first - 1, max(text.start, place.first - 1 - _REACH) - 1, -1):
            token = doc[index]
            if mention := evidence.mentions.get(index):
                return mention
            if index in evidence.amounts or token.lower_ in words("joints") or token.lower_ in words("row"):
                continue
            if token.lower_ == "," or token.lemma_ in grammar("measure"):
                continue
            return None
        return None

    def _opening(self, evidence: Evidence) -> tuple[PropertyTerm, Moment | None] | None:
        """The one metric of counts of which the first paragraph speaks, and the only time of the sentence."""
        if self._opened[0] is not evidence.doc:
            self._opened = evidence.doc, self._read_opening(evidence)
        return self._opened[1]

    def _read_opening(self, evidence: Evidence) -> tuple[PropertyTerm, Moment | None] | None:
        text = evidence.text.lstrip()
        end = len(evidence.text) - len(text) + (text.find("\n\n") if "\n\n" in text else len(text))
        found: dict[str, int] = {}
        for sentence in evidence.doc.sents:
            if sentence.start_char >= end:
                break
            for hit in self.cues.sure(list(sentence)):
                if len(hit.names) == 1 and "counting" in self.metrics.directives[hit.names[0]]:
                    found.setdefault(hit.names[0], hit.start)
        if len(found) != 1:
            return None
        ((name, at),) = found.items()
        sentence = evidence.doc[at].sent
        times = [
            one
            for one in evidence.all_moments
            if sentence.start_char <= one.span.start < sentence.end_char and not _is_compared(evidence, one)
        ]
        return self.metrics.schema.properties[name], times[0] if len(times) == 1 else None


def _is_right_before(evidence: Evidence, mention: Mention, place: Place) -> bool:
    return evidence.text[mention.span.end : place.amount.span.start].strip() in ("", "by")


def is_of_part(evidence: Evidence, last: int) -> bool:
    """Whether a count is that of what is named or described behind it: "2,650 of Lyra", "2,530 of the main brand"."""
    doc = evidence.doc
    if last + 2 >= len(doc) or doc[last + 1].lower_ not in words("whose") or last + 2 in evidence.moments:
        return False
    behind = doc[last + 2]
    if behind.lower_ in ("the", "its"):
        noun = doc[last + 3] if last + 3 < len(doc) else behind
        return noun.tag_ in ("NN", "NNP", "JJ") and noun.i not in evidence.moments
    return last + 2 in evidence.mentions and evidence.mentions[last + 2].by != "reference"


def _is_of_namesake(evidence: Evidence, last: int) -> bool:
    """Whether the part bears the name of the whole: "2,530 of the main brand"."""
    return evidence.doc[last + 3].lower_ in words("namesake")


def _is_compared(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time is that of what something is measured by: "fewer than in December"."""
    at = evidence.token(moment.span.start).i
    return any(one.lower_ in words("compared") or one.lower_ == "from" for one in evidence.doc[max(0, at - 3) : at])


def _is_held(evidence: Evidence, place: Place) -> bool:
    """Whether the verb says what somebody has and not what was done: "has 12,000 lamps in stock"."""
    verb = clause_of(place.root)
    return verb.lemma_ == "have" and verb.tag_ in ("VBZ", "VBP")


def _is_alike(unit: str, other: str) -> bool:
    return unit == other or "" in (unit, other)


def _is_mark(evidence: Evidence, place: Place) -> bool:
    """Whether the figure only tells which thing is meant: "the only one above 40,000"."""
    for token in evidence.doc[place.first - 1 : place.first + 1]:
        if token.lower_ in words("beyond"):
            return token.head.lemma_ == "be" or token.head.pos_ in ("NOUN", "PROPN", "NUM")
    return False


def _start(finding: Finding) -> int:
    return finding.amount.span.start if finding.amount else -1
