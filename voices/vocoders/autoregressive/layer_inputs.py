"""Storing and copying a product's inputs, which are floats, or 16-bit integers in a quantised kernel."""

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from voices.compiled.activation import ROUNDING
from voices.compiled.lanes import (
    FLOAT,
    INT16,
    INT32,
    constant,
    element_pointer,
    fused,
    load_vector,
    splat,
    store_vector,
)


@intrinsic
def store_input(_typing: Any, array: Any, index: Any, value: Any, scale: Any) -> Any:
    """Store a vector of floats at array[index]; where the array is of integers, value * scale, rounded."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        at = context.cast(builder, arguments[1], signature.args[1], types.int64)
        address = element_pointer(context, builder, signature.args[0], arguments[0], at)
        vector = arguments[2]
        if signature.args[0].dtype == types.int16:
            factor = context.cast(builder, arguments[3], signature.args[3], types.float32)
            vector = _rounded(builder, vector, splat(builder, factor, value.count))
        store_vector(builder, vector, address)
        return context.get_dummy_value()

    return types.void(array, index, value, scale), generate


def _rounded(builder: ir.IRBuilder, vector: ir.Value, scale: ir.Value) -> ir.Value:
    count = vector.type.count
    # With no room left for a fraction, the low bits of the float are the integer, negative ones included.
    shifted = fused(builder, vector, scale, constant(vector.type, ROUNDING))
    bits = builder.bitcast(shifted, ir.VectorType(INT32, count))
    return builder.trunc(bits, ir.VectorType(INT16, count))


@intrinsic
def copy_inputs(_typing: Any, kernel: Any, target: Any, target_at: Any, source: Any, source_at: Any) -> Any:
    """Copy as many elements as a vector has lanes, floats or integers as they are."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        element = INT16 if signature.args[1].dtype == types.int16 else FLOAT
        places = []
        for array, index in ((3, 4), (1, 2)):
            at = context.cast(builder, arguments[index], signature.args[index], types.int64)
            places.append(element_pointer(context, builder, signature.args[array], arguments[array], at))
        vector = load_vector(builder, places[0], ir.VectorType(element, kernel.values.lanes))
        store_vector(builder, vector, places[1])
        return context.get_dummy_value()

    return types.void(kernel, target, target_at, source, source_at), generate
