"""Takes a figure with its metric; gives the things that it may be about, each with what speaks for it; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.figurecues import Hit
from kg.extract.patterns.figureplaces import Figure, Place
from kg.extract.patterns.linking.measures import bucket
from kg.extract.patterns.linking.scene import Scene
from kg.extract.patterns.match import Finding
from kg.extract.patterns.nouns import owners as owners_of
from kg.extract.patterns.predicates import agents, clause_of, subjects
from kg.extract.patterns.values import COUNT
from kg.model import Mention, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = ((1, "1"), (3, "3"), (6, "6"), (10, "10"), (16, "16"), (25, "25"))
_SENTENCES = ((1, "1"), (2, "2"), (4, "4"))
_AWAY = frozenset(("than", "with", "against", "by", "from", "to", "versus", "after", "like", "over", "above", "below"))
_CLAUSES = 4


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
        evidence, naming = scene.evidence, scene.owners.naming
        fitting = {
            name: [one for one in mentions if naming.fits(evidence, one, classes)]
            for name, mentions in scene.named.items()
        }
        fitting = {name: mentions for name, mentions in fitting.items() if mentions}
        if not fitting:
            return {}
        roles = self._roles(scene, place, term, classes, cue)
        sentence = place.root.sent
        inside = {
            name: [one for one in mentions if sentence.start_char <= one.span.start < sentence.end_char]
            for name, mentions in fitting.items()
        }
        before = sorted(
            ((self._gap(scene, place, one), name) for name, found in inside.items() for one in found
             if one.span.start < place.amount.span.start)
        )  # fmt: skip
        after = sorted(
            ((self._gap(scene, place, one), name) for name, found in inside.items() for one in found
             if one.span.start > place.amount.span.start)
        )  # fmt: skip
        present = [name for name, found in inside.items() if found]
        speaking = {name for name in present if all(evidence.speaks(one) for one in inside[name])}
        most = max(scene.often[name] for name in fitting)
        context = self._context(scene, place, fitting)
        lead = self._lead(scene, place, told)
        first_in_title = any(
            name in scene.owners.titled and naming.schema.is_a(mentions[0].type, classes[0])
            for name, mentions in fitting.items()
        )
        found: dict[str, tuple[list[str], Mention]] = {}
        for name, mentions in fitting.items():
            features = ["any"]
            features += [f"role {role}" for role in sorted(roles.get(name, ()))]
            if not roles.get(name):
                features.append("role none")
            nearest = self._nearest(scene, place, mentions)
            if inside[name]:
                features += self._inside(scene, place, name, inside[name], before, after)
                if len([one for one in present if one not in speaking]) == 1 and name not in speaking:
                    features.append("only one in sentence")
            else:
                features.append("not in sentence, others are" if present else "not in sentence, none is")
                features += [f"{role}" if present else f"{role}, none in sentence" for role in context.get(name, ())]
            if name in speaking:
                features.append("only speaks")
            if name in scene.owners.titled:
                features.append("in title" if inside[name] else "in title, not in sentence")
            if scene.often[name] == most:
                features.append("most named" if inside[name] else "most named, not in sentence")
            if len(fitting) == 1:
                features.append("only one in article")
            if naming.schema.is_a(nearest.type, classes[0]):
                features.append("first class")
                features += ["first class, in title"] if name in scene.owners.titled else []
                features += ["first class, most named"] if scene.often[name] == most else []
            elif first_in_title:
                features.append("another class, the first is in title")
            if all(one.by == "reference" for one in inside[name]) and inside[name]:
                features.append("by reference")
            features += self._rule(scene, rule, term, name)
            if lead and (who := evidence.entity(lead.subject)):
                same = lead.term is term
                features.append(
                    f"lead about {'it' if who == name else 'another'}, {'same' if same else 'other'} metric"
                )
            found[name] = features, nearest
        return found

    def _roles(
        self, scene: Scene, place: Place, term: PropertyTerm, classes: tuple[str, ...], cue: Hit | None
    ) -> dict[str, set[str]]:
        """Thing -> the roles that it plays to figure and cue."""
        evidence, owners = scene.evidence, scene.owners
        found: dict[str, set[str]] = {}

        def note(mention: Mention | None, role: str) -> None:
            if mention and (name := evidence.entity(mention)):
                found.setdefault(name, set()).add(role)

        note(owners.before(place.first, classes), "right before")
        if COUNT in term.units:
            note(owners.counted(place.root, classes), "counted")
        note(owners._after(place.last, classes), "for")
        if cue is not None:
            head = evidence.doc[cue.end - 1]
            if head.pos_ == "VERB":
                for token in agents(head):
                    note(owners._thing(token, classes), "agent of cue")
            if head.pos_ in ("NOUN", "PROPN"):
                for token, how in owners_of(head):
                    note(owners._thing(token, classes), f"{how} of cue")
                for index in (cue.start - 1, cue.start - 2):
                    if index >= 0 and (mention := evidence.mentions.get(index)):
                        note(owners._fitting(mention, classes), "before cue")
                        break
        verb = clause_of(place.root)
        for depth in range(_CLAUSES):
            for one in subjects(verb):
                role = "subject" if depth == 0 else "outer subject"
                note(owners._thing(one, classes), role)
                if one.i not in evidence.mentions:
                    note(owners._owner(one, classes), f"owner of {role}")
                    for token, _ in owners_of(one):
                        note(owners._thing(token, classes), f"owner of noun {role}")
            if verb.head.i == verb.i:
                break
            verb = clause_of(verb.head)
        for one in subjects(clause_of(place.root.sent.root)):
            note(owners._thing(one, classes), "main subject")
        return found

    def _inside(
        self,
        scene: Scene,
        place: Place,
        name: str,
        mentions: list[Mention],
        before: list[tuple[int, str]],
        after: list[tuple[int, str]],
    ) -> list[str]:
        start = place.amount.span.start
        found = []
        left = [one for one in mentions if one.span.start < start]
        if left:
            one = max(left, key=lambda each: each.span.start)
            found.append(f"before {bucket(self._gap(scene, place, one), _NEAR)}")
            order = list(dict.fromkeys(each for _, each in before))
            found.append(f"before, number {min(3, order.index(name) + 1)}")
            found += self._between(scene, place, one)
            found += self._held(scene, one)
            if scene.first(one).i - place.root.sent.start <= 1:
                found.append("opens the sentence")
        else:
            one = min(mentions, key=lambda each: each.span.start)
            found.append(f"after {bucket(self._gap(scene, place, one), _NEAR)}")
            order = list(dict.fromkeys(each for _, each in after))
            found.append(f"after, number {min(3, order.index(name) + 1)}" + (", none before" if not before else ""))
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

    def _context(self, scene: Scene, place: Place, fitting: dict[str, list[Mention]]) -> dict[str, list[str]]:
        """Things outside the sentence -> how the text before speaks of them."""
        found: dict[str, list[str]] = {}
        sentence = place.root.sent
        previous = scene.sentence_before(sentence)
        last = max(
            ((one.span.start, name) for name, mentions in fitting.items() for one in mentions
             if one.span.start < sentence.start_char and not scene.evidence.speaks(one)), default=None
        )  # fmt: skip
        if last:
            found.setdefault(last[1], []).append("last named")
        if previous is not None:
            subject = {
                scene.evidence.entity(one)
                for token in subjects(clause_of(previous.root))
                if (one := scene.owners.naming.named(scene.evidence, token))
            }
            inside = {
                name for name, mentions in fitting.items()
                if any(previous.start_char <= one.span.start < previous.end_char for one in mentions)
            }  # fmt: skip
            for name in fitting:
                if name in subject:
                    found.setdefault(name, []).append("subject before")
                if name in inside:
                    found.setdefault(name, []).append(
                        "only one before" if len(inside) == 1 else "one of several before"
                    )
        else:
            for name in fitting:
                found.setdefault(name, []).append("paragraph begins")
        return found

    def _lead(self, scene: Scene, place: Place, told: list[Finding]) -> Finding | None:
        start = place.line[0].idx
        for one in reversed(told):
            if one.amount and start <= one.amount.span.start < place.amount.span.start:
                return one
        return None

    def _rule(self, scene: Scene, rule: Finding | None, term: PropertyTerm, name: str) -> list[str]:
        if rule is None or rule.term is not term:
            return ["unread"]
        kind = "figure" if isinstance(rule, Figure) else "pattern"
        if scene.evidence.entity(rule.subject) == name:
            return [f"{kind} reads it", f"read as {rule.tie}"]
        return [f"{kind} reads another"]

    def _gap(self, scene: Scene, place: Place, mention: Mention) -> int:
        if mention.span.start < place.amount.span.start:
            return max(0, place.first - scene.last(mention).i - 1)
        return max(0, scene.first(mention).i - place.last - 1)

    def _nearest(self, scene: Scene, place: Place, mentions: list[Mention]) -> Mention:
        """The last mention before the figure, or else the first one after it."""
        before = [one for one in mentions if one.span.start < place.amount.span.start]
        return before[-1] if before else mentions[0]
