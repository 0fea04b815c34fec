"""Takes an article under its layers; gives the organisation in which a post is held that is told without one.

Touches nothing. "Founder Jane Doe said": founder of what the text has spoken of so far, where that is plain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.names.foils import is_backing
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Mention

#: What a text may be about so that a post held nowhere else is held there.
_HOMES = ("Organisation", "!Publisher", "!Regulator", "!OrganisationalUnit", "!DataFirm", "!Exchange", "!University")


@dataclass(frozen=True)
class Homes:
    """Finds the home of posts in one article after the other."""

    naming: Naming

    def of(self, evidence: Evidence, before: int, *, group: bool = False) -> Mention | None:
        """The organisation that the text has spoken of so far, where there is but one, or one twice as often.

        A part that bears the name of the whole counts as the whole. Where the text so far does not tell, its title
        does. With `group` it is the whole, even where the text names that later.
        """
        found = self._of_text(evidence, before, group=group)
        here = evidence.doc[before].sent
        makers: set[str] = set()
        for one in evidence.all_mentions:
            itself = found is not None and evidence.entity(one) == evidence.entity(found)
            if here.start_char <= one.span.start < evidence.doc[before].idx and not itself:
                makers |= evidence.made_by.get(evidence.entity(one) or "", frozenset())
        if found and self._tells_of_another(evidence, before, found):
            return None
        return None if found and makers and evidence.entity(found) not in makers else found

    def of_person(self, evidence: Evidence, person: Mention, before: int, *, group: bool = False) -> Mention | None:
        """The same for the post of somebody: what the registry gives a known person comes before what the text is
        about, unless that is one of these, or a part of it."""
        found, start = self.of(evidence, before, group=group), evidence.doc[before].idx
        own: list[Mention] = []
        for home in evidence.belonging.get(evidence.entity(person) or "", ()):
            named = [one for one in evidence.all_mentions if one.entity == home and one.by != "reference"]
            own += sorted(named, key=lambda one: (one.span.start >= start, abs(one.span.start - start)))[:1]
        same = any(
            found and (evidence.entity(found) == one.entity or found.span.text.startswith(f"{one.span.text} "))
            for one in own
        )
        return own[0] if own and not same else found

    def titled(self, evidence: Evidence, before: int) -> Mention | None:
        """The organisation that the title begins with, for a post of somebody who came from another one."""
        named = [one for one in self._named(evidence) if evidence.article.title.startswith(one.span.text)]
        return named[0] if named and named[0].span.start < evidence.doc[before].idx else None

    def _tells_of_another(self, evidence: Evidence, before: int, found: Mention) -> bool:
        """Whether the sentence so far is about another firm alone: "Norton's lamp saves oil, founder Jane Doe said"."""
        sentence = evidence.doc[before].sent
        start, end = sentence.start_char, evidence.doc[before].idx
        here = [one for one in evidence.all_mentions if start <= one.span.start < end and one.by != "reference"]
        here = [one for one in here if self.naming.fits(evidence, one, ("Company",))]
        if not here or any(evidence.entity(one) == evidence.entity(found) for one in here):
            return False
        first = here[0]
        owning = evidence.text.startswith(("'s", "’s"), first.span.end)
        return first.span.start == start and owning

    def _of_text(self, evidence: Evidence, before: int, *, group: bool) -> Mention | None:
        """What the text has spoken of so far, whatever the sentence names."""
        if not group and (heading := self.naming.heading(evidence, evidence.doc[before], _HOMES)):
            return heading
        if any(evidence.article.title.startswith(one.span.text) for one in self._only_titled(evidence)):
            return None
        end = evidence.doc[before].sent.end_char
        known = [one for one in evidence.all_mentions if one.by != "reference" and one.span.start < end]
        known = [one for one in known if self.naming.fits(evidence, one, _HOMES)]
        around = evidence.all_mentions if group else known
        named = {one.span.text: one for one in reversed(around) if not group or self.naming.fits(evidence, one, _HOMES)}
        start = evidence.doc[before].idx
        fitting = [_whole(one, named) for one in known if one.span.start < start]
        ranked = Counter(evidence.entity(one) for one in fitting).most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return next(one for one in fitting if evidence.entity(one) == ranked[0][0])
        if not fitting and (said := {evidence.entity(one): one for one in known if evidence.speaks(one)}):
            return next(iter(said.values())) if len(said) == 1 else None
        last = self._last(evidence, before, fitting, ranked[0][1]) if ranked else None
        most = {one for one, count in ranked if count + 1 >= ranked[0][1]}
        return last or self._titled(evidence, most) or self._opening(evidence, before, fitting)

    def _only_titled(self, evidence: Evidence) -> Iterator[Mention]:
        """The organisations that the title alone names."""
        return (one for one in evidence.titled if self.naming.fits(evidence, one, _HOMES))

    def _last(self, evidence: Evidence, before: int, fitting: list[Mention], most: int) -> Mention | None:
        """Of the organisations that a text speaks of most the one that the sentence before names alone."""
        here = evidence.doc[before].sent
        since = evidence.doc[max(0, here.start - 1)].sent.start_char
        counts = Counter(evidence.entity(one) for one in fitting)
        near = {evidence.entity(one): one for one in fitting if one.span.start >= since}
        only = next(iter(near.values())) if len(near) == 1 else None
        return only if only and counts[evidence.entity(only)] in (most, most - 1) and most > 1 else None

    def _titled(self, evidence: Evidence, most: set[str | None]) -> Mention | None:
        """The only organisation that the title names, if the text so far speaks of none more often."""
        named = {evidence.entity(one): one for one in reversed(self._named(evidence))}
        only = next(iter(named)) if len(named) == 1 else None
        return named[only] if only and (only in most or not most) else None

    def _opening(self, evidence: Evidence, before: int, fitting: list[Mention]) -> Mention | None:
        """The organisation that the title begins with, unless the last two sentences are about another."""
        title = evidence.article.title
        first = next((one for one in self._named(evidence) if title.startswith(one.span.text)), None)
        if first is None:
            return None
        here = evidence.doc[before].sent
        since = evidence.doc[max(0, here.start - 1)].sent
        others = {evidence.entity(one) for one in fitting if one.span.start >= here.start_char}
        about = (self.naming.named(evidence, one) for one in subjects(clause_of(since.root)))
        others |= {evidence.entity(one) for one in about if one and self.naming.fits(evidence, one, _HOMES)}
        return first if others <= {evidence.entity(first)} else None

    def _named(self, evidence: Evidence) -> list[Mention]:
        """The mentions of the text whose words stand in its title, too."""
        title = evidence.article.title
        return [
            one
            for one in evidence.all_mentions
            if one.span.text in title
            and one.by != "reference"
            and self.naming.fits(evidence, one, _HOMES)
            and re.search(rf"(?<!\w){re.escape(one.span.text)}(?!\w)(?! rival|'s rival|’s rival)", title)
            and not is_backing(title, title.find(one.span.text) + len(one.span.text))
        ]


def _whole(mention: Mention, named: Mapping[str, Mention]) -> Mention:
    """What bears the name alone of which the mention bears more: "Acme" of "Acme Lamps"."""
    words_ = mention.span.text.split()
    return next((named[short] for at in range(1, len(words_)) if (short := " ".join(words_[:at])) in named), mention)
