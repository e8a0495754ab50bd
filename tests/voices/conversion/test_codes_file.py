"""Coded speech in a file."""

import json

import numpy as np
import pytest

from tests.voices.tiny_conversion import tiny_config
from voices.conversion.coded import CodedSpeech, cut, joined
from voices.conversion.codes_file import BadCodesError, code_rates, load_codes, model_of, save_codes

FRAMES = 101


def speech(frames=FRAMES):
    random = np.random.default_rng(0)
    codes = random.integers(0, 8, (-(-frames // 2), 2)).astype(np.uint16)
    voiced = np.repeat(random.random(len(codes)) < 0.6, 2)[:frames]
    log_f0 = np.log(120 + 30 * np.sin(np.arange(frames) / 20)).astype(np.float32)
    return CodedSpeech(codes, log_f0, voiced, 0, frames)


def test_codes_come_back_exactly_and_the_melody_to_less_than_a_semitone(tmp_path):
    one = speech()
    save_codes(tmp_path / "a.npz", one, "tiny", tiny_config())
    again = load_codes(tmp_path / "a.npz", tiny_config())
    np.testing.assert_array_equal(again.codes, one.codes)
    np.testing.assert_array_equal(again.voiced, one.voiced)
    assert np.abs(again.log_f0 - one.log_f0)[one.voiced].max() < 1.0 * np.log(2) / 12
    assert model_of(tmp_path / "a.npz") == "tiny"


def test_the_usual_model_takes_less_than_a_kilobit_a_second():
    rates = code_rates(tiny_config(codes=256))
    assert rates.codes == 50 * 2 * 8
    assert rates.melody == 12.5 * 5 + 50
    assert rates.total < 1000


def test_what_is_cut_into_stretches_joins_to_the_whole():
    whole = speech()
    pieces = list(cut(whole, 2, 20, 8))
    again = joined(pieces, 2)
    np.testing.assert_array_equal(again.codes, whole.codes)
    np.testing.assert_array_equal(again.voiced, whole.voiced)
    assert [one.before for one in pieces] == [0, 8, 8, 8, 8, 8]


def archive(path, **changes):
    about = {"format": 1, "model": "tiny", "frames": FRAMES} | changes.pop("about", {})
    arrays = {"codes": np.zeros((51, 2), np.uint8), "pitch": np.zeros(13, np.uint8), "voiced": np.zeros(7, np.uint8)}
    np.savez(path, about=np.array(json.dumps(about)), **{**arrays, **changes})


NOTHING = {"codes": np.zeros((0, 2), np.uint8), "pitch": np.zeros(0, np.uint8), "voiced": np.zeros(0, np.uint8)}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"about": {"format": 2}}, "another version"),
        ({"about": {"frames": 7}}, "does not hold the codes of 7 frames"),
        ({"about": {"frames": -1}}, "does not hold the codes of -1 frames"),
        ({"about": {"frames": -1}, **NOTHING}, "does not hold the codes of -1 frames"),
        ({"about": {"frames": 0}, **NOTHING}, "does not hold the codes of 0 frames"),
        ({"codes": np.full((51, 2), 8, np.uint8)}, "codes that this model does not have"),
        ({"codes": np.zeros((51, 3), np.uint8)}, "does not hold the codes"),
        ({"codes": np.zeros((51, 2), np.float32)}, "another version"),
        ({"pitch": np.full(13, 99, np.uint8)}, "codes that this model does not have"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_refused_with_the_reason(tmp_path, changes, complaint):
    archive(tmp_path / "a.npz", **changes)
    with pytest.raises(BadCodesError, match=complaint):
        load_codes(tmp_path / "a.npz", tiny_config())


@pytest.mark.parametrize("content", [b"", b"PK\3\4 no archive", b"hello"])
def test_what_is_no_archive_is_refused(tmp_path, content):
    (tmp_path / "a.npz").write_bytes(content)
    with pytest.raises(BadCodesError, match="damaged or no file of codes"):
        load_codes(tmp_path / "a.npz", tiny_config())


def test_code_in_an_archive_is_not_run(tmp_path):
    archive(tmp_path / "a.npz", codes=np.array([print], object))
    with pytest.raises(BadCodesError, match="damaged"):
        load_codes(tmp_path / "a.npz", tiny_config())


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadCodesError, match=r"no file of codes .*a\.npz"):
        load_codes(tmp_path / "a.npz", tiny_config())
