"""Learns the weights of `kg/extract/patterns/relations/sureness.py`: `python tests/gold/train_sureness.py [--write]`.

Takes the same gold as `train_links.py`, passages aside. Every relation and attribute that the patterns find and the
gold can judge is right or wrong; for each kind a logistic regression with an L2 prior is fitted to their features (the
same weights in every run). Prints, for sets that a fold left out, how many findings of each threshold are right.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from train_links import Choice, fit, open_all

from kg.evaluate.case import Case
from kg.evaluate.claims import is_contested
from kg.evaluate.slots import says_again
from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.relations import sureness
from kg.extract.patterns.relations.match import Finding
from kg.model import Claim

OUT = Path(sureness.__file__).parents[1] / "lexicon/sureness.yaml"
HEAD = """\
# How much each feature speaks for what a pattern found (kg/extract/patterns/relations/sureness.py).
# Learned by tests/gold/train_sureness.py on the gold of tests/gold.
"""
#: What a finding weighs that the gold neither states nor speaks against: four of five such relations are true (of 109,
#: read one by one), but nobody found them worth a line.
UNNOTED = 0.5
#: How strongly weights are drawn to zero; a feature that so few relations have is not weighed.
PRIOR, RARE, FOLDS = 4.0, 4, 7


#: Sets whose maps name only the property that says exactly the fact: of others that are right they would say wrong.
STRICT = frozenset(
    (
        *("alder", "birch", "cedar", "fir", "gorse", "hawthorn", "hazel", "ivy", "juniper", "larch", "maple"),
        *("nettle", "oak", "poplar", "quince", "rowan", "sorrel", "spruce", "sumac", "tansy", "teasel", "thyme"),
        *("vetch", "walnut", "willow", "woodruff", "yew"),
    )
)


class Example(NamedTuple):
    """What was found: the kind of its property, the set that it stands in, its features, and whether it is right.

    `weight` is less than one where the gold is silent.
    """

    kind: str
    text: str
    features: Sequence[str]
    right: bool
    weight: float


class Recorder(sureness.Sureness):
    """Keeps all, and remembers the features."""

    def __init__(self) -> None:
        super().__init__(sureness.ANYTHING)
        self.seen: list[tuple[str | None, str, str | None, int, list[str]]] = []

    def weighed(
        self, evidence: Evidence, findings: Iterable[Finding], _dropped: Counter[str], kind: str
    ) -> list[Finding]:
        found = list(findings)
        for one in found:
            if one.term.kind == kind:
                target = evidence.entity(one.object) if one.object else None
                ends = evidence.entity(one.subject), one.term.name, target
                self.seen.append((*ends, one.cue[0].idx, sureness.features(evidence, one)))
        return found

    def of(self, claim: Claim) -> list[str] | None:
        """The features of what became the claim."""
        ends = claim.subject, claim.property, claim.object
        for *own, at, told in self.seen:
            if tuple(own) == ends and claim.span.start <= at < claim.span.end:
                return told
        return None


def main() -> None:
    examples = read_examples()
    text = HEAD
    for kind in sureness.LEAST:
        own = [one for one in examples if one.kind == kind]
        print(f"{kind}: {len(own)}, {sum(one.right for one in own)} right")
        cross_check(own)
        weights = learned(own)
        text += f"{kind}:\n"
        text += "".join(f'  - "{one} {weights[one]:.2f}"\n' for one in sorted(weights) if abs(weights[one]) >= 0.005)
    if "--write" in sys.argv:
        OUT.write_text(text, "utf-8")


def read_examples() -> list[Example]:
    extractor, texts = open_all()
    recorder = Recorder()
    extractor.sureness = recorder
    examples = []
    for article, gold, identity, folder, _ in texts:
        if folder.name in STRICT:
            continue
        recorder.seen.clear()
        (reading,) = extractor.read([article])
        case = Case(article, gold, reading, extractor.schema, identity)
        right = {id(pair.claim) for pair in case.pairs}
        for claim in reading.claims:
            judged = id(claim) in right or (case.near(claim) and not says_again(case, claim, whole=False))
            if judged and (told := recorder.of(claim)):
                kind = extractor.schema.properties[claim.property].kind
                known = id(claim) in right or any(is_contested(fact, claim, case.identity) for fact in gold.facts)
                examples.append(Example(kind, folder.name, told, id(claim) in right, 1.0 if known else UNNOTED))
    return examples


def learned(examples: Sequence[Example]) -> dict[str, float]:
    counts = Counter(feature for one in examples for feature in set(one.features))
    kept = [[feature for feature in one.features if counts[feature] >= RARE] for one in examples]
    choices = [Choice(one.weight, [(told, one.right)], not one.right) for told, one in zip(kept, examples, strict=True)]
    return fit(choices, prior=PRIOR)


def cross_check(examples: Sequence[Example]) -> None:
    """Prints what stays at several thresholds in sets that were left out: right, contested by the gold, unnoted."""
    sets = sorted({one.text for one in examples})
    weighed = []
    for fold in range(FOLDS):
        held = set(sets[fold::FOLDS])
        table = learned([one for one in examples if one.text not in held])
        weighed += [(sureness.logistic(table, one.features), one) for one in examples if one.text in held]
    print("threshold  kept  right  contested  unnoted")
    for threshold in (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7):
        kept = [one for likely, one in weighed if likely >= threshold]
        right, unnoted = sum(one.right for one in kept), sum(one.weight < 1 for one in kept)
        print(f"{threshold:9} {len(kept):5} {right:6} {len(kept) - right - unnoted:10} {unnoted:8}")


if __name__ == "__main__":
    main()
