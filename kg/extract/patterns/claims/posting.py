"""Takes a finding that tells a post; gives the post in the words of the text; touches nothing.

"Senior adviser for the lamp business", "head of design": the noun with what narrows it, without the organisation.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax.forms import begins_compound

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")
_BEFORE = ("NOUN", "ADJ", "PROPN")
_BEHIND = ("NOUN", "ADJ", "PROPN", "CCONJ", "DET", "NUM")
#: How many words may stand behind a post for what it is, and between a verb and the field that somebody leads.
_FIELD, _LED = 8, 5


def post_of(evidence: Evidence, finding: Finding) -> str | None:
    """The post in words; None where a verb tells it without a noun."""
    cue = sorted(finding.cue, key=lambda one: one.i)
    first, last = cue[0], cue[-1]
    if first.pos_ in ("VERB", "AUX"):
        led = len(cue) > 1 and last.pos_ in ("NOUN", "PROPN", "VERB") and last.i - first.i <= _LED
        return _words(evidence, first.i, last.i + 1) if led else None
    if last.pos_ == "ADP":  # "formerly of Acme"
        return None
    return _words(evidence, _begin(evidence, first), _end(evidence, last))


def _words(evidence: Evidence, start: int, end: int) -> str | None:
    doc = evidence.doc
    text = evidence.article.body[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]
    return None if "\n" in text else text


def _begin(evidence: Evidence, first: Token) -> int:
    """Where the words begin that narrow a post from before: "senior engineer", "supply-chain manager"."""
    doc, at = evidence.doc, first.i
    while at > first.sent.start:
        one = doc[at - 1]
        joint = one.text == "-" and doc[at - 2].pos_ in _BEFORE
        told = (
            one.i in evidence.mentions
            or one.ent_type_ in ("NORP", "GPE", "PERSON")
            or one.lower_ in words("by_the_way")
        )
        if told or not (joint or (one.pos_ in _BEFORE and one.tag_ != "PRP$")):
            break
        at -= 1
    return at


def _end(evidence: Evidence, last: Token) -> int:
    """Where the words end that say what a post is for: "general manager of the sales department"."""
    doc, at = evidence.doc, last.i + 1
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "for"):
        return last.i + 1
    end = at
    for one in doc[at + 1 : min(at + 1 + _FIELD, last.sent.end)]:
        mention = evidence.mentions.get(one.i)
        named = mention is not None and mention.by != "described" and mention.type not in word_set("names", "inner")
        if named or not (one.pos_ in _BEHIND or one.text == "-" or one.tag_ == "VBG"):
            break
        if (one.pos_ in ("NOUN", "PROPN") and not begins_compound(one)) or one.tag_ == "VBG":
            end = one.i
    return end + 1 if end > at else last.i + 1
