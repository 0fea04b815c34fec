"""Takes an article under its layers; gives relations of names with only a mark or a small word between them.

Touches nothing. "Acme's Jane Doe", "Jane Doe of Acme", "Acme (Norton Exchange: 12)", town and country: which of these
forms state a relation, its ontology file says after `@names`. They are read last: what another pattern says of the same
two in the sentence, a post for example, says more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Beside, Grammar
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.coderows import coded
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.relations.places import admits_at
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "names")
#: How the marks between two names are written, by how a pattern calls them.
_MARKS = {"'s": ("'s", "’s", "'", "’"), "(": ("(", ":", "")}
#: Of how many words the link and what kind of a firm follows it may be.
_MOST = 4
_POSSESSIVE, _BRACKET, _COMMA, _IN = "'s", "(", ",", "in"


@dataclass(frozen=True)
class Adjacent:
    """Reads names side by side in one article after the other."""

    grammar: Grammar
    naming: Naming

    def find(self, evidence: Evidence, known: Iterable[Finding]) -> Iterator[Finding]:
        """All such findings in the order of the text, but for two of whom `known` says something."""
        told = {
            frozenset((evidence.entity(one.subject), evidence.entity(one.object)))
            for one in known
            if one.object is not None
        }
        listed: set[frozenset[str | None]] = set()
        links_of = {form.link for form in self.grammar.beside}
        for first, second in _neighbours(evidence):
            between = evidence.text[first.span.end : second.span.start]
            links = {link for link in links_of if self._links(evidence, between, link, first, second)}
            for form in self.grammar.beside if links else ():
                if form.link not in links:
                    continue
                subject, value = (first, second) if form.subject_first else (second, first)
                pair = frozenset((evidence.entity(subject), evidence.entity(value)))
                if len(pair) < 2 or pair in told or None in pair:
                    continue
                if self._fits(evidence, form, subject, value):
                    listed.add(pair)
                    cue = (evidence.token(second.span.start),) if not between.strip() else _cue(evidence, first)
                    yield Finding(form.term, form.text, cue, subject, "appos", "appos", object=value)

        for subject, value in coded(evidence) if _BRACKET in links_of else ():
            pair = frozenset((evidence.entity(subject), evidence.entity(value)))
            if len(pair) < 2 or None in pair or pair in told | listed:
                continue
            listed.add(pair)
            forms = (one for one in self.grammar.beside if one.link == _BRACKET and one.subject_first)
            for form in [one for one in forms if self._fits(evidence, one, subject, value)][:1]:
                yield Finding(form.term, form.text, _cue(evidence, subject), subject, "appos", "appos", object=value)

    def _links(self, evidence: Evidence, between: str, link: str, first: Mention, second: Mention) -> bool:
        """Whether the link stands between two names that follow each other, and ties them."""
        stands = _stands(between, link) or _leads_in(evidence, link, first, second)
        tied = stands and _ties(evidence, link, first, second, self.naming)
        return tied or _is_of_kind(between, link)

    def _fits(self, evidence: Evidence, form: Beside, subject: Mention, value: Mention) -> bool:
        return (
            self.naming.fits(evidence, subject, form.subjects)
            and self.naming.fits(evidence, value, form.objects)
            and admits_at(evidence, form.around, evidence.token(subject.span.start))
        )


def _neighbours(evidence: Evidence) -> Iterator[tuple[Mention, Mention]]:
    """Names that follow each other, those that only refer back left out; "Jane Doe of Norton bank Acme" is of Acme."""
    named = [one for one in evidence.all_mentions if one.by != "reference"]
    for at, (first, second) in enumerate(pairwise(named)):
        yield first, second
        third = named[at + 2] if at + 2 < len(named) else None
        kind = evidence.text[second.span.end : third.span.start].split() if third and second.type == "Place" else []
        if third and 0 < len(kind) < _MOST and kind[-1] in word_set("tellings", "firms"):
            yield first, third


def _stands(between: str, link: str) -> bool:
    """Whether the words between two names are those of the link and nothing else."""
    if link == _BRACKET:
        return between.strip() in ("(", ":") or (between.count("\n") == 1 and not between.strip())
    return "\n" not in between and between.strip() in (_MARKS.get(link) or (link, f"{link} the"))


def _is_of_kind(between: str, link: str) -> bool:
    """Whether the words between somebody and an organisation say of what kind it is: "of the bank", "of bank"."""
    said = between.split()
    known = said[:1] == [link] and len(said) > 1 + (said[1:2] == ["the"])
    return known and len(said) <= _MOST and said[-1] in word_set("tellings", "firms")


def _leads_in(evidence: Evidence, link: str, first: Mention, second: Mention) -> bool:
    """Whether nothing but words of place stand between: ", in the south of", "on the island of"."""
    if link != _IN:
        return False
    start, end = evidence.token(first.span.end - 1).i + 1, evidence.token(second.span.start).i
    between = [one for one in evidence.doc[start:end] if one.text not in (",", "-")]
    if len(between) < 2 or between[0].lower_ not in (_IN, "on"):
        return False
    return all(one.lower_ in words("within") or one.ent_type_ == "NORP" for one in between[1:])


def _ties(evidence: Evidence, link: str, first: Mention, second: Mention, naming: Naming) -> bool:
    """Whether the grammar lets the two stand for a whole: "Acme's Norton lamps" speaks of lamps."""
    one, other = evidence.root(first.span), evidence.root(second.span)
    behind = evidence.text[second.span.end :]
    man = any(naming.schema.is_a(each.type, "Person") for each in (first, second))
    closed = behind.startswith(")")  # "Jane Doe (Acme)", "(Jane Doe, Acme)"; two firms may be one under two names
    if (closed and link == _BRACKET) or (man and link == _COMMA):
        return closed and (man or first.type == second.type == "Place")
    if link == _BRACKET:
        return behind.lstrip()[:1] in (":", " ") and behind.lstrip(" :")[:1].isalnum()
    if link == _POSSESSIVE:
        if behind.startswith("-"):  # "the town's Acme-owned mill"
            return False
        if second.span.text[:1].islower():  # "Acme's lamps" are what it makes of a kind, and no thing of its own
            return False
        if second.by == "model" and not naming.schema.is_a(second.type, "Person") and _is_firm(naming, first):
            return False  # what a firm has under a name of its own may be a product as well as a unit
        loose = other.dep_ not in ("compound", "nmod", "amod") or any(one.dep_ == "conj" for one in other.children)
        return loose or other.head.lemma_.lower() in naming.nouns
    if link == _COMMA:
        owning = behind.startswith(_MARKS[_POSSESSIVE][:2])  # "in one town, that country's makers did"
        return second.span.text in words("countries") and not owning and not _lists(evidence, one, second)
    return other.dep_ == "pobj" and _is_tied(link, first, second, other.head, naming)


def _is_tied(link: str, first: Mention, second: Mention, preposition: Token, naming: Naming) -> bool:
    """Whether what stands behind the preposition is said of the first name and not of what happens there.

    Of a town in a country the parser often says that something happens in both; a street or a hall has a longer name.
    """
    if first.span.text[:1].islower() and naming.schema.is_a(second.type, "Place"):  # "the mill in Norton"
        return False
    if link == _IN and first.type == second.type == "Place":
        return " " not in first.span.text
    return first.span.start <= preposition.head.idx < first.span.end


def _is_firm(naming: Naming, mention: Mention) -> bool:
    return naming.schema.is_a(mention.type, "Organisation")


def _lists(evidence: Evidence, one: Token, second: Mention) -> bool:
    """Whether the two are members of a list of places."""
    behind = evidence.text[second.span.end :].lstrip()
    before = evidence.doc[one.i - 1].text if one.i else ""
    return behind.startswith(("and ", "or ", "& ")) or before == "," or one.text in words("countries")


def _cue(evidence: Evidence, first: Mention) -> tuple[Token, ...]:
    """The mark or word behind the first name."""
    at = evidence.token(first.span.end - 1).i + 1
    return (evidence.doc[at],)
