"""Every layout is read as what it is, without being told."""

import json
import os
from pathlib import Path

import pytest

from voices.corpus.readers.audio_files import audio_files
from voices.corpus.readers.detect import detect_format, read_corpus
from voices.corpus.readers.recording import CorpusError, Recording, UnusableEntry


def touch(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def lj(folder: Path) -> None:
    touch(folder / "metadata.csv", 'a|Dr. "X" said|Doctor "X" said\nb.1|raw only|\n')
    touch(folder / "wavs/a.flac")
    touch(folder / "wavs/b.1.wav")


def lj_two_columns(folder: Path) -> None:
    touch(folder / "metadata.csv", "\ufeffa|One\r\n\r\nb|Two\r\n")
    touch(folder / "wavs/a.OGG")
    touch(folder / "wavs/b.mp3")


def piper(folder: Path) -> None:
    touch(folder / "metadata.csv", "a.wav|One\nsub/b.wav|Two\n")
    touch(folder / "wav/a.wav")
    touch(folder / "wav/sub/b.wav")


def piper_speakers(folder: Path) -> None:
    touch(folder / "metadata.csv", "a|ann|One\nb|ann|Two\nc|bob|Three\nd|bob|Four\n")
    for name in "abcd":
        touch(folder / f"{name}.wav")


def coqui(folder: Path) -> None:
    touch(folder / "metadata_train.csv", "audio_file|text|speaker_name\nclips/a.wav|One|ann\nb.wav|Two|\n")
    touch(folder / "clips/a.wav")
    touch(folder / "b.wav")


def nemo(folder: Path) -> None:
    rows = [
        {"audio_filepath": "audio/a.wav", "text": "One", "duration": 1.0, "speaker": 7},
        {"audio_filepath": str(folder / "b.wav"), "text": "Two", "duration": 1.0},
    ]
    touch(folder / "train.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    touch(folder / "audio/a.wav")
    touch(folder / "b.wav")


def vctk(folder: Path) -> None:
    touch(folder / "txt/p225/p225_001.txt", "One\n")
    touch(folder / "txt/s5/s5_002.txt", "Two\n")
    touch(folder / "wav48_silence_trimmed/p225/p225_001_mic1.flac")
    touch(folder / "wav48_silence_trimmed/p225/p225_001_mic2.flac")
    touch(folder / "wav48_silence_trimmed/s5/s5_002_mic2.flac")


def libritts(folder: Path) -> None:
    touch(folder / "84/121123/84_121123_1.wav")
    touch(folder / "84/121123/84_121123_1.normalized.txt", "One")
    touch(folder / "84/121123/84_121123_1.original.txt", "1")
    touch(folder / "99/1/99_1_1.wav")
    touch(folder / "99/1/99_1_1.normalized.txt", "Two")


def plain(folder: Path) -> None:
    touch(folder / "a.wav")
    touch(folder / "a.lab", "One")
    touch(folder / "ann/b.flac")
    touch(folder / "ann/b.txt", "Two\n")


LAYOUTS = [
    (lj, "ljspeech", {("a", "HOME", 'Doctor "X" said'), ("b.1", "HOME", "raw only")}),
    (lj_two_columns, "ljspeech", {("a", "HOME", "One"), ("b", "HOME", "Two")}),
    (piper, "piper", {("a", "HOME", "One"), ("b", "HOME", "Two")}),
    (piper_speakers, "piper", {("a", "ann", "One"), ("b", "ann", "Two"), ("c", "bob", "Three"), ("d", "bob", "Four")}),
    (coqui, "coqui", {("a", "ann", "One"), ("b", "HOME", "Two")}),
    (nemo, "nemo", {("a", "7", "One"), ("b", "HOME", "Two")}),
    (vctk, "vctk", {("p225_001", "p225", "One"), ("s5_002", "s5", "Two")}),
    (libritts, "libritts", {("84_121123_1", "84", "One"), ("99_1_1", "99", "Two")}),
    (plain, "plain", {("a", "HOME", "One"), ("b", "ann", "Two")}),
]


@pytest.mark.parametrize(("lay_out", "name", "expected"), LAYOUTS, ids=[lay_out.__name__ for lay_out, _, _ in LAYOUTS])
def test_a_layout_is_detected_and_read_with_its_speakers_texts_and_files(lay_out, name, expected, tmp_path):
    lay_out(tmp_path)
    assert detect_format(tmp_path) == name
    entries = read_corpus(tmp_path)
    assert {(e.id, e.speaker.replace(tmp_path.name, "HOME"), e.text) for e in entries} == expected
    assert all(entry.audio.is_file() for entry in entries)


def test_vctk_takes_the_first_microphone_where_there_are_two(tmp_path):
    vctk(tmp_path)
    assert [entry.audio.name for entry in read_corpus(tmp_path)] == ["p225_001_mic1.flac", "s5_002_mic2.flac"]


def test_an_hts_alignment_beside_a_recording_is_not_taken_for_its_text(tmp_path):
    touch(tmp_path / "a.wav")
    touch(tmp_path / "a.txt", "One")
    touch(tmp_path / "b.wav")
    touch(tmp_path / "b.lab", "0 500000 pau\n500000 900000 w\n")
    first, second = read_corpus(tmp_path)
    assert isinstance(first, Recording)
    assert isinstance(second, UnusableEntry)


def test_a_line_with_too_many_columns_is_reported_with_its_number(tmp_path):
    touch(tmp_path / "metadata.csv", "a|One|One\n\nb|Two|Two|Two\n")
    assert read_corpus(tmp_path)[1] == UnusableEntry("metadata.csv:3", "4 columns, not id|text or id|raw|normalised")


def test_a_manifest_line_that_is_not_json_spoils_only_itself(tmp_path):
    nemo(tmp_path)
    with (tmp_path / "train.jsonl").open("a") as manifest:
        manifest.write("{oops\n[1]\n")
    assert [type(entry) for entry in read_corpus(tmp_path)] == [Recording, Recording, UnusableEntry, UnusableEntry]


def test_a_utf16_metadata_file_is_read(tmp_path):
    touch(tmp_path / "wavs/a.wav")
    (tmp_path / "metadata.csv").write_text("a|Größe\n", encoding="utf-16")
    assert read_corpus(tmp_path)[0].text == "Größe"


def test_a_utf16_metadata_file_without_a_byte_order_mark_is_read(tmp_path):
    touch(tmp_path / "wavs/a.wav")
    (tmp_path / "metadata.csv").write_bytes("a|Größe und Gewicht\r\n".encode("utf-16-le"))
    assert read_corpus(tmp_path)[0].text == "Größe und Gewicht"


@pytest.mark.parametrize("mark", ["|", ",", ";", "\t"])
def test_a_table_with_a_header_may_part_its_columns_as_spreadsheets_do(tmp_path, mark):
    touch(tmp_path / "a.wav")
    text = "No comma" if mark in "|\t" else f'"Yes{mark} ""no"""'
    (tmp_path / "metadata.csv").write_text(mark.join(["audio_file", "text"]) + f"\na.wav{mark}{text}\n")
    assert [entry.text for entry in read_corpus(tmp_path)] == ["No comma" if mark in "|\t" else f'Yes{mark} "no"']


def test_a_folder_of_recordings_may_be_a_link_and_one_that_runs_in_a_circle_ends(tmp_path):
    touch(tmp_path / "elsewhere/a.wav")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/wavs").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/circle").symlink_to(tmp_path / "corpus")
    (tmp_path / "corpus/metadata.csv").write_text("a|One\n")
    (found,) = read_corpus(tmp_path / "corpus")
    assert found.audio == tmp_path / "corpus/wavs/a.wav"
    assert found.audio.is_file()
    assert list(audio_files(tmp_path / "corpus")) == [found.audio]


def test_metadata_that_is_a_pipe_is_refused_rather_than_waited_for(tmp_path):
    os.mkfifo(tmp_path / "metadata.csv")
    os.mkfifo(tmp_path / "list.jsonl")
    with pytest.raises(CorpusError, match="holds no corpus"):
        read_corpus(tmp_path)
    with pytest.raises(CorpusError, match=r"metadata\.csv is no file that texts could be read from"):
        read_corpus(tmp_path, "ljspeech")


def test_json_that_is_nested_too_deep_spoils_only_its_line(tmp_path):
    nemo(tmp_path)
    with (tmp_path / "train.jsonl").open("a") as manifest:
        manifest.write("[" * 100_000 + "\n")
    assert [type(entry) for entry in read_corpus(tmp_path)] == [Recording, Recording, UnusableEntry]


def test_naming_a_format_overrides_what_the_folder_looks_like(tmp_path):
    lj_two_columns(tmp_path)
    assert [entry.speaker for entry in read_corpus(tmp_path, "piper")] == [tmp_path.name] * 2


@pytest.mark.parametrize(
    ("format_name", "message"),
    [(None, "holds no corpus"), ("ogg", "there is no corpus format 'ogg'"), ("ljspeech", "is no ljspeech corpus")],
)
def test_a_folder_that_is_no_corpus_gets_one_clear_line(format_name, message, tmp_path):
    with pytest.raises(CorpusError, match=message):
        read_corpus(tmp_path, format_name)


def test_a_folder_that_is_not_there_is_named():
    with pytest.raises(CorpusError, match="'/nowhere' is not a folder"):
        read_corpus(Path("/nowhere"))
