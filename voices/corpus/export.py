"""Prepared recordings with their alignments, as files other programs open."""

from pathlib import Path

import soundfile

from voices.corpus.alignment.labels import write_textgrid
from voices.corpus.prepared import PreparedRecording
from voices.corpus.recording_features import load_features
from voices.files.atomic_file import replace_file


def export_recording(prepared: Path, recording: PreparedRecording, rate_hz: int, folder: Path) -> None:
    """Write `speaker/id.wav` and `speaker/id.TextGrid` under a folder; the times are those of that wav."""
    audio = load_features(prepared / recording.features).audio
    wav = folder / f"{recording.key}.wav"
    replace_file(wav, lambda temporary: soundfile.write(temporary, audio, rate_hz, "PCM_16", format="WAV"))
    write_textgrid(folder / f"{recording.key}.TextGrid", recording.alignment, len(audio) / rate_hz)
