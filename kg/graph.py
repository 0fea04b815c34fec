"""Takes a corpus and the ontology's terms; gives the RDF dataset as quads; touches nothing.

Two layers (DESIGN, section 2). Every claim is a node with all its slots. A claim that states a fact also gives the
direct triple `subject relation object`: it must be asserted, reviewed, not negated, not conditional, about an entity,
and nobody else's claim may deny or negate the same triple. Figures and words have no direct triple, because without
bound, time and scope they would say more than the text.

Each article is a named graph; the registry, the ontology and the derived statements have one each. Entities that are
only proposed stand in the graphs of the articles that propose them, with a status of their own. There is not one blank
node, so that equal input gives equal bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg import vocab
from kg.corpus import Corpus
from kg.literals import date_bounds, date_literal, decimal_literal, number_literal
from kg.model import Article, Claim, Entity, Quantity, Schema

Term = ox.NamedNode | ox.Literal
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+(?=[“‘\"'(]*[^\W\d_a-zß-ÿ]|[“‘\"'(]*\d)")


def build_quads(
    corpus: Corpus, schema: Schema, terms: Iterable[ox.Triple], *, registry: bool = False
) -> list[ox.Quad]:
    """All quads but the derived ones, sorted; with `registry` every registered entity, also those not spoken of."""
    writer = _Writer(corpus, schema)
    quads = set(writer.articles())
    quads.update(writer.entities(corpus.registry.entities.values() if registry else corpus.entities))
    quads.update(writer.claims())
    ontology = writer.iri("graph", "ontology")
    quads.update(ox.Quad(triple.subject, triple.predicate, triple.object, ontology) for triple in terms)
    return sort_quads(quads)


def claim_quads(corpus: Corpus, schema: Schema) -> list[ox.Quad]:
    """The quads of the claims of a corpus, and of the entities that are only proposed, with every class of these."""
    writer = _Writer(corpus, schema)
    return [*writer.claims(), *writer.newcomers()]


def sort_quads(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads in the order of their N-Quads lines, each once."""
    return [quad for _, quad in sorted({str(quad): quad for quad in quads}.items())]


def facts(claims: Iterable[Claim], inverses: Mapping[str, str]) -> set[str]:
    """The ids of the claims that may stand as direct triples. `inverses` are the schema's."""
    claims = tuple(claims)
    against = disputes(claims, inverses)
    return {
        claim.id
        for claim in claims
        if claim.object is not None
        and claim.modality == "asserted"
        and claim.status == "reviewed"
        and not claim.negated
        and claim.condition is None
        and claim.id not in against
    }


