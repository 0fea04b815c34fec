"""A small registry and schema of its own for the tests of names and speech: no car, no chip, no Xiaomi."""

from __future__ import annotations

from kg.errors import Location
from kg.extract.patterns.names.registered import Names
from kg.model import ClassTerm, Entity, Schema
from kg.resolve import Registry

_HERE = Location("sample")
_CLASSES = {
    "Agent": ((), ()),
    "Organisation": (("Agent",), ()),
    "Company": (("Organisation",), ()),
    "Brewer": (("Company",), ("brewery", "beermaker")),
    "Publisher": (("Organisation",), ()),
    "FinancialInstitution": (("Company",), ()),
    "Regulator": (("Organisation",), ()),
    "Person": (("Agent",), ()),
    "Product": ((), ()),
    "Drink": (("Product",), ("beer", "ale", "lager")),
    "Place": ((), ()),
    "Event": ((), ()),
    "Statement": (("Event",), ()),
    "Platform": ((), ()),
    "Regulation": ((), ("law", "rule", "standard")),
    "Group": (("Agent",), ()),
    "Technology": ((), ()),
    "UnnamedSource": (("Agent",), ()),
}
_ENTITIES = (
    ("acme", "Company", "Acme", ("Acme Group", "艾克美"), ("acme-beer",)),
    ("acme-beer", "Brewer", "Acme Beer", (), ("acme",)),
    ("hops", "Company", "HOPS", (), ()),
    ("z9", "Drink", "Acme Z9", ("Z9", "小米Z9"), ("z9-pro",)),
    ("acme-007", "Drink", "Acme 007", (), ()),
    ("acme-911", "Drink", "Acme 911", (), ()),
    ("z9-pro", "Drink", "Z9 Pro", ("Acme Z9 Pro", "Pro"), ("z9", "q4-pro")),
    ("q4", "Drink", "Q4X", (), ("q4-standard",)),
    ("q4-pro", "Drink", "Q4X Pro", ("Pro",), ("z9-pro",)),
    ("q4-standard", "Drink", "Q4X Standard", (), ("q4",)),
    ("jun-li", "Person", "Li Jun", ("Will Li",), ()),
    ("jane-doe", "Person", "Jane Doe", (), ()),
    ("ada-reed", "Person", "Ada Reed", ("Reed",), ()),
    ("model-b", "Drink", "Model B", (), ()),
    ("daily-mug", "Publisher", "Daily Mug", (), ()),
    ("tally-bank", "FinancialInstitution", "Tally Bank", (), ()),
    ("chatter", "Platform", "Chatter", (), ()),
    ("bigtown", "Place", "Bigtown", (), ()),
    ("copenhagen", "Place", "Copenhagen", (), ()),
    ("acme-letter", "Statement", "Acme letter to shareholders", ("letter to shareholders",), ()),
    ("cold-brewing", "Technology", "cold brewing", (), ()),
    ("first-ale", "Drink", "Acme's first ale", (), ()),
    ("bock", "Brewer", "Bock", (), ()),
    ("bock-barrel", "Drink", "Bock Barrel", (), ()),
    ("vesper-v6", "Drink", "Vesper V6", ("Vesper",), ("vesper-v8",)),
    ("vesper-v8", "Drink", "Vesper V8", (), ("vesper-v6",)),
    ("thirsty-people", "Group", "thirsty people", (), ()),
)
_CHINESE = {"jun-li": "李军"}
#: What the registry notes of some.
_NOTES = {
    "acme": "Danish maker of drinks.",
    "bock": "German maker of beer.",
    "jane-doe": "President of Acme.",
    "copenhagen": "Capital of Denmark.",
}


def sample_names(*, parts: bool = False) -> Names:
    """The registry and the schema, ready for looking up names; with a class for parts of organisations or without."""
    told = _CLASSES | ({"OrganisationalUnit": (("Organisation",), ())} if parts else {})
    classes = {name: ClassTerm(name, name.lower(), parents, _HERE, cues) for name, (parents, cues) in told.items()}
    entities = {
        one: Entity(one, kind, label, _CHINESE.get(one), aliases, different, None, _NOTES.get(one), _HERE)
        for one, kind, label, aliases, different in _ENTITIES
    }
    return Names(Registry(entities), Schema({}, classes, {}, {}, {}, {}, {}, {}, {}))
