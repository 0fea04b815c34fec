"""Takes the findings of an article; gives those of parts and sums about who owns or gets them; touches nothing.

"Acme raised its stake in Norton to 12%" tells what Acme has. A metric says by which relations one thing owns of another
(`@owned ownsStakeIn`): its figures are about the subject of such a finding of the sentence, and never about its object.
A figure that counts the stake itself goes with the relation where no rule reads it ("bought a 9% stake in Acme and a
12% stake in Norton"); one of a stake whose owner nothing tells is not read. With `@received investsIn` it is the other
way: what "Norton led a round in Acme" brings in is Acme's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import fits
from kg.extract.patterns.syntax.predicates import prepositional

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_IN = ("in", "of")


def of_owners(evidence: Evidence, metrics: Metrics, naming: Naming, findings: list[Finding]) -> list[Finding]:
    """The findings, each of something owned or received about whose it is, and those that only the relation tells."""
    owning = {name: own for name, lines in metrics.directives.items() if (own := lines.get("owned"))}
    getting = {name: own for name, lines in metrics.directives.items() if (own := lines.get("received"))}
    names = {each for own in (*owning.values(), *getting.values()) for each in own.split("|")}
    ties = [one for one in findings if one.object and one.term.name in names]
    found = []
    for one in findings:
        own = owning.get(one.term.name) or getting.get(one.term.name) if one.amount else None
        told: Finding | None = one
        if own:
            here = [tie for tie in ties if tie.term.name in own.split("|")]
            told = _about(evidence, naming, one, metrics.classes(one.term), here, got=one.term.name in getting)
        if told is not None:
            found.append(told)
    if ties:
        read = {one.amount.span.start for one in found if one.amount}
        for name, own in owning.items():
            own_ties = [one for one in ties if one.term.name in own.split("|")]
            found += _told(evidence, metrics, name, own_ties, read)
    return found


def _about(
    evidence: Evidence, naming: Naming, finding: Finding, classes: tuple[str, ...], ties: list[Finding], *, got: bool
) -> Finding | None:
    """The finding about whose it is; None where its subject is what is owned and nothing tells by whom."""
    assert finding.amount
    who, sentence = evidence.entity(finding.subject), evidence.token(finding.amount.span.start).sent
    here = [(one.object, one.subject) if got else (one.subject, one.object) for one in ties if _inside(one, sentence)]
    root, noun = evidence.root(finding.subject.span), _counted(evidence, finding.amount.span.start)
    held = not got and noun is not None and root in prepositional(noun, _IN)
    if not held and any(one and evidence.entity(one) == who for one, _ in here):
        return finding
    for one, other in here:
        if one and other and evidence.entity(other) == who and naming.fits(evidence, one, classes):
            return replace(finding, subject=one, tie="holder")
    return None if held else finding


def _inside(finding: Finding, sentence: Sentence) -> bool:
    return bool(sentence.start <= finding.cue[0].i < sentence.end)


def _told(evidence: Evidence, metrics: Metrics, name: str, ties: list[Finding], read: set[int]) -> Iterator[Finding]:
    """The figures that count a stake in what the relation says is owned, and that nothing has read."""
    term = metrics.schema.properties[name]
    nouns = {cue.split(" ")[0].split("/")[0] for cue in term.cues}
    for amount in evidence.all_amounts:
        if amount.span.start in read or not fits(amount, term):
            continue
        noun = _counted(evidence, amount.span.start)
        inside = prepositional(noun, _IN) if noun is not None and noun.lemma_ in nouns else []
        for one in ties:
            if noun is not None and one.object and evidence.root(one.object.span) in inside:
                reason = f"counts what {one.term.name} tells"
                yield replace(one, term=term, reason=reason, cue=(noun,), object=None, amount=amount, lead=one)
                break


def _counted(evidence: Evidence, start: int) -> Token | None:
    """The noun that the figure counts: "a 9% stake", "9 percent stake"."""
    token = evidence.token(start)
    for _ in range(4):
        if token.pos_ == "NOUN" and not token.like_num and token.lower_ not in ("percent", "%", "cent"):
            return token
        if token.head == token or token.dep_ not in ("nummod", "amod", "compound", "nmod", "quantmod"):
            return None
        token = token.head
    return None
