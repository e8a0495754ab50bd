"""Recordings on this computer, by the names that SSML gives them."""

import numpy as np
import pytest
import soundfile

from voices.sound.recording import UnreadableRecordingError
from voices.speaking import local_sound as module
from voices.speaking.local_sound import UnplayableSoundError, local_sound


@pytest.fixture
def bell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a bell.wav"
    soundfile.write(path, np.full((4000, 2), 0.5), 8000)
    return path


def test_a_recording_is_found_from_the_working_folder_by_its_path_and_by_its_url(bell):
    urls = (bell.as_uri(), f"file://localhost{bell.as_uri()[len('file://') :]}", "file:a%20bell.wav")
    for name in ("a bell.wav", str(bell), *urls):
        found = local_sound(name)
        assert (found.path, found.seconds) == (bell, 0.5)


@pytest.mark.parametrize(
    "source",
    ["http://example.com/a.wav", "HTTPS://x/a.wav", "data:audio/wav;base64,UklGRg==", "file://elsewhere/a.wav"],
)
def test_what_is_elsewhere_is_not_fetched(source):
    with pytest.raises(UnplayableSoundError, match="is not a file on this computer"):
        local_sound(source)


@pytest.mark.parametrize("source", ["none.wav", "/dev/zero", ".", "x" * 5000])
@pytest.mark.usefixtures("bell")
def test_what_is_no_file_is_not_read(source):
    with pytest.raises((UnplayableSoundError, UnreadableRecordingError), match=r"there is no recording|cannot be read"):
        local_sound(source)


@pytest.mark.parametrize("name", ["text.wav", "samples.raw"])
def test_what_is_no_sound_is_not_played(bell, name):
    bell.with_name(name).write_text("Good day." * 1000)
    with pytest.raises(UnreadableRecordingError, match="is no recording that can be read"):
        local_sound(name)


@pytest.mark.usefixtures("bell")
def test_no_name_no_sound_too_much_of_it_and_an_absurd_rate_are_refused(monkeypatch):
    soundfile.write("empty.wav", np.zeros(0), 8000)
    soundfile.write("slow.wav", np.zeros(8), 2)
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.4)
    for name, problem in {
        "": "it names no file",
        "empty.wav": "empty.wav holds no sound",
        "slow.wav": "slow.wav has a sample rate of 2 Hz; 1000 to 384000 can be played",
        "a bell.wav": "a bell.wav lasts longer than 0 seconds",
    }.items():
        with pytest.raises(UnplayableSoundError, match=problem):
            local_sound(name)
