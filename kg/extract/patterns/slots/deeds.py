"""Takes a verb of an article under its layers; gives the event that it tells without a noun; touches nothing.

"A Norton lamp caught fire in Kent": nobody calls it a fire, and yet there was one. The verbs are cue words of classes
below `Event`, with what must follow them ("hit tree|wall/VERB"), and behind a second stroke the noun that the event is
called by. What it happened to, where and when are in the clause; without the first two it is no event of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.classes import MADE, by_label
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Mention, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "happenings")
_VERB = "/VERB"
#: How many tokens behind a verb its own words stand.
_REACH = 9
#: How many sentences back an event is still spoken of.
_BACK = 4


@dataclass(frozen=True)
class Cue:
    """A verb that tells an event of the class, the words of which one must follow, and the noun for it."""

    kind: str
    verb: str
    rest: frozenset[str]
    noun: str


@dataclass(frozen=True)
class Deed:
    """What a verb tells: of which class, called by which noun, what it happened to, where and when."""

    token: Token
    kind: str
    noun: str
    things: tuple[Mention, ...]
    places: tuple[Mention, ...]
    times: tuple[str, ...]


class Deeds:
    """Finds the verbs that tell events, for one schema."""

    def __init__(self, schema: Schema, kinds: list[str]) -> None:
        self.schema = schema
        self.made = by_label(schema, MADE)
        self.cues: dict[str, list[Cue]] = {}
        for kind in kinds:
            for text in schema.classes[kind].cues:
                told, stroke, noun = text.partition(_VERB)
                if stroke:
                    verb, _, rest = told.partition(" ")
                    words_ = frozenset(rest.split("|")) if rest else frozenset()
                    self.cues.setdefault(verb, []).append(Cue(kind, verb, words_, noun.removeprefix("/") or kind))

    def at(self, evidence: Evidence, token: Token) -> Deed | None:
        """The event that the verb tells, if the clause says what it happened to, or where."""
        cue = next((one for one in self.cues.get(token.lemma_.lower(), ()) if self._goes_on(token, one)), None)
        if cue is None or token.pos_ != "VERB" or self._is_unreal(token):
            return None
        things = tuple(self._things(evidence, token))
        around = list(self._around(evidence, token))
        places = tuple(one for one in around if self.schema.is_a(one.type, "Place"))
        if not things and not places:
            return None
        times = tuple(dict.fromkeys(evidence.moments[one.i].span.text for one in self._clause(token)
                                    if one.i in evidence.moments))  # fmt: skip
        return Deed(token, cue.kind, cue.noun, things, places, times)

    def _goes_on(self, token: Token, cue: Cue) -> bool:
        behind = token.doc[token.i + 1 : min(token.sent.end, token.i + 1 + _REACH)]
        return not cue.rest or any(one.lemma_.lower() in cue.rest or one.lower_ in cue.rest for one in behind)

    def _is_unreal(self, token: Token) -> bool:
        """Whether the verb is denied, or only what may happen."""
        return any(one.dep_ == "neg" or one.tag_ == "MD" for one in token.lefts) or any(
            one.lower_ in words("barring") for subject in subjects(token) for one in subject.lefts
        )

    def _things(self, evidence: Evidence, token: Token) -> Iterator[Mention]:
        """The things made by somebody that the clause is about, or that somebody was in."""
        inside = [one.i for one in subjects(token)]
        inside += [
            one.i for one in self._clause(token)
            if one.dep_ == "pobj" and one.head.lower_ in ("in", "with", "by") and one.i > token.i
        ]  # fmt: skip
        for index in inside:
            named = evidence.mentions.get(index)
            if named and self.made and self.schema.is_a(named.type, self.made) and evidence.entity(named):
                yield named

    def _around(self, evidence: Evidence, token: Token) -> Iterator[Mention]:
        for one in self._clause(token):
            if named := evidence.mentions.get(one.i):
                yield named

    def _clause(self, token: Token) -> Iterator[Token]:
        """The tokens of the clause, without those of other clauses, and with what opens the sentence."""
        own = any(one.dep_ in ("nsubj", "nsubjpass") for one in token.lefts)
        outer = token.head if token.dep_ in ("advcl", "relcl") or (token.dep_ == "conj" and not own) else None
        for one in token.sent:
            clause = clause_of(one)
            opens = outer is not None and clause.i == outer.i and one.i < token.i
            if clause.i == token.i or opens:
                yield one


def labels(evidence: Evidence, deed: Deed) -> tuple[str, ...]:
    """What the event may be called: by what it happened to, in its shortest name, and where or else when."""
    noun, things, places = deed.noun, deed.things, deed.places
    same = (one for one in evidence.all_mentions if things and evidence.entity(one) == evidence.entity(things[0]))
    texts = [one.span.text for one in same if one.by != "reference"] or [one.span.text for one in things[:1]]
    thing = f"{min(texts, key=len)} {noun}" if texts else noun
    if not places:
        time = f" ({deed.times[0]})" if deed.times else ""
        return (f"{thing}{time}",)
    where = [one.span.text for one in places]
    forms = (form for one in where for form in (f"{thing} in {one}", f"{one} {thing}", f"{one} {noun}"))
    return tuple(dict.fromkeys(forms))


def is_told(marks: frozenset[str], things: frozenset[str], places: frozenset[str], times: frozenset[str]) -> bool:
    """Whether an event that has the marks is that of these things, places and times: one shared, none another."""
    return bool(things & marks) and (not places or bool(places & marks)) and (not times or bool(times & marks))


def strikes(noun: Token) -> bool:
    """Whether it has done harm, so that it is a certain one: "a blaze that killed two", "a fire swept through"."""
    clauses = [child for child in noun.rights if child.dep_ == "relcl"]
    if noun.dep_ in ("nsubj", "conj"):
        clauses.append(noun.head.head if noun.dep_ == "conj" else noun.head)
    done = (one for one in clauses if one.lemma_.lower() in words("striking"))
    return any(one.tag_ in ("VBD", "VBN") and not any(child.tag_ == "MD" for child in one.lefts) for one in done)


def happening(evidence: Evidence, token: Token, is_of: Callable[[Mention], bool]) -> Mention | None:
    """The event that the sentence of the token tells, the nearest one, or else the last one told shortly before."""
    sentence = token.sent
    told = {index: one for index, one in evidence.happened.items() if is_of(one)}
    inside = [index for index in told if sentence.start <= index < sentence.end]
    if inside:
        return told[min(inside, key=lambda index: (abs(index - token.i), index))]
    start = sentence.start
    for _ in range(_BACK):
        if start == 0:
            break
        start = evidence.doc[start - 1].sent.start
    before = [index for index in told if start <= index < sentence.start]
    return told[max(before)] if before else None
