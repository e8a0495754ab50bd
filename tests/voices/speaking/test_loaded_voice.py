"""A voice in memory: its vocoders."""

from dataclasses import replace

import numpy as np
import pytest

from tests.voices.tiny_voice import make_tiny_voice
from voices.files.weights_file import Floats
from voices.packs.manifest import BadVoiceError, read_manifest
from voices.packs.sealing import seal_voice
from voices.speaking.loaded_voice import UnknownVocoderError
from voices.vocoders.wavenet.weights import load_weights, save_weights
from voices.voice import Request, load_voice


@pytest.fixture
def two_vocoders(tmp_path):
    """A voice with a second vocoder, `shy`, which is half as ready for anything but silence."""
    folder = tmp_path / "two"
    make_tiny_voice(folder)
    config, weights = load_weights(folder / "vocoder.safetensors")
    shy: dict[str, Floats] = {**weights, "head2_weight": np.float32(0.5) * weights["head2_weight"]}
    save_weights(folder / "shy.safetensors", config, shy)
    manifest = read_manifest(folder)
    manifest.models["vocoder-shy"] = "shy.safetensors"
    seal_voice(folder, manifest)
    return folder


def said(folder, **wanted) -> np.ndarray:
    return np.concatenate([one.samples for one in load_voice(str(folder)).speak("Yes.", Request(**wanted))])


def test_a_request_may_take_another_vocoder_of_the_voice(two_vocoders):
    own, other = said(two_vocoders), said(two_vocoders, vocoder="shy")
    assert len(own) == len(other)
    assert not np.array_equal(own, other)


def test_a_vocoder_that_the_voice_has_not_is_refused_with_those_it_has(two_vocoders, tmp_path):
    with pytest.raises(UnknownVocoderError, match="has no vocoder 'loud'; its others are shy"):
        said(two_vocoders, vocoder="loud")
    make_tiny_voice(tmp_path / "one")
    with pytest.raises(UnknownVocoderError, match="has no vocoder 'loud'; it has only its own"):
        said(tmp_path / "one", vocoder="loud")


def test_another_vocoder_that_does_not_fit_the_voice_is_refused(two_vocoders):
    config, weights = load_weights(two_vocoders / "vocoder.safetensors")
    save_weights(two_vocoders / "shy.safetensors", replace(config, sample_rate=2 * config.sample_rate), weights)
    seal_voice(two_vocoders, read_manifest(two_vocoders))
    with pytest.raises(BadVoiceError, match="do not fit together: sample rates are"):
        said(two_vocoders, vocoder="shy")


def test_auto_takes_the_voices_own_where_it_has_no_parallel_one(two_vocoders):
    np.testing.assert_array_equal(said(two_vocoders, vocoder="auto"), said(two_vocoders))
