"""Learns the weights of `kg/extract/patterns/linking` and writes them: `python tests/gold/train_links.py [--write]`.

Takes the gold of `reports/` (numbers 1, 3, 5 and 7: the others are for measuring), of `news/`, of the invented articles
of `invented/`, the reviewed claims of the articles that are not among them, the passages of `passages/` and the example
sentences of the ontology. Every figure is a choice among metrics, and for the right metric a choice among things; two
conditional logit models are fitted by gradient ascent with an L2 prior (Adam; the weights are the same in every run).
Prints, for articles that a fold of ten left out, how often the choices are right: of figures that the gold notes, at
several thresholds. To be run with `PYTHONPATH=.:tests`; reading takes two minutes, fitting some seconds.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from test_patterns import examples as ontology_examples
from test_patterns import registry as example_registry

from kg.evaluate.gold import GoldFact, GoldText
from kg.evaluate.names import Identity
from kg.evaluate.texts import read_gold, read_names
from kg.evaluate.values import overlap
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.extract.patterns.analysis.text import plain
from kg.extract.patterns.linking.links import Link
from kg.extract.patterns.linking.things import sort_features
from kg.extract.patterns.linking.usual import Usual, usual_features
from kg.extract.patterns.linking.weights import chances
from kg.extract.patterns.linking.wording import NONE, Wording
from kg.extract.patterns.linking.wording import counted as wordings
from kg.model import Article, Quantity, Reading, Schema, Span
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import read_registry
from kg.sources import markdown

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "kg/extract/patterns/lexicon/links.yaml"
HEAD = """\
# How much each feature speaks for a metric, or for a thing, of a figure (kg/extract/patterns/linking). Learned by
# tests/gold/train_links.py on the gold, the reviewed claims and the passages of tests/gold. A feature names no metric
# and no thing.
"""
WORDING = OUT.with_name("wording.yaml")
WORDING_HEAD = """\
# Which words stand around the figures of each metric (kg/extract/patterns/linking/wording.py). Counted by
# tests/gold/train_links.py on the gold, the reviewed claims and the passages of tests/gold.
# Metric, how many figures it has, how many words stand around them.
"""
#: A word that fewer figures have is not kept.
OFTEN = 2.0
#: Folder of gold, its articles by number or name, and what the set is called.
SETS = (
    (HERE / "reports", "1,3,5,7", "reports"),
    (HERE / "news", None, "news"),
    (HERE.parents[1] / "data/claims", "2024-04-su7-first*,2025-06-xiaomi-premium*,2026-02-*", "claims"),
    *((folder, None, "invented") for folder in sorted((HERE / "invented").iterdir()) if folder.is_dir()),
)
FIGURE = re.compile(r"\{([^{}|]+)\|([^{}|]+)\|([^{}|]+)\}")
FRONT = (
    "---\nid: {id}\ntitle: News\npublisher: News\npublished: '2025-06-01'\npublished_basis: stated\nlanguage: en\n---\n"
)
#: What a figure weighs of which the gold says nothing: readers note the main ones only.
UNNOTED = 0.3
#: What an article's figure counts where it is counted how usual metrics and sorts of things are.
COUNT = 3.0
#: The sorts of things, the first that fits.
SORTS = (
    *(
        "Person",
        "OrganisationalUnit",
        "Organisation",
        "VehicleModel",
        "VehicleVariant",
        "VehicleSeries",
        "Chip",
        "Product",
    ),
    *("Brand", "Factory", "Place", "Event", "Group", "Technology"),
)
#: What a figure of an article, and one of an example, weigh against one of a passage.
ARTICLE, EXAMPLE = 6.0, 18.0
KINDS = Usual({}, {}, SORTS, {})
STEPS, RATE, PRIOR, FOLDS = 200, 0.1, 10.0, 10


@dataclass(frozen=True)
class Example:
    """A figure: the features of its candidates, of every right metric the right things, and of what sort things are."""

    article: str
    noted: bool
    statable: bool
    right: Mapping[str, frozenset[str]]
    metrics: Mapping[str, Sequence[str]]
    things: Mapping[str, Mapping[str, Sequence[str]]]
    sorts: Mapping[str, str]
    words: Sequence[str]

    @property
    def usual(self) -> dict[str, float]:
        """What the figure adds to the counts of metrics."""
        each = COUNT if self.is_news else 1.0
        return {name: each / len(self.right) for name in self.right}

    @property
    def worded(self) -> dict[str, float]:
        """What its words count for: the metrics, or none where the gold notes something else of it."""
        each = 1.0 if self.article.startswith("passages:") else COUNT
        return self.usual if self.right else {NONE: each} if self.noted else {}

    def sorted(self, metric: str) -> dict[str, float]:
        """What the figure adds to the counts of sorts of a metric."""
        kinds = {self.sorts[thing] for thing in self.right.get(metric, ()) if thing in self.sorts}
        return {kind: (COUNT if self.is_news else 1.0) / len(kinds) for kind in kinds}

    @property
    def is_news(self) -> bool:
        return not self.article.startswith(("passages:", "examples:"))


class Table(NamedTuple):
    """What is counted: how usual metrics and sorts are, the words around figures, and those of every article."""

    usual: Usual
    wording: Wording
    own: Mapping[str, Wording]


class Choice(NamedTuple):
    """Candidates of one choice with whether each is right, whether none is, and what the choice weighs."""

    weight: float
    candidates: list[tuple[Sequence[str], bool]]
    none: bool


def main() -> None:
    examples = list(read_examples())
    print(f"{len(examples)} figures, {sum(one.statable for one in examples)} with a metric that the gold notes")
    cross_check(examples)
    if "--write" in sys.argv:
        table = counted(examples)
        examples = [told_by(one, table, learning=True) for one in examples]
        write(fit(list(metric_choices(examples))), fit(list(thing_choices(examples))), table)


#: An article with its gold, who is who in it, the folder and the name of its set.
Opened = tuple[Article, GoldText, Identity, Path, str]


def open_all() -> tuple[PatternExtractor, Iterator[Opened]]:
    """The extractor, and every article with its gold, who is who in it, the folder and the name of its set."""
    project = find_project(HERE)
    schema = read_ontology(project).schema
    registry, _ = read_registry(project, schema)

    def texts() -> Iterator[Opened]:
        for folder, only, name in SETS:
            own, articles = folder / "relations.yaml", folder / "articles"
            names = read_names(folder, own if own.exists() else HERE / "relations.yaml", schema)
            identity = Identity(registry, names.entities, names.speakers)
            where = articles if articles.exists() else None
            for article, gold in read_gold(project, folder, schema, registry, articles=where, names=names, only=only):
                yield article, gold, identity, folder, name

    return open_extractor(schema, registry), texts()


def read_examples() -> Iterator[Example]:
    extractor, texts = open_all()
    for article, gold, identity, _, name in texts:
        yield from of_article(extractor, article, gold.facts, identity, name)
    yield from of_examples(extractor)
    for path in sorted((HERE / "passages").glob("*.txt")):
        for number, block in enumerate(re.split(r"\n\s*\n", path.read_text("utf-8").strip()), 1):
            yield from of_passage(extractor, f"{path.stem}-{number}", block)


def of_article(
    extractor: PatternExtractor, article: Article, facts: Sequence[GoldFact], identity: Identity, name: str
) -> Iterator[Example]:
    ground = extractor.ground(article, extractor.language(plain(article.body)))
    newcomers = (*ground.evidence.newcomers, *ground.groups)
    known = identity.within(Reading(article.id, extractor.id, (), newcomers=newcomers))
    for link, _ in extractor.linker.links(ground.evidence, ground.findings, thorough=True):
        noted = [fact for fact in facts if is_noted(fact, link)]
        right: dict[str, set[str]] = {}
        for fact in noted:
            for target in fact.targets:
                if target.kind == "metric":
                    things = link.things.get(target.property, {})
                    right.setdefault(target.property, set()).update(
                        thing for thing in things if target.any_subject or known.same(fact.subject, thing)
                    )
        yield example(extractor.schema, f"{name}:{article.id}", bool(noted), right, link)


def is_noted(fact: GoldFact, link: Link) -> bool:
    """Whether the fact is about the figure: its words overlap, the number is the same, the sign aside."""
    if fact.span is not None and not overlap(fact.span, link.amount.span):
        return False
    return any(numbers(value) == numbers(link.amount.quantity) for value in fact.values)


def numbers(value: Quantity) -> set[float]:
    return {abs(float(one)) for one in (value.low, value.high, value.number) if one is not None}


def of_examples(extractor: PatternExtractor) -> Iterator[Example]:
    """The example sentences of the metrics: what each says, and that a refusal does not say it."""
    for kind in ("match", "refusal"):
        for number, (term, text) in enumerate(ontology_examples(kind)):
            if term.kind != "metric":
                continue
            sentence, _, expected = text.partition(" => ")
            subject, _, value = (part.strip() for part in expected.partition(" | "))
            name = f"{kind}-{number}"
            own = extractor.knowing(example_registry(sentence, term))
            article = markdown.read(FRONT.format(id=name) + sentence + "\n", f"{name}.md")
            ground = own.ground(article, own.language(plain(article.body)))
            for link, _ in own.linker.links(ground.evidence, ground.findings, thorough=True):
                if kind == "refusal":
                    one = example(own.schema, f"examples:{name}", True, {}, link)
                    refused = {key: features for key, features in one.metrics.items() if key == term.name}
                    yield replace(one, metrics=refused)
                elif value in link.amount.span.text or link.amount.span.text in value:
                    things = {subject.lower().replace(" ", "-")} & link.things.get(term.name, {}).keys()
                    yield example(own.schema, f"examples:{name}", True, {term.name: things}, link)


def of_passage(extractor: PatternExtractor, name: str, block: str) -> Iterator[Example]:
    body, marked, last = "", [], 0
    for match in FIGURE.finditer(block):
        body += block[last : match.start()]
        marked.append((len(body), len(body) + len(match[1]), match[2], match[3]))
        body += match[1]
        last = match.end()
    body += block[last:]
    article = markdown.read(FRONT.format(id=name) + body + "\n", f"{name}.md")
    assert article.body.strip() == body.strip(), name
    ground = extractor.ground(article, extractor.language(plain(article.body)))
    evidence = ground.evidence
    for link, _ in extractor.linker.links(evidence, ground.findings, thorough=True):
        right: dict[str, set[str]] = {}
        for start, end, metric, named in marked:
            if link.amount.span.start < end and start < link.amount.span.end:
                things = {
                    thing
                    for thing in link.things.get(metric, {})
                    if any(is_named(one.span, named, body) for one in evidence.all_mentions
                           if one.by != "reference" and evidence.entity(one) == thing)
                }  # fmt: skip
                right.setdefault(metric, set()).update(things)
        yield example(extractor.schema, f"passages:{name}", True, right, link)


def is_named(span: Span, named: str, body: str) -> bool:
    """Whether the mention is the name, give or take a few letters ("Seagull" of "BYD Seagull" is not enough)."""
    for name in named.split(";"):
        for match in re.finditer(re.escape(name), body):
            near = span.start < match.end() and match.start() < span.end
            if near and abs(len(span.text) - len(name)) <= 4:
                return True
    return False


def example(schema: Schema, article: str, noted: bool, right: Mapping[str, set[str]], link: Link) -> Example:
    return Example(
        article=article,
        noted=noted,
        statable=bool(right),
        right={name: frozenset(things) for name, things in right.items()},
        metrics={name: bare(features) for name, (features, _) in link.metrics.items()},
        things={
            name: {thing: bare(features) for thing, (features, _) in things.items()}
            for name, things in link.things.items()
        },
        sorts={
            thing: KINDS.sort(schema, mention.type)
            for things in link.things.values()
            for thing, (_, mention) in things.items()
        },
        words=link.words,
    )


def bare(features: Sequence[str]) -> list[str]:
    """The features without those that are counted: they are counted anew, without what is asked for."""
    return [one for one in features if not one.startswith(("usual ", "sort ", "wording "))]


def counted(examples: Sequence[Example]) -> Table:
    """How often every metric was right, with which words around it, and how often things of every sort were."""
    metrics: Counter[str] = Counter()
    sorts: dict[str, Counter[str]] = {}
    for one in examples:
        metrics.update(one.usual)
        for name in one.right:
            sorts.setdefault(name, Counter()).update(one.sorted(name))
    whole = sum(sorts.values(), Counter())
    by_article: dict[str, list[Example]] = {}
    for one in examples:
        by_article.setdefault(one.article, []).append(one)
    wording = worded(examples)
    often = {word: counts for word, counts in wording.words.items() if sum(counts.values()) >= OFTEN}
    wording = Wording(often, wording.figures, wording.totals)
    own = {article: worded(figures) for article, figures in by_article.items()}
    return Table(Usual(metrics, sorts, SORTS, whole), wording, own)


def worded(examples: Sequence[Example]) -> Wording:
    """The words around the figures."""
    return wordings((one.words, one.worded) for one in examples)


def told_by(one: Example, counts: Table, *, learning: bool) -> Example:
    """The example with what is counted; one that is learned from does not count itself, nor its article's words."""
    off = one.usual if learning else {}
    table = counts.usual
    fits = counts.wording.features(one.words, one.metrics, counts.own[one.article] if learning else None)
    metrics = {
        name: [*one.metrics[name], *usual_features(how, list(one.metrics[name])), fits[name]]
        for name, how in table.of_metrics(one.metrics, less=off).items()
    }
    things = {}
    for name, candidates in one.things.items():
        less = one.sorted(name) if learning else {}
        things[name] = {
            thing: [
                *features,
                *sort_features(
                    table.of_sort(name, one.sorts[thing], less=less),
                    inside=any(each.startswith(("before ", "after ")) for each in features),
                ),
            ]
            for thing, features in candidates.items()
        }
    return replace(one, metrics=metrics, things=things)


