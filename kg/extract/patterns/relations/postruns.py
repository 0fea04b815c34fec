"""Takes the tokens around a person's name; gives the runs of words that may tell a post; touches nothing.

A run goes left from the name or right from a comma, from "is", "has been", "was named", "serves as".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax.forms import begins_compound, ends_compound

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

words = partial(word_set, "tellings")
#: Half-open interval of tokens.
Run = tuple[int, int]
_LONGEST = 16
_PLAIN = ("NOUN", "ADJ", "PROPN", "CCONJ", "PART", "ADP", "DET", "NUM")
_TITLE = ("NOUN", "ADJ", "PROPN", "CCONJ", "PART")
#: The words behind a post that say where it is held.
WHERE = ("of", "at", "for", "with", "in")
#: How many tokens before the name may say that the post is held no more.
_BEFORE = 4
#: So many letters make an acronym of somebody: two before a post may say what it is for.
_LETTERS = 3


def being(doc: Doc, end: int) -> int | None:
    """The last word of "is", "who has been", "was named", "serves as", "will take over as" behind a name.

    None where nothing of it follows.
    """
    at = end + (doc[end].text == "," and end + 1 < len(doc) and doc[end + 1].lower_ == "who")
    at += doc[at].lower_ == "who"
    if doc[at].text == "," or at + 1 >= len(doc):
        return None
    last = None
    while at + 1 < len(doc):
        token = doc[at]
        into = at + (doc[at + 1].lower_ in ("as", "to"))
        if token.lemma_ in words("being"):
            last = at
        elif token.tag_ == "VBN" and token.lemma_ in word_set("grammar", "appointing"):
            return into
        elif token.lemma_ in words("starting") and (role := _role_at(doc, at + 1)) is not None:
            return role
        elif token.lemma_ in words("serving") and doc[at + 1].lower_ in ("as", "over"):
            return at + 1 if doc[at + 1].lower_ == "as" else at + 2 if doc[at + 2 : at + 3].text == "as" else None
        elif token.lower_ not in words("leading_up"):
            return last
        at += 1
    return last


def _role_at(doc: Doc, at: int) -> int | None:
    """The last word of "on the role of", "over the post as" behind "take" and its like; None where it is no such."""
    at += doc[at].tag_ == "RP"
    at += at < len(doc) and doc[at].dep_ == "det"
    named = at + 1 < len(doc) and doc[at].lemma_ in words("roles") and doc[at + 1].lower_ in ("of", "as")
    return at + 1 if named else None


def was(doc: Doc, start: int) -> bool:
    """Whether a run of posts follows "was", "used to be" or "served as"."""
    if doc[start - 1].lower_ == "be":
        return any(one.lower_ == "used" for one in doc[max(0, start - 3) : start])
    return doc[start - 1].lower_ == "was" or (doc[start - 1].lower_ == "as" and doc[start - 2].tag_ == "VBD")


def is_over(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around "was" a post say that the time is over: "before", "until", "from 2015"."""
    around = doc[max(doc[start].sent.start, start - _BEFORE) : min(end + 2, doc[start].sent.end)]
    dated = any(one.lower_ in ("from", "between") and one.nbor().like_num for one in around[:-1])
    return dated or any(one.lower_ in words("over") for one in around)


def is_bare(evidence: Evidence, run: Run, at: int) -> bool:
    """Whether a run of posts says nothing of where they are held, not even by a name that nobody knows.

    What the post is for may be told: "head of marketing", "president of the lamp unit", "chairman of the group".
    """
    doc = evidence.doc
    own = [one for one in doc[run[0] : at] if _owns(one) or (one.pos_ == "PROPN" and one.text.istitle())]
    if any(one.tag_ == "PRP$" and one.lower_ != "its" for one in doc[run[0] : at]):
        return False
    posts = word_set("names", "posts")
    known = all(one.text in posts or one.lower_ in posts or one.lower_ in words("ranks") for one in own)
    known = known and not (at > run[0] and _is_acronym(doc[at - 1]))
    behind = doc[at + 1].lower_ if at + 1 < len(doc) and doc[at + 2 : at + 3].text != "one" else ""  # "CEO in one"
    return known and (behind not in WHERE or _is_inside(evidence, at + 2))


def _is_acronym(token: Token) -> bool:
    """Whether somebody may stand before a post by letters that nobody knows, as the text has them elsewhere, too."""
    if token.pos_ != "PROPN" or not token.text.isupper() or len(token) < _LETTERS:
        return False
    same = (one for one in token.doc if one.text == token.text and one.i != token.i)
    initials = "".join(one.text[:1] for one in token.doc if one.pos_ == "PROPN" and one.i < token.i)
    return token.text in initials or any(one.dep_ in ("nsubj", "pobj", "poss") for one in same)


def _owns(token: Token) -> bool:
    """Whether a possessive is that of some other than the whole that the text speaks of: not of "the group's boss"."""
    return token.text in ("'s", "’s") and token.nbor(-1).lower_ not in words("wholes")


