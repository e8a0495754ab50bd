"""Who may be installed: voices that can speak."""

import numpy as np
import pytest

from frontend.errors import TtsError
from tests.voices.tiny_voice import make_tiny_voice
from voices.acoustic.model import AcousticModel
from voices.audition import audition
from voices.conditioning.conditioning import Linguistic


def test_a_voice_that_speaks_passes(tmp_path):
    make_tiny_voice(tmp_path / "voice")
    audition(tmp_path / "voice")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"models": {"acoustic": "vocoder.safetensors", "vocoder": "acoustic.safetensors"}},
            "says nothing about a model of kind 'acoustic'",
        ),
        ({"models": {}}, "has no acoustic model"),
        ({"language": "xx-nonsense"}, "espeak-ng does not speak 'xx-nonsense'"),
        ({"conditioning": Linguistic()}, "do not fit together: vocoder features are"),
        ({"phones": ["_"]}, "do not fit together: channels of its phones are"),
    ],
)
def test_a_voice_that_cannot_speak_does_not(tmp_path, changes, message):
    make_tiny_voice(tmp_path / "voice", **changes)
    with pytest.raises(TtsError, match=message):
        audition(tmp_path / "voice")


def test_a_voice_whose_spectrum_overflows_does_not(tmp_path, monkeypatch):
    make_tiny_voice(tmp_path / "voice")
    monkeypatch.setattr(AcousticModel, "mel", lambda _, __, prosody, ___: np.full((len(prosody.log_f0), 8), np.inf))
    with pytest.raises(TtsError, match="speaks with a spectrum that is no number"):
        audition(tmp_path / "voice")
