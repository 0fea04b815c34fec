"""Takes a verb or what is said with it; gives whether it judges, does, says or reasons; touches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.predicates import is_infinitive, is_passive, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "tellings")
_SAID = ("NOUN", "PROPN", "ADJ", "PRON", "NUM", "VERB")


def names(child: Token) -> bool:
    """Whether the word says what the object of its verb is called: "called the plan a joke"."""
    if child.dep_ == "prep":
        return False
    return child.dep_ in ("oprd", "ccomp", "xcomp", "attr") and child.pos_ in ("NOUN", "ADJ")


def is_judgement(said: Token) -> bool:
    """Whether the words of a predicate judge: by their adjective, by a superlative, by quotation marks around them."""
    adjectives = word_set("manner", "opinion.adjectives") | words("judging")
    inside = [said, *(one for one in said.children if one.dep_ in ("amod", "conj", "advmod"))]
    if any(
        one.lemma_.lower() in adjectives or one.lower_ in adjectives or one.tag_ in ("JJS", "RBS") for one in inside
    ):
        return True
    if said.lower_ == "one":  # "one of the largest"
        return any(one.tag_ == "JJS" for one in said.subtree)
    if said.dep_ == "attr" and said.lemma_.lower() in word_set("manner", "opinion.nouns_of") | words("verdicts"):
        return True
    return any(one.text == '"' for one in said.subtree)


def has_more(evidence: Evidence, verb: Token) -> bool:
    """Whether the verb says what: it has an object, a clause, or words behind it that are not just a time."""
    return any(
        child.i > verb.i
        and child.dep_ in ("dobj", "obj", "prep", "xcomp", "ccomp", "prt", "dative", "oprd", "advmod")
        and not any(one.i in evidence.moments for one in child.subtree if one.head.i == child.i or one is child)
        for child in verb.children
    )


def has_thing(verb: Token, extent: tuple[int, int]) -> bool:
    """Whether the words of the predicate name anything: "lost it", "did well" tell too little."""
    inside = list(verb.doc[extent[0] : extent[1]])
    things = ("NOUN", "PROPN", "NUM", "VERB", "ADJ")
    inside = [one for one in inside if one.i != verb.i and (one.lower_ != "one" or any(one.children))]
    return any(one.pos_ in things or one.tag_ == "RBS" or one.text == '"' for one in inside)


def tells(evidence: Evidence, verb: Token, extent: tuple[int, int]) -> bool:
    """Whether the predicate says enough to stand alone: more than its verb, and of a thing."""
    return has_more(evidence, verb) and has_thing(verb, extent)


def denies(verb: Token) -> bool:
    """Whether the verb is a denial itself: told is what is denied, not the denying, which nobody denies."""
    return verb.lemma_.lower() in word_set("manner", "denied.verbs")


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own that does what it says."""
    return any(one.dep_ == "nsubj" for one in verb.children)


def is_possible(verb: Token) -> bool:
    """Whether a modal verb makes of the clause something that can, may or will be."""
    return any(one.tag_ == "MD" for one in verb.children)


def is_clause(verb: Token) -> bool:
    """Whether what the parser takes for a participle is a clause of its own: finite, and behind a comma or colon."""
    first = verb.left_edge.i
    finite = verb.tag_ == "VBD" or has_subject(verb)
    return verb.dep_ == "acl" and finite and first > 0 and verb.doc[first - 1].text in (",", ":")


def is_asked(verb: Token) -> bool:
    """Whether the clause only fills an "what": "what it can do in the trade"."""
    return any(one.lower_ in ("what", "whatever", "which", "how", "why") and one.i < verb.i for one in verb.children)


def is_unreal(verb: Token) -> bool:
    """Whether a clause only supposes: "had it been cheaper, ...", "were it true"."""
    subject = next((one for one in verb.children if one.dep_ in ("nsubj", "nsubjpass")), None)
    helpers = [one for one in (*verb.children, verb) if one.lower_ in ("had", "were", "should")]
    return subject is not None and any(one.i < subject.i for one in helpers)


