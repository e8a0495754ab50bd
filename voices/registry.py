"""Where voices are, and putting them there: search order, install, remove."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from frontend.errors import TtsError
from voices.packs.archive import unpack_voice
from voices.packs.conversion_manifest import (
    CONVERSION,
    ConversionManifest,
    read_conversion_manifest,
    verify_conversion,
)
from voices.packs.manifest import MANIFEST, BadVoiceError, VoiceManifest, read_manifest
from voices.packs.verification import verify_sizes, verify_voice

BUNDLED = Path(__file__).parent / "bundled"
RUN_VOICE = "voice"
"""Where a training run's folder holds the voice it made."""

_VARIABLE = "TTS_VOICES"
_INSTALLING, _REMOVING = ".installing-", ".removing-"
_ABANDONED_SECONDS = 3600.0


class UnknownVoiceError(TtsError):
    """No installed voice has this name."""


class VoiceExistsError(TtsError):
    """A voice of this name is installed already."""


class InstallError(TtsError):
    """The folder for voices cannot be written to, or is full."""


Manifest = TypeVar("Manifest", VoiceManifest, ConversionManifest)


@dataclass(frozen=True)
class _FoundPack(Generic[Manifest]):
    """A pack's folder. `problem` says why it cannot be used; then it has no manifest."""

    folder: Path
    manifest: Manifest | None
    problem: str = ""

    @property
    def name(self) -> str:
        """The pack's name; of a broken one, its folder's."""
        return self.manifest.name if self.manifest else self.folder.name

    @property
    def size_bytes(self) -> int:
        """All its files together."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())


class FoundVoice(_FoundPack[VoiceManifest]):
    """A voice's folder."""


class FoundConversion(_FoundPack[ConversionManifest]):
    """A conversion model's folder."""


Found = FoundVoice | FoundConversion
_Pack = TypeVar("_Pack", FoundVoice, FoundConversion)


def search_path() -> list[Path]:
    """Return the folders that hold voices, first come first: TTS_VOICES, the user's own, those that ship inside."""
    named = [Path(folder) for folder in os.environ.get(_VARIABLE, "").split(os.pathsep) if folder]
    return [*named, user_folder(), BUNDLED]


def user_folder() -> Path:
    """Return where voices are installed: the first folder of TTS_VOICES, else one in the user's data folder."""
    import platformdirs

    named = os.environ.get(_VARIABLE, "").split(os.pathsep)[0]
    return Path(named) if named else Path(platformdirs.user_data_dir("tts-cli")) / "voices"


def voices() -> Iterator[FoundVoice]:
    """Yield each voice that can be named, in search order; a broken one with what is wrong with it."""
    yield from _named_once(FoundVoice, MANIFEST, read_manifest)


def conversions() -> Iterator[FoundConversion]:
    """Yield each conversion model that can be named, in search order; a broken one with what is wrong with it."""
    yield from _named_once(FoundConversion, CONVERSION, read_conversion_manifest)


def find_conversion(name: str | None, voice: str | None = None, speaker: str | None = None) -> FoundConversion:
    """Return a conversion model by its name or the path of its folder; or, without one, the first for a voice.

    Args:
        speaker: of the voice; the first that speaks as this one goes before others, which do not.

    Raises:
        UnknownVoiceError: there is none; the message names those there are.
        BadVoiceError: it is there, but its description is broken.
    """
    if name is not None and (os.sep in name or (Path(name) / CONVERSION).is_file()):
        return FoundConversion(Path(name), read_conversion_manifest(Path(name)))
    known = list(conversions())
    if name is not None:
        fitting = [one for one in known if one.name == name]
    else:
        of_voice = [one for one in known if one.manifest and voice in (None, one.manifest.voice)]
        fitting = [one for one in of_voice if one.manifest and speaker in one.manifest.speakers] or of_voice
    if not fitting:
        wanted = f"{name!r}" if name is not None else f"for voice {voice!r}" if voice else "installed"
        models = ", ".join(f"{one.name} for {one.manifest.voice}" for one in known if one.manifest)
        raise UnknownVoiceError(f"there is no conversion model {wanted}; models: {models or 'none is installed'}")
    if fitting[0].problem:
        raise BadVoiceError(fitting[0].problem)
    return fitting[0]


def default_voice() -> str:
    """Return the name of the voice that speaks where none is named: the first bundled one, or else the first there is.

    Raises:
        UnknownVoiceError: none is installed that can be used.
    """
    usable = [found for found in voices() if not found.problem]
    chosen = next((found for found in usable if found.folder.parent == BUNDLED), usable[0] if usable else None)
    if chosen is None:
        raise UnknownVoiceError("no voice is installed; `tts voices install FILE` installs one")
    return chosen.name


def find_voice(name: str) -> FoundVoice:
    """Return a voice by its name, or by the path of its folder or of the run that made it.

    Raises:
        UnknownVoiceError: there is none; the message names those there are.
        BadVoiceError: it is there, but its description is broken.
    """
    folder = Path(name)
    if (folder / RUN_VOICE / MANIFEST).is_file():
        folder = folder / RUN_VOICE
    if os.sep in name or (folder / MANIFEST).is_file():
        return FoundVoice(folder, read_manifest(folder))
    for found in voices():
        if found.name == name:
            if found.problem:
                raise BadVoiceError(found.problem)
            return found
    known = ", ".join(found.name for found in voices()) or "none is installed"
    raise UnknownVoiceError(f"there is no voice {name!r}; voices: {known}")


