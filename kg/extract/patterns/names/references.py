"""Takes an analysed text and its mentions; gives the words that refer back to one of them; touches nothing.

"The company" refers to the thing of a fitting class that the last sentences speak of, where there is but one, or to the
one that they made their subject and that the text mostly speaks of. A pronoun takes the subject before it. What two
things fit equally well is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.covering import covered
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.classes import nearest
from kg.extract.patterns.names.counting import counted
from kg.extract.patterns.names.governing import Governed
from kg.extract.patterns.names.holders import holder, post_at
from kg.extract.patterns.names.notes import abroad, nations, of_other_sort, of_other_trades
from kg.extract.patterns.names.past import Around, Past, key_of
from kg.extract.patterns.names.referring import (
    MEN,
    OF_TWO,
    THINGS,
    acts,
    article_of,
    beside,
    done_to,
    is_alone,
    is_brought_up,
    is_common,
    is_counted,
    is_empty,
    is_harmless,
    is_light,
    is_placed,
    leads,
    makes_other,
    may_refer,
    meets_it,
    objects_before,
    says,
    stands_for_made,
)
from kg.extract.patterns.names.registered import Names
from kg.extract.patterns.names.shortened import is_narrowed
from kg.extract.patterns.names.titles import is_titled
from kg.extract.patterns.syntax import clauses
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WOMEN = frozenset(("she", "her", "herself"))
_BARE, _SUBJECTS = ("det", "punct"), ("nsubj", "nsubjpass")
#: For how many sentences a noun means what it brought up.
_LONG = 3
#: How many sentences back things lie of which a noun means one sort.
_FAR = 8


def find_references(doc: Doc, body: str, names: Names, mentions: list[Mention], around: Around) -> Iterator[Mention]:
    """Mentions by reference, in the order of the text; with its title and the sections under its headings."""
    reader = _Reader(body, names, around)
    inside = covered(doc, mentions)
    for number, sentence in enumerate(doc.sents):
        reader.begin(number)
        for token in sentence:
            if token.i in inside:
                made = reader.made_by(token, inside[token.i])
                reader.hold(made or inside[token.i], token)
                if made is not None:
                    reader.stands_for(token, inside[token.i])
                    yield made
                continue
            found = reader.refer(token, inside) if may_refer(token) else None
            if found is not None:
                reader.hold(found, token)
                yield found
                if owned := reader.owned_by(found):
                    reader.hold(owned, doc[token.i + 1 : token.i + 1 + len(owned.span.text.split())].root)
                    yield owned
                continue
            if token.pos_ == "NOUN":
                reader.introduce(token)
            if token.dep_ in ("nsubj", "nsubjpass"):
                reader.subject(token, None)
                reader.strange(token)


class _Reader(Governed):
    """Tells what the words of a text refer to."""

    def refer(self, token: Token, inside: Mapping[int, Mention]) -> Mention | None:
        """The mention that a word is, if it refers back and it is plain to what; `inside` are the tokens of names."""
        own = [inside[one.i] for one in token.children if one.dep_ in ("compound", "nmod", "poss") and one.i in inside]
        word, self.offset = token.lower_, token.idx
        if (post := post_at(token)) is not None and token.dep_ != "dobj":
            leader = holder(self, token, inside)
            return leader and self._mention(token.doc[post[0]].idx, token.idx + len(token.text), leader)
        if own and not all(self.is_place(one) for one in own):
            return None
        shared = token.pos_ == "PROPN" and token.dep_ in _SUBJECTS and self.person and not own
        man = self._named_short(token.text) if shared else None
        if man is not None or (word in MEN and self.person):
            return self._pronoun(token, man or self._man(word in _WOMEN, self._doers(token)))
        if word in THINGS or is_counted(token):
            return self._pronoun(token, counted(self, token) or self._object(token) or self._thing(token))
        if word in OF_TWO and is_alone(token):
            return self._pronoun(token, self.of_two(word == "latter"))
        if word == "mine" and token.dep_ == "nsubj" and self.product:
            return self._pronoun(token, self.of_class(self.product))
        if leads(token):
            return self._pronoun(token, self._led())
        return self._noun(token, inside, placed=bool(own) or is_placed(token)) if is_common(token) else None

    def _named_short(self, name: str) -> Mention | None:
        """Whom a part of a name means that several persons share: the one in the title, else the only subject."""
        assert self.person
        fitting = [one for one in self.past if self.is_person(one.mention) and name in one.mention.span.text.split()]
        titled = {one.key: one.mention for one in fitting if one.mention.span.text in self.title}
        known = titled or {one.key: one.mention for one in fitting if one.subject}
        return next(iter(known.values())) if len(known) == 1 else None

    def made_by(self, token: Token, maker: Mention) -> Mention | None:
        """What "the Acme" is behind "the Acme Zed": the thing of the maker that was named last."""
        if not self.is_somebody(maker) or not stands_for_made(token, maker):
            return None
        made = [one for one in self.past if self.is_made(one.mention)]
        made = [one for one in made if maker.entity in self.names.made_by.get(one.key, ())]
        last = {one.key: one.mention for one in made if one.sentence == made[-1].sentence}
        start = token.nbor(-1).idx
        return self._mention(start, maker.span.end, next(iter(last.values()))) if len(last) == 1 else None

    def owned_by(self, owner: Mention) -> Mention | None:
        """What the registry says that somebody owns, by the noun behind "its": "its second lamp"."""
        if owner.span.text.lower() != "its" or owner.entity is None:
            return None
        start = owner.span.end + 1
        for phrase, entity in self.names.owned.get(owner.entity, ()):
            end = start + len(phrase)
            whole = self.body.startswith(phrase, start) and not self.body[end : end + 1].isalnum()
            if whole and not is_narrowed(phrase, self.body, end):
                span = Span(start, end, phrase)
                return Mention(span, self.names.entity(entity).type, entity, "reference")
        return None

    def _led(self) -> Mention | None:
        """Whom those lead who are told without whose they are."""
        kind = nearest(self.names.schema, ("Company", "Organisation"))
        return (self.heading(kind, frozenset()) or self.of_class(kind)) if kind else None

    def _doers(self, token: Token) -> frozenset[str]:
        """Who does what is done to "him", or is called "her deputy", and so is somebody else."""
        if token.dep_ == "poss" and token.head.dep_ == "appos":
            return frozenset(key_of(one.mention) for one in self.past if one.at == token.head.head.i)
        if token.dep_ not in ("dobj", "dative"):
            return frozenset()
        return frozenset(key_of(one) for _, at, one in self.subjects if one and token.doc[at].head == token.head)

    def _man(self, woman: bool, others: frozenset[str]) -> Mention | None:
        """Whom "he" or "she" means: the one person that the sentence has made a subject, else the one around.

        Whoever was "she" before is no "he" later. The others are not meant.
        """
        assert self.person
        here = {
            one.key: one
            for one in self.past
            if one.sentence == self.number and self.fits(one.mention, self.person) and self.may_be(one, woman)
            if one.key not in others
        }
        told = {key: one for key, one in here.items() if one.mention.span.text.lower() in MEN}
        here = told if len(told) == 1 else here  # "said that Jane Doe had praised him and that he was ready"
        only = next(iter(here.values())) if len(here) == 1 else None
        if not here:
            only = self._alone_before(woman)
        sure = only is not None and (only.subject or only.mention.by == "reference")
        known = only.mention if only and sure else self.of_class(self.person, woman, others)
        if known is not None:
            self.women.setdefault(key_of(known), woman)
        return known

    def _alone_before(self, woman: bool) -> Past | None:
        """The only person that the sentence before makes a subject."""
        last = [one for one in self.past if one.sentence == self.number - 1 and one.subject]
        last = [one for one in last if self.person and self.fits(one.mention, self.person)]
        fitting = len({one.key for one in last}) == 1 and self.may_be(last[-1], woman)
        return last[-1] if fitting else None

    def _pronoun(self, token: Token, known: Mention | None) -> Mention | None:
        return None if known is None else self._mention(token.idx, token.idx + len(token.text), known)

    def _mention(self, start: int, end: int, known: Mention) -> Mention:
        return Mention(Span(start, end, self.body[start:end]), known.type, known.entity or None, "reference")

    def _noun(self, token: Token, inside: Mapping[int, Mention], *, placed: bool) -> Mention | None:
        if (article := article_of(token)) is None:
            return None
        kind = self.kind(token)
        called = None if kind else self._called(token.lower_)
        if called is None and not (kind and any(self.names.schema.is_a(kind, one) for one in self.referring)):
            return None
        if self.introduced.get(token.lemma_.lower(), -_LONG) > self.number - _LONG:
            return None
        alone = token.lower_ not in word_set("names", "bare") or all(one.dep_ in _BARE for one in token.lefts)
        if not alone or any(not is_harmless(child, token) for child in beside(token, article)):
            return None
        if called is not None:
            return self._mention(article.idx, token.idx + len(token.text), called)
        assert kind
        wrong = makes_other(token, self.names.schema, {one.mention.type for one in self.past})
        other = frozenset(key_of(one) for one in done_to(token, inside))
        barred = self._actors(token) | other | {one.key for one in self.past if one.mention.type in wrong}
        if self.raters:  # who cut its price target for Acme is "the bank" and not "the company"
            house = bool(other & {one.key for one in self.past}) or token.lemma_.lower() in word_set("names", "houses")
            barred |= {one.key for one in self.past} - self.raters if house else self.raters
        barred |= self._unlike(token, kind) | self.units(token.lemma_.lower()) | self._no_makers(token, inside)
        known = self._placed(token, kind, barred) if placed else self.of_class(kind, barred=barred)
        if token.lower_ in word_set("names", "either") and self.product and self.of_class(self.product, barred=barred):
            return None
        if known and is_titled(known) and not self._is_called(token.lower_, kind, known):
            return None
        start = token if placed else article  # "Norton" of "the Norton-based firm" is a name of its own
        return self._mention(start.idx, token.idx + len(token.text), known) if known else None

    def _unlike(self, noun: Token, kind: str) -> frozenset[str]:
        """Those of whom the registry says that they are something else: "the Danish firm" is no Dutch one."""
        known = self.names.registry.entities
        entries = {one.key: known.get(one.mention.entity or "") for one in self.past}
        foreign = abroad(entries, known, nations(noun, self.names)) | of_other_trades(noun, entries)
        if self.product is None or not self.names.schema.is_a(kind, self.product):
            return foreign
        near = {one.key for one in self.past if one.sentence > self.number - _FAR and self.fits(one.mention, kind)}
        return foreign | of_other_sort(near, known, self.names.schema.classes[kind], noun.lower_)

    def _is_called(self, noun: str, kind: str, known: Mention) -> bool:
        """Whether what only the title names may be called so: "the watch" is no lamp, though both are products."""
        term = self.names.schema.classes[kind]
        if kind != self.product or noun in term.label.lower().split() or noun in term.cues[:1]:
            return True
        return noun in (self.names.entity(known.entity or "").definition or "").lower()

    def _no_makers(self, noun: Token, inside: Mapping[int, Mention]) -> frozenset[str]:
        """Those who do not make what the noun sells, where its maker was named: "the firm took orders for the Zed"."""
        near = {one.key for one in self.past if one.sentence >= self.number - 2 and self.is_organisation(one.mention)}
        if noun.dep_ != "nsubj" or len(near) < 2 or says(noun.head):
            return frozenset()
        objects = [part for one in noun.head.rights if one.dep_ == "dobj" for part in one.subtree if part.i in inside]
        made = [self.names.made_by.get(inside[one.i].entity or "", frozenset()) for one in objects]
        makers = made[0] if made else frozenset()
        return frozenset(near - makers) if makers & near else frozenset()

    def _called(self, noun: str) -> Mention | None:
        """What a noun means that ends the name of but one thing told so far: "the package" of "the Track Package"."""
        found = {one.key: one.mention for one in self.past if one.mention.span.text.endswith(f" {noun.capitalize()}")}
        only = next(iter(found.values())) if len(found) == 1 else None
        return None if only is None or self.is_person(only) or self.is_place(only) else only

    def _actors(self, token: Token) -> frozenset[str]:
        """The subjects of the noun's own clause: in "Acme owns half of the firm" the firm is another."""
        verb = clauses.verb_of(token)
        own = (one for number, at, one in self.subjects if one and number == self.number and token.doc[at].head == verb)
        return frozenset(key_of(one) for one in own) if token.head != verb or token.dep_ != "nsubj" else frozenset()

    def _placed(self, noun: Token, kind: str, barred: frozenset[str]) -> Mention | None:
        """What a noun means that tells where it is from: the only one near by, or the last subject as a subject."""
        if (only := self.only(kind, barred)) is not None or noun.dep_ not in ("nsubj", "nsubjpass"):
            return only
        last = [one for one in self.past if one.sentence == self.number - 1 and one.subject]
        last = [one for one in last if self.fits(one.mention, kind) and one.key not in barred]
        return last[0].mention if len({one.key for one in last}) == 1 and not self.of_stranger(kind) else None

    def _thing(self, token: Token) -> Mention | None:
        """What "it" or "its" stands for: the subject before it that can be meant."""
        if meets_it(token):
            return self.told_last()
        if is_empty(token) or (token.lower_ == "it" and token.dep_ not in ("nsubj", "nsubjpass")):
            return None
        found, here = self.subject_before(token)
        verb = clauses.verb_of(token)
        last = self.subjects[-1] if self.subjects else None
        if found and not here and last and is_brought_up(token.doc[last[1]]) and not self.is_person(found):
            return found
        if token.lower_ == "it" and token.dep_ == "nsubj" and acts(verb):
            if found and self.is_somebody(found) and not self.is_person(found):
                return found
            return self.of_class(self.organisation, tells=True) if self.organisation and not here else None
        if found is None or self.is_person(found):
            return None
        if here or token.dep_ == "poss" or not self.is_somebody(found):
            return found
        return found if is_light(verb) and self.alone_in_last(found) else None

    def _object(self, token: Token) -> Mention | None:
        """What "it" is in "fined Acme and barred it", "its" in "fined Acme for its lamps": the only object before."""
        objects = objects_before(token)
        told = {one.at: one.mention for one in self.past if any(one.at == each.i for each in objects)}
        return next(iter(told.values())) if len(told) == 1 else None
