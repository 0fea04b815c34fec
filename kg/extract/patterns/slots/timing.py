"""Takes a finding and the times of its sentence; gives the time that the finding is about; touches nothing.

The time of the same clause comes first, then one that opens the sentence. Times that only serve a comparison ("than a
year earlier", "from 20,000 in May") are nobody's time.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from kg import times
from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.slots.compared import dates_rival, is_aside, is_compared
from kg.extract.patterns.slots.hanging import before_when, of_described
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Moment

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "grammar")
_VERBAL = ("VERB", "AUX")
_FAR = 1000
#: A time before this token opens its sentence.
_OPENING = 6
_SINCE = re.compile(
    r"\b[Ss]ince\s(?:its|the|their|his|her|a)\s(?:[a-z-]+\s){1,3}(?:in|on|of)\s(?:early\s|late\s|mid-)?$"
)


def time_of(evidence: Evidence, anchors: list[Token], *, saying: bool = False) -> Moment | None:
    """The time of what is said at the anchors (value first, then cue), None where the sentence gives none.

    `saying`: that of the saying itself is meant, too.
    """
    if (clause := clause_of(anchors[-1])).dep_ in ("relcl", "advcl") and (own := evidence.moments.get(clause.head.i)):
        return own
    if (before := before_when(evidence, clause) or of_described(evidence, clause)) is not None:
        return before
    sentence = anchors[0].sent
    found: dict[tuple[int, int], Moment] = {}
    for token in sentence:
        if moment := evidence.moments.get(token.i):
            found.setdefault((moment.span.start, moment.span.end), moment)
    usable = [
        moment
        for moment in found.values()
        if not is_compared(evidence, moment)
        and not _heads_another(evidence, moment, anchors)
        and not dates_rival(evidence, moment, anchors)
        and not is_aside(evidence, moment, anchors)
    ]
    ranked = sorted((_distance(evidence, moment, anchors, saying), moment.span.start) for moment in usable)
    if not ranked or ranked[0][0] >= _FAR:
        return None
    return _since(evidence, next(moment for moment in usable if moment.span.start == ranked[0][1]), anchors)


def _since(evidence: Evidence, moment: Moment, anchors: list[Token]) -> Moment:
    """The time as one that goes on, where the words say since when: "since its launch in March"."""
    text = evidence.text[max(0, moment.span.start - 48) : moment.span.start]
    match = _SINCE.search(text)
    if match is None and _OF_EVENT.match(evidence.text, moment.span.end):
        match = _SINCE_ITS.search(text)  # "since its June peak"
    if match is None or "/" in moment.when.text or moment.when.start is None:
        return moment
    begins = moment.span.start - len(text) + match.start()
    if any(begins <= anchor.idx < moment.span.start for anchor in anchors):
        return moment
    return Moment(moment.span, times.read(f"{moment.when.text}/..", moment.when.basis, moment.span.text))


_SINCE_ITS = re.compile(r"\b[Ss]ince\s(?:its|the|their)\s(?:early\s|late\s|mid-)?$")
_OF_EVENT = re.compile(r"\s(?:peak|high|low|record|launch|debut|start|split|listing|crash|accident|fire)\b")
#: "Since its peak in June".
_PEAK = re.compile(
    r"\b[Ss]ince\s(?:its|their|the)\s(?:[\w-]+\s){0,2}?(?:peak|high|low|top)\s(?:in|of)\s(?:early\s|late\s|mid-)?$"
)


def is_since(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time is that of a peak since which something is told."""
    return bool(_PEAK.search(evidence.text[max(0, moment.span.start - 48) : moment.span.start]))


def is_period(moment: Moment) -> bool:
    """Whether the time is a month, a quarter or the like, closed on both sides."""
    when = moment.when
    return when.start is not None and when.end is not None and when.start != when.end


def is_to_come(evidence: Evidence, told: Token, moment: Moment | None) -> bool:
    """Whether the time, in the clause of a word, begins after the article appeared: it cannot be a fact yet."""
    if moment is None or not begins_after(evidence, moment):
        return False
    return clause_of(evidence.root(moment.span)).i == clause_of(told).i


def begins_after(evidence: Evidence, moment: Moment | None) -> bool:
    """Whether a time begins after the article appeared."""
    published = evidence.article.published
    if moment is None or moment.when.start is None or published is None or published.end is None:
        return False
    return moment.when.start > published.end


def is_unfinished(evidence: Evidence, moment: Moment | None) -> bool:
    """Whether the time is not over when the article appears: what somebody puts its figure at is a forecast."""
    published = evidence.article.published
    if moment is None or moment.when.end is None or published is None or published.end is None:
        return False
    if _SUM_SO_FAR.search(evidence.text[max(0, moment.span.start - 40) : moment.span.start]):
        return False
    return moment.when.end > published.end and "to date" not in moment.span.text.lower().replace("-", " ")


