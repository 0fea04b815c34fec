"""Takes an answer about an article; gives claims, new things and counts of what fell; touches nothing."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kg.errors import Location
from kg.extract.llm.proof import Prover, Unproved
from kg.model import ENTITY, Article, Claim, Entity, Newcomer, Schema, Span
from kg.resolve import Registry, fold

#: An answer with more claims than this is noise; the rest is counted.
_MAX_CLAIMS = 400
_MAX_NEW = 100
_MAX_NAME = 80
_SIMILAR = 0.75


class Unreadable(Exception):
    """The answer is not what was asked for; the text is the reason under which it is counted."""


def parse_answer(text: str) -> Mapping[str, Any]:
    """The object of an answer: bare, in a fence, or after some talk. Raises `Unreadable`."""
    bare = text.rpartition("</think>")[2]  # some models think aloud before they answer
    start, end = bare.find("{"), bare.rfind("}")
    try:
        found = json.loads(bare[start : end + 1], parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError, ArithmeticError):
        raise Unreadable("answer that is no JSON") from None
    if not isinstance(found, dict) or not isinstance(found.get("claims"), list):
        raise Unreadable("answer without a list of claims")
    return found


def _refuse(word: str) -> object:
    raise ValueError(word)


def read_answer(
    told: Mapping[str, Any], article: Article, schema: Schema, registry: Registry, extractor: str, model: str
) -> tuple[list[Claim], list[Newcomer], Counter[str]]:
    """The claims that are proved, the new things that they speak of, and how many fell for which reason."""
    dropped: Counter[str] = Counter()
    new = _new_things(told.get("new_things"), article, schema, registry, dropped)
    known = with_new(registry, new, article)
    prover = Prover(article, schema, known, extractor, model)
    claims: dict[str, Claim] = {}
    for number, entry in enumerate(told["claims"]):
        try:
            if number >= _MAX_CLAIMS:
                raise Unproved(f"claims beyond the first {_MAX_CLAIMS} of an answer")
            claim = prover.prove(entry)
            if claim.id in claims:
                raise Unproved("claim told twice")
            claims[claim.id] = claim
        except Unproved as error:
            dropped[str(error)] += 1
    used = {one for claim in claims.values() for one in (claim.subject, claim.object, claim.speaker)}
    return list(claims.values()), [one for one in new if one.id in used], dropped


def _new_things(
    told: object, article: Article, schema: Schema, registry: Registry, dropped: Counter[str]
) -> list[Newcomer]:
    found: dict[str, Newcomer] = {}
    entries = told if isinstance(told, list) else []
    if len(entries) > _MAX_NEW:
        dropped[f"new things beyond the first {_MAX_NEW} of an answer"] += len(entries) - _MAX_NEW
    for entry in entries[:_MAX_NEW]:
        name, kind = (entry.get("name"), entry.get("class")) if isinstance(entry, dict) else (None, None)
        if not isinstance(name, str) or not isinstance(kind, str):
            dropped["malformed new thing"] += 1
            continue
        name = unicodedata.normalize("NFC", name).strip()
        if registry.find(name):
            continue  # known after all
        spans = _spans(name, article.body)
        if not spans or len(name) > _MAX_NAME or "\n" in name:
            dropped["new thing that the article does not name"] += 1
        elif kind not in schema.classes or ENTITY not in schema.ancestors(kind):
            dropped["new thing of a class that the ontology lacks"] += 1
        elif (one := _free_id(name, registry, found)) is not None:
            found[one] = Newcomer(one, kind, (name,), _near(name, registry), spans)
    return list(found.values())


def _spans(name: str, body: str) -> tuple[Span, ...]:
    if not name:
        return ()
    places = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", body)
    return tuple(Span(match.start(), match.end(), name) for match in places)


def _free_id(name: str, registry: Registry, found: Mapping[str, Newcomer]) -> str | None:
    """An id made of the name that nothing has yet; None where the name was told before."""
    if any(fold(one.names[0]) == fold(name) for one in found.values()):
        return None
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", ascii_name)) or "new"
    tries = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1000))
    return next(one for one in tries if one not in registry.entities and one not in found)


def _near(name: str, registry: Registry) -> tuple[str, ...]:
    """The registered things with a similar name, at most three, the most similar first."""
    near = difflib.get_close_matches(fold(name), sorted(registry.names), n=3, cutoff=_SIMILAR)
    return tuple(dict.fromkeys(one for match in near for one in registry.names[match]))[:3]


def with_new(registry: Registry, new: Iterable[Newcomer], article: Article) -> Registry:
    """The registry as it would be with the new things of an article."""
    where = Location(article.location.path)
    entities = {one.id: Entity(one.id, one.type, one.names[0], None, (), (), None, None, where) for one in new}
    return Registry({**registry.entities, **entities}) if entities else registry
