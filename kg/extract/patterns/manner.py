"""Takes an analysed sentence and a word of it; gives how what the word belongs to is said; touches nothing.

The walk goes from the word up to the top of its sentence. On its way it meets what makes a plan, a forecast, an
opinion, a denial, a question, a condition or a rumour of it; the first that speaks decides. Where nothing speaks, it is
asserted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.patterns import clauses
from kg.extract.patterns.words import word_set
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


#: The modalities that a noun gives to what hangs on it: "a target of", "a forecast of".
_BY_NOUNS = ("planned", "predicted", "opinion", "questioned")


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said. `condition` are the words that it hangs on; `cues` the words that told.

    `rumour`: an unnamed source says it ("reportedly"). `compared`: it is only what something else is measured by.
    """

    modality: str = "asserted"
    negated: bool = False
    condition: Span | None = None
    cues: tuple[str, ...] = ()
    rumour: bool = False
    compared: bool = False


def read_manner(doc: Doc, token: Token) -> Manner:
    """The manner of the clause that the token heads or stands in."""
    manner = Manner(compared=clauses.is_compared(token))
    at, below = doc[token.i], None
    while True:
        manner = _meet(manner, at, below)
        if at.head == at or _ends_walk(at):
            break
        at, below = at.head, at
    return _finish(manner, token)


def _itself(manner: Manner, verb: Token) -> Manner:
    """What the verb of the clause itself tells: "is aiming for 300", "is planned for May", "is due in June"."""
    lemma, passive = verb.lemma_.lower(), clauses.is_passive(verb)
    if passive and verb.dep_ in ("amod", "acl"):
        return manner
    if lemma in _lists("planned", "loose"):
        return manner
    told = _view(verb, lemma, passive, infinitive=lemma != "be")
    return _set(manner, told, verb) if told in ("planned", "predicted", "denied") else manner


def _lists(modality: str, kind: str) -> frozenset[str]:
    return word_set("manner", f"{modality}.{kind}")


def _set(manner: Manner, modality: str, cue: Token, **more: object) -> Manner:
    """The manner with a modality, where nothing nearer to the word has told one."""
    if manner.modality == "asserted":
        manner = replace(manner, modality=modality)
    return replace(manner, cues=(*manner.cues, cue.text), **more)  # type: ignore[arg-type]


def _meet(manner: Manner, at: Token, below: Token | None) -> Manner:
    """What the word at this step of the walk, reached from the one below, adds."""
    if below is not None:
        manner = _from_below(manner, at, below)
    elif at.pos_ == "NOUN" and at.lemma_.lower() in _lists("planned", "nouns"):
        manner = _set(manner, "planned", at)
    elif at.pos_ in ("VERB", "AUX"):
        manner = _itself(manner, at)
    if at.pos_ in ("VERB", "AUX"):
        if at.lemma_ == "be" and not any(child.dep_ == "acomp" for child in at.children):
            subject = clauses.subject_of(at)
            if subject is not None and subject.lemma_.lower() in _lists("planned", "nouns"):
                manner = _set(manner, "planned", subject)
        manner = _auxiliaries(manner, at, below)
        manner = _condition(manner, at, below)
    manner = _negation(manner, at, below)
    return _adverbs(manner, at)


def _from_below(manner: Manner, at: Token, below: Token) -> Manner:
    """What a word makes of the part of the sentence that hangs on it."""
    lemma = at.lemma_.lower()
    if clauses.is_complement(below):
        return _complement(manner, at, below, lemma)
    if at.pos_ == "NOUN" and below.dep_ in ("prep", "acl", "relcl", "appos", "compound", "nummod", "amod", "poss"):
        for modality in _BY_NOUNS:
            if lemma in _lists(modality, "nouns") and below.dep_ in ("prep", "acl", "appos", "compound", "nummod"):
                return _set(manner, modality, at)
    if below.dep_ in ("dobj", "nsubjpass", "obj") and _denies(at, below):
        return _set(manner, "denied", at)
    if below.dep_ in ("dobj", "obj", "prep", "nsubjpass"):
        return _object(manner, at, below, lemma)
    if below.dep_ in ("nsubj", "csubj", "ccomp", "acl") and clauses.predicate_of(at) & _lists("denied", "adjectives"):
        return _set(manner, "denied", at)
    if below.dep_ == "advcl" and clauses.is_purpose(below) and below.lemma_ not in word_set("manner", "results"):
        return _set(manner, "planned", below)
    return manner


