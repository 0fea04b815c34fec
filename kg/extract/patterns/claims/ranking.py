"""Takes a place in an order ("third-largest"); gives the order that it is taken in, as written; touches nothing.

What stands behind the figure up to the next comma or clause ("maker of lamps", "among the newcomers", "worldwide"), and
whose it is, where a genitive opens it: "the world's third-largest maker of lamps".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.model import Amount

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 14
_ENDS = re.compile(r"[,;:()\n\"“”–—]|\.\Z")


def ranking(evidence: Evidence, amount: Amount) -> str | None:
    """The words of the order; None where none stand there."""
    doc = evidence.doc
    first, last = evidence.token(amount.span.start), evidence.token(max(amount.span.start, amount.span.end - 1))
    behind = list(doc[last.i + 1 : min(last.sent.end, last.i + 1 + _LONGEST)])
    end = last.i + 1
    for token in behind:
        if token.lower_ == "with" and any(one.i in evidence.amounts for one in token.subtree):
            break  # "in the world with a share of 13%"
        if token.lower_ == "than" or _ENDS.search(token.text) or _closes(evidence, token, last):
            break
        end = token.i + 1
    while end > last.i + 1 and (doc[end - 1].pos_ in ("ADP", "CCONJ", "DET") or doc[end - 1].is_punct):
        end -= 1
    if end == last.i + 1:
        return None
    start = last.i + 1
    if first.i > first.sent.start and doc[first.i - 1].tag_ == "POS":
        start = doc[first.i - 2].left_edge.i
    begins, ends = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    words = evidence.article.body[begins:ends]
    return words if "\n" not in words else None


def _closes(evidence: Evidence, token: Token, last: Token) -> bool:
    """Whether the order cannot go on at the token: a verb, a word that opens a clause, a time, a name side by side."""
    if token.i in evidence.moments or token.i in evidence.amounts:
        return True
    if token.pos_ in ("VERB", "AUX") or token.lower_ in word_set("grammar", "clause_openers"):
        return True
    mention = evidence.mentions.get(token.i)
    named = mention is not None and (mention.by != "reference" or token.pos_ != "NOUN")  # "the third-largest maker"
    return named and token.dep_ not in ("pobj", "compound", "poss", "amod", "nmod") and token.i > last.i + 1