def metric_choices(examples: Sequence[Example]) -> Iterator[Choice]:
    for one in examples:
        if one.metrics:
            candidates = [(features, name in one.right) for name, features in one.metrics.items()]
            none = not any(right for _, right in candidates)
            yield Choice(weight(one) * (1.0 if one.noted else UNNOTED), candidates, none)


def thing_choices(examples: Sequence[Example]) -> Iterator[Choice]:
    for one in examples:
        for name, things in one.right.items():
            if known := one.things.get(name):
                candidates = [(features, thing in things) for thing, features in known.items()]
                yield Choice(weight(one), candidates, not any(right for _, right in candidates))


def weight(one: Example) -> float:
    known = {"passages:": 1.0, "examples:": EXAMPLE}
    return next((heavy for start, heavy in known.items() if one.article.startswith(start)), ARTICLE)


def fit(choices: Sequence[Choice], prior: float = PRIOR) -> dict[str, float]:
    """The weights of a conditional logit model, in which "none" scores zero."""
    index: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    group: list[int] = []
    right: list[bool] = []
    for number, choice in enumerate(choices):
        for features, is_right in choice.candidates:
            rows += [len(group)] * len(features)
            columns += [index.setdefault(feature, len(index)) for feature in features]
            group.append(number)
            right.append(is_right)
    row, column, of, true = np.array(rows), np.array(columns), np.array(group), np.array(right, dtype=float)
    weights, none = np.array([one.weight for one in choices]), np.array([one.none for one in choices])
    theta, mean, square = np.zeros(len(index)), np.zeros(len(index)), np.zeros(len(index))
    for step in range(1, STEPS + 1):
        score = np.bincount(row, theta[column], len(of))
        top = np.zeros(len(choices))
        np.maximum.at(top, of, score)
        power, zero = np.exp(score - top[of]), np.exp(-top)
        chance = power / (np.bincount(of, power, len(choices)) + zero)[of]
        mass = np.bincount(of, power * true, len(choices)) + np.where(none, zero, 0.0)
        wanted = np.where(true > 0, power, 0.0) / np.maximum(mass, 1e-300)[of]
        gradient = np.bincount(column, ((wanted - chance) * weights[of])[row], len(index)) - prior * theta
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        theta = theta + RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {feature: float(theta[at]) for feature, at in index.items()}


