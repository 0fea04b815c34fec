"""Takes a figure with its metric; gives what it may be about, each thing with what speaks for it; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.figures.figurecues import Hit
from kg.extract.patterns.figures.figureplaces import Figure, Place
from kg.extract.patterns.linking.context import paragraph_before, sentence_before
from kg.extract.patterns.linking.measures import bucket
from kg.extract.patterns.linking.roles import STRANGER, foils_of, made_by_others, others_of, rivals_of, roles_of
from kg.extract.patterns.linking.scene import Field, Scene
from kg.extract.patterns.linking.usual import usual
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.groups import GROUP
from kg.model import Mention, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = ((1, "1"), (3, "3"), (6, "6"), (10, "10"), (16, "16"), (25, "25"))
_AWAY = frozenset(("than", "with", "against", "by", "from", "to", "versus", "after", "like", "over", "above", "below"))


def sort_features(how: str, *, inside: bool) -> list[str]:
    """What it says that things of the sort have the metric so often."""
    return [f"sort {how}", f"sort {how}, {'in sentence' if inside else 'outside'}"]


class Things:
    """The choice of what a figure is about."""

    def of(
        self,
        scene: Scene,
        place: Place,
        term: PropertyTerm,
        classes: tuple[str, ...],
        cue: Hit | None,
        rule: Finding | None,
        told: list[Finding],
    ) -> dict[str, tuple[list[str], Mention]]:
        """Id of a thing -> what speaks for it, and the mention that is nearest to the figure."""
        field = self._field(scene, place, classes)
        if field is None:
            return {}
        roles, context = roles_of(scene, place, term, classes, cue), sentence_before(scene, place, field.fitting)
        strangers = others_of(scene, place, cue)
        lead, heading = self._lead(place, told), scene.heading(place, field.fitting)
        firsts = {name for name, mentions in field.fitting.items() if self._is_first(scene, mentions[0], classes)}
        found: dict[str, tuple[list[str], Mention]] = {}
        here = {name: told_by for name, told_by in roles.items() if field.inside.get(name)}
        away = foils_of(scene, place, here, context) | rivals_of(scene, place) | made_by_others(scene, place)
        if (STRANGER, "subject") in strangers:  # nor is what only the title names what the clause is about
            away |= {one.entity for one in scene.evidence.titled if one.entity}
        paragraph = paragraph_before(scene, place, term, field, told)
        for name, mentions in ((one, field.fitting[one]) for one in field.fitting if one not in away):
            nearest = self._nearest(place, mentions)
            how = "speaker's role" if name in field.speaking else "role"
            told_by = [f"{how} {role}" for role in sorted(roles.get(name, ("none",)))]
            features = ["any", *told_by, *self._placed(scene, place, name, field, context.get(name, []))]
            features += self._standing(scene, name, field, first=self._is_first(scene, nearest, classes))
            features += ["heads the line"] if name == heading else []
            features += [f"{stranger}, not it" for stranger, role in strangers if role not in roles.get(name, ())]
            features += self._rule(scene, rule, term, name, speaks=name in field.speaking)
            features += self._beside(scene, lead, term, name)
            features += self._kin(scene, name, field, roles, firsts, context)
            features += paragraph[name]
            often = usual().of_sort(term.name, usual().sort(scene.owners.naming.schema, nearest.type))
            features += sort_features(often, inside=bool(field.inside[name]))
            found[name] = features, nearest
        return found

    def _field(self, scene: Scene, place: Place, classes: tuple[str, ...]) -> Field | None:
        """The fitting things of the article and where they stand; None where there are none."""
        evidence, fitting = scene.evidence, scene.fitting(classes)
        if not fitting:
            return None
        sentence, start = place.root.sent, place.amount.span.start
        inside = {
            name: [one for one in mentions if sentence.start_char <= one.span.start < sentence.end_char]
            for name, mentions in fitting.items()
        }
        passing = {name for name, mentions in fitting.items() if not inside[name] and _is_passing(mentions[0])}
        if 0 < len(passing) < len(fitting):  # what is described is told for what the sentence says of it
            fitting = {name: mentions for name, mentions in fitting.items() if name not in passing}
            inside = {name: mentions for name, mentions in inside.items() if name not in passing}
        gaps = [(self._gap(scene, place, one), name, one) for name, found in inside.items() for one in found]
        gaps.sort(key=lambda gap: gap[:2])
        titled = any(name in scene.owners.titled and self._is_first(scene, mentions[0], classes)
                     for name, mentions in fitting.items())  # fmt: skip
        return Field(
            fitting,
            inside,
            tuple(dict.fromkeys(name for _, name, one in gaps if one.span.start < start)),
            tuple(dict.fromkeys(name for _, name, one in gaps if one.span.start > start)),
            frozenset(name for name, found in inside.items() if found and all(map(evidence.speaks, found))),
            max(scene.often[name] for name in fitting),
            titled,
        )

    def _placed(self, scene: Scene, place: Place, name: str, field: Field, context: list[str]) -> list[str]:
        """Where the thing stands: in the sentence, or in the text before it."""
        others = any(field.inside.values())
        if not field.inside[name]:
            return ["not in sentence, others are" if others else "not in sentence, none is"] + [
                role if others else f"{role}, none in sentence" for role in context
            ]
        found = self._inside(scene, place, name, field)
        alone = [one for one, mentions in field.inside.items() if mentions and one not in field.speaking]
        if alone == [name]:
            found.append("only one in sentence")
        if name in field.speaking:
            found.append("only speaks")
        if all(one.by == "reference" for one in field.inside[name]):
            found.append("by reference")
        return found

    def _standing(self, scene: Scene, name: str, field: Field, *, first: bool) -> list[str]:
        """What the thing is to the article, and whether it is of the class that the metric is mostly about."""
        away = "" if field.inside[name] else ", not in sentence"
        titled, most = name in scene.owners.titled, scene.often[name] == field.most
        found = [f"in title{away}"] if titled else []
        found += [f"most named{away}"] if most else []
        found += ["only one in article"] if len(field.fitting) == 1 else []
        if first:
            found += ["first class", *(["first class, in title"] if titled else [])]
            found += ["first class, most named"] if most else []
        elif field.titled:
            found.append("another class, the first is in title")
        return found

    def _kin(
        self,
        scene: Scene,
        name: str,
        field: Field,
        roles: dict[str, set[str]],
        firsts: set[str],
        context: dict[str, list[str]],
    ) -> list[str]:
        """How the figure may be that of what a firm makes, where only the firm is named, or that of the firm."""
        made_by = scene.evidence.made_by
        found: list[str] = []
        if makers := made_by.get(name, frozenset()) & field.fitting.keys():
            which = "first class, " if name in firsts else ""
            if not field.inside[name]:
                if any(field.inside[one] for one in makers):
                    found.append(f"{which}its maker in sentence")
                    if "last named" in context.get(name, ()):
                        found.append(f"{which}its maker in sentence, named last")
                if any(roles.get(one) for one in makers):
                    found.append(f"{which}its maker has a role")
            elif any(field.inside[one] for one in makers):
                found.append(f"{which}its maker beside it")
        if name in scene.makers and (made := [one for one in field.fitting if name in made_by.get(one, ())]):
            inside = [one for one in made if field.inside[one]]
            found.append("maker" if not inside else "maker of one in sentence")
            if firsts.intersection(made) and name not in firsts:
                found.append("maker of a first class")
                if any("last named" in context.get(one, ()) for one in made):
                    found.append("maker of what was named last")
                if any(one in scene.owners.titled for one in made):
                    found.append("maker of what is in title")
        return found

    def _is_first(self, scene: Scene, mention: Mention, classes: tuple[str, ...]) -> bool:
        return scene.owners.naming.schema.is_a(mention.type, classes[0])

    def _beside(self, scene: Scene, lead: Finding | None, term: PropertyTerm, name: str) -> list[str]:
        """How the figure before this one bears on the choice."""
        who = scene.evidence.entity(lead.subject) if lead else None
        if lead is None or who is None:
            return []
        same = "same" if lead.term is term else "other"
        return [f"lead about {'it' if who == name else 'another'}, {same} metric"]

    def _inside(
        self,
        scene: Scene,
        place: Place,
        name: str,
        field: Field,
    ) -> list[str]:
        start, mentions = place.amount.span.start, field.inside[name]
        found = []
        left = [one for one in mentions if one.span.start < start]
        if left:
            one = max(left, key=lambda each: each.span.start)
            found.append(f"before {bucket(self._gap(scene, place, one), _NEAR)}")
            found.append(f"before, number {min(3, field.before.index(name) + 1)}")
            found += self._between(scene, place, one)
            found += self._held(scene, one)
            if scene.first(one).i - place.root.sent.start <= 1:
                found.append("opens the sentence")
        else:
            one = min(mentions, key=lambda each: each.span.start)
            found.append(f"after {bucket(self._gap(scene, place, one), _NEAR)}")
            number = min(3, field.after.index(name) + 1) if name in field.after else 1  # the figure opens its name
            found.append(f"after, number {number}" + ("" if field.before else ", none before"))
            found += [f"{each}, after" for each in self._held(scene, one)]
            if any(
                amount is not place.amount and start < amount.span.start < one.span.start for amount in scene.figures
            ):
                found.append("after, behind another figure")
        return found

    def _between(self, scene: Scene, place: Place, mention: Mention) -> list[str]:
        """What stands between a thing and the figure behind it."""
        tokens = scene.evidence.doc[scene.last(mention).i + 1 : place.first]
        found = []
        if any(token.text == ";" or "\n" in token.text for token in tokens):
            found.append("break between")
        if any(mention.span.end <= one.span.start < place.amount.span.start for one in scene.figures):
            found.append("figure between")
        verbs = sum(token.pos_ in ("VERB", "AUX") for token in tokens)
        found.append(f"verbs between {min(verbs, 2)}")
        return found

    def _held(self, scene: Scene, mention: Mention) -> list[str]:
        """What the thing hangs on: a preposition that leads away, or a noun whose it is."""
        first, last = scene.first(mention), scene.last(mention)
        head: Token = scene.evidence.doc[first.i : last.i + 1].root
        if head.dep_ == "pobj":
            return [
                "governed away"
                if head.head.lower_ in _AWAY
                else f"governed by {head.head.lower_}"
                if head.head.lower_ in ("of", "for", "in", "at")
                else "governed"
            ]
        if head.dep_ == "poss":
            return ["possessive"]
        if head.dep_ in ("compound", "nmod", "amod"):
            return ["modifier"]
        if head.dep_ in ("nsubj", "nsubjpass"):
            return ["a subject"]
        if head.dep_ == "dobj":
            return ["an object"]
        return []

    def _lead(self, place: Place, told: list[Finding]) -> Finding | None:
        start = place.line[0].idx
        for one in reversed(told):
            if one.amount and start <= one.amount.span.start < place.amount.span.start:
                return one
        return None

    def _rule(self, scene: Scene, rule: Finding | None, term: PropertyTerm, name: str, *, speaks: bool) -> list[str]:
        if rule is None or rule.term is not term:
            return ["unread"]
        kind = "figure" if isinstance(rule, Figure) else "pattern"
        if scene.evidence.entity(rule.subject) == name:
            return [f"{kind} reads it{', a speaker' if speaks else ''}", f"read as {rule.tie}"]
        return [f"{kind} reads another"]

    def _gap(self, scene: Scene, place: Place, mention: Mention) -> int:
        if mention.span.start < place.amount.span.start:
            return max(0, place.first - scene.last(mention).i - 1)
        return max(0, scene.first(mention).i - place.last - 1)

    def _nearest(self, place: Place, mentions: list[Mention]) -> Mention:
        """The last mention before the figure, or else the first one after it."""
        before = [one for one in mentions if one.span.start < place.amount.span.start]
        return before[-1] if before else mentions[0]


def _is_passing(mention: Mention) -> bool:
    """Whether a thing has no name of its own: what is described, and groups."""
    return mention.by == "described" or (mention.type == GROUP and mention.entity is None)
