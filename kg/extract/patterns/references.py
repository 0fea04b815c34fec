"""Takes an analysed text and its mentions; gives the words that refer back to one of them; touches nothing.

"The company" refers to the thing of a fitting class that the last sentences speak of, where there is but one, or to the
one that they made their subject and that the text mostly speaks of. A pronoun takes the subject before it. What two
things fit equally well is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.patterns import clauses
from kg.extract.patterns.classes import nearest
from kg.extract.patterns.covering import covered
from kg.extract.patterns.registered import Names
from kg.extract.patterns.words import read_words, word_set
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NEAR = 2
_FAR = 8
_THINGS = frozenset(("it", "its", "itself"))
_MEN = frozenset(("he", "him", "his", "she", "her", "himself", "herself"))
_WOMEN = frozenset(("she", "her", "herself"))
_DEFINITE = frozenset(("the", "this"))


@dataclass(frozen=True, slots=True)
class Past:
    """A mention that the text has made: in which sentence, of what, and whether as a subject."""

    sentence: int
    mention: Mention
    subject: bool
    #: The token that is its head.
    at: int = -1

    @property
    def key(self) -> str:
        return key_of(self.mention)


def key_of(mention: Mention) -> str:
    """What tells two things apart: the entity, or the words of a new name."""
    return mention.entity or mention.span.text


def find_references(doc: Doc, body: str, names: Names, mentions: list[Mention]) -> Iterator[Mention]:
    """Mentions by reference, in the order of the text."""
    reader = _Reader(body, names)
    inside = covered(doc, mentions)
    for number, sentence in enumerate(doc.sents):
        reader.begin(number)
        for token in sentence:
            if token.i in inside:
                reader.hold(inside[token.i], token)
                continue
            named = any(child.i in inside for child in token.children if child.dep_ in ("compound", "nmod", "poss"))
            found = None if named else reader.refer(token)
            if found is not None:
                reader.hold(found, token)
                yield found
            elif token.dep_ in ("nsubj", "nsubjpass"):
                reader.subject(token, None)


class _Reader:
    """Holds what a text has spoken of so far."""

    def __init__(self, body: str, names: Names) -> None:
        self.body = body
        self.names = names
        self.past: list[Past] = []
        self.number = 0
        #: The subjects of clauses in order; None for one that is no mention.
        self.subjects: list[tuple[int, int, Mention | None]] = []
        #: Persons that were "she" (true) or "he".
        self.women: dict[str, bool] = {}
        lists = read_words("names")["referring"]
        self.referring = tuple(name for name in lists if name in names.schema.classes)
        self.person = nearest(names.schema, ("Person",))
        self.organisation = nearest(names.schema, ("Organisation", "Agent"))

    def begin(self, number: int) -> None:
        self.number = number

    def hold(self, mention: Mention, token: Token) -> None:
        """Remember a mention; once for all its words, at the one that the grammar sees as its head."""
        if token.head.idx >= mention.span.start and token.head.idx < mention.span.end and token.head != token:
            return
        subject = token.dep_ in ("nsubj", "nsubjpass")
        self.past.append(Past(self.number, mention, subject, token.i))
        if subject:
            self.subject(token, mention)

    def subject(self, token: Token, mention: Mention | None) -> None:
        if token.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in token.children):
            mention = None
        self.subjects.append((self.number, token.i, mention))

    def refer(self, token: Token) -> Mention | None:
        """The mention that a word is, if it refers back and it is plain to what."""
        word = token.lower_
        if word in _MEN and self.person:
            return self._pronoun(token, self._man(word in _WOMEN, self._doers(token)))
        if word in _THINGS:
            return self._pronoun(token, self._object(token) or self._thing(token))
        if token.pos_ == "NOUN" and token.tag_ == "NN":
            return self._noun(token)
        return None

    def _doers(self, token: Token) -> frozenset[str]:
        """Who does what is done to "him", and so is somebody else."""
        if token.dep_ not in ("dobj", "dative"):
            return frozenset()
        doing = (mention for _, at, mention in self.subjects if mention and token.doc[at].head == token.head)
        return frozenset(key_of(mention) for mention in doing)

    def _man(self, woman: bool, others: frozenset[str]) -> Mention | None:
        """Whom "he" or "she" means: the one person that the sentence has made a subject, else the one around.

        Whoever was "she" before is no "he" later. The others are not meant.
        """
        assert self.person
        here = {
            one.key: one
            for one in self.past
            if one.sentence == self.number and self._fits(one.mention, self.person) and self._may_be(one, woman)
            if one.key not in others
        }
        only = next(iter(here.values())) if len(here) == 1 else None
        if not here:
            only = self._alone_before(woman)
        known = only.mention if only and only.subject else self._of_class(self.person, woman, others)
        if known is not None:
            self.women.setdefault(key_of(known), woman)
        return known

    def _alone_before(self, woman: bool) -> Past | None:
        """The only person that the sentence before makes a subject."""
        last = [one for one in self.past if one.sentence == self.number - 1 and one.subject]
        last = [one for one in last if self.person and self._fits(one.mention, self.person)]
        fitting = len({one.key for one in last}) == 1 and self._may_be(last[-1], woman)
        return last[-1] if fitting else None

    def _may_be(self, one: Past, woman: bool | None) -> bool:
        return woman is None or self.women.get(one.key, woman) == woman

    def _pronoun(self, token: Token, known: Mention | None) -> Mention | None:
        if known is None:
            return None
        return self._mention(token.idx, token.idx + len(token.text), known)

    def _mention(self, start: int, end: int, known: Mention) -> Mention:
        return Mention(Span(start, end, self.body[start:end]), known.type, known.entity or None, "reference")

    def _noun(self, token: Token) -> Mention | None:
        kind = self.names.nouns.get(token.lemma_.lower())
        if kind is None or not any(self.names.schema.is_a(kind, one) for one in self.referring):
            return None
        article = next((child for child in token.children if child.dep_ == "det"), None)
        if article is None or article.lower_ not in _DEFINITE or token.dep_ in ("appos", "attr", "compound"):
            return None
        if any(not _is_harmless(child, token) for child in token.children):
            return None
        barred = self._actors(token)
        known = self._only(kind, barred) if _is_placed(token) else self._of_class(kind, barred=barred)
        between = token.doc[article.i : token.i]  # "Norton" of "the Norton-based firm" is a name of its own
        start = token if any(one.lower_ == "based" for one in between) else article
        return self._mention(start.idx, token.idx + len(token.text), known) if known else None

    def _actors(self, token: Token) -> frozenset[str]:
        """The subjects of the noun's own clause: in "Acme owns half of the firm" the firm is another."""
        verb = clauses.verb_of(token)
        own = (one for number, at, one in self.subjects if one and number == self.number and token.doc[at].head == verb)
        return frozenset(key_of(one) for one in own) if token.head != verb or token.dep_ != "nsubj" else frozenset()

    def _of_class(self, kind: str, woman: bool | None = None, barred: frozenset[str] = frozenset()) -> Mention | None:
        """The one thing of a class that the text speaks of."""
        fitting = [one for one in self.past if self._fits(one.mention, kind) and one.sentence >= self.number - _FAR]
        fitting = [one for one in fitting if self._may_be(one, woman) and one.key not in barred]
        if not fitting:
            return None
        near = [one for one in fitting if one.sentence >= self.number - _NEAR]
        pool = near or fitting
        keys = {one.key for one in pool}
        if len(keys) == 1:
            return pool[-1].mention
        subject = next((one for one in reversed(near or fitting) if one.subject), None)
        if subject is None:
            return None
        counts = Counter(one.key for one in fitting)
        rivals = {one.key for one in near if one.subject and one.key != subject.key}
        mostly = counts[subject.key] * 2 >= sum(counts.values())
        safe = mostly or (kind == self.person and not rivals and near)
        return subject.mention if safe else None

    def _only(self, kind: str, barred: frozenset[str]) -> Mention | None:
        """The one thing of a class near by, for a noun that tells which of several is meant by where it comes from."""
        near = [one for one in self.past if self._fits(one.mention, kind) and one.sentence >= self.number - _NEAR]
        near = [one for one in near if one.key not in barred]
        return near[-1].mention if len({one.key for one in near}) == 1 else None

    def _fits(self, mention: Mention, kind: str) -> bool:
        schema = self.names.schema
        return schema.is_a(mention.type, kind) or (schema.is_a(kind, mention.type) and mention.type in self.referring)

    def _thing(self, token: Token) -> Mention | None:
        """What "it" or "its" stands for: the subject before it that can be meant."""
        if is_empty(token) or (token.lower_ == "it" and token.dep_ not in ("nsubj", "nsubjpass")):
            return None
        found, here = self._subject_before(token)
        if token.lower_ == "it" and token.dep_ == "nsubj" and _acts(clauses.verb_of(token)):
            if found and self._is_somebody(found) and not self._is_person(found):
                return found
            return self._of_class(self.organisation) if self.organisation and not here else None
        if found is None or self._is_person(found):
            return None
        return found if here or token.dep_ == "poss" or not self._is_somebody(found) else None

    def _object(self, token: Token) -> Mention | None:
        """What "it" is in "fined Acme and barred it": the only object of the verb before."""
        verb = token.head
        if token.dep_ != "dobj" or token.lower_ != "it" or verb.dep_ != "conj":
            return None
        if any(one.dep_ in ("nsubj", "nsubjpass") for one in verb.children):
            return None
        objects = [one for one in verb.head.children if one.dep_ in ("dobj", "dative")]
        told = {one.at: one.mention for one in self.past if any(one.at == each.i for each in objects)}
        return next(iter(told.values())) if len(told) == 1 else None

    def _is_person(self, mention: Mention) -> bool:
        return self.person is not None and self.names.schema.is_a(mention.type, self.person)

    def _is_somebody(self, mention: Mention) -> bool:
        return any(self.names.schema.is_a(mention.type, kind) for kind in (self.person, self.organisation) if kind)

    def _subject_before(self, token: Token) -> tuple[Mention | None, bool]:
        """The subject of the clause around, or of the sentence before, None where that is no mention; and which."""
        before = [one for one in self.subjects if one[1] < token.i and one[0] >= self.number - 1]
        here = [one for one in before if one[0] == self.number]
        if not here:
            keys = {key_of(one[2]) for one in before if one[2]}
            return (before[0][2] if len(keys) == 1 else None), False
        keys = {key_of(one[2]) if one[2] else "" for one in here}
        own = token.dep_ == "poss" and clauses.verb_of(token) == token.doc[here[-1][1]].head
        return (here[-1][2] if len(keys) == 1 or own else None), True


