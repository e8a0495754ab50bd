"""Machine code from Python, by numba: the one module that is slow to import, and is only where nothing is cached."""

import importlib
from typing import Any

from llvmlite import ir
from numba import njit, typeof

from voices.compiled.flat_arguments import Flat
from voices.compiled.machine_code import MachineCode
from voices.compiled.options import OPTIONS


def machine_code(source: str, constants: Any, arguments: tuple[Any, ...], flat: Flat) -> MachineCode:
    """Compile a function for constants and for arguments of the types of these.

    Args:
        source: `module:function`.
        flat: the arguments as `flat_arguments` lays them out.
    """
    module, _, name = source.partition(":")
    dispatcher: Any = njit(**OPTIONS, no_cpython_wrapper=True, no_cfunc_wrapper=True)(
        getattr(importlib.import_module(module), name)
    )
    signature = tuple(typeof(argument) for argument in (constants, *arguments))
    dispatcher.compile(signature)
    compiled = dispatcher.overloads[signature]
    _check_layout(compiled, flat)
    _, _, (object_file, _) = compiled.library.serialize_using_object_code()
    return MachineCode(compiled.fndesc.llvm_func_name, object_file)


def _check_layout(compiled: Any, flat: Flat) -> None:
    convention = compiled.target_context.call_conv
    expected = convention.get_function_type(compiled.fndesc.restype, compiled.fndesc.argtypes).args[2:]
    if [isinstance(kind, ir.DoubleType) for kind in expected] != [isinstance(value, float) for value in flat]:
        raise RuntimeError("this version of numba lays arguments out otherwise than voices.compiled.flat_arguments")
