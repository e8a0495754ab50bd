"""Each of the doctor's checks, with the thing it looks at broken."""

import os
import shutil
import sysconfig
from importlib import metadata
from pathlib import Path

import espeakng_loader
import numpy as np
import pytest

from tests.voices.tiny_voice import make_tiny_voice
from tts_cli.checks import audio, folders, processor, program, settings, speech
from tts_cli.checks.finding import Check, State


def states(findings):
    return {finding.name: finding.state for finding in findings}


def only(findings, name):
    (found,) = [finding for finding in findings if finding.name == name]
    return found


def test_a_missing_package_is_a_problem_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(metadata, "requires", lambda _: ["numpy>=1", "no-such-package>=2", "x; extra == 'train'"])
    findings = list(program.check_packages())
    assert only(findings, "package no-such-package").mend == "pip install no-such-package"
    assert states(findings) == {"package no-such-package": State.PROBLEM, "packages": State.OK}


def test_a_package_that_cannot_be_imported_is_a_problem(monkeypatch, tmp_path):
    (tmp_path / "broken_package.py").write_text("raise OSError('libfoo.so: cannot open')", encoding="utf-8")
    (tmp_path / "broken_package-1.0.dist-info").mkdir()
    (tmp_path / "broken_package-1.0.dist-info" / "METADATA").write_text("Name: broken-package\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(metadata, "requires", lambda _: ["broken-package"])
    found = only(list(program.check_packages()), "package broken-package")
    assert (found.state, found.detail) == (State.PROBLEM, "cannot be imported: libfoo.so: cannot open")


def test_an_extra_that_is_not_installed_is_named_with_how_to_get_it(monkeypatch):
    lines = ["numpy", 'rich>=13; extra == "train"', 'no-such-package; extra == "server"', 'ruff; extra == "dev"']
    monkeypatch.setattr(metadata, "requires", lambda _: lines)
    findings = list(program.check_extras())
    assert states(findings) == {"extra server": State.OK, "extra train": State.OK}
    assert "pip install 'tts-cli[server]'" in only(findings, "extra server").detail


@pytest.mark.parametrize(
    ("script", "state", "detail"),
    [
        (None, State.WARNING, "none"),
        ("from TTS.bin.synthesize import main", State.WARNING, "is another program of the same name"),
        ("from tts_cli.app import main", State.WARNING, "belongs to another environment"),
    ],
)
def test_another_program_named_tts_is_found(monkeypatch, tmp_path, script, state, detail):
    if script:
        (tmp_path / "tts").write_text(script, encoding="utf-8")
        (tmp_path / "tts").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = program.check_path()
    assert (found.state, detail in found.detail, sysconfig.get_path("scripts") in found.mend) == (state, True, True)


def test_the_environments_own_tts_is_the_right_one(monkeypatch, tmp_path):
    (tmp_path / "tts").write_text("from tts_cli.app import main", encoding="utf-8")
    (tmp_path / "tts").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    assert states(program.check_path()) == {"tts on PATH": State.OK}


@pytest.fixture
def empty_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("TTS_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_folders_that_are_not_there_yet_are_no_problem_and_are_not_made(empty_folders):
    findings = [*folders.check_voices_folder(), *folders.check_compiled()]
    assert set(states(findings).values()) == {State.OK}
    assert list(empty_folders.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_a_warning_that_names_the_variable(empty_folders):
    for name in ("voices", "cache"):
        (empty_folders / name).write_text("a file in the folder's place", encoding="utf-8")
    voices, compiled = only(folders.check_voices_folder(), "voices folder"), next(iter(folders.check_compiled()))
    assert (voices.state, compiled.state) == (State.WARNING, State.WARNING)
    assert "TTS_VOICES" in voices.mend
    assert "TTS_CACHE" in compiled.mend


def test_what_a_killed_installation_left_is_named(empty_folders):
    abandoned = empty_folders / "voices" / ".installing-abc"
    abandoned.mkdir(parents=True)
    os.utime(abandoned, (0, 0))
    assert ".installing-abc" in only(list(folders.check_voices_folder()), "interrupted installs").detail


def test_compiled_functions_are_counted_and_those_of_other_versions_too(empty_folders):
    from voices.compiled.kernel_cache import cache_folder

    for folder in (cache_folder() / "generate-x" / "module", empty_folders / "cache" / "compiled" / "other"):
        folder.mkdir(parents=True)
        (folder / "generate.code").write_bytes(b"x" * 10**6)
    findings = list(folders.check_compiled())
    assert only(findings, "compiled code").detail == "warm: 1 functions, 1.0 MB"
    assert only(findings, "compiled code, old").detail.startswith("1 folders of other versions, 1.0 MB")


@pytest.mark.parametrize(("free", "state"), [(10**6, State.PROBLEM), (10**8, State.WARNING), (10**10, State.OK)])
def test_a_disk_that_is_nearly_full_is_noticed(empty_folders, monkeypatch, free, state):
    del empty_folders
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free))
    assert set(states(folders.check_disk()).values()) == {state}


def test_the_instruction_set_is_named_and_a_forced_one_noticed(monkeypatch):
    monkeypatch.delenv("TTS_INSTRUCTION_SET", raising=False)
    assert only(processor.check_processor(), "instruction set").state == State.OK
    monkeypatch.setenv("TTS_INSTRUCTION_SET", "portable")
    assert "TTS_INSTRUCTION_SET" in only(processor.check_processor(), "instruction set").detail
    monkeypatch.setenv("TTS_INSTRUCTION_SET", "sse9")
    findings = list(Check("processor", processor.check_processor).findings())
    assert states(findings)["processor"] == State.PROBLEM
    assert "must be one of avx512" in findings[-1].detail


@pytest.mark.parametrize(("lost", "state"), [("MP3", State.WARNING), ("WAV", State.PROBLEM)])
def test_kinds_of_sound_files_that_cannot_be_written_are_named(monkeypatch, lost, state):
    import soundfile

    write = soundfile.write

    def write_but_not_lost(*arguments, **options):
        if options["format"] == lost:
            raise ValueError(f"Unknown format: {lost!r}")
        write(*arguments, **options)

    monkeypatch.setattr(soundfile, "write", write_but_not_lost)
    (found,) = audio.check_audio()
    assert (found.state, found.detail.startswith(f"cannot write {lost} (")) == (state, True)


@pytest.mark.parametrize("damage", ["no data", "no dictionary", "data cut short", "library cut short"])
def test_a_damaged_espeak_is_a_problem_and_does_not_end_the_doctor(monkeypatch, tmp_path, damage):
    _copy_of_espeak(tmp_path / "espeakng_loader", damage)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    (found,) = speech.check_speech()
    assert (found.name, found.state) == ("espeak-ng", State.PROBLEM)
    assert found.detail
    assert "espeakng-loader" in found.mend


def _copy_of_espeak(package, damage):
    """A package of the loader's name, its data and library links to the real ones but for what is damaged."""
    real = Path(espeakng_loader.__file__).parent
    data = package / "espeak-ng-data"
    data.mkdir(parents=True)
    for path in Path(espeakng_loader.get_data_path()).iterdir():
        (data / path.name).symlink_to(path)
    library = Path(espeakng_loader.get_library_path())
    (package / library.name).symlink_to(library)
    shutil.copy(real / "__init__.py", package)
    doomed = {
        "no data": [data / "phontab", data / "phondata"],
        "no dictionary": [data / "en_dict"],
        "data cut short": [data / "phontab"],
        "library cut short": [package / library.name],
    }
    for path in doomed[damage]:
        path.unlink()
        if "short" in damage:
            path.write_bytes(b"")


def test_without_any_voice_the_doctor_says_how_to_get_one(empty_folders, monkeypatch):
    monkeypatch.setattr("voices.registry.BUNDLED", empty_folders / "none")
    (found,) = speech.check_voices()
    assert (found.name, found.state) == ("voices", State.PROBLEM)
    assert "tts voices install" in found.mend


def test_a_voice_that_makes_no_sound_is_a_problem(empty_folders, monkeypatch):
    from voices.vocoders.autoregressive.generator import Generator

    make_tiny_voice(empty_folders / "voices" / "en_US-tiny")
    monkeypatch.setattr("voices.registry.BUNDLED", empty_folders / "none")
    monkeypatch.setattr(Generator, "stream", lambda *_, **__: iter([np.zeros(16000, np.float32)]))
    found = only(list(speech.check_speech()), "synthesis")
    assert (found.state, "no sound" in found.detail) == (State.PROBLEM, True)


def test_a_broken_file_of_settings_is_a_problem_and_variables_are_named(monkeypatch, tmp_path):
    monkeypatch.setenv("TTS_CONFIG", str(tmp_path / "config.yaml"))
    (tmp_path / "config.yaml").write_text("speed: 1.2\n", encoding="utf-8")
    findings = list(settings.check_settings())
    assert only(findings, "settings").detail.endswith("config.yaml: speed")
    assert "TTS_CONFIG=" in only(findings, "variables").detail
    (tmp_path / "config.yaml").write_text("sped: 1.2\n", encoding="utf-8")
    (found,) = Check("settings", settings.check_settings).findings()
    assert (found.state, "unknown key 'sped'" in found.detail) == (State.PROBLEM, True)
