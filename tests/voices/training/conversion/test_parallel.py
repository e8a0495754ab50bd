"""The same words by several speakers."""

from dataclasses import replace

import numpy as np

from tests.voices.tiny_conversion import tiny_config
from voices.training.conversion.crops import ConversionCropConfig, ConversionCrops
from voices.training.conversion.parallel import Parallels, counterparts
from voices.training.conversion.speech import ConversionSpeech

COEFFICIENTS = 6
SHAPES = 2 * np.random.default_rng(9).standard_normal((5, 8))


def said(speaker, durations, text="a text", key="1", held_out=False):
    """Phones 0, 1, 2 ... for so many frames each, with spectra that are theirs but for what is the speaker's."""
    phones = np.repeat(np.arange(len(durations)), durations).astype(np.int16)
    mel = SHAPES[phones] + speaker + 0.1 * np.random.default_rng(speaker).standard_normal((len(phones), 8))
    pitch = np.full((len(phones), 2), speaker, np.float16)
    return ConversionSpeech(f"{speaker}/{key}", mel.astype(np.float16), pitch, phones, speaker, held_out, text)


def test_each_frame_finds_the_same_phone_wherever_the_other_says_it():
    one, other = said(0, (5, 20, 8, 4, 9)), said(1, (9, 6, 15, 10, 3))
    found = counterparts(one, other, COEFFICIENTS)
    assert np.all(np.diff(found) >= 0)
    assert (found[0], found[-1]) == (0, len(other.phones) - 1)
    assert (one.phones == other.phones[found]).mean() > 0.95


def test_only_others_who_say_the_same_are_parallel():
    ann, bob, again = said(0, (4, 4)), said(1, (5, 3)), said(0, (6, 2), key="2")
    stranger, silent = said(2, (4, 4), "another text"), said(3, (4, 4), "")
    parallels = Parallels([ann, bob, again, stranger, silent], COEFFICIENTS)
    assert [one.key for one in parallels.of(ann)] == ["1/1"]
    assert [one.key for one in parallels.of(bob)] == ["0/1", "0/2"]
    assert not parallels.of(stranger)
    assert not parallels.of(replace(silent, speaker=4))


def test_another_is_heard_in_a_share_of_the_crops_and_what_is_decoded_stays(monkeypatch):
    network = tiny_config()
    rows = [said(0, (10, 20, 10)), said(1, (20, 10, 10)), said(1, (20, 10, 10), key="held", held_out=True)]
    heard = {}
    for share in (0.0, 1.0):
        config = ConversionCropConfig(batch_size=12, codes=20, targets=1, target_share=1.0, parallel_share=share)
        crops = ConversionCrops(rows, network, config, 0)
        heard[share] = crops(0).arrays
    assert np.all(heard[1.0]["speaker"] == 0)
    assert np.all(heard[1.0]["pitch"] == 0)
    np.testing.assert_array_equal(heard[1.0]["mel"], heard[0.0]["mel"])

    asked = []

    def heard_instead(_, one, other):
        asked.append(other.key)
        return one.log_mel

    monkeypatch.setattr(Parallels, "in_time_of", heard_instead)
    config = ConversionCropConfig(batch_size=200, codes=20, targets=1, target_share=1.0, parallel_share=0.3)
    ConversionCrops(rows, network, config, 0)(0)
    assert set(asked) == {"1/1"}  # what is held out is never heard
    assert 30 < len(asked) < 90
