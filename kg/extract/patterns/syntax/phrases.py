"""Takes a word of a parsed sentence; gives the tokens of the phrase that it heads, cut where something else begins.

Touches nothing. A phrase is to be quoted as a value, so it is one constituent: no second clause, no aside, no half of a
pair of quotation marks or brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.kept import kept

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Half-open interval of tokens.
Extent = tuple[int, int]
_VERBAL = ("VERB", "AUX")
#: What a comma before it parts from the phrase.
_ASIDE = {
    "advcl", "conj", "cc", "parataxis", "ccomp", "dep", "prep", "advmod", "nsubj", "nsubjpass", "relcl", "appos", "acl",
    "npadvmod", "mark", "attr", "intj", "xcomp", "dobj",
}  # fmt: skip
_STOPS = frozenset((";", "(", ")", "—", "–", "-", "--", ":"))
_SPEAKING = frozenset(("say", "add", "tell", "write", "note", "accord"))
#: Words before a clause that tells something else.
_LINKS = ("because", "although", "though", "while", "whereas", "unless", "if")
_LONGEST = 32


@kept
def predicate(verb: Token) -> Extent | None:
    """The verb with its modal verbs and what belongs to it behind it, without its subject and its negation."""
    first = verb.i
    negated = any(child.dep_ == "neg" for child in verb.children)
    for child in verb.children:
        if child.dep_ == "aux" and child.tag_ == "MD" and not negated:
            first = min(first, child.i)
    return _cut(verb, first)


@kept
def infinitive(verb: Token) -> Extent | None:
    """The verb and what belongs to it, without the "to" before it."""
    return _cut(verb, verb.i)


@kept
def phrase(head: Token) -> Extent | None:
    """The whole phrase of a noun or an adjective, from its first word on."""
    inside = [one.i for one in head.subtree]
    first = min(inside)
    while first < head.i and (head.doc[first].is_punct and head.doc[first].text != '"'):
        first += 1
    return _cut(head, first)


def member(head: Token) -> Extent | None:
    """The phrase of one noun of a list, without those that are joined to it."""
    found = phrase(head)
    joined = [one.i for one in head.children if one.dep_ in ("conj", "cc") and one.i > head.i]
    if found is None or not joined:
        return found
    end = min(joined[0], found[1])
    while end > head.i + 1 and head.doc[end - 1].is_punct and head.doc[end - 1].text not in ('"', ")"):
        end -= 1
    return found[0], end


def whole(verb: Token, subject: Token) -> Extent | None:
    """The clause of the verb from its subject on."""
    first = min(one.i for one in subject.subtree)
    return _cut(verb, first) if first < verb.i else None


def text_of(token: Token, extent: Extent) -> str:
    """The words of the phrase in the text."""
    found: str = token.doc[extent[0] : extent[1]].text
    return found


def _cut(head: Token, first: int) -> Extent | None:
    """The phrase from its first token to where it ends; None where it is broken or far too long."""
    doc = head.doc
    last = max(one.i for one in head.subtree)
    end = next((at for at in range(head.i + 1, last + 1) if _breaks(head, at)), last + 1)
    while end > first + 1 and _dangles(doc[end - 1]):
        end -= 1
    if any(one.i != head.i and one.head.i >= end for one in doc[first:end]):
        return None  # what it hangs on is cut off: "reported on how the sale | went"
    closed = _closed(head, first, end)
    if closed is None:
        return None
    end = closed
    return (first, end) if first < end <= first + _LONGEST and "\n" not in doc[first:end].text else None


def _closed(head: Token, first: int, end: int) -> int | None:
    """The end of the phrase with its quotation marks in pairs; None where one stays open."""
    doc = head.doc
    if sum(one.text == '"' for one in doc[first:end]) % 2 == 0:
        return end
    if doc[end - 1].text == '"':
        return end - 1
    limit = min(first + _LONGEST, head.sent.end)
    return next((at + 1 for at in range(end, limit) if doc[at].text == '"'), None)


def _dangles(last: Token) -> bool:
    """Whether a word at the end of a phrase belongs to what was cut off behind it."""
    if last.is_space or (last.is_punct and last.text != '"'):
        return True
    return last.pos_ in ("CCONJ", "SCONJ", "DET") and last.dep_ in ("cc", "mark", "det", "advmod")


def _breaks(head: Token, at: int) -> bool:
    """Whether something else begins at this token behind the head."""
    token = head.doc[at]
    if token.text in _STOPS or "\n" in token.text:
        return token.text != "-" or token.whitespace_ != "" or head.doc[at - 1].whitespace_ != ""
    if token.dep_ == "cc" and token.head.i == head.i and any(_is_clause(one, head) for one in head.children):
        return all(child.i < at or _is_clause(child, head) for child in head.children if child.dep_ == "conj")
    if token.dep_ == "conj" and _is_clause(token, head):
        return True
    if token.text == "," and at + 1 < len(head.doc):
        return _starts_aside(head, at + 1)
    return token.dep_ == "mark" and token.lower_ in (
        "because",
        "although",
        "though",
        "while",
        "whereas",
        "unless",
        "if",
    )


def _is_clause(token: Token, head: Token) -> bool:
    joined = token.dep_ == "conj" and token.head.i == head.i and token.i > head.i
    return joined and token.pos_ in _VERBAL and head.pos_ in _VERBAL


def _starts_aside(head: Token, at: int) -> bool:
    """Whether the constituent that begins at the token is no part of the phrase: a clause, an aside, a new start."""
    top = head.doc[at]
    if top.lower_ in ("who", "which", "where", "whose", "as", "according", "with"):
        return True
    while top.head.i != top.i and top.head.i > head.i and min(one.i for one in top.head.subtree) == at:
        top = top.head
    if top.dep_ == "conj" and top.pos_ not in _VERBAL:
        return False
    return top.dep_ in _ASIDE or top.lemma_ in _SPEAKING or top.i < at
