"""Takes articles, the schema and the registry; gives claims that a language model proposed; touches network and cache.

Any server that speaks the common protocol of chat completions will do, also one on this machine;
`kg.extract.llm.settings` says how it is named. The ontology is the schema of the answers: asked for as strict JSON
where the server can hold a model to it, else as JSON, else in words. What a server has refused once it is not asked
again.

Whatever comes back is proved (`kg.extract.llm.proof`), and what fails is counted by its reason. A request that brings
nothing is counted, too; three in a row that fail for the server's sake end the reading.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.extract.llm import prompt
from kg.extract.llm.answers import Unreadable, parse_answer, read_answer, with_new
from kg.extract.llm.cache import Answer, Cache
from kg.extract.llm.client import Client, NoAnswer, Unfit
from kg.extract.llm.prompt import Prompt
from kg.extract.llm.settings import Settings, read_settings
from kg.model import Article, Claim, Newcomer, Reading, Schema
from kg.resolve import Registry

#: Name and version of the extractor, apart from its model.
VERSION = f"llm/{prompt.VERSION}"
#: A piece of an article is no longer than this many signs, so that its answer is not cut off.
PIECE = 6000
_FAILURES = 3
#: The forms of a request, the strictest first: what servers refuse is left out step by step.
_FORMS = ("schema", "json", "words", "bare")


@dataclass
class Spent:
    """What the answers cost. Tokens of kept answers are counted apart: they cost nothing again."""

    requests: int = 0
    kept: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


def open_extractor(schema: Schema, registry: Registry, settings: Settings | None = None) -> LanguageModel:
    """The extractor with the settings given, or those of the environment. Raises `KgError` for what is missing."""
    found = settings or read_settings()
    return LanguageModel(schema, registry, found, Client(found))


def identify() -> str | None:
    """The id that the extractor would have by the environment; None where no model is named."""
    model = os.environ.get("KG_LLM_MODEL", "").strip()
    return _id(model) if model else None


def _id(model: str) -> str:
    return f"{VERSION} {model}"


class LanguageModel:
    """Reads articles by asking a model. `spent` grows with every answer."""

    def __init__(self, schema: Schema, registry: Registry, settings: Settings, client: Client) -> None:
        self.schema = schema
        self.registry = registry
        self.settings = settings
        self.client = client
        self.prompt = Prompt(schema, registry)
        self.cache = Cache(settings.cache)
        self.spent = Spent()
        self.form = 0
        self.failures = 0
        self.id = _id(settings.model)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """A reading for each article, in their order. Raises `KgError` where the server cannot be used."""
        for article in articles:
            yield self._read(article)

    def remarks(self) -> tuple[str, ...]:
        """What people are told after the reading: requests, tokens and, where the prices are known, the cost."""
        spent, price_in, price_out = self.spent, self.settings.price_in, self.settings.price_out
        line = f"{spent.requests} requests, {spent.kept} kept answers, {spent.tokens_in} + {spent.tokens_out} tokens"
        if price_in is None or price_out is None:
            return (line,)
        cost = (spent.tokens_in * price_in + spent.tokens_out * price_out) / 1_000_000
        return (f"{line}, cost {cost:.4f}",)

    def _read(self, article: Article) -> Reading:
        claims: dict[str, Claim] = {}
        newcomers: dict[str, Newcomer] = {}
        dropped: Counter[str] = Counter()
        registry = self.registry
        for piece in pieces(article.body):
            try:
                told = self._ask(article, piece)
            except (NoAnswer, Unreadable) as error:
                dropped[str(error)] += 1
                continue
            found, new, fell = read_answer(told, article, self.schema, registry, self.id, self.settings.model)
            dropped += fell
            claims |= {claim.id: claim for claim in found if claim.id not in claims}
            newcomers |= {one.id: one for one in new}
            registry = with_new(registry, new, article)
        ordered = sorted(claims.values(), key=lambda claim: (claim.span.start, claim.span.end, claim.id))
        return Reading(
            article.id, self.id, tuple(ordered), tuple(newcomers.values()), dropped=tuple(sorted(dropped.items()))
        )

    def _ask(self, article: Article, piece: str) -> Mapping[str, Any]:
        """The parsed answer about a piece, kept or new. Raises `NoAnswer` and `Unreadable`; only good ones are kept."""
        user = self.prompt.user(article, piece)
        key = self.cache.key(self.settings.model, self.prompt.system, json.dumps(self.prompt.answer), user)
        kept = self.cache.get(key)
        if kept is not None:
            try:
                told = parse_answer(kept.text)
            except Unreadable:
                pass  # not as it was kept: asked for again
            else:
                self.spent.kept += 1
                return told
        answer = self._new_answer(user)
        told = parse_answer(answer.text)
        self.cache.put(key, answer)
        return told

    def _new_answer(self, user: str) -> Answer:
        try:
            answer = self._answer(self._completion(user))
        except NoAnswer as error:
            self.failures += 1
            if self.failures >= _FAILURES:
                raise KgError(f"{self.failures} requests in a row came to nothing: {error}; try again later") from None
            raise
        self.failures = 0
        return answer

    def _completion(self, user: str) -> dict[str, Any]:
        """The server's answer, in the strictest form of request that it takes."""
        while True:
            try:
                return self.client.post("/chat/completions", self._request(user))
            except Unfit as error:
                if self.form + 1 == len(_FORMS):
                    raise KgError(f"the server refuses the request: {error}; check KG_LLM_MODEL") from None
                self.form += 1

    def _request(self, user: str) -> dict[str, Any]:
        form = _FORMS[self.form]
        system = self.prompt.system
        if form != "schema":
            system += (
                f"\n\nAnswer with one JSON object and nothing else, as this schema says:\n{_dumped(self.prompt.answer)}"
            )
        request: dict[str, Any] = {
            "model": self.settings.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "stream": False,
        }
        if form != "bare":
            request |= {"temperature": 0, "seed": 0}
        if form == "schema":
            described = {"name": "claims", "strict": True, "schema": self.prompt.answer}
            request["response_format"] = {"type": "json_schema", "json_schema": described}
        elif form == "json":
            request["response_format"] = {"type": "json_object"}
        return request

    def _answer(self, found: Mapping[str, Any]) -> Answer:
        self.spent.requests += 1
        tokens_in, tokens_out = _tokens(found.get("usage"))
        self.spent.tokens_in += tokens_in
        self.spent.tokens_out += tokens_out
        choices = found.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
        message = choice.get("message")
        text = _content(message.get("content") if isinstance(message, dict) else None)
        if choice.get("finish_reason") == "length":
            raise Unreadable("answer that was cut off")
        if isinstance(message, dict) and message.get("refusal"):
            raise Unreadable("answer that the model refused")
        if not text:
            raise Unreadable("answer without words")
        return Answer(text, tokens_in, tokens_out)


def pieces(body: str) -> list[str]:
    """The text in stretches of whole paragraphs, each at most `PIECE` signs long where its paragraphs allow that."""
    found: list[str] = []
    for line in body.split("\n"):
        if found and len(found[-1]) + len(line) < PIECE:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return [piece.strip("\n") for piece in found if piece.strip()]


def _content(content: object) -> str:
    """The words of a message: a text, or the texts of its parts."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _tokens(usage: object) -> tuple[int, int]:
    """The tokens read and written; 0 where the server does not say."""
    counts = usage if isinstance(usage, dict) else {}
    found = [counts.get(name) for name in ("prompt_tokens", "completion_tokens")]
    read, written = (one if isinstance(one, int) and not isinstance(one, bool) and one >= 0 else 0 for one in found)
    return read, written


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
