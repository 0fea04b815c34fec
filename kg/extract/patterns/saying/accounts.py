"""Takes a word that opens an account ("according to", "by X's count", "in X's view"); gives what is said, and by whom.

Touches nothing. Nouns of saying belong here too: "made the claim that", "a denial came from X: ...", "rumour has it".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.names.unnamed import unnamed
from kg.extract.patterns.saying import polls, said
from kg.extract.patterns.saying.known import posts
from kg.extract.patterns.saying.speakers import Finder, Source
from kg.extract.patterns.syntax import clauses

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

#: What is said, by whom, and the word that told.
Found = tuple[tuple[int, int], Source, "Token"]
#: Between a text and the verb that it is the subject of stand so many words at most.
_FAR = 6
_ANYBODY = frozenset(("you", "one", "we"))
_MAKING = frozenset(("make", "give", "issue", "release"))


@cache
def openers() -> frozenset[str]:
    """The words that open an account and are neither verbs nor nouns."""
    return word_set("speech", "according") | {"if", "by", "based", "in", "for"}


def opened(finder: Finder, sentence: Sentence, token: Token) -> Iterator[Found]:
    """What a preposition or a noun opens."""
    word = token.lower_
    if word == "if":
        yield from _if_right(finder, sentence, token)
    elif word in word_set("speech", "according") or _opens_account(token):
        yield from _according(finder, sentence, token)
    elif word == "based" and any(child.lower_ == "on" for child in token.children):
        yield from _based(finder, sentence, token)
    elif word == "in":
        yield from _in_view(finder, sentence, token)
    elif word == "for" and token.i == sentence.start:
        yield from _for_whom(finder, sentence, token)
    elif token.pos_ in ("NOUN", "PROPN"):
        if token.i + 1 < sentence.end and token.doc[token.i + 1].text in (")", ";", ","):
            yield from _in_brackets(finder, sentence, token)
        if token.lemma_.lower() in word_set("speech", "texts"):
            yield from _shown(finder, sentence, token)
    elif token.pos_ in ("VERB", "AUX"):
        yield from _made(finder, token)
        yield from polls.expected(finder, token)


def _opens_account(token: Token) -> bool:
    """ "By Acme's account", "by data of Acme"; "hit by Acme's statement" is none."""
    if token.lower_ != "by" or token.pos_ != "ADP":
        return False
    return any(child.dep_ == "pobj" and _is_account(child, token.dep_ == "agent") for child in token.children)


def _is_account(noun: Token, does: bool) -> bool:
    """Whether a noun is an account; behind a passive verb, where it may be what does the deed, only a bare one."""
    lemmas = {noun.lemma_.lower(), noun.lower_}
    if lemmas & word_set("speech", "accounts"):
        return not does or noun.doc[noun.head.i - 1].text == ","
    return bool(lemmas & word_set("speech", "texts")) and not does


def _according(finder: Finder, sentence: Sentence, token: Token) -> Iterator[Found]:
    """ "According to Acme": the sentence around these words."""
    source = finder.behind(token)
    if source is None or (token.lower_ in ("per", "by") and source.speaker is None):
        return
    doc = token.doc
    left, right = token.idx, doc[source.end - 1].idx + len(doc[source.end - 1].text)
    if any(one.dep_ in ("relcl", "acl") and one.head.i == source.head for one in doc[source.head].children):
        right = max(right, said.reach(doc[source.head])[1])
    named = next((one for one in doc[source.head].children if _is_called(one, source, finder)), None)
    right = said.reach(named)[1] if named is not None else right
    if doc[source.head].lemma_.lower() in word_set("speech", "texts"):  # "a post on its site"
        links = (one for one in doc[source.head].children if one.dep_ == "prep" and one.i == source.end)
        right = max([right, *(said.reach(one)[1] for one in links if one.lower_ in ("on", "in"))])
    semicolon = finder.text[right:].lstrip().startswith(";")
    opens = token.i > sentence.start and doc[token.i - 1].text == ";"
    alone = token.lower_ == "by" or semicolon or opens
    start = said.clause_start(sentence, token) if alone else sentence.start_char
    start = left if opens else start
    cites = (
        doc[source.end + 1 : source.end + 2].text == "citing"
    )  # "according to Acme, citing people": no words of Acme's
    stop = right if semicolon or cites else sentence.end_char
    if (own := _beside_clause(sentence, token)) is not None:
        start, stop = max(start, own[0]), max(right, min(stop, own[1]))
    for begin, end in ((start, left), (right, stop)):
        if stretch := _bare(finder, begin, end):
            yield stretch, source, token


def _beside_clause(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """The clause that these words belong to alone, without a comma: "it grew and ranked third according to Acme"."""
    verb = token.head
    if token.i == sentence.start or token.doc[token.i - 1].is_punct or verb.pos_ not in ("VERB", "AUX"):
        return None
    return said.reach(verb) if verb.dep_ in ("conj", "relcl", "acl", "advcl") else None


def _is_called(part: Token, source: Source, finder: Finder) -> bool:
    """Whether a part of a phrase is another name, or a post: "according to Jane Doe, head of sales at Acme"."""
    if part.dep_ != "appos" or part.i < source.end:
        return False
    comma = part.left_edge.i == source.end + 1 and part.doc[source.end].text == ","
    return (part.i == source.end and part.i in finder.by_token) or (comma and part.lemma_.lower() in posts())


def _if_right(finder: Finder, sentence: Sentence, token: Token) -> Iterator[Found]:
    """ "The beer will cost more, if a leaker is right", "if the study is to be believed"."""
    verb = token.head
    subject = clauses.subject_of(verb)
    words = [verb, *(child for child in verb.children if child.dep_ in ("acomp", "xcomp", "advmod"))]
    if token.dep_ != "mark" or verb.dep_ != "advcl" or subject is None or any(map(clauses.is_negation, verb.children)):
        return
    if not any(one.lemma_.lower() in word_set("speech", "right") for one in words):
        return
    if subject.lower_ in _ANYBODY:  # "if you believe Acme"
        subject = next((one for one in verb.children if one.dep_ in ("dobj", "obj")), subject)
    source = finder.describe(subject)
    if source is not None and (source.speaker is not None or source.unnamed):
        start, end = said.reach(verb)
        whole = verb.head == sentence.root
        for begin, stop in ((sentence.start_char if whole else start, start), (end, sentence.end_char)):
            if stretch := _bare(finder, begin, stop):
                yield stretch, source, token


def _based(finder: Finder, sentence: Sentence, token: Token) -> Iterator[Found]:
    """ "Based on data from Acme"."""
    source = finder.behind(next(child for child in token.children if child.lower_ == "on"))
    if (
        source is None
        or source.speaker is None
        or token.doc[source.head].lemma_.lower() not in word_set("speech", "texts")
    ):
        return
    if token.i == sentence.start or token.doc[token.i - 1].text == ",":
        end = token.doc[source.end - 1].idx + len(token.doc[source.end - 1].text)
        for begin, stop in ((sentence.start_char, token.idx), (end, sentence.end_char)):
            if stretch := _bare(finder, begin, stop):
                yield stretch, source, token


def _bare(finder: Finder, start: int, end: int) -> tuple[int, int] | None:
    """The words between two places without the signs around them, two of them at least."""
    inside = finder.text[start:end]
    bare = inside.strip(" ,.;:-\n\"'()")
    if len(bare.split()) < 2:
        return None
    begin = start + inside.index(bare)
    return begin, begin + len(bare)


def _in_view(finder: Finder, sentence: Sentence, token: Token) -> Iterator[Found]:
    """ "In Acme's view", "in the view of Acme": the clause that follows, or the sentence before."""
    noun = next((child for child in token.children if child.dep_ == "pobj"), None)
    if noun is None or noun.lemma_.lower() not in word_set("speech", "views"):
        return
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    of = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    end = noun
    if owner is None and of is not None:
        owner = next((child for child in of.children if child.dep_ == "pobj"), None)
        end = owner or noun
    source = (finder.last(owner) or finder.describe(owner)) if owner is not None else None
    if source is None or (source.speaker is None and not source.unnamed):
        return
    left, right = token.idx, end.idx + len(end.text)
    if token.i > sentence.start and token.doc[token.i - 1].text in (":", ";"):
        right = (
            right
            + len(finder.text[right : sentence.end_char])
            - len(finder.text[right : sentence.end_char].lstrip(" ,"))
        )
        yield (right, sentence.start_char + len(sentence.text.rstrip())), source, noun
    elif stretch := said.beside(sentence, left, right):
        yield stretch, source, noun


def _for_whom(finder: Finder, sentence: Sentence, token: Token) -> Iterator[Found]:
    """ "For Jane Doe, the deal is a mistake": the view of a man, where the sentence judges something else."""
    noun = next((child for child in token.children if child.dep_ == "pobj"), None)
    source = finder.describe(noun) if noun is not None else None
    if source is None or source.speaker is None or not finder.is_any(source.speaker, "men"):
        return
    end = max(one.i for one in token.subtree)
    comma = next((at for at in (end, end + 1) if at < sentence.end and token.doc[at].text == ","), None)
    verb = token.head
    if comma is not None and verb.lemma_ == "be" and any(one.dep_ in ("attr", "acomp") for one in verb.children):
        start = token.doc[comma + 1].idx
        yield (start, sentence.start_char + len(sentence.text.rstrip())), source, token


def _in_brackets(finder: Finder, sentence: Sentence, noun: Token) -> Iterator[Found]:
    """ "(source: Acme)", "(Acme data)", "(press report)" behind what it tells."""
    doc = noun.doc
    texts = word_set("speech", "texts") | word_set("speech", "unnamed")
    start = noun.i
    while start > sentence.start and doc[start - 1].text not in ("(", ")") and noun.i - start < 5:
        start -= 1
    if start <= sentence.start or doc[start - 1].text != "(":
        return
    first = doc[start]
    named = first.lower_ in ("source", "sources") and doc[start + 1].text == ":"
    source = finder.describe(noun) if named or noun.lemma_.lower() in texts else None
    if source is None or (source.speaker is None and not source.unnamed):
        return
    begin = said.clause_start(sentence, first)
    if stretch := _bare(finder, begin, doc[start - 1].idx):
        yield stretch, source, noun


def _shown(finder: Finder, sentence: Sentence, noun: Token) -> Iterator[Found]:
    """ "..., data from Acme show;" where the verb was taken for a noun."""
    doc, first = noun.doc, noun.left_edge.i
    if first < sentence.start + 2 or doc[first - 1].text != ",":
        return
    for at in range(noun.i + 2, min(noun.i + _FAR, sentence.end - 1)):
        if doc[at].lower_ == "show" and doc[at].pos_ in ("NOUN", "PROPN") and doc[at + 1].text in (";", ".", ","):
            author = next((finder.by_token[one] for one in range(noun.i, at) if one in finder.by_token), None)
            if author is not None and finder.speaks(author):
                stretch = said.clause_start(sentence, doc[first]), doc[first - 2].idx + len(doc[first - 2].text)
                yield stretch, Source(noun.i, first, at, author, noun.text, None, (), False), doc[at]


def _made(finder: Finder, verb: Token) -> Iterator[Found]:
    """ "Acme made the claim that ...", "a denial came from Acme: ...", "rumour has it that ..."."""
    lemma = verb.lemma_.lower()
    subject = clauses.subject_of(verb)
    if subject is None or clauses.is_passive(verb) or any(clauses.is_negation(child) for child in verb.children):
        return
    if lemma in word_set("speech", "giving") and (listed := _listed(verb)):
        source = finder.describe(subject)
        if source is not None and source.speaker is not None:
            yield listed, source, verb
    elif lemma in _MAKING:
        for noun in (child for child in verb.children if child.dep_ in ("dobj", "obj") and child.i > verb.i):
            clause = next((one for one in (*noun.children, *verb.children) if _is_that(one) and one.i > noun.i), None)
            source = finder.describe(subject) if clause is not None and _tells(noun) else None
            if clause is not None and source is not None:
                yield said.reach(clause), source, noun
    elif lemma == "come" and _tells(subject):
        origin = next((child for child in verb.children if child.lower_ == "from" and child.i > verb.i), None)
        source = finder.behind(origin) if origin is not None else None
        stretch = said.after_colon(verb, verb.sent)
        if source is not None and stretch:
            yield stretch, source, subject
    elif lemma in word_set("speech", "polling") and (poll := polls.poll(subject)) is not None:
        source = finder.describe(poll)
        if source is not None and (source.speaker is not None or source.unnamed):
            start = min(subject.subtree, key=lambda one: one.i).idx
            rest = finder.text[start : said.reach(verb)[1]]
            yield (start, start + len(rest.split(";")[0].rstrip())), source, verb
    elif lemma == "have" and subject.lemma_.lower() in word_set("speech", "unnamed"):
        clause = next((child for child in verb.children if _is_that(child) and child.i > verb.i), None)
        if clause is not None and any(child.lower_ == "it" for child in (*verb.children, *clause.children)):
            word = subject.lemma_.lower()
            who = Source(
                subject.i, subject.i, subject.i + 1, unnamed(finder.names, word, subject), subject.text, None, (), True
            )
            yield said.reach(clause), who, verb


def _listed(verb: Token) -> tuple[int, int] | None:
    """ "Gave only a floor: more than 300": the figures behind the colon."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "obj") and child.i > verb.i]
    if len(objects) != 1 or objects[0].lemma_.lower() not in word_set("speech", "given"):
        return None
    return said.after_colon(verb, verb.sent) if verb.doc[objects[0].i + 1].text == ":" else None


def _tells(noun: Token) -> bool:
    return noun.lemma_.lower() in word_set("speech", "sayings")


def _is_that(clause: Token) -> bool:
    """Whether a clause opens with "that" as a word that joins."""
    opens = clause.left_edge
    joins = opens.lower_ == "that" and opens.dep_ not in (*clauses.SUBJECTS, "dobj", "obj")
    return clause.dep_ in ("ccomp", "acl", "relcl") and joins
