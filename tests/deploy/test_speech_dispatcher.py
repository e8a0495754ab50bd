"""A real Speech Dispatcher speaks through the module that is shipped, as screen readers do."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.tts_server.running_server import PATIENCE_SECONDS, running, wait_until
from tests.voices.tiny_voice import make_tiny_voice

MODULE = Path(__file__).parents[2] / "deploy" / "speech-dispatcher" / "tts.conf"
PROGRAMS = ("speech-dispatcher", "spd-say", "curl")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"{', '.join(PROGRAMS)} are not all installed"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices")
    make_tiny_voice(folder / "en_US-arctic", "en_US-arctic", speakers=["slt", "bdl"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TTS_VOICES", str(folder))
        patch.setattr("voices.registry.BUNDLED", folder / "none")
        with running() as server:
            yield server


@pytest.fixture
def dispatcher(server, tmp_path):
    """Runs a dispatcher whose sound lands in files, one a text; returns what speaks with it."""
    (tmp_path / "modules").mkdir()
    module = MODULE.read_text(encoding="utf-8").replace("http://127.0.0.1:8000", server.url)
    module = module.replace("| $PLAY_COMMAND", f"> {tmp_path}/part && mv {tmp_path}/part {tmp_path}/$$.wav")
    (tmp_path / "modules" / "tts.conf").write_text(module, encoding="utf-8")
    settings = (
        'AddModule "tts" "sd_generic" "tts.conf"\nDefaultModule tts\nDefaultLanguage "en"\nAudioOutputMethod "alsa"\n'
    )
    (tmp_path / "speechd.conf").write_text(settings, encoding="utf-8")
    (tmp_path / "asound.conf").write_text("pcm.!default { type null }\nctl.!default { type null }\n", encoding="utf-8")
    environment = {**os.environ, "ALSA_CONFIG_PATH": str(tmp_path / "asound.conf")}
    socket = tmp_path / "socket"
    command = ["speech-dispatcher", "-s", "-t", "0", "-C", tmp_path, "-L", tmp_path, "-P", tmp_path / "pid"]
    with subprocess.Popen(
        [*command, "-c", "unix_socket", "-S", socket], stderr=subprocess.DEVNULL, env=environment
    ) as process:

        def say(*arguments):
            before = set(tmp_path.glob("*.wav"))
            address = {"SPEECHD_ADDRESS": f"unix_socket:{socket}", "PATH": "/usr/bin:/bin"}
            subprocess.run(["spd-say", *arguments], env=address, check=True, timeout=PATIENCE_SECONDS)
            wait_until(lambda: set(tmp_path.glob("*.wav")) - before)
            (made,) = set(tmp_path.glob("*.wav")) - before
            return soundfile.read(made)[0]

        try:
            wait_until(socket.exists)
            time.sleep(0.5)
            yield say
        finally:
            process.terminate()


def spoken(server, text, **wanted):
    from voices.speaking.request import Request

    speech = server.speaker.service.speak([text], Request(sentence_silence=0.0, **wanted))
    return np.concatenate([piece for sentence in speech for piece in sentence.pieces])


def test_what_is_said_is_what_the_server_says(server, dispatcher):
    text = 'It\'s a "quoted" $HOME; 100% of 5 & more.'
    assert len(dispatcher(text)) == len(spoken(server, text))


def test_rate_pitch_volume_and_voice_reach_the_server(server, dispatcher):
    text = "Hello there, how are you?"  # one sentence: the dispatcher asks for each by itself
    plain = dispatcher(text)
    assert len(dispatcher("-r", "60", text)) < 0.7 * len(plain)
    assert len(dispatcher("-r", "-60", text)) > 1.5 * len(plain)
    higher, man = dispatcher("-p", "50", text), dispatcher("-y", "en_US-arctic%23bdl", text)
    softer = dispatcher("-i", "-50", text)
    for other, wanted in ((higher, {"semitones": 3.0}), (man, {"speaker": "bdl"}), (softer, {"volume": 0.5})):
        expected = spoken(server, text, **wanted)
        assert len(other) == len(expected)
        assert np.abs(other - expected).max() < 1e-3
