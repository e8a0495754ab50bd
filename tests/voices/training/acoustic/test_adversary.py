"""The adversary: who learns from which loss, and that crispness is learnt at all."""

import numpy as np
import torch

from voices.acoustic.config import AcousticConfig
from voices.training.acoustic.adversary import PATCH_FRAMES, Adversary
from voices.training.acoustic.batches import make_batch
from voices.training.acoustic.measured_scales import measure_scales
from voices.training.acoustic.objective import AcousticObjective
from voices.training.loop.learner import check_learners, set_gradients


def losses(adversary, predicted, recorded):
    mask = torch.ones(recorded.shape[:2])
    return adversary(predicted, recorded, mask, torch.zeros(len(recorded), dtype=torch.int64))


def mels(seed, frames=80):
    return torch.from_numpy(np.random.default_rng(seed).normal(size=(3, frames, 80)).astype(np.float32))


def test_the_critic_learns_from_its_own_loss_and_the_predictors_from_all_others(speech):
    torch.manual_seed(0)
    objective = AcousticObjective(AcousticConfig(6, 2, 5, 16, 1), adversarial=0.5)
    batch = make_batch(speech[:4], measure_scales(speech, 2))
    found = objective({name: torch.from_numpy(array) for name, array in batch.arrays.items()})
    predictors, critic = objective.learners()
    own = {name for name in found if name not in critic.losses}
    assert (set(predictors.losses), critic.losses) == (own, ("critic",))
    expected = torch.autograd.grad(found["critic"], critic.parameters, retain_graph=True)
    set_gradients([predictors, critic], found)
    assert all(torch.equal(weight.grad, known) for weight, known in zip(critic.parameters, expected, strict=True))
    assert all(weight.grad.abs().max() > 0 for weight in predictors.parameters)


def test_predictors_that_are_not_trained_are_frozen():
    objective = AcousticObjective(AcousticConfig(6, 2, 5, 16, 1), adversarial=0.5, trained=("pitch",))
    (predictors,) = objective.learners()  # nothing predicts a spectrum that a critic could judge
    assert predictors.parameters == list(objective.predictors["pitch"].parameters())
    check_learners(objective, [predictors])


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
