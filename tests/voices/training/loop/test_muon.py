"""Steps of Muon are as long in every direction, and reach where they should."""

import pytest
import torch
from torch import nn

from voices.training.loop.muon import Muon, matrices_in, orthogonal


@pytest.mark.parametrize("shape", [(8, 8), (6, 20), (20, 6), (3, 2, 5, 9)])
def test_an_orthogonal_matrix_keeps_the_singular_vectors_and_evens_out_the_values(shape):
    torch.manual_seed(0)
    matrices = torch.randn(shape, dtype=torch.float64)
    left, _, right = torch.linalg.svd(matrices, full_matrices=False)
    values = left.mT @ orthogonal(matrices) @ right.mT
    even = torch.diagonal(values, dim1=-2, dim2=-1)
    assert ((even > 0.3) & (even < 1.3)).all()
    assert (values - torch.diag_embed(even)).abs().max() < 1e-6


def test_every_matrix_of_a_stack_steps_by_itself():
    torch.manual_seed(0)
    gradient = torch.randn(2, 4, 6)
    gradient[1] *= 1000
    stack, single = nn.Parameter(torch.zeros(2, 4, 6)), nn.Parameter(torch.zeros(4, 6))
    stack.grad, single.grad = gradient, gradient[0].clone()
    Muon([(stack, (2, 4, 6))], 0.1, 0.0).step()
    Muon([(single, (4, 6))], 0.1, 0.0).step()
    assert torch.allclose(stack[0], single, atol=1e-6)
    assert stack[1].norm() < 2 * single.norm()


def test_a_convolution_is_one_matrix_of_all_its_taps():
    convolution = nn.Conv1d(3, 5, 7)
    ((weight, shape),) = matrices_in(nn.Sequential(convolution, nn.ReLU()))
    assert weight is convolution.weight
    assert shape == (5, 21)


def test_steps_lead_to_the_least_error_and_weights_decay():
    torch.manual_seed(0)
    target, weight, idle = torch.randn(6, 4), nn.Parameter(torch.zeros(6, 4)), nn.Parameter(torch.ones(2, 2))
    optimiser = Muon([(weight, (6, 4)), (idle, (2, 2))], 0.1, 0.0)
    for step in range(200):
        optimiser.zero_grad()
        (weight - target).square().sum().backward()
        optimiser.param_groups[0]["lr"] = 0.1 * (1 - step / 200)
        optimiser.step()
    assert (weight - target).abs().max() < 0.05
    assert torch.equal(idle, torch.ones(2, 2))
    decaying = nn.Parameter(torch.ones(2, 2))
    decaying.grad = torch.zeros(2, 2)
    Muon([(decaying, (2, 2))], 0.1, 0.5).step()
    assert torch.allclose(decaying, torch.full((2, 2), 0.95))
