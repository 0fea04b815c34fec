"""Takes sizes; gives seeded pages of that size, with a graph of so many triples for their SPARQL tab."""

from __future__ import annotations

import random
from dataclasses import replace

from kg.views.records import PageArticle, PageClaim, PageClass, PageData, PageNode, PageSparql

SENTENCE = "The company said on Tuesday that work on the new model goes on as planned and that orders grow."
WORDS = SENTENCE.split()
KINDS = ("asserted",) * 9 + ("planned", "predicted", "denied", "opinion")
BASE = "https://example.org/graph/"
PREFIXES = {name: f"{BASE}{name}/" for name in ("ent", "claim", "art", "term")}
#: What a claim node of a real graph says of itself, in as many triples, by the kind of their value.
SLOTS = (
    *(("type", "term"), ("type2", "term"), ("subject", "ent"), ("predicate", "term"), ("object", "ent")),
    *(("modality", "term"), ("status", "term"), ("speaker", "ent"), ("from", "art"), ("exact", "words")),
    *(("start", "number"), ("end", "number"), ("when", "date"), ("since", "date"), ("until", "date")),
    *(("bound", "term"), ("unit", "term"), ("value", "number"), ("valueText", "number"), ("paragraph", "number")),
    *(("direct", "ent"), ("label", "words"), ("counting", "term"), ("basis", "term"), ("part", "term")),
)


def build(count: int, linking: int, valued: int, seed: int = 5) -> PageData:
    """Things linked by preferential attachment within loose groups, figures on some, an article to 75 claims."""
    rng = random.Random(seed)
    articles = max(4, min(400, (linking + valued) // 75))
    paragraphs = [
        tuple(" ".join(rng.choices(WORDS, k=rng.randint(30, 80))) + "." for _ in range(20)) for _ in range(articles)
    ]
    stubs, links = [0], []
    for node in range(1, count):
        other = rng.choice(stubs[-400:] if rng.random() < 0.5 else stubs)
        links.append((node, other))
        stubs += [node, other]
    links = links[:linking] + [(rng.choice(stubs), rng.choice(stubs)) for _ in range(linking - len(links))]
    claims = []
    for number in range(linking + valued):
        article, place = rng.randrange(articles), rng.randrange(20)
        words = paragraphs[article][place]
        start = words.index(" ", rng.randrange(len(words) // 3)) + 1
        subject, target = links[number] if number < linking else (rng.choice(stubs), None)
        when = rng.choice((None, "2024", "2025-03", "2025-12"))
        claims.append(
            PageClaim(
                id=f"{rng.getrandbits(64):016x}",
                subject=f"thing-{subject}",
                object=None if target is None else f"thing-{target}",
                property=f"p{number % 12}",
                property_label=f"relation {number % 12}",
                text=f"{number} cars" if target is None else f"Thing number {target}",
                article=f"article-{article}",
                paragraph=place,
                quote=words[start : start + rng.randint(30, 90)],
                quote_start=start,
                modality=rng.choice(KINDS),
                when=when,
                since=f"{when}-01-01"[:10] if when else None,
                until=f"{when}-12-31"[:10] if when else None,
            )
        )
    return PageData(
        title="A benchmark",
        description=f"{count} things",
        licence="",
        articles=tuple(
            PageArticle(id=f"article-{n}", title=f"Article {n}", publisher=f"Paper {n % 7}", paragraphs=paragraphs[n])
            for n in range(articles)
        ),
        classes=tuple(PageClass(id=f"C{n}", label=f"class {n}", top=f"family {n % 8}") for n in range(12)),
        nodes=tuple(
            PageNode(id=f"thing-{n}", label=f"Thing number {n}", cls=f"C{n % 12}", aliases=(f"T{n}",))
            for n in range(count)
        ),
        claims=tuple(claims),
    )


def with_graph(data: PageData, triples: int, seed: int = 6) -> PageData:
    """The page with a graph of so many triples: claim after claim, each in as many triples as a real one has."""
    rng = random.Random(seed)
    lines: list[str] = []
    names = [claim.id for claim in data.claims]
    while len(lines) < triples:
        claim = names.pop(0) if names else f"{rng.getrandbits(64):016x}"
        article = f"<{PREFIXES['art']}article-{rng.randrange(40)}>"
        for slot, kind in SLOTS:
            value = {
                "term": f"<{PREFIXES['term']}{slot}-{rng.randrange(6)}>",
                "ent": f"<{PREFIXES['ent']}thing-{rng.randrange(len(data.nodes))}>",
                "art": article,
                "words": f'"{" ".join(rng.choices(WORDS, k=9))}"',
                "number": f'"{rng.randrange(9000)}"^^<http://www.w3.org/2001/XMLSchema#integer>',
                "date": f'"20{rng.randrange(15, 27)}-0{rng.randrange(1, 9)}-01"^^<http://www.w3.org/2001/XMLSchema#date>',
            }[kind]
            lines.append(f"<{PREFIXES['claim']}{claim}> <{PREFIXES['term']}{slot}> {value} {article} .")
    nquads = "".join(f"{line}\n" for line in sorted(lines[:triples])).encode()
    sparql = PageSparql(prefixes=tuple(PREFIXES.items()), questions=(), terms=(), nquads=nquads)
    return replace(data, sparql=sparql)
