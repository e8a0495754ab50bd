"""The compiled generator against the network: the same parameters and samples from the same noise."""

import signal
import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch

from voices.compiled.instruction_sets import available_instruction_sets
from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.distributions.logistics import LogisticMixture
from voices.vocoders.distributions.softmax import MuLawSoftmax
from voices.vocoders.sampling.noise import uniform_noise

SOFTMAX = MuLawSoftmax(levels=64)
DISTRIBUTIONS = [SOFTMAX, LogisticMixture(components=5), Gaussian()]
CODINGS = [WaveformCoding(pre_emphasis=0.5), WaveformCoding(2, 33), WaveformCoding(4, 49, gains=(1.0, 2.0, 3.0, 4.0))]


def weights_of(network) -> dict[str, np.ndarray]:
    return {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}


def divergence(true_logits: np.ndarray, logits: np.ndarray) -> float:
    true, other = (torch.from_numpy(values).double().log_softmax(-1) for values in (true_logits, logits))
    return (true.exp() * (true - other)).sum(-1).mean().item()


@pytest.mark.parametrize("streams", [1, 3])
@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda d: type(d).__name__)
@pytest.mark.parametrize("coding", CODINGS, ids=lambda coding: f"{coding.bands}-bands")
def test_float32_draws_the_samples_that_the_network_draws(
    make_network, make_input, network_parameters, distribution, streams, coding
):
    network = make_network(distribution=distribution, coding=coding)
    inputs = [make_input(seed) for seed in range(streams)]
    trace = Generator(network.config, weights_of(network), "float32").trace(inputs, parameters=True)
    for wanted, samples, parameters in zip(inputs, trace.samples, trace.parameters, strict=True):
        expected = network_parameters(network, wanted, samples)
        assert np.abs(parameters - expected).max() < 2e-5
        noise = torch.from_numpy(wanted.noise).view(-1, coding.bands, 2)
        drawn = distribution.sample(torch.from_numpy(expected), noise).numpy()
        assert np.abs(drawn - samples).max() < (1e-9 if distribution is SOFTMAX else 2e-5)
    assert len(np.unique(trace.samples)) > 10


def test_kernel_size_three_matches_the_network_too(make_network, make_input, network_parameters):
    network, wanted = make_network(kernel_size=3), make_input(4)
    trace = Generator(network.config, weights_of(network), "float32").trace([wanted], parameters=True)
    assert np.abs(trace.parameters[0] - network_parameters(network, wanted, trace.samples[0])).max() < 2e-5


def test_an_unconditional_network_needs_nothing_but_noise(make_network, make_input, network_parameters):
    network = make_network(conditioning_channels=0, speakers=0)
    wanted = make_input(4, conditioned=False)
    trace = Generator(network.config, weights_of(network), "float32").trace([wanted], parameters=True)
    assert np.abs(trace.parameters[0] - network_parameters(network, wanted, trace.samples[0])).max() < 2e-5


@pytest.mark.parametrize("instruction_set", available_instruction_sets())
@pytest.mark.parametrize(
    ("precision", "largest_error", "largest_divergence"),
    [("float32", 2e-5, 1e-9), ("bfloat16", 0.05, 2e-5), ("int8", 0.15, 5e-4)],
)
def test_every_path_stays_within_its_stated_error_and_divergence(
    make_network, make_input, network_parameters, instruction_set, precision, largest_error, largest_divergence
):
    network, wanted = make_network(), make_input(7, frames=20)
    forced = np.random.default_rng(0).integers(0, 64, (1, 200, 2)).astype(np.float32)
    generator = Generator(network.config, weights_of(network), precision, instruction_set)
    found = generator.trace([wanted], forced=forced, parameters=True).parameters[0]
    expected = network_parameters(network, wanted, forced[0])
    assert np.abs(found - expected).max() < largest_error
    assert divergence(expected, found) < largest_divergence


