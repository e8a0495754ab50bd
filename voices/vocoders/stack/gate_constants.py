"""What the gate's loops are compiled for; apart from them, which need numba."""

from dataclasses import dataclass

from voices.compiled.instruction_sets import FLOAT_LANES

LOOPS = "voices.vocoders.stack.fused_gate_loops"


@dataclass(frozen=True)
class GateConstants:
    """What the loops are compiled for: R, and the instruction set."""

    channels: int
    instruction_set: str

    @property
    def lanes(self) -> int:
        """Floats in one vector."""
        return FLOAT_LANES[self.instruction_set]

    @property
    def name(self) -> str:
        """Both fields in one word."""
        return f"{self.channels}-{self.instruction_set}"
