"""Takes an analysed document; mends what the model reads wrong in a systematic way; touches that document.

"In July Acme sold 50 lamps": the model reads "In (July Acme)" and leaves the verb without a subject, as no comma stands
between them. The same befalls what stands before the subject otherwise (`fronting`); and verbs are taken for nouns or
participles (`verbs`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.extract.patterns.analysis.fronting import free_doers
from kg.extract.patterns.analysis.verbs import find_verbs
from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BEFORE = frozenset(("in", "on", "since", "from"))
_DOERS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))


def mend(doc: Doc) -> None:
    """Give the verb its subject and the preposition its date."""
    strings = doc.vocab.strings
    dates = [strings[word] for word in word_set("months", "dates") if word in strings]
    for at in np.flatnonzero(np.isin(doc.to_array(["LOWER"]), np.array(dates, dtype="uint64"))).tolist():
        if at and (doer := _doer(doc[at])) is not None:
            led = doc[at - 1]
            if doer.head == led:
                doer.head, doer.dep_ = led.head, "nsubj"
            doc[at].head, doc[at].dep_ = led, "pobj"
    find_verbs(doc)
    free_doers(doc)


def _doer(date: Token) -> Token | None:
    """The name that the model hangs the date on, which does what the verb behind it says."""
    led, name = date.nbor(-1), date.head
    if led.lower_ not in _BEFORE or led.dep_ != "prep" or name.pos_ != "PROPN" or name.i < date.i:
        return None
    verb = led.head
    if verb.pos_ not in ("VERB", "AUX") or name.right_edge.i >= verb.i:
        return None
    doers = [one for one in verb.children if one.dep_ in _DOERS]
    dated = [one for one in led.children if one.dep_ == "pobj"]
    return name if (doers, dated) in (([name], []), ([], [name])) else None
