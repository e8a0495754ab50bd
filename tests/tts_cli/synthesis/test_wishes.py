from dataclasses import dataclass

import numpy as np
import pytest

from frontend.errors import TtsError
from frontend.utterance import Break, BreakKind, BreakStrength
from tts_cli.synthesis.wishes import Wishes, shaped


@dataclass(frozen=True)
class Said:
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class Spoken:
    utterance: Said
    samples: np.ndarray


def spoken(strength, value=0.5):
    return Spoken(Said((Break(0, BreakKind.PERIOD, strength),)), np.full(10, value, np.float32))


def test_silence_follows_sentences_in_whole_samples_but_not_clauses():
    clause, sentence = shaped(
        [spoken(BreakStrength.MAJOR), spoken(BreakStrength.SENTENCE)], Wishes(sentence_silence=0.00017), 16000
    )
    assert len(clause.samples) == 10
    np.testing.assert_array_equal(sentence.samples, [0.5] * 10 + [0] * 3)


def test_volume_is_a_factor_and_never_wraps_round():
    quiet, loud = (
        next(shaped([spoken(BreakStrength.SENTENCE, -0.5)], Wishes(volume=volume), 16000)) for volume in (0.5, 3)
    )
    assert set(quiet.samples) == {-0.25}
    assert set(loud.samples) == {-1}


def test_a_row_that_names_a_voice_does_not_keep_the_speaker_of_another():
    wishes = Wishes("first", "bob", seed=3)
    assert wishes.changed({"voice": "second"}) == Wishes("second", seed=3)
    assert wishes.changed({"voice": "second", "speaker": "eve"}) == Wishes("second", "eve", seed=3)
    assert wishes.changed({"seed": 4}) == Wishes("first", "bob", seed=4)


def test_a_speaker_of_its_own_wins_over_the_one_beside_the_voice():
    assert Wishes("voice#ann").request.speaker == "ann"
    assert Wishes("voice#ann", "bob").request.speaker == "bob"
    assert Wishes("voice").request.speaker is None


@pytest.mark.parametrize("values", [{"volume": -1}, {"volume": 11}, {"sentence_silence": float("nan")}])
def test_wishes_out_of_range_are_refused(values):
    with pytest.raises(TtsError, match="but must be from 0 to"):
        Wishes(**values)
