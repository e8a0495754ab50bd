"""What a WaveNet is trained for: the likelihood of each sample given those before it."""

from torch import Tensor, nn

from voices.training.loop.learner import Learner
from voices.training.loop.muon import Shape, matrices_in
from voices.vocoders.wavenet.network import WaveNet


class WaveNetObjective(nn.Module):
    """A batch of crops to the mean negative log-likelihood of their samples, in nats."""

    def __init__(self, network: WaveNet) -> None:
        super().__init__()
        self.network = network

    def learners(self) -> list[Learner]:
        """Return the network."""
        network, conditioning = self.network, self.network.conditioning
        stacks = [network.stack.gate_weight, network.stack.output_weight, network.head1_weight]
        if conditioning.weight is not None:
            stacks.append(conditioning.weight)
        stacked: list[tuple[nn.Parameter, Shape]] = [(weight, tuple(weight.shape)) for weight in stacks]
        return [Learner(self, matrices=stacked + matrices_in(conditioning.convolutions))]

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the losses of a batch of `training.wavenet.crops`."""
        target = batch["target"]
        parameters = self.network(batch["previous"], target, batch.get("features"), batch.get("speaker"))
        # The network computes time-major; asking for the likelihood in that order saves a copy of all parameters.
        time_major = parameters.transpose(0, 1)
        loss = self.network.config.distribution.negative_log_likelihood(time_major, target.transpose(0, 1))
        return {"negative_log_likelihood": loss.mean()}
