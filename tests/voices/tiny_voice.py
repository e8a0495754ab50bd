"""A whole voice of seeded, untrained models: it babbles, but every part of it is real."""

from dataclasses import replace

import numpy as np

from frontend.analysis import Frontend
from frontend.linguistic.contexts import CONTEXTS_VERSION, channel_names
from frontend.phones.inventory import Inventory
from voices.acoustic.config import PREDICTORS, AcousticConfig
from voices.acoustic.model import save_acoustic_model
from voices.conditioning.feature_config import voice_features
from voices.conditioning.vocoder_features import PITCH_CHANNELS
from voices.packs.manifest import VoiceManifest, read_manifest
from voices.packs.sealing import seal_voice
from voices.predictor import config as predictor
from voices.prosody.scales import Scales
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.flows import weights as flows
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.wavenet import weights as wavenet
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import save_weights

BANDS = 8
SPEAKERS = ["ann", "bob"]
PANGRAM = "The quick brown fox jumps over the lazy dog; hello there, how are you?"
FRAMES_OF_A_SEGMENT = 3.0


def make_tiny_voice(folder, name="en_US-tiny", rate_hz=16000, **changes):
    """Make a sealed voice in an empty folder; `changes` are to its manifest."""
    folder.mkdir(parents=True)
    inventory = Inventory.of(Frontend().utterances(PANGRAM))
    _write_acoustic_model(folder / "acoustic.safetensors", len(channel_names(inventory)))
    config = WaveNetConfig(
        residual_channels=16,
        skip_channels=16,
        head_channels=16,
        stacks=1,
        layers_per_stack=4,
        sample_rate=rate_hz,
        frame_samples=rate_hz // 100,
        conditioning_channels=BANDS + PITCH_CHANNELS,
        conditioning_hidden=8,
        speakers=len(SPEAKERS),
    )
    save_weights(folder / "vocoder.safetensors", config, _random_arrays(wavenet.expected_shapes(config)))
    facts = {
        "name": name,
        "language": "en-us",
        "sample_rate": config.sample_rate,
        "speakers": SPEAKERS,
        "phones": list(inventory.symbols),
        "contexts_version": CONTEXTS_VERSION,
        "models": {"acoustic": "acoustic.safetensors", "vocoder": "vocoder.safetensors"},
        "licence": "CC0",
        "features": replace(voice_features(rate_hz), bands=BANDS),
    }
    return seal_voice(folder, VoiceManifest(**{**facts, **changes}))


def give_parallel_vocoder(folder):
    """Give the voice in a folder flows of random weights, beside its own vocoder."""
    config, manifest = wavenet.load_weights(folder / "vocoder.safetensors")[0], read_manifest(folder)
    student = FlowsConfig(
        residual_channels=16,
        skip_channels=16,
        layers_per_stack=3,
        conditioning_channels=config.conditioning_channels,
        conditioning_hidden=8,
        speakers=config.speakers,
        prior=manifest.features,
        sample_rate=config.sample_rate,
        frame_samples=config.frame_samples,
        coding=WaveformCoding(4, gains=(4.0, 4.0, 4.0, 4.0)),
    )
    flows.save_weights(folder / "flows.safetensors", student, _random_arrays(flows.expected_shapes(student)))
    manifest.models["vocoder-parallel"] = "flows.safetensors"
    seal_voice(folder, manifest)


def _write_acoustic_model(path, channels):
    config = AcousticConfig(channels, len(SPEAKERS), BANDS, hidden=8, layers=2)
    arrays = {}
    for name in PREDICTORS:
        own = _random_arrays(predictor.expected_shapes(config.predictor(name)))
        arrays |= {f"{name}.{array}": value for array, value in own.items()}
    arrays["duration.output.bias"][:] = np.log(FRAMES_OF_A_SEGMENT)
    scales = Scales(
        np.full(BANDS, -4, np.float32),
        np.ones(BANDS, np.float32),
        np.log(np.array([200, 100], np.float32)),
        np.full(2, 0.2, np.float32),
    )
    save_acoustic_model(path, config, scales, arrays)


def _random_arrays(shapes):
    random = np.random.default_rng(0)
    return {name: 0.1 * random.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}
