"""Functions compiled for given constants and kinds of arguments, kept in memory and on disk.

numba compiles them, and its own cache could keep them; but to read that, numba has to be there and ready, which takes a
third of a second of the processor. So the machine code alone is kept, and llvmlite links it.
"""

import functools
import hashlib
import os
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voices.compiled.flat_arguments import Flat, Kind, flat_arguments, kind
from voices.compiled.machine_code import DamagedCodeError, MachineCode, linked, read_machine_code, write_machine_code
from voices.compiled.processor import processor_name, target_features
from voices.files.interruption import uninterrupted

VARIABLE = "TTS_CACHE"

SUFFIX = ".code"

KERNEL_SOURCES = (
    *("compiled/*.py", "vocoders/autoregressive/*.py", "vocoders/flows/*_loop*.py", "vocoders/flows/tile_product.py"),
    *("vocoders/coding/*_loop.py", "vocoders/stack/fused_gate_loops.py"),
)
"""What compiled functions are built from, below `voices/`; when one of these files changes, all are compiled anew."""


class CacheWarning(UserWarning):
    """What is compiled cannot be kept."""


class Compiled:
    """A function with its first argument fixed; the first call with arguments of a kind compiles it, or reads the
    cache on disk.

    Args:
        source: `module:function`, plain Python that numba can compile, in a module that imports all it needs.
        constants: of a dataclass known to `register_constants`, with a `name` that is fit for a folder.

    Attributes:
        compilations: how often nothing was found on disk.
    """

    def __init__(self, source: str, constants: Any) -> None:
        self.compilations = 0
        self._source, self._constants = source, constants
        self._linked: dict[Kind, Callable[[Flat], None]] = {}
        self._lock = threading.Lock()

    def __call__(self, *arguments: Any) -> None:
        """Run the function outside Python's lock: arrays, whole numbers, floats, and named tuples of them."""
        of_kind = kind(arguments)
        flat = [0, *flat_arguments(arguments)]  # the constants are in the code
        if of_kind not in self._linked:
            with self._lock, uninterrupted():  # compiling, LLVM calls back into Python, where an exception is lost
                if of_kind not in self._linked:
                    self._linked[of_kind] = linked(self._machine_code(of_kind, arguments, flat), flat)
        self._linked[of_kind](flat)

    def _machine_code(self, of_kind: Kind, arguments: tuple[Any, ...], flat: Flat) -> MachineCode:
        path = self.path(of_kind)
        try:
            return read_machine_code(path)
        except (OSError, DamagedCodeError):
            pass
        from voices.compiled.compiler import machine_code

        code = machine_code(self._source, self._constants, arguments, flat)
        self.compilations += 1
        try:
            write_machine_code(path, code)
        except OSError as error:
            warnings.warn(
                f"what was compiled cannot be kept in {path.parent} ({error.strerror or error}); each start compiles "
                "it anew until there is room, or TTS_CACHE names another folder",
                CacheWarning,
                stacklevel=2,
            )
        return code

    def path(self, of_kind: Kind) -> Path:
        """Return where the code for arguments of a kind is kept."""
        name = self._source.partition(":")[2]
        target = processor_name(), sorted(target_features()), of_kind
        digest = hashlib.sha256(repr(target).encode()).hexdigest()[:16]
        return cache_folder() / f"{name}-{self._constants.name}" / f"{digest}{SUFFIX}"


@functools.cache
def compiled(source: str, constants: Any) -> Compiled:
    """Return the one `Compiled` of these arguments in this process."""
    return Compiled(source, constants)


def cache_folder() -> Path:
    """Return the folder of all compiled functions: below TTS_CACHE, or the user's cache folder."""
    import platformdirs

    root = os.environ.get(VARIABLE) or platformdirs.user_cache_dir("tts-cli")
    return Path(root) / "compiled" / _source_digest()


def kernel_sources() -> list[Path]:
    """Return the files that `KERNEL_SOURCES` names."""
    voices = Path(__file__).parents[1]
    return sorted(source for pattern in KERNEL_SOURCES for source in voices.glob(pattern))


@functools.cache
def _source_digest() -> str:
    digest = hashlib.sha256()
    for source in kernel_sources():
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
