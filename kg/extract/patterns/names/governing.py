"""Takes "it" or "its" in an analysed text; gives the subject that it stands for; touches nothing.

Of several subjects of a sentence it is that of the nearest clause around that may be meant: in "Acme, which Norton
backs, said it would" those who said it. Men and women and several of something are no "it".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.names.past import key_of
from kg.extract.patterns.names.referring import apposed_to, said_of, says
from kg.extract.patterns.names.spoken import Spoken
from kg.extract.patterns.syntax.relatives import RELATIVES, antecedent
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_MANY = frozenset(("they", "we", "i", "you", "he", "she", "who", "those", "these", "many", "some", "few", "both"))


class Governed(Spoken):
    """Tells which subject of what a text has spoken of "it" means."""

    def subject_before(self, token: Token) -> tuple[Mention | None, bool]:
        """The subject of the clause around, or of the sentence before, None where that is no mention; and which."""
        named = apposed_to(token.head)  # "Norton, its rival": whose is not Norton's
        before = [one for one in self.subjects if one[1] < token.i and one[1] != named and one[0] >= self.number - 1]
        if (copula := said_of(token)) is not None:
            before = [one for one in before if token.doc[one[1]].head != copula]
        told = [one for one in before if one[0] == self.number]
        if token.dep_ == "poss" and token.lower_ == "its":  # nobody is "it"
            before = [one for one in before if one[2] is None or not self.is_person(one[2])]
        here = [one for one in before if one[0] == self.number]
        here = [one for one in here if one[2] is not None or not is_nothing(token.doc[one[1]])]
        if not here:
            if told and (home := self._around(token)):
                return home, True
            before = [one for one in before if one[0] != self.number]
            if len(before) > 1:  # who only says something is not spoken of
                before = [one for one in before if not says(token.doc[one[1]].head)] or before
            keys = {key_of(one[2]) for one in before if one[2]}
            found = before[0][2] if len(keys) == 1 else None
            return (None if told and found and self._names_other(found, token) else found), False
        keys = {key_of(one[2]) if one[2] else "" for one in here}
        joined = any(joins(token.doc[one[1]]) for one in told)  # "Acme praised Norton, which sold its plant"
        people = [at for _, at, one in told if one is not None and self.is_person(one)]
        said = bool(people) and people[-1] > here[-1][1]  # "Acme leads, but Doe of Norton says that its"
        return (here[-1][2] if len(keys) == 1 and not joined and not said else self._around(token)), True

    def _names_other(self, found: Mention, token: Token) -> bool:
        """Whether the sentence names another whom, or whose, the word may be as well: "buyers blame Acme for its"."""
        here = [one.mention for one in self.past if one.sentence == self.number and one.key != key_of(found)]
        if token.lower_ == "it":
            return self.is_organisation(found) and any(self.is_organisation(one) or self.is_made(one) for one in here)
        return any(self.is_organisation(one) for one in here)

    def _around(self, token: Token) -> Mention | None:
        """The subject of the nearest clause around that "it" may mean, if it is a mention."""
        other = said_of(token) is not None or _is_done_to(token)
        for subject, joined in subjects_around(token):
            told = next((one.mention for one in reversed(self.past) if one.at == subject.i), None)
            if told is not None and self.is_person(told):
                home = self.home(told, self.number)
                if home is not None:  # "Jane Doe, head of Acme, said its"
                    return None if self._names_other(home, token) else home
            elif other or (joined and told is None) or is_nothing(subject):
                other = False
            else:
                return None if any(one.dep_ == "conj" for one in subject.children) else told
        return None


def subjects_around(token: Token) -> Iterator[tuple[Token, bool]]:
    """The subjects of the clauses around a word, the inner first; for "which" what it stands for, and that it does."""
    below, at = token, token.head
    while at != below:
        if at.pos_ in ("VERB", "AUX"):
            own = [one for one in at.lefts if one.dep_ in _SUBJECTS and one != below]
            yield from ((antecedent(one, at), joins(one)) for one in own if not one.is_ancestor(token))
        below, at = at, at.head


def is_nothing(subject: Token) -> bool:
    """Whether no "it" means a subject: several of something, men and women, a word that joins a clause to its noun."""
    plural = subject.tag_ == "NNS" and not any(one.lower_ in ("a", "an") for one in subject.lefts)
    return plural or joins(subject) or subject.lower_ in _MANY


def _is_done_to(token: Token) -> bool:
    """Whether an "it" is what the verb before does something to, so that its subject is another: "helped it grow"."""
    verb = token.head
    bare = verb.tag_ == "VB" and not any(one.tag_ == "MD" for one in verb.lefts)
    return token.lower_ == "it" and verb.dep_ in ("ccomp", "xcomp") and bare


def joins(subject: Token) -> bool:
    """Whether a subject is the "which" of a clause that tells of the noun before."""
    return subject.lower_ in RELATIVES and subject.tag_ in ("WDT", "WP")
