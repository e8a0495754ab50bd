"""A whole conversion model of seeded, untrained networks, for the speakers of the tiny voice."""

from dataclasses import replace

import numpy as np

from tests.voices.tiny_voice import BANDS, SPEAKERS
from voices.conditioning.feature_config import voice_features
from voices.conversion.config import ConversionConfig, expected_shapes
from voices.conversion.model import save_conversion_model
from voices.packs.conversion_manifest import ConversionManifest, seal_conversion

SOURCE_SHARE = 0.5


def tiny_config(**changes):
    features = replace(voice_features(16000), bands=BANDS)
    shape = {"coefficients": 6, "codes": 8, "code_width": 4, "hidden": 16, "layers": 2}
    return ConversionConfig(tuple(SPEAKERS), features, **{**shape, **changes})


def tiny_weights(config, seed=0):
    random = np.random.default_rng(seed)
    shapes = expected_shapes(config)
    return {name: 0.5 * random.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}


def make_tiny_conversion(
    folder,
    name="tiny-conversion",
    voice="en_US-tiny",
    model_speakers=tuple(SPEAKERS),
    seed=0,
    source_share=SOURCE_SHARE,
    **changes,
):
    """Make a sealed pack in an empty folder; `changes` are to its manifest."""
    folder.mkdir(parents=True)
    config = replace(tiny_config(source_share=source_share), speakers=tuple(model_speakers))
    save_conversion_model(folder / "conversion.safetensors", config, tiny_weights(config, seed))
    facts = {"name": name, "voice": voice, "speakers": SPEAKERS, "model": "conversion.safetensors", "licence": "CC0"}
    return seal_conversion(folder, ConversionManifest(**{**facts, **changes}))
