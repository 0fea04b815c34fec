"""Takes a word of saying and who says it; gives the interval of the text that is what is said; touches nothing.

A clause, words in quotation marks, an object of a verb of saying, or the sentence around "she said" between two commas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.saying import objects, quoting, telling, voices
from kg.extract.patterns.saying.speakers import Source
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

MARKS = objects.MARKS
#: These have whom they are said to as their object.
_ADDRESSING = frozenset(("tell", "inform", "assure", "remind"))
#: "Told suppliers to cut their prices" is a deed.
_BIDDING = frozenset(("tell", "remind", "notify", "order"))
#: "Promised to cut prices" tells the promise itself.
_VOWING = frozenset(("promise", "pledge", "vow", "swear", "hope", "hop"))  # "hopes" is taken for "hops"
_SIGNING = frozenset(("underline", "underscore", "highlight", "signal", "show"))
#: Of "asked not to be named" nothing is said.
_NAMING = frozenset(("name", "identify"))
#: What stands behind these and what is said belongs to it.
_INSIDE = frozenset(("because", "if", "unless", "once", "when", "provided", "until"))
#: "Where, he says, it is cold": what follows alone is said.
_JOINING = frozenset(("and", "or", "but", "where", "which", "who", "because", "although", "while"))
_OBJECTS = ("dobj", "obj", "oprd")
#: Between these two a saying may take further words: ", he said on Monday,".
_ASIDE = 6


def content(sentence: Sentence, verb: Token, lemma: str, source: Source) -> tuple[int, int] | None:
    """What somebody says with a verb; None where it is not said what."""
    if lemma in word_set("speech", "verbs"):
        if _is_empty(verb) or (verb.dep_ == "advcl" and opens_with_as(verb) and _is_refuted(verb.head)):
            return None
        slipped = content_as(sentence, verb) if verb.lemma_ == "let" else None
        found = slipped or around(sentence, verb, source) or clause(verb, source) or quoting.behind_that(sentence, verb)
        found = found or after_colon(verb, sentence) or content_as(sentence, verb) or quoting.quoted_as(sentence, verb)
        if found := found or quoting.before_sentence(sentence, verb, source.start):
            return found
        asks = any(_is_asked(child, verb) for child in verb.children)
        spoken_to = verb.lemma_ in _ADDRESSING and verb.dep_ not in ("relcl", "acl")
        bare = not any(child.dep_ in ("dobj", "obj") for child in verb.children)
        if (spoken_to or bare) and not asks and set_off(verb, source):
            return before(sentence, verb, source)
    put = lemma != "put" or any(child.lower_ == "it" for child in verb.children)
    if (
        put
        and lemma in word_set("speech", "asides")
        and (found := around(sentence, verb, source) or content_as(sentence, verb))
    ):
        return found
    text = verb.doc[source.head].lemma_.lower() in word_set("speech", "texts")
    if (source.speaker is None and not source.unnamed) or (source.unnamed and lemma in objects.PUTTING and not text):
        return None
    if lemma in objects.PUTTING and text:
        return verb.idx, max(reach(child)[1] for child in verb.children)
    if lemma in word_set("speech", "rejecting"):
        return objects.rejected(verb)
    told = _told_otherwise(verb, lemma) or objects.object_of(verb, lemma)
    return told or (objects.named(verb) if lemma in word_set("speech", "calls") else None)


def _is_told(clause: Token) -> bool:
    """Whether a clause taken for one about those who are told is what they are told: "told buyers that sales rose"."""
    subject = next((child for child in clause.children if child.dep_ in clauses.SUBJECTS), None)
    opens = clause.left_edge.lower_ == "that" and clause.left_edge.dep_ not in clauses.SUBJECTS
    return clause.dep_ in ("relcl", "acl") and opens and subject is not None


def _is_empty(verb: Token) -> bool:
    """Whether a verb of saying tells only how much is said: "which says much about the trade"."""
    return any(
        child.dep_ in _OBJECTS and child.i > verb.i and child.lower_ in word_set("speech", "amounts")
        for child in verb.children
    )


def clause_start(sentence: Sentence, token: Token) -> int:
    """Where the words before a token begin that belong to it: behind the last semicolon, or an end that was missed."""
    doc = token.doc
    at = next((one for one in range(token.i - 2, sentence.start, -1) if _parts(doc[one - 1], doc[one])), sentence.start)
    return int(doc[at].idx)


def _parts(left: Token, right: Token) -> bool:
    """Whether a sentence ends between two words, which was not seen: "runs 12 km/h. Demand is strong"."""
    missed = left.text.endswith(".") and right.is_title and right.pos_ != "PROPN"
    return left.text == ";" or missed


def _told_otherwise(verb: Token, lemma: str) -> tuple[int, int] | None:
    """What somebody denies with "this", or compares with something."""
    if lemma in word_set("speech", "comparing"):
        return objects.likened(verb)
    return objects.rejected(verb) if lemma in word_set("speech", "rejecting_it") else None


def clause(verb: Token, source: Source) -> tuple[int, int] | None:
    """The clause that a verb of saying has; None where it has none."""
    complements = [child for child in verb.children if _completes(child, verb) and child.i != source.head]
    complements = [child for child in complements if child.lemma_ not in _NAMING and not _is_apart(child, verb)]
    complements = [child for child in complements if not _is_beyond(child, verb, source)]
    complements = [child for child in complements if not _is_asked(child, verb)]
    complements.sort(key=lambda child: child.i < verb.i)
    told = verb.lemma_ in _BIDDING and any(child.dep_ in _OBJECTS for child in verb.children)
    complements = [one for one in complements if not (told and clauses.is_infinitive(one))]
    clause = next((one for one in complements if one.dep_ != "xcomp" or clauses.is_infinitive(one)), None)
    if clause is None and verb.lemma_ in _ADDRESSING:
        clause = next(
            (one for child in verb.children if child.dep_ in _OBJECTS for one in child.children if _is_told(one)), None
        )
    if clause is None or (verb.lemma_ in _SIGNING and clause.dep_ == "xcomp"):
        return None
    start, end = reach(clause)
    bare = clause.pos_ not in ("VERB", "AUX") and not any(one.pos_ in ("VERB", "AUX") for one in clause.children)
    if clause.i > verb.i and (bare or (verb.lemma_ in _VOWING and clauses.is_infinitive(clause))):
        start = verb.idx  # "thinks the deal unwise", "promised to cut prices"
    for child in verb.children:
        if child.dep_ == "advcl" and child.i > clause.i and child.left_edge.lower_ in _INSIDE:
            end = max(end, reach(child)[1])
    return start, end


def _completes(clause: Token, verb: Token) -> bool:
    """Whether a clause is what is said; "told buyers only that it burned" was taken for a circumstance."""
    if clause.i > verb.i and any(one.tag_ == "WP$" for part in clause.lefts for one in part.subtree):
        return False  # "told Acme, whose brewers left"
    that = clause.dep_ == "advcl" and verb.lemma_ in _ADDRESSING and clause.i > verb.i
    that = that or (clause.dep_ == "acl" and telling.is_plural_report(verb))
    return clause.dep_ in ("ccomp", "xcomp") or (that and any(one.lower_ == "that" for one in clause.children))


def _is_asked(clause: Token, verb: Token) -> bool:
    """Whether nothing is told of what a clause asks: "wondered why it burned", "told the public how it was built"."""
    lemma = verb.lemma_.lower()
    asks = lemma in word_set("speech", "asking") or lemma in _ADDRESSING
    return asks and clause.i > verb.i and clause.left_edge.tag_ == "WRB"


def _is_beyond(clause: Token, verb: Token, source: Source) -> bool:
    """Whether a clause behind a semicolon goes on: "it burned, Acme said; two are hurt"."""
    if clause.i < verb.i or not any(one.text == ";" for one in verb.doc[verb.i : clause.left_edge.i + 1]):
        return False
    return set_off(verb, source)


def _is_apart(clause: Token, verb: Token) -> bool:
    """Whether a clause before a verb is one by itself: "coverage starts; it forecasts a profit"."""
    return clause.i < verb.i and any(one.text in (";", ":") for one in verb.doc[clause.i : verb.i])


def around(sentence: Sentence, verb: Token, source: Source) -> tuple[int, int] | None:
    """The whole sentence, where saying stands between two commas in it: "the plan, he said, is dead".

    Where it stands behind "and" it goes with what follows alone: "it lasts and, he said, sells".
    """
    doc = verb.doc
    left = source.start if source.head == verb.i else min(telling.left_of_subject(verb), source.start)
    right = voices.behind_bracket(doc, max(verb.i + 1, source.end))
    cut = left == sentence.start + 1 and left > 1 and doc[left - 2].text != "\n"  # a sentence taken for two
    if (left <= sentence.start + 1 and not cut) or right >= sentence.end - 1 or doc[left - 1].text != ",":
        return None
    after = next((at for at in range(right, min(right + _ASIDE, sentence.end)) if doc[at].text == ","), None)
    marks = any(child.dep_ == "mark" or child.tag_ in ("WDT", "WP") for child in verb.children)
    inside = any(
        child.dep_ in ("dobj", "obj", "ccomp") and child.i > verb.i and child.i < (after or 0)
        for child in verb.children
        if verb.lemma_ not in _ADDRESSING or child.dep_ == "ccomp"
    )
    told_of = right + 1 < sentence.end and doc[right].text == "," and doc[right + 1].tag_ in ("WDT", "WP", "WP$")
    if (
        after is None
        or marks
        or inside
        or (told_of and left < verb.i + 1 <= source.head)
        or (verb.dep_ in ("relcl", "acl") and after != right)
        or (verb.dep_ == "conj" and after != right and doc[left - 2].lower_ in _JOINING)
    ):
        return None
    joined = doc[left - 2].lower_ in _JOINING and left - 2 > sentence.start
    if (joined or cut) and after + 1 < sentence.end:
        return doc[after + 1].idx, _last(sentence)
    return clause_start(sentence, doc[left]), _last(sentence)


def _last(sentence: Sentence) -> int:
    return int(sentence.start_char) + len(sentence.text.rstrip())


def content_as(sentence: Sentence, verb: Token) -> tuple[int, int] | None:
    """The sentence around "as Acme announced"."""
    if verb.dep_ != "advcl" or not opens_with_as(verb) or telling.tells_when(verb):
        return None
    start, end = reach(verb)
    return beside(sentence, start, end)


def _is_refuted(clause: Token) -> bool:
    """Whether somebody denies the clause: "Acme denied that it had cut jobs, as Norton had reported"."""
    return clause.dep_ == "ccomp" and clause.head.lemma_.lower() in word_set("manner", "denied.verbs")


def is_likened(verb: Token) -> bool:
    """Whether the text tells something itself and only adds that others say so: "it took a minute, like Acme says"."""
    return verb.dep_ == "advcl" and any(
        child.lower_ == "like" and child.dep_ in ("mark", "prep") for child in verb.children
    )


def opens_with_as(verb: Token) -> bool:
    """Whether a clause opens with "as"."""
    return any(child.lower_ == "as" and child.dep_ in ("mark", "advmod", "prep") for child in verb.children)


def beside(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The sentence around an aside: all of it where the aside stands in its midst, else what is left of it."""
    text = text_of(sentence.doc)
    before_, after = text[sentence.start_char : start], text[end : sentence.end_char]
    if len(before_.split()) > 1 and len(after.split()) > 1:
        return sentence.start_char, _last(sentence)
    for words, left in ((before_, sentence.start_char), (after, end)):
        bare = words.strip(" ,.\n")
        if len(bare.split()) > 2:
            begin = left + words.index(bare)
            return begin, begin + len(bare)
    return None


