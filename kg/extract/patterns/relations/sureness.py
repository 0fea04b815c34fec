"""Takes what patterns found in an article; gives relations and attributes with how likely each is right.

Unlikely ones are left out. Touches only the weights beside the code. A pattern says that words can tie two things;
whether they do in a sentence hangs on what both things are, how they are named, and how they hang on the words of the
pattern. A log-linear model weighs that; it was learned on gold (`lexicon/sureness.yaml` says how).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from math import exp

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import weights
from kg.extract.patterns.relations.match import Finding

#: What is less likely than this is no proposal, by the kind of property.
LEAST = {"relation": 0.6, "attribute": 0.3}
#: The same for whoever wants all that patterns find.
ANYTHING = dict.fromkeys(LEAST, 0.0)
_PLACES = Decimal("0.01")
#: From which counts on tokens between two words, and the figures of a sentence, count as more.
_DISTANCES = (2, 4, 7, 12, 20)
_FIGURES = (1, 2, 3, 5)


class Sureness:
    """Weighs the findings of one article after the other; `least` is how likely a proposal of each kind must be."""

    def __init__(self, least: Mapping[str, float] = LEAST) -> None:
        self.least = least

    def weighed(
        self, evidence: Evidence, findings: Iterable[Finding], dropped: Counter[str], kind: str
    ) -> list[Finding]:
        """The findings, those of the kind of property with their likelihood; `dropped` counts the unlikely ones."""
        kept = []
        for finding in findings:
            if finding.term.kind != kind:
                kept.append(finding)
            elif (chance := likelihood(kind, features(evidence, finding))) >= self.least[kind]:
                kept.append(replace(finding, chance=Decimal(str(chance)).quantize(_PLACES)))
            else:
                dropped[f"an unlikely {kind}"] += 1
        return kept


def likelihood(kind: str, told: Iterable[str]) -> float:
    """How likely a finding with these features is right."""
    return logistic(weights("sureness", kind), told)


def logistic(table: Mapping[str, float], told: Iterable[str]) -> float:
    """The logistic function of the sum of the weights of features."""
    return 1.0 / (1.0 + exp(-sum(table.get(one, 0.0) for one in told)))


def features(evidence: Evidence, finding: Finding) -> list[str]:
    """What speaks for and against a finding: the way it was found, its ends, and the figures of the sentence."""
    cue = finding.cue[0]
    found = ["any", f"property {finding.term.name}", f"tie {finding.tie}", f"link {finding.link}", f"cue {cue.dep_}"]
    found.append(f"figures {bisect_right(_FIGURES, sum(one.like_num for one in cue.sent))}")
    for end, mention in (("subject", finding.subject), ("object", finding.object)):
        if mention is None:
            continue
        root = evidence.root(mention.span)
        found += [f"{end} {mention.type}", f"{end} by {mention.by}", f"{end} {root.dep_}"]
        found.append(f"{end} off {bisect_right(_DISTANCES, abs(root.i - cue.i))}")
        if mention.entity is None:
            found.append(f"{end} new")
        if root.head is cue:
            found.append(f"{end} on cue")
    return found
