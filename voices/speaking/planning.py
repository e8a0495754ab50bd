"""An utterance to a plan: what the models of a voice, and the request, make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from frontend.errors import TtsError
from frontend.linguistic.contexts import contexts, with_known_phones
from frontend.linguistic.segments import segments
from frontend.utterance import Break, BreakStrength, Delivery, Utterance
from frontend.writing_systems import foreign_script
from voices.conditioning.prosody import Prosody
from voices.device import CPU
from voices.packs.manifest import VoiceManifest
from voices.prosody.durations import whole_frames
from voices.speaking.delivery import exact_pauses, pitch_shifts, segment_deliveries, sounds_in_pauses
from voices.speaking.finish import finish
from voices.speaking.loaded_voice import LoadedVoice
from voices.speaking.pitch_shift import PitchShift
from voices.speaking.plan import PlannedSentence
from voices.speaking.request import PITCH_LIMITS, SPEED_LIMITS, Request
from voices.speaking.words_per_minute import own_words_per_minute

Floats = NDArray[np.float32]

READERS_PAUSE_SECONDS = {BreakStrength.SENTENCE: 0.3, BreakStrength.PARAGRAPH: 0.5}
"""How long a reader pauses at least. Voices learn from single sentences, cut off at their ends: they never heard it."""

LONGEST_MADE_PAUSE_SECONDS = 0.2
"""What the vocoder makes at most of a pause of exact length; the rest is silence."""

LONGEST_SENTENCE_SECONDS = 300.0
"""Of what the vocoder makes; a breath of text is some 18 seconds, ten times that at the lowest speed."""

LONGEST_PAUSES_SECONDS = 600.0
"""All those of exact length in one sentence."""

MADE_SEMITONES = 3.0
"""So far from the speaker's own pitch models speak well; what is further is made of their waveform."""

_SEMITONE = np.log(2) / 12
_FAR_BEYOND = 0.5  # semitones; less is the rounding of emphasis


class TooLongError(TtsError):
    """A sentence, or its pauses, would last longer than any can."""


def plan_sentence(
    voice: LoadedVoice,
    utterance: Utterance,
    speaker: int,
    request: Request,
    number: int,
    rate: int,
    device: str = CPU,
) -> PlannedSentence:
    """Return how a voice will say an utterance.

    Args:
        speaker: index.
        number: of the sentence in its text; each number has its own noise.
        rate: of the sound, Hz.
        device: where the vocoder is computed.

    Raises:
        TooLongError: it, or its pauses, would last too long.
        UnknownPaceError: words a minute are wanted, and not known in the voice's language.
    """
    manifest, acoustic, vocoder = voice.manifest, voice.acoustic, voice.vocoder(request.vocoder, device)
    row = with_known_phones(segments(utterance), voice.inventory)
    values = contexts(row, voice.inventory)
    deliveries = segment_deliveries(row, utterance.words)
    pauses = exact_pauses(row, utterance)
    speed = _speed(voice, speaker, request)
    rates = [speed * one.rate for one in deliveries]
    durations = _durations(voice, values, speaker, rates, pauses)
    own = acoustic.pitch(values, durations, speaker)
    raised, beyond = _raised(voice, durations, deliveries, speaker, request)
    made = _asked_of_models(raised)
    prosody = replace(own, log_f0=own.log_f0 + made)
    mel = acoustic.mel(values, prosody, speaker)
    frame_samples = vocoder.config.frame_samples
    last_seconds = durations[-1] * frame_samples / manifest.sample_rate
    return PlannedSentence(
        utterance,
        row,
        replace(own, log_f0=own.log_f0 + raised),
        mel,
        manifest.conditioning.features(values, prosody, mel, manifest.features),
        speaker,
        _sentence_seed(request.seed, number),
        manifest.temperature if request.temperature is None else request.temperature,
        vocoder,
        finish(
            durations * frame_samples,
            [one.gain for one in deliveries],
            pauses,
            manifest.sample_rate,
            _shift(prosody, np.exp(raised - made), frame_samples, manifest.sample_rate),
            sounds_in_pauses(row, utterance),
        ),
        manifest.sample_rate,
        request,
        rate,
        round(rate * _rest_seconds(request.sentence_silence, utterance.breaks[-1], last_seconds, rates[-1])),
        (*_foreign_letters(utterance, manifest), *beyond),
    )


