"""A conversion model with what its pack says of it."""

from dataclasses import dataclass
from pathlib import Path

from voices.conversion.model import ConversionModel, load_conversion_model
from voices.packs.conversion_manifest import ConversionManifest, verify_conversion
from voices.packs.manifest import BadVoiceError
from voices.vocoders.vocoder import Vocoder, load_vocoder


@dataclass(frozen=True, eq=False)
class LoadedModel:
    """A conversion model in memory; threads may share it.

    Attributes:
        direct: says the codes themselves, where the pack has such a vocoder; otherwise a voice's says their spectrum.
    """

    manifest: ConversionManifest
    model: ConversionModel
    direct: Vocoder | None = None


def read_conversion(folder: Path) -> LoadedModel:
    """Load a conversion model from its folder, after checking every file of it.

    Raises:
        BadVoiceError: it is damaged, or its parts do not fit together.
    """
    manifest = verify_conversion(folder)
    model = load_conversion_model(folder / manifest.model)
    missing = set(manifest.speakers) - set(model.config.speakers)
    if missing:
        raise BadVoiceError(f"conversion model {manifest.name} does not know {', '.join(sorted(missing))}")
    direct = load_vocoder(folder / manifest.direct) if manifest.direct else None
    return LoadedModel(manifest, model, direct)
