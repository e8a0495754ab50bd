"""Boundary errors of the aligner: `python -m benchmarks.alignment CORPUS`; flite must be installed.

Truth: the corpus's texts spoken by espeak-ng and flite, aligned with the synthesiser's own phones, scored on texts
arctic_b0440 to arctic_b0479, which the aligner does not learn from. Real speech: how far two aligners that started
from different seeds agree on the corpus itself, with the frontend's phones.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import soundfile
import soxr

from benchmarks.espeak_speech import Espeak
from benchmarks.flite_speech import flite_speech
from benchmarks.known_speech import KnownSpeech
from frontend.analysis import Frontend
from voices.corpus.alignment.aligner import AlignerConfig, Spoken, align_corpus
from voices.corpus.alignment.cepstra import observe
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.readers.detect import read_corpus
from voices.corpus.readers.recording import Recording

RATE_HZ = 16000
HELD_OUT = {f"arctic_b{number:04}" for number in range(440, 480)}


def spoken(waveform: np.ndarray, rate_hz: int, words: tuple[tuple[str, ...], ...], speaker: str) -> Spoken:
    """Return what the aligner takes, at its rate, with a little noise, as no recording is without."""
    resampled = waveform if rate_hz == RATE_HZ else soxr.resample(waveform, rate_hz, RATE_HZ)
    noise = 1e-4 * np.random.default_rng(len(resampled)).standard_normal(len(resampled))
    return Spoken(speaker, words, observe((resampled + noise).astype(np.float32), RATE_HZ))


def synthetic_errors(recordings: list[Recording], speak: Callable[[str], KnownSpeech | None]) -> np.ndarray:
    """Return the errors in seconds of the boundaries of held-out sentences."""
    known = [(one.id in HELD_OUT, speech) for one in recordings if (speech := speak(one.text))]
    rows = [
        replace(spoken(speech.waveform, speech.rate_hz, speech.truth.words, "synthetic"), teaches=not held_out)
        for held_out, speech in known
    ]
    found = align_corpus(rows, AlignerConfig())
    pairs = [(alignment, speech.truth) for alignment, (held_out, speech) in zip(found, known, strict=True) if held_out]
    return np.concatenate([boundaries(alignment, truth) - boundaries(truth, truth) for alignment, truth in pairs])


def boundaries(alignment: Alignment, reference: Alignment) -> np.ndarray:
    """Return the start of each phone, and its end where by the reference a pause or nothing follows."""
    gaps = [end < start for end, start in zip(reference.ends, (*reference.starts[1:], np.inf), strict=True)]
    return np.concatenate([alignment.starts, np.array(alignment.ends)[gaps]])


def differences_of_two_seeds(recordings: list[Recording]) -> np.ndarray:
    """Return how far apart, in seconds, two aligners put the boundaries of the recordings themselves."""
    frontend = Frontend()
    rows = []
    for one in recordings:
        utterances = frontend.utterances(one.text)
        words = tuple(tuple(p.symbol for p in word.phones) for utterance in utterances for word in utterance.words)
        rows.append(spoken(*soundfile.read(one.audio, dtype="float32"), words, one.speaker))
    first, second = (align_corpus(rows, AlignerConfig(seed=seed)) for seed in (0, 1))
    return np.concatenate([boundaries(a, a) - boundaries(b, a) for a, b in zip(first, second, strict=True)])


def summary(errors_seconds: np.ndarray) -> dict[str, float]:
    """Return mean and median of the absolute errors in ms, and the shares within 20 and 50 ms in per cent."""
    error = 1000 * np.abs(errors_seconds)
    return {
        "boundaries": len(error),
        "mean ms": float(error.mean()),
        "median ms": float(np.median(error)),
        "within 20 ms %": 100 * float((error <= 20).mean()),
        "within 50 ms %": 100 * float((error <= 50).mean()),
    }


def main(arguments: list[str] | None = None) -> None:
    """Print a row for each synthesiser, and one for the corpus itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder of recordings with their texts")
    parser.add_argument("--flite", nargs="*", default=["slt", "rms", "awb", "kal16"], help="flite's voices; or none")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    folder = options.corpus
    recordings = [entry for entry in read_corpus(folder) if isinstance(entry, Recording)]
    voices: dict[str, Callable[[str], KnownSpeech | None]] = {"espeak-ng en-us": Espeak("en-us").speak}
    for voice in options.flite:
        voices[f"flite {voice}"] = partial(flite_speech, voice=voice)
    table = {name: summary(synthetic_errors(recordings, speak)) for name, speak in voices.items()}
    started = time.process_time()
    table[f"two seeds on {folder.name}"] = summary(differences_of_two_seeds(recordings))
    table[f"two seeds on {folder.name}"]["CPU s"] = time.process_time() - started
    if options.json:
        print(json.dumps(table))
        return
    for name, figures in table.items():
        print(f"{name:24}" + "".join(f"{figure:10.1f} {label}" for label, figure in figures.items()))


if __name__ == "__main__":
    main()
