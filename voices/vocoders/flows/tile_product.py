"""The product that a flow's time goes into: a few steps by a few vectors of columns, with all sums in registers."""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from voices.compiled.lanes import (
    FLOAT,
    INT64,
    constant,
    element_pointer,
    fused,
    load_vector,
    splat,
    store_vector,
)


@intrinsic
def add_tile_product(
    _typing: Any,
    constants: Any,
    inputs: Any,
    inputs_at: Any,
    weights: Any,
    weights_at: Any,
    sums: Any,
    sums_at: Any,
    depth: Any,
    width: Any,
) -> Any:
    """Add to a tile of sums, [tile_steps, tile_columns] of rows of `width`, the product of inputs and weights.

    Inputs are rows of `depth` numbers, step after step; weights [depth, tile_columns], side by side.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        def number(i: int) -> ir.Value:
            return context.cast(builder, arguments[i], signature.args[i], types.int64)

        def address(i: int) -> ir.Value:
            return element_pointer(context, builder, signature.args[i], arguments[i], number(i + 1))

        def at(start: ir.Value, offset: int) -> ir.Value:
            return builder.gep(start, [ir.Constant(INT64, offset)])

        shape = constants.values
        vector = ir.VectorType(FLOAT, shape.lanes)
        heard, weight, added, deep, wide = address(1), address(3), address(5), number(7), number(8)
        rows = [builder.gep(heard, [builder.mul(deep, ir.Constant(INT64, step))]) for step in range(shape.tile_steps)]
        cells = [[cgutils.alloca_once(builder, vector) for _ in range(shape.tile_vectors)] for _ in rows]
        for cell in (cell for row in cells for cell in row):
            builder.store(constant(vector, 0), cell)
        with cgutils.for_range(builder, deep) as loop:
            first = builder.gep(weight, [builder.mul(loop.index, ir.Constant(INT64, shape.tile_columns))])
            columns = [load_vector(builder, at(first, i * shape.lanes), vector) for i in range(shape.tile_vectors)]
            for row, own in zip(rows, cells, strict=True):
                value = splat(builder, builder.load(builder.gep(row, [loop.index])), shape.lanes)
                for column, cell in zip(columns, own, strict=True):
                    builder.store(fused(builder, column, value, builder.load(cell)), cell)
        for step, own in enumerate(cells):
            start = builder.gep(added, [builder.mul(wide, ir.Constant(INT64, step))])
            for i, cell in enumerate(own):
                place = at(start, i * shape.lanes)
                store_vector(builder, builder.fadd(load_vector(builder, place, vector), builder.load(cell)), place)
        return context.get_dummy_value()

    return types.void(constants, inputs, inputs_at, weights, weights_at, sums, sums_at, depth, width), generate
