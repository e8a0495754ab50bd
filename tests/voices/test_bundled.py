"""The voices that ship: whole, licensed, and able to speak."""

import numpy as np
import pytest

from frontend.features.mel import log_mel
from tests.voices.bundled_reference import exact_vocoder, read_reference, say_again
from voices.packs.manifest import MANIFEST
from voices.packs.verification import verify_voice
from voices.registry import BUNDLED
from voices.voice import Request, load_voice

FOLDERS = sorted(path.parent for path in BUNDLED.glob(f"*/{MANIFEST}"))
MOST_MEGABYTES = 16


def test_a_voice_ships():
    assert [folder.name for folder in FOLDERS] == ["en_US-arctic"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_bundled_voice_is_whole_small_and_says_whose_it_is(folder):
    manifest = verify_voice(folder)
    assert manifest.name == folder.name
    for told in (manifest.licence, manifest.credits, manifest.origin, manifest.permission, manifest.training):
        assert told
    assert {"LICENSE.txt", "README.md"} <= manifest.files.keys()
    assert sum(path.stat().st_size for path in folder.iterdir()) < MOST_MEGABYTES * 1e6


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_speaker_of_a_bundled_voice_speaks_at_a_natural_pace_and_pitch(folder):
    voice = load_voice(str(folder))
    for speaker in voice.manifest.speakers:
        (sentence,) = voice.speak("The boy was there when the sun rose.", Request(speaker=speaker))
        seconds = len(sentence.samples) / voice.manifest.sample_rate
        assert 1.2 < seconds < 4.0
        pitch = np.median(np.exp(sentence.planned.prosody.log_f0[sentence.planned.prosody.voiced]))
        assert 80 < pitch < 260
        speech, silence = np.abs(sentence.samples).max(), np.abs(sentence.samples[:400]).max()
        assert speech > 0.03
        assert silence < 0.3 * speech


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_bundled_voice_says_what_it_said_when_its_reference_was_made(folder):
    voice, vocoder = load_voice(str(folder)), exact_vocoder(folder)
    for speaker in voice.manifest.speakers:
        before = read_reference(folder.name, speaker)
        now = say_again(voice, vocoder, speaker, before.drawn)
        assert now.features.shape == before.features.shape
        assert np.abs(now.features - before.features).max() < 0.01
        assert (now.drawn == before.drawn).mean() > 0.999
        assert np.abs(now.finished.astype(int) - before.finished).max() <= 2


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_bundled_voices_parallel_vocoder_makes_the_spectrum_it_is_asked_for(folder):
    voice = load_voice(str(folder))
    config = voice.manifest.features
    for speaker in voice.manifest.speakers:
        request = Request(speaker=speaker, vocoder="parallel")
        (planned,) = voice.plan("The boy was there when the sun rose.", request)
        samples = np.concatenate(list(voice.stream(planned)))[: len(planned.mel) * config.hop]
        made = log_mel(samples, config)
        heard = planned.mel > np.log(1e-3)
        assert np.abs(made - planned.mel)[heard].mean() < 0.5
        assert np.corrcoef(made[heard], planned.mel[heard])[0, 1] > 0.9
