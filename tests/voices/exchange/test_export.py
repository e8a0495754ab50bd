"""ONNX files of a voice: onnxruntime makes of them what the voice itself makes."""

import json

import numpy as np
import pytest

from tests.voices.tiny_voice import make_tiny_voice
from tests.voices.vocoders.flows.small_flows import FRAME, SPOKEN, arrays_of, random_flows, spoken_features
from voices.acoustic.model import load_acoustic_model
from voices.conditioning.vocoder_input import VocoderInput
from voices.exchange.export import ACOUSTIC, VOCODER, NotExportableError, export_onnx
from voices.exchange.flows_graph import flows_graph
from voices.packs.manifest import read_manifest
from voices.packs.sealing import seal_voice
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.parallel import Parallel
from voices.vocoders.flows.weights import save_weights
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.sampling.temperature import frame_temperatures
from voices.vocoders.wavenet.weights import load_weights

pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

NEAR = 1e-4


@pytest.fixture(autouse=True)
def kernel_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path_factory.getbasetemp() / "flows-cache"))


def run(path, **inputs):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {name: np.asarray(value) for name, value in inputs.items()})


def standard(uniform, bands):
    return (np.sqrt(-2 * np.log(uniform[:, 0])) * np.cos(2 * np.pi * uniform[:, 1])).reshape(-1, bands)


@pytest.mark.parametrize("frames", [3, 40])
def test_onnxruntime_makes_the_samples_that_the_flows_make(tmp_path, frames):
    weights = arrays_of(random_flows(SPOKEN))
    path = tmp_path / "vocoder.onnx"
    flows_graph(SPOKEN, weights).save(path, {"samples": (np.float32, ["samples"])}, {})
    features, noise = spoken_features(frames), uniform_noise(5, frames * FRAME)
    freely = frame_temperatures(features[:, -1] > 0.5)
    (expected,) = Parallel(SPOKEN, weights).generate([VocoderInput(noise, features, 1, freely)], 0.8)
    (found,) = run(
        path, features=features, noise=standard(noise, 4).astype(np.float32), speaker=1, temperature=np.float32(0.8)
    )
    np.testing.assert_allclose(found, expected, atol=NEAR * np.abs(expected).max())


@pytest.fixture
def voice(tmp_path):
    """A tiny voice with a vocoder of flows besides its own."""
    folder = tmp_path / "tiny"
    make_tiny_voice(folder)
    own, _ = load_weights(folder / "vocoder.safetensors")
    manifest = read_manifest(folder)
    config = FlowsConfig(
        16,
        16,
        1,
        2,
        conditioning_channels=own.conditioning_channels,
        conditioning_hidden=8,
        speakers=own.speakers,
        prior=manifest.features,
        sample_rate=own.sample_rate,
        frame_samples=own.frame_samples,
    )
    save_weights(folder / "parallel.safetensors", config, arrays_of(random_flows(config)))
    manifest.models["vocoder-parallel"] = "parallel.safetensors"
    seal_voice(folder, manifest)
    return folder


def test_a_voice_becomes_two_files_that_make_the_features_it_makes(voice, tmp_path):
    manifest = read_manifest(voice)
    paths = export_onnx(manifest, voice, tmp_path / "onnx")
    assert [path.name for path in paths] == [ACOUSTIC, VOCODER]
    model = load_acoustic_model(voice / manifest.models["acoustic"])
    contexts = np.random.default_rng(0).random((9, model.config.contexts)).astype(np.float32)
    prosody = model.prosody(contexts, 0, 1.3, 2.0)
    mel = model.mel(contexts, prosody, 0)
    expected = manifest.conditioning.features(contexts, prosody, mel, manifest.features)
    durations, features = run(paths[0], contexts=contexts, speaker=0, speed=np.float32(1.3), semitones=np.float32(2.0))
    np.testing.assert_array_equal(durations, prosody.durations)
    np.testing.assert_allclose(features, expected, atol=NEAR)


def test_the_files_say_what_whoever_runs_them_has_to_know(voice, tmp_path):
    manifest = read_manifest(voice)
    paths = export_onnx(manifest, voice, tmp_path / "onnx")
    for path in paths:
        about = onnxruntime.InferenceSession(str(path)).get_modelmeta().custom_metadata_map
        assert json.loads(about["phones"]) == manifest.phones
        assert int(about["sample_rate"]) == manifest.sample_rate
        assert about["language"] == manifest.language
    assert int(about["steps_per_frame"]) * int(about["bands"]) == manifest.features.hop


def test_a_voice_without_flows_is_refused(tmp_path):
    make_tiny_voice(tmp_path / "tiny")
    with pytest.raises(NotExportableError, match="has no vocoder of flows"):
        export_onnx(read_manifest(tmp_path / "tiny"), tmp_path / "tiny", tmp_path / "onnx")
