"""Takes a verb with "will"; gives whether it tells a plan or a forecast; touches nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality import promised
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The words of one kind.
_lists = partial(word_set, "manner")


def of_will(verb: Token) -> str:
    """Whether "will" tells a plan: somebody acts, or a thing that is put on a timetable is done or begins."""
    lemma = verb.lemma_.lower()
    if lemma == "be" and verb.pos_ in ("AUX", "VERB"):
        return "planned" if clauses.predicate_of(verb) & _lists("planned.states") else "predicted"
    if any(child.dep_ == "acomp" for child in verb.children):
        return "predicted"  # "it will get worse"
    if lemma == "become" and _takes_post(verb):
        return "planned"
    if lemma in _lists("predicted.chances") and not _makes(verb):
        return "predicted"
    if lemma in _lists("predicted.marks") and promised.is_measured(verb):
        return "predicted"  # "exports will hit 300"
    if clauses.is_passive(verb):
        return "predicted" if lemma in _lists("predicted.befallings") else "planned"
    if lemma in _lists("planned.events"):
        return "planned"
    return "planned" if clauses.is_somebody(clauses.subject_of(verb)) else "predicted"


def _takes_post(verb: Token) -> bool:
    """ "Jane Doe will become head of Acme"."""
    subject = clauses.subject_of(verb)
    person = subject is not None and (subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she"))
    return person and any(one.dep_ == "attr" and one.lemma_.lower() in _lists("planned.posts") for one in verb.children)


def _makes(verb: Token) -> bool:
    """Whether somebody will make a thing: "will make the unit in Bigtown", and not "will make it hard" or "a loss"."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    alone = not any(child.dep_ in ("ccomp", "oprd", "xcomp", "acomp") for child in verb.children)
    things = [one for one in objects if one.pos_ != "PRON" and one.lemma_.lower() not in _lists("predicted.outcomes")]
    return verb.lemma_ == "make" and alone and bool(things) and clauses.is_somebody(clauses.subject_of(verb))
