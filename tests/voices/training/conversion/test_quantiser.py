"""Quantisation against cases worked by hand."""

import pytest
import torch

from voices.training.conversion.quantiser import DEAD, DECAY, Quantiser, jittered, nearest

ROOT = 2**0.5


@pytest.fixture
def quantiser():
    """One codebook of two codes, along the two axes."""
    one = Quantiser(1, 2, 2)
    one.codebooks.copy_(torch.tensor([[[ROOT, 0.0], [0.0, ROOT]]]))
    one.counts.fill_(10.0)
    one.sums.copy_(10 * one.codebooks)
    return one


def test_each_latent_becomes_the_vector_it_is_nearest_to(quantiser):
    latents = torch.tensor([[[5.0, 0.1], [0.1, 0.2], [1.0, 0.0]]])
    quantised = quantiser.eval()(latents, torch.ones(1, 3))
    assert quantised.codes.tolist() == [[[0], [1], [0]]]
    torch.testing.assert_close(quantised.vectors, quantiser.codebooks[0][torch.tensor([[0, 1, 0]])])
    assert quantised.distance[0, 2] == pytest.approx(0, abs=1e-6)


def test_gradients_pass_to_the_latents_as_if_nothing_were_quantised(quantiser):
    latents = torch.tensor([[[ROOT, 0.0], [1.0, 1.0]]], requires_grad=True)
    wanted = torch.tensor([[[1.0, 2.0], [3.0, 5.0]]])
    (quantiser.eval()(latents, torch.ones(1, 2)).vectors * wanted).sum().backward()
    # Bringing to one length takes away the part of the gradient along the latent: (1, 2) loses its first component,
    # and of (3, 5) half the difference remains; neither length is changed here, being the root of two already.
    torch.testing.assert_close(latents.grad, torch.tensor([[[0.0, 2.0], [-1.0, 1.0]]]))


def test_a_code_moves_to_the_average_of_the_latents_that_chose_it(quantiser):
    latents = torch.tensor([[[ROOT, 0.0], [1.0, 1.0], [0.0, ROOT]]])  # the second is a tie: the first code wins
    quantiser.train()(latents, torch.ones(1, 3))
    count = DECAY * 10 + (1 - DECAY) * 2
    total = DECAY * 10 * torch.tensor([ROOT, 0.0]) + (1 - DECAY) * torch.tensor([ROOT + 1, 1.0])
    assert quantiser.counts[0, 0] == pytest.approx(count)
    torch.testing.assert_close(quantiser.codebooks[0, 0], total / count)


def test_what_is_masked_moves_nothing(quantiser):
    before = quantiser.codebooks.clone()
    quantiser.train()(torch.tensor([[[ROOT, 0.0], [1.0, 1.0]]]), torch.tensor([[1.0, 0.0]]))
    torch.testing.assert_close(quantiser.codebooks, before)


def test_a_code_that_nobody_chooses_starts_anew_as_a_latent(quantiser):
    quantiser.counts[0, 1] = DEAD / 2
    latents = torch.tensor([[[ROOT, 0.0], [1.2, 0.5]]])
    quantiser.train()(latents, torch.ones(1, 2))
    fresh = quantiser.codebooks[0, 1]
    lengthened = torch.nn.functional.normalize(latents[0], dim=-1) * ROOT
    assert min((fresh - one).abs().max().item() for one in lengthened) < 1e-6
    assert quantiser.counts[0, 1] == 1


def test_all_codes_are_in_use_after_one_step_from_nothing():
    torch.manual_seed(0)
    one = Quantiser(2, 16, 4).train()
    one(torch.randn(4, 100, 8), torch.ones(4, 100))
    assert (one.codebooks.norm(dim=-1) > 0).all()


def test_nothing_moves_outside_training(quantiser):
    before = {name: buffer.clone() for name, buffer in quantiser.named_buffers()}
    quantiser.eval()(torch.randn(2, 5, 2), torch.ones(2, 5))
    for name, buffer in quantiser.named_buffers():
        torch.testing.assert_close(buffer, before[name])


def test_codes_follow_the_latents_of_all_processes(quantiser, monkeypatch):
    monkeypatch.setattr("voices.training.conversion.quantiser.sum_of_all", lambda tensor: 3 * tensor)
    quantiser.train()(torch.tensor([[[ROOT, 0.0], [ROOT, 0.0]]]), torch.ones(1, 2))
    assert quantiser.counts[0, 0] == pytest.approx(DECAY * 10 + (1 - DECAY) * 6)


def test_in_its_free_steps_latents_pass_as_they_are_and_codes_follow(quantiser):
    quantiser.free_steps = 1
    latents = torch.tensor([[[1.0, 1.0]]])
    first, second = (quantiser.train()(latents, torch.ones(1, 1)).vectors for _ in range(2))
    torch.testing.assert_close(first, latents)
    assert not torch.allclose(second, latents)
    assert quantiser.codebooks[0, 0, 1] > 0


def test_a_share_of_the_rows_passes_as_it_is_in_training_and_none_outside():
    torch.manual_seed(0)
    one = Quantiser(1, 4, 2, free_share=0.5).train()
    latents = torch.nn.functional.normalize(torch.randn(200, 3, 2), dim=-1) * ROOT
    as_they_are = (one(latents, torch.ones(200, 3)).vectors - latents).abs().amax((1, 2)) < 1e-6
    assert 0.35 < as_they_are.float().mean() < 0.65
    again = one.eval()(latents, torch.ones(200, 3)).vectors
    assert not ((again - latents).abs().amax((1, 2)) < 1e-6).any()


def test_codebooks_choose_apart():
    books = torch.tensor([[[0.0, 0.0], [1.0, 1.0]], [[5.0, 5.0], [1.0, 0.0]]])
    assert nearest(torch.tensor([[[0.9, 0.9]], [[0.9, 0.1]]]), books).tolist() == [[1], [1]]


def test_jitter_takes_neighbours_and_only_them():
    torch.manual_seed(0)
    steps = torch.arange(1000.0)[None, :, None]
    moved = (jittered(steps, 0.2) - steps)[0, :, 0]
    assert set(moved.tolist()) == {-1.0, 0.0, 1.0}
    assert 0.15 < (moved != 0).float().mean() < 0.25
    torch.testing.assert_close(jittered(steps, 0.0), steps)
