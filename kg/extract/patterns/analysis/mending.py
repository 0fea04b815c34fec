"""Takes an analysed document; mends what the model reads wrong in a systematic way; touches that document.

"In July Acme sold 50 lamps": the model reads "In (July Acme)" and leaves the verb without a subject, as no comma stands
between them (`fronting`); verbs are taken for nouns or participles (`verbs`), and names for parts of what stands
behind them (`owned`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.fronting import free_doers
from kg.extract.patterns.analysis.owned import part_names
from kg.extract.patterns.analysis.verbs import find_verbs

if TYPE_CHECKING:
    from spacy.tokens import Doc


def mend(doc: Doc) -> None:
    """Give sentences their verbs, and verbs their subjects."""
    part_names(doc)
    find_verbs(doc)
    free_doers(doc)
