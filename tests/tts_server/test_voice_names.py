"""A stranger's text names voices that are installed, and nothing else."""

import pytest

from frontend.ssml.read import read_ssml
from tests.voices.tiny_voice import make_tiny_voice
from tts_server.voice_names import VoiceNames
from voices.registry import UnknownVoiceError
from voices.voice import load_voice


@pytest.mark.parametrize("names", ["/tmp/voice", "bob /tmp/voice", "en_US-tiny ../voice#ann", "nobody bob"])
def test_no_name_of_a_voice_may_be_a_path_however_many_there_are(tmp_path, monkeypatch, names):
    make_tiny_voice(tmp_path / "en_US-tiny")
    monkeypatch.setenv("TTS_VOICES", str(tmp_path))
    own = load_voice("en_US-tiny")
    VoiceNames().check_script(read_ssml('<speak><voice name="en_US-tiny bob">a</voice></speak>'), own)
    with pytest.raises(UnknownVoiceError, match="there is no voice"):
        VoiceNames().check_script(read_ssml(f'<speak><voice name="{names}">a</voice></speak>'), own)
