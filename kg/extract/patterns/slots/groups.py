"""Takes an article under its layers; gives the groups of people and firms that it speaks of as such; touches nothing.

"Acme owners", "carmakers": nobody's names, and yet they demand, must and may not. The nouns are cue words of a class of
the ontology. A group with a determiner or a number before it ("the owners", "400 owners") is one that the text has told
already, or a part of one: it is left out, unless a name says whose it is. "All owners" are the whole group.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.slots.categories import is_category, is_typical, kind_before
from kg.extract.patterns.syntax.predicates import prepositional
from kg.model import Mention, Newcomer, Schema, Span
from kg.resolve import Registry

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The class of those whom a text speaks of together.
GROUP = "Group"
#: The class of things made, of which all may have to do something.
_MADE = "Product"
#: Classes of which no registered one is a kind of things.
_NO_KINDS = (_MADE, "Agent", "Event", "Market")
_DUTIES = ("must", "shall")
_PLURAL = ("NNS", "NNPS")
_LEFT = ("compound", "amod", "nmod")
#: Words before a noun that make it stand for all of the kind.
_WHOLE = ("all", "a", "an", "every", "each", "any")


def add_groups(evidence: Evidence, schema: Schema, registry: Registry) -> list[Newcomer]:
    """Lay the groups over the tokens that no name covers; gives those that the registry lacks."""
    cues = frozenset(schema.classes[GROUP].cues) | word_set("happenings", "many") if GROUP in schema.classes else ()
    found: dict[str, tuple[str, str, list[Span]]] = {}
    made = _made(schema)
    for token in evidence.doc if cues else ():
        if own := evidence.mentions.get(token.i):
            ends = own.span.end == token.idx + len(token)
            kind = _kind(own, made, schema, registry) if ends else None
            if kind and is_category(evidence, token, schema):
                first, last = evidence.token(own.span.start).i, token.i
                own = Mention(own.span, kind, own.entity, "model")
                evidence.kinds.add((own.span.start, own.span.end))
                evidence.mentions.update(dict.fromkeys(range(first, last + 1), own))
            continue
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        lemma = token.lemma_.lower()
        group = GROUP if lemma in cues else made.get(lemma)
        if group is None or (token.tag_ not in _PLURAL and group == GROUP):
            continue
        bound = group != GROUP and _is_bound(token) and all(one.i not in evidence.mentions for one in token.lefts)
        if group != GROUP and not bound and not is_category(evidence, token, schema):
            continue
        span = _span(evidence, token, bound=bound or group == GROUP)
        if span is None:
            continue
        label = _label(evidence, token, span)
        if not bound and group != GROUP:
            evidence.kinds.add((span.start, span.end))
            label = label if token.tag_ in _PLURAL or token.lower_.endswith("s") else f"{label}s"
        bearers = (*registry.find(label), *registry.find(_slug(label)))
        known = sorted({one.id for one in bearers if schema.is_a(one.type, group)})
        name = known[0] if len(known) == 1 else _free(_slug(label), registry)
        evidence.mentions[token.i] = Mention(span, group, name if known else None, "model")
        evidence.roots[span.start, span.end] = token.i
        if not known:
            evidence.ids[span.start, span.end] = name
            found.setdefault(name, (group, label, []))[2].append(span)
    return [Newcomer(name, kind, (label,), (), tuple(spans)) for name, (kind, label, spans) in found.items()]


def _kind(own: Mention, made: Mapping[str, str], schema: Schema, registry: Registry) -> str | None:
    """The class of things made that a registered kind of them has in its name: "electric lamp", a technology."""
    entity = registry.entities.get(own.entity or "")
    if entity is None or any(one in schema.classes and schema.is_a(own.type, one) for one in _NO_KINDS):
        return None
    return made.get(entity.label.lower().rpartition(" ")[2])


def _made(schema: Schema) -> dict[str, str]:
    """Nouns for things made -> their class."""
    below = [one for one in schema.classes.values() if _MADE in schema.classes and schema.is_a(one.name, _MADE)]
    ordered = sorted(below, key=lambda one: one.name)
    return {cue.lower(): one.name for one in ordered for cue in (*one.cues, *([one.label] if one.cues else ()))}


def _is_bound(token: Token) -> bool:
    """Whether something is laid down of all things of the kind: "new lamps must have a shade", "a lamp has to"."""
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if any(one.dep_ == "aux" and one.lower_ in _DUTIES for one in verb.children):
        return True
    barred = any(one.dep_ == "aux" and one.lower_ == "may" for one in verb.children)
    if barred and any(one.dep_ == "neg" or one.lower_ == "longer" for one in verb.children):
        return True
    task = any(one.dep_ == "xcomp" for one in verb.children)
    return task and verb.lemma_ in ("have", "need", "require", "oblige")


def _span(evidence: Evidence, token: Token, *, bound: bool) -> Span | None:
    """The words that say which group it is: names and adjectives before the noun, and the noun.

    A kind of things of which a figure is told may be counted by it, and nothing that is bound to something.
    """
    children = list(token.lefts)
    named = [one for one in children if one.dep_ in _LEFT and one.i in evidence.mentions]
    if (
        not named
        and not _owned(evidence, token)
        and any(
            one.dep_ in ("det", "nummod", "poss", "quantmod", "predet") and one.lower_ not in _WHOLE
            for one in children
            if bound or not (one.i in evidence.amounts or is_typical(token))
        )
    ):
        return None
    first = min(
        (
            one.left_edge.i
            for one in children
            if one.dep_ in _LEFT
            and not (is_typical(token) and one.lower_ in word_set("figures", "kinds.typical"))
            and (one.i not in evidence.amounts or (not bound and one.pos_ != "NUM"))
        ),
        default=token.i,
    )
    if named:
        first = min(first, *(evidence.token(evidence.mentions[one.i].span.start).i for one in named))
    if first == token.i and not bound and (before := kind_before(token)):
        first = before.i
    if token.i - first > 4:
        return None
    start, end = evidence.doc[first].idx, token.idx + len(token)
    text = evidence.article.body[start:end]
    return None if "\n" in text or '"' in text else Span(start, end, text)


def _owned(evidence: Evidence, token: Token) -> Mention | None:
    """Whose they are: "owners of the Acme One"."""
    return next((evidence.mentions[one.i] for one in prepositional(token, ("of",)) if one.i in evidence.mentions), None)


def _label(evidence: Evidence, token: Token, span: Span) -> str:
    """What the group is called: its words, with the name of what it is of before the noun."""
    whose = _owned(evidence, token)
    return f"{whose.span.text} {token.lower_}" if whose else " ".join(span.text.split())


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") or "group"


def _free(slug: str, registry: Registry) -> str:
    return slug if slug not in registry.entities else f"{slug}-group"
