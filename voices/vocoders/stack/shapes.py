"""Shapes of the arrays that every network with a dilated stack has, by their names."""

from voices.vocoders.stack.config import StackConfig


def stack_shapes(config: StackConfig) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the arrays of `network.DilatedStack` and `conditioning.ConditioningNetwork`."""
    residual, skip, layers = config.residual_channels, config.skip_channels, config.layers
    hidden = config.conditioning_hidden
    shapes: dict[str, tuple[int, ...]] = {
        "conditioning.bias": (config.conditioning_outputs,),
        "stack.gate_weight": (layers, config.kernel_size, residual, 2 * residual),
        "stack.output_weight": (layers, residual, residual + skip),
        "stack.output_bias": (layers, residual + skip),
    }
    if config.conditioning_channels or config.speakers:
        shapes["conditioning.weight"] = (hidden, config.conditioning_outputs)
    if config.speakers:
        shapes["conditioning.speakers.weight"] = (config.speakers, hidden)
    for layer in range(config.conditioning_layers if config.conditioning_channels else 0):
        inputs = config.conditioning_channels if layer == 0 else hidden
        shapes[f"conditioning.convolutions.{layer}.weight"] = (hidden, inputs, 3)
        shapes[f"conditioning.convolutions.{layer}.bias"] = (hidden,)
    return shapes
