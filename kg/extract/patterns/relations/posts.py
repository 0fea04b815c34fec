"""Takes an article under its layers; gives who holds which post where, read along the words; touches nothing.

News puts posts beside names in few ways, and long ones ("founder, chairman and chief executive of Acme") break the
parse of the sentence. So they are read as runs of words: before a name, behind its comma, before a comma and the name,
behind "is" or "who is", behind "as" or "to" of one who is put into a post, of one who serves. Which nouns are posts,
and which relation each of them states, is told by the relations whose patterns have the place `is=S` for a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar, Pattern
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.relations.places import admits
from kg.extract.patterns.relations.postruns import (
    WHERE,
    Run,
    being,
    follows_and,
    is_bare,
    is_over,
    leads_elsewhere,
    leftwards,
    own_words,
    rightwards,
    was,
)
from kg.extract.patterns.slots.homes import Homes
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")


class Posts:
    """Reads the posts of one article after the other."""

    def __init__(self, grammar: Grammar, naming: Naming) -> None:
        self.naming = naming
        self.homes = Homes(naming)
        self.by_head: dict[str, list[tuple[Pattern, tuple[str, ...]]]] = {}
        #: The patterns that ask for a word such as "former" beside the post, by their head.
        self.former: dict[str, Pattern] = {}
        for head, entries in grammar.by_head.items():
            for pattern, of_head in entries:
                place = pattern.place("S")
                person = naming.schema.is_a(pattern.term.domain, "Person") if pattern.term.domain != "Entity" else False
                if (
                    pattern.pos == "NOUN"
                    and pattern.term.kind == "relation"
                    and place
                    and "is" in place.roles
                    and all(one.slot or one.optional for one in pattern.places)
                    and person
                ):
                    self.by_head.setdefault(head, []).append((pattern, of_head))
                    if "@near" in pattern.around:
                        self.former[head] = pattern

    def find(self, evidence: Evidence) -> Iterator[Finding]:
        """All posts in the order of the names."""
        last: Mention | None = None
        home: Mention | None = None
        for at in sorted(evidence.mentions):
            token, mention = evidence.doc[at], evidence.mentions[at]
            if mention is last or not self.naming.fits(evidence, mention, ("Person",)):
                continue
            before, last = last, mention
            end = token.i + 1
            while evidence.mentions.get(end) is mention:
                end += 1
            joined = token.i > 1 and before is not None and home is not None
            found = list(self._beside(evidence, mention, token.i, end, home if joined else None))
            home = next((one.object for one in found), None)
            if home is not None and not any(found[0].term is one.term for one in self.former.values()):
                evidence.held.setdefault(evidence.entity(mention), home)
            yield from found

    def _beside(
        self, evidence: Evidence, person: Mention, start: int, end: int, home: Mention | None
    ) -> Iterator[Finding]:
        doc = evidence.doc
        title = leftwards(evidence, start)
        before = self._whose(evidence, title[0]) or self._there(
            evidence, title[0] + (doc[title[0]].lower_ == "whose"), "whose"
        )
        before = before or self._behind(evidence, title, end)
        yield from self.read(evidence, person, title, "title", home if follows_and(doc, title[0]) else before)
        named = doc[start].pos_ != "PRON"
        if named and start > 2 and doc[start - 1].text == "," and doc[start - 2].pos_ in ("PROPN", "NOUN"):
            yield from self.read(evidence, person, leftwards(evidence, start - 1, through=True), "appos", None)
        if end + 1 >= len(doc):
            return
        if doc[end].text == "," and doc[end + 1].lower_ not in words("relatives"):
            run = rightwards(evidence, end + 1)
            yield from self.read(evidence, person, run, "appos", None)
            if doc[run[1] : run[1] + 1].text == ",":  # "Jane Doe, 46, becomes head of Acme"
                yield from self._told(evidence, person, start, run[1] + 1)
        else:
            yield from self._told(evidence, person, start, end)

    def _told(self, evidence: Evidence, person: Mention, start: int, end: int) -> Iterator[Finding]:
        """The posts that the words behind a name, or behind what is put in beside it, say to be the person's."""
        doc = evidence.doc
        if end + 1 >= len(doc):
            return
        if (at := being(doc, end)) is not None:
            run = rightwards(evidence, at + 1)
            if at + 1 >= len(doc) or doc[at + 1].lower_ in ("not", "n't", "never", "no"):
                return
            there = self._there(evidence, start, "where")
            past = was(doc, run[0]) and (there is not None or is_over(doc, start, run[1]) or doc[at].tag_ == "VB")
            yield from self.read(evidence, person, run, "slot", there, past=past)
        elif (verb := clause_of(doc[start])).lemma_ in word_set("grammar", "appointing") and verb.i < start:
            into = end + (doc[end].lower_ in ("as", "to"))
            named = (self.naming.named(evidence, one) for one in subjects(verb))
            employer = next((one for one in named if one and self.naming.fits(evidence, one, ("Organisation",))), None)
            yield from self.read(evidence, person, rightwards(evidence, into), "slot", employer)
        elif verb.lemma_ in word_set("grammar", "following") and verb.i < start and doc[end].lower_ == "as":
            after = (self.naming.named(evidence, one) for one in subjects(verb))
            heir = next((one for one in after if one and self.naming.fits(evidence, one, ("Person",))), None)
            if heir:  # "succeeds John Roe as head of Acme"
                yield from self.read(evidence, heir, rightwards(evidence, end + 1), "slot", None)

    def _behind(self, evidence: Evidence, title: Run, end: int) -> Mention | None:
        """The organisation behind a name with a title before it: "analyst Jane Doe at Acme"."""
        doc = evidence.doc
        if title[0] == title[1] or end + 1 >= len(doc) or doc[end].lower_ not in ("at", "of", "from", "with"):
            return None
        at = end + 1 + (doc[end + 1].dep_ == "det")
        found = evidence.mentions.get(at)
        return found if found and self.naming.fits(evidence, found, ("Organisation",)) else None

    def _whose(self, evidence: Evidence, start: int) -> Mention | None:
        """The organisation that "its" before a post takes up, where the sentence before names no other."""
        token = evidence.doc[start]
        if token.lower_ != "its" or token.sent.start == 0:
            return None
        last = evidence.doc[token.sent.start - 1].sent
        named = [evidence.mentions[at] for at in range(last.start, start) if at in evidence.mentions]
        named = [one for one in named if one.by != "reference" and self.naming.fits(evidence, one, ("Organisation",))]
        return named[-1] if len({evidence.entity(one) for one in named}) == 1 else None

    def _there(self, evidence: Evidence, start: int, word: str) -> Mention | None:
        """The organisation that "where" or "whose" takes up: "came from Acme, where she was head of design"."""
        doc = evidence.doc
        if start < 3 or doc[start - 1].lower_ != word:
            return None
        found = evidence.mentions.get(start - 3 if doc[start - 2].text == "," else start - 2)
        return found if found and self.naming.fits(evidence, found, ("Organisation",)) else None

    def read(
        self,
        evidence: Evidence,
        person: Mention,
        run: Run,
        tie: str,
        employer: Mention | None,
        *,
        past: bool = False,
    ) -> Iterator[Finding]:
        """The posts of a run of words, each with the organisation that the run, or else the sentence, gives for it."""
        at = run[1] - 1
        while at >= run[0]:
            heads = self._post(evidence.doc[at], run[0])
            if heads and at not in evidence.mentions and not self._is_rank(evidence, run, at):
                for pattern, cue in heads:
                    place = _place_of(evidence, self.naming, pattern, run, at) or employer
                    afar = place is None
                    if afar and "home" in pattern.place("O").roles:  # type: ignore[union-attr]
                        place = self._home(evidence, person, run, at)
                    late = self.former.get(cue[-1].lemma_.lower()) if past else None
                    fitting = place and self._may(evidence, pattern, cue, person, place, run, past=past)
                    if place and fitting and (late or not past):
                        told = late or pattern
                        afar |= place.span.start < evidence.doc[at].sent.start_char
                        link = "home" if afar else tie
                        yield Finding(told.term, told.text, cue, person, tie, link, object=place, special=told.special)
                at -= len(heads[0][1])
            else:
                at -= 1

    def _is_rank(self, evidence: Evidence, run: Run, at: int) -> bool:
        """Whether the word only says of which rank the post behind it is: "chief analyst"."""
        return at + 1 < run[1] and at + 1 not in evidence.mentions and bool(self._post(evidence.doc[at + 1], at + 1))

    def _home(self, evidence: Evidence, person: Mention, run: Run, at: int) -> Mention | None:
        """The organisation of a post of which nothing says where it is held: that of the person's other posts, else
        what the text is about."""
        if not is_bare(evidence, run, at):
            return None
        if known := evidence.held.get(evidence.entity(person)):
            return known
        if _comes_from(evidence, person, run):  # "Jane Doe, also from Acme, is a senior engineer": of another
            return self.homes.titled(evidence, run[0])
        group = "group" in [one.lower_ for one in evidence.doc[at + 1 : max(run[1], at + 4)]]
        return self.homes.of_person(evidence, person, run[0], group=group)

    def _may(
        self,
        evidence: Evidence,
        pattern: Pattern,
        cue: tuple[Token, ...],
        person: Mention,
        place: Mention,
        run: Run,
        *,
        past: bool = False,
    ) -> bool:
        wanted = pattern.place("O")
        classes = (wanted.classes if wanted else ()) or (pattern.term.range,)
        fitting = self.naming.fits(evidence, place, classes) and evidence.entity(place) != evidence.entity(person)
        if not fitting or past or admits(evidence, pattern, cue[-1]):
            return fitting
        first = own_words(evidence, run, cue[0].i)  # "vice president of Norton and president of Acme"
        return first > run[0] and admits(evidence, pattern, cue[-1], evidence.doc[first].idx)

    def _post(self, token: Token, first: int) -> list[tuple[Pattern, tuple[Token, ...]]]:
        """The posts that end at the token, those of the longest name alone."""
        found: list[tuple[Pattern, tuple[Token, ...]]] = []
        for key in dict.fromkeys((token.lemma_.lower(), token.lower_)):
            for pattern, of_head in self.by_head.get(key, ()):
                start = token.i - len(of_head) + 1
                inside = token.doc[max(start, 0) : token.i + 1]
                if start >= first and all(
                    one.lower_ == word or one.lemma_.lower() == word for one, word in zip(inside, of_head, strict=True)
                ):
                    found.append((pattern, tuple(inside)))
        longest = max((len(cue) for _, cue in found), default=0)
        unique = {id(pattern): (pattern, cue) for pattern, cue in found if len(cue) == longest}
        return list(unique.values())


