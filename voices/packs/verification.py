"""Checking a voice before anything of it is used: only what it lists, each file as its checksum says, no code."""

import hashlib
from pathlib import Path

from voices.packs.manifest import MANIFEST, BadVoiceError, VoiceManifest, is_file_name, read_manifest

MOST_FILES = 32
LARGEST_VOICE = 2 * 1024**3  # bytes, all files together
_BLOCK = 1024 * 1024


def verify_voice(folder: Path) -> VoiceManifest:
    """Return the manifest of a voice whose every file is as it says.

    Raises:
        BadVoiceError: a file is missing, additional, changed, a link, or no safetensors file though named so.
    """
    manifest = read_manifest(folder)
    for path in sorted(folder.iterdir()):
        _verify_kind(path)
    found = {path.name for path in folder.iterdir()} - {MANIFEST}
    _verify_list(folder, found, set(manifest.files))
    for name, checksum in manifest.files.items():
        if file_checksum(folder / name) != checksum:
            raise BadVoiceError(f"{folder / name} is damaged: its checksum is not the one in {MANIFEST}")
    for name in manifest.files:
        if name.endswith(".safetensors"):
            _verify_arrays(folder / name)
    return manifest


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


def _verify_kind(path: Path) -> None:
    if path.is_symlink():
        raise BadVoiceError(f"{path} is a link; a voice holds plain files only")
    if not path.is_file() or not (path.name == MANIFEST or is_file_name(path.name)):
        raise BadVoiceError(f"{path} does not belong in a voice: only {MANIFEST}, .safetensors, .txt and .md files do")


def _verify_list(folder: Path, found: set[str], listed: set[str]) -> None:
    if listed - found:
        raise BadVoiceError(f"{folder} lacks {', '.join(sorted(listed - found))}")
    if found - listed:
        raise BadVoiceError(f"{folder} holds {', '.join(sorted(found - listed))}, which {MANIFEST} does not list")


def _verify_arrays(path: Path) -> None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy"):  # checks every declared shape against the bytes there are
            pass
    except (SafetensorError, OSError) as error:
        raise BadVoiceError(f"{path} is not a safetensors file ({error})") from None
