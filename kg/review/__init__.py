"""Takes the proposals of a project and what a person says of them; gives claims, entities and judgements in its data.

Touches `data/claims/`, `data/entities/`, `data/judgements/` and `data/proposals/`, one file at a time and each whole or
not at all. The order of the files is such that nothing is lost wherever a process dies: what is accepted or rejected is
written first, and only then taken out of the proposals, where it would not be proposed again anyway.
"""

from kg.review.decide import accept, home_of, parse_edited, register, reject
from kg.review.desk import Desk, Item, open_desk
from kg.review.markup import Decision, apply, read_markup, write_markup
from kg.review.wording import Passage, context, passage_of, say

__all__ = [
    "Decision",
    "Desk",
    "Item",
    "Passage",
    "accept",
    "apply",
    "context",
    "home_of",
    "open_desk",
    "parse_edited",
    "passage_of",
    "read_markup",
    "register",
    "reject",
    "say",
    "write_markup",
]
