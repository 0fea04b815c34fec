"""Takes the title of an article; gives the registered names in it, as mentions before the text; touches nothing.

A text may never name in full what its title names: "Acme Zed: your questions", then "the Zed", "it" or nothing at all.
The spans of such mentions lie before the first character, so that they come before all that the text names; no claim
quotes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.extract.patterns.analysis.headings import Section
from kg.extract.patterns.names.registered import Names, split_words
from kg.model import Mention, Schema, Span


def named_in(title: str, names: Names) -> list[Mention]:
    """The names of a title that but one bears, in their order."""
    found = []
    for hit in names.find(title, split_words(title)):
        if len(hit.bearers) == 1:
            span = Span(hit.start - len(title) - 1, hit.end - len(title) - 1, title[hit.start : hit.end])
            found.append(Mention(span, names.entity(hit.bearers[0]).type, hit.bearers[0]))
    return found


def is_titled(mention: Mention) -> bool:
    """Whether it is the title that names it, before the text."""
    return mention.span.start < 0


def only_titled(titled: Iterable[Mention], mentions: Iterable[Mention]) -> list[Mention]:
    """The names of the title that the text has nowhere, each once, whatever refers to them."""
    named = {one.entity for one in mentions if one.by != "reference"}
    return list({one.entity: one for one in titled if one.entity not in named}.values())


def heading_all(titled: Iterable[Mention], mentions: Iterable[Mention], schema: Schema, end: int) -> list[Section]:
    """What heads the whole text: the only thing of its family in the title, where the text itself never names it."""
    titled = list(titled)
    families = Counter(schema.family(kind) for kind in {one.entity: one.type for one in titled}.values())
    alone = (one for one in only_titled(titled, mentions) if families[schema.family(one.type)] == 1)
    return [Section(0, end, one) for one in alone]
