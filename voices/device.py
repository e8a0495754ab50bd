"""Where models are computed: the processor, or a graphics card; PyTorch is loaded only to look for one."""

from frontend.errors import TtsError

AUTO, CPU, CUDA = DEVICES = ("auto", "cpu", "cuda")
"""A graphics card where there is one that PyTorch can use, the processor, a graphics card."""


class NoSuchDeviceError(TtsError):
    """The wanted device does not exist here."""


def usable_device(wanted: str) -> str:
    """Return `cpu` or `cuda`: the one that is wanted, or for `auto` the card if there is one.

    Raises:
        NoSuchDeviceError: if there is no such device.
    """
    if wanted not in DEVICES:
        raise NoSuchDeviceError(f"device is {wanted!r}, but must be {', '.join(DEVICES[:-1])} or {DEVICES[-1]}")
    if wanted == CPU:
        return CPU
    missing = _missing_for_a_card()
    if missing and wanted == CUDA:
        raise NoSuchDeviceError(f"device is {CUDA!r}, but {missing}; use {CPU} or {AUTO}")
    return CPU if missing else CUDA


def require_device(wanted: str) -> None:
    """Refuse a device that does not exist here; for a card that `auto` may mean nobody looks yet.

    Raises:
        NoSuchDeviceError: if there is no such device.
    """
    if wanted != AUTO:
        usable_device(wanted)


def _missing_for_a_card() -> str:
    try:
        import torch
    except ModuleNotFoundError:
        return "PyTorch is not installed (pip install torch)"
    if torch.cuda.is_available():
        return ""
    if torch.version.cuda is None:
        return "this PyTorch is built for processors alone (pytorch.org has those for cards)"
    return "torch finds no CUDA device here"
