import pytest

from tests.tts_server.running_server import running
from tests.voices.tiny_voice import make_tiny_voice


@pytest.fixture(scope="session")
def voices_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices")
    make_tiny_voice(folder / "en_US-tiny")
    return folder


@pytest.fixture(scope="package")
def only_the_tiny_voice(voices_folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TTS_VOICES", str(voices_folder))
        patch.setattr("voices.registry.BUNDLED", voices_folder / "none")
        yield


@pytest.fixture(scope="package")
def server(only_the_tiny_voice):
    assert only_the_tiny_voice is None
    with running(cores=2, most_characters=5000, most_body_bytes=20_000) as server:
        yield server
