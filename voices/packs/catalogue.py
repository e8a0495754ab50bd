"""A catalogue: which voices lie somewhere to be fetched, what each is, and the checksum of its zip file."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import quote, urljoin

from frontend.errors import TtsError
from voices.files.configuration import ConfigError, from_mapping, require
from voices.packs.archive import unpack_voice
from voices.packs.conversion_manifest import CONVERSION
from voices.packs.download import download, is_url
from voices.packs.manifest import BadVoiceError
from voices.packs.verification import file_checksum, verify_voice

FORMAT_VERSION = 1
LARGEST_CATALOGUE = 4 * 1024 * 1024


class CatalogueError(TtsError):
    """A catalogue that cannot be read, or that has no voice of the name that is wanted."""


@dataclass(frozen=True)
class CatalogueVoice:
    """A voice of a catalogue.

    Attributes:
        file: its zip file: an address, or one relative to the catalogue's.
        size_bytes, sha256: of that file.
    """

    name: str
    language: str
    speakers: list[str]
    sample_rate: int
    licence: str
    file: str
    size_bytes: int
    sha256: str

    def __post_init__(self) -> None:
        plain = is_url(self.file) or not (":" in self.file or ".." in PurePosixPath(self.file).parts)
        require(plain and not self.file.startswith(("/", "\\")), f"file {self.file!r} leads elsewhere")


@dataclass(frozen=True)
class Catalogue:
    """Voices, and where the catalogue itself lies, a path or an address."""

    source: str
    voices: tuple[CatalogueVoice, ...]

    def voice(self, name: str) -> CatalogueVoice:
        """Return a voice by its name.

        Raises:
            CatalogueError: there is none.
        """
        for one in self.voices:
            if one.name == name:
                return one
        known = ", ".join(one.name for one in self.voices) or "none"
        raise CatalogueError(f"the catalogue {self.source} has no voice {name!r}; it has {known}")

    def check(self, voice: CatalogueVoice, path: Path) -> None:
        """Hold the zip file that was fetched to what the catalogue says of it.

        Raises:
            CatalogueError: it is another one.
        """
        if file_checksum(path) != voice.sha256:
            raise CatalogueError(
                f"{self.address(voice)} is not the file that the catalogue {self.source} describes; get it anew"
            )

    def address(self, voice: CatalogueVoice) -> str:
        """Return the address or path of a voice's zip file."""
        if is_url(voice.file):
            return voice.file
        if is_url(self.source):
            return urljoin(self.source, quote(voice.file))
        return str(Path(self.source).parent / voice.file)


def read_catalogue(source: str) -> Catalogue:
    """Read a catalogue from a path or an address.

    Raises:
        CatalogueError: it is not there, or makes no sense.
        DownloadError: its address does not answer.
    """
    try:
        text = _beginning(Path(source)) if not is_url(source) else _fetched(source)
        if len(text) > LARGEST_CATALOGUE:
            raise CatalogueError(f"{source} is larger than any catalogue")
        values = json.loads(text)
    except OSError as error:
        raise CatalogueError(f"cannot read the catalogue {source}: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise CatalogueError(f"{source} is no catalogue of voices: it is not JSON") from None
    if not isinstance(values, dict) or not isinstance(values.get("voices"), list):
        raise CatalogueError(f"{source} is no catalogue of voices: it has no list `voices`")
    if values.get("format") != FORMAT_VERSION:
        raise CatalogueError(f"{source} is a catalogue of another format; this program reads format {FORMAT_VERSION}")
    try:
        found = [from_mapping(CatalogueVoice, one, f"{source}, voice {n}") for n, one in enumerate(values["voices"], 1)]
    except ConfigError as error:
        raise CatalogueError(str(error)) from None
    return Catalogue(source, tuple(found))


def catalogue_of(folder: Path) -> str:
    """Return the text of a catalogue of the zip files of voices in a folder, to lie beside them.

    Raises:
        OSError: the folder cannot be read.
        BadVoiceError: a zip file is no voice, or a damaged one.
        CatalogueError: there is none.
    """
    voices = [asdict(one) for one in _voices_in(folder)]
    if not voices:
        raise CatalogueError(f"{folder} holds no .zip of a voice; `tts voices export NAME` writes one")
    return json.dumps({"format": FORMAT_VERSION, "voices": voices}, ensure_ascii=False, indent=1) + "\n"


def _voices_in(folder: Path) -> Iterator[CatalogueVoice]:
    for path in sorted(one for one in folder.iterdir() if one.suffix == ".zip"):
        with TemporaryDirectory() as unpacked:
            try:
                unpack_voice(path, Path(unpacked))
                if (Path(unpacked) / CONVERSION).exists():
                    continue  # no voice: it speaks nobody's text
                about = verify_voice(Path(unpacked))
            except (BadVoiceError, zipfile.BadZipFile) as error:
                raise BadVoiceError(str(error).replace(unpacked, str(path))) from None
        yield CatalogueVoice(
            about.name,
            about.language,
            list(about.speakers),
            about.sample_rate,
            about.licence,
            path.name,
            path.stat().st_size,
            file_checksum(path),
        )


def _fetched(source: str) -> bytes:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "catalogue.json"
        download(source, target)
        return _beginning(target)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_CATALOGUE + 1)
