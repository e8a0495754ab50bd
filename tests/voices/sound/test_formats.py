from pathlib import Path

import pytest

from voices.sound.formats import FORMATS, UnknownFormatError, format_named, format_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.WAV", "wav"), ("a.b.flac", "flac"), ("a.oga", "ogg"), ("a.opus", "opus"), ("a.pcm", "raw")],
)
def test_the_ending_says_the_format(name, expected):
    assert format_of(Path(name)) is FORMATS[expected]


def test_an_unknown_name_or_ending_names_those_there_are():
    with pytest.raises(UnknownFormatError, match=r"a\.doc has no known ending; name it \*\.wav, \*\.flac"):
        format_of(Path("a.doc"))
    with pytest.raises(
        UnknownFormatError, match="there is no format 'aac'; formats are wav, flac, ogg, opus, mp3, raw"
    ):
        format_named("aac")


@pytest.mark.parametrize(
    ("name", "voice_rate", "wanted", "expected"),
    [
        ("wav", 16000, None, 16000),
        ("wav", 16000, 12345, 12345),
        ("opus", 16000, None, 16000),
        ("opus", 22050, None, 24000),
        ("mp3", 96000, None, 48000),
        ("mp3", 16000, 44100, 44100),
    ],
)
def test_a_format_is_written_at_the_wanted_rate_or_the_next_it_holds(name, voice_rate, wanted, expected):
    assert FORMATS[name].rate_for(voice_rate, wanted) == expected


def test_a_rate_that_a_format_does_not_hold_is_refused():
    with pytest.raises(UnknownFormatError, match="opus does not hold 44100 Hz; it holds 8000, 12000, 16000"):
        FORMATS["opus"].rate_for(16000, 44100)
