"""Takes the built dataset; gives what the graph page shows, in words; touches nothing."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox

from kg import quantities, vocab
from kg.export import Dataset
from kg.graph import disputes, passage
from kg.model import Claim
from kg.views.records import (
    PageArticle,
    PageClaim,
    PageClass,
    PageData,
    PageDerived,
    PageNode,
    PageQuestion,
    PageSparql,
    PageTerm,
)


def collect(dataset: Dataset, sparql: PageSparql | None = None) -> PageData:
    """The page's records. Only entities that a claim names are drawn; classes stand in the order of their families."""
    corpus, schema = dataset.corpus, dataset.schema
    names = corpus.spoken_of
    against = disputes(corpus.claims, schema.inverses)
    nodes = [corpus.registry.entities[name] for name in sorted(names)]
    used = {node.type for node in nodes}
    order = list(dict.fromkeys(schema.families.values()))
    classes = sorted(used, key=lambda name: (_rank(order, schema.family(name)), name != schema.family(name), name))
    return PageData(
        title=corpus.description.title,
        description=corpus.description.description,
        licence=corpus.description.licence,
        articles=tuple(_article(dataset, name) for name in sorted(corpus.articles)),
        classes=tuple(
            PageClass(id=name, label=schema.classes[name].label, top=schema.classes[schema.family(name)].label)
            for name in classes
        ),
        nodes=tuple(
            PageNode(
                id=node.id,
                label=node.label,
                cls=node.type,
                zh=node.zh,
                aliases=node.aliases,
                definition=node.definition,
                different_from=tuple(other for other in node.different_from if other in names),
                proposed=node.id in corpus.registry.proposed,
            )
            for node in nodes
        ),
        claims=tuple(_claim(dataset, claim, against.get(claim.id, ())) for claim in corpus.claims),
        derived=tuple(_derived(dataset)),
        sparql=sparql,
    )


def collect_sparql(dataset: Dataset, questions: tuple[PageQuestion, ...], nquads: bytes) -> PageSparql:
    """What the SPARQL tab works on: the ontology's terms with their labels, then the plain predicates of the graph."""
    own = tuple(dataset.prefixes[name] for name in ("ent", "claim", "art", "graph"))
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for triple in dataset.ontology:
        if not isinstance(triple.subject, ox.NamedNode) or triple.subject.value.startswith(own):
            continue
        iri = triple.subject.value
        if triple.predicate.value == f"{vocab.RDF}type" and isinstance(triple.object, ox.NamedNode):
            local = re.split(r"[#/]", triple.object.value)[-1]
            kinds[iri] = "relation" if local.endswith("Property") else kinds.get(iri, local.lower())
        elif triple.predicate.value == f"{vocab.RDFS}label" and getattr(triple.object, "language", "") in (None, "en"):
            labels.setdefault(iri, getattr(triple.object, "value", ""))
    named = {iri: (labels[iri], kinds.get(iri, "term")) for iri in labels}
    for quad in dataset.quads:
        named.setdefault(quad.predicate.value, ("", "relation"))
    terms = ((vocab.shrink(iri, dataset.prefixes), *words) for iri, words in named.items())
    return PageSparql(
        prefixes=tuple(sorted(dataset.prefixes.items())),
        questions=questions,
        terms=tuple(
            PageTerm(name=name, label=label, kind=kind)
            for name, label, kind in sorted(terms)
            if not name.startswith("<")
        ),
        nquads=nquads,
    )


def _rank(order: list[str], family: str) -> int:
    return order.index(family) if family in order else len(order)


def _article(dataset: Dataset, name: str) -> PageArticle:
    article = dataset.corpus.articles[name]
    return PageArticle(
        id=article.id,
        title=article.title,
        publisher=article.publisher,
        published=article.published.shown if article.published else None,
        published_basis=article.published_basis,
        language=article.language,
        url=article.url,
        paragraphs=tuple(line for line in article.body.split("\n") if line.strip()),
    )


