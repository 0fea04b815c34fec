"""Takes a word of an analysed sentence; gives the modality that it lends to what hangs on it; touches nothing.

Verbs of planning, expecting, judging, denying and asking, adjectives and nouns of these, "is to", "will".
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality import houses, promised, timetables, unreal, unsettled
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

_SEEMING = frozenset(("look", "seem", "appear", "stand", "remain"))  # from outside: "looks set to" is no plan
_AHEAD = ("planned", "predicted")
#: "Believes in 300 units", "reckons with 300".
_TRUSTING = frozenset(("believe", "reckon"))
#: Of somebody else's act "will" after these is a forecast.
_WILL = frozenset(("will", "'ll", "wo", "shall", "would"))


@cache
def lists(modality: str, kind: str) -> frozenset[str]:
    """The words of one kind that tell a modality."""
    return word_set("manner", f"{modality}.{kind}")


def of_verb(at: Token, passive: bool, infinitive: bool) -> str | None:
    """The modality that a verb, or an adjective with "be", gives to its clause."""
    lemma = at.lemma_.lower()
    predicate = clauses.predicate_of(at)
    if lemma == "be" and infinitive and not predicate:
        return _of_being(at)
    if not passive and (lemma in lists("denied", "verbs") or promised.rules_out(at)):
        return "denied"
    if lemma == "go" and at.tag_ == "VBG" and infinitive:
        return "planned" if clauses.is_somebody(clauses.subject_of(at)) else "predicted"
    for modality in _AHEAD:
        forms = lists(modality, "passives" if passive else "verbs")
        adjectives = lists(modality, "adjectives") - (frozenset() if infinitive else lists("planned", "inclined"))
        if (lemma in forms and (infinitive or modality == "predicted")) or predicate & adjectives:
            seeming = lemma in _SEEMING or at.head.lemma_ in _SEEMING
            return "predicted" if seeming else modality
    if lemma in lists("planned", "words") and not infinitive and not passive:
        return "planned"
    judges = lists("opinion", "passives" if passive else "verbs")
    if lemma in judges and not infinitive and not promised.finds_out(at):
        return "opinion"
    if lemma == "ask" and infinitive:
        return None  # "asked Acme to explain"
    asked = lemma in lists("questioned", "verbs") or predicate & lists("questioned", "adjectives")
    return "questioned" if asked else None


def _of_being(verb: Token) -> str | None:
    """ "Is to sell": a plan; "is on course to sell": a forecast."""
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i:
            nouns = {one.lemma_.lower() for one in child.children if one.dep_ == "pobj"}
            return next((one for one in ("predicted", "questioned") if nouns & lists(one, "states_of")), None)
        if child.dep_ == "xcomp":
            return None if child.lemma_ == "blame" else "planned"
    return "planned"


def of_own(verb: Token) -> str | None:
    """What the verb of the clause itself tells: "is aiming for 300", "is planned for May", "is due in June"."""
    lemma, passive = verb.lemma_.lower(), clauses.is_passive(verb)
    if passive and lemma in lists("predicted", "put") and any(child.lower_ == "at" for child in verb.children):
        return "predicted"
    led = any(child.dep_ == "xcomp" and clauses.is_infinitive(child) for child in verb.children)
    if lemma == "be":
        return None if clauses.has_yet(verb) else of_verb(verb, passive=False, infinitive=led)
    if passive and lemma in lists("denied", "verbs"):
        return "denied" if any(child.dep_ == "agent" for child in verb.children) else None
    if passive and lemma == "aim" and not any(one.like_num for one in verb.subtree if one.i > verb.i) and not led:
        return None  # "is aimed at families"
    dated = verb.dep_ == "acl" and any(child.lower_ in ("for", "by") for child in verb.children)
    if passive and verb.dep_ in ("amod", "acl") and not led and not dated:
        return None
    bound = unreal.is_meant(verb) or (led and lemma in lists("planned", "led"))
    if lemma in lists("planned", "loose") and not bound:
        return "planned" if lemma in lists("planned", "direct") and unreal.has_aim(verb) else None
    if timetables.is_scheduled(verb):
        return "planned"
    told = of_verb(verb, passive, infinitive=led or lemma != "go")
    kinds = (*_AHEAD, "denied", *(("questioned",) if unreal.is_of_pronoun(verb) else ()))
    return told if told in kinds else None


def of_relative(noun: Token) -> str | None:
    """What a clause makes of the noun that is its object: "the 300 that it had hoped for", "the sum it is to pay"."""
    if houses.stands_in(noun):
        return "predicted"
    for clause in noun.children:
        if clause.dep_ != "relcl" or clause.i < noun.i:
            continue
        subject = next((child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and subject.tag_ not in ("WDT", "WP"):
            parted = [*clause.children, *noun.children]  # "that analysts had on average expected"
            led = [one for one in parted if one.dep_ in ("xcomp", "acl") and one.tag_ == "VBN" and one.i > clause.i]
            told = of_own(led[0] if led and clause.lemma_ == "have" else clause) or unreal.of_implied(clause, subject)
            told = told or (
                of_verb(led[0], passive=False, infinitive=True) if led and clause.lemma_ == "have" else None
            )
            return told if told in ("planned", "predicted") else None
    return None


def of_attribute(noun: Token) -> str | None:
    """What a participle or an adjective before a noun tells: "a planned sale", "the expected profit"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    before = {child.lower_ for child in noun.children if child.dep_ == "amod" and child.i < noun.i}
    return next((one for one in ("planned", "predicted", "questioned") if before & lists(one, "attributes")), None)


