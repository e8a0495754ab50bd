"""A voice's models as two ONNX files: what makes features of a sentence, and the flows that make samples of these."""

import json
from pathlib import Path

import numpy as np

from frontend.errors import TtsError
from frontend.linguistic.contexts import channel_names
from frontend.phones.inventory import Inventory
from voices.acoustic.config import PREDICTORS
from voices.acoustic.model import KIND, load_acoustic_model
from voices.exchange.acoustic_graph import acoustic_graph
from voices.exchange.flows_graph import flows_graph
from voices.files.weights_file import read_weights, stored_kind
from voices.packs.manifest import VoiceManifest
from voices.vocoders.flows.weights import KIND as FLOWS
from voices.vocoders.flows.weights import load_weights

ACOUSTIC, VOCODER = "acoustic.onnx", "vocoder.onnx"


class NotExportableError(TtsError):
    """A voice, or this installation, has not what ONNX files are made of."""


def export_onnx(manifest: VoiceManifest, folder: Path, output: Path) -> list[Path]:
    """Write `acoustic.onnx` and `vocoder.onnx` of a voice into `output`, and return their paths.

    Args:
        folder: the voice's.

    Raises:
        NotExportableError: the voice has no flows, its features are of another kind, or `onnx` is not installed.
    """
    _require_onnx()
    flows = [folder / name for role, name in manifest.models.items() if role.startswith("vocoder")]
    flows = [path for path in flows if stored_kind(path, (FLOWS, "wavenet")) == FLOWS]
    if not flows:
        raise NotExportableError(
            f"voice {manifest.name} has no vocoder of flows, and one that makes a sample after the other is too slow "
            "as ONNX; `tts train --student` teaches one"
        )
    if manifest.conditioning.kind != "acoustic":
        raise NotExportableError(
            f"the vocoder of voice {manifest.name} hears no spectrum; ONNX files are of those that do"
        )
    output.mkdir(parents=True, exist_ok=True)
    about = _about(manifest)
    path = folder / manifest.models["acoustic"]
    model, arrays = load_acoustic_model(path), read_weights(path, KIND)[1]
    predictors = {
        name: {key.removeprefix(f"{name}."): value for key, value in arrays.items() if key.startswith(f"{name}.")}
        for name in PREDICTORS
    }
    acoustic_graph(model.config, predictors, model.scales, manifest.features).save(
        output / ACOUSTIC,
        {
            "durations": (np.int64, ["segments"]),
            "features": (np.float32, ["frames", manifest.conditioning.channels(0, manifest.features.bands)]),
        },
        about,
    )
    config, weights = load_weights(flows[0])
    own = {**about, "bands": str(config.bands), "steps_per_frame": str(config.frame_steps)}
    flows_graph(config, weights).save(output / VOCODER, {"samples": (np.float32, ["samples"])}, own)
    return [output / ACOUSTIC, output / VOCODER]


def _about(manifest: VoiceManifest) -> dict[str, str]:
    """Return what whoever runs the files has to know."""
    values = {
        "name": manifest.name,
        "language": manifest.language,
        "sample_rate": manifest.sample_rate,
        "samples_per_frame": manifest.features.hop,
        "speakers": manifest.speakers,
        "phones": manifest.phones,
        "contexts": channel_names(Inventory(tuple(manifest.phones))),
        "contexts_version": manifest.contexts_version,
        "temperature": manifest.temperature,
        "licence": manifest.licence,
    }
    return {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for key, value in values.items()
    }


def _require_onnx() -> None:
    try:
        import onnx  # noqa: F401 - whether it is there
    except ImportError:
        raise NotExportableError("writing ONNX needs the package onnx: pip install 'tts-cli[onnx]'") from None
