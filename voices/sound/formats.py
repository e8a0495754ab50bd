"""The formats sound is written in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frontend.errors import TtsError


class UnknownFormatError(TtsError):
    """No format has this name or ending, or it cannot hold this sample rate or bit rate."""


@dataclass(frozen=True)
class SoundFormat:
    """A format of sound files.

    Attributes:
        name: as in `--format`; also the ending of its files.
        container, subtype: libsndfile's names; empty for plain samples.
        endings: of file names, each with its dot.
        rates: sample rates it holds, Hz; empty for any.
        grows: whether it can be written from front to end, as a pipe must be.
        begins_with_length: whether its first frame says how long it is; in a pipe it has none.
        kilobits: a second, lowest and highest, at a sample rate in Hz; None where that cannot be chosen.
        bitrate_mode: libsndfile's, of a file whose bit rate is chosen; None where it has none.
    """

    name: str
    container: str
    subtype: str
    endings: tuple[str, ...]
    rates: tuple[int, ...] = ()
    grows: bool = True
    begins_with_length: bool = False
    kilobits: Callable[[int], tuple[int, int]] | None = None
    bitrate_mode: str | None = None

    def rate_for(self, voice_rate: int, wanted: int | None) -> int:
        """Return the sample rate to write at: the one wanted, else the voice's or the next that the format holds.

        Raises:
            UnknownFormatError: the format does not hold the rate that is wanted.
        """
        if wanted is None:
            if not self.rates:
                return voice_rate
            return min((rate for rate in self.rates if rate >= voice_rate), default=self.rates[-1])
        if self.rates and wanted not in self.rates:
            raise UnknownFormatError(
                f"{self.name} does not hold {wanted} Hz; it holds {', '.join(map(str, self.rates))}"
            )
        return wanted

    def compression(self, rate: int, kilobits: int | None) -> float | None:
        """Return what libsndfile calls the compression level of a bit rate: 0 is the highest there is, 1 the lowest.

        Raises:
            UnknownFormatError: the format has no such bit rate at this sample rate.
        """
        if kilobits is None:
            return None
        if self.kilobits is None:
            chosen = ", ".join(one.name for one in FORMATS.values() if one.kilobits)
            raise UnknownFormatError(f"the bit rate of {self.name} cannot be chosen; that of {chosen} can")
        lowest, highest = self.kilobits(rate)
        if not lowest <= kilobits <= highest:
            raise UnknownFormatError(
                f"{self.name} at {rate} Hz has from {lowest} to {highest} kilobits a second, not {kilobits}"
            )
        return min((highest - kilobits) / (highest - lowest), _HIGHEST_COMPRESSION)


_HIGHEST_COMPRESSION = 0.999  # libsndfile refuses 1 for MP3


def _mp3_kilobits(rate: int) -> tuple[int, int]:
    return (32, 320) if rate >= 32000 else (8, 160) if rate >= 16000 else (8, 64)


def _opus_kilobits(rate: int) -> tuple[int, int]:
    del rate
    return 6, 256


_OPUS_RATES = (8000, 12000, 16000, 24000, 48000)
_MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)

WAV = SoundFormat("wav", "WAV", "PCM_16", (".wav",))
RAW = SoundFormat("raw", "", "", (".raw", ".pcm"))
FORMATS = {
    one.name: one
    for one in (
        WAV,
        SoundFormat("flac", "FLAC", "PCM_16", (".flac",), grows=False),
        SoundFormat("ogg", "OGG", "VORBIS", (".ogg", ".oga")),
        SoundFormat("opus", "OGG", "OPUS", (".opus",), _OPUS_RATES, kilobits=_opus_kilobits),
        SoundFormat(
            "mp3",
            "MP3",
            "MPEG_LAYER_III",
            (".mp3",),
            _MP3_RATES,
            begins_with_length=True,
            kilobits=_mp3_kilobits,
            bitrate_mode="CONSTANT",
        ),
        RAW,
    )
}
ENDINGS = {ending: one for one in FORMATS.values() for ending in one.endings}


def format_named(name: str) -> SoundFormat:
    """Return a format by its name.

    Raises:
        UnknownFormatError: there is none.
    """
    try:
        return FORMATS[name.lower()]
    except KeyError:
        raise UnknownFormatError(f"there is no format {name!r}; formats are {', '.join(FORMATS)}") from None


def format_of(path: Path) -> SoundFormat:
    """Return the format that a file's ending says.

    Raises:
        UnknownFormatError: the ending is none of a known format.
    """
    if path.suffix.lower() in ENDINGS:
        return ENDINGS[path.suffix.lower()]
    known = ", ".join(f"*{one.endings[0]}" for one in FORMATS.values())
    raise UnknownFormatError(f"{path} has no known ending; name it {known}, or say --format")
