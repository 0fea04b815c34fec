"""Takes a sentence with a colon; gives who speaks behind it without a verb of saying, and what; touches nothing.

"Jane Doe on prices: ...", "Acme Bank is more careful: it sees 300".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.saying import said
from kg.extract.patterns.saying.speakers import Finder, Source
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

#: What is said, by whom, and the word that told.
Found = tuple[tuple[int, int], Source, "Token"]


def _minded(finder: Finder, sentence: Sentence, colon: Token) -> Iterator[Found]:
    """ "Acme Bank is more careful: it sees 300": the mind of somebody, and what he thinks."""
    for verb in sentence.doc[sentence.start : colon.i]:
        if verb.lemma_ != "be" and not clauses.is_passive(verb):
            continue
        minds = clauses.predicate_of(verb) | {verb.lower_} | {child.lower_ for child in verb.children}
        subject = clauses.subject_of(verb)
        if subject is None or subject.i > verb.i or not minds & word_set("speech", "minds"):
            continue
        source = finder.describe(subject)
        if source is not None and (source.speaker is not None or source.unnamed):
            end = sentence.start_char + len(sentence.text.rstrip())
            first = colon.i + (2 if sentence.doc[colon.i + 1].text in said.MARKS else 1)
            yield (sentence.doc[first].idx, end), source, colon
            return


def _is_led(sign: Token, sentence: Sentence) -> bool:
    """Whether a semicolon leads on to what the one before it thinks: "; they expect 300"."""
    after = sign.doc[sign.i + 1] if sign.text == ";" and sign.i + 1 < sentence.end else None
    return after is not None and after.lower_ in ("it", "they", "he", "she")


def headed(finder: Finder, sentence: Sentence) -> Iterator[Found]:
    """ "Jane Doe on prices: ...", 'Jane Doe is not so sure: "..."', "Jane Doe: ..." at the head of a line."""
    doc = sentence.doc
    colon = next((one for one in sentence if one.text == ":" or _is_led(one, sentence)), None)
    if colon is None or colon.i + 2 >= sentence.end:
        return
    if minded := list(_minded(finder, sentence, colon)):
        yield from minded
        return
    if colon.text == ";":
        return
    named = [at for at in range(sentence.start, colon.i) if at in finder.by_token]
    first = next((at for at in named if finder.is_any(finder.by_token[at], "men")), None)
    if first is None:
        return
    last = first
    while finder.by_token.get(last + 1) is finder.by_token[first]:
        last += 1
    quoted = doc[colon.i + 1].text in said.MARKS
    opens = all(doc[at].pos_ in ("DET", "NOUN", "PROPN", "ADJ", "PART", "SPACE") for at in range(sentence.start, first))
    led = last + 1 == colon.i or doc[last + 1].lower_ == "on"
    verb = any(one.tag_ in ("VB", "VBD", "VBZ", "VBP", "MD") for one in doc[colon.i : sentence.end])
    if not opens or not (quoted or (led and verb)):
        return
    head = next((doc[at] for at in range(first, last + 1) if not first <= doc[at].head.i <= last), doc[last])
    source = finder.describe(head)
    if source is not None and source.speaker is not None:
        start = doc[colon.i + 2].idx if quoted else doc[colon.i + 1].idx
        end = sentence.start_char + len(sentence.text.rstrip())
        yield (start, end), source, colon
