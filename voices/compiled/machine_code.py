"""Machine code as a file keeps it, and as a function that Python can call; needs llvmlite, but not numba."""

import ctypes
import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voices.compiled.flat_arguments import Flat
from voices.files.atomic_file import replace_file

_DIGEST_BYTES = hashlib.sha256().digest_size


class DamagedCodeError(Exception):
    """A file does not hold what was written."""


@dataclass(frozen=True)
class MachineCode:
    """An object file, and the symbol of the function in it."""

    symbol: str
    object_file: bytes


def write_machine_code(path: Path, code: MachineCode) -> None:
    """Write a file with a digest before it: code that lost a byte would end the process, not raise an error.

    Raises:
        OSError: if there is no room, or no permission.
    """
    content = code.symbol.encode() + b"\n" + code.object_file
    replace_file(path, lambda temporary: _write(temporary, hashlib.sha256(content).digest() + content))


def read_machine_code(path: Path) -> MachineCode:
    """Return what `write_machine_code` wrote.

    Raises:
        OSError: if there is no such file.
        DamagedCodeError: if it holds something else.
    """
    file = path.read_bytes()
    digest, content = file[:_DIGEST_BYTES], file[_DIGEST_BYTES:]
    if hashlib.sha256(content).digest() != digest:
        raise DamagedCodeError(path)
    symbol, _, object_file = content.partition(b"\n")
    return MachineCode(symbol.decode(), object_file)


def linked(code: MachineCode, signature: Flat) -> Callable[[Flat], None]:
    """Return a function of arguments as `flat_arguments` lays them out, of the types that `signature` has.

    Calls run outside Python's lock.
    """
    engine = _engine(code.object_file)
    kinds = [ctypes.c_double if isinstance(value, float) else ctypes.c_int64 for value in signature]
    prototype = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *kinds)
    function = prototype(engine.get_function_address(code.symbol))
    # numba's convention: where to put what is returned, and the exception that is raised; neither happens here.
    returned, raised = ctypes.c_void_p(), ctypes.c_void_p()

    def call(arguments: Flat, engine: Any = engine) -> None:
        del engine  # kept: it owns the code
        status = function(ctypes.addressof(returned), ctypes.addressof(raised), *arguments)
        if status != 0:
            raise RuntimeError(f"{code.symbol.split('B', 1)[0]} ended with status {status}")

    return call


def _engine(object_file: bytes) -> Any:
    from llvmlite import binding

    _prepare_llvm()
    machine = binding.Target.from_default_triple().create_target_machine()
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    engine.add_object_file(binding.ObjectFileRef.from_data(object_file))
    engine.finalize_object()
    return engine


@functools.cache
def _prepare_llvm() -> Any:
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    # numba's code frees arrays that it owns; those that are passed to it have an owner in Python.
    free = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(lambda _: None)
    binding.add_symbol("NRT_MemInfo_call_dtor", ctypes.cast(free, ctypes.c_void_p).value)
    return free  # kept for as long as code may name it


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
