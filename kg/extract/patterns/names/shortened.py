"""Takes an analysed text and its mentions; gives the short forms of names that it has introduced; touches nothing.

A family name after the full name, and an acronym that stands in brackets after the name that it shortens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.text import text_of
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names import classes
from kg.extract.patterns.names.designations import is_used
from kg.extract.patterns.names.registered import Hit, Names, Word
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ACRONYM = re.compile(r" ?\( ?(?:the )?\"?([A-Z][A-Za-z]{0,2}[A-Z&]{1,5}[a-z]?s?)\"?(?=[),;])")
_NARROWS = re.compile(
    r" (?:(?:in|outside) (?:(?!20\d\d|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[A-Z\d]|over |more |many |years"
    r"|(?:the|its|their|this|that) (?:\w+ )?(?:class|segment|category|range|family|series|line|country|market|world)\b)"
    r"|(?:for|from|with) (?!20\d\d)|to (?!(?:the )?(?:market|customers|buyers|public|press)\b))"
)
#: A part of a whole right behind what notes write for a margin.
_SHARE = re.compile(r"(?: (?:of|at|was|came in at|reached|hit|to))? ?\d{1,2}(?:\.\d+)?(?:%|pp| ?percent)")
_PERSON = "Person"
_TWO = 2


def is_part(hit: Hit, text: str, words: list[Word], names: Names, parts: dict[int, str]) -> bool:
    """Whether a hit is no name here: a month with its day, a verb, the end of a longer name that nobody knows.

    `parts` are the parts of speech of the words that begin at a place.
    """
    if hit.last - hit.first > 1:
        return is_narrowed(text[hit.start : hit.end], text, hit.end)
    word = words[hit.first].text
    if (len(word) == 1 and hit.first and _is_behind_name(text, words[hit.first - 1], hit)) or (
        word in word_set("names", "margins")
        and (_SHARE.match(text, hit.end) or words[hit.first - 1].text.lower() in word_set("names", "margin_of"))
    ):
        return True
    if text[hit.end : hit.end + 1] == "$" or (word.islower() and parts.get(hit.start) == "VERB"):
        return True
    if (
        word.istitle()
        and word.isalpha()
        and parts.get(hit.start) in ("NOUN", "VERB", "ADJ")
        and _is_acronym(word, hit, names)
    ):
        return True
    if word[:3].title() in word_set("months", "short") and len(word) <= 4 and word.isalpha():
        around = text[max(0, hit.start - 4) : hit.start] + " " + text[hit.end : hit.end + 4]
        return any(sign.isdigit() for sign in around)
    if names.schema.is_a(names.entity(hit.bearers[0]).type, "Product") and hit.first:
        before = words[hit.first - 1]
        beside = text[before.end : hit.start] in (" ", "-", "")
        return beside and _is_designation(before.text)
    return False


def is_narrowed(name: str, text: str, end: int) -> bool:
    """Whether the first or second of somebody's is one of several after all: "its first lamp in Norton"."""
    ordinal = any(word in word_set("names", "ordinals") for word in name.split()[:-1])
    return ordinal and bool(_NARROWS.match(text, end))


def _is_behind_name(text: str, before: Word, hit: Hit) -> bool:
    """Whether a single letter belongs to the name right before it: the "X" of "Acme Norton X"."""
    return text[before.end : hit.start] == " " and before.text[0].isupper() and before.text[1:].islower()


def _is_acronym(word: str, hit: Hit, names: Names) -> bool:
    """Whether the name is written in capitals only, so that the common word may be meant."""
    forms = {name for one in hit.bearers for name in names.entity(one).names}
    return word.upper() in forms and word not in forms


def _is_designation(word: str) -> bool:
    return any(sign.isdigit() for sign in word) and any(sign.isupper() for sign in word)


def acronyms_of(text: str, mentions: list[Mention]) -> dict[str, tuple[Mention, int]]:
    """The acronyms that stand in brackets behind names, with the names that they shorten and where they stand."""
    acronyms = {}
    for mention in mentions:
        found = _ACRONYM.match(text, mention.span.end)
        if found and abbreviates(found[1], mention.span.text):
            acronyms[found[1]] = (mention, found.start(1))
    return acronyms


