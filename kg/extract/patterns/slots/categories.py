"""Takes a noun for things made and the article under its layers; gives whether all things of a kind are meant there.

"Electric lamps account for 5 per cent of sales", "lamp exports from Norton doubled", "sales of table lamps": what is
told is told of the kind, and of no maker. A kind is nobody's ("its electric lamps"), and not counted ("400 lamps"); a
noun that says nothing but that something is made ("lamps") needs a word that says of what kind it is, unless it is what
a trade is called by ("lamp sales"). Of a trade only a sentence tells that names no maker before, and says where the
trade is, or who counts it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.model import Mention, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = ("NNS", "NNPS")
_LEFT = ("compound", "amod", "nmod", "npadvmod")
_OWN = ("det", "poss", "nummod", "quantmod", "predet")
_SUBJECTS = ("nsubj", "nsubjpass")
_FINITE = ("VBD", "VBP", "VBZ", "VB", "MD")
#: Classes of where things are traded.
_WHERE = ("Place", "Market", "Industry")

words = partial(word_set, "figures")


def is_category(evidence: Evidence, token: Token, schema: Schema) -> bool:
    """Whether the noun speaks of all things of a kind, so that a figure of the sentence may be theirs."""
    start, end = token.sent.start, token.sent.end
    own = evidence.mentions.get(token.i)
    noun = _trade(token)
    typical = is_typical(token)
    if noun is None and not (typical or _is_plain_subject(token, known=own is not None) or _is_dealt_in(token)):
        return False
    if not any(at in evidence.amounts for at in range(start, end)):
        return False
    if any(_is_certain(evidence, child, noun) for child in token.lefts):
        return False
    if any(evidence.mentions.get(child.i) not in (None, own) for child in token.lefts):
        return False
    if noun is not None and not _is_open(evidence, noun, schema):
        return False
    known = own is not None or typical
    return _is_wide(evidence, noun or token, schema, known=known, bought=token.dep_ == "dobj")


def _is_plain_subject(token: Token, *, known: bool) -> bool:
    """Whether the noun stands in the plural as the subject of a clause, and tells a kind."""
    verb = token.head
    finite = verb.tag_ in _FINITE or any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    described = known or token.text[:2].isupper() or any(child.dep_ in _LEFT for child in token.lefts)
    return token.tag_ in _PLURAL and token.dep_ in _SUBJECTS and finite and described


def is_typical(token: Token) -> bool:
    """Whether one stands for all of the kind, as their subject: "the average new lamp costs"."""
    return token.dep_ in _SUBJECTS and any(child.lower_ in words("kinds.typical") for child in token.lefts)


def kind_before(token: Token) -> Token | None:
    """The adjective before a kind that the parser hangs on the trade: "electric lamp sales"; no "global lamp sales"."""
    before = token.nbor(-1) if token.i > token.sent.start and token.dep_ in ("compound", "nmod", "amod") else None
    if before is None or before.head.i != token.head.i or before.dep_ != "amod" or before.tag_ not in ("JJ", "VBN"):
        return None
    inside = before.text[0].isupper() and before.i > token.sent.start
    outer = words("kinds.outer") | words("traded.wide") | words("everywhere")
    return None if inside or before.lower_ in outer else before


def _is_dealt_in(token: Token) -> bool:
    """Whether the kind is what many buy or is sold: "400 electric lamps were sold in Norton", "people bought"."""
    verb, described = token.head, _has_kind(token)
    if token.dep_ == "nsubjpass":
        return described and verb.lemma_ in words("traded.done")
    return described and token.dep_ == "dobj" and verb.lemma_ in words("traded.bought")


def _has_kind(token: Token) -> bool:
    """Whether a word before the noun says of what kind it is."""
    return any(child.dep_ in ("compound", "amod") and child.pos_ != "NUM" for child in token.lefts)


def _is_certain(evidence: Evidence, child: Token, trade: Token | None) -> bool:
    """Whether a word before the noun makes it a certain one or some: no figure of the trade."""
    if child.dep_ not in _OWN or child.lower_ in words("kinds.all"):
        return False
    if child.dep_ == "det" and is_typical(child.head):
        return False
    counted = child.dep_ == "nummod" and child.i in evidence.amounts
    return not (counted and (trade is not None or _is_dealt_in(child.head)))


def _trade(token: Token) -> Token | None:
    """The noun of the trade that the kind stands before or behind: "lamp sales", "sales of electric lamps"."""
    if token.dep_ in ("compound", "nmod", "amod") and token.head.lemma_.lower() in words("traded"):
        return token.head
    if token.dep_ != "pobj" or token.tag_ not in _PLURAL or token.head.lower_ not in ("of", "for", "in", "on"):
        return None
    if any(child.dep_ == "nummod" for child in token.lefts) and not _has_kind(token):
        return None
    noun = token.head.head
    return noun if noun.lemma_.lower() in words("traded") else None


def _is_open(evidence: Evidence, noun: Token, schema: Schema) -> bool:
    """Whether nobody but a place owns the trade, and no figure is a part of it: "5 per cent of lamp sales"."""
    if noun.dep_ == "pobj" and noun.head.head.i in evidence.amounts:
        return False
    for child in noun.lefts:
        where = evidence.mentions.get(child.i)
        if child.dep_ == "poss" and child.i not in evidence.moments and not (where and _is_any(schema, where, _WHERE)):
            return False
    beside = (one for child in noun.rights if child.dep_ == "appos" for one in child.lefts)
    return not any(one.tag_ == "PRP$" for one in beside)  # "lamp sales, its main business"


def _is_wide(evidence: Evidence, noun: Token, schema: Schema, *, known: bool, bought: bool) -> bool:
    """Whether the sentence tells of a trade at large: it names no trader before, but a place, or who counts.

    Where only a place or a word says so, no trader may be named in the sentence before, either.
    """
    if noun.lemma_.lower() in words("wholes") or _is_there(noun):
        return True
    where = counted = False
    for token in noun.sent:
        mention = evidence.mentions.get(token.i)
        if token.text == ":" and token.i < noun.i and not _has_verb(token):  # a note's heading: told of its theme
            return False
        if mention is None:
            where |= token.lemma_.lower() in words("traded.wide") or token.lower_ in words("everywhere")
        elif _is_any(schema, mention, words("traded.tellers")):
            counted = True
        elif _is_any(schema, mention, _WHERE):
            where = True
        elif token.i < noun.i and mention.by != "model" and _is_any(schema, mention, words("traded.traders")):
            return False
    if counted or bought:
        return True
    return (where or known) and not _follows_trader(evidence, noun, schema)


def _is_there(noun: Token) -> bool:
    """Whether the clause takes up a place: "lamp sales there fell", "in Norton, where lamps had a share of"."""
    near = (*noun.rights, *noun.head.children)
    return any(one.dep_ == "advmod" and one.lower_ in words("kinds.there") for one in near)


def _has_verb(colon: Token) -> bool:
    """Whether a clause stands before the colon."""
    return any(one.tag_ in _FINITE for one in colon.doc[colon.sent.start : colon.i])


def _follows_trader(evidence: Evidence, noun: Token, schema: Schema) -> bool:
    """Whether the sentence before, in the same paragraph, names one that trades or what it trades."""
    start = noun.sent.start
    if start == 0:
        return False
    before = evidence.doc[start - 1].sent
    if "\n\n" in evidence.text[before.start_char : noun.sent.start_char].rstrip(" "):
        return False
    named = (evidence.mentions.get(at) for at in range(before.start, before.end))
    return any(
        one is not None
        and _is_any(schema, one, words("traded.traders"))
        and not _is_any(schema, one, words("traded.tellers"))
        and one.by != "model"
        for one in named
    )


def _is_any(schema: Schema, mention: Mention, kinds: Iterable[str]) -> bool:
    return any(one in schema.classes and schema.is_a(mention.type, one) for one in kinds)
