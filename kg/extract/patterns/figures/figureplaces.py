"""Takes figures of an article under its layers; gives where each stands, and findings of them; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figurecues import Hit
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import COUNT, differs
from kg.model import Amount, Mention, Moment, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "figures")
#: Smaller bare numbers count something else.
_LEAST = 100
_REACH = 24
#: Links of the second figure of a pair: of the same thing at another time, of another thing.
COUNTERPART, AGAINST = "counterpart", "against"
#: No noun that a large number counts: one in the singular ("the 5,000 mark"), a name ("of which 3,000 Acme").
_UNCOUNTED = frozenset(("NN", "NNP", "NNPS"))
_SCALED = re.compile(r"\b(?:billion|million|trillion|bn|mn|tn)\b", re.IGNORECASE)
#: Currencies are named by the three capitals of ISO 4217.
_CURRENCY = re.compile(r"[A-Z]{3}")
_AGAINST = frozenset(("against", "with", "to", "versus", "after", "from"))
#: The unit of parts of a whole, and what follows them.
_PART, _OF = "percent", re.compile(r"\s+of\s+(?!\d)")
#: "440 hp more than", "22% less electricity than"; how far behind it the other thing is named.
_THAN = re.compile(
    r"\s(?:(?:more|less|fewer|further|farther|better|worse|\w+er)(?:\s\w+){0,2}\sthan|above|below|ahead\sof|short\sof"
    r"|as\s\w+(?:\s\w+){0,3}?\sas)\s",
    re.IGNORECASE,
)
_AS_MUCH, _MULTIPLE = re.compile(r"\sas\s\w+(?:\s\w+){0,3}?\sas\s", re.IGNORECASE), "times"
_THING = 5
_OVER_TIME = re.compile(r"\s+over the (?:next|past|last|coming|following|course|year|decade|period|same|entire|whole)")


@dataclass(frozen=True)
class Figure(Finding):
    """A finding that starts from its figure: with the scope, time and unit that the figure brings itself."""

    scope: tuple[tuple[str, str], ...] = ()
    time: Moment | None = None
    #: The unit of a bare number that counts what is no unit of its own.
    unit: str | None = None
    #: Whose view it is, where a row names several.
    teller: Mention | None = None


@dataclass(frozen=True)
class Place:
    """A figure in its sentence: its first, last and head token, and the tokens of its line of the sentence."""

    amount: Amount
    first: int
    last: int
    root: Token
    line: list[Token]


def place_of(evidence: Evidence, amount: Amount) -> Place:
    """The place of a figure."""
    first = evidence.token(amount.span.start)
    last = evidence.token(max(amount.span.start, amount.span.end - 1))
    sentence = first.sent
    tokens = list(evidence.doc[sentence.start : max(sentence.end, last.i + 1)])
    start, end = first.i - sentence.start, last.i + 1 - sentence.start
    while start > 0 and "\n" not in tokens[start - 1].text:
        start -= 1
    while end < len(tokens) and "\n" not in tokens[end].text:
        end += 1
    return Place(amount, first.i, last.i, evidence.root(amount.span), tokens[start:end])


def lead_of(place: Place, told: list[Finding]) -> Finding | None:
    """The last figure read before this one in its line of the sentence."""
    start = place.line[0].idx
    if place.first == place.line[0].i:  # a sentence broken at a colon or bracket
        start = text_of(place.root.doc).rfind("\n", 0, start) + 1
    before = [one for one in told if one.amount and start <= one.amount.span.start < place.amount.span.start]
    return max(before, key=lambda one: one.amount.span.start if one.amount else 0, default=None)


def is_epithet(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure stands in words that take a thing up, and says something of it: "the 3-tonne lamp"."""
    taken_up = evidence.mentions.get(evidence.token(amount.span.start).i)
    if taken_up is None or amount.quantity.unit in ("", COUNT):
        return False
    opens = taken_up.span.start == amount.span.start and amount.span.text[:1].isdigit()
    return opens or (taken_up.by == "reference" and amount.span.end < taken_up.span.end)


