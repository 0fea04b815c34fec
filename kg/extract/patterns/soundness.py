"""Takes the findings of an article; gives those that nothing right beside their figures speaks against; touches nothing.

The last look at what rules and weights agree on. It knows marks that no likelihood outweighs: a digit in a name ("the
L9"), figures in a row ("5080/1999/1780 mm"), a level taken for a change ("slid to 15%"), another thing named right at
the figure ("the records of Norton at 7:05"), a clause that is about somebody else ("you pay", "phones brought in").
What a bare number counts by name is what it is about: "7,000 Zeds, 3,481 Alphas".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.figuremetrics import Metrics
from kg.extract.patterns.match import Finding
from kg.extract.patterns.predicates import clause_of, subjects
from kg.extract.patterns.subjects import Naming, is_something
from kg.extract.patterns.values import COUNT
from kg.extract.patterns.words import word_set
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "figures")
_ROW_BEHIND = re.compile(r"\s?[a-z]{0,3}\s?/\s?\d")
_ROW_BEFORE = re.compile(r"\d[a-z]{0,3}\s?/\s?$")
#: How far a row is looked for, in characters.
_REACH = 8
_PLURAL = ("NNS", "NNPS")


class Soundness:
    """Looks at the findings of figures once more, for one schema."""

    def __init__(self, metrics: Metrics, naming: Naming) -> None:
        self.metrics = metrics
        self.naming = naming

    def kept(self, evidence: Evidence, findings: list[Finding], dropped: Counter[str]) -> list[Finding]:
        """The findings without those of which their surroundings say otherwise, which are counted in `dropped`."""
        found = []
        for one in findings:
            if one.amount is None:
                found.append(one)
            elif self._is_unsound(evidence, one, one.amount):
                dropped["the words beside the figure speak against it"] += 1
            else:
                found.append(self._counting(evidence, one, one.amount))
        return found

    def _is_unsound(self, evidence: Evidence, finding: Finding, amount: Amount) -> bool:
        first = evidence.token(amount.span.start)
        if first.i in evidence.mentions and " " not in amount.span.text:
            return True
        if _in_row(evidence, amount):
            return True
        before = _governor(evidence, first)
        if before is not None and before.lower_ == "to" and finding.term.name in self.metrics.changes:
            return True
        if before is not None and self._is_tied(evidence, finding, before):
            return True
        return finding.tie == "linked" and self._is_of_others(evidence, finding, amount)

    def _is_tied(self, evidence: Evidence, finding: Finding, before: Token) -> bool:
        """Whether a tie binds the figure to another thing that cannot have it: "the records of Norton at 7:05"."""
        if before.lower_ not in words("ties") or before.i == 0:
            return False
        named = evidence.mentions.get(before.i - 1)
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
            if one.lower_ == "you":
                return True
            if one.i in evidence.mentions or one.i == root.i or not is_something(evidence, one):
                continue
            several = one.tag_ in _PLURAL or one.lemma_.lower() in words("parts")
            inside = one.left_edge.idx <= finding.subject.span.start <= one.right_edge.idx
            done = verb in finding.cue or finding.term.name in self.metrics.changes or root.head == verb
            if several and done and not inside and one not in finding.cue:
                return True
        return False

    def _counting(self, evidence: Evidence, finding: Finding, amount: Amount) -> Finding:
        """The finding, about what its bare number counts by name."""
        if amount.quantity.unit not in ("", COUNT):
            return finding
        last = evidence.token(amount.span.end - 1)
        named = self.naming.counted(evidence, last)
        behind = evidence.mentions.get(last.i + 1) if last.i + 1 < last.sent.end else None
        named = behind or named
        if named is None or not self.naming.fits(evidence, named, self.metrics.classes(finding.term)):
            return finding
        if evidence.entity(named) == evidence.entity(finding.subject):
            return finding
        return replace(finding, subject=named, tie="counted")


def _in_row(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is one of several with strokes between, of which each measures something else."""
    start, end = amount.span.start, amount.span.end
    behind = evidence.text[end : end + _REACH]
    return bool(_ROW_BEHIND.match(behind) or _ROW_BEFORE.search(evidence.text[max(0, start - _REACH) : start]))


def _governor(evidence: Evidence, first: Token) -> Token | None:
    """The word before a figure, without those that only say how exact it is."""
    for index in range(first.i - 1, first.sent.start - 1, -1):
        token = evidence.doc[index]
        if token.lower_ not in words("vague") and token.pos_ != "SYM":
            return token
    return None
