"""Takes the findings of an article; gives those that say what they say exactly, each once; touches nothing.

Two relations may read the same words of the same two things: the one that says more of them is kept. A post that a
noun narrows ("the works council chief of Acme", "head of design at Acme") leads no whole: another relation tells it;
one that was told is not told anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.relations.postruns import WHERE
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.forms import begins_compound, ends_compound
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")
_POST = ("NOUN", "PROPN", "ADJ")
#: How adjectives end that say of what field a post is: "technical", "financial", "legal".
_FIELDS = ("ical", "cial", "gal")
#: What may stand between "chief" and its "officer", and how far behind that may be.
_OF_RANK, _LONGEST = ("NOUN", "ADJ", "PROPN", "CCONJ"), 7
#: How many tokens apart the words may stand that tie the same two: "equipped with".
_NEAR = 1


def exactly(evidence: Evidence, findings: Iterable[Finding], grammar: Grammar, naming: Naming) -> list[Finding]:
    """The findings without the less exact ones of the same words, and without posts of a part told of the whole."""
    kept: list[Finding] = []
    told: set[tuple[object, ...]] = set()
    findings = list(findings)
    parts = {(one.cue[0].i, one.subject.span, _at(evidence, one.object)) for one in findings if one.object}
    for one in findings:
        if one.term.domain == "Person" and any(
            (one.cue[0].i, one.subject.span, word.i) in parts for word in one.cue[1:]
        ):
            continue  # the part is known by itself: "heads the lamp unit of Acme"
        if one.object is not None and "/NOUN is=S" in one.reason and one.term.domain == "Person":
            if _goes_on(one) or _is_of_its(one) or _is_of_the_next(evidence, one) or _only_narrows(evidence, one):
                continue
            if "held" in grammar.directives[one.term.name] and _owner_of(evidence, one, findings):
                continue  # "president of Acme's lamp unit"
            part = grammar.directives[one.term.name].get("whole")
            narrow = part is not None and _is_of_a_part(evidence, one)
            post = replace(one, term=naming.schema.properties[part]) if part and narrow else one
            same = post.term.name, evidence.entity(one.subject), evidence.entity(one.object)
            if same not in told:
                kept.append(post)
            told.add(same)
            continue
        if one.object is None:
            kept.append(one)
            continue
        rival = next((at for at, other in enumerate(kept) if _same_words(evidence, one, other)), None)
        if rival is None:
            kept.append(one)
        elif _is_closer(naming, one, kept[rival]):
            kept[rival] = one
    return kept


def _at(evidence: Evidence, thing: Mention) -> int:
    return evidence.root(thing.span).i


def _same_words(evidence: Evidence, one: Finding, other: Finding) -> bool:
    """Whether two relations tie the same two by the same words."""
    if other.object is None or one.object is None or one.term.name == other.term.name:
        return False
    if one.cue[0].i == other.cue[0].i and one.subject.span == other.subject.span and "home" in (one.link, other.link):
        return evidence.entity(one.object) == evidence.entity(other.object)
    near = abs(one.cue[0].i - other.cue[0].i) <= _NEAR
    return near and (one.subject.span, one.object.span) == (other.subject.span, other.object.span)


def _is_closer(naming: Naming, one: Finding, other: Finding) -> bool:
    """Whether one says more than the other: "stop making" more than "make", else whose classes are narrower."""
    mine, theirs = ({token.i for token in finding.cue} for finding in (one, other))
    if mine != theirs and (mine >= theirs or theirs >= mine):
        return mine > theirs
    mine_, theirs_ = _says(naming, one), _says(naming, other)
    return mine_ > theirs_ or (mine_ == theirs_ and one.special > other.special)


def _says(naming: Naming, finding: Finding) -> tuple[int, int]:
    """How narrow the classes of the relation are, and how many words its pattern asks for."""
    sides = (finding.term.domain, finding.term.range)
    return sum(len(naming.schema.ancestors(one)) for one in sides if one != "Entity"), len(finding.cue)


def _goes_on(finding: Finding) -> bool:
    """Whether the post is only the beginning of its name: "Chief" of "Chief Executive Officer"."""
    last = finding.cue[-1]
    behind = [one.lower_ for one in last.doc[last.i + 1 : last.i + 3]]
    if behind[1:] == ["officer"] or (bool(behind) and behind[0] in words("ranks") - {"and"}):
        return True
    run = takewhile(lambda one: one.pos_ in _OF_RANK, last.doc[last.i + 1 : min(last.i + _LONGEST, last.sent.end)])
    return last.lower_ == "chief" and any(one.lower_ == "officer" for one in run)  # "chief design and sales officer"


def _is_of_its(finding: Finding) -> bool:
    """Whether the post is that of something which belongs to who was named before: "chairman of its lamp business"."""
    last = finding.cue[-1]
    behind = last.doc[last.i + 1 : last.i + 3]
    return len(behind) > 1 and behind[0].lower_ == "of" and behind[1].tag_ == "PRP$"


def _is_of_the_next(evidence: Evidence, finding: Finding) -> bool:
    """Whether only the post joined behind is held in the part: "chief executive and head of its lamp unit"."""
    doc, end = evidence.doc, finding.cue[-1].i + 1
    part = finding.object if finding.object and finding.object.by == "described" else None
    joined = part is not None and doc[end : end + 1].text in ("and", ",")
    return joined and part is not None and any(one.tag_ == "PRP$" for one in evidence.root(part.span).lefts)


def _owner_of(evidence: Evidence, finding: Finding, findings: list[Finding]) -> bool:
    """Whether the same post is told of a part of the object: the part is known by itself."""
    root = evidence.root(finding.object.span) if finding.object else finding.cue[-1]
    part = root.head.i
    if root.dep_ != "poss" or root.i < finding.cue[-1].i:
        return False
    same = (one for one in findings if one.term is finding.term and one.cue == finding.cue and one.object)
    return any(one.object and evidence.root(one.object.span).i == part for one in same)


def _only_narrows(evidence: Evidence, finding: Finding) -> bool:
    """Whether a name behind the post only says whose rival or which body is meant: "chief of Acme rival Norton"."""
    root = evidence.root(finding.object.span) if finding.object else finding.cue[-1]
    of = root.head
    if root.i <= finding.cue[-1].i or root.dep_ not in ("compound", "nmod") or of.i < root.i:
        return False
    named = next((one for one in root.doc[root.i + 1 : of.i + 1] if one.pos_ == "NOUN"), None)
    own = named is not None and named.lemma_.lower() in words("themselves")
    own &= not any(one.lower_ in ("a", "an") for one in of.lefts)
    return named is not None and named.i not in evidence.mentions and not own


def _is_of_a_part(evidence: Evidence, finding: Finding) -> bool:
    """Whether the post is one of a part that is not named: "sales chief", "chairman of its lamp business"."""
    last = finding.cue[-1]
    if _leads_a_part(evidence, finding, last.i + 1):
        return True
    first = min(token.i for token in finding.cue if token.pos_ in _POST)
    before = evidence.doc[first - 1] if first > last.sent.start else None
    if before is None or before.i in evidence.mentions or (before.text == "-" and before.nbor(-1).lower_ == "co"):
        return False
    field = before.pos_ == "NOUN" or before.lower_.endswith(_FIELDS) or before.lower_ in words("fields")
    return field and before.dep_ in ("compound", "amod", "nmod")


def _leads_a_part(evidence: Evidence, finding: Finding, at: int) -> bool:
    """Whether "of" behind the post leads to a part of the organisation: "head of design at Acme", "of Acme's plant"."""
    doc = evidence.doc
    if at + 1 >= len(doc) or doc[at].lower_ not in WHERE:
        return False
    assert finding.object
    for token in doc[at + 1 : doc[at].sent.end]:
        if evidence.mentions.get(token.i) == finding.object:
            end = evidence.token(finding.object.span.end - 1).i + 1
            if doc[end : end + 1].text[:1].isupper() and doc[end].pos_ == "PROPN":  # "president of Acme North"
                return True
            return (
                end + 1 < len(doc) and doc[end].text in ("'s", "’s") and doc[end + 1].pos_ in ("NOUN", "ADJ", "PROPN")
            )
        narrow = token.pos_ == "NOUN" and token.lemma_.lower() not in words("wholes") and not begins_compound(token)
        if token.tag_ == "PRP$" or (narrow and not _stands_before(evidence, token, finding.object)):
            return True
        if token.text in (",", ";", "(") or (token.pos_ == "VERB" and not ends_compound(token)):
            return False
    return False


def _stands_before(evidence: Evidence, noun: Token, thing: Mention) -> bool:
    """Whether a noun stands right before a name and says what it is: "head of lamp seller Acme"."""
    at = noun.i
    while noun.doc[at].pos_ in ("NOUN", "ADJ") and at not in evidence.mentions:
        at += 1
    return evidence.mentions.get(at) == thing and noun.doc[at].pos_ == "PROPN"
