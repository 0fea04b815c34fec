"""Takes an entity and the corpus; gives its sheet of claims on stdout; touches stdout."""

from __future__ import annotations

import sys

from kg import quantities
from kg.cli.tables import printable
from kg.corpus import Corpus
from kg.graph import disputes, passage, speaker_chain
from kg.model import Claim, Entity, Schema
from kg.show import claims_about

_TITLES = {"subject": "Said of it", "object": "Said of others, naming it", "speaker": "Said by it"}


def print_sheet(entity: Entity, corpus: Corpus, schema: Schema) -> None:
    """Names, definition, confusions, then the claims by property, each with its quote and its source."""
    from rich.console import Console
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)

    def line(text: str, style: str = "") -> None:
        console.print(Text(printable(text), style=style), overflow="fold")

    line(f"{entity.label}  ({schema.classes[entity.type].label})", "bold")
    if entity.id in corpus.registry.proposed:
        line("proposed: not in data/entities/ yet; to decide: kg review", "yellow")
    if entity.definition:
        line(entity.definition)
    others = [name for name in entity.names if name != entity.label]
    if others:
        line(f"also called: {', '.join(others)}", "dim")
    if entity.different_from:
        labels = [corpus.registry.entities[one].label for one in entity.different_from]
        line(f"not to be confused with: {', '.join(labels)}", "dim")
    groups = claims_about(corpus.claims, entity)
    against = disputes(corpus.claims, schema.inverses)
    for part, properties in groups.items():
        line("")
        line(_TITLES[part], "bold underline")
        for name, claims in properties.items():
            line(f"\n{schema.properties[name].label}", "bold cyan")
            for claim in claims:
                for style, text in _claim_lines(claim, part, corpus, schema, disputed=claim.id in against):
                    line(text, style)
    count = sum(len(claims) for properties in groups.values() for claims in properties.values())
    line("")
    line(f"{count} claims" if count else "no claim names it: not stated", "dim")


def _claim_lines(claim: Claim, part: str, corpus: Corpus, schema: Schema, *, disputed: bool) -> list[tuple[str, str]]:
    marks = [] if claim.status == "reviewed" else [proposed(claim)]
    if claim.modality != "asserted":
        marks.append(claim.modality)
    if disputed:
        marks.append("disputed")
    if claim.negated:
        marks.append("negated")
    if claim.condition:
        marks.append(f"if: {claim.condition.words or 'another claim'}")
    when = f"{claim.when.shown}  " if claim.when else ""
    mark = f"  [{', '.join(marks)}]" if marks else ""
    head = f"  {when}{_content(claim, part, corpus, schema)}{mark}"
    article = corpus.articles[claim.article]
    paragraph, sentence = passage(article, claim.span.start)
    published = article.published.shown if article.published else "undated"
    source = f"{article.publisher or 'publisher not stated'}, {published}, {article.id} ¶{paragraph}.{sentence}"
    said = f"{speaker_chain(claim, corpus)}: " if claim.speaker else ""
    quote = f"      {said}“{claim.span.text}”"
    lines = [("yellow" if marks else "", head), ("italic", quote), ("dim", f"      {source}")]
    if claim.caveat:
        lines.append(("red", f"      caution: {claim.caveat}"))
    return lines


def proposed(claim: Claim) -> str:
    """That a claim is only proposed, and how sure its extractor is."""
    return "proposed" if claim.confidence is None else f"proposed, {claim.confidence:f} sure"


def _content(claim: Claim, part: str, corpus: Corpus, schema: Schema) -> str:
    """What the claim says, short: the other side of it, with subject and relation where they are not the heading's."""
    entities = corpus.registry.entities
    if claim.object:
        value = entities[claim.object].label
    elif claim.quantity:
        value = quantities.phrase(claim.quantity, schema.unit_labels[claim.quantity.unit])
    else:
        value = f"“{claim.words}”"
    scope = ", ".join(f"{key}: {entities[one].label if one in entities else one}" for key, one in claim.scope)
    text = f"{value} ({scope})" if scope else value
    return text if part == "subject" else f"{entities[claim.subject].label} — {text}"
