"""Takes a text with its mentions; gives who is meant by words that name nobody, and whose a text is; touches nothing.

"The brewer", "the 54-year-old", "its founder", "the letter", "a spokesman", "management".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.covering import covered
from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.registered import Names
from kg.extract.patterns.saying import authors, voices
from kg.extract.patterns.syntax import clauses
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: So many characters back is the man whom "the 54-year-old" means.
_NEAR = 250


@cache
def posts() -> frozenset[str]:
    """Words for posts in small letters."""
    return frozenset(post.lower() for post in word_set("names", "posts"))


class Known:
    """The mentions of a text by the tokens that they cover, without those of datelines."""

    def __init__(self, doc: Doc, mentions: list[Mention], names: Names | None) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.names = names
        self.mentions = mentions
        self.by_token = covered(doc, mentions)
        #: Who is interviewed in the text: "she", where nothing else tells who that is.
        self.interviewed: Mention | None = None
        self.datelines = voices.datelines(doc)
        for first, last in self.datelines:
            for place in range(first, last):
                self.by_token.pop(place, None)

    def meant(self, head: Token, lemma: str) -> Mention | None:
        """ "The brewer", where nothing told which: the house of which the text speaks."""
        body = self.is_house(lemma) or lemma in word_set("speech", "raters")
        the = any(child.lower_ in ("the", "this") or is_whose_first(child) for child in head.children)
        if any(child.lower_ in word_set("speech", "apart") for child in head.children):
            return None  # "the research firm"
        if not (body and the) or head.tag_ not in ("NN", "NNP") or _is_told_apart(head):
            return None
        found = (self.rater(head) if lemma in word_set("speech", "raters") else None) or self.main_body()
        ruling = lemma in word_set("names", "nouns.Regulator") | word_set("speech", "ruling")
        return None if found is not None and ruling and not self.is_any(found, "rulers") else found

    def is_house(self, lemma: str) -> bool:
        """Whether a common noun means an organisation: "the brewer"."""
        if lemma in word_set("speech", "houses") or self.names is None:
            return lemma in word_set("speech", "houses")
        kind = self.names.nouns.get(lemma)
        return kind is not None and any(self.names.schema.is_a(kind, one) for one in word_set("speech", "bodies"))

    def analysing(self, head: Token) -> Mention | None:
        """ "The analysts": those of the only house that the text has named which forecasts what others do."""
        alone = head.tag_ == "NNS" and [one.lower_ for one in head.children] == ["the"]
        if not alone or head.lemma_.lower() not in word_set("speech", "staff"):
            return None
        named = [one for one in self.mentions if one.span.start < head.idx and self.is_any(one, "raising")]
        return named[-1] if len({one.entity for one in named}) == 1 and named[-1].entity else None

    def may_be(self, mention: Mention, noun: Token) -> bool:
        """Whether a house may be what a common noun calls it: a brewer is no "association"."""
        kind = self.names.nouns.get(noun.lemma_.lower()) if self.names is not None else None
        return kind is None or self.names is None or self.names.schema.is_a(mention.type, kind)

    def rater(self, head: Token) -> Mention | None:
        """Whom "the bank" means: who judged before it in its paragraph; else a subject there, or whose analysts are."""
        begin = self.text.rfind("\n\n", 0, head.idx)
        own = self.main_body()
        nearest = None
        for at in range(head.i - 1, -1, -1):
            token = self.doc[at]
            if token.idx < begin:
                break
            mention = self.by_token.get(at)
            if mention is None or not self.is_any(mention, "bodies") or token.dep_ not in ("nsubj", "pobj"):
                continue
            if token.dep_ == "nsubj" and token.head.lemma_.lower() in word_set("speech", "own"):
                return mention
            if own is not None and own.entity == mention.entity and not self.is_any(mention, "raising"):
                continue
            staff = token.dep_ == "pobj" and token.head.head.lemma_.lower() in word_set("speech", "staff")
            if (token.dep_ == "nsubj" or staff) and (nearest is None or self.is_any(mention, "raising")):
                nearest = mention
            if nearest is not None and self.is_any(nearest, "raising"):
                break
        return nearest

    def retold(self, head: Token) -> Mention | None:
        """ "The letter said", "the same report says": whose text it is, where one was spoken of before."""
        return authors.retold(self, head)

    def holder(self, head: Token) -> Mention | None:
        """ "The chief executive", "the analyst": the one person of whom the text has spoken."""
        if head.lemma_.lower() in word_set("speech", "no_men") | word_set("speech", "nobody"):
            return None
        known = head.lemma_.lower() in word_set("speech", "unnamed") or head.lemma_.lower() in posts()
        old = head.lower_ == "old" and head.i > 1 and self.doc[head.i - 2].lower_ == "year"
        if not (old or (known and head.tag_ == "NN")) or not any(
            child.lower_ in ("the", "its", "their") for child in head.children
        ):
            return None
        men = [one for one in self.mentions if self.is_any(one, "men")]
        if old:
            near = head.idx - _NEAR
            men = [one for one in men if near < one.span.start < head.idx]
        men = [one for one in men if one.span.start < head.idx] or men
        return men[-1] if len({one.entity or one.span.text.split()[-1] for one in men}) == 1 else None

    def spoken_for(self, head: Token) -> Mention | None:
        """Whose spokesman or analyst: "Acme's", "an Acme", "for Acme"."""
        for child in head.children:
            owner = self.by_token.get(child.i) if child.dep_ in ("poss", "compound", "nmod") else None
            if owner is not None and not self.is_any(owner, "channels"):
                return owner
            if child.dep_ == "prep" and child.lower_ in ("for", "of", "from", "at"):
                owners = (
                    inner for one in child.children for inner in (one, *(x for x in one.children if x.dep_ == "poss"))
                )
                return next((self.by_token[one.i] for one in owners if one.i in self.by_token), None)
        return None

    def house_before(self, head: Token) -> Mention | None:
        """Whose "a spokesman" is: the subject of the last sentence of its paragraph that is about a house."""
        if not any(child.lower_ in ("a", "an") for child in head.children):
            return None
        begin, last = self.text.rfind("\n\n", 0, head.idx), None
        own = self.main_body()
        for at in range(head.i - 1, -1, -1):
            token = self.doc[at]
            if token.idx < begin:
                break
            mention = self.by_token.get(at)
            if mention is not None and token.dep_ in clauses.SUBJECTS and self.is_any(mention, "bodies"):
                if own is not None and mention.entity == own.entity:
                    return own
                last = last or (None if self.is_any(mention, "press_houses") else mention)
            if last is not None and token.is_sent_start:
                break  # of a sentence with two it is the text's own
        return last

    def main_body(self) -> Mention | None:
        """The organisation of which the text speaks alone, twice as often as of any other, or first and most often."""
        dated = [(self.doc[first].idx, self.doc[last - 1].idx) for first, last in self.datelines]
        bodies = [
            one
            for one in self.mentions
            if self.is_any(one, "bodies")
            and not self.is_any(one, "channels")
            and not self.is_any(one, "units")
            and not (self.is_any(one, "press_houses") and any(start <= one.span.start <= end for start, end in dated))
        ]
        counts = Counter(one.entity or one.span.text for one in bodies)
        if not counts:
            return None
        (most, number), *others = counts.most_common(2)
        first = bodies[0]
        if others and others[0][1] * 2 > number and (first.entity or first.span.text) != most:
            return None
        return next(one for one in bodies if (one.entity or one.span.text) == most)

    def settled(self, head: Token, mention: Mention) -> Mention:
        """Whom "the company" means: what refers back to one that only stands in a list speaks for the text's own."""
        if mention.by == "reference" and head.lemma_.lower() in word_set("speech", "raters"):
            return self.rater(head) or mention
        if mention.by == "reference" and any(one.lower_ in word_set("speech", "counting") for one in head.children):
            return self.counter(head) or mention
        if mention.by != "reference" or head.pos_ != "NOUN" or not self.is_any(mention, "bodies"):
            return mention
        acts = any(
            self.by_token[at].entity == mention.entity and self._acts(self.doc[at])
            for at in range(head.i)
            if at in self.by_token
        )
        body, names = None if acts or mention.entity is None else self.main_body(), self.names
        kind = names.nouns.get(head.lemma_.lower()) if names is not None else None
        other = body and kind and names is not None and not names.schema.is_a(body.type, kind)
        return mention if other or body is None else body  # no firm is "the agency"

    def counter(self, head: Token) -> Mention | None:
        """Whom "the research firm" means: the only one of those that the text has named before."""
        named = [one for one in self.mentions if one.span.start < head.idx and self.is_any(one, "polled")]
        return named[-1] if len({one.entity or one.span.text for one in named}) == 1 else None

    def whole(self, head: Token, unit: Mention | None) -> Mention | None:
        """Whose part a unit is, by the name that it bears, where "the company" speaks: "the unit lost 300, it said"."""
        if unit is None or head.lemma_.lower() not in word_set("speech", "wholes") or not self.is_any(unit, "units"):
            return unit
        made_by = self.names.made_by if self.names is not None else {}
        for part in (unit, *(one for one in self.mentions if self.is_any(one, "units"))):
            owners = made_by.get(part.entity or "", frozenset())
            first = sorted(one for one in owners if not made_by.get(one, frozenset()) & owners)
            if first:
                return replace(unit, entity=first[0], by="reference")
        return self.main_body() or unit

    def _acts(self, token: Token) -> bool:
        """Whether a name stands where a subject does, or opens its sentence."""
        at = token
        while at.dep_ in ("compound", "appos", "nmod") and at.head != at:
            at = at.head
        return at.dep_ in ("nsubj", "nsubjpass", "ROOT") or token.is_sent_start is True

    def by_one_name(self, head: Token) -> Mention | None:
        """ "Li said", where the text has named one person alone who is called so."""
        if head.pos_ != "PROPN" or any(child.dep_ == "compound" for child in head.children):
            return None
        men = [one for one in self.mentions if self.is_any(one, "men") and head.text in one.span.text.split()]
        men = [one for one in men if one.by != "reference" and one.span.start < head.idx]
        return men[0] if men and len({one.entity or one.span.text for one in men}) == 1 else None

    def man_behind(self, head: Token) -> Token:
        """Whom "who" means behind the words for what he is: "Jane Doe, head of Acme, who expects it"."""
        at = head
        while at.i in self.by_token and not self.is_any(self.by_token[at.i], "men"):
            up = next((one for one in (at.head, at.head.head, at.head.head.head) if one.i in self.by_token), at)
            if up is at or up.i > at.i:
                return head
            at = up
        return at if at.i in self.by_token else head

    def first_of_two(self, head: Token) -> Mention | None:
        """ "The two companies", where the sentence has named two: the first of them."""
        two = any(child.lower_ in ("two", "both") for child in head.children)
        if not two or head.tag_ != "NNS" or not self.is_house(head.lemma_.lower()):
            return None
        named: dict[str, Mention] = {}
        for at in range(head.sent.start, head.i):
            one = self.by_token.get(at)
            if one is not None and self.is_any(one, "bodies"):
                named.setdefault(one.entity or one.span.text, one)
        return next(iter(named.values())) if len(named) >= 2 else None

    def speaks(self, mention: Mention) -> bool:
        """Whether a thing of this class can say something."""
        return self.names is None or self.is_any(mention, "speaking")

    def is_any(self, mention: Mention, key: str) -> bool:
        """Whether a thing is of one of the listed classes; without a schema, of one of just these."""
        kinds = word_set("speech", key)
        if self.names is None:
            return mention.type in kinds
        return self.names.schema.is_any(mention.type, kinds)

    def is_agent(self, noun: str) -> bool:
        """Whether a common noun means one who acts: "the firm"."""
        if self.names is None:
            return False
        kind = self.names.nouns.get(noun)
        return kind is not None and self.names.schema.is_a(kind, "Agent")

    def author(self, text: Token) -> Mention | None:
        """Whose text it is: "Acme's statement", "a report by Acme", "data from Acme"."""
        return authors.author(self, text)


def is_whose_first(owner: Token) -> bool:
    """Whether a house is the first of its kind somewhere: "the world's largest brewer"."""
    first = any(child.tag_ == "JJS" for child in owner.head.children)
    return owner.dep_ == "poss" and first and owner.head.tag_ == "NN"


def _is_told_apart(head: Token) -> bool:
    """Whether words right behind a house say which one is meant: "the company due to build them", "the firm that"."""
    behind = (one for one in head.children if one.i > head.i and one.dep_ in ("acl", "relcl", "amod", "advcl"))
    return any(one.left_edge.i == head.i + 1 for one in behind)
