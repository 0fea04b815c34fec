"""Takes an article under its layers; gives the one metric of counts that its opening speaks of; touches nothing.

"In the week to May 7 most makers registered fewer lamps": what the bare figures of the things named below count.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figurecues import Cues
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.lexicon.words import word_set
from kg.model import Moment, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Doc

words = partial(word_set, "figures")
#: How far before a time the word stands that makes it one of comparison.
_BACK = 3
Opened = tuple[PropertyTerm, Moment | None]


class Openings:
    """Reads what the openings of articles count, for one schema."""

    def __init__(self, metrics: Metrics, cues: Cues) -> None:
        self.metrics = metrics
        self.cues = cues
        self._last: tuple[Doc | None, Opened | None] = (None, None)

    def of(self, evidence: Evidence) -> Opened | None:
        """The metric of the first paragraph, with the only time of its sentence; None where it speaks of several."""
        if self._last[0] is not evidence.doc:  # the figures of one article ask again and again
            self._last = evidence.doc, self._read(evidence)
        return self._last[1]

    def _read(self, evidence: Evidence) -> Opened | None:
        body = evidence.article.body
        end = body.find("\n\n", len(body) - len(body.lstrip()))
        found: dict[str, int] = {}
        for sentence in evidence.doc.sents:
            if 0 <= end <= sentence.start_char:
                break
            for hit in self.cues.sure(list(sentence)):
                if len(hit.names) == 1 and "counting" in self.metrics.directives[hit.names[0]]:
                    found.setdefault(hit.names[0], hit.start)
        if len(found) != 1:
            return None
        ((name, at),) = found.items()
        sentence = evidence.doc[at].sent
        inside = (one for one in evidence.all_moments if sentence.start_char <= one.span.start < sentence.end_char)
        times = [one for one in inside if not _is_compared(evidence, one)]
        return self.metrics.schema.properties[name], times[0] if len(times) == 1 else None


def _is_compared(evidence: Evidence, moment: Moment) -> bool:
    """Whether the time is that of what something is measured by: "fewer than in December"."""
    at = evidence.token(moment.span.start).i
    return any(one.lower_ in words("compared") or one.lower_ == "from" for one in evidence.doc[max(0, at - _BACK) : at])
