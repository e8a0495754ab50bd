"""Where models are computed, and what is missing where that cannot be."""

import subprocess
import sys

import pytest

from voices.device import DEVICES, NoSuchDeviceError, require_device, usable_device


@pytest.fixture
def without_card(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)


@pytest.mark.usefixtures("without_card")
def test_auto_is_the_processor_where_there_is_no_card():
    assert [usable_device("auto"), usable_device("cpu")] == ["cpu", "cpu"]


def test_auto_is_the_card_where_there_is_one(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    assert [usable_device(name) for name in DEVICES] == ["cuda", "cpu", "cuda"]


@pytest.mark.usefixtures("without_card")
@pytest.mark.parametrize(
    ("built_for", "missing"), [("12.4", "torch finds no CUDA device here"), (None, "is built for processors alone")]
)
def test_what_is_missing_for_a_card_is_said(monkeypatch, built_for, missing):
    monkeypatch.setattr("torch.version.cuda", built_for)
    with pytest.raises(NoSuchDeviceError, match=rf"device is 'cuda', but .*{missing}.*; use cpu or auto"):
        usable_device("cuda")


def test_pytorch_may_be_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    assert [usable_device("auto"), usable_device("cpu")] == ["cpu", "cpu"]
    with pytest.raises(NoSuchDeviceError, match=r"PyTorch is not installed \(pip install torch\)"):
        usable_device("cuda")


def test_the_processor_is_used_without_a_look_at_pytorch():
    script = "import sys; from voices.device import usable_device; usable_device('cpu'); print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "False\n"


def test_nobody_looks_for_a_card_that_may_not_be_needed(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", pytest.fail)
    require_device("auto")
    require_device("cpu")


def test_other_devices_are_refused():
    for check in (usable_device, require_device):
        with pytest.raises(NoSuchDeviceError, match="device is 'tpu', but must be auto, cpu or cuda"):
            check("tpu")
