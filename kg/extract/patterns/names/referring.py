"""Takes a word of an analysed text; gives whether and how it can refer back to what was named; touches nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.ranked import ranks, tells_rank
from kg.extract.patterns.syntax import clauses
from kg.extract.patterns.syntax.predicates import patients

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Mention, Schema

THINGS = frozenset(("it", "its", "itself"))
MEN = frozenset(("he", "him", "his", "she", "her", "himself", "herself"))
OF_TWO = ("former", "latter")
_SUBJECTS = ("nsubj", "nsubjpass")
_DEFINITE = frozenset(("the", "this"))
#: "The parent company" is another than the company.
_OTHER = frozenset(("parent", "sister", "namesake"))
#: How far outwards the "for" is looked for of what somebody is blamed for.
_OUTWARDS = 8


def done_to(token: Token, inside: Mapping[int, Mention]) -> Iterator[Mention]:
    """What its clause names as the object: "the firm" of "the firm praised Acme's sales" is another."""
    objects = (one for one in token.head.rights if one.dep_ in ("dobj", "dative")) if token.dep_ == "nsubj" else ()
    for one in objects:
        for part in (one, *one.lefts):
            if part.dep_ in ("dobj", "poss") and part.i in inside and inside[part.i].by != "reference":
                yield inside[part.i]


def is_harmless(child: Token, noun: Token) -> bool:
    """Whether what stands beside a noun leaves it open which of its kind is meant."""
    if (child.dep_ == "amod" and child.lower_ == "based") or tells_rank(child, noun):
        return True
    if child.dep_ == "prep" and child.lower_ == "from":
        return any(one.ent_type_ == "GPE" for one in child.children)
    if child.dep_ in ("compound", "nmod", "amod") and child.ent_type_ == "GPE":
        return True  # "the Norton firm"
    if child.dep_ in ("det", "punct", "case", "cc", "conj", "compound", "advmod"):
        return child.lower_ not in _OTHER and (child.dep_ != "compound" or child.pos_ == "NOUN")
    if child.dep_ == "amod" and child.ent_type_ == "NORP":
        return True  # "the Danish firm"
    if child.dep_ in ("relcl", "acl"):
        return child.i > noun.i and "," in (noun.nbor().text, noun.doc[child.left_edge.i - 1].text)
    if child.dep_ in ("amod", "nummod") and child.i < noun.i:
        return is_describing(child)
    return child.dep_ == "prep" and child.lower_ not in ("of", "from", "with", "in")


def article_of(noun: Token) -> Token | None:
    """The article of a noun that may take something up; None for one that only tells what something else is."""
    article = next((child for child in noun.children if child.dep_ == "det"), None)
    before = noun.nbor(-1) if noun.i > noun.sent.start else None
    if article is None and before is not None and _has_figure(noun, before):  # the parser gives it to the figure
        article = before
    if article is None and ranks(noun):
        article = next((one for child in noun.children for one in child.children if one.dep_ == "det"), None)
    if article is None or article.lower_ not in _DEFINITE:
        return None
    said = noun.dep_ in ("appos", "attr", "compound") and not _has_figure(noun, article)
    return None if said else article


def beside(noun: Token, article: Token) -> Iterator[Token]:
    """The words beside a noun that may tell which of its kind is meant."""
    return noun.lefts if _has_figure(noun, article) else noun.children


def _has_figure(noun: Token, article: Token) -> bool:
    """Whether a noun has but its figure, as the second half of a sentence: "the lamp costs 9, the lantern 12"."""
    if noun.i + 1 >= len(noun.doc) or article.i <= noun.sent.start or noun.nbor().pos_ != "NUM":
        return False
    return article.lower_ in _DEFINITE and article.nbor(-1).lower_ in (",", ";", "and", "while", "but", "against")


def is_placed(noun: Token) -> bool:
    """Whether the noun says where the thing is from: "the Norton-based firm", "the firm from Norton"."""
    return ranks(noun) or any(
        child.lower_ == "based" or (child.dep_ == "prep" and child.lower_ == "from") for child in noun.children
    )


def is_empty(token: Token) -> bool:
    """ "It is clear that ...", "it takes years to ...", "Acme itself": the word stands for nothing before."""
    if token.lower_ == "itself" and token.i and token.nbor(-1).pos_ in ("NOUN", "PROPN"):
        return True
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or token.lower_ != "it":
        return False
    if verb.lemma_ in ("seem", "appear", "turn", "happen", "take", "rain", "snow"):
        return True
    clause = any(child.dep_ in ("ccomp", "csubj", "xcomp", "advcl") and child.i > verb.i for child in verb.children)
    told = any(child.dep_ in ("acomp", "attr") for child in verb.children) or clauses.is_passive(verb)
    that = any(child.dep_ == "mark" and child.lower_ == "that" for one in verb.children for child in one.children)
    return (verb.lemma_ == "be" and told and clause) or (token.dep_ == "nsubjpass" and that)


def rates(verb: Token) -> bool:
    """Whether a verb tells that a house judges what a share is worth: "cut its price target", "downgraded Acme"."""
    if verb.lemma_.lower() in word_set("names", "rating_verbs"):
        return True
    judged = [one for one in verb.children if one.dep_ in ("dobj", "obj")]
    judged += [one for child in verb.children if child.dep_ == "prep" for one in child.children]
    for noun in judged:
        said = {noun.lower_, *(one.lower_ for one in noun.lefts)}
        if noun.lower_ in word_set("names", "ratings") or {"price", "target"} <= said:
            return True
    return False


def acts(verb: Token) -> bool:
    """Whether a verb tells what only somebody does: says, wants, sells."""
    lemma = verb.lemma_.lower()
    lists = (("speech", "verbs"), ("speech", "own"), ("names", "doings"))
    return not clauses.is_passive(verb) and any(lemma in word_set(*one) for one in lists)


def is_describing(child: Token) -> bool:
    """Whether a word before a noun tells what any of its kind may be: "the new lamp"."""
    telling = word_set("names", "describing")
    return all(one.like_num or one.is_punct or one.lemma_.lower() in telling for one in child.subtree)


def is_light(verb: Token) -> bool:
    """Whether a verb leaves it open whether somebody or something is its subject: has, holds, costs."""
    return not clauses.is_passive(verb) and verb.lemma_.lower() in word_set("names", "light")


@cache
def _back() -> frozenset[str]:
    return THINGS | MEN | {*OF_TWO, "mine"} | word_set("names", "leading")


def is_counted(token: Token) -> bool:
    """Whether a word is what a number counts of something named before: "400 of them", with no figure before it."""
    if token.lower_ != "them" or token.dep_ != "pobj" or token.head.lower_ != "of" or token.head.head.pos_ != "NUM":
        return False
    number = token.head.head
    return not any(one.pos_ == "NUM" for one in token.doc[token.sent.start : number.left_edge.i])


def may_refer(token: Token) -> bool:
    """Whether a word is one of those that refer back at all, or may be a name that two bear."""
    by_name = token.pos_ == "PROPN" and token.dep_ in _SUBJECTS
    return by_name or token.lower_ in _back() or is_common(token) or is_counted(token)


def is_common(token: Token) -> bool:
    """Whether a word is a common noun for one thing, as the parser sees it or not: "the LAMP", "the foldable"."""
    if token.pos_ == "PROPN":
        return token.tag_ == "NNP" and token.text.isupper()
    return (token.pos_ == "NOUN" and token.tag_ == "NN") or (token.pos_ == "ADJ" and token.dep_ == "nsubj")


def is_brought_up(token: Token) -> bool:
    """Whether a sentence does nothing but bring it up: "And the Zed?", "What about Acme?", "Then there is Norton."."""
    if token.dep_ == "attr":
        return any(child.dep_ == "expl" for child in token.head.children)
    if token.sent[-1].text != "?" or any(one.pos_ in ("VERB", "AUX") for one in token.sent):
        return False
    return token.dep_ == "ROOT" or (token.head.lower_ == "about" and token.dep_ == "pobj")


def is_alone(token: Token) -> bool:
    """Whether "the former" or "the latter" stands for one of two, and before no noun."""
    if token.i == 0 or token.nbor(-1).lower_ != "the":
        return False
    behind = token.doc[token.i + 1 : token.i + 3]
    return not behind or behind[0].pos_ not in ("NOUN", "PROPN", "ADJ") or behind[-1].like_num


def stands_for_made(token: Token, maker: Mention) -> bool:
    """Whether a maker's name stands for what it makes: "the Acme has"; no "the Acme lamp", "the Acme of old"."""
    if token.i == 0 or token.nbor(-1).lower_ != "the" or token.text != maker.span.text:
        return False
    if token.dep_ in ("compound", "nmod", "poss", "amod"):
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is None or (
        following.pos_ in ("VERB", "AUX", "PUNCT", "NUM", "ADV", "CCONJ", "SCONJ") and following.text not in ("-", "(")
    )


