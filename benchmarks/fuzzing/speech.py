"""Plans and their sound, held against each other."""

import numpy as np

from frontend.errors import TtsError
from frontend.script import Script
from voices.speaking.render import sound_in_pieces, sound_together
from voices.speaking.request import Request
from voices.speaking.service import SpeechService

_MOST_SECONDS = 20  # of sound that is made for one input
_PLANNED = 12  # sentences


def check_speech(service: SpeechService, text: str | Script, request: Request) -> None:
    """Say a text, and see that the sound is what was planned, in pieces as at once."""
    seconds = 0.0
    try:
        for number, planned in enumerate(service.plan(text, request)):
            assert np.isfinite(planned.mel).all(), "the spectrum is no number"
            assert np.isfinite(planned.prosody.log_f0).all(), "the pitch is no number"
            assert (np.diff(planned.finish.ends) >= 0).all(), "a segment ends before it begins"
            seconds += planned.finish.ends[-1] / planned.sample_rate
            if number == _PLANNED or seconds > _MOST_SECONDS:
                return
            whole = np.concatenate(list(sound_together([planned])[0].pieces))
            assert np.isfinite(whole).all(), "a sample is no number"
            assert np.array_equal(whole, np.concatenate(list(sound_in_pieces(planned).pieces))), "pieces differ"
            if planned.sample_rate == planned.rate:
                assert len(whole) == planned.finish.ends[-1] + planned.rest, "it lasts otherwise than planned"
    except TtsError:
        return
