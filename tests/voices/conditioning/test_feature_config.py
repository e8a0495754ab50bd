"""How a voice's speech is measured: the defaults of each rate, what old files meant, and what cannot be."""

from dataclasses import asdict, replace

import pytest

from voices.conditioning.feature_config import (
    FEATURES_VERSION,
    FeatureConfig,
    unstated_features,
    voice_features,
)
from voices.files.configuration import ConfigError, from_mapping, to_mapping


@pytest.mark.parametrize(
    ("rate_hz", "hop", "window", "highest_hz"),
    [
        (8000, 80, 320, 4000),
        (16000, 160, 640, 8000),
        (22050, 220, 882, 11025),
        (24000, 240, 960, 12000),
        (48000, 480, 1920, 12000),
    ],
)
def test_a_new_voice_has_frames_of_10_ms_and_bands_to_12_khz_where_its_rate_holds_them(
    rate_hz, hop, window, highest_hz
):
    found = voice_features(rate_hz)
    assert (found.rate_hz, found.hop, found.window, found.highest_hz) == (rate_hz, hop, window, highest_hz)
    assert found.frame_seconds == pytest.approx(0.01, rel=0.01)


def test_voices_of_16_khz_are_measured_as_they_always_were():
    assert (
        asdict(voice_features(16000))
        == asdict(unstated_features(16000))
        == {
            "rate_hz": 16000,
            "hop": 160,
            "window": 640,
            "bands": 80,
            "lowest_hz": 40.0,
            "highest_hz": 8000.0,
            "floor": 1e-4,
            "lowest_pitch_hz": 50.0,
            "highest_pitch_hz": 600.0,
            "version": 1,
            "middle_log_mel": -6.0,
            "log_mel_deviation": 1.7,
            "middle_pitch_hz": 160.0,
            "log_pitch_deviation": 0.35,
        }
    )


def test_files_that_state_nothing_heard_up_to_8_khz_whatever_their_rate():
    assert unstated_features(24000) == replace(voice_features(24000), highest_hz=8000.0)
    assert unstated_features(8000) == voice_features(8000)


def test_what_is_written_is_read_back():
    config = replace(voice_features(24000), lowest_pitch_hz=70.0, middle_pitch_hz=190.0)
    assert from_mapping(FeatureConfig, to_mapping(config), "x") == config


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"highest_hz": 9000.0}, "40.0-9000.0 Hz does not fit a rate of 16000 Hz"),
        ({"hop": 0}, "must be positive"),
        ({"hop": 10**12}, "neither may be longer than a second"),
        ({"window": 10**12}, "neither may be longer than a second"),
        ({"bands": 10**9}, "bands is 1000000000, but must be at most 1024"),
        ({"rate_hz": 10**9}, "rate_hz is 1000000000, but must be 4000 to 192000"),
        ({"lowest_pitch_hz": 700.0}, "pitch from 700 to 600 Hz is none to look for"),
        ({"log_mel_deviation": 0.0}, "must be positive"),
        ({"middle_log_mel": float("nan")}, "must be positive"),
        ({"floor": float("nan")}, "must be positive"),
        ({"version": FEATURES_VERSION + 1}, f"version {FEATURES_VERSION + 1}; this program measures version"),
        ({"bands": "many"}, "bands is 'many', but must be of type int"),
        ({"colour": 1}, "unknown key 'colour'"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(change, message):
    with pytest.raises(ConfigError) as refused:
        from_mapping(FeatureConfig, {**asdict(FeatureConfig()), **change}, "x")
    assert message in str(refused.value)


def test_a_setting_that_is_not_stated_is_not_guessed():
    stated = asdict(FeatureConfig())
    del stated["highest_hz"], stated["hop"]
    with pytest.raises(ConfigError, match="x: hop, highest_hz must be stated"):
        from_mapping(FeatureConfig, stated, "x")
