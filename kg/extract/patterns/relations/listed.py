"""Takes the findings of an article; gives those of the things that stand in a list behind an object; touches nothing.

"The lamp has a shade, two hooks and a switch": of lists the parser loses members, above all where each has words of its
own around it. What a verb or a preposition says of the first holds for all that only commas and "and" part from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Mention

#: What parts the members of a list: marks, "and", what counts or describes the next.
_BETWEEN = re.compile(
    r"(?:,| and| or|, and| as well as| plus| &) (?:(?:an?|the|its|two|three|four|five|six|new|\d+) )*"
)
_SUBJECTS = ("nsubj", "nsubjpass")


class Listed:
    """Goes on with lists, for the relations of one grammar whose objects may be parts that common nouns name."""

    def __init__(self, grammar: Grammar, naming: Naming) -> None:
        self.naming = naming
        self.wanted: dict[str, tuple[str, ...]] = {}
        for pattern in grammar.patterns():
            place = pattern.place("O")
            if place and place.classes and "common" in grammar.directives[pattern.term.name]:
                self.wanted[pattern.text] = place.classes

    def find(self, evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
        """What the lists add, in the order of the findings."""
        leads = [one for one in findings if one.object and one.reason in self.wanted]
        if not leads:
            return
        starts = {one.span.start: one for one in evidence.all_mentions if one.by != "reference"}
        starts |= {one.span.start: one for one in evidence.parts.values()}
        told = {
            (one.term.name, evidence.entity(one.subject), evidence.entity(one.object)) for one in leads if one.object
        }
        for lead in leads:
            for member in self._members(evidence, lead, starts):
                key = lead.term.name, evidence.entity(lead.subject), evidence.entity(member)
                if key not in told:
                    told.add(key)
                    yield replace(lead, object=member)

    def _members(self, evidence: Evidence, lead: Finding, starts: Mapping[int, Mention]) -> Iterator[Mention]:
        last = lead.object
        while last and (between := _BETWEEN.match(evidence.text, last.span.end)):
            following = starts.get(between.end())
            if following is None or not self.naming.fits(evidence, following, self.wanted[lead.reason]):
                return
            root = evidence.root(following.span)
            if root.dep_ in _SUBJECTS and root.head.i > root.i:  # another clause begins
                return
            yield following
            last = following
