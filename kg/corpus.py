"""Takes a project and its schema; gives everything that its data say: articles, claims, registry, description.

Touches nothing but the cache of readings. What is wrong is collected, so that one run names all of it; what is left out
is named, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg import sources, strictyaml
from kg.errors import BadInput, Location, Problem
from kg.extract.proposed import entity_of
from kg.extract.reviewed import read_claims
from kg.model import Article, Claim, Entity, Schema
from kg.project import Project
from kg.proposals import Ground, Proposals, collect_proposals, without
from kg.resolve import Registry, read_registry
from kg.sources.markdown import read_address

_KEYS = ("title", "description", "creator", "licence")


@dataclass(frozen=True)
class Description:
    """What the dataset says of itself."""

    title: str
    description: str
    creator: str
    licence: str


@dataclass(frozen=True)
class Corpus:
    """The data of a project: articles by id, claims in the order of articles and lines, and what was left out.

    Proposed claims stand after the reviewed ones, and the registry holds the entities that they bring with them.
    """

    description: Description
    articles: Mapping[str, Article]
    claims: tuple[Claim, ...]
    registry: Registry
    skipped: tuple[Problem, ...]
    proposals: Proposals = field(default_factory=Proposals)

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The ids of the entities that a claim names in any slot."""
        found: set[str] = set()
        for claim in self.claims:
            named = (claim.subject, claim.object, claim.speaker, *claim.via, *(value for _, value in claim.scope))
            found.update(name for name in named if name and name in self.registry.entities)
        return frozenset(found)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The entities of the graph: those that claims or articles name, and those that these must not be taken for.

        The other names of the registry are there for whoever reads articles; nothing is said of them yet.
        """
        known = self.registry.entities
        publishers = (self.registry.find(one.publisher) for one in self.articles.values() if one.publisher)
        used = self.spoken_of | {found[0].id for found in publishers if found}
        others = {other for name in used for other in known[name].different_from}
        return tuple(known[name] for name in known if name in used or name in others)

    def without(self, faults: Mapping[str, str]) -> Corpus:
        """The corpus without the proposed claims of these ids, which are counted under the reasons given."""
        reviewed = tuple(claim for claim in self.claims if claim.status == "reviewed")
        left = without(self.proposals, faults, reviewed)
        entities = {name: one for name, one in self.registry.entities.items() if name not in self.registry.proposed}
        registry = Registry(entities).with_proposed(entity_of(one, "") for one in left.newcomers)
        return replace(self, claims=(*reviewed, *left.claims), registry=registry, proposals=left)


def read_corpus(
    project: Project,
    schema: Schema,
    *,
    reviewed_only: bool = False,
    extract: Callable[[str], None] | None = None,
) -> tuple[Corpus, list[Problem]]:
    """The corpus, with everything that is wrong in its files.

    With `reviewed_only` nothing proposed is in it. With `extract`, a callable that is told the progress, articles of
    which nobody has read anything are given to the extractor.
    """
    problems: list[Problem] = []
    registry, found = read_registry(project, schema)
    problems.extend(found)
    # A faulty registry lacks names: what articles and claims would say of them is no fault of theirs.
    articles = _articles(project, None if found else registry, problems)
    claims, skipped = ([], []) if found else _claims(project, articles, schema, registry, problems)
    proposals = Proposals()
    if reviewed_only or problems:
        unclaimed = sorted(set(articles) - {claim.article for claim in claims})
        skipped.extend(Problem(articles[one].location, "the article has no claims yet") for one in unclaimed)
    else:
        ground = Ground(project, schema, registry, articles, tuple(claims))
        proposals, wrong = collect_proposals(ground, extract)
        problems.extend(wrong)
        skipped.extend(proposals.skipped)
        registry = registry.with_proposed(entity_of(one, "") for one in proposals.newcomers)
    description = Description("", "", "", "")
    try:
        description = _description(project)
    except BadInput as error:
        problems.extend(error.problems)
    everything = (*claims, *proposals.claims)
    return Corpus(description, articles, everything, registry, tuple(skipped), proposals), problems


def _description(project: Project) -> Description:
    shown = project.show(project.dataset)
    if not project.dataset.exists():
        raise BadInput(Problem(Location(shown), "the description of the dataset is missing", "write title: ... there"))
    tree = strictyaml.parse(project.read(project.dataset), shown)
    if not isinstance(tree, strictyaml.Mapping):
        raise BadInput(Problem(Location(shown, 1, 1), "no description of the dataset", "write 'title: ...'"))
    tree.check_keys(_KEYS, "key of the description")
    read_address(tree, "licence")
    return Description(*(tree.required(key) for key in _KEYS))


def _articles(project: Project, registry: Registry | None, problems: list[Problem]) -> dict[str, Article]:
    articles: dict[str, Article] = {}
    for path in project.files(project.articles, ""):
        try:
            article = sources.read(project, path)
            if article.id in articles:
                first = articles[article.id].location.path
                message = f"duplicate id {article.id!r}, first in {first}"
                raise BadInput(Problem(article.location, message, "rename one of the files"))
            if registry and article.publisher:
                _publisher(article, registry)
            articles[article.id] = article
        except BadInput as error:
            problems.extend(error.problems)
    return articles


def _publisher(article: Article, registry: Registry) -> None:
    found = registry.find(article.publisher or "")
    if len(found) != 1:
        what = "names several entities" if found else "is not registered"
        mend = "add it, with 'type: Publisher', to data/entities/"
        raise BadInput(Problem(article.location, f"the publisher {article.publisher!r} {what}", mend))


def _claims(
    project: Project,
    articles: Mapping[str, Article],
    schema: Schema,
    registry: Registry,
    problems: list[Problem],
) -> tuple[list[Claim], list[Problem]]:
    claims: list[Claim] = []
    skipped: list[Problem] = []
    broken = {problem.location.path for problem in problems}
    files: dict[str, str] = {}
    for path in project.files(project.claims, ".yaml"):
        shown = project.show(path)
        if (first := files.setdefault(path.stem, shown)) != shown:
            message = f"a second file of claims for {path.stem!r}, first is {first}"
            problems.append(Problem(Location(shown), message, "make one file of them"))
            continue
        article = articles.get(path.stem)
        if article is None:
            if not any(name.endswith(f"/{path.stem}.md") for name in broken):
                skipped.append(Problem(Location(shown), f"no article {path.stem!r}: its claims are left out"))
            continue
        try:
            found, wrong = read_claims(project.read(path), shown, article, schema, registry)
        except BadInput as error:
            problems.extend(error.problems)
            continue
        claims.extend(found)
        problems.extend(wrong)
    return claims, skipped
