"""The vocoder of flows: as the network, and the same in pieces, by any threads, and streamed."""

import dataclasses

import numpy as np
import pytest
import torch

from tests.voices.vocoders.flows.small_flows import FRAME, SPOKEN, arrays_of, random_flows, spoken_features
from voices.compiled.instruction_sets import available_instruction_sets
from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.flows import on_processor
from voices.vocoders.flows.on_processor import BLOCK_FRAMES, PART_BLOCKS, OnProcessor
from voices.vocoders.flows.parallel import Parallel
from voices.vocoders.flows.prior import prior_of
from voices.vocoders.flows.weights import expected_shapes, save_weights
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.vocoder import load_vocoder
from voices.vocoders.wavenet.network import pad_frames

FRAMES = 61
BEST, *OTHERS = available_instruction_sets()


@pytest.fixture(autouse=True)
def kernel_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path_factory.getbasetemp() / "flows-cache"))


def wanted(frames: int = FRAMES, temperature: np.ndarray | float = 1.0) -> VocoderInput:
    return VocoderInput(uniform_noise(3, frames * FRAME), spoken_features(frames), 1, temperature)


@pytest.mark.parametrize(
    ("changes", "instruction_set"),
    [
        *(({}, instruction_set) for instruction_set in (BEST, *OTHERS)),
        ({"kernel_size": 3, "residual_channels": 48}, BEST),
        ({"residual_channels": 32, "skip_channels": 64, "stacks": 2}, BEST),
    ],
)
def test_the_vocoder_makes_what_the_network_makes(monkeypatch, changes, instruction_set):
    monkeypatch.setenv("TTS_INSTRUCTION_SET", instruction_set)
    config = dataclasses.replace(SPOKEN, **changes)
    flows, one = random_flows(config), wanted()
    first, second = one.noise.T
    noise = np.sqrt(-2 * np.log(first)) * np.cos(2 * np.pi * second)
    prior = prior_of(config, one.features, FRAMES * config.frame_steps)
    features = pad_frames(torch.from_numpy(one.features)[None], config.conditioning_margin)
    inputs = [torch.from_numpy(a.reshape(1, -1, 4)) for a in (noise, prior.mean, prior.log_scale)]
    with torch.no_grad():
        expected = flows(*inputs, features, torch.tensor([1])).signal[0].numpy()
    (found,) = OnProcessor(config, arrays_of(flows)).signals([one])
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4 * np.abs(expected).max())


def test_more_threads_make_the_same_samples():
    parallel = Parallel(SPOKEN, arrays_of(random_flows(SPOKEN)))
    (alone,), (shared,) = parallel.generate([wanted()]), parallel.generate([wanted()], threads=3)
    np.testing.assert_array_equal(alone, shared)


def test_the_samples_do_not_depend_on_the_size_of_blocks(monkeypatch):
    parallel = Parallel(SPOKEN, arrays_of(random_flows(SPOKEN)))
    (expected,) = parallel.generate([wanted()])
    monkeypatch.setattr(on_processor, "BLOCK_FRAMES", 5)
    np.testing.assert_array_equal(parallel.generate([wanted()], threads=2)[0], expected)


@pytest.mark.parametrize("chunk_samples", [1, 1600, 10**6])
def test_a_stream_has_the_same_samples(chunk_samples):
    parallel = Parallel(SPOKEN, arrays_of(random_flows(SPOKEN)))
    pieces = list(parallel.stream(wanted(), chunk_samples))
    np.testing.assert_array_equal(np.concatenate(pieces), parallel.generate([wanted()])[0])
    assert (len(pieces) > 2) == (chunk_samples < 10**6)


def test_threads_share_a_stream_and_its_samples_stay_the_same():
    parallel, long = Parallel(SPOKEN, arrays_of(random_flows(SPOKEN))), wanted(3 * PART_BLOCKS * BLOCK_FRAMES + 5)
    shared = np.concatenate(list(parallel.stream(long, threads=2)))
    np.testing.assert_array_equal(shared, parallel.generate([long])[0])


def test_no_temperature_leaves_the_prior_and_what_flows_make_of_it():
    parallel = Parallel(SPOKEN, arrays_of(random_flows(SPOKEN)))
    (cold,) = parallel.generate([wanted(temperature=np.zeros(FRAMES, np.float32))])
    np.testing.assert_array_equal(cold, parallel.generate([wanted()], temperature=0.0)[0])
    assert not np.array_equal(cold, parallel.generate([wanted()])[0])


def test_stages_show_every_flow_from_the_prior_to_the_end():
    flows, one = OnProcessor(SPOKEN, arrays_of(random_flows(SPOKEN))), wanted()
    stages = flows.stages(one)
    assert len(stages) == SPOKEN.flows + 1
    np.testing.assert_array_equal(stages[-1], flows.signals([one])[0])
    assert not np.array_equal(stages[0], stages[1])


def test_a_waveform_that_is_no_whole_number_of_frames_is_refused():
    parallel = Parallel(SPOKEN, arrays_of(random_flows(SPOKEN)))
    with pytest.raises(ValueError, match="4884 samples are not the 61 frames of 80 samples"):
        parallel.generate([VocoderInput(uniform_noise(0, FRAMES * FRAME + 4), spoken_features(FRAMES), 0)])


def test_weights_are_kept_in_a_file_that_every_vocoder_is_loaded_from(tmp_path):
    flows = random_flows(SPOKEN)
    assert {name: array.shape for name, array in arrays_of(flows).items()} == expected_shapes(SPOKEN)
    save_weights(tmp_path / "flows.safetensors", SPOKEN, arrays_of(flows))
    (made,) = load_vocoder(tmp_path / "flows.safetensors").generate([wanted()])
    np.testing.assert_array_equal(made, Parallel(SPOKEN, arrays_of(flows)).generate([wanted()])[0])