def _claim(dataset: Dataset, claim: Claim, disputed_by: tuple[str, ...]) -> PageClaim:
    article = dataset.corpus.articles[claim.article]
    figure, when = claim.quantity, claim.when
    condition = claim.condition
    return PageClaim(
        id=claim.id,
        subject=claim.subject,
        property=claim.property,
        property_label=dataset.schema.properties[claim.property].label,
        text=content(dataset, claim),
        article=claim.article,
        paragraph=passage(article, claim.span.start)[0] - 1,
        quote=claim.span.text,
        quote_start=claim.span.start - (article.body.rfind("\n", 0, claim.span.start) + 1),
        object=claim.object,
        low=quantities.format_number(figure.low) if figure and figure.low is not None else None,
        high=quantities.format_number(figure.high) if figure and figure.high is not None else None,
        unit=dataset.schema.unit_labels[figure.unit] if figure else None,
        bound=figure.bound if figure else None,
        when=when.shown if when else None,
        since=when.start.isoformat() if when and when.start else None,
        until=when.end.isoformat() if when and when.end else None,
        when_basis=when.basis if when and when.text else None,
        when_text=when.words if when else None,
        scope=tuple((dataset.schema.scopes[key].label, _label(dataset, value)) for key, value in claim.scope),
        counting=dict(claim.scope).get("counting"),
        speaker=_label(dataset, claim.speaker) if claim.speaker else None,
        speaker_node=claim.speaker,
        chain=tuple(_label(dataset, link) for link in claim.via),
        role=claim.role,
        modality=claim.modality,
        negated=claim.negated,
        disputed_by=disputed_by,
        condition=_condition(dataset, claim) if condition else None,
        status=claim.status,
        extractor=claim.extractor,
        confidence=None if claim.confidence is None else f"{claim.confidence:f}",
        reason=claim.reason,
        part=claim.part,
        caveat=claim.caveat,
        note=claim.note,
    )


def content(dataset: Dataset, claim: Claim) -> str:
    """The other side of a claim in words: the label of its object, its figure, or its words."""
    if claim.object:
        return _label(dataset, claim.object)
    if claim.quantity:
        return quantities.phrase(claim.quantity, dataset.schema.unit_labels[claim.quantity.unit])
    return claim.words or ""


def _condition(dataset: Dataset, claim: Claim) -> str:
    condition = claim.condition
    if condition is None or condition.words:
        return condition.words or "" if condition else ""
    for other in dataset.corpus.claims:
        if other.article == claim.article and other.key == condition.claim:
            return other.span.text
    return ""


def _label(dataset: Dataset, name: str) -> str:
    entity = dataset.corpus.registry.entities.get(name)
    return entity.label if entity else name


def _derived(dataset: Dataset) -> list[PageDerived]:
    """The statements of the rules between two entities."""
    slots: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    graph = dataset.prefixes["graph"]
    for quad in dataset.quads:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == f"{graph}derived":
            slots[str(quad.subject)][quad.predicate.value].append(getattr(quad.object, "value", ""))
    entity, claims = dataset.prefixes["ent"], {claim.id for claim in dataset.corpus.claims}
    labels = {dataset.schema.iris[name]: term.label for name, term in dataset.schema.properties.items()}
    found = []
    for _, node in sorted(slots.items()):
        if f"{vocab.KG}Derivation" not in node[f"{vocab.RDF}type"]:
            continue
        subject, relation, target = (node[f"{vocab.RDF}{slot}"][0] for slot in ("subject", "predicate", "object"))
        sources = (iri.removeprefix(dataset.prefixes["claim"]) for iri in node[f"{vocab.PROV}wasDerivedFrom"])
        found.append(
            PageDerived(
                subject=subject.removeprefix(entity),
                property_label=labels.get(relation, relation),
                text=_label(dataset, target.removeprefix(entity)),
                rule=node[f"{vocab.KG}byRule"][0].removeprefix(graph),
                claims=tuple(sorted(source for source in sources if source in claims)),
                object=target.removeprefix(entity),
            )
        )
    return found
