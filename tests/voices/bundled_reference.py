"""What each speaker of a bundled voice says, and how to keep it: `python -m tests.voices.bundled_reference` renews it.

Processors round differently, and one sample drawn otherwise changes all that follow it. So what is kept is what the
vocoder heard, the samples that it drew, and the sound that is made of just these samples: each can be compared
by itself. They are drawn in float32, in which all vector code and any number of threads draw the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from voices.conditioning.vocoder_input import VocoderInput
from voices.packs.manifest import MANIFEST
from voices.registry import BUNDLED
from voices.sound.sixteen_bits import sixteen_bits
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.coding.waveform_coding import decode_waveform
from voices.vocoders.wavenet.weights import load_weights
from voices.voice import Request, Voice, load_voice

TEXT = "Yes."
FOLDER = Path(__file__).parent / "references"


@dataclass(frozen=True)
class Said:
    """A sentence as it was said.

    Attributes:
        features: [F, C], what the vocoder heard.
        drawn: [steps, bands], codes or values.
        finished: int16 [T], as it is heard.
    """

    features: np.ndarray
    drawn: np.ndarray
    finished: np.ndarray


class Repeating:
    """A vocoder that says what was drawn before, and remembers what it should have said."""

    def __init__(self, vocoder: Generator, drawn: np.ndarray) -> None:
        self.config = vocoder.config
        self.wanted: VocoderInput | None = None
        self.temperature = 1.0
        self._waveform = decode_waveform(self.config.coding, self.config.distribution.decode(drawn))

    def generate(self, inputs: Sequence[VocoderInput], temperature: float, threads: int = 1) -> list[np.ndarray]:
        """Return the waveform of what was drawn; `inputs` is one."""
        del threads
        (self.wanted,), self.temperature = inputs, temperature
        return [self._waveform]

    def stream(
        self, wanted: VocoderInput, chunk_samples: int, temperature: float, threads: int
    ) -> Iterator[np.ndarray]:
        """Yield it at once."""
        del chunk_samples, threads
        yield from self.generate([wanted], temperature)


def exact_vocoder(folder: Path) -> Generator:
    """Return the vocoder of a voice as it is, not rounded to be faster."""
    return Generator(*load_weights(folder / "vocoder.safetensors"), "float32")


def say_again(voice: Voice, vocoder: Generator, speaker: str, drawn: np.ndarray | None) -> Said:
    """Let a speaker say the text; each sample is drawn after those of `drawn`, or after its own where that is None.

    The sound is that of `drawn`.
    """
    (planned,) = voice.plan(TEXT, Request(speaker=speaker, seed=1))
    steps = len(planned.features) * vocoder.config.frame_steps
    before = np.zeros((steps, vocoder.config.bands)) if drawn is None else drawn
    repeating = Repeating(vocoder, before)
    (spoken,) = voice.say([replace(planned, vocoder=repeating)])
    forced = None if drawn is None else drawn[None].astype(np.float32)
    trace = vocoder.trace([repeating.wanted], repeating.temperature, forced)
    return Said(repeating.wanted.features, trace.samples[0], sixteen_bits(spoken.samples))


def read_reference(voice_name: str, speaker: str) -> Said:
    """Return what a speaker said when the reference was last renewed."""
    arrays = load_file(FOLDER / f"{voice_name}.safetensors")
    return Said(*(arrays[f"{speaker}.{name}"] for name in ("features", "drawn", "finished")))


def renew() -> None:
    """Let all speakers of all bundled voices speak, and keep what they say."""
    FOLDER.mkdir(exist_ok=True)
    for folder in sorted(path.parent for path in BUNDLED.glob(f"*/{MANIFEST}")):
        voice, vocoder, arrays = load_voice(str(folder)), exact_vocoder(folder), {}
        for speaker in voice.manifest.speakers:
            drawn = _small(say_again(voice, vocoder, speaker, None).drawn)
            said = say_again(voice, vocoder, speaker, drawn)
            kept = {"features": said.features.astype(np.float16), "drawn": drawn, "finished": said.finished}
            arrays |= {f"{speaker}.{name}": np.ascontiguousarray(array) for name, array in kept.items()}
        save_file(arrays, FOLDER / f"{folder.name}.safetensors")


def _small(drawn: np.ndarray) -> np.ndarray:
    """Codes in a byte each; values as they are."""
    codes = drawn.astype(np.uint8)
    return codes if np.array_equal(codes, drawn) else drawn


if __name__ == "__main__":
    renew()
