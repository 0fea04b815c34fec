"""Takes a text with its mentions; gives who is meant by words that name nobody, and whose a text is; touches nothing.

"The brewer", "the 54-year-old", "its founder", "the letter", "a spokesman", "management".
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns import voices
from kg.extract.patterns.registered import Names
from kg.extract.patterns.text import text_of
from kg.extract.patterns.words import word_set
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Those who have only seen a text have not written it.
_SEEN = frozenset(("see", "review", "obtain", "view", "hear", "verify", "share"))
#: So many tokens back a text may have been spoken of that is only "the letter" now.
_BACK = 150
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
        self.by_token: dict[int, Mention] = {}
        at = 0
        tokens = list(doc)
        for mention in mentions:
            while at < len(tokens) and tokens[at].idx + len(tokens[at].text) <= mention.span.start:
                at += 1
            place = at
            while place < len(tokens) and tokens[place].idx < mention.span.end:
                self.by_token[place] = mention
                place += 1
        self.datelines = voices.datelines(doc)
        for first, last in self.datelines:
            for place in range(first, last):
                self.by_token.pop(place, None)

    def meant(self, head: Token, lemma: str) -> Mention | None:
        """ "The brewer", where nothing told which: the house of which the text speaks."""
        body = self.names is not None and any(
            self.names.schema.is_a(self.names.nouns[lemma], kind) for kind in word_set("speech", "bodies")
        )
        the = any(child.lower_ in ("the", "this") for child in head.children)
        return self.main_body() if body and the and head.tag_ == "NN" else None

    def retold(self, head: Token) -> Mention | None:
        """ "The letter said", "the same report says": whose text it is, where one was spoken of before."""
        if head.tag_ != "NN" or not any(child.lower_ in ("the", "same", "that", "this") for child in head.children):
            return None
        for at in range(head.i - 1, max(head.i - _BACK, -1), -1):
            token = self.doc[at]
            if token.lemma_ == head.lemma_ and (found := voices.writer(token, self.by_token)):
                return found if self.speaks(found) else None
            mention = self.by_token.get(at)
            if head.lemma_.lower() in word_set("speech", "press") and mention and self.is_any(mention, "press_houses"):
                return mention
        return None

    def holder(self, head: Token) -> Mention | None:
        """ "The chief executive", "the analyst": the one person of whom the text has spoken."""
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

    def main_body(self) -> Mention | None:
        """The organisation of which the text speaks alone, twice as often as of any other, or first and most often."""
        bodies = [one for one in self.mentions if self.is_any(one, "bodies") and not self.is_any(one, "channels")]
        counts = Counter(one.entity or one.span.text for one in bodies)
        if not counts:
            return None
        (most, number), *others = counts.most_common(2)
        first = bodies[0]
        if others and others[0][1] * 2 > number and (first.entity or first.span.text) != most:
            return None
        return next(one for one in bodies if (one.entity or one.span.text) == most)

    def first_of_two(self, head: Token) -> Mention | None:
        """ "The two companies", where the sentence has named two: the first of them."""
        if not any(child.lower_ in ("two", "both") for child in head.children) or head.tag_ != "NNS":
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
        return any(self.names.schema.is_a(mention.type, kind) for kind in kinds)

    def is_agent(self, noun: str) -> bool:
        """Whether a common noun means one who acts: "the firm"."""
        if self.names is None:
            return False
        kind = self.names.nouns.get(noun)
        return kind is not None and self.names.schema.is_a(kind, "Agent")

    def author(self, text: Token) -> Mention | None:
        """Whose text it is: "Acme's statement", "a report by Acme", "data from Acme"."""
        for child in text.children:
            if child.dep_ in ("poss", "compound") and child.i in self.by_token:
                return self.by_token[child.i]
            if child.dep_ in ("relcl", "acl") and child.lemma_ not in _SEEN:
                makers = [one for one in child.children if one.dep_ == "nsubj"]
                makers += [inner for one in child.children if one.dep_ == "agent" for inner in one.children]
                if found := next((self.by_token[one.i] for one in makers if one.i in self.by_token), None):
                    return found
            if child.dep_ == "prep" and child.lower_ in ("of", "by", "from"):
                for inner in child.children:
                    owner = next((one.i for one in inner.children if one.dep_ == "poss"), inner.i)
                    found = self.by_token.get(owner) or self.by_token.get(inner.i)
                    if found is not None:
                        return found
        return None
