"""Takes a figure in its article; gives the metrics that it may state, each with what speaks for it; touches nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figurecues import Hit
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Figure, Place, is_distance, is_moved_by, is_part
from kg.extract.patterns.linking.bars import Bars, is_silent
from kg.extract.patterns.linking.scene import Scene
from kg.extract.patterns.linking.usual import usual, usual_features
from kg.extract.patterns.linking.wording import NONE, steps, wording
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Amount, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

_STEPS = ((0, "0"), (2, "2"), (5, "5"), (9, "9"), (13, "13"), (20, "20"))
_FEW = ((1, "1"), (3, "3"), (8, "8"))
#: So few metrics with a unit are all asked, also those without a cue.
_NARROW = 4


def bucket(value: int, steps: tuple[tuple[int, str], ...]) -> str:
    """The first step that the value does not pass, or "more"."""
    return next((name for top, name in steps if value <= top), "more")


class Measures:
    """The choice of a metric for a figure, for one schema."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.bars = Bars(metrics)
        schema = metrics.schema
        self._title: tuple[str | None, frozenset[str]] = (None, frozenset())
        self.titles: dict[tuple[str, ...], list[str]] = {}
        for one in schema.properties.values():
            for cue in one.cues:
                self.titles.setdefault(tuple(cue.casefold().split()), []).append(one.name)
        self.longest = max(map(len, self.titles), default=0)

    def of(
        self, scene: Scene, place: Place, rule: Finding | None, told: list[Finding], words: Sequence[str]
    ) -> dict[str, tuple[list[str], Hit | None]]:
        """Metric -> what speaks for it, and its nearest cue; `words` are those around the figure."""
        counted = scene.counted(place.amount)
        stated = {**self.metrics.stated_in(place.amount), **self.metrics.stated_in(counted)}
        fitting = [
            one for one in stated.values() if one.kind == "metric" and self.metrics.sized(one.name, place.amount)
        ]
        periods = [one for one in fitting if "counting" in self.metrics.directives[one.name]]
        fitting = [one for one in periods if scene.is_done(one.name, place)] or fitting
        if rule and rule.term not in fitting:
            fitting.append(rule.term)
        if not fitting:
            return {}
        names = {one.name for one in fitting}
        hits = [(scene.cost(hit, place), hit) for hit in scene.hits(place)]
        ranked = sorted(
            ((price, hit) for price, hit in hits if price is not None and not names.isdisjoint(hit.names)),
            key=lambda one: (one[0], -one[1].start),
        )
        cued: dict[str, list[tuple[int, Hit]]] = {}
        for entry in ranked:
            for name in entry[1].names:
                cued.setdefault(name, []).append(entry)
        told_of = {name for _, hit in hits for name in hit.names}
        ends = sorted((price, hit.start) for price, hit in hits if price is not None and not hit.names)
        earlier = {name for hit in scene.earlier(place) for name in hit.names}
        in_title = self._in_title(scene.evidence.article.title)
        shared = self._shared(scene, place, len(fitting))
        before = self._before(scene, place, told, scene.evidence.article.body.rfind("\n\n", 0, place.amount.span.start))
        way, apart = changes.direction(scene.evidence, place.amount), is_distance(scene.evidence, place.amount)
        part, moved = is_part(scene.evidence, place.amount), is_moved_by(scene.evidence, place)
        fits = wording().scores(words, {*names, NONE})
        likeliest = None if is_silent(scene, place, hits, apart=apart) else wording().likeliest(fits)
        found: dict[str, tuple[list[str], Hit | None]] = {}
        for term in fitting:
            own = cued.get(term.name, [])
            barred = not own and term.name in told_of
            by_unit = self.metrics.told_by_unit(counted)
            lead = [name for name, one in before.items() if one is term]
            directives = self.metrics.directives[term.name]
            titled = term.name in in_title
            asked = (
                own
                or (by_unit is term and self._admitted(scene, place, term, counted))
                or lead
                or (rule and rule.term is term)
                or term.name in earlier
                or titled
            )
            asked = asked or (way and "change" in directives) or (apart and "difference" in directives)
            asked = asked or (part and "portion" in directives)
            if not asked and term.name != likeliest and (barred or len(fitting) > _NARROW):
                continue
            if len(own) > 1:
                own = sorted(own, key=lambda one: (scene.is_hint(one[1], term.name, place), one[0], -one[1].start))
            if not (rule and rule.term is term) and not self.bars.may(
                scene, place, term, [hit for _, hit in own], moved=moved, part=part
            ):
                continue
            told_by = self._cue(scene, place, term, own, ranked, names, ends)
            features = [*shared, *told_by, *(["cue barred"] if barred else [])]
            features += ["cue none"] if not own and not barred else []
            features += ["earlier cue"] if term.name in earlier else []
            features += ["earlier cue, none here"] if term.name in earlier and not own else []
            features += ["title cue", *([] if own else ["title cue, none here"])] if titled else []
            features += ["unit tells it"] if by_unit is term else ["unit tells another"] if by_unit else []
            features += ["first unit"] if term.units and term.units[0] == counted.quantity.unit else []
            features += [f"lead {name}" for name in lead]
            features += [f"lead {name} other" for name in before if name not in lead]
            features += self._rule(rule, term)
            features += self._change(term, way, apart=apart, cued=bool(own))
            features += _portion(part=part, portions="portion" in directives)
            if not self._admitted(scene, place, term, counted, own[0][1] if own else None):
                features.append("not admitted")
            found[term.name] = features, own[0][1] if own else None
        for name, how in usual().of_metrics(found).items():
            found[name][0].extend(usual_features(how, found[name][0]))
        for name, step in steps({name: fits[name] for name in (*found, NONE)}).items():
            found[name][0].append(step)
        return found

    def _admitted(
        self, scene: Scene, place: Place, term: PropertyTerm, counted: Amount, cue: Hit | None = None
    ) -> bool:
        """Whether the words that the metric bars are away, and those that it wants there, without a cue."""
        head = scene.evidence.doc[cue.end - 1] if cue else place.root
        told = cue is not None or self.metrics.is_clocked(counted)
        return self.metrics.admits(scene.evidence, term, head, told=told)

    def _in_title(self, title: str) -> frozenset[str]:
        """The metrics of which a cue stands in the title; told once for every article."""
        if self._title[0] != title:
            words = title.casefold().split()
            told = {
                name
                for start in range(len(words))
                for end in range(start + 1, min(start + self.longest, len(words)) + 1)
                for name in self.titles.get(tuple(words[start:end]), ())
            }
            self._title = title, frozenset(told)
        return self._title[1]

    def _shared(self, scene: Scene, place: Place, fitting: int) -> list[str]:
        """What speaks for or against any metric."""
        found = ["any", f"fitting {bucket(fitting, _FEW)}"]
        if not place.amount.quantity.unit:
            noun = place.root.head if place.root.dep_ in ("nummod", "quantmod", "amod", "compound") else None
            found.append("bare before a noun" if noun is not None and noun.i > place.first else "bare")
        if changes.compared(scene.evidence, place.amount):
            found.append("compared")
            if changes.own_time(scene.evidence, place.amount) is not None:
                found.append("compared, with a time")
        if is_moved_by(scene.evidence, place):
            found.append("moved by")
        return found

    def _cue(
        self,
        scene: Scene,
        place: Place,
        term: PropertyTerm,
        own: list[tuple[int, Hit]],
        ranked: list[tuple[int, Hit]],
        names: set[str],
        ends: list[tuple[int, int]],
    ) -> list[str]:
        if not own:
            return []
        price, hit = own[0]
        head = scene.evidence.doc[hit.end - 1]
        kind = "hint" if scene.is_hint(hit, term.name, place) else "cue"
        found = [f"{kind} {bucket(price, _STEPS)}"]
        found.append(f"{kind} of {bucket(len(names & set(hit.names)), _FEW)}")
        where = "behind" if hit.start > place.last else "before" if hit.end <= place.first else "on"
        found.append(f"cue {where}")
        found.append("cue verb" if head.pos_ == "VERB" else "cue noun")
        sure = [entry for entry in ranked if self._is_sure(scene, place, entry[1], names)]
        rivals = sure if kind == "cue" else ranked
        if rivals[0][1] is hit:
            found.append(f"{kind} nearest")
            if len(rivals) > 1 and rivals[1][0] - price <= 1 and term.name not in rivals[1][1].names:
                found.append(f"{kind} hardly nearer")
        else:
            found.append(f"{kind} second" if rivals[1][1] is hit else f"{kind} farther")
        if kind == "hint":
            found.append("hint, a cue is nearer" if sure and sure[0][0] <= price else "hint, no cue is nearer")
        if ends and ends[0][0] < price:
            found.append("nearer to another noun")
        if hit.end - hit.start > 1:
            found.append("cue long")
        if clause_of(head).i == clause_of(place.root).i:
            found.append("cue in clause")
            if head.dep_ in ("nsubj", "nsubjpass"):
                found.append("cue subject of clause")
        found += self._tie(place, head)
        if self._claimed(scene, place, term, hit, price):
            found.append("cue nearer to another figure")
        return found

    def _is_sure(self, scene: Scene, place: Place, hit: Hit, names: set[str]) -> bool:
        """Whether the cue tells one of the metrics by itself."""
        return any(not scene.is_hint(hit, name, place) for name in names & set(hit.names))

    def _tie(self, place: Place, head: Token) -> list[str]:
        """How the grammar ties figure and cue."""
        root = place.root
        if root.head.i == head.i:
            return [
                f"tie {root.dep_ if root.dep_ in ('nummod', 'dobj', 'attr', 'npadvmod', 'appos', 'nsubj') else 'down'}"
            ]
        if root.head.head.i == head.i and root.head.pos_ == "ADP":
            return [
                "tie by "
                + ("of" if root.head.lower_ == "of" else "to" if root.head.lower_ in ("to", "at") else "a preposition")
            ]
        if head.head.i in (root.i, root.head.i):
            return ["tie up"]
        if any(one.i == head.i for one in subjects(clause_of(root))):
            return ["tie subject"]
        return ["tie none"]

    def _claimed(self, scene: Scene, place: Place, term: PropertyTerm, hit: Hit, price: int) -> bool:
        for other in scene.figures:
            if other is place.amount or not place.line[0].idx <= other.span.start < place.line[-1].idx:
                continue
            if not self.metrics.fits(other, term.name):
                continue
            rival = scene.cost(hit, scene.place(other))
            if rival is not None and rival < price:
                return True
        return False

    def _before(self, scene: Scene, place: Place, told: list[Finding], paragraph: int) -> dict[str, PropertyTerm]:
        """The metrics of the figures read before this one that it may state, too: the last one, and the most frequent.

        The last one in its line, in its paragraph and in the text before; numbers without a unit count what others do.
        """
        found: dict[str, PropertyTerm] = {}
        often: Counter[str] = Counter()
        terms: dict[str, PropertyTerm] = {}
        unit = scene.counted(place.amount).quantity.unit
        for one in reversed(told):
            if one.amount is None or one.amount.span.start >= place.amount.span.start:
                continue
            other = scene.counted(one.amount).quantity.unit
            if other != unit and ((other and unit) or not self.metrics.fits(place.amount, one.term.name)):
                continue
            inside = one.amount.span.start >= place.line[0].idx
            near = one.amount.span.start > paragraph
            found.setdefault("in line" if inside else "in paragraph" if near else "in article", one.term)
            often[one.term.name] += 1
            terms[one.term.name] = one.term
        if often:
            found["often"] = terms[min(often, key=lambda name: (-often[name], name))]
        return found

    def _rule(self, rule: Finding | None, term: PropertyTerm) -> list[str]:
        if rule is None:
            return ["unread"]
        kind = "figure" if isinstance(rule, Figure) else "pattern"
        if rule.term is term:
            return [f"{kind} reads it", f"{kind} by {rule.link}"]
        return [f"{kind} reads another"]

    def _change(self, term: PropertyTerm, way: int, *, apart: bool, cued: bool) -> list[str]:
        told = "change" in self.metrics.directives[term.name]
        distances = "difference" in self.metrics.directives[term.name]
        found = [f"{'change' if way else 'level'}, metric of {'changes' if told else 'levels'}"]
        if told:
            kind = self.metrics.directives[term.name]["change"] or "any"
            found.append(f"{'change' if way else 'level'}, metric of {kind} change, {'cue' if cued else 'no cue'}")
        if apart:
            found.append(f"distance, metric of {'distances' if distances else 'others'}")
        elif distances:
            found.append("no distance, metric of distances")
        return found


def _portion(*, part: bool, portions: bool) -> list[str]:
    """What speaks for a metric of parts of a whole, or for another."""
    if part:
        return [f"part of a whole, metric of {'parts' if portions else 'others'}"]
    return ["no part, metric of parts"] if portions else []