def _complement(manner: Manner, at: Token, below: Token, lemma: str) -> Manner:
    """A clause behind a verb, an adjective or a noun: "plans to ...", "is likely to ...", "denied that ..."."""
    passive = clauses.is_passive(at)
    infinitive = clauses.is_infinitive(below)
    if clauses.asks(below) and lemma not in _lists("planned", "verbs") - {"consider"}:
        return _set(manner, "questioned", at)
    if at.pos_ == "NOUN":
        told = next((one for one in _BY_NOUNS if lemma in _lists(one, "nouns")), None)
        return _set(manner, told, at) if told else manner
    turned = (clauses.has_yet(at) or lemma in _lists("negated", "verbs")) and infinitive
    if turned:
        return replace(manner, negated=not manner.negated, cues=(*manner.cues, at.text))
    if passive and lemma in _lists("rumour", "verbs") and (infinitive or clauses.has_empty_subject(at)):
        return replace(manner, rumour=True, cues=(*manner.cues, at.text))
    told = _view(at, lemma, passive, infinitive)
    if told is None:
        return manner
    unlikely = told in ("planned", "predicted") and clauses.predicate_of(at) & {"unlikely", "unwilling"}
    return _set(replace(manner, negated=manner.negated != bool(unlikely)), told, at)


def _view(at: Token, lemma: str, passive: bool, infinitive: bool) -> str | None:
    """The modality that a verb, or an adjective with "be", gives to its clause."""
    if lemma == "be" and infinitive and not clauses.predicate_of(at):
        return "planned"
    if lemma in _lists("denied", "verbs") and not passive:
        return "denied"
    predicate = clauses.predicate_of(at)
    for modality in ("planned", "predicted"):
        forms = _lists(modality, "passives" if passive else "verbs")
        if (lemma in forms and (infinitive or modality == "predicted")) or predicate & _lists(modality, "adjectives"):
            return modality
    if lemma in _lists("opinion", "verbs") and not passive and not infinitive:
        return "opinion"
    asked = lemma in _lists("questioned", "verbs") or predicate & _lists("questioned", "adjectives")
    return "questioned" if asked else None


def _denies(at: Token, below: Token) -> bool:
    lemma = at.lemma_.lower()
    return lemma in _lists("denied", "verbs") or (
        lemma in _lists("denied", "weak") and below.lemma_.lower() in _lists("denied", "objects")
    )


def _object(manner: Manner, at: Token, below: Token, lemma: str) -> Manner:
    """An object of a verb that plans or forecasts: "is targeting 300 units", "forecasts sales of 10"."""
    if at.pos_ != "VERB":
        return manner
    if below.lower_ in ("to", "at", "from", "by") and clauses.parts_of(at) & _lists("planned", "nouns"):
        return _set(manner, "planned", at)
    direct = below.dep_ in ("dobj", "obj") or below.lower_ in ("for", "at")
    if direct and lemma in {
        "target",
        "plan",
        "aim",
        "eye",
        "pledge",
        "promise",
        "propose",
        "schedule",
        "hope",
        "slate",
    }:
        return _set(manner, "planned", at)
    if direct and lemma in _lists("predicted", "verbs") - {"estimate"}:
        return _set(manner, "predicted", at)
    return manner


def _auxiliaries(manner: Manner, at: Token, below: Token | None) -> Manner:
    """Modal verbs before a verb; a second verb joined by "and" shares those of the first."""
    if below is not None and below.dep_ in ("ccomp", "advcl", "relcl", "acl", "parataxis"):
        return manner
    if below is not None and below.dep_ == "conj" and clauses.has_subject(below):
        return manner
    if clauses.is_condition(at):
        return manner
    for modal in (child for child in at.children if child.dep_ == "aux"):
        word = modal.lower_
        if word in ("will", "'ll", "wo", "would", "shall"):
            manner = _set(manner, "planned" if word != "would" and _is_timetable(at) else "predicted", modal)
        elif word in ("should", "ought"):
            manner = _set(manner, "predicted" if not clauses.is_passive(at) else "opinion", modal)
        elif word in _lists("questioned", "modals") and not (word == "could" and clauses.is_past_ability(at)):
            manner = _set(manner, "questioned", modal)
    return manner


