"""Takes an analysed text and its mentions; gives who says which stretch of it; touches nothing.

Verbs of saying with what they say, "according to", texts that say ("data from Acme show"), words in quotation marks.
What nobody is found to say is the article's own voice and has no entry. Where stretches lie within each other the inner
one is the speaker, and whoever passes it on stands in the chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.patterns import clauses, speakers
from kg.extract.patterns.registered import Names
from kg.extract.patterns.speakers import Source
from kg.extract.patterns.words import word_set
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

_MARKS = '"'
_JOINED = frozenset(("conj", "cc", "punct"))


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says: the half-open interval of the text, the speaker, and how it reached the text.

    `speaker` is None for whoever is not named, or not known to be somebody named: then `words` say what the text calls
    them, and `unnamed` whether these words are those of sources ("insiders"). `role` are words of the text, `via` the
    further links of the chain, the outermost last. `cue` is the word that told.
    """

    start: int
    end: int
    speaker: Mention | None
    words: str
    role: str | None = None
    via: tuple[Mention, ...] = ()
    cue: str = ""
    unnamed: bool = False


def find_speech(doc: Doc, mentions: list[Mention], names: Names | None = None) -> list[Speech]:
    """What is said by others than the article, in the order of the text, the outer stretch before the inner.

    With `names` only what the ontology calls an agent speaks, and texts; without, whatever is mentioned.
    """
    finder = speakers.Finder(doc, mentions, names)
    found: list[Speech] = []
    for sentence in doc.sents:
        for token in sentence:
            found.extend(_reported(finder, sentence, token))
    found.extend(list(_continued(doc, found)))
    return _chain(sorted(dict.fromkeys(found), key=lambda one: (one.start, -one.end)))


def speech_at(found: Iterable[Speech], start: int, end: int) -> Speech | None:
    """The innermost stretch that contains the interval."""
    around = [one for one in found if one.start <= start and end <= one.end]
    return min(around, key=lambda one: one.end - one.start, default=None)


def _reported(finder: speakers.Finder, sentence: Sentence, token: Token) -> Iterator[Speech]:
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        if any(lemma in word_set("speech", key) for key in ("verbs", "nominal", "of")):
            yield from _verb(finder, sentence, token, lemma)
        elif lemma in word_set("speech", "own"):
            yield from _own(finder, token)
    if token.lower_ in word_set("speech", "according") or _opens_account(token):
        yield from _according(finder, sentence, token)


def _opens_account(token: Token) -> bool:
    """ "By Acme's account"."""
    if token.lower_ != "by" or token.pos_ != "ADP":
        return False
    return any(
        child.dep_ == "pobj" and child.lemma_.lower() in word_set("speech", "accounts") for child in token.children
    )


def _verb(finder: speakers.Finder, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Speech]:
    """A verb of saying: its subject speaks; a clause, words in quotation marks or an object are what is said."""
    source = finder.source(verb)
    if source is None or any(clauses.is_negation(child) for child in verb.children):
        return
    if lemma == "point" and not any(child.lower_ in ("out", "to") for child in verb.children):
        return
    if lemma in word_set("speech", "texts_only") and not _is_text(verb.doc[source.head], source):
        return
    stretch = _content(sentence, verb, lemma, source)
    if stretch is None:
        return
    yield _speech(stretch, source, verb)


def _is_text(head: Token, source: Source) -> bool:
    """Whether what speaks is a text, or somebody who is known by one: "data show", "a study by Acme finds"."""
    return source.unnamed or head.lemma_.lower() in word_set("speech", "texts")


def _speech(stretch: tuple[int, int], source: Source, cue: Token) -> Speech:
    return Speech(*stretch, source.speaker, source.words, source.role, source.via, cue.text, source.unnamed)


