"""What a WaveNet is trained for: the likelihood of each sample given those before it."""

from torch import Tensor, nn

from voices.wavenet.network import WaveNet


class WaveNetObjective(nn.Module):
    """A batch of crops to the mean negative log-likelihood of their samples, in nats."""

    def __init__(self, network: WaveNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the losses of a batch of `wavenet.crops`."""
        parameters = self.network(batch["previous"], batch.get("features"), batch.get("speaker"))
        # The network computes time-major; asking for the likelihood in that order saves a copy of all parameters.
        time_major = parameters.transpose(0, 1)
        loss = self.network.config.distribution.negative_log_likelihood(time_major, batch["target"].t())
        return {"negative_log_likelihood": loss.mean()}
