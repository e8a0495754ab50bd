import signal
import threading

import pytest

from voices.files.interruption import deferred_interruption, uninterrupted


@pytest.fixture(autouse=True)
def usual_handler():
    """Ctrl-C as in a terminal: what runs in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_in_a_block_that_would_swallow_it_acts_after_it():
    done = []

    def work() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("the rest")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["the rest"]


def test_the_signal_that_was_sent_is_the_one_that_acts(monkeypatch):
    monkeypatch.setattr(signal, "raise_signal", (raised := []).append)
    with uninterrupted():
        signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    assert raised == [signal.SIGTERM]


def test_handlers_are_as_before_after_a_deferred_interruption():
    before = signal.getsignal(signal.SIGINT)
    with deferred_interruption() as interruption:
        signal.raise_signal(signal.SIGINT)
    assert interruption.requested
    assert signal.getsignal(signal.SIGINT) is before


def test_in_another_thread_nothing_is_put_off():
    found = []
    thread = threading.Thread(target=lambda: found.append(_nothing_requested()))
    thread.start()
    thread.join()
    assert found == [True]


def _nothing_requested() -> bool:
    with deferred_interruption() as interruption:
        return not interruption.requested
