import numpy as np
import pytest
import torch

from tests.voices.pretended_card import pretend_card
from tests.voices.tiny_voice import make_tiny_voice
from voices.conditioning.vocoder_input import VocoderInput
from voices.files.weights_file import BadWeightsError, write_weights
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.vocoder import KINDS, NoCardForThisError, load_vocoder
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet
from voices.vocoders.wavenet.weights import save_weights


def test_a_wavenet_is_loaded_as_a_vocoder_that_speaks(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path / "cache"))
    config = WaveNetConfig(16, 16, 1, 2, head_channels=16, conditioning_channels=0, sample_rate=8000, frame_samples=80)
    torch.manual_seed(0)
    save_weights(tmp_path / "a.safetensors", config, {k: v.numpy() for k, v in WaveNet(config).state_dict().items()})
    vocoder = load_vocoder(tmp_path / "a.safetensors")
    assert (vocoder.config.sample_rate, vocoder.config.frame_samples, vocoder.config.speakers) == (8000, 80, 0)
    wanted = VocoderInput(np.full((80, 2), 0.5, np.float32))
    assert np.array_equal(np.concatenate(list(vocoder.stream(wanted, 30))), vocoder.generate([wanted])[0])


def test_a_wavenet_says_that_it_is_none_for_a_card_and_auto_leaves_it_on_the_processor(tmp_path, monkeypatch):
    make_tiny_voice(tmp_path / "voice")
    pretend_card(monkeypatch)
    with pytest.raises(NoCardForThisError, match="only `parallel` runs on a card"):
        load_vocoder(tmp_path / "voice" / "vocoder.safetensors", "cuda")
    assert isinstance(load_vocoder(tmp_path / "voice" / "vocoder.safetensors", "auto"), Generator)


def test_what_is_no_vocoder_is_refused_with_the_kinds_there_are(tmp_path):
    path = tmp_path / "b.safetensors"
    write_weights(path, "acoustic", {}, {"a": np.zeros(1, np.float32)})
    with pytest.raises(BadWeightsError, match=f"none of the kinds of model wanted here: {', '.join(KINDS)}"):
        load_vocoder(path)
    path.write_bytes(b"no safetensors")
    with pytest.raises(BadWeightsError, match="damaged"):
        load_vocoder(path)
    with pytest.raises(BadWeightsError, match="there is no weights file"):
        load_vocoder(tmp_path / "none.safetensors")
