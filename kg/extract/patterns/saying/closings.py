"""Takes a sentence; gives what a text is said to show at its end, where that was parsed amiss; touches nothing.

"Sales rose, data from Acme show.", "Jane Doe leaves, an internal letter seen by the Daily Mug shows."
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.unnamed import unnamed
from kg.extract.patterns.saying.speakers import Finder, Source

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_SHOWING = frozenset(
    (
        "claim",
        "claims",
        "claimed",
        "show",
        "shows",
        "showed",
        "say",
        "says",
        "said",
        "suggest",
        "suggests",
        "suggested",
        "reveal",
    )
)
_MISREAD = ("NOUN", "PROPN", "ADJ")
_SEEN = frozenset(("seen", "reviewed", "obtained", "viewed", "verified"))
#: The words between the comma and the verb are so many at most.
_LONG = 14


def closed(finder: Finder, sentence: Sentence) -> tuple[tuple[int, int], Source, Token] | None:
    """The words before ", data from Acme show", whose verb was taken for a noun."""
    doc = sentence.doc
    last = sentence.end - 1
    while last > sentence.start and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    verb = doc[last]
    if verb.lower_ not in _SHOWING or verb.pos_ not in _MISREAD:
        return None
    comma = next((at for at in range(last - 1, max(last - _LONG, sentence.start), -1) if doc[at].text == ","), None)
    if comma is None or comma - sentence.start < 2:
        return None
    texts = word_set("speech", "texts") | word_set("speech", "unnamed")
    noun = next((doc[at] for at in range(comma + 1, last) if {doc[at].lemma_.lower(), doc[at].lower_} & texts), None)
    if noun is None or any(
        doc[at].pos_ in ("VERB", "AUX") and doc[at].lower_ not in _SEEN for at in range(comma, last)
    ):
        return None
    words = finder.text[doc[comma + 1].idx : doc[last - 1].idx + len(doc[last - 1].text)]
    named = [finder.by_token[at] for at in range(comma + 1, last) if at in finder.by_token]
    seen = any(doc[at].lower_ in _SEEN for at in range(noun.i, last))
    before = [finder.by_token[at] for at in range(comma + 1, noun.i) if at in finder.by_token]
    people = noun.lemma_.lower() not in word_set("speech", "texts")
    author = None if people else next(iter(before if seen else named), None)
    if author is not None and not finder.speaks(author):
        return None
    hidden = author is None
    speaker = unnamed(finder.names, noun.lemma_.lower() if people else "report", noun) if hidden else author
    left = doc[comma - 1]
    stretch = (int(sentence.start_char), left.idx + len(left.text))
    return stretch, Source(noun.i, comma + 1, last, speaker, words, None, (), hidden), verb
