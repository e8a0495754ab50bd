"""A voice ready to speak: text in, sound out, sentence by sentence.

from voices.voice import load_voice

for sentence in load_voice("en_US-arctic").speak("Hello! How are you?"):
    play(sentence.samples)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.analysis import Frontend
from frontend.errors import TtsError
from frontend.linguistic.contexts import CONTEXTS_VERSION, contexts, with_known_phones
from frontend.linguistic.segments import Segment, segments
from frontend.phones.inventory import Inventory
from frontend.phones.lexicon import Lexicon
from frontend.utterance import Utterance
from voices.acoustic.model import AcousticModel, Prosody, load_acoustic_model
from voices.acoustic.vocoder_features import vocoder_channels, vocoder_features
from voices.generator.generator import Generator, Sentence
from voices.generator.noise import uniform_noise
from voices.packs.manifest import BadVoiceError, VoiceManifest
from voices.packs.verification import verify_voice
from voices.registry import find_voice
from voices.wavenet.weights import load_weights

Floats = NDArray[np.float32]
MODELS = ("acoustic", "vocoder")


class UnknownSpeakerError(TtsError):
    """The voice has no speaker of this name."""


@dataclass(frozen=True)
class Request:
    """What is wanted of a voice this time.

    Attributes:
        speaker: name; None for the voice's first.
        speed: above 1 is faster.
        semitones: added to the pitch.
        temperature: of the vocoder's draws, lower is smoother; None for the voice's own.
        seed: the same text, voice, request and seed give the same samples.
    """

    speaker: str | None = None
    speed: float = 1.0
    semitones: float = 0.0
    temperature: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        limits = {"speed": (0.1, 10.0), "semitones": (-48.0, 48.0), "temperature": (0.0, 2.0)}
        for name, (lowest, highest) in limits.items():
            value = getattr(self, name)
            if value is not None and not lowest <= value <= highest:
                raise TtsError(f"{name} is {value:g}, but must be from {lowest:g} to {highest:g}")


@dataclass(frozen=True)
class SpokenSentence:
    """One utterance and how it was said.

    Attributes:
        row: its segments; `prosody.durations` counts the frames of each.
        mel: [F, bands], natural logarithms.
        samples: [T] in [-1, 1].
    """

    utterance: Utterance
    row: list[Segment]
    prosody: Prosody
    mel: Floats
    samples: Floats


class Voice:
    """The models of a voice, loaded."""

    def __init__(self, manifest: VoiceManifest, acoustic: AcousticModel, vocoder: Generator) -> None:
        self.manifest = manifest
        self._acoustic, self._vocoder = acoustic, vocoder
        self._inventory = Inventory(tuple(manifest.phones))

    def speak(
        self, text: str, request: Request | None = None, lexicon: Lexicon | None = None
    ) -> Iterator[SpokenSentence]:
        """Yield the sentences of a text, each as soon as it is said; none where nothing can be spoken.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
        """
        request = request or Request()
        speaker = self._speaker(request)
        frontend = Frontend(self.manifest.language, lexicon or Lexicon())
        for number, utterance in enumerate(frontend.utterances(text)):
            yield self._say(utterance, speaker, request, number)

    def _say(self, utterance: Utterance, speaker: int, request: Request, number: int) -> SpokenSentence:
        row = with_known_phones(segments(utterance), self._inventory)
        values = contexts(row, self._inventory)
        prosody = self._acoustic.prosody(values, speaker, request.speed, request.semitones)
        mel = self._acoustic.mel(values, prosody, speaker)
        length = len(mel) * self._vocoder.config.frame_samples
        wanted = Sentence(
            uniform_noise(_sentence_seed(request.seed, number), length),
            vocoder_features(self.manifest.conditioning, values, prosody, mel),
            speaker if self._vocoder.config.speakers else None,
        )
        temperature = self.manifest.temperature if request.temperature is None else request.temperature
        (samples,) = self._vocoder.generate([wanted], temperature)
        return SpokenSentence(utterance, row, prosody, mel, np.clip(samples, -1, 1))  # de-emphasis can overshoot

    def _speaker(self, request: Request) -> int:
        names = self.manifest.speakers
        if request.speaker is None:
            return 0
        if request.speaker not in names:
            raise UnknownSpeakerError(
                f"voice {self.manifest.name} has no speaker {request.speaker!r}; its speakers are {', '.join(names)}"
            )
        return names.index(request.speaker)


def load_voice(name: str) -> Voice:
    """Load a voice by its name or the path of its folder, after checking every file of it.

    Raises:
        UnknownVoiceError: there is none of this name.
        BadVoiceError: it is damaged, or made for another version of this program.
    """
    folder = find_voice(name).folder
    manifest = verify_voice(folder)
    if manifest.contexts_version != CONTEXTS_VERSION:
        raise BadVoiceError(
            f"voice {manifest.name} was trained on contexts of version {manifest.contexts_version}; this program makes "
            f"version {CONTEXTS_VERSION}"
        )
    acoustic = load_acoustic_model(_model(folder, manifest, "acoustic"))
    config, weights = load_weights(_model(folder, manifest, "vocoder"))
    _check_fit(manifest, acoustic, config.conditioning_channels, config.sample_rate)
    return Voice(manifest, acoustic, Generator(config, weights))


def _model(folder: Path, manifest: VoiceManifest, role: str) -> Path:
    if role not in manifest.models:
        raise BadVoiceError(f"voice {manifest.name} has no {role} model; a voice needs {' and '.join(MODELS)}")
    return folder / manifest.models[role]


def _check_fit(manifest: VoiceManifest, acoustic: AcousticModel, channels: int, sample_rate: int) -> None:
    features = vocoder_channels(manifest.conditioning, acoustic.config.contexts, acoustic.config.mel_bands)
    facts = {
        "vocoder features": (features, channels),
        "sample rates": (manifest.sample_rate, sample_rate),
        "speakers": (acoustic.config.speakers, len(manifest.speakers)),
    }
    for what, (one, other) in facts.items():
        if one != other:
            raise BadVoiceError(f"the parts of voice {manifest.name} do not fit together: {what} are {one} and {other}")


def _sentence_seed(seed: int, number: int) -> int:
    """A seed for each sentence, whether or not the others are asked for."""
    return int(np.random.SeedSequence([seed, number]).generate_state(1)[0])
