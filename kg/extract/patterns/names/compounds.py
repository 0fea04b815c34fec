"""Takes an analysed text and its known names; gives longer names that begin with one of these, and names of offices.

Touches nothing. "Norton Lamp Works" is no town, "Acme Power" is not Acme; "the Acme Comet" Acme makes; "Acme Comet
Pro" is a version of the Comet. "Office of Weights and Measures" is one name, small words and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.extract.patterns.names import classes
from kg.extract.patterns.names.designations import Candidate, is_capital
from kg.extract.patterns.names.registered import Names
from kg.extract.patterns.names.usage import FIRM, MADE, PLACE, Used
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MOST = 4
_JOINING = ("of", "for", "and", "on", "&")
_LEADS = ("the", "a", "an", "new", "all-new", "electric", "its")


def find_compounds(doc: Doc, known: Mapping[int, str], things: frozenset[str]) -> Iterator[Candidate]:
    """The longer names. `known`: tokens of names, with a label; `things`: common nouns for things made."""
    heads = word_set("names", "openings") | word_set("names", "organisation") | word_set("names", "regulator")
    for token in doc:
        if token.text in heads and token.i + 2 < len(doc) and doc[token.i + 1].lower_ in ("of", "for"):
            yield from _office(doc, token, known)
    for last in sorted(known):
        if last + 1 < len(doc) and last + 1 not in known and doc[last].whitespace_ and _adds(doc[last + 1]):
            end = _behind_hyphen(doc, last + 2)
            while end < len(doc) and end - last <= _MOST and end not in known and _adds(doc[end]):
                end = _behind_hyphen(doc, end + 1)
            if end < len(doc) and doc[end].text in word_set("names", "companies") and not doc[end].is_sent_start:
                end += 1
            legal = any(
                doc[at].text.rstrip(".") in word_set("names", "legal") for at in range(end, min(end + 2, len(doc)))
            )
            label = None if legal else _label(doc, known, last, end, things)  # with "Ltd." the name is longer yet
            if label:
                start = last
                while start and start - 1 in known and doc[start - 1].whitespace_:
                    start -= 1
                yield Candidate(start, end, label, True)


def _behind_hyphen(doc: Doc, end: int) -> int:
    """The end of a name whose last word so far may go on behind a hyphen: "Off-road"."""
    goes_on = end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_
    return end + 2 if goes_on and doc[end + 1].text.isalpha() else end


def _adds(token: Token) -> bool:
    """Whether a word with a capital may go on a name."""
    if token.is_sent_start or not is_capital(token) or not token.text.isalpha():
        return False
    free = token.text not in word_set("names", "never") and token.text not in word_set("names", "titles")
    written = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.text.istitle() and token.tag_ in ("NN", "NNP"))
    return free and written and token.lower_ not in word_set("names", "posts")


def _label(doc: Doc, known: Mapping[int, str], last: int, end: int, things: frozenset[str]) -> str | None:
    """What the longer name may be, None where nothing tells that it is one."""
    word, label = doc[end - 1].text, known[last]
    if label == MADE:
        versions = word_set("names", "alone") | word_set("names", "trims")
        told = all(doc[at].text in versions for at in range(last + 1, end))
        return MADE if told or _is_kind(doc, last, end, things) else None
    if label not in (FIRM, PLACE):
        return None
    if word in word_set("names", "company") or any(
        word in word_set("names", key) for key in ("publisher", "organisation", "regulator")
    ):
        return FIRM
    if word in word_set("names", "event"):
        return "EVENT"
    several = end - last > 2 and word in word_set("names", "place_firms")
    if label == PLACE:
        return FIRM if several else None
    if several or _is_firm(doc, end):
        return FIRM
    return MADE if _is_made(doc, last, end, things) else None


def _is_firm(doc: Doc, end: int) -> bool:
    """Whether what begins with a firm's name is told to be a firm, or does what firms do."""
    root = doc[end - 1]
    told = (one.lemma_.lower() for one in root.children if one.dep_ == "appos")
    if any(one in word_set("names", "nouns.Company") or one in word_set("names", "firm_parts") for one in told):
        return True
    return root.dep_ == "nsubj" and root.head.lemma_ in word_set("names", "firm_verbs")


def _is_made(doc: Doc, last: int, end: int, things: frozenset[str]) -> bool:
    """Whether what begins with a firm's name is spoken of as a thing that the firm makes."""
    described = (key for key in read_words("names") if key.startswith("described."))
    if any(doc[end - 1].lower_ in word_set("names", key) for key in described):
        return False
    if any(doc[at].is_upper and len(doc[at]) < 4 for at in range(last + 1, end)):
        return False
    if end < len(doc) and doc[end].lemma_.lower() in things:
        return True
    root = doc[end - 1]
    if root.dep_ in ("compound", "nmod", "poss") and root.head.i > root.i:
        return False
    led = any(one.dep_ == "det" and one.lower_ in _LEADS and one.i < last for one in root.children)
    does = root.dep_ == "nsubj" and root.head.lemma_ in word_set("names", "made_verbs")
    return led or does


