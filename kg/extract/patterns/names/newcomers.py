"""Takes an analysed text and its registered mentions; gives the names that the registry lacks; touches nothing.

A newcomer is proposed with a class and with the registered things whose names are similar; likeness alone never merges
the two. Once a name is found it is found wherever it stands in the text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.covering import covered
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names import classes
from kg.extract.patterns.names.candidates import find_candidates, is_kind
from kg.extract.patterns.names.compounds import (
    as_used,
    by_use,
    find_compounds,
    labels_of,
    sieved,
    without_courtesy,
    without_noun,
)
from kg.extract.patterns.names.designations import Candidate
from kg.extract.patterns.names.occurrences import Found, everywhere, group, kinds_of
from kg.extract.patterns.names.refused import is_refused
from kg.extract.patterns.names.registered import Names
from kg.extract.patterns.names.shortened import acronyms_of
from kg.extract.patterns.names.spelling import CAPITAL, SMALL
from kg.extract.patterns.names.usage import FIRM, MADE, find_used
from kg.model import Mention, Newcomer, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Phrase

_MAX_ID = 60
#: So few small letters may begin a name.
_SHORT = 2
_PERSON = "Person"
#: Somebody who is no person.
_SEVERAL = ("Organisation", "Company")


def find_newcomers(
    doc: Doc, text: str, body: str, names: Names, mentions: list[Mention]
) -> tuple[list[Mention], list[Newcomer]]:
    """The mentions of new names, in the order of the text, and the names, each once, in the order of their first.

    The mentions carry the ids of the newcomers, so that short forms and references can follow them.
    """
    found = everywhere(text, _select(doc, text, names, mentions), mentions)
    groups = group(found)
    fresh: list[Mention] = []
    proposed: list[Newcomer] = []
    taken: set[str] = set()
    kinds = kinds_of(groups, text)
    for members, kind in zip(groups, kinds, strict=True):
        spans = tuple(Span(one.start, one.end, body[one.start : one.end]) for one in members)
        forms = tuple(sorted({one.text: None for one in members}, key=lambda form: (-len(form), form)))
        one = _free_id(" ".join(max(members, key=lambda member: len(member.core)).core), kind, names, taken)
        taken.add(one)
        near = names.near(forms)
        proposed.append(Newcomer(one, kind, forms, near, spans))
        fresh.extend(Mention(span, kind, one, "model") for span in spans)
    return sorted(fresh, key=lambda one: one.span.start), proposed


def _select(doc: Doc, text: str, names: Names, mentions: list[Mention]) -> list[Found]:
    """The candidates that are new names, none overlapping a surer one."""
    persons = {word for one in mentions if one.type == _PERSON for word in one.span.text.split()}
    covering = covered(doc, mentions)
    known = frozenset(at for at, one in covering.items() if one.span.start <= doc[at].idx)
    labels = labels_of(covering, names)
    used_as = find_used(doc, labels, names.things)
    named = sieved(find_compounds(doc, labels, names.things), covering)
    chosen: list[tuple[Candidate, Found]] = []
    used: set[int] = set()
    short = acronyms_of(text, mentions)
    for candidate in (*named, *find_candidates(doc, {at: labels[at] for at in known}), *by_use(used_as)):
        one = without_courtesy(doc, without_noun(doc, candidate, names))
        inside = set(range(one.start, one.end))
        if is_refused(doc, one, names.schema) or inside & used or (inside & known and not _is_more(doc, one, known)):
            continue
        phrase = doc[one.start : one.end]
        one = as_used(one, used_as.get(phrase.text))
        firm = one.label == FIRM and FIRM in used_as[phrase.text].sure if phrase.text in used_as else False
        kind = None if phrase.text in persons else _kind(doc, text, one, names, firm)
        if kind and one.shaped and one.label == MADE and labels.get(one.start) == MADE:
            kind = covering[one.start].type
        if kind is None or phrase.text in short or phrase.text in word_set("names", "margins"):
            continue
        if kind == _PERSON:
            persons.update(phrase.text.split())
        used |= inside
        chosen.append((one, Found(kind, phrase.start_char, phrase.end_char, phrase.text)))
    common = _common_words(doc)
    whole = {one.span.text for one in mentions} | {found.text for _, found in chosen}
    kinds = {names.behind_thing(text) for text in whole}  # "the Orbit" after "the Acme Comet Orbit" is that
    return [
        found
        for candidate, found in chosen
        if found.text not in kinds
        and (candidate.shaped or candidate.end - candidate.start > 1 or found.text not in common)
        and (found.text not in persons or names.schema.is_a(found.kind, _PERSON))
    ]


def _is_more(doc: Doc, candidate: Candidate, known: frozenset[int]) -> bool:
    """Whether a candidate around a registered name is another thing's name, with a shape or an ending of its own."""
    outside = [at for at in range(candidate.start, candidate.end) if at not in known]
    if not outside or all(doc[at].text.islower() and len(doc[at]) > _SHORT for at in outside):
        return False  # "the standard Zed Max" is no other than the Zed Max
    ends = candidate.end - 1 in outside and _ending(doc, candidate) is not None
    return candidate.shaped or (candidate.label in ("ORG", "FAC", "EVENT") and ends)


