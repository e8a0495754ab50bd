import pytest
import torch
from torch.distributions import Normal, kl_divergence

from voices.training.parallel.divergence import gaussian_divergence, regularised_divergence


def test_the_divergence_is_that_of_two_gaussians():
    mean, log_scale, teachers_mean, teachers_log_scale = torch.randn(4, 3, 5)
    expected = kl_divergence(Normal(mean, log_scale.exp()), Normal(teachers_mean, teachers_log_scale.exp()))
    found = gaussian_divergence(mean, log_scale, teachers_mean, teachers_log_scale)
    assert torch.allclose(found, expected, atol=1e-4)


def test_log_scales_below_the_floor_do_not_count():
    zero, deep, floor = torch.zeros(1), torch.full((1,), -20.0), torch.full((1,), -4.0)
    mean = torch.full((1,), 0.1)
    found = regularised_divergence(mean, deep, zero, deep - 1, 4.0, -4.0)
    assert float(found) == pytest.approx(float(gaussian_divergence(mean, floor, zero, floor)))


def test_log_scales_are_drawn_to_the_teachers():
    zero, two = torch.zeros(1), torch.full((1,), 2.0)
    plain = regularised_divergence(zero, zero, zero, two, 0.0, -9.0)
    assert float(regularised_divergence(zero, zero, zero, two, 4.0, -9.0) - plain) == pytest.approx(16.0)
