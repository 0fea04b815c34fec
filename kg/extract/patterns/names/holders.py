"""Takes a word of an analysed text and what it has spoken of; gives whom a post stands for; touches nothing.

"The chief executive", "Acme's president", "the founder of Acme" mean the one person whom the text, or the note of the
registry on a person named before, gives the post; where nobody is given it, the only person that the sentence before
made its subject, unless the text says something else of that one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.past import key_of
from kg.extract.patterns.names.spoken import Spoken
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "names")
_SUBJECTS = ("nsubj", "nsubjpass")
#: How far from a name its post stands, before and behind.
_BEFORE, _BEHIND = 6, 9
#: How many sentences back somebody was spoken of whom a post may mean.
_LONG = 12
#: What ends what somebody is, in a note of the registry.
_OVER = re.compile(r"\b(?:once|former|formerly|before|until|named by)\b")


def post_at(token: Token) -> tuple[int, str] | None:
    """Where a post begins that one alone holds and that ends at the word, and how it is called."""
    lemma = token.lemma_.lower()
    before = token.doc[token.i - 1].lower_ if token.i else ""
    if before in ("vice", "deputy", "co", "-"):
        return None
    if lemma in words("sole"):
        return token.i, lemma
    if f"{before} {lemma}" in words("sole"):
        return token.i - 1, f"{before} {lemma}"
    return None


def holder(spoken: Spoken, token: Token, inside: Mapping[int, Mention]) -> Mention | None:
    """The person whom a post told without a name means."""
    found = post_at(token) if spoken.person else None
    if found is None:
        return None
    start, post = found
    firm = _owner(token, inside)
    if not _is_definite(token, start, inside) or not (_is_subject(token) or _goes_on(spoken, token)):
        return None
    if token.dep_ == "conj":
        return next(one.mention for one in reversed(spoken.past) if one.at == token.head.i)
    past = [one for one in spoken.past if spoken.is_person(one.mention) and one.sentence >= spoken.number - _LONG]
    men = {one.key: one.mention for one in past}
    men = {key: one for key, one in men.items() if not any(_is_part(key, other) for other in men)}
    past = [one for one in past if one.key in men]
    told = {key: posts for key in men if (posts := _posts_beside(spoken, token, key))}
    fitting = [key for key, posts in told.items() if _same(post) in posts]
    if firm:  # "Acme's chief executive" is nobody whom the text, or the registry, puts beside another firm
        beside = {key: _firms_beside(spoken, token, key, inside) for key in men}
        elsewhere = {key for key, firms in beside.items() if key_of(firm) not in (firms or {key_of(firm)})}
        elsewhere |= {key for key in men if not beside[key] and _is_at(spoken, men[key], firm) is False}
        fitting = [key for key in fitting if key not in elsewhere]
        men = {key: one for key, one in men.items() if key not in elsewhere}
        past = [one for one in past if one.key in men]
        if len(fitting) > 1:
            fitting = [key for key in fitting if beside[key]]
    if not fitting and not any(_same(post) in posts for posts in told.values()):
        fitting = [key for key in men if _noted(spoken, men[key], post, firm)]
    if not fitting:
        last = [one for one in past if one.sentence == spoken.number - 1]
        fitting = list({one.key for one in last if one.subject}) if len({one.key for one in last}) == 1 else []
        fitting = [key for key in fitting if key not in told and not _described(spoken, token, key, inside)]
    return men[fitting[0]] if len(fitting) == 1 else None


def _is_part(name: str, whole: str) -> bool:
    """Whether a name is a part of a longer one: "Roe" of "Jane Roe"."""
    return name != whole and (whole.endswith(f" {name}") or whole.startswith(f"{name} "))


def _same(post: str) -> str:
    """One name for posts that are called in several ways."""
    names = {
        "chief executive": "ceo",
        "chief executive officer": "ceo",
        "co-founder": "founder",
        "cofounder": "founder",
    }
    return names.get(post, post)


def _is_subject(token: Token) -> bool:
    return token.dep_ in _SUBJECTS


def _goes_on(spoken: Spoken, token: Token) -> bool:
    """ "The founder and chief executive": both are one."""
    if token.dep_ != "conj" or not _is_subject(token.head) or any(one.dep_ == "det" for one in token.lefts):
        return False
    return any(one.at == token.head.i and spoken.is_person(one.mention) for one in spoken.past)


def _owner(token: Token, inside: Mapping[int, Mention]) -> Mention | None:
    """Whose post it is, where that is told by name."""
    own = [one for one in token.lefts if one.dep_ in ("poss", "compound", "nmod") and one.i in inside]
    own += [each for one in token.rights if one.dep_ == "prep" and one.lower_ == "of" for each in one.children]
    return next((inside[one.i] for one in own if one.i in inside), None)


def _is_definite(token: Token, start: int, inside: Mapping[int, Mention]) -> bool:
    """Whether the words around a post say that somebody known is meant, and nothing that tells another one."""
    doc, told = token.doc, token.dep_ == "conj"
    for one in token.lefts:
        if one.dep_ == "det":
            if one.lower_ not in ("the", "this"):
                return False
            told = True
        elif one.dep_ == "poss":
            told = True
        elif one.dep_ in ("compound", "nmod") and one.i in inside:
            told |= inside[one.i].type != "Person"
        elif not (one.i >= start or one.ent_type_ == "NORP" or one.dep_ in ("punct", "case")):
            return False
    for one in token.rights:
        if one.dep_ in ("appos", "relcl", "acl") or (one.dep_ == "prep" and one.lower_ not in ("of", "at")):
            return False
        if one.dep_ == "conj" and not post_at(one):
            return False
    behind = doc[token.i + 1 : token.i + 3]
    named = [
        inside[one.i] for one in behind[: 2 if behind and behind[0].text in (",", "and") else 1] if one.i in inside
    ]
    return told and not any(one.type == "Person" for one in named)


def _posts_beside(spoken: Spoken, token: Token, key: str) -> set[str]:
    """The posts that the text so far puts right beside somebody's name."""
    return {_same(post[1]) for one in _around(spoken, token, key) if (post := post_at(one)) is not None}


