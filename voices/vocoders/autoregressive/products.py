"""Matrix-vector products with packed weights, for several streams at once: most of a kernel's time.

`out[stream] += weights @ inputs[stream]`: each weight vector is loaded once for all streams, each input is
broadcast, and the sums of a tile of rows stay in registers from the first column to the last.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from voices.compiled.lanes import (
    FLOAT,
    INT8,
    INT16,
    INT32,
    INT64,
    call,
    constant,
    element_pointer,
    fused,
    load_vector,
    splat,
    store_vector,
)
from voices.vocoders.autoregressive.kernel_shape import KernelShape
from voices.vocoders.autoregressive.matrix import Matrix


def _product(describe: Callable[[KernelShape], Matrix]) -> Any:
    @intrinsic
    def product(
        _typing: Any, kernel: Any, weights: Any, weights_at: Any, scales: Any, scales_at: Any, inputs: Any, out: Any
    ) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            def address(array: int, at: ir.Value) -> ir.Value:
                return element_pointer(context, builder, signature.args[array], arguments[array], at)

            def offset(i: int) -> ir.Value:
                return context.cast(builder, arguments[i], signature.args[i], types.int64)

            start = ir.Constant(INT64, 0)
            shape = describe(kernel.values)
            operands = _Operands(
                shape, address(1, offset(2)), address(3, offset(4)), address(5, start), address(6, start)
            )
            emit = _emit_integer_tile if shape.precision == "int8" else _emit_float_tile
            for tile in range(shape.tiles):
                emit(builder, operands, tile)
            return context.get_dummy_value()

        return types.void(kernel, weights, weights_at, scales, scales_at, inputs, out), generate

    return product


@dataclass(frozen=True)
class _Operands:
    """A product's matrix and the addresses of its arrays, as LLVM values."""

    shape: Matrix
    weights: ir.Value
    scales: ir.Value
    inputs: ir.Value
    out: ir.Value

    def input_of(self, builder: ir.IRBuilder, stream: int) -> ir.Value:
        return builder.gep(self.inputs, [ir.Constant(INT64, stream * self.shape.input_stride)])

    def out_of(self, builder: ir.IRBuilder, stream: int, row: int) -> ir.Value:
        return builder.gep(self.out, [ir.Constant(INT64, stream * self.shape.rows + row)])


Sums = list[list[ir.Value]]