def _comes_from(evidence: Evidence, person: Mention, run: Run) -> bool:
    """Whether the words between a name and a post say where the person was before."""
    between = evidence.doc[evidence.token(person.span.end - 1).i + 1 : run[0]]
    return any(one.lower_ in ("from", "formerly") for one in between)


def _is_own(evidence: Evidence, at: int) -> bool:
    """Whether something has a possessive before it: "its lamp unit"."""
    return any(one.tag_ == "PRP$" for one in evidence.doc[at].lefts)


def _place_of(evidence: Evidence, naming: Naming, pattern: Pattern, run: Run, at: int) -> Mention | None:
    """The organisation behind the post and "of", shared by posts joined before it; else the one before the post."""
    wanted = pattern.place("O")
    classes = (wanted.classes if wanted else ()) or (pattern.term.range,)
    for index in range(at + 1, run[1]):
        mention = evidence.mentions.get(index)
        if mention and naming.fits(evidence, mention, classes):
            first = evidence.doc[evidence.at[mention.span.start]].i
            behind = [one.lower_ for one in evidence.doc[at + 1 : first]]
            if mention.by == "described" and "and" in behind and _is_own(evidence, first):
                continue  # "chief executive and head of its lamp unit"
            part = evidence.root(mention.span).head.i if evidence.root(mention.span).dep_ == "poss" else -1
            inner = evidence.mentions.get(part) if index < part < run[1] else None
            if inner and naming.fits(evidence, inner, classes):
                continue  # "president of Acme's lamp unit"
            there = (*WHERE, "to") if wanted and "to" in wanted.roles else WHERE
            return mention if any(word in there for word in behind) else None
    if leads_elsewhere(evidence, run, at):
        return None
    for index in range(at, run[0] - 1, -1):
        mention = evidence.mentions.get(index)
        if mention and naming.fits(evidence, mention, classes):
            return mention
    return None
