import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from tests.voices.before_bands import save_as_before_bands
from voices.files.weights_file import BadWeightsError
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet
from voices.vocoders.wavenet.weights import expected_shapes, load_weights, save_weights

CONFIG = WaveNetConfig(
    16,
    16,
    1,
    3,
    head_channels=16,
    conditioning_channels=5,
    conditioning_hidden=8,
    speakers=2,
    coding=WaveformCoding(2, 33),
)


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    torch.manual_seed(0)
    return {name: tensor.numpy() for name, tensor in WaveNet(CONFIG).state_dict().items()}


@pytest.mark.parametrize("channels", [0, 5])
@pytest.mark.parametrize("speakers", [0, 3])
@pytest.mark.parametrize("bands", [1, 4])
def test_the_expected_shapes_are_those_of_the_network(channels, speakers, bands):
    coding = WaveformCoding(bands)
    config = WaveNetConfig(
        16, 32, head_channels=48, conditioning_channels=channels, speakers=speakers, kernel_size=3, coding=coding
    )
    network = {name: tuple(tensor.shape) for name, tensor in WaveNet(config).state_dict().items()}
    assert expected_shapes(config) == network


def test_a_file_gives_back_what_was_saved(tmp_path, weights):
    save_weights(tmp_path / "weights.safetensors", CONFIG, weights)
    config, loaded = load_weights(tmp_path / "weights.safetensors")
    assert config == CONFIG
    assert all(np.array_equal(loaded[name], array) for name, array in weights.items())
    assert [path.name for path in tmp_path.iterdir()] == ["weights.safetensors"]


@pytest.mark.parametrize("pre_emphasis", [0.85, 0.0])
def test_a_file_from_before_there_were_bands_is_a_network_of_the_whole_waveform(tmp_path, pre_emphasis):
    coding = WaveformCoding(pre_emphasis=pre_emphasis)
    whole = WaveNetConfig(
        16, 16, 1, 3, 2, 5, conditioning_hidden=8, conditioning_slope=0.0, head_channels=16, coding=coding
    )
    torch.manual_seed(0)
    weights = {name: tensor.numpy() for name, tensor in WaveNet(whole).state_dict().items()}
    for name in ("conditioning.weight", "conditioning.bias"):
        weights[name][..., -whole.skip_channels :] = 0  # the head heard nothing of the features
    save_as_before_bands(tmp_path / "old.safetensors", whole, weights)
    config, loaded = load_weights(tmp_path / "old.safetensors")
    assert config == whole
    assert all(np.array_equal(loaded[name], array) for name, array in weights.items())


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadWeightsError, match=r"there is no weights file .*none\.safetensors"):
        load_weights(tmp_path / "none.safetensors")


def test_a_truncated_file_is_refused(tmp_path, weights):
    path = tmp_path / "weights.safetensors"
    save_weights(path, CONFIG, weights)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BadWeightsError, match="damaged"):
        load_weights(path)


def test_a_file_of_another_program_is_refused(tmp_path, weights):
    save_file(weights, tmp_path / "other.safetensors")
    with pytest.raises(BadWeightsError, match="says nothing about a model of kind 'wavenet'"):
        load_weights(tmp_path / "other.safetensors")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda w: w.pop("input"), r"array input has shape None, but its config needs \(2, 256, 16\)"),
        (lambda w: w.update(extra=np.zeros(2)), r"array extra has shape \(2,\), but its config needs None"),
        (lambda w: w.update(head1_bias=np.zeros(3)), r"head1_bias has shape \(3,\)"),
        (lambda w: w["head1_bias"].fill(np.nan), "head1_bias holds values that are not finite"),
    ],
)
def test_arrays_that_do_not_fit_the_config_are_refused(tmp_path, weights, change, complaint):
    change(weights)
    save_weights(tmp_path / "weights.safetensors", CONFIG, weights)
    with pytest.raises(BadWeightsError, match=complaint):
        load_weights(tmp_path / "weights.safetensors")
