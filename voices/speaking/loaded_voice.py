"""A voice with its models in memory."""

import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from frontend.errors import TtsError
from frontend.linguistic.contexts import CONTEXTS_VERSION, channel_names
from frontend.phones.inventory import Inventory
from voices.acoustic.model import AcousticModel, load_acoustic_model
from voices.device import CPU
from voices.packs.manifest import BadVoiceError, VoiceManifest
from voices.packs.verification import verify_voice
from voices.registry import find_voice
from voices.speaking.vocoder_choice import chosen_vocoder
from voices.vocoders.vocoder import Vocoder, VocoderConfig, load_vocoder

MODELS = ("acoustic", "vocoder")

OTHER_VOCODER = "vocoder-"
"""Begins the role of a vocoder besides the voice's own; its name follows."""


class UnknownSpeakerError(TtsError):
    """The voice has no speaker of this name."""


class UnknownVocoderError(TtsError):
    """The voice has no vocoder of this name."""


@dataclass(frozen=True, eq=False)
class LoadedVoice:
    """A voice with its models in memory; threads may share it."""

    manifest: VoiceManifest
    acoustic: AcousticModel
    folder: Path
    _vocoders: dict[tuple[str, str], Vocoder] = field(default_factory=dict)
    _loading: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def inventory(self) -> Inventory:
        """The phones it knows."""
        return Inventory(tuple(self.manifest.phones))

    def vocoder(self, name: str | None = None, device: str = CPU) -> Vocoder:
        """Return one of its vocoders, loaded now or before: see `vocoder_choice.chosen_vocoder`.

        Args:
            device: where it is to be computed.

        Raises:
            UnknownVocoderError: the voice has no such vocoder.
            BadVoiceError: the vocoder does not fit the rest of the voice.
            NoSuchDeviceError, NoCardForThisError: it cannot be computed there.
        """
        others = [one.removeprefix(OTHER_VOCODER) for one in self.manifest.models if one.startswith(OTHER_VOCODER)]
        name = chosen_vocoder(name, others, device)
        role = "vocoder" if name is None else OTHER_VOCODER + name
        if role not in self.manifest.models:
            known = f"its others are {', '.join(others)}" if others else "it has only its own"
            raise UnknownVocoderError(f"voice {self.manifest.name} has no vocoder {name!r}; {known}")
        with self._loading:
            if (role, device) not in self._vocoders:
                vocoder = load_vocoder(self.folder / self.manifest.models[role], device)
                _check_fit(self.manifest, self.acoustic, vocoder.config)
                self._vocoders[role, device] = vocoder
            return self._vocoders[role, device]

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
    for role in MODELS:
        if role not in manifest.models:
            raise BadVoiceError(f"voice {manifest.name} has no {role} model; a voice needs {' and '.join(MODELS)}")
    voice = LoadedVoice(manifest, load_acoustic_model(folder / manifest.models["acoustic"]), folder)
    voice.vocoder()  # what does not fit is said before anything is
    return voice


def _check_fit(manifest: VoiceManifest, acoustic: AcousticModel, vocoder: VocoderConfig) -> None:
    features = manifest.conditioning.channels(acoustic.config.contexts, acoustic.config.mel_bands)
    facts = {
        "channels of its phones": (len(channel_names(Inventory(tuple(manifest.phones)))), acoustic.config.contexts),
        "vocoder features": (features, vocoder.conditioning_channels),
        "sample rates": (manifest.sample_rate, vocoder.sample_rate),
        "samples of a frame": (manifest.features.hop, vocoder.frame_samples),
        "bands of the spectrum": (manifest.features.bands, acoustic.config.mel_bands),
        "speakers": (acoustic.config.speakers, len(manifest.speakers)),
    }
    for what, (one, other) in facts.items():
        if one != other:
            raise BadVoiceError(f"the parts of voice {manifest.name} do not fit together: {what} are {one} and {other}")