#: What a clause behind these tells is said beside the one before it, and not of it: "..., while he admits to brewing".
_CONTRASTS = frozenset(("than", "while", "although", "though", "whereas"))


def set_off(verb: Token, source: Source) -> bool:
    """Whether saying stands behind what is said: "..., she said on Monday"."""
    below = (one for one in verb.subtree if not (one.is_punct and verb.dep_ in ("parataxis", "ccomp")))
    edge = min(below, key=lambda one: one.i) if verb.dep_ != "ROOT" else None
    start = telling.left_of_subject(verb) if edge is None else min(edge.i, telling.left_of_subject(verb))
    if telling.left_of_subject(verb) == verb.i and source.end == verb.i:  # it was parsed without its subject
        start = source.start
    if any(child.lower_ in _CONTRASTS and child.dep_ == "mark" for child in verb.children):
        return False
    start = voices.title_start(verb.doc, start) if start == source.start else start
    first = verb.doc[start - 1] if start else None
    return first is not None and first.text in (",", '"', "'") and not first.is_sent_start


def behind_quotation(verb: Token) -> bool:
    """Whether a verb and its subject stand behind a closing quotation mark, so that it tells who speaks."""
    start = telling.left_of_subject(verb)
    if start < 3:
        return False
    first, last = verb.doc[start - 2 : start]
    closes = last.idx == first.idx + len(first.text)  # in 'saying, "Brewers have a duty' it opens
    return closes and [first.text, last.text] in ([",", '"'], ['"', ","])


