"""Takes a word of an analysed sentence; gives facts of its grammar: clauses, subjects, negation; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import read_words, word_set
from kg.extract.patterns.syntax.joining import joined_to
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_CORE = ("nsubj", "nsubjpass", "dobj", "obj", "attr", "expl")
_SOMEBODY = ("nouns.Company", "nouns.Regulator", "nouns.Person")
_PEOPLE = frozenset(("he", "she", "it", "they", "we", "i", "who", "you"))


def is_complement(token: Token) -> bool:
    """Whether the clause of the word completes its head: "plans to sell", "said that it sold", "aims at selling"."""
    if token.dep_ in ("xcomp", "ccomp", "csubj", "csubjpass"):
        return True
    if token.dep_ == "pcomp":
        return False
    return token.dep_ in ("acl", "relcl") and is_infinitive(token)


def is_infinitive(token: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def is_purpose(token: Token) -> bool:
    """An infinitive that says what for: no subject of its own but behind "for" ("aims for the lamp to be sold")."""
    return is_infinitive(token) and (not has_subject(token) or any(one.lower_ == "for" for one in token.lefts))


def is_passive(token: Token) -> bool:
    """Whether a participle stands with a form of "be", or alone."""
    return token.tag_ == "VBN" and (
        any(child.dep_ == "auxpass" for child in token.children)
        or not any(child.dep_ == "aux" and child.lemma_ in ("have", "be") for child in token.children)
    )


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; that of the verb which it is joined to, or completes, where it has none."""
    at = verb
    while True:
        for child in at.children:
            if child.dep_ in SUBJECTS:
                return child
        if at.dep_ not in ("conj", "xcomp") or at.head == at:
            return None
        at = joined_to(at)


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS or child.dep_ == "expl" for child in verb.children)


def has_empty_subject(verb: Token) -> bool:
    """ "It is said that ...": nobody says it."""
    return any(child.dep_ in SUBJECTS and child.lower_ == "it" for child in verb.children)


def is_pronoun_subject(verb: Token) -> bool:
    """Whether the subject of a verb only points back: "it will"."""
    subject = subject_of(verb)
    return subject is not None and subject.pos_ == "PRON"


def is_ahead(verb: Token) -> bool:
    """Whether a clause tells what is to come: "will", "would", "to"."""
    return any(child.dep_ == "aux" and child.lower_ in ("will", "would", "'ll", "'d", "to") for child in verb.children)


def is_apart(verb: Token) -> bool:
    """Whether a verb behind "and" stands on its own: with a subject, or in a form of its own ("will sell and has")."""
    forms = ("VBD", "VBZ") if verb.head.tag_ == "VB" else ("VBD", "VBZ", "VBP")  # "would sell and earn"
    return has_subject(verb) or verb.tag_ in forms or any(child.dep_ == "aux" for child in verb.children)


def is_misjoined(verb: Token) -> bool:
    """Whether a finite verb was joined to an infinitive, with which it cannot be: "planned to expand and sold 300"."""
    return verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBZ", "VBP") and is_infinitive(verb.head)


def has_mark(clause: Token) -> bool:
    """Whether a word joins a clause to its head."""
    return any(child.dep_ in ("mark", "aux") for child in clause.children)


def has_complement(verb: Token) -> bool:
    """Whether a clause completes a verb."""
    return any(child.dep_ in ("ccomp", "xcomp") for child in verb.children)


def is_headline_plan(verb: Token) -> bool:
    """ "Z9 to launch in May": an infinitive in the place of the sentence's verb."""
    if verb.pos_ not in ("VERB", "AUX") or not is_infinitive(verb):
        return False
    if verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i):
        return has_subject(verb)
    head = verb.head
    named = head.pos_ == "PROPN" or (head.pos_ == "NOUN" and head.dep_ == "ROOT")
    return verb.dep_ in ("acl", "relcl") and named and head.i < verb.i


