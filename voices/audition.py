"""Whether a voice can speak at all, asked before it is installed: whole files may hold models that fit nothing."""

from pathlib import Path

import numpy as np

from voices.conversion.loaded_model import read_conversion
from voices.packs.conversion_manifest import CONVERSION
from voices.packs.manifest import BadVoiceError
from voices.voice import load_voice

WORDS = "one two"
"""Said in any language, well or badly."""


def audition(folder: Path) -> None:
    """Let a voice plan a sentence: everything but the vocoder's work, which its shapes vouch for.

    A conversion model is only loaded.

    Raises:
        TtsError: its models are missing, of other kinds or do not fit together, or its language is not known here.
    """
    if (folder / CONVERSION).exists():
        read_conversion(folder)
        return
    voice = load_voice(str(folder))
    planned = next(voice.plan(WORDS), None)
    if planned is None:
        raise BadVoiceError(f"voice {voice.manifest.name} has nothing to say in its language")
    for what, values in {"pitch": planned.prosody.log_f0, "spectrum": planned.mel}.items():
        if not np.isfinite(values).all():
            raise BadVoiceError(f"voice {voice.manifest.name} speaks with a {what} that is no number")
