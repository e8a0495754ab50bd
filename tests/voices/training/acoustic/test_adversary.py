"""The adversary: who learns from which loss, and that crispness is learnt at all."""

import numpy as np
import torch

from voices.training.acoustic.adversary import PATCH_FRAMES, Adversary


def losses(adversary, predicted, recorded):
    mask = torch.ones(recorded.shape[:2])
    return adversary(predicted, recorded, mask, torch.zeros(len(recorded), dtype=torch.int64))


def mels(seed, frames=80):
    return torch.from_numpy(np.random.default_rng(seed).normal(size=(3, frames, 80)).astype(np.float32))


def test_the_critic_learns_from_its_own_loss_and_the_predictor_from_the_others():
    torch.manual_seed(0)
    adversary = Adversary(speakers=1, weight=0.5)
    predicted = mels(0).requires_grad_()
    found = losses(adversary, predicted, mels(1))
    found["critic"].backward(retain_graph=True)
    assert predicted.grad is None
    assert all(weight.grad is not None for weight in adversary.parameters())
    adversary.zero_grad(set_to_none=True)
    (found["adversarial"] + found["matching"]).backward()
    assert predicted.grad.abs().sum() > 0
    assert all(weight.grad is None for weight in adversary.parameters())


def test_the_critic_learns_to_tell_smooth_spectra_from_recorded_ones():
    torch.manual_seed(0)
    adversary = Adversary(speakers=1, weight=1.0)
    optimiser = torch.optim.Adam(adversary.parameters(), 1e-3)
    first = None
    for step in range(60):
        recorded = mels(step)
        found = losses(adversary, 0.2 * recorded, recorded)
        first = first or float(found["critic"].detach())
        optimiser.zero_grad()
        found["critic"].backward()
        optimiser.step()
    assert float(found["critic"].detach()) < 0.3 * first


def test_utterances_shorter_than_a_patch_are_judged_too():
    found = losses(Adversary(speakers=1, weight=1.0), mels(0, PATCH_FRAMES // 4), mels(1, PATCH_FRAMES // 4))
    assert all(torch.isfinite(loss) for loss in found.values())
