"""conversion.yaml: what a conversion model says of itself; a pack of its own kind, beside the voices it converts to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from voices.files.atomic_file import replace_file
from voices.files.configuration import ConfigError, from_mapping, require, to_mapping
from voices.files.shown import shown
from voices.files.yaml_file import YamlError, read_yaml
from voices.packs.manifest import BadVoiceError, check_files, is_name
from voices.packs.verification import checksums, verify_files

CONVERSION = "conversion.yaml"
FORMAT_VERSION = 1


@dataclass(frozen=True)
class ConversionManifest:
    """What a conversion model is.

    Attributes:
        format: version of this layout.
        name: as in `arctic-conversion`.
        voice: name of the voice whose vocoder says what the model decodes.
        speakers: of that voice, those it can speak as.
        model: the file it is in.
        direct: file of a WaveNet that hears the codes themselves, its speakers those above; "" for none.
        licence: of the model, with the recordings' own conditions.
        credits: whom to thank.
        origin: where the recordings come from.
        permission: on what permission of those who are heard in them.
        training: a summary for people: what, how long, what it measured.
        files: SHA-256 of every file but this one; empty until the pack is sealed.
    """

    name: str
    voice: str
    speakers: list[str]
    model: str
    licence: str
    direct: str = ""
    credits: str = ""
    origin: str = ""
    permission: str = ""
    training: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT_VERSION

    def __post_init__(self) -> None:
        for key in ("name", "voice"):
            value = getattr(self, key)
            require(is_name(value), f"{key} is {shown(value)}, but must be letters, digits, '_', '.' or '-'")
        different = bool(self.speakers) and len(set(self.speakers)) == len(self.speakers)
        require(different, "speakers must be a list of different names")
        check_files(self.files, {"model": self.model} | ({"direct": self.direct} if self.direct else {}))


def read_conversion_manifest(folder: Path) -> ConversionManifest:
    """Read a conversion model's manifest.

    Raises:
        BadVoiceError: there is none, it is of another version, or not as it must be.
    """
    path = folder / CONVERSION
    try:
        values = read_yaml(path)
    except FileNotFoundError:
        raise BadVoiceError(f"{folder} is not a conversion model: it has no {CONVERSION}") from None
    except YamlError as error:
        raise BadVoiceError(str(error)) from None
    if not isinstance(values, Mapping):
        raise BadVoiceError(f"{path} does not describe a conversion model: it holds no mapping")
    version = values.get("format")
    if version != FORMAT_VERSION:
        raise BadVoiceError(f"{path} has format {shown(version)}; this program reads format {FORMAT_VERSION}")
    try:
        return from_mapping(ConversionManifest, values, str(path))
    except ConfigError as error:
        raise BadVoiceError(str(error)) from None


def verify_conversion(folder: Path) -> ConversionManifest:
    """Return the manifest of a conversion model whose every file is as it says.

    Raises:
        BadVoiceError: a file is missing, additional, changed, a link, or no safetensors file though named so.
    """
    manifest = read_conversion_manifest(folder)
    verify_files(folder, CONVERSION, manifest.files)
    return manifest


def seal_conversion(folder: Path, manifest: ConversionManifest) -> ConversionManifest:
    """Write a folder's conversion.yaml, with the checksums of the files in it, and return what was written."""
    import yaml

    sealed = replace(manifest, files=checksums(folder))
    text: str = yaml.safe_dump(to_mapping(sealed), sort_keys=False, allow_unicode=True, width=100)
    replace_file(folder / CONVERSION, lambda temporary: _write(temporary, text))
    return sealed


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
