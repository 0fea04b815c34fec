"""Takes an analysed text and who says what in it; gives what houses say that rate shares; touches nothing.

"Acme Bank trims its price target to $300", "keeps Buy", "starts coverage"; and what they go on to say in the same
paragraph: "They now model a profit of ...". A target counts for one on a share where it is a sum of money for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.saying.speakers import Finder, Source
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from kg.extract.patterns.saying.speech import Speech

Found = tuple[tuple[int, int], Source, "Token"]
_GOING_ON = frozenset(("they", "it", "he", "she"))
#: What opens the time of a rating.
_TIMES = frozenset(("after", "before", "when", "since", "until"))


def rated(finder: Finder, found: Sequence[Speech]) -> Iterator[Found]:
    """What is told of ratings and targets, and the sentences that go on from there."""
    house: tuple[Source, Token] | None = None
    held = end = 0
    for sentence in finder.doc.sents:
        start = int(sentence.start_char) + len(sentence.text) - len(sentence.text.lstrip())
        if "\n" in finder.text[end:start].strip(" ") or finder.text[end:start].count("\n"):
            house = None
        end = int(sentence.start_char) + len(sentence.text.rstrip())
        rating = _rating(finder, sentence)
        if rating is not None:
            house = rating
            held = rating[1].idx
            if not _covered(found, rating[1]):
                yield (rating[1].idx, _before_time(rating[1], _until(finder.text, held, end))), *rating
        elif house is not None and _is_of_another(finder, sentence, house[0]):
            house = None
        elif house is not None and _goes_on(sentence) and not _covered(found, sentence.root):
            yield (start, _before_others(finder.text, found, start, end)), *house


def _until(text: str, start: int, end: int) -> int:
    """The end of a sentence, or the semicolon before it."""
    semicolon = text.find(";", start, end)
    return semicolon if semicolon > 0 else end


def _before_time(verb: Token, end: int) -> int:
    """The end of a sentence, or where it tells when somebody rated: ", after the firm launched its lamp"."""
    parts = [one for one in verb.subtree if one.dep_ in ("advcl", "prep") and one.i > verb.i]
    times = (one.left_edge for one in parts if _is_when(one) and one.left_edge.i > verb.i)
    first = min(times, key=lambda one: one.i, default=None)
    if first is None or first.idx >= end:
        return end
    before = verb.doc[first.i - 1]
    before = verb.doc[first.i - 2] if before.text == "," else before
    return before.idx + len(before.text)


def _is_when(part: Token) -> bool:
    """Whether a clause, or what stands behind a preposition, tells when: "a few days after it launched its lamp"."""
    own = (part, *(one for one in part.lefts if one.dep_ in ("mark", "advmod")))
    return any(one.lower_ in _TIMES for one in own)


def _before_others(text: str, found: Sequence[Speech], start: int, end: int) -> int:
    """The end of a sentence, or the comma before what another says in it."""
    other = min((one.start for one in found if start < one.start < end), default=None)
    comma = text.rfind(",", start, other) if other is not None else -1
    return comma if comma > 0 else end


def _covered(found: Sequence[Speech], verb: Token) -> bool:
    return any(one.start <= verb.idx < one.end and one.words for one in found)


def _rating(finder: Finder, sentence: Sentence) -> tuple[Source, Token] | None:
    """The first verb of a sentence by which a house rates, and the house."""
    for verb in sentence:
        if verb.lemma_.lower() not in word_set("speech", "rating") or verb.pos_ not in ("VERB", "AUX"):
            continue
        source = finder.source(verb)
        if source is None or source.speaker is None:
            continue
        man = finder.is_any(source.speaker, "men")
        if not man and not finder.is_any(source.speaker, "bodies"):
            continue
        if any(_is_rating(child) or _is_view(finder, child, source, man) for child in _objects(verb)):
            return source, verb
    return None


def _objects(verb: Token) -> Iterator[Token]:
    """The objects of a verb, and what its prepositions or verbs beside it have."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("dobj", "obj", "oprd", "dep", "conj"):
            yield child
        if child.i > verb.i and child.dep_ == "prep":
            yield from (one for one in child.children if one.dep_ == "pobj")


def _is_rating(noun: Token) -> bool:
    """Whether a noun is a rating, or a target on a share."""
    doc = noun.doc
    lemma = noun.lemma_.lower()
    if lemma in word_set("speech", "ratings") or noun.lower_ in word_set("speech", "grades"):
        quoted = doc[noun.i - 1].text == '"'
        return lemma in word_set("speech", "ratings") or quoted or noun.is_title
    if lemma == "price" and doc[noun.i - 1].lower_ == "target":
        return True
    if lemma != "target":
        return False
    if doc[noun.i - 1].lower_ == "price" or (noun.i + 1 < len(doc) and doc[noun.i - 1].lower_ == "share"):
        return True
    near = doc[noun.i : min(noun.i + 8, noun.sent.end)].text
    return any(sign in near for sign in word_set("speech", "money_signs")) and "illion" not in near


def _is_view(finder: Finder, noun: Token, source: Source, man: bool) -> bool:
    """Whether a noun is what somebody foresees of another: "its forecast for Acme", "her estimate"."""
    if noun.lemma_.lower() not in word_set("speech", "foreseen"):
        return False
    links = (child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("for", "on", "of"))
    named = [finder.by_token[one.i] for link in links for one in link.subtree if one.i in finder.by_token]
    return man or any(source.speaker is None or one.entity != source.speaker.entity for one in named)


def _is_of_another(finder: Finder, sentence: Sentence, source: Source) -> bool:
    """Whether another house is the subject of a sentence."""
    subject = clauses.subject_of(sentence.root)
    other = finder.by_token.get(subject.i) if subject is not None else None
    if other is None or not finder.is_any(other, "bodies"):
        return False
    return source.speaker is None or other.entity != source.speaker.entity


def _goes_on(sentence: Sentence) -> bool:
    """Whether a sentence goes on with what the house says: they are its subject."""
    subject = clauses.subject_of(sentence.root)
    return subject is not None and subject.lower_ in _GOING_ON and subject.dep_ == "nsubj"
