"""Takes the cues of the metrics of a schema; gives where they stand in a sentence and how near each is to a figure.

Touches nothing. A cue is a word or a few ("gross margin", "deliver") that stands for a metric where a figure in one
of its units is near; the longest that stands at a place counts. Nearness is in tokens, with a price on every comma,
bracket, semicolon and other figure in between, and less where the grammar ties the two. "cost/VERB" is a cue only as
a verb; "hold/VERB/HINT" is a hint: a word so common that it speaks for its metric only together with other signs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Schema

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

words = partial(word_set, "figures")
#: Behind a cue that tells its metric only as a verb.
_VERB = "VERB"
#: Behind a cue that does not tell its metric by itself.
_HINT = "HINT"
_COMMA, _BREAK, _FIGURE, _BEHIND, _CLAUSE, _TIED = 3, 7, 5, 2, 4, 4
_BREAKS = frozenset((";", ":", "(", ")", "[", "]", "–", "—", "?", "!"))
#: How far behind a figure its cue may stand, in tokens.
_SOON = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue at the tokens [start, end) with the names of the metrics that it stands for; empty: for none."""

    start: int
    end: int
    names: tuple[str, ...]


#: The words of a cue -> its metrics; its first and second word -> the cues that begin so, the longest first.
_Form = tuple[str, ...]
_Index = dict[str, dict[str, list[tuple[_Form, tuple[str, ...]]]]]


class Cues:
    """The cues of one schema, by their first word: the sure ones, and apart from them the hints."""

    def __init__(self, schema: Schema) -> None:
        sure: dict[_Form, list[str]] = defaultdict(list)
        hinted: dict[_Form, list[str]] = defaultdict(list)
        self.verbs: set[tuple[_Form, str]] = set()
        for term in sorted(schema.properties.values(), key=lambda one: one.name):
            for cue in term.cues if term.kind == "metric" else ():
                text, *marks = cue.split("/")
                for form in _forms(text):
                    (hinted if _HINT in marks else sure)[form].append(term.name)
                    if _VERB in marks:
                        self.verbs.add((form, term.name))
        for cue in read_words("figures")["others"]:
            for form in _forms(cue):
                sure.setdefault(form, [])
        self.index, self.hinted = _index(sure), _index(hinted)
        self._doc: Doc | None = None
        self._kept: dict[tuple[int, int], list[Hit]] = {}

    def hits(self, tokens: list[Token]) -> list[Hit]:
        """All cues among the tokens, hints as well, in their order."""
        found: dict[tuple[int, int], Hit] = {}
        for hit in (*self.sure(tokens), *self._among(self.hinted, tokens)):
            at = hit.start, hit.end
            names = {*hit.names, *(found[at].names if at in found else ())}
            found[at] = Hit(*at, tuple(sorted(names)))
        return [found[at] for at in sorted(found)]

    def sure(self, tokens: list[Token]) -> list[Hit]:
        """The cues among the tokens that tell a metric by themselves, the longest where several begin or overlap."""
        if not tokens:
            return []
        if tokens[0].doc is not self._doc:  # the lines of one document are asked for again and again
            self._doc, self._kept = tokens[0].doc, {}
        line = tokens[0].i, tokens[-1].i
        if line not in self._kept:
            self._kept[line] = self._among(self.index, tokens)
        return self._kept[line]

    def _among(self, index: _Index, tokens: list[Token]) -> list[Hit]:
        found: list[Hit] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            known = token.lower_ in index or token.lemma_.lower() in index
            hit = self._at(index, tokens, at) if known else None
            if hit:
                found.append(hit)
                at += hit.end - hit.start
            else:
                at += 1
        return found

    def _at(self, index: _Index, tokens: list[Token], at: int) -> Hit | None:
        """The longest cue that begins at a token, with the metrics of all cues of that length."""
        token = tokens[at]
        long, names, found = 0, set[str](), False
        lower, lemma = token.lower_, token.lemma_.lower()
        for key in (lower,) if lower == lemma else (lower, lemma):
            for form, told in _beginning(index.get(key), tokens, at):
                if len(form) < long or not _goes_on(form, tokens, at):
                    continue
                kept = {name for name in told if (form, name) not in self.verbs or token.pos_ == "VERB"}
                if told and not kept:
                    continue
                names = kept | (names if len(form) == long else set())
                long, found = len(form), True
        return Hit(token.i, token.i + long, tuple(sorted(names))) if found else None


