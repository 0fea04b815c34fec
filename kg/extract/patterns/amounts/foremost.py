"""Takes nothing; gives how texts tell a place in an order without a noun or verb of places; touches nothing.

"Third was Acme", "from first to fifth", "ranked second and third, respectively", "is in the lead", "outsells every
other maker", "no maker sold more lamps than Acme", "13% of the market, third behind Acme",
"the biggest in the business", "among the five biggest makers".
"""

from __future__ import annotations

from kg.extract.patterns.lexicon.wordlists import either, lexicon

#: How many places of a row are read behind its first: "ranked second, third and fourth".
_ROW = 4


def placed(nth: str, ends: str) -> tuple[str, ...]:
    """Patterns of a place whose ordinal opens the clause, ends a move, or is what something is: "was third, behind"."""
    lists = lexicon("amounts")
    nouns, later = either(lists.texts("rank_nouns")), rf"(?!first){nth}"
    old = nth.replace("?P<nth>", "?:")
    beaten = r"(?:only\sto|(?:just\s)?behind|just\safter)\s(?:only\s|just\s)?(?:the\s|its\s)?(?-i:[A-Z])"
    ranked = either(lists.texts("ranked"))
    field = r"\s(?:among|in\sthe\s(?:table|ranking|rankings|league|list|charts?))\b"
    named = r"(?=\s(?:the\s|again\s)?(?-i:[A-Z]))"
    return (
        rf"(?:(?<=[.;:]\s)|(?<=\n)|^|(?<=and\s)|(?<=while\s))(?:in\s)?(?P<said>{later})\s(?:was|is|came|comes|were){named}",
        rf"from\s{old}(?:\s{nouns})?\s(?:[\w.]+\s){{0,3}}to\s(?:only\s|just\s)?(?P<said>{nth}){ends}",
        rf"(?<=,\s)(?:and\s|only\s|still\s|again\s|now\s|thus\s|a\s(?:close|distant|strong)\s)*(?P<said>{later})(?=\s{beaten})",
        rf"(?:(?-i:[A-Z])[\w.-]*,\s|(?:is|was|be|been|are|were)\s)(?:again\s|still\s|now\s)?(?P<said>{nth})(?={field}|\sfor\smost\sof)",
        rf"(?:finish(?:ed|es)?|end(?:ed|s)?|close[ds]?)\s(?:the\s\w+|(?-i:[A-Z])\w+|last\s\w+|20\d\d)\s(?:in\s)?(?P<said>{nth}){ends}",
        rf"(?P<said>{nth}[\s-]placed)\b",
        rf"(?P<said>{nth})(?=(?:,?\s(?:and\s)?{old}){{0,8}},?\srespectively\b)",
        *(rf"{ranked}\s{old}(?:,\s{old}){{{before}}}(?:,|,?\sand)\s(?P<said>{nth})\b" for before in range(_ROW)),
        rf"{either(lists.texts('rank_steps'))}\s(?:{nouns}s?|rungs?|notch(?:es)?)\sto\s(?P<said>{nth}){ends}",
        rf"(?:is|was|are|were|be|been|come|lies|lay|sits|sat|ended|ends)\s(?:only\s|just\s|still\s|again\s|now\s)?"
        rf"(?P<said>{later})(?=[.;:)]|$|,\s(?:ahead|behind|with|followed)\b|\s(?:with\s(?:an?\s|about\s|around\s|nearly\s|just\s|over\s)*[\d$€£¥]|behind|ahead|among|globally|worldwide"
        rf"|nationwide|overall|in\sthe\s(?:world|country|market|table|ranking)))",
    )


def foremost() -> tuple[str, ...]:
    """Patterns of who has more than all others: the first place."""
    lists = lexicon("amounts")
    sells, rivals = either(lists.texts("rank_sells")), either(lists.texts("rank_rivals"))
    others = r"(?:any|every|all)\s(?:others?|its|their|of\sits|of\stheir)\b"
    others = rf"(?:(?:any|every)(?:one|body)\selse|{others}|{rivals})"
    firsts, places = either(lists.texts("firsts")), either(lists.texts("rank_fields"))
    return (
        rf"\bthe\s(?P<said>{firsts})(?=\s(?:{places})(?![\w-]))",
        rf"{either(lists.texts('rank_kept'))}\s(?:still\s|firmly\s|well\s|clearly\s)?(?P<said>{either(lists.texts('rank_front'))})"
        r"(?=[.,;:]|$|\s(?:in|among|with|for|on|by|at)\b)",
        r"(?:is|are|was|were)\s(?:still\s|again\s|now\s|clearly\s)?(?P<said>in\s(?:the\slead|pole\sposition))"
        r"(?=[.,;:]|$|\s(?:in|among|with|ahead)\b)",
        rf"(?:is|was|became|becomes|{either(lists.texts('rank_kept'))})\s(?:still\s|again\s|now\s)?the\s(?:[\w-]+\s){{0,2}}?"
        r"(?P<said>(?:market\s)?leader)(?=\sin\s(?:the|this|its)\s|\sof\sthe\s(?:list|market|table|ranking|segment)\b)",
        rf"(?P<said>{either(lists.texts('rank_beats'))}\s{others})",
        rf"{sells}\s(?P<said>(?:by\sfar\s)?more\s(?:[\w\'’-]+\s){{0,9}}than\s{others})",
        rf"(?P<said>(?:nobody\s(?:else\s)?|no\s(?:other\s)?(?:[\w-]+\s){{1,4}}?)(?:(?:has|have|had)\s)?{sells}\s(?:(?:better|as\swell|as\smany)\b"
        rf"|more(?=\s(?:[\w-]+\s){{0,9}}than\s(?:the\s)?(?-i:[A-Z]))))",
    )


def topmost(small: str, holders: str) -> str:
    """The pattern of one of the first so many: "among the three biggest makers"."""
    firsts = either(lexicon("amounts").texts("firsts"))
    so_many = rf"(?P<said>(?P<n>{small}|\d{{1,2}})\s(?:{firsts}))"
    opened = r"(?:among|amongst|one\sof|into)\s(?:the|its)\s(?:[\w-]+['’]s\s)?"
    return rf"{opened}{so_many}(?=\s(?:[\w-]+\s){{0,3}}{holders}s?\b)"
