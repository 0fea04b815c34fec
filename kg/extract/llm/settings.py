"""Takes the environment; gives the settings of the language model; touches nothing.

| variable | meaning |
|---|---|
| KG_LLM_URL | where a server has its `/chat/completions`, as http://localhost:11434/v1 |
| KG_LLM_MODEL | the name of the model, as that server calls it |
| KG_LLM_KEY | the key, where the server wants one; it is never printed and never written |
| KG_LLM_TIMEOUT | seconds for one answer (120) |
| KG_LLM_RETRIES | how often a busy or failing server is asked again (4) |
| KG_LLM_PRICE_IN, KG_LLM_PRICE_OUT | price of a million tokens read and written, for the cost that is shown |
| KG_LLM_CACHE | the folder of cached answers (`.cache/llm` of the project that one stands in) |
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import KgError, NoProject
from kg.project import find_project


@dataclass(frozen=True)
class Settings:
    """Where the model is, what it is called, how long to wait and what it costs."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 120.0
    retries: int = 4
    price_in: Decimal | None = None
    price_out: Decimal | None = None
    cache: Path | None = None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the environment. Raises `KgError` for what is missing or cannot be."""
    given = os.environ if environment is None else environment
    missing = [name for name in ("KG_LLM_URL", "KG_LLM_MODEL") if not given.get(name, "").strip()]
    if missing:
        raise KgError(
            f"{missing[0]} is not set; the extractor llm needs KG_LLM_URL (as http://localhost:11434/v1), KG_LLM_MODEL "
            "and, where the server wants one, KG_LLM_KEY"
        )
    key = given.get("KG_LLM_KEY", "").strip() or None
    if key is not None and not (key.isascii() and key.isprintable()):
        raise KgError("KG_LLM_KEY has signs that no header can hold; copy it anew")
    retries = _number(given, "KG_LLM_RETRIES", "4", 20)
    return Settings(
        url=_url(given["KG_LLM_URL"].strip(), key),
        model=given["KG_LLM_MODEL"].strip(),
        key=key,
        timeout=float(_number(given, "KG_LLM_TIMEOUT", "120", 3600) or 1),
        retries=int(retries or 0),
        price_in=_number(given, "KG_LLM_PRICE_IN", "", 1_000_000),
        price_out=_number(given, "KG_LLM_PRICE_OUT", "", 1_000_000),
        cache=_cache(given.get("KG_LLM_CACHE", "").strip()),
    )


def _url(text: str, key: str | None) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or not text.isprintable() or " " in text:
        raise KgError("KG_LLM_URL is no web address; write http(s)://HOST/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise KgError("KG_LLM_URL has more than a host and a path; put the key into KG_LLM_KEY")
    if parts.scheme == "http" and key is not None and not _is_here(host):
        raise KgError("KG_LLM_KEY would travel unencrypted; write KG_LLM_URL with https, or unset the key")
    return text.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _number(given: Mapping[str, str], name: str, default: str, most: int) -> Decimal | None:
    text = given.get(name, "").strip() or default
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not (number.is_finite() and 0 <= number <= most):
        raise KgError(f"{name} is {text!r}; write a number from 0 to {most}")
    return number


def _cache(given: str) -> Path | None:
    if given:
        return Path(given).absolute()
    try:
        return find_project(Path.cwd()).root / ".cache" / "llm"
    except NoProject:
        return None
