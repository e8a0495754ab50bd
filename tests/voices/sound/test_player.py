"""Playback, with a device that remembers what it was given."""

import sys
import threading
from types import SimpleNamespace

import numpy as np
import pytest

from voices.sound.player import PlaybackError, Player
from voices.sound.sixteen_bits import sixteen_bits

PERIOD = 160  # samples that the device asks for at a time


class MiniaudioError(Exception):
    pass


class Device:
    """Asks for samples in a thread of its own, as miniaudio does."""

    def __init__(self, **settings):
        self.settings, self.heard, self._closed = settings, b"", threading.Event()

    def start(self, source):
        self._thread = threading.Thread(target=self._ask, args=[source])
        self._thread.start()

    def _ask(self, source):
        while not self._closed.wait(0.001):
            piece = source.send(PERIOD)
            assert len(piece) == 2 * PERIOD
            self.heard += piece

    def close(self):
        self._closed.set()
        self._thread.join()


@pytest.fixture
def devices(monkeypatch):
    opened = []

    def playback_device(**settings):
        opened.append(Device(**settings))
        return opened[-1]

    module = SimpleNamespace(
        PlaybackDevice=playback_device, MiniaudioError=MiniaudioError, SampleFormat=SimpleNamespace(SIGNED16=2)
    )
    monkeypatch.setitem(sys.modules, "miniaudio", module)
    return opened


def test_everything_is_played_in_order_with_silence_only_around_it(devices):
    first, second = (np.linspace(start, 0.9, 1000, dtype=np.float32) for start in (0.1, 0.5))
    player = Player(16000)
    player.write(first)
    player.write(second)
    player.finish()
    player.stop()
    (device,) = devices
    assert device.settings["sample_rate"] == 16000
    heard = np.frombuffer(device.heard, "<i2")
    np.testing.assert_array_equal(heard[heard != 0], sixteen_bits(np.concatenate([first, second])))


def test_stopping_does_not_wait_for_the_sound(devices):
    player = Player(16000)
    player.write(np.full(16000 * 3600, 0.5, np.float32))
    player.stop()
    assert len(devices[0].heard) < 2 * 16000 * 60


def test_without_miniaudio_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    with pytest.raises(PlaybackError, match=r"playing needs miniaudio: pip install 'tts-cli\[play\]'"):
        Player(16000)


def test_without_a_device_the_message_says_so_and_its_libraries_are_quiet(devices, monkeypatch, capfd):
    def no_device(**_):
        import os

        os.write(2, b"ALSA lib confmisc.c:855: cannot find card '0'\n")
        raise MiniaudioError("failed to init device", -401)

    monkeypatch.setattr(sys.modules["miniaudio"], "PlaybackDevice", no_device)
    with pytest.raises(PlaybackError, match=r"no device to play sound with \(failed to init device\); write a file"):
        Player(16000)
    assert capfd.readouterr().err == ""
    assert devices == []
