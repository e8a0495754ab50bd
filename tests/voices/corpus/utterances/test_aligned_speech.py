"""An utterance and its segments."""

from dataclasses import replace

import pytest

from tests.voices.training.acoustic.conftest import make_speech


def test_speech_that_does_not_fit_its_segments_is_refused():
    speech = make_speech(0)
    with pytest.raises(ValueError, match="do not fit"):
        replace(speech, mel=speech.mel[:-1])
    with pytest.raises(ValueError, match="do not fit"):
        replace(speech, durations=speech.durations[:-1])