def is_turn(verb: Token) -> bool:
    """Whether the verb only leads to a "to be" that says what the subject is: "turned out to be a flop"."""
    leads = verb.lemma_.lower() in ("turn", "continue", "know", "prove")
    return leads and any(one.dep_ == "xcomp" and one.lemma_ == "be" for one in verb.children)


def is_contact(verb: Token, extent: tuple[int, int]) -> bool:
    """Whether the words only tell where to ask, or nothing: a number to call, an address, "gave figures"."""
    inside = verb.doc[extent[0] : extent[1]]
    if any(one.like_url or one.like_email or one.text.count("-") > 1 for one in inside):
        return True
    things = [
        one for one in verb.children if one.i > verb.i and one.dep_ in ("dobj", "prep", "xcomp", "ccomp", "advmod")
    ]
    bare = [one for one in things if one.dep_ == "dobj" and one.lemma_.lower() in words("bare_things")]
    return len(things) == 1 and bool(bare) and not any(one.dep_ != "det" for one in bare[0].children)


def is_participle(verb: Token) -> bool:
    """Whether the verb stands as a participle of its own, without the "has" or "is" that would make it finite."""
    own = {one.dep_ for one in verb.children}
    if verb.dep_ == "conj" and is_passive(verb.head) and not own & {"nsubj", "dobj"}:
        return True  # "is built here and sold there"
    if verb.tag_ not in ("VBG", "VBN") or "aux" in own:
        return False
    return verb.dep_ != "conj" or verb.head.tag_ != verb.tag_ or is_participle(verb.head)


def is_loose(verb: Token) -> bool:
    """Whether the clause hangs on a "which" that may mean the whole sentence before it."""
    return verb.dep_ == "relcl" and not any(one.lower_ == "who" for one in verb.children)


def is_of_nobody(evidence: Evidence, said: Token) -> bool:
    """Whether what is said is said of an "it" or "they" that nobody has resolved."""
    if any(one.dep_ == "expl" for one in said.children):
        return False  # "there is"
    subject = next(iter(subjects(said)), None)
    return subject is None or (subject.pos_ == "PRON" and subject.i not in evidence.mentions)


def keeps_silent(verb: Token) -> bool:
    """ "Declined to comment": who says nothing has done nothing."""
    if verb.lemma_.lower() not in word_set("speech", "silent"):
        return False
    return any(child.dep_ == "xcomp" and child.lemma_.lower() in word_set("speech", "verbs") for child in verb.children)


def only_says(verb: Token) -> bool:
    """Whether the verb only opens what somebody says, so that its clause tells nothing but that."""
    lemma = verb.lemma_.lower()
    if not any(lemma in word_set("speech", key) for key in ("verbs", "own")):
        return False
    return any(one.dep_ in ("ccomp", "xcomp") for one in verb.children) or '"' in verb.sent.text


def is_present_passive(verb: Token) -> bool:
    """Whether something is or has been done to the subject, so that it now is so: "is sold out", "has been closed"."""
    helpers = [one for one in verb.children if one.dep_ in ("aux", "auxpass")]
    if not any(one.dep_ == "auxpass" for one in helpers):
        return False
    return any(one.tag_ in ("VBZ", "VBP") for one in helpers) and not any(one.tag_ == "MD" for one in helpers)


def held_as(verb: Token) -> Token | None:
    """What the object of the verb is held to be behind "as": "presents the lamp as a toy", "seen as unfair"."""
    inside = [one for child in verb.children if child.dep_ in ("dobj", "obj") for one in child.children]
    for child in (*verb.children, *inside):
        if child.i > verb.i and child.lower_ == "as" and child.dep_ == "prep":
            held = next((one for one in child.children if one.dep_ in ("pobj", "amod", "pcomp", "acomp")), None)
            if held is not None and held.pos_ in ("NOUN", "ADJ"):
                return held
    return None


