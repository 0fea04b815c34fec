"""Takes a text with its mentions and a word of saying; gives who speaks, in which role and chain; touches nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.patterns import clauses, telling, voices
from kg.extract.patterns.registered import Names
from kg.extract.patterns.text import text_of
from kg.extract.patterns.unnamed import unnamed
from kg.extract.patterns.words import word_set
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A text that a house has written itself: "the official site", "a company filing".
_OWN = frozenset(("official", "company", "corporate"))
#: So many tokens back a text may have been spoken of that is only "the letter" now.
_BACK = 150


@dataclass(frozen=True, slots=True)
class Source:
    """Who is found to speak: tokens [start, end) with their head, the mention or None, role, chain."""

    head: int
    start: int
    end: int
    speaker: Mention | None
    words: str
    role: str | None
    via: tuple[Mention, ...]
    unnamed: bool


class Finder:
    """The mentions of a text by the tokens that they cover."""

    def __init__(self, doc: Doc, mentions: list[Mention], names: Names | None) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.names = names
        self.mentions = mentions
        self.by_token: dict[int, Mention] = {}
        at = 0
        for mention in mentions:
            while at < len(doc) and doc[at].idx + len(doc[at].text) <= mention.span.start:
                at += 1
            place = at
            while place < len(doc) and doc[place].idx < mention.span.end:
                self.by_token[place] = mention
                place += 1
        self.datelines = voices.datelines(doc)
        for first, last in self.datelines:
            for place in range(first, last):
                self.by_token.pop(place, None)

    def source(self, verb: Token) -> Source | None:
        """The subject of a verb in the active voice as the one who speaks, with the places where he does."""
        if (aside := self._aside(verb)) is not None:
            return aside
        if (named := telling.misread(verb)) is not None:
            return self.describe(named)
        if clauses.is_passive(verb) and not telling.is_reduced(verb):
            return None
        subject = clauses.subject_of(verb) or telling.of_main_clause(verb)
        raised = subject is not None and subject.dep_ == "nsubjpass" and subject.head != verb
        quoted = subject is not None and subject.dep_ in ("dobj", "obj")
        if subject is None or (subject.dep_ != "nsubj" and not raised and not quoted):
            return self._beside(verb)
        if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
            subject = verb.head
        return self.describe(subject, self._places(verb, subject))

    def cited(self, verb: Token, source: Source) -> Source:
        """The one whom the speaker cites for what he says, the speaker behind him in the chain: "..., citing Acme"."""
        for child in verb.children:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in word_set("speech", "citing"):
                cited = next((one for one in child.children if one.dep_ in ("dobj", "obj")), None)
                inner = self.describe(cited) if cited is not None else None
                if inner is not None and (inner.speaker or inner.unnamed):
                    links = (source.speaker,) if source.speaker else ()
                    return replace(inner, via=(*inner.via, *links, *source.via))
        return source

    def stated_in(self, verb: Token) -> Source | None:
        """The text or the one behind "as stated in", "as reported by"."""
        if verb.tag_ != "VBN" or any(child.lower_ == "as" and child.i > verb.i for child in verb.children):
            return None
        link = next((child for child in verb.children if child.dep_ in ("prep", "agent") and child.i > verb.i), None)
        if link is None or link.lower_ not in ("in", "by"):
            return None
        inner = next((child for child in link.children if child.dep_ == "pobj"), None)
        source = self.describe(inner) if inner is not None else None
        return source if source and (link.lower_ == "by" or source.speaker or source.unnamed) else None

    def _aside(self, verb: Token) -> Source | None:
        """A name and the verb alone between two commas, however they were parsed: ", said Jane Doe,"."""
        found = voices.between_commas(verb, self.by_token, self._speaks)
        return Source(verb.i, *found, found[2].span.text, None, (), False) if found else None

    def _beside(self, verb: Token) -> Source | None:
        """Who stands beside a verb that was parsed without a subject."""
        token = voices.before(verb, self.by_token) or voices.quoted(verb)
        source = self.describe(token) if token is not None else None
        if source is None or source.speaker is None or source.end > verb.i > source.start:
            return None
        return source

    def behind(self, preposition: Token) -> Source | None:
        """The one behind "according to" or the like."""
        at = preposition
        for _ in range(2):
            following = next((child for child in at.children if child.dep_ in ("pobj", "prep", "pcomp")), None)
            if following is None:
                return None
            at = following
            if at.dep_ == "pobj":
                return self.describe(at, ())
        return None

    def describe(self, head: Token, via: tuple[Mention, ...] = ()) -> Source | None:
        phrase = [one for one in head.subtree if one.i <= head.i or not _is_aside(one, head)]
        start, end = phrase[0].i, max(one.i for one in phrase) + 1
        words = self.text[self.doc[start].idx : self.doc[end - 1].idx + len(self.doc[end - 1].text)].strip()
        speaker = self.by_token.get(head.i)
        lemma = head.lemma_.lower()
        if {lemma, head.lower_} & word_set("speech", "texts") and (speaker is None or self.is_any(speaker, "written")):
            author, text = self._author(head), speaker
            if author is not None and self.is_any(author, "written"):
                author, text = None, author
            own = text or any(child.lower_ in _OWN for child in head.children)
            author = author or (self._main_body() if own else self._retold(head))
            if author is not None:
                link = (text,) if text else ()
                return Source(head.i, start, end, author, words, None, (*link, *via), False)
        if speaker is None:
            speaker = next(
                (self.by_token[one.i] for one in head.children if one.dep_ == "appos" and one.i in self.by_token), None
            )
        if speaker is None and lemma in _posts():
            last = self.by_token.get(end - 1)
            speaker = last if last and self.is_any(last, "men") else None
        if speaker is None and lemma in word_set("speech", "mouths"):
            firm = self._spoken_for(head) or self._main_body()
            return Source(head.i, start, end, firm, words, words, via, False) if firm else None
        if speaker is None and voices.is_part(head) and (firm := self._spoken_for(head)) is not None:
            return Source(head.i, start, end, firm, words, words, via, False)
        if speaker is None and self._is_agent(lemma):
            speaker = self._first_of_two(head) or self._meant(head, lemma)
        if speaker is None and lemma in word_set("speech", "staff") and (firm := self._spoken_for(head)) is not None:
            return Source(head.i, start, end, firm, words, words, via, False)
        if speaker is not None and not self._speaks(speaker):
            return None
        if speaker is None and (holder := self._holder(head)) is not None:
            return Source(head.i, start, end, holder, words, _bare(words), via, False)
        hidden = (
            speaker is None
            and not _is_chief(head)
            and (lemma in word_set("speech", "unnamed") or lemma in word_set("speech", "texts"))
        )
        if speaker is None and not hidden and not self._is_agent(lemma):
            return None
        if hidden:
            speaker = unnamed(self.names, lemma, head)
        role = self._role(head, speaker) if speaker and not hidden else None
        return Source(head.i, start, end, speaker, words, role, via, hidden)

    def _meant(self, head: Token, lemma: str) -> Mention | None:
        """ "The brewer", where nothing told which: the house of which the text speaks."""
        body = self.names is not None and any(
            self.names.schema.is_a(self.names.nouns[lemma], kind) for kind in word_set("speech", "bodies")
        )
        the = any(child.lower_ in ("the", "this") for child in head.children)
        return self._main_body() if body and the and head.tag_ == "NN" else None

    def _retold(self, head: Token) -> Mention | None:
        """ "The letter said", "the same report says": whose text it is, where one was spoken of before."""
        if head.tag_ != "NN" or not any(child.lower_ in ("the", "same", "that", "this") for child in head.children):
            return None
        for at in range(head.i - 1, max(head.i - _BACK, -1), -1):
            token = self.doc[at]
            if token.lemma_ == head.lemma_ and (found := voices.writer(token, self.by_token)):
                return found if self._speaks(found) else None
            mention = self.by_token.get(at)
            if head.lemma_.lower() in word_set("speech", "press") and mention and self.is_any(mention, "press_houses"):
                return mention
        return None

    def _holder(self, head: Token) -> Mention | None:
        """ "The chief executive", "the analyst": the one person of whom the text has spoken."""
        known = head.lemma_.lower() in word_set("speech", "unnamed") or head.lemma_.lower() in _posts()
        if self._is_old(head):
            known = True
        elif head.tag_ != "NN":
            return None
        if not known or not any(child.lower_ in ("the", "its", "their") for child in head.children):
            return None
        men = [one for one in self.mentions if one.span.start < head.idx and self.is_any(one, "men")]
        return men[-1] if len({one.entity or one.span.text.split()[-1] for one in men}) == 1 else None

    def _is_old(self, head: Token) -> bool:
        """ "The 54-year-old"."""
        return head.lower_ == "old" and head.i > 1 and self.doc[head.i - 2].lower_ == "year"

    def _spoken_for(self, head: Token) -> Mention | None:
        """Whose spokesman or analyst: "Acme's", "an Acme", "for Acme"."""
        for child in head.children:
            if child.dep_ in ("poss", "compound", "nmod") and child.i in self.by_token:
                return self.by_token[child.i]
            if child.dep_ == "prep" and child.lower_ in ("for", "of", "from", "at"):
                return next((self.by_token[one.i] for one in child.children if one.i in self.by_token), None)
        return None

    def _main_body(self) -> Mention | None:
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

    def _first_of_two(self, head: Token) -> Mention | None:
        """ "The two companies", where the sentence has named two: the first of them."""
        if not any(child.lower_ in ("two", "both") for child in head.children) or head.tag_ != "NNS":
            return None
        named: dict[str, Mention] = {}
        for at in range(head.sent.start, head.i):
            one = self.by_token.get(at)
            if one is not None and self.is_any(one, "bodies"):
                named.setdefault(one.entity or one.span.text, one)
        return next(iter(named.values())) if len(named) >= 2 else None

    def _speaks(self, mention: Mention) -> bool:
        """Whether a thing of this class can say something."""
        return self.names is None or self.is_any(mention, "speaking")

    def is_any(self, mention: Mention, key: str) -> bool:
        """Whether a thing is of one of the listed classes; without a schema, of one of just these."""
        kinds = word_set("speech", key)
        if self.names is None:
            return mention.type in kinds
        return any(self.names.schema.is_a(mention.type, kind) for kind in kinds)

    def _is_agent(self, noun: str) -> bool:
        """Whether a common noun means one who acts: "the firm"."""
        if self.names is None:
            return False
        kind = self.names.nouns.get(noun)
        return kind is not None and self.names.schema.is_a(kind, "Agent")

    def _author(self, text: Token) -> Mention | None:
        """Whose text it is: "Acme's statement", "a report by Acme", "data from Acme"."""
        for child in text.children:
            if child.dep_ in ("poss", "compound") and child.i in self.by_token:
                return self.by_token[child.i]
            if child.dep_ in ("relcl", "acl"):
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

    def _places(self, verb: Token, subject: Token) -> tuple[Mention, ...]:
        """Mentions of platforms, texts and talks with a preposition beside the verb or in an aside of the subject."""
        found = []
        for head in (verb, subject):
            for child in head.children:
                if child.dep_ == "prep" and child.lower_ in word_set("speech", "places"):
                    found += [self.by_token[one.i] for one in child.subtree if one.i in self.by_token]
        return tuple(dict.fromkeys(one for one in found if self.is_any(one, "channels")))

    def _role(self, head: Token, speaker: Mention) -> str | None:
        """The words that tell a speaker's post: before the name, or behind it between commas."""
        text = self.text
        if head.i not in self.by_token and head.idx < speaker.span.start and head.lemma_.lower() in _posts():
            return _bare(text[min(head.subtree, key=lambda one: one.i).idx : head.idx + len(head.text)])
        for child in head.children:
            if child.dep_ == "appos" and child.i not in self.by_token:
                span = clauses.span_of(child)
                return _bare(span.text)
        left = min(head.subtree, key=lambda one: one.i)
        before = text[left.idx : speaker.span.start].strip(" ,")
        if before and any(one.lemma_.lower() in _posts() for one in self.doc[left.i : head.i]):
            return _bare(before)
        if head.pos_ == "NOUN" and self.by_token.get(head.i) is speaker and speaker.by == "reference":
            return text[left.idx : head.idx + len(head.text)]
        return None


def _is_chief(head: Token) -> bool:
    """Whether "executive" is the post of one: "the chief executive"."""
    return any(child.lower_ == "chief" for child in head.children)


def _posts() -> frozenset[str]:
    return frozenset(post.lower() for post in word_set("names", "posts"))


def _bare(words: str) -> str | None:
    """A post without its article."""
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        words = words.removeprefix(article)
    return words or None


def _is_aside(token: Token, head: Token) -> bool:
    """Whether a word belongs to what is put beside a name: a clause, an apposition, words in brackets."""
    at = token
    while at != head:
        if at.dep_ in ("relcl", "appos", "acl", "parataxis", "punct") or (
            at.dep_ == "prep" and at.lower_ != "of" and at.head == head
        ):
            return True
        at = at.head
    return False