#: "Bringing its total deliveries for the year to 5": those up to now.
_SUM_SO_FAR = re.compile(r"\btotal\s(?:[\w-]+\s){0,2}for\s$")


def _distance(evidence: Evidence, moment: Moment, anchors: list[Token], saying: bool) -> int:
    """How far the time stands from the anchors: by words within their clause, very far in another one."""
    root = evidence.root(moment.span)
    gap = min(abs(root.i - anchor.i) for anchor in anchors)
    mine, opening = clause_of(root), _opens(root)
    if describes(root, mine) or (not saying and _dates_text(root, moment)):
        return _FAR
    if mine.i in {clause_of(anchor).i for anchor in anchors}:  # the value's own clause goes before that of its word
        home = mine.i == clause_of(anchors[0]).i
        return gap if home else _FAR if mine.dep_ == "relcl" else 50 + gap
    when = _is_when(mine, clause_of(anchors[0]))
    if not when and (is_apart(evidence, mine, anchors) or (not saying and _announces(evidence, moment, mine, anchors))):
        return _FAR
    opening = opening and not (_is_past(mine) and _is_to_be(anchors))
    if mine.i in {token.i for anchor in anchors for token in anchor.ancestors} and opening:
        return 200 + gap
    if mine.dep_ == "conj" and mine.pos_ in _VERBAL and not opening:
        return _FAR  # what is joined behind has its own time
    if when or any(one.i in {up.i for up in root.ancestors} for one in anchors):
        return _FAR if _is_joined(mine, anchors) else 100 + gap
    goes_on = anchors[0].i in evidence.amounts and is_period(moment) and _goes_on(mine, clause_of(anchors[0]))
    if goes_on or (opening and _same_frame(mine, anchors)):
        return 300 + gap
    return _FAR


def _is_how(verb: Token, other: Token) -> bool:
    """Whether a clause says how that of the verb came about: "had a record in May, delivering 5,000"."""
    up = other.head.head if other.dep_ == "pcomp" and other.head.lower_ in ("by", "after", "with") else other.head
    return other.tag_ == "VBG" and other.dep_ in ("advcl", "pcomp") and up.i == verb.i and _is_past(verb)


def _is_to_be(anchors: list[Token]) -> bool:
    """Whether a clause joined to another tells what may be: "in May the One was outsold, and the Two could follow"."""
    verb = clause_of(anchors[-1])
    ahead = any(one.dep_ == "aux" and one.lower_ in ("could", "may", "might", "will") for one in verb.children)
    return ahead and verb.dep_ == "conj"


def _is_when(verb: Token, other: Token) -> bool:
    """Whether a clause tells when that of the other verb was: "when the shop opened in May, it took 500 orders"."""
    if verb.dep_ != "advcl" or verb.head.i != other.i or verb.tag_ not in ("VBD", "VBN") or not _is_past(other):
        return False
    return any(one.lower_ == "when" and one.i == verb.left_edge.i for one in verb.children)


def _is_past(verb: Token) -> bool:
    """Whether a verb tells of the past: "sold", "has sold", "did not sell"."""
    if verb.tag_ == "VBD" or any(one.dep_ == "auxpass" and one.tag_ == "VBD" for one in verb.children):
        return True
    aux = {one.lower_ for one in verb.children if one.dep_ == "aux"}
    return (verb.tag_ == "VBN" and bool(aux & {"has", "have"})) or (verb.tag_ == "VB" and "did" in aux)


def _is_joined(verb: Token, anchors: list[Token]) -> bool:
    """Whether a time stands below a clause joined behind that of the anchors: "cost 5, and said that in May"."""
    between = []
    while verb.head.i != verb.i and verb.i not in {anchor.i for anchor in anchors}:
        between.append(verb)
        verb = verb.head
    return any(one.dep_ == "conj" and one.pos_ in _VERBAL for one in between[1:])


def _opens(root: Token) -> bool:
    """Whether a time opens its sentence: it is among the first words, and not behind a verb of its own."""
    verb = clause_of(root)
    return root.i - root.sent.start < _OPENING and (root.i < verb.i or verb.pos_ not in _VERBAL)


