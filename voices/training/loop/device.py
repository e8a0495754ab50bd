"""Where to train."""

import torch

from voices.device import usable_device


def choose_device(wanted: str) -> torch.device:
    """Return the device that `auto`, `cpu` or `cuda` stands for here.

    Raises:
        NoSuchDeviceError: if there is no such device.
    """
    return torch.device(usable_device(wanted))
