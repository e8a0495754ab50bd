"""The predictor in PyTorch, for training; `inference` is the same in numpy."""

import torch
from torch import Tensor, nn

from voices.predictor.config import PredictorConfig


class Predictor(nn.Module):
    """Residual blocks of layer norm, dilated convolution, ReLU and projection, between two linear layers."""

    def __init__(self, config: PredictorConfig) -> None:
        super().__init__()
        self.config = config
        self.input = nn.Linear(config.inputs, config.hidden)
        self.speakers = nn.Embedding(config.speakers, config.hidden) if config.speakers else None
        self.blocks = nn.ModuleList(_Block(config, dilation) for dilation in config.dilations)
        self.output = nn.Linear(config.hidden, config.outputs)

    def forward(self, steps: Tensor, speaker: Tensor | None, mask: Tensor) -> Tensor:
        """Return the prediction for each step.

        Args:
            steps: [B, N, C], segments or frames.
            speaker: [B], indices, or None in a predictor without speakers.
            mask: [B, N], 1 for steps and 0 for the filling after the end of shorter sequences, which they
                do not hear.

        Returns:
            [B, N, outputs].
        """
        present = mask[..., None]
        hidden = self.input(steps)
        if self.speakers is not None:
            hidden = hidden + self.speakers(speaker)[:, None]
        for block in self.blocks:
            hidden = block(hidden * present, present)
        prediction: Tensor = self.output(hidden)
        return prediction


class _Block(nn.Module):
    def __init__(self, config: PredictorConfig, dilation: int) -> None:
        super().__init__()
        padding = (config.kernel_size - 1) // 2 * dilation
        self.norm = nn.LayerNorm(config.hidden)
        self.wide = nn.Conv1d(config.hidden, config.hidden, config.kernel_size, dilation=dilation, padding=padding)
        self.narrow = nn.Linear(config.hidden, config.hidden)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, hidden: Tensor, present: Tensor) -> Tensor:
        normalised = (self.norm(hidden) * present).transpose(1, 2)
        activated: Tensor = self.dropout(torch.relu(self.wide(normalised).transpose(1, 2)))
        added: Tensor = hidden + self.narrow(activated)
        return added
