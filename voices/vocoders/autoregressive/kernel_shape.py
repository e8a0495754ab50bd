"""What a kernel is compiled for: sizes, precision, streams and instruction set."""

import dataclasses
from dataclasses import dataclass

from voices.compiled.instruction_sets import ACCUMULATORS, FLOAT_LANES
from voices.files.configuration import require
from voices.vocoders.autoregressive.matrix import Matrix
from voices.vocoders.wavenet.config import WaveNetConfig

PRECISIONS = ("float32", "bfloat16", "int8")

SAMPLERS = ("softmax", "logistics", "gaussian")
"""A distribution names its own; compiled code knows it by its place here."""


@dataclass(frozen=True)
class KernelShape:
    """Constants of one compiled kernel.

    Attributes:
        bands: samples that each step makes, one of each band.
        streams: how many waveforms advance in lock-step.
        precision: of the layers' weights; the head is bfloat16 unless this is float32.
        sampler: the place in `SAMPLERS` of the distribution's.
        levels: how many codes the input embeds; 0 where the input is a number.
    """

    residual: int
    skip: int
    head: int
    outputs: int
    taps: int
    sampler: int
    levels: int
    bands: int
    streams: int
    precision: str
    instruction_set: str

    def __post_init__(self) -> None:
        require(
            self.precision in PRECISIONS, f"precision is {self.precision!r}, but must be one of {', '.join(PRECISIONS)}"
        )

    @property
    def lanes(self) -> int:
        """Floats in one vector."""
        return FLOAT_LANES[self.instruction_set]

    @property
    def gate_rows(self) -> int:
        """Rows of the matrix before the gate."""
        return 2 * self.residual

    @property
    def gate_columns(self) -> int:
        """Columns of the matrix before the gate: every tap's channels, oldest tap first."""
        return self.taps * self.residual

    @property
    def output_rows(self) -> int:
        """Rows, padded, of the matrix after the gate: residual channels, then skip channels."""
        return padded(self.residual + self.skip)

    @property
    def head_rows(self) -> int:
        """Rows, padded, of the head's first matrix."""
        return padded(self.head)

    @property
    def parameter_rows(self) -> int:
        """Rows, padded, of the head's second matrix."""
        return padded(self.outputs)

    @property
    def gate_matrix(self) -> Matrix:
        """The matrix before the gate, all taps side by side."""
        return self._matrix(self.gate_rows, self.gate_columns, self.gate_columns, self.precision)

    @property
    def output_matrix(self) -> Matrix:
        """The matrix after the gate."""
        return self._matrix(self.output_rows, self.residual, self.residual, self.precision)

    @property
    def head1_matrix(self) -> Matrix:
        """The first matrix of the head."""
        return self._matrix(self.head_rows, self.skip, self.output_rows, self.head_precision)

    @property
    def head2_matrix(self) -> Matrix:
        """The second matrix of the head, of each band."""
        return self._matrix(self.parameter_rows, self.head, self.head_rows, self.head_precision)

    @property
    def gate_words(self) -> int:
        """32-bit words of one layer's packed gate matrix."""
        return self.gate_matrix.words

    @property
    def output_words(self) -> int:
        """32-bit words of one layer's packed output matrix."""
        return self.output_matrix.words

    @property
    def head1_words(self) -> int:
        """32-bit words of the head's first packed matrix."""
        return self.head1_matrix.words

    @property
    def head2_words(self) -> int:
        """32-bit words of one band's packed second matrix of the head."""
        return self.head2_matrix.words

    @property
    def table_rows(self) -> int:
        """Rows of a band's input table: one of each code, or a number's weights and a bias."""
        return self.levels or 2

    def _matrix(self, rows: int, columns: int, input_stride: int, precision: str) -> Matrix:
        accumulators = ACCUMULATORS[self.instruction_set]
        return Matrix(rows, columns, input_stride, precision, self.lanes, self.streams, accumulators)

    @property
    def head_precision(self) -> str:
        """Precision of the two matrices of the head, where rounding would reach the output directly."""
        return "float32" if self.precision == "float32" else "bfloat16"

    @property
    def quantised(self) -> bool:
        """Whether the layers' inputs are 16-bit integers."""
        return self.precision == "int8"

    @property
    def name(self) -> str:
        """All fields in one word, for a folder in the cache."""
        return "-".join(str(value) for value in dataclasses.astuple(self))


def padded(rows: int) -> int:
    """Round up to two vectors of 16: bfloat16 weights are packed in pairs of vectors."""
    return -(-rows // 32) * 32


def kernel_shape(config: WaveNetConfig, precision: str, streams: int, instruction_set: str) -> KernelShape:
    """Return the kernel shape of a network."""
    return KernelShape(
        config.residual_channels,
        config.skip_channels,
        config.head_channels,
        config.distribution.channels,
        config.kernel_size,
        SAMPLERS.index(config.distribution.sampler),
        config.distribution.input_levels,
        config.bands,
        streams,
        precision,
        instruction_set,
    )
