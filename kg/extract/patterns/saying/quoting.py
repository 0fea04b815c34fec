"""Takes a verb of saying; gives what stands before or behind it without a tie of grammar; touches nothing.

'"It is cold," Jane Doe is quoted as saying', "said of beer that none is left", '"Cold!" the brewer wrote'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.saying.objects import MARKS
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

#: What is quoted has so many words at least.
_FEW = 3
#: Behind these stands to whom something is said: "told buyers on a call that".
_TELLING = frozenset(("tell", "inform", "assure", "remind", "notify", "warn", "write"))
#: Between a verb of saying and "that" stand so many words at most.
_BEFORE_THAT = 8


def quoted_as(sentence: Sentence, verb: Token) -> tuple[int, int] | None:
    """'"It is cold," Jane Doe is quoted as saying': the words before."""
    telling_verb = verb.head.head if verb.head.lower_ == "as" else verb
    if telling_verb.lemma_.lower() not in word_set("speech", "citing") or not clauses.is_passive(telling_verb):
        return None
    subject = next((child for child in telling_verb.children if child.dep_ == "nsubjpass"), None)
    start = subject.left_edge.i if subject is not None else sentence.start
    if start - sentence.start < _FEW or verb.doc[start - 1].text not in (",", *MARKS):
        return None
    last = verb.doc[start - 1]
    while last.text in (",", *MARKS) and last.i > sentence.start:
        last = verb.doc[last.i - 1]
    return int(sentence.start_char), last.idx + len(last.text)


def behind_that(sentence: Sentence, verb: Token) -> tuple[int, int] | None:
    """What stands behind "that", where it was parsed as a part of something else: "said of beer that none is left"."""
    doc = verb.doc
    told = verb.lemma_ in _TELLING and any(one.dep_ in ("dobj", "dative") for one in verb.rights)
    if verb.i + 1 >= sentence.end or not (told or doc[verb.i + 1].pos_ in ("ADP", "ADV")):
        return None
    for at in range(verb.i + 1, min(verb.i + _BEFORE_THAT, sentence.end - 2)):
        if doc[at].text in (",", ";", ":", *MARKS):
            return None
        if doc[at].lower_ == "that" and doc[at + 1].pos_ not in ("VERB", "AUX", "ADV", "PUNCT"):
            return doc[at + 1].idx, int(sentence.start_char) + len(sentence.text.rstrip())
    return None


def before_sentence(sentence: Sentence, verb: Token, start: int) -> tuple[int, int] | None:
    """Words in quotation marks that end in a sign of their own, and a sentence that only tells who said them.

    '"Very shocked!" the founder wrote': the parser makes two sentences of it.
    """
    text = text_of(verb.doc)
    first = sentence[0] if sentence[0].text != '"' else sentence[1]
    close = text.rfind(MARKS, 0, first.idx)
    if start != first.i or close < 1 or text[close + 1 : first.idx].strip(" ") or text[close - 1] not in "!?.":
        return None
    opening = text.rfind(MARKS, 0, close)
    line = text.rfind("\n", 0, close) + 1
    if opening < line or text.count(MARKS, line, close) % 2 == 0:
        return None
    lone = clauses.has_complement(verb) or any(one.dep_ in ("dobj", "obj") for one in verb.children)
    return None if lone else (opening + 1, close)
