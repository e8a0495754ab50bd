"""What every vocoder is to those who speak with it, and the one list of the kinds there are."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from voices.conditioning.vocoder_input import VocoderInput
from voices.device import CPU, CUDA, usable_device
from voices.files.weights_file import stored_kind

Floats = NDArray[np.float32]


class VocoderConfig(Protocol):
    """What a vocoder takes and makes."""

    @property
    def sample_rate(self) -> int:
        """Samples per second."""

    @property
    def frame_samples(self) -> int:
        """Samples of one frame of features."""

    @property
    def conditioning_channels(self) -> int:
        """Width of the features; 0 for none."""

    @property
    def speakers(self) -> int:
        """How many speakers it knows; 0 where it takes none."""


class Vocoder(Protocol):
    """A model that makes waveforms; the same inputs give the same samples, alone, together and in pieces."""

    @property
    def config(self) -> VocoderConfig:
        """What it takes and makes."""

    def generate(self, wanted: Sequence[VocoderInput], temperature: float = 1.0, threads: int = 1) -> list[Floats]:
        """Return the waveform [T] of each, samples in [-1, 1]."""

    def stream(
        self, wanted: VocoderInput, chunk_samples: int = 1600, temperature: float = 1.0, threads: int = 1
    ) -> Iterator[Floats]:
        """Yield one waveform in pieces of about `chunk_samples`, each as soon as it is there."""


@runtime_checkable
class LockStepVocoder(Vocoder, Protocol):
    """A vocoder whose waveforms may join others that are under way, each at its own place."""

    worth_a_group: int
    """From how many waveforms on a group makes them sooner than one by one; never more than GROUP advance."""

    def begin(self, wanted: VocoderInput, temperature: float = 1.0) -> Any:
        """Return a waveform to `advance`; its `frames_left` are 0 once it is whole."""

    def advance(self, streams: Sequence[Any], frames: int) -> list[Floats]:
        """Return the next samples of each, of `frames` frames or as many as are left; those of `generate`."""


class NoCardForThisError(TtsError):
    """The vocoder cannot be computed on a graphics card."""


def _wavenet(path: Path, device: str) -> Vocoder:
    from voices.vocoders.autoregressive.generator import Generator
    from voices.vocoders.wavenet.weights import load_weights

    if device == CUDA:
        raise NoCardForThisError(
            f"device is {CUDA!r}, but a WaveNet, sample after sample, runs on the processor alone; of a voice's "
            "vocoders only `parallel` runs on a card, and `tts train --student` makes one"
        )
    return Generator(*load_weights(path))


def _flows(path: Path, device: str) -> Vocoder:
    from voices.vocoders.flows.parallel import Parallel
    from voices.vocoders.flows.weights import load_weights

    config, weights = load_weights(path)
    if usable_device(device) == CPU:
        return Parallel(config, weights)
    from voices.vocoders.flows.on_card import OnCard

    return Parallel(config, weights, OnCard)


KINDS: dict[str, Callable[[Path, str], Vocoder]] = {"wavenet": _wavenet, "flows": _flows}
"""How a weights file of each kind is loaded, to speak on a device."""


def load_vocoder(path: Path, device: str = CPU) -> Vocoder:
    """Load a vocoder, ready to speak.

    Args:
        device: where, one of `device.DEVICES`; `auto` is the card if there is one and the vocoder can use it.

    Raises:
        BadWeightsError: if the file is missing, damaged, or of no vocoder that is known.
        ConfigError: if its config has a wrong setting.
        NoSuchDeviceError: if there is no such device.
        NoCardForThisError: if it cannot be computed there.
    """
    return KINDS[stored_kind(path, KINDS)](path, device)
