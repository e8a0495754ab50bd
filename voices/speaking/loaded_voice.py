"""A voice with its models in memory."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from frontend.errors import TtsError
from frontend.linguistic.contexts import CONTEXTS_VERSION
from frontend.phones.inventory import Inventory
from voices.acoustic.model import AcousticModel, load_acoustic_model
from voices.packs.manifest import BadVoiceError, VoiceManifest
from voices.packs.verification import verify_voice
from voices.registry import find_voice
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import load_weights

MODELS = ("acoustic", "vocoder")


class UnknownSpeakerError(TtsError):
    """The voice has no speaker of this name."""


@dataclass(frozen=True, eq=False)
class LoadedVoice:
    """A voice with its models in memory; threads may share it."""

    manifest: VoiceManifest
    acoustic: AcousticModel
    vocoder: Generator

    @cached_property
    def inventory(self) -> Inventory:
        """The phones it knows."""
        return Inventory(tuple(self.manifest.phones))

    def speaker(self, name: str | None) -> int:
        """Return the number of a speaker, by its name or its number; of the first if None.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
        """
        names = self.manifest.speakers
        if name is None:
            return 0
        if name in names:
            return names.index(name)
        if name.isdecimal() and int(name) < len(names):
            return int(name)
        raise UnknownSpeakerError(
            f"voice {self.manifest.name} has no speaker {name!r}; its speakers are {', '.join(names)}"
        )


def read_voice(name: str) -> LoadedVoice:
    """Load a voice by its name or the path of its folder, after checking every file of it.

    Raises:
        UnknownVoiceError: there is none of this name.
        BadVoiceError: it is damaged, or made for another version of this program.
    """
    folder = find_voice(name).folder
    manifest = verify_voice(folder)
    if manifest.contexts_version != CONTEXTS_VERSION:
        raise BadVoiceError(
            f"voice {manifest.name} was trained on contexts of version {manifest.contexts_version}; this program makes "
            f"version {CONTEXTS_VERSION}"
        )
    acoustic = load_acoustic_model(_model(folder, manifest, "acoustic"))
    config, weights = load_weights(_model(folder, manifest, "vocoder"))
    _check_fit(manifest, acoustic, config)
    return LoadedVoice(manifest, acoustic, Generator(config, weights))


def _model(folder: Path, manifest: VoiceManifest, role: str) -> Path:
    if role not in manifest.models:
        raise BadVoiceError(f"voice {manifest.name} has no {role} model; a voice needs {' and '.join(MODELS)}")
    return folder / manifest.models[role]


def _check_fit(manifest: VoiceManifest, acoustic: AcousticModel, vocoder: WaveNetConfig) -> None:
    features = manifest.conditioning.channels(acoustic.config.contexts, acoustic.config.mel_bands)
    facts = {
        "vocoder features": (features, vocoder.conditioning_channels),
        "sample rates": (manifest.sample_rate, vocoder.sample_rate),
        "samples of a frame": (manifest.features.hop, vocoder.frame_samples),
        "bands of the spectrum": (manifest.features.bands, acoustic.config.mel_bands),
        "speakers": (acoustic.config.speakers, len(manifest.speakers)),
    }
    for what, (one, other) in facts.items():
        if one != other:
            raise BadVoiceError(f"the parts of voice {manifest.name} do not fit together: {what} are {one} and {other}")
