import json

import pytest

from voices.files.configuration import ConfigError, from_mapping, to_mapping
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.distributions.logistics import LogisticMixture
from voices.vocoders.distributions.softmax import MuLawSoftmax
from voices.vocoders.wavenet.config import WaveNetConfig


def test_the_receptive_field_of_the_default_shape_is_128_milliseconds():
    assert WaveNetConfig().receptive_field == 1 + 2 * 1023
    assert WaveNetConfig(kernel_size=3).receptive_field == 1 + 2 * 2 * 1023


def test_json_carries_a_config_completely():
    coding = WaveformCoding(4, 65, gains=(1.5, 2.0, 3.0, 4.0))
    config = WaveNetConfig(kernel_size=3, speakers=4, distribution=LogisticMixture(5), coding=coding)
    assert from_mapping(WaveNetConfig, json.loads(json.dumps(to_mapping(config))), "x") == config


@pytest.mark.parametrize(
    "distribution", [MuLawSoftmax(64), LogisticMixture(4), Gaussian(log_scale_floor=-7.0)], ids=lambda one: one.kind
)
def test_a_mapping_describes_a_distribution_completely(distribution):
    config = WaveNetConfig(distribution=distribution)
    assert from_mapping(WaveNetConfig, to_mapping(config), "x").distribution == distribution


def test_a_distribution_may_be_named_alone():
    assert from_mapping(WaveNetConfig, {"distribution": "gaussian"}, "x").distribution == Gaussian()


@pytest.mark.parametrize(
    ("mapping", "complaint"),
    [
        (
            {"residual_chanels": 64},
            "unknown key 'residual_chanels' .did you mean 'residual_channels'",
        ),
        ({"residual_channels": 60}, "residual_channels is 60, but must be a positive multiple of 16"),
        ({"kernel_size": 4}, "kernel_size is 4, but must be 2 or 3"),
        ({"stacks": 1.5}, "stacks is 1.5, but must be of type int"),
        ({"conditioning_layers": 0}, "conditioning_layers is 0"),
        ({"distribution": {"kind": "beta"}}, "distribution: kind is 'beta', but must be one of .*mu_law_softmax"),
        ({"distribution": {"kind": "gaussian", "levels": 2}}, "distribution has unknown key 'levels'"),
        (
            {"distribution": {"kind": "mu_law_softmax", "levels": "many"}},
            "distribution.levels is 'many', but must be",
        ),
        (
            {"distribution": {"kind": "mu_law_softmax", "levels": 100}},
            "distribution: levels is 100, but must be",
        ),
        ({"coding": {"bands": 3}}, "frame_samples is 160, but must be a multiple of the 3 bands"),
        ({"coding": {"band": 4}}, "coding has unknown key 'band' .did you mean 'bands'"),
        ({"coding": 4}, "coding is 4, but must be a mapping"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(mapping, complaint):
    with pytest.raises(ConfigError, match=complaint):
        from_mapping(WaveNetConfig, mapping, "config")
