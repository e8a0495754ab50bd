"""The pack of a trained conversion model: half-precision weights, what they are, whose recordings they are from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from voices.conversion.config import ConversionConfig
from voices.conversion.model import KIND, OF_SPEAKERS, save_conversion_model
from voices.files.configuration import from_mapping
from voices.files.weights_file import read_weights
from voices.packs.conversion_manifest import ConversionManifest, seal_conversion
from voices.vocoders.wavenet.weights import load_weights, save_weights

MODEL, DIRECT, LICENCE, CARD = "conversion.safetensors", "direct.safetensors", "LICENSE.txt", "README.md"


def write_conversion_pack(
    folder: Path,
    manifest: ConversionManifest,
    trained: Path,
    licence: str,
    direct: Path | None = None,
) -> ConversionManifest:
    """Write a pack of a trained model into `folder`, and seal it.

    Of the speakers that the model heard, only those of the manifest stay in it: nobody else can be spoken as.

    Args:
        direct: weights of a WaveNet of codes, trained on the manifest's speakers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settings, weights = read_weights(trained, KIND)
    config = from_mapping(ConversionConfig, settings, str(trained))
    kept = [config.speakers.index(speaker) for speaker in manifest.speakers]
    weights |= {name: weights[name][kept] for name in OF_SPEAKERS if name in weights}
    own = replace(config, speakers=tuple(manifest.speakers))
    save_conversion_model(folder / MODEL, own, weights, np.float16)
    if direct is not None:
        network, arrays = load_weights(direct)
        save_weights(folder / DIRECT, network, arrays, np.float16)
    if licence:
        (folder / LICENCE).write_text(licence, encoding="utf-8")
    (folder / CARD).write_text(card(manifest), encoding="utf-8")
    return seal_conversion(folder, replace(manifest, model=MODEL, direct=DIRECT if direct else ""))


def card(manifest: ConversionManifest) -> str:
    """Return a description of the model for people."""
    facts = "\n".join(f"- {key}: {value}" for key, value in manifest.training.items())
    return (
        f"# {manifest.name}\n\nConverts speech to that of {', '.join(manifest.speakers)} of voice {manifest.voice}; "
        f"trained on the recordings {manifest.origin}.\n\n{facts}\n"
    )


def licences(corpora: Sequence[Path]) -> str:
    """Return the corpora's own licence files, one after the other."""
    return "\n\n".join(
        f"Of the recordings in {corpus.name}:\n\n{path.read_text(encoding='utf-8', errors='replace')}"
        for corpus in corpora
        for path in sorted(corpus.glob("LICEN[SC]E*"))
    )
