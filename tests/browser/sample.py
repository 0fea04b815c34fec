"""Takes nothing; gives sample pages: a small one that is known by heart, and one of the real size."""

from __future__ import annotations

import random
from typing import Any

from kg.views.records import PageArticle, PageClaim, PageClass, PageData, PageDerived, PageNode

CLASSES = (
    ("Company", "company", "Organisation"),
    ("Team", "organisational unit", "Organisation"),
    ("Person", "person", "Person"),
    ("Vehicle", "vehicle model", "Vehicle"),
    ("Variant", "vehicle variant", "Vehicle"),
    ("Chip", "chip", "Product"),
    ("Feature", "product feature", "Product"),
    ("Accident", "accident", "Event"),
    ("Launch", "launch", "Event"),
    ("Strategy", "strategy", "Concept"),
    ("Market", "market segment", "Concept"),
    ("Regulation", "regulation", "Regulation"),
    ("Place", "place", "Place"),
    ("Article", "article", "Work"),
    ("Publisher", "publisher", "Source"),
)
MODALITIES = ("asserted",) * 14 + (
    "denied",
    "planned",
    "planned",
    "predicted",
    "opinion",
    "opinion",
    "questioned",
    "conditional",
)

SENTENCE = "The company denied reports that spoke of the team being dissolved, and said “work goes on” 🚗 as before."


def make_claim(id: str, subject: str, label: str, text: str, **more: Any) -> PageClaim:  # noqa: A002
    """A claim whose quote is found in `paragraphs`, so that tests need not count characters."""
    paragraphs = more.pop("paragraphs")
    quote = more.pop("quote")
    place = next(number for number, words in enumerate(paragraphs) if quote in words)
    return PageClaim(
        id=id,
        subject=subject,
        property=label.replace(" ", ""),
        property_label=label,
        text=text,
        quote=quote,
        paragraph=place,
        quote_start=paragraphs[place].index(quote),
        **more,
    )


def small() -> PageData:
    """Five nodes and seven claims over two articles, every slot used at least once."""
    first = (
        "A heading of the article",
        f"🚘 Before it all, a word. {SENTENCE}",
        "Lei Jun expects 300,000 deliveries next year; the maker had planned for more. "
        "Just 45 units were sold in December.",
    )
    second = ("The halo model competes with the rival’s sedan, some say. It is built in Beijing.",)
    one: dict[str, Any] = {"article": "a1", "paragraphs": first}
    two: dict[str, Any] = {"article": "a2", "paragraphs": second}
    claims = (
        make_claim(
            "c-denied",
            "team",
            "disbanded by",
            "Maker",
            object="maker",
            quote="denied reports that spoke of the team",
            modality="denied",
            speaker="Maker",
            speaker_node="maker",
            role="the company",
            chain=("on the earnings call",),
            when="2026-01",
            since="2026-01-01",
            until="2026-01-31",
            when_basis="derived",
            when_text="recently",
            **one,
        ),
        make_claim("c-part", "team", "part of", "Maker", object="maker", quote="work goes on” 🚗 as before", **one),
        make_claim(
            "c-plan",
            "maker",
            "delivers",
            "about 300,000 vehicles",
            quote="expects 300,000 deliveries",
            low="300000",
            high="300000",
            unit="vehicle",
            bound="about",
            modality="predicted",
            speaker="Lei Jun",
            speaker_node="lei",
            scope=(("counting", "cumulative"), ("market", "worldwide")),
            condition="demand holds",
            caveat="the year is not stated",
            note="a forecast, not a target",
            **one,
        ),
        make_claim(
            "c-sales",
            "halo",
            "units sold",
            "45 vehicles",
            quote="Just 45 units were sold in December",
            low="45",
            high="45",
            unit="vehicle",
            bound="exact",
            when="2025-12",
            **one,
        ),
        make_claim(
            "c-rival",
            "halo",
            "competes with",
            "Rival sedan",
            object="rival",
            quote="competes with the rival’s sedan",
            status="proposed",
            **two,
        ),
        make_claim("c-rival-2", "halo", "competes with", "Rival sedan", object="rival", quote="The halo model", **two),
        make_claim(
            "c-made", "maker", "builds", "Halo", object="halo", quote="It is built", negated=True, part="heading", **two
        ),
    )
    return PageData(
        title="A small sample",
        description="Two articles about a maker.",
        licence="Graph: CC BY 4.0",
        articles=(
            PageArticle(
                id="a1",
                title="What the maker said",
                publisher="Daily Example",
                published="2026-02-06",
                published_basis="stated",
                url="https://example.org/a1",
                paragraphs=first,
            ),
            PageArticle(
                id="a2", title="The rival", published="2026-02", published_basis="estimated", paragraphs=second
            ),
        ),
        classes=tuple(PageClass(id=key, label=label, top=top) for key, label, top in CLASSES),
        nodes=(
            PageNode(
                id="maker",
                label="Maker",
                zh="小米",
                aliases=("Maker Inc.", "小米集团"),
                cls="Company",
                definition="A maker of things.",
            ),
            PageNode(id="team", label="Halo team", cls="Team"),
            PageNode(id="lei", label="Lei Jun", zh="雷军", aliases=("Jun",), cls="Person"),
            PageNode(id="halo", label="Halo", cls="Vehicle", different_from=("rival",)),
            PageNode(id="rival", label="Rival sedan", cls="Vehicle"),
        ),
        claims=claims,
        derived=(
            PageDerived(
                subject="rival",
                property_label="competes with",
                text="Halo",
                object="halo",
                rule="symmetric-competition",
                claims=("c-rival-2",),
            ),
        ),
    )


