"""Takes a word of an analysed sentence; gives what the rest of its clause makes of it that is not there yet.

Touches nothing. "The planned plant has a capacity of 300", "shipments are pencilled in for May, with a price of 300",
"needs to sell 300", "our bear case is 300", "300 units this year, where Acme speaks of 200".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The words of one kind.
_lists = partial(word_set, "manner")
#: What one may be on without an article: "on track to sell 300".
_WAYS = frozenset(("course", "track"))
_RANKS = frozenset(("first", "only", "second", "third", "last", "next", "latest"))
_NEW = frozenset(("a", "an", "another", "any", "planned", "proposed"))
_SPENDING = frozenset(("invest", "spend", "pour"))
_PRESENT = ("VBZ", "VBP", "VB")
#: Before what happens when something else does: "will sell it when it opens".
_COMING = frozenset(("when", "once", "until", "before", "after"))
#: So long lasts what a sum is spread over.
_SPANS = frozenset(("year", "decade", "quarter", "month"))


def of_planned_subject(verb: Token) -> str | None:
    """What is told in the present of a thing that is only planned, or a rumour: "the planned plant has 300 jobs"."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or verb.tag_ not in _PRESENT:
        return None
    if any(one.dep_ in ("amod", "acl") and one.i > subject.i and _is_due(one) for one in subject.children):
        return "planned"
    if verb.lemma_.lower() not in _lists("planned.stative"):
        return None
    before = {child.lower_ for child in subject.children if child.dep_ == "amod" and child.i < subject.i}
    if before & _lists("questioned.attributes"):
        return "questioned"
    return "planned" if before & _lists("planned.unbuilt") else None


def _is_due(word: Token) -> bool:
    """ "The third plant, due to open in 2027," "the plant planned for 2027"."""
    words = _lists("planned.adjectives") if word.pos_ == "ADJ" else _lists("planned.passives")
    led = any(
        one.dep_ in ("xcomp", "prep") and one.i > word.i and one.lower_ not in ("by", "at") for one in word.children
    )
    return word.lemma_.lower() in words and led


def is_needed(verb: Token) -> bool:
    """Whether somebody has yet to do what a verb tells: "needs to sell 300", "must sell 300", "has to sell 300"."""
    if any(child.dep_ == "aux" and child.lower_ in ("must", "ought") for child in verb.children):
        return True
    head = verb.head
    return (
        verb.dep_ == "xcomp"
        and clauses.is_infinitive(verb)
        and head.lemma_ in ("need", "have")
        and head.tag_ in _PRESENT
        and not clauses.has_yet(head)
    )


def is_unproven(at: Token, below: Token) -> bool:
    """Whether nothing speaks for what a clause tells: "no sign that it sold 300", "nothing suggests that it did"."""
    if below.dep_ not in ("acl", "ccomp", "relcl") or below.i < at.i or at.i == below.i:
        return False
    if at.pos_ == "NOUN":
        scant = any(one.lower_ in ("little", "scant") for one in at.lefts)
        return at.lemma_.lower() in _lists("questioned.unproven") and (scant or clauses.has_no(at))
    subject = clauses.subject_of(at) if at.lemma_.lower() in _lists("questioned.proving") else None
    return subject is not None and subject.lower_ in ("nothing", "little", "none")


def is_case(noun: Token | None) -> bool:
    """ "The base case", "its bear-case scenario": what somebody reckons with."""
    if noun is None:
        return False
    before = {child.lower_ for child in noun.children if child.i < noun.i}
    return noun.lemma_.lower() in ("case", "scenario") and bool(before & _lists("predicted.cases"))


