"""Takes an article and what it says of who joined whom; gives the posts that its clauses go on with; touches nothing.

"Jane Doe came to Acme in 2010, was made head of design in 2016 and became its president": the posts behind the first
verb are held where she went. They are over where the text tells that she went on to another organisation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.relations.postruns import being, rightwards, was
from kg.extract.patterns.relations.posts import Posts
from kg.extract.patterns.syntax.predicates import SUBJECT_DEPS

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")


def careers(evidence: Evidence, findings: Sequence[Finding], posts: Posts) -> Iterator[Finding]:
    """The posts of the clauses that go on from one of getting into an organisation."""
    joined = [one for one in findings if _joins(one)]
    homes: dict[str | None, set[str | None]] = defaultdict(set)
    for one in joined:
        assert one.object
        homes[evidence.entity(one.subject)].add(evidence.entity(one.object))
    for one in joined:
        for clause in _going_on(one.cue[0]):
            at = being(evidence.doc, clause)
            if at is not None and at + 1 < len(evidence.doc):
                run = rightwards(evidence, at + 1)
                past = was(evidence.doc, run[0]) or len(homes[evidence.entity(one.subject)]) > 1
                yield from posts.read(evidence, one.subject, run, "slot", one.object, past=past)


def _joins(finding: Finding) -> bool:
    """Whether a finding tells that a person gets into an organisation."""
    sides = finding.term.domain == "Person" and finding.object is not None
    return sides and finding.cue[0].pos_ == "VERB" and finding.cue[0].lemma_ in words("joining")


def _going_on(verb: Token) -> Iterator[int]:
    """Where the clauses begin that are joined to the verb and have its subject."""
    for child in verb.rights:
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
            if not any(one.dep_ in SUBJECT_DEPS and one.i > verb.i for one in child.lefts):
                yield min((one.i for one in child.lefts if one.dep_ in ("aux", "auxpass")), default=child.i)
            yield from _going_on(child)