def _content(sentence: Sentence, verb: Token, lemma: str, source: Source) -> tuple[int, int] | None:
    complements = [child for child in verb.children if child.dep_ in ("ccomp", "xcomp") and child.i != source.head]
    complements.sort(key=lambda child: child.i < verb.i)
    if lemma in word_set("speech", "verbs"):
        clause = next((one for one in complements if one.dep_ == "ccomp" or clauses.is_infinitive(one)), None)
        stretch = _around(sentence, verb, source)
        if stretch is None and clause is not None:
            stretch = _stretch(clause)
        stretch = stretch or _after_colon(verb, sentence) or _as(sentence, verb)
        if stretch:
            return stretch
        if not [child for child in verb.children if child.dep_ in ("dobj", "obj")] and _set_off(verb):
            return _before(sentence, verb, source)
    if source.speaker is None and not source.unnamed:
        return None
    return _object(verb, lemma)


def _object(verb: Token, lemma: str) -> tuple[int, int] | None:
    """What a verb of saying has as its object, the verb with it: "announced a target", "spoke of hardship"."""
    if lemma == "put" and not any(child.lower_ == "at" for child in verb.children):
        return None
    objects = []
    if lemma in word_set("speech", "nominal"):
        objects = [
            child
            for child in verb.children
            if child.dep_ in ("dobj", "obj", "oprd") and child.tag_ not in ("WDT", "WP")
        ]
    if lemma in word_set("speech", "of"):
        objects += [child for child in verb.children if child.dep_ == "prep" and child.lower_ in ("of", "about")]
    if not objects:
        return None
    first = min(one.i for one in objects)
    return verb.idx, max(
        _stretch(child)[1] for child in verb.children if child.i >= first and child.dep_ not in _JOINED
    )


def _around(sentence: Sentence, verb: Token, source: Source) -> tuple[int, int] | None:
    """The whole sentence, where saying stands between two commas in it: "the plan, he said, is dead"."""
    doc = verb.doc
    left = source.start if source.head == verb.i else min(speakers.left_of_subject(verb), source.start)
    right = max(verb.i + 1, source.end)
    if left <= sentence.start + 1 or right >= sentence.end - 1 or doc[left - 1].text != ",":
        return None
    after = next((at for at in range(right, min(right + 6, sentence.end)) if doc[at].text == ","), None)
    marks = any(child.dep_ == "mark" or child.tag_ in ("WDT", "WP") for child in verb.children)
    said = any(
        child.dep_ in ("dobj", "obj", "ccomp") and child.i > verb.i and child.i < (after or 0)
        for child in verb.children
    )
    if after is None or marks or said or (verb.dep_ in ("relcl", "acl", "conj") and after != right):
        return None
    return sentence.start_char, sentence.start_char + len(sentence.text.rstrip())


def _as(sentence: Sentence, verb: Token) -> tuple[int, int] | None:
    """The sentence around "as Acme announced"."""
    if verb.dep_ != "advcl" or not any(
        child.lower_ == "as" and child.dep_ in ("mark", "advmod") for child in verb.children
    ):
        return None
    start, end = _stretch(verb)
    text = verb.doc.text
    for left, right in ((sentence.start_char, start), (end, sentence.end_char)):
        bare = text[left:right].strip(" ,.\n")
        if len(bare.split()) > 2:
            begin = text.index(bare, left)
            return begin, begin + len(bare)
    return None


def _set_off(verb: Token) -> bool:
    """Whether saying stands behind what is said: "..., she said on Monday"."""
    edge = min(verb.subtree, key=lambda one: one.i) if verb.dep_ != "ROOT" else None
    start = speakers.left_of_subject(verb) if edge is None else min(edge.i, speakers.left_of_subject(verb))
    before = verb.doc[start - 1] if start else None
    return before is not None and before.text in (",", '"', "'") and not before.is_sent_start


def _before(sentence: Sentence, verb: Token, source: Source) -> tuple[int, int] | None:
    end = speakers.left_of_subject(verb)
    end = min(end, source.start)
    while end > sentence.start and (verb.doc[end - 1].text == "," or verb.doc[end - 1].is_space):
        end -= 1
    if end <= sentence.start:
        return None
    last = verb.doc[end - 1]
    return sentence.start_char, last.idx + len(last.text)