def is_title(token: Token) -> bool:
    """Whether a word says what a name is: "Acme, a brewer, will", "brewer Acme will"; figures are no such words."""
    if token.dep_ == "compound" and token.pos_ == "NOUN" and token.head.pos_ == "PROPN":
        return True
    if token.dep_ != "appos" or token.i < token.head.i or token.head.pos_ != "PROPN":
        return False
    return not any(one.like_num or one.is_currency for one in token.subtree)


def is_loose(clause: Token) -> bool:
    """Whether a clause only stands before its head and is no part of it: "it sells; the price was cut"."""
    if clause.dep_ != "ccomp" or clause.i > clause.head.i:
        return False
    between = clause.doc[clause.i : clause.head.i]
    return any(one.text in (";", ".") or (one.text == ":" and one.i > clause.i) for one in between)


def is_somebody(subject: Token | None) -> bool:
    """Whether a subject can act: a person, an organisation, a pronoun."""
    if subject is None:
        return False
    if subject.lower_ in _PEOPLE or subject.ent_type_ in ("PERSON", "ORG", "NORP", "GPE") or subject.pos_ == "PROPN":
        return True
    return any(subject.lemma_.lower() in read_words("names")[key] for key in _SOMEBODY)


def predicate_of(verb: Token) -> set[str]:
    """The lemmas of the adjectives and nouns that a form of "be" says of its subject; of an adjective itself."""
    if verb.pos_ == "ADJ":
        return {verb.lemma_.lower(), verb.lower_}
    if verb.lemma_ not in ("be", "look", "seem", "remain", "appear", "become", "stand"):
        return set()
    found = [child for child in verb.children if child.dep_ in ("acomp", "attr", "oprd")]
    found += [inner for child in found for inner in child.children if inner.dep_ in ("amod", "conj")]
    return {one.lemma_.lower() for one in found} | {one.lower_ for one in found}


def asks(token: Token) -> bool:
    """Whether a clause opens with "whether" or "if"."""
    return any(child.dep_ == "mark" and child.lower_ in ("whether", "if") for child in token.children)


def has_yet(verb: Token) -> bool:
    """ "Has yet to ..."."""
    return verb.lemma_ in ("have", "be") and any(child.lower_ == "yet" for child in verb.children)


def is_past_ability(verb: Token) -> bool:
    """ "Could" after a choice or a state in the past: what somebody was able to do, or was not: "could not wait"."""
    subject = subject_of(verb)
    able = subject is not None and subject.lower_ in ("who", "those", "customers", "buyers")
    return able or verb.lemma_ == "choose" or any(one.dep_ == "neg" for one in verb.children)


def is_negation(token: Token) -> bool:
    """Whether a word negates its head: "not", "never", but no "not only", "not more than", "barely half"."""
    if token.lower_ == "longer" and token.i and token.doc[token.i - 1].lower_ == "no":
        return True
    if token.dep_ == "neg" or (token.dep_ == "advmod" and token.lower_ in word_set("manner", "negated.adverbs")):
        after = token.doc[min(token.i + 1, len(token.doc) - 1)]
        hedged = token.lower_ in ("barely", "hardly") and (after.like_num or after.lower_ in ("half", "a", "more"))
        return not (hedged or after.lower_ in ("only", "just", "merely", "until", "least", "even") or _bounds(token))
    return False


def _bounds(token: Token) -> bool:
    """ "Not more than", "no less than": a bound of a number."""
    after = [one.lower_ for one in token.doc[token.i + 1 : token.i + 3]]
    return (
        len(after) == 2 and after[0] in ("more", "less", "fewer", "later", "earlier") and after[1] in ("than", "than.")
    )


