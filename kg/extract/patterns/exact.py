"""Takes the findings of an article; gives those that say what they say exactly, each once; touches nothing.

Two relations may read the same words of the same two things: the one that says more of them is kept. A post that a
noun before it narrows ("the works council chief of Acme") leads no whole; one that was told is not told anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.grammar import Grammar
from kg.extract.patterns.match import Finding
from kg.extract.patterns.subjects import Naming

_POST = ("NOUN", "PROPN", "ADJ")
#: How adjectives end that say of what field a post is: "technical", "financial", "legal".
_FIELDS = ("ical", "cial", "gal")
#: How many tokens apart the words may stand that tie the same two: "equipped with".
_NEAR = 1


def exactly(evidence: Evidence, findings: Iterable[Finding], grammar: Grammar, naming: Naming) -> list[Finding]:
    """The findings without the less exact ones of the same words, and without posts of a part told of the whole."""
    kept: list[Finding] = []
    told: set[tuple[object, ...]] = set()
    for one in findings:
        if one.object is not None and "/NOUN is=S" in one.reason and one.term.domain == "Person":
            if "whole" in grammar.directives[one.term.name] and _is_of_a_part(evidence, one):
                continue
            same = one.term.name, evidence.entity(one.subject), evidence.entity(one.object)
            if same not in told:
                kept.append(one)
            told.add(same)
            continue
        if one.object is None:
            kept.append(one)
            continue
        rival = next((at for at, other in enumerate(kept) if _same_words(one, other)), None)
        if rival is None:
            kept.append(one)
        elif _is_closer(naming, one, kept[rival]):
            kept[rival] = one
    return kept


def _same_words(one: Finding, other: Finding) -> bool:
    """Whether two relations tie the same two by the same words."""
    return (
        other.object is not None
        and one.object is not None
        and one.term.name != other.term.name
        and abs(one.cue[0].i - other.cue[0].i) <= _NEAR
        and (one.subject.span, one.object.span) == (other.subject.span, other.object.span)
    )


def _is_closer(naming: Naming, one: Finding, other: Finding) -> bool:
    """Whether one says more than the other: "stop making" more than "make", else whose classes are narrower."""
    mine, theirs = ({token.i for token in finding.cue} for finding in (one, other))
    if mine != theirs and (mine >= theirs or theirs >= mine):
        return mine > theirs
    return _says(naming, one) > _says(naming, other)


def _says(naming: Naming, finding: Finding) -> tuple[int, int]:
    """How narrow the classes of the relation are, and how many words its pattern asks for."""
    sides = (finding.term.domain, finding.term.range)
    return sum(len(naming.schema.ancestors(one)) for one in sides if one != "Entity"), len(finding.cue)


def _is_of_a_part(evidence: Evidence, finding: Finding) -> bool:
    """Whether the post is one of a part that is not named: "sales chief", "chairman of its lamp business"."""
    last = finding.cue[-1]
    behind = evidence.doc[last.i + 1 : last.i + 3]
    if len(behind) > 1 and behind[0].lower_ == "of" and behind[1].tag_ == "PRP$":
        return True
    first = min(token.i for token in finding.cue if token.pos_ in _POST)
    before = evidence.doc[first - 1] if first > last.sent.start else None
    if before is None or before.i in evidence.mentions:
        return False
    field = before.pos_ == "NOUN" or before.lower_.endswith(_FIELDS)
    return field and before.dep_ in ("compound", "amod", "nmod")