def _ending(doc: Doc, candidate: Candidate) -> str | None:
    last = doc[candidate.end - 1].text.strip(".")
    lists = ("company", "publisher", "regulator", "organisation", "place", "event")
    return next((key for key in lists if last in word_set("names", key)), None)


def _kind(doc: Doc, text: str, candidate: Candidate, names: Names, firm: bool) -> str | None:
    """The class of a candidate, None where it is no name. `firm`: it is used as a firm's name is."""
    phrase = doc[candidate.start : candidate.end]
    words = [token.text for token in phrase]
    base = classes.by_label(names.schema, candidate.label)
    if base is None or _fills_its_line(phrase, text) or (len(words) > 1 and _is_measured(words, names)):
        return None
    told = classes.by_neighbours(names.schema, names.nouns, phrase)
    noun = names.nouns.get(words[-1].lower())
    if len(words) == 1:
        if words[0].endswith("s") and phrase.start and doc[phrase.start - 1].like_num and base != classes.MADE:
            return None  # "sold 500 Nortons": what is counted by such a name is no firm, and no one thing
        if noun or words[0] in word_set("names", "versions"):
            return None
        if is_kind(phrase.root) and not (told and names.schema.is_a(told, "Agent")):
            return None
    if candidate.label in ("WORK_OF_ART", classes.LAW):
        sure = candidate.shaped or any(one and names.schema.is_a(one, base) for one in (told, noun))
        return base if sure else None
    named = (
        firm
        or (candidate.shaped and candidate.label == FIRM)
        or _ending(doc, candidate)
        or classes.by_ending(names.schema, words)
    )
    if candidate.label in ("PERSON", "ORG") and noun and not named:
        somebody = names.schema.is_a(noun, "Agent")
        if candidate.label == "ORG" and not somebody:
            return noun if _is_called(phrase, names, noun) else None
        return noun if somebody else base
    return _class(phrase, candidate, names, base, told)


def _is_measured(words: list[str], names: Names) -> bool:
    """Whether the name of a version has drawn in a figure of it: "the Zed 300 km, the Pro 400 km"."""
    return words[0] in word_set("names", "alone") and words[-1] in names.schema.unit_names


def _is_called(phrase: Phrase, names: Names, noun: str) -> bool:
    """Whether "the" and capital words that end as things or rules are called name one: "the Lamp Safety Act"."""
    kinds = [one for label in (MADE, classes.LAW) if (one := classes.by_label(names.schema, label))]
    before = phrase.doc[phrase.start - 1] if phrase.start else None
    written = len(phrase) > 1 and all(one.text[:1].isupper() for one in phrase)
    led = before is not None and (before.lower_ == "the" or before.text == "'s")
    return written and led and any(names.schema.is_a(noun, kind) for kind in kinds)


