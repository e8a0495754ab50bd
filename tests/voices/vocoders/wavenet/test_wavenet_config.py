import json

import pytest

from voices.files.configuration import ConfigError
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.logistics import LogisticMixture
from voices.vocoders.wavenet.config import WaveNetConfig, wavenet_config_from_mapping, wavenet_config_to_mapping


def test_the_receptive_field_of_the_default_shape_is_128_milliseconds():
    assert WaveNetConfig().receptive_field == 1 + 2 * 1023
    assert WaveNetConfig(kernel_size=3).receptive_field == 1 + 2 * 2 * 1023


def test_json_carries_a_config_completely():
    coding = WaveformCoding(4, 65, gains=(1.5, 2.0, 3.0, 4.0))
    config = WaveNetConfig(kernel_size=3, speakers=4, distribution=LogisticMixture(5), coding=coding)
    assert wavenet_config_from_mapping(json.loads(json.dumps(wavenet_config_to_mapping(config)))) == config


@pytest.mark.parametrize(
    ("mapping", "complaint"),
    [
        ({"residual_chanels": 64}, "unknown key 'residual_chanels'; known keys are residual_channels"),
        ({"residual_channels": 60}, "residual_channels is 60, but must be a positive multiple of 16"),
        ({"kernel_size": 4}, "kernel_size is 4, but must be 2 or 3"),
        ({"stacks": 1.5}, "stacks is 1.5, but must be of type int"),
        ({"conditioning_layers": 0}, "conditioning_layers is 0"),
        ({"coding": {"bands": 3}}, "frame_samples is 160, but must be a multiple of the 3 bands"),
        ({"coding": {"band": 4}}, "coding has unknown key 'band'; known keys are bands"),
        ({"coding": 4}, "coding is 4, but must hold settings of its own"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(mapping, complaint):
    with pytest.raises(ConfigError, match=complaint):
        wavenet_config_from_mapping(mapping)
