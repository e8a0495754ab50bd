"""A vector of floats as a numba value: loads, stores and element-wise arithmetic on whole vectors.

numba leaves vectorising to LLVM, which does not find it in a matrix-vector product with packed weights. These
intrinsics write LLVM's vector instructions themselves; LLVM then allocates registers and schedules.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel.models import PrimitiveModel
from numba.extending import intrinsic, register_model

FLOAT, INT8, INT16, INT32, INT64 = ir.FloatType(), ir.IntType(8), ir.IntType(16), ir.IntType(32), ir.IntType(64)


class LanesType(types.Type):
    """The numba type of `count` floats in one vector register."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(name=f"Lanes({count})")


@register_model(LanesType)
class _LanesModel(PrimitiveModel):
    def __init__(self, manager: Any, kind: LanesType) -> None:
        super().__init__(manager, kind, ir.VectorType(FLOAT, kind.count))


def constant(vector: ir.VectorType, value: float) -> ir.Constant:
    """Return a vector constant, `value` in each lane."""
    rounded = float(np.float32(value)) if isinstance(vector.element, ir.FloatType) else int(value)
    return ir.Constant(vector, [rounded] * vector.count)


def splat(builder: ir.IRBuilder, scalar: ir.Value, count: int) -> ir.Value:
    """Copy a scalar to each lane."""
    vector = ir.VectorType(scalar.type, count)
    first = builder.insert_element(ir.Constant(vector, ir.Undefined), scalar, ir.Constant(INT32, 0))
    zeros = ir.Constant(ir.VectorType(INT32, count), [0] * count)
    return builder.shuffle_vector(first, ir.Constant(vector, ir.Undefined), zeros)


def call(builder: ir.IRBuilder, name: str, result: ir.Type, arguments: list[ir.Value]) -> ir.Value:
    """Call an LLVM intrinsic by its name."""
    signature = ir.FunctionType(result, [argument.type for argument in arguments])
    return builder.call(cgutils.get_or_insert_function(builder.module, signature, name), arguments)


def fused(builder: ir.IRBuilder, left: ir.Value, right: ir.Value, addend: ir.Value) -> ir.Value:
    """Return left * right + addend; without fused instructions it is a product and a sum."""
    return call(builder, f"llvm.fmuladd.v{left.type.count}f32", left.type, [left, right, addend])


def element_pointer(context: Any, builder: ir.IRBuilder, kind: types.Array, array: Any, index: ir.Value) -> ir.Value:
    """Return the address of element `index` of a contiguous array, unchecked."""
    return builder.gep(context.make_array(kind)(context, builder, array).data, [index])


def load_vector(builder: ir.IRBuilder, address: ir.Value, vector: ir.VectorType) -> ir.Value:
    """Load a vector from any element's address."""
    return builder.load(builder.bitcast(address, vector.as_pointer()), align=1)


def store_vector(builder: ir.IRBuilder, value: ir.Value, address: ir.Value) -> None:
    """Store a vector at any element's address."""
    builder.store(value, builder.bitcast(address, value.type.as_pointer()), align=1)


@intrinsic
def load(_typing: Any, constants: Any, array: Any, index: Any) -> Any:
    """Return the constants' count of floats from array[index]."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        at = context.cast(builder, arguments[2], signature.args[2], types.int64)
        address = element_pointer(context, builder, signature.args[1], arguments[1], at)
        return load_vector(builder, address, ir.VectorType(FLOAT, constants.values.lanes))

    return LanesType(constants.values.lanes)(constants, array, index), generate


@intrinsic
def store(_typing: Any, array: Any, index: Any, value: Any) -> Any:
    """Store a vector of floats at array[index]."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        at = context.cast(builder, arguments[1], signature.args[1], types.int64)
        address = element_pointer(context, builder, signature.args[0], arguments[0], at)
        store_vector(builder, arguments[2], address)
        return context.get_dummy_value()

    return types.void(array, index, value), generate


@intrinsic
def spread(_typing: Any, constants: Any, scalar: Any) -> Any:
    """Return a vector with the scalar in each lane."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return splat(
            builder,
            context.cast(builder, arguments[1], signature.args[1], types.float32),
            constants.values.lanes,
        )

    return LanesType(constants.values.lanes)(constants, scalar), generate


def _element_wise(compute: Callable[[ir.IRBuilder, ir.Value, ir.Value], ir.Value]) -> Any:
    @intrinsic
    def operation(_typing: Any, left: Any, right: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return compute(builder, *arguments)

        return left(left, right), generate

    return operation


def smaller(builder: ir.IRBuilder, left: ir.Value, right: ir.Value) -> ir.Value:
    """Return the smaller value of each lane."""
    return builder.select(builder.fcmp_ordered("<", left, right), left, right)


def larger(builder: ir.IRBuilder, left: ir.Value, right: ir.Value) -> ir.Value:
    """Return the larger value of each lane."""
    return builder.select(builder.fcmp_ordered(">", left, right), left, right)


add = _element_wise(lambda builder, left, right: builder.fadd(left, right))
subtract = _element_wise(lambda builder, left, right: builder.fsub(left, right))
multiply = _element_wise(lambda builder, left, right: builder.fmul(left, right))
maximum = _element_wise(larger)


def _reduction(name: str, start: float | None) -> Any:
    @intrinsic
    def operation(_typing: Any, vector: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            values = [] if start is None else [ir.Constant(FLOAT, start)]
            kinds = [FLOAT] * len(values) + [arguments[0].type]
            full_name = f"llvm.vector.reduce.{name}.v{vector.count}f32"
            function = cgutils.get_or_insert_function(builder.module, ir.FunctionType(FLOAT, kinds), full_name)
            return builder.call(function, [*values, arguments[0]], fastmath=("reassoc", "nnan"))

        return types.float32(vector), generate

    return operation


total = _reduction("fadd", -0.0)
largest = _reduction("fmax", None)