def find_shortened(doc: Doc, text: str, body: str, names: Names, mentions: list[Mention]) -> Iterator[Mention]:
    """Mentions by a short form, each after the mention that introduces it."""
    people = _family_names(mentions)
    acronyms = acronyms_of(text, mentions)
    taken = {at for one in mentions for at in range(one.span.start, one.span.end)}
    for mention in _models(text, body, names, mentions):
        if not taken & set(range(mention.span.start, mention.span.end)):
            taken |= set(range(mention.span.start, mention.span.end))
            yield mention
    for token in doc:
        if not token.text[:1].isupper() or token.idx in taken:
            continue
        span = Span(token.idx, token.idx + len(token.text), body[token.idx : token.idx + len(token.text)])
        if token.text in acronyms and token.idx >= acronyms[token.text][1]:
            known = acronyms[token.text][0]
            yield Mention(span, known.type, known.entity, known.by)
        elif person := _person(token, people):
            yield Mention(span, person.type, person.entity, person.by)


def _models(
    text: str, body: str, names: Names, mentions: list[Mention], *, anywhere: bool = False
) -> Iterator[Mention]:
    """Things made by the part of their name behind the maker's: "the Seven" after "Halcyon Seven".

    `anywhere`: only designations, "X7", but also before the full name.
    """
    made = classes.by_label(names.schema, classes.MADE)
    full: dict[str, Mention] = {}
    for mention in mentions:
        if made and names.schema.is_a(mention.type, made) and " " in mention.span.text:
            rest = names.behind_maker(mention.span.text) or _designation(mention.span.text)
            if rest and (not anywhere or _is_designation(rest)):
                full.setdefault(rest, mention)
            if not anywhere and (kind := names.behind_thing(mention.span.text)):
                full.setdefault(kind, mention)
    for rest, mention in sorted(full.items()):
        lead = r"(?:(?<=the )|(?<=The )|(?<=its )|(?<=Its )|(?<=new )|(?<=drive ))" if rest.isalpha() else r"(?<![\w-])"
        for match in re.finditer(rf"{lead}{re.escape(rest)}(?![\w-]|\.\d)", text):
            if anywhere or match.start() > mention.span.end:
                span = Span(match.start(), match.end(), body[match.start() : match.end()])
                yield Mention(span, mention.type, mention.entity, mention.by)


def _designation(name: str) -> str:
    """The letters and digits at the end of a name of two words: the "Z1" of "Zephyr Z1"."""
    words = name.split()
    return words[1] if len(words) == _TWO and _is_designation(words[1]) and not words[1].isdigit() else ""


#: Behind these a word with a capital may be the short name of a thing made.
_LEADS = ("the", "its", "new", "their", "whose", "all-new", "electric")


def find_models(doc: Doc, body: str, names: Names, mentions: list[Mention]) -> Iterator[Mention]:
    """Registered things made by the last part of their name, where the text names their makers."""
    makers = {one.entity for one in mentions if one.entity}
    taken = {at for one in mentions for at in range(one.span.start, one.span.end)}
    text = text_of(doc)
    for found in _models(text, body, names, mentions, anywhere=True):
        if not taken & set(range(found.span.start, found.span.end)):
            taken |= set(range(found.span.start, found.span.end))
            yield found
    bodies = [one for one in mentions if one.entity and len(one.span.text.split()) > 1]
    for token in doc if bodies else ():
        if token.text.istitle() and token.idx not in taken and (known := _body(token, bodies)):
            taken |= set(range(token.idx, token.idx + len(token.text)))
            yield replace(
                known, span=Span(token.idx, token.idx + len(token.text), body[token.idx : token.idx + len(token.text)])
            )
    told: set[str] = set()
    for token in doc:
        if token.idx in taken:
            continue
        if token.text not in names.short:
            model = _counted(token, names, makers)
        else:
            model = _of_maker(token, names, makers, told)
        if model is not None:
            told.add(token.text)
            yield replace(model, span=replace(model.span, text=body[model.span.start : model.span.end]))


