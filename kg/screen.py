"""Takes claims that are not in the graph yet; gives those that its checks and shapes would refuse; touches nothing.

The ontology and the registry are put into a store once; the claims of one article after the other are put in, asked
about, and taken out again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg import check, rules
from kg.corpus import Corpus
from kg.extract.proposed import entity_of
from kg.graph import build_quads, claim_quads
from kg.model import Article, Claim, Condition, Newcomer, Reading
from kg.ontology import Ontology
from kg.project import Project
from kg.proposals import Proposals
from kg.resolve import Registry
from kg.store import Store


class Screen:
    """What claims of a project are held against."""

    def __init__(self, project: Project, ontology: Ontology, corpus: Corpus) -> None:
        self.project = project
        self.ontology = ontology
        self.corpus = replace(corpus, claims=(), proposals=Proposals())
        self.store = Store(ontology.schema.prefixes)
        self._fill()

    def _fill(self) -> None:
        self.base = build_quads(self.corpus, self.ontology.schema, self.ontology.terms, registry=True)
        self.store.engine.clear()
        self.store.add(self.base)
        self.base += rules.apply_rules(self.project, self.store)
        self.stays = frozenset(self.base)

    def know(self, registry: Registry) -> None:
        """Take a registry that has grown."""
        self.corpus = replace(self.corpus, registry=registry)
        self._fill()

    def faults(
        self, article: Article, claims: Iterable[Claim], newcomers: Iterable[Newcomer] = (), *, shapes: bool = False
    ) -> dict[str, str]:
        """The ids of the claims of an article that a check refuses, or with `shapes` a shape, each with its name.

        `newcomers` are those that the claims name.
        """
        claims, newcomers = tuple(claims), tuple(newcomers)
        if not claims:
            return {}
        registry = self.corpus.registry.with_proposed(entity_of(one, "") for one in newcomers)
        # What a claim hangs on need not be among these.
        alone = tuple(
            replace(claim, condition=Condition(words="elsewhere"))
            if claim.condition and claim.condition.claim
            else claim
            for claim in claims
        )
        corpus = replace(self.corpus, articles={article.id: article}, claims=alone, registry=registry)
        quads = claim_quads(corpus, self.ontology.schema)
        self.store.add(quads)
        try:
            found = check.check_queries(self.project, self.store, claims_only=True)
        finally:
            for quad in set(quads) - self.stays:
                self.store.engine.remove(quad)
        if shapes:
            wanted = [*self.ontology.shapes, *check.relation_shapes(self.ontology.schema)]
            found += check.check_shapes([*self.base, *quads], wanted, self.store.prefixes)
        return faults_of(claims, found)

    def pass_through(self, reading: Reading, article: Article) -> Reading:
        """The reading without the claims that a check refuses; they are counted under its name."""
        faults = self.faults(article, reading.claims, reading.newcomers)
        if not faults:
            return reading
        dropped = dict(reading.dropped)
        for reason in faults.values():
            dropped[reason] = dropped.get(reason, 0) + 1
        kept = tuple(claim for claim in reading.claims if claim.id not in faults)
        return replace(reading, claims=kept, dropped=tuple(sorted(dropped.items())))


def faults_of(claims: Iterable[Claim], violations: Iterable[check.Violation]) -> dict[str, str]:
    """The ids of the claims that are the focus of a violation, with the check or shape that says so."""
    ids = {f"claim:{claim.id}": claim.id for claim in claims}
    return {ids[one.focus]: f"against {one.check}" for one in sorted(violations, reverse=True) if one.focus in ids}