def disputes(claims: Iterable[Claim], inverses: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each claim that somebody denies or negates: the ids of the reviewed claims that do, in their order.

    Whoever denies that one thing is the part of another denies that this one has it as its part.
    """
    claims = tuple(claims)
    against: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim in claims:
        if claim.object is not None and claim.status == "reviewed" and _is_against(claim):
            against[claim.subject, claim.property, claim.object].append(claim.id)
            if other := inverses.get(claim.property):
                against[claim.object, other, claim.subject].append(claim.id)
    return {
        claim.id: tuple(found)
        for claim in claims
        if claim.object is not None
        and not _is_against(claim)
        and (found := against.get((claim.subject, claim.property, claim.object)))
    }


def _is_against(claim: Claim) -> bool:
    """Whether the claim speaks against its triple: it denies it, or says that it is not so, but not both."""
    return claim.negated != (claim.modality == "denied")


def passage(article: Article, offset: int) -> tuple[int, int]:
    """Paragraph and sentence in which an offset of the body stands, both counted from 1.

    Paragraphs are parted by line ends; a sentence ends at . ! ? before a capital or a figure.
    """
    line_start = article.body.rfind("\n", 0, offset) + 1
    paragraph = sum(1 for line in article.body[:line_start].split("\n") if line.strip()) + 1
    sentence = len(_SENTENCE_END.findall(article.body[line_start : offset + 1])) + 1
    return paragraph, sentence


class _Writer:
    """Mints IRIs and literals for one corpus, and writes its quads."""

    def __init__(self, corpus: Corpus, schema: Schema) -> None:
        self.corpus = corpus
        self.schema = schema
        self.there: frozenset[str] = frozenset()
        self.facts = facts(corpus.claims, schema.inverses)
        self.keys = {(claim.article, claim.key): claim.id for claim in corpus.claims if claim.key}

    def iri(self, prefix: str, name: str) -> ox.NamedNode:
        return ox.NamedNode(self.schema.prefixes[prefix] + name)

    def concept(self, scheme: str, notation: str) -> ox.NamedNode:
        return ox.NamedNode(self.schema.concepts[scheme][notation])

    def type_of(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(self.schema.iris[name])

    def quads(self, subject: ox.NamedNode, graph: ox.NamedNode, pairs: Iterable[tuple[str, Term]]) -> Iterator[ox.Quad]:
        for predicate, value in pairs:
            prefix, _, name = predicate.partition(":")
            yield ox.Quad(subject, self.iri(prefix, name), value, graph)

    def articles(self) -> Iterator[ox.Quad]:
        for article in self.corpus.articles.values():
            node = self.iri("art", article.id)
            yield from self.quads(node, node, self.article(article))

    def article(self, article: Article) -> Iterator[tuple[str, Term]]:
        yield "rdf:type", self.iri("kg", "Article")
        yield "rdf:type", self.iri("prov", "Entity")
        yield "rdf:type", self.iri("schema", "NewsArticle")
        yield "dcterms:title", ox.Literal(article.title, language=article.language)
        yield "dcterms:identifier", ox.Literal(article.id)
        yield "dcterms:language", ox.Literal(article.language)
        if article.publisher:
            yield "dcterms:publisher", self.iri("ent", self.corpus.registry.find(article.publisher)[0].id)
        if article.published:
            yield "kg:published", ox.Literal(article.published.text)
            yield from date_bounds(article.published)
            yield "kg:basis", self.concept("Basis", article.published_basis)
        if article.url:
            yield "schema:url", ox.Literal(article.url, datatype=self.iri("xsd", "anyURI"))
        if article.ingested:
            yield "kg:ingested", date_literal(article.ingested)

    def entities(self, entities: Iterable[Entity]) -> Iterator[ox.Quad]:
        entities = tuple(entities)
        self.there = frozenset(one.id for one in entities)
        graph = self.iri("graph", "registry")
        for entity in entities:
            node = self.iri("ent", entity.id)
            if entity.id in self.corpus.registry.proposed:
                for home in self.corpus.proposals.homes[entity.id]:
                    article = self.iri("art", home)
                    yield from self.quads(node, article, self.entity(entity))
                    yield ox.Quad(node, self.iri("kg", "status"), self.concept("Status", "proposed"), article)
                continue
            yield from self.quads(node, graph, self.entity(entity))
            for other in sorted(self.there.intersection(entity.different_from)):
                yield ox.Quad(self.iri("ent", other), self.iri("owl", "differentFrom"), node, graph)

    def newcomers(self) -> Iterator[ox.Quad]:
        """The classes of the entities that are only proposed, without asking the rules for them."""
        graph = self.iri("graph", "derived")
        for name in self.corpus.registry.proposed:
            for kind in self.schema.ancestors(self.corpus.registry.entities[name].type):
                if kind in self.schema.iris:
                    yield ox.Quad(self.iri("ent", name), self.iri("rdf", "type"), self.type_of(kind), graph)

    def entity(self, entity: Entity) -> Iterator[tuple[str, Term]]:
        yield "rdf:type", self.type_of(entity.type)
        yield "rdfs:label", ox.Literal(entity.label, language="en")
        yield "skos:prefLabel", ox.Literal(entity.label, language="en")
        if entity.zh:
            yield "skos:prefLabel", ox.Literal(entity.zh, language="zh")
        for alias in entity.aliases:
            yield "skos:altLabel", ox.Literal(alias, language="en" if alias.isascii() else "und")
        for other in sorted(self.there.intersection(entity.different_from)):
            yield "owl:differentFrom", self.iri("ent", other)
        if entity.wikidata:
            yield "skos:exactMatch", self.iri("wd", entity.wikidata)
        if entity.definition:
            yield "skos:definition", ox.Literal(entity.definition, language="en")

    def claims(self) -> Iterator[ox.Quad]:
        for claim in self.corpus.claims:
            graph = self.iri("art", claim.article)
            node = self.iri("claim", claim.id)
            yield from self.quads(node, graph, self.core(claim))
            yield from self.quads(node, graph, self.testimony(claim))
            yield from self.quads(node, graph, self.source(claim))
            yield from self.quads(node, graph, self.proposal(claim))
            if claim.id in self.facts and claim.object is not None:
                relation = self.type_of(claim.property)
                yield ox.Quad(self.iri("ent", claim.subject), relation, self.iri("ent", claim.object), graph)

    def core(self, claim: Claim) -> Iterator[tuple[str, Term]]:
        """What is claimed: subject, predicate, object, with figures and scope."""
        yield "rdf:type", self.iri("kg", "Claim")
        yield "rdf:type", self.iri("rdf", "Statement")
        yield "rdf:subject", self.iri("ent", claim.subject)
        yield "rdf:predicate", self.type_of(claim.property)
        if claim.object is not None:
            yield "rdf:object", self.iri("ent", claim.object)
        elif claim.quantity is not None:
            yield from self.quantity(claim.quantity)
        else:
            yield "rdf:object", ox.Literal(claim.words or "", language=self.corpus.articles[claim.article].language)
        for key, value in claim.scope:
            yield from self.scope(key, value)

    def quantity(self, quantity: Quantity) -> Iterator[tuple[str, Term]]:
        stated = ox.Literal(quantity.text) if quantity.number is None else number_literal(quantity.number)
        yield "rdf:object", stated
        if quantity.low is not None:
            yield "kg:low", decimal_literal(quantity.low)
        if quantity.high is not None:
            yield "kg:high", decimal_literal(quantity.high)
        yield "kg:bound", self.concept("Bound", quantity.bound)
        yield "kg:unit", ox.NamedNode(self.schema.units[quantity.unit])
        yield "kg:valueText", ox.Literal(quantity.text)
        if quantity.unit_basis != "stated":
            yield "kg:unitBasis", self.concept("Basis", quantity.unit_basis)
        if quantity.reading:
            yield "kg:isReading", ox.Literal(True)

    def scope(self, key: str, value: str) -> Iterator[tuple[str, Term]]:
        term = self.schema.scopes[key]
        node: Term = ox.Literal(value)
        if term.kind == "concept":
            node = self.concept(term.range, value)
        elif term.kind == "entity":
            node = self.iri("ent", value)
        prefix, _, name = vocab.shrink(term.iri, self.schema.prefixes).partition(":")
        yield f"{prefix}:{name}", node

    def testimony(self, claim: Claim) -> Iterator[tuple[str, Term]]:
        """How it is claimed: time, modality, condition, speaker."""
        if claim.when and claim.when.text:
            yield "kg:when", ox.Literal(claim.when.text)
            yield from date_bounds(claim.when)
            yield "kg:whenBasis", self.concept("Basis", claim.when.basis)
        if claim.when and claim.when.words:
            yield "kg:whenText", ox.Literal(claim.when.words)
        yield "kg:modality", self.concept("Modality", claim.modality)
        if claim.negated:
            yield "kg:negated", ox.Literal(True)
        if claim.condition and claim.condition.words:
            yield "kg:condition", ox.Literal(claim.condition.words)
        if claim.condition and claim.condition.claim:
            yield "kg:conditionClaim", self.iri("claim", self.keys[claim.article, claim.condition.claim])
        if claim.role:
            yield "kg:speakerRole", ox.Literal(claim.role)
        for link in claim.via:
            yield "kg:via", self.iri("ent", link)
        if claim.speaker:
            yield "kg:speakerChain", ox.Literal(speaker_chain(claim, self.corpus))
        for slot, note in (("caveat", claim.caveat), ("note", claim.note)):
            if note:
                yield f"kg:{slot}", ox.Literal(note)

    def source(self, claim: Claim) -> Iterator[tuple[str, Term]]:
        """Where it is written: the eight provenance triples that DESIGN allows."""
        article = self.corpus.articles[claim.article]
        paragraph, sentence = passage(article, claim.span.start)
        yield "prov:wasQuotedFrom", self.iri("art", claim.article)
        yield "oa:exact", ox.Literal(claim.span.text, language=article.language)
        yield "oa:start", ox.Literal(claim.span.start)
        yield "oa:end", ox.Literal(claim.span.end)
        yield "kg:paragraph", ox.Literal(paragraph)
        yield "kg:sentence", ox.Literal(sentence)
        yield "kg:status", self.concept("Status", claim.status)
        yield "kg:speaker", self.iri("ent", claim.speaker) if claim.speaker else self.iri("art", claim.article)
        if claim.part != "body":
            yield "kg:textPart", self.concept("TextPart", claim.part)

    def proposal(self, claim: Claim) -> Iterator[tuple[str, Term]]:
        """What stands behind a claim that a program proposed."""
        if claim.extractor:
            yield "kg:extractor", ox.Literal(claim.extractor)
        if claim.confidence is not None:
            yield "kg:confidence", decimal_literal(claim.confidence)
        if claim.reason:
            yield "kg:reason", ox.Literal(claim.reason)


def speaker_chain(claim: Claim, corpus: Corpus) -> str:
    """Every link from the speaker to the article, in order."""
    names = [corpus.registry.entities[one].label for one in (claim.speaker, *claim.via) if one]
    return " > ".join([*names, corpus.articles[claim.article].title])
