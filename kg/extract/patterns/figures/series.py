"""Takes the findings of an article; gives what its figures without a cue of their own say; touches nothing.

Two ways of news: lists ("A sold 7,000 units, B 6,000 and C 5,000"), where the first member tells what is counted,
and changes beside a figure ("revenue was 5 billion, up 12% on the year"), where the figure tells what has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.asides import aside
from kg.extract.patterns.figures.figurechanges import direction, signed
from kg.extract.patterns.figures.figureplaces import described, is_of_part
from kg.extract.patterns.figures.parallel import named_behind
from kg.extract.patterns.figures.parenthetic import before_aside
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.relations.places import admits
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import COUNT, differs, falls, fits
from kg.extract.patterns.syntax.nouns import bearers
from kg.model import Amount, Mention, PropertyTerm, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
#: How many tokens may stand between a name and its figure in a list, and between a figure and its change.
_LIST_GAP, _CHANGE_GAP = 4, 12
#: Smaller bare numbers count something else.
_LEAST = 100
_LIST_REACH = 400  # how far a list goes on behind its last member, in characters
#: An aim is less than half as many times what there is.
_MANIFOLD = 40
#: How many words behind a part of a count its thing is named, and what makes a figure a part.
_PART_REACH = 9
_OF_THEM = re.compile(r"\sof\s(?:them|these|those)\b")
#: Words that may stand between a change and the next one of the same figure.
_JOINT = 5
#: How a subject may be tied to a figure whose sentence also says what it measures.
_FARTHER = ("sentence", "earlier", "article")


class Series:
    """Reads the figures that no pattern read, for one schema."""

    def __init__(self, schema: Schema, grammar: Grammar, naming: Naming) -> None:
        self.grammar = grammar
        self.naming = naming
        self.units = {
            (unit, "difference" in grammar.directives[pattern.term.name]): pattern
            for pattern in grammar.by_unit
            for unit in pattern.words[0]
        }
        self.asides = {unit: pattern for pattern in grammar.asides for unit in pattern.words[0]}
        self.change = next(
            (schema.properties[name] for name, told in grammar.directives.items() if told.get("change") == "any"), None
        )

    def find(self, evidence: Evidence, findings: list[Finding]) -> Iterator[Finding]:
        """The findings of lists and changes, for the figures that the given findings leave over."""
        told = sorted((one for one in findings if one.amount), key=_start)
        used = {_start(one) for one in told}
        for amount in evidence.all_amounts:
            if amount.span.start in used:
                continue
            token = evidence.root(amount.span)
            for read in (self._changed, self._aside, self._listed, self._carried, self._by_unit):
                if found := read(evidence, amount, token, told):
                    told.append(found)
                    yield found
                    break

    def aimed(self, evidence: Evidence, findings: list[Finding]) -> list[Finding]:
        """The findings, bare aims being of what the sentence has counted: "has 150 lamps and aims for 300"."""
        return [self._of_count(evidence, one, findings) if one.amount else one for one in findings]

    def _of_count(self, evidence: Evidence, one: Finding, findings: list[Finding]) -> Finding:
        """The aim as one of the only other metric that the sentence counts of the same thing before it."""
        head = one.cue[0]
        bare = one.amount is not None and not one.amount.quantity.unit
        if not bare or len(one.cue) > 1 or head.pos_ != "VERB" or head.lemma_ not in word_set("figures", "aims"):
            return one
        who = evidence.entity(one.subject)
        before = {
            each.term.name: each
            for each in findings
            if each.amount and each.cue[0].sent == head.sent and _start(each) < _start(one)
            if evidence.entity(each.subject) == who and COUNT in each.term.units
        }
        lead = next(iter(before.values())) if len(before) == 1 else None
        if lead is None or lead.term is one.term or not _is_alike(lead, one):
            return one
        return replace(one, term=lead.term, reason="aims at more of what is counted", link="carried", lead=lead)

    def _changed(self, evidence: Evidence, amount: Amount, token: Token, told: list[Finding]) -> Finding | None:
        """A change beside the figure that it changes, which stands before it in the sentence."""
        if self.change is None or not fits(amount, self.change):
            return None
        goes_on = any(one.link == "change" and _joined(evidence, one, amount) for one in told)
        if not goes_on and not _says_change(evidence, amount):
            return None
        earlier = [one for one in told if _start(one) < amount.span.start and one.term is not self.change]
        if not earlier:
            return None
        last = max(earlier, key=_start)
        assert last.amount
        if "change" in self.grammar.directives[last.term.name] or self._is_of_another(evidence, last, token):
            return None
        gap = token.i - evidence.root(last.amount.span).i
        if gap > _CHANGE_GAP or evidence.root(last.amount.span).sent.start != token.sent.start:
            return None
        return replace(
            last, term=self.change, reason=f"beside {last.term.name}", amount=amount, link="change", lead=last
        )

    def _listed(self, evidence: Evidence, amount: Amount, token: Token, told: list[Finding]) -> Finding | None:
        """A further member of a list: a name of its own right before the figure, the same unit as the member before."""
        if differs(evidence, amount):
            return None
        last = max((one for one in told if self._leads(evidence, one, amount, token)), key=_start, default=None)
        if last is None:
            return None
        subject = named_behind(evidence, amount) or self._named_before(evidence, amount, last.term)
        if subject is None or not self.naming.fits(evidence, subject, self.grammar.subjects(last.term.name)):
            return None
        assert last.amount
        own = self.grammar.directives[last.term.name].get("signed")  # "Acme lost 4%, Norton 3%": both fell
        fell = (last.amount.quantity.low or 0) < 0 or falls(evidence, last.amount, last.cue, own)
        amount = amount if direction(evidence, amount) else signed(amount, -fell)
        cue = (evidence.token(amount.span.start),)
        return replace(
            last, subject=subject, cue=cue, tie="list", reason="in a list", amount=amount, link="list", lead=last
        )

    def _leads(self, evidence: Evidence, one: Finding, amount: Amount, token: Token) -> bool:
        """Whether the finding is an earlier member of the list that the figure may go on, in the same unit."""
        if one.amount is None or one.link == "change" or not fits(amount, one.term):
            return False
        distance = amount.span.start - one.amount.span.end
        home = evidence.root(one.amount.span).sent
        return 0 < distance < _LIST_REACH and (token.sent.start == home.start or one.link in ("slot", "number", "list"))

    def _carried(self, evidence: Evidence, amount: Amount, token: Token, told: list[Finding]) -> Finding | None:
        """A bare number right after a count: "10,000 orders in 4 minutes, 50,000 in 27 minutes"."""
        if amount.quantity.unit or differs(evidence, amount) or not _stands_alone(evidence, amount):
            return None
        if is_of_part(evidence, evidence.token(amount.span.end - 1).i):
            return None
        before = [one for one in told if _start(one) < amount.span.start]
        last = max(before, key=_start, default=None)
        if last is None or not last.amount or not fits(amount, last.term) or last.link == "change":
            return None
        root = evidence.root(last.amount.span)
        if root.sent.start != token.sent.start or (amount.quantity.number or 0) < _LEAST:
            return None
        if self._is_of_another(evidence, last, token) or _before(evidence, amount) == "after":
            return None
        part = self._part(evidence, amount, last)
        if part is not None and not evidence.made_by.get(evidence.entity(part) or "", frozenset()) & {
            evidence.entity(last.subject)
        }:
            return None
        whose = part or last.subject
        return replace(
            last, subject=whose, cue=(token,), reason="goes on counting", amount=amount, link="carried", lead=last
        )

    def _part(self, evidence: Evidence, amount: Amount, last: Finding) -> Mention | None:
        """The thing named behind a part of the count before: "5,000 lamps, of which 800 bore the badge of the Zed"."""
        first = evidence.token(amount.span.start)
        before = evidence.doc[max(0, first.i - 2) : first.i].text.lower() == "of which"
        if not before and not _OF_THEM.match(evidence.text, amount.span.end):
            return None
        classes = self.grammar.subjects(last.term.name)
        for at in range(first.i + 1, min(first.i + _PART_REACH, first.sent.end)):
            if at in evidence.amounts:
                return None
            named = evidence.mentions.get(at)
            if named and named.by != "reference" and self.naming.fits(evidence, named, classes):
                return named
        return None

    def _is_of_another(self, evidence: Evidence, last: Finding, token: Token) -> bool:
        """Whether another thing of the kind is named between the figure before and this one."""
        assert last.amount
        classes = self.grammar.subjects(last.term.name)
        between = range(evidence.root(last.amount.span).i, token.i)
        named = [evidence.mentions[index] for index in between if index in evidence.mentions]
        return any(
            evidence.entity(one) != evidence.entity(last.subject) and self.naming.fits(evidence, one, classes)
            for one in named
        )

    def _by_unit(self, evidence: Evidence, amount: Amount, token: Token, told: list[Finding]) -> Finding | None:
        """A figure whose unit only one metric has as its own, said of the one thing that the clause is about."""
        pattern = self.units.get((amount.quantity.unit, differs(evidence, amount)))
        if pattern is None or not admits(evidence, pattern, token) or not self.grammar.sized(pattern.term.name, amount):
            return None
        subject = self.naming.counted(evidence, token)
        found = (subject, "counted") if subject and self.naming.fits(evidence, subject, pattern.subjects) else None
        found = found or self._borne(evidence, token, pattern.subjects)
        found = found or self.naming.topic(evidence, token, pattern.subjects)
        sure = ("counted", "clause", "bearer") + (_FARTHER if "@need" in pattern.around else ())
        if found is None or found[1] not in sure:
            return None
        if any(one.term is pattern.term and one.subject == found[0] for one in told):
            return None  # a second figure in one clause is rather that of somebody else
        return Finding(pattern.term, pattern.text, (token,), *found, "unit", amount=amount)

    def _borne(self, evidence: Evidence, token: Token, classes: tuple[str, ...]) -> tuple[Mention, str] | None:
        """Who bears the figure: "the lamp, with 495 grams, ..."."""
        found = self.naming.first(evidence, bearers(token), classes)
        return (found, "bearer") if found else None

    def _aside(self, evidence: Evidence, amount: Amount, token: Token, _: list[Finding]) -> Finding | None:
        """A figure right behind or before the name of a thing: "the Acme One (299,900 yuan)"."""
        return aside(evidence, self.naming, self.asides, amount, token)

    def _named_before(self, evidence: Evidence, amount: Amount, term: PropertyTerm) -> Mention | None:
        """The thing named right before the figure, across nothing but an aside, linking words and verbs of measure."""
        classes = self.grammar.subjects(term.name)
        token = evidence.token(amount.span.start)
        at = before_aside(evidence, token.i, token.sent.start) - 1
        for step in range(_LIST_GAP):
            one = evidence.doc[at - step] if at - step >= token.sent.start else None
            if one is None:
                return None
            mention = evidence.mentions.get(one.i)
            if mention:
                mention = described(evidence, mention) or mention
                named = mention.by != "reference" and self.naming.fits(evidence, mention, classes)
                named = named and not _is_of_figure(evidence, mention)
                return mention if named else None
            if (
                one.lower_ not in words("links")
                and one.lemma_ not in words("measure")
                and one.lower_ not in words("list")
            ):
                return None
        return None


def _is_alike(lead: Finding, one: Finding) -> bool:
    """Whether an aim is not many times what there is: "has three models and aims for 300,000" goes on with nothing."""
    has, aim = (each.amount.quantity.number if each.amount else None for each in (lead, one))
    return has is not None and aim is not None and has < aim * 2 < has * _MANIFOLD


def _stands_alone(evidence: Evidence, amount: Amount) -> bool:
    """Whether no noun follows that would say what the number counts."""
    token = evidence.token(amount.span.end - 1)
    if evidence.text[amount.span.start - 1 : amount.span.start] == '"':
        return False
    if token.i + 1 >= token.sent.end or token.i + 1 in evidence.moments:  # "to reach 550,000 this year"
        return True
    return token.nbor().pos_ in ("ADP", "PUNCT", "CCONJ", "SCONJ", "AUX", "SPACE")


def _before(evidence: Evidence, amount: Amount) -> str:
    """The word before the figure."""
    words_ = evidence.text[max(0, amount.span.start - 24) : amount.span.start].lower().split()
    return words_[-1] if words_ else ""


def _joined(evidence: Evidence, finding: Finding, amount: Amount) -> bool:
    """Whether only "and" and what the change before is measured by stand between the two."""
    assert finding.amount
    between = evidence.text[finding.amount.span.end : amount.span.start].split()
    return 0 < len(between) <= _JOINT and between[-1] in ("and", ",")


def _is_of_figure(evidence: Evidence, mention: Mention) -> bool:
    """Whether the name belongs to the figure right before it: "2,400 of the Norton and 1,600 others", "51% by Acme"."""
    at = evidence.token(mention.span.start).i
    at -= at > 1 and evidence.doc[at - 1].lower_ in ("the", "its")
    return at > 1 and evidence.doc[at - 1].lower_ in ("of", "for", "by") and (at - 2) in evidence.amounts


def _start(finding: Finding) -> int:
    return finding.amount.span.start if finding.amount else -1


def _says_change(evidence: Evidence, amount: Amount) -> bool:
    """Whether the word before the figure says that something rose or fell, or a sign does."""
    text = evidence.text
    before = text[max(0, amount.span.start - 24) : amount.span.start].lower().split()
    return (
        bool(before)
        and not before[-1].endswith(":")
        and (before[-1] in words("change") or text[amount.span.start] in "+-" or before[-1] == "+")
    )
