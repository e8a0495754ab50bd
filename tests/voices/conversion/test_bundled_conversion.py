"""The conversion model that ships: whole, small, licensed, and able to convert."""

import numpy as np
import pytest

from frontend.features.pitch import measure_pitch
from tests.voices.conversion.test_service import RATE, VOWEL_HZ, vowel
from voices.conversion.service import ConversionRequest, ConversionService
from voices.packs.conversion_manifest import CONVERSION, verify_conversion
from voices.registry import BUNDLED, find_voice

MOST_MEGABYTES = 8
FOLDERS = sorted(path.parent for path in BUNDLED.glob(f"*/{CONVERSION}"))


@pytest.fixture(scope="module")
def service():
    return ConversionService()


def converted(service, waveform, **wanted):
    return np.concatenate(list(service.convert(iter([waveform]), RATE, ConversionRequest(**wanted))))


def median_hz(waveform):
    pitch = measure_pitch(waveform, RATE, 160, 50.0, 600.0)
    assert pitch.voiced.mean() > 0.5
    return float(np.median(pitch.hz[pitch.voiced]))


def test_a_model_ships_for_the_voice_that_ships():
    (folder,) = FOLDERS
    manifest = verify_conversion(folder)
    assert manifest.name == folder.name
    voice = find_voice(manifest.voice).manifest
    assert voice is not None
    assert set(manifest.speakers) == set(voice.speakers)
    for told in (manifest.licence, manifest.credits, manifest.origin, manifest.permission, manifest.training):
        assert told
    assert {"LICENSE.txt", "README.md"} <= manifest.files.keys()
    assert sum(path.stat().st_size for path in folder.iterdir()) < MOST_MEGABYTES * 1e6


def test_a_vowel_keeps_its_length_and_moves_to_the_pitch_of_the_target(service):
    source = vowel(2.0)
    assert median_hz(source) == pytest.approx(VOWEL_HZ, rel=0.03)
    for speaker, lowest, highest in (("slt", 150, 200), ("bdl", 100, 150)):
        result = converted(service, source, speaker=speaker)
        assert len(result) == len(source)
        assert lowest < median_hz(result) < highest


def test_a_vowel_keeps_its_pitch_or_moves_by_semitones_where_that_is_wanted(service):
    source = vowel(2.0, hz=130.0)
    assert median_hz(converted(service, source, speaker="slt", pitch="keep")) == pytest.approx(130, rel=0.06)
    assert median_hz(converted(service, source, speaker="slt", pitch=5.0)) == pytest.approx(173.5, rel=0.06)


def test_silence_becomes_near_silence(service):
    assert np.abs(converted(service, np.zeros(2 * RATE, np.float32), speaker="slt")).max() < 0.01
