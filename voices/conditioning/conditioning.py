"""What a vocoder hears of each frame: one of several kinds, which a recipe chooses and a voice states.

Reading a voice's description needs no arrays, so numpy is imported only where features are made.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from voices.files.configuration import Chosen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from voices.conditioning.feature_config import FeatureConfig
    from voices.conditioning.prosody import Prosody

    Floats = NDArray[np.float32]


class Conditioning(Chosen, ABC):
    """How features are made for a vocoder, and what they say.

    Attributes:
        needs_texts: whether it hears what is said, so that models of prosody and spectrum come before the vocoder.
    """

    needs_texts: ClassVar[bool] = True

    @abstractmethod
    def channels(self, contexts: int, mel_bands: int) -> int:
        """Return the width of the features made of contexts and spectra so wide."""

    @abstractmethod
    def features(self, contexts: Floats, prosody: Prosody, log_mel: Floats, config: FeatureConfig) -> Floats:
        """Return the features [F, C], about zero by the scales of `config`.

        Args:
            contexts: [N, C], of the segments.
            log_mel: [F, bands], natural logarithms.
        """

    def voiced(self, features: Floats) -> NDArray[np.bool_] | None:
        """Return which frames features [F, C] say are voiced, [F], or None where they say nothing."""
        from voices.conditioning.vocoder_features import voiced_in

        return voiced_in(features)


@dataclass(frozen=True)
class Acoustic(Conditioning):
    """The log-mel spectrum, which shows low voices' harmonics blurred, and the pitch, which says where they are."""

    kind: Literal["acoustic"] = "acoustic"

    def channels(self, contexts: int, mel_bands: int) -> int:
        """Return the width: bands and pitch."""
        from voices.conditioning.vocoder_features import PITCH_CHANNELS

        del contexts
        return mel_bands + PITCH_CHANNELS

    def features(self, contexts: Floats, prosody: Prosody, log_mel: Floats, config: FeatureConfig) -> Floats:
        """Return the scaled spectrum, log F0 and voicing of each frame."""
        from voices.conditioning.vocoder_features import scaled_mel, with_pitch

        del contexts
        return with_pitch(scaled_mel(log_mel, config), prosody, config)


@dataclass(frozen=True)
class Linguistic(Conditioning):
    """The contexts of each frame's phone, its place in it, and pitch (van den Oord et al. 2016, section 3.2)."""

    kind: Literal["linguistic"] = "linguistic"

    def channels(self, contexts: int, mel_bands: int) -> int:
        """Return the width: contexts, place and pitch."""
        from voices.conditioning.frames import POSITION_CHANNELS
        from voices.conditioning.vocoder_features import PITCH_CHANNELS

        del mel_bands
        return contexts + POSITION_CHANNELS + PITCH_CHANNELS

    def features(self, contexts: Floats, prosody: Prosody, log_mel: Floats, config: FeatureConfig) -> Floats:
        """Return the contexts, the place in the phone, log F0 and voicing of each frame."""
        from voices.conditioning.frames import frame_inputs
        from voices.conditioning.vocoder_features import with_pitch

        del log_mel
        return with_pitch(frame_inputs(contexts, prosody.durations), prosody, config)


@dataclass(frozen=True)
class Unconditional(Conditioning):
    """Nothing: the vocoder babbles."""

    needs_texts: ClassVar[bool] = False

    kind: Literal["none"] = "none"

    def channels(self, contexts: int, mel_bands: int) -> int:
        """Return 0."""
        del contexts, mel_bands
        return 0

    def features(self, contexts: Floats, prosody: Prosody, log_mel: Floats, config: FeatureConfig) -> Floats:
        """Return features without channels, [F, 0]."""
        del contexts, prosody, config
        return log_mel[:, :0]

    def voiced(self, features: Floats) -> None:
        """Return None."""
        del features
