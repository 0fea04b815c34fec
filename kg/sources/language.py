"""Takes a text; gives the tag of the language that it is in, None where it is not sure; touches nothing.

py3langid (BSD, its model of 97 languages in the package, 4 MB) rather than lingua (96 MB), fastText (its model is a
download of another licence) and langdetect (last release 2021, and its answers vary from run to run). A short text is
not judged: a headline has too few letters to tell Danish from Norwegian.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from kg.errors import KgError

#: Fewer letters than this are judged by nobody; a Han or Hangul sign counts as three.
_FEWEST = 60
#: More of a text than its beginning tells nothing new.
_ENOUGH = 4000
#: Below this probability, of its own reckoning, the answer is a guess.
_SURE = 0.9


class MissingExtra(KgError):
    """A library of an extra is not installed."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs the extra add; run: pip install 'claimgraph[add]'")


def identify(text: str) -> str | None:
    """The language as a tag of two letters. Raises `MissingExtra`."""
    sample = " ".join(word for word in text[:_ENOUGH].split() if "://" not in word)
    weight = sum(3 if ord(sign) > 0x2E7F else 1 for sign in sample if unicodedata.category(sign)[0] in "LM")
    if weight < _FEWEST:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _SURE else None


@cache
def _identifier() -> Any:
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ModuleNotFoundError:
        raise MissingExtra("telling the language") from None
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Beside the languages of two letters the model knows rare ones, such as spoken Wu, that only take votes away.
    found.set_languages([label for label in found.labels if len(label) == 2])
    return found
