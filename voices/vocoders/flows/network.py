"""Inverse autoregressive flows on dilated stacks: noise to a signal in one pass, with its exact density."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.stack.conditioning import ConditioningNetwork
from voices.vocoders.stack.network import DilatedStack, linear, normal


@dataclass(frozen=True)
class Drawn:
    """A signal drawn from noise, and what each step was drawn from, given the noise before it: all [B, T, bands].

    `signal` is `mean` plus the noise times e^`log_scale` (van den Oord et al. 2018, section 3), and the sum of
    `log_scale` is the logarithm of the Jacobian's determinant.
    """

    signal: Tensor
    mean: Tensor
    log_scale: Tensor


class AffineFlow(nn.Module):
    """One flow: a step of its output is that of its input, scaled and shifted as the steps before it say.

    It begins as the identity.
    """

    def __init__(self, config: FlowsConfig) -> None:
        super().__init__()
        self.bound = config.log_scale_bound
        skip = config.skip_channels
        self.conditioning = ConditioningNetwork(config)
        self.stack = DilatedStack(config)
        self.input_weight = normal((config.inputs, config.residual_channels), config.inputs**-0.5)
        self.input_bias = nn.Parameter(torch.zeros(config.residual_channels))
        self.head1_weight = normal((skip, skip), skip**-0.5)
        self.head1_bias = nn.Parameter(torch.zeros(skip))
        self.head2_weight = nn.Parameter(torch.zeros(skip, 2 * config.bands))
        self.head2_bias = nn.Parameter(torch.zeros(2 * config.bands))

    def forward(
        self, values: Tensor, source: Tensor, features: Tensor | None, speaker: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """Return the shift and the log scale of each step, [T, B, bands] both.

        Args:
            values: [T, B, bands], the flow's input.
            source: [T, B, bands], the prior's means in its scales.
            features, speaker: as of the conditioning network.
        """
        previous = torch.cat([torch.zeros_like(values[:1]), values[:-1]])
        hidden = linear(torch.cat([previous, source], -1), self.input_weight, self.input_bias)
        skip = self.stack(hidden, self.conditioning(features, speaker))
        heard = torch.relu(linear(torch.relu(skip), self.head1_weight, self.head1_bias))
        shift, raw = linear(heard, self.head2_weight, self.head2_bias).float().chunk(2, -1)
        return shift, self.bound * torch.tanh(raw / self.bound)


class Flows(nn.Module):
    """Flows one after the other, and then the prior: its means and scales, which nothing is learned of."""

    def __init__(self, config: FlowsConfig) -> None:
        super().__init__()
        self.config = config
        self.flows = nn.ModuleList(AffineFlow(config) for _ in range(config.flows))

    def forward(
        self,
        noise: Tensor,
        prior_mean: Tensor,
        prior_log_scale: Tensor,
        features: Tensor | None = None,
        speaker: Tensor | None = None,
    ) -> Drawn:
        """Return the signal that standard normal noise becomes.

        Args:
            noise, prior_mean, prior_log_scale: [B, T, bands]; zeros are a prior that says nothing. With local
                conditioning, T is the frames times `frame_steps`.
            features: [B, F + 2 * conditioning_margin, C], frames beyond the edges included.
            speaker: [B], indices.
        """
        source = (prior_mean * (-prior_log_scale).exp()).transpose(0, 1)
        values, mean = noise.transpose(0, 1), torch.zeros_like(noise.transpose(0, 1))
        log_scale = torch.zeros_like(values)
        for flow in self.flows:
            shift, own = flow(values, source, features, speaker)
            scale = own.exp()
            values, mean, log_scale = values * scale + shift, mean * scale + shift, log_scale + own
        level = prior_log_scale.exp()
        signal = values.transpose(0, 1) * level + prior_mean
        return Drawn(signal, mean.transpose(0, 1) * level + prior_mean, log_scale.transpose(0, 1) + prior_log_scale)

    @torch.no_grad()
    def invert(
        self,
        signal: Tensor,
        prior_mean: Tensor,
        prior_log_scale: Tensor,
        features: Tensor | None = None,
        speaker: Tensor | None = None,
    ) -> Drawn:
        """Return the noise that becomes this signal, as `Drawn.signal`, with the signal's own mean and log scale.

        A flow is inverted by guessing all of its input and mending the guess (Jacobi's iteration; Song et al. 2021):
        each pass makes at least one more step right, and usually very many.
        """
        source = (prior_mean * (-prior_log_scale).exp()).transpose(0, 1)
        values = ((signal - prior_mean) * (-prior_log_scale).exp()).transpose(0, 1)
        log_scale = torch.zeros_like(values)
        for flow in reversed(self.flows):
            values, own = _inverted(flow, values, source, features, speaker)
            log_scale = log_scale + own
        noise, total = values.transpose(0, 1), log_scale.transpose(0, 1) + prior_log_scale
        return Drawn(noise, signal - noise * total.exp(), total)


def log_likelihood(inverted: Drawn) -> Tensor:
    """Return log p(signal) [B] in nats of what `Flows.invert` gave: the noise's density by the change of variables."""
    standard = torch.distributions.Normal(0.0, 1.0)
    found: Tensor = (standard.log_prob(inverted.signal) - inverted.log_scale).sum((1, 2))  # type: ignore[no-untyped-call]
    return found


LARGEST_GUESS = 1e3
"""What has not become right yet may be anything, but finite."""


def _inverted(
    flow: nn.Module, outputs: Tensor, source: Tensor, features: Tensor | None, speaker: Tensor | None
) -> tuple[Tensor, Tensor]:
    values, log_scale = outputs, torch.zeros_like(outputs)
    for _ in range(len(outputs) + 1):
        shift, log_scale = flow(values, source, features, speaker)
        mended = ((outputs - shift) * (-log_scale).exp()).clamp(-LARGEST_GUESS, LARGEST_GUESS)
        if torch.equal(mended, values):
            break
        values = mended
    return values, log_scale
