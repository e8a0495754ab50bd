import dataclasses

import numpy as np
import pytest
import soundfile
import torch

from voices.corpus.utterances.packed_audio import PackedAudio, PackedHeader, PackedUtterance
from voices.corpus.utterances.vocoder_input import vocoder_input
from voices.sound.sixteen_bits import waveform_of
from voices.training.loop.config import TrainingConfig
from voices.training.wavenet.crop_config import CropConfig
from voices.training.wavenet.recipe import WaveNetRecipe
from voices.training.wavenet.training import WEIGHTS, fitted_to, train_wavenet
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import load_weights

RATE, FRAME = 4000, 40
CPU = torch.device("cpu")
NETWORK = WaveNetConfig(16, 32, 1, 6, head_channels=32, conditioning_hidden=32, coding=WaveformCoding(pre_emphasis=0.5))


@pytest.fixture(autouse=True)
def kernel_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path / "cache"))
    torch.set_num_threads(1)


def melody(seconds: float, held_out: bool = False, features: bool = True) -> PackedUtterance:
    """Notes of 0.2 s, two partials each; the features say which note sounds, and how far into it a frame is.

    The melody that is held out is another one.
    """
    notes = np.random.default_rng(int(held_out)).integers(0, 10, round(seconds / 0.2))
    time = np.arange(int(0.2 * RATE)) / RATE
    pitches = [220 * 2 ** (note / 6) for note in notes]
    envelope = np.exp(-4 * time)
    audio = [envelope * (0.5 * np.sin(2 * np.pi * p * time) + 0.2 * np.sin(4 * np.pi * p * time)) for p in pitches]
    frames = np.zeros((len(notes) * 20, 11), np.float16)
    for i, note in enumerate(notes):
        frames[20 * i : 20 * i + 20, note] = 1
        frames[20 * i : 20 * i + 20, 10] = np.linspace(-1, 1, 20)
    waveform = (np.concatenate(audio) * 32767).astype(np.int16)
    return PackedUtterance(f"melody{held_out}", waveform, frames if features else None, 0, held_out)


def spectrogram(waveform: np.ndarray) -> np.ndarray:
    """Amplitudes in bands of 60 Hz every 50 ms: what is heard, without the phases."""
    frames = waveform[: len(waveform) // 200 * 200].reshape(-1, 200) * np.hanning(200)
    amplitudes = np.abs(np.fft.rfft(frames))
    return amplitudes[:, :-2] + amplitudes[:, 1:-1] + amplitudes[:, 2:]


def test_a_tiny_wavenet_plays_a_melody_that_it_has_not_heard_from_its_features(tmp_path):
    heard, new = melody(20.0), melody(2.0, held_out=True)
    data = PackedAudio(PackedHeader(RATE, FRAME, 11, ["piano"]), (heard,))
    settings = {"steps": 300, "peak_learning_rate": 1e-2, "warm_up_steps": 20, "average_decay": 0.95}
    recipe = WaveNetRecipe(NETWORK, CropConfig(8, 25), TrainingConfig(**settings, precision="float32"))
    train_wavenet(data, recipe, tmp_path, CPU)
    config, weights = load_weights(tmp_path / WEIGHTS)
    wanted = vocoder_input(data.header, new, config, 0)
    (played,) = Generator(config, weights, "float32").generate([wanted], temperature=0.5)
    original, found = spectrogram(waveform_of(new.audio)), spectrogram(played)
    assert np.corrcoef(original.ravel(), found.ravel())[0, 1] > 0.7
    assert np.corrcoef(original.ravel(), np.roll(found, 4, 0).ravel())[0, 1] < 0.45  # one note too late
    assert (np.abs(original.argmax(1) - found.argmax(1)) <= 1).mean() >= 0.8


def test_training_renders_held_out_utterances_and_resumes_where_it_stopped(tmp_path):
    data = PackedAudio(PackedHeader(RATE, FRAME, 11, ["piano", "flute"]), (melody(1.0), melody(0.6, held_out=True)))
    recipe = WaveNetRecipe(NETWORK, CropConfig(2, 10), TrainingConfig(steps=4, checkpoint_every=2))
    assert train_wavenet(data, recipe, tmp_path, CPU).step == 4
    rendered, rate = soundfile.read(tmp_path / "samples" / "step-00000004" / "0-melodyTrue.wav")
    assert (len(rendered), rate) == (0.6 * RATE, RATE)
    longer = dataclasses.replace(recipe, training=dataclasses.replace(recipe.training, steps=6))
    assert train_wavenet(data, longer, tmp_path, CPU).step == 6
    assert load_weights(tmp_path / WEIGHTS)[0].speakers == 2


def test_four_bands_start_from_weights_with_the_gains_of_these_and_keep_them_without(tmp_path):
    bands = dataclasses.replace(NETWORK, layers_per_stack=2, coding=WaveformCoding(4, 33))
    recipe = WaveNetRecipe(bands, CropConfig(2, 10), TrainingConfig(steps=1, precision="float32"))
    loud, quiet = melody(1.0), melody(1.0)
    quiet.audio[:] //= 8
    header = PackedHeader(RATE, FRAME, 11, ["piano"])
    train_wavenet(PackedAudio(header, (loud,)), recipe, tmp_path / "loud", CPU)
    start = tmp_path / "loud" / WEIGHTS
    gains = load_weights(start)[0].coding.gains
    other = PackedAudio(header, (quiet,))
    assert min(np.array(fitted_to(other, bands).coding.gains) / gains) > 4
    train_wavenet(other, recipe, tmp_path / "quiet", CPU, start)
    longer = dataclasses.replace(recipe, training=dataclasses.replace(recipe.training, steps=2))
    assert train_wavenet(other, longer, tmp_path / "quiet", CPU).step == 2
    assert load_weights(tmp_path / "quiet" / WEIGHTS)[0].coding.gains == gains


def test_unconditional_training_needs_audio_alone(tmp_path):
    data = PackedAudio(PackedHeader(RATE, FRAME, 0, []), (melody(1.0, features=False),))
    recipe = WaveNetRecipe(NETWORK, CropConfig(2, 10), TrainingConfig(steps=2))
    train_wavenet(data, recipe, tmp_path, CPU)
    config, weights = load_weights(tmp_path / WEIGHTS)
    assert config.conditioning_channels == 0
    (babble,) = Generator(config, weights).generate([vocoder_input(data.header, data.utterances[0], config, 0)])
    assert len(babble) == RATE


def test_the_data_decides_frames_channels_and_speakers():
    data = PackedAudio(PackedHeader(8000, 80, 7, ["ann"]), ())
    config = fitted_to(data, NETWORK)
    assert (config.sample_rate, config.frame_samples) == (8000, 80)
    assert (config.conditioning_channels, config.speakers) == (7, 0)
    assert config.residual_channels == 16