def large(nodes: int = 200, linking: int = 250, valued: int = 150, seed: int = 3) -> PageData:
    """A seeded random page of the size of the real data, with hubs and communities as real graphs have them."""
    rng = random.Random(seed)
    things = ("Model", "Chip", "Plant", "Team", "Rival", "Rule", "Launch", "Recall", "Plan", "Market", "Person")
    adjectives = ("First", "Northern", "Electric", "Carbon-fibre", "Intelligent", "Premium", "Annual", "Second", "Lead")
    records = []
    for number in range(nodes):
        parts = [rng.choice(adjectives)] * (rng.random() < 0.6) + [rng.choice(things)]
        parts += [rng.choice(("Ultra", "Max", "of the eastern provinces", "O1", ""))] * (rng.random() < 0.5)
        records.append(
            PageNode(
                id=f"n{number}",
                label=" ".join([*parts, str(number)]).replace("  ", " "),
                zh=f"小米{number}" if rng.random() < 0.3 else None,
                aliases=(f"Alias {number}", f"别名{number}"),
                cls=rng.choices(CLASSES, weights=(6, 2, 4, 5, 3, 1, 5, 2, 3, 3, 2, 2, 3, 1, 1))[0][0],
                definition="One of many things that the articles speak of." if number % 2 else None,
            )
        )
    vocabulary = SENTENCE.lower().replace(",", "").replace(".", "").split()
    paragraphs = tuple(
        tuple(" ".join(rng.choices(vocabulary, k=rng.randint(40, 110))).capitalize() + "." for _ in range(24))
        for _ in range(4)
    )
    hubs = [0, 1, 2, 3, 40, 80, 120, 160]
    claims = []
    for number in range(linking + valued):
        article = rng.randrange(4)
        place = rng.randrange(24)
        words = paragraphs[article][place]
        start = words.index(" ", rng.randrange(len(words) // 2)) + 1
        end = words.index(" ", min(len(words) - 20, start + rng.randint(30, 90)))
        block = rng.randrange(8)
        subject = rng.choice((hubs[block], hubs[block], block * 25 + rng.randrange(25))) % nodes
        target = (block * 25 + rng.randrange(25)) % nodes if rng.random() < 0.8 else rng.randrange(nodes)
        linked = number < linking and target != subject
        claims.append(
            PageClaim(
                id=f"c{number}",
                subject=f"n{subject}",
                object=f"n{target}" if linked else None,
                property="p",
                property_label=rng.choice(
                    (
                        "competes with",
                        "part of",
                        "equipped with",
                        "chief executive of",
                        "units sold",
                        "published by",
                        "announces",
                        "compared with",
                        "meant for",
                    )
                ),
                text=records[target].label if linked else f"about {rng.randrange(2, 900)} vehicles",
                article=f"a{article}",
                paragraph=place,
                quote=words[start:end],
                quote_start=start,
                modality=rng.choice(MODALITIES),
                negated=rng.random() < 0.03,
                when=rng.choice((None, "2025-12", "2026", "2025-Q1")),
                speaker=rng.choice((None, None, "Person 5")),
                status="proposed" if rng.random() < 0.03 else "reviewed",
            )
        )
    links = [claim for claim in claims if claim.object][:12]
    return PageData(
        title="Four articles on one maker",
        description="200 things and 400 claims, each with the sentence that carries it.",
        licence="Graph: CC BY 4.0. Code: Apache-2.0.",
        articles=tuple(
            PageArticle(
                id=f"a{n}",
                title=(
                    "2,394 in the first week: the maker finds more buyers than expected",
                    "Products upmarket, brand not yet",
                    "The Ultra’s sales team",
                    "A halo fades",
                )[n],
                publisher=("blog.example", None, "Agency", "Daily")[n],
                published=f"2026-0{n + 1}",
                published_basis="estimated",
                url="https://example.org/" if n else None,
                paragraphs=paragraphs[n],
            )
            for n in range(4)
        ),
        classes=tuple(PageClass(id=key, label=label, top=top) for key, label, top in CLASSES),
        nodes=tuple(records),
        claims=tuple(claims),
        derived=tuple(
            PageDerived(
                subject=str(claim.object),
                property_label="involved in",
                text="",
                object=claim.subject,
                rule="inverse-properties",
                claims=(claim.id,),
            )
            for claim in links
        ),
    )
