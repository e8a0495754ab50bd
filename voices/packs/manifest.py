"""voice.yaml: what a voice says of itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontend.errors import TtsError
from frontend.phones.ipa import PAUSE, is_phone
from voices.conditioning.conditioning import Acoustic, Conditioning
from voices.conditioning.feature_config import HIGHEST_RATE_HZ, LOWEST_RATE_HZ, FeatureConfig, unstated_features
from voices.files.configuration import ConfigError, from_mapping, require, to_mapping
from voices.files.shown import shown
from voices.files.yaml_file import YamlError, read_yaml

MANIFEST = "voice.yaml"
FORMAT_VERSION = 1

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\.(?:safetensors|txt|md)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class BadVoiceError(TtsError):
    """A voice that cannot be used: damaged, unsafe, or of another version."""


@dataclass(frozen=True)
class VoiceManifest:
    """What a voice is; what a request wants of it is said elsewhere.

    Attributes:
        format: version of this layout.
        name: as in `en_US-arctic`.
        language: espeak's name of the language it speaks.
        sample_rate: of its audio, Hz.
        speakers: names in the order of the models' speaker indices; the first is the default.
        phones: its inventory, in the order of the models' phone channels.
        contexts_version: of the linguistic contexts it was trained on.
        models: file of each model, by its role, such as `vocoder`.
        conditioning: what its vocoder hears of each frame.
        temperature: at which its vocoder sounds best, when a request does not say.
        licence: of the voice, with the recordings' own conditions.
        features: how the speech it learned from was measured.
        credits: whom to thank.
        origin: where the recordings come from.
        permission: on what permission of those who are heard in them, as whoever trained the voice says.
        training: a summary for people: what, how long, what it measured.
        files: SHA-256 of every file but this one; empty until the voice is sealed.
    """

    name: str
    language: str
    sample_rate: int
    speakers: list[str]
    phones: list[str]
    contexts_version: int
    models: dict[str, str]
    licence: str
    features: FeatureConfig
    credits: str = ""
    origin: str = ""
    permission: str = ""
    conditioning: Conditioning = field(default_factory=Acoustic)
    temperature: float = 1.0
    training: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT_VERSION

    @classmethod
    def renewed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a voice from before features were stated says, with these added."""
        if "features" in values:
            return values
        rate_hz = values.get("sample_rate")
        if not isinstance(rate_hz, int) or not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ:
            return {**values, "features": to_mapping(FeatureConfig())}  # the rate is what will be refused
        return {**values, "features": to_mapping(unstated_features(rate_hz))}

    def __post_init__(self) -> None:
        require(
            bool(_NAME.fullmatch(self.name)),
            f"name is {shown(self.name)}, but must be letters, digits, '_', '.' or '-'",
        )
        fits = LOWEST_RATE_HZ <= self.sample_rate <= HIGHEST_RATE_HZ
        limits = f"{LOWEST_RATE_HZ} to {HIGHEST_RATE_HZ}"
        require(fits, f"sample_rate is {self.sample_rate}, but must be {limits}")
        rate_hz = self.features.rate_hz
        require(rate_hz == self.sample_rate, f"sample_rate is {self.sample_rate}, but its features are of {rate_hz} Hz")
        require(0 <= self.temperature <= 2, f"temperature is {self.temperature}, but must be 0 to 2")
        require(self.conditioning.needs_texts, "conditioning is none, but a voice hears what it is to say")
        for key in ("speakers", "phones"):
            names = getattr(self, key)
            require(bool(names) and len(set(names)) == len(names), f"{key} must be a list of different names")
        for phone in self.phones:
            require(is_phone(phone), f"phone {shown(phone)} is not one phone of the IPA")
        require(
            bool(_LANGUAGE.fullmatch(self.language)),
            f"language is {shown(self.language)}, but must be like en-us or uk",
        )
        begins = self.phones[0]
        require(begins == PAUSE, f"phones begin with {shown(begins)}, but must with {PAUSE!r}, the pause")
        for speaker in self.speakers:
            require(
                bool(_NAME.fullmatch(speaker)), f"speaker {shown(speaker)} must be letters, digits, '_', '.' or '-'"
            )
        check_files(self.files, self.models)


def check_files(files: Mapping[str, str], models: Mapping[str, str]) -> None:
    """Raise ConfigError unless files' names and checksums are such as may be, and each model is in one of them."""
    for name, checksum in files.items():
        require(is_file_name(name), f"file {shown(name)} may not be in a voice: only .safetensors, .txt and .md may")
        require(bool(_SHA256.fullmatch(checksum)), f"the checksum of {name} is no SHA-256")
    for role, name in models.items():
        require(is_file_name(name), f"model {shown(role)} is in {shown(name)}, which is no file of a voice")
        require(not files or name in files, f"model {shown(role)} is in {shown(name)}, which is not among its files")


def is_name(name: str) -> bool:
    """Whether a voice or a speaker may be called so."""
    return bool(_NAME.fullmatch(name))


def is_file_name(name: object) -> bool:
    """Whether a file of this name may be in a voice, beside voice.yaml: plain, and of a kind that holds no code."""
    return isinstance(name, str) and bool(_FILE_NAME.fullmatch(name))


def read_manifest(folder: Path) -> VoiceManifest:
    """Read a voice's manifest.

    Raises:
        BadVoiceError: there is none, or it is not as it must be.
    """
    path = folder / MANIFEST
    try:
        values = read_yaml(path)
    except FileNotFoundError:
        raise BadVoiceError(f"{folder} is not a voice: it has no {MANIFEST}") from None
    except YamlError as error:
        raise BadVoiceError(str(error)) from None
    return manifest_from_mapping(values, str(path))


def manifest_from_mapping(values: object, where: str) -> VoiceManifest:
    """Return the manifest a mapping describes.

    Raises:
        BadVoiceError: it is of another version, a key is unknown or missing, or a value is not as it must be.
    """
    if not isinstance(values, Mapping):
        raise BadVoiceError(f"{where} does not describe a voice: it holds no mapping")
    version = values.get("format")
    if version != FORMAT_VERSION:
        raise BadVoiceError(f"{where} has format {shown(version)}; this program reads format {FORMAT_VERSION}")
    try:
        return from_mapping(VoiceManifest, values, where)
    except ConfigError as error:
        raise BadVoiceError(str(error)) from None


def manifest_to_yaml(manifest: VoiceManifest) -> str:
    """Return the text of a voice.yaml."""
    import yaml

    text: str = yaml.safe_dump(to_mapping(manifest), sort_keys=False, allow_unicode=True, width=100)
    return text