def _firms_beside(spoken: Spoken, token: Token, key: str, inside: Mapping[int, Mention]) -> set[str]:
    """The organisations that the text so far puts right beside somebody's name."""
    around = [inside[one.i] for one in _around(spoken, token, key) if one.i in inside]
    return {key_of(one) for one in around if spoken.is_organisation(one)}


def _described(spoken: Spoken, token: Token, key: str, inside: Mapping[int, Mention]) -> bool:
    """Whether the text says of somebody that he or she is something else: "analyst Jane Doe"."""
    posts = {one.lower() for one in words("posts")}
    return any(one.lemma_.lower() in posts and one.i not in inside for one in _around(spoken, token, key))


def _around(spoken: Spoken, token: Token, key: str) -> list[Token]:
    doc, found = token.doc, []
    for one in spoken.past:
        if one.key != key or one.mention.by == "reference" or one.at < 0:
            continue
        sentence = doc[one.at].sent
        first, last = max(sentence.start, one.at - _BEFORE), min(sentence.end, one.at + _BEHIND)
        for each in doc[first:last]:
            apart = any(
                other.at != one.at
                and spoken.is_person(other.mention)
                and min(each.i, one.at) < other.at < max(each.i, one.at)
                for other in spoken.past
                if other.sentence == one.sentence
            )
            if not apart:
                found.append(each)
    return found


def _is_at(spoken: Spoken, man: Mention, firm: Mention) -> bool | None:
    """Whether the note of the registry on a person names the firm; None where either is not in the registry."""
    entities = spoken.names.registry.entities
    known, home = entities.get(man.entity or ""), entities.get(firm.entity or "")
    if known is None or home is None or not known.definition:
        return None
    return home.label.split()[0].lower() in known.definition.lower()


def _noted(spoken: Spoken, man: Mention, post: str, firm: Mention | None) -> bool:
    """Whether the note of the registry on a person names the post, as one that is still held, at the firm named."""
    known = spoken.names.registry.entities.get(man.entity or "")
    note = _OVER.split((known.definition or "").lower())[0] if known else ""
    if firm and _is_at(spoken, man, firm) is False:
        return False
    called = "chief executive" if _same(post) == "ceo" else _same(post)
    return re.search(rf"(?<!vice )\b{re.escape(called)}\b", note) is not None
