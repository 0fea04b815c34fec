"""Takes an analysed text; gives the capital words that are used as names of firms or of things made; touches nothing.

The statistical model knows few firms and hardly any thing made. What a sentence says of a name tells more: who sells,
whose shares fall, whom others rival is a firm; what starts at a price, whose range or boot is spoken of, is made. Every
place where the same words stand adds its vote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import read_words, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: What two votes make sure of; one is a hint.
_SURE, _HINT = 2, 1
_MAX_WORDS = 4
_WORD = re.compile(r"[a-z]{0,2}[A-Z][A-Za-z0-9'-]*[A-Za-z0-9]")
_JOINED = re.compile(r"[A-Z][A-Za-z]?-[A-Z][A-Za-z]+")
_INVENTED = re.compile(r"[a-z]{0,2}[A-Z][a-z]{3,}(?:[A-Z][a-z]+)?")
_PERIOD = re.compile(r"(?:FY|CY|MY|[QH][1-4]?)\d{0,4}|[1-4][QH].*")
FIRM, MADE, PLACE = "ORG", "PRODUCT", "GPE"


@dataclass
class Used:
    """Capital words with the places where they stand, and the votes for what they name."""

    places: list[tuple[int, int]] = field(default_factory=list)
    votes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    #: The labels for which at least one place is more than a hint.
    sure: set[str] = field(default_factory=set)
    #: Whether the statistical model has never seen the word.
    strange: bool = False

    def vote(self, sort: str, weight: int) -> None:
        """Count what one place says."""
        self.votes[sort] += weight
        if weight >= _SURE:
            self.sure.add(sort)

    @property
    def placed(self) -> bool:
        """Whether nothing but a place has been seen in it."""
        return self.votes[PLACE] >= _SURE and not self.votes[FIRM] and not self.votes[MADE]

    @property
    def label(self) -> str | None:
        """What most votes say, None where they do not suffice or disagree."""
        best = max((FIRM, MADE), key=lambda one: self.votes[one])
        most = self.votes[best]
        other = max(self.votes[one] for one in (FIRM, MADE, PLACE) if one != best)
        if self.placed and self.strange:
            return PLACE
        return best if most >= _SURE and most > other else None


def find_used(doc: Doc, known: Mapping[int, str], things: frozenset[str]) -> dict[str, Used]:
    """Capital words that stand beside no known name -> how they are used. `known`: tokens of names, with a label.

    `things` are the common nouns for things made.
    """
    text = doc.text
    found: dict[str, Used] = defaultdict(Used)
    joined: list[tuple[str, Token]] = []
    for start, end in _runs(doc, known):
        words = doc[start:end].text
        used = found[words]
        used.places.append((start, end))
        used.strange = end - start == 1 and doc[start].is_oov and bool(_INVENTED.fullmatch(words))
        root = _root(doc, start, end)
        for sort, weight in _votes(doc, text, start, end, root, things):
            used.vote(sort, weight)
        joined.append((words, root))
    _join(found, joined, known)
    return found


def _runs(doc: Doc, known: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Capital words in a row that may be a name, none of them known."""
    at, last = 0, len(doc)
    never = word_set("names", "never") | word_set("names", "titles")
    while at < last:
        whole = _hyphenated(doc, at) if at + 2 < last and doc[at + 1].text == "-" else None
        if not whole and (not _may_name(doc[at]) or at in known or doc[at].text in never):
            at += 1
            continue
        end = whole or at + 1
        while end < last and end not in known and _may_name(doc[end]) and doc[end].text not in never:
            if doc[end].is_sent_start:
                break
            end += 1
        if end < last and len(doc[end]) == 1 and doc[end].is_upper and doc[end].is_alpha and end not in known:
            end += 1
        beside = (at and at - 1 in known and doc[at - 1].whitespace_) or (end in known and doc[end - 1].whitespace_)
        fits = end - at <= _MAX_WORDS + 2 * bool(whole) and not (beside or _is_field(doc, at, end))
        if fits and not _is_headline(doc, at, end):
            yield at, end
        at = end


def _hyphenated(doc: Doc, at: int) -> int | None:
    """Where a name ends that begins with letters and a hyphen: "T-Lux"; None where there is none."""
    phrase = doc[at : at + 3]
    written = phrase[1].text == "-" and bool(_JOINED.fullmatch(phrase.text))
    return phrase.end if written and not any(one.ent_type_ == PLACE for one in phrase) else None


