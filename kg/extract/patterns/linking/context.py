"""Takes a figure with the things that it may be about; gives how the text before speaks of each; touches nothing.

The text before is the sentence before, the paragraph so far and the figure that was read in it last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kg.extract.patterns.figures.figureplaces import Place
from kg.extract.patterns.linking.scene import Field, Scene
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Mention, PropertyTerm


def sentence_before(scene: Scene, place: Place, fitting: Mapping[str, list[Mention]]) -> dict[str, list[str]]:
    """Things outside the sentence -> how the sentence before speaks of them, and which was named last."""
    found: dict[str, list[str]] = {}
    sentence = place.root.sent
    previous = scene.sentence_before(sentence)
    told = {name: [one for one in mentions if not scene.is_compared(one)] for name, mentions in fitting.items()}
    last = max(
        ((one.span.start, name) for name, mentions in told.items() for one in mentions
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
            name for name, mentions in told.items()
            if any(previous.start_char <= one.span.start < previous.end_char for one in mentions)
        }  # fmt: skip
        for name in fitting:
            if name in subject:
                found.setdefault(name, []).append("subject before")
            if name in inside:
                found.setdefault(name, []).append("only one before" if len(inside) == 1 else "one of several before")
    else:
        for name in fitting:
            found.setdefault(name, []).append("paragraph begins")
    return found


def paragraph_before(
    scene: Scene, place: Place, term: PropertyTerm, field: Field, told: list[Finding]
) -> dict[str, list[str]]:
    """Things -> what the paragraph before the sentence says of them: who is named in it, whose figure it told last."""
    start, line = place.root.sent.start_char, place.line[0].idx
    opened = scene.evidence.text.rfind("\n", 0, place.amount.span.start) + 1
    found: dict[str, list[str]] = {name: [] for name in field.fitting}
    last = next((one for one in reversed(told) if one.amount and one.amount.span.start < line), None)
    if last is not None and last.amount and last.amount.span.start >= opened:
        same, who = "same" if last.term is term else "other", scene.evidence.entity(last.subject)
        for name, features in found.items():
            features.append(f"told last of {'it' if name == who else 'another'}, {same} metric{_where(field, name)}")
    named = sorted(
        (one.span.start, name) for name, mentions in field.fitting.items() for one in mentions
        if opened <= one.span.start < start and not scene.evidence.speaks(one)
    )  # fmt: skip
    if not named:
        return found
    often = Counter(name for _, name in named)
    most = [name for name, count in often.items() if count == max(often.values())]
    for name in most:
        found[name].append(f"most named in paragraph{', alone' if len(most) == 1 else ''}")
    found[named[0][1]].append(f"first in paragraph{_where(field, named[0][1])}")
    for name, features in found.items():
        if name not in often and not field.inside[name]:
            features.append("not in paragraph, others are")
    return found


def _where(field: Field, name: str) -> str:
    return "" if field.inside[name] else ", not in sentence"