@pytest.mark.parametrize(("precision", "largest_error"), [("bfloat16", 0.005), ("int8", 0.01)])
@pytest.mark.parametrize(
    ("coding", "distribution"),
    [(coding, SOFTMAX) for coding in CODINGS] + [(CODINGS[-1], distribution) for distribution in DISTRIBUTIONS[1:]],
    ids=lambda one: f"{one.bands}-bands" if isinstance(one, WaveformCoding) else type(one).__name__,
)
def test_rounded_weights_give_nearly_the_networks_parameters_for_each_number_of_bands_and_each_distribution(
    make_network, make_input, network_parameters, precision, largest_error, coding, distribution
):
    network, wanted = make_network(distribution=distribution, coding=coding), make_input(7)
    random, shape = np.random.default_rng(0), (1, len(wanted.noise) // coding.bands, coding.bands)
    drawn = random.integers(0, 64, shape) if distribution is SOFTMAX else random.uniform(-1, 1, shape)
    forced = drawn.astype(np.float32)
    generator = Generator(network.config, weights_of(network), precision)
    found = generator.trace([wanted], forced=forced, parameters=True).parameters[0]
    expected = network_parameters(network, wanted, forced[0])
    assert np.abs(found - expected).max() < largest_error * np.ptp(expected)


@pytest.mark.parametrize(("precision", "residual_channels"), [("float32", 16), ("bfloat16", 64), ("int8", 64)])
def test_a_waveform_is_the_same_in_a_group_as_alone_to_the_last_bit(
    make_network, make_input, precision, residual_channels
):
    network = make_network(residual_channels=residual_channels)
    generator = Generator(network.config, weights_of(network), precision)
    inputs = [make_input(seed) for seed in range(4)]
    together = generator.trace(inputs, parameters=True).parameters
    apart = [generator.trace([wanted], parameters=True).parameters[0] for wanted in inputs]
    assert np.array_equal(together, np.stack(apart))


@pytest.mark.parametrize("coding", CODINGS, ids=lambda coding: f"{coding.bands}-bands")
def test_streaming_yields_the_same_waveform_in_pieces(make_network, make_input, coding):
    network, wanted = make_network(coding=coding), make_input(3)
    generator = Generator(network.config, weights_of(network), "float32")
    pieces = list(generator.stream(wanted, chunk_samples=33))
    (whole,) = generator.generate([wanted])
    assert len(pieces) >= 4
    assert max(len(piece) for piece in pieces) <= 33 + coding.taps
    assert np.array_equal(np.concatenate(pieces), whole)


def test_a_long_waveform_is_made_of_many_calls_of_the_kernel_with_the_samples_of_one(
    make_network, make_input, monkeypatch
):
    network, wanted = make_network(), make_input(3)
    generator = Generator(network.config, weights_of(network), "int8")
    (whole,) = generator.generate([wanted])
    monkeypatch.setattr("voices.vocoders.autoregressive.generator.FRAMES_AT_ONCE", 1)
    assert np.array_equal(generator.generate([wanted])[0], whole)


@pytest.mark.parametrize("threads", [1, 2])
def test_each_of_many_waveforms_has_its_own_length_and_sound(make_network, make_input, threads):
    network = make_network()
    generator = Generator(network.config, weights_of(network), "float32")
    inputs = [make_input(seed, frames=2 + seed) for seed in range(6)]
    waveforms = generator.generate(inputs, threads=threads)
    for wanted, waveform in zip(inputs, waveforms, strict=True):
        assert len(waveform) == len(wanted.noise)
        assert np.array_equal(waveform, generator.generate([wanted])[0])


def test_a_low_temperature_draws_the_likeliest_code(make_network, make_input, network_parameters):
    network, wanted = make_network(), make_input(2)
    trace = Generator(network.config, weights_of(network), "float32").trace([wanted], temperature=1e-3)
    expected = network_parameters(network, wanted, trace.samples[0])
    assert (expected.argmax(-1) == trace.samples[0]).mean() > 0.99


def test_each_frame_is_drawn_at_its_own_temperature(make_network, make_input, network_parameters):
    network, wanted = make_network(), replace(make_input(2), temperature=np.float32([1e-3] * 4 + [1.0] * 4))
    generator = Generator(network.config, weights_of(network), "float32")
    for temperature, likeliest in ((1.0, False), (1e-3, True)):  # of the whole, times that of the frames
        trace = generator.trace([wanted], temperature)
        chosen = network_parameters(network, wanted, trace.samples[0]).argmax(-1) == trace.samples[0]
        cold, warm = np.split(chosen, 2)
        assert cold.mean() > 0.99
        assert (warm.mean() > 0.99) == likeliest


def test_what_cannot_be_generated_is_a_value_error(make_network, make_input):
    network, wanted = make_network(), make_input(2)
    generator = Generator(network.config, weights_of(network))
    with pytest.raises(ValueError, match="5 waveforms cannot advance in lock-step; 1 to 4 can"):
        generator.trace([wanted] * 5)
    with pytest.raises(ValueError, match="noise is empty"):
        generator.generate([VocoderInput(wanted.noise[:0], wanted.features, 0)])
    with pytest.raises(ValueError, match="not a whole number of steps of 2 samples"):
        generator.generate([VocoderInput(wanted.noise[:33], wanted.features, 0)])
    with pytest.raises(ValueError, match="temperature is 0, but must be positive"):
        generator.generate([wanted], temperature=0)
    assert generator.generate([]) == []


def test_features_of_the_wrong_width_are_a_value_error(make_network):
    network = make_network()
    generator = Generator(network.config, weights_of(network), "float32")
    with pytest.raises(ValueError, match="features have 5 channels, but the network takes 3"):
        generator.generate([VocoderInput(uniform_noise(0, 20), np.zeros((1, 5), np.float32), 0)])
    with pytest.raises(ValueError, match="speaker is 2, but the network has 2 speakers"):
        generator.generate([VocoderInput(uniform_noise(0, 20), np.zeros((1, 3), np.float32), 2)])


def test_an_interruption_is_noticed_between_two_pieces_in_every_thread(make_network, make_input, monkeypatch):
    network = make_network()
    generator, seconds = Generator(network.config, weights_of(network)), 0.05

    def slowly(streams, frames):
        time.sleep(seconds)
        return [np.zeros(frames, np.float32) for _ in streams]

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(generator, "advance", slowly)
    before = signal.signal(signal.SIGALRM, interrupt)
    started = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 4 * seconds)
    try:
        with pytest.raises(KeyboardInterrupt):
            generator.generate([make_input(seed) for seed in range(2)], threads=2)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - started < 0.5


@pytest.mark.parametrize("coding", CODINGS, ids=lambda coding: f"{coding.bands}-bands")
def test_a_waveform_that_follows_from_pieces_of_features_is_the_one_from_all_of_them(make_network, make_input, coding):
    network = make_network(coding=coding)
    whole = make_input(4)
    generator = Generator(network.config, weights_of(network), "float32")
    margin, samples = network.config.conditioning_margin, network.config.frame_samples
    features = np.pad(whole.features, ((margin, margin), (0, 0)), mode="edge")
    frames = len(whole.features)
    cuts = [0, 1, frames - 2, frames]
    pieces = [
        replace(
            whole,
            features=features[first : last + 2 * margin],
            noise=whole.noise[first * samples : last * samples],
        )
        for first, last in pairwise(cuts)
    ]
    followed = np.concatenate(list(generator.follow(pieces, margin)))
    expected = np.concatenate(list(generator.stream(whole)))
    assert len(followed) == frames * samples
    assert np.abs(followed - expected).max() < 1e-6
