"""Takes facts that are ready to be shown; gives the frozen records of the graph page; touches nothing."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import KgError


@dataclass(frozen=True, slots=True, kw_only=True)
class PageArticle:
    """An article; `paragraphs` are its body in order, `published` the text shown, `published_basis` its basis."""

    id: str
    title: str
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str = "en"
    url: str | None = None
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageClass:
    """A class; `top` is the label of the family under which its members are drawn, in the order of the classes."""

    id: str
    label: str
    top: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNode:
    """An entity; `cls` is the id of its class, `different_from` are ids of nodes; `proposed`: nobody has reviewed it.

    `rank` (0 = the most central) and `community` (0 = the largest) are filled in when the page is laid out.
    """

    id: str
    label: str
    cls: str
    zh: str | None = None
    aliases: tuple[str, ...] = ()
    definition: str | None = None
    different_from: tuple[str, ...] = ()
    proposed: bool = False
    rank: int | None = None
    community: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageClaim:
    """One testimony. `object` is a node's id or None; `text` is the object or the value in words, always.

    `quote_start` counts the code points of paragraph number `paragraph` (from 0) before the quote. `low`, `high`,
    `since` and `until` are shown as they are given. `speaker` None means the article's own voice. `counting` is the
    scope's way of counting by its own name (in-period, cumulative, rate, target), so that a chart can tell them apart.
    Of a proposed claim `extractor` is the name of what found it, `confidence` its own mark from 0 to 1 as it is shown,
    and `reason` why it was proposed, in words.
    """

    id: str
    subject: str
    property: str
    property_label: str
    text: str
    article: str
    paragraph: int
    quote: str
    quote_start: int
    object: str | None = None
    low: str | None = None
    high: str | None = None
    unit: str | None = None
    bound: str | None = None
    when: str | None = None
    since: str | None = None
    until: str | None = None
    when_basis: str | None = None
    when_text: str | None = None
    scope: tuple[tuple[str, str], ...] = ()
    counting: str | None = None
    speaker: str | None = None
    speaker_node: str | None = None
    chain: tuple[str, ...] = ()
    role: str | None = None
    modality: str = "asserted"
    negated: bool = False
    disputed_by: tuple[str, ...] = ()
    condition: str | None = None
    status: str = "reviewed"
    extractor: str | None = None
    confidence: str | None = None
    reason: str | None = None
    part: str = "body"
    caveat: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDerived:
    """A statement that a rule gives; `object` is a node's id or None, `text` its words; `claims` are claim ids."""

    subject: str
    property_label: str
    text: str
    rule: str
    claims: tuple[str, ...]
    object: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuestion:
    """A named question: `summary` in one line, `text` the SPARQL with its header, which names the parameters, too."""

    name: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTerm:
    """A term that a query may name: `name` with its prefix, `kind` in a word."""

    name: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSparql:
    """What the page's SPARQL tab works on. `prefixes` are pairs of name and namespace, `nquads` the whole graph."""

    prefixes: tuple[tuple[str, str], ...]
    questions: tuple[PageQuestion, ...]
    terms: tuple[PageTerm, ...]
    nquads: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """All that the page shows. Order is kept: of classes for the legend, of claims within a group."""

    title: str
    description: str
    licence: str
    articles: tuple[PageArticle, ...]
    classes: tuple[PageClass, ...]
    nodes: tuple[PageNode, ...]
    claims: tuple[PageClaim, ...]
    derived: tuple[PageDerived, ...] = ()
    sparql: PageSparql | None = None


def check(page: PageData) -> None:
    """Raise `KgError` where an id leads nowhere or is used twice, or a quote is not where it is said to be."""
    classes = {cls.id for cls in page.classes}
    nodes = {node.id for node in page.nodes}
    articles = {article.id: article for article in page.articles}
    for node in page.nodes:
        if node.cls not in classes:
            raise KgError(f"page: node {node.id} has the unknown class {node.cls}")
    claims = {claim.id for claim in page.claims}
    for what, given in (("node", page.nodes), ("claim", page.claims), ("article", page.articles)):
        if len({item.id for item in given}) != len(given):
            raise KgError(f"page: a {what} id is used twice")
    for claim in page.claims:
        if not set(claim.disputed_by) <= claims:
            raise KgError(f"page: claim {claim.id} is disputed by a claim that is not there")
        if not {claim.subject, claim.object or claim.subject, claim.speaker_node or claim.subject} <= nodes:
            raise KgError(f"page: claim {claim.id} names a node that is not there")
        paragraphs = articles[claim.article].paragraphs if claim.article in articles else ()
        words = paragraphs[claim.paragraph] if 0 <= claim.paragraph < len(paragraphs) else ""
        if not claim.quote or words[claim.quote_start : claim.quote_start + len(claim.quote)] != claim.quote:
            raise KgError(f"page: the quote of claim {claim.id} does not stand where it is said to")
    for statement in page.derived:
        ends = {statement.subject, statement.object or statement.subject}
        if not ends <= nodes or not set(statement.claims) <= claims:
            raise KgError(f"page: the derived statement on {statement.subject} rests on what is not there")


def manner(claim: PageClaim) -> str:
    """How the claim is made, in one word: the facet by which the page filters and draws it."""
    if claim.negated and claim.modality != "denied":
        return "negated"
    if claim.modality != "asserted":
        return claim.modality
    return "disputed" if claim.disputed_by else "conditional" if claim.condition else "asserted"
