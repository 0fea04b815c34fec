"""Takes the mentions of a text one after the other; gives which of them is the one of a class that it speaks of.

Touches nothing. Of several the one that the last sentences made their subject and that the text mostly speaks of; else
what heads the part of the text. Nothing where the last subject of the class is somebody without a name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.headings import over
from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.extract.patterns.names.classes import nearest
from kg.extract.patterns.names.foils import is_compared
from kg.extract.patterns.names.past import Around, Past, key_of
from kg.extract.patterns.names.referring import OF_TWO, brings, rates, says, turns_to
from kg.extract.patterns.names.registered import Names
from kg.extract.patterns.names.titles import is_titled
from kg.model import Mention
from kg.resolve import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 2
_FAR = 8
_THAN = ("than ", "than the ")


class Spoken:
    """Holds what a text has spoken of so far."""

    def __init__(self, body: str, names: Names, around: Around) -> None:
        self.body = body
        self.names = names
        self.sections, self.title = around.sections, around.title
        self.past: list[Past] = []
        self.number = self.offset = 0
        #: The last subject that is somebody without a name: its sentence and its token.
        self.stranger = (-2, -1)
        #: What the text has turned to last, and in which sentence: "At Acme things went worse".
        self.turned: tuple[int, Mention | None] = (-2, None)
        #: What was brought up without a name, by its noun: in which sentence.
        self.introduced: dict[str, int] = {}
        #: The subjects of clauses in order; None for one that is no mention.
        self.subjects: list[tuple[int, int, Mention | None]] = []
        #: The subjects behind "than", of which no later sentence speaks.
        self.foils: set[int] = set()
        #: Who has judged the share of another.
        self.raters: set[str] = set()
        #: Persons that were "she" (true) or "he".
        self.women: dict[str, bool] = {}
        lists = read_words("names")["referring"]
        self.referring = tuple(name for name in lists if name in names.schema.classes)
        self.person = nearest(names.schema, ("Person",))
        self.organisation = nearest(names.schema, ("Organisation", "Agent"))
        self.product = nearest(names.schema, ("Product",))
        self.firm = nearest(names.schema, ("Company",))
        self.mark = nearest(names.schema, tuple(read_words("names")["marks"]))
        self.kinds = (self.organisation, self.person, self.product)

    def begin(self, number: int) -> None:
        self.number = number
        self.subjects = [one for one in self.subjects if one[1] not in self.foils]

    def hold(self, mention: Mention, token: Token) -> None:
        """Remember a mention; once for all its words, at the one that the grammar sees as its head."""
        if token.head.idx >= mention.span.start and token.head.idx < mention.span.end and token.head != token:
            return
        if turned := turns_to(token):
            self.turned = self.number, mention
        subject = turned or token.dep_ in ("nsubj", "nsubjpass")
        put_in = token.head.dep_ == "relcl"  # tells of another
        alone = subject and not put_in and not any(child.dep_ == "conj" for child in token.children)
        behind_than = self.body.endswith(_THAN, 0, mention.span.start)  # "more than Acme managed"
        if behind_than and subject:
            self.foils.add(token.i)
        compared = self._is_compared(mention) if self.is_made(mention) else behind_than
        brought = brings(token)
        self.past.append(Past(self.number, mention, alone, token.i, subject and says(token.head), compared, brought))
        if subject and says(token.head) and (home := self.home(mention)):
            self.past.append(Past(self.number, home, alone, token.i, True))
        if subject and rates(token.head):
            self.raters.add(key_of(mention))
        if subject:
            self.subject(token, mention)
        elif token.dep_ == "appos" and self.subjects and self.subjects[-1] == (self.number, token.head.i, None):
            self.subjects[-1] = (self.number, token.head.i, mention)  # "its rival Acme"

    def home(self, person: Mention, since: int = 0) -> Mention | None:
        """The organisation named before for which a person speaks: "president Jane Doe said", then "the company"."""
        homes = self.names.homes.get(person.entity or "", ())
        return next((one.mention for one in reversed(self.past) if one.key in homes and one.sentence >= since), None)

    def stands_for(self, token: Token, maker: Mention) -> None:
        """Remember the maker whose name stands for what it makes."""
        compared = self.body.endswith(_THAN, 0, maker.span.start)
        self.past.append(Past(self.number, maker, False, token.i, compared=compared))

    def subject(self, token: Token, mention: Mention | None) -> None:
        firm = mention is not None and self.is_organisation(mention)  # "Acme Motors" is but one
        several = token.tag_ == "NNS" or (token.tag_ == "NNPS" and not firm)
        if several or any(child.dep_ == "conj" for child in token.children):
            mention = None
        self.subjects.append((self.number, token.i, mention))

    def strange(self, token: Token) -> None:
        """Remember a subject that is somebody whom no name tells: "Acme's rival"."""
        kind = self.names.nouns.get(token.lemma_.lower())
        somebody = kind is not None and self.organisation and self.names.schema.is_a(kind, self.organisation)
        if token.tag_ == "NN" and (somebody or token.lower_ in word_set("names", "others")):
            self.stranger = (self.number, token.i)

    def introduce(self, token: Token) -> None:
        """Remember somebody or something that the text brings up without a name: "a bank"."""
        if token.dep_ not in ("appos", "attr", "compound") and any(
            one.lower_ in ("a", "an", "another") for one in token.children if one.dep_ == "det"
        ):
            self.introduced[token.lemma_.lower()] = self.number

    def kind(self, noun: Token) -> str | None:
        """The class of which a definite noun takes something up: "the group" is a firm, "the second group" is not."""
        lemma = noun.lemma_.lower()
        firm = lemma in word_set("names", "firms") and not any(one.ent_type_ == "ORDINAL" for one in noun.lefts)
        return (self.firm if firm else None) or self.names.nouns.get(lemma)

    def units(self, noun: str) -> frozenset[str]:
        """Who is no group: what is called a unit, or has the name of another firm in its own: "Acme Lamps" of Acme."""
        if noun not in word_set("names", "firms"):
            return frozenset()
        told = {one.mention.span.text: one.key for one in self.past if self.is_somebody(one.mention)}
        called = {key for text, key in told.items() if text.split()[-1] in word_set("names", "units")}
        known = self.names.registry.names
        wholes = [(key, set(known.get(fold(text.rpartition(" ")[0]), ())) - {key}) for text, key in told.items()]
        return frozenset((*called, *(key for key, others in wholes if any(map(self._is_firm, others)))))

    def _is_firm(self, key: str) -> bool:
        return bool(self.organisation) and self.names.schema.is_a(self.names.entity(key).type, self.organisation or "")

    def of_stranger(self, kind: str) -> bool:
        """Whether the last of the class that was a subject has no name."""
        number, at = self.stranger
        if number < self.number - 1 or not self.organisation or not self.names.schema.is_a(kind, self.organisation):
            return False
        return not any(one.subject and one.at > at and self.fits(one.mention, kind) for one in self.past)

    def is_made(self, mention: Mention) -> bool:
        return self.product is not None and self.names.schema.is_a(mention.type, self.product)

    def is_place(self, mention: Mention) -> bool:
        return "Place" in self.names.schema.classes and self.names.schema.is_a(mention.type, "Place")

    def may_be(self, one: Past, woman: bool | None) -> bool:
        return woman is None or self.women.get(one.key, woman) == woman

    def told_last(self) -> Mention | None:
        """The only subject of the sentence before, where it is something and nobody."""
        last = {key_of(one) if one else "": one for number, _, one in self.subjects if number == self.number - 1}
        only = next(iter(last.values())) if len(last) == 1 else None
        return only if only and not self.is_somebody(only) else None

    def of_class(
        self, kind: str, woman: bool | None = None, barred: frozenset[str] = frozenset(), *, tells: bool = False
    ) -> Mention | None:
        """The one thing of a class that the text speaks of; `tells`: it may be one who only tells of others."""
        if self.of_stranger(kind):
            return None
        if (turned := self._turned(kind)) and key_of(turned) not in barred:
            return turned
        fitting = [one for one in self.past if self.fits(one.mention, kind) and one.sentence >= self.number - _FAR]
        fitting = [one for one in fitting if self.may_be(one, woman) and one.key not in barred]
        heading = self.heading(kind, barred) if woman is None else None
        untold = [one for one in fitting if tells or not self._observes(one.mention, kind)]
        fitting = untold or ([] if heading and is_titled(heading) else fitting)
        if heading is not None:
            fitting = [one for one in fitting if one.mention.span.start >= heading.span.start]
        if (new := self._brought(fitting, kind)) is not None:
            return new
        fitting = self._meant(self.closest(fitting, kind))
        near = [one for one in fitting if one.sentence >= self.number - _NEAR]
        if not (pool := near or fitting):
            return heading
        if len({one.key for one in pool}) == 1:
            return self._titled(kind, pool, fitting) or pool[-1].mention
        if (subject := next((one for one in reversed(near or fitting) if one.subject), None)) is None:
            return heading
        counts = Counter(one.key for one in fitting)
        rivals = {one.key for one in near if one.subject and one.key != subject.key}
        last = {one.key for one in near if one.sentence >= self.number - 1}
        safe = counts[subject.key] * 2 >= sum(counts.values()) or (kind == self.person and not rivals and near)
        safe = safe or (last == {subject.key} and subject.sentence == self.number - 1)
        return subject.mention if safe else heading

    def _brought(self, fitting: list[Past], kind: str) -> Mention | None:
        """The thing made that the sentence before, and none before that, brought up as what somebody launches."""
        if self.product is None or not self.names.schema.is_a(kind, self.product):
            return None
        last = {one.key: one for one in fitting if one.sentence >= self.number - 1}
        only = next(iter(last.values())) if len(last) == 1 else None
        old = any(one.key in last and one.sentence < self.number - 1 for one in self.past)
        return only.mention if only and only.brought and not old else None

    def _turned(self, kind: str) -> Mention | None:
        """What the sentence before has turned to, if it is of the class and this sentence names no other."""
        number, turned = self.turned
        if turned is None or number != self.number - 1 or not self.fits(turned, kind) or self._observes(turned, kind):
            return None
        here = (one for one in self.past if one.sentence == self.number)
        return None if any(self.fits(one.mention, kind) for one in here) else turned

    def _observes(self, mention: Mention, kind: str) -> bool:
        """Whether it tells of others by trade and the class is a wider one: "the company" is rather no bank."""
        found = self._tells_of_others(mention.type)
        return found is not None and not self.names.schema.is_a(kind, found)

    def _tells_of_others(self, kind: str) -> str | None:
        """The class of those who tell of others by trade to which a class belongs."""
        observers = (one for one in word_set("speech", "observers") if one in self.names.schema.classes)
        return next((one for one in observers if self.names.schema.is_a(kind, one)), None)

    def _is_compared(self, mention: Mention) -> bool:
        """Whether a thing made is only what another is compared with; taken up, it is what it was."""
        if mention.by != "reference":
            return is_compared(self.body, mention.span.start)
        last = next((one for one in reversed(self.past) if one.key == key_of(mention)), None)
        return last is not None and last.compared

    def _meant(self, fitting: list[Past]) -> list[Past]:
        """Those without what only others are compared with; brought up so, it is meant while it is a subject."""
        first: dict[str, bool] = {}
        for one in self.past:
            first.setdefault(one.key, one.compared)
        return [
            one
            for one in fitting
            if not one.compared and (not first[one.key] or (one.subject and one.sentence >= self.number - 1))
        ]

    def _titled(self, kind: str, pool: list[Past], fitting: list[Past]) -> Mention | None:
        """The only thing made that the title names, before one that the last sentences only name beside others."""
        if self.product is None or not self.names.schema.is_a(kind, self.product) or any(one.subject for one in pool):
            return None
        titled = {one.key: one.mention for one in fitting if one.mention.span.text in self.title}
        return next(iter(titled.values())) if len(titled) == 1 else None

    def of_two(self, latter: bool) -> Mention | None:
        """The former or the latter of the only two of a kind that were named last."""
        for number in (self.number, self.number - 1):
            last = [one for one in self.past if one.sentence == number]
            pairs = []
            for kind in self.kinds:
                fitting = {one.key: one for one in last if kind and self.names.schema.is_a(one.mention.type, kind)}
                pairs += [list(fitting.values())] if len(fitting) > 1 else []
            if pairs:
                return pairs[0][latter].mention if len(pairs) == 1 and len(pairs[0]) == len(OF_TWO) else None
        return None

    def heading(self, kind: str, barred: frozenset[str]) -> Mention | None:
        """What heads the part of the text, if it is of the class."""
        heads = (one for one in over(self.sections, self.offset) if self.fits(one, kind) and key_of(one) not in barred)
        return next(heads, None)

    def closest(self, fitting: list[Past], kind: str) -> list[Past]:
        """Those surely of the class, else those that may be; of no subject rather who is one here, or titled."""
        sure = [one for one in fitting if self.names.schema.is_a(one.mention.type, kind)]
        if any(one.subject for one in sure) or self._tells_of_others(kind):
            return sure or fitting
        if sure and kind != self.mark:
            here = [one for one in fitting if one.subject and one.sentence == self.number]
            titled = [one for one in fitting if one.mention.span.text in self.title and one not in sure]
            return here or (titled if len({one.key for one in titled}) == 1 else sure)
        return fitting

    def only(self, kind: str, barred: frozenset[str]) -> Mention | None:
        """The one thing of a class near by, for a noun that tells which of several is meant by where it comes from."""
        near = [one for one in self.past if self.fits(one.mention, kind) and one.sentence >= self.number - _NEAR]
        near = self.closest([one for one in near if one.key not in barred], kind)
        return near[-1].mention if len({one.key for one in near}) == 1 else self.heading(kind, barred)

    def fits(self, mention: Mention, kind: str) -> bool:
        schema = self.names.schema
        wide = self.firm if kind == self.mark and self.firm else kind  # a firm may be meant, too
        told = schema.is_a(mention.type, wide) or schema.is_a(mention.type, kind)
        return told or (schema.is_a(kind, mention.type) and mention.type in self.referring)

    def alone_in_last(self, found: Mention) -> bool:
        """Whether the sentence before names no thing beside somebody that "it" could as well be."""
        last = [one for one in self.past if one.sentence == self.number - 1 and not one.says]
        others = (one.mention for one in last if one.key != key_of(found))
        return all(self.is_place(one) or self.is_person(one) for one in others)

    def is_person(self, mention: Mention) -> bool:
        return self.person is not None and self.names.schema.is_a(mention.type, self.person)

    def is_organisation(self, mention: Mention) -> bool:
        return self.organisation is not None and self.names.schema.is_a(mention.type, self.organisation)

    def is_somebody(self, mention: Mention) -> bool:
        return any(self.names.schema.is_a(mention.type, kind) for kind in (self.person, self.organisation) if kind)
