"""Loading and storing vectors of floats that are float32 or bfloat16 in memory."""

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from voices.compiled.lanes import FLOAT, INT16, INT32, LanesType, constant, element_pointer, load_vector, store_vector


@intrinsic
def load_number(_typing: Any, constants: Any, array: Any, index: Any) -> Any:
    """Return a vector of floats from array[index]; an int16 array holds the bits of bfloat16 numbers."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        lanes = constants.values.lanes
        at = context.cast(builder, arguments[2], signature.args[2], types.int64)
        address = element_pointer(context, builder, signature.args[1], arguments[1], at)
        if signature.args[1].dtype != types.int16:
            return load_vector(builder, address, ir.VectorType(FLOAT, lanes))
        words = ir.VectorType(INT32, lanes)
        bits = builder.zext(load_vector(builder, address, ir.VectorType(INT16, lanes)), words)
        return builder.bitcast(builder.shl(bits, constant(words, 16)), ir.VectorType(FLOAT, lanes))

    return LanesType(constants.values.lanes)(constants, array, index), generate


@intrinsic
def store_number(_typing: Any, array: Any, index: Any, value: Any) -> Any:
    """Store a vector of floats at array[index], rounded to the nearest bfloat16 in an int16 array."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        at = context.cast(builder, arguments[1], signature.args[1], types.int64)
        address = element_pointer(context, builder, signature.args[0], arguments[0], at)
        vector = arguments[2]
        if signature.args[0].dtype == types.int16:
            vector = _to_bfloat16(builder, vector)
        store_vector(builder, vector, address)
        return context.get_dummy_value()

    return types.void(array, index, value), generate


def _to_bfloat16(builder: ir.IRBuilder, vector: ir.Value) -> ir.Value:
    words = ir.VectorType(INT32, vector.type.count)
    bits = builder.bitcast(vector, words)
    odd = builder.and_(builder.lshr(bits, constant(words, 16)), constant(words, 1))
    rounded = builder.add(bits, builder.add(odd, constant(words, 0x7FFF)))  # ties go to the even number
    return builder.trunc(builder.lshr(rounded, constant(words, 16)), ir.VectorType(INT16, vector.type.count))