def _class(phrase: Phrase, candidate: Candidate, names: Names, base: str, told: str | None) -> str:
    """The class by the common noun beside the name, by its own last word, or by what the model calls it."""
    if candidate.label == "PUBLISHER":
        return base
    if person := _person(phrase, names, told):
        return person
    if candidate.label in ("PERSON", "GPE"):
        return _other_than(phrase, names, base, told, candidate)
    if told and (names.schema.is_a(told, base) or not candidate.shaped):
        return told
    if candidate.label == classes.MADE:
        return base
    if ending := classes.by_ending(names.schema, [token.text for token in phrase]):
        return ending
    publishes = phrase.root.dep_ == "nsubj" and phrase.root.head.lemma_ in word_set("names", "reporting")
    told_to = phrase.root.dep_ in ("dobj", "dative") and phrase.root.head.lemma_ in word_set("names", "telling")
    publishes = publishes or told_to
    return (classes.publisher(names.schema) if publishes else None) or base


def _person(phrase: Phrase, names: Names, told: str | None) -> str | None:
    """The class of persons for two or three words in capitals that are said to be somebody, whatever the model says."""
    words = [token.text for token in phrase]
    human = classes.nearest(names.schema, (_PERSON,))
    if human is None or not 2 <= len(words) <= 3 or not all(_NAME.fullmatch(word) for word in words):
        return None
    if classes.by_ending(names.schema, words):
        return None
    return human if told and names.schema.is_a(told, human) else None


def _other_than(phrase: Phrase, names: Names, base: str, told: str | None, candidate: Candidate) -> str:
    """What its last word or the common noun beside it says; a person only where these tell somebody else."""
    ending = classes.by_ending(names.schema, [token.text for token in phrase]) if len(phrase) > 1 else None
    if candidate.label == _PERSON.upper() and phrase[-1].text not in word_set("names", "company"):
        firm = classes.nearest(names.schema, _SEVERAL)
        several = (one for one in (told, ending) if firm and one and names.schema.is_a(one, firm))
        sure = not candidate.shaped and not classes.is_said(phrase, word_set("names", "firms_or_persons"))
        return next(several, base) if sure else base
    if ending and names.schema.is_a(ending, "Agent"):
        return ending
    return told if told and names.schema.is_a(told, "Entity") and not names.schema.is_a(base, told) else base


_NAME = re.compile(rf"[{CAPITAL}][{SMALL}'-]+(?:[{CAPITAL}][{SMALL}]+)?|[{CAPITAL}]\.")


def _fills_its_line(phrase: Phrase, text: str) -> bool:
    """Whether nothing else stands in the line, an entry of a menu, or only words with capitals: a heading."""
    before, after = text[: phrase.start_char].rpartition("\n")[2], text[phrase.end_char :].partition("\n")[0]
    rest = [word for word in (before + " " + after).split() if len(word) > 3 and word[0].isalpha()]
    if not rest:
        return len((before + after).strip()) < 3
    capital = sum(word[0].isupper() for word in rest)
    joined = len(phrase) == 1 and not after.strip() and before.split()[-1:] in (["and"], ["&"])  # "Price and Norton"
    if joined and capital == len(rest):
        return True
    return len(rest) > 2 and capital * 4 >= len(rest) * 3 and not after.rstrip().endswith((".", "!", "?", '"'))


def _common_words(doc: Doc) -> frozenset[str]:
    """Words that the text uses as common ones, too: with "a" or "an", in the plural, in small letters."""
    found: set[str] = set()
    articles = frozenset(("a", "an", "no", "any", "every", "each"))
    after_article = False
    for token in doc:
        word = token.text
        if after_article and (word.isupper() or token.dep_ != "compound"):
            found.add(word)
        elif word.islower():
            found.update((word, word.capitalize()))
        elif word[-1:] == "s":
            found.add(word[:-1])
        after_article = word.lower() in articles
    return frozenset(found)


def _free_id(name: str, kind: str, names: Names, taken: set[str]) -> str:
    """An id from the name that neither the registry nor another newcomer has."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", ascii_only.lower()))[:_MAX_ID].strip("-")
    if not slug:
        slug = "-".join([kind.lower(), *(f"{ord(sign):x}" for sign in name[:8])])
    free, count = slug, 2
    while free in names.registry.entities or free in taken:
        free, count = f"{slug}-{count}", count + 1
    return free
