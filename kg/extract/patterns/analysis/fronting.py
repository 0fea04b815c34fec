"""Takes an analysed document; gives a verb the doer that stands in the phrase before it; touches that document.

No comma parts what a sentence opens with from its subject: "At the show Acme sold lamps". The model then reads one
phrase, "at (the show Acme)", and leaves the verb without a subject, or hangs the clause on the phrase: "At the show
(that) Acme sold".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_DOERS = ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass")
_FINITE = ("VBZ", "VBD", "VBP", "MD")
_NOUNS = ("NOUN", "PROPN")
_LEADING = ("IN", "VBG", "VBN")
_BETWEEN = ("aux", "auxpass", "neg", "advmod")
_OPENERS = ("DT", "PRP$")
_TIED = ("POS", "HYPH", "IN", "CC", "PDT")
_PLACES = frozenset(("GPE", "LOC", "FAC", "EVENT"))
_PARTS_OF_DAYS = ("morning", "afternoon", "evening", "night")
_STOPS = (".", "!", "?")
#: By what a clause may hang on an opening phrase.
_INWARDS = ("relcl", "acl", "prep", "pobj", "conj", "appos")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def free_doers(doc: Doc) -> None:
    """Give every finite verb without a subject the one that its opening phrase has taken in."""
    strings = doc.vocab.strings
    rows = doc.to_array(["HEAD", "DEP", "TAG"])
    heads = rows[:, 0].astype("int64") + np.arange(len(doc))
    has_doer = np.zeros(len(doc), dtype=bool)
    has_doer[heads[np.isin(rows[:, 1], np.array([strings[one] for one in _DOERS], dtype="uint64"))]] = True
    finite = np.isin(rows[:, 2], np.array([strings[one] for one in _FINITE], dtype="uint64"))
    bare = np.isin(rows[:, 1], np.array([strings["prep"], strings["mark"]], dtype="uint64")) & (
        rows[:, 2] == strings["IN"]
    )
    bare[heads[heads != np.arange(len(doc))]] = False
    for at in np.flatnonzero(bare[:-1]).tolist():
        _free_phrase(doc[at])
    led = (rows[:, 1] == strings["prep"]) & (rows[:, 2] == strings["IN"]) & (heads > np.arange(len(doc)))
    for at in np.flatnonzero(led).tolist():
        _free_apposed(doc[at])
    roots = (heads == np.arange(len(doc))) & (rows[:, 2] == strings["IN"])
    for at in np.flatnonzero(roots).tolist():
        _make_clause(doc[at])
    for at in np.flatnonzero(finite & ~has_doer).tolist():
        verb = doc[at].head if doc[at].dep_ in ("aux", "auxpass") else doc[at]
        if not has_doer[verb.i]:
            _free(verb)


def _make_clause(led: Token) -> None:
    """Make a sentence of what the model reads as a phrase with a relative clause: "For the first time Acme sold"."""
    if led.i != led.sent.start or not any(one.text in _STOPS for one in led.sent[-2:]):
        return
    verb = noun = next((one for one in led.rights if one.dep_ == "pobj"), None)
    while verb is not None and verb.dep_ not in ("relcl", "acl"):
        verb = next((one for one in verb.rights if one.dep_ in _INWARDS), None)
    if noun is None or verb is None:
        return
    at = None
    if verb.dep_ == "relcl":
        doer = next((one for one in verb.lefts if one.dep_ in ("nsubj", "nsubjpass", "expl")), None)
        if doer is None or verb.left_edge != doer.left_edge or doer.tag_ in ("WDT", "WP"):
            return
        if doer.left_edge.nbor(-1).pos_ not in (*_NOUNS, "NUM"):
            return
    else:
        at = _seam(noun, noun.left_edge.i) if verb.tag_ in ("VBN", "VBD") else None
        if at is None:
            return
    verb.head, verb.dep_ = verb, "ROOT"
    led.head, led.dep_ = verb, "prep"
    for one in list(led.rights):
        if one.i > verb.i:
            one.head = verb
    if at is not None:
        verb.tag_ = "VBD"
        _part(noun, at)
        _give(verb, noun)


def _free(verb: Token) -> None:
    before = [one for one in verb.lefts if one.dep_ not in _BETWEEN]
    led = before[-1] if before else None
    if led is None or led.dep_ != "prep" or led.tag_ not in _LEADING or not _opens(led):
        return
    end = led.right_edge.i
    if end + 1 != verb.i and verb.doc[end + 1].head != verb:
        return
    if _free_named(led, verb):
        return
    node = led
    while (inner := next((one for one in node.rights if one.right_edge.i == end), None)) is not None:
        if inner.pos_ in _NOUNS and inner.i > node.i:
            if _stands_beside(inner):
                _give(verb, inner)
                return
            if inner.dep_ in ("pobj", "conj") and (at := _seam(inner, inner.left_edge.i)):
                _part(inner, at)
                _give(verb, inner)
                return
        node = inner


def _free_named(led: Token, verb: Token) -> bool:
    """Give a verb the name that the model joins with the date before it: "On 1 May, Acme, the maker, sold"."""
    for date in led.subtree:
        if date.dep_ != "pobj" or not (date.lower_ in word_set("months", "dates") or _YEAR.match(date.text)):
            continue
        rights = [one for one in date.rights if one.ent_type_ != "DATE"]
        names = [one for one in rights if one.dep_ in ("appos", "conj") and one.left_edge.nbor(-1).text == ","]
        if not names or names[0].pos_ not in _NOUNS or any(one.tag_ == "CC" for one in rights):
            continue
        doer = names[0]
        for one in rights:
            if one.i > doer.i:
                one.head = doer
        if doer.pos_ == "NOUN":  # "on Monday, founder and chairman Doe said"
            named = [one for one in doer.rights if one.dep_ == "conj" and one.pos_ == "PROPN"]
            if len(named) != 1:
                return False
            named[0].head, named[0].dep_ = date, "conj"
            doer.head, doer.dep_ = named[0], "nmod"
            doer = named[0]
        _give(verb, doer)
        return True
    return False


def _free_apposed(led: Token) -> None:
    """Give a verb the name that the model joins with a date, and takes what explains it for the subject.

    "On 1 May Acme Lamps, the maker of the Zed, sold".
    """
    verb, doc = led.head, led.doc
    noun = next((one for one in led.rights if one.dep_ == "pobj" and one.pos_ == "PROPN"), None)
    if noun is None or not _opens(led) or noun.right_edge.i + 2 >= verb.i or doc[noun.right_edge.i + 1].text != ",":
        return
    behind = noun.right_edge.i + 2
    told = next((one for one in verb.lefts if one.dep_ in _DOERS and one.left_edge.i == behind), None)
    if (
        told is None
        or doc[behind].tag_ not in _OPENERS
        or "," not in (told.right_edge.text, told.right_edge.nbor().text)
    ):
        return
    start = noun.left_edge.i
    dates = (at for at in range(start + 1, noun.i + 1) if _ends_date(doc[start:at], doc[at], begun=False))
    if (at := next(dates, None)) is not None:
        _part(noun, at)
        noun.head, noun.dep_ = verb, told.dep_
        told.head, told.dep_ = noun, "appos"


def _free_phrase(led: Token) -> None:
    """Give an opening preposition that leads to nothing what the subject behind it has taken in.

    "At Acme profits fell": the model reads "at" and "Acme profits".
    """
    doer = led.nbor(1)
    while doer.head.i > doer.i and doer.dep_ not in _DOERS:
        doer = doer.head
    if doer.dep_ in _DOERS and doer.pos_ in _NOUNS and doer.left_edge.i == led.i + 1 and _opens(led):
        if led.head.dep_ != "ROOT" and led.dep_ == "mark":  # "as Acme sales fell"
            return
        if doer.head == led.head and (at := _seam(doer, led.i + 1)):
            first = _part(doer, at)
            first.head, first.dep_ = led, "pobj"
            led.dep_ = "prep"


def _stands_beside(noun: Token) -> bool:
    """Whether the phrase has another noun already, and nothing joins the two."""
    if noun.dep_ == "pobj":
        return any(one.dep_ in ("pobj", "pcomp") and one.i < noun.i for one in noun.head.rights)
    alone = noun.dep_ == "appos" and noun.pos_ == "PROPN" and noun.right_edge == noun
    return alone and noun.left_edge.nbor(-1).pos_ in (*_NOUNS, "PRON")


def _opens(led: Token) -> bool:
    """Whether nothing but a mark or a joining word stands before the phrase."""
    return led.i == led.sent.start or led.nbor(-1).pos_ in ("PUNCT", "SPACE", "CCONJ", "SCONJ")


def _seam(noun: Token, start: int) -> int | None:
    """The first place before a noun where another phrase has ended for certain."""
    doc = noun.doc
    if start == noun.i or any(one.head.i > noun.i or one.is_punct for one in doc[start : noun.i]):
        return None
    begun = False
    for at in range(start + 1, noun.i + 1):
        last, first = doc[at - 1], doc[at]
        begun = begun or last.tag_ in (*_OPENERS, "POS")
        if first.tag_ in _TIED or last.tag_ in _TIED:
            continue
        if _ends_date(doc[start:at], first, begun) or _ends_place(doc[start:at], noun):
            return at
        if _ends_thing(doc[start:at], noun, begun):
            return at
    return None


def _ends_date(led: Span, first: Token, begun: bool) -> bool:
    last = led[-1]
    if first.lower_ in _PARTS_OF_DAYS:
        return False
    if last.lower_ in word_set("months", "dates"):
        return not begun and first.tag_ != "CD" and (first.ent_iob_ != "I" or first.pos_ == "PROPN")
    whole = first.ent_iob_ != "I" and all(one.ent_type_ in ("DATE", "TIME") for one in led)
    ended = first.pos_ == "PROPN" or (last.tag_ == "CD" and first.tag_ != "CD")
    return bool(_YEAR.match(last.text)) or (whole and ended)


def _ends_place(led: Span, noun: Token) -> bool:
    """Whether a place has been named, and nothing but one noun, a name or an article follows; or something has been
    named before a person, as in "on Norton Jane Doe wrote"."""
    kinds, first = {one.ent_type_ for one in led}, led.doc[led.end]
    if kinds == {""} and noun.ent_type_ == "PERSON" and first.ent_iob_ == "B":
        person = noun.doc[led.end : noun.i + 1]
        return all(one.pos_ == "PROPN" and one.dep_ == "compound" for one in led) and all(
            one.ent_type_ == "PERSON" for one in person
        )
    if len(kinds) != 1 or not kinds <= _PLACES or first.ent_iob_ == "I" or led[-1].tag_ == "CD":
        return False
    return led.end == noun.i or first.tag_ in _OPENERS or noun.pos_ == "PROPN"


def _ends_thing(led: Span, noun: Token, begun: bool) -> bool:
    """Whether a common noun ends a phrase: what follows begins another, or does not go with its article."""
    last, first = led[-1], led.doc[led.end]
    alone = len(led) == 1 and led.start and led.doc[led.start - 1].lower_ == "at"
    if first.tag_ in _OPENERS:
        return last.pos_ in (*_NOUNS, "NUM") or (last.tag_ == "JJ" and len(led) == 1 and last.lower_ != "such")
    if last.tag_ not in ("NN", "NNS") and not (alone and last.tag_ == "JJ"):
        return False
    if first.tag_ in ("JJ", "JJS", "CD"):
        return begun and led.end < noun.i
    if first.pos_ == "PROPN":
        owned = any(one.tag_ == "POS" for one in led.doc[led.end : noun.i])
        return bool(begun or alone) and (noun.pos_ == "PROPN" or owned)
    return led.end == noun.i and noun.tag_ == "NNS" and led[0].lower_ in ("a", "an")


def _part(noun: Token, at: int) -> Token:
    """Part what stands before a place from the noun behind it; gives its last noun."""
    doc, start = noun.doc, noun.left_edge.i
    first = next((one for one in reversed(doc[start:at]) if one.pos_ in (*_NOUNS, "NUM")), doc[at - 1])
    first.head, first.dep_ = noun.head, noun.dep_
    for one in doc[start:at]:
        if one != first and one.head.i >= at:
            one.head = first
    for one in doc[at : noun.i]:
        if one.head.i < at:
            one.head = noun
    return first


def _give(verb: Token, doer: Token) -> None:
    passive = any(one.dep_ == "auxpass" for one in verb.lefts)
    doer.head, doer.dep_ = verb, "nsubjpass" if passive else "nsubj"
