"""What is written of the sentences besides their sound: when everything is said, and a picture."""

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import typer

from frontend.errors import TtsError
from tts_cli.synthesis.remote import RemoteSentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from voices.speaking.plan import PlannedSentence
    from voices.timings.timed import TimedSentence

    Floats = NDArray[np.float32]

MOST_DRAWN = 20
"""Sentences in a picture."""


class TimingsFile:
    """A sink that writes when each word and phone is said, in the format that the file's ending names."""

    def __init__(self, path: Path, voice_rate: int) -> None:
        self._path, self._rate, self._samples = path, voice_rate, 0
        self._sentences: list[TimedSentence] = []

    def __enter__(self) -> None:
        from voices.timings.write import check_timings_path

        check_timings_path(self._path)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        from voices.timings.write import write_timings

        if error is None and self._sentences:
            write_timings(self._path, self._sentences, self._samples / self._rate)

    def begin(self, planned: "PlannedSentence | RemoteSentence") -> None:
        """Remember when a sentence is said."""
        if isinstance(planned, RemoteSentence):
            self._sentences.append(planned.timed(self._samples / self._rate))
            return
        from voices.speaking.timed_sentence import timed_sentence

        self._sentences.append(timed_sentence(planned, self._samples / self._rate))

    def write(self, samples: "Floats") -> None:
        """Count samples."""
        self._samples += len(samples)


class PictureFile:
    """A sink that draws the first sentences: waveform, spectrum, pitch and phones."""

    def __init__(self, path: Path, voice_rate: int) -> None:
        self._path, self._rate, self._samples, self._count = path, voice_rate, 0, 0
        self._drawn: list[tuple[PlannedSentence, float, list[Floats]]] = []

    def __enter__(self) -> None:
        check_picture_path(self._path)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None or not self._drawn:
            return
        import numpy as np

        from voices.speaking.picture import plot_sentences
        from voices.speaking.spoken_sentence import SpokenSentence

        drawn = [(SpokenSentence(planned, np.concatenate(pieces)), seconds) for planned, seconds, pieces in self._drawn]
        plot_sentences(drawn, self._path)
        if self._count > MOST_DRAWN:
            typer.echo(f"tts: {self._path} shows the first {MOST_DRAWN} of {self._count} sentences", err=True)

    def begin(self, planned: "PlannedSentence | RemoteSentence") -> None:
        """Remember a sentence, if there is room for it."""
        assert not isinstance(planned, RemoteSentence), "synth refuses --plot with --server"
        self._count += 1
        if self._count <= MOST_DRAWN:
            self._drawn.append((planned, self._samples / self._rate, []))

    def write(self, samples: "Floats") -> None:
        """Remember the samples of a sentence that is drawn."""
        self._samples += len(samples)
        if self._count <= MOST_DRAWN:
            self._drawn[-1][2].append(samples)


def check_picture_path(path: Path) -> None:
    """Raise an error where no picture can be drawn to a file of this name.

    Raises:
        TtsError: it is no .png, its folder is not there, or the library that draws is missing.
    """
    from voices.timings.speech_picture import check_drawer

    if path.suffix.lower() != ".png":
        raise TtsError(f"{path} names no format of pictures; name it *.png")
    if not path.parent.is_dir():
        raise TtsError(f"there is no folder {path.parent} to write {path.name} in")
    check_drawer()