def is_apart(evidence: Evidence, verb: Token, anchors: list[Token]) -> bool:
    """Whether the time, in a clause that is not that of the anchors, can only be that clause's own."""
    counted = verb.i - 1 in {anchor.i for anchor in anchors} and anchors[-1].pos_ not in _VERBAL
    if counted and verb.dep_ == "acl" and anchors[0].i in evidence.amounts:
        return False  # "the 500 orders made in May"
    if verb.dep_ in ("acl", "relcl") and verb.tag_ != "VBG":  # it dates the thing that it describes
        return True
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.i == verb.left_edge.i == verb.sent.start:
        return True  # "Founded in 2016, it makes lamps"
    if verb.dep_ == "advcl" and any(one.dep_ == "mark" and one.lower_ in words("apart") for one in verb.children):
        return True
    return _is_reduced(evidence, verb) and not counted


def _is_reduced(evidence: Evidence, verb: Token) -> bool:
    """Whether a participle right behind a noun says which things are meant: "boats made between May and July"."""
    if verb.tag_ != "VBN" or verb.i == verb.sent.start or any(one.dep_ in ("aux", "auxpass") for one in verb.children):
        return False
    before = verb.nbor(-1)
    return before.pos_ in ("NOUN", "PROPN") or before.i in evidence.mentions or before.i in evidence.amounts


def _announces(evidence: Evidence, moment: Moment, verb: Token, anchors: list[Token]) -> bool:
    """Whether the time is that of the saying, not of what is said: "on 5 May it said that it would open a shop"."""
    when = moment.when
    if verb.lemma_ not in words("saying") or when.start is None:
        return False
    figure = anchors[0].i in evidence.amounts
    if when.start != when.end and not (figure and all(_is_willed(clause_of(anchor)) for anchor in anchors)):
        return False
    return all(clause_of(anchor).i != verb.i for anchor in anchors)


def _is_willed(verb: Token) -> bool:
    """ "In January it said that it would shed staff": what was to come then has no time of its own."""
    return any(one.dep_ == "aux" and one.lower_ in ("would", "will", "'ll", "’ll") for one in verb.children)


def _dates_text(root: Token, moment: Moment) -> bool:
    """Whether a day is that of a text which is cited: "according to a post on Friday"."""
    day = moment.when.start is not None and moment.when.start == moment.when.end
    return day and any(one.lower_ == "according" for one in root.ancestors)


def describes(root: Token, verb: Token) -> bool:
    """Whether the time hangs on an adjective that tells of a thing: "the boat, due in May"."""
    for up in root.ancestors:
        if up.i == verb.i:
            return False
        if up.pos_ == "ADJ" and up.dep_ in ("amod", "acl", "appos") and up.i < root.i:
            return True
    return False


def _goes_on(verb: Token, other: Token) -> bool:
    """Whether a clause is joined to that of the verb in the same tense: "sold 5 in May and made 6", or says how."""
    if _is_how(verb, other.head if other.dep_ in ("ccomp", "xcomp") and other.tag_ != "VBD" else other):
        return True
    if other.head.i != verb.i or other.tag_ != "VBD" or not _is_past(verb):
        return False
    return other.dep_ == "conj" or any(
        one.dep_ == "mark" and one.lower_ in ("while", "whereas", "as") for one in other.children
    )


def in_phrase(evidence: Evidence, anchors: tuple[Token, ...], moment: Moment) -> bool:
    """Whether one phrase holds all anchors, beside which the time stands: "in May the firm from the coast rose"."""
    told = {_top(one) for one in anchors}
    return len(told) == 1 and _top(evidence.root(moment.span)) not in told


def _top(token: Token) -> int:
    """The word at the head of the phrase that the token stands in, below its verb."""
    while token.head.i != token.i and token.pos_ not in _VERBAL and token.head.pos_ not in _VERBAL:
        token = token.head
    return token.i


def _same_frame(verb: Token, anchors: list[Token]) -> bool:
    """Whether the anchors stand in a clause joined to or hanging on the clause of the verb."""
    below = {token.i for token in verb.subtree}
    return all(anchor.i in below for anchor in anchors)


#: "Spent 6 million, with a 2025 target of 30 million": the year is that of the aim.
_OF_AIM = re.compile(r"\s(?:\w+\s)?(?:target|goal|guidance|budget|forecast)\s(?:of|at)\b")


def _heads_another(evidence: Evidence, moment: Moment, anchors: list[Token]) -> bool:
    """Whether the time stands before another figure or owns it: "(Q2 2024: 5%)", "half of May's 60"."""
    if _OF_AIM.match(evidence.text, moment.span.end) and all(anchor.idx < moment.span.start for anchor in anchors):
        return True
    last = evidence.token(max(moment.span.start, moment.span.end - 1)).i
    behind = evidence.doc[last + 1 : last + 3]
    if len(behind) < 2 or behind[0].text not in (":", "'s", "’s") or behind[1].i not in evidence.amounts:
        return False
    figure = evidence.amounts[behind[1].i]
    return all(evidence.amounts.get(anchor.i) is not figure for anchor in anchors)
