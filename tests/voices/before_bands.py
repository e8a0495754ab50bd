"""Weights files of WaveNets as they were written before there were bands."""

from voices.files.configuration import to_mapping
from voices.files.weights_file import write_weights


def save_as_before_bands(path, config, weights):
    """Write a network of one band, whose head hears nothing of the features and says so by zeros."""
    arrays = {name.removeprefix("stack."): array for name, array in weights.items()}
    for name in ("input", "head1_bias", "head2_weight", "head2_bias"):
        arrays[name] = arrays[name][0]
    for name in ("conditioning.weight", "conditioning.bias"):
        arrays[name] = arrays[name][..., : -config.skip_channels]
    settings = to_mapping(config)
    del settings["coding"], settings["conditioning_slope"]
    if config.coding.pre_emphasis:
        settings["distribution"]["pre_emphasis"] = config.coding.pre_emphasis
    write_weights(path, "wavenet", settings, arrays)
