"""Takes an analysed document; mends what the model reads wrong in a systematic way; touches that document.

"In July Acme sold 50 lamps": the model reads "In (July Acme)" and leaves the verb without a subject, as no comma stands
between them (`fronting`); and verbs are taken for nouns or participles (`verbs`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.fronting import free_doers
from kg.extract.patterns.analysis.verbs import find_verbs

if TYPE_CHECKING:
    from spacy.tokens import Doc


def mend(doc: Doc) -> None:
    """Give sentences their verbs, and verbs their subjects."""
    find_verbs(doc)
    free_doers(doc)