def cross_check(examples: Sequence[Example]) -> None:
    """Prints how often the choices are right on articles that were left out; passages are no news and not counted."""
    articles = sorted({one.article for one in examples if one.is_news})
    decided: list[tuple[Example, float, str, str]] = []
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        kept = [one for one in examples if one.article not in held]
        table = counted(kept)
        kept = [told_by(one, table, learning=True) for one in kept]
        metric, thing = fit(list(metric_choices(kept))), fit(list(thing_choices(kept)))
        for one in examples:
            if one.article in held and (best := decide(told_by(one, table, learning=False), metric, thing)):
                decided.append((one, *best))
    wanted = sum(one.statable for one in examples if one.article in articles)
    print("threshold  read  noted  right  precision of noted  recall")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        read = [entry for entry in decided if entry[1] >= threshold]
        noted = [entry for entry in read if entry[0].noted]
        right = sum(thing in one.right.get(name, ()) for one, _, name, thing in noted)
        precision = right / max(1, len(noted))
        print(f"{threshold:9} {len(read):5} {len(noted):6} {right:6} {precision:18.2f} {right / wanted:8.2f}")


def decide(one: Example, metric: Mapping[str, float], thing: Mapping[str, float]) -> tuple[float, str, str] | None:
    readings = [
        (first * second, name, which)
        for name, first in chances(one.metrics, metric).items()
        for which, second in chances(one.things.get(name, {}), thing).items()
    ]
    return max(readings, default=None)


