"""A loudspeaker that plays a waveform while the rest of it is made."""

import os
import queue
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from frontend.errors import TtsError
from voices.sound.sixteen_bits import Floats, sixteen_bits

_LATENCY_SECONDS = 0.2  # what the device may still hold when it has asked for everything


class PlaybackError(TtsError):
    """Sound cannot be played here."""


def check_playback() -> None:
    """Raise an error where nothing can be played.

    Raises:
        PlaybackError: miniaudio is not installed, or there is no device.
    """
    miniaudio = _miniaudio()
    with _without_chatter():
        try:
            found = miniaudio.Devices().get_playbacks()
        except miniaudio.MiniaudioError as error:
            raise PlaybackError(f"no device to play sound with ({error.args[0]})") from None
    if not found:
        raise PlaybackError("no device to play sound with")


class Player:
    """Plays samples in order, each as soon as it is there; silence where they come too late.

    Raises:
        PlaybackError: miniaudio is not installed, or there is no device.
    """

    def __init__(self, rate: int) -> None:
        miniaudio = _miniaudio()
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._done = threading.Event()
        try:
            with _without_chatter():
                self._device = miniaudio.PlaybackDevice(
                    output_format=miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=rate, app_name="tts"
                )
        except miniaudio.MiniaudioError as error:
            raise PlaybackError(
                f"no device to play sound with ({error.args[0]}); write a file with -o instead"
            ) from None
        played = self._played()
        next(played)
        self._device.start(played)

    def write(self, waveform: Floats) -> None:
        """Play the next samples [T], each in [-1, 1]."""
        self._waiting.put(sixteen_bits(waveform).tobytes())

    def finish(self) -> None:
        """Wait until everything is played."""
        self._waiting.put(None)
        while not self._done.wait(0.1):  # in short waits, so that Ctrl-C is heard
            pass
        time.sleep(_LATENCY_SECONDS)

    def stop(self) -> None:
        """Let go of the device, at once."""
        self._device.close()

    def _played(self) -> Generator[bytes, int, None]:
        """What the device asks for: so many samples each time, in its own thread."""
        ready = b""
        wanted = 2 * (yield b"")
        while True:
            while len(ready) < wanted and not self._done.is_set():
                try:
                    more = self._waiting.get_nowait()
                except queue.Empty:
                    break
                if more is None:
                    self._done.set()
                else:
                    ready += more
            piece, ready = ready[:wanted], ready[wanted:]
            wanted = 2 * (yield piece.ljust(wanted, b"\0"))


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Keep quiet what sound libraries print of each card that they do not find; the one line of ours says it."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _miniaudio() -> Any:
    try:
        import miniaudio
    except ImportError:
        raise PlaybackError("playing needs miniaudio: pip install 'tts-cli[play]'; or write a file with -o") from None
    return miniaudio
