"""Takes a proposal and a decision; gives it its place in the data; touches one file of `data/` after the other.

Every file is proved in its new form before it is put in place: what is written is never what the next build refuses.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from kg import strictyaml
from kg.errors import BadInput, KgError, Location, Problem, did_you_mean
from kg.extract.judged import judge, read_judgements, write_judgement
from kg.extract.proposed import entity_of
from kg.extract.reviewed import prove_claims, read_claims
from kg.extract.written import write_claim, write_entity
from kg.model import Claim, Entity, Newcomer
from kg.proposals import names_in
from kg.resolve import Registry, shared_names
from kg.review.desk import Desk, Item

_FILE = re.compile(r"[a-z0-9][a-z0-9-]*\.yaml")
_EDITED = "the edited claim"


def accept(desk: Desk, item: Item, claim: Claim | None = None) -> Claim:
    """Put a proposal, or what an editor made of it, among the reviewed claims; the claim as it stands there.

    Its newcomers must be registered before. Raises `BadInput` where the claim would not hold, and leaves all as it was.
    """
    taken = claim or item.claim
    article = desk.articles[taken.article]
    path = desk.file("claims", article.id)
    shown = desk.project.show(path)
    before = desk.project.read(path) if path.exists() else ""
    known = desk.registry
    if missing := [name for name in names_in(taken) if name not in known.entities and _is_newcomer(item, name)]:
        raise BadInput(Problem(Location(shown), f"{missing[0]} is not registered", "register it first"))
    indent = _indent(before, shown)
    after = before + ("" if not before or before.endswith("\n") else "\n")
    after += write_claim(replace(taken, status="reviewed"), article.body, indent=indent)
    claims, problems = read_claims(after, shown, article, desk.schema, known)
    if problems:
        raise BadInput(*problems)
    if fault := desk.shelf.screen.faults(article, claims[-1:], shapes=True).get(claims[-1].id):
        raise BadInput(Problem(claims[-1].location, f"the claim is {fault}", "edit or reject it"))
    desk.put(path, after)
    desk.claims.append(claims[-1])
    if claims[-1].id != item.claim.id:
        _remember(desk, item.claim, "edited", None)
    _take_out(desk, item)
    return claims[-1]


def _is_newcomer(item: Item, name: str) -> bool:
    return any(one.id == name for one in item.newcomers)


def _indent(text: str, shown: str) -> str:
    """How deep the items of a file of claims are indented."""
    tree = strictyaml.parse(text, shown) if text.strip() else None
    if isinstance(tree, strictyaml.Sequence) and tree.items:
        return " " * max(0, tree.location.column - 1)
    return ""


def reject(desk: Desk, item: Item, reason: str | None) -> None:
    """Remember that a proposal is none, with the reason, and take it out of the proposals.

    A reason that starts with "when:", "scope:" or "modality:" says that only that is wrong.
    """
    _remember(desk, item.claim, "rejected", reason)
    _take_out(desk, item)


def _remember(desk: Desk, claim: Claim, verdict: str, reason: str | None) -> None:
    path = desk.file("judgements", claim.article)
    before = desk.project.read(path) if path.exists() else ""
    after = before + ("" if not before or before.endswith("\n") else "\n")
    rivals = [one.claim for one in desk.items if one.claim.article == claim.article and one.claim.id != claim.id]
    after += write_judgement(judge(claim, verdict, reason, rivals))
    read_judgements(after, desk.project.show(path))
    desk.put(path, after)


def _take_out(desk: Desk, item: Item) -> None:
    desk.items = [one for one in desk.items if one is not item]
    desk.cut(item.claim.article, {item.claim.id})


def register(desk: Desk, newcomer: Newcomer, kind: str, file: str) -> Entity:
    """Put a newcomer into a file of `data/entities/`, as a member of class `kind`. Raises `BadInput`.

    Where it shares a name with a registered entity, each is said to be different from the other: that is what accepting
    it as a thing of its own means.
    """
    if kind not in desk.schema.classes:
        raise KgError(
            f"unknown class {kind!r}; {did_you_mean(kind, desk.schema.classes, 'ontology/classes lists them')}"
        )
    if not _FILE.fullmatch(file):
        raise KgError(f"{file!r} is no name of a file of entities; write one such as things.yaml")
    bare = replace(entity_of(newcomer, file), type=kind)
    with_it = Registry({**desk.registry.entities, bare.id: bare})
    sharing = sorted({one for name in bare.names for one in (e.id for e in with_it.find(name)) if one != bare.id})
    entity = replace(bare, different_from=tuple(sharing))
    grown = Registry({**desk.registry.entities, entity.id: entity})
    if problems := shared_names(grown):
        raise BadInput(*problems)
    path = desk.project.entities / file
    shown = desk.project.show(path)
    before = desk.project.read(path) if path.exists() else ""
    after = before + ("" if not before or before.endswith("\n") else "\n") + write_entity(entity)
    tree = strictyaml.parse(after, shown)
    if not isinstance(tree, strictyaml.Mapping) or entity.id not in tree.entries:
        raise BadInput(Problem(Location(shown), "the entry cannot be put at the end of this file", "name another file"))
    desk.put(path, after)
    desk.registry = grown
    desk.shelf.screen.know(grown)
    return entity


def home_of(desk: Desk, kind: str) -> str:
    """The file of entities where most members of a class are, or else of its family; one named after it if none is."""
    family = desk.schema.family(kind)
    known = [one for one in desk.registry.entities.values() if one.location.line]
    for members in (
        [one for one in known if one.type == kind],
        [one for one in known if desk.schema.family(one.type) == family],
    ):
        files = Counter(one.location.path.rpartition("/")[2] for one in members)
        if files:
            return min(files, key=lambda name: (-files[name], name))
    return f"{family.lower()}.yaml"


def parse_edited(desk: Desk, item: Item, text: str) -> Claim:
    """The claim that a person wrote in the place of a proposal, proved as the proposal was. Raises `BadInput`."""
    tree = strictyaml.parse(text, _EDITED)
    if not isinstance(tree, strictyaml.Sequence) or len(tree.items) != 1:
        raise BadInput(Problem(Location(_EDITED, 1, 1), "it must stay one item of a list", "start it with '- quote:'"))
    article = desk.articles[item.claim.article]
    extractor = item.claim.extractor or "unknown"
    claims, problems = prove_claims(tree, article, desk.schema, desk.known(item), extractor)
    if problems:
        raise BadInput(*problems)
    return claims[0]
