"""Takes an analysed text, its mentions by token and a verb of saying; gives who stands beside it; touches nothing.

For sentences that were parsed amiss: "..., says the research firm Acme (AC), ...", "On Tuesday Acme of Bigtown reported
...". A name in the line that only dates a report is nobody's voice.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DASHES = frozenset(("-", "--", "---", "—", "–", ":"))
_LONG_DASHES = frozenset(("--", "-", "—", "–"))
#: A place in capitals and a day are so many tokens at most; the first word has so many letters at least.
_PLACE, _WORD = 7, 4
#: A dateline has so many tokens at most, its brackets so many.
_DATELINE, _AGENCY = 18, 7
#: Between a verb and the name behind it stand so many words that tell what bears it.
_TITLE = 6
_FINITE = ("VBD", "VBZ", "VBP")
_TITLES = frozenset(("NOUN", "PROPN", "ADJ", "DET", "CCONJ", "X"))
_ENDS = frozenset((",", ".", ";"))


def datelines(doc: Doc) -> list[tuple[int, int]]:
    """The tokens [first, last) of "BIGTOWN, May 2 (Agency) -" at the start of a line."""
    found: list[tuple[int, int]] = []
    opens = True
    for token in doc:
        opened, opens = opens, "\n" in token.text
        if token.is_space or not (opened or token.is_sent_start) or (found and token.i < found[-1][1]):
            continue
        last = min(token.i + _DATELINE, len(doc) - 1)
        if token.i == 0 and (capitals := _capitals(doc, token.i)) is not None:
            found.append((token.i, capitals))
            continue
        close = next((at for at in range(token.i, last) if doc[at].text == ")"), None)
        start = next((at for at in range(token.i, close or token.i) if doc[at].text == "("), None)
        if close is None or start is None or close - start > _AGENCY or doc[close + 1].text not in _DASHES:
            continue
        if all(doc[at].pos_ in ("PROPN", "NUM", "PUNCT", "SPACE", "SYM", "X") for at in range(token.i, start)):
            found.append((token.i, close + 2))
    return found


def _capitals(doc: Doc, at: int) -> int | None:
    """The place behind "BIGTOWN –" or "NEW BIGTOWN, May 2 -"."""
    dash = next((one for one in range(at + 1, min(at + _PLACE, len(doc) - 1)) if doc[one].text in _LONG_DASHES), None)
    if dash is None or not doc[at].text.isupper() or len(doc[at].text) < _WORD or "\n" in doc[at:dash].text:
        return None
    words = [one for one in doc[at:dash] if one.is_alpha]
    dated = all(one.is_upper or one.text in word_set("months", "short") for one in words) and words[0].is_upper
    return dash + 1 if dated and doc[dash + 1].text[:1].isupper() and doc[dash - 1].whitespace_ else None


def behind_bracket(doc: Doc, at: int) -> int:
    """The place behind a bracket that opens here, or the place itself."""
    if at < len(doc) and doc[at].text == "(":
        return next((one + 1 for one in range(at, min(at + 2 * _AGENCY, len(doc))) if doc[one].text == ")"), at)
    return at


def between_commas(
    verb: Token, by_token: Mapping[int, Mention], speaks: Callable[[Mention], bool]
) -> tuple[int, int, Mention] | None:
    """A name and the verb alone between two commas, however they were parsed: the tokens [start, end) and the name."""
    doc, end = verb.doc, len(verb.doc)
    for first in (_named_after(verb, by_token), verb.i - 1):
        mention = by_token.get(first)
        if mention is None or not speaks(mention):
            continue
        start, stop = verb.i, max(verb.i, first)
        while by_token.get(start - 1) is mention:
            start -= 1
        while by_token.get(stop + 1) is mention:
            stop += 1
        stop = behind_bracket(doc, stop + 1)
        closed = stop < end and (doc[stop].text == "," or (start == verb.i and first > verb.i + 1 and _ends(doc, stop)))
        if start and closed and doc[start - 1].text == ",":
            return start, stop, mention
    return None


def _ends(doc: Doc, at: int) -> bool:
    return doc[at].text in _ENDS and (at + 1 == len(doc) or doc[at + 1].is_sent_start or doc[at].text == ";")


def _named_after(verb: Token, by_token: Container[int]) -> int:
    """The place of the name behind a verb; before it only what it is called: "says the research firm Acme"."""
    doc = verb.doc
    for at in range(verb.i + 1, min(verb.i + 1 + _TITLE, len(doc))):
        if at in by_token:
            return at
        if doc[at].pos_ not in ("DET", "ADJ", "NOUN", "PROPN") or doc[at].tag_ == "NNS":
            break
    return verb.i + 1


def before(verb: Token, by_token: Mapping[int, Mention]) -> Token | None:
    """The name right before a verb that has no subject: "On Tuesday Acme of Bigtown reported"."""
    clause = any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)
    if (
        not (verb.tag_ in _FINITE or verb.tag_ == "NNS")
        or verb.dep_ in ("amod", "xcomp")
        or (verb.dep_ in ("acl", "relcl") and not clause)
    ):
        return None
    at = verb.i - 1
    while at > 0 and (verb.doc[at].tag_ == "RB" or verb.doc[at].lower_ in ("has", "had", "have")):
        at -= 1
    mention = by_token.get(at)
    if mention is None:
        return None
    head = verb.doc[at]
    while (by_token.get(head.head.i) is mention and head.head != head) or (
        head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.i in by_token
    ):
        head = head.head if by_token.get(head.head.i) is mention else head.head.head
        mention = by_token[head.i]
    fused = head.dep_ == "pobj" and head.head.head == verb and not any(one.text == "," for one in head.head.subtree)
    loose = head.dep_ in ("npadvmod", "dep", "appos", "compound", "nmod", "conj", "ROOT")
    return head if fused or loose else None


def title_start(doc: Doc, at: int) -> int:
    """Where the words before a name that tell its posts begin, if a comma or a quotation mark stands before them."""
    start = at
    while (
        start > 0 and at - start < 2 * _TITLE and (doc[start - 1].pos_ in _TITLES or doc[start - 1].text in ("-", "'s"))
    ):
        start -= 1
    return start if start and doc[start - 1].text in (",", '"') and doc[start].pos_ != "CCONJ" else at


def quoted(verb: Token) -> Token | None:
    """Who speaks behind words in quotation marks, taken for an object: '"...," admitted test leader Jane Doe'."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "obj", "attr") and child.i > verb.i]
    if verb.tag_ not in (*_FINITE, "VB") or len(objects) != 1 or verb.i == 0 or verb.doc[verb.i - 1].text != '"':
        return None
    return objects[0]


def is_part(head: Token) -> bool:
    """Whether a noun names a part of a house that speaks for it: "Acme's sales unit"."""
    return head.lemma_.lower() in word_set("speech", "parts")


def writer(text: Token, by_token: Mapping[int, Mention]) -> Mention | None:
    """Who said something in a text: "Jane Doe told the brewers in a letter", "Acme's letter"."""
    owner = next((child.i for child in text.children if child.dep_ == "poss" and child.i in by_token), None)
    if owner is not None:
        return by_token[owner]
    link, verb = text.head, text.head.head
    if text.dep_ in ("dobj", "obj") and link.lemma_.lower() in word_set(
        "speech", "issuing"
    ):  # "Acme released a notice"
        subject = next((child for child in link.children if child.dep_ == "nsubj"), None)
        return by_token.get(subject.i) if subject is not None else None
    if (
        text.dep_ != "pobj"
        or link.lower_ not in ("in", "with", "by")
        or not (verb.lemma_.lower() in word_set("speech", "verbs") or (link.lower_ == "in" and text.pos_ == "NOUN"))
    ):
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is not None:
        return by_token.get(subject.i)
    return by_token.get(verb.i - 1)
