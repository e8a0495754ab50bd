"""A voice ready to speak: text in, sound out, sentence by sentence.

from voices.voice import load_voice

for sentence in load_voice("en_US-arctic").speak("Hello! How are you?"):
    play(sentence.samples)
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
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
from voices.acoustic.model import AcousticModel, Prosody, load_acoustic_model
from voices.generator.generator import GROUP, Generator, Sentence
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
        speaker: name, or number from "0"; None for the voice's first.
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
class PlannedSentence:
    """One utterance and how it will be said: all but its waveform.

    Attributes:
        row: its segments; `prosody.durations` counts the frames of each.
        mel: [F, bands], natural logarithms.
        speaker: index.
        seed, temperature: of the vocoder's draws.
    """

    utterance: Utterance
    row: list[Segment]
    prosody: Prosody
    mel: Floats
    speaker: int
    seed: int
    temperature: float


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
        self, text: str, request: Request | None = None, lexicon: Lexicon | None = None, threads: int = 1
    ) -> Iterator[SpokenSentence]:
        """Yield the sentences of a text, each as soon as it is said; none where nothing can be spoken.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
        """
        return self.say(self.plan(text, request, lexicon), threads)

    def plan(
        self, text: str, request: Request | None = None, lexicon: Lexicon | None = None, first: int = 0
    ) -> Iterator[PlannedSentence]:
        """Yield how the sentences of a text will be said.

        Args:
            first: the number of the first sentence, where a text comes in parts; each number has its own noise.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
        """
        request = request or Request()
        speaker = self._speaker(request)
        frontend = Frontend(self.manifest.language, lexicon or Lexicon())
        for number, utterance in enumerate(frontend.utterances(text), start=first):
            yield self._plan(utterance, speaker, request, number)

    def say(self, planned: Iterable[PlannedSentence], threads: int = 1) -> Iterator[SpokenSentence]:
        """Yield planned sentences with their waveforms: the first on its own, to be heard at once, then more at a time.

        The samples are the same however many are made together.
        """
        waiting = iter(planned)
        size = 1
        while together := list(islice(waiting, size)):
            yield from self.say_together(together, threads)
            size = min(2 * size, GROUP * threads)

    def say_together(self, planned: Sequence[PlannedSentence], threads: int = 1) -> list[SpokenSentence]:
        """Return planned sentences with their waveforms, all made at once, which takes less time than one by one."""
        waveforms: dict[int, Floats] = {}
        for temperature in sorted({one.temperature for one in planned}):
            chosen = [number for number, one in enumerate(planned) if one.temperature == temperature]
            wanted = [self._wanted(planned[number]) for number in chosen]
            waveforms |= zip(chosen, self._vocoder.generate(wanted, temperature, threads), strict=True)
        return [
            SpokenSentence(one.utterance, one.row, one.prosody, one.mel, np.clip(waveforms[number], -1, 1))
            for number, one in enumerate(planned)  # clipped, because de-emphasis can overshoot
        ]

    def _plan(self, utterance: Utterance, speaker: int, request: Request, number: int) -> PlannedSentence:
        row = [self._known(segment) for segment in segments(utterance)]
        values = contexts(row, self._inventory)
        prosody = self._acoustic.prosody(values, speaker, request.speed, request.semitones)
        mel = self._acoustic.mel(values, prosody, speaker)
        temperature = self.manifest.temperature if request.temperature is None else request.temperature
        return PlannedSentence(utterance, row, prosody, mel, speaker, _sentence_seed(request.seed, number), temperature)

    def _wanted(self, planned: PlannedSentence) -> Sentence:
        length = len(planned.mel) * self._vocoder.config.frame_samples
        return Sentence(
            uniform_noise(planned.seed, length),
            planned.mel,
            planned.speaker if self._vocoder.config.speakers else None,
        )

    def _known(self, segment: Segment) -> Segment:
        """A phone the voice was not trained on is said as the one made most like it."""
        return replace(segment, phone=self._inventory.closest(segment.phone))

    def _speaker(self, request: Request) -> int:
        names = self.manifest.speakers
        if request.speaker is None:
            return 0
        if request.speaker not in names:
            if request.speaker.isdecimal() and int(request.speaker) < len(names):
                return int(request.speaker)
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


def _sentence_seed(seed: int, number: int) -> int:
    """A seed for each sentence, whether or not the others are asked for."""
    return int(np.random.SeedSequence([seed, number]).generate_state(1)[0])
