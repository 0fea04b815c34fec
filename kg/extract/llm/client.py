"""Takes a request as JSON; gives the server's answer as JSON, or why there is none; touches the network.

The library is urllib3: one package without dependencies of its own (MIT, released several times a year), which has
pooling, checked certificates, time limits and the reading of Retry-After. Weighed and left: the client of the
protocol's makers (pydantic, httpx and six more packages for one request, and types that refuse what other servers
answer), httpx (four packages, no release for two years), requests (urllib3 with a layer that adds nothing here), and
the standard library's urllib (no pool, no time limit that holds for a whole answer, Retry-After by hand).

Redirects are not followed: the key goes to the address that was given and nowhere else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.errors import KgError
from kg.extract.llm.settings import Settings

if TYPE_CHECKING:
    import urllib3

#: No answer is larger: 2 MB are half a million tokens.
_MAX_BYTES = 2_000_000
_CONNECT_SECONDS = 10.0
#: The longest pause between two tries, whatever the server asks for.
_MAX_PAUSE = 60.0
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_SHOWN = 200


class NoAnswer(Exception):
    """The server gave no usable answer to this one request; the text is the reason under which it is counted."""


class Unfit(Exception):
    """The server refuses the form of the request (400, 404 of a feature, 422); the text is what it says."""


class Client:
    """Posts requests to one server. `pause` sleeps; tests hand in one that does not."""

    def __init__(self, settings: Settings, pause: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self.pause = pause
        self.pool = _pool(settings.url)
        self.wait = 0.0

    def post(self, path: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer as JSON. Raises `NoAnswer`, `Unfit`, or `KgError` where no other request would fare better."""
        body = json.dumps(request, ensure_ascii=False, sort_keys=True).encode()
        reason = ""
        for tries in range(self.settings.retries + 1):
            if tries:
                self.pause(self.wait)
            self.wait = min(_MAX_PAUSE, 0.5 * 2**tries)
            found = self._once(path, body)
            if not isinstance(found, str):
                return found
            reason = found
        raise NoAnswer(reason)

    def _once(self, path: str, body: bytes) -> dict[str, Any] | str:
        """The answer to one try, or the reason to try again."""
        from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError, SSLError

        try:
            status, kind, raw = self._send(path, body)
        except (NewConnectionError, ConnectTimeoutError):
            raise KgError(f"no connection to {self._host()}; is the server of KG_LLM_URL running?") from None
        except SSLError as error:
            raise KgError(f"no safe connection to {self._host()}: {self._clean(str(error))}") from None
        except (ReadTimeoutError, TimeoutError):
            return f"no answer within {self.settings.timeout:g} s"
        except HTTPError as error:
            return f"the connection broke ({type(error).__name__})"
        if status in _BUSY:
            return f"the server was busy or failed ({status})"
        self._refuse(status, raw)
        return self._parse(kind, raw)

    def _send(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        import urllib3

        settings = self.settings
        headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "claimgraph"}
        if settings.key is not None:
            headers["Authorization"] = f"Bearer {settings.key}"
        ends = time.monotonic() + settings.timeout
        response = self.pool.request(
            "POST",
            settings.url + path,
            body=body,
            headers=headers,
            timeout=urllib3.Timeout(connect=min(_CONNECT_SECONDS, settings.timeout), read=settings.timeout),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            self.wait = _retry_after(response, self.wait)
            raw = self._drain(response, ends)
        finally:
            response.close()  # what is left of it is not waited for
        return response.status, response.headers.get("Content-Type", ""), raw

    def _drain(self, response: urllib3.BaseHTTPResponse, ends: float) -> bytes:
        """The body, however slowly it drips, within the time and the size that an answer may have."""
        parts, size = [], 0
        while part := response.read1(65536):
            parts.append(part)
            size += len(part)
            if size > _MAX_BYTES:
                raise NoAnswer(f"the server sent more than {_MAX_BYTES:,} bytes")
            if time.monotonic() > ends:
                raise TimeoutError
        return b"".join(parts)

    def _refuse(self, status: int, raw: bytes) -> None:
        if status == 200:
            return
        told = self._clean(_message(raw))
        if status in (400, 415, 422, 501):
            raise Unfit(told or str(status))
        hints = {401: "check KG_LLM_KEY", 403: "check KG_LLM_KEY", 404: "check KG_LLM_URL and KG_LLM_MODEL"}
        hint = hints.get(status, "KG_LLM_URL leads elsewhere" if 300 <= status < 400 else "check KG_LLM_URL")
        raise KgError(f"{self._host()} answers {status}{f' ({told})' if told else ''}; {hint}")

    def _parse(self, kind: str, raw: bytes) -> dict[str, Any]:
        bare = kind.partition(";")[0].strip().lower()
        if not (bare.endswith("json") or bare == ""):
            raise NoAnswer(f"the server sent no JSON but {self._clean(bare)}")
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError):
            raise NoAnswer("the server sent no JSON") from None
        if not isinstance(found, dict):
            raise NoAnswer("the server sent no JSON object")
        return found

    def _host(self) -> str:
        return urlsplit(self.settings.url).netloc

    def _clean(self, text: str) -> str:
        """A server's words in one printable line, without the key that some of them repeat."""
        if self.settings.key:
            text = text.replace(self.settings.key, "[key]")
        line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _retry_after(response: urllib3.BaseHTTPResponse, otherwise: float) -> float:
    """The pause that the server asks for, in seconds or until a date; what cannot be read is not asked for."""
    import urllib3
    from urllib3.exceptions import InvalidHeader

    try:
        asked = urllib3.Retry().get_retry_after(response)
    except InvalidHeader:
        return otherwise
    return otherwise if asked is None else min(asked, _MAX_PAUSE)


def _message(raw: bytes) -> str:
    """What an error's body says: the message of JSON as servers send it, nothing of a page."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return ""
    error = found.get("error", found) if isinstance(found, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    return message if isinstance(message, str) else ""


def _pool(url: str) -> urllib3.PoolManager:
    """The pool for the address: through the proxy that the system names for it, else straight."""
    try:
        import urllib3
    except ModuleNotFoundError:
        raise KgError("the extractor llm needs urllib3; run: pip install 'claimgraph[llm]'") from None
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.netloc):
        return urllib3.ProxyManager(proxy)
    return urllib3.PoolManager()
