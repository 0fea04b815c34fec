"""Takes new names of things made, designations mostly; gives them with their makers' names, too; touches nothing.

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
#: Behind "its" or "Acme's" a word may say what it is: "its ale".
_KIND = re.compile(r"(?:(?<=its)|['’]s?) (?:new )?(?:[a-z][a-z-]+|[A-Z]{2,4}) ")
#: What it is, between its name and its maker's: "the 7X, an oil lamp from Acme".
_SAID = re.compile(r", an? [a-z][\w -]{2,40} (?:from|by|of) ")
#: So many words may such a name have.
_WORDS = 2


def branded(
    proposed: Iterable[Newcomer], body: str, title: str, names: Names, mentions: list[Mention]
) -> Iterator[Newcomer]:
    """The new names in their order, those of one word made by one known firm with that of the firm."""
    made, firm = by_label(names.schema, MADE), nearest(names.schema, ("Organisation",))
    firms = [one for one in mentions if firm and one.entity and names.schema.is_a(one.type, firm)]
    for one in proposed:
        alone = made and names.schema.is_a(one.type, made) and all(_is_short(name) for name in one.names)
        makers = _makers(one, body, title, firms) if alone else set()
        known = names.registry.entities.get(makers.pop()) if len(makers) == 1 else None
        written = (firm.span.text for firm in firms if known and firm.entity == known.id and firm.by == "registry")
        forms = dict.fromkeys((known.label, *written)) if known else ()
        yield replace(one, names=tuple(dict.fromkeys((*one.names, *(f"{form} {one.names[0]}" for form in forms)))))


def _is_short(name: str) -> bool:
    """Whether a name is a designation, or a word with one behind it: "7X", "Comet 730"."""
    words = name.split()
    return len(words) <= _WORDS and all(word.isalnum() for word in words) and (len(words) == 1 or words[-1].isdigit())


def _makers(one: Newcomer, body: str, title: str, firms: list[Mention]) -> set[str]:
    """Whose it is said to be: by the name or the word right before it, or else by the title."""
    starts = {span.start for span in one.spans}
    found = {
        firm.entity
        for firm in firms
        if firm.entity
        and any((gap := one.match(body, firm.span.end)) and gap.end() in starts for one in (_OWNED, _KIND))
    }
    said = {gap.end() for span in one.spans if (gap := _SAID.match(body, span.end))}
    found |= {firm.entity for firm in firms if firm.entity and firm.span.start in said}
    if found or not (owned := re.search(rf"\bits (?:new )?{re.escape(one.names[0])}\b", title)):
        return found
    named = {title.find(firm.span.text): firm.entity for firm in firms if firm.by != "reference"}
    named = {at: firm for at, firm in named.items() if 0 <= at < owned.start()}
    return {firm for firm in (named[min(named)],) if firm} if named else set()
