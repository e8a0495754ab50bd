"""Make training data of checked recordings: features, phones and when each is said; what is done is not done again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from frontend.analysis import Frontend
from voices.corpus.alignment.aligner import AlignerConfig, Spoken, align_corpus
from voices.corpus.alignment.cepstra import observe
from voices.corpus.alignment.labels import find_labels, read_labels
from voices.corpus.alignment.topology import SHORTEST_PHONE_SECONDS
from voices.corpus.alignment.transcript import Alignment, Words
from voices.corpus.checked import CheckedRecording
from voices.corpus.prepare_config import MeasurementConfig, PrepareConfig
from voices.corpus.prepared import PreparedRecording, alignment_of, save_prepared, write_atomically
from voices.corpus.readers.recording import CorpusError
from voices.corpus.recording_features import BadFeaturesError, load_features, measure_recording, save_features
from voices.files.atomic_file import replace_file

ALIGNER_VERSION = 1
"""Raise it when the same recordings and settings would be aligned otherwise than before."""
Progress = Callable[[Iterable[Path], int], Iterable[Path]]


def prepare(
    checked: Sequence[CheckedRecording],
    output: Path,
    config: PrepareConfig,
    progress: Progress = lambda paths, _: paths,
    corrected: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> list[PreparedRecording]:
    """Prepare the recordings into a folder; a run that was killed goes on where it stopped.

    Args:
        say: is told of each file of an earlier run that is damaged and made anew.
        corrected: folder of label files, `speaker/id.TextGrid` or `.lab`, that are believed rather than the aligner.
        progress: wraps the feature files as they are made, given how many there will be.

    Returns:
        The recordings prepared, in their order: those whose speech can hold the phones of their text.
    """
    files = _measure(checked, output / "features", config.measurement, progress, say)
    words = _transcripts(checked, config.language)
    fitting = [row for row in zip(checked, files, words, strict=True) if _holds(row[1], row[2], config)]
    if not fitting:
        raise CorpusError("no recording is long enough for its text; see whether texts and recordings belong together")
    checked, files, words = (list(column) for column in zip(*fitting, strict=True))
    alignments = _align(checked, files, words, output / "alignments", config, say)
    if corrected is not None:
        alignments = [
            _corrected(one, word, alignment, corrected)
            for one, word, alignment in zip(checked, words, alignments, strict=True)
        ]
    prepared = [
        PreparedRecording(one.recording.key, one.recording.speaker, one.recording.text, f"features/{file.name}", times)
        for one, file, times in zip(checked, files, alignments, strict=True)
    ]
    save_prepared(output, config, prepared)
    return prepared


def _measure(
    checked: Sequence[CheckedRecording],
    folder: Path,
    config: MeasurementConfig,
    progress: Progress,
    say: Callable[[str], None],
) -> list[Path]:
    def make(one: CheckedRecording) -> Path:
        path = folder / f"{_digest(one.audio.digest, config.key)}.safetensors"
        if not _is_whole(path, config, say):
            features = measure_recording(one.recording.audio, config)
            replace_file(path, lambda temporary: save_features(features, temporary))
        return path

    pool = ThreadPoolExecutor()
    try:
        return list(progress(pool.map(make, checked), len(checked)))
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C waits for the recordings under way, not for all


def _is_whole(path: Path, config: MeasurementConfig, say: Callable[[str], None]) -> bool:
    if not path.exists():
        return False
    try:
        load_features(path, config.features)
    except BadFeaturesError:
        say(f"{path} was damaged; it is measured again")
        return False
    return True


def _holds(file: Path, words: Words, config: PrepareConfig) -> bool:
    phones = sum(len(word) for word in words)
    seconds = len(load_features(file).audio) / config.features.rate_hz
    return 0 < phones * SHORTEST_PHONE_SECONDS <= seconds


def _transcripts(checked: Sequence[CheckedRecording], language: str) -> list[Words]:
    frontend = Frontend(language)
    return [
        tuple(
            tuple(phone.symbol for phone in word.phones)
            for utterance in frontend.utterances(one.recording.text)
            for word in utterance.words
        )
        for one in checked
    ]


def _align(
    checked: Sequence[CheckedRecording],
    files: Sequence[Path],
    words: Sequence[Words],
    folder: Path,
    config: PrepareConfig,
    say: Callable[[str], None],
) -> list[Alignment]:
    """Align all recordings, unless just these, with these texts and settings, were aligned before."""
    heard = [(one.recording.speaker, file.name, word) for one, file, word in zip(checked, files, words, strict=True)]
    path = folder / f"{_digest(heard, asdict(config.aligner), ALIGNER_VERSION)}.json"
    if path.exists():
        try:
            return [alignment_of(row) for row in json.loads(path.read_bytes())]
        except (ValueError, TypeError, KeyError):
            say(f"{path} was damaged; the recordings are aligned again")
    alignments = _learn(checked, files, words, config.features.rate_hz, config.aligner)
    write_atomically(path, json.dumps([asdict(alignment) for alignment in alignments], ensure_ascii=False))
    return alignments


def _corrected(one: CheckedRecording, words: Words, alignment: Alignment, folder: Path) -> Alignment:
    labels = find_labels(folder, one.recording.key)
    return alignment if labels is None else read_labels(labels, words)


def _learn(
    checked: Sequence[CheckedRecording],
    files: Sequence[Path],
    words: Sequence[Words],
    rate_hz: int,
    config: AlignerConfig,
) -> list[Alignment]:
    spoken = [
        Spoken(one.recording.speaker, word, observe(load_features(file).waveform, rate_hz))
        for one, file, word in zip(checked, files, words, strict=True)
    ]
    return align_corpus(spoken, config)


def _digest(*content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:32]
