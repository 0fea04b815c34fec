"""Takes what an article says of posts; gives it with those that are over under the relation for posts of the past.

Touches nothing. "Jane Doe was president of Acme", "who worked as a designer for Acme", "used to be", "has run Acme and
Norton" tell what somebody was, "has run Acme since May" what somebody is. The relation is the one whose patterns ask
for a word such as "former"; its heads are the posts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar, Pattern
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.predicates import clause_of

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")


class Tenures:
    """Tells the posts of the past in one article after the other."""

    def __init__(self, grammar: Grammar, naming: Naming) -> None:
        self.naming = naming
        #: The patterns of posts of the past by their heads.
        self.former: dict[str, Pattern] = {}
        for head, entries in grammar.by_head.items():
            for pattern, of_head in entries:
                asks = "@near" in pattern.around and pattern.term.kind == "relation" and len(of_head) == 1
                place = pattern.place("S")
                holder = place is not None and bool({"is", "subj"} & set(place.roles))
                if asks and holder and naming.schema.is_a(pattern.term.domain, "Person"):
                    self.former.setdefault(head, pattern)

    def told(self, evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings in their order, without those of whom only some people are led."""
        for one in findings:
            cue = next((each for each in one.cue if each.pos_ == "VERB"), one.cue[-1])
            pattern = self.former.get(cue.lemma_.lower()) if one.object is not None else None
            if pattern and one.term is pattern.term and _is_to_come(cue):
                continue
            if pattern is None or one.term is pattern.term or not self.naming.fits(evidence, one.subject, ("Person",)):
                yield one
            elif self._leads_people(evidence, cue):
                if cue.head in one.cue:  # whoever leads analysts of Acme is one of them
                    yield one
            elif not _is_past(cue):
                yield one
            elif _moves(cue):
                continue
            elif one.object and self.naming.fits(evidence, one.object, (pattern.term.range,)):
                yield replace(one, term=pattern.term, reason=pattern.text, special=pattern.special)

    def _leads_people(self, evidence: Evidence, cue: Token) -> bool:
        """ "Acme analysts led by Jane Doe": she leads no Acme."""
        if cue.dep_ != "acl" or cue.tag_ != "VBN" or cue.head.i in evidence.mentions:
            return False
        kind = self.naming.nouns.get(cue.head.lemma_.lower())
        people = kind is not None and any(self.naming.schema.is_a(kind, one) for one in ("Person", "Group"))
        return people or cue.head.lemma_.lower() in self.former


def _is_past(cue: Token) -> bool:
    """Whether the verb of a post says that somebody held it, and nothing that somebody still does."""
    if cue.pos_ not in ("VERB", "AUX"):  # the parser may take the "president" of "co-president" for an adjective
        verb = cue.head if cue.dep_ == "attr" else _as_of(cue)
        if verb is None or (verb.lemma_ != "be" and verb.lemma_ not in words("serving") - words("starting")):
            return False
        if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.lemma_ in words("serving") | {"spend"}:
            verb = verb.head  # "worked at Acme for years, serving as president of Norton"
    else:
        verb = clause_of(cue)
    lasting = words("lasting") | (words("spanning") if verb.tag_ == "VBN" else set())
    if any(one.lower_ in lasting and clause_of(one.head) == verb for one in verb.sent):
        return False
    aux = [one for one in verb.children if one.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VB":  # "used to be"
        return verb.dep_ == "xcomp" and verb.head.lower_ == "used"
    if verb.tag_ == "VBN" and verb.pos_ in ("VERB", "AUX"):
        perfect = any(one.lemma_ == "have" for one in aux) and all(one.lemma_ == "have" for one in aux)
        return perfect and verb.lemma_ != "be"
    return verb.tag_ == "VBD" and not _is_reported(verb)


def _is_to_come(cue: Token) -> bool:
    """ "Was hired to head Acme after ten years at Norton": no post of the past."""
    to = any(one.dep_ == "aux" and one.lower_ == "to" for one in cue.children)
    return cue.pos_ == "VERB" and cue.tag_ == "VB" and to and cue.head.lower_ != "used"


def _moves(cue: Token) -> bool:
    """ "She led Acme to the stock exchange": what she did with it, whatever her post."""
    return cue.pos_ == "VERB" and any(one.dep_ == "prep" and one.lower_ in ("to", "into") for one in cue.children)


def _as_of(cue: Token) -> Token | None:
    """The verb of "works as a designer"."""
    return cue.head.head if cue.dep_ == "pobj" and cue.head.lower_ == "as" else None


def _is_reported(verb: Token) -> bool:
    """ "He said that she was president": she may be so still."""
    return verb.dep_ == "ccomp" and verb.head.tag_ == "VBD"