def has_no(token: Token) -> bool:
    """Whether a part of the sentence is empty: "no units", "nobody", "none of them"."""
    words = word_set("manner", "negated.determiners")
    if token.lower_ in words and token.pos_ in ("PRON", "NOUN", "DET"):
        return not token.doc[token.i + 1 : token.i + 3].text[2:].isdigit()  # "No. 3"
    for child in token.children:
        if child.lower_ == "not" and child.doc[child.i + 1 : child.i + 3].text.lower().startswith(("one", "a single")):
            return True
    return any(
        child.dep_ in ("det", "neg", "preconj", "cc") and child.lower_ in words and not _bounds(child)
        for child in token.children
    )


def is_core(token: Token) -> bool:
    """Whether a word is the subject or the object of its head."""
    return token.dep_ in _CORE


def span_of(token: Token) -> Span:
    """The words of a clause, without the comma or the blank at its ends."""
    inside = sorted(token.subtree, key=lambda one: one.i)
    while len(inside) > 1 and (inside[-1].is_punct or inside[-1].is_space):
        if inside[-1].text == "%" or (inside[-1].text == ")" and any(one.text == "(" for one in inside)):
            break
        inside.pop()
    while len(inside) > 1 and (inside[0].is_punct or inside[0].is_space):
        inside.pop(0)
    start, end = inside[0].idx, inside[-1].idx + len(inside[-1].text)
    return Span(start, end, token.doc[inside[0].i : inside[-1].i + 1].text)


def verb_of(token: Token) -> Token:
    """The nearest verb upwards, the word itself included."""
    at = token
    while at.pos_ not in ("VERB", "AUX") and at.head != at:
        at = at.head
    return at


def is_bound(than: Token) -> bool:
    """Whether "than" belongs to "more than 40" and the like, a bound and no comparison."""
    before = than.doc[than.i - 1].lower_ if than.i else ""
    after = than.doc[than.i + 1] if than.i + 1 < len(than.doc) else None
    return before in ("more", "less", "fewer", "other", "rather", "later", "higher", "greater") and (
        after is not None and (after.like_num or after.is_currency or after.lower_ in ("a", "half"))
    )


def is_change(preposition: Token) -> bool:
    """Whether "from" tells the earlier figure: "up from 30", "from 30 to 40", "from 30 a year earlier"."""
    before = preposition.doc[preposition.i - 1].lower_ if preposition.i else ""
    number = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    figure = number is not None and (
        number.like_num or any(child.like_num or child.is_currency for child in number.subtree)
    )
    if not figure:
        return False
    head = preposition.head.lemma_.lower()
    return (
        before in ("up", "down")
        or head
        in (
            "raise",
            "rise",
            "grow",
            "increase",
            "lift",
            "cut",
            "fall",
            "drop",
            "decline",
            "climb",
            "jump",
            "go",
            "up",
            "down",
            "change",
            "improve",
            "shrink",
            "reduce",
            "expand",
            "soar",
            "surge",
            "lower",
            "slip",
            "extend",
            "double",
            "narrow",
        )
        or any(child.dep_ == "prep" and child.lower_ == "to" for child in preposition.head.children)
    )


def parts_of(verb: Token) -> set[str]:
    """The lemmas of the subject of a passive verb, or of the object of an active one."""
    return {child.lemma_.lower() for child in verb.children if child.dep_ in ("nsubjpass", "dobj", "obj")}


def is_compared(token: Token) -> bool:
    """Whether a number or a time is only what another is compared with: "than 40", "from 30 a year before"."""
    at = token
    while at.head != at and at.dep_ not in ("nsubj", "nsubjpass", "ROOT", "ccomp", "relcl", "conj", "advcl"):
        head = at.head
        if at.dep_ in ("pobj", "pcomp") and head.lower_ in word_set("manner", "compared"):
            return not is_bound(head)
        if at.dep_ == "pobj" and head.lower_ == "from" and is_change(head):
            return not any(one.lower_ == "to" and one.i < token.i for one in at.subtree)  # "from 20 to 16 lamps"
        if (
            at.dep_ == "pobj"
            and head.lower_ in ("with", "to")
            and head.head.lower_ in ("compared", "relative", "contrast")
        ):
            return True
        at = head
    return False