def _is_harmless(child: Token, noun: Token) -> bool:
    """Whether what stands beside a noun leaves it open which of its kind is meant."""
    if child.dep_ == "amod" and child.lower_ == "based":
        return True
    if child.dep_ == "prep" and child.lower_ == "from":
        return any(one.ent_type_ == "GPE" for one in child.children)
    if child.dep_ in ("det", "punct", "case", "cc", "conj", "compound", "advmod"):
        return child.dep_ != "compound" or child.pos_ == "NOUN"
    if child.dep_ == "amod" and child.ent_type_ == "NORP":
        return True  # "the Danish firm"
    if child.dep_ in ("relcl", "acl"):
        return child.i > noun.i and noun.doc[noun.i + 1].text == ","
    if child.dep_ == "amod" and child.ent_type_ == "NORP":  # "the Chinese firm"
        return True
    return child.dep_ == "prep" and child.lower_ not in ("of", "from", "with", "in")


def _is_placed(noun: Token) -> bool:
    """Whether the noun says where the thing is from: "the Norton-based firm", "the firm from Norton"."""
    return any(child.lower_ == "based" or (child.dep_ == "prep" and child.lower_ == "from") for child in noun.children)


def is_empty(token: Token) -> bool:
    """ "It is clear that ...", "it takes years to ...": the word stands for nothing before."""
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or token.lower_ != "it":
        return False
    if verb.lemma_ in ("seem", "appear", "turn", "happen", "take", "rain", "snow"):
        return True
    clause = any(child.dep_ in ("ccomp", "csubj", "xcomp", "advcl") and child.i > verb.i for child in verb.children)
    told = any(child.dep_ in ("acomp", "attr") for child in verb.children) or clauses.is_passive(verb)
    that = any(child.dep_ == "mark" and child.lower_ == "that" for one in verb.children for child in one.children)
    return (verb.lemma_ == "be" and told and clause) or (token.dep_ == "nsubjpass" and that)


def _acts(verb: Token) -> bool:
    """Whether a verb tells what only somebody does: says, wants, sells."""
    lemma = verb.lemma_.lower()
    lists = (("speech", "verbs"), ("speech", "own"), ("names", "doings"))
    return not clauses.is_passive(verb) and any(lemma in word_set(*one) for one in lists)