def _is_field(doc: Doc, start: int, end: int) -> bool:
    """Whether the words only say of what somebody's post is: "Acme's Research Director Jane Doe"."""
    owned = start > 0 and doc[start - 1].text in ("'s", "’s")
    return owned and end < len(doc) and doc[end].text.istitle() and doc[end].lower_ in word_set("names", "posts")


def _may_name(token: Token) -> bool:
    if token.text.islower() or not _WORD.fullmatch(token.text) or _PERIOD.fullmatch(token.text):
        return False
    if token.lower_ in word_set("names", "posts"):
        return False
    if token.pos_ == "NOUN" and token.i and token.nbor(-1).lower_ == "the" and not token.nbor(-1).is_sent_start:
        return token.text.istitle() and token.tag_ == "NN" and len(token) > 3 and not token.is_sent_start
    return token.pos_ == "PROPN" or (
        token.pos_ in ("NOUN", "ADJ", "VERB") and token.is_oov and bool(_INVENTED.fullmatch(token.text))
    )


def _is_headline(doc: Doc, start: int, end: int) -> bool:
    """Whether the words beside are written with capitals, too, though they are no names: a heading."""
    sides = [doc[at] for at in (start - 2, start - 1, end, end + 1) if 0 <= at < len(doc)]
    return (
        sum(
            one.text[:1].isupper() and one.pos_ in ("NOUN", "VERB", "ADJ", "ADP") and not one.is_sent_start
            for one in sides
        )
        > 1
    )


def _root(doc: Doc, start: int, end: int) -> Token:
    return next((one for one in doc[start:end] if not start <= one.head.i < end or one.head is one), doc[end - 1])


def _votes(doc: Doc, text: str, start: int, end: int, root: Token, things: frozenset[str]) -> Iterator[tuple[str, int]]:
    """What one place says of the words."""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    definite = before is not None and before.lower_ in ("the", "a", "an", "its", "new", "this")
    if _ticker().match(text, doc[end - 1].idx + len(doc[end - 1].text)):
        yield FIRM, _SURE
    if after is not None and not after.is_sent_start:
        lone = not definite and after.lower_ in word_set("names", "firm_behind")
        if lone or after.lower_ in word_set("names", "rivals"):
            yield FIRM, _SURE
    firms = word_set("names", "nouns.Company") | word_set("names", "firm_nouns")
    if before is not None and before.lower_ in firms:
        yield FIRM, _SURE
    if after is not None and after.text in ("'s", "’s"):
        yield from _owning(root, definite, things)
    if definite and doc[end - 1].text in word_set("names", "alone") | word_set("names", "trims") and end - start > 1:
        yield MADE, _SURE
    beside = [one for one in root.children if one.dep_ == "appos"] + [root.head] * (root.dep_ == "appos")
    if any(one.lower_ in firms for one in beside):
        yield FIRM, _SURE
    titles = [before] if before is not None and before.dep_ == "compound" and before.head is root else []
    if any(one.lemma_.lower() in things for one in (*beside, *titles, *_called(root))):
        yield MADE, _SURE
    verb = root.head
    if root.dep_ in ("nsubj", "nsubjpass"):
        yield from _doing(root, verb, definite)
    elif root.dep_ in ("dobj", "dative"):
        if definite and verb.lemma_ in word_set("names", "done_to_made"):
            yield MADE, _SURE
        elif not definite and verb.lemma_ in word_set("names", "done_to_firms") | word_set("names", "telling"):
            yield FIRM, _SURE
    elif root.dep_ == "pobj":
        yield from _behind(verb, definite)
        inside = (
            after is not None and after.lower_ == "in" and after.i + 1 < len(doc) and doc[end + 1].ent_type_ == PLACE
        )
        if inside and not definite and (verb.lower_ == "from" or (verb.lower_ == "at" and verb.head.pos_ == "VERB")):
            yield PLACE, _SURE


