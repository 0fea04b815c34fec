"""Takes claims and newcomers; gives them as YAML in the formats of `data/`, to be read and edited by hand.

Touches nothing. What is written reads back as the same record; slots that have their default are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kg import quantities
from kg.extract.quotes import number_words
from kg.model import Claim, Entity, Newcomer, Quantity

#: Texts that YAML reads as themselves without quotes, inside brackets and in a line. Narrower than YAML allows.
_PLAIN = re.compile(r"[^\W_](?:[\w .’'%$€£¥“”‘/()+;…–—-]*[\w.’'%$€£¥”/)+;…–—-])?")
_PLAIN_LINE = re.compile(r"[\w“‘(¥€£$](?:(?:[\w .,’'\"%$€£¥“”‘/()+;…–—&!?-]|:(?=\S))*[\w.,’'\"%$€£¥”/)+;…–—&!?-])?")
#: Words that stand for nothing, or for a truth value in the eyes of other readers of YAML.
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off"}
_SIGNS = {bound: sign for sign, bound in quantities.SIGNS.items()}


def write_claim(claim: Claim, body: str, *, proposed: bool = False, indent: str = "") -> str:
    """The claim as an item of a list, ending with a line feed; with confidence and reason where it is `proposed`."""
    pairs = [("quote", _line(claim.span.text)), *_place(claim, body), *_core(claim), *_testimony(claim)]
    pairs += [(key, _line(text)) for key in ("key", "caveat", "note") if (text := getattr(claim, key))]
    if proposed:
        if claim.confidence is not None:
            pairs.append(("confidence", f"{claim.confidence:f}"))
        if claim.reason:
            pairs.append(("reason", _line(claim.reason)))
    lines = [f"{key}: {value}" for key, value in pairs]
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def write_newcomer(newcomer: Newcomer, *, indent: str = "  ") -> str:
    """The newcomer as an entry of a mapping, ending with a line feed."""
    label, *aliases = newcomer.names
    pairs = [("type", scalar(newcomer.type)), ("label", _line(label))]
    if aliases:
        pairs.append(("aliases", _list(aliases)))
    if newcomer.near:
        pairs.append(("near", _list(newcomer.near)))
    lines = "".join(f"{indent}  {key}: {value}\n" for key, value in pairs)
    return f"{indent}{newcomer.id}:\n{lines}"


def write_entity(entity: Entity) -> str:
    """The entity as an entry of a file of entities, ending with a line feed."""
    pairs = [("type", scalar(entity.type)), ("label", _line(entity.label))]
    if entity.zh:
        pairs.append(("zh", _line(entity.zh)))
    if entity.aliases:
        pairs.append(("aliases", _list(entity.aliases)))
    if entity.different_from:
        pairs.append(("differentFrom", _list(entity.different_from)))
    if entity.definition:
        pairs.append(("definition", _line(entity.definition)))
    return f"{entity.id}:\n" + "".join(f"  {key}: {value}\n" for key, value in pairs)


def scalar(text: str) -> str:
    """The text as a YAML scalar that reads back as it is, in a line of its own or inside brackets."""
    return _scalar(text, _PLAIN)


def _line(text: str) -> str:
    return _scalar(text, _PLAIN_LINE)


def _scalar(text: str, plain: re.Pattern[str]) -> str:
    if plain.fullmatch(text) and text.casefold() not in _RESERVED:
        return text
    return '"' + "".join(_escaped(sign) for sign in text) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign == " " or sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(scalar(text) for text in texts)}]"


def _place(claim: Claim, body: str) -> list[tuple[str, str]]:
    """Which occurrence of the words it is, where there are several, and in which part they stand."""
    pairs = []
    starts = _starts(body, claim.span.text)
    if len(starts) > 1 and claim.span.start in starts:
        pairs.append(("nth", str(starts.index(claim.span.start) + 1)))
    if claim.part != "body":
        pairs.append(("part", scalar(claim.part)))
    return pairs


def _starts(body: str, words: str) -> Sequence[int]:
    found, at = [], body.find(words)
    while at >= 0:
        found.append(at)
        at = body.find(words, at + 1)
    return found


def _core(claim: Claim) -> list[tuple[str, str]]:
    pairs = [("subject", scalar(claim.subject)), ("property", scalar(claim.property))]
    if claim.object is not None:
        pairs.append(("object", scalar(claim.object)))
    elif claim.quantity is not None:
        pairs.append(("value", _figure(claim.quantity, claim.span.text)))
    else:
        pairs.append(("words", _line(claim.words or "")))
    return pairs


def _figure(figure: Quantity, quote: str) -> str:
    """The figure in the short form where that says all, else as a mapping."""
    if figure.number is not None:
        numbers: tuple[Decimal, ...] = (figure.number,)
        short = f"{_SIGNS.get(figure.bound, '')} {figure.number:f} {figure.unit}".strip()
    else:
        numbers = tuple(end for end in (figure.low, figure.high) if end is not None)
        short = f"{'..'.join(f'{end:f}' for end in numbers)} {figure.unit}"
    stated = figure.unit_basis == "stated" and not figure.reading
    if stated and figure.unit and number_words(quote, numbers) == figure.text:
        return f'"{short}"' if short[0] in ">~" else short
    pairs = [("number", f"{figure.number:f}")] if figure.number is not None else []
    if figure.number is None:
        pairs += [(key, f"{end:f}") for key, end in (("low", figure.low), ("high", figure.high)) if end is not None]
    if figure.bound not in ("exact", "range"):
        pairs.append(("bound", figure.bound))
    pairs.append(("unit", scalar(figure.unit)))
    if figure.unit_basis != "stated":
        pairs.append(("unit_basis", figure.unit_basis))
    pairs.append(("text", scalar(figure.text)))
    if figure.reading:
        pairs.append(("reading", "true"))
    return _mapping(pairs)


def _mapping(pairs: Iterable[tuple[str, str]]) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"


def _testimony(claim: Claim) -> list[tuple[str, str]]:
    pairs = []
    if claim.when and claim.when.text:
        pairs.append(("when", scalar(claim.when.text)))
        if claim.when.basis != "stated":
            pairs.append(("when_basis", claim.when.basis))
    if claim.when and claim.when.words:
        pairs.append(("when_text", _line(claim.when.words)))
    if claim.scope:
        pairs.append(("scope", _mapping((key, scalar(value)) for key, value in claim.scope)))
    if claim.speaker:
        pairs.append(("speaker", scalar(claim.speaker)))
    if claim.role:
        pairs.append(("role", _line(claim.role)))
    if claim.via:
        pairs.append(("via", _list(claim.via)))
    if claim.modality != "asserted":
        pairs.append(("modality", scalar(claim.modality)))
    if claim.negated:
        pairs.append(("negated", "true"))
    if claim.condition and claim.condition.words:
        pairs.append(("condition", _line(claim.condition.words)))
    elif claim.condition and claim.condition.claim:
        pairs.append(("condition", _mapping([("claim", scalar(claim.condition.claim))])))
    return pairs
