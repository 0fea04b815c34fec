"""Takes the folder of the cache; gives the answers kept there; touches that folder.

An answer is kept under the hash of all that was asked: model, rules, ontology, names, article. So a rebuild asks
nothing and gives the same bytes. What comes out is proved like an answer of the day. Keys of servers are never in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of an answer, with the tokens that it took."""

    text: str
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True)
class Cache:
    """The kept answers. Without a folder nothing is kept."""

    folder: Path | None

    def key(self, *asked: str) -> str:
        """The name under which the answer to these texts is kept."""
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()

    def get(self, key: str) -> Answer | None:
        """The kept answer; None where there is none that can be read, so that it is asked for again."""
        if self.folder is None:
            return None
        try:
            found = json.loads((self.folder / f"{key}.json").read_bytes())
            return Answer(str(found["text"]), int(found["tokens_in"]), int(found["tokens_out"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer: whole, or not at all."""
        if self.folder is None:
            return
        kept = {"text": answer.text, "tokens_in": answer.tokens_in, "tokens_out": answer.tokens_out}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))
            Path(name).replace(self.folder / f"{key}.json")
        except OSError as error:
            raise KgError(f"{self.folder}: answers cannot be kept there ({error.strerror}); set KG_LLM_CACHE") from None
