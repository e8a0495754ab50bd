"""Where sound goes, as the command line says it."""

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from frontend.errors import TtsError
from tts_cli.synthesis.reports import PictureFile, TimingsFile, check_picture_path
from tts_cli.synthesis.sinks import Encoding, Loudspeaker, Sink, SoundFile, SoundPipe, is_stream

if TYPE_CHECKING:
    from voices.sound.formats import SoundFormat

STDOUT = Path("-")


@dataclass(frozen=True)
class Outputs:
    """What is to become of a text's sound.

    Attributes:
        path: of the file, or STDOUT.
        format_name: whatever the file's ending says; None for what it says.
        default_format: of files whose ending says nothing, and of standard output.
        rate: to write at, Hz; None for the voice's.
        kilobits: a second, of a compressed format; None for its own.
        play: whether to play it.
        timings, plot: files that say when everything is said, and that show it.
    """

    path: Path | None = None
    format_name: str | None = None
    default_format: str | None = None
    rate: int | None = None
    kilobits: int | None = None
    play: bool = False
    timings: Path | None = None
    plot: Path | None = None

    def check(self) -> None:
        """Refuse, before anything is said, what cannot be written.

        Raises:
            TtsError: a format is unknown, a folder is missing, or standard output is closed.
            typer.BadParameter: standard output is a terminal.
        """
        if self.path == STDOUT and sys.stdout.name == os.devnull:  # what `app.main` puts in place of a closed stream
            raise TtsError("standard output is closed; name a file with -o")
        if self.path == STDOUT and sys.stdout.isatty():
            raise typer.BadParameter("standard output is a terminal; name a file with -o, or pipe the sound on")
        if self.path is not None:
            self.kind(self.path)
            check_folder(self.path)

        if self.timings is not None:
            from voices.timings.write import check_timings_path

            check_timings_path(self.timings)
        if self.plot is not None:
            check_picture_path(self.plot)

    @property
    def is_heard(self) -> bool:
        """Whether somebody hears it while it is made: where it goes is no plain file."""
        return self.play or self.path is None or self.path == STDOUT or is_stream(self.path)

    def kind(self, path: Path) -> "SoundFormat":
        """Return the format to write a file in.

        Raises:
            UnknownFormatError: nothing says it.
        """
        from voices.sound.formats import ENDINGS, format_named, format_of

        if self.format_name:
            return format_named(self.format_name)
        says_nothing = path.suffix.lower() not in ENDINGS and (self.default_format or is_stream(path))
        if path == STDOUT or says_nothing:
            return format_named(self.default_format or "wav")
        return format_of(path)

    def beside(self, path: Path) -> "Outputs":
        """Return the outputs of one row of a batch, whose sound goes to `path`, and its timings beside that."""
        default = self.format_name or self.default_format
        timings = None if self.timings is None else path.with_suffix(f".{_bare_ending(self.timings)}")
        return replace(self, path=path, format_name=None, default_format=default, timings=timings)

    def check_timings_name(self) -> None:
        """Refuse what is no format of timings, where it is to be the ending of files in a batch.

        Raises:
            typer.BadParameter: it is none.
        """
        if self.timings is None:
            return
        from voices.timings.write import FORMATS

        if f".{_bare_ending(self.timings).lower()}" not in FORMATS:
            raise typer.BadParameter(
                f"--timings {self.timings}: with a batch it is an ending, srt, vtt, json or TextGrid, of a file beside "
                "each sound"
            )

    @property
    def ending(self) -> str:
        """Of files that are not named, with its dot."""
        from voices.sound.formats import format_named

        return format_named(self.format_name or self.default_format or "wav").endings[0]

    def sinks(self, voice_rate: int) -> list[Sink]:
        """Return where the sentences go, said at the voice's rate in Hz."""
        sinks: list[Sink] = [Loudspeaker(voice_rate)] if self.play else []  # the first is the last to be closed
        if self.path == STDOUT:
            sinks.append(SoundPipe(sys.stdout.buffer, self._encoding(STDOUT, voice_rate)))
        elif self.path is not None:
            sinks.append(SoundFile(self.path, self._encoding(self.path, voice_rate)))
        if self.timings is not None:
            sinks.append(TimingsFile(self.timings, voice_rate))
        if self.plot is not None:
            sinks.append(PictureFile(self.plot, voice_rate))
        return sinks

    def _encoding(self, path: Path, voice_rate: int) -> Encoding:
        return Encoding(self.kind(path), voice_rate, self.rate, self.kilobits)


def check_folder(path: Path) -> None:
    """Refuse the name of a file in a folder that is not there.

    Raises:
        TtsError: it is not.
    """
    if not path.parent.is_dir():
        raise TtsError(f"there is no folder {path.parent} to write {path.name} in")


def _bare_ending(name: Path) -> str:
    return str(name).lstrip("*.")
