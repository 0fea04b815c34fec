"""Takes a change whose measure no word near it names; gives the level that it is the change of; touches nothing.

"A 31% jump to 6,658 boats", "a 12% decline, with 6,155 boats delivered": the level stands behind. "This figure is a
rise of 5%": it stands in the sentence before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Place
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax.predicates import clause_of, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

_BASE = (
    r"(?:(?:year|month|quarter|week)[\s-](?:on|over)[\s-](?:year|month|quarter|week)|annual|yearly|monthly|quarterly|"
    r"yoy|y/y|y-o-y|mom|qoq)"
)
_HEDGE = r"(?:(?:a\stotal\sof|about|around|nearly|almost|just|over|only|some|roughly)\s)?"
#: What stands between a change and the level that it led to.
_REACHED = re.compile(
    rf"\s(?:{_BASE}\s)?(?P<way>[a-z]+)(?:\s{_BASE})?(?:\sto\s|,?\swith\s|,\sto\s){_HEDGE}", re.IGNORECASE
)


def level_behind(
    evidence: Evidence, metrics: Metrics, place: Place, told: list[Finding]
) -> tuple[Finding, bool] | None:
    """The level that the change led to, else one of the paragraph that is of its kind; whether it is the very one."""
    match = _REACHED.match(evidence.text, place.amount.span.end)
    if match is None or match["way"].lower() not in word_set("figures", "less") | word_set("figures", "more"):
        return None
    start, at = evidence.text.rfind("\n\n", 0, place.amount.span.start), match.end()
    level = evidence.amounts.get(evidence.token(at).i) if at < len(evidence.text) else None
    known = [one for one in told if one.amount and one.term.name in metrics.measures and start < _start(one) <= at]
    own = next((one for one in known if _start(one) == at), None)
    if own is not None or level is None:
        return (own, True) if own else None
    kin = [one for one in known if _start(one) < place.amount.span.start and metrics.fits(level, one.term.name)]
    return (max(kin, key=_start), False) if kin else None


def level_taken_up(evidence: Evidence, metrics: Metrics, place: Place, told: list[Finding]) -> Finding | None:
    """The first level of the sentence before, which a sentence takes up as "this figure"."""
    verb, sentence = clause_of(place.root), place.root.sent
    if verb.lemma_ not in word_set("figures", "amounting") or sentence.start == 0:
        return None
    if not any(_points(one, alone=verb.lemma_ != "be") for one in subjects(verb)):
        return None
    previous = evidence.doc[sentence.start - 1].sent
    if "\n" in evidence.text[previous.start_char : sentence.start_char].strip():
        return None
    known = (one for one in told if one.amount and one.term.name in metrics.measures)
    return min(
        (one for one in known if previous.start_char <= _start(one) < sentence.start_char), key=_start, default=None
    )


def _points(token: Token, *, alone: bool) -> bool:
    """Whether a subject only takes up a figure: "this" (`alone`), "the number", "the May figure"."""
    if token.lower_ in ("this", "that"):
        return alone
    opened = any(one.dep_ == "det" and one.lower_ in ("this", "that", "the", "these") for one in token.children)
    return opened and token.lemma_.lower() in word_set("figures", "tallies")


def _start(finding: Finding) -> int:
    return finding.amount.span.start if finding.amount else -1