def _is_timetable(verb: Token) -> bool:
    """Whether "will" tells a plan: somebody acts, or a thing that is put on a timetable is done or begins."""
    lemma = verb.lemma_.lower()
    if lemma in _lists("predicted", "chances"):
        return False
    if clauses.is_passive(verb) or lemma in _lists("planned", "events"):
        return lemma in _lists("planned", "events") or clauses.is_passive(verb)
    return clauses.is_somebody(clauses.subject_of(verb))


def _condition(manner: Manner, at: Token, below: Token | None) -> Manner:
    """A condition beside a clause; the inside of a condition is left open by its speaker."""
    if below is not None and below.dep_ in ("advcl", "ccomp") and below.i < at.i and clauses.is_condition(below):
        return _set(manner, "questioned", below)
    if below is not None and below.dep_ == "advcl" and clauses.is_condition(below):
        return _set(manner, "questioned", below)
    if below is not None and below.dep_ in ("relcl", "acl"):
        return manner
    for child in at.children:
        beside = child.dep_ in ("advcl", "prep") or (child.dep_ in ("ccomp", "csubj") and child.i < at.i)
        if child != below and beside and clauses.is_condition(child):
            span = clauses.span_of(child)
            modality = manner.modality if manner.modality == "denied" else "conditional"
            return replace(manner, modality=modality, condition=span, cues=(*manner.cues, span.text.split()[0]))
    return manner


def _negation(manner: Manner, at: Token, below: Token | None) -> Manner:
    """ "Not", "never", "no" with the word or one of its parts; double negation takes itself back."""
    crossing = below is not None and below.dep_ in ("advcl", "relcl", "acl", "conj", "parataxis", "appos")
    if crossing and not (below is not None and below.dep_ == "conj" and not clauses.has_subject(below)):
        return manner
    count = sum(clauses.is_negation(child) for child in at.children if child != below)
    if below is None or clauses.is_core(below):
        count += sum(clauses.has_no(child) for child in at.children if child != below and clauses.is_core(child))
    if at.dep_ in {"pcomp", "pobj"}:
        count += at.head.lower_ in _lists("negated", "prepositions")
    if not count:
        return manner
    if below is not None and below.dep_ == "ccomp" and at.lemma_ in ("say", "tell", "claim", "confirm", "announce"):
        return _set(manner, "questioned", at)
    if below is not None and below.dep_ == "ccomp" and at.lemma_ in ("know", "disclose", "reveal", "notice", "mention"):
        return manner  # what one did not know is so
    return replace(manner, negated=manner.negated != bool(count % 2))


def _adverbs(manner: Manner, at: Token) -> Manner:
    for child in at.children:
        word = child.lower_
        if child.dep_ not in ("advmod", "npadvmod", "intj"):
            continue
        if word in _lists("rumour", "adverbs"):
            manner = replace(manner, rumour=True, cues=(*manner.cues, child.text))
        elif word in _lists("predicted", "adverbs"):
            manner = _set(manner, "predicted", child)
        elif word in _lists("questioned", "adverbs"):
            manner = _set(manner, "questioned", child)
    return manner


def _ends_walk(at: Token) -> bool:
    """Whether what stands above the word says nothing about how it is said."""
    if at.dep_ == "relcl" or (
        at.dep_ == "acl" and not clauses.is_infinitive(at) and at.head.lemma_.lower() not in _report_nouns()
    ):
        return True
    if at.dep_ == "advcl":
        return not (clauses.is_condition(at) or clauses.is_purpose(at))
    return at.dep_ == "parataxis"


def _report_nouns() -> frozenset[str]:
    return (
        _lists("denied", "objects")
        | _lists("planned", "nouns")
        | _lists("predicted", "nouns")
        | _lists("questioned", "nouns")
    )


def _finish(manner: Manner, token: Token) -> Manner:
    """What the sentence as a whole says: a question; a judgement in its predicate."""
    last = next((one for one in reversed(token.sent) if not one.is_space and one.text not in "\"')"), token)
    if last.text == "?" and manner.modality == "asserted":
        return replace(manner, modality="questioned", cues=(*manner.cues, "?"))
    verb = clauses.verb_of(token)
    if (
        manner.modality == "asserted"
        and token in (verb, token)
        and clauses.predicate_of(verb) & _lists("opinion", "adjectives")
    ):
        inside = [child for child in verb.children if child.dep_ in ("acomp", "attr")]
        if token == verb or any(token in child.subtree for child in inside):
            return replace(manner, modality="opinion", cues=(*manner.cues, inside[0].text if inside else verb.text))
    return manner
