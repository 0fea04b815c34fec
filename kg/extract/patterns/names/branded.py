"""Takes a new name of a thing made that is but a designation; gives it with its maker's name, too; touches nothing.

"Acme's 7X", "its 7X" of Acme, and a title that says so: the 7X is the Acme 7X. Two makers leave it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.patterns.names.classes import MADE, by_label, nearest
from kg.extract.patterns.names.registered import Names
from kg.model import Mention, Newcomer

_OWNED = re.compile(r"(?:['’]s?)? (?:new )?")


def branded(
    proposed: Iterable[Newcomer], body: str, title: str, names: Names, mentions: list[Mention]
) -> Iterator[Newcomer]:
    """The new names in their order, those of one word made by one known firm with that of the firm."""
    made, firm = by_label(names.schema, MADE), nearest(names.schema, ("Organisation",))
    firms = [one for one in mentions if firm and one.entity and names.schema.is_a(one.type, firm)]
    for one in proposed:
        alone = made and names.schema.is_a(one.type, made) and all(name.isalnum() for name in one.names)
        makers = _makers(one, body, title, firms) if alone else set()
        known = names.registry.entities.get(makers.pop()) if len(makers) == 1 else None
        yield replace(one, names=(*one.names, f"{known.label} {one.names[0]}")) if known else one


def _makers(one: Newcomer, body: str, title: str, firms: list[Mention]) -> set[str]:
    """Whose it is said to be: by the name or the word right before it, or else by the title."""
    starts = {span.start for span in one.spans}
    found = {
        firm.entity
        for firm in firms
        if firm.entity and (gap := _OWNED.match(body, firm.span.end)) and gap.end() in starts
    }
    if found or not (owned := re.search(rf"\bits (?:new )?{re.escape(one.names[0])}\b", title)):
        return found
    named = {title.find(firm.span.text): firm.entity for firm in firms if firm.by != "reference"}
    named = {at: firm for at, firm in named.items() if 0 <= at < owned.start()}
    return {firm for firm in (named[min(named)],) if firm} if named else set()