def _of_maker(token: Token, names: Names, makers: set[str], told: set[str]) -> Mention | None:
    """The registered thing whose short name stands alone, where the text names its maker: "the Seven" of Halcyon.

    Once it was told so, as one of `told`, the name needs nothing before it: "lamps with Seven".
    """
    before = token.doc[token.i - 1].lower_ if token.i else ""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    shaped = token.text.isdigit() and token.text.startswith("0")
    again = token.text in told and (token.pos_ == "PROPN" or shaped) and not token.is_sent_start
    led = before in _LEADS or before == "'s" or _is_designation(token.text) or again
    if not led or (after is not None and after.text[:1].isupper() and after.pos_ == "PROPN"):
        return None
    if token.text.isdigit() and not shaped and before != "'s" and not is_used(token):
        return None
    bearers = {one for maker, one in names.short.get(token.text, ()) if maker in makers}
    if len(bearers) != 1:
        return None
    one = bearers.pop()
    return Mention(Span(token.idx, token.idx + len(token.text), token.text), names.entity(one).type, one)


def _counted(token: Token, names: Names, makers: set[str]) -> Mention | None:
    """The registered thing that a number counts by its short name: "300 Sevens" of Halcyon."""
    word = token.text.removesuffix("s")
    number = token.nbor(-1) if token.i else None
    if word == token.text or number is None or not number.like_num or not word.istitle() or not word.isalpha():
        return None
    bearers = {one for maker, one in names.short.get(word, ()) if maker in makers}
    if len(bearers) != 1:
        return None
    one = bearers.pop()
    return Mention(Span(token.idx, token.idx + len(token.text), token.text), names.entity(one).type, one)


def _body(token: Token, bodies: list[Mention]) -> Mention | None:
    """The one body named before whose name has the noun in it: "the Commission" of the Norton Commission."""
    if token.i == 0 or token.doc[token.i - 1].lower_ != "the" or token.text.lower() not in word_set("speech", "ruling"):
        return None
    beside = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if beside is not None and (beside.text[:1].isupper() or beside.lower_ in ("of", "for")):
        return None
    found = [one for one in bodies if one.span.end <= token.idx and token.text in one.span.text.split()]
    return found[-1] if len({one.entity for one in found}) == 1 else None


def _person(token: Token, people: dict[str, list[Mention]]) -> Mention | None:
    """The one person introduced before whose name the word is a part of."""
    before = [one for one in people.get(token.text, ()) if one.span.end <= token.idx]
    if len({one.entity or one.span.text for one in before}) != 1 or not _is_name(token):
        return None
    return before[-1]


def _family_names(mentions: list[Mention]) -> dict[str, list[Mention]]:
    """First and last words of persons' names -> the mentions in full, in the order of the text."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        parts = mention.span.text.split()
        if mention.type == _PERSON and len(parts) > 1:
            for part in {parts[0], parts[-1]}:
                if len(part) > 1:
                    found.setdefault(part, []).append(mention)
    return found


def _is_name(token: Token) -> bool:
    """Whether a word that can be a part of a name is one here: no month with its day, no beginning of another name."""
    beside = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if beside is None:
        return token.pos_ in ("PROPN", "NOUN")
    month = token.text in word_set("months", "short") and beside.text[:1].isdigit()
    joined = beside.pos_ == "PROPN" and beside.text[:1].isupper() and beside.ent_type_ == "PERSON"
    return token.pos_ in ("PROPN", "NOUN") and not month and not joined


def abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of the acronym are the initials of the name's words, small words left out or not."""
    letters = acronym.removesuffix("s").replace("&", "").upper()
    words = re.findall(r"[A-Za-z]+", name)
    long = "".join(word[0] for word in words).upper()
    short = "".join(word[0] for word in words if word[0].isupper())
    return len(letters) > 1 and (letters in (long, short) or (len(letters) > 2 and short.endswith(letters)))
