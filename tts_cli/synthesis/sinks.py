"""Where the sound of one text goes: files, pipes, loudspeakers."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Protocol

from frontend.errors import TtsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tts_cli.synthesis.remote import RemoteSentence, RemoteSpeech
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


class SoundFile:
    """A sound file that appears under its name when it is whole; what had that name before is replaced.

    A name that is no plain file (a pipe, /dev/null, /dev/stdout) is written to as it is; a link is followed.
    """

    def __init__(
        self,
        path: Path,
        kind: "SoundFormat",
        voice_rate: int,
        rate: int | None,
        kilobits: int | None = None,
        comment: str = "",
    ) -> None:
        self._comment = comment
        self._plain = not is_stream(path)
        self._path = path.resolve() if self._plain and path.is_symlink() else path
        self._kind, self._voice_rate, self._rate = kind, voice_rate, kind.rate_for(voice_rate, rate)
        self._kilobits = kilobits
        self._stack = ExitStack()

    def __enter__(self) -> None:
        from voices.files.atomic_file import replacing
        from voices.sound.encoder import Encoder

        with _named(self._path), ExitStack() as stack:
            written = stack.enter_context(replacing(self._path)) if self._plain else self._path
            file = stack.enter_context(written.open("wb"))
            self._encoder = Encoder(
                file,
                self._kind,
                self._voice_rate,
                self._rate,
                seekable=self._plain,
                kilobits=self._kilobits,
                comment=self._comment,
            )
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

    def __init__(
        self,
        stream: BinaryIO,
        kind: "SoundFormat",
        voice_rate: int,
        rate: int | None,
        kilobits: int | None = None,
        comment: str = "",
    ) -> None:
        self._comment = comment
        self._stream, self._kind, self._voice_rate = stream, kind, voice_rate
        self._rate, self._kilobits = kind.rate_for(voice_rate, rate), kilobits

    def __enter__(self) -> None:
        from voices.sound.encoder import Encoder

        with _named("standard output"):
            self._encoder = Encoder(
                self._stream,
                self._kind,
                self._voice_rate,
                self._rate,
                seekable=False,
                kilobits=self._kilobits,
                comment=self._comment,
            )

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