def leads(token: Token) -> bool:
    """Whether a word is those who lead somebody, told without whose they are: "Management expects"."""
    if token.lower_ not in word_set("names", "leading") or token.dep_ != "nsubj":
        return False
    return all(
        child.dep_ in ("det", "punct", "advmod", "cc") and child.lower_ in ("", "the") for child in token.children
    )


def turns_to(token: Token) -> bool:
    """Whether the text turns to something by a word that is no subject: "At Acme things went worse", "And Acme?"."""
    if is_brought_up(token):
        return True
    sentence, opening = token.sent, token.head
    if token.dep_ != "pobj" or opening.lower_ not in ("at", "for") or opening.head.dep_ != "ROOT":
        return False
    if any(one.pos_ not in ("ADV", "CCONJ", "SPACE") for one in token.doc[sentence.start : opening.i]):
        return False
    about = [one for one in opening.head.children if one.dep_ in _SUBJECTS]
    return bool(about) and all(one.pos_ == "NOUN" for one in about)


def makes_other(noun: Token, schema: Schema, kinds: set[str]) -> set[str]:
    """The classes of those who make other things than the noun tells: "the lamp maker" is no shade maker."""
    lemma = noun.lemma_.lower()
    beside = [one for one in noun.children if one.dep_ in ("compound", "amod") and one.i < noun.i]
    told = "".join(one.text for one in beside if one.lower_ != "based" and one.ent_type_ not in ("GPE", "NORP"))
    if not told:
        return set()
    told = (told + lemma).lower().replace("-", "")
    found = set()
    for name in kinds & schema.classes.keys():
        words = [word.lower().replace(" ", "") for word in (schema.classes[name].label, *schema.classes[name].cues)]
        makers = [word for word in words if word.endswith(lemma) and word != lemma]
        if makers and not any(told.endswith(word) for word in makers):
            found.add(name)
    return found


