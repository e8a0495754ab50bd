"""Speech by flite whose segment times are known: `flite -psdur` prints them. Needs the program (Debian: flite)."""

import re
import subprocess
import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path

import soundfile

from benchmarks.known_speech import KnownSpeech
from voices.corpus.alignment.transcript import Alignment

PAUSE = "pau"


def flite_speech(text: str, voice: str) -> KnownSpeech | None:
    """Return the text spoken, its phones flite's own; None where flite's phones cannot be parted into the words."""
    words = re.findall(r"[\w']+", text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        printed = _flite("-voice", voice, "-psdur", "-t", " ".join(re.sub(r"-", " ", text).split()), "-o", str(path))
        waveform, rate_hz = soundfile.read(path, dtype="float32")
    segments = [piece.rsplit(":", 1) for piece in printed.split()]
    ends = [float(end) for _, end in segments]
    rows = [
        (phone, start, end)
        for (phone, _), start, end in zip(segments, [0.0, *ends], ends, strict=False)
        if phone != PAUSE
    ]
    lengths = [_phone_count(word) for word in words]
    if sum(lengths) != len(rows):
        return None
    phones, starts, ends_of_phones = zip(*rows, strict=True)
    edges = [sum(lengths[:number]) for number in range(len(lengths) + 1)]
    grouped = tuple(tuple(phones[a:b]) for a, b in pairwise(edges))
    return KnownSpeech(waveform, rate_hz, Alignment(grouped, starts, ends_of_phones))


@cache
def _phone_count(word: str) -> int:
    return sum(phone != PAUSE for phone in _flite("-voice", "kal16", "-ps", "-t", word, "-o", "none").split())


def _flite(*arguments: str) -> str:
    return subprocess.run(["flite", *arguments], capture_output=True, text=True, check=True).stdout
