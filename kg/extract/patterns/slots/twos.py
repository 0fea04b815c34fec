"""Takes a word for two things that a text has told; gives which two; touches nothing.

"The two firms", "both", "the pair": the only two of the kind that the sentence names before, or, where it names none,
the sentence before. Where there are three, or but one, nobody knows who is meant. "They" and "the firms" are such two
where an "and" joins them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "happenings")
_PLURAL = ("NNS", "NNPS")
#: What two things that are named together may be, where no noun says it.
_KINDS = ("Person", "Organisation", "Product")
#: How many sentences back they may have been named.
_BACK = 2


def both(evidence: Evidence, naming: Naming, token: Token, classes: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """The two that the word stands for; none where it is no such word, or where they are not plain.

    Of `classes` they must be, where the word itself does not tell of what kind they are.
    """
    joined = _are_told(token)
    kinds = ("Organisation",) if joined else _kinds(naming, token)
    kinds = (classes if kinds == _KINDS and classes == ("Person",) else kinds) if kinds else ()
    if not kinds:
        return ()
    start = token.sent.start
    found = _named(evidence, naming, range(start, token.i), kinds, joined)
    for _ in range(_BACK if not found else 0):
        if start == 0:
            break
        previous = evidence.doc[start - 1].sent
        found = _named(evidence, naming, range(previous.start, start), kinds, joined)
        start = previous.start
        if found:
            break
    if joined and not _is_joined(evidence, found):
        return ()
    return found if len(found) == 2 else ()


def _are_told(token: Token) -> bool:
    """Whether a word takes up firms without telling how many: "they", "the companies"."""
    if token.lower_ == "they":
        return True
    lefts = [one.lower_ for one in token.lefts]
    return lefts == ["the"] and token.tag_ in _PLURAL and token.lower_ in words("parties")


def _is_joined(evidence: Evidence, found: tuple[Mention, ...]) -> bool:
    """Whether two stand side by side with an "and"."""
    roots = [evidence.root(one.span) for one in found]
    return len(roots) == 2 and roots[1] in roots[0].conjuncts


def _kinds(naming: Naming, token: Token) -> tuple[str, ...]:
    """Of which classes the two are; none where the word does not say that there are two."""
    if token.lower_ in ("two", "both", "pair", "duo"):
        definite = token.lower_ == "both" or any(one.lower_ == "the" for one in token.lefts)
        bare = all(one.dep_ in ("det", "punct") for one in token.lefts) and not any(
            one.dep_ == "prep" for one in token.rights
        )
        return _KINDS if definite and bare and token.dep_ in ("nsubj", "nsubjpass") else ()
    if token.tag_ not in _PLURAL:
        return ()
    lefts = [one.lower_ for one in token.lefts]
    if "both" not in lefts and not ("two" in lefts and "the" in lefts):
        return ()
    if any(one not in ("both", "two", "the", "these") and not one.isdigit() for one in lefts):
        return ()
    if token.lower_ in words("parties"):
        return ("Organisation",)
    kind = naming.nouns.get(token.lemma_.lower())
    if kind is None:
        return ()
    return tuple(one for one in ("Person", "Organisation") if naming.schema.is_a(kind, one)) or (kind,)


def _named(
    evidence: Evidence, naming: Naming, indices: range, kinds: tuple[str, ...], speaking: bool
) -> tuple[Mention, ...]:
    """The things of the first of the classes of which any is named, each once; who speaks only if they may be meant."""
    mentions = [evidence.mentions[index] for index in indices if index in evidence.mentions]
    for kind in kinds:
        found = {
            evidence.entity(one): one
            for one in mentions
            if naming.fits(evidence, one, (kind, "!Publisher", "!Group")) and (speaking or not evidence.speaks(one))
        }
        if found:
            return tuple(found.values())
    return ()
