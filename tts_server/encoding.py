"""Speech as bytes of a sound format, as it is made."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

from frontend.errors import TtsError
from tts_server.errors import RefusedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from voices.speaking.service import Speech

    Floats = NDArray[np.float32]

OPENAI_PCM_RATE = 24000
"""What clients of OpenAI take bare samples to be, Hz."""


@dataclass(frozen=True)
class SoundForm:
    """How sound is sent.

    Attributes:
        name: in a request.
        media_type: as HTTP calls it.
        writer: `voices.sound.formats`' name of it; empty where it is none of those.
        rate: Hz; None for the voice's, or the next that the format holds.
    """

    name: str
    media_type: str
    writer: str = ""
    rate: int | None = None

    def at(self, rate: int | None) -> "SoundForm":
        """Return this form at another rate, Hz; None leaves it."""
        return self if rate is None else replace(self, rate=rate)

    def sampled_at(self, voice_rate: int) -> int:
        """Return the rate it is sent at, Hz, if the voice has `voice_rate`.

        Raises:
            UnknownFormatError: the format does not hold the rate that is wanted.
        """
        if not self.writer:
            return self.rate or voice_rate
        from voices.sound.formats import format_named

        return format_named(self.writer).rate_for(voice_rate, self.rate)


FORMS = {
    one.name: one
    for one in (
        SoundForm("wav", "audio/wav", "wav"),
        SoundForm("mp3", "audio/mpeg", "mp3"),
        SoundForm("opus", "audio/ogg", "opus"),
        SoundForm("ogg", "audio/ogg", "ogg"),
        SoundForm("flac", "audio/flac", "flac"),
        SoundForm("aac", "audio/aac"),
        SoundForm("pcm", "audio/pcm", "raw"),
        SoundForm("f32", "application/octet-stream"),
    )
}
OPENAI_FORMS = {name: FORMS[name] for name in ("mp3", "opus", "aac", "flac", "wav", "pcm")}


class _Encoding(Protocol):
    def write(self, samples: "Floats") -> None:
        """Take samples."""

    def finish(self) -> None:
        """Complete the sound."""

    def abandon(self) -> None:
        """Let go of it."""


def encoded(speech: "Speech", form: SoundForm) -> Iterator[bytes]:
    """Yield the bytes of a speech, some whenever there are any.

    Raises:
        TtsError: there is no sentence in it.
    """
    sound = OpenSound(form, speech.rate)
    try:
        spoken = False
        for sentence in speech:
            spoken = True
            for piece in sentence.pieces:
                if data := sound.add(piece):
                    yield data
        check_spoken(spoken)
        yield sound.finish()
    finally:
        sound.close()


def check_spoken(spoken: bool) -> None:
    """Refuse a text without a sentence, as the command line does.

    Raises:
        TtsError: nothing was spoken.
    """
    if not spoken:
        raise TtsError("there is nothing to say: the text holds no letter, digit or symbol")


class OpenSound:
    """A sound that is being encoded.

    Args:
        form: of it.
        voice_rate: of the samples, Hz.
        comment: to put into it, where the format has a place for one.
    """

    def __init__(self, form: SoundForm, voice_rate: int, comment: str = "") -> None:
        self._outlet = io.BytesIO()
        self._is_open = True
        self._encoding = _open(self._outlet, form, voice_rate, comment)

    def add(self, samples: "Floats") -> bytes:
        """Encode samples [T]; return the bytes that are there by now, often none. A header waits for its sound."""
        self._encoding.write(samples)
        return self._taken()

    def finish(self) -> bytes:
        """Return what was left."""
        self._is_open = False
        self._encoding.finish()
        return self._taken()

    def close(self) -> None:
        """Let go of what was not finished."""
        if self._is_open:
            self._is_open = False
            self._encoding.abandon()

    def _taken(self) -> bytes:
        data = self._outlet.getvalue()
        self._outlet.seek(0)
        self._outlet.truncate()
        return data


def _open(outlet: io.BytesIO, form: SoundForm, voice_rate: int, comment: str) -> _Encoding:
    from voices.sound.encoder import Encoder
    from voices.sound.formats import format_named

    rate = form.sampled_at(voice_rate)
    if form.writer:
        return Encoder(outlet, format_named(form.writer), voice_rate, rate, seekable=False, comment=comment)
    resampler = None
    if rate != voice_rate:
        import soxr

        resampler = soxr.ResampleStream(voice_rate, rate, 1, dtype="float32")
    return _Resampled(resampler, _Aac(outlet, rate) if form.name == "aac" else _Float32(outlet))


class _Resampled:
    def __init__(self, resampler: Any, sound: "_Encoding") -> None:
        self._resampler, self._sound = resampler, sound

    def write(self, samples: "Floats") -> None:
        self._sound.write(self._resampler.resample_chunk(samples) if self._resampler else samples)

    def finish(self) -> None:
        import numpy as np

        if self._resampler:
            self._sound.write(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
        self._sound.finish()

    def abandon(self) -> None:
        self._sound.abandon()


class _Float32:
    """Bare 32-bit little-endian floats: the samples exactly as they were made."""

    def __init__(self, outlet: io.BytesIO) -> None:
        self._outlet = outlet

    def write(self, samples: "Floats") -> None:
        self._outlet.write(samples.astype("<f4").tobytes())

    def finish(self) -> None:
        pass

    def abandon(self) -> None:
        pass


class _Aac:
    """AAC in ADTS frames, by FFmpeg's encoder."""

    def __init__(self, outlet: io.BytesIO, rate: int) -> None:
        try:
            import av
        except ImportError:
            raise RefusedError(
                HTTPStatus.NOT_IMPLEMENTED,
                "aac needs the package av on the server: pip install 'tts-cli[aac]'; formats without it are "
                + ", ".join(name for name in FORMS if name != "aac"),
                param="response_format",
            ) from None
        self._av, self._rate, self._done = av, rate, 0
        self._container = av.open(_Growing(outlet), "w", format="adts")
        self._stream = self._container.add_stream("aac", rate=rate, layout="mono")

    def write(self, samples: "Floats") -> None:
        if not len(samples):
            return
        frame = self._av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = self._rate, self._done
        self._done += len(samples)
        self._container.mux(self._stream.encode(frame))

    def finish(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()

    def abandon(self) -> None:
        self._container.close()


class _Growing:
    """A file that can only be written at its end."""

    def __init__(self, outlet: io.BytesIO) -> None:
        self.write = outlet.write