def apposed_to(noun: Token) -> int:
    """Where that stands of which the noun tells: "Norton, its rival", "Norton, one of its rivals"; or -1."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "among"):
        noun = noun.head.head
    return noun.head.i if noun.dep_ == "appos" else -1


def meets_it(token: Token) -> bool:
    """Whether an "it" is what somebody does something to, or stands behind one: "Acme makes it, and it lights"."""
    if token.lower_ != "it" or token.dep_ not in ("dobj", "nsubj"):
        return False
    first = next((one for one in token.sent if one.lower_ in THINGS and one.i <= token.i), token)
    done = first.lower_ == "it" and first.dep_ == "dobj" and first.head.dep_ == "ROOT"
    doer = next((one for one in first.head.children if one.dep_ == "nsubj"), None)
    return done and doer is not None and doer.pos_ == "PROPN" and _is_joined(token, first)


def _is_joined(token: Token, first: Token) -> bool:
    """Whether the second word stands in the clause of the first or in one joined to it."""
    return token.i == first.i or token.head.head.i == first.head.i


def said_of(token: Token) -> Token | None:
    """The "is" by which somebody is another's: in "Acme is one of its customers" they are not those of Acme."""
    noun = token.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "among"):
        noun = noun.head if noun.head.lower_ == "among" else noun.head.head
    be = noun.head
    said = token.dep_ == "poss" and noun.dep_ in ("attr", "prep") and be.lemma_ == "be" and noun.i > be.i
    return be if said else None


def brings(token: Token) -> bool:
    """Whether somebody brings out what the word names: "unveiled the Zed", "will launch its first lamp, the Zed"."""
    named = token.head if token.dep_ == "appos" else token
    return named.dep_ in ("dobj", "oprd", "npadvmod") and named.head.lemma_ in word_set("names", "bringing")


def objects_before(token: Token) -> list[Token]:
    """What the verb before has done something to, where "it" or "its" goes on with that and with no subject.

    "Fined Acme and barred it"; "fined Acme for abusing its power": whoever is blamed has done it.
    """
    verb = token.head
    if token.dep_ == "dobj" and token.lower_ == "it" and verb.dep_ == "conj":
        own = any(one.dep_ in _SUBJECTS for one in verb.children)
        return [] if own else [one for one in verb.head.children if one.dep_ in ("dobj", "dative")]
    if token.dep_ != "poss" or token.lower_ != "its":
        return []
    at = token
    for _ in range(_OUTWARDS):
        if at.dep_ == "prep" and at.lower_ in ("for", "over"):
            above = (at.head, at.head.head)  # it hangs on the verb, or on its object
            by = next((one for one in above if {one.lemma_, one.lower_} & word_set("names", "blaming")), None)
            if by is not None:
                return [] if clauses.is_passive(by) else [one for one in patients(by) if one.i < token.i]
        at = at.head
    return []


def says(verb: Token) -> bool:
    """Whether a verb of saying has what is said beside it."""
    told = any(one.dep_ in ("ccomp", "parataxis") for one in verb.children) or verb.dep_ == "parataxis"
    return told and verb.lemma_.lower() in word_set("speech", "verbs")
