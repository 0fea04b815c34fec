"""Takes a figure that a house expects of a share; gives what the share is of; touches nothing.

"Norton Bank cut its target to 7 dollars" is about the firm of the note, never about the bank.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

#: How far behind its figure the word for it stands, in characters: "a 7 dollar target".
_BEHIND = 10
#: How far before the change of a target the word for it stands.
_BACK = 48
#: What stands before the firm whose share it is: "its target for Acme".
_LINKS = frozenset(("for", "of", "on"))


def settled(
    evidence: Evidence, naming: Naming, finding: Finding, amount: Amount, expected: str, classes: tuple[str, ...]
) -> Finding | None:
    """The finding, about the firm of the note where a house is its subject; None where nothing tells the firm.

    `expected` are the words for what a house expects.
    """
    subject, text = finding.subject, evidence.text
    start, stop = subject.span.start, amount.span.end + _BEHIND
    sentence = evidence.token(amount.span.start).sent
    if not sentence.start_char <= start < amount.span.start:
        return finding
    if not _words(expected).search(text[start:stop]) and not names(expected, finding):
        return finding
    who, root = evidence.entity(subject), evidence.root(subject.span)
    titled = _titled(evidence, naming, classes)
    others = [one for name, one in titled.items() if name != who]
    if who in titled and len(others) == 1 and _rates(evidence, naming, subject):
        return replace(finding, subject=others[0], tie="topic", modality=finding.modality or "predicted")
    rated = _is_moved(evidence, naming, subject) or _is_aimed_at(evidence, who, sentence, expected)
    if who in titled or rated or (root.dep_ == "pobj" and root.head.lower_ in _LINKS):
        return finding
    heading = naming.heading(evidence, root, classes)
    if heading is not None and evidence.entity(heading) == who:
        return finding
    if root.dep_ == "poss" and _words(expected).search(root.head.text) and not _is_its_own(evidence, naming, subject):
        return None
    if not _tells(evidence, subject):
        return finding
    topic = _rated(evidence, naming, subject, classes) or heading
    topic = topic or (next(iter(titled.values())) if len(titled) == 1 else None)
    return replace(finding, subject=topic, tie="topic", modality=finding.modality or "predicted") if topic else None


def names(expected: str, finding: Finding) -> bool:
    """Whether the words that tell the figure are those for what a house expects."""
    return bool(_words(expected).search(" ".join(one.text for one in finding.cue)))


def is_of_target(evidence: Evidence, amount: Amount, expected: str) -> bool:
    """Whether a change is that of what a house expects: "raised its target by 6%"."""
    before = evidence.text[max(0, amount.span.start - _BACK) : amount.span.start]
    return bool(
        re.search(rf"{_words(expected).pattern}(?:\s[\w']+){{0,4}}\s(?:by\s)?(?:\w+\s)?$", before, re.IGNORECASE)
    )


def _rates(evidence: Evidence, naming: Naming, house: Mention) -> bool:
    """Whether it is who moves a target: "Norton Bank cut its target", and not "saw it cut"."""
    root = evidence.root(house.span)
    verb = clause_of(root)
    does = root.dep_ == "nsubj" or (root.dep_ == "poss" and _is_its_own(evidence, naming, house))
    return does and verb.pos_ == "VERB" and verb.lemma_ not in ("see", "have", "get")


def _tells(evidence: Evidence, subject: Mention) -> bool:
    """Whether it does something, or speaks, so that the figure may be its view of another."""
    dep = evidence.root(subject.span).dep_
    return dep in ("nsubj", "poss", "conj", "pobj") or evidence.speaks(subject) or subject.by == "reference"


def _rated(evidence: Evidence, naming: Naming, house: Mention, classes: tuple[str, ...]) -> Mention | None:
    """The only other firm that the sentence names, as what is rated: "downgraded Acme", "its target for Acme"."""
    who, found = evidence.entity(house), {}
    for token in evidence.root(house.span).sent:
        one = evidence.mentions.get(token.i)
        if (
            one is None
            or evidence.entity(one) == who
            or evidence.speaks(one)
            or not naming.fits(evidence, one, classes)
        ):
            continue
        root = evidence.root(one.span)
        if root.dep_ == "dobj" or (root.dep_ == "pobj" and root.head.lower_ in _LINKS):
            found[evidence.entity(one)] = one
    return next(iter(found.values())) if len(found) == 1 else None


def _is_its_own(evidence: Evidence, naming: Naming, whose: Mention) -> bool:
    """Whether "its" is said of the subject of the clause: "Norton Bank cut its target"."""
    named = (naming.named(evidence, one) for one in subjects(clause_of(evidence.root(whose.span))))
    return whose.by == "reference" and evidence.entity(whose) in {evidence.entity(one) for one in named if one}


def _is_moved(evidence: Evidence, naming: Naming, whose: Mention) -> bool:
    """Whether somebody else moves its target, so that it is what is rated: "Norton Bank raised Acme's price target"."""
    root = evidence.root(whose.span)
    verb = clause_of(root)
    if root.dep_ != "poss" or root.head.dep_ != "dobj" or verb.lemma_ not in word_set("speech", "rating"):
        return False
    named = (naming.named(evidence, one) for one in subjects(verb))
    return any(one and evidence.entity(one) != evidence.entity(whose) for one in named)


def _is_aimed_at(evidence: Evidence, who: str | None, sentence: Sentence, expected: str) -> bool:
    """Whether the sentence says that the target is one for it: "its price target for the company"."""
    for token in sentence:
        one = evidence.mentions.get(token.i)
        if one is not None and evidence.entity(one) == who:
            root = evidence.root(one.span)
            if root.dep_ == "pobj" and root.head.lower_ in _LINKS and _words(expected).search(root.head.head.text):
                return True
    return False


def _titled(evidence: Evidence, naming: Naming, classes: tuple[str, ...]) -> dict[str | None, Mention]:
    """The things that may have the figure and that the title names."""
    title = f" {evidence.article.title.casefold()} "
    found: dict[str | None, Mention] = {}
    for one in evidence.all_mentions:
        if one.by == "reference" or evidence.entity(one) in found or not naming.fits(evidence, one, classes):
            continue
        at = title.find(name := one.span.text.casefold())
        if at > 0 and not title[at - 1].isalnum() and not title[at + len(name)].isalnum():
            found[evidence.entity(one)] = one
    return found


@cache
def _words(expected: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, expected.split('|')))})\b", re.IGNORECASE)
