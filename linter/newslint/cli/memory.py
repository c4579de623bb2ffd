"""What came of drafts in earlier runs: the cache as a run of `newslint check` uses it."""

from __future__ import annotations

from newslint import cache
from newslint.document import Document
from newslint.fingerprint import cache_folder
from newslint.readers import format_of, read
from newslint.readers.decode import decode
from newslint.result import Result
from newslint.settings import Settings

_LIGHT = frozenset({"text", "markdown"})  # formats whose spans are offsets into the file itself


class Memory:
    """Recalls and keeps results. With `light`, a draft known from before is decoded but not read by its reader."""

    def __init__(self, *, encoding: str | None, light: bool) -> None:
        self._encoding = encoding
        self._light = light
        self._cache = cache.Cache(cache_folder())

    def key(self, path: str, data: bytes, settings: Settings) -> bytes | None:
        """Return the key of a draft's result; None when it is not to be kept."""
        if not cache.usable(settings):
            return None
        return cache.key_of(data, format_of(path) or "text", self._encoding, settings)

    def recall(self, key: bytes, path: str, data: bytes) -> Result | None:
        """Return what an earlier run said of the draft, or None. Raises ReadError when the bytes cannot be read."""
        entry = self._cache.get(key)
        return self.unpacked(entry, path, data) if entry is not None else None

    def unpacked(self, entry: bytes, path: str, data: bytes) -> Result | None:
        """Return the result an entry holds for these bytes, or None. Raises ReadError when they cannot be read."""
        return cache.unpacked(entry, self._document(path, data))

    def _document(self, path: str, data: bytes) -> Document:
        format = format_of(path) or "text"
        if not (self._light and format in _LIGHT):
            return read(data, path, encoding=self._encoding)
        decoded = decode(data, path, self._encoding)
        text = decoded.text
        return Document(path, text, text, (), format, encoding=decoded.encoding, bom=decoded.bom)

    def keep(self, key: bytes, result: Result) -> None:
        """Keep a result, unless a rule gave up: it may have time the next time."""
        if not result.problems:
            self._cache.put(key, cache.packed(result))

    def close(self) -> None:
        """Write down what was kept."""
        self._cache.close()
