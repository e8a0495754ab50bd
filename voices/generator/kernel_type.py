"""A KernelShape inside compiled code: its fields are constants of the type.

numba specialises a function by the types of its arguments. Each KernelShape has a type of its own, so sizes are
constants in the machine code, and part of the key under which numba caches it on disk.
"""

from typing import Any

from numba.core import types
from numba.core.datamodel.models import OpaqueModel
from numba.core.typing.templates import AttributeTemplate
from numba.extending import NativeValue, infer_getattr, lower_getattr_generic, register_model, typeof_impl, unbox

from voices.generator.kernel_shape import KernelShape


class KernelType(types.Type):
    """The numba type of one KernelShape."""

    def __init__(self, shape: KernelShape) -> None:
        self.shape = shape
        super().__init__(name=f"Kernel({shape.name})")


register_model(KernelType)(OpaqueModel)


@typeof_impl.register(KernelShape)
def _type_of(value: KernelShape, context: Any) -> KernelType:
    del context
    return KernelType(value)


@unbox(KernelType)
def _unbox(kind: KernelType, value: Any, context: Any) -> NativeValue:
    del kind, value
    return NativeValue(context.context.get_dummy_value())


@infer_getattr
class _Attributes(AttributeTemplate):
    key = KernelType

    def generic_resolve(self, kernel: KernelType, name: str) -> types.Type | None:
        return types.intp if isinstance(getattr(kernel.shape, name, None), (int, bool)) else None


@lower_getattr_generic(KernelType)
def _constant(context: Any, builder: Any, kernel: KernelType, value: Any, name: str) -> Any:
    del builder, value
    return context.get_constant(types.intp, int(getattr(kernel.shape, name)))
