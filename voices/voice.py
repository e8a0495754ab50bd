"""A voice ready to speak: text in, sound out, sentence by sentence.

from voices.voice import load_voice

for sentence in load_voice("en_US-arctic").speak("Hello! How are you?"):
    play(sentence.samples)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.analysis import Frontend
from frontend.errors import TtsError
from frontend.linguistic.contexts import CONTEXTS_VERSION, contexts
from frontend.linguistic.segments import Segment, segments
from frontend.phones.inventory import Inventory
from frontend.phones.lexicon import Lexicon
from frontend.utterance import Utterance
from voices.acoustic.model import AcousticModel, load_acoustic_model
from voices.generator.generator import Generator, Sentence
from voices.generator.noise import uniform_noise
from voices.packs.manifest import BadVoiceError, VoiceManifest
from voices.packs.verification import verify_voice
from voices.registry import find_voice
from voices.spoken_sentence import SentencePlan, SpokenSentence
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
        limits = {"speed": (0.1, 10.0), "semitones": (-48.0, 48.0), "temperature": (0.01, 2.0)}
        for name, (lowest, highest) in limits.items():
            value = getattr(self, name)
            if value is not None and not lowest <= value <= highest:
                raise TtsError(f"{name} is {value:g}, but must be from {lowest:g} to {highest:g}")


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
        for plan in self.plan(text, request, lexicon):
            yield self.say(plan)

    def plan(self, text: str, request: Request | None = None, lexicon: Lexicon | None = None) -> Iterator[SentencePlan]:
        """Yield what each sentence of a text is made of: all of `speak` but the vocoder's work.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
        """
        request = request or Request()
        speaker = self._speaker(request)
        frontend = Frontend(self.manifest.language, lexicon or Lexicon())
        for number, utterance in enumerate(frontend.utterances(text)):
            yield self._plan(utterance, speaker, request, number)

    def say(self, plan: SentencePlan) -> SpokenSentence:
        """Make the waveform of one sentence."""
        (spoken,) = self.say_together([plan])
        return spoken

    def say_together(self, plans: Sequence[SentencePlan], threads: int = 1) -> list[SpokenSentence]:
        """Make the waveforms of several sentences in lock-step, in less time than one after the other.

        The samples are those of `say`, sentence by sentence.
        """
        spoken: dict[int, SpokenSentence] = {}
        for temperature in {plan.temperature for plan in plans}:
            places = [place for place, plan in enumerate(plans) if plan.temperature == temperature]
            inputs = [plans[place].vocoder_input for place in places]
            waveforms = self._vocoder.generate(inputs, temperature, threads)
            for place, samples in zip(places, waveforms, strict=True):
                spoken[place] = SpokenSentence(plans[place], _unit_range(samples))
        return [spoken[place] for place in range(len(plans))]

    def stream(self, plan: SentencePlan, chunk_samples: int = 1600) -> Iterator[Floats]:
        """Yield the waveform of one sentence piece by piece, as it is made; together, that of `say`."""
        for chunk in self._vocoder.stream(plan.vocoder_input, chunk_samples, plan.temperature):
            yield _unit_range(chunk)

    def _plan(self, utterance: Utterance, speaker: int, request: Request, number: int) -> SentencePlan:
        row = [self._known(segment) for segment in segments(utterance)]
        values = contexts(row, self._inventory)
        prosody = self._acoustic.prosody(values, speaker, request.speed, request.semitones)
        mel = self._acoustic.mel(values, prosody, speaker)
        vocoder_input = Sentence(
            uniform_noise(_sentence_seed(request.seed, number), len(mel) * self._vocoder.config.frame_samples),
            mel,
            speaker if self._vocoder.config.speakers else None,
        )
        temperature = self.manifest.temperature if request.temperature is None else request.temperature
        return SentencePlan(utterance, row, prosody, mel, vocoder_input, temperature)

    def _known(self, segment: Segment) -> Segment:
        """A phone the voice was not trained on is said as the one made most like it."""
        return replace(segment, phone=self._inventory.closest(segment.phone))

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
    facts = {
        "mel bands": (acoustic.config.mel_bands, channels),
        "sample rates": (manifest.sample_rate, sample_rate),
        "speakers": (acoustic.config.speakers, len(manifest.speakers)),
    }
    for what, (one, other) in facts.items():
        if one != other:
            raise BadVoiceError(f"the parts of voice {manifest.name} do not fit together: {what} are {one} and {other}")


def _unit_range(samples: Floats) -> Floats:
    return np.clip(samples, -1, 1)  # de-emphasis can overshoot


def _sentence_seed(seed: int, number: int) -> int:
    """A seed for each sentence, whether or not the others are asked for."""
    return int(np.random.SeedSequence([seed, number]).generate_state(1)[0])