def write(metric: Mapping[str, float], thing: Mapping[str, float], counts: Table) -> None:
    table = counts.usual
    text = f"{HEAD}order: [{', '.join(table.order)}]\n"
    text += "# How often each metric was right, and how often things of each sort had it.\nusual:\n"
    text += "".join(f"  - {name} {count:.1f}\n" for name, count in sorted(table.metrics.items()))
    text += "sorts:\n"
    for name, sorts in sorted(table.sorts.items()):
        text += "".join(f"  - {name} {sort} {count:.1f}\n" for sort, count in sorted(sorts.items()))
    for name, weights in (("metric", metric), ("thing", thing)):
        text += f"{name}:\n"
        text += "".join(f'  - "{one} {weights[one]:.2f}"\n' for one in sorted(weights) if abs(weights[one]) >= 0.005)
    OUT.write_text(text, "utf-8")
    write_wording(WORDING, WORDING_HEAD, counts.wording, "metric")


def write_wording(path: Path, head: str, counts: Wording, what: str) -> None:
    text = f"{head}figures:\n"
    text += "".join(
        f"  - {name} {count:.4g} {counts.totals[name]:.6g}\n" for name, count in sorted(counts.figures.items())
    )
    text += f"# Word : {what} and how many of its figures have it.\nwords:\n"
    for word, told in sorted(counts.words.items()):
        shown = " ".join(f"{name} {count:.4g}" for name, count in sorted(told.items()) if count > 0)
        text += f"  - {json.dumps(f'{word} : {shown}', ensure_ascii=False)}\n"
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
