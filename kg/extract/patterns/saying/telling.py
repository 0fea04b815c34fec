"""Takes a verb of saying; gives facts of its grammar: where its subject is, and begins; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

#: With these before it somebody is still to speak.
_TO_COME = frozenset(("will", "'ll", "wo", "shall", "would", "should", "may", "might"))
#: A year has so many digits.
_YEAR = 4
_SUBJECTS = ("nsubj", "agent")
#: These add to what the same one has said.
_ON_TOP = frozenset(("add", "note", "stress", "emphasise", "emphasize", "describe", "call"))
#: What is done "without saying when" or "instead of saying why" is not said.
_UNDONE = frozenset(("without", "of", "before"))


def of_main_clause(verb: Token) -> Token | None:
    """The subject of the main clause for "saying that", "so far as to say that"."""
    if (verb.tag_ != "VBG" and not clauses.is_infinitive(verb)) or verb.lemma_ in ("speak", "talk"):
        return None
    at = verb
    while at.dep_ in ("advcl", "pcomp", "prep", "xcomp", "conj") and at.head != at:
        below, at = at, at.head
        if at.lemma_.lower() in word_set("speech", "citing") and below.lower_ == "as":
            quoted = ("nsubjpass",) if clauses.is_passive(at) else ("dobj", "obj")
            return next((child for child in at.children if child.dep_ in quoted), None)
        if at.pos_ in ("VERB", "AUX") and at.dep_ != "xcomp":
            subject = clauses.subject_of(_teller(at) if verb.lemma_ in _ON_TOP else at)
            return subject if subject is not None and subject.dep_ == "nsubj" else None
    return None


def _teller(clause: Token) -> Token:
    """The verb with which somebody says a clause: who "adds" something has said what stands before."""
    at = clause
    while at.dep_ == "conj" and at.head != at:
        at = at.head
    says = at.dep_ == "ccomp" and at.head.i < at.i and at.head.lemma_.lower() in word_set("speech", "verbs")
    return at.head if says else clause


def of_teller(verb: Token) -> Token | None:
    """Who said the clause that a verb of saying was joined to: "found that sales rose, and puts the cost at 300"."""
    if verb.dep_ != "conj" or clauses.has_subject(verb):
        return None
    teller = _teller(verb)
    return clauses.subject_of(teller) if teller != verb and not clauses.is_passive(teller) else None


def breaks_off(verb: Token) -> bool:
    """Whether a verb in the present stands behind a comma and one in the past, so that it goes on with neither."""
    apart = any(one.dep_ == "cc" and one.i > 0 and one.doc[one.i - 1].text == "," for one in verb.head.rights)
    return apart and verb.tag_ in ("VBZ", "VBP") and verb.head.tag_ == "VBD"


def misread(verb: Token) -> Token | None:
    """The name before a verb that has a clause and was taken for a participle: "Acme, a brewer, reckoned that"."""
    clause = any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)
    participle = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and verb.head.i < verb.i
    if participle and (clause or _is_only_verb(verb) or _ends_sentence(verb)):
        return verb.head
    if is_plural_report(verb):
        return next(child for child in verb.children if child.dep_ == "compound")
    return None


def _is_only_verb(verb: Token) -> bool:
    """Whether a sentence has no other verb: "An industry source called the lamp dull", taken for a noun."""
    finite = ("VBZ", "VBD", "VBP", "MD")
    lone = not any(one.tag_ in finite for one in verb.sent if one != verb and not _is_below(one, verb))
    return lone and verb.head.dep_ == "ROOT" and verb.head.pos_ in ("NOUN", "PROPN") and verb.head.i + 1 == verb.i


def _ends_sentence(verb: Token) -> bool:
    """Whether a verb closes its sentence behind a noun that a comma sets off: "..., a Bigtown engineer estimated"."""
    rest = (one for one in verb.sent if one.i > verb.i and not (one.is_punct or one.is_space))
    first, noun = verb.head.left_edge.i, verb.head.lemma_.lower()
    named = verb.head.pos_ == "PROPN" and not any(child.dep_ == "agent" for child in verb.children)
    if not named and (noun not in word_set("speech", "unnamed") or noun in word_set("speech", "texts")):
        return False
    if named:
        stop = next((one.i for one in verb.sent if one.i > verb.i and one.text == ";"), verb.sent.end)
        rest = (one for one in verb.doc[verb.i + 1 : stop] if not (one.is_punct or one.is_space))
    closes = all(_is_below(one, verb) and one.pos_ in ("ADP", "PROPN", "NUM", "DET", "NOUN") for one in rest)
    return closes and verb.head.i + 1 == verb.i and first > verb.sent.start and verb.doc[first - 1].text == ","


def _is_below(token: Token, verb: Token) -> bool:
    return any(one == verb for one in token.ancestors)


def is_plural_report(noun: Token) -> bool:
    """Whether a verb was taken for a noun with a clause: "Local media report that it burned"."""
    if noun.tag_ != "NN" or noun.dep_ != "ROOT" or noun.lemma_.lower() not in word_set("speech", "verbs"):
        return False
    that = any(
        child.dep_ in ("acl", "ccomp") and any(one.lower_ == "that" for one in child.lefts) for child in noun.children
    )
    plural = any(child.dep_ == "compound" and child.tag_ == "NNS" and child.i == noun.i - 1 for child in noun.children)
    return that and plural


def is_reduced(verb: Token) -> bool:
    """Whether a participle stands where a verb in the active voice does."""
    return not any(child.dep_ == "auxpass" for child in verb.children) and verb.dep_ in (
        "ROOT",
        "conj",
        "ccomp",
        "parataxis",
    )


def left_of_subject(verb: Token) -> int:
    """Where the subject of a verb begins, or the verb itself where it has none."""
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is None or behind(verb) is not None:
        return verb.i
    start = min(verb.i, *(one.i for one in subject.subtree))
    comma = next((at for at in range(subject.i, start, -1) if verb.doc[at].text == ","), None)
    return start if comma is None or subject.i > verb.i else comma + 1


def told_by(verb: Token) -> Token | None:
    """Who tells in the passive: "buyers were told by Acme that"."""
    if verb.lemma_ not in ("tell", "inform", "notify", "assure", "remind"):
        return None
    agents = (one for child in verb.children if child.dep_ == "agent" for one in child.children)
    return next((one for one in agents if one.dep_ == "pobj"), None)


def is_told(verb: Token) -> bool:
    """Whether a verb of saying tells of what was said: "will announce", "would say" and "in order to tell" do not."""
    if clauses.is_infinitive(verb) and verb.head.pos_ == "ADJ" and verb.head.dep_ == "ccomp":
        return False  # "makes buyers afraid to say so"
    helps = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if helps & _TO_COME and "have" not in helps:
        return "would" in helps and _is_no_more(verb)
    if clauses.is_infinitive(verb) and verb.dep_ == "advcl" and "have" not in helps:
        main = verb.head
        so_far = any(child.lower_ in ("far", "as") for child in (*verb.children, *main.children))
        return so_far or main.tag_ in ("VBD", "VBN") or main.lemma_ in ("take", "go")
    return True


def _is_of_a_year(verb: Token) -> bool:
    """Whether an announcement is a deed of long ago: "announced in March 2021 that", no news that somebody tells."""
    parts = [one for one in verb.rights if one.dep_ in ("prep", "dobj", "obj")]
    parts += [one for part in parts if part.dep_ != "prep" for one in part.rights]
    times = (one for part in parts if part.lower_ == "in" for one in part.children if one.dep_ == "pobj")
    return verb.tag_ == "VBD" and any(
        one.tag_ == "CD" and len(one.text) == _YEAR and one.text.isdigit() for time in times for one in time.subtree
    )


def _is_put_down(verb: Token) -> bool:
    """Whether something is put somewhere and not to words: "put down 300 euros"."""
    parts = any(one.dep_ == "prt" for one in verb.children)
    return parts and not any(one.lower_ == "it" and one.i > verb.i for one in verb.children)


def tells_when(verb: Token) -> bool:
    """ "As Acme posts a loss": what it says is told, and when something else happens."""
    objects = (one for one in verb.rights if one.dep_ in ("dobj", "obj") and one.pos_ in ("NOUN", "PROPN"))
    return verb.lemma_ in ("report", "announce", "post") and any(objects)


def is_finding(verb: Token) -> bool:
    """Whether somebody finds something to be so: 'finds the target "ambitious"'."""
    objects = [one for one in verb.children if one.dep_ in ("ccomp", "dobj", "oprd") and one.i > verb.i]
    bare = any(one.pos_ == "ADJ" and one.dep_ in ("ccomp", "oprd") for one in objects)
    return verb.lemma_ == "find" and (bare or any(one.text == '"' for one in verb.doc[verb.i : verb.sent.end]))


def _is_no_more(verb: Token) -> bool:
    """Whether this is all that somebody said: "would say only that", "would only say that"."""
    near = verb.doc[max(verb.i - 1, 0) : verb.i + 2]
    return any(one.lower_ in ("only", "just") for one in near) and clauses.has_subject(verb)


def behind(verb: Token) -> Token | None:
    """Who speaks behind a verb, where words in quotation marks were taken for its subject: '"A sign," wrote Acme'."""
    if verb.i == 0 or verb.doc[verb.i - 1].text != '"':
        return None
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    after = [child for child in subjects if child.i > verb.i]
    return after[0] if after and len(subjects) > 1 else None


def is_unsaid(verb: Token) -> bool:
    """Whether somebody will not, or did not, say it: "refused to say how", "did not name it or say why"."""
    up = verb.head
    if (verb.lemma_ == "put" and _is_put_down(verb)) or (verb.lemma_ == "announce" and _is_of_a_year(verb)):
        return True
    if verb.dep_ == "pcomp" and up.lower_ in _UNDONE:
        return True
    if verb.dep_ == "xcomp" and up.lemma_.lower() in word_set("speech", "silent"):
        return True
    joined = verb.dep_ == "conj" and any(one.lower_ == "or" for one in up.children)
    return joined and any(clauses.is_negation(one) for one in up.children)


def is_misnamed(token: Token) -> bool:
    """Whether a verb of saying at the end was taken for a noun: "the price will fall, Acme Bank predicts"."""
    if is_plural_report(token):
        return True
    return token.tag_ == "NNS" and any(child.dep_ == "ccomp" and child.i < token.i for child in token.children)
