"""Takes a word that names nobody and what has been said before it; gives who goes on speaking; touches nothing.

"It added", "the body believes", "the notice goes on", "their statement": whoever spoke last in the same paragraph.
Where another house has become the subject since, nobody is sure to be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.syntax import clauses
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.patterns.saying.known import Known
    from kg.extract.patterns.saying.speech import Speech
    from kg.model import Mention

_MEN, _THINGS, _MANY = frozenset(("he", "she")), frozenset(("it",)), frozenset(("they",))
_HERS = frozenset(("its", "their", "his", "her"))
_DEFINITE = frozenset(("the", "this", "that", "same"))
#: "He", "she", "his" and "her" have fewer letters.
_PRONOUN = 4


def last_to_speak(known: Known, spoken: Sequence[Speech], head: Token) -> tuple[Mention | None, bool] | None:
    """Whoever spoke last, where a word means him who goes on: the mention, and whether he is one without a name."""
    kind = _kind(head)
    if kind is None:
        return None
    begin = known.text.rfind("\n\n", 0, head.idx)
    before = [one for one in spoken if begin < one.start < head.idx and one.words and (one.speaker or one.unnamed)]
    last = before[-1] if before else None
    man = last is not None and last.speaker is not None and known.is_any(last.speaker, "men")
    if kind == "man":
        return (last.speaker, False) if last is not None and man else None
    if kind == "many":
        return (last.speaker, last.unnamed) if last is not None and (last.unnamed or not man) else None
    if kind == "owned" and last is not None:
        return last.speaker, last.unnamed
    if kind != "owned":
        houses = [one for one in before if one.speaker is None or not known.is_any(one.speaker, "men")]
        last = houses[-1] if houses else None
    if last is None or (kind == "thing" and last.unnamed and not _is_text(last)):
        return (subject, False) if (subject := _subject_before(known, head, begin)) is not None else None
    retells = last.speaker is not None and known.is_any(last.speaker, "press_houses")
    since = _others(known, last.speaker, last.start if retells else _sentence_end(known, last, head), head)
    if since is None:
        return last.speaker, last.unnamed
    subject = _subject_before(known, head, begin)
    return (subject, False) if subject is not None and since == _key(subject) else None


def man_before(known: Known, pronoun: Token) -> Token | None:
    """Who without a known name was the last man to do something before "he": "a spokesman", "a dealer", "Jane Doe".

    None where the last one has a name that is known, so that the pronoun is read as any other.
    """
    begin = min(
        max(known.text.rfind("\n\n", 0, pronoun.idx), 0), known.doc[max(pronoun.sent.start - 1, 0)].sent.start_char
    )
    for at in range(pronoun.sent.start - 1, -1, -1):
        token = known.doc[at]
        if token.idx < begin:
            return None
        mention = known.by_token.get(at)
        if (
            mention is not None
            and known.is_any(mention, "men")
            and not (mention.by == "reference" and len(token) < _PRONOUN)
        ):
            return None
        if token.dep_ == "nsubj" and mention is None and _is_man(token) and not _is_in_marks(known, token):
            return token if _is_alone(known, token) else None
    return None


def _is_alone(known: Known, man: Token) -> bool:
    """Whether no man with a name stands before him in his sentence: "Jane Doe is ill, a person close to her said"."""
    named = (known.by_token.get(at) for at in range(man.sent.start, man.i))
    return man.lemma_.lower() in word_set("speech", "mouths") or not any(
        one and known.is_any(one, "men") for one in named
    )


def _is_man(token: Token) -> bool:
    """Whether a word is a man whom nobody names, or a name of one that is not known."""
    lemma = token.lemma_.lower()
    if lemma in word_set("speech", "mouths"):
        return True
    if token.pos_ == "PROPN":
        return token.ent_type_ == "PERSON"
    no_man = word_set("speech", "texts") | word_set("speech", "no_men")
    return token.tag_ == "NN" and lemma in word_set("speech", "unnamed") and lemma not in no_man


def _is_in_marks(known: Known, token: Token) -> bool:
    """Whether a word stands in quotation marks that its line opens."""
    return known.text.count('"', known.text.rfind("\n", 0, token.idx) + 1, token.idx) % 2 == 1


def _kind(head: Token) -> str | None:
    """What sort of speaker a word can mean: a man, a house, several, whoever wrote a text."""
    word, lemma = head.lower_, head.lemma_.lower()
    if word in _MEN | _THINGS | _MANY:
        if head.dep_ != "nsubj" or head.head.lemma_.lower() not in word_set("speech", "resuming"):
            return None
        return "man" if word in _MEN else "thing" if word in _THINGS else "many"
    if word in _HERS and head.dep_ == "poss" and head.head.lemma_.lower() in word_set("speech", "views"):
        return "owned"
    of_theirs = any(child.dep_ == "poss" and child.lower_ in _HERS for child in head.children)
    if of_theirs and lemma in word_set("speech", "texts") | word_set("speech", "staff") | word_set("speech", "mouths"):
        return "owned"
    return _kind_of_house(head, lemma) if any(child.lower_ in _DEFINITE for child in head.children) else None


def _kind_of_house(head: Token, lemma: str) -> str | None:
    """The same of a noun with an article: "the analysts" are those of the house that spoke."""
    if head.tag_ == "NNS" and lemma in word_set("speech", "staff") and len(list(head.children)) == 1:
        return "many"
    if head.tag_ != "NN" or any(
        child.dep_ in ("prep", "relcl", "acl", "poss", "compound", "amod") for child in head.children
    ):
        return None
    if lemma in word_set("speech", "retold"):
        return "owned"
    return "house" if lemma in word_set("speech", "resumed") | word_set("speech", "raters") else None


def named_beside(known: Known, head: Token) -> Mention | None:
    """The house that is the subject of what is said, where a word means it: "Acme will pay, it announced".

    Where that clause has none, the one that is the subject of the sentence before it in the paragraph.
    """
    house = known.is_house(head.lemma_.lower()) and any(child.lower_ in _DEFINITE for child in head.children)
    if not (house or head.lower_ in _THINGS) or head.dep_ != "nsubj" or not all(map(_is_plain, head.children)):
        return None
    if len(list(head.children)) > 1 and (head.i in known.by_token or known.main_body() is not None):
        return None  # "the listed brewer": whom the text means by it is told already
    verb = head.head
    clause = next((one for one in verb.children if one.dep_ == "ccomp" and one.i < head.i), None)
    if clause is None and verb.dep_ in ("advcl", "parataxis") and verb.head.i < verb.i:
        clause = verb.head
    subject = clauses.subject_of(clause) if clause is not None else None
    if subject is None:
        return None
    owners = (one for one in subject.children if one.dep_ == "poss" and one.i in known.by_token)
    named = [known.by_token[one.i] for one in (*owners, subject) if one.i in known.by_token]
    whole = [one for one in named if "'s " not in one.span.text]  # "Acme's lamp unit" is no "company"
    bodies = [one for one in whole if known.is_any(one, "bodies") and one.by != "reference"]
    bodies = [one for one in bodies if head.i not in known.by_token or known.may_be(one, head)]
    if head.lemma_.lower() in word_set("speech", "raters"):
        bodies = [one for one in bodies if known.is_any(one, "observers")]  # no brewer is "the bank"
    before = None if named else _subject_before(known, head, known.text.rfind("\n\n", 0, head.idx))
    found = bodies[0] if bodies else before
    return _at(_observer(known, head, found) or found, head)


def _observer(known: Known, head: Token, subject: Mention | None) -> Mention | None:
    """Who tells figures of others by trade and did so before in the paragraph: "Acme leads, it says"."""
    if subject is None or known.is_any(subject, "observers"):
        return None
    begin = known.text.rfind("\n\n", 0, head.idx)
    for at in range(head.sent.start - 1, -1, -1):
        token = known.doc[at]
        mention = known.by_token.get(at)
        if token.idx < begin:
            break
        if mention is None or not known.is_any(mention, "bodies"):
            continue
        if _tells(known, token, mention):
            return mention if head.lower_ in _THINGS or known.may_be(mention, head) else None
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in word_set("speech", "verbs"):
            break
    return None


def _tells(known: Known, token: Token, mention: Mention) -> bool:
    """Whether an observer is a subject, or whom something is told "according to"; those who only report are none."""
    if not known.is_any(mention, "observers") or known.is_any(mention, "press_houses"):
        return False
    link = token.head
    cited = token.dep_ == "pobj" and (
        link.lower_ in ("to", "per") or link.head.lemma_.lower() in word_set("speech", "texts")
    )
    return token.dep_ == "nsubj" or cited


def _is_plain(part: Token) -> bool:
    """Whether a word beside a house leaves open which one is meant: "the listed brewer", but not "the rival brewer"."""
    if part.lower_ in _DEFINITE:
        return True
    return part.dep_ in ("amod", "compound", "punct") and part.lower_ not in word_set("speech", "apart")


def only_one(known: Known, head: Token) -> Mention | None:
    """ "The regulator": the only one of its kind that the text has named before."""
    if head.tag_ != "NN" or not any(child.lower_ in _DEFINITE for child in head.children):
        return None
    if head.lemma_.lower() not in word_set("names", "nouns.Regulator"):
        return None
    before = [one for one in known.mentions if one.span.start < head.idx and one.entity is not None]
    named = [one for one in before if known.is_any(one, "watching") and one.by != "reference"]
    return _at(named[-1], head) if len({one.entity for one in named}) == 1 else None


def _at(mention: Mention | None, head: Token) -> Mention | None:
    """The same one, meant by another word: what stands at its name is not said by it."""
    if mention is None or mention.entity is None:
        return mention
    return replace(mention, span=Span(head.idx, head.idx + len(head.text), head.text), by="reference")


def _key(mention: Mention) -> str:
    return mention.entity or mention.span.text


def _is_text(last: Speech) -> bool:
    """Whether what spoke is a text or a body in the singular, as "it" is."""
    word = last.words.split()[-1].lower() if last.words.split() else ""
    return word in word_set("speech", "texts") | word_set("speech", "no_men")


def _sentence_end(known: Known, last: Speech, head: Token) -> int:
    """Where the sentence ends in which somebody spoke."""
    at = head.sent.start
    while at > 0 and known.doc[at - 1].sent.start_char > last.start:
        at = known.doc[at - 1].sent.start
    return max(last.end, known.doc[at].idx - 1) if at > 0 else last.end


def _subject_before(known: Known, head: Token, begin: int) -> Mention | None:
    """The house that is the subject of the sentence before, in the same paragraph."""
    at = head.sent.start - 1
    if at < 0 or known.doc[at].idx <= begin:
        return None
    subject = clauses.subject_of(known.doc[at].sent.root)
    mention = known.by_token.get(subject.i) if subject is not None and subject.dep_ == "nsubj" else None
    return mention if mention is not None and known.is_any(mention, "bodies") else None


def _speaks(subject: Token) -> bool:
    """Whether a subject is one that says something, as a country may."""
    return subject.head.lemma_.lower() in word_set("speech", "verbs") | word_set("speech", "calls")


def _others(known: Known, speaker: Mention | None, start: int, head: Token) -> str | None:
    """Which other house has become the subject of a clause since; of a name that is not known, or of two, no words."""
    own = _key(speaker) if speaker is not None else ""
    found: set[str] = set()
    at = head.sent.start - 1
    while at >= 0 and known.doc[at].idx > start:
        token = known.doc[at]
        if token.dep_ in clauses.SUBJECTS:
            other = known.by_token.get(at)
            if other is None and token.pos_ == "PROPN":
                found.add("")
            elif other is not None and (known.is_any(other, "bodies") or _speaks(token)) and _key(other) != own:
                found.add(_key(other))
        at -= 1
    return None if not found else next(iter(found)) if len(found) == 1 else ""