def check_kind(name: str, kind: type[FoundVoice] | type[FoundConversion]) -> None:
    """Refuse a voice the name of a conversion model, and the other way round: one would be installed over the other.

    Raises:
        VoiceExistsError: a pack of the other kind has this name.
    """
    others: Iterator[Found] = voices() if kind is FoundConversion else conversions()
    for other in others:
        if name == other.name or user_folder() / name == other.folder:
            has, wants = ("voice", "conversion model") if kind is FoundConversion else ("conversion model", "voice")
            raise VoiceExistsError(
                f"a {has} is named {name}, in {other.folder}, and no {wants} can take its place; choose another name, "
                f"or remove that with `tts voices remove {name}`"
            )


def install_voice(
    source: Path,
    replace: bool = False,
    named: str = "",
    audition: Callable[[Path], None] = lambda _: None,
) -> Found:
    """Install a voice or a conversion model from its zip file or folder, whole or not at all.

    Args:
        replace: whether it takes the place of an installed voice of its name.
        named: what whoever installs it calls the source, if not by its path.
        audition: raises an error where the voice in a folder cannot speak.

    Raises:
        BadVoiceError: it is damaged or unsafe.
        VoiceExistsError: a voice of its name is installed, and is not to be replaced; one of the other kind never is.
        InstallError: it cannot be written where voices go.
    """
    parent = user_folder()
    with _staging_folder(parent) as staged:
        with _errors_named({str(staged): named or str(source), str(source): named or str(source)}):
            _stage(source, staged)
            converts = (staged / CONVERSION).exists()
            manifest = verify_conversion(staged) if converts else verify_voice(staged)
            audition(staged)
        check_kind(manifest.name, FoundConversion if converts else FoundVoice)
        target, replaced = parent / manifest.name, staged.with_name("replaced")
        if replace and target.exists():
            target.rename(replaced)
        try:
            staged.rename(target)  # atomic; fails where another process was first
        except OSError:
            if not target.exists():
                if replaced.exists():
                    replaced.rename(target)
                raise
            raise VoiceExistsError(
                f"voice {manifest.name} is installed already, in {target}; --force replaces it, and "
                f"`tts voices remove {manifest.name}` removes it"
            ) from None
    if isinstance(manifest, ConversionManifest):
        return FoundConversion(target, manifest)
    return FoundVoice(target, manifest)


def leftovers(parent: Path) -> list[Path]:
    """Return what installations and removals that were killed left in a folder of voices over an hour ago."""
    if not parent.is_dir():
        return []
    now = time.time()
    found = [path for path in parent.iterdir() if path.name.startswith((_INSTALLING, _REMOVING))]
    return sorted(path for path in found if now - path.stat().st_mtime > _ABANDONED_SECONDS)


def remove_voice(name: str) -> Path:
    """Remove an installed voice and return the folder it was in.

    Raises:
        UnknownVoiceError: there is none of this name.
        TtsError: it is one of those that ship inside.
    """
    known: list[Found] = [*voices(), *conversions()]
    found = next((one for one in known if one.name == name), None)
    if found is None:
        find_voice(name)  # raises, naming those there are
        raise UnknownVoiceError(f"{name!r} is a path; name an installed voice")
    if found.folder.parent == BUNDLED:
        raise TtsError(f"voice {name} ships with the program and cannot be removed")
    doomed = found.folder.with_name(f"{_REMOVING}{os.getpid()}-{found.folder.name}")
    found.folder.rename(doomed)  # gone at once, however long deleting takes
    shutil.rmtree(doomed)
    return found.folder


@contextmanager
def _staging_folder(parent: Path) -> Iterator[Path]:
    """Yield an empty folder beside the voices that is gone afterwards."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for abandoned in leftovers(parent):
            shutil.rmtree(abandoned, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_INSTALLING, dir=parent) as temporary:
            staged = Path(temporary) / "voice"
            staged.mkdir()
            yield staged
    except OSError as error:
        where = error.filename2 or error.filename
        reason = f"{error.strerror or error}" + (f": {where}" if where else "")
        raise InstallError(
            f"cannot install into {parent} ({reason}); make room there or make it writable, or set {_VARIABLE} to "
            "another folder"
        ) from None


@contextmanager
def _errors_named(names: Mapping[str, str]) -> Iterator[None]:
    """Let errors name what there is to look at: not a folder that is gone when they are read."""
    try:
        yield
    except TtsError as error:
        message = str(error)
        for path, name in names.items():
            message = message.replace(path, name)
        raise type(error)(message) from None


def _named_once(kind: Callable[..., _Pack], manifest: str, read: Callable[[Path], Any]) -> Iterator[_Pack]:
    """Yield packs whose folder holds a manifest of this name, the first of each name."""
    seen = set()
    for parent in search_path():
        for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
            if folder.name.startswith(".") or not (folder / manifest).exists():
                continue
            found = _look_into(folder, kind, manifest, read)
            if found.name not in seen:
                seen.add(found.name)
                yield found


def _look_into(folder: Path, kind: Callable[..., _Pack], manifest: str, read: Callable[[Path], Any]) -> _Pack:
    try:
        return kind(folder, read(folder))
    except BadVoiceError as error:
        return kind(folder, None, str(error))
    except OSError as error:
        return kind(folder, None, f"{folder / manifest} cannot be read: {error.strerror}")


def _stage(source: Path, staged: Path) -> None:
    if source.is_file():
        unpack_voice(source, staged)
    elif source.is_dir():
        paths = [path for path in source.iterdir() if not path.name.startswith(".")]
        verify_sizes({path.name: path.lstat().st_size for path in paths}, str(source))
        for path in paths:
            if path.is_dir():
                raise BadVoiceError(f"{path} is a folder; a voice holds plain files only")
            shutil.copy2(path, staged, follow_symlinks=False)
    else:
        raise BadVoiceError(f"there is no file or folder {source}; name a voice's .zip or its folder")
