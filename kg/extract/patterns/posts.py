"""Takes an article under its layers; gives who holds which post where, read along the words; touches nothing.

News puts posts beside names in few ways, and long ones ("founder, chairman and chief executive of Acme") break the
parse of the sentence. So they are read as runs of words: before a name, behind its comma, before a comma and the name,
behind "is" or "who is", behind "as" or "to" of one who is put into a post, of one who serves. Which nouns are posts,
and which relation each of them states, is told by the relations whose patterns have the place `is=S` for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.grammar import Grammar, Pattern
from kg.extract.patterns.match import Finding
from kg.extract.patterns.places import admits
from kg.extract.patterns.predicates import clause_of, subjects
from kg.extract.patterns.subjects import Naming
from kg.extract.patterns.words import word_set
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

words = partial(word_set, "tellings")
#: Half-open interval of tokens.
Run = tuple[int, int]
_LONGEST = 16
_PLAIN = ("NOUN", "ADJ", "PROPN", "CCONJ", "PART", "ADP", "DET", "NUM")
_TITLE = ("NOUN", "ADJ", "PROPN", "CCONJ", "PART")
#: What a text may be about so that a post held nowhere else is held there.
_HOMES = ("Organisation", "!Publisher", "!Regulator", "!OrganisationalUnit")
_WHERE = ("of", "at", "for", "with", "in")
#: The relation of posts held no more, and how many tokens before the name may say that it is held no more.
_BEFORE = 4


class Posts:
    """Reads the posts of one article after the other."""

    def __init__(self, grammar: Grammar, naming: Naming) -> None:
        self.naming = naming
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
            yield from found

    def _beside(
        self, evidence: Evidence, person: Mention, start: int, end: int, home: Mention | None
    ) -> Iterator[Finding]:
        doc = evidence.doc
        title = _leftwards(evidence, start)
        yield from self._read(evidence, person, title, "title", home if _follows_and(doc, title[0]) else None)
        if start > 2 and doc[start - 1].text == "," and doc[start - 2].pos_ in ("PROPN", "NOUN"):
            yield from self._read(evidence, person, _leftwards(evidence, start - 1, through=True), "appos", None)
        if end + 1 >= len(doc):
            return
        if doc[end].text == "," and doc[end + 1].lower_ not in words("relatives"):
            yield from self._read(evidence, person, _rightwards(evidence, end + 1), "appos", None)
        elif (at := _being(doc, end)) is not None:
            run = _rightwards(evidence, at + 1)
            if doc[at + 1].lower_ in ("not", "n't", "never", "no") or at + 1 >= len(doc):
                return
            past = _was(doc, run[0]) and _is_over(doc, start, run[1])
            yield from self._read(evidence, person, run, "slot", None, past=past)
        elif (verb := clause_of(doc[start])).lemma_ in word_set("grammar", "appointing") and verb.i < start:
            into = end + (doc[end].lower_ in ("as", "to"))
            named = (self.naming.named(evidence, one) for one in subjects(verb))
            employer = next((one for one in named if one and self.naming.fits(evidence, one, ("Organisation",))), None)
            yield from self._read(evidence, person, _rightwards(evidence, into), "slot", employer)

    def _read(
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
            if heads and at not in evidence.mentions:
                for pattern, cue in heads:
                    place = _place_of(evidence, self.naming, pattern, run, at) or employer
                    if place is None and "home" in pattern.place("O").roles:  # type: ignore[union-attr]
                        place = self._home(evidence, run[0]) if _is_bare(evidence, run, at) else None
                    late = self.former.get(cue[-1].lemma_.lower()) if past else None
                    fitting = place and self._may(evidence, pattern, cue, person, place, past=past)
                    if place and fitting and (late or not past):
                        told = late or pattern
                        link = tie if place.span.start >= evidence.doc[at].sent.start_char else "article"
                        yield Finding(told.term, told.text, cue, person, tie, link, object=place, special=told.special)
                at -= len(heads[0][1])
            else:
                at -= 1

    def _home(self, evidence: Evidence, before: int) -> Mention | None:
        """The organisation that the text has spoken of so far, where there is but one, or one twice as often.

        A part that bears the name of the whole counts as the whole.
        """
        end = evidence.doc[before].sent.end_char
        known = [one for one in evidence.all_mentions if one.by != "reference" and one.span.start < end]
        known = [one for one in known if self.naming.fits(evidence, one, _HOMES)]
        named = {one.span.text: one for one in reversed(known)}
        start = evidence.doc[before].idx
        fitting = [_whole(one, named) for one in known if one.span.start < start]
        ranked = Counter(evidence.entity(one) for one in fitting).most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        return next(one for one in fitting if evidence.entity(one) == ranked[0][0])

    def _may(
        self,
        evidence: Evidence,
        pattern: Pattern,
        cue: tuple[Token, ...],
        person: Mention,
        place: Mention,
        *,
        past: bool = False,
    ) -> bool:
        wanted = pattern.place("O")
        classes = (wanted.classes if wanted else ()) or (pattern.term.range,)
        fitting = self.naming.fits(evidence, place, classes) and evidence.entity(place) != evidence.entity(person)
        return fitting and (past or admits(evidence, pattern, cue[-1]))

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


def _whole(mention: Mention, named: Mapping[str, Mention]) -> Mention:
    """What bears the name alone of which the mention bears more: "Acme" of "Acme Lamps"."""
    words_ = mention.span.text.split()
    return next((named[short] for at in range(1, len(words_)) if (short := " ".join(words_[:at])) in named), mention)


def _place_of(evidence: Evidence, naming: Naming, pattern: Pattern, run: Run, at: int) -> Mention | None:
    """The organisation behind the post and "of", shared by posts joined before it; else the one before the post."""
    wanted = pattern.place("O")
    classes = (wanted.classes if wanted else ()) or (pattern.term.range,)
    for index in range(at + 1, run[1]):
        mention = evidence.mentions.get(index)
        if mention and naming.fits(evidence, mention, classes):
            first = evidence.doc[evidence.at[mention.span.start]].i
            behind = [one.lower_ for one in evidence.doc[at + 1 : first]]
            return mention if any(word in _WHERE for word in behind) else None
    for index in range(at, run[0] - 1, -1):
        mention = evidence.mentions.get(index)
        if mention and naming.fits(evidence, mention, classes):
            return mention
    return None


def _being(doc: Doc, end: int) -> int | None:
    """The last word of "is", "who has been", "was named", "serves as", "will take over as" behind a name.

    None where nothing of it follows.
    """
    at = end + (doc[end].text == "," and end + 1 < len(doc) and doc[end + 1].lower_ == "who")
    at += doc[at].lower_ == "who"
    if doc[at].text == "," or at + 1 >= len(doc):
        return None
    last = None
    while at + 1 < len(doc):
        token = doc[at]
        into = at + (doc[at + 1].lower_ in ("as", "to"))
        if token.lemma_ in ("be", "become"):
            last = at
        elif token.tag_ == "VBN" and token.lemma_ in word_set("grammar", "appointing"):
            return into
        elif token.lemma_ in words("serving") and doc[at + 1].lower_ in ("as", "over"):
            return at + 1 if doc[at + 1].lower_ == "as" else at + 2 if doc[at + 2 : at + 3].text == "as" else None
        elif token.lower_ not in words("leading_up"):
            return last
        at += 1
    return last


def _was(doc: Doc, start: int) -> bool:
    """Whether a run of posts follows "was" or "served as"."""
    return doc[start - 1].lower_ == "was" or (doc[start - 1].lower_ == "as" and doc[start - 2].tag_ == "VBD")


def _is_over(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around "was" a post say that the time is over: "before", "until", "from 2015"."""
    around = doc[max(doc[start].sent.start, start - _BEFORE) : min(end + 2, doc[start].sent.end)]
    dated = any(one.lower_ in ("from", "between") and one.nbor().like_num for one in around[:-1])
    return dated or any(one.lower_ in words("over") for one in around)


