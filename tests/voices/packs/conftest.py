"""A tiny voice, and folders to install it in."""

import numpy as np
import pytest
from safetensors.numpy import save_file

from voices import registry
from voices.conditioning.feature_config import voice_features
from voices.packs.manifest import VoiceManifest
from voices.packs.sealing import seal_voice


def make_voice(folder, name="en_US-tiny"):
    """Make a sealed voice of one array and a model card."""
    folder.mkdir(parents=True)
    save_file({"weight": np.arange(6, dtype=np.float32)}, folder / "vocoder.safetensors")
    (folder / "README.md").write_text("# A tiny voice\n", encoding="utf-8")
    manifest = VoiceManifest(
        name=name,
        language="en-us",
        sample_rate=16000,
        speakers=["ann", "bob"],
        phones=["_", "a", "b"],
        contexts_version=1,
        models={"vocoder": "vocoder.safetensors"},
        licence="CC0",
        features=voice_features(16000),
    )
    return seal_voice(folder, manifest)


@pytest.fixture
def voice(tmp_path):
    """The folder of a sealed voice."""
    make_voice(tmp_path / "voice")
    return tmp_path / "voice"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The empty folder where voices are installed; none ships inside."""
    folder = tmp_path / "installed"
    monkeypatch.setattr(registry, "BUNDLED", tmp_path / "bundled")
    monkeypatch.setenv("TTS_VOICES", str(folder))
    return folder
