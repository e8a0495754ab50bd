"""What voice.yaml may say."""

from dataclasses import asdict
from itertools import pairwise

import pytest
import yaml

from voices.conditioning.feature_config import voice_features
from voices.packs.manifest import (
    FORMAT_VERSION,
    BadVoiceError,
    manifest_from_mapping,
    manifest_to_yaml,
    read_manifest,
)


def values_of(voice):
    return yaml.safe_load((voice / "voice.yaml").read_text(encoding="utf-8"))


def test_a_manifest_reads_back_as_it_was_written(voice):
    manifest = read_manifest(voice)
    assert manifest_from_mapping(yaml.safe_load(manifest_to_yaml(manifest)), "x") == manifest
    assert set(manifest.files) == {"vocoder.safetensors", "README.md"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"format": FORMAT_VERSION + 1},
            f"has format {FORMAT_VERSION + 1}; this program reads format {FORMAT_VERSION}",
        ),
        ({"format": None}, "has format None"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"name": "../evil"}, "name is '../evil'"),
        ({"sample_rate": "fast"}, "sample_rate is 'fast', but must be of type int"),
        ({"sample_rate": 1}, "sample_rate is 1, but must be 4000 to 192000"),
        ({"sample_rate": 24000}, "sample_rate is 24000, but its features are of 16000 Hz"),
        ({"features": 3}, "features is 3, but must be a mapping"),
        ({"features": {"rate_hz": 16000}}, "features: hop, window"),
        ({"features": {**asdict(voice_features(16000)), "version": 2}}, "features are of version 2; this program"),
        ({"speakers": []}, "speakers must be a list of different names"),
        ({"speakers": ["a", "a"]}, "speakers must be a list of different names"),
        ({"speakers": [["a"]]}, "speakers[0] is ['a'], but must be of type str"),
        ({"phones": "abc"}, "phones is 'abc', but must be a list"),
        ({"phones": ["a"]}, "phones begin with 'a', but must with '_', the pause"),
        ({"phones": ["_", "€"]}, "phone '€' is not one phone of the IPA"),
        ({"phones": ["_", "é" * 5000]}, "ééé...ééé"),
        ({"language": "en us"}, "language is 'en us', but must be like en-us or uk"),
        ({"models": {"vocoder": "other.safetensors"}}, "which is not among its files"),
        ({"models": {"vocoder": "../../x.safetensors"}}, "which is no file of a voice"),
        ({"models": ["vocoder"]}, "models is ['vocoder'], but must be a mapping"),
        ({"files": {"model.pkl": "0" * 64}}, "file 'model.pkl' may not be in a voice"),
        ({"files": {"../up.txt": "0" * 64}}, "file '../up.txt' may not be in a voice"),
        ({"files": {"vocoder.safetensors": "short"}}, "the checksum of vocoder.safetensors is no SHA-256"),
    ],
)
def test_a_manifest_that_is_not_as_it_must_be_is_refused_with_the_reason(voice, changes, message):
    with pytest.raises(BadVoiceError) as refused:
        manifest_from_mapping({**values_of(voice), **changes}, "voice.yaml")
    assert message in str(refused.value)


def test_a_manifest_that_lacks_a_key_says_which(voice):
    values = values_of(voice)
    del values["licence"]
    with pytest.raises(BadVoiceError, match=r"voice.yaml lacks 'licence'"):
        manifest_from_mapping(values, "voice.yaml")


@pytest.mark.parametrize(
    "text", ["[", "[" * 100_000, "- a list", "", "!!python/object/apply:os.system ['true']", "x" * 300_000]
)
def test_what_is_no_manifest_is_refused(voice, text):
    (voice / "voice.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadVoiceError):
        read_manifest(voice)


def test_aliases_that_stand_for_thousands_of_millions_of_values_are_refused_at_once(voice):
    names = "abcdefghij"
    bomb = "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in pairwise(names))
    (voice / "voice.yaml").write_text(f"format: 1\na: &a [x]\n{bomb}", encoding="utf-8")
    with pytest.raises(BadVoiceError, match=r"it has an alias \(line 3, column 8\)"):
        read_manifest(voice)


@pytest.mark.parametrize("key", ["name", "language", "speakers", "models", "temperature", "format", "x" * 9999])
def test_what_is_refused_is_not_repeated_at_length(voice, key):
    with pytest.raises(BadVoiceError) as refused:
        manifest_from_mapping({**values_of(voice), key: {"y" * 9999: ["z" * 9999] * 99}}, "voice.yaml")
    assert len(str(refused.value)) < 1000


def test_a_voice_of_before_features_were_stated_is_read_as_what_it_was(voice):
    values = values_of(voice)
    del values["features"]
    assert manifest_from_mapping(values, "x").features == voice_features(16000)
    older = manifest_from_mapping({**values, "sample_rate": 24000}, "x").features
    assert (older.rate_hz, older.hop, older.window, older.highest_hz) == (24000, 240, 960, 8000)


def test_the_features_of_a_voice_stand_in_its_file(voice):
    assert values_of(voice)["features"]["highest_hz"] == 8000.0
    assert read_manifest(voice).features == voice_features(16000)


def test_a_folder_without_a_manifest_is_no_voice(tmp_path):
    with pytest.raises(BadVoiceError, match=r"is not a voice: it has no voice\.yaml"):
        read_manifest(tmp_path)
