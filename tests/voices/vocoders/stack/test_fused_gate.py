import pytest
import torch

from voices.compiled.instruction_sets import available_instruction_sets
from voices.vocoders.stack.fused_gate import gate


def written_out(activation: torch.Tensor, conditioning: torch.Tensor) -> torch.Tensor:
    samples = len(activation) // len(conditioning)
    filtered, opening = (activation + conditioning.repeat_interleave(samples, 0)).chunk(2, -1)
    return torch.tanh(filtered) * torch.sigmoid(opening)


def some_inputs(number: torch.dtype, channels: int = 32) -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    activation = (3 * torch.randn(12, 2, channels)).to(number).requires_grad_()
    return activation, torch.randn(4, 2, channels, requires_grad=True)


@pytest.mark.parametrize("instruction_set", available_instruction_sets())
@pytest.mark.parametrize("threads", [1, 2])
def test_the_fused_gate_and_its_gradients_equal_the_gate_written_out(monkeypatch, instruction_set, threads):
    monkeypatch.setenv("TTS_INSTRUCTION_SET", instruction_set)
    monkeypatch.setattr(torch, "get_num_threads", lambda: threads)
    results = []
    for function in (gate, written_out):
        inputs = some_inputs(torch.float32)
        gated = function(*inputs)
        (gated * torch.linspace(-1, 1, 12 * 2 * 16).view(12, 2, 16)).sum().backward()
        results.append((gated.detach(), inputs[0].grad, inputs[1].grad))
    for found, expected in zip(*results, strict=True):
        assert torch.allclose(found, expected, atol=3e-6)


def test_in_bf16_the_result_is_the_exact_one_rounded_to_nearest():
    activation, conditioning = some_inputs(torch.bfloat16)
    found = gate(activation, conditioning)
    exact = written_out(activation.float(), conditioning)
    assert found.dtype == torch.bfloat16
    assert (found.float() - exact).abs().max() <= exact.abs().max() * 2**-8
    assert (found == exact.to(torch.bfloat16)).float().mean() > 0.99
    found.float().sum().backward()
    assert activation.grad.dtype == torch.bfloat16
    assert conditioning.grad.dtype == torch.float32


def test_extreme_activations_saturate_without_overflow():
    activation = torch.tensor([-1e30, -50.0, 50.0, 1e30]).repeat(8).view(1, 1, 32).requires_grad_()
    gated = gate(activation, torch.zeros(1, 1, 32))
    gated.sum().backward()
    expected = written_out(activation.detach().double(), torch.zeros(1, 1, 32).double())
    assert torch.allclose(gated.double(), expected, atol=1e-6)
    assert torch.isfinite(activation.grad).all()


def test_one_frame_for_all_sentences_is_added_to_all_and_gathers_all_gradients():
    activation, _ = some_inputs(torch.float32)
    conditioning = torch.randn(1, 1, 32, requires_grad=True)
    gate(activation, conditioning).sum().backward()
    assert torch.allclose(conditioning.grad[0, 0], activation.grad.sum((0, 1)), atol=1e-4)


def test_channels_that_fill_no_vector_are_computed_by_torch():
    activation, conditioning = some_inputs(torch.float32, channels=6)
    assert torch.allclose(gate(activation, conditioning), written_out(activation, conditioning), atol=1e-6)


def test_samples_that_do_not_fill_their_frames_are_a_value_error():
    with pytest.raises(ValueError, match="10 samples are not a whole number of samples for each of 4 frames"):
        gate(torch.zeros(10, 1, 32), torch.zeros(4, 1, 32))