def _index(cues: dict[_Form, list[str]]) -> _Index:
    found: _Index = defaultdict(dict)
    for form, names in sorted(cues.items(), key=lambda item: (-len(item[0]), item[0])):
        second = form[1] if len(form) > 1 else ""
        found[form[0]].setdefault(second, []).append((form, tuple(names)))
    return dict(found)


def _beginning(
    entries: dict[str, list[tuple[_Form, tuple[str, ...]]]] | None, tokens: list[Token], at: int
) -> Iterator[tuple[_Form, tuple[str, ...]]]:
    """The cues whose second word stands behind the first, and those of one word."""
    if not entries:
        return
    if at + 1 < len(tokens):
        following = tokens[at + 1]
        for second in dict.fromkeys((following.lower_, following.lemma_.lower())):
            yield from entries.get(second, ())
    yield from entries.get("", ())


def _goes_on(form: _Form, tokens: list[Token], at: int) -> bool:
    """Whether a cue whose first word stands at the place goes on there."""
    if at + len(form) > len(tokens):
        return False
    for step in range(1, len(form)):
        word, token = form[step], tokens[at + step]
        if word != token.lower_ and word != token.lemma_.lower():
            return False
    return True


def _forms(cue: str) -> Iterator[_Form]:
    """The words of a cue as the tokenizer may give them: hyphens stay inside a word or stand alone."""
    yield tuple(cue.lower().split())
    if "-" in cue.strip("-"):
        yield tuple(cue.lower().replace("-", " - ").split())


def cost(evidence: Evidence, hit: Hit, first: int, last: int, root: Token) -> int | None:
    """How far the cue lies from the figure at the tokens [first, last]; None where it cannot be the figure's."""
    doc = evidence.doc
    if hit.start <= last and hit.end > first:
        return 0
    behind = hit.start > last
    if hit.start - last - 1 > _SOON:
        return None
    between = doc[last + 1 : hit.start] if behind else doc[hit.end : first]
    if behind and _leads_on(evidence, hit):
        return None
    head = doc[hit.end - 1]
    tied = _is_tied(head, root)
    price = len(between)
    seen: set[int] = set()
    for token in between:
        if token.text == ",":
            price += _COMMA
        elif token.text in _BREAKS:
            price += 1 if token.text in (":", "(") and not behind else _BREAK
        other = evidence.amounts.get(token.i)
        if other and other.span.start not in seen:
            seen.add(other.span.start)
            price += _FIGURE
    barred = any(token.text in (",", ";") or (token.pos_ in ("VERB", "AUX") and not tied) for token in between)
    if behind and (seen or barred):
        return None
    if behind:
        price += _BEHIND
    if tied:
        return max(0, price - _TIED)
    return price + (_CLAUSE if clause_of(head).i != clause_of(root).i else 0)


def _leads_on(evidence: Evidence, hit: Hit) -> bool:
    """Whether a figure follows the cue that is rather the cue's: "5 billion on revenue of 70 billion"."""
    for token in evidence.doc[hit.end : min(hit.end + 3, len(evidence.doc))]:
        if token.i in evidence.amounts:
            return True
        if token.lower_ not in ("of", ":", "at", "(", "was", "is"):
            return False
    return False


def _is_tied(head: Token, root: Token) -> bool:
    """Whether the grammar ties cue and figure: one hangs on the other, with at most a preposition between."""
    for one, other in ((head, root), (root, head)):
        up = one
        for _ in range(2):
            up = up.head
            if up.i == other.i:
                return True
            if up.pos_ not in ("ADP", "NOUN", "NUM", "SYM", "AUX", "VERB"):
                break
    return False