def _is_bare(evidence: Evidence, run: Run, at: int) -> bool:
    """Whether a run of posts says nothing of where they are held, not even by a name that nobody knows."""
    doc = evidence.doc
    own = [one for one in doc[run[0] : at] if one.text in ("'s", "’s") or (one.pos_ == "PROPN" and one.text.istitle())]
    posts = word_set("names", "posts")
    known = all(one.text in posts or one.lower_ in posts or one.lower_ in words("ranks") for one in own)
    behind = doc[at + 1].lower_ if at + 1 < len(doc) else ""
    return known and behind not in _WHERE


def _leftwards(evidence: Evidence, end: int, *, through: bool = False) -> Run:
    """The words before a name that may tell a post: "Acme chief executive"; with `through` over "of" and "the"."""
    doc = evidence.doc
    start, kinds = end, _PLAIN if through else _TITLE
    while start > 0 and end - start < _LONGEST:
        token = doc[start - 1]
        mention = evidence.mentions.get(token.i)
        person = mention is not None and mention.type == "Person"
        plain = token.pos_ in kinds or token.tag_ in ("PRP$", "HYPH") or mention is not None
        if person or not plain or "\n" in token.text or doc[start - 1].sent.start != doc[end].sent.start:
            break
        start -= 1
    return start, end


def _rightwards(evidence: Evidence, start: int) -> Run:
    """The words behind a name that may tell a post, up to a verb, a bracket or the end of the sentence."""
    doc = evidence.doc
    end = start
    while end < len(doc) and end - start < _LONGEST:
        token = doc[end]
        plain = token.pos_ in _PLAIN or token.text == "," or token.tag_ in ("PRP$", "HYPH")
        aside = end - start < 2 and token.lower_ in words("asides")
        if not (plain or aside) or "\n" in token.text:
            break
        if (end in evidence.mentions and evidence.mentions[end].type == "Person") or token.sent.start != doc[
            start
        ].sent.start:
            break
        if token.text == "," and not _goes_on(doc, end):
            break
        end += 1
    return start, end


def _goes_on(doc: Doc, comma: int) -> bool:
    """Whether a comma stands between two posts: "founder, chairman and"."""
    behind = [one.text for one in doc[comma + 1 : comma + 6]]
    return doc[comma - 1].pos_ == "NOUN" and "and" in behind


def _follows_and(doc: Doc, start: int) -> bool:
    """Whether the title goes on from another before it: "Acme chief Jane Doe and chairman John Roe"."""
    return doc[start].lower_ == "and"