def _is_kind(doc: Doc, last: int, end: int, things: frozenset[str]) -> bool:
    """Whether words behind the name of a thing made tell one of its kinds: "the Acme Comet Orbit is quicker"."""
    root = doc[end - 1]
    inside = doc[last].head.i in range(last + 1, end) and doc[last].dep_ in ("compound", "nmod", "nummod")
    if not inside or root.lower_ in things or root.lemma_.lower() in things:
        return False
    if any(one.is_upper and len(one) == 1 for one in doc[last + 1 : end]) or _goes_on(doc, end):
        return False
    return any(one.dep_ == "det" and one.lower_ in _LEADS and one.i < last for one in root.children)


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether what stands before belongs to a noun behind it, or to a verb behind it that tells of it."""
    root = doc[end - 1]
    return (root.dep_ in ("compound", "nmod", "poss", "amod") and root.head.i > root.i) or (
        end < len(doc)
        and (
            doc[end].text == "-"
            or doc[end].pos_ in ("NOUN", "PROPN", "PART", "NUM")
            or doc[end].dep_ in ("acl", "relcl")
            or doc[end].lemma_ in word_set("names", "bringing")  # "the Zed Acme unveiled"
        )
    )


def _office(doc: Doc, token: Token, known: Mapping[int, str]) -> Iterator[Candidate]:
    """The name around a word for offices: capital words before it, "of" or "for" and capital words behind."""
    start, end = token.i, token.i + 2
    while start and token.i - start < _MOST and _goes_before(doc[start - 1], doc[start]):
        start -= 1
    if (
        start == token.i
        and start
        and token.text in word_set("names", "organisation") | word_set("names", "association")
    ):
        start -= f"demonyms.{doc[start - 1].text}" in read_words("names")  # "the Dutch Academy of Lamps"
    while end < len(doc) and end - token.i < 2 * _MOST + 2:
        if doc[end].lower_ == "of" and known.get(end + 1) == PLACE and end - token.i > 2:
            break
        joined = doc[end].lower_ in _JOINING and end + 1 < len(doc) and is_capital(doc[end + 1])
        if not (joined or (is_capital(doc[end]) and doc[end].text.isalpha())) or doc[end].is_sent_start:
            break
        end += 1
    if end - token.i > 2:
        yield Candidate(start, end, FIRM, True)


def _goes_before(token: Token, following: Token) -> bool:
    plain = is_capital(token) and token.text.isalpha() and token.pos_ in ("PROPN", "ADJ") and bool(token.whitespace_)
    return plain and not following.is_sent_start and token.text not in word_set("names", "never")


#: What the model calls names of firms and of things made that it does not know.
_MISTAKEN = ("GPE", "LOC", "FAC", "ORG", "PRODUCT")


def sieved(candidates: Iterator[Candidate], covering: dict[int, Mention]) -> Iterator[Candidate]:
    """The candidates that begin where a known name does."""
    for one in candidates:
        inner = covering.get(one.start)
        if inner is None or covering.get(one.start - 1) is not inner:
            yield one


def labels_of(covering: dict[int, Mention], names: Names) -> dict[int, str]:
    """The tokens of registered names -> what the statistical model would call these."""
    schema, found = names.schema, {}
    made, place = classes.by_label(schema, MADE), classes.by_label(schema, PLACE)
    firm = classes.nearest(schema, ("Organisation", "Agent"))
    for at, one in covering.items():
        kinds = ((FIRM, firm), (MADE, made), (PLACE, place))
        found[at] = next((label for label, kind in kinds if kind and schema.is_a(one.type, kind)), "")
    return found


def by_use(used_as: dict[str, Used]) -> Iterator[Candidate]:
    """Names by their use alone."""
    for words in sorted(used_as):
        if label := used_as[words].label:
            yield from (Candidate(start, end, label, False) for start, end in used_as[words].places)


def as_used(candidate: Candidate, used: Used | None) -> Candidate:
    """A candidate by the label that its use tells, where the model sees a place in a firm, or the reverse."""
    label = used.label if used and not candidate.shaped else None
    if used and used.placed and candidate.label == FIRM and not candidate.shaped:
        return Candidate(candidate.start, candidate.end, PLACE, False)
    if (
        used is None
        or label is None
        or candidate.label not in _MISTAKEN
        or candidate.label == label
        or label not in used.sure
    ):
        return candidate
    return Candidate(candidate.start, candidate.end, label, False)


def without_courtesy(doc: Doc, candidate: Candidate) -> Candidate:
    """A name without the form of address before it: "Mr. Doe", "Cllr Jane Doe"."""
    start = candidate.start
    while start + 1 < candidate.end and doc[start].text.rstrip(".") in word_set("names", "courtesies"):
        start += 1
    return candidate if start == candidate.start else replace(candidate, start=start)


def without_noun(doc: Doc, candidate: Candidate, names: Names) -> Candidate:
    """A name without the common noun that begins the sentence before it: "Brewer Barleymore"."""
    first = doc[candidate.start]
    kind = names.nouns.get(first.lower_)
    if candidate.shaped or candidate.end - candidate.start < 2 or not first.is_sent_start or kind is None:
        return candidate
    if not names.schema.is_a(kind, "Agent"):
        return candidate
    single = candidate.end - candidate.start == 2 and candidate.label == "PERSON"
    return Candidate(candidate.start + 1, candidate.end, FIRM if single else candidate.label, False)
