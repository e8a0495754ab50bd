"""The gated activation unit with its conditioning; on a CPU in one pass over memory instead of eight."""

import functools
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch
from numpy.typing import NDArray
from torch import Tensor

FUSED_TYPES = (torch.float32, torch.bfloat16)


def gate(activation: Tensor, conditioning: Tensor) -> Tensor:
    """Return tanh(first half) * sigmoid(second half) of activation + conditioning (Eq. 3, van den Oord et al. 2016).

    Args:
        activation: [T, B, 2C].
        conditioning: [F, B or 1, 2C], added to all the T / F samples of its frame.

    Returns:
        [T, B, C], of the activation's type.
    """
    samples, batch, channels = activation.shape
    frames = len(conditioning)
    if samples % frames:
        raise ValueError(f"{samples} samples are not a whole number of samples for each of {frames} frames")
    if activation.device.type == "cpu" and activation.dtype in FUSED_TYPES and channels % 32 == 0:
        everywhere = conditioning.expand(frames, batch, channels)
        fused: Tensor = _FusedGate.apply(activation, everywhere)  # type: ignore[no-untyped-call]
        return fused
    by_frame = activation.view(frames, samples // frames, batch, channels) + conditioning[:, None]
    filtered, opening = by_frame.view(samples, batch, channels).to(activation.dtype).chunk(2, -1)
    return torch.tanh(filtered) * torch.sigmoid(opening)


class _FusedGate(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, activation: Tensor, conditioning: Tensor) -> Tensor:
        samples, batch, channels = activation.shape
        activation = activation.contiguous()
        added = conditioning.float().contiguous()
        gated = activation.new_empty(samples, batch, channels // 2)
        _over_frames("gate_forwards", activation, added, gated)
        ctx.save_for_backward(activation, added)
        ctx.conditioning_type = conditioning.dtype
        return gated

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor]:
        activation, added = ctx.saved_tensors
        to_activation, to_conditioning = torch.empty_like(activation), torch.zeros_like(added)
        given = gradient.to(activation.dtype).contiguous()
        _over_frames("gate_backwards", activation, added, given, to_activation, to_conditioning)
        return to_activation, to_conditioning.to(ctx.conditioning_type)


def _over_frames(function: str, activation: Tensor, conditioning: Tensor, *others: Tensor) -> None:
    from voices.compiled.instruction_sets import choose_instruction_set
    from voices.compiled.kernel_cache import compiled
    from voices.vocoders.stack.gate_constants import LOOPS, GateConstants

    samples, batch, channels = activation.shape
    frames, threads = len(conditioning), min(torch.get_num_threads(), len(conditioning))
    run = compiled(f"{LOOPS}:{function}", GateConstants(channels // 2, choose_instruction_set()))
    arrays = [_flat(tensor) for tensor in (activation, conditioning, *others)]
    bounds = [frames * part // threads for part in range(threads + 1)]

    def part(i: int) -> None:
        run(*arrays, samples // frames, batch, bounds[i], bounds[i + 1])

    if threads == 1:
        part(0)
    else:
        list(_pool(threads).map(part, range(threads)))


def _flat(tensor: Tensor) -> NDArray[Any]:
    bits = tensor.detach().view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor.detach()
    flat: NDArray[Any] = bits.view(-1).numpy()
    return flat


@functools.cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)
