"""Takes the entry of a relation in the mapping of a gold; gives the ways in which the ontology states it.

Touches nothing. The keys of an entry stand in the docstring of `kg.evaluate.mapping`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg import strictyaml
from kg.errors import BadInput, Problem, did_you_mean
from kg.model import PropertyTerm, Schema

_KEYS = ("property", "inverse", "scope", "modality", "negated", "object", "in", "subject", "post", "note")
#: What the object of the gold is for the claim: its object, in its scope, a paraphrase of its words, or said already.
OBJECTS = ("same", "scope", "words", "ignored")
#: The post of a target that is meant where none of the listed words stands in the object.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Target:
    """One way in which the ontology states a relation of the gold; `kind` is that of the property.

    Of a key's values in `scope` any one counts. `object` is one of `OBJECTS`, `holder` the key of the scope that holds
    it; `any_subject` says that the claim may speak of the deed and not of the doer. `modality` stands for that of the
    gold; `negated` says that the gold's name is the denial of the property. `post` is the word of the gold's object
    that tells the property, "other" where none of the words listed with it (`posts`) is there, None where no word does.
    """

    property: str
    kind: str
    inverse: bool = False
    scope: tuple[tuple[str, tuple[str, ...]], ...] = ()
    object: str = "same"
    holder: str | None = None
    any_subject: bool = False
    modality: str | None = None
    negated: bool = False
    post: str | None = None
    posts: tuple[str, ...] = ()

    def fits(self, text: str | None) -> bool:
        """Whether the gold's object tells this property. The longest of the words that stand in it count."""
        if self.post is None:
            return True
        told = _told(text or "", self.posts)
        return self.post in told if told else self.post == OTHER


def _told(text: str, posts: tuple[str, ...]) -> set[str]:
    """The words of `posts` that a text holds, those inside longer ones left out: a vice president is no president."""
    rest, found = text.casefold(), set()
    for post in sorted(posts, key=len, reverse=True):
        if post.casefold() in rest:
            found.add(post)
            rest = rest.replace(post.casefold(), "|")
    return found


def is_null(node: strictyaml.Node) -> bool:
    """Whether a node is the null of YAML."""
    return isinstance(node, strictyaml.Scalar) and not node.quoted and node.text in ("", "~", "null")


def read_targets(node: strictyaml.Node, schema: Schema) -> tuple[Target, ...]:
    """The targets of an entry, none for null. Raises `BadInput`."""
    if is_null(node):
        return ()
    if isinstance(node, strictyaml.Sequence):
        return tuple(target for item in node for target in read_targets(item, schema))
    if not isinstance(node, strictyaml.Mapping):
        raise node.fail("a relation maps to {property: ...} or null", "write {property: NAME}")
    node.check_keys(_KEYS, "key of a mapped relation")
    words = _words(node)
    if not words:
        raise node.fail("property is missing", "write {property: NAME}")
    posts = tuple(word for word in words if word not in (None, OTHER))
    found = []
    for word, names in words.items():
        for name in names:
            term = _term(node, name, schema)
            target = _target(node, term, schema, word, tuple(post for post in posts if post))
            found.append(target)
            if term.inverse == name:  # the same both ways: whoever is named first
                found.append(replace(target, inverse=not target.inverse))
    return tuple(found)


def _words(node: strictyaml.Mapping) -> dict[str | None, tuple[str, ...]]:
    """The words that tell a property, with the properties; None for what the entry maps to whatever the object is."""
    found: dict[str | None, tuple[str, ...]] = {}
    if names := node.texts("property"):
        found[None] = names
    post = node.entries.get("post")
    if post is None or is_null(post):
        return found
    if not isinstance(post, strictyaml.Mapping):
        raise post.fail("post maps words of the object to properties", "write post: {WORD: NAME}")
    return found | {word: post.texts(word) for word in post.entries}


def _target(
    node: strictyaml.Mapping, term: PropertyTerm, schema: Schema, word: str | None, posts: tuple[str, ...]
) -> Target:
    rule = node.text("object") or "same"
    if rule not in OBJECTS:
        raise BadInput(Problem(node.at("object"), f"unknown rule {rule!r}", f"write one of {', '.join(OBJECTS)}"))
    holder = node.text("in")
    if (rule == "scope") != (holder is not None) or (holder and holder not in schema.scopes):
        mend = f"write object: scope, in: one of {', '.join(schema.scopes)}"
        raise BadInput(Problem(node.at("in"), "an object in the scope and the key of the scope go together", mend))
    modality = node.text("modality")
    if modality and modality not in schema.concepts["Modality"]:
        mend = did_you_mean(modality, schema.concepts["Modality"])
        raise BadInput(Problem(node.at("modality"), f"unknown modality {modality!r}", mend))
    subject = node.text("subject") or "same"
    if subject not in ("same", "any"):
        raise BadInput(Problem(node.at("subject"), f"unknown rule {subject!r}", "write subject: any or leave it out"))
    return Target(
        property=term.name,
        kind=term.kind,
        inverse=node.flag("inverse"),
        scope=_scope(node, schema),
        object=rule,
        holder=holder,
        any_subject=subject == "any",
        modality=modality,
        negated=node.flag("negated"),
        post=word,
        posts=posts,
    )


def _term(node: strictyaml.Mapping, name: str, schema: Schema) -> PropertyTerm:
    term = schema.properties.get(name)
    if term is None:
        where = node.at("property" if name in node.texts("property") else "post")
        mend = did_you_mean(name, schema.properties, "add a file for it to ontology/")
        raise BadInput(Problem(where, f"unknown relation or metric {name!r}", mend))
    return term


def _scope(node: strictyaml.Mapping, schema: Schema) -> tuple[tuple[str, tuple[str, ...]], ...]:
    scope = node.entries.get("scope")
    if scope is None or is_null(scope):
        return ()
    if not isinstance(scope, strictyaml.Mapping):
        raise scope.fail("scope is a mapping", "write scope: {counting: in-period}")
    scope.check_keys(tuple(schema.scopes), "scope key")
    return tuple((key, scope.texts(key)) for key in sorted(scope.entries))
