"""Flows as PyTorch computes them for a card: what the processor makes, to rounding. Any device of PyTorch's will do."""

import dataclasses

import numpy as np
import pytest
import torch

from tests.voices.vocoders.flows.small_flows import FRAME, PLAIN, SPOKEN, arrays_of, random_flows, spoken_features
from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.flows import on_card
from voices.vocoders.flows.on_card import PIECE_FRAMES, OnCard
from voices.vocoders.flows.parallel import Parallel
from voices.vocoders.sampling.noise import uniform_noise

ROUNDING = {"cpu": 1e-4, "cuda": 5e-3}
"""Of the loudest sample; a card may round the convolutions over frames to TF32."""

DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
FRAMES = 2 * PIECE_FRAMES + 7


@pytest.fixture(autouse=True)
def kernel_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path_factory.getbasetemp() / "flows-cache"))


@pytest.fixture(params=DEVICES)
def device(request):
    return request.param


@pytest.fixture
def both(device):
    """Small flows, on the processor and as for a card."""

    def make(config=SPOKEN):
        weights, place = arrays_of(random_flows(config)), torch.device(device)
        return Parallel(config, weights), Parallel(config, weights, lambda *flows: OnCard(*flows, place))

    return make


def wanted(frames: int = FRAMES, seed: int = 3) -> VocoderInput:
    temperatures = np.linspace(0.4, 1, frames).astype(np.float32)
    return VocoderInput(uniform_noise(seed, frames * FRAME), spoken_features(frames, seed), seed % 2, temperatures)


@pytest.fixture
def assert_same_but_for_rounding(device):
    def check(found, expected):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(one, other, rtol=0, atol=ROUNDING[device] * np.abs(other).max())

    return check


@pytest.mark.parametrize("kernel_size", [2, 3])
def test_a_card_makes_the_samples_of_the_processor(both, assert_same_but_for_rounding, kernel_size):
    processor, card = both(dataclasses.replace(SPOKEN, kernel_size=kernel_size))
    assert_same_but_for_rounding(card.generate([wanted()], 0.8), processor.generate([wanted()], 0.8))


def test_flows_without_features_and_speakers_run_there_too(both, assert_same_but_for_rounding):
    processor, card = both(PLAIN)
    noise = VocoderInput(uniform_noise(0, 30 * FRAME))
    assert_same_but_for_rounding(card.generate([noise]), processor.generate([noise]))


def test_sentences_of_any_length_are_made_together(both, assert_same_but_for_rounding):
    processor, card = both()
    sentences = [wanted(frames, seed) for seed, frames in enumerate((5, 70, 33, 70, 1))]
    expected = [processor.generate([one])[0] for one in sentences]
    assert_same_but_for_rounding(card.generate(sentences, threads=2), expected)


@pytest.mark.parametrize(("most_steps", "window_frames"), [(1, 2000), (20 * 40, 20), (10**6, 13)])
def test_what_is_too_much_at_once_is_made_in_parts(
    both, assert_same_but_for_rounding, monkeypatch, most_steps, window_frames
):
    processor, card = both()
    sentences = [wanted(50), wanted(61, 4)]
    monkeypatch.setattr(on_card, "MOST_STEPS", most_steps)
    monkeypatch.setattr(on_card, "WINDOW_FRAMES", window_frames)
    assert_same_but_for_rounding(card.generate(sentences), processor.generate(sentences))


def test_no_more_is_made_at_once_than_fits(both, monkeypatch):
    _, card = both()
    shapes = []
    network = card._flows._network
    network.register_forward_pre_hook(lambda _, inputs: shapes.append(inputs[0].shape[:2]))
    monkeypatch.setattr(on_card, "MOST_STEPS", 3 * 70 * SPOKEN.frame_steps)
    card.generate([wanted(frames) for frames in (70, 10, 70, 12, 11, 70, 60)])
    assert [tuple(shape) for shape in shapes] == [(3, 70 * 20), (3, 60 * 20), (1, 10 * 20)]


@pytest.mark.parametrize("chunk_samples", [1, 10**6])
def test_a_stream_has_the_same_samples(both, assert_same_but_for_rounding, chunk_samples):
    processor, card = both()
    pieces = list(card.stream(wanted(), chunk_samples))
    assert_same_but_for_rounding([np.concatenate(pieces)], processor.generate([wanted()]))
    assert (len(pieces) > 3) == (chunk_samples == 1)


def test_no_random_numbers_are_taken_from_whoever_calls():
    weights = arrays_of(random_flows(SPOKEN))
    torch.manual_seed(5)
    expected = torch.randn(3)
    torch.manual_seed(5)
    OnCard(SPOKEN, weights, torch.device("cpu"))
    assert torch.equal(torch.randn(3), expected)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"speaker": None}, "speaker is None, but the network has 2 speakers"),
        ({"features": spoken_features(FRAMES)[:, 1:]}, "features have 21 channels, but the network takes 22"),
        ({"noise": uniform_noise(0, 7)}, "7 samples are not the 199 frames of 80 samples"),
    ],
)
def test_what_does_not_fit_is_refused_as_on_the_processor(both, broken, message):
    for vocoder in both():
        with pytest.raises(ValueError, match=message):
            vocoder.generate([dataclasses.replace(wanted(), **broken)])
