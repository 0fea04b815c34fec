"""Takes an analysed text and who says what in it; gives how what is said goes on or was told before; touches nothing.

"Acme gave figures. ...", reported speech in "would", and what "says so" points back to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.saying import said
from kg.extract.patterns.saying.quotations import words_of
from kg.extract.patterns.saying.speakers import Finder, Source
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

    from kg.extract.patterns.saying.speech import Speech

#: What is said, by whom, and the word that told.
Found = tuple[tuple[int, int], Source, "Token"]
_BACK = frozenset(("so",))
#: Words of saying behind what is said are so many at most; what goes on is more words than that.
_ASIDE, _FEW = 9, 2
#: Words in quotation marks, who says them, and further ones: the first half, the aside, the second half.
_HALVES = re.compile(r'"([^"\n]+?)[,!?]" ((?:[^"\n.]|\.(?! )){4,160}), "([^"\n]+?)[.!?]?"')
#: Before what was spoken of.
_KNOWN = frozenset(("the", "its", "their", "his", "her"))
#: What may happen.
_CHANCES = frozenset(("may", "might", "can", "could"))
#: What these "would" do is the text's own word.
_OTHERS = frozenset(("that", "this", "which", "i", "you", "he", "she", "we"))


def _parted(sentence: Sentence, following: Sentence) -> bool:
    """Whether a paragraph ends between two sentences."""
    text = text_of(sentence.doc)
    return "\n\n" in text[words_of(sentence)[1] : words_of(following)[0]]


def halves(doc: Doc, found: Sequence[Speech]) -> Iterator[Speech]:
    """The other half of what somebody is quoted with on both sides of himself: '"It burns," she said, "but slowly"'."""
    text = text_of(doc)
    for match in _HALVES.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        if text.count(said.MARKS, line, match.start()) % 2:
            continue
        cues = match[2].replace(",", " ").split()
        first, second = ([one for one in found if _meets(one, *match.span(at))] for at in (1, 3))
        for at, mine, others in ((1, first, second), (3, second, first)):
            told = next((one for one in others if one.cue in cues), None)
            if told is not None and not mine:
                yield replace(told, start=match.start(at), end=match.end(at))


def _meets(one: Speech, start: int, end: int) -> bool:
    return one.start < end and start < one.end


def behind_signs(doc: Doc, found: Sequence[Speech]) -> Iterator[Speech]:
    """What goes on behind a sign: "said that it burned: two are hurt", "it burned, he said; two are hurt"."""
    text = text_of(doc)
    for sentence in doc.sents:
        _, end = words_of(sentence)
        here = [one for one in found if sentence.start_char <= one.start < end and one.words]
        for one in here:
            at = _sign(text, one, end)
            if at is None or any(at < other.start < end or other.end > at + 1 for other in here):
                continue
            rest = text[at + 1 : end]
            start = at + 1 + len(rest) - len(rest.lstrip())
            if len(rest.split()) > _FEW:
                yield replace(one, start=start, end=end)
                break


def _sign(text: str, one: Speech, end: int) -> int | None:
    """Where the sign stands behind which somebody goes on."""
    following = text[one.end : end]
    bare = following.lstrip(' "')
    if bare[:1] == ":" and text.startswith("that ", one.start):
        return end - len(bare)
    colon, half = following.find(":"), following.find(";")
    semicolon = ":" if 0 <= colon < (half if half >= 0 else len(following)) else ";"
    aside, semicolon, _ = following.partition(semicolon)
    words = aside.strip(' ,"')
    if semicolon and one.cue in words.split() and len(words.split()) <= _ASIDE and not any(x in words for x in ",:("):
        return one.end + len(aside)
    return None


def told(finder: Finder, found: Sequence[Speech]) -> Iterator[Found]:
    """Sentences that go on with what the one before has opened: figures that somebody gave, what "would" be."""
    sentences = list(finder.doc.sents)
    for place, sentence in enumerate(sentences[:-1]):
        opening = _gives_figures(finder, sentence)
        backshifted = None if opening else _backshifted(found, sentence)
        whole = None if opening else _told_whole(found, sentence)
        before = sentence
        for following in sentences[place + 1 :]:
            if opening and following == sentences[place + 1] and _parted(sentence, following):
                before = following  # the figures stand in the paragraph below
            if _parted(before, following) or any(
                following.start_char <= one.start < following.end_char for one in found
            ):
                break
            if opening is not None and any(one.like_num for one in following):
                yield words_of(following), opening[0], opening[1]
            elif backshifted is not None and _would(following):
                yield words_of(following), *backshifted
            elif whole is not None and _takes_up(finder, whole[0], sentence, following):
                yield words_of(following), *whole
            else:
                break


def _gives_figures(finder: Finder, sentence: Sentence) -> tuple[Source, Token] | None:
    """ "Acme also gave figures.": who, where nothing in the sentence tells which ones."""
    verb = sentence.root
    if (shown := _shows_how(finder, verb)) is not None:
        return shown
    objects = [child for child in verb.children if child.dep_ in ("dobj", "obj", "nsubjpass")]
    if verb.lemma_.lower() not in word_set("speech", "giving") or any(one.like_num for one in sentence):
        return None
    if len(objects) != 1 or objects[0].lemma_.lower() not in word_set("speech", "given"):
        return None
    if any(clauses.is_negation(child) for child in verb.children):
        return None
    agent = next((one for child in verb.children if child.dep_ == "agent" for one in child.children), None)
    source = finder.describe(agent) if agent is not None else finder.source(verb)
    return (source, verb) if source is not None and source.speaker is not None else None


def _shows_how(finder: Finder, verb: Token) -> tuple[Source, Token] | None:
    """ "Figures of Acme show how far they are apart.": whose, where the sentence has none of them."""
    clause = next((one for one in verb.children if one.dep_ == "ccomp" and one.i > verb.i), None)
    how = clause is not None and clause.left_edge.lower_ == "how"
    if verb.lemma_ != "show" or not how or any(one.like_num for one in verb.sent):
        return None
    source = finder.source(verb)
    return (source, verb) if source is not None and source.speaker is not None else None


def _backshifted(found: Sequence[Speech], sentence: Sentence) -> tuple[Source, Token] | None:
    """Who is told in the past to have said what ends a sentence."""
    start, end = words_of(sentence)
    root = sentence.root
    if root.tag_ != "VBD":
        return None
    last = [one for one in found if start <= one.start < end and one.cue == root.text]
    if not last or (last[-1].speaker is None and not last[-1].unnamed):
        return None
    if (last[-1].start > root.idx and last[-1].end < end - 2) or (
        last[-1].start < root.idx and last[-1].start > start + 2
    ):
        return None
    one = last[-1]
    return Source(root.i, root.i, root.i + 1, one.speaker, one.words, one.role, one.via, one.unnamed), root


def _told_whole(found: Sequence[Speech], sentence: Sentence) -> tuple[Source, Token] | None:
    """Who tells a whole sentence: "Acme leads with 300, data of Norton show", "there is a fault, the agency said"."""
    start, end = words_of(sentence)
    here = [one for one in found if start <= one.start < end and one.words and (one.speaker or one.unnamed)]
    if len({(one.speaker.span if one.speaker else one.words) for one in here}) != 1 or not here:
        return None
    one = max(here, key=lambda one: one.end - one.start)
    cue = next((token for token in sentence if token.text == one.cue), None)
    if cue is None or (one.end - one.start) * 2 < (end - start) * 0.8:
        return None
    source = Source(cue.i, cue.i, cue.i + 1, one.speaker, one.words, one.role, one.via, one.unnamed)
    return source, cue


def _takes_up(finder: Finder, source: Source, sentence: Sentence, following: Sentence) -> bool:
    """Whether a sentence goes on with what the one before tells: the next rank, what else may fail, what is to come."""
    root = following.root
    subject = clauses.subject_of(root)
    if following.text.rstrip().endswith("?") or subject is None or subject.lower_ in _OTHERS:
        return False
    ranked = root.lemma_.lower() in word_set("speech", "ranking") and any(
        one.lower_ in word_set("speech", "ranks") for one in root.children
    )
    man = source.speaker is not None and finder.is_any(source.speaker, "men")
    if ranked and not man:
        return any(one.like_num for one in following)
    modal = any(one.dep_ == "aux" and one.lower_ in _CHANCES for one in root.children)
    if modal and source.speaker is not None and finder.is_any(source.speaker, "watching"):
        return True
    if _is_foreseen(source, sentence, root, subject):
        return True
    first = next((one for one in following if one.dep_ == "nsubj"), subject)
    if not man and _is_of_moves(finder, source, first.head, first):
        return True
    ahead = any(one.dep_ == "aux" and one.lower_ in ("will", "would") for one in sentence)
    definite = any(one.lower_ in _KNOWN for one in subject.children)
    return ahead and definite and root.lemma_ == "be" and source.speaker is not None and _is_to(following)


def _is_foreseen(source: Source, sentence: Sentence, verb: Token, subject: Token) -> bool:
    """Whether a sentence goes on with a forecast: "Acme expects 300 this year. The margin should come to 18%"."""
    cue = sentence.doc[source.head]
    should = any(one.dep_ == "aux" and one.lower_ == "should" and one.i > subject.i for one in verb.children)
    return should and subject.pos_ == "NOUN" and cue.lemma_.lower() in word_set("speech", "own")


def _is_of_moves(finder: Finder, source: Source, verb: Token, subject: Token) -> bool:
    """Whether a sentence goes on with who gets which post, where a notice or a paper told of the first.

    "Jane Doe leaves, according to a notice. John Roe takes over from her."
    """
    text = source.words.split()[-1].lower() if source.words else ""
    told = (source.speaker is None or source.unnamed) and text in word_set("speech", "retold")
    press = source.speaker is not None and finder.is_any(source.speaker, "press_houses")
    mention = finder.by_token.get(subject.i)
    man = mention is not None and mention.by != "reference" and finder.is_any(mention, "men")
    now = verb.tag_ in ("VBZ", "VBP") or any(
        one.dep_ == "aux" and one.lower_ in ("will", "has", "have") for one in verb.children
    )
    return (told or press) and man and now and verb.lemma_.lower() not in word_set("speech", "verbs")


def _is_to(sentence: Sentence) -> bool:
    """Whether something "is to" be: "The lamp is big, and its top version is to cost 300"."""
    return any(
        one.lemma_ == "be"
        and one.tag_ in ("VBZ", "VBP")
        and any(
            child.dep_ == "xcomp" and clauses.is_infinitive(child) and child.i == one.i + 2 for child in one.children
        )
        for one in sentence
    )


def _would(sentence: Sentence) -> bool:
    """Whether a sentence is of what "would" be, by itself, and of a thing named before or with an article."""
    root = sentence.root
    would = any(child.dep_ == "aux" and child.lower_ == "would" for child in root.children)
    subject = clauses.subject_of(root)
    hangs = any(child.dep_ == "advcl" for child in root.children)
    negated = any(clauses.is_negation(child) for child in root.children)
    asks = sentence.text.rstrip().endswith("?")
    return would and not (hangs or negated or asks) and subject is not None and subject.lower_ not in _OTHERS


def told_before(finder: Finder, verb: Token) -> Found | None:
    """ "Its founder says so": the sentence before is what is said."""
    lemma = verb.lemma_.lower()
    if verb != verb.sent.root or lemma not in word_set("speech", "endorsing"):
        return None
    inverted = verb.i == verb.sent.start + 1 and verb.doc[verb.i - 1].lower_ in _BACK  # "So says Acme"
    back = [verb.doc[verb.i - 1]] if inverted else []
    back += [child for child in verb.children if child.i > verb.i and child.lower_ in _BACK and child.dep_ != "mark"]
    if not back or any(clauses.is_negation(child) for child in verb.children) or clauses.has_complement(verb):
        return None
    earlier = [one for one in finder.doc.sents if one.end <= verb.sent.start]
    source = finder.source(verb)
    if not earlier or source is None or source.speaker is None or _parted(earlier[-1], verb.sent):
        return None
    return words_of(earlier[-1]), source, verb
