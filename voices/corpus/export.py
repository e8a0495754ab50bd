"""Prepared recordings with their alignments, as files other programs open."""

from pathlib import Path

import soundfile

from voices.corpus.alignment.labels import write_textgrid
from voices.corpus.prepared import PreparedCorpus, PreparedRecording
from voices.files.atomic_file import replace_file


def export_recording(prepared: PreparedCorpus, recording: PreparedRecording, folder: Path) -> None:
    """Write `speaker/id.wav` and `speaker/id.TextGrid` under a folder; the times are those of that wav."""
    audio, rate_hz = prepared.features(recording).audio, prepared.config.features.rate_hz
    wav = folder / f"{recording.key}.wav"
    replace_file(wav, lambda temporary: soundfile.write(temporary, audio, rate_hz, "PCM_16", format="WAV"))
    write_textgrid(folder / f"{recording.key}.TextGrid", recording.alignment, len(audio) / rate_hz)
