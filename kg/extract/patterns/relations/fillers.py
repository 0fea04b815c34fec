"""Takes a place of a pattern and its head in an article; gives which named things stand there; touches nothing.

A place asks for words ("subj", "of", "is"): here they become the things that they name, of the classes that fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar, Pattern, Place
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.lists import instances, listed_with
from kg.extract.patterns.relations.places import before_title, tokens_at
from kg.extract.patterns.slots.acting import beforehand, lately
from kg.extract.patterns.slots.deeds import happening
from kg.extract.patterns.slots.doneto import done_to
from kg.extract.patterns.slots.homes import Homes
from kg.extract.patterns.slots.parts import Parts
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.twos import both
from kg.extract.patterns.syntax.forms import is_epithet, is_form
from kg.extract.patterns.syntax.nouns import OWNING, before, names, owners, whole_of, wholes_of
from kg.extract.patterns.syntax.predicates import agents, clause_of, holders, prepositional, subjects
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
#: The roles of who does or has what a noun names.
_HOLDING = frozenset(("holder", "doer", "by", "poss"))
#: Roles that what the text is about may fill.
_CONTEXT = ("home", "theme")
#: Those and what is read in a way of its own: whether a word stands there is not told at once.
_APART = frozenset((*_CONTEXT, "of", "holder", "doer", "is", "before"))


class Fillers:
    """Finds what stands at the places of patterns, for one grammar."""

    def __init__(self, grammar: Grammar, naming: Naming, parts: Parts) -> None:
        self.grammar = grammar
        self.naming = naming
        self.parts = parts
        self.homes = Homes(naming)

    def things(
        self,
        evidence: Evidence,
        pattern: Pattern,
        place: Place,
        head: Token,
        classes: tuple[str, ...],
        barred: AbstractSet[str | None] = frozenset(),
    ) -> list[tuple[Mention, str]]:
        """What stands at the place and is of the classes. What a noun is called or owns is one thing, not several."""
        found: dict[str | None, tuple[Mention, str]] = {}
        refers = forms = pronoun = False
        kind: str | None = None
        for token, how in self.candidates(evidence, place, head, pattern):
            if how == "home" and found:  # what is told comes before what the text is about
                break
            mention = self._standing(evidence, pattern, place, token, classes)
            taken_up = partial(done_to, is_object=place.slot == "O")
            mention = taken_up(evidence, self.naming, token, mention, place.classes or classes, head) or mention
            if mention is None and (place.slot == "S" or "subj" in place.roles) and is_form(token):
                mention = self.naming.first(evidence, whole_of(token), (self.parts.made,))
                forms |= mention is None
                refers |= forms
            if mention is None and place.slot == "S" and not forms and self._takes_up(token, place.classes or classes):
                kind = self.naming.nouns.get(token.lemma_.lower())
                refers, pronoun = True, token.lower_ == "it"
            two = mention is None or token.lower_ == "they"
            for other in both(evidence, self.naming, token, place.classes or classes) if two else ():
                if self.naming.fits(evidence, other, place.classes or classes):
                    found.setdefault(evidence.entity(other), (other, how))
            if mention is None or not self.naming.fits(evidence, mention, place.classes or classes):
                if pattern.term.kind == "relation" and how == "slot":
                    for example in instances(evidence, self.naming, token, place.classes or classes, barred):
                        found.setdefault(evidence.entity(example), (example, how))
                continue
            if evidence.entity(mention) in barred or self.only_tells(evidence, pattern, place, mention, how):
                continue
            found.setdefault(evidence.entity(mention), (mention, how))
            if pattern.pos == "NOUN" and how != "holder":
                more = [self.naming.named(evidence, one) for one in listed_with(token, head)]
                one_alone = how == "title" or (how == "appos" and place.slot == "S" and head.tag_ == "NN")
                for one in () if one_alone else more:
                    if one and self.naming.fits(evidence, one, place.classes or classes):
                        found.setdefault(evidence.entity(one), (one, how))
                break
        if refers and not found:
            found = self._told(evidence, pattern, place, head, classes, kind, forms=forms, takes_up=pronoun)
        return list(found.values())

    def is_empty(self, place: Place, head: Token) -> bool:
        """Whether no word at all stands at the place: asked first, since it costs little."""
        return _APART.isdisjoint(place.roles) and not any(tokens_at(role, head) for role in place.roles)

    def _told(
        self,
        evidence: Evidence,
        pattern: Pattern,
        place: Place,
        head: Token,
        classes: tuple[str, ...],
        kind: str | None,
        *,
        forms: bool,
        takes_up: bool,
    ) -> dict[str | None, tuple[Mention, str]]:
        """What was told before and is taken up; of forms, the thing that has them."""
        fitting = place.classes or classes
        told = self.naming.topic(evidence, head, fitting)
        if forms and (told is None or told[1] == "after"):  # "all trims carry the Norton shade"
            last = self.naming.recent(evidence, head, fitting) or self.naming.main(evidence, fitting)
            told = (last, "earlier") if last else None
        if told is None or (forms and not self._has_forms(evidence, pattern, place, told[0])):
            return {}
        of_kind = kind is None or self.naming.schema.is_a(told[0].type, kind)
        near = takes_up and told[1] in ("sentence", "clause")  # "Acme grows, and it buys from Norton"
        near &= evidence.token(told[0].span.start).pos_ == "PROPN"
        return {None: told} if of_kind and (near or told[1] in ("earlier", "article")) else {}

    def _has_forms(self, evidence: Evidence, pattern: Pattern, place: Place, told: Mention) -> bool:
        """Whether the thing may come in several forms: one that is made, and no part, such as others have."""
        others = [one.classes for one in pattern.places if one.slot in ("S", "O") and one is not place and one.classes]
        is_part = any(self.naming.fits(evidence, told, classes) for classes in others)
        return self.naming.schema.is_a(told.type, self.parts.made) and not is_part

    def _standing(
        self, evidence: Evidence, pattern: Pattern, place: Place, token: Token, classes: tuple[str, ...]
    ) -> Mention | None:
        """What the token stands for; the whole for its part, where the relation says the same of both."""
        mention = self._called(evidence, token) or self.naming.named(evidence, token)
        if mention is None and place.slot == "S" and pattern.pos == "VERB":
            return self._represented(evidence, token, place.classes or classes)
        if place.slot == "O" and (mention is None or not self.naming.fits(evidence, mention, place.classes or classes)):
            mention = self.parts.at(evidence, token, pattern.term.name, place.classes) or mention
        if mention or place.slot != "O" or "parts" not in self.grammar.directives[pattern.term.name]:
            return mention
        return self.naming.first(evidence, wholes_of(token), place.classes or classes)

    def only_tells(self, evidence: Evidence, pattern: Pattern, place: Place, mention: Mention, how: str) -> bool:
        """Whether one only tells the figure, of others; of a kind of things, nothing but figures is told."""
        if pattern.term.kind != "metric":
            return (mention.span.start, mention.span.end) in evidence.kinds
        does = how == "slot" and pattern.pos == "VERB"
        return place.slot == "S" and not does and evidence.observes(mention)

    def _called(self, evidence: Evidence, token: Token) -> Mention | None:
        """What a common noun is called by a name right before it, one of its kind or a new one: "two Norton lamps"."""
        before = evidence.mentions.get(token.i - 1) if token.i and token.text.islower() else None
        if before is None or before.by == "reference":
            return None
        kind = self.naming.nouns.get(token.lemma_.lower())
        if kind and self.naming.schema.is_a(before.type, kind):
            return before
        own = evidence.mentions.get(token.i)  # "a Norton Z1 lamp", where lamps are things of the registry, too
        whole = own is not None and own.span.start == token.idx and before.span.end == token.idx - 1
        return before if whole and before.by == "model" and before.type == self.parts.made else None

    def _represented(self, evidence: Evidence, token: Token, classes: tuple[str, ...]) -> Mention | None:
        """For whom the staff acts of which the noun speaks: "Acme's engineers", "a team at Acme"."""
        if token.lemma_ not in words("representing"):
            return None
        owning = (*whole_of(token), *prepositional(token, ("at", "from", "for")))
        found = self.naming.first(evidence, owning, classes)
        return found if found and self.naming.schema.is_a(found.type, "Organisation") else None

    def _takes_up(self, token: Token, classes: tuple[str, ...]) -> bool:
        """Whether the token is an "it", or a bare "the lamp", for something of the classes that the text has told."""
        if token.lower_ in words("pronouns"):
            return True
        return self.naming.refers(token, classes) and all(one.dep_ in ("det", "punct") for one in token.lefts)

    def is_own(self, evidence: Evidence, pattern: Pattern, who: Mention, what: Mention) -> bool:
        """Whether what "the lamp" means is not another's, where that is done to it which one does to one's own."""
        if what.by != "reference" or "own" not in self.grammar.directives[pattern.term.name]:
            return True
        makers = evidence.made_by.get(evidence.entity(what) or "", frozenset())
        return not makers or evidence.entity(who) in makers

    def event(self, evidence: Evidence, token: Token, classes: tuple[str, ...]) -> tuple[Mention, str] | None:
        """The event that the text tells around the token, or shortly before, by a noun or by a verb."""
        found = happening(evidence, token, lambda one: self.naming.is_of(one.type, classes))
        return (found, "event") if found else None

    def candidates(
        self, evidence: Evidence, place: Place, head: Token, pattern: Pattern
    ) -> Iterator[tuple[Token, str]]:
        """The tokens that may stand at the place, the surest first, each with how it hangs on the head."""
        for role in place.roles:
            if role == "home":
                own = evidence.mentions.get(head.i)  # "the chief executive" may be known as a whole
                other = (evidence.mentions.get(child.i, own) is not own for child in head.lefts)
                owned = any(other) or any(child.dep_ == "poss" for child in head.lefts)
                if pattern.pos == "VERB":
                    told = (one for other in place.roles if other not in _CONTEXT for one in tokens_at(other, head))
                    if any(
                        one.pos_ == "PROPN" and one.i > head.i for one in told
                    ):  # it is told where, by a name that nobody knows
                        continue
                    home = self.homes.of(evidence, head.i)
                    yield from [(evidence.token(home.span.start), "home")] if home else ()
                elif not owned and not any(prepositional(head, (name,)) for name in ("of", "at", "for", "in")):
                    yield from self._home(evidence, place.classes or (pattern.term.range,))
            elif role == "theme":
                others = any("subj" in other.roles for other in pattern.places if other.slot not in (None, place.slot))
                beside = tokens_at("subj", head) if others else []
                does = pattern.pos == "VERB" and pattern.term.domain == "Person"
                yield from self._theme(evidence, head, place.classes or pattern.subjects, beside, does=does)
            elif role == "of" and pattern.pos == "NOUN":
                yield from self._owning(place, head, pattern)
            elif role == "holder" and pattern.pos == "NOUN":
                yield from ((token, "holder") for token in holders(head))
            elif role == "doer" and pattern.pos == "NOUN":
                yield from ((token, "holder") for token in _doers(head))
            elif role == "is" and pattern.pos == "NOUN":
                own = evidence.mentions.get(head.i)  # "the partners of Acme" are called nothing else
                known = own and own.by == "reference" and not self.naming.schema.is_a(own.type, "Group")
                placed = any("before" in one.roles for one in pattern.places)  # "the Norton firm" is at home there
                if known and (placed or not is_epithet(head)):  # of a post it is by the way whose it is
                    yield head, "title" if own and self.naming.schema.is_a(own.type, "Person") else "own"
                yield from names(head)
            elif role == "before" and pattern.pos == "NOUN":
                best = any(one.tag_ in ("JJS", "RBS") for one in head.children)  # "the town's biggest maker" so far
                yield from ((token, "own") for token in before(head) if not best or token.dep_ != "poss")
            else:
                yield from ((token, "slot") for token in tokens_at(role, head))

    def _owning(self, place: Place, head: Token, pattern: Pattern) -> Iterator[tuple[Token, str]]:
        """Whose the noun is; who holds it is its subject, where another place asks for that, and nothing else."""
        others = {one for other in pattern.places for one in other.roles} - set(place.roles)
        held = place.slot == "O" and others & _HOLDING
        for token, how in owners(head, tuple(one for one in OWNING if one not in others)):
            if not held or how != "holder":
                yield token, how
        yield from ((token, "own") for token in before_title(head))
        if place.slot == "S" and head.dep_ == "nsubjpass":  # "an inquiry into it was opened by the agency"
            yield from ((token, "holder") for token in agents(head.head))

    def _theme(
        self, evidence: Evidence, head: Token, classes: tuple[str, ...], own: list[Token], *, does: bool
    ) -> Iterator[tuple[Token, str]]:
        """What the sentence is about, or else the only such thing that the last ones name; none of `own`."""
        found = self.naming.topic(evidence, head, classes)
        if found and found[1] != "after" and evidence.root(found[0].span) not in own:
            yield evidence.root(found[0].span), found[1]
            return
        if self._is_of_another(evidence, head, own):
            return
        start = min((one.left_edge.i for one in own), default=head.i)
        recent = self.naming.recent(evidence, evidence.doc[start], classes)
        if recent is None:
            recent = beforehand(evidence, self.naming, head, classes, own)
        if recent is None and (does or (head.dep_ == "ROOT" and head.lemma_ != "be")):
            recent = lately(evidence, self.naming, head, classes)
        if recent:
            yield evidence.root(recent.span), "earlier"

    def _is_of_another(self, evidence: Evidence, head: Token, own: list[Token]) -> bool:
        """Whether the clause has a subject with a name, no person, that no place asks for."""
        if head.pos_ in ("NOUN", "PROPN") or head.lemma_ == "be":
            return False
        others = (one for one in subjects(clause_of(head)) if one.pos_ == "PROPN" and one not in own)
        named = (self.naming.named(evidence, one) for one in others)
        return any(one is None or not self.naming.schema.is_a(one.type, "Person") for one in named)

    def _home(self, evidence: Evidence, classes: tuple[str, ...]) -> Iterator[tuple[Token, str]]:
        """What the article is about, for a post that is held nowhere else."""
        if found := self.naming.main(evidence, classes):
            shorter = (one for one in evidence.all_mentions if found.span.text.startswith(f"{one.span.text} "))
            whole = next((one for one in shorter if self.naming.fits(evidence, one, classes)), found)
            yield evidence.token(whole.span.start), "article"


def _doers(noun: Token) -> list[Token]:
    """Who does what the noun names: its possessor, or the subject of a verb that only says that it is done."""
    own = [child for child in noun.lefts if child.dep_ == "poss"]
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    below = noun.dep_ == "dobj" or (noun.dep_ == "pobj" and noun.head.lower_ in ("with", "into", "on"))
    return own or (agents(verb) if below and verb.lemma_ in word_set("nominals", "supporting") else [])
