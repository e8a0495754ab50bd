"""Checking a voice before anything of it is used: only what it lists, each file as its checksum says, no code."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from voices.packs.manifest import MANIFEST, BadVoiceError, VoiceManifest, is_file_name, read_manifest

MOST_FILES = 32
LARGEST_VOICE = 2 * 1024**3  # bytes, all files together
_BLOCK = 64 * 1024  # bytes read at once: they are still in the processor's cache when they are summed up


def verify_voice(folder: Path) -> VoiceManifest:
    """Return the manifest of a voice whose every file is as it says.

    Raises:
        BadVoiceError: a file is missing, additional, changed, a link, or no safetensors file though named so.
    """
    manifest = read_manifest(folder)
    verify_files(folder, MANIFEST, manifest.files)
    return manifest


def verify_files(folder: Path, manifest: str, files: Mapping[str, str]) -> None:
    """Hold a folder to the list of its files, each with its checksum, that the manifest of this name in it gives.

    Raises:
        BadVoiceError: a file is missing, additional, changed, a link, or no safetensors file though named so.
    """
    for path in sorted(folder.iterdir()):
        _verify_kind(path, manifest)
    found = {path.name for path in folder.iterdir()} - {manifest}
    _verify_list(folder, manifest, found, set(files))
    for name, checksum in files.items():
        if file_checksum(folder / name) != checksum:
            raise BadVoiceError(f"{folder / name} is damaged: its checksum is not the one in {manifest}")
    for name in files:
        if name.endswith(".safetensors"):
            _verify_arrays(folder / name)


def checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of every file of a folder that may be in a voice, by name."""
    return {path.name: file_checksum(path) for path in sorted(folder.iterdir()) if is_file_name(path.name)}


def file_checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def verify_sizes(names_and_sizes: dict[str, int], where: str) -> None:
    """Refuse more files or more bytes than any voice has.

    Raises:
        BadVoiceError: there are too many of either.
    """
    if len(names_and_sizes) > MOST_FILES:
        raise BadVoiceError(f"{where} holds {len(names_and_sizes)} files; a voice has at most {MOST_FILES}")
    total = sum(names_and_sizes.values())
    if total > LARGEST_VOICE:
        raise BadVoiceError(f"{where} would take {total} bytes; a voice takes at most {LARGEST_VOICE}")


def _verify_kind(path: Path, manifest: str) -> None:
    if path.is_symlink():
        raise BadVoiceError(f"{path} is a link; a voice holds plain files only")
    if not path.is_file() or not (path.name == manifest or is_file_name(path.name)):
        raise BadVoiceError(f"{path} does not belong in a voice: only {manifest}, .safetensors, .txt and .md files do")


def _verify_list(folder: Path, manifest: str, found: set[str], listed: set[str]) -> None:
    if listed - found:
        raise BadVoiceError(f"{folder} lacks {', '.join(sorted(listed - found))}")
    if found - listed:
        raise BadVoiceError(f"{folder} holds {', '.join(sorted(found - listed))}, which {manifest} does not list")


def _verify_arrays(path: Path) -> None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy"):  # checks every declared shape against the bytes there are
            pass
    except (SafetensorError, OSError) as error:
        raise BadVoiceError(f"{path} is not a safetensors file ({error})") from None
