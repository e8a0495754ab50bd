import numpy as np
import torch

from voices.vocoders.stack.frame_conditioning import frame_conditioning
from voices.vocoders.wavenet.network import pad_frames


def test_conditioning_without_torch_equals_the_conditioning_network(make_network):
    network = make_network()
    weights = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    features = np.random.default_rng(0).standard_normal((9, 3)).astype(np.float32)
    padded = pad_frames(torch.from_numpy(features)[None], network.config.conditioning_margin)
    with torch.no_grad():
        expected = network.conditioning(padded, torch.tensor([1]))[:, 0].numpy()
    assert np.abs(frame_conditioning(network.config, weights, features, 1) - expected).max() < 1e-5
