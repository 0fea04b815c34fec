"""Takes nothing; gives the frozen records that pass between the rooms; touches nothing.

Nothing here knows RDF, files or the command line. Ids are local: an entity is `some-name`, a term `localName`; the
graph room mints IRIs from them.
"""

from kg.model.claims import Article, Claim, Condition, Entity, Quantity, Span, When
from kg.model.reading import Amount, Mention, Moment, Newcomer, Reading
from kg.model.schema import ENTITY, ClassTerm, PropertyTerm, Schema, ScopeTerm

__all__ = [
    "ENTITY",
    "Amount",
    "Article",
    "Claim",
    "ClassTerm",
    "Condition",
    "Entity",
    "Mention",
    "Moment",
    "Newcomer",
    "PropertyTerm",
    "Quantity",
    "Reading",
    "Schema",
    "ScopeTerm",
    "Span",
    "When",
]
