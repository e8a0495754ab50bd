"""A folder damaged in every way we know is told apart from a sound one, file by file."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.voices.corpus.speech import voice_like, write_speech
from voices.corpus import audio_measurement
from voices.corpus.audio_measurement import measure_audio
from voices.corpus.check import check_entries
from voices.corpus.limits import CheckLimits
from voices.corpus.problem import Problem
from voices.corpus.readers.detect import read_corpus

TEXT = "The quick brown fox jumps over it"


def has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def check(folder: Path):
    return check_entries(read_corpus(folder), CheckLimits(), has_letters)


@pytest.fixture
def corpus(tmp_path):
    """Eight sound recordings."""
    lines = []
    for number in range(8):
        write_speech(tmp_path / f"wavs/good{number}.wav", seed=number)
        lines.append(f"good{number}|{TEXT} {'abcdefgh'[number]}\n")
    (tmp_path / "metadata.csv").write_text("".join(lines))
    return tmp_path


def add(corpus: Path, line: bytes | str) -> None:
    with (corpus / "metadata.csv").open("ab") as metadata:
        metadata.write(line if isinstance(line, bytes) else line.encode())


def wav(corpus: Path, samples: np.ndarray, rate_hz: int = 16000) -> Path:
    path = corpus / "wavs/bad.wav"
    soundfile.write(path, samples, rate_hz, subtype="FLOAT")
    return path


def missing(_: Path) -> None: ...


def empty_file(corpus: Path) -> None:
    (corpus / "wavs/bad.wav").touch()


def no_samples(corpus: Path) -> None:
    wav(corpus, np.zeros(0, np.float32))


def no_audio_at_all(corpus: Path) -> None:
    (corpus / "wavs/bad.wav").write_bytes(b"<html>404 Not Found</html>" * 100)


def cut_wav(corpus: Path) -> None:
    path = wav(corpus, voice_like(2, 99))
    path.write_bytes(path.read_bytes()[:60000])


def cut_flac(corpus: Path) -> None:
    path = corpus / "wavs/bad.flac"
    soundfile.write(path, voice_like(2, 99), 16000)
    path.write_bytes(path.read_bytes()[:20000])


def silent(corpus: Path) -> None:
    wav(corpus, 0.001 * voice_like(2, 99))


def not_numbers(corpus: Path) -> None:
    samples = voice_like(2, 99)
    samples[1000] = np.nan
    wav(corpus, samples)


def too_short(corpus: Path) -> None:
    wav(corpus, voice_like(0.2, 99))


def too_long(corpus: Path) -> None:
    wav(corpus, voice_like(31, 99))


def clipped(corpus: Path) -> None:
    wav(corpus, np.clip(4 * voice_like(2, 99), -1, 1))


def low_rate(corpus: Path) -> None:
    wav(corpus, voice_like(2, 99, 8000), 8000)


def other_rate(corpus: Path) -> None:
    wav(corpus, voice_like(2, 99, 22050), 22050)


def stereo(corpus: Path) -> None:
    wav(corpus, np.stack([voice_like(2, 99)] * 2, axis=1))


def copied(corpus: Path) -> None:
    shutil.copy(corpus / "wavs/good3.wav", corpus / "wavs/bad.wav")


def pipe(corpus: Path) -> None:
    os.mkfifo(corpus / "wavs/bad.wav")


def endless(corpus: Path) -> None:
    (corpus / "wavs/bad.wav").symlink_to("/dev/zero")


def enormous(corpus: Path) -> None:
    with (corpus / "wavs/bad.wav").open("wb") as file:
        file.truncate(1 << 40)  # takes no room on the disk


def sound(corpus: Path) -> None:
    wav(corpus, voice_like(2, 99))


DAMAGES = [
    (missing, f"bad|{TEXT} z\n", {Problem.MISSING}),
    (empty_file, f"bad|{TEXT} z\n", {Problem.EMPTY}),
    (no_samples, f"bad|{TEXT} z\n", {Problem.EMPTY}),
    (no_audio_at_all, f"bad|{TEXT} z\n", {Problem.UNREADABLE}),
    (pipe, f"bad|{TEXT} z\n", {Problem.UNREADABLE}),
    (endless, f"bad|{TEXT} z\n", {Problem.UNREADABLE}),
    (enormous, f"bad|{TEXT} z\n", {Problem.UNREADABLE}),
    (missing, f"bad\0|{TEXT} z\n", {Problem.UNREADABLE}),
    (sound, f"bad|{TEXT}\0 z\n", {Problem.CONTROL}),
    (cut_wav, f"bad|{TEXT} z\n", {Problem.TRUNCATED}),
    (cut_flac, f"bad|{TEXT} z\n", {Problem.TRUNCATED}),
    (silent, f"bad|{TEXT} z\n", {Problem.SILENT}),
    (not_numbers, f"bad|{TEXT} z\n", {Problem.NOT_A_NUMBER}),
    (too_short, f"bad|{TEXT} z\n", {Problem.TOO_SHORT}),
    (too_long, f"bad|{TEXT} z\n", {Problem.TOO_LONG}),
    (clipped, f"bad|{TEXT} z\n", {Problem.CLIPPED}),
    (low_rate, f"bad|{TEXT} z\n", {Problem.LOW_RATE, Problem.MIXED_RATE}),
    (other_rate, f"bad|{TEXT} z\n", {Problem.MIXED_RATE}),
    (stereo, f"bad|{TEXT} z\n", {Problem.SEVERAL_CHANNELS}),
    (copied, f"bad|{TEXT} z\n", {Problem.SAME_AUDIO}),
    (sound, f"bad|{TEXT} a!\n", {Problem.SAME_TEXT}),
    (sound, "bad|\n", {Problem.NO_TEXT}),
    (sound, "bad|... -- !\n", {Problem.NOT_SPEAKABLE}),
    (sound, b"bad|Gr\xf6\xdfe and so on and on and on\n", {Problem.ENCODING}),
    (sound, f"bad|{(TEXT + ' ') * 4}\n", {Problem.TEXT_TOO_LONG}),
    (lambda corpus: wav(corpus, voice_like(8, 99)), "bad|Yes\n", {Problem.TEXT_TOO_SHORT}),
    (sound, f"good1|{TEXT} z\nbad|{TEXT} y\n", {Problem.SAME_NAME}),
    (sound, f"bad|{TEXT} z\none|two|three|four\n", {Problem.ENTRY}),
]


@pytest.mark.parametrize(("damage", "line", "expected"), DAMAGES)
def test_each_damage_is_found_and_nothing_else_is(damage, line, expected, corpus):
    damage(corpus)
    add(corpus, line)
    report = check(corpus)
    assert {finding.problem for finding in report.findings} == expected
    lost = {f.problem for f in report.findings if f.problem.value.skips} - {Problem.SAME_NAME, Problem.ENTRY}
    assert len(report.usable) == (8 if lost else 9)


def test_what_is_no_file_is_named_with_what_it_is(corpus):
    pipe(corpus)
    add(corpus, f"bad|{TEXT} z\n")
    assert [finding.detail for finding in check(corpus).findings] == ["it is a pipe or a device, not a file"]


def test_an_hour_of_silence_in_a_small_file_is_not_unpacked_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(audio_measurement, "MOST_VALUES", 10_000)
    soundfile.write(tmp_path / "a.flac", np.full((60_000, 2), 0.5, np.float32), 1000)
    found = measure_audio(tmp_path / "a.flac")
    assert (found.seconds, found.truncated, found.peak) == (60, False, 0.5)


def test_a_text_with_control_characters_is_shown_without_them(corpus):
    sound(corpus)
    add(corpus, "bad|Red \x1b[31m alert\0\n")
    (finding,) = check(corpus).findings
    assert finding.detail == r"Red \x1b[31m alert\x00"


def test_a_sound_corpus_is_used_whole_and_nothing_is_found(corpus):
    report = check(corpus)
    assert len(report.usable) == 8
    assert report.findings == ()


def test_a_recording_is_skipped_for_one_reason_and_warned_of_only_when_used(corpus):
    wav(corpus, np.stack([np.zeros(3200, np.float32)] * 2, axis=1), 8000)
    add(corpus, "bad|\n")
    assert [finding.problem for finding in check(corpus).findings] == [Problem.SILENT]


def test_a_loud_wave_that_was_not_cut_is_not_clipped(tmp_path):
    path = tmp_path / "loud.wav"
    soundfile.write(path, 2 * voice_like(2), 16000, subtype="FLOAT")
    assert measure_audio(path).clipped_share == 0


def test_a_streamed_wav_with_an_unknown_size_is_not_cut_short(tmp_path):
    path = write_speech(tmp_path / "a.wav")
    content = bytearray(path.read_bytes())
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert not measure_audio(path).truncated


def test_every_problem_of_the_list_is_tried_here():
    assert set().union(*(expected for _, _, expected in DAMAGES)) == set(Problem)


def test_checking_writes_nothing_into_the_folder(corpus):
    before = {path: path.stat().st_mtime_ns for path in corpus.rglob("*")}
    check(corpus)
    assert {path: path.stat().st_mtime_ns for path in corpus.rglob("*")} == before
