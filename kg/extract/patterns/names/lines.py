"""Takes an analysed text and its mentions; gives the lines of business of the firm that it is about; touches nothing.

The registry knows "Acme's lamp business" and "Acme's online services". Where its results are told, "lamps brought in 3
million", "sales of lamps came to 3 million", "the segment for lamps" and "Lamps disappointed." are these, and so is
"the business" behind them. What lamps did in general, or those of somebody else, is none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.covering import covered
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.ranges import is_of_all, makes
from kg.extract.patterns.names.registered import Names
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Phrase

words = partial(word_set, "names")
_LEAST = 2
#: For how many sentences "the segment" means the one told last.
_LONG = 3
#: How many words before a phrase may say that it is not one firm's: "global sales of lamps".
_NEAR = 4
_LEFT = ("compound", "amod", "nmod", "nummod", "poss")
_SUBJECTS = ("nsubj", "nsubjpass", "conj", "dep", "ROOT", "csubj")
_CURRENCY = re.compile(r"[A-Z]{3}")
#: How the last of several is joined to the others.
_JOINT = re.compile(r",? and (?:other )?")
_RATE = r"\d[\d.,]*\s?(?:%|per cent|percent)"


def find_lines(doc: Doc, text: str, body: str, names: Names, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions of lines of business by what they deal in, and of those that "the segment" takes up, in order."""
    owners = Counter(one.entity for one in mentions if one.entity and one.entity in names.owned)
    if not owners:
        return
    mostly, times = owners.most_common(1)[0]
    own = {entity for _, entity in names.owned[mostly]}
    firms = Counter(one.entity for one in mentions if makes(names, one) and one.entity not in own)
    fields = _fields(names, mostly)
    if not fields or not (times >= _LEAST or len(owners) == len(firms) == 1):
        return
    reader = _Reader(doc, text, body, names, mentions, mostly, fields, times >= max(firms.values()))
    found = sorted(reader.read(), key=lambda one: one.span.start)
    yield from found
    yield from reader.taken_up(found)


def _fields(names: Names, owner: str) -> dict[str, str]:
    """What the lines of business of somebody deal in, in small letters, one and several -> the lines."""
    told: dict[str, set[str]] = {}
    for phrase, entity in names.owned[owner]:
        told.setdefault(entity, set()).add(phrase.lower())
    found: dict[str, str] = {}
    for entity, phrases in sorted(told.items()):
        bare = {phrase: _bare(phrase) for phrase in sorted(phrases)}
        if not any(bare.values()):
            continue
        for phrase, field in bare.items():
            one = field or phrase
            found.setdefault(one, entity)
            found.setdefault(one.removesuffix("s") if one.endswith("s") else f"{one}s", entity)
    return found


def _bare(phrase: str) -> str:
    """What a line of business deals in, by its name; nothing where it is called otherwise."""
    field, _, noun = phrase.rpartition(" ")
    return field if noun in words("lines.nouns") else ""


def _joined(phrase: str) -> str:
    """The phrase as it is joined most simply: "lamps, shades, and other goods" as "lamps, shades and goods"."""
    return _JOINT.sub(" and ", phrase)


def _loosely(phrase: str) -> str:
    """What finds the phrase, however it is joined."""
    return re.escape(phrase).replace(r"\ and\ ", _JOINT.pattern)


