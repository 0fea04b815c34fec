"""Takes an analysed sentence and a word of it; gives how what the word belongs to is said; touches nothing.

The walk goes from the word up to the top of its sentence. On its way it meets what makes a plan, a forecast, an
opinion, a denial, a question, a condition or a rumour of it; the first that speaks decides. Where nothing speaks, it is
asserted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.patterns.modality import (
    conditions,
    denials,
    future,
    houses,
    judgement,
    negation,
    neighbours,
    outlook,
    promised,
    timetables,
    unreal,
    unsettled,
    walk,
)
from kg.extract.patterns.syntax import clauses
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Where a document keeps how its words are said.
_KEPT = "manners"
#: The modalities that a noun gives to what hangs on it: "a target of", "a forecast of".
_FIGURES = ("nummod", "compound", "quantmod", "amod")
_PARTS = (*_FIGURES, "prep", "appos")
_SAYING = ("say", "tell", "claim", "confirm", "announce")
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
    """The manner of the clause that the token heads or stands in, kept with the document, which is asked again."""
    known: dict[int, Manner] = doc.user_data.setdefault(_KEPT, {})
    if token.i not in known:
        known[token.i] = _read(doc, token)
    return known[token.i]


def _read(doc: Doc, token: Token) -> Manner:
    manner = Manner(compared=clauses.is_compared(token))
    at, below = doc[token.i], None
    while True:
        manner = _meet(manner, at, below)
        if at.head == at or walk.ends(at):
            break
        at, below = walk.above(at), at
    return _finish(manner, token)


def _set(manner: Manner, modality: str, cue: Token, open_: bool = False) -> Manner:
    """The manner with a modality, where nothing nearer to the word has told one; denials and doubts beat it."""
    if manner.modality == "asserted" or modality == "denied" or (open_ and manner.modality != "denied"):
        manner = replace(manner, modality=modality)
    return replace(manner, cues=(*manner.cues, cue.text))


def _meet(manner: Manner, at: Token, below: Token | None) -> Manner:
    """What the word at this step of the walk, reached from the one below, adds."""
    if below is not None:
        manner = _from_below(manner, at, below)
        manner = _of_consequence(manner, at) if walk.is_consequence(below) else manner
    elif at.pos_ == "NOUN" and at.lemma_.lower() in outlook.lists("planned", "nouns"):
        manner = _set(manner, "planned", at)
    elif (verb := _own_verb(at)) is not None and (told := outlook.of_own(verb)):
        manner = _set(manner, told, at)
    if (below is None or below.dep_ in _PARTS) and (told := outlook.of_attribute(at)):
        manner = _set(manner, told, at)
    if below is None or below.dep_ in _FIGURES:
        told = outlook.of_relative(at) or neighbours.of_participle(at) or unsettled.of_later(at)
        manner = _set(manner, told, at) if told else manner
    if at.dep_ == "advcl" and any(one.dep_ == "mark" and one.lower_ == "whether" for one in at.children):
        manner = _set(manner, "questioned", at, open_=True)
    if clauses.is_headline_plan(at):
        manner = _set(manner, "planned", at)
    if at.pos_ in ("VERB", "AUX"):
        if (told := outlook.sums_up(at)) and not any(child.dep_ == "acomp" for child in at.children):
            manner = _set(manner, told, at)
        of_subject = below is None or below.dep_ in ("dobj", "obj", "attr", "prep")
        if of_subject and (told := unreal.of_planned_subject(at)):
            manner = _set(manner, told, at)
        told = unreal.of_frame(at) or unsettled.of_completion(at) or timetables.of_beginning(at)
        if told := told or unreal.of_time_to_come(at) or neighbours.of_neighbours(at, below):
            manner = _set(manner, told, at)
        if below is not None and below.dep_ in clauses.SUBJECTS and unreal.is_to(at):
            manner = _set(manner, "planned", at)
        manner = _auxiliaries(manner, at, below)
        manner = _condition(manner, at, below)
    elif (verb := neighbours.misread(at)) is not None:
        manner = _auxiliaries(manner, verb, None)
    manner = _negation(manner, at, below)
    return _adverbs(manner, at)


def _own_verb(at: Token) -> Token | None:
    """The verb whose own word tells how it is meant: of an adjective the form of "be" with it."""
    return at if at.pos_ in ("VERB", "AUX") else at.head if at.dep_ == "acomp" else None


def _from_below(manner: Manner, at: Token, below: Token) -> Manner:
    """What a word makes of the part of the sentence that hangs on it."""
    lemma = at.lemma_.lower()
    if manner.modality == "asserted" and houses.leaks(at):
        manner = _set(manner, "predicted", at)
    if (unproven := unreal.is_unproven(at, below)) or denials.is_denied(at, below):
        return _set(manner, "questioned" if unproven else "denied", at, open_=unproven)
    if clauses.is_complement(below):
        return _complement(manner, at, below, lemma)
    if below.dep_ == "pcomp" and any(one.lower_ == "whether" for one in below.children):
        return _set(manner, "questioned", below, open_=True)
    if at.pos_ == "NOUN" and below.dep_ == "prep" and (told := unreal.of_state(at, below)):
        return _set(manner, told, at)
    kinds = ("prep", "acl", "relcl", "appos", "compound", "nummod", "amod", "poss")
    if at.pos_ == "NOUN" and below.dep_ in kinds and not unreal.is_mistied(at, below):
        for modality in _BY_NOUNS:
            if lemma in outlook.lists(modality, "nouns") and below.dep_ in (
                "prep",
                "acl",
                "appos",
                "compound",
                "nummod",
            ):
                return _set(manner, modality, at, open_=modality == "questioned" and below.dep_ == "acl")
    if below.dep_ in ("dobj", "obj") and unreal.is_weighed(at, below):
        return _set(manner, "questioned", at, open_=True)
    if below.dep_ in ("dobj", "obj", "prep", "nsubjpass") or unreal.is_measure(below):
        told = outlook.of_object(at, below)
        return _set(manner, told, at) if told else manner
    return _set(manner, "planned", below) if unreal.is_purpose(at, below) else manner


def _of_consequence(manner: Manner, at: Token) -> Manner:
    """What comes of what is to come: "expects 300, implying a rise"; of no deed that is refused or only weighed."""
    verb = clauses.verb_of(at)
    if verb.pos_ not in ("VERB", "AUX"):
        return manner
    told = outlook.of_own(verb) or ("predicted" if verb.lemma_ in outlook.lists("predicted", "verbs") else None)
    manner = _set(manner, told, verb) if told in ("planned", "predicted") else manner
    return _auxiliaries(manner, verb, None)


def _complement(manner: Manner, at: Token, below: Token, lemma: str) -> Manner:
    """A clause behind a verb, an adjective or a noun: "plans to ...", "is likely to ...", "denied that ..."."""
    passive = clauses.is_passive(at)
    infinitive = clauses.is_infinitive(below)
    if clauses.asks(below) and lemma not in outlook.lists("planned", "verbs") - {"consider", "decide"}:
        return _set(manner, "questioned", at, open_=True)
    if at.pos_ == "NOUN":
        told = next((one for one in _BY_NOUNS if lemma in outlook.lists(one, "nouns")), None)
        if told is None and infinitive:
            lists = {"planned": "nouns_to", "questioned": "states_of"}
            told = next((one for one, kind in lists.items() if lemma in outlook.lists(one, kind)), None)
        told = told or unreal.of_clause(at, below, infinitive)
        return _set(manner, told, at, open_=told == "questioned") if told else manner
    if (noun := unreal.named_by(at)) is not None:
        return replace(manner, rumour=True, cues=(*manner.cues, noun.text))
    turned = infinitive and (
        clauses.has_yet(at)
        or lemma in outlook.lists("negated", "verbs")
        or bool(clauses.predicate_of(at) & outlook.lists("negated", "adjectives"))
    )
    if turned:
        return replace(manner, negated=not manner.negated, cues=(*manner.cues, at.text))
    if passive and lemma in outlook.lists("rumour", "verbs") and (infinitive or clauses.has_empty_subject(at)):
        return replace(manner, rumour=True, cues=(*manner.cues, at.text))
    willed = manner.modality == "planned" and outlook.is_will(manner.cues[-1])
    if willed and outlook.foretells(at) and (not clauses.is_pronoun_subject(below) or houses.is_polled(at)):
        manner = replace(manner, modality="predicted")
    told = outlook.of_verb(at, passive, infinitive) or unreal.of_clause(at, below, infinitive)
    if lemma == "decide" and below.lemma_.lower() in outlook.lists("planned", "performed"):
        return manner
    if lemma in outlook.lists("questioned", "weighing") and below.tag_ == "VBG":
        told = "questioned"
    if lemma == "expect" and below.dep_ == "xcomp" and not passive and outlook.is_own_act(below):
        told = "planned"
    if told is None or (told == "predicted" and lemma == "be" and below.tag_ == "VBD"):
        return manner  # "he is not so sure: it fell over"
    if told == "predicted" and lemma in outlook.lists("predicted", "guesses") and not clauses.is_ahead(below):
        told = "opinion"
    if told == "planned" and manner.modality == "predicted" and lemma in outlook.lists("planned", "words"):
        manner = replace(manner, modality="asserted")
    unlikely = told in ("planned", "predicted") and clauses.predicate_of(at) & {"unlikely", "unwilling"}
    doubted = lemma == "doubt" and told == "questioned"
    return _set(replace(manner, negated=manner.negated != bool(unlikely)), told, at, open_=doubted)


def _auxiliaries(manner: Manner, at: Token, below: Token | None) -> Manner:
    """Modal verbs before a verb; a second verb joined by "and" shares those of the first."""
    apart = below is not None and below.dep_ in ("ccomp", "advcl", "relcl", "acl", "parataxis")
    if apart and below is not None and not (walk.is_aside(below) or walk.is_bare_infinitive(below)):
        return manner
    if below is not None and below.dep_ == "conj" and clauses.is_apart(below) and not walk.shares(below):
        return manner
    if conditions.is_condition(at):
        return manner
    if any(child.lower_ in outlook.lists("habit", "adverbs") for child in at.children):
        return manner
    for modal in (child for child in at.children if child.dep_ == "aux"):
        word = modal.lower_
        if word == "would" and promised.refuses(at):
            continue
        if word in ("will", "'ll", "wo", "would", "shall"):
            willed = word != "would" or promised.is_promised(at)
            manner = _set(manner, future.of_will(at) if willed else "predicted", modal)
        elif word in ("should", "ought"):
            manner = _set(manner, "predicted" if not clauses.is_passive(at) else "opinion", modal)
        elif word in outlook.lists("predicted", "modals") and not (word == "could" and clauses.is_past_ability(at)):
            manner = _set(manner, "predicted", modal)
    return manner


def _condition(manner: Manner, at: Token, below: Token | None) -> Manner:
    """A condition beside a clause; the inside of a condition is left open by its speaker."""
    if below is not None and below.dep_ in ("advcl", "ccomp") and below.i < at.i and conditions.is_condition(below):
        return _set(manner, "questioned", below, open_=True)
    if below is not None and below.dep_ == "advcl" and conditions.is_condition(below):
        return _set(manner, "questioned", below, open_=True)
    if below is not None and below.dep_ in ("relcl", "acl"):
        return manner
    for child in at.children:
        if child != below and conditions.is_beside(child, at) and conditions.is_condition(child):
            span = clauses.span_of(child)
            modality = manner.modality if manner.modality == "denied" else "conditional"
            return replace(manner, modality=modality, condition=span, cues=(*manner.cues, span.text.split()[0]))
    return manner


def _negation(manner: Manner, at: Token, below: Token | None) -> Manner:
    """ "Not", "never", "no" with the word or one of its parts; double negation takes itself back."""
    unsaid = below is not None and below.dep_ == "ccomp" and at.lemma_ in _SAYING and unreal.is_nobodys(at)
    if not unsaid and not negation.turns(at, below) % 2:
        return manner
    if below is not None and (clauses.asks(below) or denials.is_untrue(at, below)):
        return manner
    if below is not None and below.dep_ == "ccomp" and at.lemma_ in _SAYING:
        return _set(manner, "questioned", at, open_=True)
    if below is not None and below.dep_ == "ccomp" and at.lemma_ in ("know", "disclose", "reveal", "notice", "mention"):
        return manner  # what one did not know is so
    return replace(manner, negated=not manner.negated)


def _adverbs(manner: Manner, at: Token) -> Manner:
    for child in at.children:
        word = child.lower_
        if child.dep_ not in ("advmod", "npadvmod", "intj"):
            continue
        if word in outlook.lists("rumour", "adverbs"):
            manner = replace(manner, rumour=True, cues=(*manner.cues, child.text))
        elif word in outlook.lists("predicted", "adverbs"):
            if manner.modality == "planned" and outlook.is_will(manner.cues[-1]):  # "will probably sell"
                manner = replace(manner, modality="asserted")
            manner = _set(manner, "predicted", child)
        elif word in outlook.lists("questioned", "adverbs"):
            manner = _set(manner, "questioned", child)
    return manner


def _finish(manner: Manner, token: Token) -> Manner:
    """What the sentence as a whole says: a question; a judgement in its predicate or by who speaks."""
    last = next((one for one in reversed(token.sent) if not one.is_space and one.text not in "\"')"), token)
    if last.text == "?" and manner.modality in ("asserted", "planned", "predicted") and manner.condition is None:
        return replace(manner, modality="questioned", cues=(*manner.cues, "?"))
    if manner.modality != "asserted":
        return manner
    if neighbours.goes_on(token):
        return replace(manner, modality="planned")
    verb = clauses.verb_of(token)
    if (cue := judgement.judgement(verb, token)) is not None:
        return replace(manner, modality="opinion", cues=(*manner.cues, cue.text))
    return manner
