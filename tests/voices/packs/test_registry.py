"""Finding, installing and removing voices."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import zipfile

import pytest

from frontend.errors import TtsError
from tests.voices.packs.conftest import make_voice
from voices import registry
from voices.packs.archive import export_voice
from voices.packs.manifest import BadVoiceError
from voices.registry import (
    InstallError,
    UnknownVoiceError,
    VoiceExistsError,
    find_voice,
    install_voice,
    leftovers,
    remove_voice,
    search_path,
    voices,
)


def names():
    return [found.name for found in voices()]


def test_voices_are_searched_where_the_variable_says_then_the_user_folder_then_inside(monkeypatch, tmp_path):
    monkeypatch.setenv("TTS_VOICES", f"{tmp_path / 'a'}:{tmp_path / 'b'}")
    first, second, user, last = search_path()
    assert (first, second, last) == (tmp_path / "a", tmp_path / "b", registry.BUNDLED)
    assert user == first
    monkeypatch.delenv("TTS_VOICES")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert search_path()[0] == tmp_path / "data" / "tts-cli" / "voices"


@pytest.mark.parametrize("packed", [False, True])
def test_an_installed_voice_is_found_by_name_and_by_path(voice, installed, tmp_path, packed):
    source = voice
    if packed:
        source = tmp_path / "voice.zip"
        export_voice(voice, source)
    install_voice(source)
    assert names() == ["en_US-tiny"]
    assert find_voice("en_US-tiny").folder == installed / "en_US-tiny"
    assert find_voice(str(voice)).name == "en_US-tiny"


@pytest.mark.usefixtures("installed")
def test_the_first_voice_of_a_name_hides_the_others(tmp_path, monkeypatch):
    for place in ("a", "b"):
        make_voice(tmp_path / place / "en_US-tiny")
    monkeypatch.setenv("TTS_VOICES", f"{tmp_path / 'a'}:{tmp_path / 'b'}")
    (found,) = voices()
    assert found.folder == tmp_path / "a" / "en_US-tiny"


@pytest.mark.usefixtures("installed")
def test_an_unknown_voice_is_an_error_that_names_the_known(voice):
    with pytest.raises(UnknownVoiceError, match="none is installed"):
        find_voice("x")
    install_voice(voice)
    with pytest.raises(UnknownVoiceError, match="there is no voice 'x'; voices: en_US-tiny"):
        find_voice("x")


def test_a_broken_voice_is_listed_with_its_problem_and_cannot_be_used(voice, installed):
    install_voice(voice)
    (installed / "en_US-tiny" / "voice.yaml").write_text("format: 9\n", encoding="utf-8")
    (found,) = voices()
    assert "has format 9" in found.problem
    with pytest.raises(BadVoiceError, match="has format 9"):
        find_voice("en_US-tiny")


def test_installing_twice_is_refused_and_keeps_the_first(voice, installed):
    install_voice(voice)
    with pytest.raises(VoiceExistsError, match="is installed already"):
        install_voice(voice)
    assert names() == ["en_US-tiny"]
    assert [path.name for path in installed.iterdir()] == ["en_US-tiny"]


def test_a_refused_voice_leaves_nothing_behind(voice, installed):
    (voice / "README.md").write_text("changed", encoding="utf-8")
    with pytest.raises(BadVoiceError):
        install_voice(voice)
    assert list(installed.iterdir()) == []


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("named", ["", "https://example.com/tiny.zip"])
def test_what_is_wrong_with_a_voice_is_said_of_its_source_and_not_of_a_folder_that_is_gone(
    voice, tmp_path, packed, named
):
    source = voice
    if packed:
        source = tmp_path / "voice.zip"
        with zipfile.ZipFile(source, "w") as file:
            for path in voice.iterdir():
                file.write(path, path.name)
            file.writestr("extra.txt", "not listed")
    else:
        (voice / "extra.txt").write_text("not listed")
    with pytest.raises(BadVoiceError) as refused:
        install_voice(source, named=named)
    assert f"{named or source} holds extra.txt, which voice.yaml does not list" in str(refused.value)
    assert ".installing-" not in str(refused.value)


def test_a_voice_that_fails_its_audition_leaves_nothing_behind(voice, installed):
    def fail(folder):
        raise BadVoiceError(f"{folder}/vocoder.safetensors is mute")

    with pytest.raises(BadVoiceError, match=f"{voice}/vocoder.safetensors is mute"):
        install_voice(voice, audition=fail)
    assert list(installed.iterdir()) == []


def test_a_source_that_is_not_there_is_named(installed, tmp_path):
    with pytest.raises(BadVoiceError, match="there is no file or folder"):
        install_voice(tmp_path / "none.zip")
    assert list(installed.iterdir()) == []


def _install(arguments):
    source, folder = arguments
    import os

    os.environ["TTS_VOICES"] = str(folder)
    try:
        install_voice(source)
    except VoiceExistsError:
        return "exists"
    return "installed"


def test_of_several_processes_that_install_one_voice_exactly_one_does(voice, installed):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        results = pool.map(_install, [(voice, installed)] * 3)
    assert sorted(results) == ["exists", "exists", "installed"]
    assert [path.name for path in installed.iterdir()] == ["en_US-tiny"]


def test_a_removed_voice_is_gone(voice, installed):
    install_voice(voice)
    assert remove_voice("en_US-tiny") == installed / "en_US-tiny"
    assert names() == []
    assert list(installed.iterdir()) == []
    with pytest.raises(UnknownVoiceError):
        remove_voice("en_US-tiny")


def test_a_bundled_voice_stays(voice, monkeypatch, installed):
    monkeypatch.setattr(registry, "BUNDLED", voice.parent)
    with pytest.raises(TtsError, match="ships with the program"):
        remove_voice("en_US-tiny")
    assert (voice / "voice.yaml").exists()
    assert not installed.exists()


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("number", "text"), [(errno.ENOSPC, "No space left on device"), (errno.EROFS, "Read-only file system")]
)
def test_where_nothing_can_be_written_the_message_names_the_folder_and_nothing_is_left(
    voice, installed, tmp_path, monkeypatch, packed, number, text
):
    source = voice
    if packed:
        source = tmp_path / "voice.zip"
        export_voice(voice, source)

    def fail(*_, **__):
        raise OSError(number, text)

    monkeypatch.setattr("shutil.copy2", fail)
    monkeypatch.setattr("voices.packs.archive._extract", fail)
    with pytest.raises(InstallError, match=f"cannot install into {installed} .{text}.*set TTS_VOICES"):
        install_voice(source)
    assert list(installed.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(voice, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "file" / "voices"))
    with pytest.raises(InstallError, match="Not a directory"):
        install_voice(voice)


def test_a_killed_installation_is_not_listed_and_swept_away_by_a_later_one(voice, installed):
    _kill_while_installing(voice, installed)
    (left,) = installed.iterdir()
    assert (left / "voice" / "voice.yaml").exists()
    assert names() == []
    assert leftovers(installed) == []  # it might still be at work
    os.utime(left, (0, 0))
    assert leftovers(installed) == [left]
    install_voice(voice)
    assert [path.name for path in installed.iterdir()] == ["en_US-tiny"]


def _kill_while_installing(voice, installed):
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from voices import registry\n"
        "registry.verify_voice = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "registry.install_voice(Path(sys.argv[1]))\n"
    )
    environment = {**os.environ, "TTS_VOICES": str(installed)}
    killed = subprocess.run([sys.executable, "-c", script, str(voice)], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL


def test_a_description_that_cannot_be_read_does_not_hide_the_other_voices(voice, installed):
    install_voice(voice)
    (installed / "aa" / "voice.yaml").mkdir(parents=True)
    broken, found = voices()
    assert (broken.name, "cannot be read" in broken.problem) == ("aa", True)
    assert found.name == "en_US-tiny"