def _called(root: Token) -> list[Token]:
    """What bears the words as its name: "a lamp codenamed Norton", "a lamp project, called Norton"."""
    naming, verb = word_set("grammar", "calling"), root.head
    if root.dep_ in ("oprd", "dobj", "attr", "npadvmod") and verb.lemma_ in naming and verb.dep_ in ("acl", "amod"):
        noun = verb.head
    elif root.dep_ == "appos" and any(one.dep_ == "amod" and one.lemma_ in naming for one in root.lefts):
        noun = root.head
    else:
        return []
    return [noun, *(one for one in noun.lefts if one.dep_ == "compound")]


@cache
def _ticker() -> re.Pattern[str]:
    """The number of a share and its exchange, in brackets behind the name."""
    houses = "|".join(read_words("names")["exchanges"])
    return re.compile(rf"\s?\((?:\d{{3,6}}[ .:]?[A-Z]{{2}}|[A-Z]{{2,5}} (?:US|HK)|(?:{houses}): ?\w+|\d{{4,6}})[,)]")


def _owning(root: Token, definite: bool, things: frozenset[str]) -> Iterator[tuple[str, int]]:
    """By what it is said to have."""
    owned = root.head.lemma_.lower()
    if root.dep_ != "poss":
        return
    if owned in word_set("names", "made_owned"):
        yield MADE, _SURE if definite else _HINT
    elif owned in word_set("names", "firm_owned") or owned in things:
        yield FIRM, _HINT if definite else _SURE


def _doing(root: Token, verb: Token, definite: bool) -> Iterator[tuple[str, int]]:
    """By what it is said to do."""
    lemma = verb.lemma_.lower()
    if definite:
        stated = lemma == "be" and any(one.lower_ in word_set("names", "made_states") for one in verb.children)
        if stated or lemma in word_set("names", "made_verbs"):
            yield MADE, _SURE
        elif lemma in word_set("names", "made_hints"):
            yield MADE, _HINT
        return
    beside = {one.dep_ for one in verb.children}
    sells = lemma in word_set("names", "firm_verbs") and root.dep_ == "nsubj"
    makes = lemma in word_set("names", "making") and "dobj" in beside
    if makes or (sells and beside & {"dobj", "prep", "prt", "ccomp", "xcomp"}):
        yield FIRM, _SURE
    elif sells or (
        root.dep_ == "nsubj" and (lemma in word_set("names", "doings") or lemma in word_set("names", "firm_hints"))
    ):
        yield FIRM, _HINT


def _behind(preposition: Token, definite: bool) -> Iterator[tuple[str, int]]:
    """By what it stands behind: "a rival of", "customers of", "the price of the", "in"."""
    noun, word = preposition.head, preposition.lower_
    if word in ("of", "at", "to", "for", "with", "off") and noun.pos_ in ("NOUN", "PROPN"):
        lemma = noun.lemma_.lower()
        if definite and lemma in word_set("names", "made_owned") | word_set("names", "made_before"):
            yield MADE, _SURE
        elif not definite and lemma in word_set("names", "firm_before") | word_set("names", "posts"):
            yield FIRM, _SURE
    elif _is_behind(noun.lemma_.lower(), word, preposition, definite):
        yield FIRM, _SURE
        return
    if (
        word in ("in", "near", "outside")
        and not definite
        and noun.lemma_.lower() not in word_set("names", "firm_before")
    ):
        yield PLACE, _SURE
    elif word in ("by", "at") and not definite and not preposition.is_sent_start:
        yield FIRM, _HINT


def _join(found: dict[str, Used], joined: list[tuple[str, Token]], known: Mapping[int, str]) -> None:
    """Names in a row with others are what those are: a firm among firms, a thing made among such."""
    own = {one.i: words for words, one in joined}
    for words, root in joined:
        labels: set[str] = set()
        for other in root.conjuncts:
            if other.i in known:
                labels.add(known[other.i])
            elif other.i in own and (label := found[own[other.i]].label):
                labels.add(label)
        if len(labels) == 1:
            found[words].vote(labels.pop(), _SURE)


def _is_behind(lemma: str, word: str, preposition: Token, definite: bool) -> bool:
    """Whether only firms stand behind the verb and the preposition: "buys from", "according to", "unveiled by"."""
    if not definite and f"{lemma} {word}" in word_set("names", "behind_verbs"):
        return True
    does = lemma in word_set("names", "firm_verbs") | word_set("names", "making")
    return word == "by" and preposition.dep_ == "agent" and does
