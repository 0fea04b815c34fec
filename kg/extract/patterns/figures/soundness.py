"""Takes the findings of an article; gives those that no word beside their figures speaks against; touches nothing.

The last look at what rules and weights agree on. It knows marks that no likelihood outweighs: a level taken for a
change ("slid to 15%"), another thing named right at the figure ("the records of Norton at 7:05"), a clause that is
about somebody else ("you pay", "phones brought in").
What a bare number counts by name is what it is about: "7,000 Zeds, 3,481 Alphas".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import targets
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.misread import (
    described_by,
    governor,
    is_aside,
    is_change,
    is_for_another,
    is_goal,
    is_measured_by,
    is_misread,
    is_more_than,
    is_of_field,
    is_of_part,
    is_some,
)
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming, is_something
from kg.extract.patterns.slots.values import COUNT
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "figures")
_PLURAL = ("NNS", "NNPS")
#: What ends a stretch of a sentence; clauses outwards; tokens before a member of a list in which its comma stands.
_STOPS = frozenset((",", ";", ":", "."))
#: Ties of a subject that does not stand with the figure.
_SUPPLIED = frozenset(("article", "earlier", "sentence", "linked"))
_PAIRS = frozenset(("both", "neither"))
_JOINTS = frozenset((",", "and"))
_CLAUSES, _NEAR = 3, 5
_APART = frozenset(("change", "difference", "step", "portion"))


class Soundness:
    """Looks at the findings of figures once more, for one schema."""

    def __init__(self, metrics: Metrics, naming: Naming) -> None:
        self.metrics = metrics
        self.naming = naming

    def kept(self, evidence: Evidence, findings: list[Finding], dropped: Counter[str]) -> list[Finding]:
        """The findings without those of which their surroundings say otherwise, which are counted in `dropped`."""
        found = []
        unsound = [one for one in findings if one.amount and self._is_unsound(evidence, one, one.amount)]
        levels = {(one.amount, one.term.name) for one in unsound}
        for one in findings:
            if one.amount is None:
                found.append(one)
            elif one in unsound or self._is_change_of(one, levels):
                dropped["the words beside the figure speak against it"] += 1
            elif (about := self._settled(evidence, one, one.amount)) is None:
                dropped["what a house expects of a share that nothing tells"] += 1
            else:
                found.append(self._counting(evidence, about, one.amount))
        return found

    def _is_change_of(self, finding: Finding, levels: Collection[tuple[Amount | None, str]]) -> bool:
        """Whether the figure is the change of a level that is none of its thing."""
        lead = finding.lead if finding.term.name in self.metrics.changes else None
        return lead is not None and (lead.amount, lead.term.name) in levels

    def _settled(self, evidence: Evidence, finding: Finding, amount: Amount) -> Finding | None:
        """The finding, about the firm where a house expects it of a share."""
        told = self.metrics.directives[finding.term.name]
        expected = told.get("forecast") or self.metrics.directives.get(told.get("level", ""), {}).get("forecast")
        if expected and "level" in told:  # a target that is raised is no share that rises
            return None if targets.is_of_target(evidence, amount, expected) else finding
        classes = self.metrics.classes(finding.term)
        return targets.settled(evidence, self.naming, finding, amount, expected, classes) if expected else finding

    def _is_unsound(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        first = evidence.token(amount.span.start)
        if is_misread(evidence, amount, first):
            return True
        before = governor(evidence, first)
        to = before is not None and before.lower_ == "to" and self._is_step(finding)
        if to or (before is not None and (self._is_tied(evidence, finding, before) or is_goal(evidence, before))):
            return True
        if "portion" in self.metrics.directives[finding.term.name] and is_change(evidence, amount):
            return True
        of_other = is_of_part(evidence, finding.cue) or _is_of_a_sort(evidence, finding, amount)
        if of_other:
            return True
        if self._is_beside(evidence, finding, amount) or is_aside(evidence, finding.cue, amount):
            return True
        if self._is_of_version(evidence, finding, amount) or self._is_of_namesake(evidence, finding, amount):
            return True
        if (others := self._is_of_field(evidence, finding, amount)) or finding.tie != "linked":
            return others
        others = self._is_of_others(evidence, finding, amount)
        return others or is_for_another(evidence, amount) or _follows_member(evidence, finding, first)

    def _is_step(self, finding: Finding) -> bool:
        """Whether the metric says how far something moves, and not where to: "slid to 15%", "cut the price to 900"."""
        step = "step" in self.metrics.directives[finding.term.name]
        return finding.term.name in self.metrics.changes or (step and any(one.pos_ == "VERB" for one in finding.cue))

    def _is_beside(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        """Whether the thing only tells or measures the figure, or what the figure counts does something else."""
        apart = "difference" in self.metrics.directives[finding.term.name]
        if self._is_source(evidence, finding, amount) or (
            COUNT in finding.term.units and _is_doer(evidence, finding, amount)
        ):
            return True
        level = self.metrics.directives[finding.term.name].keys().isdisjoint(_APART)
        if (level and is_more_than(evidence, amount)) or self._is_of_kind(evidence, finding, amount):
            return True
        return not apart and is_measured_by(evidence, finding.subject, amount)

    def _is_of_kind(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        """Whether the figure says which of its kind a nameless thing is: "the Norton hits an 8-tonne lorry"."""
        noun = described_by(evidence, amount)
        if noun is None or noun in finding.cue or noun.dep_ in ("attr", "appos") or noun.i in evidence.mentions:
            return False
        if evidence.root(finding.subject.span).head == noun:
            return False
        kind = self.naming.nouns.get(noun.lemma_.lower())
        return kind is not None and self.naming.is_of(finding.subject.type, (kind,))

    def _is_tied(self, evidence: Evidence, finding: Finding, before: Token) -> bool:
        """Whether a tie binds the figure to another thing that cannot have it: "the records of Norton at 7:05"."""
        if before.lower_ not in words("ties") or before.i == 0:
            return False
        if finding.tie == "bearer" and "parts" in self.metrics.directives[finding.term.name]:
            return False  # "the Zed has two Norton lamps with 500 lumens together"
        named = evidence.mentions.get(before.i - 1)
        if named and before.lower_ == "at" and self.naming.is_of(named.type, ("Place",)):  # "it fell in Kent at 5 km/h"
            return False
        return named is not None and not self._is_akin(evidence, finding.subject, named)

    def _is_akin(self, evidence: Evidence, subject: Mention, other: Mention) -> bool:
        """Whether both are the same, or one bears the name of the other."""
        one, two = evidence.entity(subject), evidence.entity(other)
        makers = evidence.made_by.get(one or "", frozenset()) | evidence.made_by.get(two or "", frozenset())
        return one == two or one in makers or two in makers

    def _is_of_others(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        """Whether the clause is about the reader, or about several things that no name tells."""
        root = evidence.root(amount.span)
        verb = clause_of(root)
        for one in subjects(verb):
            if one.lower_ in _PAIRS and one.i not in evidence.mentions:
                return True
            if one.lower_ == "you" and ":" not in evidence.text[one.idx : amount.span.start]:
                return True
            if is_some(one) and one in finding.cue:
                return True
            if one.i in evidence.mentions or one.i == root.i or not is_something(evidence, one):
                continue
            several = (one.tag_ in _PLURAL and not self._is_people(one)) or one.lemma_.lower() in words("parts")
            inside = one.left_edge.idx <= finding.subject.span.start <= one.right_edge.idx
            done = verb in finding.cue or finding.term.name in self.metrics.changes or root.head == verb
            if several and done and not inside and one not in finding.cue:
                return True
        return False

    def _is_of_namesake(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        """Whether the clause is about a thing called by its maker's name: "the Norton has 300"."""
        root = evidence.root(amount.span)
        verb = clause_of(root)
        for one in subjects(verb):
            named = evidence.mentions.get(one.i)
            if named is None or root.head != verb or self._is_akin(evidence, finding.subject, named):
                continue
            opening = evidence.doc[max(0, evidence.token(named.span.start).i - 1)]
            if opening.lower_ != "the" or named.by == "reference":
                continue
            makes = any(evidence.entity(named) in makers for makers in evidence.made_by.values())
            if makes and not self.naming.fits(evidence, named, self.metrics.classes(finding.term)):
                return True
        return False

    def _is_source(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        """Whether the thing is only where the article has its figures from: "according to Norton. Sales rose 4%"."""
        subject, sentence = finding.subject, evidence.token(amount.span.start).sent
        if sentence.start_char <= subject.span.start < sentence.end_char or not evidence.speakers:
            return False
        who = evidence.entity(subject)
        named = [one for one in evidence.all_mentions if one.by != "reference" and evidence.entity(one) == who]
        if not any(evidence.speaks(one) for one in named) or self._is_titled(evidence, subject):
            return False
        silent = (evidence.root(one.span).dep_ for one in named if not evidence.speaks(one))
        return not any(dep in ("nsubj", "nsubjpass", "poss", "compound") for dep in silent)

    def _is_titled(self, evidence: Evidence, subject: Mention) -> bool:
        """Whether the title names the thing, under any of the names that the article has for it."""
        title, who = evidence.article.title.casefold(), evidence.entity(subject)
        named = (one for one in evidence.all_mentions if one.by != "reference" and evidence.entity(one) == who)
        names = (one.span.text.casefold() for one in named)
        return any(name in title for name in names)

    def _is_of_version(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        """Whether the stretch between commas names a version that nobody knows: "80 kWh in the Max"."""
        root, doc = evidence.root(amount.span), evidence.doc
        start, end = root.i, root.i
        while start > root.sent.start and doc[start - 1].text not in _STOPS:
            start -= 1
        while end + 1 < root.sent.end and doc[end + 1].text not in _STOPS:
            end += 1
        for index in range(start + 1, end + 1):
            named = evidence.mentions.get(index)
            if named is None or named.by != "model" or evidence.entity(named) is not None:
                continue
            opening = doc[max(0, evidence.token(named.span.start).i - 1)]
            if self.naming.fits(evidence, finding.subject, (named.type,)) and opening.pos_ in ("DET", "NOUN", "ADJ"):
                return True
        return False

    def _is_of_field(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        """Whether the measure is that of a field or a whole market, and the subject only supplied: "DVD output"."""
        near = finding.tie in ("linked", "article")
        if finding.tie not in _SUPPLIED or (near and evidence.root(finding.subject.span).sent == finding.cue[-1].sent):
            return False
        nouns = [one for one in finding.cue if one.pos_ == "NOUN" and one.i not in evidence.amounts]
        if finding.term.name in self.metrics.changes:
            moved = [one for one in subjects(clause_of(evidence.root(amount.span))) if one.pos_ == "NOUN"]
            if any(one.lemma_.lower() in words("wholes") and one.i not in evidence.mentions for one in moved):
                return True
            nouns += [one for one in moved if any(child.lower_ in words("everywhere") for child in one.children)]
        return any(is_of_field(evidence, one, finding.subject) or self._is_of_place(evidence, one) for one in nouns)

    def _is_of_place(self, evidence: Evidence, measure: Token) -> bool:
        """Whether a measure is that of all in a place: "Norland's lamp output"."""
        named = (evidence.mentions.get(one.i) for one in measure.children if one.dep_ == "poss")
        return any(one is not None and self.naming.is_of(one.type, ("Place",)) for one in named)

    def _is_people(self, noun: Token) -> bool:
        """Whether the noun is one for people, whose doings with a thing tell of the thing: "customers wait for it"."""
        kind = self.naming.nouns.get(noun.lemma_.lower())
        return kind is not None and any(self.naming.schema.is_a(kind, one) for one in ("Group", "Person"))

    def _counting(self, evidence: Evidence, finding: Finding, amount: Amount) -> Finding:
        """The finding, about what its bare number counts by name."""
        if amount.quantity.unit not in ("", COUNT):
            return finding
        last = evidence.token(amount.span.end - 1)
        following = last.i + 1 if last.i + 1 < last.sent.end else -1
        named = evidence.mentions.get(following) or self.naming.counted(evidence, last)
        asked = self.metrics.asked.get((finding.term.name, finding.reason)) or self.metrics.classes(finding.term)
        if named is None or evidence.entity(named) == evidence.entity(finding.subject):
            return finding
        return replace(finding, subject=named, tie="counted") if self.naming.fits(evidence, named, asked) else finding


def _is_doer(evidence: Evidence, finding: Finding, amount: Amount) -> bool:
    """Whether what a small number counts does something else: "two Acme lamps burned" is no number of models."""
    root = evidence.root(amount.span)
    counted = root.head if root.dep_ in ("nummod", "compound") else root
    verb = counted.head
    if finding.link != "linked" or counted.dep_ != "nsubj" or verb.pos_ != "VERB":
        return False
    told = {one.i for one in finding.cue} - {root.i}
    return bool(told) and all(counted.left_edge.i <= one <= counted.right_edge.i for one in told)


def _follows_member(evidence: Evidence, finding: Finding, first: Token) -> bool:
    """Whether a nameless member of a list stands right before the figure: "lamps make up 46%, desks and chairs 29%"."""
    before = first.nbor(-1) if first.i > first.sent.start else None
    if before is None or before.pos_ not in ("NOUN", "PROPN") or before in finding.cue:
        return False
    if before.i in evidence.mentions or before.i in evidence.moments:
        return False
    if before.lower_ in word_set("grammar", "measures"):
        return False
    return any(one.lower_ in _JOINTS for one in evidence.doc[max(first.sent.start, first.i - _NEAR) : before.i])


def _is_of_a_sort(evidence: Evidence, finding: Finding, amount: Amount) -> bool:
    """Whether the figure only tells which things are meant: "the best seller among all models that cost over 300"."""
    verb = clause_of(evidence.root(amount.span))
    several = verb.head
    if verb.dep_ != "relcl" or several.tag_ not in _PLURAL or several.i in evidence.mentions or several in finding.cue:
        return False
    if several.lemma_.lower() in word_set("grammar", "measures") or several.i in evidence.amounts:
        return False
    subject = evidence.root(finding.subject.span)
    return not verb.is_ancestor(subject) and not several.left_edge.i <= subject.i <= several.i
