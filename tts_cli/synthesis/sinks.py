"""Where the sentences of one text go: files, pipes, loudspeakers."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Protocol

from frontend.errors import TtsError

if TYPE_CHECKING:
    from voices.sound.formats import SoundFormat
    from voices.voice import SpokenSentence


class Sink(Protocol):
    """Takes the sentences of one text, in order, inside a `with` block; leaves nothing behind if that fails.

    A sentence's samples are what is heard, volume and the silence after it included: a sentence begins where the
    samples of those before it end.
    """

    def __enter__(self) -> object:
        """Open what is to be written."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Complete it, or throw it away after an error."""

    def write(self, sentence: "SpokenSentence") -> None:
        """Take the next sentence."""


def pour(sentences: "Iterable[SpokenSentence]", sinks: Sequence[Sink]) -> None:
    """Give every sentence to every sink.

    Raises:
        TtsError: there is no sentence.
    """
    with ExitStack() as stack:
        for sink in sinks:
            stack.enter_context(sink)
        spoken = False
        for sentence in sentences:
            spoken = True
            for sink in sinks:
                sink.write(sentence)
        if not spoken:
            raise TtsError("there is nothing to say: the text holds no letter, digit or symbol")


class SoundFile:
    """A sound file that appears under its name when it is whole; what had that name before is replaced.

    A name that is no plain file (a pipe, /dev/null) is written to as it is; a link is followed.
    """

    def __init__(self, path: Path, kind: "SoundFormat", voice_rate: int, rate: int | None) -> None:
        self._path = path.resolve() if path.is_symlink() else path
        self._kind, self._voice_rate, self._rate = kind, voice_rate, kind.rate_for(voice_rate, rate)
        self._stack = ExitStack()

    def __enter__(self) -> None:
        from voices.files.atomic_file import replacing
        from voices.sound.encoder import Encoder

        with _named(self._path), ExitStack() as stack:
            plain = not self._path.exists() or self._path.is_file()
            written = stack.enter_context(replacing(self._path)) if plain else self._path
            file = stack.enter_context(written.open("wb"))
            self._encoder = Encoder(file, self._kind, self._voice_rate, self._rate, seekable=plain)
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

    def write(self, sentence: "SpokenSentence") -> None:
        """Encode a sentence."""
        with _named(self._path):
            self._encoder.write(sentence.samples)


class SoundPipe:
    """A stream that somebody else reads while we speak: standard output."""

    def __init__(self, stream: BinaryIO, kind: "SoundFormat", voice_rate: int, rate: int | None) -> None:
        self._stream, self._kind, self._voice_rate = stream, kind, voice_rate
        self._rate = kind.rate_for(voice_rate, rate)

    def __enter__(self) -> None:
        from voices.sound.encoder import Encoder

        with _named("standard output"):
            self._encoder = Encoder(self._stream, self._kind, self._voice_rate, self._rate, seekable=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error:
            self._encoder.abandon()
        else:
            with _named("standard output"):
                self._encoder.finish()

    def write(self, sentence: "SpokenSentence") -> None:
        """Encode a sentence and hand it on at once."""
        with _named("standard output"):
            self._encoder.write(sentence.samples)


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

    def write(self, sentence: "SpokenSentence") -> None:
        """Play a sentence after those before it."""
        self._player.write(sentence.samples)


@contextmanager
def _named(path: Path | str) -> Iterator[None]:
    """Let errors of the file system name what was to be written, not a temporary file or nothing."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise
