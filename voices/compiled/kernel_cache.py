"""Functions compiled by numba for given constants, kept in memory and on disk.

numba's own cache writes an index of all specialisations of a function, and two processes that add different ones at
once can mix them up. So each function has a folder for each value of its constants: whoever writes there writes the
same.
"""

import functools
import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voices.files.interruption import uninterrupted

VARIABLE = "TTS_CACHE"

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": {"contract", "nsz", "arcp"}}
"""How everything is compiled: outside Python's lock, and sums in the order in which they are written."""

KERNEL_SOURCES = ("compiled/*.py", "vocoders/autoregressive/*.py", "vocoders/stack/fused_gate_loops.py")
"""What compiled functions are built from, below `voices/`; when one of these files changes, all are compiled anew."""

_settings_lock = threading.Lock()


@functools.cache
def compiled(function: Callable[..., None], constants: Any) -> Callable[..., None]:
    """Return a function with its first argument fixed; the first call compiles it, or reads the cache on disk.

    Args:
        function: plain Python that numba can compile, in a module that imports all it needs.
        constants: of a dataclass known to `register_constants`, with a `name` that is fit for a folder.
    """
    from numba import njit
    from numba.core import config

    from voices.compiled.forgiving_cache import ForgivingCache

    with _settings_lock:  # numba reads the folder from a global when a function is declared
        before = config.CACHE_DIR
        config.CACHE_DIR = str(_usable_folder(cache_folder() / f"{function.__name__}-{constants.name}"))
        try:
            dispatcher: Any = njit(**OPTIONS)(function)
            dispatcher._cache = ForgivingCache(function)  # where `cache=True` puts numba's own
        finally:
            config.CACHE_DIR = before
    return functools.partial(_call, dispatcher, constants)


def _call(dispatcher: Any, *arguments: Any) -> None:
    if dispatcher.signatures:
        dispatcher(*arguments)
        return
    with uninterrupted():  # compiling, LLVM calls back into Python, where an exception would be lost
        dispatcher(*arguments)


def cache_folder() -> Path:
    """Return the folder of all compiled functions: below TTS_CACHE, or the user's cache folder."""
    import platformdirs

    root = os.environ.get(VARIABLE) or platformdirs.user_cache_dir("tts-cli")
    return Path(root) / "compiled" / _source_digest()


def kernel_sources() -> list[Path]:
    """Return the files that `KERNEL_SOURCES` names."""
    voices = Path(__file__).parents[1]
    return sorted(source for pattern in KERNEL_SOURCES for source in voices.glob(pattern))


def _usable_folder(folder: Path) -> Path:
    return folder if _is_writable(folder) else _private_copy(folder)


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _private_copy(folder: Path) -> Path:
    # numba insists on a folder it can write to. What a read-only one holds is used all the same.
    private = Path(_private_root().name) / folder.name
    private.mkdir(exist_ok=True)
    if folder.is_dir():
        shutil.copytree(folder, private, dirs_exist_ok=True)
    return private


@functools.cache
def _private_root() -> Any:
    return tempfile.TemporaryDirectory(prefix="tts-compiled-", ignore_cleanup_errors=True)


@functools.cache
def _source_digest() -> str:
    # numba looks at the file of the cached function alone, not at those it is built from.
    digest = hashlib.sha256()
    for source in kernel_sources():
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