def said_of(verb: Token) -> Token | None:
    """What a copula says of its subject: a noun, an adjective, "ahead", or where that tells its state, "under fire"."""
    lemma = verb.lemma_.lower()
    if lemma in words("turning") - words("copula"):
        return next((one for one in verb.children if one.dep_ == "acomp" and is_more(one)), None)
    if lemma not in words("copula"):
        return None
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("attr", "acomp", "oprd") and child.pos_ in _SAID:
            return child
    if lemma == "stand" and verb.dep_ == "advcl":
        return None  # "until it stood still"
    if lemma == "stand":
        return next((one for one in verb.children if one.i > verb.i and one.lower_ in ("still", "idle")), None)
    if lemma not in ("be", "remain", "stay"):
        return None
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("prep", "advmod", "acomp") and _is_state(child):
            return child
    return None


def _is_state(said: Token) -> bool:
    """Whether a preposition or an adverb behind "be" tells how something stands: "under fire", "on sale", "ahead"."""
    if said.lower_ in words("standing"):
        return True
    inside = [said, *(one for one in said.children if one.dep_ == "prep" and one.lower_ == "of")]
    noun = next((one for holder in inside for one in holder.children if one.dep_ == "pobj"), None)
    if noun is None or noun.ent_type_ in ("GPE", "DATE", "TIME", "LOC"):
        return False
    return said.lower_ in words("ranking") | words("pressing") or noun.lemma_.lower() in words("conditions")


def is_more(said: Token) -> bool:
    """Whether an adjective compares: "cheaper", "more popular", "ever better"."""
    return said.tag_ == "JJR" or any(one.lower_ in ("more", "less", "increasingly") for one in said.children)


def kind_of(said: Token) -> str:
    """Whether what is said is a judgement, a description or a state."""
    if said.pos_ in ("ADP", "ADV"):
        return "judgement" if said.lower_ in words("ranking") else "state"
    return "judgement" if is_judgement(said) else "description" if said.dep_ == "attr" else "state"


def is_compared(noun: Token) -> bool:
    """Whether a noun is put above or below others: "the better name", "its best quarter"."""
    return any(one.tag_ in ("JJR", "JJS") and one.lower_ not in ("more", "less", "most") for one in noun.children)


def is_bare(verb: Token) -> bool:
    """Whether the verb is an infinitive, with "to" before it or before the one that it is joined to."""
    if verb.tag_ != "VB" or any(one.dep_ == "aux" and one.lower_ != "to" for one in verb.children):
        return False
    return is_infinitive(verb) or verb.dep_ in ("conj", "xcomp", "ccomp")


def is_broken(inside: Iterable[Token]) -> bool:
    """Whether the words hold what the parser takes for a word and is none: "c.12", an address of the web."""
    return any(one.like_url or one.like_email or (one.pos_ == "NOUN" and one.text[-1].isdigit()) for one in inside)


def moving(verb: Token) -> Token | None:
    """The verb that tells how something moves: itself, or behind "keeps" and "goes on"; None where it has an object."""
    if verb.lemma_.lower() in words("going"):
        inner = [one for one in verb.children if one.dep_ in ("xcomp", "pcomp", "ccomp") and one.i > verb.i]
        inner += [one for child in verb.children if child.dep_ in ("prep", "prt") for one in child.children]
        return next((one for one in inner if one.pos_ == "VERB" and not _objects(one)), None)
    things = _objects(verb)
    if all(one.lemma_.lower() in words("ground") for one in things):
        return verb if bool(things) == (verb.lemma_.lower() in words("winning")) else None
    return None


def _objects(verb: Token) -> list[Token]:
    return [one for one in verb.children if one.dep_ in ("dobj", "obj")]


def is_task(verb: Token) -> bool:
    """Whether a clause is what somebody is to do: "told Acme to go", "that Acme must go"; not "that Acme will go"."""
    will = any(child.tag_ == "MD" and child.lower_ not in ("must", "should") for child in verb.children)
    return is_infinitive(verb) or (verb.tag_ == "VB" and not will)
