"""Pitch trackers against speech of known pitch: `python -m benchmarks.pitch [CORPUS...]`.

Needs pyworld and praat-parselmouth beside the package, but for swift-f0 on harmonics. The truth is in speech
resynthesised by WORLD from recordings of the corpora (spectra and aperiodicity of the real speaker, pitch a smoothed
contour that we choose) and in sums of harmonics under gliding formants with noise between them. Rows named "sanity" are
the recordings themselves, where no truth is known: how far the median is from the speaker's, and how often the pitch
jumps.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from frontend.features.pitch import Pitch, measure_pitch

RATE_HZ, HOP = 16000, 160
LOWEST_HZ, HIGHEST_HZ = 50.0, 600.0
Case = tuple[np.ndarray, np.ndarray | None]
"""A waveform and its true pitch in Hz, frame by frame, 0 where unvoiced; None where it is not known."""


def swift_f0(waveform: np.ndarray) -> np.ndarray:
    """The tracker of the package."""
    return _zero_unvoiced(measure_pitch(waveform, RATE_HZ, HOP, LOWEST_HZ, HIGHEST_HZ))


def dio(waveform: np.ndarray) -> np.ndarray:
    """WORLD's quick one, refined by StoneMask."""
    import pyworld

    x = waveform.astype(np.float64)
    hz, at = pyworld.dio(x, RATE_HZ, LOWEST_HZ, HIGHEST_HZ, frame_period=5.0)
    return _every_other(pyworld.stonemask(x, hz, at, RATE_HZ), len(waveform))


def harvest(waveform: np.ndarray) -> np.ndarray:
    """WORLD's careful one."""
    import pyworld

    hz, _ = pyworld.harvest(waveform.astype(np.float64), RATE_HZ, LOWEST_HZ, HIGHEST_HZ, frame_period=5.0)
    return _every_other(hz, len(waveform))