def is_own_act(verb: Token) -> bool:
    """Whether somebody who expects to do something does it by his own will: "expects to deliver", not "to lose"."""
    return verb.lemma_.lower() in lists("planned", "events") and clauses.is_infinitive(verb)


def sums_up(verb: Token) -> str | None:
    """What the subject of a verb of being makes of what it is: "the target is 300", "consensus stands at 300"."""
    subject = clauses.subject_of(verb)
    noun = subject.lemma_.lower() if subject is not None else ""
    guided = noun in lists("predicted", "aims") and any(one.lower_ in ("for", "at") for one in verb.children)
    aimed = noun in lists("planned", "nouns") or guided or unreal.is_next(subject)
    if verb.lemma_ in ("be", "remain", "stay", "include", "involve", "comprise") and aimed:
        return "planned"
    named = next((one for one in verb.children if one.dep_ == "attr" and one.i > verb.i), None)
    if named is not None and verb.lemma_ == "be" and named.lemma_.lower() in lists("planned", "nouns"):
        return "planned" if any(one.dep_ in ("det", "poss") for one in named.children) else None
    if subject is not None and noun in lists("predicted", "means"):
        below = [one.lemma_.lower() for link in subject.children for one in link.children if one.dep_ == "pobj"]
        noun = next(iter(below), noun)
    earlier = subject is not None and any(child.lower_ in lists("planned", "earlier") for child in subject.children)
    if verb.lemma_ in ("be", "stand") and earlier and noun in lists("planned", "numbers"):
        return _of_first(verb)
    polled = noun in lists("predicted", "polls") or unreal.is_case(subject)
    return "predicted" if polled and verb.lemma_ in lists("predicted", "being") else None


def _of_first(verb: Token) -> str | None:
    """What the verbs before tell, in the sentence or in the one before: "raised its target. The old one was 300"."""
    sentence = verb.sent
    before = [one for one in sentence if one.i < verb.i and one.pos_ == "VERB"]
    if not before and sentence.start and not verb.doc[sentence.start - 1].is_space:
        before = [one for one in verb.doc[sentence.start - 1].sent if one.pos_ == "VERB"]
    told = (of_own(one) or _of_aims(one) for one in before)
    return next((one for one in told if one in _AHEAD), None)


def _of_aims(verb: Token) -> str | None:
    """What a verb that changes an aim tells: "raised its target to 300"."""
    return "planned" if clauses.parts_of(verb) & lists("planned", "nouns") else None


def denies_report(at: Token, link: Token) -> bool:
    """ "Pushed back on claims of", "poured cold water on the rumour"."""
    nouns = {one.lemma_.lower() for one in link.children if one.dep_ == "pobj"}
    return at.lemma_.lower() in lists("denied", "phrasal") and bool(nouns & lists("denied", "objects"))


def denies(at: Token, below: Token) -> bool:
    """Whether a verb denies its object: "denied the report", "dismissed rumours of a sale"."""
    lemma = at.lemma_.lower()
    if promised.rules_out(at):
        return True
    if any(child.dep_ == "oprd" and child.lemma_.lower() in lists("denied", "adjectives") for child in at.children):
        return True
    return lemma in lists("denied", "verbs") or (
        lemma in lists("denied", "weak") and below.lemma_.lower() in lists("denied", "objects")
    )


