"""Copy synthesis: a vocoder, and what is heard in packed features."""

import dataclasses

import numpy as np
import pytest

from frontend.features.mel import log_mel
from tests.voices.corpus.speech import voice_like
from voices.conditioning.conditioning import Acoustic, Linguistic
from voices.conditioning.feature_config import voice_features
from voices.conditioning.prosody import Prosody
from voices.corpus.utterances.packed_audio import PackedHeader, PackedUtterance
from voices.corpus.utterances.vocoder_input import vocoder_input
from voices.evaluation.copy_synthesis import copy_synthesis
from voices.sound.sixteen_bits import sixteen_bits
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.sampling.temperature import frame_temperatures
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import expected_shapes

CONFIG = voice_features(16000)
CONTEXTS = np.eye(2, dtype=np.float32)
FRAMES = 60


@pytest.fixture(scope="module", autouse=True)
def kernel_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TTS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def packed(conditioning) -> tuple[PackedHeader, PackedUtterance]:
    """A buzz of 0.6 s, its first half unvoiced by its features, and a header that says what these are."""
    audio = voice_like(FRAMES / 100)
    spectrum = log_mel(audio, CONFIG)
    prosody = Prosody(np.array([30, 30]), np.full(FRAMES, np.log(120.0), np.float32), np.arange(FRAMES) >= 30)
    features = conditioning.features(CONTEXTS, prosody, spectrum, CONFIG).astype(np.float16)
    header = PackedHeader.of(CONFIG, features.shape[1], ["ann"], conditioning)
    return header, PackedUtterance("a", sixteen_bits(audio), features, 0)


def untrained(channels: int) -> tuple[WaveNetConfig, dict[str, np.ndarray]]:
    hears = {"conditioning_channels": channels, "conditioning_hidden": 8}
    config = WaveNetConfig(16, 16, 1, 4, head_channels=16, **hears)
    random = np.random.default_rng(0)
    shapes = expected_shapes(config)
    return config, {name: 0.1 * random.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.mark.parametrize("conditioning", [Acoustic(), Linguistic()], ids=lambda one: one.kind)
def test_what_is_said_again_is_what_the_vocoder_makes_of_the_features_and_no_more(conditioning):
    header, utterance = packed(conditioning)
    config, weights = untrained(header.conditioning_channels)
    vocoder = Generator(config, weights)
    (said,) = copy_synthesis(header, [utterance], vocoder, temperature=0.9)
    (drawn,) = vocoder.generate([vocoder_input(header, utterance, config, 0)], temperature=0.9)
    assert len(said) == len(utterance.audio)
    assert np.array_equal(said, np.clip(drawn, -1, 1))


@pytest.mark.parametrize("conditioning", [Acoustic(), Linguistic()], ids=lambda one: one.kind)
def test_a_vocoder_draws_as_it_does_when_it_speaks(conditioning):
    header, utterance = packed(conditioning)
    config, _ = untrained(header.conditioning_channels)
    wanted = vocoder_input(header, utterance, config, 0)
    np.testing.assert_array_equal(wanted.temperature, frame_temperatures(np.arange(FRAMES) >= 30))
    np.testing.assert_array_equal(wanted.features, utterance.features.astype(np.float32))
    assert wanted.speaker is None  # the network knows none
    assert len(wanted.noise) == len(utterance.audio)


def test_of_unknown_features_every_frame_is_drawn_alike_and_a_network_without_conditioning_hears_none():
    header, utterance = packed(Acoustic())
    config, _ = untrained(header.conditioning_channels)
    unknown = dataclasses.replace(header, conditioning=None, features=None)
    assert vocoder_input(unknown, utterance, config, 0).temperature == 1.0
    deaf = dataclasses.replace(config, conditioning_channels=0, speakers=3)
    wanted = vocoder_input(header, utterance, deaf, 0)
    assert (wanted.features, wanted.speaker, wanted.temperature) == (None, 0, 1.0)
