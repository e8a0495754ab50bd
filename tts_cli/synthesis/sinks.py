"""Where the sound of one text goes: files, pipes, loudspeakers."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Protocol

from frontend.errors import TtsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tts_cli.synthesis.remote import RemoteSentence, RemoteSpeech
    from voices.sound.encoder import Encoder
    from voices.sound.formats import SoundFormat
    from voices.speaking.plan import PlannedSentence
    from voices.speaking.service import Speech

    Floats = NDArray[np.float32]


class Sink(Protocol):
    """Takes one text, in order, inside a `with` block; leaves nothing behind if that fails.

    Samples are what is heard, volume and the silence after a sentence included: a sentence begins where the samples of
    those before it end.
    """

    def __enter__(self) -> object:
        """Open what is to be written."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Complete it, or throw it away after an error."""

    def begin(self, planned: "PlannedSentence | RemoteSentence") -> None:
        """Take the next sentence; its samples follow."""

    def write(self, samples: "Floats") -> None:
        """Take the next samples [T], each in [-1, 1]."""


def record(speech: "Speech | RemoteSpeech", sinks: Sequence[Sink], warn: Callable[[str], None]) -> None:
    """Give everything that is said to every sink, each piece as it is made, and the speech's warnings to `warn`.

    Raises:
        TtsError: there is no sentence.
    """
    with ExitStack() as stack:
        for sink in sinks:
            stack.enter_context(sink)
        spoken = False
        for sentence in speech:
            spoken = True
            for sink in sinks:
                sink.begin(sentence.planned)
            for piece in sentence.pieces:
                for sink in sinks:
                    sink.write(piece)
            for line in speech.warnings:
                warn(line)
        if not spoken:
            raise TtsError("there is nothing to say: the text holds no letter, digit or symbol")
    for line in speech.warnings:
        warn(line)


def is_stream(path: Path) -> bool:
    """Whether a name is of no plain file but a pipe, a device, or an open file of this process (/dev/stdout)."""
    if os.path.realpath(path.parent).startswith("/proc/") or path.parent == Path("/dev"):
        return True
    return path.exists() and not path.is_file()


@dataclass(frozen=True)
class Encoding:
    """How sound is written.

    Attributes:
        voice_rate: of the samples that come, Hz.
        rate: of those that are written; None for the format's choice.
        kilobits: a second, where the format has a choice.
        comment: for the file's metadata.
    """

    kind: "SoundFormat"
    voice_rate: int
    rate: int | None = None
    kilobits: int | None = None
    comment: str = ""

    def begin(self, file: BinaryIO, seekable: bool) -> "Encoder":
        """Return an encoder that writes to a file.

        Raises:
            TtsError: the format has no such rate.
        """
        from voices.sound.encoder import Encoder

        rate = self.kind.rate_for(self.voice_rate, self.rate)
        return Encoder(
            file, self.kind, self.voice_rate, rate, seekable=seekable, kilobits=self.kilobits, comment=self.comment
        )


class SoundFile:
    """A sound file that appears under its name when it is whole; what had that name before is replaced.

    A name that is no plain file (a pipe, /dev/null, /dev/stdout) is written to as it is; a link is followed.
    """

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._plain = not is_stream(path)
        self._path = path.resolve() if self._plain and path.is_symlink() else path
        self._encoding = encoding
        self._stack = ExitStack()

    def __enter__(self) -> None:
        from voices.files.atomic_file import replacing

        with _named(self._path), ExitStack() as stack:
            written = stack.enter_context(replacing(self._path)) if self._plain else self._path
            self._encoder = self._encoding.begin(stack.enter_context(written.open("wb")), seekable=self._plain)
            self._stack = stack.pop_all()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with _named(self._path), self._stack as stack:
            if error:
                self._encoder.abandon()
                stack.__exit__(kind, error, traceback)
            else:
                self._encoder.finish()

    def begin(self, planned: "PlannedSentence | RemoteSentence") -> None:
        """Sound has no marks between sentences."""

    def write(self, samples: "Floats") -> None:
        """Encode samples."""
        with _named(self._path):
            self._encoder.write(samples)


class SoundPipe:
    """A stream that somebody else reads while we speak: standard output."""

    def __init__(self, stream: BinaryIO, encoding: Encoding) -> None:
        self._stream, self._encoding = stream, encoding

    def __enter__(self) -> None:
        with _named("standard output"):
            self._encoder = self._encoding.begin(self._stream, seekable=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error:
            self._encoder.abandon()
        else:
            with _named("standard output"):
                self._encoder.finish()

    def begin(self, planned: "PlannedSentence | RemoteSentence") -> None:
        """Sound has no marks between sentences."""

    def write(self, samples: "Floats") -> None:
        """Encode samples and hand them on at once."""
        with _named("standard output"):
            self._encoder.write(samples)


class Loudspeaker:
    """The sound device of this computer; speaking goes on while it plays, and the block ends with the sound."""

    def __init__(self, voice_rate: int) -> None:
        self._rate = voice_rate

    def __enter__(self) -> None:
        from voices.sound.player import Player

        self._player = Player(self._rate)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._player.finish()
        finally:
            self._player.stop()

    def begin(self, planned: "PlannedSentence | RemoteSentence") -> None:
        """Sound has no marks between sentences."""

    def write(self, samples: "Floats") -> None:
        """Play samples after those before them."""
        self._player.write(samples)


@contextmanager
def _named(path: Path | str) -> Iterator[None]:
    """Let errors of the file system name what was to be written, not a temporary file or nothing."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise
