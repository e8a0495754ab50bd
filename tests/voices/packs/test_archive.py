"""Voices as zip files, from friends and from strangers."""

import stat
import zipfile

import pytest

from voices.packs.archive import export_voice, unpack_voice
from voices.packs.manifest import BadVoiceError
from voices.packs.verification import verify_voice


def test_an_exported_voice_unpacks_to_the_same_voice(voice, tmp_path):
    export_voice(voice, tmp_path / "voice.zip")
    (tmp_path / "copy").mkdir()
    unpack_voice(tmp_path / "voice.zip", tmp_path / "copy")
    assert verify_voice(tmp_path / "copy") == verify_voice(voice)


def test_the_same_voice_makes_the_same_file(voice, tmp_path):
    export_voice(voice, tmp_path / "one.zip")
    export_voice(voice, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_damaged_voice_is_not_exported(voice, tmp_path):
    (voice / "README.md").write_text("changed", encoding="utf-8")
    with pytest.raises(BadVoiceError, match="is damaged"):
        export_voice(voice, tmp_path / "voice.zip")
    assert not (tmp_path / "voice.zip").exists()


def link(name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([("../up.txt", b"x")], "holds '../up.txt'"),
        ([("/abs.txt", b"x")], "holds '/abs.txt'"),
        ([("folder/in.txt", b"x")], "in no folder"),
        ([("folder/", b"")], "in no folder"),
        ([("model.pkl", b"x")], "holds 'model.pkl'"),
        ([(link("passwd.txt"), b"/etc/passwd")], "holds a link"),
        ([("a.txt", b"x"), ("A.txt", b"y")], "two files of one name"),
        ([(f"f{i}.txt", b"") for i in range(40)], "holds 40 files; a voice has at most 32"),
    ],
)
def test_a_zip_with_what_no_voice_holds_is_refused(tmp_path, entries, message):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in entries:
            file.writestr(name, content)
    (tmp_path / "target").mkdir()
    with pytest.raises(BadVoiceError, match=message):
        unpack_voice(path, tmp_path / "target")
    assert not list((tmp_path / "target").iterdir())


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    from voices.packs import verification

    monkeypatch.setattr(verification, "LARGEST_VOICE", 1_000_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", bytes(10_000_000))
    (tmp_path / "target").mkdir()
    with pytest.raises(BadVoiceError, match="would take 10000000 bytes"):
        unpack_voice(path, tmp_path / "target")


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path):
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", bytes(100_000))
    content = path.read_bytes().replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)
    (tmp_path / "target").mkdir()
    with pytest.raises(BadVoiceError):
        unpack_voice(path, tmp_path / "target")
    assert sum(one.stat().st_size for one in (tmp_path / "target").iterdir()) <= 10


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 half"])
def test_what_is_no_zip_is_refused(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    (tmp_path / "target").mkdir()
    with pytest.raises(BadVoiceError, match="is not a zip file of a voice"):
        unpack_voice(tmp_path / "x.zip", tmp_path / "target")
