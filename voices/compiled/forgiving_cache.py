"""numba's cache of a function on disk, for which damaged files are missing ones, and a full disk is no failure."""

import hashlib
import pickle
import warnings
from pathlib import Path
from typing import Any

from numba.core.caching import FunctionCache, IndexDataCacheFile

_DIGEST_BYTES = hashlib.sha256().digest_size


class DamagedCacheError(Exception):
    """A cached file does not hold what was written."""


class CacheWarning(UserWarning):
    """What is compiled cannot be kept."""


class ForgivingCache(FunctionCache):
    """Reads whole files only, and goes on without those it cannot read or write."""

    def __init__(self, function: Any) -> None:
        super().__init__(function)
        stamp = self._impl.locator.get_source_stamp()
        self._cache_file = _CheckedFiles(self._cache_path, self._impl.filename_base, stamp)

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Return what was compiled before, or None: then it is compiled anew."""
        try:
            return super().load_overload(signature, target)
        except Exception:  # there is no end to what unpickling damaged bytes raises
            for path in Path(self._cache_path).glob("*.nb?"):
                path.unlink(missing_ok=True)
            return None

    def save_overload(self, signature: Any, data: Any) -> None:
        """Keep what was compiled, where there is room."""
        try:
            super().save_overload(signature, data)
        except OSError as error:
            warnings.warn(
                f"what was compiled cannot be kept in {self._cache_path} ({error.strerror or error}); each start "
                "compiles it anew until there is room, or TTS_CACHE names another folder",
                CacheWarning,
                stacklevel=2,
            )


class _CheckedFiles(IndexDataCacheFile):
    """Machine code with a digest before it: code that lost a byte would end the process, not raise an error."""

    def _save_data(self, name: str, data: Any) -> None:
        content: bytes = self._dump(data)
        with self._open_for_write(self._data_path(name)) as file:
            file.write(hashlib.sha256(content).digest() + content)

    def _load_data(self, name: str) -> Any:
        content = Path(self._data_path(name)).read_bytes()
        if hashlib.sha256(content[_DIGEST_BYTES:]).digest() != content[:_DIGEST_BYTES]:
            raise DamagedCacheError(name)
        return pickle.loads(content[_DIGEST_BYTES:])
