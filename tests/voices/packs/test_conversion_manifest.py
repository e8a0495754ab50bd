"""Packs of conversion models: beside voices, and held to the same rules."""

import pytest
import yaml

from tests.voices.tiny_conversion import make_tiny_conversion
from tests.voices.tiny_voice import make_tiny_voice
from voices.packs.archive import export_voice
from voices.packs.conversion_manifest import CONVERSION, read_conversion_manifest, verify_conversion
from voices.packs.manifest import BadVoiceError
from voices.registry import (
    UnknownVoiceError,
    VoiceExistsError,
    conversions,
    find_conversion,
    install_voice,
    remove_voice,
    voices,
)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    folder = tmp_path / "installed"
    monkeypatch.setenv("TTS_VOICES", str(folder))
    monkeypatch.setattr("voices.registry.BUNDLED", tmp_path / "none")
    return folder


@pytest.fixture
def pack(tmp_path):
    make_tiny_conversion(tmp_path / "pack")
    return tmp_path / "pack"


def test_a_sealed_pack_reads_back_as_it_was_written(pack):
    manifest = verify_conversion(pack)
    assert (manifest.name, manifest.voice, manifest.speakers) == ("tiny-conversion", "en_US-tiny", ["ann", "bob"])
    assert list(manifest.files) == ["conversion.safetensors"]


@pytest.mark.parametrize("packed", [False, True])
def test_it_is_installed_beside_voices_found_for_its_voice_and_removed(pack, installed, tmp_path, packed):
    source = pack
    if packed:
        source = tmp_path / "pack.zip"
        export_voice(pack, source)
    assert install_voice(source).folder == installed / "tiny-conversion"
    assert [one.name for one in conversions()] == ["tiny-conversion"]
    assert not any(voice.name == "tiny-conversion" for voice in voices())
    assert find_conversion(None, "en_US-tiny").name == find_conversion("tiny-conversion").name == "tiny-conversion"
    remove_voice("tiny-conversion")
    assert list(conversions()) == []


@pytest.mark.usefixtures("installed")
def test_one_that_is_not_there_is_an_error_that_names_those_there_are(pack):
    install_voice(pack)
    for name, voice in (("other", None), (None, "uk_UA-other")):
        with pytest.raises(UnknownVoiceError, match="models: tiny-conversion for en_US-tiny"):
            find_conversion(name, voice)


def test_neither_a_model_nor_a_voice_is_installed_over_one_of_the_other_kind(installed, tmp_path):
    make_tiny_voice(tmp_path / "voice")
    make_tiny_conversion(tmp_path / "model", "en_US-tiny")
    for first, second, kinds in (
        ("voice", "model", "a voice is named en_US-tiny, .* no conversion model can take its place"),
        ("model", "voice", "a conversion model is named en_US-tiny, .* no voice can take its place"),
    ):
        install_voice(tmp_path / first)
        before = sorted((installed / "en_US-tiny").iterdir())
        with pytest.raises(VoiceExistsError, match=kinds):
            install_voice(tmp_path / second, replace=True)
        assert sorted((installed / "en_US-tiny").iterdir()) == before
        install_voice(tmp_path / first, replace=True)
        remove_voice("en_US-tiny")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"format": 2}, "has format 2"),
        ({"voice": "../x"}, "voice is '../x'"),
        ({"speakers": ["ann", "ann"]}, "speakers must be a list of different names"),
        ({"model": "other.safetensors"}, "not among its files"),
        ({"model": "a.pkl"}, "no file of a voice"),
        ({"direct": "other.safetensors"}, "not among its files"),
        ({"extra": 1}, "unknown key 'extra'"),
    ],
)
def test_a_manifest_that_is_not_as_it_must_be_is_refused_with_the_reason(pack, changes, complaint):
    values = yaml.safe_load((pack / CONVERSION).read_text())
    (pack / CONVERSION).write_text(yaml.safe_dump(values | changes))
    with pytest.raises(BadVoiceError, match=complaint):
        read_conversion_manifest(pack)


def test_a_changed_byte_is_found(pack):
    path = pack / "conversion.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(BadVoiceError, match=f"not the one in {CONVERSION}"):
        verify_conversion(pack)


def test_a_broken_one_is_listed_with_its_problem(pack, installed):
    install_voice(pack)
    (installed / "tiny-conversion" / CONVERSION).write_text("format: 1")
    (found,) = conversions()
    assert "lacks" in found.problem