@lru_cache(maxsize=64)
def _form(fields: tuple[str, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """What finds the fields, the longest first, with the noun for a line; and the words with which it begins."""
    alternatives, noun = "|".join(map(_loosely, fields)), "|".join(sorted(words("lines.nouns")))
    form = rf"(?<![\w-])(?P<field>{alternatives})(?: (?:{noun}))?(?![\w-])"
    openings = (word.lower() for name in fields for word in (name.split()[0], re.split(r"\W", name)[0]))
    return re.compile(form, re.IGNORECASE), frozenset(openings)


class _Reader:
    """Reads one text about one firm."""

    def __init__(
        self,
        doc: Doc,
        text: str,
        body: str,
        names: Names,
        mentions: list[Mention],
        owner: str,
        fields: dict[str, str],
        main: bool,
    ) -> None:
        self.doc, self.text, self.body, self.names = doc, text, body, names
        self.owner, self.fields, self.main = owner, fields, main
        self.mentions = mentions
        self.inside = covered(doc, mentions)
        money = (form for form, unit in names.schema.unit_names.items() if _CURRENCY.fullmatch(unit))
        self.forms = _forms(tuple(sorted(money, key=lambda one: (-len(one), one))))

    def read(self) -> Iterator[Mention]:
        """The lines by what they deal in."""
        fields = {name: line for one, line in self.fields.items() for name in (one, f"smart {one}")} | self.fields
        fields = {_joined(one): line for one, line in fields.items()}
        for match in self._at(*_form(tuple(sorted(fields, key=lambda one: (-len(one), one))))):
            span = self.doc.char_span(match.start(), match.end())
            if span is None or not self._is_free(span):
                continue
            entity = fields[_joined(match["field"].lower())]
            if held := self._holder(span):
                yield self._mention(held.idx, held.idx + len(held), entity)
            elif self._opens(span):
                yield self._mention(match.start(), match.end(), entity, "reference")
            elif self._is_told(span):
                yield self._mention(match.start(), match.end(), entity)

    def _at(self, form: re.Pattern[str], openings: frozenset[str]) -> Iterator[re.Match[str]]:
        """Where the form stands, which begins with one of these words: it is tried only at them."""
        end = 0
        for token in self.doc:
            if token.lower_ in openings and token.idx >= end and (match := form.match(self.text, token.idx)):
                yield match
                end = match.end()

    def _holder(self, span: Phrase) -> Token | None:
        """The noun for a line that is said to hold what the phrase tells: "the segment that holds lamps"."""
        before = self.text[span.sent.start_char : span.start_char].lower()
        if not self.forms["segment"].search(before):
            return None
        left = (self.doc[at] for at in range(span.start - 1, span.sent.start - 1, -1))
        return next((one for one in left if one.lower_ in words("lines.nouns")), None)

    def _opens(self, span: Phrase) -> bool:
        """Whether the sentence says no more than how the line went: what follows is told of it."""
        sentence = span.sent
        behind = self.text[span.end_char : sentence.end_char]
        return span.start == sentence.start and bool(self.forms["goes"].match(behind))

    def _mention(self, start: int, end: int, entity: str, told: str = "") -> Mention:
        told = told or ("reference" if entity == self.owner else "described")
        return Mention(Span(start, end, self.body[start:end]), self.names.entity(entity).type, entity, told)

    def _is_free(self, span: Phrase) -> bool:
        """Whether no name covers more than the phrase, and nobody else is named whose line it could be."""
        over = [self.inside[at] for at in range(span.start, span.end) if at in self.inside]
        within = all(span.start_char <= one.span.start and one.span.end <= span.end_char for one in over)
        if not within or any(makes(self.names, one) or one.entity in self.fields.values() for one in over):
            return False
        before = self.doc[span.start - 1] if span.start > span.sent.start else None
        if before is not None and before.i not in self.inside and _tells_which(before, span):
            return False
        if _is_listed(span) or any(
            self._is_of_all(self.doc[at]) for at in range(max(span.sent.start, span.start - _NEAR), span.start)
        ):
            return False
        around = [self.inside[at] for at in range(span.sent.start, span.sent.end) if at in self.inside]
        if not self.main and all(one.entity != self.owner for one in around):
            return False
        start = self.text.rfind("\n", 0, span.start_char)
        last = [one for one in self.mentions if start < one.span.start < span.start_char and makes(self.names, one)]
        return not any(self._is_another(one) for one in (*around, *last[-1:]))

    def _is_another(self, mention: Mention) -> bool:
        """Whether somebody else who makes or sells things is named."""
        own = mention.entity in (self.owner, None) or mention.entity in self.fields.values()
        return not own and makes(self.names, mention)

    def _is_of_all(self, word: Token) -> bool:
        """Whether a word before the phrase says that more than one firm is meant, and nobody takes the word up."""
        return word.i not in self.inside and is_of_all(word)

    def _is_told(self, span: Phrase) -> bool:
        """Whether the sentence tells what the line sold, earned or lost."""
        sentence = span.sent
        before = self.text[sentence.start_char : span.start_char].lower()
        behind = self.text[span.end_char : sentence.end_char]
        if self.forms["measure"].search(before):
            rate = self.forms["rate"].search(behind)
            return bool(rate or self.forms["sum"].search(behind))
        if self.forms["source"].search(before):
            return bool(self.forms["sum"].search(before))
        if self.forms["own"].match(behind) or self.forms["opening"].search(before):
            return bool(self.forms["sum"].search(behind))
        if self.forms["earns at once"].match(behind):  # whatever the parser takes it for
            return True
        root: Token = span.root
        return root.dep_ in _SUBJECTS and bool(self.forms["earns"].match(behind))

    def taken_up(self, found: list[Mention]) -> Iterator[Mention]:
        """What "the segment" means, the line told last, and "group revenue" where lines are told: the firm."""
        told = {one.span.start: one for one in found}
        lines = set(self.fields.values())
        known: list[tuple[int, str]] = []
        for number, sentence in enumerate(self.doc.sents):
            for token in sentence:
                named = told.get(token.idx) or self.inside.get(token.i)
                if named is None:
                    if entity := self._meant(token, number, known):
                        yield self._mention(token.idx, token.idx + len(token), entity)
                elif named.entity in lines:
                    known.append((number, named.entity or ""))
                elif _leads(token) and self._is_another(named):
                    known.clear()

    def _meant(self, token: Token, number: int, known: list[tuple[int, str]]) -> str | None:
        """The line that a noun takes up, or the firm of whose whole it speaks; `known` are the lines told so far."""
        if not known:
            return None
        if token.lower_ in words("lines.whole") and token.dep_ == "compound":
            return self.owner
        its = token.lower_ == "its" and token.head.lemma_.lower() in words("lines.measures")
        if not its and (token.lower_ not in words("lines.nouns") or not _is_definite(token)):
            return None
        last, entity = known[-1]
        return entity if number - last < _LONG or len({one for _, one in known}) == 1 else None


def _tells_which(before: Token, span: Phrase) -> bool:
    """Whether the word before a phrase says which of its kind are meant: "cheap lamps", "3,000 lamps"."""
    tied = before.dep_ in _LEFT and before.head in list(span)
    return tied and before.lemma_ not in word_set("figures", "spans")


def _is_listed(span: Phrase) -> bool:
    """Whether the phrase is one of several things: "lamps and lanterns"."""
    doc = span.doc
    if span.end < len(doc) and (doc[span.end].dep_ == "cc" or doc[span.end].text == "/"):
        return True
    before = doc[span.start - 1] if span.start > span.sent.start else None
    return before is not None and before.dep_ == "cc" and span.root.dep_ == "conj" and span.root.head.pos_ == "NOUN"


def _leads(token: Token) -> bool:
    """Whether the token is the subject of its sentence, or belongs to it."""
    while token.dep_ in _LEFT:
        token = token.head
    return token.dep_ in _SUBJECTS[:2] and token.head.dep_ == "ROOT"


def _is_definite(noun: Token) -> bool:
    """Whether nothing tells which one the noun means."""
    left = [one for one in noun.lefts if one.dep_ != "punct"]
    behind = any(one.dep_ in ("prep", "relcl", "acl") and one.i == noun.i + 1 for one in noun.rights)
    return noun.tag_ == "NN" and len(left) == 1 and left[0].lower_ in ("the", "this") and not behind


@lru_cache(maxsize=4)
def _forms(money: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    """How results are told: by what stands before a line of business, right behind it, or in its sentence."""
    named = "|".join(re.escape(one) for one in money)
    many = r"\d[\d.,]*\s?(?:billion|bn|million|mn|m|trillion|tn|lakh|crore)?"
    total = rf"(?:(?:{named})\s?{many}|{many}[\s-]?(?:{named})|\d[\d.,]*\s?(?:billion|bn))"
    verbs, going, lines, measures, holding = (
        "|".join(re.escape(one) for one in sorted(words(key), key=len, reverse=True))
        for key in ("lines.earning", "lines.going", "lines.nouns", "lines.measures", "lines.holding")
    )
    told = {
        "segment": rf"\b(?:{lines})s? (?:{holding})(?: the| its)? $",
        "measure": rf"\b(?:{measures}) (?:of|from|in|for|at|on|with)(?: the| its)? \"?$",
        "source": r"\b(?:came|come|comes|coming|stemmed|derived) from(?: the| its)? $",
        "opening": r"^\W*(?:with|from|in)(?: the| its)? $",
        "own": rf"\s(?:{measures})\b",
        "sum": rf"{total}|\bmargins?\b.*{_RATE}",
        "rate": _RATE,
        "earns": rf"\"?(?: (?:{lines})s?)?(?: sales)?,? (?:[\w’']+,? ){{0,4}}?(?:{verbs})\b.{{0,40}}?{total}",
    }
    told["goes"] = rf"(?: (?:{lines})s?)? (?:{going})\b[^,;:]*$"
    told["earns at once"] = rf"\"?(?: (?:{lines})s?)?(?: sales)? (?:{verbs})\b.{{0,20}}?{total}"
    return {key: re.compile(form, re.IGNORECASE | re.DOTALL) for key, form in told.items()}