def is_of_part(evidence: Evidence, last: int) -> bool:
    """Whether a count is that of what is named or described behind it: "2,650 of Lyra", "2,530 of the main marque"."""
    doc = evidence.doc
    if last + 2 >= len(doc) or doc[last + 1].lower_ not in words("whose") or last + 2 in evidence.moments:
        return False
    behind = doc[last + 2]
    if behind.lower_ in ("the", "its"):
        noun = doc[last + 3] if last + 3 < len(doc) else behind
        return noun.tag_ in ("NN", "NNP", "JJ") and noun.i not in evidence.moments
    return last + 2 in evidence.mentions and evidence.mentions[last + 2].by != "reference"


def is_made(place: Place, hit: Hit, *, in_period: bool) -> bool:
    """Whether a number counts what is done in a period to things of any name: "sold 400 consoles" counts sales."""
    root, said = place.root, place.amount.quantity
    noun = root.head if root.dep_ in ("nummod", "quantmod", "amod", "compound") else None
    if not in_period or said.unit or noun is None or (said.number or said.low or said.high or 0) < _LEAST:
        return False
    verb = noun.head
    return hit.start <= verb.i < hit.end and verb.pos_ == "VERB" and noun.dep_ in ("dobj", "nsubjpass", "nsubj")


def bare_fits(place: Place, hits: Iterable[Hit] = ()) -> bool:
    """Whether a number without a unit counts what the cue says, or nothing that a noun tells."""
    if place.amount.quantity.unit:
        return True
    root, said = place.root, place.amount.quantity
    noun = root.head if root.dep_ in ("nummod", "quantmod", "amod", "compound") else None
    if noun is not None and noun.i == place.last + 1 and noun.tag_ in _UNCOUNTED and not said.unit:
        return any(hit.start <= noun.i < hit.end for hit in hits) or (said.number or said.low or 0) >= _LEAST
    if noun is None or noun.i < place.first:
        behind = root.doc[place.last + 1] if place.last + 1 < len(root.doc) else None
        stands = behind is None or behind.pos_ in ("ADP", "PUNCT", "CCONJ", "SCONJ", "AUX", "SPACE", "VERB", "ADV")
        return stands and (said.number or said.low or said.high or 0) >= _LEAST
    return any(hit.start <= noun.i < hit.end for hit in hits)


def stands(evidence: Evidence, finding: Finding) -> bool:
    """Whether a figure behind "than" or "against" stands for itself: with a time of its own, or as what was reached."""
    if finding.amount is None:
        return False
    if changes.time_behind(evidence, finding.amount) and any(_is_set_against(one) for one in finding.cue):
        return True
    if not isinstance(finding, Figure):
        return False
    paired = finding.link in (COUNTERPART, AGAINST)
    return paired or finding.time is not None or changes.reaches(evidence, finding.amount)


def _is_set_against(measure: Token) -> bool:
    """Whether a measure of its own is what the figure before is set against: "against a loss of 5 billion in May"."""
    opened = any(one.lower_ in ("a", "an") for one in measure.lefts)
    return opened and measure.pos_ == "NOUN" and measure.dep_ == "pobj" and measure.head.lower_ in _AGAINST


def in_money(evidence: Evidence, place: Place) -> Place | None:
    """The figure in the currency that its paragraph spoke of last: "lost 5 billion yuan on revenue of 77 billion"."""
    said = place.amount.quantity
    if said.unit or not _SCALED.search(said.text):
        return None
    start = evidence.article.body.rfind("\n\n", 0, place.amount.span.start)
    before = [one for one in evidence.all_amounts if start < one.span.start < place.amount.span.start]
    unit = next((one.quantity.unit for one in reversed(before) if _CURRENCY.fullmatch(one.quantity.unit)), None)
    if unit is None:
        return None
    return replace(place, amount=Amount(place.amount.span, replace(said, unit=unit, unit_basis="inferred")))