def _emit_float_tile(builder: ir.IRBuilder, operands: _Operands, tile: int) -> None:
    shape = operands.shape
    halves = shape.partial_sums
    sums = [_zeroed_sums(builder, shape, ir.VectorType(FLOAT, shape.lanes)) for _ in range(halves)]
    column_words = shape.tile_words // shape.columns
    start = builder.gep(operands.weights, [ir.Constant(INT64, tile * shape.tile_words)])
    if shape.precision == "float32":
        start = builder.bitcast(start, FLOAT.as_pointer())
    inputs = [operands.input_of(builder, stream) for stream in range(shape.streams)]
    with cgutils.for_range(builder, ir.Constant(INT64, shape.columns // halves)) as loop:
        for half in range(halves):
            column = builder.add(builder.mul(loop.index, ir.Constant(INT64, halves)), ir.Constant(INT64, half))
            address = builder.gep(start, [builder.mul(column, ir.Constant(INT64, column_words))])
            weights = _load_weights(builder, shape, address)
            for stream in range(shape.streams):
                value = splat(builder, builder.load(builder.gep(inputs[stream], [column])), shape.lanes)
                for weight, cell in zip(weights, sums[half][stream], strict=True):
                    builder.store(fused(builder, weight, value, builder.load(cell)), cell)
    _add_sums(builder, operands, tile, sums)


def _add_sums(builder: ir.IRBuilder, operands: _Operands, tile: int, halves: list[Sums]) -> None:
    shape = operands.shape
    for stream in range(shape.streams):
        for i in range(shape.tile):
            address = operands.out_of(builder, stream, (tile * shape.tile + i) * shape.lanes)
            result = load_vector(builder, address, ir.VectorType(FLOAT, shape.lanes))
            for sums in halves:
                result = builder.fadd(result, builder.load(sums[stream][i]))
            store_vector(builder, result, address)


def _zeroed_sums(builder: ir.IRBuilder, shape: Matrix, vector: ir.VectorType) -> Sums:
    sums = [[cgutils.alloca_once(builder, vector) for _ in range(shape.tile)] for _ in range(shape.streams)]
    for cell in (cell for row in sums for cell in row):
        builder.store(constant(vector, 0), cell)
    return sums


def _load_weights(builder: ir.IRBuilder, shape: Matrix, address: ir.Value) -> list[ir.Value]:
    floats, words = ir.VectorType(FLOAT, shape.lanes), ir.VectorType(INT32, shape.lanes)
    if shape.precision == "float32":
        places = [builder.gep(address, [ir.Constant(INT64, i * shape.lanes)]) for i in range(shape.tile)]
        return [load_vector(builder, place, floats) for place in places]
    weights = []
    for i in range(shape.tile // 2):
        pair = load_vector(builder, builder.gep(address, [ir.Constant(INT64, i * shape.lanes)]), words)
        weights.append(builder.bitcast(builder.shl(pair, constant(words, 16)), floats))
        weights.append(builder.bitcast(pair, floats))  # the other half stays below as noise; packing allows for it
    return weights


def _emit_integer_tile(builder: ir.IRBuilder, operands: _Operands, tile: int) -> None:
    shape = operands.shape
    sums = _zeroed_sums(builder, shape, ir.VectorType(INT32, shape.lanes))
    pairs = shape.columns // 2
    pair_bytes = shape.tile * shape.lanes * 2
    start = builder.bitcast(operands.weights, INT8.as_pointer())
    start = builder.gep(start, [ir.Constant(INT64, tile * pairs * pair_bytes)])
    inputs = [
        builder.bitcast(operands.input_of(builder, stream), INT32.as_pointer()) for stream in range(shape.streams)
    ]
    with cgutils.for_range(builder, ir.Constant(INT64, pairs)) as loop:
        address = builder.gep(start, [builder.mul(loop.index, ir.Constant(INT64, pair_bytes))])
        weights = [_load_bytes(builder, shape, address, i) for i in range(shape.tile)]
        for stream in range(shape.streams):
            pair = splat(builder, builder.load(builder.gep(inputs[stream], [loop.index]), align=2), shape.lanes)
            for weight, cell in zip(weights, sums[stream], strict=True):
                builder.store(builder.add(builder.load(cell), _dot_pairs(builder, weight, pair)), cell)
    _add_scaled_sums(builder, operands, tile, sums)


def _add_scaled_sums(builder: ir.IRBuilder, operands: _Operands, tile: int, sums: Sums) -> None:
    shape, floats = operands.shape, ir.VectorType(FLOAT, operands.shape.lanes)
    for i in range(shape.tile):
        row = (tile * shape.tile + i) * shape.lanes
        scale = load_vector(builder, builder.gep(operands.scales, [ir.Constant(INT64, row)]), floats)
        for stream in range(shape.streams):
            address = operands.out_of(builder, stream, row)
            value = builder.sitofp(builder.load(sums[stream][i]), floats)
            store_vector(builder, fused(builder, value, scale, load_vector(builder, address, floats)), address)


def _load_bytes(builder: ir.IRBuilder, shape: Matrix, address: ir.Value, vector: int) -> ir.Value:
    count = 2 * shape.lanes
    place = builder.gep(address, [ir.Constant(INT64, vector * count)])
    narrow = load_vector(builder, place, ir.VectorType(INT8, count))
    return builder.sext(narrow, ir.VectorType(INT16, count))


PAIR_PRODUCTS = {16: "llvm.x86.avx512.pmaddw.d.512", 8: "llvm.x86.avx2.pmadd.wd"}


def _dot_pairs(builder: ir.IRBuilder, weights: ir.Value, pair: ir.Value) -> ir.Value:
    """Multiply 16-bit numbers and add neighbours; LLVM makes it one instruction with the sum where there is one."""
    lanes = pair.type.count
    inputs = builder.bitcast(pair, weights.type)
    if lanes in PAIR_PRODUCTS:
        return call(builder, PAIR_PRODUCTS[lanes], pair.type, [weights, inputs])
    wide = ir.VectorType(INT32, 2 * lanes)
    products = builder.mul(builder.sext(weights, wide), builder.sext(inputs, wide))
    undefined = ir.Constant(wide, ir.Undefined)
    order = ir.VectorType(INT32, lanes)
    halves = [
        builder.shuffle_vector(products, undefined, ir.Constant(order, list(range(first, 2 * lanes, 2))))
        for first in (0, 1)
    ]
    return builder.add(*halves)


gate_product = _product(lambda kernel: kernel.gate_matrix)
output_product = _product(lambda kernel: kernel.output_matrix)
head1_product = _product(lambda kernel: kernel.head1_matrix)
head2_product = _product(lambda kernel: kernel.head2_matrix)