def before(sentence: Sentence, verb: Token, source: Source) -> tuple[int, int] | None:
    """The sentence up to the words of saying."""
    end = min(telling.left_of_subject(verb), source.start)
    end = voices.title_start(verb.doc, end)
    while end > sentence.start and (verb.doc[end - 1].text == "," or verb.doc[end - 1].is_space):
        end -= 1
    if end <= sentence.start or (
        sentence[0].tag_ in ("VBG", "VBN") and sentence[0].dep_ != "csubj"
    ):  # "Asked about it, she said no"
        return None
    last = verb.doc[end - 1]
    return sentence.start_char, last.idx + len(last.text)


def after_colon(verb: Token, sentence: Sentence) -> tuple[int, int] | None:
    """What stands behind a colon, or a quotation mark behind a comma, not far from the verb."""
    doc = verb.doc
    for at in range(verb.i + 1, min(verb.i + 12, sentence.end)):
        if doc[at].text == ":" or (doc[at].text in MARKS and doc[at - 1].text in (",", verb.text)):
            last = doc[sentence.end - 1]
            return (doc[at + 1].idx, last.idx + len(last.text)) if at + 1 < sentence.end else None
    return None


def is_quoted(sentence: Sentence, token: Token) -> bool:
    """Whether a word stands in quotation marks that its sentence opens."""
    return text_of(sentence.doc).count(MARKS, sentence.start_char, token.idx) % 2 == 1


def reach(clause: Token) -> tuple[int, int]:
    """Where the words of a clause begin and end."""
    span = clauses.span_of(clause)
    return span.start, span.end
