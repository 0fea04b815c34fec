"""Takes what an extractor read in an article, as records or as the file in `data/proposals/`; gives the other of them.

Touches nothing. A file of proposals says from which text and by which extractor it was made:

    article: some-article
    sha256: ...                 # of the body
    published: 2026-02-06       # relative dates were resolved against it
    extractor: some-extractor/1
    entities:                   # names that the registry lacks
      some-id: {type: Person, label: Some Name, near: [other-id]}
    dropped:                    # what the extractor found and gave up, by reason
      "no subject": 3
    claims: [...]               # as in data/claims, each with confidence and reason

Its claims are proved as those that people write. What a machine read is proved by writing it down and reading it back.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg import strictyaml
from kg.errors import BadInput, Location, Problem, did_you_mean
from kg.extract.reviewed import dangling, prove_claims
from kg.extract.written import scalar, write_claim, write_newcomer
from kg.model import Article, Entity, Newcomer, Reading, Schema
from kg.resolve import Registry
from kg.sources.furniture import find_furniture
from kg.vocab import is_id

_KEYS = ("article", "sha256", "published", "extractor", "entities", "dropped", "claims")
_ENTITY_KEYS = ("type", "label", "aliases", "near")
_PROVING = "the reading"
#: What differs from case to case in a message: quoted words, the name at its head, figures.
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|^\S+(?= is a )|\b\d[\d.,]*\b")
_HAN = re.compile("[\u4e00-\u9fff]")
_MAX_COUNT_LENGTH = 9


@dataclass(frozen=True)
class ProposalFile:
    """A file of proposals whose head was read: `sha256` and `published` tell the text that it was made from."""

    shown: str
    article: str
    sha256: str
    published: str
    extractor: str
    tree: strictyaml.Mapping

    def fits(self, article: Article) -> bool:
        """Whether the file was made from the present text of the article."""
        return (self.sha256, self.published) == fingerprint(article)


def fingerprint(article: Article) -> tuple[str, str]:
    """What a reading depends on in the article: the SHA-256 of its body, and its date of publication."""
    return hashlib.sha256(article.body.encode()).hexdigest(), article.published.text if article.published else ""


def write_reading(reading: Reading, article: Article) -> str:
    """The file of proposals of a reading, the same for the same reading."""
    digest, published = fingerprint(article)
    lines = [f"article: {article.id}\n", f"sha256: {digest}\n"]
    if published:
        lines.append(f"published: {scalar(published)}\n")
    lines.append(f"extractor: {scalar(reading.extractor)}\n")
    if reading.newcomers:
        lines.append("entities:\n")
        lines += [write_newcomer(one) for one in sorted(reading.newcomers, key=lambda one: one.id)]
    if reading.dropped:
        lines.append("dropped:\n")
        lines += [f"  {scalar(reason)}: {count}\n" for reason, count in sorted(reading.dropped)]
    lines.append("claims:\n" if reading.claims else "claims: []\n")
    lines += [write_claim(claim, article.body, proposed=True) for claim in reading.claims]
    return "".join(lines)


def read_head(text: str, shown: str, article: str) -> ProposalFile:
    """The file with its head, which must be that of `article`. Raises `BadInput`."""
    tree = strictyaml.parse(text, shown)
    if not isinstance(tree, strictyaml.Mapping):
        message = "a file of proposals is a mapping"
        raise BadInput(Problem(Location(shown, 1, 1), message, "write it anew: kg extract --save"))
    tree.check_keys(_KEYS, "key of a file of proposals")
    named = tree.required("article")
    if named != article:
        raise BadInput(Problem(tree.at("article"), f"these are proposals for {named!r}", f"write {article}"))
    digest, published = tree.required("sha256"), tree.text("published") or ""
    return ProposalFile(shown, article, digest, published, tree.required("extractor"), tree)


def read_reading(
    file: ProposalFile, article: Article, schema: Schema, registry: Registry
) -> tuple[Reading, list[Problem]]:
    """What stands in a file of proposals, without what does not hold and with a problem for each of that.

    Raises `BadInput` where the file itself is damaged.
    """
    newcomers, unfit = _newcomers(file.tree, schema)
    known = registry.with_proposed(entity_of(one, file.shown) for one in newcomers)
    claims, problems = prove_claims(_items(file.tree), article, schema, known, file.extractor)
    problems = [*unfit, *problems]
    once = {claim.id: claim for claim in reversed(claims)}
    dropped = tuple(sorted(_counts(file.tree).items()))
    return Reading(article.id, file.extractor, tuple(reversed(once.values())), newcomers, dropped=dropped), problems


def _items(tree: strictyaml.Mapping) -> Iterable[strictyaml.Node]:
    nodes = tree.entries.get("claims")
    if nodes is None or (isinstance(nodes, strictyaml.Scalar) and not nodes.text):
        return ()
    if not isinstance(nodes, strictyaml.Sequence):
        raise nodes.fail("claims must be a list", "start claims with '- quote:'")
    return nodes


def prove(reading: Reading, article: Article, schema: Schema, registry: Registry) -> Reading:
    """The reading without the claims that would not hold as proposals; these are counted by reason.

    A claim that does not come back as the record that it was is no proposal either: the file could not hold it.
    """
    furniture = find_furniture(article.body)
    given = [
        replace(claim, status="proposed", extractor=reading.extractor)
        for claim in reading.claims
        if not any(line.start <= claim.span.start < line.end for line in furniture)
    ]
    text = write_reading(replace(reading, claims=tuple(given), dropped=()), article)
    found, problems = read_reading(read_head(text, _PROVING, article.id), article, schema, registry)
    came_back = set(found.claims)
    kept = [claim for claim in dict.fromkeys(given) if claim in came_back]
    hanging = {claim.id for claim in dangling(kept)}
    dropped = Counter(dict(reading.dropped))
    dropped.update(_reason(problem) for problem in problems)
    if lost := len(given) - len(kept) - len(problems):
        dropped["the file of proposals cannot hold it"] += max(lost, 0)
    dropped["no part of the article but of its page"] += len(reading.claims) - len(given)
    dropped["what it hangs on is not proposed"] += len(hanging)
    counts = tuple(sorted((reason, count) for reason, count in dropped.items() if count))
    return replace(reading, claims=tuple(claim for claim in kept if claim.id not in hanging), dropped=counts)


def _reason(problem: Problem) -> str:
    """What is wrong, without the words that differ from case to case."""
    return _PARTICULAR.sub("…", problem.message)


def entity_of(newcomer: Newcomer, shown: str) -> Entity:
    """The entity that a newcomer would be. A name in Han signs is no label where there is another."""
    han = [name for name in newcomer.names if _HAN.search(name)]
    label, *others = [name for name in newcomer.names if name not in han] or han
    zh = han[0] if han and han[0] != label else None
    aliases = (*others, *(name for name in han if name not in (zh, label, *others)))
    return Entity(newcomer.id, newcomer.type, label, zh, aliases, (), None, None, Location(shown))


def _newcomers(tree: strictyaml.Mapping, schema: Schema) -> tuple[tuple[Newcomer, ...], list[Problem]]:
    """The newcomers that hold, with what is wrong in the others."""
    given = tree.entries.get("entities")
    if given is None:
        return (), []
    if not isinstance(given, strictyaml.Mapping):
        raise given.fail("entities maps ids to entries", "write 'some-id:' and its entry")
    found: list[Newcomer] = []
    problems: list[Problem] = []
    for name, node in given.entries.items():
        try:
            found.append(_newcomer(name, given.keys[name], node, schema))
        except BadInput as error:
            problems.extend(error.problems)
    return tuple(found), problems


def _newcomer(name: str, where: Location, node: strictyaml.Node, schema: Schema) -> Newcomer:
    if not is_id(name):
        raise BadInput(Problem(where, f"{name!r} cannot be an id", "use lower-case letters, digits and hyphens"))
    if not isinstance(node, strictyaml.Mapping):
        raise BadInput(Problem(where, f"{name} has no entry", "add 'type: ...' and 'label: ...'"))
    node.check_keys(_ENTITY_KEYS, "key of a proposed entity")
    kind = node.required("type")
    if kind not in schema.classes:
        raise BadInput(Problem(node.at("type"), f"unknown class {kind!r}", did_you_mean(kind, schema.classes)))
    return Newcomer(name, kind, (node.required("label"), *node.texts("aliases")), node.texts("near"), ())


def _counts(tree: strictyaml.Mapping) -> dict[str, int]:
    given = tree.entries.get("dropped")
    if given is None:
        return {}
    if not isinstance(given, strictyaml.Mapping):
        raise given.fail("dropped maps reasons to counts", "write 'reason: 3'")
    return {reason: _count(given, reason) for reason in given.entries}


def _count(node: strictyaml.Mapping, reason: str) -> int:
    text = node.required(reason)
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_COUNT_LENGTH):
        raise BadInput(Problem(node.at(reason), f"{text!r} is no count", "write digits"))
    return int(text)


def cut_claims(text: str, lines: Iterable[int], after: int) -> str:
    """The text without the items of its list of claims that start in these lines, all else as it stands.

    An item runs to the next line that is indented no deeper than its dash; `after` is the line of the list's key.
    """
    starts, kept, cutting, depth = set(lines), [], False, 0
    for number, line in enumerate(text.split("\n"), start=1):
        if number > after:
            bare = line.lstrip(" ")
            if number in starts:
                cutting, depth = True, len(line) - len(bare)
                continue
            if cutting and bare and len(line) - len(bare) <= depth:
                cutting = False
        if not cutting:
            kept.append(line)
    return "\n".join(kept)
