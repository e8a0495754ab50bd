"""Weights files of strangers."""

import numpy as np
import pytest
from safetensors.numpy import save_file

from voices.files.weights_file import BadWeightsError, read_weights


@pytest.mark.parametrize("config", ["[" * 100_000, "{", "[1]", '"wavenet"', ""])
def test_a_config_that_is_no_mapping_is_one_clear_error(tmp_path, config):
    save_file({"weight": np.zeros(3, np.float32)}, tmp_path / "a.safetensors", {"wavenet": config})
    with pytest.raises(BadWeightsError, match=r"a\.safetensors: its wavenet config is no"):
        read_weights(tmp_path / "a.safetensors", "wavenet")
