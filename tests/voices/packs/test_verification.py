"""A voice is used only when every file is as its description says."""

import json
import struct

import pytest

from voices.packs.manifest import BadVoiceError, read_manifest
from voices.packs.sealing import seal_voice
from voices.packs.verification import verify_voice


def test_a_sealed_voice_is_whole(voice):
    assert verify_voice(voice) == read_manifest(voice)


def change_a_byte(voice):
    path = voice / "vocoder.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def add_a_link(voice):
    (voice / "extra.txt").symlink_to("/etc/passwd")


def add_a_folder(voice):
    (voice / "folder.txt").mkdir()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (change_a_byte, "is damaged: its checksum is not the one in voice.yaml"),
        (lambda voice: (voice / "README.md").unlink(), "lacks README.md"),
        (lambda voice: (voice / "extra.txt").write_text("x"), "holds extra.txt, which voice.yaml does not list"),
        (lambda voice: (voice / "model.pkl").write_bytes(b"x"), "model.pkl does not belong in a voice"),
        (lambda voice: (voice / "run.py").write_text("x"), "run.py does not belong in a voice"),
        (add_a_link, "extra.txt is a link"),
        (add_a_folder, "folder.txt does not belong in a voice"),
    ],
)
def test_a_voice_that_is_not_as_described_is_refused(voice, damage, message):
    damage(voice)
    with pytest.raises(BadVoiceError, match=message):
        verify_voice(voice)


def huge_shape():
    header = json.dumps(
        {"weight": {"dtype": "F32", "shape": [1 << 40, 1 << 20], "data_offsets": [0, 1 << 62]}}
    ).encode()
    return struct.pack("<Q", len(header)) + header


def huge_header():
    return struct.pack("<Q", 1 << 62) + b"{}"


@pytest.mark.parametrize("content", [b"", b"\x80\x04pickle", huge_shape(), huge_header()])
def test_a_file_that_only_claims_to_be_safetensors_is_refused(voice, content):
    (voice / "vocoder.safetensors").write_bytes(content)
    seal_voice(voice, read_manifest(voice))  # a stranger can make the checksums fit
    with pytest.raises(BadVoiceError, match="is not a safetensors file"):
        verify_voice(voice)
