"""Takes an article under its layers and the findings of the rules; gives the likeliest reading of each figure.

Touches only the weights beside the code. A reading of the rules stays unless something else is far likelier, or goes
where it is unlikely itself; a figure that they leave over is read where one reading is likely enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figureplaces import Figure, figure_of
from kg.extract.patterns.figures.figures import Figures
from kg.extract.patterns.figures.figuresubjects import Owners
from kg.extract.patterns.figures.inorder import ROWED, in_marked_rows
from kg.extract.patterns.figures.unmeasured import measure_taken_up, own_change, taken_up
from kg.extract.patterns.linking.links import FAINT, Choice, Link, choose
from kg.extract.patterns.linking.measures import Measures
from kg.extract.patterns.linking.roles import STRANGER
from kg.extract.patterns.linking.rowed import of_row
from kg.extract.patterns.linking.scene import Scene
from kg.extract.patterns.linking.things import Things
from kg.extract.patterns.linking.weights import likelihoods
from kg.extract.patterns.linking.wording import words_around
from kg.extract.patterns.names.titles import is_titled
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.values import COUNT, falls
from kg.model import Amount

#: A figure is read from this likelihood on; a rule gives way to a reading so likely, and is dropped below the last.
_READ, _BETTER, UNLIKELY = 0.5, 0.6, 0.3
#: No metric is less likely.
_NEVER = 0.0
_PLACES = Decimal("0.01")
#: How metrics count that say of a period how many of something there were.
_COUNTING = "in-period"
#: The ties by which a rule finds what the sentence itself says a figure is about.
_TOLD = frozenset(("beside", "counted", "slot", "own", "holder"))
#: The tie to an event that a verb tells, which is no thing that the weights know, and how sure such a reading is.
_EVENT, _SURE = "event", Decimal("0.8")
#: Links of the members of rows, whose names stand with their figures.
_MEMBER = ("list", "continued")


class Linker:
    """Chooses metric and thing of the figures of one article after the other.

    What a rule reads goes where it is less likely than `unlikely`.
    """

    def __init__(self, figures: Figures, unlikely: float = UNLIKELY) -> None:
        self.figures, self.unlikely = figures, unlikely
        self.metrics = figures.metrics
        self.measures = Measures(figures.metrics)
        self.things = Things()

    def read(self, evidence: Evidence, findings: list[Finding], dropped: Counter[str]) -> list[Finding]:
        """The findings with those of figures weighed, replaced and added to; `dropped` counts the unlikely ones."""
        found = [one for one in findings if one.amount is None]
        for link, one in self.links(evidence, findings):
            if one is not None:
                found.append(one)
            elif link.rule is not None:
                dropped["an unlikely reading of a figure"] += 1
        known = {link_start(one) for one in found}
        aside = [
            one for one in findings if one.amount and link_start(one) not in known and link_start(one) not in self._seen
        ]
        return [*found, *aside]

    def links(
        self, evidence: Evidence, findings: list[Finding], *, thorough: bool = False
    ) -> Iterator[tuple[Link, Finding | None]]:
        """Each figure with what may be said of it, and what is.

        `thorough`: with the things of unlikely metrics, too.
        """
        scene = Scene(evidence, self.figures.cues, Owners(self.figures.naming, evidence))
        rules = {link_start(one): one for one in findings if one.amount}
        self._seen = {amount.span.start for amount in scene.figures}
        self._rows = in_marked_rows(evidence)
        told = sorted((one for one in findings if one.amount and link_start(one) not in self._seen), key=link_start)
        for amount in scene.figures:
            rule = rules.get(amount.span.start)
            least = _NEVER if thorough else self.unlikely if rule else _READ
            link = self._link(scene, amount, rule, told, least)
            one = self._decided(evidence, scene, link, told)
            if one is not None:
                told.append(one)
            yield link, one

    def _link(self, scene: Scene, amount: Amount, rule: Finding | None, told: list[Finding], least: float) -> Link:
        place = scene.place(amount)
        words = words_around(scene, place)
        metrics = self.measures.of(scene, place, rule, told, words)
        things = {}
        chances = likelihoods("metric", {name: told_by for name, (told_by, _) in metrics.items()})
        kin = {name for name in chances if self._counts(name)}
        if sum(chances[name] for name in kin) < _READ:
            kin = set()
        for name, chance in chances.items():
            if chance < (min(FAINT, least) if name in kin else least):
                continue
            cue = metrics[name][1]
            term = self.metrics.schema.properties[name]
            own = rule is not None and rule.term is term and rule.tie != "counted"
            asked = self.metrics.asked.get((name, rule.reason)) if rule and own else None
            classes = asked or self.metrics.classes(term)  # "comes in three versions" is no maker's
            things[name] = self.things.of(scene, place, term, classes, cue, rule, told)
        return Link(amount, rule, metrics, things, chances, words)

    def _decided(self, evidence: Evidence, scene: Scene, link: Link, told: list[Finding]) -> Finding | None:
        within = taken_up(evidence, scene.place(link.amount), told) if link.rule is None else None
        if link.rule is not None and link.rule.tie == _EVENT:
            return replace(link.rule, chance=_SURE)
        if link.rule is not None and self._knows_better(evidence, link.rule):
            chance = link.chances.get(link.rule.term.name, 0.0)
            return replace(link.rule, chance=_decimal(chance)) if chance >= self.unlikely else None
        if link.rule is not None and link.rule.tie in _TOLD:
            beside = self._beside(evidence, scene, link)
            within = beside if evidence.entity(link.rule.subject) in beside else None
        if link.rule is not None and link.rule.tie == "list" and link.rule.link in _MEMBER:
            within = {evidence.entity(link.rule.subject)}
        choices = choose(link, within)
        best = max(choices, key=_by_chance, default=None)
        if link.rule is None:
            if changes.compared(evidence, link.amount) and changes.own_time(evidence, link.amount) is None:
                return None
            best = self._agreed(choices, best) if best else None
            if rowed := best is not None and link.amount.span.start in self._rows:
                best = of_row(evidence, link, choices, self.metrics.changes)
            made = self._made(evidence, scene, link, best, told) if best and best.chance >= _least(link, best) else None
            return replace(made, link=ROWED) if made and rowed else made
        who = evidence.entity(link.rule.subject)
        own = next((one for one in choices if (one.metric, one.thing) == (link.rule.term.name, who)), None)
        chance = own.chance if own else 0.0
        if own and best and best is not own and self._is_surer(evidence, scene, link, best):
            part = _is_of_part(evidence, link.rule, best.thing)
            best, chance = own, self._of_doer(link, chance, part=part)
        if best and best is not own and best.chance >= _BETTER:
            return self._made(evidence, scene, link, best, told) or link.rule
        if chance < self.unlikely:
            return self._made(evidence, scene, link, best, told) if best and best.chance >= _least(link, best) else None
        return replace(link.rule, chance=_decimal(chance))

    def _agreed(self, choices: list[Choice], best: Choice) -> Choice:
        """The best choice, as likely as all that count in a period for its thing: "handed over" or "sold"."""
        if not self._counts(best.metric):
            return best
        kin = (one.chance for one in choices if one.thing == best.thing and self._counts(one.metric))
        return replace(best, chance=sum(kin))

    def _counts(self, metric: str) -> bool:
        """Whether the metric counts things in a period."""
        counts = COUNT in self.metrics.schema.properties[metric].units
        return counts and self.metrics.directives[metric].get("counting") == _COUNTING

    def _is_surer(self, evidence: Evidence, scene: Scene, link: Link, best: Choice) -> bool:
        """Whether the rule's thing stays whatever is likelier: it does the verb of a pattern, or stands nearer by."""
        rule = link.rule
        if rule is None or best.metric != rule.term.name or rule.subject.span.start > link.amount.span.start:
            return False
        if rule.tie == "slot" and not isinstance(rule, Figure):
            return True
        if _is_of_part(evidence, rule, best.thing):
            return True
        beside = self._beside(evidence, scene, link)
        return evidence.entity(rule.subject) in beside and best.thing not in beside

    def _of_doer(self, link: Link, chance: float, *, part: bool) -> float:
        """How likely the rule's thing is; it stays if it does the verb of a pattern and the metric is likely enough."""
        rule = link.rule
        does = rule is not None and (part or (rule.tie == "slot" and not isinstance(rule, Figure)))
        return max(chance, self.unlikely) if does and rule and link.chances[rule.term.name] >= _BETTER else chance

    def _knows_better(self, evidence: Evidence, rule: Finding) -> bool:
        """Whether the pattern asks for things of a class of its own, which the metric is else not about.

        What happened is no choice of the links: of it the patterns alone know.
        """
        if rule.tie not in _TOLD or isinstance(rule, Figure):
            return False
        if (rule.subject.span.start, rule.subject.span.end) in evidence.nameless:
            return True
        return not self.figures.naming.fits(evidence, rule.subject, self.metrics.classes(rule.term))

    def _beside(self, evidence: Evidence, scene: Scene, link: Link) -> set[str | None]:
        """The things that the sentence of the figure names: what it says in so many words holds of none else."""
        sentence = scene.place(link.amount).root.sent
        return {
            evidence.entity(evidence.mentions[at])
            for at in range(sentence.start, sentence.end)
            if at in evidence.mentions
        }

    def _made(
        self, evidence: Evidence, scene: Scene, link: Link, choice: Choice, told: list[Finding]
    ) -> Finding | None:
        """The finding of a choice; None for a change of which nothing tells what it is a change of."""
        term = self.metrics.schema.properties[choice.metric]
        cue = link.metrics[choice.metric][1]
        mention = link.things[choice.metric][choice.thing][1]
        if is_titled(mention):  # nothing in the text names it: it is told where its figure is
            mention = replace(mention, span=link.amount.span, by="reference")
        place = scene.place(link.amount)
        if not self.metrics.fits(link.amount, term.name):
            place = replace(place, amount=scene.counted(link.amount))
        scope: tuple[tuple[str, str], ...] = ()
        lead = next((one for one in reversed(told) if one.amount and link_start(one) < link.amount.span.start), None)
        if lead and lead.amount and not place.line[0].idx <= lead.amount.span.start:
            lead = None
        if choice.metric in self.metrics.changes:
            way = changes.direction(evidence, link.amount)
            place = replace(place, amount=changes.signed(link.amount, way))
            if self.metrics.change and choice.metric == self.metrics.change.name:
                measure = self._measure(evidence, link.amount, lead)
                measure = measure or measure_taken_up(evidence, self.metrics, place, told)
                if measure is None:
                    own = own_change(evidence, self.metrics, self.figures.naming, place, lead, told)
                    if own is None or not self.figures.naming.fits(evidence, mention, self.metrics.classes(own)):
                        return None
                    term = own
                else:
                    scope = (("measure", measure),)
        elif (signed := self.metrics.directives[choice.metric].get("signed")) is not None:
            place = replace(place, amount=changes.signed(link.amount, -falls(evidence, link.amount, (), signed)))
        reason = f"likely by {evidence.doc[cue.start : cue.end].text}" if cue else "likely"
        found = figure_of(term, reason, place, (mention, "linked"), "linked", cue=cue, lead=lead, scope=scope)
        if isinstance(link.rule, Figure):
            found = replace(found, time=link.rule.time)
        return replace(found, chance=_decimal(choice.chance))

    def _measure(self, evidence: Evidence, amount: Amount, lead: Finding | None) -> str | None:
        """What a change changes: the measure named behind it or before it, or that of the figure before it."""
        behind = changes.measure_behind(self.metrics.schema, evidence, amount)
        before = changes.measure_before(self.metrics.schema, evidence, amount)
        if behind:
            return behind[0]
        if lead and lead.amount and (before is None or before[1] < lead.amount.span.start):
            if lead.term.name in self.metrics.changes:
                told = dict(lead.scope).get("measure") if isinstance(lead, Figure) else None
            else:
                told = self.metrics.measures.get(lead.term.name)
            if told:
                return told
        return before[0] if before else None


def _least(link: Link, choice: Choice) -> float:
    """How likely a reading must be: more where the clause is about something else that nobody named."""
    features = link.things[choice.metric][choice.thing][0]
    return _BETTER if f"{STRANGER}, not it" in features else _READ


def _is_of_part(evidence: Evidence, rule: Finding, thing: str) -> bool:
    """Whether the rule takes up what the sentence before told of, a part of the thing: "Lamps sold well. Sales ..."."""
    whole = evidence.made_by.get(evidence.entity(rule.subject) or "", ())
    return rule.tie == "earlier" and rule.subject.by == "reference" and thing in whole


def _by_chance(choice: Choice) -> float:
    return choice.chance


def link_start(finding: Finding) -> int:
    """Where the figure of a finding starts."""
    return finding.amount.span.start if finding.amount else -1


def _decimal(chance: float) -> Decimal:
    return min(max(Decimal(str(chance)).quantize(_PLACES), Decimal("0.05")), Decimal("0.95"))
