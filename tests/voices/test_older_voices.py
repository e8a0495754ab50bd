"""Voices that were made by earlier versions still speak."""

from dataclasses import replace

import numpy as np
import pytest

from tests.voices.before_bands import save_as_before_bands
from tests.voices.tiny_voice import make_tiny_voice
from voices.packs.manifest import read_manifest
from voices.packs.sealing import seal_voice
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.wavenet.weights import load_weights, save_weights
from voices.voice import load_voice


@pytest.mark.parametrize("pre_emphasis", [0.85, 0.0])
def test_a_voice_from_before_there_were_bands_says_what_it_says_when_it_is_written_today(tmp_path, pre_emphasis):
    make_tiny_voice(tmp_path / "voice")
    config, weights = load_weights(tmp_path / "voice" / "vocoder.safetensors")
    config = replace(config, conditioning_slope=0.0, coding=WaveformCoding(pre_emphasis=pre_emphasis))
    for name in ("conditioning.weight", "conditioning.bias"):
        weights[name][..., -config.skip_channels :] = 0  # the head heard nothing of the features
    said = []
    for save in (save_weights, save_as_before_bands):
        save(tmp_path / "voice" / "vocoder.safetensors", config, weights)
        seal_voice(tmp_path / "voice", read_manifest(tmp_path / "voice"))
        said.append(np.concatenate([one.samples for one in load_voice(str(tmp_path / "voice")).speak("Hello there.")]))
    today, before = said
    assert len(np.unique(today)) > 200
    np.testing.assert_array_equal(before, today)
