"""Catalogues: what they say of the voices beside them, and what makes no sense refused in one line."""

import json

import pytest

from tests.voices.tiny_voice import SPEAKERS, make_tiny_voice
from voices.packs.archive import export_voice
from voices.packs.catalogue import Catalogue, CatalogueError, catalogue_of, read_catalogue
from voices.packs.manifest import BadVoiceError


@pytest.fixture
def shelf(tmp_path):
    make_tiny_voice(tmp_path / "voice", "de_DE-tiny", language="de")
    export_voice(tmp_path / "voice", tmp_path / "shelf" / "de_DE-tiny.zip")
    return tmp_path / "shelf"


@pytest.fixture
def listed(shelf):
    (shelf / "catalogue.json").write_text(catalogue_of(shelf), encoding="utf-8")
    return shelf / "catalogue.json"


def test_a_catalogue_says_what_the_voices_beside_it_are(listed, shelf):
    (voice,) = read_catalogue(str(listed)).voices
    assert (voice.name, voice.language, voice.speakers, voice.licence) == ("de_DE-tiny", "de", SPEAKERS, "CC0")
    assert voice.size_bytes == (shelf / voice.file).stat().st_size


def test_the_address_of_a_voice_is_relative_to_its_catalogue(listed, shelf):
    voices = read_catalogue(str(listed)).voices
    assert Catalogue(str(listed), voices).address(voices[0]) == str(shelf / "de_DE-tiny.zip")
    served = Catalogue("https://example.com/voices/catalogue.json", voices)
    assert served.address(voices[0]) == "https://example.com/voices/de_DE-tiny.zip"


def test_a_file_that_is_not_the_one_described_is_refused(listed, shelf):
    found = read_catalogue(str(listed))
    voice = found.voice("de_DE-tiny")
    found.check(voice, shelf / voice.file)
    (shelf / voice.file).write_bytes((shelf / voice.file).read_bytes()[:-1])
    with pytest.raises(CatalogueError, match=r"is not the file that the catalogue .* describes"):
        found.check(voice, shelf / voice.file)


def test_a_voice_that_is_not_listed_is_refused_with_those_that_are(listed):
    with pytest.raises(CatalogueError, match="has no voice 'fr_FR-x'; it has de_DE-tiny"):
        read_catalogue(str(listed)).voice("fr_FR-x")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[", "is no catalogue of voices: it is not JSON"),
        ("[" * 100_000, "is no catalogue of voices: it is not JSON"),
        ("[]", "has no list `voices`"),
        ('{"format": 2, "voices": []}', "of another format; this program reads format 1"),
        ('{"format": 1, "voices": [3]}', "voice 1 "),
        ('{"format": 1, "voices": [{"name": "x"}]}', "voice 1"),
        (" " * (4 * 1024 * 1024 + 1), "is larger than any catalogue"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_the_reason(tmp_path, content, message):
    (tmp_path / "catalogue.json").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        read_catalogue(str(tmp_path / "catalogue.json"))


@pytest.mark.parametrize("file", ["../up.zip", "/etc/passwd", "file:///etc/passwd", "a/../../b.zip", "C:\\x.zip"])
def test_no_voice_lies_outside_the_folder_of_its_catalogue(listed, file):
    values = json.loads(listed.read_text(encoding="utf-8"))
    values["voices"][0]["file"] = file
    listed.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(CatalogueError, match="leads elsewhere"):
        read_catalogue(str(listed))


def test_a_folder_without_voices_or_with_a_damaged_one_has_no_catalogue(tmp_path, shelf):
    with pytest.raises(CatalogueError, match=r"holds no \.zip of a voice"):
        catalogue_of(tmp_path)
    (shelf / "broken.zip").write_bytes(b"no zip")
    with pytest.raises(BadVoiceError, match=r"broken\.zip is not a zip file"):
        catalogue_of(shelf)
