"""Takes a figure with its cue; gives which roles the things around play to both, and whether others play them.

Touches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.extract.patterns.figures.figurecues import Hit
from kg.extract.patterns.figures.figureplaces import Place
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.linking.scene import Scene
from kg.extract.patterns.slots.employers import employer
from kg.extract.patterns.slots.values import COUNT
from kg.extract.patterns.syntax.nouns import owners as owners_of
from kg.extract.patterns.syntax.predicates import agents, clause_of, subjects
from kg.model import Mention, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = frozenset(("it", "they", "he", "she"))
#: How a thing stands in the sentence before that is about it.
_AROUND = {"subject before", "only one before"}
#: How many clauses outwards a subject is looked for.
_CLAUSES = 4
#: What speaks against a thing where the clause is about something else that nobody named.
STRANGER = "a stranger is the subject"


def roles_of(
    scene: Scene, place: Place, term: PropertyTerm, classes: tuple[str, ...], cue: Hit | None
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
    note(owners.after(place.last, classes), "for")
    if cue is not None:
        head = evidence.doc[cue.end - 1]
        if head.pos_ == "VERB":
            for token in agents(head):
                note(owners.thing(token, classes), "agent of cue")
        if head.pos_ in ("NOUN", "PROPN"):
            for token, how in owners_of(head):
                note(owners.thing(token, classes), f"{how} of cue")
            for index in (cue.start - 1, cue.start - 2):
                if index >= 0 and (mention := evidence.mentions.get(index)):
                    note(owners.fitting(mention, classes), "before cue")
                    break
    verb = clause_of(place.root)
    for depth in range(_CLAUSES):
        for one in subjects(verb):
            role = "subject" if depth == 0 else "outer subject"
            note(owners.thing(one, classes), role)
            note(_led_by(scene, evidence.mentions.get(one.i), classes), role)
            if evidence.names(one.i) is None:
                note(owners.owner(one, classes), f"owner of {role}")
                for token, _ in owners_of(one):
                    note(owners.thing(token, classes), f"owner of noun {role}")
        if verb.head.i == verb.i:
            break
        verb = clause_of(verb.head)
    for one in subjects(clause_of(place.root.sent.root)):
        note(owners.thing(one, classes), "main subject")
    return found


def _led_by(scene: Scene, person: Mention | None, classes: tuple[str, ...]) -> Mention | None:
    """For whom somebody acts whose own the figure cannot be: "Jane Doe wants to sell 400"."""
    naming, evidence = scene.owners.naming, scene.evidence
    own = person is not None and naming.fits(evidence, person, classes)
    return employer(naming, evidence, None if own else person, classes)


def rivals_of(scene: Scene, place: Place) -> set[str]:
    """Whose others, told without a name, the clauses around the figure are about: "a rival of Acme sold 400"."""
    found: set[str] = set()
    verb = clause_of(place.root)
    for _ in range(_CLAUSES):
        for one in _meant(scene, place, verb):
            if one.lemma_.lower() in word_set("names", "others") and scene.evidence.names(one.i) is None:
                named = (scene.evidence.mentions.get(token.i) for token, _ in owners_of(one))
                found |= {name for mention in named if mention and (name := scene.evidence.entity(mention))}
        if verb.head.i == verb.i or found:
            break
        verb = clause_of(verb.head)
    return found


def made_by_others(scene: Scene, place: Place) -> set[str]:
    """What others made, outside the sentence, where the one who does something has made something, too."""
    evidence, sentence = scene.evidence, place.root.sent
    doing = (evidence.mentions.get(one.i) for one in subjects(clause_of(place.root)))
    named = (one for one in doing if one is not None and one.by == "registry" and not evidence.speaks(one))
    makers = {evidence.entity(one) for one in named}
    if not any(makers & told for told in evidence.made_by.values()):
        return set()
    others = {name for name, told in evidence.made_by.items() if name in scene.named and not makers & {name, *told}}
    here = range(sentence.start_char, sentence.end_char)
    return {name for name in others if not any(one.span.start in here for one in scene.named[name])}


def foils_of(scene: Scene, place: Place, inside: Mapping[str, set[str]], context: Mapping[str, list[str]]) -> set[str]:
    """What the text first only sets against another, where figure and sentence before are not surely about it.

    `inside` are the roles of the things that the sentence of the figure names, `context` how the text before speaks.
    """
    taken_up = any(
        one.lower_ in _PRONOUNS and scene.evidence.names(one.i) is None for one in subjects(clause_of(place.root))
    )
    found = set()
    for name in scene.owners.foils:
        here = name in scene.named and any(
            place.root.sent.start_char <= one.span.start < place.root.sent.end_char for one in scene.named[name]
        )
        about = bool(inside.get(name or "")) or not taken_up if here else set(context.get(name or "", ())) >= _AROUND
        if name and not about:
            found.add(name)
    return found


def _meant(scene: Scene, place: Place, verb: Token) -> list[Token]:
    """The subjects of a verb; for a pronoun that nothing is found for, those of the sentence before."""
    found = list(subjects(verb))
    before = scene.sentence_before(place.root.sent)
    if before is not None and any(one.lower_ in _PRONOUNS and scene.evidence.names(one.i) is None for one in found):
        found += subjects(clause_of(before.root))
    return found


def others_of(scene: Scene, place: Place, cue: Hit | None) -> list[tuple[str, str]]:
    """What no name tells stands where the thing might: as subject of the clause, as owner of the cue; its role."""
    found = []
    head = scene.evidence.doc[cue.end - 1] if cue else None
    doers = [one for one in subjects(clause_of(place.root)) if one != head]
    placed = [one for one in doers if _is_placed(one)]  # "sales of lamps in Norland were higher"
    whose = [token for one in placed for token, how in owners_of(one) if how == "own"]
    if any(scene.owners.is_unknown(one) for one in (*doers, *whose)):
        found.append((STRANGER, "subject"))
    if head is not None and head.pos_ in ("NOUN", "PROPN"):
        around = [token for token, how in owners_of(head) if how == "own" and not token.is_ancestor(head)]
        if any(scene.owners.is_unknown(token) for token in around):
            found.append(("a stranger owns the cue", "own of cue"))
    return found


def _is_placed(noun: Token) -> bool:
    """Whether a noun, or what hangs on it, tells in which place."""
    return any(one.lower_ == "in" and any(place.ent_type_ == "GPE" for place in one.children) for one in noun.subtree)
