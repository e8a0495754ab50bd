"""Constants for compiled code: a frozen dataclass passed as an argument, whose numbers the compiler knows.

numba specialises a function by the types of its arguments. Every value of a registered dataclass has a type of its
own, so its fields are constants in the machine code, and part of the key under which numba caches it on disk.
"""

from typing import Any

from numba.core import types
from numba.core.datamodel.models import OpaqueModel
from numba.core.typing.templates import AttributeTemplate
from numba.extending import NativeValue, infer_getattr, lower_getattr_generic, register_model, typeof_impl, unbox


class ConstantsType(types.Type):
    """The numba type of one value of a registered dataclass; `values` is that value."""

    def __init__(self, values: Any) -> None:
        self.values = values
        super().__init__(name=repr(values))


register_model(ConstantsType)(OpaqueModel)


def register_constants(kind: type) -> None:
    """Let compiled code take instances of a frozen dataclass and read its whole numbers, properties included.

    A field or property `lanes`, how many floats a vector holds, makes it fit for the functions of `lanes`.
    """

    @typeof_impl.register(kind)
    def type_of(value: Any, context: Any) -> ConstantsType:
        del context
        return ConstantsType(value)


@unbox(ConstantsType)
def _unbox(kind: ConstantsType, value: Any, context: Any) -> NativeValue:
    del kind, value
    return NativeValue(context.context.get_dummy_value())


@infer_getattr
class _Attributes(AttributeTemplate):
    key = ConstantsType

    def generic_resolve(self, kind: ConstantsType, name: str) -> types.Type | None:
        return types.intp if isinstance(getattr(kind.values, name, None), (int, bool)) else None


@lower_getattr_generic(ConstantsType)
def _constant(context: Any, builder: Any, kind: ConstantsType, value: Any, name: str) -> Any:
    del builder, value
    return context.get_constant(types.intp, int(getattr(kind.values, name)))
