"""Turning a folder of models into a voice."""

from dataclasses import replace
from pathlib import Path

from voices.files.atomic_file import replace_file
from voices.packs.manifest import MANIFEST, VoiceManifest, manifest_to_yaml
from voices.packs.verification import checksums


def seal_voice(folder: Path, manifest: VoiceManifest) -> VoiceManifest:
    """Write a folder's voice.yaml, with the checksums of the files in it, and return what was written.

    Args:
        manifest: its `files` are replaced.
    """
    sealed = replace(manifest, files=checksums(folder))
    text = manifest_to_yaml(sealed)
    replace_file(folder / MANIFEST, lambda temporary: _write(temporary, text))
    return sealed


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