def is_distance(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is a distance, "twice as dear as" one, too; "over the next ten years" is none."""
    behind = evidence.text[amount.span.end : amount.span.end + _REACH]
    if amount.quantity.unit == _MULTIPLE and _AS_MUCH.match(evidence.text, amount.span.end):
        return not changes.direction(evidence, amount)
    return differs(evidence, amount) and not _OVER_TIME.match(behind)


def is_apart(evidence: Evidence, place: Place, naming: Naming) -> bool:
    """Whether the figure is set against another thing: "440 hp more than the Norton", "20% less fuel than others"."""
    than = _THAN.match(evidence.text, place.amount.span.end)
    if than is None:
        return False
    at = evidence.token(than.end()).i
    for token in evidence.doc[at : min(place.root.sent.end, at + _THING)]:
        if token.lower_ in words("rivals") or (token.i in evidence.mentions and token.i not in evidence.moments):
            return True
        if token.i in evidence.moments or token.i in evidence.amounts or token.pos_ in ("VERB", "AUX", "PUNCT"):
            return False
        if token.pos_ == "NOUN" and naming.is_of(naming.nouns.get(token.lemma_.lower(), ""), ("Product",)):
            return True
    return False


def is_moved_by(evidence: Evidence, place: Place) -> bool:
    """Whether the figure says by how much something moved, not where it stands: "rose by 5,000"."""
    before = evidence.doc[place.first - 1] if place.first > place.root.sent.start else None
    if before is None or before.lower_ != "by":
        return False
    by_whom = before.dep_ == "agent" and bool(place.amount.quantity.unit)
    return not by_whom or before.head.lower_ in changes.MOVED


def is_part(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is a part of what follows: "38% of the lamps", "a third of all buyers"."""
    return amount.quantity.unit == _PART and bool(_OF.match(evidence.text, amount.span.end))


def described(evidence: Evidence, mention: Mention) -> Mention | None:
    """The thing that the words between commas, in which a name stands, describe: "Vega, the lamp of Norton, rose"."""
    last = evidence.token(mention.span.end - 1)
    if last.i + 1 >= len(evidence.doc) or evidence.doc[last.i + 1].text != ",":
        return None
    for one in evidence.root(mention.span).ancestors:
        if one.dep_ == "appos" and one.head.i < one.left_edge.i and (found := evidence.mentions.get(one.head.i)):
            return found
    return None


def figure_of(
    term: PropertyTerm,
    reason: str,
    place: Place,
    subject: tuple[Mention, str],
    link: str,
    *,
    cue: Hit | None = None,
    lead: Finding | None = None,
    scope: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """A finding of the figure; its first word is the figure, from which its manner is read."""
    tokens: tuple[Token, ...] = (place.root,)
    if cue:
        stretch = tuple(place.root.doc[cue.start : cue.end])
        tokens = (place.root, *stretch)
    return Figure(
        term, f"figure: {reason}", tokens, subject[0], subject[1], link, amount=place.amount, lead=lead, scope=scope
    )


def lead_before(before: Sequence[Amount], amount: Amount, known: Mapping[int, Finding]) -> Finding | None:
    """What the figure before says; behind one of another unit what the one before that does."""
    unit = amount.quantity.unit
    if len(before) > 1 and unit and before[-1].quantity.unit not in ("", unit, COUNT):
        lead = known.get(before[-2].span.start)
        if lead and lead.amount and lead.amount.quantity.unit == unit:
            return lead
    return known.get(before[-1].span.start) if before else None


def going_on(
    reason: str,
    place: Place,
    lead: Finding,
    link: str,
    *,
    subject: tuple[Mention, str] | None = None,
) -> Figure:
    """A further figure of the metric of the one before, counted in the same unit."""
    found = figure_of(lead.term, reason, place, subject or (lead.subject, lead.tie), link, lead=lead)
    return replace(found, unit=lead.unit) if isinstance(lead, Figure) else found
