"""What the loops of a flow are compiled for; apart from them, which need numba."""

from dataclasses import dataclass

from voices.compiled.instruction_sets import ACCUMULATORS, FLOAT_LANES
from voices.vocoders.flows.config import FlowsConfig

LOOPS = "voices.vocoders.flows.flow_loops"


@dataclass(frozen=True)
class FlowConstants:
    """What the loops are compiled for.

    Attributes:
        inputs, residual, skip, taps: of the first layer, the stream, the skip outputs and the dilated products.
        parameters: that the head makes: shifts and log scales of a step.
        frame_steps: of a frame.
    """

    inputs: int
    residual: int
    skip: int
    taps: int
    parameters: int
    frame_steps: int
    instruction_set: str

    @classmethod
    def of(cls, config: FlowsConfig, instruction_set: str) -> "FlowConstants":
        """Return those of flows of a config."""
        residual, skip = config.residual_channels, config.skip_channels
        parameters = 2 * config.bands
        return cls(config.inputs, residual, skip, config.kernel_size, parameters, config.frame_steps, instruction_set)

    @property
    def lanes(self) -> int:
        """Floats in one vector."""
        return FLOAT_LANES[self.instruction_set]

    @property
    def tile_vectors(self) -> int:
        """Vectors of a product's columns whose sums are in registers together."""
        return 1 if self.residual // self.lanes % 2 or self.skip // self.lanes % 2 else 2

    @property
    def tile_columns(self) -> int:
        """Columns of a product that are made together."""
        return self.tile_vectors * self.lanes

    @property
    def tile_steps(self) -> int:
        """Steps whose sums are in registers together: as many as fit and divide a frame."""
        most = ACCUMULATORS[self.instruction_set] // self.tile_vectors
        return max(steps for steps in range(1, most + 1) if self.frame_steps % steps == 0)

    @property
    def gate_columns(self) -> int:
        """Of the product before the gate."""
        return 2 * self.residual

    @property
    def output_columns(self) -> int:
        """Of the product after the gate."""
        return self.residual + self.skip

    @property
    def parameter_columns(self) -> int:
        """Of the head's last product: the parameters, and zeros that fill the last tile."""
        return -(-self.parameters // self.tile_columns) * self.tile_columns

    @property
    def frame_scratch(self) -> int:
        """Floats that a frame is worked on in: before the gate, or inside the head; after it; and what follows."""
        return self.frame_steps * (max(self.gate_columns, self.skip) + self.residual + self.output_columns)

    def scratch(self, steps: int, longest_past: int) -> int:
        """Return how many floats a block of so many steps is worked on in."""
        return 2 * (longest_past + steps) * self.residual + steps * self.skip + self.frame_scratch

    @property
    def name(self) -> str:
        """All fields in one word."""
        sizes = self.inputs, self.residual, self.skip, self.taps, self.parameters, self.frame_steps
        return f"{'-'.join(map(str, sizes))}-{self.instruction_set}"