def praat(waveform: np.ndarray) -> np.ndarray:
    """Praat's autocorrelation."""
    import parselmouth

    sound = parselmouth.Sound(waveform.astype(np.float64), RATE_HZ)
    pitch = sound.to_pitch_ac(time_step=0.01, pitch_floor=LOWEST_HZ, pitch_ceiling=HIGHEST_HZ)
    middles = (np.arange(len(waveform) // HOP) + 0.5) * HOP / RATE_HZ
    return np.nan_to_num([pitch.get_value_at_time(middle) for middle in middles])


TRACKERS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "swift-f0": swift_f0,
    "dio": dio,
    "harvest": harvest,
    "praat": praat,
}


def _zero_unvoiced(pitch: Pitch) -> np.ndarray:
    return np.where(pitch.voiced, pitch.hz, 0)


def _every_other(hz_each_5_ms: np.ndarray, samples: int) -> np.ndarray:
    """Frames stand for their middles, 5 ms, 15 ms, ..."""
    return hz_each_5_ms[1::2][: samples // HOP]


def resynthesised(folder: Path, pitch_scale: float, sentences: int) -> Iterator[Case]:
    """Speech of the corpus spoken again by WORLD, its pitch smoothed and scaled."""
    import pyworld

    for waveform, _ in recordings(folder, sentences):
        x = waveform.astype(np.float64)
        hz, at = pyworld.harvest(x, RATE_HZ, LOWEST_HZ, HIGHEST_HZ, frame_period=5.0)
        spectrum, noise = pyworld.cheaptrick(x, hz, at, RATE_HZ), pyworld.d4c(x, hz, at, RATE_HZ)
        smooth = np.convolve(np.pad(hz, 2, mode="edge"), np.ones(5) / 5, mode="valid")
        inside = np.abs(smooth / np.maximum(hz, 1) - 1) < 0.1  # beside an unvoiced frame the mean means nothing
        known = np.where(inside, smooth, hz) * (hz > 0)
        spoken = pyworld.synthesize(known * pitch_scale, spectrum, noise, RATE_HZ, frame_period=5.0)
        spoken = spoken[: len(x)].astype(np.float32)
        yield spoken, _every_other(known * pitch_scale, len(spoken))


def harmonics(lowest_hz: float, noise_db: float, sentences: int) -> Iterator[Case]:
    """Sums of harmonics under gliding formants; unvoiced stretches are noise, and there is noise over all."""
    for seed in range(sentences):
        rng = np.random.default_rng(seed)
        count = 300
        middles = np.arange(count)
        hz = lowest_hz * 2 ** (0.5 + 0.5 * np.sin(middles / rng.uniform(20, 60) + rng.uniform(0, 6)))
        voiced = np.sin(middles / rng.uniform(5, 15) + rng.uniform(0, 6)) > -0.5
        at = np.arange(count * HOP) / HOP - 0.5
        pitch = np.interp(at, middles, hz)
        phase = 2 * np.pi * np.cumsum(pitch) / RATE_HZ
        formants = [base * (1 + 0.2 * np.sin(at / rng.uniform(10, 30))) for base in (500, 1500, 2500)]
        voice = sum(np.sin(k * phase) * _gain(k * pitch, formants) for k in range(1, int(4000 / lowest_hz)))
        on = np.convolve(np.repeat(voiced, HOP), np.ones(HOP) / HOP, mode="same")
        voice *= on / np.abs(voice).max()
        hiss = np.diff(rng.standard_normal(len(at) + 1)) * 0.05 * (1 - on)
        background = rng.standard_normal(len(at)) * voice.std() * 10 ** (noise_db / 20)
        yield (0.5 * (voice + hiss + background)).astype(np.float32), np.where(voiced, hz, 0)


def _gain(frequency: np.ndarray, formants: list[np.ndarray]) -> np.ndarray:
    resonances = sum(1 / (1 + ((frequency - formant) / 100) ** 2) for formant in formants)
    return np.where(frequency < RATE_HZ / 2, resonances + 0.01, 0)


def recordings(folder: Path, sentences: int) -> Iterator[Case]:
    """The recordings themselves."""
    paths = sorted((folder / "wavs").iterdir())
    for path in paths[:: max(1, len(paths) // sentences)][:sentences]:
        yield soundfile.read(path, dtype="float32")[0], None


def kinds_of_speech(folders: list[Path], sentences: int) -> dict[str, Iterator[Case]]:
    """Return every kind of speech that is compared on, by name."""
    return {
        "harmonics 80 Hz": harmonics(80, -40, sentences),
        "harmonics 160 Hz": harmonics(160, -40, sentences),
        "harmonics 120 Hz, 10 dB noise": harmonics(120, -10, sentences),
        **{f"WORLD {one.name} x{scale}": resynthesised(one, scale, sentences) for one in folders for scale in (1, 0.8)},
        **{f"sanity {folder.name}": recordings(folder, sentences) for folder in folders},
    }


def score(tracker: Callable[[np.ndarray], np.ndarray], cases: list[Case]) -> dict[str, float]:
    """Return error rates in per cent of frames, the median fine error in cents, and the speed."""
    started = time.process_time()
    found = [tracker(waveform) for waveform, _ in cases]
    speed = sum(len(waveform) for waveform, _ in cases) / RATE_HZ / (time.process_time() - started)
    pairs = [
        (hz[: len(truth)], truth[: len(hz)]) for hz, (_, truth) in zip(found, cases, strict=True) if truth is not None
    ]
    if not pairs:
        return {**_sanity(found), "times real time": speed}
    hz, truth = (np.concatenate(column) for column in zip(*pairs, strict=True))
    both = (hz > 0) & (truth > 0)
    octaves = np.log2(hz[both] / truth[both])
    gross = np.abs(octaves) > np.log2(1.2)
    return {
        "gross %": 100 * gross.mean(),
        "octave %": 100 * (np.abs(np.abs(octaves) - 1) < 0.1).mean(),
        "voicing %": 100 * ((hz > 0) != (truth > 0)).mean(),
        "fine cents": 1200 * float(np.median(np.abs(octaves[~gross]))),
        "times real time": speed,
    }


def _sanity(found: list[np.ndarray]) -> dict[str, float]:
    voiced = np.concatenate([hz[hz > 0] for hz in found])
    middle = np.median(voiced)
    steps = np.concatenate([np.diff(np.log2(np.maximum(hz, 1)))[(hz[1:] > 0) & (hz[:-1] > 0)] for hz in found])
    return {
        "median Hz": float(middle),
        "voiced %": 100 * len(voiced) / sum(map(len, found)),
        "far from median %": 100 * float((np.abs(np.log2(voiced / middle)) > 0.8).mean()),
        "jumps %": 100 * float((np.abs(steps) > 0.4).mean()),
    }


def main(arguments: list[str] | None = None) -> None:
    """Print a row for each kind of speech and tracker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path, metavar="CORPUS", help="folders with recordings in wavs/")
    parser.add_argument("--sentences", type=int, default=40, help="of each kind of speech")
    parser.add_argument("--trackers", nargs="+", choices=[*TRACKERS], default=[*TRACKERS])
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    kinds = {name: list(cases) for name, cases in kinds_of_speech(options.corpora, options.sentences).items()}
    table = {kind: {name: score(TRACKERS[name], cases) for name in options.trackers} for kind, cases in kinds.items()}
    if options.json:
        print(json.dumps(table))
        return
    for kind, rows in table.items():
        for name, figures in rows.items():
            print(f"{kind:30}{name:10}" + "".join(f"{figure:9.2f} {label}" for label, figure in figures.items()))


if __name__ == "__main__":
    main()