def is_told_of_past(verb: Token) -> bool:
    """Whether a clause has a verb in the past: "sold 300 this year", "has sold", "were sold"."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    helps = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return verb.tag_ in ("VBD", "VBN") or bool(helps & {"has", "have", "had", "was", "were", "'ve", "did"})


def revises(verb: Token) -> bool:
    """Whether somebody changes a figure of a time that is not over: "trimmed spending for the year to 300"."""
    links = {child.lower_ for child in verb.subtree if child.dep_ in ("prep", "quantmod") and child.i > verb.i}
    return verb.lemma_.lower() in _lists("planned.revising") and bool(links & {"to", "at", "from"})


def of_clause(at: Token, below: Token, infinitive: bool) -> str | None:
    """What a clause tells by its own form: an infinitive, or "proposes that Acme pay 300"."""
    if infinitive:
        return of_infinitive(at, below)
    helps = {child.lower_ for child in (*at.children, *below.children) if child.dep_ == "auxpass"}
    if at.lemma_ == "see" and below.tag_ == "VBG" and helps & {"is", "are"}:
        return "predicted"  # "is seen posting a loss"
    wished = below.dep_ == "ccomp" and at.lemma_.lower() in _lists("planned.subjunctive")
    bare = below.tag_ in ("VB", "VBP") or (below.tag_ == "VBN" and "be" in helps and not _has_modal(below))
    return "planned" if wished and bare and at.tag_ != "VBN" else None


def _has_modal(verb: Token) -> bool:
    return any(child.tag_ == "MD" for child in verb.children)


def of_frame(verb: Token) -> str | None:
    """What a plan or a scenario makes of what is told in its frame: "under the plan, Acme buys 300 units"."""
    if verb.tag_ not in _PRESENT:
        return None
    for link in verb.children:
        if link.dep_ == "prep" and link.lower_ in ("under", "in", "on"):
            noun = next((one for one in link.children if one.dep_ == "pobj"), None)
            if noun is not None and link.lower_ == "under" and noun.lemma_.lower() in _lists("planned.frames"):
                return "planned"
            if noun is not None and (is_case(noun) or noun.lemma_.lower() == "scenario"):
                return "predicted"
    return None


def of_time_to_come(clause: Token) -> str | None:
    """What goes along with what "will" be: "costs will fall as output grows", "will hire once it has the permit"."""
    if clause.dep_ != "advcl" or clause.tag_ not in ("VBZ", "VBP") or not clauses.is_ahead(clause.head):
        return None
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod") and child.i < clause.i}
    along = "as" in marks and clause.lemma_.lower() in _lists("predicted.chances")
    return "predicted" if along or marks & _COMING else None


def is_to(verb: Token) -> bool:
    """ "300 shops are to close"."""
    led = any(child.dep_ == "xcomp" and clauses.is_infinitive(child) and child.i > verb.i for child in verb.children)
    return verb.lemma_ == "be" and verb.tag_ in _PRESENT and led and not clauses.predicate_of(verb)


def is_measure(part: Token) -> bool:
    """Whether an amount was parsed as a circumstance: "expects growth of 40% to 50% a year"."""
    return part.dep_ == "npadvmod" and part.text == "%" and any(one.like_num for one in part.children)


def of_state(noun: Token, below: Token) -> str | None:
    """ "On the brink of opening"."""
    doing = below.lower_ == "of" and any(one.dep_ == "pcomp" for one in below.children)
    return "predicted" if doing and noun.lemma_.lower() in _lists("predicted.states_of") else None


def is_next(subject: Token | None) -> bool:
    """ "The next step is a plant in Bigtown"."""
    if subject is None:
        return False
    return subject.lemma_ in ("step", "stop", "move", "project", "phase") and any(
        child.lower_ == "next" for child in subject.children
    )


def is_discussed(verb: Token) -> bool:
    """ "A sale is being discussed"."""
    being = any(child.dep_ in ("aux", "auxpass") and child.lower_ == "being" for child in verb.children)
    return being and verb.lemma_.lower() in _lists("questioned.weighing")


def of_infinitive(at: Token, below: Token) -> str | None:
    """What an infinitive tells by itself: what has yet to be done, "applied to build", "a candidate to build".

    Not behind verbs and nouns by which it is done, or can be: "managed to build", "the first to build", "able to".
    """
    if any(child.dep_ == "aux" and child.lower_ == "have" for child in below.children):
        return None  # "seems to have built"
    if below.pos_ != "VERB" or below.lemma_.lower() in _lists("results"):
        return None
    lemma = at.lemma_.lower()
    if at.pos_ == "NOUN":
        ranked = any(child.tag_ in ("JJS", "RBS") or child.lower_ in _RANKS for child in at.children)
        return "planned" if lemma in _lists("planned.calls") and not ranked else None
    if at.pos_ != "VERB" or below.dep_ not in ("xcomp", "ccomp"):
        return None
    bidden = clauses.is_passive(at) and lemma in _lists("planned.bidden")
    return "planned" if bidden or lemma in _lists("planned.unfulfilled") else None


def of_link(verb: Token, link: str) -> str | None:
    """What verbs of guessing and bargaining make of what they are about: "speculated about a merger"."""
    if link == "over" and verb.lemma_.lower() in _lists("planned.granting") and has_sum(verb):
        return "planned"
    about = link in ("about", "over", "on", "of") and verb.lemma_.lower() in _lists("questioned.about")
    return "questioned" if about else None


def is_unbuilt(noun: Token) -> bool:
    """Whether a thing is named for the first time, or as one to come: "a plant in Bigtown", "new plants in"."""
    before = {child.lower_ for child in noun.children if child.i < noun.i}
    return noun.pos_ == "NOUN" and (
        bool(before & _NEW) or not any(one.dep_ in ("det", "poss") for one in noun.children)
    )


def is_purpose(at: Token, below: Token) -> bool:
    """Whether an infinitive tells what something is done for, and not what came of it: "went on to build"."""
    if below.dep_ != "advcl" or not clauses.is_purpose(below):
        return False
    if below.i < at.i:
        return True
    if at.lemma_ in _SPENDING and below.lemma_ == "develop" and is_told_of_past(at):
        return False  # "has invested 300 to develop it"
    if below.lemma_ in _lists("results") and not is_needed(at):
        return False
    between = {one.lower_ for one in at.doc[at.i + 1 : below.i]}
    return not (at.lemma_ in _lists("fulfilled") and between <= {"on", "to", "then", "later"})


def is_nobodys(at: Token) -> bool:
    """Whether nobody does what a verb tells: "neither Acme nor Norton has said"."""
    return (subject := clauses.subject_of(at)) is not None and clauses.has_no(subject)


_SELVES = frozenset(("itself", "himself", "herself", "themselves", "ourselves"))


def is_granted(verb: Token, below: Token) -> bool:
    """What is announced and not yet given: "announced $10 billion over ten years", "face fines of up to 300"."""
    if not any(one.like_num for one in below.subtree):
        return False
    if verb.lemma_ == "set" and any(one.lower_ in _SELVES for one in verb.subtree):
        return True  # "has set itself 300"
    if verb.lemma_ == "face":
        return any(one.lower_ == "up" and one.dep_ == "quantmod" for one in below.subtree)
    links = [one for head in (verb, below) for one in head.children if one.dep_ == "prep" and one.lower_ == "over"]
    spans = (noun.lemma_.lower() for one in links for noun in one.children if noun.dep_ == "pobj")
    return verb.lemma_.lower() in _lists("planned.granting") and any(span in _SPANS for span in spans)


def has_sum(verb: Token) -> bool:
    """Whether the object of a verb is a figure: "earmarked 300 for lamps"."""
    return any(one.dep_ in ("dobj", "obj") and any(x.like_num for x in one.subtree) for one in verb.children)


def has_aim(verb: Token) -> bool:
    """Whether a verb of aiming has a figure for its object, or "eyes" any: "eyes a plant in Bigtown"."""
    return has_sum(verb) or (verb.lemma_ == "eye" and any(one.dep_ in ("dobj", "obj") for one in verb.children))


def is_of_pronoun(verb: Token) -> bool:
    """ "Doubts it"."""
    return any(one.dep_ in ("dobj", "obj") and one.pos_ == "PRON" for one in verb.children)


def of_implied(clause: Token, subject: Token) -> str | None:
    """ "The 30% that its target implies"."""
    implied = clause.lemma_.lower() in _lists("planned.implying")
    kinds = ("planned", "predicted") if implied else ()
    return next((one for one in kinds if subject.lemma_.lower() in _lists(f"{one}.nouns")), None)


def is_weighed(at: Token, below: Token) -> bool:
    """ "Discussed a plan to merge"."""
    weighed = at.lemma_.lower() in _lists("questioned.weighing")
    return weighed and below.lemma_.lower() in _lists("planned.nouns")


def is_meant(verb: Token) -> bool:
    """ "Is meant as the main screen"."""
    return verb.lemma_ == "mean" and any(one.lower_ == "as" and one.dep_ == "prep" for one in verb.children)


def is_mistied(noun: Token, below: Token) -> bool:
    """Whether what hangs on a noun of foresight tells of the verb: "beat forecasts with a record"."""
    if noun.lemma_ in _WAYS:
        return any(one.dep_ == "det" for one in noun.lefts)
    return below.lower_ == "with" and noun.tag_ == "NNS" and noun.dep_ == "dobj"


def named_by(verb: Token) -> Token | None:
    """The subject of "rumour has it that", "word is that"."""
    subject = clauses.subject_of(verb) if verb.lemma_ in ("be", "have") else None
    return subject if subject is not None and subject.lemma_.lower() in _lists("rumour.nouns") else None