def _is_inside(evidence: Evidence, start: int) -> bool:
    """Whether a phrase tells a field, a region or a unit of the organisation that the text is about, or that itself."""
    doc = evidence.doc
    if start >= len(doc) or doc[start].lower_ in ("a", "an", "another", "his", "her", "several", "two"):
        return False
    for token in doc[start : min(start + _LONGEST, doc[start].sent.end)]:
        mention = evidence.mentions.get(token.i)
        if mention and mention.type not in word_set("names", "inner"):
            return False
        if mention is None and token.pos_ in ("PROPN", "PRON", "NUM") and not token.text.isupper():
            return False
        if token.lemma_.lower() in words("bodies") or _is_acronym(token):
            return False
        if token.pos_ in ("NOUN", "PROPN") and (token.i + 1 >= len(doc) or _ends(token.nbor())):
            return True
        if token.pos_ not in _PLAIN:
            return False
    return False


def _ends(token: Token) -> bool:
    """Whether the phrase before a word is over: "president of the group / on July 1"."""
    return token.pos_ not in _PLAIN or (token.pos_ == "ADP" and token.lower_ not in WHERE)


def leads_elsewhere(evidence: Evidence, run: Run, at: int) -> bool:
    """Whether a post joined to another is held where nobody knows: "once head of Acme and now president of a bank"."""
    doc = evidence.doc
    joined = any(doc[index].lower_ == "and" for index in range(run[0], at))
    return joined and at + 1 < run[1] and doc[at + 1].lower_ in ("of", "at") and not _is_inside(evidence, at + 2)


def own_words(evidence: Evidence, run: Run, at: int) -> int:
    """Where the words of a post begin that is joined to another; where that one is over, the run's."""
    doc = evidence.doc
    if any(one.lower_ in words("over") | words("by_the_way") for one in doc[run[0] : at]):
        return run[0]
    return next((one + 1 for one in range(at - 1, run[0], -1) if doc[one].lower_ == "and"), run[0])


def leftwards(evidence: Evidence, end: int, *, through: bool = False) -> Run:
    """The words before a name that may tell a post: "Acme chief executive"; with `through` over "of" and "the"."""
    doc = evidence.doc
    start, kinds = end, _PLAIN if through else _TITLE
    while start > 0 and end - start < _LONGEST:
        token = doc[start - 1]
        mention = evidence.mentions.get(token.i)
        person = mention is not None and mention.type == "Person"
        plain = token.pos_ in kinds or token.tag_ in ("PRP$", "HYPH") or mention is not None
        plain |= begins_compound(token) or ends_compound(token)
        plain |= (
            token.text == ","
            and start > 1
            and doc[start - 2].lemma_.lower() in words("titles")
            and _goes_on(doc, start - 1)
        )
        if (
            person
            or not plain
            or token.i in evidence.moments
            or "\n" in token.text
            or doc[start - 1].sent.start != doc[end].sent.start
        ):
            break
        start -= 1
    return start, end


def rightwards(evidence: Evidence, start: int) -> Run:
    """The words behind a name that may tell a post, up to a verb, a bracket or the end of the sentence."""
    doc = evidence.doc
    end = start
    while end < len(doc) and end - start < _LONGEST:
        token = doc[end]
        plain = token.pos_ in _PLAIN or token.text == "," or token.tag_ in ("PRP$", "HYPH")
        plain |= begins_compound(token) or ends_compound(token)  # "chairman of state-owned Acme"
        plain |= token.tag_ == "VBG" and token.lower_ in words("ranks")  # "who is visiting professor"
        field = token.tag_ == "VBG" and end > start and doc[end - 1].lower_ in ("for", "of")
        plain |= field and token.nbor().pos_ == "NOUN"  # "engineer for driving dynamics"
        aside = end - start < 2 and token.lower_ in words("asides")
        if not (plain or aside) or "\n" in token.text:
            break
        if end in evidence.mentions and evidence.mentions[end].type == "Person":
            return start, _before_title(doc, start, end)
        if token.sent.start != doc[start].sent.start:
            break
        if token.text == "," and not _goes_on(doc, end):
            break
        end += 1
    return start, end


def _before_title(doc: Doc, start: int, end: int) -> int:
    """Where a run ends whose last words are the title of the next name: "adviser to Acme, vice president John Roe"."""
    commas = [at for at in range(start, end) if doc[at].text == ","]
    return commas[-1] if commas else start if doc[end - 1].pos_ in ("NOUN", "PROPN") else end


def _goes_on(doc: Doc, comma: int) -> bool:
    """Whether a comma stands between two posts: "founder, chairman and"."""
    behind = [one.text for one in doc[comma + 1 : comma + 6]]
    return doc[comma - 1].pos_ == "NOUN" and "and" in behind


def follows_and(doc: Doc, start: int) -> bool:
    """Whether the title goes on from another before it: "Acme chief Jane Doe and chairman John Roe"."""
    return doc[start].lower_ == "and"
