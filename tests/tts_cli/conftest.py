import pytest

from tests.voices.tiny_voice import make_tiny_voice


@pytest.fixture(scope="session")
def voices_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices")
    make_tiny_voice(folder / "en_US-tiny")
    return folder


@pytest.fixture
def tiny_voice(voices_folder, tmp_path, monkeypatch):
    """The tiny voice is the only one installed, and no defaults of whoever runs the tests are read."""
    monkeypatch.setenv("TTS_VOICES", str(voices_folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("TTS_CONFIG", raising=False)
    monkeypatch.setattr("voices.registry.BUNDLED", voices_folder / "none")
    return "en_US-tiny"
