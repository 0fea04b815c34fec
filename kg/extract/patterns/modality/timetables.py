"""Takes a verb of an analysed sentence; gives whether its present tells what stands on a timetable; touches nothing.

"Sales start next month", "production begins in 2027", "Jane Doe takes over from him, the letter said".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The words of one kind.
_lists = partial(word_set, "manner")
#: Before the date of what is on a timetable.
_PARTS = frozenset(("half", "quarter"))
_DATING = frozenset(("in", "on", "from", "by"))


def is_scheduled(verb: Token) -> bool:
    """The present for what stands on a timetable: "sales start next month", "the shop opens later this year"."""
    present = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VB" and not any(one.dep_ == "aux" for one in verb.children))
    if present and verb.lemma_.lower() in _lists("planned.dated"):
        dates = [child for child in verb.children if child.dep_ == "prep" and child.i > verb.i]
        dates = [child for child in dates if child.lower_ in _DATING]
        dates += [child for child in verb.children if child.lower_ == "effective"]  # "joins Acme effective May 1"
        if any(_is_date(one) for child in dates for one in child.subtree):
            return True
    handed = present and _hands_over(verb) and (_is_reported(verb) or _is_to_come(verb))
    if handed or (present and _goes_on(verb)):
        return True
    if verb.tag_ not in ("VBZ", "VBP", "VBG") or verb.lemma_.lower() not in _lists("planned.timetable"):
        return False
    if verb.tag_ == "VBG" and not any(child.dep_ == "aux" and child.tag_ in ("VBZ", "VBP") for child in verb.children):
        return False
    for child in verb.children:
        if child.dep_ in ("npadvmod", "prep", "advmod", "tmod") and child.i > verb.i:
            words = [one.lower_ for one in child.subtree]
            if words[0] == "next" or (len(words) > 1 and words[1] == "next") or words[0] in ("tomorrow", "soon"):
                return True
            if words[:2] == ["later", "this"] or (words[0] == "later" and verb.doc[child.i + 1].lower_ == "this"):
                return True
            if verb.tag_ == "VBG" and words[0] in _DATING and any(_is_date(one) for one in child.subtree):
                return True
    return False


def of_beginning(verb: Token) -> str | None:
    """What the present tells of a post that somebody takes from a date on: "becomes head of Acme from May"."""
    present = verb.lemma_ == "become" and verb.tag_ in ("VBZ", "VBP")
    helps = {child.lower_ for child in verb.children if child.dep_ == "auxpass"}
    present |= verb.lemma_ in ("appoint", "promote", "name") and bool(helps & {"is", "are"})
    return "planned" if present and any(_begins(one) for one in verb.subtree if one.i > verb.i) else None


def _begins(link: Token) -> bool:
    """ "From May", "as of May"."""
    starts = link.lower_ == "from" or (link.lower_ == "of" and link.nbor(-1).lower_ == "as")
    return starts and link.pos_ == "ADP" and any(_is_date(one) for one in link.children)


def _goes_on(verb: Token) -> bool:
    """Whether a verb goes on what stands on a timetable: "joins Acme in May and succeeds Jane Doe"."""
    if verb.dep_ != "conj" or verb.lemma_.lower() not in _lists("planned.posted"):
        return False
    return is_scheduled(verb.head) and not any(one.dep_ in ("nsubj", "nsubjpass", "aux") for one in verb.children)


def _hands_over(verb: Token) -> bool:
    """Whether a verb tells of a change in a post: "takes over from her", "leaves the board"."""
    over = any(child.dep_ == "prt" and child.lower_ in ("over", "down", "aside", "back") for child in verb.children)
    return verb.lemma_.lower() in _lists("planned.handing" if over else "planned.leaving")


def _is_reported(verb: Token) -> bool:
    """Whether somebody was told in the past to have said the clause."""
    tellers = [verb.head] if verb.dep_ == "ccomp" else [child for child in verb.children if child.dep_ == "parataxis"]
    return any(one.tag_ == "VBD" and one.lemma_.lower() in word_set("speech", "verbs") for one in tellers)


def _is_to_come(verb: Token) -> bool:
    """Whether the sentence before told what is to come of the same: "Jane Doe will become head. She succeeds him"."""
    subject = next((one for one in verb.children if one.dep_ == "nsubj"), None)
    first = verb.sent.start
    if subject is None or subject.lower_ not in ("he", "she") or verb.dep_ != "ROOT" or not first:
        return False
    before = verb.doc[first - 1].sent
    last = before.root
    if last.is_space and before.start:
        last = verb.doc[before.start - 1].sent.root
    if last.lemma_ == "become" and last.tag_ in ("VBZ", "VBP"):
        return any(_is_date(one) for one in last.subtree)
    return any(one.dep_ == "aux" and one.lower_ in ("will", "'ll") for one in last.children)


def _is_date(token: Token) -> bool:
    """Whether a word names a month or a year."""
    year = len(token.text) == 4 and token.is_digit and token.text[:2] in ("19", "20", "21")
    return year or token.lower_ in _PARTS or (token.is_title and token.lower_ in _lists("planned.months"))
