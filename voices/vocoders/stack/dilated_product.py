"""A causal dilated convolution as matrix products on time-major activations, forwards and backwards.

Autograd would pad, slice and add whole tensors for each tap. Written out, the past taps' products are added in
place, on the rows that have a past.
"""

from typing import Any

import torch
from torch import Tensor


def dilated_product(hidden: Tensor, weight: Tensor, dilation: int) -> Tensor:
    """Return sum over taps k of hidden[t - (K - 1 - k) * dilation] @ weight[k], hidden being 0 before its start.

    Args:
        hidden: [T, B, C].
        weight: [K, C, outputs], oldest tap first.

    Returns:
        [T, B, outputs], of autocast's type where that is on.
    """
    product: Tensor = _DilatedProduct.apply(hidden, weight, dilation)  # type: ignore[no-untyped-call]
    return product


class _DilatedProduct(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, hidden: Tensor, weight: Tensor, dilation: int) -> Tensor:
        device, samples, batch = hidden.device.type, hidden.shape[0], hidden.shape[1]
        number = torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else hidden.dtype
        rows, taps = hidden.to(number).reshape(samples * batch, -1), weight.to(number)
        ctx.save_for_backward(rows, taps)
        ctx.delays = [(len(weight) - 1 - tap) * dilation * batch for tap in range(len(weight))]
        ctx.shape, ctx.types = hidden.shape, (hidden.dtype, weight.dtype)
        with torch.autocast(device, enabled=False):
            product = rows @ taps[-1]
            for tap, delay in _past_taps(ctx.delays, len(rows)):
                product[delay:].addmm_(rows[:-delay], taps[tap])
        return product.view(samples, batch, -1)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor | None, None]:
        rows, taps = ctx.saved_tensors
        given = gradient.reshape(len(rows), -1)
        to_rows = given @ taps[-1].t()
        for tap, delay in _past_taps(ctx.delays, len(rows)):
            to_rows[:-delay].addmm_(given[delay:], taps[tap].t())
        hidden_type, weight_type = ctx.types
        to_hidden = to_rows.view(ctx.shape).to(hidden_type)
        if not ctx.needs_input_grad[1]:  # a frozen network, through which another one learns
            return to_hidden, None, None
        to_taps = torch.zeros_like(taps)
        to_taps[-1] = rows.t() @ given
        for tap, delay in _past_taps(ctx.delays, len(rows)):
            to_taps[tap] = rows[:-delay].t() @ given[delay:]
        return to_hidden, to_taps.to(weight_type), None


def _past_taps(delays: list[int], rows: int) -> list[tuple[int, int]]:
    """Return (tap, delay in rows) of the taps that reach into the past, and not past all of it."""
    return [(tap, delay) for tap, delay in enumerate(delays) if 0 < delay < rows]
