import pytest
import torch

from voices.vocoders.stack.dilated_product import dilated_product


@pytest.mark.parametrize("taps", [2, 3])
@pytest.mark.parametrize("dilation", [1, 4, 9])
def test_the_product_is_a_causal_dilated_convolution(taps, dilation):
    torch.manual_seed(0)
    hidden, weight = torch.randn(12, 2, 3), torch.randn(taps, 3, 5)
    padded = torch.nn.functional.pad(hidden.permute(1, 2, 0), ((taps - 1) * dilation, 0))
    expected = torch.nn.functional.conv1d(padded, weight.permute(2, 1, 0), dilation=dilation).permute(2, 0, 1)
    assert torch.allclose(dilated_product(hidden, weight, dilation), expected, atol=1e-5)


@pytest.mark.parametrize("taps", [2, 3])
@pytest.mark.parametrize("dilation", [1, 4, 9])
def test_its_gradients_are_those_of_finite_differences(taps, dilation):
    torch.manual_seed(0)
    hidden = torch.randn(8, 2, 2, dtype=torch.float64, requires_grad=True)
    weight = torch.randn(taps, 2, 3, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda h, w: dilated_product(h, w, dilation), (hidden, weight))


def test_under_autocast_it_computes_in_bf16_and_returns_gradients_in_float32():
    hidden, weight = torch.randn(8, 2, 4, requires_grad=True), torch.randn(2, 4, 6, requires_grad=True)
    with torch.autocast("cpu", torch.bfloat16):
        product = dilated_product(hidden, weight, 2)
    assert product.dtype == torch.bfloat16
    product.float().sum().backward()
    assert hidden.grad.dtype == weight.grad.dtype == torch.float32


def test_a_frozen_weight_gets_no_gradient_and_lets_that_of_what_it_hears_through():
    hidden, weight = torch.randn(8, 2, 4, requires_grad=True), torch.randn(2, 4, 6, requires_grad=True)
    dilated_product(hidden, weight, 2).square().sum().backward()
    other = hidden.detach().clone().requires_grad_()
    frozen = weight.detach().clone()
    dilated_product(other, frozen, 2).square().sum().backward()
    assert frozen.grad is None
    assert torch.equal(other.grad, hidden.grad)
