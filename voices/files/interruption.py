"""Ctrl-C and a polite kill, put off to the end of a training step or a recording, so that what is saved is whole."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Whether somebody asked the run to stop."""

    requested = False
    number = 0  # of the signal

    def request(self, number: int, frame: FrameType | None) -> None:
        """Remember the wish; a signal handler."""
        del frame
        self.requested, self.number = True, number


@contextmanager
def deferred_interruption() -> Iterator[Interruption]:
    """Note signals to stop, inside the `with` block, instead of acting on them."""
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption  # only the main thread may set signal handlers
        return
    before = [signal.signal(number, interruption.request) for number in SIGNALS]
    try:
        yield interruption
    finally:
        for number, handler in zip(SIGNALS, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Act on signals to stop only after the `with` block: what runs in it would swallow the exception they raise."""
    with deferred_interruption() as interruption:
        yield
    if interruption.requested:
        signal.raise_signal(interruption.number)


@contextmanager
def first_interruption() -> Iterator[Interruption]:
    """Note the first Ctrl-C inside the `with` block; the second is acted on, for whoever cannot wait."""
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    before = signal.getsignal(signal.SIGINT)

    def request(number: int, frame: FrameType | None) -> None:
        interruption.request(number, frame)
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, request)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, before)
