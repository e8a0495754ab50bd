"""Where to train."""

import torch

from frontend.errors import TtsError


class NoSuchDeviceError(TtsError):
    """The wanted device does not exist here."""


def choose_device(wanted: str) -> torch.device:
    """Return the device that `auto`, `cpu` or `cuda` stands for here.

    Raises:
        NoSuchDeviceError: if there is no such device.
    """
    if wanted == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if wanted not in ("cpu", "cuda"):
        raise NoSuchDeviceError(f"device is {wanted!r}, but must be auto, cpu or cuda")
    if wanted == "cuda" and not torch.cuda.is_available():
        raise NoSuchDeviceError("device is 'cuda', but torch finds no CUDA device here; use cpu or auto")
    return torch.device(wanted)
