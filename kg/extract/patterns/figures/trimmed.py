"""Takes the findings of an article; gives figures to the versions of a thing made that are told right behind them.

Touches nothing. "The Zed costs 300 yuan in the base version and 400 in the Max": each figure is of its version, not of
the Zed, and not of the version told before it.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Amount, Mention

_LINKS, _LED = frozenset(("for", "in")), frozenset(("the", "its", "both"))
#: How many words behind the figure its unit's noun may be ("a 42 kWh pack in the Max"), and the version behind that.
_NOUNS, _REACH = 2, 4
_JOINTS = frozenset(("and", ",", "or", "&", "the"))


def of_versions(evidence: Evidence, metrics: Metrics, naming: Naming, findings: list[Finding]) -> list[Finding]:
    """The findings, those with a version behind their figure told of it, and of those joined with it."""
    versions = {at: one for at, one in evidence.mentions.items() if _is_version(one)}
    found: list[Finding] = []
    for one in findings:
        row = _behind(evidence, versions, one.amount) if versions and one.amount else []
        row = [each for each in row if naming.fits(evidence, each, metrics.classes(one.term))]
        if row and evidence.entity(one.subject) not in {evidence.entity(each) for each in row}:
            found += [replace(one, subject=each, tie="for" if not at else "list") for at, each in enumerate(row)]
        else:
            found.append(one)
    return found


def _is_version(mention: Mention) -> bool:
    """Whether the words only tell a version of what was named before."""
    told = word_set("names", "version_words") | word_set("names", "version_nouns")
    named = word_set("names", "alone") | word_set("names", "trims_alone")
    words = mention.span.text.replace("-", " ").split()
    return mention.by != "reference" and all(one in told or one in named or one == "model" for one in words)


def _behind(evidence: Evidence, versions: dict[int, Mention], amount: Amount) -> list[Mention]:
    """The versions for which or in which the figure holds."""
    doc, at = evidence.doc, evidence.token(amount.span.end - 1).i + 1
    end = doc[at - 1].sent.end
    if at < end and doc[at].text == "(":
        at = next((one + 1 for one in range(at, end) if doc[one].text == ")"), end)
    last = at + _NOUNS
    while at < min(end, last) and (doc[at].pos_ == "NOUN" or doc[at].lower_ == "one"):
        at += 1
    if at + 1 >= end or doc[at].lower_ not in _LINKS or doc[at + 1].lower_ not in _LED:
        return []
    first = next((one for one in range(at + 1, min(end, at + 2 + _REACH)) if one in versions), None)
    if first is None or any(doc[one].pos_ in ("VERB", "AUX", "ADP") for one in range(at + 1, first)):
        return []
    row, at = [versions[first]], first
    while at < end and (at in versions or doc[at].lower_ in _JOINTS):
        if at in versions and versions[at] not in row:
            row.append(versions[at])
        elif doc[at].lower_ in _JOINTS and any(amount_at in evidence.amounts for amount_at in (at + 1, at + 2)):
            break
        at += 1
    return row