def _after_colon(verb: Token, sentence: Sentence) -> tuple[int, int] | None:
    doc = verb.doc
    for at in range(verb.i + 1, min(verb.i + 12, sentence.end)):
        if doc[at].text == ":" or (doc[at].text in _MARKS and doc[at - 1].text in (",", verb.text)):
            last = doc[sentence.end - 1]
            return (doc[at + 1].idx, last.idx + len(last.text)) if at + 1 < sentence.end else None
    return None


def _stretch(clause: Token) -> tuple[int, int]:
    span = clauses.span_of(clause)
    return span.start, span.end


def _own(finder: speakers.Finder, verb: Token) -> Iterator[Speech]:
    """A will or a view of one who acts: the clause with its verb."""
    source = finder.source(verb)
    if source is None or source.speaker is None or clauses.is_passive(verb):
        return
    kinds = ("xcomp", "ccomp", "dobj", "prep", "obj")
    parts = [child for child in verb.children if child.dep_ in kinds and child.i > verb.i]
    if verb.lemma_ == "mean" and not any(clauses.is_infinitive(part) for part in parts):
        return
    if parts:
        yield _speech((verb.idx, max(_stretch(part)[1] for part in parts)), source, verb)


def _according(finder: speakers.Finder, sentence: Sentence, token: Token) -> Iterator[Speech]:
    """ "According to Acme": the sentence around these words."""
    source = finder.behind(token)
    if source is None or (token.lower_ == "per" and source.speaker is None):
        return
    doc = token.doc
    left, right = token.idx, doc[source.end - 1].idx + len(doc[source.end - 1].text)
    for start, end in ((sentence.start_char, left), (right, sentence.end_char)):
        inside = finder.text[start:end]
        bare = inside.strip(" ,.;:-\n\"'()")
        if len(bare.split()) > 2:
            begin = start + inside.index(bare)
            yield _speech((begin, begin + len(bare)), source, token)


def _continued(doc: Doc, found: list[Speech]) -> Iterator[Speech]:
    """Words in quotation marks that run over the end of a sentence, and whole sentences in them that follow."""
    text = doc.text
    sentences = list(doc.sents)
    for place, sentence in enumerate(sentences[:-1]):
        inside = [one for one in found if sentence.start_char <= one.start < sentence.end_char]
        if not inside:
            continue
        last = max(inside, key=lambda one: one.end)
        opened = text.count(_MARKS, sentence.start_char, sentence.end_char) % 2 == 1
        for following in sentences[place + 1 :]:
            words = text[following.start_char : following.end_char].strip()
            whole = words.startswith(_MARKS) and (words.endswith(_MARKS) or words.count(_MARKS) == 1)
            if (not opened and not whole) or ("\n\n" in text[last.end : following.start_char] and not whole):
                break
            if any(following.start_char <= one.start < following.end_char for one in found):
                break
            if any(sign.isalpha() for sign in words):
                yield replace(last, start=following.start_char, end=following.start_char + len(words))
            if words.count(_MARKS) % 2:
                opened = not opened
            if not opened:
                break


def _chain(found: list[Speech]) -> list[Speech]:
    """Whoever says what another says stands in the other's chain."""
    chained = []
    for one in found:
        outer = [
            other
            for other in found
            if other.start <= one.start
            and one.end <= other.end
            and other != one
            and other.speaker is not None
            and (one.end - one.start) < (other.end - other.start)
        ]
        links = [other.speaker for other in sorted(outer, key=lambda other: other.end - other.start)]
        via = dict.fromkeys((*one.via, *(link for link in links if link and not _same(link, one.speaker))))
        chained.append(replace(one, via=tuple(via)))
    return chained


def _same(one: Mention, other: Mention | None) -> bool:
    if other is None:
        return False
    return one.entity == other.entity if one.entity or other.entity else one.span.text == other.span.text
