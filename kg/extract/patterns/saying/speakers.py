"""Takes a text with its mentions and a word of saying; gives who speaks, in which role and chain; touches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.unnamed import unnamed
from kg.extract.patterns.saying import recalled, telling, voices
from kg.extract.patterns.saying.known import Known, posts
from kg.extract.patterns.syntax import clauses
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.patterns.saying.speech import Speech

_MEN = frozenset(("he", "she"))
#: "Our buyers expect it": whoever says so speaks for them.
_OURS = frozenset(("our", "my", "your"))
_OWN = frozenset(("official", "company", "corporate", "its"))


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


class Finder(Known):
    """Finds who speaks, by verbs and other words of saying."""

    #: What has been found to be said so far, in the order of the text.
    spoken: Sequence[Speech] = ()

    def source(self, verb: Token) -> Source | None:
        """The subject of a verb in the active voice as the one who speaks, with the places where he does."""
        if (aside := self._aside(verb)) is not None:
            return aside
        if (named := telling.misread(verb)) is not None:
            return self.describe(named)
        if clauses.is_passive(verb) and not telling.is_reduced(verb):
            return self.describe(teller) if (teller := telling.told_by(verb)) is not None else None
        if verb.i - 1 in self.by_token and not clauses.has_subject(verb) and (beside := self._beside(verb)) is not None:
            return beside
        teller = telling.of_teller(verb)
        if teller is not None and (telling.breaks_off(verb) or not self._may_tell(clauses.subject_of(verb))):
            return self.describe(teller, self._places(verb, teller))
        subject = telling.behind(verb) or clauses.subject_of(verb) or telling.of_main_clause(verb)
        raised = subject is not None and subject.dep_ == "nsubjpass" and subject.head != verb
        quoted = subject is not None and subject.dep_ in ("dobj", "obj")
        if subject is None or (subject.dep_ != "nsubj" and not raised and not quoted):
            return self._beside(verb)
        if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
            subject = self.man_behind(verb.head) if subject.lower_ == "who" else verb.head
        source = self.describe(subject, self._places(verb, subject))
        part = source is not None and source.speaker is not None and self.is_any(source.speaker, "units")
        told = (child for child in verb.children if child.dep_ in ("dobj", "obj"))
        results = any(one.like_num for child in told for one in child.subtree)
        return None if part and results else source  # "the segment posted a loss of 300, the company said"

    def _may_tell(self, subject: Token | None) -> bool:
        """Whether a subject may be one who speaks."""
        return subject is not None and (subject.pos_ in ("PROPN", "PRON") or self.describe(subject) is not None)

    def mouth_before(self, pronoun: Token) -> Mention | None:
        """The house whose spokesman "he" is, where that is the last man of whom the text speaks."""
        man = recalled.man_before(self, pronoun)
        if man is None or man.lemma_.lower() not in word_set("speech", "mouths"):
            return None
        return self.spoken_for(man) or self.main_body()

    def cited(self, verb: Token, source: Source) -> Source:
        """The one whom the speaker cites for what he says, the speaker behind him in the chain: "..., citing Acme"."""
        for child in verb.children:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in word_set("speech", "citing"):
                cited = next((one for one in child.children if one.dep_ in ("dobj", "obj")), None)
                author = self.author(cited) if cited is not None else None
                things = author is not None and not self.speaks(author)  # "citing data from the boat"
                inner = self.describe(cited) if cited is not None and not things else None
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
        found = voices.between_commas(verb, self.by_token, self.speaks)
        if found is None:
            return None
        start, end, speaker = found
        men = next((one for one in self.doc[start:end] if one.lower_ in _MEN), None)
        speaker = (self.mouth_before(men) if men is not None else None) or speaker
        return Source(verb.i, start, end, speaker, speaker.span.text, None, (), False)

    def _beside(self, verb: Token) -> Source | None:
        """Who stands beside a verb that was parsed without a subject."""
        token = voices.before(verb, self.by_token) or voices.quoted(verb)
        source = self.describe(token) if token is not None else None
        if source is None or source.speaker is None or source.end > verb.i > source.start:
            return None
        return source

    def last(self, owner: Token) -> Source | None:
        """Whoever spoke last, for "in its view"."""
        one = recalled.last_to_speak(self, self.spoken, owner) if owner.tag_ == "PRP$" else None
        return Source(owner.i, owner.i, owner.i + 1, one[0], owner.text, None, (), one[1]) if one else None

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
        """Whoever a word stands for, if he can speak; "he" is the last man, with or without a name."""
        man = recalled.man_before(self, head) if head.lower_ in _MEN else None
        if man is None or man.lemma_.lower() in word_set("speech", "mouths"):
            return self._describe(head, via)
        nameless = self._describe(man, via) if man.pos_ == "NOUN" else None  # "a dealer complained. He said"
        return replace(nameless, head=head.i, start=head.i, end=head.i + 1) if nameless else None

    def _describe(self, head: Token, via: tuple[Mention, ...]) -> Source | None:
        phrase = [one for one in head.subtree if one.i <= head.i or not _is_aside(one, head)]
        start, end = phrase[0].i, max(one.i for one in phrase) + 1
        words = self.text[self.doc[start].idx : self.doc[end - 1].idx + len(self.doc[end - 1].text)].strip()
        speaker = recalled.named_beside(self, head) or self._named(head) or recalled.only_one(self, head)
        speaker = self.whole(head, speaker)
        lemma = (_of_whom(head) if speaker is None else head).lemma_.lower()
        if {lemma, head.lower_} & word_set("speech", "texts") and (speaker is None or self.is_any(speaker, "written")):
            author, text = self.author(head), speaker
            if author is not None and self.is_any(author, "written"):
                author, text = None, author
            own = text or any(_is_own(child) for child in head.children) or lemma == "result" or _is_given_out(head)
            author = author or (self.main_body() if own else self.retold(head))
            if author is not None:
                link = (text,) if text else ()
                return Source(head.i, start, end, author, words, None, (*link, *via), False)
        speaker = speaker or self._beside_post(head, end)
        if speaker is None and lemma in word_set("speech", "mouths"):
            firm = self.spoken_for(head) or self.house_before(head) or self.main_body()
            return Source(head.i, start, end, firm, words, words, via, False) if firm else None
        if speaker is None and voices.is_part(head) and (firm := self.spoken_for(head)) is not None:
            return Source(head.i, start, end, firm, words, words, via, False)
        if speaker is None and (self.is_agent(lemma) or lemma in word_set("speech", "raters")):
            speaker = self.first_of_two(head) or self.meant(head, lemma)
        if speaker is None and lemma in word_set("speech", "staff") and (firm := self.spoken_for(head)) is not None:
            return Source(head.i, start, end, firm, words, words, via, False)
        speaker = speaker or self.analysing(head)
        if speaker is not None and not self.speaks(speaker):
            return None
        if speaker is None and (one := self._who_holds(head) or recalled.last_to_speak(self, self.spoken, head)):
            role = _bare(words) if self._who_holds(head) else None
            return Source(head.i, start, end, one[0], words, role, via, one[1])
        hidden = (
            speaker is None
            and not _is_chief(head)
            and not any(child.lower_ in _OURS for child in head.children)
            and (lemma in word_set("speech", "unnamed") or lemma in word_set("speech", "texts"))
        )
        if speaker is None and not hidden and not self.is_agent(lemma):
            return None
        if hidden:
            speaker = unnamed(self.names, lemma, head)
        role = self._role(head, speaker) if speaker and not hidden else None
        return Source(head.i, start, end, speaker, words, role, via, hidden)

    def _who_holds(self, head: Token) -> tuple[Mention, bool] | None:
        holder = self.holder(head)
        return (holder, False) if holder is not None else None

    def _named(self, head: Token) -> Mention | None:
        """Who is named, or meant by a word that refers back."""
        if head.lower_ in _MEN and (firm := self.mouth_before(head)) is not None:
            return firm
        speaker = self.by_token.get(head.i)
        if speaker is not None:
            return self.settled(head, speaker)
        return self.interviewed if head.lower_ in _MEN else self.by_one_name(head)

    def _beside_post(self, head: Token, end: int) -> Mention | None:
        """Who is named beside the words for what he is: "its analyst Jane Doe", "test leader Jane Doe"."""
        named = (self.by_token[one.i] for one in head.children if one.dep_ == "appos" and one.i in self.by_token)
        if (speaker := next(named, None)) is not None:
            return speaker
        last = self.by_token.get(end - 1)
        return last if head.lemma_.lower() in posts() and last and self.is_any(last, "men") else None

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
        if head.i not in self.by_token and head.idx < speaker.span.start and head.lemma_.lower() in posts():
            return _bare(text[min(head.subtree, key=lambda one: one.i).idx : head.idx + len(head.text)])
        for child in head.children:
            if child.dep_ == "appos" and child.i not in self.by_token:
                span = clauses.span_of(child)
                return _bare(span.text)
        left = min(head.subtree, key=lambda one: one.i)
        before = text[left.idx : speaker.span.start].strip(" ,")
        if before and any(one.lemma_.lower() in posts() for one in self.doc[left.i : head.i]):
            return _bare(before)
        if head.pos_ == "NOUN" and self.by_token.get(head.i) is speaker and speaker.by == "reference":
            return text[left.idx : head.idx + len(head.text)]
        return None


def _is_own(word: Token) -> bool:
    """Whether a word makes a text that of the house spoken of: "the official site"; "official figures" are not."""
    counted = word.lower_ == "official" and word.head.lemma_.lower() in word_set("speech", "numbers")
    return word.lower_ in _OWN and not counted


def _is_given_out(text: Token) -> bool:
    """ "The report published on Wednesday": the house's own."""
    the = any(child.lower_ == "the" for child in text.children)
    given = (child for child in text.children if child.dep_ == "acl" and child.lemma_ in ("publish", "release"))
    return the and any(not any(one.dep_ == "agent" or one.lower_ == "in" for one in child.children) for child in given)


def _of_whom(head: Token) -> Token:
    """The word for those of whom one speaks: "one of the sources"."""
    if head.tag_ != "CD":
        return head
    links = (child for child in head.children if child.dep_ == "prep" and child.lower_ == "of")
    return next((one for link in links for one in link.children if one.dep_ == "pobj"), head)


def _is_chief(head: Token) -> bool:
    """Whether "executive" is the post of one: "the chief executive"."""
    return any(child.lower_ == "chief" for child in head.children)


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
