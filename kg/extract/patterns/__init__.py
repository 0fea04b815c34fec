"""Takes articles; gives what the patterns of the ontology read in them as proposed claims; touches nothing.

The default extractor: spaCy's analysis, the registry's names, a grammar of figures and times, and the patterns that
each relation, metric and attribute file of the ontology carries. It knows English; what it is to find it knows from
the ontology alone. See `ontology/decisions/patterns.md`.

Its rooms, each of which imports only from those before it: `lexicon` (word lists), `grammar` (the ontology's patterns),
`analysis` (the parsed text), `syntax` (facts of English grammar), `times`, `amounts`, `names`, `saying` (who speaks),
`slots` (what a word stands for), `relations`, `modality`, `figures`, `linking` (figures that no rule reads),
`statements`, `claims`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.patterns.amounts.amounts import find_amounts
from kg.extract.patterns.analysis.collecting import leave_out, uncollected
from kg.extract.patterns.analysis.evidence import Evidence, lay
from kg.extract.patterns.analysis.language import load, version
from kg.extract.patterns.analysis.mending import mend
from kg.extract.patterns.analysis.parse import parsed
from kg.extract.patterns.analysis.text import keep_text, plain, text_of
from kg.extract.patterns.analysis.together import texts_together
from kg.extract.patterns.claims.proposals import Assembler
from kg.extract.patterns.claims.settling import settle
from kg.extract.patterns.figures.behind import told_behind
from kg.extract.patterns.figures.counterparts import Counterparts
from kg.extract.patterns.figures.figures import Figures
from kg.extract.patterns.figures.inorder import each_own, shared
from kg.extract.patterns.figures.owners import of_owners
from kg.extract.patterns.figures.phases import in_phases
from kg.extract.patterns.figures.products import told_of_products
from kg.extract.patterns.figures.receiving import each_behind
from kg.extract.patterns.figures.series import Series
from kg.extract.patterns.figures.soundness import Soundness
from kg.extract.patterns.figures.subsets import without_subsets
from kg.extract.patterns.figures.trimmed import of_versions
from kg.extract.patterns.figures.wholes import of_wholes
from kg.extract.patterns.grammar.grammar import read_grammar
from kg.extract.patterns.grammar.nominals import nominal
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.linking import UNLIKELY, Linker
from kg.extract.patterns.linking.units import Units
from kg.extract.patterns.names.anonymous import read_anonymous
from kg.extract.patterns.names.mentions import Names, find_mentions
from kg.extract.patterns.names.titles import named_in, only_titled
from kg.extract.patterns.relations.adjacent import Adjacent
from kg.extract.patterns.relations.careers import careers
from kg.extract.patterns.relations.exact import exactly
from kg.extract.patterns.relations.listed import Listed
from kg.extract.patterns.relations.match import Finding, Matcher
from kg.extract.patterns.relations.pairs import Pairs, distinct
from kg.extract.patterns.relations.posts import Posts
from kg.extract.patterns.relations.rivals import best
from kg.extract.patterns.relations.sureness import LEAST, Sureness
from kg.extract.patterns.relations.tenures import Tenures
from kg.extract.patterns.saying.observers import Observers
from kg.extract.patterns.saying.speech import Speech, find_speech
from kg.extract.patterns.slots.groups import add_groups
from kg.extract.patterns.slots.happenings import Happenings
from kg.extract.patterns.slots.noted import in_text
from kg.extract.patterns.slots.parts import Parts
from kg.extract.patterns.slots.subjects import naming
from kg.extract.patterns.statements.statements import Statements
from kg.extract.patterns.statements.tellings import Tellings
from kg.extract.patterns.times.moments import find_moments
from kg.model import Article, Claim, Mention, Newcomer, Reading, Schema
from kg.resolve import Registry

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Name and version. Raised when the extractor reads the same text otherwise than before.
VERSION = "patterns/13"


@dataclass(frozen=True)
class Ground:
    """An article under its layers, its new groups and parts, who says what, and what the rules found."""

    evidence: Evidence
    groups: list[Newcomer]
    speech: list[Speech]
    findings: list[Finding]
    dropped: Counter[str]


class PatternExtractor:
    """Reads articles with the patterns of one schema and the names of one registry.

    `least` is how likely relations, attributes and what patterns read of figures must be to be proposed, between 0
    (whatever a pattern finds) and 1.
    """

    def __init__(self, schema: Schema, registry: Registry, least: Mapping[str, float] = LEAST) -> None:
        self.schema = schema
        self.id = f"{VERSION} {version()}"
        self.units = Units(schema)
        self.language = load()
        self.grammar = read_grammar(schema, nominal)
        self.nouns = nouns = naming(schema)
        self.parts = Parts(schema, self.grammar)
        self.matcher = Matcher(self.grammar, nouns, self.parts)
        self.series = Series(schema, self.grammar, nouns)
        self.listed = Listed(self.grammar, nouns)
        self.pairs = Pairs(schema, self.grammar, nouns)
        self.posts = Posts(self.grammar, nouns)
        self.tenures = Tenures(self.grammar, nouns)
        self.adjacent = Adjacent(self.grammar, nouns)
        self.figures = Figures(schema, self.grammar, nouns)
        self.linker = Linker(self.figures, least.get("figure", UNLIKELY))
        self.counterparts = Counterparts(self.figures.metrics, self.grammar, nouns)
        self.soundness = Soundness(self.figures.metrics, nouns)
        self.sureness = Sureness(least)
        self.tellings = Tellings(schema, self.grammar, nouns)
        self.observers = Observers(schema)
        self._know(registry)

    def _know(self, registry: Registry) -> None:
        self.registry = registry
        self.names = Names(registry, self.schema)
        self.happenings = Happenings(self.schema, registry)
        anonymous = read_anonymous(registry, self.schema)
        self.statements = Statements(self.schema, self.grammar, self.nouns, anonymous)
        self.assembler = Assembler(self.schema, self.grammar, self.id, anonymous)

    def knowing(self, registry: Registry) -> PatternExtractor:
        """The same patterns with the names of another registry."""
        other = copy(self)
        other._know(registry)
        return other

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """What each article says, in their order, one batch in memory at a time."""
        longest = self.language.max_length
        texts = ((plain(one.body) if len(one.body) <= longest else "", one) for one in articles)
        pairs = ((text, (one, text)) for text, one in texts)
        for doc, (article, text) in self.language.pipe(pairs, as_tuples=True, batch_size=texts_together(self.language)):
            keep_text(doc, text)
            if len(article.body) > longest:
                reason = f"the article is longer than {longest} characters: not read"
                yield Reading(article.id, self.id, (), dropped=((reason, 1),))
            else:
                with uncollected():
                    reading = self.interpret(article, doc)
                leave_out()
                yield reading

    def ground(self, article: Article, doc: Doc) -> Ground:
        """An analysed article under its layers, with what the rules find in it."""
        mend(doc)
        doc = parsed(doc)
        text = text_of(doc)
        titled = named_in(plain(article.title), self.names)
        names = find_mentions(doc, article.body, self.names, article.title, titled)
        amounts = find_amounts(text, self.schema)
        moments = find_moments(text, article.published)
        evidence = lay(article, doc, names, amounts, moments, only_titled(titled, names[0]))
        groups = [*add_groups(evidence, self.schema, self.registry), *self.happenings.add(evidence)]
        groups += self.parts.add(evidence, self.registry)
        evidence.made_by.update(self._made(evidence))
        evidence.belonging.update(self.names.homes)
        evidence.counted.update((one.span.start, one) for one in self.units.infer(evidence))
        speech = find_speech(doc, list(evidence.all_mentions), self.names)
        for one in speech:
            own = evidence.text.startswith(one.cue, one.start) and not self._passes_on(one.speaker)
            for mention in (None if own else one.speaker, *one.via):
                if mention:
                    evidence.speakers.add((mention.span.start, mention.span.end))
        evidence.observers.update((one.span.start, one.span.end) for one in self.observers.find(evidence))
        evidence.speakers.update(evidence.observers)
        dropped: Counter[str] = Counter()
        found = [*self.matcher.find(evidence), *self.pairs.find(evidence), *self.posts.find(evidence)]
        found += list(self.listed.find(evidence, found))
        found += list(careers(evidence, found, self.posts))
        found = list(self.tenures.told(evidence, found))
        found += self.adjacent.find(evidence, found)
        findings = exactly(evidence, best(distinct(evidence, found), dropped), self.grammar, self.pairs.naming)
        findings = self.series.aimed(evidence, findings)
        findings += self.series.find(evidence, findings)
        findings = self.figures.settled(evidence, findings)
        findings += self.figures.find(evidence, findings, dropped)
        return Ground(evidence, groups, speech, findings, dropped)

    def _made(self, evidence: Evidence) -> Iterator[tuple[str, frozenset[str]]]:
        """The things of the article that bear the name of their makers."""
        for mention in (*evidence.titled, *evidence.all_mentions):
            if mention.entity:
                if makers := self.names.made_by.get(mention.entity):
                    yield mention.entity, makers
            elif (name := evidence.entity(mention)) and (known := self.names.makers(mention.span.text)):
                yield name, frozenset(known)

    def _passes_on(self, speaker: Mention | None) -> bool:
        """Whether somebody tells of others by trade: of what a house "reported" it may itself be the subject."""
        houses = word_set("speech", "press_houses")
        return speaker is not None and any(self.schema.is_a(speaker.type, kind) for kind in houses)

    def interpret(self, article: Article, doc: Doc) -> Reading:
        """What an analysed article says."""
        ground = self.ground(article, doc)
        evidence, dropped = ground.evidence, ground.dropped
        findings = self.linker.read(evidence, ground.findings, dropped)
        findings = of_wholes(evidence, self.figures.metrics, self.nouns, findings)
        findings = in_phases(evidence, findings)
        findings = of_versions(evidence, self.figures.metrics, self.nouns, findings)
        findings = shared(evidence, self.figures.metrics, self.nouns, findings)
        findings = each_own(evidence, self.figures.metrics, self.nouns, findings)
        findings = each_behind(evidence, self.figures.metrics, self.nouns, findings)
        findings = told_behind(evidence, self.figures.metrics, self.nouns, findings)
        findings = self.counterparts.add(evidence, findings)
        findings = told_of_products(evidence, self.figures.metrics, self.nouns, findings)
        findings = of_owners(evidence, self.figures.metrics, self.nouns, findings)
        findings = without_subsets(evidence, self.soundness.kept(evidence, findings, dropped), dropped)
        findings = self.sureness.weighed(evidence, findings, dropped, "relation")
        findings += self.tellings.find(evidence, findings)
        findings = self.sureness.weighed(evidence, findings, dropped, "attribute")
        known: dict[int, Claim | str] = {}
        claims, counted = self.assembler.claims(evidence, findings, ground.speech, known)
        if said := list(self.statements.find(evidence, ground.speech, claims)):
            claims, counted = self.assembler.claims(evidence, [*findings, *said], ground.speech, known)
        dropped.update(counted)
        return Reading(
            article=article.id,
            extractor=self.id,
            claims=tuple(claims),
            newcomers=(*evidence.newcomers, *_spoken_of(ground.groups, claims)),
            mentions=evidence.all_mentions,
            amounts=settle(tuple(evidence.counted.values()), claims),
            moments=tuple(in_text(evidence, one) for one in evidence.all_moments),
            dropped=tuple(sorted(dropped.items())),
        )


def _spoken_of(groups: list[Newcomer], claims: list[Claim]) -> list[Newcomer]:
    """The new groups and parts of which a claim speaks."""
    named = {name for claim in claims for name in (claim.subject, claim.object, claim.speaker)}
    return [group for group in groups if group.id in named]


def open_extractor(schema: Schema, registry: Registry, least: Mapping[str, float] = LEAST) -> PatternExtractor:
    """The extractor of patterns, with its model loaded. Raises `KgError` where the model or a pattern is amiss."""
    return PatternExtractor(schema, registry, least)


def identify() -> str | None:
    """The id that the extractor would have, without loading the model; None where its libraries are not installed."""
    model = version()
    return f"{VERSION} {model}" if model else None
