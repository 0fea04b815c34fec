"""Takes the articles, the reviewed claims and what was proposed; gives the proposals that stand; touches the cache.

Where the proposals of an article come from, in this order:

1. its file in `data/proposals/`, when it was made from the present text, and not by another version of the extractor
   that a build uses (where that extractor is installed);
2. for an article without reviewed claims: the cache, or the extractor itself, where it is installed;
3. the file of another version, when it was made from the present text.

An article with reviewed claims is not extracted from by itself: it keeps what its file has left. What a person accepted
or rejected is not proposed again. What is left out is counted or named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg import extract, readings
from kg.errors import BadInput, Location, Problem
from kg.extract.judged import HANGING, Judgement, read_judgements, withhold, without_hanging
from kg.extract.proposed import ProposalFile, read_head, read_reading
from kg.model import Article, Claim, Newcomer, Reading, Schema
from kg.project import Project
from kg.resolve import Registry

_INSTALL = "pip install 'claimgraph[nlp]', then: kg build"


@dataclass(frozen=True)
class Ground:
    """What proposals stand on: the project, what can be said in it, and what people have put there."""

    project: Project
    schema: Schema
    registry: Registry
    articles: Mapping[str, Article]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Proposals:
    """The claims proposed, in the order of articles and texts, and the names that they bring with them.

    `homes` gives for each newcomer the articles that propose it; `extractors` and `dropped` are by article. `notes` say
    what a user should know although nothing is wrong.
    """

    claims: tuple[Claim, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    homes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    extractors: Mapping[str, str] = field(default_factory=dict)
    dropped: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    skipped: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def collect_proposals(ground: Ground, progress: Callable[[str], None] | None = None) -> tuple[Proposals, list[Problem]]:
    """The proposals of a project, with what is wrong in their files. With `progress`, what is missing is extracted."""
    problems: list[Problem] = []
    skipped: list[Problem] = []
    files = read_files(ground, problems, skipped)
    judged = read_judged(ground, problems, skipped)
    if problems:
        return Proposals(), problems
    found, notes = choose(ground, files, skipped, progress)
    kept = [_undecided(reading, ground, judged.get(name, ())) for name, reading in sorted(found.items())]
    return replace(_merged(kept, ground, skipped), notes=notes), []


def read_files(ground: Ground, problems: list[Problem], skipped: list[Problem]) -> dict[str, ProposalFile]:
    """The heads of all files of proposals by article."""
    files = {}
    for name, shown, text in _texts(ground, "proposals", problems, skipped):
        try:
            files[name] = read_head(text, shown, name)
        except BadInput as error:
            problems.extend(error.problems)
    return files


def read_judged(ground: Ground, problems: list[Problem], skipped: list[Problem]) -> dict[str, list[Judgement]]:
    """All judgements by article."""
    judged = {}
    for name, shown, text in _texts(ground, "judgements", problems, skipped):
        try:
            judged[name] = read_judgements(text, shown)
        except BadInput as error:
            problems.extend(error.problems)
    return judged


def _texts(
    ground: Ground, kind: str, problems: list[Problem], skipped: list[Problem]
) -> Iterator[tuple[str, str, str]]:
    """Article, shown path and text of each file of a folder of data; those without an article are left out."""
    project = ground.project
    seen: dict[str, str] = {}
    for path in project.files(project.data / kind, ".yaml"):
        shown = project.show(path)
        if (first := seen.setdefault(path.stem, shown)) != shown:
            message = f"a second file of {kind} for {path.stem!r}, first is {first}"
            problems.append(Problem(Location(shown), message, "make one file of them"))
            continue
        if path.stem not in ground.articles:
            skipped.append(Problem(Location(shown), f"no article {path.stem!r}: its {kind} are left out"))
            continue
        try:
            yield path.stem, shown, project.read(path)
        except BadInput as error:
            problems.extend(error.problems)


def choose(
    ground: Ground,
    files: Mapping[str, ProposalFile],
    skipped: list[Problem],
    progress: Callable[[str], None] | None,
) -> tuple[dict[str, Reading], tuple[str, ...]]:
    """The reading that stands for each article, by the rule at the head of this module."""
    reviewed = {claim.article for claim in ground.claims}
    current = extract.identify(extract.DEFAULT)
    usable, wanted = {}, []
    for name, article in sorted(ground.articles.items()):
        file = files.get(name)
        if file and file.fits(article):
            usable[name] = file
        if name not in reviewed and (name not in usable or _is_outdated(files[name], current)):
            wanted.append(article)
        elif file and name not in usable:
            message = "the proposals were made from another text and are left out"
            skipped.append(Problem(Location(file.shown), message, f"run: kg extract {name} --save"))
    found = _read(ground, wanted, current, progress) if current else {}
    for article in wanted:
        if article.id not in found and article.id not in usable:
            skipped.append(_unread(article, files.get(article.id), current))
    return found | _from_files(ground, usable, found, skipped), _notes(usable, found)


def _is_outdated(file: ProposalFile, current: str | None) -> bool:
    """Whether another version of the extractor that is installed here made the file; other extractors are let be."""
    return current is not None and file.extractor != current and _family(file.extractor) == _family(current)


def _family(extractor: str) -> str:
    return extractor.partition("/")[0]


def _read(
    ground: Ground, wanted: Iterable[Article], current: str, progress: Callable[[str], None] | None
) -> dict[str, Reading]:
    """What the cache has of the articles and, with `progress`, what the extractor reads in the others."""
    cache = readings.Cache(ground.project, current, ground.schema, ground.registry)
    found, missing = {}, []
    for article in wanted:
        reading = cache.get(article)
        if reading is None:
            missing.append(article)
        else:
            found[article.id] = reading
    if missing and progress is not None:
        progress(f"reading articles: {len(missing)}")
        for article, reading in readings.read_all(missing, ground.schema, ground.registry, extract.DEFAULT, progress):
            cache.put(reading, article)
            found[article.id] = reading
    return found


def _unread(article: Article, file: ProposalFile | None, current: str | None) -> Problem:
    if file:
        message = "the article has no claims yet, and its proposals were made from another text"
        return Problem(Location(file.shown), message, "run: kg build" if current else _INSTALL)
    return Problem(article.location, "the article has no claims yet", "run: kg build" if current else _INSTALL)


def _from_files(
    ground: Ground, usable: Mapping[str, ProposalFile], found: Mapping[str, Reading], skipped: list[Problem]
) -> dict[str, Reading]:
    """The readings of the files that stand. What in them no longer fits ontology and registry is left out, named."""
    taken = {}
    for name, file in usable.items():
        if name not in found:
            try:
                taken[name], unfit = read_reading(file, ground.articles[name], ground.schema, ground.registry)
            except BadInput as error:
                skipped.extend(error.problems)
                continue
            skipped.extend(replace(one, message=f"proposal left out: {one.message}") for one in unfit)
    return taken


def _notes(usable: Mapping[str, ProposalFile], found: Mapping[str, Reading]) -> tuple[str, ...]:
    """That proposals of another version stay in use, where the extractor that would renew them is not installed."""
    version = extract.version_of(extract.DEFAULT)
    old = Counter(
        file.extractor
        for name, file in usable.items()
        if version and name not in found
        if _family(file.extractor) == _family(version) and file.extractor.partition(" ")[0] != version
    )
    return tuple(
        f"{count} articles keep proposals of {extractor}; the program has {version}; to renew them: {_INSTALL}"
        for extractor, count in sorted(old.items())
    )


def _undecided(reading: Reading, ground: Ground, judged: Iterable[Judgement]) -> Reading:
    """The reading without what a person has accepted, rejected or changed; how many, is counted in `dropped`."""
    return withhold(reading, [claim for claim in ground.claims if claim.article == reading.article], judged)


def without(proposals: Proposals, faults: Mapping[str, str], reviewed: Iterable[Claim]) -> Proposals:
    """The proposals without the claims of these ids and what hangs on them, counted under the reasons given."""
    reviewed = tuple(reviewed)
    dropped = {name: Counter(counts) for name, counts in proposals.dropped.items()}
    kept: list[Claim] = []
    for article in dict.fromkeys(claim.article for claim in proposals.claims):
        all_here = [claim for claim in proposals.claims if claim.article == article]
        sound = [claim for claim in all_here if claim.id not in faults]
        standing = without_hanging(sound, (claim for claim in reviewed if claim.article == article))
        counts = dropped.setdefault(article, Counter())
        counts.update(faults[claim.id] for claim in all_here if claim.id in faults)
        if fallen := len(sound) - len(standing):
            counts[HANGING] += fallen
        kept += standing
    named = {(claim.article, name) for claim in kept for name in names_in(claim)}
    homes = {
        name: still
        for name, articles in proposals.homes.items()
        if (still := tuple(one for one in articles if (one, name) in named))
    }
    return replace(
        proposals,
        claims=tuple(kept),
        newcomers=tuple(one for one in proposals.newcomers if one.id in homes),
        homes=homes,
        dropped={name: dict(counts) for name, counts in sorted(dropped.items()) if counts},
    )


def _merged(found: Iterable[Reading], ground: Ground, skipped: list[Problem]) -> Proposals:
    """The readings as one. Articles that propose the same id as different classes do not mean the same thing."""
    claims: list[Claim] = []
    newcomers: dict[str, Newcomer] = {}
    homes: dict[str, list[str]] = {}
    found = tuple(found)
    for reading in found:
        reviewed = [claim for claim in ground.claims if claim.article == reading.article]
        named = {name for claim in reading.claims for name in names_in(claim)}
        clashing = set()
        for one in reading.newcomers:
            first = newcomers.get(one.id)
            if one.id not in named or one.id in ground.registry.entities:
                continue
            if first and first.type != one.type:
                clashing.add(one.id)
                message = f"{one.id} is proposed as a {one.type} here, as a {first.type} in {homes[one.id][0]}"
                skipped.append(Problem(Location(reading.article), message, "its claims here are left out: kg review"))
                continue
            names = tuple(dict.fromkeys((*(first.names if first else ()), *one.names)))
            near = tuple(dict.fromkeys((*(first.near if first else ()), *one.near)))
            newcomers[one.id] = Newcomer(one.id, one.type, names, near, ())
            homes.setdefault(one.id, []).append(reading.article)
        sound = (claim for claim in reading.claims if not clashing & set(names_in(claim)))
        claims += without_hanging(sound, reviewed) if clashing else sound
    return Proposals(
        claims=tuple(claims),
        newcomers=tuple(one for _, one in sorted(newcomers.items())),
        homes={name: tuple(articles) for name, articles in homes.items()},
        extractors={reading.article: reading.extractor for reading in found},
        dropped={reading.article: dict(reading.dropped) for reading in found if reading.dropped},
        skipped=tuple(skipped),
    )


def names_in(claim: Claim) -> tuple[str, ...]:
    """Everything in the slots of a claim that may be the id of an entity."""
    slots = (claim.subject, claim.object, claim.speaker, *claim.via, *(value for _, value in claim.scope))
    return tuple(dict.fromkeys(name for name in slots if name))