def _speed(voice: LoadedVoice, speaker: int, request: Request) -> float:
    if request.words_per_minute is None:
        return request.speed
    return request.words_per_minute / own_words_per_minute(voice, speaker)


def _durations(
    voice: LoadedVoice, values: Floats, speaker: int, rates: Sequence[float], pauses: Mapping[int, float]
) -> NDArray[np.int64]:
    """In frames; of a pause of exact length, what the vocoder makes of it."""
    _check_seconds("the pauses of one sentence last", sum(pauses.values()), LONGEST_PAUSES_SECONDS)
    frames_per_second = voice.manifest.sample_rate / voice.manifest.features.hop
    made = {place: min(seconds, LONGEST_MADE_PAUSE_SECONDS) * frames_per_second for place, seconds in pauses.items()}
    with np.errstate(over="ignore"):
        durations = voice.acoustic.durations(values, speaker, np.clip(rates, *SPEED_LIMITS), made)
    seconds = float(durations.sum(dtype=np.float64) / frames_per_second)
    _check_seconds("one sentence lasts", seconds, LONGEST_SENTENCE_SECONDS)
    return whole_frames(durations)


def _rest_seconds(wanted: float | None, last: Break, made_seconds: float, rate: float) -> float:
    """Of silence after a sentence whose own last pause is `made_seconds` long; none after a clause of a long one."""
    if last.strength < BreakStrength.SENTENCE:
        return 0.0
    if wanted is not None:
        return wanted
    if last.seconds is not None:
        return 0.0
    return float(max(READERS_PAUSE_SECONDS[last.strength] / np.clip(rate, *SPEED_LIMITS) - made_seconds, 0.0))


def _check_seconds(what: str, seconds: float, most: float) -> None:
    if not seconds <= most:
        raise TooLongError(f"{what} {seconds:.0f} seconds, but may last {most:.0f} at most")


def _raised(
    voice: LoadedVoice, durations: NDArray[np.int64], deliveries: Sequence[Delivery], speaker: int, request: Request
) -> tuple[Floats, list[str]]:
    """What is added to the log F0 of each frame, within what sounds like a voice, and a warning if more is wanted."""
    wanted = pitch_shifts(deliveries, float(voice.acoustic.scales.pitch_mean[speaker]), durations)
    wanted = (wanted + request.semitones * _SEMITONE).astype(np.float32)
    lowest_pitch, highest_pitch = PITCH_LIMITS
    raised = np.clip(wanted, lowest_pitch * _SEMITONE, highest_pitch * _SEMITONE).astype(np.float32)
    warnings = []
    if len(wanted) and np.abs(raised - wanted).max() > _FAR_BEYOND * _SEMITONE:
        warnings.append(
            f"pitch is kept from {lowest_pitch:+g} to {highest_pitch:+g} semitones of the speaker's own; what is "
            "further sounds like no voice"
        )
    return raised, warnings


def _asked_of_models(raised: Floats) -> Floats:
    """Of a change of the log F0, what models are asked for; the rest is made of their waveform.

    Lower than they speak well it is moved down from there; higher, up from the speaker's own pitch, which judges prefer
    (docs/vocoder.md). Between the two they are asked for less and less, so that a glide stays one.
    """
    most = MADE_SEMITONES * _SEMITONE
    upwards = np.minimum(raised, np.maximum(2 * most - raised, 0))
    asked: Floats = np.maximum(upwards, -most).astype(np.float32)
    return asked


def _shift(prosody: Prosody, ratios: Floats, frame_samples: int, rate: int) -> PitchShift | None:
    if not len(ratios) or np.all(ratios == 1):
        return None
    return PitchShift(
        np.where(prosody.voiced, np.exp(prosody.log_f0), 0).astype(np.float32), ratios, frame_samples, rate
    )


def _foreign_letters(utterance: Utterance, manifest: VoiceManifest) -> list[str]:
    script = foreign_script(utterance.text, manifest.language)
    if not script:
        return []
    return [
        f"the text is in {script} letters, but voice {manifest.name} speaks {manifest.language}: it will have a strong "
        "accent; `tts voices list` shows the language of every voice"
    ]


def _sentence_seed(seed: int, number: int) -> int:
    """A seed for each sentence, whether or not the others are asked for."""
    return int(np.random.SeedSequence([seed, number]).generate_state(1)[0])
