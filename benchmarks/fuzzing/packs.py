"""Voices that were tampered with: installed and able to speak, or refused in one line, and nothing is left behind."""

import hashlib
import io
import os
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks.fuzzing.speech import check_speech
from frontend.errors import TtsError
from tests.voices.tiny_voice import make_tiny_voice
from voices.audition import audition
from voices.packs.manifest import MANIFEST
from voices.registry import install_voice
from voices.speaking.request import Request
from voices.speaking.service import SpeechService

_VALUES = (
    None,
    True,
    0,
    -1,
    1,
    7,
    10**9,
    10**400,
    1.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "x",
    "../x",
    "/x",
    "a\0b",
    "\x1b[2J",
    "en-us",
    "xx",
    [],
    [1],
    ["_"],
    {},
    {"a": 1},
    "acoustic.safetensors",
    "vocoder.safetensors",
    "é" * 5000,
)
_NAMES = (
    "../x.txt",
    "/tmp/x.txt",
    "a/b.txt",
    "x.py",
    "x.pkl",
    ".hidden.txt",
    "x" * 300 + ".txt",
    "VOICE.YAML",
    "README.md",
    "a\\b.txt",
)
_LONGEST_MESSAGE = 2000

Files = dict[str, bytes]


@cache
def _plain() -> Files:
    with TemporaryDirectory() as folder:
        voice = Path(folder) / "voice"
        make_tiny_voice(voice, "en_US-fuzzed")
        return {path.name: path.read_bytes() for path in voice.iterdir()}


def make(chance: random.Random, folder: Path) -> bytes:
    """Return the bytes of a .zip."""
    del folder
    files = dict(_plain())
    for _ in range(chance.randint(1, 2)):
        chance.choice(_CHANGES)(chance, files)
    if chance.random() < 0.85:
        _seal(files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    whole = packed.getvalue()
    return whole if chance.random() < 0.8 else _damaged(chance, whole)


def check(case: bytes, folder: Path) -> None:
    """Install it, and let it speak if it could be."""
    archive, installed = folder / "voice.zip", folder / "installed"
    archive.write_bytes(case)
    before, refusal = os.environ["TTS_VOICES"], ""
    os.environ["TTS_VOICES"] = str(installed)
    try:
        voice = install_voice(archive, audition=audition)
    except TtsError as error:
        refusal = str(error)
    else:
        assert [path.name for path in installed.iterdir()] == [voice.name], "something is left behind"
        check_speech(SpeechService(str(voice.folder)), "One, two!", Request())
    finally:
        os.environ["TTS_VOICES"] = before
    assert len(refusal) < _LONGEST_MESSAGE, "the message is endless"
    assert not refusal or not list(installed.iterdir()), "something is left behind"
    assert {path.name for path in folder.iterdir()} <= {"voice.zip", "installed"}, "something is written elsewhere"


def _change_manifest(chance: random.Random, files: Files) -> None:
    manifest = _manifest(files)
    if not manifest:
        return
    place: Any = manifest
    while True:
        key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if not (isinstance(place[key], dict | list) and place[key] and chance.random() < 0.7):
            break
        place = place[key]
    if chance.random() < 0.2:
        del place[key]
    else:
        place[key] = chance.choice(_VALUES)
    files[MANIFEST] = _written(manifest)


def _manifest(files: Files) -> dict[str, Any]:
    """Empty where there is none, or none that can be read."""
    try:
        manifest = yaml.safe_load(files.get(MANIFEST, b""))
    except (ValueError, TypeError, yaml.YAMLError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _written(manifest: dict[str, Any]) -> bytes:
    text: str = yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True)
    return text.encode()


def _change_line(chance: random.Random, files: Files) -> None:
    if MANIFEST not in files:
        return
    lines = files[MANIFEST].decode(errors="replace").splitlines() or [""]
    at = chance.randrange(len(lines))
    odd = ("&a [*a, *a]", "<<: *a", "!!python/object:os.system x", "? [", "\t", "a: b: c", "- - - -", "[" * 3000, "---")
    lines[at] = chance.choice((lines[at] + chance.choice(odd), chance.choice(odd), "", lines[at] * 2))
    files[MANIFEST] = "\n".join(lines).encode()


def _change_header(chance: random.Random, files: Files) -> None:
    """Of a file of weights: a byte of the sizes, names and settings that it begins with, or some of its numbers."""
    name = chance.choice([name for name in files if name.endswith(".safetensors")])
    content = bytearray(files[name].ljust(8))
    end = 8 + int.from_bytes(content[:8], "little") if chance.random() < 0.8 else len(content)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(min(end, len(content)))
        content[place] = chance.choice((chance.randrange(256), *b'0123456789-.,:[]{}"e'))
    files[name] = bytes(content)


def _exchange(chance: random.Random, files: Files) -> None:
    one, other = (chance.choice(sorted(files)) for _ in range(2))
    files[one], files[other] = files[other], files[one]


def _add(chance: random.Random, files: Files) -> None:
    files[chance.choice(_NAMES)] = chance.randbytes(chance.randint(0, 50))


def _remove(chance: random.Random, files: Files) -> None:
    if len(files) > 1:
        del files[chance.choice(sorted(files))]


_CHANGES: tuple[Callable[[random.Random, Files], None], ...] = (
    _change_manifest,
    _change_manifest,
    _change_manifest,
    _change_line,
    _change_header,
    _change_header,
    _exchange,
    _add,
    _remove,
)


def _seal(files: Files) -> None:
    """Make the checksums right again, so that what is wrong is looked into."""
    manifest = _manifest(files)
    if manifest:
        sealed = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != MANIFEST}
        files[MANIFEST] = _written(manifest | {"files": sealed})


def _damaged(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.randint(0, 3)) + content[at + chance.randint(0, 20) :]
