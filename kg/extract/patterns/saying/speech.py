"""Takes an analysed text and its mentions; gives who says which stretch of it; touches nothing.

Verbs of saying with what they say, "according to", texts that say ("data from Acme show"), words in quotation marks.
What nobody is found to say is the article's own voice and has no entry. Where stretches lie within each other the inner
one is the speaker, and whoever passes it on stands in the chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.registered import Names
from kg.extract.patterns.saying import (
    accounts,
    chains,
    closings,
    headed,
    hearsay,
    interviews,
    notes,
    onwards,
    placed,
    polls,
    quotations,
    said,
    speakers,
    telling,
)
from kg.extract.patterns.saying.speakers import Source
from kg.extract.patterns.syntax import clauses
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence


#: These tell only with one of these words: "let slip", "ruled out".
_WITH = {"let": ("slip", "know"), "rule": ("out",)}
#: Of these "not" goes with what is said: "Acme does not expect a fire".
_RAISING = frozenset(("expect", "believe", "think", "anticipate"))
_DEFINITE = frozenset(("the", "its", "their"))
#: What every word is that tells or opens what is said, but for some prepositions: verbs and nouns, by both taggings.
_TELLING, _TAGS = frozenset(("VERB", "AUX", "NOUN", "PROPN")), frozenset(("VB", "NN"))


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says: the half-open interval of the text, the speaker, and how it reached the text.

    `speaker` is None for whoever is not named, or not known to be somebody named: then `words` say what the text calls
    them, and `unnamed` whether these words are those of sources ("insiders"); without words it is an aside of the text
    itself. `role` are words of the text, `via` the further links of the chain, the outermost last. `cue` is the word
    that told.
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
    talk = interviews.interview(finder)
    finder.interviewed = talk.source.speaker if talk else None
    found: list[Speech] = []
    finder.spoken = found
    openers = accounts.openers()
    for sentence in doc.sents:
        for token in sentence:
            if token.pos_ in _TELLING or token.lower_ in openers or token.dep_ == "advmod" or token.tag_[:2] in _TAGS:
                found.extend(_reported(finder, sentence, token))
        if closing := closings.closed(finder, sentence):
            found.append(_speech(*closing))
        if not any(sentence.start_char <= one.start < sentence.end_char for one in found):
            found.extend(_speech(*one) for one in headed.headed(finder, sentence))
    found = talk.cleared(found) if talk else found
    found.extend([_answer(*one) for one in interviews.answers(finder, found, talk)])
    found.extend(list(onwards.halves(doc, found)))
    found.extend(list(quotations.before(doc, found)))
    found.extend(list(quotations.after(doc, found)))
    found.extend([_speech(*one) for one in notes.rated(finder, found)])
    found.extend(list(onwards.behind_signs(doc, found)))
    found.extend([_speech(*one) for one in onwards.told(finder, found)])
    found.extend(list(_asides(doc, found)))
    found = [polls.of_poll(finder, _behind_dateline(finder, one)) for one in found]
    found = [one for one in found if one.start < one.end]
    return chains.chained(finder, sorted(dict.fromkeys(found), key=lambda one: (one.start, -one.end)))


def speech_at(found: Iterable[Speech], start: int, end: int) -> Speech | None:
    """The innermost stretch that contains the interval; None where that is an aside of the text."""
    around = [one for one in found if one.start <= start and end <= one.end]
    told = [one for one in around if one.speaker or one.unnamed or not one.words]  # "our users expect" is told by one
    inner = min(told or around, key=lambda one: one.end - one.start, default=None)
    return inner if inner and inner.words else None


def _asides(doc: Doc, found: list[Speech]) -> Iterator[Speech]:
    """What the text itself puts beside a name in what others say: "Acme, the largest brewer, will build, it said"."""
    text = text_of(doc)
    for token in doc:
        comma = token.dep_ == "appos" and token.i > token.head.i and token.head.pos_ == "PROPN"
        if comma and any(one.start <= token.idx < one.end for one in found):
            start, end = said.reach(token)
            if text[:start].rstrip()[-1:] == "," and text.count(said.MARKS, 0, start) % 2 == 0:
                yield Speech(start, end, None, "", cue=",")
        if token.dep_ == "acl" and token.tag_ == "VBN" and token.head.pos_ == "PROPN" and token.i > token.head.i:
            start, end = said.reach(token)
            if any(one.start <= start and end < one.end for one in found) and _is_set_apart(text, start, end):
                yield Speech(start, end, None, "", cue=",")
        if token.dep_ == "relcl" and token.head.dep_ in ("nsubj", "appos", "pobj") and token.i > token.head.i:
            start, end = said.reach(token)
            definite = token.head.dep_ == "nsubj" and any(one.lower_ in _DEFINITE for one in token.head.children)
            if (token.head.pos_ == "PROPN" or definite) and _is_set_apart(text, start, end):
                yield Speech(start, end, None, "", cue=",")
            if any(one.cue == token.head.head.text and one.start <= start and end <= one.end for one in found):
                yield Speech(token.head.idx, end, None, "", cue=",")


def _is_set_apart(text: str, start: int, end: int) -> bool:
    """Whether words stand between two commas and in no quotation marks."""
    return (
        text[:start].rstrip()[-1:] == "," and text[end : end + 1] == "," and text.count(said.MARKS, 0, start) % 2 == 0
    )


@cache
def _saying() -> frozenset[str]:
    """The verbs that tell by themselves that somebody says something."""
    return frozenset[str]().union(
        *(word_set("speech", key) for key in ("verbs", "nominal", "of", "calls", "rejecting", "comparing"))
    )


def _reported(finder: speakers.Finder, sentence: Sentence, token: Token) -> Iterator[Speech]:
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB") or telling.is_misnamed(token):
        if lemma in _saying():
            said_so = list(_verb(finder, sentence, token, lemma))
            yield from said_so
            if not said_so and (lemma == "see" or (lemma in word_set("speech", "own") and token.dep_ != "relcl")):
                yield from _own(finder, token)
        elif lemma in word_set("speech", "own"):
            yield from _own(finder, token)
        else:
            yield from _other(finder, sentence, token, lemma)
        yield from (_speech(*one) for one in hearsay.told(finder, sentence, token, lemma))
        if before := onwards.told_before(finder, token):
            yield _speech(*before)
    elif token.dep_ == "advmod":
        yield from (_speech(*one) for one in hearsay.reportedly(finder, token))
    yield from (_speech(*one) for one in accounts.opened(finder, sentence, token))


def _behind_dateline(finder: speakers.Finder, speech: Speech) -> Speech:
    """What is said without the place, the day and the agency at its head."""
    doc = finder.doc
    for first, last in finder.datelines:
        if last < len(doc) and doc[first].idx <= speech.start < doc[last].idx:
            return replace(speech, start=doc[last].idx)
    return speech


def _other(finder: speakers.Finder, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Speech]:
    """Verbs that tell who speaks only by their place, or by what stands with them."""
    aside = lemma in word_set("speech", "asides") and not said.is_quoted(sentence, verb)
    aside = aside and not clauses.is_infinitive(verb)  # "plans to continue"
    if lemma in word_set("speech", "silent"):
        return
    heard = lemma in word_set("speech", "heard")
    if not aside and lemma != "have" and not heard and not said.behind_quotation(verb):
        return
    source = finder.source(verb)
    if source is None:
        return
    stretch = None
    if lemma == "have":
        stretch = placed.has_at(finder, verb) or placed.has_it(sentence, verb)
    elif aside:
        stretch = said.around(sentence, verb, source) or (said.content_as(sentence, verb))
        stretch = stretch or placed.goes_on(sentence, verb, source)
    elif heard and source.speaker is not None and finder.is_any(source.speaker, "press_houses"):
        stretch = said.content(sentence, verb, "report", source)
    if stretch is None and said.behind_quotation(verb):
        stretch = said.before(sentence, verb, source)
    if stretch:
        yield _speech(stretch, source, verb)


def _verb(finder: speakers.Finder, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Speech]:
    """A verb of saying: its subject speaks; a clause, words in quotation marks or an object are what is said."""
    if lemma in word_set("speech", "rejecting") and (denial := placed.rejected_by(finder, verb)) is not None:
        yield _speech(*denial, verb)
        return
    source = finder.source(verb) or (finder.stated_in(verb) if said.opens_with_as(verb) else None)
    if source is None or any(clauses.is_negation(child) for child in verb.children) or not telling.is_told(verb):
        return
    if telling.is_unsaid(verb) or said.is_likened(verb) or (source.unnamed and said.is_quoted(sentence, verb)):
        return
    if lemma == "ask" and any(_is_asked(child) for child in verb.children):
        return
    if lemma in _WITH and not any(_is_with(child, verb) for child in verb.children):
        return
    if (lemma == "point" and not _points_out(verb)) or (lemma in word_set("speech", "citing") and verb.dep_ == "advcl"):
        return
    found_out = lemma == "find" and source.speaker is not None and said.set_off(verb, source)
    found_out = found_out or (verb.dep_ == "advcl" and said.opens_with_as(verb)) or telling.is_finding(verb)
    if lemma in word_set("speech", "texts_only") and not (found_out or _is_text(verb.doc[source.head], source)):
        return
    if lemma in word_set("speech", "listing") and verb.doc[source.head].lemma_.lower() not in word_set(
        "speech", "texts"
    ):
        return
    stretch = said.content(sentence, verb, lemma, source)
    if lemma in word_set("speech", "by_men") and not (source.speaker and finder.is_any(source.speaker, "men")):
        stretch = said.clause(verb, source)  # "the firm hopes for help" is told by the text
    if stretch is not None:
        yield _speech(stretch, finder.cited(verb, source), verb)


def _is_with(part: Token, verb: Token) -> bool:
    """Whether a word makes a verb tell: "let slip that"; "let pictures slip out" does not."""
    return part.lower_ in _WITH[verb.lemma_.lower()] and (part.lower_ != "slip" or part.i == verb.i + 1)


def _is_asked(part: Token) -> bool:
    """Whether somebody is asked to do something, "asked a brewer to look", which is a deed; "asked to leave" tells."""
    whom = part.dep_ in ("dobj", "obj") and any(clauses.is_infinitive(one) for one in part.head.children)
    return whom or (clauses.is_infinitive(part) and clauses.has_subject(part))


def _points_out(verb: Token) -> bool:
    """Whether "point" tells: "points out that", "points to the cost", but no "points them to the door"."""
    words = {child.lower_ for child in verb.children}
    return "out" in words or ("to" in words and not any(child.dep_ in ("dobj", "obj") for child in verb.children))


def _is_text(head: Token, source: Source) -> bool:
    """Whether what speaks is a text, or somebody who is known by one: "data show", "a study by Acme finds"."""
    return source.unnamed or head.lemma_.lower() in word_set("speech", "texts")


def _speech(stretch: tuple[int, int], source: Source, cue: Token) -> Speech:
    return Speech(*stretch, source.speaker, source.words, source.role, source.via, cue.text, source.unnamed)


def _answer(stretch: tuple[int, int], source: Source) -> Speech:
    return Speech(*stretch, source.speaker, source.words, source.role, source.via, interviews.ANSWER, source.unnamed)


def _own(finder: speakers.Finder, verb: Token) -> Iterator[Speech]:
    """A will or a view of one who acts: the clause with its verb."""
    source = finder.source(verb)
    if source is None or source.speaker is None or clauses.is_passive(verb) or not telling.is_told(verb):
        return
    if verb.lemma_ in word_set("speech", "wishing") and not finder.is_any(source.speaker, "men"):
        return
    kinds = ("xcomp", "ccomp", "dobj", "prep", "obj")
    parts = [child for child in verb.children if child.dep_ in kinds and child.i > verb.i]
    if any(child.tag_ == "WP" and child.i < verb.i for child in verb.children):
        return  # "dearer than what drinkers expect"
    if verb.lemma_ == "see" and not any(placed.is_seen(part) for part in parts):
        return
    if verb.lemma_ == "look" and not any(part.lower_ == "for" and placed.is_figured(part) for part in parts):
        return
    if verb.lemma_ == "mean" and not any(clauses.is_infinitive(part) for part in parts):
        return
    helps = [child for child in verb.children if child.dep_ in ("aux", "neg") and child.i < verb.i]
    negated = any(clauses.is_negation(child) for child in verb.children)
    if negated and (verb.lemma_ not in _RAISING or not clauses.has_subject(verb)):
        return
    if parts:
        start = min((one.idx for one in helps), default=verb.idx) if negated else verb.idx
        end = max(said.reach(part)[1] for part in parts)
        closing = text_of(verb.doc).find(said.MARKS, start, end) if said.is_quoted(verb.sent, verb) else -1
        yield _speech((start, end if closing < 0 else closing), source, verb)
