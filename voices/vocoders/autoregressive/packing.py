"""Weights rearranged into the order in which a product reads them, and rounded to its precision."""

import numpy as np
from numpy.typing import NDArray

from voices.vocoders.autoregressive.matrix import Matrix

Words = NDArray[np.uint32]
Floats = NDArray[np.float32]


def pack(weights: Floats, shape: Matrix) -> tuple[Words, Floats]:
    """Pack a matrix for `products`.

    Args:
        weights: [columns, rows]; missing rows are padded with zeros.
        shape: of the product that will read it.

    Returns:
        the packed words, and [rows] what each row's sums must be multiplied with (ones, except for int8).
    """
    rows = np.zeros((shape.rows, shape.columns), np.float32)
    rows[: weights.shape[1]] = weights.T
    scales = np.ones(shape.rows, np.float32)
    if shape.precision == "int8":
        scales = np.maximum(np.abs(rows).max(1), 1e-12) / np.float32(127)
        return _pack_bytes(np.rint(rows / scales[:, None]).astype(np.int8), shape), scales.astype(np.float32)
    tiled = _tiled(rows, shape)
    words = tiled.view(np.uint32) if shape.precision == "float32" else _paired_bfloat16(tiled)
    return np.ascontiguousarray(words).reshape(-1), scales


def _tiled(rows: Floats, shape: Matrix) -> Floats:
    """Return [tiles, columns, tile, lanes] of [rows, columns]."""
    split = rows.reshape(-1, shape.tile, shape.lanes, shape.columns)
    return np.ascontiguousarray(split.transpose(0, 3, 1, 2))


def _paired_bfloat16(tiled: Floats) -> Words:
    """Round to bfloat16; of two vectors, the first goes to the low half of the words.

    A product uses the word as it is for the high half's weight, low bits included, so the high half is rounded
    such that the whole word comes closest to its weight.
    """
    bits = tiled.view(np.uint32).astype(np.int64)
    low, high = bits[:, :, 0::2], bits[:, :, 1::2]
    rounded_low = (low + 0x7FFF + ((low >> 16) & 1)) >> 16
    rounded_high = (high - rounded_low + 0x8000) >> 16
    return ((rounded_high << 16) | rounded_low).astype(np.uint32)


def _pack_bytes(rows: NDArray[np.int8], shape: Matrix) -> Words:
    """Return [tiles, column pairs, tile, lanes, 2] of [rows, columns], as words."""
    split = rows.reshape(-1, shape.tile, shape.lanes, shape.columns // 2, 2)
    return np.ascontiguousarray(split.transpose(0, 3, 1, 2, 4)).reshape(-1).view(np.uint32)
