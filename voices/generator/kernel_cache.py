"""Compiled kernels, kept in memory and on disk.

numba's own cache writes an index of all specialisations of a function, and two processes that add different ones at
once can mix them up. So each kernel shape has a folder to itself: whoever writes there writes the same.
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

from voices.generator.kernel_shape import KernelShape

VARIABLE = "TTS_CACHE"

_settings_lock = threading.Lock()


@functools.cache
def compiled_kernel(kernel: KernelShape) -> Callable[..., None]:
    """Return `kernel.generate` for one kernel shape; the first call of it compiles, or reads the cache on disk."""
    from numba import njit
    from numba.core import config

    from voices.generator import kernel_type
    from voices.generator.kernel import generate
    from voices.generator.samplers import COMPILE

    del kernel_type  # imported for what it registers
    with _settings_lock:  # numba reads the folder from a global when a function is declared
        before = config.CACHE_DIR
        config.CACHE_DIR = str(_usable_folder(kernel))
        try:
            dispatcher: Callable[..., None] = njit(cache=True, **COMPILE)(generate)
        finally:
            config.CACHE_DIR = before
    return functools.partial(dispatcher, kernel)


def cache_folder() -> Path:
    """Return the folder of all cached kernels: below TTS_CACHE, or the user's cache folder."""
    import platformdirs

    root = os.environ.get(VARIABLE) or platformdirs.user_cache_dir("tts-cli")
    return Path(root) / "kernels" / _source_digest()


def _usable_folder(kernel: KernelShape) -> Path:
    folder = cache_folder() / kernel.name
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
    return tempfile.TemporaryDirectory(prefix="tts-kernels-", ignore_cleanup_errors=True)


@functools.cache
def _source_digest() -> str:
    # numba looks at the file of the cached function alone, not at those it is built from.
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
