"""A voice ready to speak: text in, sound out, sentence by sentence.

from voices.voice import load_voice

for sentence in load_voice("en_US-arctic").speak("Hello! How are you?"):
    play(sentence.samples)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.analysis import Frontend
from frontend.errors import TtsError
from frontend.linguistic.contexts import CONTEXTS_VERSION, contexts, with_known_phones
from frontend.linguistic.segments import segments
from frontend.phones.inventory import Inventory
from frontend.phones.lexicon import Lexicon
from frontend.reading_language import language_warnings
from frontend.script import Script
from frontend.script_sentence import ScriptSentence
from frontend.utterance import Utterance
from voices.acoustic.model import AcousticModel, load_acoustic_model
from voices.conditioning.vocoder_features import vocoder_channels, vocoder_features
from voices.packs.manifest import BadVoiceError, VoiceManifest
from voices.packs.verification import verify_voice
from voices.prosody.durations import whole_frames
from voices.registry import find_voice
from voices.speaking.delivery import exact_pauses, pitch_shifts, segment_deliveries
from voices.speaking.finish import finish
from voices.speaking.plan import PlannedSentence as PlannedSentence
from voices.speaking.render import voice_in_pieces, voice_together
from voices.speaking.request import SPEED_LIMITS
from voices.speaking.request import Request as Request
from voices.speaking.spoken_sentence import SpokenSentence as SpokenSentence
from voices.vocoders.autoregressive.generator import GROUP, Generator
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import load_weights

Floats = NDArray[np.float32]
MODELS = ("acoustic", "vocoder")
LONGEST_MADE_PAUSE_SECONDS = 0.2
"""What the vocoder makes at most of a pause of exact length; the rest is silence."""


class UnknownSpeakerError(TtsError):
    """The voice has no speaker of this name."""


class Voice:
    """The models of a voice, loaded."""

    def __init__(self, manifest: VoiceManifest, acoustic: AcousticModel, vocoder: Generator) -> None:
        self.manifest = manifest
        self._acoustic, self._vocoder = acoustic, vocoder
        self._inventory = Inventory(tuple(manifest.phones))
        self._loaded = {manifest.name: self}  # and the voices that scripts have named

    def speak(
        self, text: str | Script, request: Request | None = None, lexicon: Lexicon | None = None, threads: int = 1
    ) -> Iterator[SpokenSentence]:
        """Yield the sentences of a text, each as soon as it is said; none where nothing can be spoken.

        Args:
            text: plain, or with directions (`frontend.ssml.read.read_ssml`).
            threads: processor cores for sentences made at once; the samples do not depend on them.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
        """
        return self.say(self.plan(text, request, lexicon), threads)

    def plan(
        self, text: str | Script, request: Request | None = None, lexicon: Lexicon | None = None, first: int = 0
    ) -> Iterator[PlannedSentence]:
        """Yield how the sentences of a text will be said.

        Args:
            first: the number of the first sentence, where a text comes in parts; each number has its own noise.

        Raises:
            UnknownSpeakerError: the voice has no such speaker.
            UnknownVoiceError: a script names a voice that is not installed.
        """
        for _, planned in self.read(text, request, lexicon, first):
            if planned is not None:
                yield planned

    def read(
        self, text: str | Script, request: Request | None = None, lexicon: Lexicon | None = None, first: int = 0
    ) -> Iterator[tuple[ScriptSentence, PlannedSentence | None]]:
        """Yield the sentences of a text as they are read, each with its plan; None where it is punctuation only.

        Args, raises: as `plan`.
        """
        request = request or Request()
        number = first
        for name, part in Script.of(text).by_voice():
            voice, cast = self._cast(name, request)
            speaker = voice._speaker(cast)
            frontend = Frontend(voice.manifest.language, lexicon or Lexicon())
            for sentence in frontend.sentences(part):
                utterance = frontend.utterance(sentence)
                if utterance is None:
                    yield sentence, None
                else:
                    yield sentence, voice._plan(utterance, speaker, cast, number)
                    number += 1

    def warnings(self, script: Script) -> list[str]:
        """Return what of a script cannot be said as it is meant, a line each."""
        found = [
            language_warnings(part, self._cast(name, Request())[0].manifest.language)
            for name, part in script.by_voice()
        ]
        return list(dict.fromkeys([*script.warnings, *(line for lines in found for line in lines)]))

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
        return voice_together(planned, threads)

    def stream(self, planned: PlannedSentence, chunk_samples: int = 1600) -> Iterator[Floats]:
        """Yield the waveform of one sentence piece by piece, as it is made; together, that of `say`."""
        return voice_in_pieces(planned, chunk_samples)

    def _plan(self, utterance: Utterance, speaker: int, request: Request, number: int) -> PlannedSentence:
        row = with_known_phones(segments(utterance), self._inventory)
        values = contexts(row, self._inventory)
        deliveries = segment_deliveries(row, utterance.words)
        pauses = exact_pauses(row, utterance)
        durations = self._durations(values, speaker, [request.speed * one.rate for one in deliveries], pauses)
        prosody = self._acoustic.pitch(values, durations, speaker, request.semitones)
        shifts = pitch_shifts(deliveries, float(self._acoustic.scales.pitch_mean[speaker]), durations)
        prosody = replace(prosody, log_f0=prosody.log_f0 + shifts)
        mel = self._acoustic.mel(values, prosody, speaker)
        lengths = durations * self._vocoder.config.frame_samples
        return PlannedSentence(
            utterance,
            row,
            prosody,
            mel,
            vocoder_features(self.manifest.conditioning, values, prosody, mel, self.manifest.features),
            speaker,
            _sentence_seed(request.seed, number),
            self.manifest.temperature if request.temperature is None else request.temperature,
            self._vocoder,
            finish(lengths, [one.gain for one in deliveries], pauses, self.manifest.sample_rate),
            self.manifest.sample_rate,
        )

    def _durations(
        self, values: Floats, speaker: int, rates: Sequence[float], pauses: Mapping[int, float]
    ) -> NDArray[np.int64]:
        """In frames; of a pause of exact length, what the vocoder makes of it."""
        durations = self._acoustic.durations(values, speaker) / np.clip(rates, *SPEED_LIMITS)
        frames_per_second = self.manifest.sample_rate / self._vocoder.config.frame_samples
        for place, seconds in pauses.items():
            durations[place] = min(seconds, LONGEST_MADE_PAUSE_SECONDS) * frames_per_second
        return whole_frames(durations)

    def _cast(self, name: str | None, request: Request) -> "tuple[Voice, Request]":
        """The voice that a script names, and the request with the speaker it names."""
        if name is None:
            return self, request
        voice_name, _, speaker = name.partition("#")
        if voice_name in self.manifest.speakers and not speaker:
            return self, replace(request, speaker=voice_name)
        if voice_name and voice_name not in self._loaded:
            self._loaded[voice_name] = self._other(voice_name)
        voice = self._loaded[voice_name] if voice_name else self
        return voice, replace(request, speaker=speaker or None)

    def _other(self, name: str) -> "Voice":
        voice = load_voice(name)
        if voice.manifest.sample_rate != self.manifest.sample_rate:
            raise TtsError(
                f"voices {self.manifest.name} and {name} cannot speak in one text: their sample rates are "
                f"{self.manifest.sample_rate} and {voice.manifest.sample_rate} Hz"
            )
        return voice

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
    _check_fit(manifest, acoustic, config)
    return Voice(manifest, acoustic, Generator(config, weights))


def _model(folder: Path, manifest: VoiceManifest, role: str) -> Path:
    if role not in manifest.models:
        raise BadVoiceError(f"voice {manifest.name} has no {role} model; a voice needs {' and '.join(MODELS)}")
    return folder / manifest.models[role]


def _check_fit(manifest: VoiceManifest, acoustic: AcousticModel, vocoder: WaveNetConfig) -> None:
    features = vocoder_channels(manifest.conditioning, acoustic.config.contexts, acoustic.config.mel_bands)
    facts = {
        "vocoder features": (features, vocoder.conditioning_channels),
        "sample rates": (manifest.sample_rate, vocoder.sample_rate),
        "samples of a frame": (manifest.features.hop, vocoder.frame_samples),
        "bands of the spectrum": (manifest.features.bands, acoustic.config.mel_bands),
        "speakers": (acoustic.config.speakers, len(manifest.speakers)),
    }
    for what, (one, other) in facts.items():
        if one != other:
            raise BadVoiceError(f"the parts of voice {manifest.name} do not fit together: {what} are {one} and {other}")


def _sentence_seed(seed: int, number: int) -> int:
    """A seed for each sentence, whether or not the others are asked for."""
    return int(np.random.SeedSequence([seed, number]).generate_state(1)[0])
