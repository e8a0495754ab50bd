"""A voice or a conversion model as one zip file: written the same every time, and unpacked without trust."""

import stat
import zipfile
from pathlib import Path

from voices.files.atomic_file import replace_file
from voices.packs.conversion_manifest import CONVERSION, verify_conversion
from voices.packs.manifest import MANIFEST, BadVoiceError, is_file_name
from voices.packs.verification import verify_sizes, verify_voice

_BLOCK = 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same voice makes the same file


def export_voice(folder: Path, archive: Path) -> None:
    """Write a verified voice or conversion model to a zip file, atomically.

    Raises:
        BadVoiceError: the voice is damaged.
    """
    converts = (folder / CONVERSION).exists()
    manifest = verify_conversion(folder) if converts else verify_voice(folder)
    names = (CONVERSION if converts else MANIFEST, *sorted(manifest.files))

    def write(temporary: Path) -> None:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as file:
            for name in names:
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.external_attr = 0o644 << 16
                file.writestr(entry, (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)

    replace_file(archive, write)


def unpack_voice(archive: Path, folder: Path) -> None:
    """Unpack a zip file into an empty folder; nothing in it is believed before it is checked.

    Raises:
        BadVoiceError: it is no zip file, or holds what no voice holds: folders, links, other kinds of files, names
            that lead elsewhere, more bytes than it declares or than a voice has.
    """
    try:
        with zipfile.ZipFile(archive) as file:
            entries = file.infolist()
            _check_entries(archive, entries)
            for entry in entries:
                _extract(file, entry, folder / entry.filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise BadVoiceError(f"{archive} is not a zip file of a voice ({error})") from None


def _check_entries(archive: Path, entries: list[zipfile.ZipInfo]) -> None:
    verify_sizes({entry.filename: entry.file_size for entry in entries}, str(archive))
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise BadVoiceError(f"{archive} holds two files of one name")
    for entry in entries:
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise BadVoiceError(f"{archive} holds a link, {entry.filename!r}; a voice holds plain files only")
        if not (entry.filename in (MANIFEST, CONVERSION) or is_file_name(entry.filename)):
            raise BadVoiceError(
                f"{archive} holds {entry.filename!r}; a voice holds {MANIFEST}, .safetensors, .txt and .md files, "
                "in no folder"
            )


def _extract(file: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    written = 0
    with file.open(entry) as packed, target.open("xb") as unpacked:
        while block := packed.read(_BLOCK):
            written += len(block)
            if written > entry.file_size:
                raise BadVoiceError(
                    f"{entry.filename} unpacks to more bytes than it declares; the file is made to harm"
                )
            unpacked.write(block)