def of_object(at: Token, below: Token) -> str | None:
    """What a verb makes of its object: "is targeting 300 units", "forecasts sales of 10", "is suspected of fraud"."""
    if at.pos_ != "VERB":
        return None
    if below.dep_ in ("dobj", "obj", "npadvmod"):
        return _of_thing(at, below)
    if below.dep_ == "nsubjpass":
        return _of_expected(at)
    return _of_link(at, below)


def _of_thing(at: Token, below: Token) -> str | None:
    """What a verb makes of its direct object."""
    back = any(one.lower_ == "back" for one in at.subtree)
    figure = houses.has_figure(below) and not back
    granted = unreal.is_granted(at, below) or unsettled.is_granted(at, below)
    if granted or (at.lemma_.lower() in lists("planned", "sums") and figure):
        return "planned"
    priced = [
        one for one in at.children if one.lower_ == "at" and any(token.text[-1:].isdigit() for token in one.subtree)
    ]
    if priced and houses.values(at) and at.tag_ != "VBN" and houses.looks_ahead(clauses.subject_of(at)):
        return "predicted"
    sees = at.lemma_ == "see" and at.tag_ in ("VBZ", "VBP") and houses.looks_ahead(clauses.subject_of(at))
    return "predicted" if figure and (sees or at.lemma_ == "fear" or houses.holds(at)) else _of_direct(at)


def _of_expected(at: Token) -> str | None:
    """What a verb in the passive that stands alone makes of its subject: "a profit is expected"."""
    if unreal.is_discussed(at):
        return "questioned"
    led = any(child.dep_ in ("xcomp", "ccomp", "advcl", "oprd") for child in at.children)
    loose = at.lemma_.lower() in lists("planned", "loose")
    kinds = [one for one in ("planned", "predicted") if at.lemma_.lower() in lists(one, "passives")]
    return kinds[0] if kinds and not (led or loose) and clauses.is_passive(at) else None


def _of_link(at: Token, below: Token) -> str | None:
    """What a verb makes of what a preposition ties to it."""
    link, lemma, passive = below.lower_, at.lemma_.lower(), clauses.is_passive(at)
    aims = clauses.parts_of(at)
    doing, number = any(one.dep_ == "pcomp" for one in below.children), houses.has_figure(below)
    if (link in ("to", "at", "from", "by") and aims & lists("planned", "nouns")) or (
        link in ("to", "at") and aims & lists("predicted", "aims")
    ):
        return "predicted" if houses.prices(at) else "planned"
    if doing and (link == "to" or (link == "on" and lemma == "plan")):
        return "planned" if link == "on" or lemma in lists("planned", "devoted") else None
    if not passive and link in ("in", "with") and lemma in _TRUSTING and number:
        return "predicted"
    if passive and link == "of" and lemma in lists("questioned", "passives"):
        return "questioned"
    if link == "at" and lemma in lists("predicted", "put") and passive:
        return "predicted"
    if not passive and link == "at" and number and houses.holds(at):
        return "predicted"
    if (told := _of_company(at, link, passive, number) or unsettled.of_link(at, below)) is not None:
        return told
    return _of_direct(at) if link in ("for", "at") else None


def _of_company(at: Token, link: str, passive: bool, number: bool) -> str | None:
    """What is told beside a plan, "is slated for May, with a price of 300"; what houses and guesses lean on."""
    if passive or (link == "with" and at.lemma_.lower() in lists("planned", "direct")):
        told = (of_own(at) if passive else _of_direct(at)) if link == "with" and number else None
        return told if told in _AHEAD else None
    return unreal.of_link(at, link) or (houses.of_link(at, link) if number else None)


def _of_direct(verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    if lemma in lists("questioned", "weighing") and verb.tag_ == "VBG":
        return "questioned"
    if lemma in lists("planned", "direct"):
        return "planned"
    return "predicted" if lemma in lists("predicted", "verbs") - {"estimate"} else None


def foretells(at: Token) -> bool:
    """Whether whoever speaks looks at the acts of others, so that "will" is a forecast: "analysts say it will"."""
    lemma = at.lemma_.lower()
    if lemma in lists("opinion", "verbs") | lists("predicted", "verbs") | lists("predicted", "warning"):
        return True
    return houses.is_outside(clauses.subject_of(at)) or houses.is_polled(at)


def is_will(word: str) -> bool:
    """Whether a cue is "will"."""
    return word.lower() in _WILL
